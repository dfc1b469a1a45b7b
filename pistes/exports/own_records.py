"""Our own interchange format, JSON: what `passerelle import` reads back without a difference."""

import json
from collections.abc import Iterable
from typing import TextIO

from pistes.importers.passerelle_records import VERSION, write_record
from pistes.models import Record


def write_json(records: Iterable[Record], out: TextIO) -> int:
    """Write the records, one a line in the list; gives how many."""
    out.write(f'{{"passerelle_records": {VERSION}, "records": [')
    count = 0
    for record in records:
        out.write(",\n" if count else "\n")
        out.write(json.dumps(write_record(record), ensure_ascii=False))
        count += 1
    out.write("\n]}\n")
    return count

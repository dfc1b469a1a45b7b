"""The training sentences, for the scripts that derive word lists from them."""

from collections.abc import Iterator
from pathlib import Path

import yaml

NLU = Path(__file__).resolve().parent.parent / "data" / "nlu"


def sentences() -> Iterator[str]:
    """Each sentence of `data/nlu` as it is written, in the order of the files."""
    for path in sorted(NLU.glob("*/*.yml")):
        for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"]:
            for example in entry["examples"]:
                yield example["text"]

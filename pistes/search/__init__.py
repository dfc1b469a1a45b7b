"""One search for chat, staff and pages: the database recalls candidates, one Python ranker orders them.

Public names are those below; `index_records` keeps the index, in the
transaction that changes the records.
"""

from pistes.search.engine import SearchEngine
from pistes.search.index import embed_documents, index_is_current, index_records
from pistes.search.meaning import Encoder
from pistes.search.query import Hit, Query, Results

__all__ = [
    "Encoder",
    "Hit",
    "Query",
    "Results",
    "SearchEngine",
    "embed_documents",
    "index_is_current",
    "index_records",
]

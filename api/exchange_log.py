"""Masked texts of exchanges, written behind the answer: a queue in memory and one thread.

A crash loses the texts still queued, never the count of an exchange. A message in which the guard finds danger is answered
without being stored, so none comes here: its text is not read for danger a second time.
"""

import logging
import queue
import threading

from sqlalchemy.exc import SQLAlchemyError

from api import metrics
from langue import normalise
from langue.gazetteer import Gazetteer
from pistes.database import Database
from pistes.masking import Masker
from pistes.repositories import conversations

log = logging.getLogger(__name__)

# Texts waiting at most; beyond it the newest are dropped (their exchange is counted all the same).
QUEUE_SIZE = 5_000
# Texts written in one transaction, and seconds that the first of them waits for others: one transaction a message would
# cost as much as storing its answer.
BATCH = 50
GATHER_SECONDS = 0.5


class MaskedExchangeLog:
    """Takes texts from the answers' path and writes them masked."""

    def __init__(self, database: Database, gazetteer: Gazetteer, masker: Masker | None = None) -> None:
        self._database = database
        self._gazetteer = gazetteer
        self._masker = masker
        self._queue: queue.Queue[tuple[str, str] | None] = queue.Queue(QUEUE_SIZE)
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()

    def put(self, turn_key: str, text: str) -> None:
        """Queue a text; never blocks."""
        try:
            self._queue.put_nowait((turn_key, text))
        except queue.Full:
            metrics.TEXTS_DROPPED.inc()
            log.warning("masked texts: queue full, one text dropped")

    def forget(self, conversation_id: str) -> None:
        """Nothing to do here: a text is only written on an exchange that is still linked to its conversation."""

    def waiting(self) -> int:
        """Texts not yet masked."""
        return self._queue.qsize()

    def start(self) -> None:
        """Start the writing thread."""
        self._thread = threading.Thread(target=self._work, name="masked-texts", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Write what is queued, then stop; at most five seconds."""
        if self._thread is not None:
            self._stopping.set()
            self._queue.put(None)
            self._thread.join(5)

    def _work(self) -> None:
        # Loaded here, not at start: the language model takes a second that no resident should wait for.
        masker = self._masker or Masker(self._gazetteer)
        while True:
            batch = [self._queue.get()]
            self._stopping.wait(GATHER_SECONDS)
            while len(batch) < BATCH and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            self._write(masker, [item for item in batch if item is not None])
            if None in batch:
                return

    def _write(self, masker: Masker, batch: list[tuple[str, str]]) -> None:
        masked = [(key, masker.mask(text), register_of(text)) for key, text in batch]
        try:
            with self._database.write() as session:
                for key, text, register in masked:
                    conversations.attach_text(session, key, text, register)
        except SQLAlchemyError as error:
            metrics.TEXTS_DROPPED.inc(len(masked))
            log.warning("masked texts: not written (%s)", type(error).__name__)


# Abbreviations that people write in the most careful letters too.
_EVERYDAY = frozenset("svp stp rdv tel bjr dispo mamie mamy papi papy gamin gamine gamins".split())
# Words written as in a text message from which a whole message is taken for one; one is enough in a few words.
_SMS_WORDS, _FEW_WORDS = 2, 8


def register_of(text: str) -> str:
    """How a message is written, for equity figures: `sms`, `short` (3 words at most), `long` (40 at least), `caps`,
    `standard`. A spelling of text messages is one that `langue.normalise` writes out.
    """
    if _is_sms(text):
        return "sms"
    words = text.split()
    if len(words) <= 3:
        return "short"
    if len(words) >= 40:
        return "long"
    return "caps" if text.isupper() else "standard"


def _is_sms(text: str) -> bool:
    written = normalise.words(normalise.fold(text))
    written_out = set(normalise.words(normalise.expand_sms(normalise.fold(text)))) | _EVERYDAY
    found = sum(word not in written_out for word in written)
    return found >= (1 if len(written) <= _FEW_WORDS else _SMS_WORDS)

"""Sources read again: back-off, last good kept, losses refused; and files taken from addresses."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from pistes.database import Database
from pistes.importers.notes import ImportRefused
from pistes.importers.remote import Fetched, fetch
from pistes.models import AuditEvent, ImportSource, Record
from pistes.services.refresh import next_try, refresh
from tests.pistes.importers.conftest import FRANCE_SERVICES, place

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


class Server:
    """Gives the lines it was told to, or fails; counts what it was asked."""

    def __init__(self) -> None:
        self.lines: list[str] | None = []
        self.asked = 0

    def __call__(self, address: str, folder: Path, etag: str | None, last_modified: str | None) -> Fetched:
        self.asked += 1
        if self.lines is None:
            raise ImportRefused("l'adresse ne répond pas")
        content = "\n".join([FRANCE_SERVICES, *self.lines]) + "\n"
        path = folder / "fs_20261101.csv"
        path.write_text(content, encoding="utf-8")
        return Fetched(path, str(hash(content)))


@pytest.fixture
def server(base: Database) -> Server:
    with base.write() as session:
        session.add(ImportSource(id="essai", name="Essai", location="https://exemple.fr/fs.csv"))
    return Server()


def source(base: Database) -> ImportSource:
    with base.read() as session:
        return session.scalars(select(ImportSource)).one()


def test_a_source_is_read_when_it_is_due_and_not_before(base: Database, server: Server, tmp_path: Path) -> None:
    server.lines = [place("1")]
    assert refresh(base, tmp_path, NOW, take=server)[0].reports[0].counts["created"] == 1
    assert refresh(base, tmp_path, NOW + timedelta(hours=23), take=server) == []
    assert source(base).next_at == NOW + timedelta(hours=24)
    assert (tmp_path / "essai.last-good.csv").exists()
    with base.read() as session:
        assert [event.action for event in session.scalars(select(AuditEvent))] == ["refresh"]


def test_the_same_file_is_not_imported_again(base: Database, server: Server, tmp_path: Path) -> None:
    server.lines = [place("1")]
    refresh(base, tmp_path, NOW, take=server)
    outcome = refresh(base, tmp_path, NOW + timedelta(days=2), take=server)[0]
    assert (outcome.changed, outcome.error) == (False, "")


def test_a_failure_keeps_the_last_good_data_and_waits_longer_each_time(
    base: Database, server: Server, tmp_path: Path
) -> None:
    server.lines = [place("1")]
    refresh(base, tmp_path, NOW, take=server)
    server.lines = None
    later = NOW + timedelta(days=2)
    assert refresh(base, tmp_path, later, take=server)[0].error
    assert (source(base).failures, source(base).next_at) == (1, later + timedelta(minutes=15))
    refresh(base, tmp_path, later, ids=["essai"], take=server)
    assert source(base).next_at == later + timedelta(minutes=30)
    with base.read() as session:
        assert session.scalars(select(Record)).one().published


def test_a_refresh_that_loses_too_much_is_refused(base: Database, server: Server, tmp_path: Path) -> None:
    server.lines = [place(str(number)) for number in range(1, 21)]
    refresh(base, tmp_path, NOW, take=server)
    server.lines = [place("1")]
    outcome = refresh(base, tmp_path, NOW + timedelta(days=2), take=server)[0]
    assert "19 fiches sur 20" in outcome.error
    with base.read() as session:
        assert all(record.published for record in session.scalars(select(Record)))


def test_the_wait_never_exceeds_a_day() -> None:
    assert next_try(NOW, 500, 24) == NOW + timedelta(days=1)


def client(*answers: httpx.Response | Exception) -> httpx.Client:
    waiting = list(answers)

    def answer(_: httpx.Request) -> httpx.Response:
        found = waiting.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    return httpx.Client(transport=httpx.MockTransport(answer))


def test_an_address_is_tried_again_further_and_further_apart(tmp_path: Path) -> None:
    waits: list[float] = []
    served = client(httpx.ConnectTimeout("x"), httpx.Response(503), httpx.Response(200, content=b"a,b\n"))
    got = fetch("https://exemple.fr/liste.csv", tmp_path, client=served, sleep=waits.append)
    assert waits == [1.0, 2.0]
    assert got.path is not None
    assert got.path.read_bytes() == b"a,b\n"


def test_an_address_that_never_answers_is_refused(tmp_path: Path) -> None:
    served = client(*[httpx.Response(502)] * 4)
    with pytest.raises(ImportRefused, match="4 essais"):
        fetch("https://exemple.fr/liste.csv", tmp_path, client=served, sleep=lambda _: None)


def test_a_file_announced_too_large_is_refused(tmp_path: Path) -> None:
    served = client(httpx.Response(200, headers={"content-length": str(5 << 30)}))
    with pytest.raises(ImportRefused, match="dépasse"):
        fetch("https://exemple.fr/liste.csv", tmp_path, client=served)


def test_a_file_that_has_not_changed_is_not_taken(tmp_path: Path) -> None:
    assert fetch("https://exemple.fr/l.csv", tmp_path, etag="x", client=client(httpx.Response(304))).path is None

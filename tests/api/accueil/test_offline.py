"""What works without network: public, dated, whole, and without anything internal."""

import hashlib
import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.accueil.offline import SHELL, STATIC
from pistes.database import Database
from pistes.models import Flag, HelpLine, Record
from tests.api.accueil.conftest import CONTACT, NOTE, RECORD
from tests.api.conftest import NOW

DATA = "/hors-ligne/donnees.json"


def snapshot(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get(DATA).json()
    return found


@pytest.mark.usefixtures("record")
class TestSnapshot:
    def test_holds_the_published_record_as_residents_read_it(self, client: TestClient) -> None:
        (found,) = [each for each in snapshot(client)["records"] if each["id"] == RECORD]
        assert found["title"] == "Relais d'essai du plateau"
        assert found["facts"]["phone"] == "04 65 71 00 00"
        assert found["verified"] == "vérifié le 1er\u00a0novembre 2026"

    def test_holds_nothing_internal(self, client: TestClient) -> None:
        text = client.get(DATA).text
        assert NOTE not in text
        assert CONTACT not in text
        assert "internal" not in text

    def test_holds_no_example_and_nothing_unpublished(self, client: TestClient, database: Database) -> None:
        with database.write() as session:
            session.get_one(Record, RECORD).published = False
        kept = {each["id"] for each in snapshot(client)["records"]}
        with database.read() as session:
            assert kept <= set(session.scalars(select(Record.id).where(Record.published, ~Record.example)))

    def test_says_nothing_that_passes_with_the_hour(self, client: TestClient) -> None:
        found = snapshot(client)
        assert not any("hours_now" in each["facts"] for each in found["records"])
        assert "Aujourd" not in json.dumps(found["records"], ensure_ascii=False).replace("Aujourd'hui encore", "")

    def test_is_dated(self, client: TestClient) -> None:
        assert snapshot(client)["made_on"] == "25\u00a0novembre 2026 à 10\u00a0h"

    def test_its_label_is_the_digest_that_browsers_check(self, client: TestClient) -> None:
        answer = client.get(DATA)
        assert answer.headers["etag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'

    def test_is_not_sent_again_when_nothing_changed(self, client: TestClient) -> None:
        label = client.get(DATA).headers["etag"]
        assert client.get(DATA, headers={"If-None-Match": label}).status_code == 304

    def test_a_flag_changes_it(self, client: TestClient, database: Database) -> None:
        label = client.get(DATA).headers["etag"]
        with database.write() as session:
            session.add(Flag(record_id=RECORD, field="phone", by="agent", at=NOW, client_id="x", state="open"))
        assert client.get(DATA, headers={"If-None-Match": label}).status_code == 200
        (found,) = [each for each in snapshot(client)["records"] if each["id"] == RECORD]
        assert found["notice"] == "À confirmer auprès du service."


class TestShell:
    def test_is_the_same_for_everybody(self, client: TestClient) -> None:
        assert client.get("/hors-ligne").text == client.get("/hors-ligne").text

    def test_its_numbers_of_help_are_in_the_database(self, client: TestClient, database: Database) -> None:
        shown = set(re.findall(r'href="(?:tel|sms):(\d+)"', client.get("/hors-ligne").text))
        with database.read() as session:
            known = {number.replace(" ", "") for number in session.scalars(select(HelpLine.number))}
        assert shown
        assert shown <= known

    def test_the_worker_keeps_files_that_exist(self, client: TestClient) -> None:
        found = re.search(r"const FILES = (\[.*\]);", client.get("/sw.js").text)
        assert found is not None
        for path in json.loads(found[1]):
            assert client.get(path).status_code == 200, path

    def test_every_module_of_its_page_is_kept(self) -> None:
        for name in SHELL:
            if name.endswith(".js"):
                needed = re.findall(r'from "\./([^"]+)"', (STATIC / name).read_text(encoding="utf-8"))
                assert set(needed) <= set(SHELL), name

    def test_the_manifest_makes_it_installable(self, client: TestClient) -> None:
        found = client.get("/accueil.webmanifest").json()
        assert found["display"] == "standalone"
        assert client.get(found["icons"][0]["src"]).status_code == 200

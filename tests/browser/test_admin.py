"""The back office in Chromium: checked as one types, rows added, no violation of WCAG 2.2 AA, on a phone too."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from pistes.models import Flag
from pistes.services.accounts import create_user
from tests.browser.conftest import Running, picture, violations

pytestmark = pytest.mark.browser
PASSWORD = "une phrase de passe longue"
SCREENS = {
    "desktop": {"width": 1280, "height": 800},
    "phone": {"width": 360, "height": 740},
    "dark": {"width": 1280, "height": 800, "color_scheme": "dark"},
}
PATHS = {
    "home": "/admin",
    "records": "/admin/fiches",
    "point": "/admin/fiches/{0}",
    "history": "/admin/fiches/{0}/historique",
    "event": "/admin/nouvelle/event",
    "sites": "/admin/sites",
    "site": "/admin/sites/42",
    "danger": "/admin/danger",
    "accounts": "/admin/comptes",
    "journal": "/admin/journal",
}


@pytest.fixture
def enter(running: Running, new_page: Callable[..., Page], request: pytest.FixtureRequest) -> Callable[..., Page]:
    """Opens a page signed in as an administrator."""
    login = f"redaction-{abs(hash(request.node.name))}"
    with running.database.write() as session:
        create_user(session, login, login, "administrator", PASSWORD)

    def make(**screen: int) -> Page:
        page = new_page(**screen)
        page.goto(f"{running.address}/connexion?suite=/admin")
        page.get_by_label("Identifiant").fill(login)
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{running.address}/admin")
        return page

    return make


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_is_accessible(enter: Callable[..., Page], running: Running, screen: str) -> None:
    record = running.records[0]
    with running.database.write() as session:
        if not session.query(Flag).filter_by(record_id=record).first():
            session.add(Flag(record_id=record, field="hours", by="agent", at=datetime.now(UTC), state="open"))
    page = enter(**SCREENS[screen])
    found = {}
    for name, path in PATHS.items():
        page.goto(running.address + path.format(record))
        page.wait_for_load_state()
        for summary in page.locator("summary").all()[:3]:
            summary.click()
        picture(page, f"admin-{name}-{screen}")
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
        found[name] = [*violations(page), *(["scrolls sideways"] if wide else [])]
    assert found == {name: [] for name in PATHS}


def test_an_error_is_told_as_one_types_and_the_preview_follows(enter: Callable[..., Page], running: Running) -> None:
    page = enter()
    page.goto(f"{running.address}/admin/fiches/{running.records[0]}")
    page.get_by_label("Titre").fill("Relais tout neuf")
    expect(page.locator("[data-preview] .card-title").first).to_have_text("Relais tout neuf")
    page.get_by_label("Courriel du service").fill("rien")
    expect(page.locator("#e-email")).to_have_text("Ce n'est pas une adresse de courriel.")
    assert violations(page) == []
    picture(page, "admin-typing-desktop")


def test_a_row_is_added_and_published(enter: Callable[..., Page], running: Running) -> None:
    page = enter()
    page.goto(f"{running.address}/admin/fiches/{running.records[1]}")
    rows = page.locator('[data-field="closures"] .admin-row')
    before = rows.count()
    page.get_by_role("button", name="Ajouter une ligne : Fermetures exceptionnelles").click()
    expect(rows).to_have_count(before + 1)
    rows.last.get_by_label("Du").fill("2026-12-24")
    rows.last.get_by_label("Motif").fill("congés")
    page.get_by_role("button", name="Enregistrer et publier").click()
    expect(page.get_by_text("La fiche est publiée.")).to_be_visible()
    assert violations(page) == []

"""The managers' pages in Chromium: no obstacle that axe can find, no page wider than a phone, and the way from a figure to a fix."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from pistes.analytics.grouping import regroup
from pistes.analytics.quality import draw_sample
from pistes.analytics.rollup import roll_up_all
from pistes.analytics.synthetic import fill, traffic
from pistes.clock import PARIS
from pistes.models import Commune, Piste, User
from pistes.services.accounts import create_user
from tests.api.conftest import NOW
from tests.browser.conftest import Running, violations

pytestmark = pytest.mark.browser
PASSWORD = "une phrase de passe longue"
PAGES = (
    "/pilotage",
    "/pilotage/questions?facette=theme&valeur=autonomie",
    "/pilotage/qualite",
    "/pilotage/semaine",
)


@pytest.fixture
def counted(running: Running) -> Running:
    """The application with a month of traffic, made once."""
    begin = datetime.combine(NOW.date() - timedelta(days=27), datetime.min.time(), PARIS)
    with running.database.write() as session:
        if session.scalar(select(User).where(User.login == "pilotage")):
            return running
        create_user(session, "pilotage", "Pilotage", "manager", PASSWORD)
        communes = session.execute(select(Commune.insee, Commune.name).order_by(Commune.population.desc())).all()
        pistes = session.scalars(select(Piste.id)).all()
        fill(session, traffic(begin, 28, 1500, [(row.insee, row.name) for row in communes], pistes))
    roll_up_all(running.database, NOW, smallest=5)
    with running.database.write() as session:
        regroup(session, NOW, 5)
        draw_sample(session, NOW, 5)
    return running


@pytest.fixture
def open_as_manager(counted: Running, new_page: Callable[..., Page]) -> Callable[..., Page]:
    """A page of a manager who has just signed in; arguments: those of `new_page`."""

    def make(**options: object) -> Page:
        page = new_page(**options)
        page.goto(f"{counted.address}/connexion?suite=/pilotage")
        page.get_by_label("Identifiant").fill("pilotage")
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Ce que les habitants demandent")).to_be_visible()
        page.wait_for_load_state()
        return page

    return make


@pytest.mark.parametrize("options", [{}, {"width": 390, "height": 844}, {"color_scheme": "dark"}])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    open_as_manager: Callable[..., Page], counted: Running, options: dict[str, object]
) -> None:
    page = open_as_manager(**options)
    for path in PAGES:
        page.goto(counted.address + path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_figure_leads_to_its_questions_and_to_a_patch(open_as_manager: Callable[..., Page], counted: Running) -> None:
    page = open_as_manager(java_script_enabled=False)
    page.locator("#sans-reponse tbody a").first.click()
    page.get_by_role("link", name="Corriger").first.click()
    page.get_by_label("Phrases, une par ligne").fill("zorglub devant la mairie")
    page.get_by_role("button", name="Préparer le correctif").first.click()
    expect(page.get_by_role("heading", name="Correctif prêt")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger le correctif").click()
    assert download.value.suggested_filename.endswith(".patch")


def test_a_judge_goes_on_by_keyboard(open_as_manager: Callable[..., Page], counted: Running) -> None:
    page = open_as_manager()
    page.goto(f"{counted.address}/pilotage/qualite")
    page.get_by_role("button", name="Juste", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="À juger : 1 sur 5")).to_be_visible()


def test_the_fix_page_has_no_obstacle(open_as_manager: Callable[..., Page], counted: Running) -> None:
    page = open_as_manager(width=390, height=844)
    page.locator("#frequentes tbody a").first.click()
    page.get_by_role("link", name="Corriger").first.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

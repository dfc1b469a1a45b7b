"""No violation of WCAG 2.2 AA found by axe, in every state of the widget and on every public page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DANGER, Running, ask, open_chat, picture, violations

pytestmark = pytest.mark.browser

# 400 % of 1280 × 800 is 320 × 200 units of the page (WCAG 1.4.10).
SCREENS = {
    "desktop": {"width": 1280, "height": 800},
    "phone": {"width": 360, "height": 740},
    "320": {"width": 320, "height": 640},
    "zoom400": {"width": 320, "height": 200},
    "dark": {"width": 1280, "height": 800, "color_scheme": "dark"},
    "contrast": {"width": 1280, "height": 800, "contrast": "more"},
    "forced": {"width": 1280, "height": 800, "forced_colors": "active"},
}
PATHS = (
    "/?simple=1", "/recherche", "/recherche?q=aide&commune=Firminy", "/confidentialite", "/accessibilite",
    "/mentions-legales", "/connexion", "/?simple=1&langue=en",
)  # fmt: skip


@pytest.fixture(params=SCREENS)
def page(request: pytest.FixtureRequest, new_page: Callable[..., Page]) -> Page:
    made = new_page(**SCREENS[request.param])
    made.screen = request.param  # type: ignore[attr-defined]
    return made


def check(page: Page, name: str) -> None:
    page.wait_for_timeout(250)
    picture(page, f"{name}-{page.screen}")  # type: ignore[attr-defined]
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), "the page scrolls sideways"


def test_the_closed_widget(page: Page, embed: Callable[..., str]) -> None:
    page.goto(embed())
    page.get_by_role("button", name="Une question").wait_for()
    check(page, "closed")


def test_the_open_widget_and_its_settings(page: Page, embed: Callable[..., str]) -> None:
    open_chat(page, embed())
    page.get_by_role("button", name="Réglages").click()
    check(page, "open")


def test_typing(page: Page, embed: Callable[..., str], running: Running) -> None:
    running.bot.delay = 4.0
    open_chat(page, embed())
    page.get_by_role("textbox", name="Votre question").fill("un point d'accueil")
    page.keyboard.press("Enter")
    page.locator(".typing").wait_for()
    check(page, "typing")


def test_results(page: Page, embed: Callable[..., str]) -> None:
    open_chat(page, embed())
    ask(page, "un point d'accueil près de Firminy")
    page.get_by_text("Plus de détails").first.click()
    page.get_by_role("button", name="Non", exact=True).click()
    check(page, "results")


def test_an_emergency(page: Page, embed: Callable[..., str]) -> None:
    open_chat(page, embed())
    ask(page, DANGER)
    check(page, "emergency")


def test_a_lost_connection(page: Page, embed: Callable[..., str]) -> None:
    open_chat(page, embed())
    page.context.set_offline(True)
    page.get_by_role("textbox", name="Votre question").fill("bonjour")
    page.keyboard.press("Enter")
    page.get_by_text("Pas de connexion").wait_for()
    check(page, "error")


def test_the_whole_page(page: Page, running: Running) -> None:
    page.goto(f"{running.address}/")
    page.get_by_role("textbox", name="Votre question").wait_for()
    ask(page, "un point d'accueil près de Firminy")
    check(page, "page")


@pytest.mark.parametrize("path", PATHS)
def test_a_public_page(page: Page, running: Running, path: str) -> None:
    page.goto(running.address + path)
    check(page, "public" + "".join(c if c.isalnum() else "-" for c in path))


def test_the_plain_answer(page: Page, running: Running) -> None:
    page.goto(f"{running.address}/?simple=1")
    page.get_by_role("textbox", name="Votre question").fill("un point d'accueil près de Firminy")
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_role("heading", name="Réponse", exact=True).wait_for()
    check(page, "plain-answer")

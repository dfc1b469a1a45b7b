"""Our own pages in a browser, with scripts and without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DANGER, NEUTRAL, Running, ask

pytestmark = pytest.mark.browser


def test_without_javascript_a_question_is_asked_and_answered(new_page: Callable[..., Page], running: Running) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{running.address}/")
    page.get_by_label("Votre question").fill("un point d'accueil près de Firminy")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", name="Réponse")).to_be_visible()
    assert page.locator("article.card").count() > 0
    assert page.url == f"{running.address}/"


def test_without_javascript_leaving_erases_and_leads_away(new_page: Callable[..., Page], running: Running) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{running.address}/")
    page.get_by_role("button", name="Quitter").click()
    page.wait_for_url(f"{NEUTRAL}**")


def test_with_javascript_the_page_holds_the_same_conversation(new_page: Callable[..., Page], running: Running) -> None:
    page = new_page()
    page.goto(f"{running.address}/")
    ask(page, "un point d'accueil près de Firminy")
    page.reload()
    expect(page.locator(".me")).to_contain_text("près de Firminy")


@pytest.mark.parametrize("path", ["/", "/?simple=1", "/recherche"])
def test_two_escapes_leave_every_page(new_page: Callable[..., Page], running: Running, path: str) -> None:
    page = new_page()
    page.goto(running.address + path)
    page.wait_for_timeout(300)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url(f"{NEUTRAL}**")


def test_a_search_about_danger_leaves_no_words_in_the_address(new_page: Callable[..., Page], running: Running) -> None:
    page = new_page()
    page.goto(f"{running.address}/recherche?q={DANGER}")
    expect(page.get_by_role("heading", name="Vous pouvez être aidé maintenant")).to_be_visible()
    page.wait_for_timeout(200)
    assert page.url == f"{running.address}/recherche"


def test_the_plain_page_moves_the_focus_to_the_answer(new_page: Callable[..., Page], running: Running) -> None:
    page = new_page()
    page.goto(f"{running.address}/?simple=1")
    page.get_by_label("Votre question").fill("un point d'accueil")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", name="Réponse")).to_be_focused()


def test_a_record_prints_on_one_page(new_page: Callable[..., Page], running: Running) -> None:
    page = new_page()
    page.goto(f"{running.address}/recherche?kind=reception_point&commune=Firminy")
    page.locator("details", has=page.get_by_text("Imprimer cette fiche")).first.locator("summary").click()
    page.get_by_role("link", name="Imprimer cette fiche").first.click()
    page.get_by_role("button", name="Imprimer sur une page A4").wait_for()
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1

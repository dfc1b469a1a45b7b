"""Our own pages in a browser, with scripts and without."""

import itertools
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
    expect(page.get_by_role("heading", name="Réponse", exact=True)).to_be_visible()
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
    expect(page.get_by_role("heading", name="Réponse", exact=True)).to_be_focused()


def test_a_record_prints_on_one_page(new_page: Callable[..., Page], running: Running) -> None:
    page = new_page()
    page.goto(f"{running.address}/recherche?kind=reception_point&commune=Firminy")
    page.locator("details", has=page.get_by_text("Imprimer cette fiche")).first.locator("summary").click()
    page.get_by_role("link", name="Imprimer cette fiche").first.click()
    page.get_by_role("button", name="Imprimer sur une page A4").wait_for()
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1


def test_the_conversation_page_shows_the_map_beside_the_list(new_page: Callable[..., Page], running: Running) -> None:
    page = new_page()
    page.goto(f"{running.address}/")
    ask(page, "un point d'accueil près de Firminy")
    image = page.get_by_role("img", name="Carte")
    image.scroll_into_view_if_needed()
    page.wait_for_function(
        "document.querySelector('passerelle-chat').shadowRoot.querySelector('figure img').naturalWidth > 0"
    )
    card = page.locator(".card").first.bounding_box()
    place = image.bounding_box()
    assert card is not None
    assert place is not None
    assert place["x"] >= card["x"] + card["width"]


def test_without_javascript_an_opinion_is_given_with_its_reason(
    new_page: Callable[..., Page], running: Running
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{running.address}/")
    page.get_by_label("Votre question").fill("un point d'accueil près de Firminy")
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_role("button", name="Non", exact=True).click()
    page.get_by_role("button", name="C’est faux").click()
    expect(page.get_by_role("status")).to_have_text("Merci pour votre avis.")


def test_without_javascript_the_language_changes_and_the_conversation_goes_on(
    new_page: Callable[..., Page], running: Running
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{running.address}/")
    page.get_by_label("Langue de cette page").select_option("en")
    page.get_by_label("Votre question").fill("un point d'accueil près de Firminy")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", name="Answer", exact=True)).to_be_visible()
    token = page.locator("[name=conversation]").first.get_attribute("value")
    page.get_by_label("Your next question").fill("et à Roanne ?")
    page.get_by_role("button", name="Send").click()
    assert page.locator("[name=conversation]").first.get_attribute("value") == token


def test_the_skip_link_is_first_and_leads_to_the_content(new_page: Callable[..., Page], running: Running) -> None:
    page = new_page()
    page.goto(f"{running.address}/recherche")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()


@pytest.mark.parametrize("path", ["/", "/?simple=1", "/recherche", "/confidentialite", "/accessibilite"])
def test_a_page_has_one_title_one_first_heading_no_jump_and_landmarks(
    new_page: Callable[..., Page], running: Running, path: str
) -> None:
    page = new_page()
    page.goto(running.address + path)
    page.wait_for_timeout(200)
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((e) => +e.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert page.title().endswith(("Passerelle", "Passerelle, Loire et Haute-Loire"))
    for role in ("banner", "navigation", "main", "contentinfo"):
        expect(page.get_by_role(role)).to_have_count(1)


@pytest.mark.parametrize("path", ["/?simple=1", "/recherche?q=aide&commune=Firminy"])
def test_every_control_of_a_page_is_reached_by_the_keyboard_in_its_order(
    new_page: Callable[..., Page], running: Running, path: str
) -> None:
    page = new_page()
    page.goto(running.address + path)
    page.evaluate("document.activeElement.blur()")
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
        .filter((e) => e.checkVisibility()).map((e, i) => (e.dataset.order = i))"""
    )
    reached = []
    for _ in wanted:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("+document.activeElement.dataset.order"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert reached == wanted

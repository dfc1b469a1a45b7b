"""The counter by keyboard alone, in Chromium: from the first key to the answer, the count and the flag."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from pistes.services.accounts import create_user
from tests.browser.conftest import Running, violations

pytestmark = pytest.mark.browser
PASSWORD = "une phrase de passe longue"


@pytest.fixture
def counter(running: Running, new_page: Callable[..., Page], request: pytest.FixtureRequest) -> Page:
    """The look-up, opened by somebody who has just signed in with the keyboard."""
    login = f"clavier-{abs(hash(request.node.name))}"
    with running.database.write() as session:
        create_user(session, login, login, "editor", PASSWORD)
    page = new_page()
    page.goto(f"{running.address}/connexion")
    page.get_by_label("Identifiant").focus()
    page.keyboard.type(login)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/accueil")
    return page


def open_first(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.locator("[data-result]").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/accueil/fiche/**")


def test_results_come_as_one_types_and_arrows_walk_them(counter: Page) -> None:
    counter.keyboard.type("apa aurec")
    expect(counter.locator("[data-result]").nth(1)).to_be_visible()
    counter.keyboard.press("ArrowDown")
    expect(counter.locator("[data-result]").first).to_be_focused()
    counter.keyboard.press("ArrowUp")
    expect(counter.locator("#q")).to_be_focused()
    assert violations(counter) == []


def test_an_arrow_pressed_between_two_lists_is_not_lost(counter: Page) -> None:
    held: list[Route] = []

    def answer(route: Route) -> None:
        held.append(route) if "aurec" in route.request.url else route.fulfill(body="")

    counter.route("**/accueil/recherche?*", answer)
    with counter.expect_request("**/accueil/recherche?*aurec*"):
        counter.keyboard.type("apa aurec")
    counter.keyboard.press("ArrowDown")
    expect(counter.locator("#q")).to_be_focused()
    for route in held:
        route.continue_()
    expect(counter.locator("[data-result]").first).to_be_focused()


def test_one_key_counts_the_answer_and_two_flag_a_fact(counter: Page) -> None:
    open_first(counter, "apa aurec")
    assert violations(counter) == []
    counter.keyboard.press("r")
    expect(counter.get_by_text("Réponse notée.")).to_be_visible()
    # The text is there before the script that hears the keys.
    counter.wait_for_load_state()
    counter.keyboard.press("s")
    counter.keyboard.press("5")
    expect(counter.get_by_text("un renseignement est signalé comme faux")).to_be_visible()
    assert violations(counter) == []
    counter.goto(counter.url.split("/accueil")[0] + "/accueil/signalements")
    assert violations(counter) == []


def test_the_slash_goes_back_to_the_same_search(counter: Page) -> None:
    open_first(counter, "apa aurec")
    counter.keyboard.press("/")
    expect(counter.locator("#q")).to_have_value("apa aurec")
    expect(counter.locator("[data-result]").first).to_be_visible()


def test_the_question_mark_lists_the_keys_and_they_can_be_switched_off(counter: Page) -> None:
    open_first(counter, "apa aurec")
    counter.keyboard.press("?")
    expect(counter.get_by_role("dialog")).to_be_visible()
    assert violations(counter) == []
    counter.get_by_label("Raccourcis d’une seule touche").press("Space")
    counter.keyboard.press("Escape")
    before = counter.url
    counter.keyboard.press("r")
    counter.wait_for_timeout(300)
    assert counter.url == before


@pytest.mark.parametrize("width", [1280, 400])
def test_no_state_of_the_counter_breaks_a_rule_of_access(
    running: Running, new_page: Callable[..., Page], width: int
) -> None:
    login = f"etats-{width}"
    with running.database.write() as session:
        create_user(session, login, login, "reception", PASSWORD)
    page = new_page(width)
    page.add_init_script("window.print = () => {}")
    page.goto(f"{running.address}/connexion")
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/accueil")
    paths = (
        "", "?q=zzzzqqqq&lieu=Xyzzy", "?q=on+frappe+mon+petit+voisin", "/assistant", "/signalements", "/fiche/proc:apa",
        "/fiche/proc:apa/imprimer", "/fiche/proc:apa/courrier",
    )  # fmt: skip
    for path in paths:
        page.goto(f"{running.address}/accueil{path}")
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), path
    page.goto(f"{running.address}/hors-ligne")
    assert violations(page) == []
    page.goto(f"{running.address}/accueil#demander")
    page.locator("#question").fill("comment avoir l'apa")
    page.locator("#question").press("Enter")
    page.locator("[data-bad]").wait_for()
    assert violations(page) == []

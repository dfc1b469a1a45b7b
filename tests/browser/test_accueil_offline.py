"""Without network: look-up and print from the snapshot, logs and flags kept and sent once; and the lock."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from pistes.models import Flag, GivenAnswer
from pistes.services.accounts import create_user
from tests.browser.conftest import Running, violations

pytestmark = pytest.mark.browser
PASSWORD = "une phrase de passe longue"


@pytest.fixture
def counter(running: Running, new_page: Callable[..., Page], request: pytest.FixtureRequest) -> Page:
    """The look-up on a shared computer, its copy for when the network is down already kept."""
    login = f"sansreseau-{abs(hash(request.node.name))}"
    with running.database.write() as session:
        create_user(session, login, login, "reception", PASSWORD)
    page = new_page()
    page.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1; }")
    page.goto(f"{running.address}/connexion")
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_label("Poste partagé").check()
    page.keyboard.press("Enter")
    page.wait_for_url("**/accueil")
    kept = "caches.open('passerelle-donnees').then((c) => c.match('/hors-ligne/donnees.json')).then(Boolean)"
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(f"async () => await {kept}")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return page


def offline(page: Page, address: str, path: str) -> None:
    page.context.set_offline(True)
    page.goto(address + path)


def counted(running: Running) -> tuple[int, int]:
    with running.database.read() as session:
        answers = session.scalar(select(func.count()).select_from(GivenAnswer)) or 0
        return answers, session.scalar(select(func.count()).select_from(Flag)) or 0


@pytest.mark.parametrize("path", ["/accueil?q=apa+aurec", "/recherche?q=apa&commune=Aurec-sur-Loire"])
def test_the_look_up_goes_on_with_the_dated_copy(counter: Page, running: Running, path: str) -> None:
    offline(counter, running.address, path)
    expect(counter.locator("[data-result]").first).to_be_visible()
    expect(counter.get_by_text("copie du 25 novembre 2026 à 10 h").first).to_be_visible()
    assert violations(counter) == []
    counter.locator("#q").press("ArrowDown")
    counter.keyboard.press("Enter")
    expect(counter.locator("#fiche h1")).to_contain_text("APA")
    assert violations(counter) == []
    counter.keyboard.press("i")
    assert counter.evaluate("window.printed") == 1


def test_a_public_record_is_found_again_by_its_address(counter: Page, running: Running) -> None:
    offline(counter, running.address, "/fiche/procedure/proc:apa")
    expect(counter.locator("#fiche h1")).to_contain_text("APA")


def test_logs_and_flags_wait_without_a_word_and_are_sent_once(counter: Page, running: Running) -> None:
    before = counted(running)
    offline(counter, running.address, "/accueil/fiche/proc:pch")
    expect(counter.locator("#fiche h1")).to_be_visible()
    for key in ("r", "r", "s", "1"):
        counter.keyboard.press(key)
    expect(counter.get_by_text("2 envois attendent le réseau.")).to_be_attached()
    kept = counter.evaluate("localStorage['accueil-file']")
    assert set(counter.evaluate("JSON.parse(localStorage['accueil-file']).flatMap((i) => Object.keys(i.fields))")) <= {
        "fiche", "demande", "canal", "resolu", "champ"
    }  # fmt: skip
    counter.context.set_offline(False)
    counter.goto(f"{running.address}/accueil")
    counter.wait_for_function("() => localStorage['accueil-file'] === '[]'")
    # A browser that did not hear the answer sends the same again.
    counter.evaluate("kept => { localStorage['accueil-file'] = kept }", kept)
    counter.goto(f"{running.address}/accueil")
    counter.wait_for_function("() => localStorage['accueil-file'] === '[]'")
    assert counted(running) == (before[0] + 1, before[1] + 1)


def test_nothing_internal_is_kept_in_the_browser(counter: Page) -> None:
    counter.goto(counter.url.split("?")[0] + "?q=apa")
    counter.keyboard.press("Enter")
    counter.wait_for_url("**/accueil/fiche/**")
    pages = counter.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((n) => caches.open(n).then((c) => c.keys())))).then((all) => all.flat().map((r) => new URL(r.url).pathname))"
    )
    assert not [path for path in pages if path.startswith("/accueil")]


def test_a_record_open_when_the_network_goes_keeps_the_answer_for_later(counter: Page, running: Running) -> None:
    before = counted(running)
    counter.goto(f"{running.address}/accueil/fiche/proc:aah")
    counter.wait_for_load_state("networkidle")
    counter.context.set_offline(True)
    counter.keyboard.press("n")
    expect(counter.locator("#annonce")).to_contain_text("gardé ici")
    counter.context.set_offline(False)
    counter.evaluate("dispatchEvent(new Event('online'))")
    counter.wait_for_function("() => localStorage['accueil-file'] === '[]'")
    assert counted(running)[0] == before[0] + 1


def test_one_key_locks_and_the_password_opens_the_same_page_again(counter: Page, running: Running) -> None:
    counter.goto(f"{running.address}/accueil/fiche/proc:apa")
    counter.wait_for_load_state("networkidle")
    counter.keyboard.press("q")
    counter.wait_for_url("**/connexion**")
    expect(counter.get_by_label("Mot de passe")).to_be_focused()
    assert violations(counter) == []
    counter.keyboard.type(PASSWORD)
    counter.keyboard.press("Enter")
    counter.wait_for_url("**/accueil/fiche/proc:apa")


def test_a_counter_left_alone_locks_by_itself(counter: Page) -> None:
    counter.evaluate("localStorage['accueil-activite'] = '0'")
    counter.wait_for_url("**/connexion**", timeout=15_000)
    assert counter.evaluate("sessionStorage.length") == 0

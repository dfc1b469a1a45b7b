"""Ten tasks of a counter by keyboard alone; each prints its keys and seconds (`-s` shows them).

Seconds are the machine's: keys are typed at once, so a person adds the time to type and to read.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from pistes.services.accounts import create_user
from tests.browser.conftest import Running

pytestmark = pytest.mark.browser
PASSWORD = "une phrase de passe longue"
# A letter is a key; more than these for one answer is too many.
MOST_KEYS = 60


@dataclass
class Hands:
    """Types, and counts the keys."""

    page: Page
    keys: int = 0
    begun: float = field(default_factory=time.perf_counter)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def look_up(self, words: str) -> None:
        self.type(words)
        self.page.wait_for_function("words => document.querySelector('#q').value === words", arg=words)
        self.page.locator("[data-result]").first.wait_for()

    def open(self, words: str, down: int = 0) -> None:
        """Look up, and open the result that is `down` lines below the first."""
        self.look_up(words)
        if down:
            self.page.wait_for_load_state("networkidle")
            self.press(*["ArrowDown"] * (down + 1))
        self.press("Enter")
        self.page.wait_for_url("**/accueil/fiche/**")
        self.page.wait_for_load_state("networkidle")

    def solved(self) -> None:
        self.press("r")
        expect(self.page.get_by_text("Réponse notée.")).to_be_visible()

    def tell(self, task: str) -> None:
        seconds = time.perf_counter() - self.begun
        print(f"\n{task} : {self.keys} touches, {seconds:.1f} s")  # noqa: T201 (what the tasks are for)
        assert self.keys <= MOST_KEYS


@pytest.fixture
def hands(running: Running, new_page: Callable[..., Page], request: pytest.FixtureRequest) -> Hands:
    login = f"tache-{abs(hash(request.node.name))}"
    with running.database.write() as session:
        create_user(session, login, login, "reception", PASSWORD)
    page = new_page()
    page.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1; }")
    page.goto(f"{running.address}/connexion")
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/accueil")
    page.wait_for_load_state("networkidle")
    return Hands(page)


def test_a_daughter_on_the_phone_for_her_mother_of_78_without_internet(hands: Hands) -> None:
    """The number said by pairs, then a letter to post."""
    hands.open("apa")
    hands.press("t")
    expect(hands.page.locator(".counter-script")).to_be_visible()
    hands.press("c")
    hands.page.wait_for_url("**/courrier**")
    expect(hands.page.get_by_text("Madame, Monsieur,", exact=True)).to_be_visible()
    hands.page.wait_for_function("() => window.printed === 1")
    hands.tell("Fille au téléphone, mère de 78 ans sans Internet")


def test_a_foster_carer_in_42_of_a_child_from_43(hands: Hands) -> None:
    hands.open("assfam enfant confié 43 roanne")
    expect(hands.page.locator("h1")).to_be_visible()
    hands.solved()
    hands.tell("Assistante familiale de la Loire, enfant de Haute-Loire")


def test_someone_in_saint_just_malmont_between_firminy_and_monistrol(hands: Hands) -> None:
    """Their own point first, then what is across the border."""
    hands.open("guichet saint-just-malmont")
    expect(hands.page.locator("h1")).to_be_visible()
    hands.press("v")
    expect(hands.page.locator("#voisins")).to_be_focused()
    hands.solved()
    hands.tell("Saint-Just-Malmont, entre Firminy et Monistrol")


def test_a_worried_neighbour(hands: Hands) -> None:
    """The help line is above the results before anything is opened."""
    hands.type("on frappe mon petit voisin")
    expect(hands.page.locator("#urgence")).to_be_visible()
    expect(hands.page.locator(".counter-urgent a").first).to_be_visible()
    hands.tell("Voisin inquiet")


def test_a_person_who_has_just_moved_from_43_to_42(hands: Hands) -> None:
    hands.open("apa déménagement firminy")
    expect(hands.page.locator("h1")).to_be_visible()
    hands.solved()
    hands.tell("Déménagement de Haute-Loire vers la Loire")


def test_the_phone_number_of_a_place(hands: Hands) -> None:
    """Nothing to open: the number is in the list."""
    hands.look_up("france services firminy")
    expect(hands.page.locator("[data-fact]").first).to_be_visible()
    hands.tell("Un numéro de téléphone")


def test_a_sheet_to_hand_over(hands: Hands) -> None:
    hands.open("mdph")
    hands.press("i")
    hands.page.wait_for_url("**/imprimer**")
    hands.page.wait_for_function("() => window.printed === 1")
    expect(hands.page.locator(".sheet-qr svg")).to_be_visible()
    hands.tell("Une feuille à remettre")


def test_a_wrong_fact_is_flagged(hands: Hands) -> None:
    hands.open("pch")
    hands.press("s", "2")
    expect(hands.page.get_by_text("un renseignement est signalé comme faux")).to_be_visible()
    hands.tell("Un renseignement faux")


def test_a_list_for_a_colleague(hands: Hands) -> None:
    hands.look_up("france services")
    hands.page.wait_for_load_state("networkidle")
    hands.press("ArrowDown")
    with hands.page.expect_download() as download:
        hands.press("x")
    assert download.value.suggested_filename.endswith(".xlsx")
    hands.tell("Une liste en XLSX")


def test_a_bad_answer_of_the_assistant_is_reported(hands: Hands) -> None:
    """« a », the question, Enter, « b »."""
    # Out of the box, where letters are written.
    hands.look_up("apa")
    hands.press("ArrowDown", "a")
    expect(hands.page.locator("#question")).to_be_focused()
    hands.type("comment avoir l'apa")
    hands.press("Enter")
    expect(hands.page.get_by_text("Ce que l’assistant a compris")).to_be_visible()
    hands.press("b")
    expect(hands.page.locator("[data-reported]")).to_have_text("Mauvaise réponse signalée.")
    hands.tell("Une mauvaise réponse de l'assistant")

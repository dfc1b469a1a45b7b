"""The widget on a département's site: opening, asking, leaving, in hostile pages and on bad networks."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import DANGER, NEUTRAL, Running, ask, open_chat, picture

pytestmark = pytest.mark.browser

WIDGET = Path(__file__).parents[2] / "api" / "static" / "widget.js"
HOSTILE = """<style>
  * { color: red !important; font-size: 9px !important; letter-spacing: 6px; }
  button, p, div { display: inline !important; background: lime !important; text-transform: uppercase; }
  passerelle-chat { display: none !important; opacity: 0 !important; }
</style>"""


# A browser that makes its list of voices only after it was asked for it.
VOICES = """window.said = []; let asked = 0;
const voices = [{name: 'En ligne', lang: 'fr-FR', localService: false}, {name: 'Locale', lang: 'fr-FR', localService: true}];
const speech = {getVoices: () => (asked++ ? voices : []), cancel() {}, speak: (u) => window.said.push(u),
  addEventListener: (name, run) => setTimeout(run, 50)};
Object.defineProperty(window, 'speechSynthesis', {value: speech});
window.SpeechSynthesisUtterance = function (text) { this.text = text };"""


def focused(page: Page) -> str:
    """What has the focus inside the widget: its id, its label or its text."""
    return str(
        page.evaluate(
            """() => { const e = document.querySelector('passerelle-chat')?.shadowRoot.activeElement;
            return e ? (e.id || e.innerText || e.tagName) : document.activeElement.tagName }"""
        )
    ).strip()


def stored(page: Page) -> dict[str, str]:
    return dict(page.evaluate("({...sessionStorage, ...localStorage})"))


class TestBeforeOpening:
    def test_the_bundle_is_at_most_twenty_kilobytes_gzipped(self) -> None:
        assert len(gzip.compress(WIDGET.read_bytes(), 9)) <= 20_000

    def test_nothing_is_asked_before_the_page_is_idle_and_then_only_of_us(
        self, new_page: Callable[..., Page], embed: Callable[..., str], running: Running
    ) -> None:
        page = new_page()
        page.add_init_script("window.requestIdleCallback = (run) => { window.idle = run; return 1 }")
        asked: list[Request] = []
        page.on("request", lambda request: asked.append(request))
        address = embed()
        page.goto(address)
        page.get_by_role("button", name="Une question").wait_for()
        page.wait_for_timeout(300)
        assert [request.url for request in asked] == [address, f"{running.address}/widget.js"]
        with page.expect_response("**/api/site/42"):
            page.evaluate("window.idle()")

    def test_nothing_is_stored_before_opening_nor_before_an_answer(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        page.goto(embed())
        page.wait_for_timeout(500)
        assert stored(page) == {}
        open_chat(page, page.url)
        assert stored(page) == {}
        assert page.context.cookies() == []

    def test_no_task_of_the_host_page_is_longer_than_fifty_milliseconds(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        page.add_init_script(
            "window.long = []; new PerformanceObserver((l) => window.long.push(...l.getEntries().map(e => e.duration)))"
            ".observe({type: 'longtask', buffered: true})"
        )
        page.goto(embed())
        page.wait_for_timeout(500)
        page.reload()
        page.wait_for_timeout(800)
        assert page.evaluate("window.long") == []

    def test_the_open_widget_is_painted_within_a_hundred_milliseconds(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        page.goto(embed())
        page.wait_for_timeout(800)
        spent = page.evaluate(
            """() => new Promise((done) => {
                const root = document.querySelector('passerelle-chat').shadowRoot, begun = performance.now();
                root.querySelector('#launch').click();
                const look = () => root.querySelector('dialog[open]')
                  ? requestAnimationFrame(() => done(performance.now() - begun)) : requestAnimationFrame(look);
                look(); })"""
        )
        assert spent <= 100


class TestKeyboard:
    def test_a_question_is_asked_and_the_focus_comes_back_without_a_mouse(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        page.goto(embed())
        page.get_by_role("button", name="Une question").wait_for()
        page.keyboard.press("Tab")
        assert focused(page) == "launch"
        page.keyboard.press("Enter")
        page.get_by_role("dialog").wait_for()
        assert focused(page) == "title"
        order = []
        for _ in range(4):
            page.keyboard.press("Tab")
            order.append(focused(page))
        assert order == ["Quitter", "Réglages", "Fermer", "log"]
        page.get_by_role("textbox", name="Votre question").focus()
        page.keyboard.type("un point d'accueil")
        page.keyboard.press("Enter")
        page.locator(".turn .bot").wait_for()
        assert focused(page) == "message"
        page.keyboard.press("Escape")
        page.wait_for_timeout(900)
        assert page.get_by_role("dialog").count() == 0
        assert focused(page) == "launch"

    def test_on_a_phone_the_focus_stays_in_the_dialog(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page(360, 740)
        open_chat(page, embed('<a href="/x">Un lien derrière</a>'))
        assert page.get_by_role("dialog").evaluate("d => d.matches(':modal')")
        page.keyboard.press("Escape")
        page.wait_for_timeout(100)
        assert focused(page) == "launch"

    @pytest.mark.parametrize("width", [1280, 360])
    def test_controls_are_at_least_44_pixels(
        self, new_page: Callable[..., Page], embed: Callable[..., str], width: int
    ) -> None:
        page = new_page(width, 740)
        open_chat(page, embed())
        ask(page, "un point d'accueil")
        small = page.evaluate(
            """() => [...document.querySelector('passerelle-chat').shadowRoot.querySelectorAll('button, .button, summary, textarea, .links a')]
              .filter((e) => e.checkVisibility()).map((e) => [e.innerText, e.getBoundingClientRect()])
              .filter(([, r]) => r.height < 43.5 || r.width < 24).map(([t, r]) => `${t} ${r.width}×${r.height}`)"""
        )
        assert small == []

    def test_nothing_moves_for_those_who_asked_for_less_motion(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page(reduced_motion="reduce")
        open_chat(page, embed())
        assert page.evaluate("document.getAnimations().length") == 0


class TestAnswers:
    def test_the_first_message_says_that_it_is_a_machine_and_what_is_kept(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        log = page.get_by_role("log")
        expect(log).to_contain_text("vous parlez à une machine")
        expect(log).to_contain_text("l’historique de votre navigateur peut rester")

    def test_an_answer_is_one_addition_to_the_log(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        page.evaluate(
            """() => { const log = document.querySelector('passerelle-chat').shadowRoot.querySelector('#log'); window.added = [];
            new MutationObserver((all) => all.forEach((m) => m.addedNodes.forEach((n) => n.nodeType === 1 && n.classList.contains('bot') && window.added.push(n.innerText))))
              .observe(log, {childList: true, subtree: true}) }"""
        )
        ask(page, "un point d'accueil")
        page.get_by_role("button", name="Oui", exact=True).click()
        page.wait_for_timeout(300)
        assert len(page.evaluate("window.added")) == 1

    def test_typing_is_announced_once(
        self, new_page: Callable[..., Page], embed: Callable[..., str], running: Running
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        running.bot.delay = 0.6
        page.evaluate(
            """() => { const status = document.querySelector('passerelle-chat').shadowRoot.querySelector('#status'); window.told = [];
            new MutationObserver(() => status.innerText && window.told.push(status.innerText)).observe(status, {childList: true, characterData: true, subtree: true}) }"""
        )
        ask(page, "un point d'accueil")
        assert page.evaluate("window.told") == ["Passerelle cherche…"]

    def test_the_accessibility_tree_of_an_answer_names_place_state_phone_and_source(
        self, new_page: Callable[..., Page], embed: Callable[..., str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        ask(page, "un point d'accueil")
        tree = page.get_by_role("log").aria_snapshot()
        print(tree)  # noqa: T201 (the tree is an artefact to read)
        assert 'log "Conversation"' in tree or "log" in tree
        for part in ("list", "heading", "Appeler", "Source", "vérifié le"):
            assert part in tree

    def test_an_example_is_marked_and_offers_no_file_and_no_print(
        self, new_page: Callable[..., Page], embed: Callable[..., str], running: Running
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        ask(page, "un point d'accueil")
        card = page.locator(".card", has=page.get_by_text("Exemple, fiche inventée")).first
        card.get_by_text("Plus de détails").click()
        assert card.locator("a[href$='.vcf'], a[href$='.ics'], a[href*='/fiche/']").count() == 0

    def test_a_suggestion_is_a_button_that_asks_it(
        self, new_page: Callable[..., Page], embed: Callable[..., str], running: Running
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        ask(page, "un point d'accueil")
        page.get_by_role("button", name="Les horaires").click()
        page.locator(".turn .bot").nth(1).wait_for()
        assert running.bot.asked[-1]["text"] == "C'est ouvert quand ?"

    def test_the_plain_switch_asks_for_simple_french(
        self, new_page: Callable[..., Page], embed: Callable[..., str], running: Running
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        page.get_by_role("button", name="Réglages").click()
        page.get_by_role("button", name="Français simple").click()
        expect(page.get_by_role("log")).to_contain_text("Je suis une machine")
        ask(page, "un point d'accueil")
        assert running.bot.asked[-1]["plain"] is True

    def test_the_interface_speaks_english_and_says_so(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        page.get_by_role("button", name="Réglages").click()
        page.get_by_role("button", name="English").click()
        expect(page.get_by_role("log")).to_contain_text("my answers are in French")
        assert page.locator("[lang=en]").count() > 0

    def test_an_opinion_is_sent_with_a_reason_of_the_list(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        ask(page, "un point d'accueil")
        with page.expect_response("**/api/feedback") as first:
            page.get_by_role("button", name="Non", exact=True).click()
        assert first.value.status == 204
        with page.expect_response("**/api/feedback") as second:
            page.get_by_role("button", name="Ce n’est plus à jour").click()
        assert json.loads(second.value.request.post_data or "")["reason"] == "outdated"

    def test_without_a_voice_of_the_device_nothing_is_read_and_it_is_said(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        ask(page, "un point d'accueil")
        page.get_by_role("button", name="Écouter").click()
        expect(page.get_by_role("status")).to_contain_text("pas de voix française")

    def test_a_voice_of_the_device_reads_even_when_its_list_comes_late(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        page.add_init_script(VOICES)
        open_chat(page, embed())
        ask(page, "un point d'accueil")
        page.get_by_role("button", name="Écouter").click()
        page.get_by_role("button", name="Arrêter").wait_for()
        page.wait_for_function("window.said.length === 1")
        assert page.evaluate("window.said[0].voice.name") == "Locale"

    def test_nothing_is_read_aloud_once_danger_is_told(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        page.add_init_script(VOICES)
        open_chat(page, embed())
        ask(page, DANGER)
        assert page.get_by_role("button", name="Écouter").count() == 0
        assert page.evaluate("window.said") == []

    def test_an_answer_with_places_has_a_link_to_its_list_and_map(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        ask(page, "un point d'accueil")
        with page.expect_popup() as opened:
            page.get_by_role("link", name="Voir la liste et la carte").click()
        popup = opened.value
        expect(popup.locator("article.card")).to_have_count(page.locator(".card").count())
        expect(popup.get_by_role("img", name="Carte du territoire")).to_be_visible()

    def test_text_can_be_made_larger_three_times_and_is_kept_in_the_tab(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        ask(page, "un point d'accueil")
        page.get_by_role("button", name="Réglages").click()
        for _ in range(3):
            page.get_by_role("button", name="Plus grand").click()
        assert page.get_by_role("button", name="Plus grand").is_disabled()
        size = "e => parseFloat(getComputedStyle(e).fontSize)"
        assert page.locator(".bot p").first.evaluate(size) >= 26
        page.reload()
        page.get_by_role("button", name="Une question").click()
        assert page.locator(".bot p").first.evaluate(size) >= 26

    def test_text_spaced_out_by_its_reader_stays_whole(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page(360, 740)
        open_chat(page, embed())
        ask(page, "un point d'accueil")
        page.evaluate(
            """() => { const sheet = new CSSStyleSheet();
            sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');
            const root = document.querySelector('passerelle-chat').shadowRoot;
            root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet] }"""
        )
        picture(page, "spaced-text")
        cut = page.evaluate(
            """() => [...document.querySelector('passerelle-chat').shadowRoot.querySelectorAll('p, h4, dd, button, a')]
              .filter((e) => e.checkVisibility() && !e.closest('.sr') && !e.querySelector('.sr') && e.clientWidth && e.scrollWidth > e.clientWidth + 2)
              .map((e) => e.innerText)"""
        )
        assert cut == []

    def test_the_header_names_the_site_that_embeds_it(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed(sites=("43",)))
        expect(page.get_by_role("dialog")).to_contain_text("Département de la Haute-Loire")

    def test_a_card_is_copied_with_its_source_or_it_is_told_that_it_cannot(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page(permissions=["clipboard-read", "clipboard-write"])
        open_chat(page, embed())
        ask(page, "un point d'accueil")
        page.get_by_text("Plus de détails").first.click()
        page.get_by_role("button", name="Copier").first.click()
        expect(page.get_by_role("status")).to_contain_text("C’est copié")
        assert "Source" in page.evaluate("navigator.clipboard.readText()")
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }")
        page.get_by_role("button", name="Copier").first.click()
        expect(page.get_by_role("status")).to_contain_text("refuse la copie")


class TestKeeping:
    def test_the_conversation_is_restored_in_the_same_tab_only_when_reopened(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        ask(page, "un point d'accueil près de Firminy")
        page.reload()
        page.get_by_role("button", name="Une question").wait_for()
        assert page.locator(".turn").count() == 0
        page.get_by_role("button", name="Une question").click()
        expect(page.locator(".me")).to_contain_text("près de Firminy")

    def test_erasing_empties_screen_storage_and_service(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        ask(page, "un point d'accueil")
        page.get_by_role("button", name="Réglages").click()
        with page.expect_response("**/api/conversations/*") as erased:
            page.get_by_role("button", name="Effacer la conversation").click()
        assert erased.value.status == 204
        assert page.locator(".turn").count() == 0
        assert stored(page) == {}

    @pytest.mark.parametrize("way", ["button", "keys"])
    def test_leaving_blanks_erases_and_cannot_be_undone_by_the_back_key(
        self, new_page: Callable[..., Page], embed: Callable[..., str], way: str
    ) -> None:
        page = new_page()
        page.goto("about:blank")
        open_chat(page, embed())
        ask(page, "un point d'accueil")
        deleted: list[str] = []
        page.context.on("request", lambda request: deleted.append(request.url) if request.method == "DELETE" else None)
        if way == "button":
            page.get_by_role("button", name="Quitter").click()
        else:
            page.keyboard.press("Escape")
            page.keyboard.press("Escape")
        page.wait_for_url(f"{NEUTRAL}**")
        assert len(deleted) == 1
        page.go_back()
        assert page.url == "about:blank"


class TestDanger:
    def test_the_number_comes_first_and_nothing_else_is_offered(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        ask(page, DANGER)
        turn = page.locator(".turn").last
        expect(turn.get_by_role("heading", name="Vous pouvez être aidé maintenant")).to_be_visible()
        assert turn.locator("a[href^='tel:'], a[href^='sms:']").count() > 0
        assert turn.locator("a[href='tel:114']").count() == 0
        assert turn.locator(".choices, .after").count() == 0

    def test_it_wipes_what_was_stored_and_later_turns_are_not_stored(
        self, new_page: Callable[..., Page], embed: Callable[..., str], running: Running
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        ask(page, "un point d'accueil")
        assert stored(page) != {}
        ask(page, DANGER, 2)
        assert stored(page) == {}
        ask(page, "et à Firminy ?", 3)
        assert stored(page) == {}
        page.reload()
        page.get_by_role("button", name="Une question").click()
        assert page.locator(".turn").count() == 0

    def test_after_it_a_lost_message_goes_back_to_the_box_and_waits_in_no_queue(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        ask(page, DANGER)
        page.context.set_offline(True)
        page.get_by_role("textbox", name="Votre question").fill("aidez-moi")
        page.keyboard.press("Enter")
        page.get_by_text("Pas de connexion").wait_for()
        assert page.get_by_role("button", name="Réessayer").count() == 0
        expect(page.get_by_role("textbox", name="Votre question")).to_have_value("aidez-moi")


class TestNetwork:
    def test_a_lost_answer_is_asked_again_with_the_same_id_and_answered_once(
        self, new_page: Callable[..., Page], embed: Callable[..., str], running: Running
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        sent: list[str] = []

        def cut_once(route):  # type: ignore[no-untyped-def]
            sent.append(json.loads(route.request.post_data)["message_id"])
            if len(sent) == 1:
                route.fetch()  # the service has answered, the resident has not heard
                route.abort()
            else:
                route.continue_()

        page.route("**/api/chat", cut_once)
        before = len(running.bot.asked)
        page.get_by_role("textbox", name="Votre question").fill("un point d'accueil")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Réessayer").click()
        page.locator(".turn .bot").wait_for()
        assert sent[0] == sent[1]
        assert len(running.bot.asked) == before + 1
        assert page.locator(".me").count() == 1

    def test_without_connection_urgent_numbers_are_there(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        page.context.set_offline(True)
        page.get_by_role("textbox", name="Votre question").fill("bonjour")
        page.keyboard.press("Enter")
        problem = page.locator(".problem")
        problem.wait_for()
        hrefs = problem.locator("a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        assert hrefs == ["tel:15", "tel:17", "tel:112", "sms:114"]

    def test_a_message_is_sent_by_itself_when_the_connection_comes_back(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        page.context.set_offline(True)
        page.get_by_role("textbox", name="Votre question").fill("bonjour")
        page.keyboard.press("Enter")
        page.locator(".problem").wait_for()
        page.context.set_offline(False)
        page.locator(".turn .bot").wait_for()

    def test_a_slow_answer_comes_once_and_the_box_is_not_sent_twice(
        self, new_page: Callable[..., Page], embed: Callable[..., str], running: Running
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        running.bot.delay = 1.5
        page.get_by_role("textbox", name="Votre question").fill("un point d'accueil")
        page.keyboard.press("Enter")
        page.get_by_role("textbox", name="Votre question").fill("encore")
        page.keyboard.press("Enter")
        page.locator(".turn .bot").wait_for()
        assert page.locator(".turn").count() == 1
        expect(page.get_by_role("textbox", name="Votre question")).to_have_value("encore")

    def test_a_refusal_of_the_service_is_shown_in_its_words(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed())
        page.get_by_role("textbox", name="Votre question").fill("mot " * 300)
        page.keyboard.press("Enter")
        expect(page.locator(".problem")).to_contain_text("Message trop long")


class TestHosts:
    def test_a_strict_policy_and_hostile_styles_change_nothing(
        self, new_page: Callable[..., Page], embed: Callable[..., str], running: Running
    ) -> None:
        policy = (
            f"default-src 'none'; script-src {running.address}; connect-src {running.address}; style-src 'unsafe-inline'; "
            "require-trusted-types-for 'script'; trusted-types lit-html"
        )
        page = new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        open_chat(page, embed(HOSTILE, {"Content-Security-Policy": policy}))
        ask(page, "un point d'accueil")
        picture(page, "hostile-host")
        looks = page.locator(".bot p").first.evaluate(
            "e => [getComputedStyle(e).fontSize, getComputedStyle(e).letterSpacing, getComputedStyle(e).textTransform]"
        )
        assert looks == ["16px", "normal", "none"]
        assert page.get_by_role("dialog").bounding_box()["width"] > 400  # type: ignore[index]
        assert complaints == []

    def test_two_widgets_on_one_page_keep_apart(self, new_page: Callable[..., Page], embed: Callable[..., str]) -> None:
        page = new_page()
        page.goto(embed(sites=("42", "43")))
        buttons = page.get_by_role("button", name="Une question")
        expect(buttons).to_have_count(2)
        boxes = [buttons.nth(i).bounding_box() for i in range(2)]
        assert boxes[0]["y"] >= boxes[1]["y"] + boxes[1]["height"]  # type: ignore[index]
        buttons.nth(1).click()
        ask(page, "un point d'accueil")
        assert list(stored(page)) == ["passerelle:43"]

    def test_a_site_that_is_not_listed_gets_no_answer_but_urgent_numbers(
        self, new_page: Callable[..., Page], embed: Callable[..., str]
    ) -> None:
        page = new_page()
        open_chat(page, embed().replace("127.0.0.1", "localhost"))
        page.get_by_role("textbox", name="Votre question").fill("bonjour")
        page.keyboard.press("Enter")
        expect(page.locator(".problem")).to_contain_text("17")

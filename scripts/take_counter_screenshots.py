"""Takes the pictures of `docs/guides/accueil.md` from a running stack, as a member of staff.

`.venv/bin/python scripts/take_counter_screenshots.py http://127.0.0.1:8000 LOGIN` (password in
`PASSERELLE_MEASURE_PASSWORD`).
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parent.parent / "docs" / "images" / "accueil"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def keep(page: Page, name: str, *, whole: bool = False) -> None:
    """One picture, once the page is still."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    page.screenshot(path=IMAGES / f"{name}.png", full_page=whole)


def look_up(page: Page, words: str) -> None:
    """Type in the box and wait for results."""
    page.locator("#q").fill(words)
    page.locator("[data-result]").first.wait_for()


def tour(page: Page, address: str) -> None:
    """Every picture of the guide, in its order."""
    look_up(page, "apa aurec")
    keep(page, "recherche")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("?")
    keep(page, "raccourcis")
    page.keyboard.press("Escape")
    look_up(page, "france services monistrol")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/accueil/fiche/**")
    record = page.url
    keep(page, "fiche")
    page.goto(record.split("?")[0] + "/imprimer")
    keep(page, "feuille", whole=True)
    page.goto(record.split("?")[0] + "/courrier")
    keep(page, "lettre", whole=True)
    page.goto(f"{address}/accueil")
    page.locator("[data-assistant] summary").click()
    page.locator("#question").fill("comment avoir l'apa pour ma mère ?")
    page.keyboard.press("Enter")
    page.locator("[data-said] h3").first.wait_for()
    keep(page, "assistant")
    page.context.set_offline(True)
    page.goto(f"{address}/accueil?q=apa+aurec")
    page.locator("[data-result]").first.wait_for()
    page.wait_for_timeout(400)
    page.screenshot(path=IMAGES / "sans-reseau.png")


def main(address: str, login: str) -> None:
    """Sign in, then take all pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="fr-FR", reduced_motion="reduce")
        page.goto(f"{address}/connexion")
        page.get_by_label("Identifiant").fill(login)
        page.get_by_label("Mot de passe").fill(os.environ["PASSERELLE_MEASURE_PASSWORD"])
        page.keyboard.press("Enter")
        page.wait_for_url("**/accueil")
        page.evaluate("navigator.serviceWorker.ready")
        page.wait_for_timeout(1500)
        tour(page, address)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2])

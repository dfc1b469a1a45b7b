"""Takes the README's pictures from a running stack: `.venv/bin/python scripts/take_screenshots.py http://127.0.0.1:8000`."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).parent.parent / "docs" / "images"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CONVERSATIONS = (
    ("conversation", 1280, 800, "y a-t-il un point d'accueil pour ma mère âgée près d'Aurec ?"),
    ("telephone", 360, 740, "le swimrun c'est quand ?"),
)


def talk(browser: Browser, address: str, name: str, width: int, height: int, question: str) -> None:
    """One question asked on the resident's page, and the picture of its answer."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale="fr-FR", reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    page.get_by_role("textbox", name="Votre question").fill(question)
    page.keyboard.press("Enter")
    page.locator(".turn .bot").wait_for()
    page.wait_for_timeout(500)
    page.screenshot(path=IMAGES / f"{name}.png")
    context.close()


def main(address: str) -> None:
    """All pictures, from the stack at `address`."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for conversation in CONVERSATIONS:
            talk(browser, address, *conversation)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="fr-FR")
        page.goto(f"{address}/recherche?q=aide+personnes+agees&commune=Firminy")
        page.screenshot(path=IMAGES / "recherche.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))

"""Public pages checked by axe-core in a headless browser, where one is installed."""

import shutil
from typing import Any

PAGES = ("/", "/recherche", "/recherche?q=apa", "/accessibilite", "/confidentialite", "/mentions-legales", "/connexion")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def check(url: str) -> dict[str, Any] | None:
    """`{tool, rules, pages: {path: violations}}` of the application at `url`; None where there is no browser."""
    try:
        from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        return None
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="fr-FR")
            found = {}
            for path in PAGES:
                page.goto(url.rstrip("/") + path)
                options = {"runOnly": {"type": "tag", "values": RULES}}
                found[path] = len(Axe().run(page, options=options).response["violations"])
            browser.close()
    except Error:
        return None
    return {"tool": "axe-core", "rules": RULES, "pages": found}

"""Milliseconds from a key to its results on the screen of `/accueil`, in Chromium, on a stack that runs.

`.venv/bin/python scripts/measure_counter.py http://127.0.0.1:8000 LOGIN` (password in `PASSERELLE_MEASURE_PASSWORD`).
A key counts when results for what it wrote, or for what later keys added, are painted.
"""

import json
import os
import shutil
import sys

from playwright.sync_api import Page, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Between two keys of a quick typist: about 55 words a minute.
KEY_MS = 110
TEXTS = (
    "apa aurec", "clic firminy tel", "mdph le puy", "france services monistrol", "aide domicile saint-just-malmont",
    "portage repas roanne", "où faire un dossier pch à montbrison", "pmi riotord", "guichet seniors tence horaires",
    "ehpad feurs",
)  # fmt: skip
WATCH = """
(() => {
  const keys = [], asked = window.fetch;
  let last = "", pressed = 0;
  window.measured = [];
  window.fetch = async (...given) => {
    const answer = await asked(...given);
    const path = String(given[0]);
    if (path.startsWith("/accueil/recherche")) last = new URLSearchParams(path.split("?")[1]).get("q") ?? "";
    return answer;
  };
  addEventListener("keydown", () => (pressed = performance.now()), true);
  addEventListener("input", (event) => keys.push([event.target.value, pressed]), true);
  new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
    const now = performance.now();
    while (keys.length && last.startsWith(keys[0][0])) window.measured.push(now - keys.shift()[1]);
  }))).observe(document.querySelector("#resultats"), { childList: true });
})();
"""


def sign_in(page: Page, address: str, login: str, password: str) -> None:
    """Open the look-up."""
    page.goto(f"{address}/connexion")
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/accueil")
    page.wait_for_load_state("networkidle")


def main(address: str, login: str) -> None:
    """Type every text key after key, and print the figures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = browser.new_page(locale="fr-FR")
        sign_in(page, address, login, os.environ["PASSERELLE_MEASURE_PASSWORD"])
        page.evaluate(WATCH)
        for text in TEXTS:
            page.keyboard.press("Control+A")
            page.keyboard.type(text, delay=KEY_MS)
            page.wait_for_timeout(600)
        times = sorted(page.evaluate("window.measured"))
        browser.close()
    figures = {"keys": len(times), "typed": sum(len(text) for text in TEXTS)}
    figures |= {f"p{share}_ms": round(times[int(len(times) * share / 100)]) for share in (50, 95)}
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2])

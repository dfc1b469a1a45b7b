/** What our own pages add when scripts run: « Quitter » at once, printing, and no trace of a search about danger. */

const TWICE = 700; // ms
const form = document.querySelector<HTMLFormElement>("form[data-quit]");
let escapedAt = 0;

interface Chat extends HTMLElement { quit?: () => void }

function quit(): void {
  const chat = document.querySelector<Chat>("passerelle-chat");
  if (chat?.quit) return chat.quit();
  document.documentElement.style.setProperty("display", "none", "important");
  const token = form?.querySelector<HTMLInputElement>("[name=conversation]")?.value;
  if (token) void fetch(`/api/conversations/${encodeURIComponent(token)}`, { method: "DELETE", keepalive: true }).catch(() => undefined);
  location.replace(form?.dataset.quit || "https://www.meteofrance.com/");
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    quit();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || document.querySelector<Chat>("passerelle-chat")?.quit) return;
    const now = performance.now();
    if (escapedAt && now - escapedAt < TWICE) quit();
    escapedAt = now;
  });
}

for (const node of document.querySelectorAll<HTMLElement>("[data-needs-script]")) node.hidden = false;
document.querySelector("[data-print]")?.addEventListener("click", () => print());
if (document.body.classList.contains("in-danger")) history.replaceState(null, "", location.pathname);
document.getElementById("reponse")?.focus();

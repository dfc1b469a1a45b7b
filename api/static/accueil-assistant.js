// « Demander comme un habitant », beside the look-up: the answer comes without leaving the page.

import { announce, arrivedBy, csrf, unhide } from "./accueil-commun.js";

const panel = document.querySelector("[data-assistant]");

async function post(path, form) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "X-CSRF-Token": csrf(), "X-Fragment": "1" },
    body: new URLSearchParams(new FormData(form)),
    redirect: "manual",
  });
  if (response.type === "opaqueredirect") return location.reload();
  if (!response.ok) throw new Error(String(response.status));
  return response.text();
}

function show(html) {
  const place = panel.querySelector("[data-said]");
  place.innerHTML = html;
  unhide(place);
  const form = panel.querySelector("[data-ask]");
  for (const [name, value] of Object.entries(place.querySelector("[data-next]")?.dataset ?? {})) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  place.querySelector("h3")?.focus();
}

async function ask(form) {
  const button = form.querySelector("button[type=submit]");
  button.setAttribute("aria-busy", "true");
  try {
    show(await post("/accueil/assistant/reponse", form));
  } catch {
    announce("L’assistant ne répond pas. Réessayez.", true);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

if (panel) {
  const form = panel.querySelector("[data-ask]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.elements.message.value.trim()) ask(form);
  });
  form.elements.message.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Escape") panel.querySelector("h3")?.focus();
  });
  panel.addEventListener("click", (event) => {
    const suggestion = event.target.closest("[data-say]");
    if (suggestion) {
      form.elements.message.value = suggestion.dataset.say;
      ask(form);
    }
    if (event.target.closest("[data-anew]")) {
      form.elements.conversation.value = "";
      form.elements.message.value = "";
      panel.querySelector("[data-said]").replaceChildren();
      form.elements.message.focus();
    }
  });
  panel.addEventListener("submit", async (event) => {
    const bad = event.target.closest("[data-bad]");
    if (!bad) return;
    event.preventDefault();
    try {
      bad.outerHTML = await post("/accueil/assistant/mauvaise", bad);
      announce(panel.querySelector("[data-reported]")?.textContent ?? "");
    } catch {
      announce("Le signalement n’est pas parti. Réessayez.", true);
    }
  });
  // The key opens the panel and puts the cursor in its box.
  panel.addEventListener("toggle", () => {
    if (panel.open) setTimeout(() => form.elements.message.focus());
  });
  if (arrivedBy === "#demander") panel.open = true;
}

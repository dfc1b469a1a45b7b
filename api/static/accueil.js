// The counter's keyboard: one key an action. Everything here also works as plain HTML.

import "./accueil-recherche.js";
import "./accueil-assistant.js";
import "./accueil-verrou.js";
import { announce, csrf, stored, unhide } from "./accueil-commun.js";
import { flush, keep, send, waiting } from "./accueil-file.js";
import { install, possible, refresh } from "./accueil-instantane.js";

const CHANNEL = "accueil-canal";
// A taste of the keyboard, nothing of anybody: kept on the computer. The other tells that staff work here.
const SINGLE_KEYS = "accueil-raccourcis";
const COUNTER = "accueil-poste";

const box = document.querySelector("#q");
const help = document.querySelector("#aide");
const toggle = document.querySelector("#raccourcis");

// One key an action; none while one writes, none when they are switched off (WCAG 2.1.4)

function keysOn() {
  return stored(localStorage, SINGLE_KEYS, true);
}

function writing(target) {
  if (target.closest?.("textarea:not([readonly]), select, [contenteditable]")) return true;
  return target.tagName === "INPUT" && !["radio", "checkbox", "button", "submit"].includes(target.type);
}

function act(element) {
  if (element.hasAttribute("data-focus")) return element.focus();
  element.click();
  if (element.tagName === "SUMMARY") element.focus();
}

function shown(element) {
  const closed = element.closest("details:not([open])");
  return element.tagName === "SUMMARY" || !closed;
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (!keysOn() || writing(event.target) || help?.open) return;
  if (event.key === "?") {
    event.preventDefault();
    help?.showModal();
    return;
  }
  const wanted = [...document.querySelectorAll("[data-key]")].find((e) => e.dataset.key === event.key && shown(e));
  const target = wanted ?? (event.key === "/" ? box : null);
  if (!target) return;
  event.preventDefault();
  if (target === box) box.select();
  else act(target);
});

// Copying, printing, and what is remembered for the next record

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    announce("Copié.", true);
  } catch {
    announce("La copie est refusée par le navigateur : sélectionnez le texte.", true);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (button) copy(button.dataset.copy ?? document.getElementById(button.dataset.copyFrom).value);
  if (event.target.closest("[data-print]")) print();
});

for (const radio of document.querySelectorAll("[name=canal]")) {
  radio.checked = radio.value === stored(sessionStorage, CHANNEL, "counter");
  radio.addEventListener("change", () => sessionStorage.setItem(CHANNEL, JSON.stringify(radio.value)));
}

if (toggle) {
  toggle.checked = keysOn();
  toggle.addEventListener("change", () => localStorage.setItem(SINGLE_KEYS, JSON.stringify(toggle.checked)));
}

// Answers given and flags: kept when the network is down, sent once when it is back

for (const form of document.querySelectorAll("[data-report]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = new FormData(form, event.submitter);
    const fields = Object.fromEntries([...values].filter(([name]) => name !== "csrf"));
    const outcome = await send(form.getAttribute("action"), fields, csrf());
    if (outcome === "later") {
      keep(form.getAttribute("action"), fields);
      announce("L’envoi n’a pas pu partir : gardé ici, envoyé dès le retour du réseau.", true);
    } else if (outcome === "refused") announce("Cette demande est refusée : rechargez la page.", true);
    else location.assign(`${location.pathname}?fait=${form.dataset.report}${fields.lieu ? `&lieu=${fields.lieu}` : ""}`);
  });
}

async function catchUp() {
  const sent = await flush(csrf());
  if (sent) announce(`${sent} envoi${sent > 1 ? "s gardés" : " gardé"} sans réseau : parti${sent > 1 ? "s" : ""}.`, true);
}

unhide(document);
localStorage.setItem(COUNTER, "true");
if (waiting()) catchUp();
addEventListener("online", catchUp);
if (possible()) install().then(refresh).catch(() => announce("La copie hors ligne n’a pas pu être gardée."));
if (location.hash === "#imprimer") {
  history.replaceState(null, "", location.pathname);
  print();
}

// The counter's keyboard: results as one types, one key an action. Everything here also works as plain HTML.

const DEBOUNCE_MS = 60;
const ANNOUNCE_MS = 600;
const RECENT_KEPT = 8;
// Of this tab only, gone when it closes: a shared counter keeps nothing of who asked what.
const RECENT = "accueil-recentes";
const LAST = "accueil-derniere";
const CHANNEL = "accueil-canal";
// A taste of the keyboard, nothing of anybody: kept on the computer.
const SINGLE_KEYS = "accueil-raccourcis";

const form = document.querySelector("[data-search]");
const box = document.querySelector("#q");
const list = document.querySelector("#resultats");
const status = document.querySelector("#annonce");
const help = document.querySelector("#aide");
const toggle = document.querySelector("#raccourcis");

function announce(text) {
  if (status) status.textContent = text;
}

function unhide(root) {
  for (const element of root.querySelectorAll("[data-needs-script]")) element.hidden = false;
}

function stored(storage, key, otherwise) {
  try {
    return JSON.parse(storage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

// Results as one types

let running = null;
let timer = 0;
let saying = 0;
let shownFor = location.search;

function query() {
  const values = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...values]) if (!value.trim()) values.delete(name);
  return `?${values}`;
}

async function refresh() {
  clearTimeout(timer);
  running?.abort();
  const abort = (running = new AbortController());
  const wanted = query();
  try {
    const response = await fetch(`/accueil/recherche${wanted}`, { signal: abort.signal, redirect: "manual" });
    // The session has ended or is locked: the page itself leads to the sign-in.
    if (response.type === "opaqueredirect") return location.reload();
    if (!response.ok) throw new Error(String(response.status));
    const text = await response.text();
    if (abort.signal.aborted) return;
    list.innerHTML = text;
    shownFor = wanted;
    unhide(list);
    clearTimeout(saying);
    saying = setTimeout(() => announce(list.querySelector("[data-count]")?.textContent ?? ""), ANNOUNCE_MS);
  } catch (error) {
    if (error.name !== "AbortError") announce("La recherche ne répond pas. Réessayez.");
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(refresh, DEBOUNCE_MS);
}

function links() {
  return [...list.querySelectorAll("[data-result]")];
}

function move(step) {
  const all = links();
  const at = all.indexOf(document.activeElement);
  if (at + step < 0) box.focus();
  else all[Math.min(at + step, all.length - 1)]?.focus();
}

function remember() {
  const text = box.value.trim();
  sessionStorage.setItem(LAST, JSON.stringify(query()));
  if (!text) return;
  const kept = stored(sessionStorage, RECENT, []).filter((known) => known !== text);
  sessionStorage.setItem(RECENT, JSON.stringify([text, ...kept].slice(0, RECENT_KEPT)));
}

function showRecent() {
  const known = stored(sessionStorage, RECENT, []);
  const place = document.querySelector("[data-recent]");
  place.hidden = !known.length;
  const items = known.map((text) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = text;
    button.addEventListener("click", () => {
      box.value = text;
      box.focus();
      refresh();
    });
    item.append(button);
    return item;
  });
  place.querySelector("[data-recent-list]").replaceChildren(...items);
}

function resume() {
  const values = new URLSearchParams(stored(sessionStorage, LAST, ""));
  for (const [name, value] of values) {
    const field = form.elements.namedItem(name);
    if (field?.type === "checkbox") field.checked = true;
    else if (field) field.value = value;
  }
  history.replaceState(null, "", location.pathname);
  box.select();
  refresh();
}

async function openFirst() {
  if (query() !== shownFor) await refresh();
  links()[0]?.click();
}

if (form) {
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    openFirst();
  });
  addEventListener("keydown", (event) => {
    const inside = event.target === box || event.target.closest?.("#resultats");
    if (!inside || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && event.target !== box) box.focus();
    // Who presses « / » to come here may be here already.
    else if (event.key === "/" && event.target === box && !box.value) event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    if (event.target.closest("[data-result]")) remember();
  });
  if (location.hash === "#reprendre") resume();
  showRecent();
}

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
    announce("Copié.");
  } catch {
    announce("La copie est refusée par le navigateur : sélectionnez le texte.");
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

for (const leaving of document.querySelectorAll("form[action='/deconnexion'], form[action='/verrouiller']")) {
  leaving.addEventListener("submit", () => sessionStorage.clear());
}

if (toggle) {
  toggle.checked = keysOn();
  toggle.addEventListener("change", () => localStorage.setItem(SINGLE_KEYS, JSON.stringify(toggle.checked)));
}

unhide(document);
if (location.hash === "#imprimer") {
  history.replaceState(null, "", location.pathname);
  print();
}

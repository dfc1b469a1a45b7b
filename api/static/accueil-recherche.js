// Results as one types: two requests at once at most, the last words win.

import { announce, arrivedBy, stored, unhide } from "./accueil-commun.js";

const ANNOUNCE_MS = 600;
const RECENT_KEPT = 8;
// Of this tab only, gone when it closes: a shared counter keeps nothing of who asked what.
const RECENT = "accueil-recentes";
const LAST = "accueil-derniere";

const form = document.querySelector("[data-search]");
const box = document.querySelector("#q");
const list = document.querySelector("#resultats");

const AT_ONCE = 2;
let running = 0;
let asked = 0;
let painted = 0;
let again = null;
const waiting = [];
let saying = 0;
let shownFor = location.search;
// The place in the list that the arrows asked for, until a list that has it is there.
let stepped = -1;

function query() {
  const values = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...values]) if (!value.trim()) values.delete(name);
  return `?${values}`;
}

async function load(wanted) {
  const turn = (asked += 1);
  try {
    const response = await fetch(`/accueil/recherche${wanted}`, { redirect: "manual" });
    // The session has ended or is locked: the page itself leads to the sign-in.
    if (response.type === "opaqueredirect") return location.reload();
    if (!response.ok) throw new Error(String(response.status));
    const html = await response.text();
    if (turn < painted) return;
    painted = turn;
    // Who walks the list already stays in it when the last words bring it anew.
    stepped = Math.max(stepped, links().indexOf(document.activeElement));
    list.innerHTML = html;
    if (stepped >= 0) {
      const link = links()[stepped];
      (link ?? box).focus();
      if (link) stepped = -1;
    }
    shownFor = wanted;
    unhide(list);
    clearTimeout(saying);
    saying = setTimeout(() => announce(list.querySelector("[data-count]")?.textContent ?? ""), ANNOUNCE_MS);
  } catch {
    announce("La recherche ne répond pas. Sans réseau, appuyez sur Entrée : la copie gardée s’ouvre.", true);
  }
}

/** Bring the results up to date; beyond two requests the next one waits, and takes the latest words. */
async function refresh() {
  if (running >= AT_ONCE) {
    again ??= new Promise((resolve) => waiting.push(resolve)).then(refresh);
    return again;
  }
  again = null;
  running += 1;
  await load(query());
  running -= 1;
  waiting.shift()?.();
}

function links() {
  return [...list.querySelectorAll("[data-result]")];
}

function move(step) {
  const all = links();
  const at = all.indexOf(document.activeElement);
  if (at + step < 0) box.focus();
  else if (all.length) all[Math.min(at + step, all.length - 1)].focus();
  // Between two words a list may be empty: the step is made when the next one comes.
  else if (running) stepped = 0;
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
  while (query() !== shownFor) {
    const before = shownFor;
    await refresh();
    if (shownFor === before) break;
  }
  if (query() === shownFor) links()[0]?.click();
  // No answer: the form itself is sent, which the copy kept for when the network is down answers.
  else form.submit();
}

function onKey(event) {
  const inside = event.target === box || event.target.closest?.("#resultats");
  if (!inside || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape" && event.target !== box) box.focus();
  // Who presses « / » to come here may be here already.
  else if (event.key === "/" && event.target === box && !box.value) event.preventDefault();
}

if (form) {
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, () => {
      stepped = -1;
      refresh();
    });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    openFirst();
  });
  addEventListener("keydown", onKey);
  list.addEventListener("click", (event) => {
    if (event.target.closest("[data-result]")) remember();
  });
  if (["#reprendre", "#demander"].includes(arrivedBy)) resume();
  showRecent();
}

// The page that stands for the others without network: look up, read, print; logs and flags wait for the network.

import { announce, stored, unhide } from "./accueil-commun.js";
import { prepare, search } from "./accueil-cherche.js";
import { keep, waiting } from "./accueil-file.js";
import { kept } from "./accueil-instantane.js";

// Set on computers where staff have signed in: elsewhere nothing can be logged.
const COUNTER = "accueil-poste";

const box = document.querySelector("#q");
const list = document.querySelector("#resultats");
const record = document.querySelector("#fiche");
const looking = document.querySelector("#recherche");
let data = null;
let shown = [];
let open = null;

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function kindLine(item, km) {
  const away = km ? `à ${km < 10 ? km.toFixed(1).replace(".", ",") : Math.round(km)}\u00a0km` : "";
  return [data.kinds[item.kind], item.commune, away].filter(Boolean).join(" · ");
}

function showList() {
  shown = search(data, box.value);
  const asked = box.value.trim();
  const count = element("h2", asked ? (shown.length ? `${shown.length} résultat${shown.length > 1 ? "s" : ""}` : "Rien de connu pour cette recherche") : "", { class: "count" });
  const items = shown.map(({ record: item, km }, at) => {
    const line = element("li", "", { class: "counter-result" });
    const title = element("h3", "", { class: "card-title" });
    title.append(element("button", item.title, { type: "button", class: "counter-open", "data-result": String(at) }));
    line.append(title, element("p", kindLine(item, km), { class: "card-kind" }));
    const number = item.facts.phone ?? item.facts.number;
    if (number) line.append(element("p", number, { class: "counter-fact" }));
    return line;
  });
  const results = element("ol", "", { class: "counter-results" });
  results.append(...items);
  list.replaceChildren(...(asked ? [count, results] : []));
}

function facts(item) {
  const rows = Object.keys(data.labels).filter((name) => item.facts[name] && name !== "phone");
  const made = element("dl", "", { class: "facts" });
  const add = (label, value, big) => {
    const row = element("div");
    row.append(element("dt", label), element("dd", value, big ? { class: "sheet-phone" } : {}));
    made.append(row);
  };
  for (const phone of item.tel) add(phone.label, phone.number, true);
  for (const name of rows) add(data.labels[name], item.facts[name], false);
  return made;
}

function openRecord(item) {
  open = { item, demande: crypto.randomUUID() };
  record.querySelector("[data-kind]").textContent = kindLine(item, null);
  record.querySelector("h1").textContent = item.title;
  const notice = record.querySelector("[data-notice]");
  notice.textContent = item.notice ?? "";
  notice.hidden = !item.notice;
  record.querySelector("[data-text]").textContent = item.text === item.notice ? "" : item.text;
  record.querySelector("[data-facts]").replaceChildren(facts(item));
  record.querySelector("[data-source]").textContent = `Source\u00a0: ${item.source}, ${item.verified}. Copie du ${data.made_on}. Vérifiez avant de vous déplacer.`;
  record.querySelector("details").open = false;
  looking.hidden = true;
  record.hidden = false;
  document.title = `${item.title} — Sans réseau — Passerelle`;
  record.querySelector("h1").focus();
}

function back() {
  open = null;
  record.hidden = true;
  looking.hidden = false;
  document.title = "Sans réseau — Passerelle";
  box.focus();
  box.select();
}

function report(button) {
  const channel = record.querySelector("[name=canal]:checked").value;
  if (button.name === "resolu") keep("/accueil/reponse", { fiche: open.item.id, demande: open.demande, canal: channel, resolu: button.value });
  else keep("/accueil/signalement", { fiche: open.item.id, demande: open.demande, champ: button.value });
  showWaiting();
  announce("Gardé ici, envoyé dès le retour du réseau.", true);
}

function showWaiting() {
  const n = waiting();
  const place = document.querySelector("[data-waiting]");
  place.hidden = !n;
  place.textContent = n > 1 ? `${n} envois attendent le réseau.` : "1 envoi attend le réseau.";
}

function writing(target) {
  return target === box || (target.tagName === "INPUT" && target.type === "text");
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  const buttons = [...list.querySelectorAll("[data-result]")];
  const at = buttons.indexOf(document.activeElement);
  if (!open && (event.target === box || at >= 0) && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? box : buttons[Math.min(next, buttons.length - 1)] ?? box).focus();
    return;
  }
  if (event.key === "Escape") return open ? back() : box.focus();
  if (writing(event.target) || !stored(localStorage, "accueil-raccourcis", true)) return;
  const wanted = [...document.querySelectorAll("[data-key]")].find((e) => {
    const closed = e.tagName !== "SUMMARY" && e.closest("details:not([open])");
    return e.dataset.key === event.key && !e.closest("[hidden]") && !closed;
  });
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
  if (wanted.tagName === "SUMMARY") wanted.focus();
}

function fromAddress() {
  const values = new URLSearchParams(location.search);
  box.value = [values.get("q"), values.get("lieu") ?? values.get("commune")].filter(Boolean).join(" ");
  const wanted = /^\/(?:accueil\/fiche|fiche\/[^/]+)\/([^/]+)/.exec(location.pathname)?.[1];
  return wanted && data.records.find((item) => item.id === decodeURIComponent(wanted));
}

async function start() {
  const snapshot = await kept().catch(() => null);
  document.querySelector("[data-loading]").hidden = true;
  if (!snapshot) {
    document.querySelector("[data-nothing]").hidden = false;
    return;
  }
  data = prepare(snapshot);
  for (const place of document.querySelectorAll("[data-made-on]")) place.textContent = data.made_on;
  document.querySelector("[data-dated]").hidden = false;
  looking.hidden = false;
  record.querySelector("[data-counter]").hidden = !stored(localStorage, COUNTER, false);
  showWaiting();
  unhide(document);
  addEventListener("keydown", onKey);
  box.addEventListener("input", showList);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-result]");
    if (button) openRecord(shown[Number(button.dataset.result)].record);
  });
  document.querySelector("form[role=search]").addEventListener("submit", (event) => {
    event.preventDefault();
    if (shown[0]) openRecord(shown[0].record);
  });
  record.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.hasAttribute("data-back")) back();
    else if (button.hasAttribute("data-print")) print();
    else if (button.name) report(button);
  });
  const asked = fromAddress();
  showList();
  if (asked) openRecord(asked);
  else box.focus();
}

for (const button of document.querySelectorAll("[data-again]")) button.addEventListener("click", () => location.reload());
addEventListener("online", () => {
  document.querySelector("[data-online]").hidden = false;
});
start();

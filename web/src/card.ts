/** One result: what it is, whether it is open, how to reach it, and where the facts come from. */

import { html, nothing, type TemplateResult } from "lit";
import FACTS from "../../api/pages/facts.json";
import type { Result } from "./types";
import { ORDINALS, type Words } from "./words";

export interface CardActions {
  base: string;
  words: Words;
  send: (message: string) => void;
  copy: (text: string) => void;
}

const LABELS = FACTS.labels as Record<string, string>;
const APART = ["hours_now", "status", "email"];

/** `address` when it is of a kind that we link to; never a script. */
const safe = (address?: string | null) => (address && /^(tel:|sms:|geo:|https?:\/\/)/i.test(address) ? address : null);

const rows = (result: Result, names: string[]) =>
  names.filter((name) => result.facts[name] && !APART.includes(name)).map((name) => [LABELS[name], result.facts[name]]);

const list = (pairs: string[][]) =>
  pairs.length ? html`<dl>${pairs.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>` : nothing;

const LONG = 160; // characters
const SHORT = 30; // a first sentence of so few says nothing by itself (« Bonjour ! »)

/** A long text with its first sentence apart, so that it can be enough. */
export function sentences(text: string): TemplateResult {
  const end = text.length > LONG ? text.search(/[.!?] (?=[A-ZÀ-Ý«])/) + 1 : 0;
  return end > SHORT ? html`<p>${text.slice(0, end)}</p><p>${text.slice(end + 1)}</p>` : html`<p>${text}</p>`;
}

const kilometres = (km: number) => (km < 10 ? km.toFixed(1).replace(".", ",").replace(",0", "") : Math.round(km).toString());

/** The card in words, for the clipboard. */
export function inWords(result: Result, words: Words): string {
  const facts = rows(result, [...FACTS.first, ...FACTS.more]).map(([label, value]) => `${label} : ${value}`);
  const phones = (result.links?.tel ?? []).map((phone) => `${phone.label} : ${phone.number}`);
  const source = `${words.source} ${result.source.name}${result.verified ? `, ${result.verified}` : ""}`;
  return [result.example ? words.example : "", result.title, result.commune ?? "", result.text, ...phones, ...facts, source]
    .filter(Boolean)
    .join("\n");
}

export function card(result: Result, place: number, many: boolean, danger: boolean, act: CardActions): TemplateResult {
  const { words } = act;
  const state = result.facts.hours_now || result.facts.status;
  const where = [result.commune, result.distance_km == null ? "" : words.away(kilometres(result.distance_km))].filter(Boolean).join(" · ");
  const hidden = html`<span class="sr"> : ${result.title}</span>`;
  return html`<article class="card">
    <h4>${many ? html`<span class="rank" aria-hidden="true">${place + 1}</span>` : nothing}${result.title}</h4>
    ${where ? html`<p class="where">${where}</p>` : nothing}
    ${result.example || state || (result.freshness ?? "ok") !== "ok"
      ? html`<p class="chips">
          ${result.example ? html`<span class="chip example">${words.example}</span>` : nothing}
          ${state ? html`<span class="chip">${state}</span>` : nothing}
          ${(result.freshness ?? "ok") !== "ok" ? html`<span class="chip warn">${words.confirm}</span>` : nothing}
        </p>`
      : nothing}
    ${result.why?.length ? html`<p class="where">${result.why.join(" · ")}</p>` : nothing}
    ${result.text ? sentences(result.text) : nothing}
    ${reach(result, words)}
    ${list(rows(result, FACTS.first))}
    ${danger ? nothing : details(result, act, hidden)}
    ${many && !danger && place < ORDINALS.length
      ? html`<button class="link" @click=${() => act.send(`Le ${ORDINALS[place]}`)}>${words.choose}${hidden}</button>`
      : nothing}
    <p class="source">${words.source}
      ${safe(result.source.url) ? html`<a href=${safe(result.source.url)!} target="_blank" rel="noopener noreferrer">${result.source.name}</a>` : result.source.name}${result.verified ? `, ${result.verified}` : nothing}
    </p>
  </article>`;
}

function reach(result: Result, words: Words): TemplateResult | typeof nothing {
  const { tel = [], sms, geo } = result.links ?? {};
  if (!tel.length && !sms && !geo) return nothing;
  return html`<p class="reach">
    ${tel.map((phone) => (safe(phone.href) ? html`<a class="button main" href=${phone.href}>${words.call} ${phone.number}<span class="sr"> (${phone.label})</span></a>` : nothing))}
    ${safe(sms) ? html`<a class="button ${tel.length ? "" : "main"}" href=${sms!}>${words.text} ${result.facts.number}</a>` : nothing}
    ${safe(geo) ? html`<a class="button" href=${geo!}>${words.route}<span class="sr"> : ${result.title}</span></a>` : nothing}
  </p>`;
}

function details(result: Result, act: CardActions, hidden: TemplateResult): TemplateResult {
  const { words, base } = act;
  const { ics, vcf } = result.links ?? {};
  const ours = (path: string) => base + path.replace(/^\//, "");
  const email = result.facts.email;
  const leaves = !result.example;
  return html`<details>
    <summary>${words.more}${hidden}</summary>
    ${list(rows(result, FACTS.more))}
    <p class="links">
      ${email ? html`<a href="mailto:${encodeURIComponent(email).replace("%40", "@")}">${email}</a>` : nothing}
      ${leaves && ics ? html`<a href=${ours(ics)}>${words.calendar}${hidden}</a>` : nothing}
      ${leaves && vcf ? html`<a href=${ours(vcf)}>${words.contact}${hidden}</a>` : nothing}
      ${safe(result.url) ? html`<a href=${safe(result.url)!} target="_blank" rel="noopener noreferrer">${words.official}${hidden}</a>` : nothing}
      ${leaves ? html`<a href=${ours(`/fiche/${result.kind}/${encodeURIComponent(result.id)}`)} target="_blank" rel="noopener noreferrer">${words.print}${hidden}</a>` : nothing}
      <button class="link" @click=${() => act.copy(inWords(result, words))}>${words.copy}${hidden}</button>
    </p>
  </details>`;
}

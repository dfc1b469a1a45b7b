/** What the element shows, from its state. */

import { html, nothing, svg, type TemplateResult } from "lit";
import { card, type CardActions, sentences } from "./card";
import type { PasserelleChat } from "./chat";
import type { Result, Suggestion, Turn } from "./types";
import { greetingOf, URGENT } from "./words";

const icon = (path: string) => svg`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path} /></svg>`;
const CLOSE = "M6 6l12 12M18 6L6 18";
const GEAR = "M4 7h9m4 0h3M4 17h3m4 0h9M15 5v4M9 15v4";
const BRIDGE = "M2 12c4-7 16-7 20 0M2 12h20M7 9v3M12 7v5M17 9v3M2 17c3-2 4-2 7 0s4 2 6 0 4-2 7 0";
const SEND = "M5 12h14M13 6l6 6-6 6";

export function view(chat: PasserelleChat): TemplateResult {
  if (chat.whole) return html`<section class="panel whole size-${chat.size}" aria-label=${chat.words.conversation} lang=${lang(chat)}>${tools(chat)}${body(chat)}</section>`;
  const side = chat.look?.position === "left" ? "left" : "right";
  return html`<div class=${side} lang=${lang(chat)}>
    <button id="launch" class="launch" ?hidden=${chat.open} aria-haspopup="dialog" aria-expanded=${chat.open} @click=${() => (chat.open ? chat.hide() : chat.show())}>
      ${icon(BRIDGE)}<span>${chat.words.launch}</span>
    </button>
    ${chat.open
      ? html`<dialog class="panel size-${chat.size}" aria-labelledby="title" @cancel=${(event: Event) => event.preventDefault()} @close=${() => chat.hide()}>
          ${head(chat)}${body(chat)}
        </dialog>`
      : nothing}
  </div>`;
}

const lang = (chat: PasserelleChat) => (chat.language === "en" ? "en" : "fr");

function quitButton(chat: PasserelleChat): TemplateResult {
  return html`<button class="quit" title=${chat.words.quitHelp} @click=${() => chat.quit()}>${chat.words.quit}</button>`;
}

function gear(chat: PasserelleChat): TemplateResult {
  return html`<button class="icon" aria-expanded=${chat.settings} aria-controls="settings" @click=${() => (chat.settings = !chat.settings)}>
    ${icon(GEAR)}<span class=${chat.whole ? "" : "sr"}>${chat.words.settings}</span>
  </button>`;
}

function head(chat: PasserelleChat): TemplateResult {
  const { words, look } = chat;
  return html`<header>
      ${look?.logo ? html`<img src=${look.logo.startsWith("/") ? chat.base + look.logo.slice(1) : look.logo} alt="" />` : nothing}
      <div class="name"><h2 id="title" tabindex="-1">${words.title}</h2><p>${words.subtitle}${look?.name ? html`<span class="site"> · ${look.name}</span>` : nothing}</p></div>
      ${quitButton(chat)}${gear(chat)}
      <button class="icon" @click=${() => chat.hide()}>${icon(CLOSE)}<span class="sr">${words.close}</span></button>
    </header>
    ${settings(chat)}`;
}

function tools(chat: PasserelleChat): TemplateResult {
  return html`<div class="tools">${gear(chat)}</div>${settings(chat)}`;
}

function settings(chat: PasserelleChat): TemplateResult {
  const { words } = chat;
  const set = chat.choose.bind(chat);
  return html`<div id="settings" ?hidden=${!chat.settings}>
    <div class="row" role="group" aria-label=${words.textSize}>
      <button @click=${() => set({ size: chat.size - 1 })} ?disabled=${chat.size === 0}><span aria-hidden="true">A−</span><span class="sr">${words.smaller}</span></button>
      <button @click=${() => set({ size: chat.size + 1 })} ?disabled=${chat.size === 3}><span aria-hidden="true">A+</span><span class="sr">${words.larger}</span></button>
      <button aria-pressed=${chat.language === "plain"} @click=${() => set({ language: chat.language === "plain" ? "fr" : "plain" })}>${words.plainSwitch}</button>
      <button lang=${chat.language === "en" ? "fr" : "en"} @click=${() => set({ language: chat.language === "en" ? "fr" : "en" })}>${words.language}</button>
      <button @click=${() => chat.clear()}>${words.erase}</button>
    </div>
  </div>`;
}

function body(chat: PasserelleChat): TemplateResult {
  const { words, look } = chat;
  return html`<div id="log" role="log" aria-label=${words.conversation} tabindex="0">
      <div class="bot"><p>${greetingOf(look, chat.language)}</p></div>
      <p class="notice">${words.notice(look?.text_days ?? 90)} <a href="${chat.base}confidentialite" target="_blank" rel="noopener">${words.privacy}</a></p>
      ${chat.turns.length || !look ? nothing : choices(chat, words.starters, chat.language === "plain" ? look.starters_plain : look.starters)}
      ${chat.turns.map((turn, index) => turnView(chat, turn, index === chat.turns.length - 1))}
    </div>
    ${chat.busy ? html`<p class="typing" aria-hidden="true"><i></i><i></i><i></i></p>` : nothing}
    <p id="status" role="status" class=${chat.status && !chat.busy ? "told" : "sr"}>${chat.status}</p>
    ${form(chat)}`;
}

function choices(chat: PasserelleChat, label: string, suggestions: Suggestion[]): TemplateResult | typeof nothing {
  if (!suggestions.length) return nothing;
  return html`<div class="choices" role="group" aria-label=${label} aria-live="off" lang="fr">
    ${suggestions.map((suggestion) => html`<button @click=${() => chat.send(suggestion.message)}>${suggestion.label}</button>`)}
  </div>`;
}

function turnView(chat: PasserelleChat, turn: Turn, last: boolean): TemplateResult {
  const { words } = chat;
  return html`<div class="turn" data-turn=${turn.id}>
    <p class="me"><span class="sr">${words.you} : </span>${turn.text}</p>
    ${turn.state === "failed" ? failure(chat, turn) : nothing}
    ${turn.state === "refused" ? html`<div class="problem"><p>${turn.problem || words.refused}</p><button @click=${() => chat.retry(turn)}>${words.retry}</button></div>` : nothing}
    ${turn.answer ? answer(chat, turn, last) : nothing}
  </div>`;
}

function failure(chat: PasserelleChat, turn: Turn): TemplateResult {
  const { words } = chat;
  return html`<div class="problem">
    <p>${words.offline}</p>
    <p>${words.offlineUrgent} ${URGENT.map(([href, number, who]) => html`<a class="button" href=${href}>${number}<span> ${who}</span></a> `)}</p>
    ${chat.silent ? nothing : html`<button @click=${() => chat.retry(turn)}>${words.retry}</button>`}
  </div>`;
}

function answer(chat: PasserelleChat, turn: Turn, last: boolean): TemplateResult {
  const { words } = chat;
  const { messages, results, suggestions, emergency } = turn.answer!;
  const act = { base: chat.base, words, send: (text: string) => void chat.send(text), copy: (text: string) => void chat.copy(text) };
  return html`<div class=${emergency ? "bot danger" : "bot"} lang="fr">
      <span class="sr">${words.bot} : </span>
      ${emergency ? html`<h3>${words.danger}</h3>` : nothing}
      ${emergency ? messages.map((message) => html`<p>${message.text}</p>`) : messages.map((message) => sentences(message.text))}
      ${results.length ? list(chat, results, Boolean(emergency), act) : nothing}
      ${emergency ? html`<p class="quiet">${words.goOn}</p>` : nothing}
    </div>
    ${last && !emergency ? choices(chat, words.suggestions, suggestions) : nothing}
    ${emergency || chat.silent ? nothing : after(chat, turn)}`;
}

/** The cards; in our own page their map is beside them, elsewhere one link away (a host may forbid our images). */
function list(chat: PasserelleChat, results: Result[], danger: boolean, act: CardActions): TemplateResult {
  const { words } = chat;
  const cards = html`<ol class="cards">${results.map((result, place) => html`<li>${card(result, place, results.length > 1, danger, act)}</li>`)}</ol>`;
  if (danger || !results.some((result) => result.commune || result.links?.geo)) return cards;
  const named = results.map((result) => `id=${encodeURIComponent(result.id)}`).join("&");
  const link = html`<a class="map" href="${chat.base}carte?${named}" target="_blank" rel="noopener noreferrer">${words.map}</a>`;
  if (!chat.whole) return html`${cards}${link}`;
  return html`<div class="beside">${cards}<figure><img src="${chat.base}carte.svg?${named}" alt=${words.mapImage} loading="lazy" /><figcaption>${link}</figcaption></figure></div>`;
}

function after(chat: PasserelleChat, turn: Turn): TemplateResult {
  const { words } = chat;
  const give = (helpful: boolean, reason?: string) => () => chat.opinion(turn, helpful, reason);
  return html`<div class="after" aria-live="off">
    <button class="link" @click=${() => chat.listen(turn)}>${chat.speaking === turn.id ? words.stop : words.listen}</button>
    ${turn.opinion === "done"
      ? html`<span>${words.thanks}</span>`
      : turn.opinion === "no"
        ? html`<span role="group" aria-label=${words.why}>${words.why} ${Object.entries(words.reasons).map(([code, label]) => html`<button class="link" @click=${give(false, code)}>${label}</button>`)}</span>`
        : html`<span role="group" aria-label=${words.helpful}>${words.helpful} <button class="link" @click=${give(true)}>${words.yes}</button> <button class="link" @click=${give(false)}>${words.no}</button></span>`}
  </div>`;
}

function form(chat: PasserelleChat): TemplateResult {
  const { words } = chat;
  const submit = (event: Event) => {
    event.preventDefault();
    const box = chat.renderRoot.querySelector<HTMLTextAreaElement>("#message")!;
    if (chat.busy || !box.value.trim()) return;
    const text = box.value;
    box.value = "";
    void chat.send(text);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  };
  return html`<form @submit=${submit} autocomplete="off">
    <label class="sr" for="message">${words.label}</label>
    <div class="write">
      <textarea id="message" rows="1" placeholder=${words.placeholder} enterkeyhint="send" @keydown=${onKey}></textarea>
      <button class="main send" aria-disabled=${chat.busy}>${icon(SEND)}<span class=${chat.whole ? "" : "sr"}>${words.send}</span></button>
    </div>
    <p class="under"><button type="button" class="link" @click=${() => chat.send(words.personMessage)}>${words.person}</button></p>
  </form>`;
}

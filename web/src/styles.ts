/** The widget's look. `all: initial !important` on the host: important rules inside win over the page's own. */

import { css } from "lit";

export const styles = css`
:host {
  all: initial !important;
  display: block !important;
  color-scheme: light dark;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif !important;
  line-height: 1.5 !important;
  --paper: #fbf8f2; --surface: #fff; --ink: #1b2a30; --quiet: #51626a; --line: #d9d3c7; --edge: #7b878c;
  --soft: #e3eff0; --link: #0b5563; --danger: #9c2a1c; --danger-soft: #fdeeea; --warn: #7a4a00; --focus: #b3450f;
}
@media (prefers-color-scheme: dark) {
  :host {
    --paper: #12191c; --surface: #1b2529; --ink: #eef2f1; --quiet: #b3c0c3; --line: #35444a; --edge: #7f9096;
    --soft: #1f3439; --link: #8fd3de; --danger: #ffb4a6; --danger-soft: #3a1f1b; --warn: #f4cd8c; --focus: #ffb27d;
  }
}
@media (prefers-contrast: more) { :host { --line: currentcolor; --edge: currentcolor; --quiet: var(--ink); } }
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.sr { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
p, h2, h3, h4, dl, dd, ol { margin: 0; padding: 0; }
button, textarea { font: inherit; color: inherit; }
button, .button {
  display: inline-flex; align-items: center; justify-content: center; gap: .4em; min-height: 44px; min-width: 44px; padding: .35em .9em;
  border: 1.5px solid var(--edge); border-radius: 22px; background: var(--surface); color: var(--ink); cursor: pointer;
  text-decoration: none; text-align: center; line-height: 1.25;
}
button:hover, .button:hover { box-shadow: inset 0 0 0 1px currentcolor; }
button[disabled] { color: var(--quiet); border-style: dashed; cursor: default; box-shadow: none; }
button[aria-pressed="true"] { background: var(--soft); border-color: var(--link); border-width: 2.5px; font-weight: 600; }
.main { background: var(--accent, #0b5563); border-color: var(--accent, #0b5563); color: var(--on-accent, #fff); font-weight: 600; }
.link { border: 0; background: none; padding: .35em .4em; color: var(--link); text-decoration: underline; text-underline-offset: .18em; }
a { color: var(--link); text-underline-offset: .18em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
#title:focus { outline: none; }
svg { width: 1.5em; height: 1.5em; fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; flex: none; }

.launch {
  position: fixed; bottom: calc(20px + var(--shift, 0px)); z-index: 2147483000; padding: .55em 1.25em .55em 1em; min-height: 56px;
  border: 2px solid var(--on-accent, #fff); border-radius: 28px; background: var(--accent, #0b5563); color: var(--on-accent, #fff);
  font-size: 1em; font-weight: 600; box-shadow: 0 4px 18px rgb(0 0 0 / 28%);
}
.right .launch { right: 20px; }
.left .launch { left: 20px; }
.panel {
  display: flex; flex-direction: column; margin: 0; padding: 0; border: 1px solid var(--line); background: var(--paper); color: var(--ink);
  overflow-wrap: anywhere;
}
dialog.panel {
  position: fixed; inset: auto 20px 20px auto; z-index: 2147483001; width: 26.5em; max-width: calc(100vw - 40px);
  height: min(44em, calc(100dvh - 40px)); max-height: none; border-radius: 18px; overflow: hidden; box-shadow: 0 12px 48px rgb(0 0 0 / 30%);
}
.left dialog.panel { inset: auto auto 20px 20px; }
.size-1 { font-size: 1.2em; } .size-2 { font-size: 1.45em; } .size-3 { font-size: 1.75em; }
header {
  display: flex; align-items: center; gap: .35em; padding: .6em .6em .6em 1em; background: var(--accent, #0b5563); color: var(--on-accent, #fff);
}
header img { height: 2.2em; width: auto; border-radius: 6px; }
.name { flex: 1; min-width: 0; }
h2, h3, h4 { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, Georgia, serif; line-height: 1.2; text-wrap: balance; }
h2 { font-size: 1.25em; }
.name p { font-size: .875em; }
header button { background: none; color: inherit; border-color: transparent; padding: .3em; }
header .quit { background: #fff; color: #7d1f13; font-weight: 700; padding: .3em .9em; }
header :focus-visible { outline-color: currentcolor; }
header .quit:focus-visible { outline-color: var(--on-accent, #fff); }
#settings { padding: .7em 1em; background: var(--surface); border-bottom: 1px solid var(--line); }
.row, .choices, .reach, .chips, .links { display: flex; flex-wrap: wrap; gap: .45em; align-items: center; }
.tools { display: flex; justify-content: flex-end; padding: .4em .6em 0; }
.tools button { border-color: transparent; background: none; }

#log { flex: 1; min-height: 0; overflow-y: auto; padding: 1em; display: flex; flex-direction: column; gap: .9em; overscroll-behavior: contain; position: relative; }
#log:focus-visible { outline-offset: -3px; }
.turn { display: flex; flex-direction: column; gap: .7em; scroll-margin-top: 6em; }
.bot { align-self: stretch; background: var(--soft); border-radius: 4px 16px 16px 16px; padding: .8em 1em; display: grid; gap: .6em; position: relative; }
.bot > * { min-width: 0; }
.me { align-self: flex-end; max-width: 88%; background: var(--surface); border: 1.5px solid var(--link); border-radius: 16px 16px 4px 16px; padding: .6em 1em; white-space: pre-wrap; position: relative; }
.notice, .quiet, .source, .where, dt { color: var(--quiet); font-size: .9em; }
.notice a, .source a { padding-block: .3em; }
.danger { background: var(--danger-soft); border: 2px solid var(--danger); font-size: 1.06em; }
.danger h3 { color: var(--danger); font-size: 1.15em; }
.problem { border-left: 5px solid var(--danger); background: var(--danger-soft); border-radius: 8px; padding: .8em 1em; display: grid; gap: .6em; justify-items: start; }
.cards { list-style: none; display: grid; gap: .7em; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 14px; padding: .9em 1em; display: grid; gap: .55em; position: relative; }
.card > * { min-width: 0; }
h4 { font-size: 1.1em; }
.rank { display: inline-grid; place-items: center; width: 1.6em; height: 1.6em; margin-right: .45em; border-radius: 50%; background: var(--accent, #0b5563); color: var(--on-accent, #fff); font: 700 .85em/1 system-ui, sans-serif; }
.map { display: inline-flex; align-items: center; min-height: 44px; justify-self: start; }
.beside { display: grid; gap: 1em; }
figure { margin: 0; justify-self: center; max-width: 20em; text-align: center; }
figure img { display: block; width: 100%; height: auto; background: var(--surface); border-radius: 14px; }
.card .link { justify-self: start; padding-inline: 0; }
.chip { padding: .1em .7em; border-radius: 1em; font-size: .9em; font-weight: 600; background: var(--soft); }
.chip.warn { background: none; border: 1.5px solid currentcolor; color: var(--warn); }
.chip.example { background: none; border: 1.5px dashed currentcolor; color: var(--warn); }
dl { display: grid; gap: .35em; }
dl div { display: grid; grid-template-columns: minmax(5.5em, 30%) 1fr; gap: 0 .8em; }
summary { display: flex; align-items: center; min-height: 44px; cursor: pointer; color: var(--link); font-weight: 600; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: ""; width: .45em; height: .45em; margin: 0 .7em 0 .15em; border: solid currentcolor; border-width: 0 .14em .14em 0; transform: rotate(-45deg); }
[open] > summary::before { transform: rotate(45deg); }
.links { gap: 0 1.1em; }
.links a { display: inline-flex; align-items: center; min-height: 44px; }
.source { border-top: 1px solid var(--line); padding-top: .5em; }
.after { color: var(--quiet); font-size: .94em; display: flex; flex-wrap: wrap; align-items: center; gap: 0 .6em; }
.typing { display: flex; gap: .35em; padding: .2em 1.4em .6em; }
i { width: .55em; height: .55em; border-radius: 50%; background: var(--quiet); }
.told { margin: 0 1em .5em; padding: .4em .8em; border-radius: 8px; background: var(--soft); font-size: .94em; }
form { padding: .7em 1em .35em; background: var(--surface); border-top: 1px solid var(--line); }
.write { display: flex; gap: .5em; align-items: flex-end; }
textarea {
  flex: 1; min-width: 0; min-height: 48px; max-height: 9em; field-sizing: content; resize: none; padding: .65em .8em; border: 1.5px solid var(--edge);
  border-radius: 12px; background: var(--surface); color: var(--ink); line-height: 1.4;
}
textarea::placeholder { color: var(--quiet); opacity: 1; }
.send { min-height: 48px; min-width: 48px; border-radius: 24px; }
.under { text-align: center; }

.whole { border-radius: 18px; box-shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 8px 24px rgb(0 0 0 / 6%); background: var(--surface); font-size: 1.0625em; }
.whole.size-1 { font-size: 1.25em; } .whole.size-2 { font-size: 1.5em; } .whole.size-3 { font-size: 1.8em; }
.whole #log { overflow: visible; padding: .3em clamp(.9em, 3vw, 1.6em) 1.4em; }
.whole form { position: sticky; bottom: 0; border-radius: 0 0 18px 18px; padding-inline: clamp(.9em, 3vw, 1.6em); }
.whole .send { padding-inline: 1.3em; }

@media (min-width: 60em) { .beside { grid-template-columns: 1fr 13em; align-items: start; } figure { position: sticky; top: 6em; } }
@media (max-width: 40em), (max-height: 30em) {
  dialog.panel, .left dialog.panel { inset: 0; width: 100%; max-width: 100%; height: 100dvh; border: 0; border-radius: 0; }
}
@media (max-width: 40em) {
  .site { display: none; }
  .whole .send { padding-inline: .5em; }
  .whole .send span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
@media (max-width: 22em) { .name p { display: none; } header { padding-left: .6em; } dl div { grid-template-columns: 1fr; } .launch { right: 12px; } }
/* So little height (a phone on its side, a page enlarged four times): one scroll for everything. */
@media (max-height: 26em) {
  dialog.panel { display: block; overflow-y: auto; }
  dialog #log { overflow: visible; }
  .whole form { position: static; }
  /* « Quitter » stays in sight. */
  header { position: sticky; top: 0; z-index: 2; padding-block: .2em; }
  header .name p { display: none; }
  .turn { scroll-margin-top: 4em; }
}
@media (forced-colors: active) {
  .bot, .chip, .problem, .told, .rank { border: 1px solid; }
  header { border-bottom: 2px solid; }
  i { background: CanvasText; }
}
@media (prefers-reduced-motion: no-preference) {
  dialog.panel { animation: rise .18s ease-out; }
  i { animation: beat 1.2s infinite; }
  i:nth-child(2) { animation-delay: .2s; }
  i:nth-child(3) { animation-delay: .4s; }
}
@keyframes rise { from { opacity: .3; transform: translateY(12px); } }
@keyframes beat { 40% { opacity: .25; } }
@media print { :host { display: none !important; } }
`;

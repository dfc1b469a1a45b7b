/** `<passerelle-chat>`: the resident's conversation, in a dialog on any site, or in the whole of our own page. */

import { LitElement } from "lit";
import { ask, erase, Refused, sendOpinion, siteOf } from "./net";
import { hush, say } from "./speech";
import { forget, keep, restore } from "./store";
import { styles } from "./styles";
import type { Answer, Language, Result, Site, Turn } from "./types";
import { view } from "./view";
import { type Words, wordsOf } from "./words";

const TWICE = 700; // ms between two Escape keys that mean « Quitter »
const SIZES = [1, 1.2, 1.45, 1.75];
/** Where we are served from: the API is beside the script. */
const HERE = new URL(".", (document.currentScript as HTMLScriptElement | null)?.src ?? location.href).href;
const NEUTRAL = "https://www.meteofrance.com/";

export class PasserelleChat extends LitElement {
  static styles = styles;
  static properties = {
    mode: {}, site: {},
    open: { state: true }, look: { state: true }, turns: { state: true }, language: { state: true }, size: { state: true },
    settings: { state: true }, status: { state: true }, speaking: { state: true }, busy: { state: true },
  };
  declare mode: string;
  declare site: string;
  declare base: string;
  declare open: boolean;
  declare look: Site | null;
  declare turns: Turn[];
  declare language: Language;
  declare size: number;
  declare settings: boolean;
  declare status: string;
  declare speaking: string;
  declare busy: boolean;
  /** After danger: nothing is stored, repeated or restored. */
  silent = false;
  private conversation: string | null = null;
  private began = false;
  private escapedAt = 0;
  private loading?: Promise<void>;

  constructor() {
    super();
    Object.assign(this, { mode: "widget", site: "defaut", base: HERE, open: false, look: null, turns: [], language: "fr" });
    Object.assign(this, { size: 0, settings: false, status: "", speaking: "", busy: false });
  }

  get words(): Words {
    return wordsOf(this.language);
  }

  get whole(): boolean {
    return this.mode === "page";
  }

  get danger(): boolean {
    return Boolean(this.turns.at(-1)?.answer?.emergency);
  }

  connectedCallback(): void {
    super.connectedCallback();
    if (this.whole) {
      this.replaceChildren(); // the form for those without scripts
      this.begin();
    } else whenIdle(() => void this.load());
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.onKey, true);
    removeEventListener("online", this.onOnline);
  }

  /** The site's look, asked once. */
  load(): Promise<void> {
    return (this.loading ??= siteOf(this.base, this.site).then((look) => {
      this.look = look;
      if (look && !this.whole) {
        this.style.setProperty("--accent", look.accent);
        this.style.setProperty("--on-accent", look.on_accent);
      }
    }));
  }

  /** First opening: only now are the tab's storage read and keys listened to. */
  private begin(): void {
    if (this.began) return;
    this.began = true;
    void this.load();
    const kept = restore(this.site);
    if (kept) {
      this.conversation = kept.conversation;
      Object.assign(this, { turns: kept.turns, language: kept.language, size: kept.size });
    }
    addEventListener("keydown", this.onKey, true);
    addEventListener("online", this.onOnline);
  }

  async show(): Promise<void> {
    this.begin();
    this.open = true;
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector("dialog");
    // A small screen is filled: the rest of the page must not be reached behind.
    if (matchMedia("(max-width: 40em), (max-height: 30em)").matches) dialog?.showModal();
    else dialog?.show();
    this.find("#title")?.focus();
    const log = this.find("#log");
    if (log && this.turns.length) log.scrollTop = log.scrollHeight;
  }

  hide(): void {
    if (!this.open) return;
    this.open = false;
    this.settings = false;
    this.speaking = "";
    hush();
    void this.updateComplete.then(() => this.find("#launch")?.focus());
  }

  async send(text: string): Promise<void> {
    const message = text.trim();
    if (!message || this.busy) return;
    await this.attempt({ id: uuid(), text: message, state: "waiting" });
  }

  /** Asks again with the same message id: the service answers it once. */
  async retry(turn: Turn): Promise<void> {
    if (!this.busy) await this.attempt({ ...turn, state: "waiting" });
  }

  private async attempt(turn: Turn): Promise<void> {
    this.busy = true;
    this.turns = [...this.turns.filter((known) => known.id !== turn.id), turn];
    this.status = this.words.typing;
    void this.reveal(turn);
    const first = this.conversation;
    try {
      const answer = await ask(this.base, {
        message: turn.text, conversation: first, message_id: turn.id,
        site: this.site === "defaut" ? null : this.site, plain: this.language === "plain",
      });
      this.take(turn, answer);
    } catch (error) {
      const refused = error instanceof Refused;
      // After danger nothing waits to be sent again: the words go back to the box.
      if (this.silent && !refused) this.giveBack(turn.text);
      this.change(turn, refused ? { state: "refused", problem: error.message } : { state: "failed" });
    }
    this.busy = false;
    this.status = "";
    void this.reveal(turn);
  }

  private take(turn: Turn, answer: Answer): void {
    this.conversation = answer.conversation;
    if (answer.emergency) {
      this.silent = true;
      this.speaking = "";
      hush();
      forget(this.site);
    }
    this.change(turn, { state: "answered", answer });
    this.save();
  }

  private change(turn: Turn, changes: Partial<Turn>): void {
    this.turns = this.turns.map((known) => (known.id === turn.id ? { ...known, ...changes } : known));
  }

  private save(): void {
    if (this.silent) return;
    const turns = this.turns.filter((turn) => turn.state === "answered");
    if (turns.length) keep(this.site, { conversation: this.conversation, turns, language: this.language, size: this.size });
  }

  giveBack(text: string): void {
    const box = this.find<HTMLTextAreaElement>("#message");
    if (box && !box.value) box.value = text;
  }

  opinion(turn: Turn, helpful: boolean, reason?: string): void {
    if (this.conversation) sendOpinion(this.base, this.conversation, turn.id, helpful, reason);
    const done = helpful || reason;
    this.change(turn, { opinion: done ? "done" : "no" });
    if (done) this.status = this.words.thanks;
  }

  async listen(turn: Turn): Promise<void> {
    const was = this.speaking;
    this.speaking = "";
    hush();
    if (was === turn.id || !turn.answer) return;
    const { messages, results } = turn.answer;
    const text = [...messages.map((message) => message.text), ...results.map((r: Result) => `${r.title}. ${r.text}`)].join(" ");
    this.speaking = turn.id;
    const ended = () => void (this.speaking = "");
    if (await say(text, () => this.speaking === turn.id, ended)) return;
    ended();
    this.status = this.words.noVoice;
  }

  async copy(text: string): Promise<void> {
    // Without HTTPS, or where the host forbids it, there is no clipboard.
    const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    this.status = done ? this.words.copied : this.words.notCopied;
  }

  choose(changes: { language?: Language; size?: number }): void {
    Object.assign(this, changes);
    this.size = Math.max(0, Math.min(SIZES.length - 1, this.size));
    this.save();
  }

  get scale(): number {
    return SIZES[this.size];
  }

  async clear(): Promise<void> {
    if (this.conversation) void erase(this.base, this.conversation);
    this.conversation = null;
    this.turns = [];
    this.silent = false;
    forget(this.site);
    hush();
    this.settings = false;
    this.status = this.words.erased;
    await this.updateComplete;
    this.find("#message")?.focus();
  }

  /** Blanks the page at once, erases the conversation, and leaves without a way back by the Back key. */
  quit(): void {
    document.title = "\u200b";
    document.documentElement.style.setProperty("display", "none", "important");
    hush();
    forget(this.site);
    if (this.conversation) void erase(this.base, this.conversation);
    location.replace(this.look?.quit_url || NEUTRAL);
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    const now = performance.now();
    if (this.escapedAt && now - this.escapedAt < TWICE) return this.quit();
    if (!this.open && !this.whole) return;
    this.escapedAt = now;
    if (this.open) {
      event.preventDefault();
      this.hide();
    }
  };

  private onOnline = (): void => {
    const last = this.turns.at(-1);
    if (last?.state === "failed" && !this.silent) void this.retry(last);
  };

  private find<E extends HTMLElement = HTMLElement>(selector: string): E | null {
    return this.renderRoot.querySelector<E>(selector);
  }

  /** Brings a turn's beginning into sight, without moving the focus. */
  private async reveal(turn: Turn): Promise<void> {
    await this.updateComplete;
    const node = this.find(`[data-turn="${turn.id}"]`);
    const log = this.find("#log");
    if (!node || !log) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (this.whole) node.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    else log.scrollTo({ top: node.offsetTop - 8, behavior: calm ? "auto" : "smooth" });
  }

  render() {
    return view(this);
  }
}

function whenIdle(run: () => void): void {
  const later = () => ("requestIdleCallback" in window ? requestIdleCallback(run, { timeout: 4000 }) : setTimeout(run, 800));
  if (document.readyState === "complete") later();
  else addEventListener("load", later, { once: true });
}

/** A version 4 UUID; `crypto.randomUUID` is missing on pages without HTTPS. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

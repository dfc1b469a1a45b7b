/** The one line that a site includes: defines the element, and adds one unless the page has its own. */

import { PasserelleChat } from "./chat";

const NAME = "passerelle-chat";
const script = document.currentScript as HTMLScriptElement | null;

if (!customElements.get(NAME)) customElements.define(NAME, PasserelleChat);

function start(): void {
  // `data-page`: the page has its own element.
  if (!script || "page" in script.dataset) return;
  const others = document.querySelectorAll(NAME).length;
  const element = document.createElement(NAME);
  element.setAttribute("site", script.dataset.site ?? "defaut");
  // Several on one page: one above the other, never one over the other.
  if (others) element.style.setProperty("--shift", `${others * 68}px`);
  document.body.append(element);
}

if (document.body) start();
else addEventListener("DOMContentLoaded", start, { once: true });

// On the public look-up: keep a copy for when the network is down, only when asked to.

import { CACHE, DATA, install, possible, refresh } from "./accueil-instantane.js";

const button = document.querySelector("[data-keep]");
const said = document.querySelector("[data-kept]");

async function keepCopy() {
  button.disabled = true;
  try {
    await install();
    said.textContent = (await refresh())
      ? "Copie gardée dans ce navigateur. Sans réseau, ouvrez cette même page."
      : "La copie n’a pas pu être gardée. Réessayez.";
  } catch {
    said.textContent = "La copie n’a pas pu être gardée. Réessayez.";
  }
  button.disabled = false;
}

if (button && possible()) {
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", keepCopy);
  // Kept once, it is brought up to date by itself.
  if (await (await caches.open(CACHE)).match(DATA)) {
    button.textContent = "Mettre à jour la copie hors ligne";
    refresh().catch(() => undefined);
  }
}

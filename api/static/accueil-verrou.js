// A shared counter that is left alone: the screen is emptied, the session locked, the password opens the same page again.

import { csrf, stored } from "./accueil-commun.js";

const USED = "accueil-activite";
const LOOK_MS = 5000;

const place = document.querySelector("[data-lock-seconds]");

/** Empty the screen, then lock; the server locks by itself as well. */
export async function lock() {
  document.body.hidden = true;
  sessionStorage.clear();
  const back = `/connexion?suite=${encodeURIComponent(location.pathname)}`;
  try {
    await fetch("/verrouiller", { method: "POST", headers: { "X-CSRF-Token": csrf() }, redirect: "manual" });
  } finally {
    location.replace(back);
  }
}

if (place) {
  const limit = 1000 * Number(place.dataset.lockSeconds);
  const used = () => localStorage.setItem(USED, JSON.stringify(Date.now()));
  used();
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, used, { passive: true });
  setInterval(() => {
    // Another window of the same counter may be in use.
    if (Date.now() - stored(localStorage, USED, 0) > limit) lock();
  }, Math.min(LOOK_MS, limit));
}
for (const form of document.querySelectorAll("form[action='/verrouiller']")) {
  const button = form.querySelector("button");
  button.dataset.key = "q";
  button.setAttribute("aria-keyshortcuts", "q");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    lock();
  });
}
for (const form of document.querySelectorAll("form[action='/deconnexion']")) {
  form.addEventListener("submit", () => sessionStorage.clear());
}

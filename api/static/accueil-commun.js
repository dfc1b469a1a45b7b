// What every script of the counter uses.

/** What the address asked for when the page opened; it is taken out of the address afterwards. */
export const arrivedBy = location.hash;

const status = document.querySelector("#annonce");

/** Say it to a screen reader, and show it for a moment to those who see. */
export function announce(text, seen = false) {
  if (!status) return;
  status.textContent = text;
  status.classList.toggle("visually-hidden", !seen);
  if (seen) setTimeout(() => status.classList.add("visually-hidden"), 4000);
}

/** Show what only works with scripts. */
export function unhide(root) {
  for (const element of root.querySelectorAll("[data-needs-script]")) element.hidden = false;
}

/** What is kept under `key`, or `otherwise`; never throws. */
export function stored(storage, key, otherwise) {
  try {
    return JSON.parse(storage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** The token that goes with every request that changes something. */
export function csrf() {
  return document.querySelector("[name=csrf]")?.value ?? "";
}

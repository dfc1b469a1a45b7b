// What could not be sent for want of network: closed lists only, never a free text; sent once, thanks to each one's id.

import { stored } from "./accueil-commun.js";

const KEY = "accueil-file";
const PATHS = ["/accueil/reponse", "/accueil/signalement"];
const FIELDS = ["fiche", "demande", "canal", "resolu", "lieu", "champ"];
// Beyond this the oldest ones are left: a browser that never comes back must not fill up.
const MOST = 500;

/** How many wait. */
export function waiting() {
  return stored(localStorage, KEY, []).length;
}

/** Keep one for later; fields that are not in the closed list are dropped. */
export function keep(path, fields) {
  if (!PATHS.includes(path)) return;
  const kept = Object.fromEntries(FIELDS.filter((name) => fields[name]).map((name) => [name, String(fields[name])]));
  const known = stored(localStorage, KEY, []).filter((item) => item.fields.demande !== kept.demande || item.fields.champ !== kept.champ);
  localStorage.setItem(KEY, JSON.stringify([...known, { path, fields: kept }].slice(-MOST)));
}

/** Send one; "sent", "refused" (the server says that it never will be taken), or "later". */
export async function send(path, fields, csrf) {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRF-Token": csrf },
      body: new URLSearchParams(fields),
      redirect: "manual",
    });
    if (response.ok) return "sent";
    return response.status === 422 || response.status === 404 ? "refused" : "later";
  } catch {
    return "later";
  }
}

async function sendAll(csrf) {
  let sent = 0;
  for (const item of stored(localStorage, KEY, [])) {
    const outcome = await send(item.path, item.fields, csrf);
    if (outcome === "later") break;
    sent += outcome === "sent";
    const left = stored(localStorage, KEY, []).filter((other) => JSON.stringify(other) !== JSON.stringify(item));
    localStorage.setItem(KEY, JSON.stringify(left));
  }
  return sent;
}

/** Send what waits, one window at a time; gives how many went. */
export function flush(csrf) {
  if (!waiting()) return Promise.resolve(0);
  return navigator.locks ? navigator.locks.request(KEY, () => sendAll(csrf)) : sendAll(csrf);
}

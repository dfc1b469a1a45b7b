// Keeps the look-up for when the network is down: the service worker, and the last whole snapshot of public data.

export const CACHE = "passerelle-donnees";
export const DATA = "/hors-ligne/donnees.json";

async function digest(bytes) {
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...found].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether this browser can keep anything (HTTPS, or this very machine). */
export function possible() {
  return "serviceWorker" in navigator && "caches" in window && window.isSecureContext;
}

/** Keep the pages; the data follow with `refresh`. */
export async function install() {
  await navigator.serviceWorker.register("/sw.js");
}

/** Take the new snapshot when there is one. What does not match its own digest never replaces what was kept. */
export async function refresh() {
  const cache = await caches.open(CACHE);
  const known = await cache.match(DATA);
  const headers = known ? { "If-None-Match": known.headers.get("ETag") ?? "" } : {};
  const response = await fetch(DATA, { headers, cache: "no-store" });
  if (response.status === 304) return true;
  if (!response.ok) return false;
  const bytes = await response.arrayBuffer();
  const wanted = (response.headers.get("ETag") ?? "").replace(/^W\//, "").replaceAll('"', "");
  if ((await digest(bytes)) !== wanted) return false;
  await cache.put(DATA, new Response(bytes, { headers: { "Content-Type": "application/json", ETag: `"${wanted}"` } }));
  return true;
}

/** The snapshot that is kept, or null. */
export async function kept() {
  const found = await (await caches.open(CACHE)).match(DATA);
  return found ? found.json() : null;
}

// The service worker: when the network gives no page, the one that looks in the snapshot. It never keeps what was read.

const SHELL = "passerelle-coquille-__VERSION__";
const PAGE = "/hors-ligne";
// The page first, then what it is made of; written by the server.
const FILES = "__FILES__";
// A network that hangs is no network.
const PATIENCE_MS = 8000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(SHELL)
      .then((cache) => cache.addAll(FILES.map((path) => new Request(path, { cache: "reload" }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name.startsWith("passerelle-coquille-") && name !== SHELL).map((name) => caches.delete(name))),
      )
      .then(() => self.clients.claim()),
  );
});

function covers(path) {
  return path === "/" || path === PAGE || path === "/recherche" || /^\/(accueil|fiche)(\/|$)/.test(path);
}

async function orKept(request, key) {
  const kept = await (await caches.open(SHELL)).match(key);
  if (!kept) return fetch(request);
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(kept.clone()), PATIENCE_MS);
  });
  try {
    return await Promise.race([fetch(request), late]);
  } catch {
    return kept;
  } finally {
    clearTimeout(timer);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate" && request.method === "GET" && covers(url.pathname)) {
    event.respondWith(orKept(request, PAGE));
  } else if (request.method === "GET" && FILES.includes(url.pathname) && url.pathname !== PAGE) {
    event.respondWith(orKept(request, url.pathname));
  }
});

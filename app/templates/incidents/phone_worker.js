// Lets the phone form open without a connection: its files are kept, and the page as it last came.
"use strict";
const FILES = {{ files | tojson }};
const PAGE = {{ page | tojson }};
const KEPT = "report-{{ version }}";
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

// The page of an older worker stays until a newer one has come.
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("report-") && name !== KEPT && name !== "report-page") await caches.delete(name);
    await self.clients.claim();
  })());
});

async function page(request) {
  const cache = await caches.open("report-page");
  try {
    if (!self.navigator.onLine) throw new TypeError("no connection");
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    // An answer that came by way of the sign-in page is not the form.
    if (answer.ok && !answer.redirected) await cache.put(PAGE, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(PAGE);
    if (kept) return kept;
    throw error;
  }
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === PAGE) event.respondWith(page(request));
  else if (FILES.includes(pathname)) event.respondWith(file(request));
});

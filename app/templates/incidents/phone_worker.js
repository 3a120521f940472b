// Lets the phone form open without a connection: its files are kept, and the page as it last came.
"use strict";
const FILES = {{ files | tojson }};
const PAGE = {{ page | tojson }};
const KEPT = "report-{{ version }}";
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    await (await caches.open(KEPT)).addAll(FILES);
    // The page that registers the worker came without it. Where it cannot be fetched now, the next visit keeps it.
    await fetch(PAGE).then(keep).catch(() => {});
    await self.skipWaiting();
  })());
});

// The page of an older worker stays until a newer one has come.
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("report-") && name !== KEPT && name !== "report-page") await caches.delete(name);
    await self.clients.claim();
  })());
});

// An answer that came by way of the sign-in page is not the form, nor is one that tells of a report that was sent.
async function keep(answer) {
  if (!answer.ok || answer.redirected || new URL(answer.url).search) return;
  await (await caches.open("report-page")).put(PAGE, answer.clone());
}

// What is sent is sent once, however long that takes; where there is no connection the page opens with what was typed.
async function page(request) {
  const isSent = request.method === "POST";
  try {
    if (!self.navigator.onLine) throw new TypeError("no connection");
    const answer = await fetch(request, isSent ? {} : { signal: AbortSignal.timeout(PATIENCE) });
    if (!isSent) await keep(answer);
    return answer;
  } catch (error) {
    const kept = await (await caches.open("report-page")).match(PAGE);
    if (kept) return kept;
    throw error;
  }
}

// A page that was kept before the files changed asks for them by older addresses.
const named = (path) => path.replace(/^.*\/static\/(?:[0-9a-f]{12}\/)?/, "");
const BY_NAME = new Map(FILES.map((address) => [named(address), address]));

async function file(request, address) {
  if (request.url.endsWith(address)) return (await caches.match(address)) ?? fetch(request);
  return fetch(request).catch(async (error) => (await caches.match(address)) ?? Promise.reject(error));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === PAGE) event.respondWith(page(request));
  else if (request.method === "GET" && BY_NAME.has(named(pathname))) event.respondWith(file(request, BY_NAME.get(named(pathname))));
});

/* The service worker. Assets come from its own store, pages of visits from the network for up to
   three seconds and then from the tablet. It never touches what is sent, nor /api/. The server
   writes BUILD, ASSETS, PAGE, STATIC, DEBUG and OFFLINE in front of this. */
"use strict";

const SHELF = `ja-assets-${BUILD}`;
const PATIENCE = 3000;
const LONGEST = 20000;
const { pages } = self.ja;

self.addEventListener("install", (event) => event.waitUntil(fill()));

async function fill() {
  const shelf = await caches.open(SHELF);
  const fresh = (url) => new Request(url, { cache: DEBUG ? "reload" : "default" });
  await shelf.addAll(ASSETS.map(fresh));
}

/* The pages that are kept name the assets of their build: they are fetched anew, and the old
   assets stay until none of the pages needs them. */
self.addEventListener("activate", (event) =>
  event.waitUntil(renew().then(() => self.clients.claim())),
);

async function renew() {
  const kept = await pages.open();
  const paths = (await kept.keys()).map((request) => new URL(request.url).pathname);
  const renewed = await Promise.all(paths.filter((path) => path !== pages.WHO).map(renewPage));
  if (!renewed.every(Boolean)) return;
  for (const name of await caches.keys())
    if (name.startsWith("ja-assets-") && name !== SHELF) await caches.delete(name);
}

async function renewPage(path) {
  try {
    const response = await pages.ask(path, "keep", PATIENCE);
    if (pages.mark(response)) await pages.keep(path, response);
    else if (response.status === 404) await (await pages.open()).delete(path);
    else return false;
    return true;
  } catch {
    return false;
  }
}

self.addEventListener("message", (event) => {
  if (event.data === "restart") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && PAGE.test(url.pathname)) event.respondWith(page(request, url));
  else if (url.pathname.startsWith(STATIC)) event.respondWith(asset(request));
});

async function asset(request) {
  const found = DEBUG ? null : await caches.match(request);
  if (found) return found;
  try {
    const response = await fetch(request);
    if (response.ok) await (await caches.open(SHELF)).put(request, response.clone());
    return response;
  } catch (fault) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw fault;
  }
}

/* A visit of which nothing is kept yet is shown as the server has it, answers and all: this device
   may have none of them. The page then keeps the visit. */
async function page(request, { pathname }) {
  const cache = await pages.open();
  const kept = await cache.match(pathname);
  const brief = pathname.match(/^.*?\/\d+\//)?.[0];
  if (brief && !kept && !(await cache.match(brief))) return fetch(request).catch(nothing);
  const asked = fresh(request, pathname, kept);
  if (!kept) return asked.catch(nothing);
  const late = new Promise((done) => setTimeout(done, PATIENCE, kept));
  return Promise.race([asked.catch(() => kept), late]);
}

/* Ours is kept and shown. A redirect is the sign-in: what is kept is still good. What the server
   refuses to give as a page to keep, the browser asks for in the ordinary way. */
async function fresh(request, path, kept) {
  const response = await pages.ask(path, "1", LONGEST);
  const mark = pages.mark(response);
  if (mark) {
    if (mark !== "shown") await pages.keep(path, response.clone());
    return response;
  }
  const isRefused = response.status === 403 || response.status === 404;
  return kept && !isRefused ? kept : fetch(request);
}

const nothing = () =>
  new Response(OFFLINE, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });

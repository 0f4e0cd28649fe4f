/* Sends what waits and fetches what is new.
   ja.sync.now(visits) does it at once, ja.sync.soon() a moment after the last edit;
   ja.sync.state says how it went: ok, sending, offline, portal, signin, wrong_user, update, server. */
(() => {
  "use strict";
  const { store } = ja;
  const API = "/api/v1/";
  const PROTOCOL = 1;
  const BATCH = 100;
  const SLOWEST = 60;

  let csrf = null;
  let skew;
  let failures = 0;
  let timer = 0;
  let watched = [];

  class Stop extends Error {
    constructor(state, wait = 0) {
      super(state);
      Object.assign(this, { state, wait });
    }
  }

  /* An answer is ours when it is JSON of our protocol: a Wi-Fi login page also says 200. */
  async function call(path, options = {}, seconds = 20, mayRetry = true) {
    let response, body;
    try {
      response = await fetch(API + path, {
        cache: "no-store",
        redirect: "error",
        ...options,
        headers: { Accept: "application/json", "X-CSRFToken": csrf ?? "", ...options.headers },
        signal: AbortSignal.timeout?.(seconds * 1000),
      });
      body = await response.json().catch(() => null);
    } catch {
      throw new Stop("offline");
    }
    const { status } = response;
    if (status === 413) return { status, body };
    if (status === 429 || status >= 500)
      throw new Stop("server", Number(response.headers.get("Retry-After")) || 0);
    if (body?.protocol !== PROTOCOL) throw new Stop("portal");
    const off = Math.round((Date.parse(response.headers.get("Date")) - Date.now()) / 60000) || 0;
    if (off !== skew) store.keep("skew", (skew = off)).catch(() => {});
    if (status === 401) throw new Stop("signin");
    if (status === 426) throw new Stop("update");
    if (body.error === "wrong_user") throw new Stop("wrong_user");
    if (body.error === "csrf" && mayRetry) {
      await ping();
      return call(path, options, seconds, false);
    }
    return { status, body };
  }

  const send = (path, body, headers = { "Content-Type": "application/json" }) =>
    call(path, { method: "POST", headers, body: JSON.stringify({ protocol: PROTOCOL, ...body }) });

  async function ping() {
    csrf = null;
    const { body } = await call("ping", {}, 8);
    csrf = body.csrf;
    if (body.user === null) throw new Stop("signin");
    if (body.user !== store.user) throw new Stop("wrong_user");
  }

  const wire = ({ id, seq, key, value, base, at, resolves, observed }) => ({
    id, seq, key, value, base, at, resolves, observed,
  });

  /* Batches until nothing is left. A refused batch is halved until the culprit stands alone. */
  async function syncVisit(visit) {
    let size = BATCH;
    for (;;) {
      const { rows, since } = await store.take(visit, size);
      const request = crypto.randomUUID();
      const { status, body } = await send("sync", {
        request, visit, since, user: store.user,
        device: await store.device(),
        held: await store.held(),
        now: new Date().toISOString(),
        mutations: rows.map(wire),
      });
      if (status === 200 && body.request !== request) throw new Stop("portal");
      if (status === 200) {
        await store.settle(visit, rows, body);
        if (rows.length < size) return;
        size = Math.min(BATCH, size * 2);
      } else if (body?.error === "device_clash") {
        await store.device(true); // a copied tablet: a new name, the same mutations
        throw new Stop("server");
      } else if (status === 404) throw new Stop("gone");
      else if ((status === 400 || status === 413) && rows.length > 1) size = Math.ceil(rows.length / 2);
      else if ((status === 400 || status === 413) && rows.length) await store.bury(rows[0], "malformed");
      else throw new Stop("server");
    }
  }

  /* A picture takes its time: what was written meanwhile goes before the next one. */
  async function syncPhotos() {
    for (const id of await store.photosIn("ready")) {
      for (const visit of await store.waiting()) await syncVisit(visit);
      const { bytes, ...row } = (await store.photoBytes(id)) ?? {};
      if (!bytes) continue; // deleted meanwhile
      const headers = { "Content-Type": row.type, "X-Visit": row.visit, "X-Content-SHA256": row.sha256 };
      const { status, body } = await call(`photos/${id}`, { method: "PUT", body: bytes, headers }, 120);
      if (status === 200 || status === 201) await store.markPhoto(id, { state: "done", done_at: new Date().toISOString() });
      else if (status === 422) throw new Stop("server"); // damaged on the way
      else if (body?.error === "no_metadata" && (await store.isWaiting(row.visit, `photo.${id}`))) soon();
      else await store.markPhoto(id, { state: "refused", code: body?.error ?? String(status) });
    }
  }

  /* “Send” was pressed, perhaps without a network: done when everything is up. */
  async function submit(visit) {
    const { answers, photos } = await store.counts(visit);
    if (!(await store.meta(`wish:${visit}`)) || answers + photos) return;
    const rev = await store.meta(`rev:${visit}`);
    const { status, body } = await send(`visits/${visit}/submit`, { rev, user: store.user });
    if (status !== 200 && status !== 409) throw new Stop("server");
    const { missing = [], photos: away = [], conflicts, why } = body;
    if (status === 409 && !(missing.length || away.length || conflicts || why))
      return later(1); // somebody wrote meanwhile: look first, then send
    await store.keep(`wish:${visit}`, false);
    if (status === 200) await store.keep(`submitted:${visit}`, true);
    store.tell({ what: status === 200 ? "submitted" : "incomplete", visit, said: body });
  }

  async function everything() {
    if (!csrf) await ping();
    show("sending");
    const visits = new Set([...(await store.waiting()), ...watched]);
    let gone = null;
    for (const visit of visits) {
      try {
        await syncVisit(visit);
      } catch (stop) {
        if (stop.state !== "gone") throw stop;
        gone = stop; // this one was taken away; the others go on
        ja.sync.gone = visit;
      }
    }
    await syncPhotos();
    for (const visit of visits) await submit(visit);
    if (gone) throw gone;
  }

  function show(state) {
    ja.sync.state = state;
    if (state === "ok") ja.sync.last = Date.now();
    store.tell({ what: "net", state, last: ja.sync.last });
  }

  async function run(lock) {
    if (!lock) {
      later(2); // another tab is at it
      return "busy";
    }
    try {
      await everything();
      failures = 0;
      show("ok");
      if ((await store.waiting()).size) later(0.3);
    } catch (fault) {
      csrf = null; // the next try begins with a ping, and freezes nothing when that fails
      ja.sync.fault = fault;
      const state = fault instanceof Stop ? fault.state : "error";
      show(state);
      if (state !== "signin" && state !== "wrong_user" && state !== "update") {
        const wait = Math.min(SLOWEST, 2 ** failures++) * (0.7 + 0.6 * Math.random());
        later(Math.max(fault.wait ?? 0, wait));
      }
    }
    return ja.sync.state;
  }

  let running = null;
  function now(visits = []) {
    watched = [...new Set([...watched, ...visits])];
    clearTimeout(timer);
    /* Without locks the server tells repeated sendings apart. */
    const alone = () => navigator.locks?.request("ja-sync", { ifAvailable: true }, run) ?? run(true);
    return (running ??= alone().finally(() => (running = null)));
  }

  function later(seconds) {
    clearTimeout(timer);
    timer = setTimeout(now, seconds * 1000);
  }

  /* After an edit. While it fails, the back-off decides and not the typing. */
  const soon = () => failures || later(1);

  ja.sync = { now, soon, call, ping, state: "", last: 0 };
  ja.news.addEventListener("news", ({ detail }) => {
    if (detail.from === "here" && ["saved", "photo"].includes(detail.what)) soon();
    if (detail.what === "net" && detail.from === "tab" && detail.state)
      Object.assign(ja.sync, { state: detail.state, last: detail.last });
  });
})();

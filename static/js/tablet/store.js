/* The browser's database of one auditor, ja-<user>: answers, what waits to be sent, photos.
   Nothing here knows a document.
   docs/tablet.md tells the rules; the first of them: content behind an id never changes. */
(() => {
  "use strict";
  const ja = (self.ja ||= {});
  const TAB = crypto.randomUUID();
  const LATE = 2000; // the copy is waited for, but never for good
  const LOST = ["InvalidStateError", "UnknownError", "AbortError"];
  const channel = new BroadcastChannel("ja");

  /* News for every script on this page (ja.news) and for the other tabs. */
  ja.news = new EventTarget();
  const hear = (what) => ja.news.dispatchEvent(new CustomEvent("news", { detail: what }));
  channel.onmessage = (event) => hear({ ...event.data, from: "tab" });
  function tell(what) {
    channel.postMessage(what);
    hear({ from: "here", ...what });
  }

  /* Ids that sort by time: version 7. */
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    let time = Date.now();
    for (let i = 5; i >= 0; i--) {
      bytes[i] = time % 256;
      time = Math.floor(time / 256);
    }
    bytes[6] = (bytes[6] & 15) | 112;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

  // The connection

  let user = null;
  let opening = null;
  let isClosed = false;

  function upgrade(db, from) {
    /* Additive steps only, each kept for ever: what waits in the outbox outlives a release. */
    if (!from) {
      db.createObjectStore("answers", { keyPath: ["visit", "key"] }).createIndex("visit", "visit");
      const outbox = db.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true });
      outbox.createIndex("field", ["visit", "key"]);
      outbox.createIndex("visit", "visit");
      db.createObjectStore("dead", { keyPath: "id" }).createIndex("visit", "visit");
      const photos = db.createObjectStore("photos", { keyPath: "id" });
      photos.createIndex("visit", "visit");
      photos.createIndex("state", "state");
      photos.createIndex("place", ["visit", "state"]);
      db.createObjectStore("blobs"); // the bytes, apart: counting photos never reads them
      db.createObjectStore("meta");
    }
  }

  function open(whose = user) {
    if (isClosed || !whose) return Promise.reject(new Error("signed out"));
    if (whose !== user) [user, opening] = [whose, null];
    opening ||= begin();
    opening.catch(() => (opening = null));
    return opening;
  }

  /* Where the browser threw the database away, its copy fills the new one as it is made. */
  async function begin() {
    const saved = (await ja.copy?.saved(user).catch(() => {})) ?? [];
    let isNew = false;
    const db = await idb.openDB(`ja-${user}`, 1, {
      upgrade(made, from, _to, tx) {
        upgrade(made, from);
        isNew = true;
        for (const [name, key, value] of saved) {
          const store = tx.objectStore(name);
          if (store.keyPath) store.put(store.autoIncrement ? { ...value, [store.keyPath]: key } : value);
          else store.put(value, key);
        }
      },
      blocking: drop, // a newer page or a sign-out wants it
      terminated: drop, // iOS ends idle connections: the next use opens anew
    });
    if (!isNew) ja.copy?.heal(user, idb.unwrap(db));
    return db;
  }

  function drop(forGood) {
    isClosed ||= forGood === true;
    opening?.then((db) => db.close(), () => {});
    opening = null;
  }

  /* Writes need not be waited for one by one: whether they hold, the transaction says. They are
     noted for the copy: store, key (known once they are done), value. */
  const calm = (noted) => ({
    get(store, name) {
      const found = store[name];
      if (typeof found !== "function") return found;
      if (!["put", "add", "delete"].includes(name)) return found.bind(store);
      return (...args) => {
        const made = found.apply(store, args);
        made.catch(() => {});
        noted.push(name === "delete" ? [store.name, args[0]] : [store.name, made, args[0]]);
        return made;
      };
    },
  });

  /* Part of being safe: until the browser is started anew and makes its log anew, nobody knows
     whether an earlier kill has doomed the first database. */
  async function follow(noted) {
    if (!ja.copy || !noted.length) return;
    try {
      const keys = await Promise.all(noted.map(([, key]) => key));
      const copied = ja.copy.follow(user, noted.map(([name, , value], at) => [name, keys[at], value]));
      await Promise.race([copied, new Promise((late) => setTimeout(late, LATE))]);
    } catch {
      /* The database holds it; the copy is healed at the next start. */
    }
  }

  /* One transaction. A dead connection is opened again and the work done once more. */
  async function work(mode, names, deed) {
    for (let attempt = 0; ; attempt++) {
      try {
        const durability = mode === "readwrite" ? "strict" : "default";
        const tx = (await open()).transaction(names, mode, { durability });
        tx.done.catch(() => {});
        const noted = [];
        let result;
        try {
          result = await deed((name) => new Proxy(tx.objectStore(name), calm(noted)));
        } catch (fault) {
          try {
            tx.abort();
          } catch {
            /* It has ended by itself. */
          }
          throw tx.error ?? fault;
        }
        try {
          tx.commit(); // nothing more comes: the browser need not tell first how each row went
        } catch {
          /* It has ended by itself. */
        }
        await tx.done;
        await follow(noted);
        return result;
      } catch (fault) {
        if (attempt || !LOST.includes(fault?.name)) throw fault;
        drop();
      }
    }
  }
  const read = (names, deed) => work("readonly", names, deed);
  const write = (names, deed) => work("readwrite", names, deed);

  // Answers

  /* The write rule: a row that may have been on the wire is never touched; one that has not is
     replaced under a new id, so that three hundred key strokes stay one row. */
  async function record(at, visit, key, value, { base = 0, ...extra } = {}) {
    const field = at("outbox").index("field").getAll([visit, key]);
    const [known, rows] = await Promise.all([at("answers").get([visit, key]), field]);
    if (same(known?.value, value) && !extra.resolves) return null;
    const rev = known ? known.rev : base;
    const row = { id: newId(), visit, key, value, base: rev, at: new Date().toISOString(), sent: 0 };
    for (const old of rows.filter((item) => !item.sent)) {
      row.base = Math.min(row.base, old.base);
      if (old.observed) row.observed = old.observed;
      if (old.resolves) row.resolves = old.resolves;
      at("outbox").delete(old.seq);
    }
    if (extra.resolves) extra.resolves = [...(row.resolves ?? []), ...extra.resolves];
    Object.assign(row, extra);
    at("outbox").add(row);
    at("answers").put({ visit, key, value, rev, pending: row.id });
    return row;
  }

  async function set(visit, key, value, extra) {
    const row = await write(["answers", "outbox"], (at) => record(at, visit, key, value, extra));
    if (row) tell({ what: "saved", visit, key, value, tab: TAB });
    return row;
  }

  const get = (visit, key) => read(["answers"], (at) => at("answers").get([visit, key]));

  async function all(visit) {
    const rows = await read(["answers"], (at) => at("answers").index("visit").getAll(visit));
    return new Map(rows.map((row) => [row.key, row]));
  }

  const dead = (visit) =>
    read(["dead"], (at) => (visit ? at("dead").index("visit").getAll(visit) : at("dead").getAll()));
  const meta = (name) => read(["meta"], (at) => at("meta").get(name));
  const keep = (name, value) => write(["meta"], (at) => at("meta").put(value, name));
  const conflicts = async (visit) => (await meta(`conflicts:${visit}`)) ?? [];

  /* What waits here: of one visit, or of all. */
  const WAITS = ["outbox", "photos", "dead"];
  async function count(at, visit) {
    const photos = at("photos").index(visit ? "place" : "state");
    const rows = (name) => (visit ? at(name).index("visit").count(visit) : at(name).count());
    const inState = (state) => photos.count(visit ? [visit, state] : state);
    const [answers, raw, ready, refused, set_aside] = await Promise.all([
      rows("outbox"), inState("raw"), inState("ready"), inState("refused"), rows("dead"),
    ]);
    return { answers, photos: raw + ready, dead: set_aside + refused };
  }
  const counts = (visit) => read(WAITS, (at) => count(at, visit));

  /* The same of all, and since when: for the pill and for the list of devices. */
  const held = () =>
    read(WAITS, async (at) => {
      const [found, first] = await Promise.all([count(at), at("outbox").openCursor()]);
      return { ...found, oldest: first?.value.at ?? null };
    });

  // Photos: rows and bytes apart

  const photos = (visit) => read(["photos"], (at) => at("photos").index("visit").getAll(visit));
  const photosIn = (state) => read(["photos"], (at) => at("photos").index("state").getAllKeys(state));
  const changed = (id, state) => tell({ what: "photo", id, state });

  function lay(at, visit, about, bytes, type) {
    const { criterion = "", stage = "", caption = "" } = about;
    const row = { id: newId(), visit, criterion, stage, caption, state: "raw", type };
    at("photos").put({ ...row, taken_at: about.taken_at ?? new Date().toISOString() });
    at("blobs").put(bytes, row.id);
    return row.id;
  }

  async function addPhoto(visit, about, blob) {
    const bytes = await blob.arrayBuffer(); // not a Blob: old WebKit loses them
    const id = await write(["photos", "blobs"], (at) => lay(at, visit, about, bytes, blob.type));
    changed(id, "raw");
    return id;
  }

  async function photoBytes(id) {
    const [row, bytes] = await read(["photos", "blobs"], (at) =>
      Promise.all([at("photos").get(id), at("blobs").get(id)]),
    );
    return row && { ...row, bytes };
  }

  async function markPhoto(id, more) {
    await write(["photos"], async (at) => {
      const row = await at("photos").get(id);
      if (row) at("photos").put({ ...row, ...more });
    });
    changed(id, more.state);
  }

  // What sync.js books

  async function device(isNew) {
    const here = isNew ? null : await meta("device"); // mostly it is there: nothing to write
    return here ?? write(["meta"], async (at) => {
      const known = isNew ? null : await at("meta").get("device");
      const id = known ?? crypto.randomUUID();
      if (!known) at("meta").put(id, "device");
      return id;
    });
  }

  /* The next rows to send. From here on they count as possibly sent. */
  const take = (visit, most) =>
    write(["outbox", "meta"], async (at) => {
      const rows = await at("outbox").index("visit").getAll(visit, most);
      for (const row of rows.filter((item) => !item.sent)) {
        row.sent = 1;
        at("outbox").put(row);
      }
      return { rows, since: (await at("meta").get(`rev:${visit}`)) ?? 0 };
    });

  /* Visits with something to send. */
  const waiting = () =>
    read(["outbox"], async (at) => {
      const found = new Set(); // no cursor of unique keys: WebKit fails to open one on an empty index
      const after = (visit, isOpen) => at("outbox").index("visit").get(IDBKeyRange.lowerBound(visit, isOpen));
      for (let row = await after(""); row; row = await after(row.visit, true)) found.add(row.visit);
      return found;
    });

  const isWaiting = (visit, key) =>
    read(["outbox"], (at) => at("outbox").index("field").count([visit, key]));

  const bury = (row, code) =>
    write(["outbox", "dead", "answers"], (at) => Promise.all([setAside(at, row, code), settled(at, row)]));

  const setAside = (at, row, code) =>
    Promise.all([at("dead").put({ ...row, code }), at("outbox").delete(row.seq)]);

  async function settled(at, row, rev) {
    const answer = await at("answers").get([row.visit, row.key]);
    if (!answer) return;
    if (rev) answer.rev = Math.max(answer.rev, rev);
    if (answer.pending === row.id) answer.pending = null;
    at("answers").put(answer);
  }

  /* Everything one answer of the server says, in one transaction. */
  async function settle(visit, rows, said) {
    const byId = new Map(rows.map((row) => [row.id, row]));
    const news = await write(["answers", "outbox", "dead", "meta"], async (at) => {
      for (const result of said.results) {
        const row = byId.get(result.id);
        if (!row) continue;
        if (result.status === "rejected") await setAside(at, row, result.code);
        else await at("outbox").delete(row.seq);
        await settled(at, row, result.rev);
      }
      const adopted = [];
      for (const change of said.changes) if (await adopt(at, visit, change)) adopted.push(change);
      at("meta").put(said.rev, `rev:${visit}`);
      at("meta").put(said.conflicts, `conflicts:${visit}`);
      at("meta").put(said.submitted, `submitted:${visit}`);
      return adopted;
    });
    for (const { key, value } of news) tell({ what: "value", visit, key, value });
    tell({ what: "settled", visit, conflicts: said.conflicts });
  }

  /* A change by others; never over an own edit that is still to be sent. */
  async function adopt(at, visit, { key, value, rev }) {
    if (await at("outbox").index("field").count([visit, key])) return false;
    const known = await at("answers").get([visit, key]);
    if (known && known.rev >= rev && same(known.value, value)) return false;
    at("answers").put({ visit, key, value, rev, pending: null });
    return !same(known?.value, value);
  }

  ja.store = {
    TAB, open, set, get, all, counts, conflicts, dead, meta, keep, newId, tell, same, record,
    addPhoto, photos, photosIn, photoBytes, lay, changed, markPhoto, device, take, waiting, held,
    isWaiting, bury, settle, drop, read, write,
    get user() {
      return user;
    },
  };
})();

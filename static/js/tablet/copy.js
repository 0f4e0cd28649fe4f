/* The second copy of the database, in a storage bucket of its own. Chromium keeps a database in a
   log; killed in the middle of a record it goes on writing behind the torn one, and at the start
   after that it takes the whole for corrupt and begins an empty one. The copy follows every write
   after it held, so that a kill tears one of the two at most. Other browsers need none. */
(() => {
  "use strict";
  const ja = (self.ja ||= {});
  const STORES = ["answers", "outbox", "dead", "photos", "blobs", "meta"];
  const buckets = navigator.storageBuckets;
  if (!buckets) return;
  let whose = null;
  let opening = null;

  const result = (request) =>
    new Promise((done, fail) => {
      request.onsuccess = request.oncomplete = () => done(request.result);
      request.onerror = request.onabort = () => fail(request.error);
    });

  async function begin(user) {
    const bucket = await buckets.open(`ja-${user}`);
    const request = bucket.indexedDB.open("copy", 1);
    request.onupgradeneeded = () => STORES.forEach((name) => request.result.createObjectStore(name));
    const db = await result(request);
    db.onclose = () => (opening = null);
    return db;
  }

  function open(user) {
    if (user !== whose) [whose, opening] = [user, null];
    opening ||= begin(user);
    opening.catch(() => (opening = null));
    return opening;
  }

  /* What the stores of a database say to a question, in their order. */
  function ask(db, question) {
    const tx = db.transaction(STORES);
    return Promise.all(STORES.map((name) => result(tx.objectStore(name)[question]())));
  }

  /* Every row of a database with its store and key. */
  async function rows(db) {
    const [keys, values] = await Promise.all([ask(db, "getAllKeys"), ask(db, "getAll")]);
    return STORES.flatMap((name, i) => keys[i].map((key, j) => [name, key, values[i][j]]));
  }

  async function put(user, changes, isAnew) {
    const tx = (await open(user)).transaction(STORES, "readwrite");
    if (isAnew) for (const name of STORES) tx.objectStore(name).clear();
    for (const [name, key, value] of changes) {
      if (value === undefined) tx.objectStore(name).delete(key);
      else tx.objectStore(name).put(value, key);
      // What arrived needs no second copy of its bytes.
      if (name === "photos" && value?.state === "done") tx.objectStore("blobs").delete(key);
    }
    return result(tx);
  }

  /* The keys tell: an answer that was changed waits under a new one. */
  const marks = async (db) => (await ask(db, "getAllKeys")).slice(0, 4).join();
  const mend = async (user, main) =>
    (await marks(await open(user))) !== (await marks(main)) && put(user, await rows(main), true);
  let healed;

  ja.copy = {
    /* What the copy holds, where the database itself is gone. Asked for its databases, chromium
       fails once where it finds one corrupt. */
    async saved(user) {
      const all = await indexedDB.databases().catch(() => []);
      return all.some(({ name }) => name === `ja-${user}`) ? [] : rows(await open(user));
    },

    /* The same changes once more. The database holds them: what fails here is healed later. */
    follow: async (user, changes) => (await healed, put(user, changes)),

    /* Anew where the two differ: after a kill between the two writes, or when the copy is gone.
       What is written meanwhile follows after it. */
    heal: (user, main) => (healed = mend(user, main).catch(() => {})),

    forget: (user) => buckets.delete(`ja-${user}`),
  };
})();

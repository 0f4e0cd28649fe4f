/* The visit on this page: ja.visit says what it asks, ja.values what is known of it here.
   ja.write(key, value) is the only way to change it. News for other scripts, on document:
   ja:ready, ja:value, ja:photo, ja:conflict. */
(() => {
  "use strict";
  const { store } = ja;
  const visit = (ja.visit = JSON.parse(document.getElementById("tablet").textContent));
  const values = (ja.values = new Map());
  const RETRY = 3000;

  ja.emit = (name, detail, cancelable = false) =>
    document.dispatchEvent(new CustomEvent(name, { detail, cancelable }));
  ja.say = (name, filled = {}) =>
    (visit.texts[name] ?? name).replace(/\{(\w+)\}/g, (_, word) => filled[word] ?? "");

  // Writing: one at a time for a key, the newest value always follows.

  const held = (ja.held = new Map()); // only in memory as yet
  const busy = new Map();
  ja.fault = "";

  function take(key, value = null, from = "here") {
    values.set(key, value);
    ja.emit("ja:value", { key, value, from });
  }

  ja.write = (key, value = null, extra) => {
    held.set(key, { value, extra: { base: visit.rev, ...held.get(key)?.extra, ...extra } });
    take(key, value);
    return put(key);
  };

  function put(key) {
    if (!busy.has(key)) busy.set(key, save(key).finally(() => busy.delete(key)));
    return busy.get(key);
  }

  async function save(key) {
    try {
      while (held.has(key)) {
        const wanted = held.get(key);
        await store.set(visit.id, key, wanted.value, wanted.extra);
        if (held.get(key) === wanted) held.delete(key);
      }
    } catch (fault) {
      ja.fault = fault.name;
      setTimeout(put, RETRY, key);
      store.tell({ what: "unsaved" });
      return false;
    }
    if (ja.fault && !held.size) {
      ja.fault = "";
      store.tell({ what: "unsaved" });
    }
    persist();
    return true;
  }

  /* Whether everything on this page is in the database. */
  ja.flush = async () => (await Promise.all([...held.keys()].map(put))).every(Boolean);

  let persist = () => {
    persist = () => {};
    navigator.storage?.persist?.();
  };

  addEventListener("beforeunload", (event) => {
    if (held.size) event.preventDefault();
  });

  // Reading

  const HEARD = {
    saved: ({ key, value, from }) => from === "tab" && !held.has(key) && take(key, value, "tab"),
    value: ({ key, value }) => held.has(key) || take(key, value, "server"),
    photo: ({ id, state }) => ja.emit("ja:photo", { uuid: id, state }),
    settled: ({ conflicts }) => ja.emit("ja:conflict", { conflicts }),
    destroyed: () => location.reload(),
  };
  ja.news.addEventListener("news", ({ detail }) => {
    if (!detail.visit || detail.visit === visit.id) HEARD[detail.what]?.(detail);
  });

  /* From the database to the page. Without the database the page stays a plain form. */
  ja.start = async () => {
    try {
      await store.open(visit.user);
      for (const [key, row] of await store.all(visit.id)) held.has(key) || values.set(key, row.value);
      ja.isOn = true;
    } catch (fault) {
      ja.fault = fault.name;
    }
    ja.emit("ja:ready", {});
    document.documentElement.dataset.ready = ja.isOn ? "on" : "off";
  };
  addEventListener("DOMContentLoaded", ja.start);
})();

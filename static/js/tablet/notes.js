/* Covert mode. Every tap is in the browser's database before it is shown as kept; nothing
   vibrates, sounds or asks. Without this script the page's own form does the same online. */
(() => {
  "use strict";
  const { store } = ja;
  const sync = (at) => at && ja.sync?.now([at]);
  const data = JSON.parse(document.getElementById("notes").textContent);
  const { texts, kinds } = data;
  const list = document.getElementById("list");
  const line = document.getElementById("text");
  const state = document.getElementById("state");
  const chosen = document.getElementById("visit");
  const RETRY = 3000;
  let visit = data.visit;
  let removed = null;
  const unkept = new Map(); // what could not be stored yet: shown, and tried again

  const make = (tag, text, props = {}) => Object.assign(document.createElement(tag), { textContent: text, ...props });
  const clock = (iso) =>
    new Date(iso).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

  async function keep(at, name, value) {
    const id = `${at} ${name}`;
    try {
      await store.set(at, name, value);
      if (unkept.get(id)?.value === value) unkept.delete(id);
    } catch {
      if (!unkept.has(id)) setTimeout(again, RETRY, id);
      unkept.set(id, { at, name, value });
    }
    await draw();
  }

  function again(id) {
    const { at, name, value } = unkept.get(id) ?? {};
    unkept.delete(id);
    if (at) keep(at, name, value);
  }

  async function stamps() {
    const found = new Map();
    for (const [key, row] of await store.all(visit).catch(() => new Map()))
      if (key.startsWith("stamp.")) found.set(key, row.value);
    for (const { at, name, value } of unkept.values()) if (at === visit) found.set(name, value);
    return [...found].filter(([, value]) => value?.at).sort((a, b) => a[1].at.localeCompare(b[1].at));
  }

  function row([name, value]) {
    const item = document.createElement("li");
    const time = make("time", clock(value.at), { dateTime: value.at });
    const kind = value.kind === "note" ? "" : kinds[value.kind];
    const remove = make("button", "×", { type: "button" });
    remove.setAttribute("aria-label", `${texts.undo} ${time.textContent} ${kind}`);
    remove.onclick = () => {
      removed = { visit, name, value };
      keep(visit, name, { deleted: true });
      line.focus();
    };
    item.append(time, make("span", [kind, value.text].filter(Boolean).join(" ")), remove);
    return item;
  }

  async function draw() {
    const rows = await stamps();
    const { answers } = await store.counts(visit).catch(() => ({ answers: 0 }));
    const isLonger = rows.length > list.children.length;
    list.replaceChildren(...rows.map(row));
    back.hidden = !removed;
    if (isLonger) scrollTo(0, document.body.scrollHeight);
    const word = unkept.size ? texts.lost : answers ? `${texts.waiting} · ${answers}` : rows.length ? texts.saved : "";
    if (state.textContent !== word) state.textContent = word;
    state.classList.toggle("lost", unkept.size > 0);
  }

  const back = make("p", "", { className: "undo", hidden: true });
  const restore = make("button", texts.back, { type: "button" });
  restore.onclick = () => {
    const { visit: at, name, value } = removed;
    removed = null;
    keep(at, name, value);
  };
  back.append(restore);
  document.querySelector("main").after(back);

  document.getElementById("write")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const kind = event.submitter?.value ?? "note";
    const text = line.value.trim().slice(0, 500);
    if (kind === "note" && !text) return;
    line.value = "";
    removed = null;
    keep(visit, `stamp.${store.newId()}`, { kind, at: new Date().toISOString(), text });
  });

  chosen?.addEventListener("change", () => {
    visit = data.visits.find(({ pk }) => String(pk) === chosen.value)?.id ?? visit;
    chosen.closest("details").open = false;
    removed = null;
    store.keep("notes", visit).catch(() => {});
    sync(visit);
    draw();
  });

  const cover = () => document.body.classList.toggle("blank");
  document.getElementById("hide").onclick = cover;
  addEventListener("keydown", (event) => event.key === "Escape" && cover());
  addEventListener("beforeunload", (event) => unkept.size && event.preventDefault());

  ja.news.addEventListener("news", ({ detail }) => {
    if (["saved", "value", "settled"].includes(detail.what) && detail.visit === visit) draw();
  });
  for (const name of ["online", "pageshow", "focus"]) addEventListener(name, () => sync(visit));
  document.addEventListener("visibilitychange", () => document.hidden || sync(visit));

  /* The visit that the address asks for, else the one chosen here last. */
  async function choose() {
    const asked = new URLSearchParams(location.search).get("visit");
    const last = await store.meta("notes").catch(() => null);
    const found = data.visits.find(({ pk, id }) => (asked ? String(pk) === asked : id === last));
    if (found) visit = found.id;
    const { pk } = data.visits.find(({ id }) => id === visit) ?? {};
    if (chosen && pk) chosen.value = pk;
  }

  async function place() {
    await navigator.serviceWorker?.register(data.worker, { updateViaCache: "none" });
    await navigator.serviceWorker?.ready;
    await ja.pages.load(data.page);
    document.documentElement.dataset.offline = "ready";
  }

  async function start() {
    document.body.classList.add("live");
    store.open(data.user);
    await choose();
    await draw();
    document.documentElement.dataset.ready = "";
    sync(visit);
    place().catch(() => {});
  }

  start();
})();

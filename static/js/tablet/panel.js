/* “What is where”: fetched when the pill is tapped. */
(() => {
  "use strict";
  const { store, sync, visit, say } = ja;
  const MB = 1e6;
  const look = ja.load(visit.urls.panel_look).catch(() => {});
  const make = (tag, more = {}, ...inside) => {
    const element = Object.assign(document.createElement(tag), more);
    element.append(...inside);
    return element;
  };
  const button = (name, deed, look = "btn") =>
    make("button", { type: "button", className: look, textContent: say(name), onclick: deed });
  const moment = (time) => new Date(time).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });

  const dialog = make("dialog", { className: "tablet-panel", id: "tablet-panel" });
  dialog.setAttribute("aria-labelledby", "tablet-panel-title");
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);

  /* A device as its owner would call it. */
  function deviceName() {
    const { userAgent: agent } = navigator;
    const machine = /iPad|iPhone|Android|Windows|Macintosh|CrOS|Linux/.exec(agent)?.[0] ?? "";
    const browser = /Edg|Firefox|Chrome|Safari/.exec(agent)?.[0] ?? "";
    return [machine.replace("Macintosh", "Mac"), browser.replace("Edg", "Edge")].filter(Boolean).join(" · ");
  }

  async function facts() {
    const [here, all, photos, conflicts, device] = await Promise.all([
      store.counts(), store.all(visit.id), store.photos(visit.id), store.conflicts(visit.id), store.device(),
    ]);
    const space = (await navigator.storage?.estimate?.()) ?? {};
    const isKept = await navigator.storage?.persisted?.();
    const used = { used: ((space.usage ?? 0) / MB).toFixed(1), all: Math.round((space.quota ?? 0) / MB) };
    const sent = [...all.values()].filter((row) => !row.pending).length;
    return [
      ["answers_here", here.answers], ["answers_sent", sent],
      ["photos_here", here.photos], ["photos_sent", photos.filter((photo) => photo.state === "done").length],
      ["conflicts", conflicts.length],
      ["last", sync.last ? moment(sync.last) : say("never")],
      ["device", `${deviceName()} · ${device.slice(0, 8)}`],
      ["storage", `${say("used", used)} · ${say(isKept ? "kept" : "not_kept")}`],
    ];
  }

  const words = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value ?? "–"));

  /* Off the list; what the server has of it comes back with the next answer. */
  async function drop({ id, visit: whose, key }) {
    await store.write(["dead", "answers", "outbox", "meta", "photos"], async (at) => {
      at("dead").delete(id);
      at("photos").delete(id);
      if (!whose || (await at("outbox").index("field").count([whose, key]))) return;
      at("answers").delete([whose, key]);
      at("meta").put(0, `rev:${whose}`);
    });
    sync.now([visit.id]);
  }

  function setAside(row) {
    const copy = button("copy", async () => {
      await navigator.clipboard.writeText(words(row.value));
      copy.textContent = say("copied");
    });
    const forget = button("forget", () => drop(row).then(draw), "btn btn-quiet");
    const text = make("p", {}, make("strong", { textContent: row.key }), ` ${words(row.value)} (${row.code})`);
    return make("li", {}, text, copy, forget);
  }

  async function draw() {
    const rows = (await facts()).flatMap(([name, value]) => [
      make("dt", { textContent: say(name) }), make("dd", { textContent: value }),
    ]);
    const dead = await store.dead();
    const refused = (await store.photos(visit.id)).filter((photo) => photo.state === "refused");
    for (const photo of refused) dead.push({ id: photo.id, key: photo.criterion, value: photo.caption, code: photo.code });
    const aside = dead.length
      ? [make("h3", { textContent: say("set_aside") }), make("p", { textContent: say("set_aside_why") }), make("ul", { className: "set-aside" }, ...dead.map(setAside))]
      : [];
    const tools = make("p", { className: "actions" }, button("send_now", () => sync.now([visit.id]), "btn btn-primary"), button("rescue", rescue), button("close", () => dialog.close(), "btn btn-quiet"));
    dialog.replaceChildren(
      make("h2", { id: "tablet-panel-title", textContent: say("title") }),
      make("dl", { className: "facts" }, ...rows), ...aside, tools,
      make("p", { className: "soft small", textContent: say("rescue_why") }),
    );
  }

  // The rescue file: everything that was not sent, as docs/sync.md tells it.

  function base64(bytes) {
    const view = new Uint8Array(bytes);
    let text = "";
    for (let i = 0; i < view.length; i += 0x8000) text += String.fromCharCode(...view.subarray(i, i + 0x8000));
    return btoa(text);
  }

  async function unsent() {
    const [rows, set_aside, ...photos] = await Promise.all([
      store.read(["outbox"], (at) => at("outbox").getAll()),
      store.dead(),
      ...["raw", "ready", "refused"].map(store.photosIn),
    ]);
    const visits = [...new Set([...rows, ...set_aside].map((row) => row.visit))].map((visit) => ({
      visit,
      mutations: rows.filter((row) => row.visit === visit),
      set_aside: set_aside.filter((row) => row.visit === visit),
    }));
    return { visits, photos: await Promise.all(photos.flat().map(store.photoBytes)) };
  }

  async function rescue() {
    const file = await unsent();
    for (const photo of file.photos) photo.bytes = base64(photo.bytes);
    const now = new Date().toISOString();
    const about = { protocol: 1, kind: "journeyaudit-rescue", made: now, now, user: visit.user, name: visit.name };
    const text = JSON.stringify({ ...about, device: await store.device(), ...file });
    const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    make("a", { href, download: `journeyaudit-${now.slice(0, 16).replace(":", "")}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
  }

  ja.rescue = rescue;
  ja.panel = async () => {
    await Promise.all([look, draw()]);
    if (!dialog.open) dialog.showModal();
  };
  ja.news.addEventListener("news", () => dialog.open && draw());
})();

/* “My visits”: which can be filled in without a network, what of each waits on this tablet, and
   one button that makes all of today's ready. The list itself works without a network. */
(() => {
  "use strict";
  const { store, sync, pages } = ja;
  const told = JSON.parse(document.getElementById("today").textContent);
  const button = document.querySelector("[data-make-ready]");
  const bar = document.querySelector("[data-progress]");
  const say = (name, filled = {}) =>
    told.texts[name].replace(/\{(\w+)\}/g, (_, word) => filled[word] ?? "");

  /* One line under a visit: ready or not, and what is only here. */
  async function draw(visit) {
    const line = document.querySelector(`[data-tablet="${visit.id}"]`);
    const isReady = await pages.has(visit.paths);
    const { answers, photos, dead } = await store.counts(visit.id);
    line.querySelector("[data-ready]").hidden = !isReady;
    line.querySelector("[data-not-ready]").hidden = isReady;
    const words = [];
    if (answers + photos) words.push(say("here", { n: answers + photos }));
    if (dead) words.push(say("look", { n: dead }));
    line.querySelector("[data-waits]").textContent = words.join(" · ");
    line.hidden = false;
    return isReady;
  }

  async function show() {
    const found = await Promise.all(told.visits.map(draw));
    const open = told.visits.filter((visit, i) => visit.today && !found[i]);
    button.closest("[data-ready-box]").hidden = !told.visits.some((visit) => visit.today);
    button.hidden = !open.length;
    document.querySelector("[data-all-ready]").hidden = Boolean(open.length);
    return open;
  }

  async function makeReady() {
    const open = await show();
    const paths = [...new Set(open.flatMap((visit) => visit.paths))];
    Object.assign(bar, { hidden: false, max: paths.length, value: 0 });
    button.disabled = true;
    try {
      for (const path of paths) {
        if (!(await pages.load(path))) throw new Error(path);
        bar.value += 1;
      }
      await sync.now(open.map((visit) => visit.id)); // what other devices wrote
    } catch {
      document.querySelector("[data-list-say]").textContent = say("not_all");
    }
    Object.assign(bar, { hidden: true });
    button.disabled = false;
    show();
  }

  function state() {
    const words = { signin: say("signin"), wrong_user: say("wrong_user"), offline: say("offline") };
    const text = words[navigator.onLine ? sync.state : "offline"] ?? "";
    document.querySelector("[data-list-say]").textContent = text;
  }

  async function start() {
    if (!navigator.serviceWorker) return;
    ja.worker = await navigator.serviceWorker.register(told.worker, { updateViaCache: "none" });
    await store.open(told.user);
    button.addEventListener("click", makeReady);
    let timer = 0;
    ja.news.addEventListener("news", () => {
      state();
      clearTimeout(timer);
      timer = setTimeout(() => show().catch(() => {}), 200);
    });
    for (const name of ["online", "offline"]) addEventListener(name, state);
    addEventListener("online", () => sync.now());
    state();
    await show();
    const waiting = await store.counts();
    if (waiting.answers + waiting.photos) sync.now();
    document.documentElement.dataset.ready = "on";
    ja.sweep().catch(() => {});
  }
  addEventListener("DOMContentLoaded", start);
})();

/* Critical facts that were noted late and have no photo. What the server knows it is asked while there
   is a network, and kept; what waits here is judged here, by the rules of audits/scoring/recall.py. */
(() => {
  "use strict";
  const { visit, store, values } = ja;
  const HOUR = 3600_000;
  const KEPT = `late:${visit.id}`;
  const card = document.querySelector("[data-late]");
  const codeOf = (key) => key.slice(2, -6);

  /* visit.facts: the critical facts in their order, and whether only the visit shows them. */
  function isLate({ key, at, observed }, ended) {
    const seen = [at, observed, visit.facts[codeOf(key)] && ended].filter(Boolean);
    return Date.parse(at) - Math.min(...seen.map(Date.parse)) >= HOUR;
  }

  function end() {
    const left = [...values].filter(([key, value]) => key.startsWith("stamp.") && value?.kind === "left");
    return values.get("visit.ended") || left.map(([, { at }]) => at).sort().at(-1);
  }

  async function withPhoto() {
    const told = [...values].filter(([key, value]) => key.startsWith("photo.") && !value?.deleted);
    return new Set([...(await store.photos(visit.id)), ...told.map(([, value]) => value)].map((one) => one?.criterion));
  }

  async function found() {
    const late = new Set(await store.meta(KEPT));
    const rows = await store.read(["outbox"], (at) => at("outbox").index("visit").getAll(visit.id));
    for (const row of rows)
      if (/^c\..+\.value$/.test(row.key)) late[isLate(row, end()) ? "add" : "delete"](codeOf(row.key));
    const shown = await withPhoto();
    const isAnswered = (code) => (values.get(`c.${code}.value`) ?? "") !== "";
    return Object.keys(visit.facts).filter((code) => late.has(code) && isAnswered(code) && !shown.has(code));
  }

  function line(code) {
    const key = `c.${code}.value`;
    const part = visit.parts.find(({ questions }) => questions.some((item) => item.key === key));
    return ja.leftItem({ key, why: "answer" }, part.url);
  }

  async function draw() {
    const codes = await found();
    card.querySelector("ul").replaceChildren(...codes.map(line));
    card.hidden = !codes.length;
  }

  async function look() {
    if (!ja.isOn || !card) return;
    if (navigator.onLine) {
      const asked = fetch(`${visit.urls.brief}late/`, { redirect: "manual", cache: "no-store" });
      const said = await asked.then((response) => (response.ok ? response.json() : null), () => null);
      if (said) await store.keep(KEPT, said.late.map(({ url }) => url.split("#q-")[1]));
    }
    await draw();
  }

  document.addEventListener("ja:ready", look);
  document.addEventListener("ja:photo", () => card && draw());
  ja.news.addEventListener("news", ({ detail }) => {
    if (detail.visit !== visit.id) return;
    if (detail.what === "settled") look();
    else if (detail.what === "saved" && card) draw();
  });
})();

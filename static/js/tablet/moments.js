/* The log of promises and moments of truth beside the questions, and what became of each promise.
   The sheet in which they are written is fetched when it is opened first (sheet.js). */
(() => {
  "use strict";
  const { visit, values, say } = ja;
  const KEY = /^(promise|incident)\./;
  const stages = visit.parts.filter((part) => part.place.startsWith("stage:"));
  const order = (stage) => stages.findIndex((part) => part.place === `stage:${stage}`);
  const logged = () => [...values].filter(([key, value]) => KEY.test(key) && value && !value.deleted);
  // The log

  function line([key, value]) {
    const kind = key.split(".")[0];
    const isPromise = kind === "promise";
    const mark = isPromise ? ja.icon("promise") : ja.icon(value.polarity === "failure" ? "face--2" : "face-3");
    if (!isPromise) mark.setAttribute("class", "face");
    const what = say(isPromise ? `promise_${value.kept || "open"}` : value.polarity);
    const words = ja.el("span", {}, ja.el("small", {}, what), isPromise ? value.wording : value.what);
    const button = ja.el("button", { type: "button", className: "moment" }, mark, words);
    button.dataset.key = key;
    return ja.el("li", {}, button);
  }

  function draw() {
    const rows = logged();
    for (const list of document.querySelectorAll("[data-moments]")) {
      if (!rows.length && !ja.isKnown) continue;
      list.replaceChildren(...rows.map(line));
      const card = list.closest("[data-moments-card]");
      if (card) card.hidden = !rows.length;
      const none = list.parentElement.querySelector("[data-none]");
      if (none) none.hidden = rows.length > 0;
    }
    drawDue(rows);
  }

  /* Promises of earlier stages that nobody has checked yet. */
  function drawDue(rows) {
    const box = document.querySelector("[data-due]");
    if (!box || box.contains(document.activeElement)) return;
    const now = visit.place.startsWith("stage:") ? order(visit.place.slice(6)) : stages.length;
    const due = rows.filter(([key, value]) => key.startsWith("promise.") && !value.kept && order(value.stage) < now);
    box.hidden = !due.length;
    box.querySelector("[data-list]").replaceChildren(...due.map(ask));
  }

  function ask([key, value]) {
    const marks = ["yes", "partly", "no", "unverifiable"].map((kept) => {
      const input = ja.el("input", { type: "radio", name: `kept.${key}`, id: `kept.${key}=${kept}` });
      input.addEventListener("change", () => ja.write(key, { ...values.get(key), kept }));
      const label = ja.el("label", { htmlFor: input.id }, ja.el("span", {}, say(`kept_${kept}`)));
      return ja.el("div", {}, input, label);
    });
    const legend = ja.el("legend", {}, ja.el("span", { className: "q" }, say("quoted", { words: value.wording })));
    return ja.el("fieldset", { className: "crit" }, legend, ja.el("div", { className: "seg two-up" }, ...marks));
  }

  // What is tapped

  /* Time and place are those of the tap. */
  async function show(kind, key = "", about = {}) {
    const at = about.happened_at ?? new Date().toISOString();
    if (!ja.sheet) await Promise.all([ja.load(visit.urls.sheet_look).catch(() => {}), ja.load(visit.urls.sheet)]);
    ja.sheet(kind, key, at, about);
  }

  function go(place, about) {
    const [kind] = place.split(":");
    const isOurs = ja.isOn && document.getElementById(`${kind}-sheet`) && /^(promise|incident)$/.test(kind);
    if (isOurs) show(kind, "", about);
    return Boolean(isOurs);
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest("button, a");
    if (target?.matches("[data-close]") || event.target.matches("dialog.sheet")) return event.target.closest("dialog").close();
    if (target?.dataset.key && ja.isOn) return show(target.dataset.key.split(".")[0], target.dataset.key);
    if (target && go(target.dataset.sheet ?? (target.name === "go" ? target.value : ""))) event.preventDefault();
  });
  document.addEventListener("ja:go", (event) => go(event.detail.place, event.detail.about) && event.preventDefault());
  document.addEventListener("ja:ready", () => ja.isOn && draw());
  document.addEventListener("ja:conflict", draw);
  document.addEventListener("ja:value", ({ detail }) => KEY.test(detail.key) && draw());
})();

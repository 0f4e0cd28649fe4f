/* From page to page of a visit, and its start: nothing is posted, everything is written down first,
   and each step also works without a network. review.js sends. */
(() => {
  "use strict";
  const { store, sync, visit, values } = ja;
  const IN_TIME = 4000; // how long a start waits for the server before it goes on alone

  const started = () => values.get("visit.started") || visit.started || visit.status === "sent_back";
  const part = (place) => visit.parts.find((item) => item.place === place);
  const wait = (time) => new Promise((done) => setTimeout(done, time));

  /* The page after this one. */
  function next(place) {
    const stages = visit.parts.filter((item) => item.place.startsWith("stage:"));
    const names = (rows) => rows.map((item) => item.place);
    const way = started()
      ? [...names(stages), "closing", "review"]
      : [...names(stages.filter((item) => !item.gate)), "expectation", "start"];
    return way[Math.min(way.indexOf(place) + 1, way.length - 1)];
  }

  /* The address of a place, as audits/views/places.py makes it. */
  function address(place) {
    const [page, ...rest] = place.split(":");
    const stage = page === "stage" ? part(`stage:${rest.shift()}`) : null;
    const url = stage?.url ?? visit.urls[page];
    const from = `?from=${encodeURIComponent([visit.place, rest[0]].filter(Boolean).join(":"))}`;
    if (page === "promise" || page === "incident") return `${visit.urls.brief}${page}s/add/${from}`;
    if (page.endsWith("-edit")) return `${visit.urls.brief}${page.slice(0, -5)}s/${rest[0]}/${from}`;
    if (page === "photo") return `${visit.urls.list}photos/${rest[0]}/delete/${from}`;
    return (url ?? visit.urls.brief) + (rest.length ? `#q-${rest[0]}` : "");
  }

  ja.go = async (place) => {
    if (!ja.emit("ja:go", { place }, true)) return;
    if (!(await ja.flush())) return;
    if (place !== "save") return location.assign(address(place === "next" ? next(visit.place) : place));
    sync.now([visit.id]);
    const asked = new Set(part(visit.place)?.questions.filter((item) => item.asked).map((item) => item.key));
    const open = [...document.querySelectorAll(".crit:not([data-done])")];
    const first = open.find((card) => [...card.elements].some((control) => asked.has(control.name)));
    if (first) location.hash = first.id;
  };

  /* What may be opened yet: the expectation before the start, the shop and the closing after it. */
  function gate() {
    const isStarted = Boolean(started());
    for (const step of document.querySelectorAll("[data-gate]")) {
      step.hidden = step.dataset.gate === "before" && isStarted;
      step.toggleAttribute("data-locked", step.dataset.gate === "after" && !isStarted);
      for (const item of step.querySelectorAll(".step")) {
        item.toggleAttribute("aria-disabled", false);
        if (step.hasAttribute("data-locked")) item.setAttribute("aria-disabled", "true");
      }
    }
    const here = part(visit.place)?.gate;
    const sheet = document.getElementById("sheet");
    if (here === "after" && !isStarted) location.replace(visit.urls.expectation);
    if (here === "before")
      for (const control of sheet?.elements ?? []) if (control.name !== "go") control.disabled = isStarted;
  }

  /* Where a page only shows what was expected: in the words that the server drew beside it. */
  function showExpected() {
    for (const place of document.querySelectorAll("[data-shows]"))
      place.textContent = place.dataset[`w${values.get(place.dataset.shows)}`] ?? place.textContent;
  }

  /* The seal needs every expectation. */
  function checkStart() {
    if (started()) return location.replace(address(next(visit.parts[2].place)));
    const isBlank = (item) => (values.get(item.key) ?? "") === "";
    if (part("expectation").questions.some(isBlank)) location.replace(visit.urls.expectation);
  }

  async function start() {
    await ja.write("visit.started", new Date().toISOString());
    await ja.flush();
    await Promise.race([sync.now([visit.id]), wait(IN_TIME)]);
    location.assign(address(next(visit.parts[2].place)));
  }

  const FORMS = { sheet: (_form, by) => ja.go(by?.value || "save"), start, send: (form) => ja.send(form) };
  /* Pressed before the page stood ready, it waits: a page that is kept has no server behind it. */
  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    const deed = FORMS[target.id];
    if (!deed || document.documentElement.dataset.ready === "off") return;
    event.preventDefault();
    if (ja.isOn) deed(target, submitter);
    else document.addEventListener("ja:ready", () => setTimeout(() => target.requestSubmit(submitter)), { once: true });
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-locked]")) event.preventDefault();
  }, true);

  document.addEventListener("ja:ready", () => {
    if (!ja.isOn) return;
    gate();
    showExpected();
    if (visit.place === "start") checkStart();
  });
  document.addEventListener("ja:value", ({ detail }) => detail.key === "visit.started" && gate());
})();

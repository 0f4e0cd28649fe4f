/* How far each part of the visit has come and what is left, from ja.values alone: the rules of
   audits/queries/visit_progress.py. Draws the stepper, the rail and the gap to the expectation. */
(() => {
  "use strict";
  const { visit, values, say, logic } = ja;
  const has = (key) => !logic.isBlank(values.get(key));
  const photos = new Map(); // of this tablet and of others: criterion by photo

  /* An element, its properties, what is in it. */
  ja.el = (name, props = {}, ...inside) => {
    const made = Object.assign(document.createElement(name), props);
    made.append(...inside);
    return made;
  };
  ja.icon = (name) => {
    const sprite = document.querySelector("svg use").getAttribute("href").split("#")[0];
    const box = document.createElement("span");
    box.innerHTML = `<svg class="icon" aria-hidden="true"><use href="${sprite}#${name}"/></svg>`;
    return box.firstChild;
  };

  const live = ja.el("p", { className: "vh" });
  live.setAttribute("role", "status");
  document.body.append(live);
  ja.announce = (words) => (live.textContent = words);

  /* A criterion's code, its own field of a stage's or the visit's close, or "". */
  const codeOf = (key) => (key.startsWith("c.") ? key.slice(2, -6) : "");

  function lacks({ key, asked }) {
    const code = codeOf(key);
    if (!code) return asked && !has(key) ? ["answer"] : [];
    const state = values.get(`c.${code}.state`);
    if (state) return asked && state === "not_applicable" && !String(values.get(`c.${code}.reason`) ?? "").trim() ? ["reason"] : [];
    const proof = { photo: [...photos.values()].includes(code), comment: has(`c.${code}.comment`) };
    return [...(asked && !has(key) ? ["answer"] : []), ...logic.demanded(code).filter((need) => !proof[need])];
  }

  ja.progress = (part) => {
    const found = { asked: 0, missing: [], na: 0, unseen: 0, comments: 0, photos: 0 };
    const stage = part.place.slice(6);
    const shown = part.questions.filter((item) => !logic.hidden.has(codeOf(item.key)));
    const own = shown.filter((item) => item.asked && codeOf(item.key));
    const isUnseen = own.length && own.every((item) => values.get(`c.${codeOf(item.key)}.state`) === "not_observed");
    for (const item of shown) {
      const code = codeOf(item.key);
      if (isUnseen && item.key.startsWith("s.")) continue;
      found.asked += item.asked + logic.demanded(code).length;
      found.missing.push(...lacks(item).map((why) => ({ key: item.key, why })));
      if (!code) continue;
      const state = values.get(`c.${code}.state`);
      found.na += state === "not_applicable";
      found.unseen += state === "not_observed";
      found.comments += has(`c.${code}.comment`);
      found.photos += [...photos.values()].filter((other) => other === code).length;
    }
    if (part.place.startsWith("stage:") && !isUnseen && values.get(`s.${stage}.SC-EMO`)) {
      const key = `s.${stage}.SC-WHY`;
      found.asked++;
      if (!has(key)) found.missing.push({ key, why: "cause" });
    }
    found.done = found.asked - found.missing.length;
    found.percent = found.asked ? Math.floor((100 * found.done) / found.asked) : 100;
    return found;
  };

  /* The ring, drawn by circles as in components/progress_ring.html. */
  ja.ring = (svg, percent) => {
    svg.classList.toggle("full", percent === 100);
    svg.querySelector(".value")?.remove();
    if (percent)
      svg.querySelector("circle").insertAdjacentHTML(
        "afterend",
        `<circle class="value" cx="18" cy="18" r="15" pathLength="100" stroke-dasharray="${percent} 100"/>`,
      );
  };

  const cardOf = (key) => document.getElementsByName(key)[0]?.closest(".crit");

  /* Number and words of a question: from its card, or from what the review brought along. */
  ja.words = (key) => {
    const card = cardOf(key);
    if (!card) return visit.words?.[key] ?? ["", ""];
    return [card.querySelector(".num")?.textContent ?? "", card.querySelector(".q").textContent];
  };

  ja.leftItem = ({ key, why }, url = "") => {
    const [number, text] = ja.words(key);
    const words = ja.el("span", {}, text);
    if (why !== "answer") words.append(" ", ja.el("em", {}, `(${say(`why_${why}`)})`));
    const href = `${url.split("#")[0]}#${cardOf(key)?.id ?? `q-${codeOf(key) || key.split(".").pop()}`}`;
    return ja.el("li", {}, ja.el("a", { href }, ja.el("span", { className: "num" }, number), words));
  };

  /* What has not changed is not drawn: an equal ring costs a layout all the same. */
  const drawn = new Map();
  const isNews = (place, what) => drawn.get(place) !== what && drawn.set(place, what);

  function drawRail() {
    const here = visit.parts.find((item) => item.place === visit.place);
    const list = document.querySelector("[data-left]");
    if (!list || !here) return;
    const { missing } = ja.progress(here);
    if (!isNews(list, JSON.stringify(missing))) return;
    list.replaceChildren(...missing.map((item) => ja.leftItem(item)));
    list.nextElementSibling.hidden = missing.length > 0;
  }

  /* The end of a stage: how far what was met lies from what was expected. */
  function drawGap() {
    const stage = visit.place.slice(6);
    const [expected, met] = [values.get(`e.${stage}`), values.get(`s.${stage}.SC-EXP`)];
    const card = document.getElementById("q-SC-EXP");
    if (!card || logic.isBlank(expected)) return;
    const chip = card.querySelector(".gap") ?? card.appendChild(ja.el("p", { className: "gap" }));
    const gap = met - expected;
    if (!isNews("gap", met)) return;
    chip.hidden = logic.isBlank(met);
    chip.textContent = say(gap > 0 ? "above" : gap < 0 ? "below" : "as_expected", { n: Math.abs(gap) });
  }

  /* Until the server's copy has come, only this page is known; the others stay as it drew them. */
  ja.isKnown = visit.shell;
  const learn = async () => {
    ja.isKnown ||= (await ja.store.meta(`rev:${visit.id}`)) !== undefined;
    soon();
  };
  document.addEventListener("ja:conflict", learn);

  let timer = 0;
  function draw() {
    timer = 0;
    for (const step of document.querySelectorAll(".stepper [data-place]")) {
      const part = visit.parts.find((item) => item.place === step.dataset.place);
      const ring = step.querySelector(".ring");
      if (!part || !ring || !(ja.isKnown || part.place === visit.place)) continue;
      const { asked, done, percent } = ja.progress(part);
      const words = say("done_of", { done, asked });
      if (!isNews(step, words)) continue;
      ja.ring(ring, percent);
      step.querySelector("small").textContent = words;
    }
    drawRail();
    drawGap();
    ja.emit("ja:progress", {});
  }
  /* When what was tapped is safe: rings and lists wait for the database, and it not for them. */
  const soon = () => ja.isOn && (timer ||= ja.flush().then(() => requestAnimationFrame(draw)));

  async function countPhotos() {
    for (const [key, value] of values)
      if (key.startsWith("photo.")) photos.set(key.slice(6), value?.deleted ? "" : value?.criterion);
    for (const { id, criterion } of await ja.store.photos(visit.id)) photos.set(id, criterion);
    learn();
  }

  // Fetched when somebody needs them.

  const settle = async () => (await ja.store.conflicts(visit.id)).length && (ja.drawConflicts ?? (await ja.load(visit.urls.conflicts)));
  addEventListener("keydown", () => ja.load(visit.urls.keys), { once: true });
  document.addEventListener("ja:conflict", settle);

  document.addEventListener("ja:ready", () => ja.isOn && (countPhotos(), settle()));
  document.addEventListener("ja:photo", ({ detail }) => {
    if (detail.state === "deleted") photos.delete(detail.uuid);
    countPhotos();
  });
  document.addEventListener("ja:value", ({ detail }) => {
    if (detail.key.startsWith("photo.")) photos.set(detail.key.slice(6), detail.value?.deleted ? "" : detail.value?.criterion);
    soon();
  });
})();

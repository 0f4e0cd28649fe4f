/* Which criteria show, and which answers need evidence: the rules of journeys/logic.py over the
   same JSON, held to the same cases (tests/journeys/conditions.json). */
(() => {
  "use strict";
  const { visit, values } = ja;
  const NUMBER = /^-?\d{1,15}(\.\d{1,10})?$/;
  const isBlank = (value) => value === null || value === undefined || value === "" || value?.length === 0;

  function number(value) {
    if (typeof value === "number") return value;
    const text = String(value).replace(/,/g, ".").replace(/−/g, "-");
    return typeof value === "string" && NUMBER.test(text) ? Number(text) : null;
  }

  function isSame(value, wanted) {
    const [one, other] = [number(value), number(wanted)];
    return one !== null && other !== null ? one === other : String(value) === String(wanted);
  }

  function compares(op, value, wanted) {
    if (op === "below" || op === "at_least") {
      const [one, other] = [number(value), number(wanted)];
      return one !== null && other !== null && (op === "below" ? one < other : one >= other);
    }
    const found = [].concat(value).some((item) => [].concat(wanted).some((other) => isSame(item, other)));
    return found !== (op === "is_not");
  }

  function holds({ all, any, criterion, ...comparison }, answer) {
    if (all) return all.every((part) => holds(part, answer));
    if (any) return any.some((part) => holds(part, answer));
    const [[op, wanted]] = Object.entries(comparison);
    const value = answer(criterion);
    if (op === "answered" || isBlank(value)) return op === "answered" && isBlank(value) !== wanted;
    return compares(op, value, wanted);
  }

  /* show: [code, condition] in the order of asking. What is hidden has no answer either. */
  function hidden(show, answer) {
    const gone = new Set();
    const asked = (code) => (gone.has(code) ? null : answer(code));
    for (const [code, condition] of show) if (!holds(condition, asked)) gone.add(code);
    return gone;
  }

  const answer = (code) => (ja.logic.hidden.has(code) ? null : values.get(`c.${code}.value`));

  /* What an answer asks for beside itself: photo, comment. */
  function demanded(code) {
    if (isBlank(answer(code))) return [];
    const rules = visit.logic.evidence[code] ?? [];
    return [...new Set(rules.filter(([, when]) => holds(when, answer)).map(([need]) => need))];
  }

  function draw(isOwn) {
    const before = ja.logic.hidden;
    ja.logic.hidden = hidden(visit.logic.show, (code) => values.get(`c.${code}.value`));
    let isMoved = false;
    for (const [code] of visit.logic.show) {
      const card = document.getElementById(`q-${code}`);
      if (!card) continue;
      card.hidden = ja.logic.hidden.has(code);
      isMoved ||= card.hidden !== before.has(code);
    }
    if (isMoved && isOwn) ja.announce?.(ja.say("changed"));
    for (const code of Object.keys(visit.logic.evidence)) {
      const needs = demanded(code);
      const card = document.getElementById(`q-${code}`);
      for (const line of card?.querySelectorAll(".need") ?? []) line.hidden = !needs.includes(line.dataset.need);
      if (card && needs.includes("comment")) card.querySelector(".comment").open = true;
    }
  }

  ja.logic = { holds, compute: hidden, demanded, isBlank, hidden: new Set() };
  document.addEventListener("ja:ready", () => draw());
  document.addEventListener("ja:value", ({ detail }) => /^c\..*value$/.test(detail.key) && draw(detail.from === "here"));
})();

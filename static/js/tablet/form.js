/* Between the controls of a page and ja.values: every tap and key stroke is written down at once. */
(() => {
  "use strict";
  const { visit, values } = ja;
  const OURS = /^[csevk]\./;
  let isReady = false;
  const shapes = new Map(visit.parts.flatMap((part) => part.questions.map((item) => [item.key, item.kind])));
  const isMark = (control) => control.type === "radio" || control.type === "checkbox";

  /* As it is stored. A number that is not one yet stays as it was typed. */
  function stored(key, text) {
    if (!text.trim()) return null;
    const plain = text.replace(/\s/g, "").replace("−", "-").replace(",", ".");
    const isNumber = shapes.get(key) === "number" && /^-?(\d+\.?\d*|\.\d+)$/.test(plain);
    return isNumber ? Number(plain) : text;
  }

  const shown = (value) =>
    typeof value === "number" ? String(value).replace(".", visit.decimal) : String(value ?? "");

  function valueOf(key, touched) {
    const controls = [...document.getElementsByName(key)];
    const typed = controls.find((control) => !isMark(control));
    const picked = controls.filter((control) => isMark(control) && control.checked);
    if (shapes.get(key) === "list") return picked.length ? picked.map((mark) => mark.value) : null;
    if (typed && picked.length) {
      /* A number and “never” exclude each other: the one touched last is meant. */
      if (touched === typed && typed.value) picked.pop().checked = false;
      else typed.value = "";
    }
    return stored(key, picked.length ? picked[0].value : (typed?.value ?? ""));
  }

  function paint(key) {
    const value = values.get(key) ?? null;
    const wanted = (Array.isArray(value) ? value : [value]).map((item) => String(item ?? ""));
    let isPicked = false;
    const controls = [...document.getElementsByName(key)];
    for (const mark of controls.filter(isMark)) {
      mark.checked = wanted.includes(mark.value);
      isPicked ||= mark.checked;
    }
    for (const control of controls)
      if (!isMark(control) && stored(key, control.value) !== value) control.value = isPicked ? "" : shown(value);
    flag(controls[0]?.closest(".crit"));
  }

  /* What the card as a whole shows: answered, with a reason, its comment open. */
  function flag(card) {
    if (!card) return;
    const names = [...card.elements].map((control) => control.name);
    const has = (end) => names.some((name) => name.endsWith(end) && (values.get(name) ?? "") !== "");
    const isCriterion = names.some((name) => name.endsWith(".state"));
    card.toggleAttribute("data-done", isCriterion ? has(".value") || has(".state") : has(""));
    card.classList.toggle("has-reason", has(".reason"));
    if (has(".comment")) card.querySelector("details.comment").open = true;
  }

  function write({ target }) {
    if (!isReady || !OURS.test(target.name ?? "")) return;
    const controls = [target, ...(target.closest(".crit")?.elements ?? [])];
    for (const key of new Set(controls.map((control) => control.name).filter((name) => OURS.test(name)))) {
      const value = valueOf(key, target);
      if (!ja.store.same(value, values.get(key))) ja.write(key, value);
    }
  }

  document.addEventListener("input", write);
  document.addEventListener("change", write);
  document.addEventListener("ja:value", ({ detail }) => {
    if (detail.from !== "here") paint(detail.key);
    else flag(document.getElementsByName(detail.key)[0]?.closest(".crit"));
  });

  const isTouched = (control) =>
    isMark(control) ? control.checked !== control.defaultChecked : control.value !== (control.defaultValue ?? control.value);

  /* The database leads; what only the server had written on the page is taken over from it. What was
     touched before this stood ready is told again: it is written now. */
  document.addEventListener("ja:ready", () => {
    isReady = true;
    const controls = [...document.querySelectorAll(".crit")].flatMap((card) => [...card.elements]);
    const early = controls.filter(isTouched);
    const names = new Set(early.map(({ name }) => name));
    for (const name of names) if (OURS.test(name) && !values.has(name)) values.set(name, {}); // differs from anything
    for (const { name } of controls) {
      if (!OURS.test(name) || names.has(name)) continue;
      names.add(name);
      if (values.has(name)) paint(name);
      else {
        const value = valueOf(name);
        if (value !== null) values.set(name, value);
      }
    }
    for (const control of early) control.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();

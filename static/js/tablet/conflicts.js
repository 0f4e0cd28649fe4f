/* A field that was answered differently on two devices: both are shown, one tap settles it. */
(() => {
  "use strict";
  const { visit, values, store, say } = ja;
  const box = document.querySelector("[data-conflicts]");
  const isText = (key) => /\.(reason|comment)$/.test(key) || visit.words?.[key]?.[3] === "words";

  /* A value in the words of its question. */
  function shown(key, value) {
    const label = document.querySelector(`label[for="${CSS.escape(`${key}=${value}`)}"]`);
    if (label) return label.innerText.trim();
    if (key.endsWith(".state") && value) return say(value);
    if (value && typeof value === "object") return value.deleted ? say("deleted") : (value.wording ?? value.what ?? "");
    const options = visit.words?.[key]?.[2] ?? {};
    const words = [].concat(value ?? []).map((item) => options[item] ?? String(item).replace(".", visit.decimal));
    return words.join(", ") || say("blank");
  }

  // A side has a key of its own: an answer may stand against "does not apply".
  async function settle({ id, kept, other }, key, value) {
    const rest = (await store.conflicts(visit.id)).filter((item) => item.id !== id);
    await ja.write(key, value, { resolves: [kept.id, other.id] });
    await store.keep(`conflicts:${visit.id}`, rest);
    document.dispatchEvent(new CustomEvent("ja:value", { detail: { key, value, from: "conflict" } }));
    draw(rest);
  }

  function button(words, look, deed) {
    const made = ja.el("button", { type: "button", className: `btn ${look}`, textContent: words });
    made.addEventListener("click", deed);
    return made;
  }

  function line(conflict) {
    const { key, kept, other } = conflict;
    const question = /^c\./.test(key) ? key.replace(/\.[a-z]+$/, ".value") : key;
    const [number, text] = ja.words(question);
    const time = (side) => new Date(side.at).toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
    const side = (one, words) => `${say(words, { value: shown(one.key, one.value) })} · ${[one.by, time(one)].filter(Boolean).join(" ")}`;
    const deeds = [
      button(side(kept, "keep"), "btn-primary", () => settle(conflict, kept.key, kept.value)),
      button(side(other, "use"), "", () => settle(conflict, other.key, other.value)),
    ];
    if (isText(key) && kept.value && other.value)
      deeds.push(button(say("keep_both"), "", () => settle(conflict, key, `${kept.value}\n${other.value}`)));
    const head = ja.el("p", {}, ja.el("span", { className: "num" }, number), " ", ja.el("strong", {}, text));
    return ja.el("li", {}, head, ja.el("div", { className: "sides" }, ...deeds));
  }

  async function draw(given) {
    if (!ja.isOn) return;
    const found = Array.isArray(given) ? given : await store.conflicts(visit.id);
    ja.conflicts = found.length;
    if (box) {
      box.hidden = !found.length;
      box.querySelector("ul").replaceChildren(...found.map(line));
    }
    for (const card of document.querySelectorAll(".crit.torn")) card.classList.remove("torn");
    for (const { key } of found)
      document.getElementsByName(key)[0]?.closest(".crit")?.classList.add("torn");
    ja.emit("ja:progress", {});
  }

  ja.drawConflicts = draw;
  if (ja.isOn) draw();
  document.addEventListener("ja:conflict", ({ detail }) => draw(detail.conflicts));
})();

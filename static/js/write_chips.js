/* The search for a figure, an answer, a quote, a photo or a reusable finding: type, arrows, Enter. */

export function makePicker({ dialog, url, words, onChip, onBlocks }) {
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  let options = [];
  let at = -1;
  let asked = 0;
  let timer;

  function point(to) {
    at = options.length ? (to + options.length) % options.length : -1;
    options.forEach((one, index) => one.dom.setAttribute("aria-selected", String(index === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", options[at].dom.id);
      options[at].dom.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function option(label, shown, choose) {
    const dom = document.createElement("div");
    dom.setAttribute("role", "option");
    dom.id = `picker-${options.length}`;
    const name = document.createElement("span");
    name.textContent = label;
    const value = document.createElement("strong");
    value.textContent = shown;
    dom.append(name, value);
    const pick = () => { dialog.close(); choose(); };
    dom.addEventListener("click", pick);
    options.push({ dom, pick });
    list.append(dom);
  }

  async function search() {
    const turn = ++asked;
    const answer = await fetch(`${url}?q=${encodeURIComponent(input.value)}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || turn !== asked) return;
    const found = await answer.json();
    list.replaceChildren();
    options = [];
    for (const fact of found.facts) option(fact.label, fact.shown, () => onChip(fact));
    for (const one of found.snippets) option(words.snippet, one.title, () => onBlocks(one.content));
    if (!options.length) list.textContent = words.nothing;
    point(options.length ? 0 : -1);
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 150); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") point(at + 1);
    else if (event.key === "ArrowUp") point(at - 1);
    else if (event.key === "Enter") options[at]?.pick();
    else return;
    event.preventDefault();
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  return () => { input.value = ""; dialog.showModal(); search(); };
}

/* One short question: the address of a link, what is to be done. */
export function makeAsker(dialog) {
  const label = dialog.querySelector("label");
  const input = dialog.querySelector("input");
  let answer = () => {};
  const done = () => {
    const value = input.value.trim();
    dialog.close();
    if (value) answer(value);
  };
  dialog.querySelector("[data-ok]").addEventListener("click", done);
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); done(); }
  });
  return (what, then) => {
    label.textContent = label.dataset[what];
    input.value = what === "link" ? "https://" : "";
    answer = then;
    dialog.showModal();
  };
}

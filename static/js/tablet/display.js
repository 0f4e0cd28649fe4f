/* Comfort at typed numbers: − and + beside the field. Until one is touched nothing is set. */
(() => {
  "use strict";
  const { say } = ja;

  function step(field, by) {
    const plain = Number(field.value.replace(",", ".").replace("−", "-"));
    const low = Number(field.dataset.min ?? 0);
    const high = Number(field.dataset.max ?? Infinity);
    const from = field.value.trim() && !Number.isNaN(plain) ? plain + by : by > 0 ? Math.max(low, 1) : low;
    const value = Math.min(high, Math.max(low, Math.round(from * 1000) / 1000));
    field.value = String(value).replace(".", ja.visit.decimal);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    ja.announce(field.value);
  }

  document.addEventListener("ja:ready", () => {
    for (const field of document.querySelectorAll(".affix > input[inputmode]")) {
      if (field.closest(".typed").querySelector("[data-clock]")) continue;
      const make = (by, words) => {
        const button = ja.el("button", { type: "button", className: "step-by", textContent: words });
        button.setAttribute("aria-label", say(by > 0 ? "more" : "less"));
        button.addEventListener("click", () => step(field, by));
        return button;
      };
      field.before(make(-1, "−"));
      (field.nextElementSibling ?? field).after(make(1, "+"));
    }
  });
})();

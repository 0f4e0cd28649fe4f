/* A stage that opens some days after the visit, by the server's clock; and one in which nothing
   could be observed. The rules of audits/queries/opening.py. */
(() => {
  "use strict";
  const { visit, values } = ja;

  async function gate() {
    const box = document.querySelector("[data-opens]");
    const start = values.get("visit.started") || visit.started;
    if (!box || !start) return;
    const day = new Date(start);
    day.setHours(24 * box.dataset.opens, 0, 0, 0);
    const skew = (ja.isOn && (await ja.store.meta("skew"))) || 0;
    box.hidden = Date.now() + skew * 60000 >= day;
    box.nextElementSibling.hidden = !box.hidden;
    box.querySelector("time").textContent = day.toLocaleDateString(document.documentElement.lang);
  }

  document.addEventListener("ja:ready", gate);
  document.addEventListener("visibilitychange", gate);
  document.addEventListener("ja:go", (event) => {
    if (event.detail.place !== "unseen") return;
    event.preventDefault();
    for (const box of document.querySelectorAll("[data-cards] [value=not_observed]"))
      if (!box.checked && !box.closest(".crit").hidden) box.click();
  });
})();

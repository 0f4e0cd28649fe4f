/* Stages that open some days after the visit, by the server's clock: locked in the row of pages, on
   their own page and in the sheets until then; and one in which nothing could be observed. The rules
   of audits/queries/opening.py. Loaded where a visit has such a stage. */
(() => {
  "use strict";
  const { visit, values } = ja;
  const language = document.documentElement.lang;
  const rings = new Map(); // ring and words of the steps that are locked
  let skew = 0;

  /* The day on which a part opens, while that lies ahead; else null. */
  ja.opens = (place) => {
    const { after } = visit.parts.find((part) => part.place === place) ?? {};
    const start = values.get("visit.started") || visit.started;
    if (!after || !start) return null;
    const day = new Date(start);
    day.setHours(24 * after, 0, 0, 0);
    return Date.now() + skew * 60000 < day ? day : null;
  };
  const told = (day) => day.toLocaleDateString(language);

  function lock(step) {
    const icon = document.querySelector("svg use").closest("svg").cloneNode(true);
    const use = icon.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, "#lock"));
    icon.setAttribute("class", "icon");
    const ring = step.querySelector(".ring");
    rings.set(step, [ring, step.querySelector("small").textContent]);
    ring.replaceWith(icon);
  }

  function drawStep(item) {
    const step = item.querySelector(".step");
    const day = ja.opens(item.dataset.place);
    const isLocked = rings.has(step);
    if (day && !isLocked && step.querySelector(".ring")) lock(step);
    if (!day && isLocked) {
      const [ring, words] = rings.get(step);
      step.querySelector(".icon").replaceWith(ring);
      step.querySelector("small").textContent = words;
      rings.delete(step);
    }
    if (rings.has(step)) step.querySelector("small").textContent = ja.say("opens", { day: told(day) });
    if (day || isLocked) step.classList.toggle("locked", Boolean(day));
  }

  function drawPage() {
    const box = document.querySelector("[data-opens]");
    if (!box) return;
    const day = ja.opens(visit.place);
    box.hidden = !day;
    box.nextElementSibling.hidden = Boolean(day);
    if (day) box.querySelector("time").textContent = told(day);
  }

  async function gate() {
    skew = (ja.isOn && (await ja.store.meta("skew"))) || 0;
    drawPage();
    for (const item of document.querySelectorAll(".stepper [data-place]")) drawStep(item);
  }

  document.addEventListener("ja:ready", gate);
  document.addEventListener("ja:value", ({ detail }) => detail.key === "visit.started" && gate());
  document.addEventListener("visibilitychange", gate);
  document.addEventListener("ja:go", (event) => {
    if (event.detail.place !== "unseen") return;
    event.preventDefault();
    for (const box of document.querySelectorAll("[data-cards] [value=not_observed]"))
      if (!box.checked && !box.closest(".crit").hidden) box.click();
  });
})();

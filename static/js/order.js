/* Things are dragged into order by their grip, with the mouse, a finger or a pen. The places that the
   form sends follow; its button saves them, as it saves what was typed. Without script, and for the
   keyboard, there are the numbers and the buttons. */

const EDGE = 90; // so near to the border of the window it scrolls, in pixels
const STEP = 14;

for (const list of document.querySelectorAll("[data-order]")) order(list);

function order(list) {
  const form = list.closest("form");
  const status = form.querySelector("[data-order-status]");
  const items = () => [...list.children];
  let held = null; // { item, grip, pointer, y, before }
  let isChanged = false;

  for (const item of items()) {
    const grip = item.querySelector("[data-grip]");
    grip.hidden = false;
    grip.addEventListener("pointerdown", (event) => take(event, item, grip));
    grip.addEventListener("pointermove", (event) => { if (held?.pointer === event.pointerId) { held.y = event.clientY; place(); } });
    grip.addEventListener("pointerup", () => drop());
    grip.addEventListener("pointercancel", () => drop({ isBack: true }));
  }
  document.addEventListener("keydown", (event) => { if (held && event.key === "Escape") { event.preventDefault(); drop({ isBack: true }); } });
  form.addEventListener("submit", () => { isChanged = false; });
  addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });

  function take(event, item, grip) {
    if (held || event.button !== 0) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    held = { item, grip, pointer: event.pointerId, y: event.clientY, before: item.nextElementSibling, was: items() };
    item.classList.add("is-held");
    requestAnimationFrame(scroll);
  }

  /* Before the first thing whose middle lies below the pointer; the held one stays out of the count. */
  function place() {
    const next = items().find((one) => {
      const box = one.getBoundingClientRect();
      return one !== held.item && held.y < box.top + box.height / 2;
    }) ?? null;
    if (next === held.item.nextElementSibling) return;
    if (next === null && list.lastElementChild === held.item) return;
    list.insertBefore(held.item, next);
    // A node that moves lets go of the pointer.
    held.grip.setPointerCapture(held.pointer);
  }

  function scroll() {
    if (!held) return;
    const by = held.y < EDGE ? -STEP : held.y > innerHeight - EDGE ? STEP : 0;
    if (by) { scrollBy(0, by); place(); }
    requestAnimationFrame(scroll);
  }

  function drop({ isBack = false } = {}) {
    if (!held) return;
    const { item, was } = held;
    if (isBack) list.append(...was);
    item.classList.remove("is-held");
    held = null;
    if (isBack || items().every((one, at) => one === was[at])) return;
    number();
    isChanged = true;
    status.textContent = form.dataset.wordsMoved
      .replace("%(name)s", item.dataset.name)
      .replace("%(place)s", String(items().indexOf(item) + 1));
    form.querySelector(".form-actions").classList.add("is-needed");
  }

  function number() {
    for (const [at, item] of items().entries()) item.querySelector("input[name$=-place]").value = at + 1;
  }
}

/* By keyboard: inside a card, 1 to 9 pick an answer, 0 or N says “does not apply”, and the next
   question is opened; ? shows the keys. */
(() => {
  "use strict";
  const TYPING = "textarea, select, input:not([type=radio], [type=checkbox])";
  const shown = (card) => !card.hidden;

  function marks(card) {
    const found = [...card.querySelectorAll(":is(.seg, .faces):not(.apart, .never) input")];
    return new Map(found.map((input, index) => [found.length > 7 ? input.value : String(index + 1), input]));
  }

  function move(card) {
    const cards = [...document.querySelectorAll(".crit")].filter(shown);
    const next = cards[cards.indexOf(card) + 1];
    const control = next?.querySelector("input:checked, input, textarea");
    if (!control) return;
    control.focus({ preventScroll: true, focusVisible: true });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    next.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  }

  document.addEventListener("keydown", (event) => {
    const card = event.target.closest?.(".crit");
    if (!card || event.ctrlKey || event.altKey || event.metaKey || event.target.matches(TYPING)) return;
    if (event.key === "?") return document.getElementById("keys-sheet")?.showModal();
    const isNone = event.key.toLowerCase() === "n" || (event.key === "0" && !marks(card).has("0"));
    const mark = isNone ? card.querySelector("input.why") : marks(card).get(event.key);
    if (!mark) return;
    event.preventDefault();
    if (!mark.checked) mark.click();
    if (mark.type === "radio") move(card);
    else if (isNone) card.querySelector(".reason textarea")?.focus();
  });
})();

/* Comfort on the pages of a visit. Everything works without it. */

const sheet = document.getElementById("sheet");

function untick(card, selector, except) {
  for (const input of card.querySelectorAll(selector)) if (input !== except) input.checked = false;
}

/* An answer and “does not apply” exclude each other as soon as one is tapped. */
function exclude(input) {
  const card = input.closest(".crit");
  if (!card || !input.checked) return;
  const isWhy = input.matches(".why");
  if (isWhy) untick(card, "input:is([type=radio], [type=checkbox])", input);
  else untick(card, ".why");
  const tone = Number(input.dataset.tone);
  const comment = card.querySelector("details.comment");
  if (comment && input.dataset.tone && tone <= 1) comment.open = true;
}

/* A second tap takes an answer back. */
let before = null;
sheet?.addEventListener("pointerdown", (event) => {
  const radio = event.target.closest("input[type=radio]");
  before = radio?.checked ? radio : null;
});
sheet?.addEventListener("click", (event) => {
  if (event.target.matches("input[type=radio]") && event.target === before) {
    event.target.checked = false;
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
  }
  before = null;
});

/* Leaving with something unsaved asks first; every button of the form saves. With the browser's
   database (js/tablet) everything is saved already. */
let isChanged = false;
sheet?.addEventListener("input", () => (isChanged = true));
sheet?.addEventListener("change", (event) => {
  isChanged = true;
  if (event.target.matches("input[type=radio], input[type=checkbox]")) exclude(event.target);
});
sheet?.addEventListener("submit", () => (isChanged = false));
window.addEventListener("beforeunload", (event) => {
  if (isChanged && !self.ja?.isOn) event.preventDefault();
});

/* The choice of theme and text size, kept on this device. Without it the page follows the
   device, so the controls stay hidden until this module runs. */

const CHOICES = [
  { attribute: "theme", key: "ja-theme", values: ["light", "dark", "dim"] },
  { attribute: "text", key: "ja-text", values: ["l", "xl"] },
];

function choose({ attribute, key, values }, value) {
  const root = document.documentElement;
  if (values.includes(value)) root.dataset[attribute] = value;
  else delete root.dataset[attribute];
  try {
    if (values.includes(value)) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    /* Not kept, but it holds for this page. */
  }
}

function start(choice) {
  const buttons = document.querySelectorAll(`[data-choose-${choice.attribute}]`);
  const wanted = (button) => button.getAttribute(`data-choose-${choice.attribute}`);
  const show = () => {
    const now = document.documentElement.dataset[choice.attribute] ?? "";
    for (const button of buttons) button.setAttribute("aria-pressed", wanted(button) === now);
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      choose(choice, wanted(button));
      show();
    });
  }
  show();
}

for (const choice of CHOICES) start(choice);
for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;

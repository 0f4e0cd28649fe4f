/* Ticks all boxes of a group, or none. Without it each is ticked by hand.
   The buttons are shown here, once they work: on a slow line other scripts run earlier. */

for (const group of document.querySelectorAll("[data-check-all]")) {
  for (const button of group.querySelectorAll("[data-check]")) {
    button.addEventListener("click", () => {
      const on = button.dataset.check === "all";
      for (const box of group.querySelectorAll("input[type=checkbox]")) box.checked = on;
    });
  }
  group.querySelector("[data-check-buttons]").hidden = false;
}

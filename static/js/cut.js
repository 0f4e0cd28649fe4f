/* A frame over each photo whose four edges follow the four numbers, and the other way round: dragged
   with the finger or the mouse, moved with the arrow keys, ten times as far with Shift. */

const OTHER = { left: "right", right: "left", top: "bottom", bottom: "top" };
// An arrow towards the middle of the picture cuts more away.
const INWARD = { left: "ArrowRight", right: "ArrowLeft", top: "ArrowDown", bottom: "ArrowUp" };
const OUTWARD = { left: "ArrowLeft", right: "ArrowRight", top: "ArrowUp", bottom: "ArrowDown" };
const LEAST = 5; // so many percent of a side stay

for (const box of document.querySelectorAll("[data-cut]")) frame(box);

function frame(box) {
  const cut = box.querySelector(".cut");
  const picture = cut.querySelector("img");
  const edges = [...cut.querySelectorAll("[role=slider]")];
  const input = (side) => box.querySelector(`input[name$="cut_${side}"]`);
  const value = (side) => Number(input(side).value) || 0;
  const area = cut.querySelector(".cut-frame");

  function show() {
    for (const edge of edges) {
      const { side } = edge.dataset;
      area.style[side] = `${value(side)}%`;
      edge.setAttribute("aria-valuenow", value(side));
      edge.setAttribute("aria-valuetext", `${value(side)} %`);
    }
  }

  function set(side, wanted) {
    const most = Math.max(0, 100 - LEAST - value(OTHER[side]));
    input(side).value = Math.round(Math.min(most, Math.max(0, wanted)));
    show();
  }

  function onKey(event) {
    const { side } = event.currentTarget.dataset;
    const step = event.shiftKey ? 10 : 1;
    if (event.key === INWARD[side]) set(side, value(side) + step);
    else if (event.key === OUTWARD[side]) set(side, value(side) - step);
    else if (event.key === "Home") set(side, 0);
    else return;
    event.preventDefault();
  }

  function onMove(event) {
    const edge = event.currentTarget;
    if (!edge.hasPointerCapture(event.pointerId)) return;
    const sides = picture.getBoundingClientRect();
    const { side } = edge.dataset;
    const isLevel = side === "left" || side === "right";
    const size = isLevel ? sides.width : sides.height;
    const away = isLevel ? event.clientX - sides.left : event.clientY - sides.top;
    const share = (100 * away) / size;
    set(side, side === "left" || side === "top" ? share : 100 - share);
  }

  for (const edge of edges) {
    edge.addEventListener("keydown", onKey);
    edge.addEventListener("pointerdown", (event) => {
      edge.setPointerCapture(event.pointerId);
      edge.focus();
      event.preventDefault();
    });
    edge.addEventListener("pointermove", onMove);
    input(edge.dataset.side).addEventListener("input", show);
  }
  cut.hidden = false;
  box.querySelector(".hint").hidden = false;
  show();
}

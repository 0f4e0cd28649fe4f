/* A frame over the photo that follows the four numbers, and the other way round. Drawn anew with
   the finger or the mouse; with the keyboard the arrows move it, with Shift they size it. */

const form = document.getElementById("hide");
const picture = document.getElementById("picture");
const NAMES = ["left", "top", "width", "height"];

function read() {
  return NAMES.map((name) => Number(form.elements[name].value.replace(",", ".")) || 0);
}

function write(values) {
  NAMES.forEach((name, index) => (form.elements[name].value = String(Math.round(values[index] * 10) / 10)));
  show();
}

const within = (value, low, high) => Math.min(high, Math.max(low, value));

let frame = null;
function show() {
  read().forEach((value, index) => (frame.style[NAMES[index]] = `${value}%`));
}

/* Where on the picture, in percent of it. */
function at(event) {
  const box = picture.getBoundingClientRect();
  return [
    within(((event.clientX - box.left) / box.width) * 100, 0, 100),
    within(((event.clientY - box.top) / box.height) * 100, 0, 100),
  ];
}

function follow() {
  let from = null;
  picture.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    picture.setPointerCapture(event.pointerId);
    from = at(event);
  });
  picture.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = at(event);
    const [left, top] = [0, 1].map((axis) => Math.min(from[axis], to[axis]));
    write([left, top, Math.max(1, Math.abs(to[0] - from[0])), Math.max(1, Math.abs(to[1] - from[1]))]);
  });
  for (const end of ["pointerup", "pointercancel"]) picture.addEventListener(end, () => (from = null));
}

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function steer(event) {
  const move = MOVES[event.key];
  if (!move) return;
  event.preventDefault();
  const [left, top, width, height] = read();
  if (event.shiftKey) write([left, top, within(width + move[0], 1, 100 - left), within(height + move[1], 1, 100 - top)]);
  else write([within(left + move[0], 0, 100 - width), within(top + move[1], 0, 100 - height), width, height]);
}

if (form) {
  frame = document.createElement("button");
  frame.type = "button";
  frame.className = "hide-frame";
  frame.setAttribute("aria-label", form.dataset.frame);
  frame.addEventListener("keydown", steer);
  picture.append(frame);
  picture.classList.add("live");
  follow();
  form.addEventListener("input", show);
  show();
}

/* Drawing on a photo, and hiding a part of it. Loaded when it is asked for.
   ja.annotate(blob) opens a dialog and gives a new JPEG, or null. What is hidden is gone: the
   pixels under it are worked out anew in a new picture; nothing lies on top that could be lifted. */
(() => {
  "use strict";
  const SIDE = 1600;
  const QUALITY = 0.9;
  const STEP = 0.02; // of the picture's longer side, for one press of an arrow key
  const TOOLS = ["hide", "black", "pen", "arrow", "box"];
  const INK = "#e4002b";

  const say = (name, filled) => ja.say(`photo_${name}`, filled);
  const make = (tag, text, props = {}) => Object.assign(document.createElement(tag), { textContent: text, ...props });

  function canvasOf(width, height) {
    return Object.assign(document.createElement("canvas"), { width, height });
  }

  async function picture(blob) {
    const found = await createImageBitmap(blob, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(found.width, found.height));
    const base = canvasOf(Math.round(found.width * scale), Math.round(found.height * scale));
    base.getContext("2d").drawImage(found, 0, 0, base.width, base.height);
    found.close();
    return base;
  }

  // What the tools do to the pixels

  const rectOf = ({ from, to }, canvas) => {
    const left = Math.max(0, Math.floor(Math.min(from.x, to.x)));
    const top = Math.max(0, Math.floor(Math.min(from.y, to.y)));
    const right = Math.min(canvas.width, Math.ceil(Math.max(from.x, to.x)));
    const bottom = Math.min(canvas.height, Math.ceil(Math.max(from.y, to.y)));
    return { left, top, wide: Math.max(0, right - left), high: Math.max(0, bottom - top) };
  };

  /* Squares of one mean colour each, so large that neither a face nor a word is left. */
  function hide(paper, stroke, canvas) {
    const { left, top, wide, high } = rectOf(stroke, canvas);
    const size = Math.max(24, Math.ceil(Math.max(wide, high) / 8));
    for (let y = top; y < top + high; y += size)
      for (let x = left; x < left + wide; x += size) {
        const [w, h] = [Math.min(size, left + wide - x), Math.min(size, top + high - y)];
        const { data } = paper.getImageData(x, y, w, h);
        const sum = [0, 0, 0];
        for (let i = 0; i < data.length; i += 4) for (const c of [0, 1, 2]) sum[c] += data[i + c];
        paper.fillStyle = `rgb(${sum.map((value) => Math.round((4 * value) / data.length)).join(" ")})`;
        paper.fillRect(x, y, w, h);
      }
  }

  function black(paper, stroke, canvas) {
    const { left, top, wide, high } = rectOf(stroke, canvas);
    paper.fillStyle = "#000";
    paper.fillRect(left, top, wide, high);
  }

  function line(paper, points) {
    paper.beginPath();
    points.forEach(({ x, y }, index) => (index ? paper.lineTo(x, y) : paper.moveTo(x, y)));
    paper.stroke();
  }

  function arrow(paper, { from, to }, canvas, width) {
    const turn = Math.atan2(to.y - from.y, to.x - from.x);
    const head = width * 5;
    const tip = (side) => ({ x: to.x - head * Math.cos(turn + side), y: to.y - head * Math.sin(turn + side) });
    line(paper, [from, to]);
    line(paper, [tip(0.5), to, tip(-0.5)]);
  }

  function box(paper, { from, to }) {
    paper.strokeRect(Math.min(from.x, to.x), Math.min(from.y, to.y), Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  }

  const pen = (paper, { points }) => line(paper, points);
  const DEEDS = { hide, black, pen, arrow, box };

  /* White below, red above: seen on any picture. */
  function apply(paper, stroke, canvas) {
    const width = Math.max(4, Math.max(canvas.width, canvas.height) / 160);
    Object.assign(paper, { lineCap: "round", lineJoin: "round" });
    for (const [colour, more] of [["#fff", 1.8], [INK, 1]]) {
      Object.assign(paper, { strokeStyle: colour, lineWidth: width * more });
      DEEDS[stroke.tool](paper, stroke, canvas, width);
      if (stroke.tool === "hide" || stroke.tool === "black") return;
    }
  }

  function drawn(base, strokes, canvas) {
    const paper = canvas.getContext("2d", { willReadFrequently: true });
    paper.drawImage(base, 0, 0);
    for (const stroke of strokes) apply(paper, stroke, canvas);
    return paper;
  }

  // The dialog

  function choices() {
    const group = make("fieldset", "", { className: "annotate-tools" });
    group.append(make("legend", say("tool"), { className: "vh" }));
    for (const tool of TOOLS) {
      const label = make("label");
      label.append(make("input", "", { type: "radio", name: "annotate-tool", value: tool, checked: tool === "hide" }), make("span", say(`tool_${tool}`)));
      group.append(label);
    }
    return group;
  }

  function open(base, done) {
    const dialog = make("dialog", "", { className: "annotate" });
    const title = make("h2", say("edit"), { id: "annotate-title" });
    const help = make("p", say("help"), { id: "annotate-help", className: "soft small" });
    const canvas = canvasOf(base.width, base.height);
    const news = make("p", "", { className: "vh" });
    news.setAttribute("role", "status");
    dialog.setAttribute("aria-labelledby", title.id);
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", say("picture"));
    canvas.setAttribute("aria-describedby", help.id);
    const tools = choices();
    const undo = make("button", say("undo"), { type: "button", className: "btn", disabled: true });
    const cancel = make("button", say("cancel"), { type: "button", className: "btn btn-quiet" });
    const save = make("button", say("use"), { type: "button", className: "btn btn-primary", disabled: true });
    const deeds = make("div", "", { className: "annotate-deeds" });
    deeds.append(undo, cancel, save);
    dialog.append(title, tools, canvas, help, news, deeds);
    document.body.append(dialog);
    return { dialog, canvas, news, undo, cancel, save, tool: () => tools.querySelector(":checked").value, done };
  }

  ja.annotate = async (blob) => {
    const base = await picture(blob);
    return new Promise((done) => work(base, open(base), done));
  };

  function work(base, { dialog, canvas, news, undo, cancel, save, tool }, done) {
    const strokes = [];
    let going = null; // the stroke under the finger
    let frame = null; // the rectangle of the keyboard
    const reach = Math.max(base.width, base.height) * STEP;

    function show() {
      const paper = drawn(base, going ? [...strokes, going] : strokes, canvas);
      undo.disabled = save.disabled = !strokes.length;
      if (!frame) return;
      Object.assign(paper, { lineWidth: 4, strokeStyle: "#000" });
      paper.setLineDash([]);
      box(paper, frame);
      paper.strokeStyle = "#fff";
      paper.setLineDash([12, 12]);
      box(paper, frame);
      paper.setLineDash([]);
    }

    function put(stroke) {
      strokes.push(stroke);
      news.textContent = say("done", { tool: say(`tool_${stroke.tool}`), number: strokes.length });
    }

    const at = ({ clientX, clientY }) => {
      const place = canvas.getBoundingClientRect();
      return {
        x: ((clientX - place.left) * canvas.width) / place.width,
        y: ((clientY - place.top) * canvas.height) / place.height,
      };
    };

    canvas.onpointerdown = (event) => {
      if (event.button) return;
      canvas.setPointerCapture(event.pointerId);
      frame = null;
      const from = at(event);
      going = { tool: tool(), from, to: from, points: [from] };
    };
    canvas.onpointermove = (event) => {
      if (!going) return;
      going.to = at(event);
      going.points.push(going.to);
      show();
    };
    canvas.onpointerup = () => {
      const { from, to, points } = going ?? { points: [] };
      const isStroke = points.length > 1 && Math.hypot(to.x - from.x, to.y - from.y) + points.length > 5;
      if (isStroke) put(going);
      going = null;
      show();
    };
    canvas.onpointercancel = () => {
      going = null;
      show();
    };

    /* A rectangle in the middle; arrows move it, with Shift they size it, Enter uses it. */
    function framed() {
      const [x, y] = [base.width / 2, base.height / 2];
      return { from: { x: x * 0.7, y: y * 0.7 }, to: { x: x * 1.3, y: y * 1.3 } };
    }

    const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

    canvas.onkeydown = (event) => {
      const move = MOVES[event.key];
      if (move) {
        frame ??= framed();
        const corners = event.shiftKey ? [frame.to] : [frame.from, frame.to];
        for (const corner of corners) {
          corner.x = Math.min(base.width, Math.max(0, corner.x + move[0] * reach));
          corner.y = Math.min(base.height, Math.max(0, corner.y + move[1] * reach));
        }
      } else if (event.key === "Enter" || event.key === " ") {
        frame ??= framed();
        const { from, to } = structuredClone(frame);
        put({ tool: tool(), from, to, points: [from, to] });
      } else return;
      event.preventDefault();
      show();
    };
    canvas.onfocus = () => {
      if (canvas.matches(":focus-visible")) frame ??= framed();
      show();
    };
    canvas.onblur = () => {
      frame = null;
      show();
    };

    undo.onclick = () => {
      strokes.pop();
      news.textContent = say("undone");
      show();
      if (undo.disabled) canvas.focus();
    };
    function end(result) {
      dialog.close();
      dialog.remove();
      before?.focus();
      done(result);
    }
    cancel.onclick = () => end(null);
    dialog.oncancel = (event) => {
      event.preventDefault();
      end(null);
    };
    save.onclick = () => {
      save.disabled = true;
      const made = canvasOf(base.width, base.height);
      drawn(base, strokes, made);
      made.toBlob(end, "image/jpeg", QUALITY);
    };

    const before = document.activeElement;
    show();
    dialog.showModal();
  }
})();

/* A stopwatch at every question that asks for seconds or minutes. Only the times are stored, under
   t.<criterion>, so that a killed browser loses nothing and the clock runs on every page. */
(() => {
  "use strict";
  const { values, say } = ja;
  const mini = document.querySelector("[data-mini]");
  const boxes = [...document.querySelectorAll("[data-clock]")];

  const seconds = ({ start, stop }) => Math.max(0, Math.floor((Date.parse(stop ?? new Date()) - Date.parse(start)) / 1000));
  function shown(total) {
    const [hours, rest] = [Math.floor(total / 3600), total % 3600];
    const two = (n) => String(n).padStart(2, "0");
    const minutes = Math.floor(rest / 60);
    return hours ? `${hours}:${two(minutes)}:${two(rest % 60)}` : `${minutes}:${two(rest % 60)}`;
  }
  const at = (code) => values.get(`t.${code}`);
  const isRunning = (clock) => clock?.start && !clock.stop && !clock.deleted;
  const running = () => [...values].filter(([key, clock]) => key.startsWith("t.") && isRunning(clock));

  /* The result in the unit of the question: whole seconds, minutes to a tenth. */
  function finish(box, clock) {
    const unit = Number(box.dataset.unit);
    const field = document.getElementById(`c.${box.dataset.clock}.value`);
    const isWhole = unit === 1 || field?.inputMode === "numeric";
    const value = isWhole ? Math.round(seconds(clock) / unit) : Math.round((seconds(clock) / unit) * 10) / 10;
    ja.write(`c.${box.dataset.clock}.state`, null);
    ja.write(`c.${box.dataset.clock}.value`, value);
    ja.emit("ja:value", { key: `c.${box.dataset.clock}.value`, value, from: "clock" });
    ja.emit("ja:value", { key: `c.${box.dataset.clock}.state`, value: null, from: "clock" });
  }

  function tap(box) {
    const code = box.dataset.clock;
    const clock = at(code);
    const now = new Date().toISOString();
    if (!isRunning(clock)) return ja.write(`t.${code}`, { start: now, stop: null });
    const done = { ...clock, stop: now };
    ja.write(`t.${code}`, done);
    return finish(box, done);
  }

  function draw() {
    for (const box of boxes) {
      const clock = at(box.dataset.clock);
      const time = clock?.start && !clock.deleted ? shown(seconds(clock)) : "0:00";
      const output = box.querySelector("output");
      if (output.textContent !== time) output.textContent = time;
      const words = say(isRunning(clock) ? "clock_stop" : clock?.start ? "clock_again" : "clock_start");
      const button = box.querySelector("button span");
      if (button.textContent !== words) button.textContent = words;
      box.classList.toggle("runs", Boolean(isRunning(clock)));
    }
    const [first] = running();
    if (mini) {
      mini.hidden = !first;
      if (first) {
        mini.querySelector("output").textContent = shown(seconds(first[1]));
        mini.value = place(first[0].slice(2));
      }
    }
    clearTimeout(timer);
    if (first) timer = setTimeout(draw, 1000 - (Date.now() % 1000));
  }
  let timer = 0;

  /* The mini clock leads to the question whose clock runs. */
  function place(code) {
    const part = ja.visit.parts.find((item) => item.questions.some(({ key }) => key === `c.${code}.value`));
    return part ? `${part.place}:${code}` : "save";
  }

  for (const box of boxes) box.querySelector("button").addEventListener("click", () => tap(box));
  document.addEventListener("ja:ready", () => {
    if (!ja.isOn) return;
    for (const box of boxes) box.hidden = false;
    draw();
  });
  document.addEventListener("ja:value", ({ detail }) => detail.key.startsWith("t.") && draw());
})();

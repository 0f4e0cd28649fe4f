/* The review, computed on this device: how far each part is, what is missing, what is where. */
(() => {
  "use strict";
  const { visit, store, sync, say } = ja;
  const NUMBERS = ["na", "unseen", "comments", "photos"];
  let missing = 0;

  function drawPart(row) {
    const part = visit.parts.find((item) => item.place === row.dataset.part);
    const found = ja.progress(part);
    missing += found.missing.length;
    ja.ring(row.querySelector(".ring"), found.percent);
    row.querySelector("[data-count]").textContent = say("done_of", found);
    for (const name of NUMBERS) {
      const cell = row.querySelector(`[data-n=${name}]`);
      if (!cell) continue;
      cell.textContent = found[name] || "–";
      cell.classList.toggle("none", !found[name]);
    }
    const first = found.missing[0];
    const link = first ? ja.leftItem(first, part.url).firstChild : null;
    if (link) {
      link.className = "left";
      link.replaceChildren(say("left", { n: found.missing.length }), ja.el("span", { className: "vh" }, ` ${part.name}`));
    }
    row.querySelector("[data-left-of]").replaceChildren(...(link ? [link] : []));
    return found.missing.map((item) => ja.leftItem(item, part.url));
  }

  async function drawReady() {
    const list = document.querySelector("[data-waits]");
    if (!list) return;
    const [counts, photos] = [await store.counts(visit.id), await store.photos(visit.id)];
    const waiting = photos.filter(({ state }) => state !== "done").length;
    const lines = [
      [!missing, missing ? say("n_missing", { n: missing }) : say("all_answered")],
      [!ja.conflicts, ja.conflicts ? say("n_conflicts", { n: ja.conflicts }) : ""],
      [!counts.answers, counts.answers ? say("answers_wait", { n: counts.answers }) : say("answers_there")],
      [!waiting, photos.length ? say(waiting ? "photos_wait" : "photos_there", { n: waiting || photos.length }) : ""],
    ];
    const item = ([isDone, words]) => ja.el("li", { className: isDone ? "" : "open" }, ja.icon(isDone ? "check" : "clock"), ja.el("span", {}, words));
    list.replaceChildren(...lines.filter(([, words]) => words).map(item));
  }

  function draw() {
    if (!ja.isKnown) return;
    missing = 0;
    const items = [...document.querySelectorAll("[data-part]")].flatMap(drawPart);
    const box = document.querySelector("[data-missing]");
    box.hidden = !items.length;
    box.querySelector("ul").replaceChildren(...items);
    box.querySelector("summary").textContent = say("n_missing", { n: items.length });
    for (const fault of document.querySelectorAll(".send .field-error")) fault.hidden = true;
    drawReady();
  }

  // Sending

  ja.send = async (form) => {
    const ended = new Date(form.elements.ended_at?.value ?? "");
    if (!Number.isNaN(ended.getTime())) await ja.write("visit.ended", ended.toISOString());
    if (!(await ja.flush())) return;
    const wish = `wish:${visit.id}`;
    await store.keep(wish, true);
    tell("sending_visit");
    let state = await sync.now([visit.id]);
    if (state === "ok" && (await store.meta(wish))) state = await sync.now([visit.id]); // was under way
    if (state !== "busy" && (await store.meta(wish))) tell("wish");
  };

  function tell(name) {
    const box = document.querySelector("[data-say]");
    box.hidden = false;
    box.textContent = say(name);
  }

  /* Nothing is sent while something is open: the way leads there instead. */
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "send" || !ja.isOn || !(missing || ja.conflicts)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const box = document.querySelector(ja.conflicts ? "[data-conflicts]" : "[data-missing]");
    if (box.open === false) box.open = true;
    box.querySelector("ul a, ul button").focus();
    ja.announce(say(ja.conflicts ? "n_conflicts" : "n_missing", { n: ja.conflicts || missing }));
  }, true);

  ja.news.addEventListener("news", ({ detail }) => {
    if (detail.visit !== visit.id || !document.getElementById("send")) return;
    if (detail.what === "submitted") {
      tell("submitted");
      document.getElementById("send").hidden = true;
    }
    if (detail.what === "incomplete") tell("incomplete");
  });
  document.addEventListener("ja:progress", draw);
  document.addEventListener("ja:state", drawReady);
})();

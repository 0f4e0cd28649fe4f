/* The notes at the desk, from the browser's database: choose one or two, then what they are laid
   on. Without this script the form does the same on the server. */
(() => {
  "use strict";
  const { values } = ja;
  const data = JSON.parse(document.getElementById("stamps-data").textContent);
  const { texts, kinds } = data;
  const form = document.getElementById("stamps");
  const list = document.getElementById("stamp-list");
  const between = document.getElementById("between");
  const question = form.elements.question;
  const language = document.documentElement.lang;
  const MINUTE = 60_000;

  const make = (tag, text, props = {}) => Object.assign(document.createElement(tag), { textContent: text, ...props });
  const clock = (iso) => new Date(iso).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const fill = (text, name, value) => text.replace(`%(${name})s`, value);

  const stamps = () =>
    [...values]
      .filter(([key, value]) => key.startsWith("stamp.") && value?.at)
      .map(([key, value]) => ({ id: key.slice(6), ...value }))
      .sort((a, b) => a.at.localeCompare(b.at));

  const chosen = () => {
    const ids = [...form.querySelectorAll("[name=stamps]:checked")].map((box) => box.value);
    return stamps().filter(({ id }) => ids.includes(id));
  };

  function row({ id, at, kind, text }, isChosen) {
    const item = document.createElement("li");
    const label = document.createElement("label");
    const box = make("input", "", { type: "checkbox", name: "stamps", value: id, checked: isChosen });
    const words = make("span", kinds[kind] ? " " : "");
    if (kinds[kind]) words.prepend(make("b", kinds[kind]));
    words.append(text ?? "");
    label.append(box, make("time", clock(at), { dateTime: at }), words);
    item.append(label);
    return item;
  }

  function draw() {
    const ids = chosen().map(({ id }) => id);
    list.replaceChildren(...stamps().map((stamp) => row(stamp, ids.includes(stamp.id))));
    tell();
  }

  const waited = ([first, last]) => Math.abs(new Date(last.at) - new Date(first.at));

  function tell() {
    const found = chosen();
    if (found.length !== 2) return void (between.textContent = found.length || !list.children.length ? "" : texts.none);
    const [minutes, seconds] = [Math.floor(waited(found) / MINUTE), Math.round((waited(found) % MINUTE) / 1000)];
    between.textContent = fill(texts.between, "time", `${minutes}:${String(seconds).padStart(2, "0")}`);
  }

  /* In the question's unit, rounded as audits/queries/stamps.py does. */
  function inUnits(found, [seconds, isWhole]) {
    const units = waited(found) / 1000 / seconds;
    return isWhole ? Math.round(units) : Math.round(units * 10) / 10;
  }

  const said = ({ at, kind, text }) =>
    `${clock(at)} ${[kinds[kind], text].filter(Boolean).join(": ")}`;

  /* What is wrong with the choice, or "". */
  function fault(deed, found) {
    if (!found.length) return texts.choose;
    if (deed === "moment") return "";
    if (!question.value) return texts.question;
    if (deed === "comment") return "";
    if (found.length !== 2) return texts.two;
    return data.seconds[question.value] ? "" : texts.no_time;
  }

  async function lay(deed, found) {
    const code = question.value;
    const key = `c.${code}.${deed === "waiting" ? "value" : "comment"}`;
    const value =
      deed === "waiting"
        ? inUnits(found, data.seconds[code])
        : [values.get(key), ...found.map(said)].filter(Boolean).join("\n");
    const isKept = await ja.write(key, value, { observed: found.at(-1).at });
    const name = question.selectedOptions[0].textContent.trim();
    done(isKept ? fill(texts.laid, "question", name) : texts.lost);
  }

  function done(words) {
    between.textContent = words;
    for (const box of form.querySelectorAll("[name=stamps]")) box.checked = false;
  }

  function moment(found) {
    const kind = found.find(({ kind }) => data.polarities[kind])?.kind;
    const about = {
      polarity: data.polarities[kind] ?? "",
      what: found.map(({ text }) => text).filter(Boolean).join(" "),
      happened_at: found[0].at,
      stage: data.stage,
    };
    ja.emit("ja:go", { place: "incident", about }, true); // the sheet of moments.js
  }

  form.addEventListener("submit", (event) => {
    if (!ja.isOn) return;
    event.preventDefault();
    const deed = event.submitter?.value ?? "comment";
    const found = chosen();
    const wrong = fault(deed, found);
    if (wrong) between.textContent = wrong;
    else if (deed === "moment") moment(found);
    else lay(deed, found);
  });
  form.addEventListener("change", tell);
  document.addEventListener("ja:value", ({ detail }) => {
    if (detail.key.startsWith("stamp.")) draw();
    if (detail.key.startsWith("incident.") && detail.from === "here") done(texts.moment);
  });
  document.addEventListener("ja:ready", () => {
    if (!ja.isOn) return;
    for (const [key, value] of Object.entries(data.stamps)) // what only the server had
      if (!values.has(key)) values.set(key, value);
    draw();
    ja.sync?.now([ja.visit.id]);
  });
})();

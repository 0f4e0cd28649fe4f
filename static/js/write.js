/* The desk: the plain text field becomes an editor, which saves by itself and shows the page beside
   it. Without script the field is there and its button saves. */

import { makeAsker, makePicker } from "write/chips";
import { commands, insertBlocks, insertChip, makeEditor, pressed, setLink, setRemarks } from "write/editor";

const PAUSE = 350; // what counts as a pause in typing, in milliseconds
const AGAIN = 5000;

const form = document.querySelector("[data-write]");
const data = JSON.parse(document.getElementById("write-data").textContent);
const status = form.querySelector("[data-status]");
const words = form.dataset;
const revision = form.elements.revision;
const frame = document.querySelector("[data-frame]");
const body = form.elements.body;
let timer;
let changed = 0; // counts changes …
let saved = 0; // … and up to which one the server has them
let saving = null;

const mount = document.createElement("div");
mount.className = "write-mount";
body.before(mount);
const view = makeEditor({
  mount,
  doc: data.doc,
  values: data.chips,
  words: { todo: words.wordsTodo },
  label: form.querySelector("label[for=body]").textContent,
  language: body.lang,
  onChange: () => {
    changed += 1;
    status.textContent = words.wordsUnsaved;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  },
  onOpenPicker: () => openPicker(),
});
body.hidden = true;
form.querySelector("[data-plain]").hidden = true;
setRemarks(view, data.remarks);

function letter() {
  const sent = new FormData(form);
  sent.delete("body");
  sent.set("doc", JSON.stringify(view.state.doc.toJSON()));
  sent.set("revision", revision.value);
  return sent;
}

async function save() {
  clearTimeout(timer);
  if (saving) return saving.then(() => (saved < changed ? save() : undefined));
  const upTo = changed;
  status.textContent = words.wordsSaving;
  saving = send(upTo);
  try { await saving; } finally { saving = null; }
  if (saved < changed && !timer) timer = setTimeout(save, PAUSE);
  return undefined;
}

async function send(upTo) {
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: letter(), headers: { Accept: "application/json" } });
  } catch {
    answer = null;
  }
  timer = 0;
  if (!answer || !answer.ok || answer.redirected) {
    const faults = answer?.status === 400 ? (await answer.json()).faults : null;
    status.textContent = faults ? faults.join(" ") : words.wordsFailed;
    if (!faults) timer = setTimeout(save, AGAIN);
    return;
  }
  const told = await answer.json();
  saved = upTo;
  status.textContent = told.words;
  if (told.is_aside) { status.classList.add("note-bad"); return; }
  revision.value = told.revision;
  document.querySelector("[data-checks]").innerHTML = told.checks;
  const state = document.querySelector("[data-state]");
  if (state) state.textContent = told.status;
  if (saved === changed) setRemarks(view, told.remarks);
  show(told.page);
}

/* Only the inside of the page is replaced, so that it stays where it was scrolled to. */
function show(html) {
  if (!frame.contentDocument) return;
  const page = new DOMParser().parseFromString(html, "text/html");
  const old = frame.contentDocument.querySelector("main");
  const fresh = page.querySelector("main");
  if (old && fresh) old.replaceWith(frame.contentDocument.adoptNode(fresh));
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  // A draft that nobody has changed is taken as it is.
  changed += 1;
  await save();
  if (saved === changed && !status.classList.contains("note-bad")) location.reload();
});
addEventListener("beforeunload", (event) => {
  if (saved < changed) { save(); event.preventDefault(); }
});

const openPicker = makePicker({
  dialog: form.querySelector("[data-picker]"),
  url: words.facts,
  words: { nothing: words.wordsNothing, snippet: words.wordsSnippet },
  onChip: (fact) => {
    data.chips[fact.key] = { shown: fact.shown, label: fact.label };
    insertChip(view, fact.kind, fact.ref);
  },
  onBlocks: (content) => insertBlocks(view, content),
});
const ask = makeAsker(form.querySelector("[data-asker]"));

const tools = form.querySelector(".write-tools");
tools.hidden = false;
const special = {
  chip: () => openPicker(),
  link: () => ask("link", (href) => { if (/^(https:\/\/.|mailto:.)/.test(href)) setLink(view, href); }),
  todo: () => ask("todo", (what) => insertChip(view, "todo", what.replace(/[{}]/g, ""))),
};
tools.addEventListener("click", (event) => {
  const name = event.target.closest("[data-command]")?.dataset.command;
  if (!name) return;
  if (special[name]) special[name]();
  else { commands[name](view.state, view.dispatch.bind(view)); view.focus(); }
});
view.dom.addEventListener("write:selection", () => {
  for (const name of Object.keys(pressed)) {
    tools.querySelector(`[data-command=${name}]`).setAttribute("aria-pressed", String(pressed[name](view.state)));
  }
});
/* One of the buttons is reached by Tab; arrow keys walk along them, as in every toolbar. */
const buttons = [...tools.querySelectorAll("button")];
const reach = (one) => { for (const button of buttons) button.tabIndex = button === one ? 0 : -1; };
reach(buttons[0]);
tools.addEventListener("focusin", (event) => reach(event.target));
tools.addEventListener("keydown", (event) => {
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  buttons.at(to % buttons.length).focus();
  event.preventDefault();
});
form.querySelector("[data-keep]").addEventListener("click", (event) => {
  const block = view.state.selection.$from.parent;
  const text = block.textBetween(0, block.content.size, "\n", (leaf) => (leaf.type.name === "chip" ? `{{${leaf.attrs.kind}:${leaf.attrs.ref}}}` : ""));
  event.currentTarget.href = `${event.currentTarget.href.split("=")[0]}=${encodeURIComponent(text)}`;
});

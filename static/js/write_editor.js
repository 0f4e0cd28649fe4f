/* The rich text of a section: paragraphs, lists, stress, links and chips, and nothing else. */

import { baseKeymap, toggleMark } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { Schema } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { EditorState, Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { group: "block", content: "inline*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    bullet_list: { group: "block", content: "list_item+", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
    ordered_list: { group: "block", content: "list_item+", parseDOM: [{ tag: "ol" }], toDOM: () => ["ol", 0] },
    list_item: { content: "paragraph+", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    text: { group: "inline" },
    hard_break: {
      group: "inline", inline: true, selectable: false,
      parseDOM: [{ tag: "br" }], toDOM: () => ["br"],
    },
    chip: {
      group: "inline", inline: true, atom: true,
      attrs: { kind: {}, ref: {} },
      parseDOM: [{
        tag: "span[data-kind]",
        getAttrs: (dom) => ({ kind: dom.dataset.kind, ref: dom.dataset.ref }),
      }],
      toDOM: (node) => ["span", { "data-kind": node.attrs.kind, "data-ref": node.attrs.ref }],
      leafText: (node) => `{{${node.attrs.kind}:${node.attrs.ref}}}`,
    },
  },
  marks: {
    link: {
      attrs: { href: {} }, inclusive: false,
      parseDOM: [{
        tag: "a[href]",
        getAttrs: (dom) => (/^(https:|mailto:)/.test(dom.getAttribute("href"))
          ? { href: dom.getAttribute("href") } : false),
      }],
      toDOM: (mark) => ["a", { href: mark.attrs.href, rel: "noopener" }, 0],
    },
    strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
    em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  },
});

const marksKey = new PluginKey("marks");

/* A text block counts when the server would keep it; leading space is not counted there. */
function places(doc) {
  const found = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    let full = false;
    node.forEach((child) => { if (child.type === schema.nodes.chip || child.text?.trim()) full = true; });
    if (full) {
      const first = node.firstChild;
      const lead = first.isText ? first.text.length - first.text.trimStart().length : 0;
      found.push({ from: pos + 1 + lead, to: pos + 1 + node.content.size });
    }
    return false;
  });
  return found;
}

function decorations(doc, remarks) {
  const blocks = places(doc);
  return DecorationSet.create(doc, remarks.flatMap((one) => {
    const block = blocks[one.paragraph];
    if (!block) return [];
    const from = Math.min(block.from + one.start, block.to);
    const to = Math.min(block.from + one.end, block.to);
    return from < to ? [Decoration.inline(from, to, { class: `mark-${one.kind}` })] : [];
  }));
}

const marking = new Plugin({
  key: marksKey,
  state: {
    init: () => DecorationSet.empty,
    apply: (tr, set) => {
      const remarks = tr.getMeta(marksKey);
      return remarks ? decorations(tr.doc, remarks) : set.map(tr.mapping, tr.doc);
    },
  },
  props: { decorations(state) { return marksKey.getState(state); } },
});

/* A chip shows its live value; the words before it are for those who do not see its look. */
function chipView(values, todo) {
  return (node) => {
    const { kind, ref } = node.attrs;
    const known = values[`${kind}:${ref}`];
    const dom = document.createElement("span");
    dom.className = `fact fact-${kind}${known || kind === "todo" ? "" : " fact-gone"}`;
    dom.dataset.kind = kind;
    dom.dataset.ref = ref;
    if (kind === "todo") dom.textContent = `${todo}: ${ref}`;
    else if (kind === "basis") dom.textContent = "⚓";
    else dom.textContent = known ? known.shown || known.label : `${kind}:${ref}`;
    dom.title = known ? known.label : ref;
    return { dom };
  };
}

export function makeEditor({ mount, doc, values, words, label, language, onChange, onOpenPicker }) {
  const openPicker = () => { onOpenPicker(); return true; };
  const item = schema.nodes.list_item;
  const state = EditorState.create({
    doc: schema.nodeFromJSON(doc),
    plugins: [
      history(),
      keymap({
        "Mod-b": toggleMark(schema.marks.strong),
        "Mod-i": toggleMark(schema.marks.em),
        "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo,
        "Mod-j": openPicker,
        Enter: splitListItem(item),
        "Mod-]": sinkListItem(item), "Mod-[": liftListItem(item),
        "Shift-Enter": (now, send) => {
          send?.(now.tr.replaceSelectionWith(schema.nodes.hard_break.create()).scrollIntoView());
          return true;
        },
      }),
      keymap(baseKeymap),
      marking,
    ],
  });
  return new EditorView(mount, {
    state,
    attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label, lang: language, class: "write-rich" },
    nodeViews: { chip: chipView(values, words.todo) },
    // Two braces are the beginning of a chip.
    handleTextInput(view, from, to, typed) {
      const before = view.state.doc.textBetween(Math.max(0, from - 1), from);
      if (typed !== "{" || before !== "{") return false;
      view.dispatch(view.state.tr.delete(from - 1, to));
      return openPicker();
    },
    dispatchTransaction(tr) {
      this.updateState(this.state.apply(tr));
      if (tr.docChanged) onChange();
      this.dom.dispatchEvent(new CustomEvent("write:selection"));
    },
  });
}

export function setRemarks(view, remarks) {
  view.dispatch(view.state.tr.setMeta(marksKey, remarks).setMeta("addToHistory", false));
}

export function insertChip(view, kind, ref) {
  view.dispatch(view.state.tr.replaceSelectionWith(schema.nodes.chip.create({ kind, ref })).scrollIntoView());
  view.focus();
}

export function insertBlocks(view, content) {
  const blocks = schema.nodeFromJSON({ type: "doc", content });
  view.dispatch(view.state.tr.replaceSelection(blocks.slice(0, blocks.content.size)).scrollIntoView());
  view.focus();
}

export function setLink(view, href) {
  const { from, to, empty } = view.state.selection;
  const mark = schema.marks.link.create({ href });
  const tr = empty
    ? view.state.tr.insert(from, schema.text(href, [mark]))
    : view.state.tr.addMark(from, to, mark);
  view.dispatch(tr);
  view.focus();
}

const isIn = (type) => (state) => {
  const { from, to, empty, $from } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks || $from.marks())) : state.doc.rangeHasMark(from, to, type);
};

function listOrLift(type) {
  return (state, dispatch) => wrapInList(type)(state, dispatch) || liftListItem(schema.nodes.list_item)(state, dispatch);
}

export const commands = {
  strong: toggleMark(schema.marks.strong),
  em: toggleMark(schema.marks.em),
  bullets: listOrLift(schema.nodes.bullet_list),
  numbers: listOrLift(schema.nodes.ordered_list),
  undo,
};
export const pressed = { strong: isIn(schema.marks.strong), em: isIn(schema.marks.em) };

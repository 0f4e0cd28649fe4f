"""The text as the page's editor holds it: nodes of a tree in JSON (ProseMirror's shape)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from reports.narrative.markdown import SCHEMES
from reports.narrative.text import Block, Chip, Listing, Paragraph, Run, Text, joined

Node = dict[str, Any]
LISTS = {"bullet_list": False, "ordered_list": True}


class EditorError(ValueError):
    """What came is no text of the editor's."""


def to_editor(text: Text) -> Node:
    blocks = [_node(block) for block in text]
    return {"type": "doc", "content": blocks or [{"type": "paragraph"}]}


def _node(block: Block) -> Node:
    if isinstance(block, Paragraph):
        node: Node = {"type": "paragraph"}
        content = [piece for run in block.runs for piece in _inline(run)]
        return {**node, "content": content} if content else node
    kind = "ordered_list" if block.is_ordered else "bullet_list"
    items = [{"type": "list_item", "content": [_node(one) for one in item]} for item in block.items]
    return {"type": kind, "content": items}


def _inline(run: Run) -> Iterator[Node]:
    marks: list[Node] = []
    if run.href:
        marks.append({"type": "link", "attrs": {"href": run.href}})
    if run.strong:
        marks.append({"type": "strong"})
    if run.em:
        marks.append({"type": "em"})
    styled: Node = {"marks": marks} if marks else {}
    if run.chip:
        yield {"type": "chip", "attrs": {"kind": run.chip.kind, "ref": run.chip.ref}, **styled}
        return
    for number, line in enumerate(run.words.split("\n")):
        if number:
            yield {"type": "hard_break", **styled}
        if line:
            yield {"type": "text", "text": line, **styled}


def from_editor(node: object) -> Text:
    """The text of the editor's document. Raises ``EditorError`` when it is something else."""
    try:
        return tuple(_read_blocks(_content(node, "doc")))
    except (KeyError, TypeError, AttributeError) as fault:
        raise EditorError(str(fault)) from fault


def _content(node: Any, *types: str) -> list[Node]:
    if node["type"] not in types:
        raise EditorError(f"unknown node {node['type']!r}")
    return list(node.get("content", []))


def _read_blocks(nodes: Iterable[Node]) -> Iterator[Block]:
    for node in nodes:
        if node["type"] in LISTS:
            items = (tuple(_paragraphs(item)) for item in _content(node, *LISTS))
            kept = tuple(item for item in items if item)
            if kept:
                yield Listing(LISTS[node["type"]], kept)
        else:
            yield from _paragraph(node)


def _paragraphs(item: Node) -> Iterator[Paragraph]:
    for node in _content(item, "list_item"):
        yield from _paragraph(node)


def _paragraph(node: Node) -> Iterator[Paragraph]:
    runs = joined([_run(piece) for piece in _content(node, "paragraph")])
    if runs:
        yield Paragraph(runs)


def _run(piece: Node) -> Run:
    marks = {mark["type"]: mark for mark in piece.get("marks", [])}
    href = str(marks["link"]["attrs"]["href"]) if "link" in marks else ""
    style = ("strong" in marks, "em" in marks, href if href.startswith(SCHEMES) else "")
    if piece["type"] == "text":
        return Run(str(piece["text"]).replace("\n", " "), None, *style)
    if piece["type"] == "hard_break":
        return Run("\n", None, *style)
    if piece["type"] == "chip":
        attrs = piece["attrs"]
        words = str(attrs["ref"]).replace("{", "(").replace("}", ")").replace("\n", " ").strip()
        return Run("", Chip(str(attrs["kind"]), words[:200]), *style)
    raise EditorError(f"unknown node {piece['type']!r}")

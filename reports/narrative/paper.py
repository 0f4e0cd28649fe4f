"""The text as the document freezes it: safe HTML with every chip as its value, photos by name."""

from __future__ import annotations

import html
from collections.abc import Mapping

import nh3

from reports.document.data import Narrative, NarrativeBlock
from reports.narrative.facts import Fact
from reports.narrative.text import BASIS, TODO, Block, Chip, Listing, Paragraph, Run, Text

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}
PHOTO = "photo"


def narrative(section: str, text: Text, facts: Mapping[str, Fact]) -> Narrative:
    """A section's text with the values of today in it."""
    return Narrative(section, tuple(_block(block, facts) for block in text))


def _block(block: Block, facts: Mapping[str, Fact]) -> NarrativeBlock:
    photo = _photo(block, facts)
    if photo:
        return NarrativeBlock(sha256=photo, plain=_words(block, facts))
    return NarrativeBlock(html=safe(_html(block, facts)), plain=_words(block, facts))


def _photo(block: Block, facts: Mapping[str, Fact]) -> str:
    """The photo of a paragraph that is nothing else."""
    if isinstance(block, Paragraph) and len(block.runs) == 1 and block.chips:
        chip = block.chips[0]
        if chip.kind == PHOTO and chip.key in facts:
            return facts[chip.key].sha256
    return ""


def safe(markup: str) -> str:
    """Nothing but paragraphs, lists, stress and links to the web or to a letter."""
    return nh3.clean(
        markup,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer",
    )


def value(chip: Chip, facts: Mapping[str, Fact]) -> str:
    """What a chip reads as; "" for what is not for paper."""
    if chip.kind in (TODO, BASIS):
        return ""
    fact = facts.get(chip.key)
    return fact.shown if fact else "–"


def readable(text: Text, facts: Mapping[str, Fact]) -> str:
    """As a colleague reads it: values for chips; what is to do or gone stands in brackets."""
    return "\n".join(_words(_spelled(block, facts), facts) for block in text)


def _spelled(block: Block, facts: Mapping[str, Fact]) -> Block:
    if isinstance(block, Listing):
        items = tuple(tuple(_named(one, facts) for one in item) for item in block.items)
        return Listing(block.is_ordered, items)
    return _named(block, facts)


def _named(paragraph: Paragraph, facts: Mapping[str, Fact]) -> Paragraph:
    return Paragraph(
        tuple(
            run if run.chip is None or run.chip.kind == BASIS else Run(_name(run.chip, facts))
            for run in paragraph.runs
        )
    )


def _name(chip: Chip, facts: Mapping[str, Fact]) -> str:
    fact = facts.get(chip.key)
    return (fact.shown or fact.label) if fact else f"[{chip.ref}]"


def _html(block: Block, facts: Mapping[str, Fact]) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_runs(block, facts)}</p>"
    tag = "ol" if block.is_ordered else "ul"
    items = "".join(f"<li>{_item(item, facts)}</li>" for item in block.items)
    return f"<{tag}>{items}</{tag}>"


def _item(item: tuple[Paragraph, ...], facts: Mapping[str, Fact]) -> str:
    if len(item) == 1:
        return _runs(item[0], facts)
    return "".join(f"<p>{_runs(one, facts)}</p>" for one in item)


def _runs(paragraph: Paragraph, facts: Mapping[str, Fact]) -> str:
    return "".join(_run(run, facts) for run in paragraph.runs)


def _run(run: Run, facts: Mapping[str, Fact]) -> str:
    words = value(run.chip, facts) if run.chip else run.words
    markup = html.escape(words).replace("\n", "<br>")
    if not markup:
        return ""
    markup = f"<em>{markup}</em>" if run.em else markup
    markup = f"<strong>{markup}</strong>" if run.strong else markup
    return f'<a href="{html.escape(run.href)}">{markup}</a>' if run.href else markup


def _words(block: Block, facts: Mapping[str, Fact]) -> str:
    if isinstance(block, Listing):
        lead = "{}. " if block.is_ordered else "– "
        items = ("\n".join(_words(one, facts) for one in item) for item in block.items)
        return "\n".join(lead.format(place) + said for place, said in enumerate(items, 1))
    return "".join(value(run.chip, facts) if run.chip else run.words for run in block.runs)

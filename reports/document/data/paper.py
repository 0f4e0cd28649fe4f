"""What the consultant chose and wrote: look, layout, words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """What the figures do not know: the edition, the paper, and whose colours it wears."""

    edition: str = "full"  # full, owner
    paper: str = "a4"  # a4, letter
    house: str = ""  # the consultancy's name
    colour: str = ""  # #rrggbb; "": our own
    accent: str = ""
    client_logo: str = ""  # sha256
    house_logo: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the consultant chose: the order of sections, and what is left out."""

    order: tuple[str, ...] = ()  # keys of sections; one that is not named keeps its place
    out: tuple[str, ...] = ()
    findings_out: tuple[str, ...] = ()  # criteria whose words are not told
    findings: tuple[str, ...] = ()  # criteria in the order in which they are told


@dataclass(frozen=True, slots=True)
class NarrativeBlock:
    """A paragraph or a list as safe HTML, or a photo; ``plain`` is the same without markup."""

    html: str = ""
    sha256: str = ""
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Narrative:
    """What the consultant says in one place of the report, every number in its value of then."""

    section: str  # the anchor of the heading that it stands under
    blocks: tuple[NarrativeBlock, ...]

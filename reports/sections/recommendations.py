"""What to do: incidents first, then what is free, then what costs; each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.document import Recommendation, ReportDocument
from reports.sections import explanation, pictures, wording
from reports.sections.section import Heading, Section

# So many of a tier are told in full, the rest in a short list.
TOLD = {"incident": 6, "free": 5, "costing": 4}
EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """An answer that speaks for the recommendation, with the visits that gave it."""

    visits: str
    display: str
    comment: str


@dataclass(frozen=True, slots=True)
class Card:
    recommendation: Recommendation
    stage: str
    cost: str
    effort: str
    impact: str
    basis: str  # visits k of n
    certainty: str  # the name of its tier
    gain: str  # in a sentence, "" when it brings no points
    places: str  # the sites, "" when there is one
    owner: str
    evidence: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Group:
    tier: str
    name: str
    cards: tuple[Card, ...]
    rest: tuple[Card, ...]


def title(document: ReportDocument) -> str:
    count = len(document.recommendations)
    free = sum(one.cost == "free" for one in document.recommendations)
    values = {"free": free, "count": count}
    if free == count:
        return (
            ngettext(
                "The one recommendation costs nothing",
                "All %(count)s recommendations cost nothing",
                count,
            )
            % values
        )
    if not free:
        return (
            ngettext("%(count)s recommendation", "%(count)s recommendations, dearest last", count)
            % values
        )
    return (
        ngettext(
            "%(free)s of %(count)s recommendations costs nothing: begin there",
            "%(free)s of %(count)s recommendations cost nothing: begin there",
            free,
        )
        % values
    )


def basis(one: Recommendation) -> str:
    if one.is_judgement or not one.visits:
        return _("the consultant’s judgement")
    values = {"short": one.short, "count": one.visits}
    if one.code.startswith("promise-"):
        return (
            ngettext(
                "broken in %(short)s of %(count)s visit",
                "broken in %(short)s of %(count)s visits",
                one.visits,
            )
            % values
        )
    return (
        ngettext(
            "fell short in %(short)s of %(count)s visit",
            "fell short in %(short)s of %(count)s visits",
            one.visits,
        )
        % values
    )


def _evidence(one: Recommendation) -> tuple[Piece, ...]:
    """What was said in words first; bare answers gathered by what was answered."""
    told = [Piece(e.visit, e.display, e.comment) for e in one.evidence if e.comment]
    bare: dict[str, list[str]] = {}
    for evidence in one.evidence:
        if not evidence.comment:
            bare.setdefault(evidence.display, []).append(evidence.visit)
    pieces = [*told, *(Piece(" ".join(visits), words, "") for words, visits in bare.items())]
    return tuple(pieces[:EVIDENCE])


def _cards(document: ReportDocument) -> Iterable[Card]:
    names = wording.stage_names(document)
    for one in document.recommendations:
        yield Card(
            recommendation=one,
            stage=names.get(one.stage, ""),
            cost=document.label("cost", one.cost),
            effort=document.label("degree", one.effort),
            impact=document.label("degree", one.impact),
            basis=basis(one),
            certainty=explanation.tier_name(one.certainty),
            gain=explanation.gain_words(one.gain, one.visits) if one.gain else "",
            places=explanation.places_words(one) if one.places else "",
            owner=explanation.owner_name(one.owner),
            evidence=_evidence(one),
        )


def groups(document: ReportDocument) -> list[Group]:
    names = {
        "incident": _("At once: what must not happen again"),
        "free": _("Free: needs only a decision"),
        "costing": _("Needs money: plan and choose"),
    }
    cards: Sequence[Card] = list(_cards(document))
    found = []
    for tier, name in names.items():
        of_tier = [card for card in cards if card.recommendation.tier == tier]
        if of_tier:
            # No table for a single one.
            told = TOLD[tier] + (len(of_tier) == TOLD[tier] + 1)
            found.append(Group(tier, name, tuple(of_tier[:told]), tuple(of_tier[told:])))
    return found


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    return (Heading("recommendations", _("Recommendations"), title(document)),)


def context(document: ReportDocument) -> Mapping[str, Any]:
    return {
        "groups": groups(document),
        "picture": pictures.matrix(document),
        "what_if": explanation.what_if_words(document),
        "criteria": {one.code for stage in document.stages for one in stage.criteria},
    }


def is_shown(document: ReportDocument) -> bool:
    return bool(document.recommendations)


SECTION = Section("recommendations", headings, context, is_shown)

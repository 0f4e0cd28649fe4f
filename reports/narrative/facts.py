"""Everything a chip can stand for, taken from the document: what it shows, and its fingerprint.

The fingerprint is of the value of record, not of its rounding: a sentence knows that something
behind it moved even when the printed number is the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audits.scoring import UNIT
from reports.document import plan
from reports.document.data import Answer, Criterion, Measure, ReportDocument, Score, Stage
from reports.document.findings import told
from reports.narrative.text import BASIS

QUOTES = {"fi": "”{}”", "sv": "”{}”", "en": "“{}”"}


@dataclass(frozen=True, slots=True)
class Fact:
    """``kind`` and ``variant`` are keys that the page names in its reader's language."""

    key: str  # as in the chip: "score:stage.purchase"
    kind: str
    label: str
    shown: str
    digest: str
    variant: str = ""
    part: int | None = None  # of so many cases: a share's counter …
    whole: int | None = None  # … and denominator
    sha256: str = ""  # of a photo


def digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def number(shown: str, language: str) -> str:
    """A shown number as the language writes it."""
    text = shown.replace("-", "−")
    return text if language == "en" else text.replace(".", ",")


def facts(document: ReportDocument) -> dict[str, Fact]:
    """Every fact of the document by its chip's key."""
    return {fact.key: fact for fact in _Reader(document).all()}


def visits_class(count: int) -> str:
    """What so many visits allow one to say: nothing, one event, some events, a pattern."""
    if count == 0:
        return "none"
    return "one" if count == 1 else "few" if count < 5 else "many"


def order(document: ReportDocument) -> tuple[str, str]:
    """The keys of the best and the weakest stage; both empty when they stand level."""
    known = [one for one in document.stages if one.scores.both.micro is not None]
    ranked = sorted(known, key=lambda one: -(one.scores.both.micro or 0))
    if not ranked or ranked[0].scores.both.shown == ranked[-1].scores.both.shown:
        return "", ""
    return ranked[0].key, ranked[-1].key


def gaps(document: ReportDocument) -> dict[str, int]:
    """Below (−1), as (0) or above (1) what was expected, by stage."""
    return {
        one.key: (one.gap.gap.micro > 0) - (one.gap.gap.micro < 0)
        for one in document.stages
        if one.gap
    }


def reached(document: ReportDocument) -> bool | None:
    return _reaches(document, document.total.both)


def _reaches(document: ReportDocument, score: Score) -> bool | None:
    if document.target is None or not score.shown:
        return None
    return int(score.shown) >= document.target


def is_open(document: ReportDocument) -> bool:
    """The target lies within the range of the total: chance may have decided."""
    total = document.total.both
    if document.target is None or total.low is None or total.high is None:
        return False
    return total.low < document.target * UNIT <= total.high


def scored(document: ReportDocument) -> list[Stage]:
    return [one for one in document.stages if one.scores.both.shown]


def reaching(document: ReportDocument) -> list[str]:
    """The keys of the stages that reach the target."""
    return [one.key for one in scored(document) if _reaches(document, one.scores.both)]


def apart(document: ReportDocument) -> str:
    """The key of the stage whose facts and perceptions differ most; "" when none differ."""

    def difference(stage: Stage) -> int:
        fact, perception = stage.scores.fact, stage.scores.perception
        if not (fact.shown and perception.shown):
            return 0
        return abs(int(fact.shown) - int(perception.shown))

    widest = max(document.stages, key=difference, default=None)
    return widest.key if widest and difference(widest) else ""


def moved(document: ReportDocument, arrow: str) -> list[str]:
    """The stages that have probably changed since the round before: up or down."""
    changes = document.comparison.stages if document.comparison else ()
    return [one.key for one in changes if one.arrow == arrow]


class _Reader:
    def __init__(self, document: ReportDocument) -> None:
        self.document = document
        self.language = document.language

    def all(self) -> Iterator[Fact]:
        yield from self.scores("score:total", self.document.client, self.document.total)
        yield from self.range("total", self.document.client, self.document.total.both)
        yield from self.counts()
        yield from self.changes()
        for stage in self.document.stages:
            yield from self.stage(stage)
        for advice in self.document.recommendations:
            yield self.name("advice", advice.code, advice.title.rstrip("."))
        for site in self.document.sites:
            yield self.name("site", site.key, site.name)
            yield from self.scores(f"score:site.{site.key}", site.name, site.total, whole=False)
        yield from self.events()
        yield from self.photos()
        yield from self.bases()

    def score(self, key: str, label: str, score: Score, variant: str = "") -> Iterator[Fact]:
        if score.shown:
            value = [score.micro, score.visits]
            shown = number(score.shown, self.language)
            yield Fact(key, "score", label, shown, digest(value), variant)

    def scores(
        self,
        key: str,
        label: str,
        scores: object,
        *,
        whole: bool = True,
    ) -> Iterator[Fact]:
        yield from self.score(key, label, scores.both)  # type: ignore[attr-defined]  # Scores
        if whole:
            for variant in ("fact", "perception"):
                yield from self.score(f"{key}.{variant}", label, getattr(scores, variant), variant)

    def measure(self, kind: str, ref: str, label: str, value: Measure | None) -> Iterator[Fact]:
        if value is not None:
            shown = number(value.shown, self.language)
            yield Fact(f"{kind}:{ref}", kind, label, shown, digest(value.micro))

    def range(self, ref: str, label: str, score: Score) -> Iterator[Fact]:
        """The 95 % range of a score, where it has one."""
        if score.low_shown:
            ends = (number(shown, self.language) for shown in (score.low_shown, score.high_shown))
            shown = "–".join(ends)
            yield Fact(f"range:{ref}", "range", label, shown, digest([score.low, score.high]))

    def changes(self) -> Iterator[Fact]:
        """The total before and now, and what the most useful recommendations would have made."""
        document = self.document
        if document.comparison:
            total = document.comparison.total
            for name, shown in (("before", total.before), ("after", total.after)):
                said = number(shown, self.language)
                yield Fact(f"change:{name}", "change", "", said, digest(shown), name)
        if document.what_if:
            yield from self.score("score:what_if", "", document.what_if.after, "what_if")

    def counts(self) -> Iterator[Fact]:
        document = self.document
        method, steps = document.method, plan.planned(document.recommendations)
        counted = {
            "visits": len(document.visits),
            "sites": len({visit.site for visit in document.visits}),
            "criteria": method.criteria,
            "scored": method.scored,
            "facts": method.facts,
            "perceptions": method.perceptions,
            "stages": len(scored(document)),
            "reached": len(reaching(document)),
            "findings": len(told(document)),
            "planned": len(steps),
            "month": sum(one.end <= plan.STEPS[0] for one in steps),
            "recommendations": len(document.recommendations),
            "free": sum(one.cost == "free" for one in document.recommendations),
            "promises": document.promises.made,
            "kept": document.promises.kept,
            "broken": document.promises.broken,
            "failures": len(document.failures),
            "surprises": len(document.surprises),
            "fixed": sum(one.fixed for one in document.failures),
        }
        for name, count in counted.items():
            yield Fact(f"number:{name}", "number", "", str(count), digest(count), name)
        if document.target is not None:
            target = str(document.target)
            yield Fact("number:target", "number", "", target, digest(target), "target")
        if method.recall:
            share = number(method.recall.on_the_spot, self.language)
            yield Fact("number:on_the_spot", "number", "", share, digest(share), "on_the_spot")

    def name(self, kind: str, ref: str, words: str) -> Fact:
        """A name as it is written in the language of the document."""
        return Fact(f"{kind}:{ref}", kind, words, words, digest(words))

    def stage(self, stage: Stage) -> Iterator[Fact]:
        yield self.name("stage", stage.key, stage.name)
        yield from self.scores(f"score:stage.{stage.key}", stage.name, stage.scores)
        yield from self.range(f"stage.{stage.key}", stage.name, stage.scores.both)
        if stage.gap:
            yield from self.measure("gap", stage.key, stage.name, stage.gap.gap)
            yield from self.measure("expected", stage.key, stage.name, stage.gap.expected)
            yield from self.measure("experienced", stage.key, stage.name, stage.gap.experienced)
        if stage.feeling:
            yield from self.measure("feeling", stage.key, stage.name, stage.feeling.mean)
        for quote in stage.quotes:
            yield self.quote(f"quote:{stage.key}.{quote.visit}", "quote", stage.name, quote.text)
        for criterion in stage.criteria:
            yield from self.criterion(criterion)

    def quote(self, key: str, kind: str, label: str, words: str) -> Fact:
        # The full stop is the sentence's, in which the words stand.
        said = words if words.endswith("..") else words.removesuffix(".")
        return Fact(key, kind, label, QUOTES[self.language].format(said), digest(words))

    def criterion(self, criterion: Criterion) -> Iterator[Fact]:
        code, text = criterion.code, criterion.text
        yield self.name("criterion", code, text.rstrip("."))
        yield from self.score(f"score:criterion.{code}", text, criterion.score)
        if criterion.is_scored and criterion.answered:
            yield self.share("full", criterion, criterion.answered - criterion.short)
            yield self.share("short", criterion, criterion.short)
            yield from self.measure("lost", code, text, criterion.lost)
        for answer in criterion.answers:
            yield from self.answer(criterion, answer)

    def share(self, kind: str, criterion: Criterion, part: int) -> Fact:
        whole = criterion.answered
        shown, value = f"{part}/{whole}", [part, whole]
        key = f"{kind}:{criterion.code}"
        return Fact(key, kind, criterion.text, shown, digest(value), "", part, whole)

    def answer(self, criterion: Criterion, answer: Answer) -> Iterator[Fact]:
        ref = f"{answer.visit}.{criterion.code}"
        label = f"{answer.visit} · {criterion.text}"
        if answer.display:
            value = [answer.display, answer.state, answer.micro]
            yield Fact(f"answer:{ref}", "answer", label, answer.display, digest(value))
        if answer.comment:
            yield self.quote(f"comment:{ref}", "comment", label, answer.comment)

    def events(self) -> Iterator[Fact]:
        document = self.document
        for kind, found in (("failure", document.failures), ("surprise", document.surprises)):
            for place, one in enumerate(found, 1):
                yield self.quote(f"{kind}:{place}", kind, f"{one.visit} · {one.site}", one.what)
        for place, promise in enumerate(document.promises.items, 1):
            label = f"{promise.visit} · {promise.site}"
            yield self.quote(f"promise:{place}", "promise", label, promise.wording)

    def photos(self) -> Iterator[Fact]:
        for photo in self.document.photos:
            label = f"{photo.visit} · {photo.caption}" if photo.caption else photo.visit
            key = f"photo:{photo.sha256}"
            fingerprint = digest(photo.sha256)
            yield Fact(key, "photo", label, photo.caption, fingerprint, sha256=photo.sha256)

    def bases(self) -> Iterator[Fact]:
        """What the words of a sentence rest on when no number of it says so."""
        document = self.document
        resting: Mapping[str, object] = {
            "visits": visits_class(len(document.visits)),
            "order": order(document),
            # Chance is named only where it may have decided.
            "target": [reached(document), "open"] if is_open(document) else reached(document),
            "reached": reaching(document),
            "stages": [one.key for one in scored(document)],
            "sides": apart(document),
            "change": [moved(document, arrow) for arrow in ("up", "down")]
            + [document.comparison.total.arrow if document.comparison else ""],
            "what_if": document.what_if.titles if document.what_if else (),
            "plan": [one.recommendation.code for one in plan.planned(document.recommendations)],
            "gaps": gaps(document),
            "feelings": [document.emotion.peak_stage, document.emotion.end_stage],
            "needs": document.needs,
            "strengths": document.strengths,
            "criticals": document.criticals,
            "first": document.recommendations[0].title if document.recommendations else "",
        }
        for name, value in resting.items():
            yield Fact(f"{BASIS}:{name}", BASIS, "", "", digest(value), name)
        for stage in document.stages:
            ranked = ranking(stage)
            value = [one.code for one in ranked]
            yield Fact(f"{BASIS}:stage.{stage.key}", BASIS, stage.name, "", digest(value), "stage")


def ranking(stage: Stage) -> list[Criterion]:
    """The criteria of a stage that cost points, the dearest first."""
    losing = [one for one in stage.criteria if one.lost.micro > 0]
    return sorted(losing, key=lambda one: (-one.lost.micro, one.code))

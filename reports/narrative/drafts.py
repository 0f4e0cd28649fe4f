"""The first draft of every section, from the document alone and in its language.

A draft claims no more than the visits bear (docs/scoring.md, "Too few visits"), and each claim
carries the chips that it rests on: what moves under it turns it amber.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from string import Template

from reports.document import plan
from reports.document.data import Criterion, ReportDocument, Stage
from reports.document.findings import told
from reports.narrative.checks import PATTERN
from reports.narrative.facts import (
    apart,
    facts,
    gaps,
    is_open,
    moved,
    order,
    ranking,
    reached,
    reaching,
    scored,
    visits_class,
)
from reports.narrative.markdown import read
from reports.narrative.text import chips
from reports.narrative.words import WORDS

# More sites than that stand in a table only.
SITES = 8


class Drafter:
    """Says sentences in the language of one document, and only those whose chips it knows."""

    def __init__(self, document: ReportDocument) -> None:
        self.document = document
        self.known = facts(document)
        self.visits = len(document.visits)
        self.kind = visits_class(self.visits)
        # From a few visits on the sentences count; one visit is told as an event.
        self.amount = "one" if self.kind == "one" else "more"

    def say(self, key: str, /, **places: str) -> str:
        said = Template(WORDS[key][self.document.language]).substitute(places)
        return said if all(chip.key in self.known for chip in chips(read(said))) else ""

    def summary(self) -> Iterator[str]:
        document = self.document
        yield self.say(f"total.{self.amount}")
        yield self.target()
        yield self.order()
        yield self.expectations()
        yield self.honest()
        if document.recommendations:
            yield "\n\n" + self.say("first", code=document.recommendations[0].code)

    def target(self) -> str:
        """Reached or not, and that chance may have decided where the range holds the target."""
        is_reached = reached(self.document)
        if is_reached is None:
            return ""
        verdict = "reached" if is_reached else "missed"
        if self.visits > 1 and is_open(self.document):
            return self.say(f"target.{verdict}.open")
        return self.say(f"target.{verdict}.{self.amount}")

    def order(self) -> str:
        best, worst = order(self.document)
        return self.say(f"order.{self.amount}", best=best, worst=worst) if best else ""

    def names(self, keys: list[str]) -> str:
        return ", ".join(f"{{{{stage:{key}}}}}" for key in keys)

    def expectations(self) -> str:
        signs = gaps(self.document)
        below = [key for key, sign in signs.items() if sign < 0]
        if not signs:
            return ""
        if not below:
            return self.say("gaps.met")
        if len(below) == len(self.document.stages):
            return self.say("gaps.below")
        return self.say("gaps.some", names=self.names(below))

    def honest(self) -> str:
        return self.say(self.kind) if self.kind in ("one", "few") else ""

    def method(self) -> Iterator[str]:
        if not self.visits:
            return
        yield self.say(f"method.visits.{self.amount}")
        yield self.say("method.asked")
        yield self.say("method.noted")
        yield self.honest() or self.say("many")

    def profile(self) -> Iterator[str]:
        """The stages beside each other; of one visit nothing about a target for each."""
        document = self.document
        if document.target is not None and self.visits > 1 and scored(document):
            count = len(reaching(document))
            kind = "none" if not count else "all" if count == len(scored(document)) else "some"
            yield self.say(f"reached.{kind}")
        yield self.order()
        widest = apart(document)
        if widest:
            yield self.say("sides", stage=widest)
        if self.visits > 1:
            yield self.say("range.total")
        if scored(document):
            yield self.say(f"profile.{self.kind}")

    def change(self) -> Iterator[str]:
        comparison = self.document.comparison
        if comparison is None:
            return
        yield self.say(f"change.{comparison.total.arrow or 'none'}")
        for arrow in ("up", "down"):
            names = moved(self.document, arrow)
            if names:
                yield self.say(f"change.stages.{arrow}", names=self.names(names))

    def evidence(self) -> Iterator[str]:
        """How many there are, what failed that must not, and what cost most, with its words."""
        document = self.document
        shown = told(document)
        if not shown:
            return
        yield self.say("findings")
        failed = next((one for one in shown if one.failed), None)
        if failed:
            yield self.say("findings.critical", code=failed.code)
        codes = [one.code for one in shown]
        if document.needs and document.needs[0] in codes:
            dearest = shown[codes.index(document.needs[0])]
            yield self.say(f"findings.worst.{self.amount}", code=dearest.code)
            yield self.comment(dearest)
        yield self.honest()

    def followup(self) -> Iterator[str]:
        steps = plan.planned(self.document.recommendations)
        if not steps:
            return
        yield self.say("plan")
        yield self.say("plan.first", code=steps[0].recommendation.code)
        yield self.say(f"what_if.{self.amount}")
        yield self.say("plan.again")

    def journey(self) -> Iterator[str]:
        emotion = self.document.emotion
        if emotion.peak_stage and emotion.end_stage:
            yield self.say("feelings", peak=emotion.peak_stage, end=emotion.end_stage)
        yield self.expectations()

    def stage(self, stage: Stage) -> Iterator[str]:
        if self.visits and not stage.scores.both.shown:
            yield self.say("stage.none")
        yield self.say(f"stage.{self.amount}", stage=stage.key)
        yield self.say("stage.sides", stage=stage.key)
        yield self.say("stage.gap", stage=stage.key)
        if stage.scores.both.shown:
            yield from self.worst(stage)
        if stage.quotes:
            yield "\n\n" + self.say("felt", ref=f"{stage.key}.{stage.quotes[0].visit}")

    def worst(self, stage: Stage) -> Iterator[str]:
        losing = ranking(stage)
        if not losing:
            yield self.say("stage.clean", stage=stage.key)
            return
        dearest = losing[0]
        if self.visits >= PATTERN and 2 * dearest.short > dearest.answered >= PATTERN:
            yield self.say("stage.most", code=dearest.code)
        else:
            yield self.say(f"stage.worst.{self.amount}", stage=stage.key, code=dearest.code)
        yield self.comment(dearest)

    def comment(self, criterion: Criterion) -> str:
        """The words of the answer that fell short furthest."""
        short = [
            answer
            for answer in criterion.answers
            if answer.comment and answer.micro is not None and answer.tone != 4
        ]
        if not short:
            return ""
        worst = min(short, key=lambda answer: answer.micro or 0)
        return self.say("said", ref=f"{worst.visit}.{criterion.code}")

    def promises(self) -> Iterator[str]:
        if not self.document.promises.made:
            return
        yield self.say("promises")
        items = self.document.promises.items
        broken = [place for place, one in enumerate(items, 1) if one.kept == "no"]
        if broken:
            yield self.say("promise.broken", place=str(broken[0]))

    def failures(self) -> Iterator[str]:
        if self.document.failures:
            yield self.say("failures")
            yield self.say("failure")

    def surprises(self) -> Iterator[str]:
        if self.document.surprises:
            yield self.say("surprises")
            yield self.say("surprise")

    def recommendations(self) -> Iterator[str]:
        if self.document.recommendations:
            yield self.say("recommendations")
            yield self.say("first", code=self.document.recommendations[0].code)

    def sites(self) -> Iterator[str]:
        if len(self.document.sites) < 2:
            return
        yield self.say("sites.many" if self.kind == "many" else "sites.few")
        if len(self.document.sites) <= SITES:
            said = [self.say("site", key=site.key) for site in self.document.sites]
            yield "\n\n" + "\n".join(f"- {one}" for one in said if one)


WRITERS: Mapping[str, Callable[[Drafter], Iterator[str]]] = {
    "summary": Drafter.summary,
    "method": Drafter.method,
    "profile": Drafter.profile,
    "change": Drafter.change,
    "evidence": Drafter.evidence,
    "followup": Drafter.followup,
    "journey": Drafter.journey,
    "promises": Drafter.promises,
    "failures": Drafter.failures,
    "surprises": Drafter.surprises,
    "recommendations": Drafter.recommendations,
    "sites": Drafter.sites,
}


def draft(document: ReportDocument, section: str) -> str:
    """The drafted Markdown of a section; "" when there is nothing to say."""
    drafter = Drafter(document)
    stage = next((one for one in document.stages if section == f"stage-{one.number}"), None)
    if stage is not None:
        return _text(drafter.stage(stage))
    writer = WRITERS.get(section)
    return _text(writer(drafter)) if writer else ""


def _text(sentences: Iterator[str]) -> str:
    """Sentences behind each other; one that begins with an empty line begins a paragraph."""
    text = ""
    for one in sentences:
        if one.strip():
            text += one if one.startswith("\n") or not text else f" {one}"
    return text.strip()

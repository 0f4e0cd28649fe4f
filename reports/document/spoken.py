"""What a file for the client holds of people's words: those that its reader may find in it.

A word that the consultant left out, or that no page shows, is taken out of the document and of the
bundle alike: the figures stay, so that they can be worked out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from reports.document.data import (
    Answer,
    Closing,
    Criterion,
    Evidence,
    Incident,
    Promise,
    Recommendation,
    ReportDocument,
    Stage,
)

# Stands where there must be a text.
GONE = "…"
# Which section shows a kind of words; a caption stands with its photo.
ANSWERS, STAGES, PROMISES = "answers", "stages", "promises"
FAILURES, SURPRISES, PHOTOS = "failures", "surprises", "photos"
Keep = Callable[[str, str], bool]  # section, words


def with_words(document: ReportDocument, keep: Keep) -> ReportDocument:
    """The document with the words that are kept; every figure as it was."""
    return replace(
        document,
        stages=tuple(_stage(one, keep) for one in document.stages),
        promises=replace(
            document.promises,
            items=tuple(_promise(one, keep) for one in document.promises.items),
        ),
        failures=tuple(_incident(one, FAILURES, keep) for one in document.failures),
        surprises=tuple(_incident(one, SURPRISES, keep) for one in document.surprises),
        closing=tuple(_closings(document.closing, keep)),
        recommendations=tuple(_recommendation(one, keep) for one in document.recommendations),
        photos=tuple(
            replace(one, caption=one.caption if keep(PHOTOS, one.caption) else "")
            for one in document.photos
        ),
    )


def _stage(stage: Stage, keep: Keep) -> Stage:
    return replace(
        stage,
        criteria=tuple(_criterion(one, keep) for one in stage.criteria),
        quotes=tuple(one for one in stage.quotes if keep(STAGES, one.text)),
    )


def _criterion(criterion: Criterion, keep: Keep) -> Criterion:
    answers = tuple(_answer(one, keep, is_text=criterion.is_text) for one in criterion.answers)
    return replace(criterion, answers=answers)


def _answer(answer: Answer, keep: Keep, *, is_text: bool) -> Answer:
    has_words = not is_text or not answer.display or keep(ANSWERS, answer.display)
    # An answer that is nothing but a comment would be none without it.
    silent = GONE if answer.comment and answer.state == "blank" else ""
    return replace(
        answer,
        display=answer.display if has_words else GONE,
        reason=answer.reason if keep(ANSWERS, answer.reason) else "",
        comment=answer.comment if keep(ANSWERS, answer.comment) else silent,
    )


def _promise(promise: Promise, keep: Keep) -> Promise:
    if keep(PROMISES, promise.wording):
        return promise
    return replace(promise, wording=GONE, channel="")


def _incident(incident: Incident, section: str, keep: Keep) -> Incident:
    return incident if keep(section, incident.what) else replace(incident, what=GONE)


def _closings(closings: Iterable[Closing], keep: Keep) -> Iterator[Closing]:
    """A question that was answered in words keeps the answers that are kept."""
    for closing in closings:
        if not closing.is_text:
            yield closing
        else:
            values = tuple(pair for pair in closing.values if keep(SURPRISES, pair[1]))
            if values:
                yield replace(closing, values=values)


def _recommendation(one: Recommendation, keep: Keep) -> Recommendation:
    evidence = tuple(_evidence(one, piece, keep) for piece in one.evidence)
    return replace(one, evidence=evidence)


def _evidence(one: Recommendation, piece: Evidence, keep: Keep) -> Evidence:
    comment = piece.comment if keep(ANSWERS, piece.comment) else ""
    told = {"promise": PROMISES, "failure": FAILURES}.get(one.code.partition("-")[0])
    # The words of a promise or a failure stand there in the place of an answer.
    if told and not piece.criterion and not keep(told, piece.display):
        return replace(piece, display=GONE, comment=comment)
    return replace(piece, comment=comment)


def with_words_of(bundle: Mapping[str, Any], document: ReportDocument) -> dict[str, Any]:
    """The client's bundle (``public_document``) with no words but those of the document."""
    told = _Told(document)
    pairs = zip(bundle.get("visits", ()), document.visits, strict=False)
    return {**bundle, "visits": [told.visit(one, visit.label) for one, visit in pairs]}


class _Told:
    """The words of a document, by visit."""

    def __init__(self, document: ReportDocument) -> None:
        self.document = document
        self.texts = {c.code for stage in document.stages for c in stage.criteria if c.is_text}
        self.answers = {
            (answer.visit, criterion.code): answer
            for stage in document.stages
            for criterion in stage.criteria
            for answer in criterion.answers
        }
        self.quotes = {(q.visit, stage.key) for stage in document.stages for q in stage.quotes}
        self.closing = {
            (label, one.code): words
            for one in document.closing
            if one.is_text
            for label, words in one.values
        }
        self.codes = {one.code for one in document.closing if not one.is_text}

    def visit(self, visit: Mapping[str, Any], label: str) -> dict[str, Any]:
        made: dict[str, Any] = {
            **visit,
            "answers": {
                code: self.answer(given, label, code)
                for code, given in visit.get("answers", {}).items()
            },
            "experiences": {
                stage: self.experience(one, label, stage)
                for stage, one in visit.get("experiences", {}).items()
            },
            "promises": list(self.promises(visit, label)),
            "incidents": list(self.incidents(visit, label)),
            "closing": {
                code: value
                for code, value in visit.get("closing", {}).items()
                if code in self.codes or (label, code) in self.closing
            },
        }
        return {key: value for key, value in made.items() if key in visit}

    def answer(self, given: Any, label: str, code: str) -> Any:
        told = self.answers.get((label, code))
        value = given["value"] if isinstance(given, dict) and "value" in given else given
        if code in self.texts and isinstance(value, str) and (not told or told.display != value):
            value = GONE
        if not isinstance(given, dict):
            return value
        kept = {key: item for key, item in given.items() if key not in ("reason", "comment")}
        said = {"reason": told.reason, "comment": told.comment} if told else {}
        if "value" in kept:
            kept["value"] = value
        return {**kept, **{key: words for key, words in said.items() if words and key in given}}

    def experience(self, given: Mapping[str, Any], label: str, stage: str) -> dict[str, Any]:
        is_told = (label, stage) in self.quotes
        return {
            code: value for code, value in given.items() if is_told or not isinstance(value, str)
        }

    def promises(self, visit: Mapping[str, Any], label: str) -> Iterator[dict[str, Any]]:
        told = (one for one in self.document.promises.items if one.visit == label)
        for given, one in zip(visit.get("promises", ()), told, strict=False):
            made = {**given, "wording": one.wording, "channel": one.channel}
            yield {key: value for key, value in made.items() if key in given and value != ""}

    def incidents(self, visit: Mapping[str, Any], label: str) -> Iterator[dict[str, Any]]:
        every = chain(
            (("failure", one) for one in self.document.failures),
            (("surprise", one) for one in self.document.surprises),
        )
        mine = [(polarity, one) for polarity, one in every if one.visit == label]
        told = {
            kind: iter([one.what for polarity, one in mine if polarity == kind])
            for kind in ("failure", "surprise")
        }
        for given in visit.get("incidents", ()):
            yield {**given, "what": next(told[given["polarity"]], GONE)}

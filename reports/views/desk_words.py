"""The names of chips, remarks and places, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.narrative import Fact, Remark

KINDS = {
    "score": gettext_lazy("Score"),
    "number": gettext_lazy("Number"),
    "range": gettext_lazy("Range"),
    "change": gettext_lazy("What changed"),
    "gap": gettext_lazy("Gap"),
    "expected": gettext_lazy("Expectation"),
    "experienced": gettext_lazy("Experience"),
    "feeling": gettext_lazy("Feeling"),
    "lost": gettext_lazy("Lost points"),
    "full": gettext_lazy("Full points in"),
    "short": gettext_lazy("Fell short in"),
    "answer": gettext_lazy("Answer"),
    "comment": gettext_lazy("Auditor’s words"),
    "quote": gettext_lazy("Quote"),
    "failure": gettext_lazy("Failure"),
    "surprise": gettext_lazy("Surprise"),
    "promise": gettext_lazy("Promise"),
    "photo": gettext_lazy("Photo"),
    "stage": gettext_lazy("Name of a stage"),
    "criterion": gettext_lazy("Criterion"),
    "site": gettext_lazy("Name of a site"),
    "advice": gettext_lazy("Recommendation"),
    "todo": gettext_lazy("To do"),
    "basis": gettext_lazy("Rests on"),
}
VARIANTS = {
    "fact": gettext_lazy("facts"),
    "perception": gettext_lazy("perceptions"),
    "visits": gettext_lazy("number of visits"),
    "sites": gettext_lazy("number of sites"),
    "criteria": gettext_lazy("number of criteria"),
    "recommendations": gettext_lazy("number of recommendations"),
    "free": gettext_lazy("number of free recommendations"),
    "promises": gettext_lazy("number of promises"),
    "kept": gettext_lazy("promises kept"),
    "broken": gettext_lazy("promises broken"),
    "failures": gettext_lazy("number of failures"),
    "surprises": gettext_lazy("number of surprises"),
    "fixed": gettext_lazy("failures put right"),
    "target": gettext_lazy("target"),
    "scored": gettext_lazy("number of scored questions"),
    "facts": gettext_lazy("number of questions about facts"),
    "perceptions": gettext_lazy("number of questions about perceptions"),
    "stages": gettext_lazy("number of stages with a score"),
    "reached": gettext_lazy("stages that reach the target"),
    "findings": gettext_lazy("number of findings"),
    "planned": gettext_lazy("number of steps in the plan"),
    "month": gettext_lazy("steps done in the first month"),
    "on_the_spot": gettext_lazy("facts noted on the spot, percent"),
    "before": gettext_lazy("total of the round before"),
    "after": gettext_lazy("total of this round"),
    "what_if": gettext_lazy("total with the most useful recommendations"),
    "sides": gettext_lazy("stage where facts and perceptions differ most"),
    "change": gettext_lazy("change since the round before"),
    "plan": gettext_lazy("plan of ninety days"),
    "order": gettext_lazy("order of the stages"),
    "gaps": gettext_lazy("gaps between expectation and experience"),
    "feelings": gettext_lazy("emotional curve"),
    "needs": gettext_lazy("what cost most points"),
    "strengths": gettext_lazy("strengths"),
    "criticals": gettext_lazy("critical failures"),
    "first": gettext_lazy("first recommendation"),
    "stage": gettext_lazy("what cost points in the stage"),
}
PLACES = {
    "title": gettext_lazy("Headline"),
    "narrative": gettext_lazy("Text of the report"),
    "quote": gettext_lazy("Quote"),
    "comment": gettext_lazy("Auditor’s words"),
    "answer": gettext_lazy("Answer"),
    "incident": gettext_lazy("Failure or surprise"),
    "promise": gettext_lazy("Promise"),
    "caption": gettext_lazy("Caption of a photo"),
    "recommendation": gettext_lazy("Recommendation"),
    "closing": gettext_lazy("Closing question"),
}
FIGURES = {
    "total": gettext_lazy("The whole"),
    "stage": gettext_lazy("Stage"),
    "site": gettext_lazy("Site"),
    "visit": gettext_lazy("Visit"),
}
SIGHTINGS = {
    "auditor": gettext_lazy("an auditor’s name"),
    "name": gettext_lazy("a person’s name"),
    "mail": gettext_lazy("an e-mail address"),
    "phone": gettext_lazy("a telephone number"),
}


def label(fact: Fact) -> str:
    """What a chip is, in words: kind, of what, which side."""
    words = [str(KINDS.get(fact.kind, fact.kind)), fact.label, str(VARIANTS.get(fact.variant, ""))]
    return " · ".join(word for word in words if word)


def remark_words(remark: Remark) -> str:
    """What a remark says to its writer."""
    values = {"words": remark.words}
    if remark.kind == "stale":
        return _stale_words(remark)
    said: Mapping[str, str] = {
        "gone": _("What stands here is no longer in the report: %(words)s. Take the chip out."),
        "todo": _("To do: %(words)s"),
        "number": _(
            "The number “%(words)s” is typed. Put a chip in its place, or confirm that it is no"
            " figure of the report."
        ),
        "against": _("“%(words)s” says something else than the share in its sentence."),
        "unfounded": _(
            "“%(words)s” rests on nothing: put a share beside it, or confirm that it is meant."
        ),
        "beyond": _("“%(words)s” says more than so few visits can. Reword it, or confirm it."),
    }
    return said[remark.kind] % values


def _stale_words(remark: Remark) -> str:
    if not remark.changes:
        return _("Something that this sentence rests on has changed.")
    changes = ", ".join(
        _("%(old)s is now %(new)s") % {"old": old or "–", "new": new or "–"}
        for old, new in remark.changes
    )
    return _("The figures have changed: %(changes)s.") % {"changes": changes}

"""Words that several sections share: sums of visits, honest notes, names of stages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.document import ReportDocument, Score, Stage
from reports.templatetags.report import span

# From so many visits on nothing more needs to be said about their number.
ENOUGH = 5
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def duration(minutes: int) -> str:
    """So much time in its two largest units: 3 days, 2 hours."""
    return str(timesince(EPOCH, EPOCH + timedelta(minutes=minutes)))


def stage_names(document: ReportDocument) -> dict[str, str]:
    return {stage.key: stage.name for stage in document.stages}


def scored_stages(document: ReportDocument) -> list[Stage]:
    """The stages that have a score, the best first; of equals the earlier."""
    known = [stage for stage in document.stages if stage.scores.both.micro is not None]
    return sorted(known, key=lambda stage: -(stage.scores.both.micro or 0))


def band_name(document: ReportDocument, key: str) -> str:
    return next((band.name for band in document.bands if band.key == key), "")


def grade(score: Score) -> str:
    """How much the visits behind a score can carry."""
    return {
        "indicative": pgettext("how sure a figure is", "indicative"),
        "moderate": pgettext("how sure a figure is", "moderate"),
        "strong": pgettext("how sure a figure is", "strong"),
    }.get(score.grade, "")


def ranged(score: Score) -> str:
    """“range 62–88, moderately sure”; "" when there is no range."""
    if not span(score):
        return ""
    values = {"range": span(score), "grade": grade(score)}
    if not values["grade"]:
        return _("range %(range)s") % values
    return _("range %(range)s, %(grade)s") % values


def visits(count: int) -> str:
    return ngettext("%(count)s visit", "%(count)s visits", count) % {"count": count}


def visit_count(document: ReportDocument) -> str:
    return visits(len(document.visits))


def site_count(document: ReportDocument) -> str:
    count = len({visit.site for visit in document.visits})
    return ngettext("%(count)s site", "%(count)s sites", count) % {"count": count}


def honest_note(document: ReportDocument) -> str:
    """What so few visits cannot say; "" when they are enough."""
    count = len(document.visits)
    if count == 0:
        return _("No visit has been approved yet, so there is nothing to score.")
    if count == 1:
        return _(
            "The report tells of one visit. It says what happened then; it cannot say how the "
            "service usually is."
        )
    if count < ENOUGH:
        return _(
            "%(count)s visits are few. They show what happened, not how often it happens; small "
            "differences may be chance."
        ) % {"count": count}
    return _(
        "%(count)s visits show patterns. Small differences between sites and stages may still be "
        "chance."
    ) % {"count": count}


def weeks(document: ReportDocument) -> str:
    """When the visits were made, by calendar weeks; "" when nobody knows."""
    known = sorted(visit.week for visit in document.visits if visit.week)
    if not known:
        return ""
    (first_year, first), (last_year, last) = (week.split("-W") for week in (known[0], known[-1]))
    values = {"first": int(first), "last": int(last), "year": last_year, "first_year": first_year}
    if known[0] == known[-1]:
        return pgettext("calendar week", "week %(last)s/%(year)s") % values
    if first_year == last_year:
        return pgettext("calendar weeks", "weeks %(first)s–%(last)s/%(year)s") % values
    return pgettext("calendar weeks", "weeks %(first)s/%(first_year)s–%(last)s/%(year)s") % values


def inside(words: str) -> str:
    """Words of a title to stand inside a sentence: their first letter small, unless it is a name
    such as “WC” or “QR code”."""
    if len(words) > 1 and words[0].isupper() and words[1].islower():
        return words[0].lower() + words[1:]
    return words


def shortened(words: str, most: int) -> str:
    """The words, cut at a space with an ellipsis when there are too many letters."""
    if len(words) <= most:
        return words
    cut = words[:most].rsplit(" ", 1)[0]
    return (cut if len(cut) > most // 2 else words[:most]).rstrip(" ,;:–-") + "…"


def listed(names: Sequence[str]) -> str:
    """One, two and three."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}

"""Why something is recommended, in sentences: what anybody may ask before signing it.

The same sentences on the desk and on paper, in the language that is active.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.document import Gain, Place, Recommendation, ReportDocument
from reports.sections import wording

# Who would do it, by the keys of the rules.
OWNERS = ("manager", "team", "marketing", "service")
# So many sites are named.
NAMED = 6
# The share of visits in which something should succeed, in percent.
TARGET = 80


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the explanation: what it is about, and the sentence."""

    key: str  # rule, count, certainty, gain, places, withdrawn
    name: str
    words: str


def tier_name(certainty: str) -> str:
    """The name of a tier; "" when nothing was observed."""
    return {
        "incident": _("Incident"),
        "observation": _("Observation"),
        "likely": _("Likely pattern"),
        "confirmed": _("Confirmed pattern"),
    }.get(certainty, "")


def owner_name(owner: str) -> str:
    """Who would do it, by the key of the rules."""
    return {
        "manager": _("Site manager"),
        "team": _("Team on the floor"),
        "marketing": _("Marketing"),
        "service": _("Customer service"),
    }.get(owner, owner)


def explanation(one: Recommendation) -> tuple[Line, ...]:
    """The lines that explain a recommendation, in order."""
    return tuple(_lines(one))


def _lines(one: Recommendation) -> Iterator[Line]:
    yield Line("rule", _("Rule"), rule_words(one))
    if not one.certainty:
        return
    yield Line("count", _("Counted"), counted(one.short, one.visits))
    yield Line("certainty", _("Certainty"), certainty_words(one))
    if one.gain:
        yield Line("gain", _("Gain"), gain_words(one.gain, one.visits))
    if one.places:
        yield Line("places", _("Sites"), places_words(one))
    yield Line("withdrawn", _("Would be withdrawn"), withdrawn_words(one))


def rule_words(one: Recommendation) -> str:
    if one.is_own and one.is_judgement:
        return _("The consultant’s judgement: no answer speaks for it or against it.")
    if one.code.startswith("promise-"):
        return _("Every broken promise is an incident.")
    if one.code.startswith("failure-"):
        return _("Every failure that the customer noticed is an incident.")
    rule = _(
        "A visit falls short when one of these questions earns less than 60 points: %(criteria)s."
    ) % {"criteria": ", ".join(one.criteria)}
    if one.is_own:
        return _("Written by the consultant.") + " " + rule
    if one.certainty == "incident":
        return rule + " " + _("A critical question that fails is an incident.")
    return (
        rule
        + " "
        + _("It should succeed in %(target)s %% of visits at least.") % {"target": TARGET}
    )


def counted(short: int, visits: int) -> str:
    return ngettext(
        "Fell short in %(short)s of %(visits)s visit.",
        "Fell short in %(short)s of %(visits)s visits.",
        visits,
    ) % {"short": short, "visits": visits}


def certainty_words(one: Recommendation) -> str:
    """The tier and what it claims, never more."""
    if one.certainty == "incident":
        return _("An incident: it happened, and once is enough.")
    chance = _probability(one)
    if one.certainty == "observation":
        return _("An observation: it happened, but so few visits do not show how often it happens.")
    if one.certainty == "likely":
        return (
            _(
                "A likely pattern: with a probability of %(chance)s %% it succeeds in fewer visits "
                "than it should."
            )
            % chance
        )
    return (
        _(
            "A confirmed pattern: with a probability of %(chance)s %% it succeeds in fewer visits "
            "than it should."
        )
        % chance
    )


def _probability(one: Recommendation) -> dict[str, int]:
    """Of the place that the tier rests on: the surest site, or all together."""
    if one.places and not one.is_chain:
        return {"chance": max(place.probability for place in one.places)}
    return {"chance": one.probability or 0}


def points(shown: str) -> str:
    """Points as the language writes them."""
    return shown.replace("-", "−").replace(".", str(get_format("DECIMAL_SEPARATOR")))


def gain_words(gain: Gain, visits: int) -> str:
    """What it would have given, and what of that one may expect. No forecast."""
    return ngettext(
        "Had it been right in this visit, the total would be %(exact)s points higher. Expected "
        "after allowing for chance: %(expected)s points, range %(low)s–%(high)s.",
        "Had it been right in these visits, the total would be %(exact)s points higher. Expected "
        "after allowing for chance: %(expected)s points, range %(low)s–%(high)s.",
        visits,
    ) % {
        "exact": points(gain.exact.shown),
        "expected": points(gain.expected.shown),
        "low": points(gain.low.shown),
        "high": points(gain.high.shown),
    }


def place_words(place: Place) -> str:
    """One site: k of n, in one breath."""
    return _("%(site)s %(short)s of %(visits)s") % {
        "site": place.name,
        "short": place.short,
        "visits": place.visits,
    }


def places_words(one: Recommendation) -> str:
    names = [place_words(place) for place in one.places[:NAMED]]
    more = len(one.places) - NAMED
    if more > 0:
        names.append(
            ngettext("%(count)s other site", "%(count)s other sites", more) % {"count": more}
        )
    named = wording.listed(names)
    if one.is_chain:
        return _("The same at several sites, so it is one for all of them: %(sites)s.") % {
            "sites": named
        }
    return _("Fell short at: %(sites)s.") % {"sites": named}


def withdrawn_words(one: Recommendation) -> str:
    if one.withdrawal:
        return ngettext(
            "… if it succeeded in the next visit.",
            "… if it succeeded in the next %(count)s visits in a row.",
            one.withdrawal,
        ) % {"count": one.withdrawal}
    labels = wording.listed(list(dict.fromkeys(piece.visit for piece in one.evidence)))
    return _("… if what %(visits)s recorded turned out to be wrong.") % {"visits": labels}


def what_if_words(document: ReportDocument) -> str:
    """Had the most gainful ones been right in these visits; "" when none gains."""
    found = document.what_if
    if found is None or not found.after.shown:
        return ""
    numbers = wording.listed([str(number) for number in found.numbers])
    values = {
        "numbers": numbers,
        "before": points(found.before.shown),
        "after": points(found.after.shown),
        "low": points(found.low),
        "high": points(found.high),
    }
    words = (
        ngettext(
            "If recommendation %(numbers)s had been right in these visits, the total would have "
            "been %(after)s instead of %(before)s.",
            "If recommendations %(numbers)s had been right in these visits, the total would have "
            "been %(after)s instead of %(before)s.",
            len(found.numbers),
        )
        % values
    )
    if not found.low:
        return words
    return words + " " + _("Plausible range %(low)s–%(high)s; this is no forecast.") % values

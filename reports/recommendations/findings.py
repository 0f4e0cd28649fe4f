"""From what each visit says to findings: of each site, and of all sites together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from reports.recommendations.model import Certainty, Finding, Gain, Observation
from reports.recommendations.posterior import (
    LIKELY,
    PATTERN_VISITS,
    Prior,
    certainty_of,
    probability_under,
    shortfall,
    site_certainty,
    withdrawal,
)

# The same at so many sites, and at this share of them, is a matter of the chain.
CHAIN_SITES = 3
CHAIN_SHARE = Fraction(1, 2)


def whole_finding(observations: Sequence[Observation], prior: Prior, target: float) -> Finding:
    """All sites together. One site alone is judged as a site."""
    counts = _counts(observations)
    probability = probability_under(counts.passed, counts.visits, prior, target)
    if len({one.site for one in observations}) < 2:
        certainty = site_certainty(counts.passed, counts.visits, prior, target)
    elif counts.visits < PATTERN_VISITS:
        certainty = Certainty.OBSERVATION
    else:
        certainty = certainty_of(probability)
    return _finding("", counts, probability, prior, certainty, target)


def site_findings(
    observations: Sequence[Observation], prior: Prior, target: float
) -> tuple[Finding, ...]:
    """The sites at which it fell short, in the order in which visits name them."""
    found = []
    for site in dict.fromkeys(one.site for one in observations):
        counts = _counts([one for one in observations if one.site == site])
        if counts.passed == counts.visits and not counts.incidents:
            continue
        probability = probability_under(counts.passed, counts.visits, prior, target)
        certainty = site_certainty(counts.passed, counts.visits, prior, target)
        found.append(_finding(site, counts, probability, prior, certainty, target))
    return tuple(found)


def is_chain(found: Sequence[Finding], sites: int) -> bool:
    """Whether so many of the visited sites share it that it is the chain's to mend."""
    return len(found) >= CHAIN_SITES and Fraction(len(found), max(sites, 1)) >= CHAIN_SHARE


class _Counted:
    def __init__(self, observations: Sequence[Observation]) -> None:
        short = [one for one in observations if not one.is_passed]
        self.visits = len(observations)
        self.passed = self.visits - len(short)
        self.labels = tuple(one.visit for one in short)
        self.incidents = sum(one.incidents for one in observations)


def _counts(observations: Sequence[Observation]) -> _Counted:
    return _Counted(observations)


def _finding(
    site: str,
    counts: _Counted,
    probability: float,
    prior: Prior,
    certainty: Certainty,
    target: float,
) -> Finding:
    return Finding(
        site=site,
        passed=counts.passed,
        visits=counts.visits,
        probability=probability,
        prior=probability_under(0, 0, prior, target),
        certainty=Certainty.INCIDENT if counts.incidents else certainty,
        labels=counts.labels,
        incidents=counts.incidents,
    )


def gain_of(exact: Fraction, missed: Fraction, visits: int, prior: Prior) -> Gain:
    """What mending would give in these visits, and what of it the shrunken rate lets one expect.

    ``missed`` is the mean share of the points that was missed, 0 to 1.
    """
    if not visits or not missed or not exact:
        return Gain(exact=exact, expected=exact, low=exact, high=exact)
    passed = float((1 - missed) * visits)
    factors = shortfall(passed, visits, prior)
    expected, low, high = (exact * Fraction(factor) / missed for factor in factors)
    return Gain(exact=exact, expected=expected, low=low, high=high)


def further_successes(finding: Finding, prior: Prior, target: float) -> int | None:
    """Visits in a row that would have to succeed; None for what is no pattern."""
    if finding.probability < LIKELY or finding.certainty not in (
        Certainty.LIKELY,
        Certainty.CONFIRMED,
    ):
        return None
    return withdrawal(finding.passed, finding.visits, prior, target)


def evidence_digest(rule: str, observations: Iterable[Observation], keys: Mapping[str, str]) -> str:
    """Changes when the rule or anything that it rests on changes; visits go by their keys."""
    told = [
        [
            keys.get(one.visit, one.visit),
            one.site,
            one.is_passed,
            one.incidents,
            [[e.criterion, e.display, e.comment, *e.photos] for e in one.evidence],
        ]
        for one in observations
    ]
    text = json.dumps([rule, told], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]

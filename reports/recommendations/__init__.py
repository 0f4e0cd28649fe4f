"""Pure: where visits fell short, rules make findings, findings make ordered recommendations.

observations ──findings──▶ places and the whole, each with k of n and a probability
             ──order──────▶ incidents, then free, then costing, by expected gain against price
decisions of the consultant ──apply_decisions──▶ the list that the client sees
actions ──solver──▶ the cheapest way to a target, the most for a budget

What a probability rests on and when it may be called a pattern: docs/recommendations.md.
"""

from reports.recommendations.findings import (
    evidence_digest,
    further_successes,
    gain_of,
    is_chain,
    site_findings,
    whole_finding,
)
from reports.recommendations.ledger import Outcome, Verdict, verdict
from reports.recommendations.model import (
    OWN,
    PRICE,
    TIERS,
    Advice,
    Certainty,
    Decided,
    Decisions,
    Evidence,
    Finding,
    Gain,
    Observation,
    Recommendation,
    Tier,
)
from reports.recommendations.order import (
    apply_decisions,
    is_due,
    is_quick_win,
    recommend,
    tier_of,
)
from reports.recommendations.posterior import (
    TARGET,
    Prior,
    Record,
    certainty_of,
    prior_of,
    probability_under,
    site_certainty,
)
from reports.recommendations.rules import Rule, rules_of
from reports.recommendations.solver import Choice, Surety, cheapest, richest
from reports.recommendations.whatif import SHAPLEY, shares

__all__ = [
    "OWN",
    "PRICE",
    "SHAPLEY",
    "TARGET",
    "TIERS",
    "Advice",
    "Certainty",
    "Choice",
    "Decided",
    "Decisions",
    "Evidence",
    "Finding",
    "Gain",
    "Observation",
    "Outcome",
    "Prior",
    "Recommendation",
    "Record",
    "Rule",
    "Surety",
    "Tier",
    "Verdict",
    "apply_decisions",
    "certainty_of",
    "cheapest",
    "evidence_digest",
    "further_successes",
    "gain_of",
    "is_chain",
    "is_due",
    "is_quick_win",
    "prior_of",
    "probability_under",
    "recommend",
    "richest",
    "rules_of",
    "shares",
    "site_certainty",
    "site_findings",
    "tier_of",
    "verdict",
    "whole_finding",
]

"""Scoring in memory against one pass over the same numbers.

The floor reads every answer once, in the order of the checklist, and adds up weight and points
of each visit: what any program must do that scores them. ``python -m benchmarks.scoring``
"""

from __future__ import annotations

import random

from audits.scoring import (
    UNIT,
    CriterionRule,
    KnockOutRule,
    Scheme,
    ScoredAnswer,
    State,
    VisitInput,
    audit_scores,
    visit_score,
)
from benchmarks.clock import compare, report
from benchmarks.rows import STAGES

BANDS = (("good", 70), ("fair", 50), ("poor", 0))


def scheme(criteria: int) -> Scheme:
    return Scheme(
        method="stages",
        stages=tuple((stage, 1) for stage in STAGES),
        criteria=tuple(
            CriterionRule(
                code=f"C{n}",
                stage=STAGES[n % 5],
                weight=1 + n % 3,
                is_fact=n % 3 != 0,
                knock_out=KnockOutRule("band", "fair") if n % 10 == 0 else None,
            )
            for n in range(criteria)
        ),
        bands=BANDS,
    )


def visits_of(rules: Scheme, count: int) -> list[VisitInput]:
    chance = random.Random(1)
    absent = ScoredAnswer(State.NOT_APPLICABLE, None)
    return [
        VisitInput(
            key=f"v{n}",
            site=f"s{n % 50}",
            region=f"r{n % 5}",
            answers={
                rule.code: absent
                if chance.random() < 0.08
                else ScoredAnswer(State.ANSWERED, chance.randrange(101) * UNIT)
                for rule in rules.criteria
            },
            expectations={},
            experiences={},
            emotions={},
        )
        for n in range(count)
    ]


def one_pass(rules: Scheme, visits: list[VisitInput]) -> list[int]:
    means = []
    for visit in visits:
        earned = weights = 0
        answers = visit.answers
        for rule in rules.criteria:
            answer = answers[rule.code]
            if answer.micro is not None:
                earned += rule.weight * answer.micro
                weights += rule.weight
        means.append(earned // weights)
    return means


def main() -> None:
    for count, criteria in ((808, 30), (1000, 100)):
        rules = scheme(criteria)
        visits = visits_of(rules, count)
        floor = lambda rules=rules, visits=visits: one_pass(rules, visits)  # noqa: E731
        name = f"{count} visits × {criteria} answers: "
        report(
            compare(
                f"{name}every visit",
                lambda rules=rules, visits=visits: [visit_score(rules, v.answers) for v in visits],
                floor,
            )
        )
        report(
            compare(
                f"{name}every figure and the ledger",
                lambda rules=rules, visits=visits: audit_scores(rules, visits),
                floor,
            )
        )


if __name__ == "__main__":
    main()

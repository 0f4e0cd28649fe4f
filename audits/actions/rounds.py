"""What is said of a round as a whole follows its figures, and those of the round before."""

from __future__ import annotations

from audits.models import Audit, RoundFigures
from audits.queries.comparison import (
    Round,
    expected_round,
    has_figures,
    rounds,
    stored_round,
    to_json,
)
from audits.queries.recount import Difference


def refresh_round(audit: Audit) -> None:
    """Work out anew what is said of this round and of the next. Part of the caller's transaction.

    Four queries for a client's only round, five for every round that is compared.
    """
    found = rounds(audit)
    at = found.index(audit)
    RoundFigures.objects.bulk_create(
        [
            RoundFigures(audit=one, document=to_json(_expected(found, place)))
            for place, one in enumerate(found[at : at + 2], at)
        ],
        update_conflicts=True,
        unique_fields=["audit"],
        update_fields=["document"],
    )


def _expected(found: list[Audit], place: int) -> Round:
    earlier = [one for one in found[:place] if has_figures(one)]
    return expected_round(found[place], earlier[-1] if earlier else None)


def round_differences(audit: Audit) -> list[Difference]:
    """What is stored of the round and is not what the figures give."""
    found = rounds(audit)
    expected = _expected(found, found.index(audit))
    stored = stored_round(Audit.objects.select_related("round_figures").get(pk=audit.pk))
    if stored == expected:
        return []
    return [Difference("round, plan and comparison", to_json(stored), to_json(expected))]

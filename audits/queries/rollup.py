"""The whole roll-up in SQL: answers → stages of visits → visits → sites → regions and audit.

It covers *base* scores: bonus and knock-outs depend on single answers and are left to the pure
functions. On both databases it equals them bit for bit, because every level is an integer
division rounded half up; ``recompute_scores`` holds the two against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from django.db import connection

from audits.models import COUNTED_STATUSES, Audit
from audits.queries.scores import Place, scheme_for
from audits.scoring import Cell, Nature, Spot

# SUM of BIGINT is NUMERIC on PostgreSQL, whose division is not whole: hence the casts. `part` is
# the one pass over the answers, along their covering index; everything after it is small. The
# CROSS JOINs tell SQLite to look up visits and rules for each part, not the other way round.
ROLL_UP = """
WITH rules (version, stage, weight, is_points) AS (VALUES {rules}),
part AS (
    SELECT visit_id, stage, CAST(SUM(CAST(weight AS BIGINT) * micro) AS BIGINT) AS earned,
        CAST(SUM(weight) AS BIGINT) AS scored
    FROM audits_answer
    WHERE visit_id IN (
            SELECT id FROM audits_visit WHERE audit_id = %s AND status IN ({statuses})
        )
        AND micro IS NOT NULL {only}
    GROUP BY visit_id, stage HAVING SUM(weight) > 0
),
staged AS MATERIALIZED (
    SELECT part.visit_id, visit.site_id, part.stage, (2 * earned + scored) / (2 * scored) AS micro,
        CASE rules.is_points WHEN 1 THEN rules.weight * earned
            ELSE rules.weight * ((2 * earned + scored) / (2 * scored)) END AS earned,
        CASE rules.is_points WHEN 1 THEN rules.weight * scored ELSE rules.weight END AS scored
    FROM part CROSS JOIN audits_visit visit CROSS JOIN rules
    WHERE visit.id = part.visit_id
        AND rules.version = visit.checklist_version_id AND rules.stage = part.stage
),
visit_sums AS (
    SELECT site_id, CAST(SUM(earned) AS BIGINT) AS earned, CAST(SUM(scored) AS BIGINT) AS scored
    FROM staged GROUP BY visit_id, site_id HAVING SUM(scored) > 0
),
site_sums AS (
    SELECT site_id, stage, COUNT(*) AS visits, CAST(SUM(micro) AS BIGINT) AS total,
        CAST(SUM((micro / 1000) * (micro / 1000)) AS BIGINT) AS squares
    FROM staged GROUP BY site_id, stage
    UNION ALL
    SELECT site_id, 0, COUNT(*), CAST(SUM(micro) AS BIGINT),
        CAST(SUM((micro / 1000) * (micro / 1000)) AS BIGINT)
    FROM (
        SELECT site_id, (2 * earned + scored) / (2 * scored) AS micro FROM visit_sums
    ) AS visit_totals
    GROUP BY site_id
),
sites AS MATERIALIZED (
    SELECT place.key, place.region, stage, visits, total, squares,
        (2 * total + visits) / (2 * visits) AS micro
    FROM site_sums JOIN accounts_site place ON place.id = site_sums.site_id
)
SELECT 'site', key, stage, visits, total, squares, micro FROM sites
UNION ALL
SELECT 'region', region, stage, CAST(SUM(visits) AS BIGINT),
    CAST(SUM(total) AS BIGINT), CAST(SUM(squares) AS BIGINT),
    (2 * CAST(SUM(micro) AS BIGINT) + COUNT(*)) / (2 * COUNT(*))
FROM sites WHERE region <> '' GROUP BY region, stage
UNION ALL
SELECT 'audit', '', stage, CAST(SUM(visits) AS BIGINT),
    CAST(SUM(total) AS BIGINT), CAST(SUM(squares) AS BIGINT),
    (2 * CAST(SUM(micro) AS BIGINT) + COUNT(*)) / (2 * COUNT(*))
FROM sites GROUP BY stage
"""
ONLY = {Nature.BOTH: "", Nature.FACT: "AND nature = 1", Nature.PERCEPTION: "AND nature = 2"}


def rolled_up_cells(audit: Audit) -> dict[Place, dict[Spot, Cell]]:
    """Every base figure of an audit from its answers: one statement for each nature."""
    rules = roll_up_rules(audit)
    found: defaultdict[Place, dict[Spot, Cell]] = defaultdict(dict)
    for nature in Nature:
        for place, cells in roll_up(audit, nature, rules).items():
            found[place] |= cells
    return dict(found)


@dataclass(frozen=True, slots=True)
class RollUpRule:
    version: int
    stage: int
    weight: int
    is_points: int


def roll_up_rules(audit: Audit) -> list[RollUpRule]:
    """Weight and method of each stage, by the checklist versions of the visits."""
    versions = audit.visits.order_by().values_list("checklist_version", flat=True).distinct()
    return [rule for version in versions for rule in _rules(version)]


def roll_up(
    audit: Audit, nature: Nature, rules: Sequence[RollUpRule]
) -> dict[Place, dict[Spot, Cell]]:
    """The base figures over all criteria, facts or perceptions, in one statement."""
    found: defaultdict[Place, dict[Spot, Cell]] = defaultdict(dict)
    if not rules:
        return {}
    sql = ROLL_UP.format(
        rules=", ".join(["(%s, %s, %s, %s)"] * len(rules)),
        statuses=", ".join(["%s"] * len(COUNTED_STATUSES)),
        only=ONLY[nature],
    )
    values = [value for rule in rules for value in astuple(rule)]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, audit.pk, *COUNTED_STATUSES])
        for scope, name, stage, *cell in cursor.fetchall():
            found[Place(scope, name)][Spot(stage, nature)] = Cell(*cell)
    return dict(found)


def _rules(version: int) -> Iterable[RollUpRule]:
    scheme = scheme_for(version)
    for number, (_key, weight) in enumerate(scheme.stages, 1):
        yield RollUpRule(version, number, weight, int(scheme.method == "points"))

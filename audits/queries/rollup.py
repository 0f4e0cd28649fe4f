"""The whole roll-up in one SQL statement: answers → stages of visits → visits → sites → audit.

It covers *base* scores: bonus and knock-outs depend on single answers and are left to the pure
functions. On both databases it equals them bit for bit, because every level is an integer
division rounded half up; ``recompute_scores`` holds the two against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection

from audits.models import COUNTED_STATUSES, Audit
from audits.queries.scores import Place, scheme_for
from audits.scoring import Cell, Spot

# SUM of BIGINT is NUMERIC on PostgreSQL, whose division is not whole: hence the casts. Each
# part is used by more than one other, so it is materialised once. One pass over the answers,
# along their covering index, makes `part`; everything after it is small.
ROLL_UP = """
WITH rules (version, stage, weight, is_points) AS (VALUES {rules}),
counted AS MATERIALIZED (
    SELECT visit.id, visit.site_id, visit.checklist_version_id AS version
    FROM audits_visit visit
    WHERE visit.audit_id = %s AND visit.status IN ({statuses})
),
part AS MATERIALIZED (
    SELECT answer.visit_id, answer.stage, answer.nature,
        CAST(SUM(CAST(answer.weight AS BIGINT) * answer.micro) AS BIGINT) AS earned,
        CAST(SUM(answer.weight) AS BIGINT) AS scored
    FROM audits_answer answer
    WHERE answer.visit_id IN (SELECT id FROM counted)
        AND answer.micro IS NOT NULL AND answer.weight > 0
    GROUP BY answer.visit_id, answer.stage, answer.nature
),
both_natures AS (
    SELECT visit_id, stage, nature, earned, scored FROM part
    UNION ALL
    SELECT visit_id, stage, 0, CAST(SUM(earned) AS BIGINT), CAST(SUM(scored) AS BIGINT)
    FROM part GROUP BY visit_id, stage
),
staged AS MATERIALIZED (
    SELECT both_natures.visit_id, counted.site_id, both_natures.stage, both_natures.nature,
        (2 * earned + scored) / (2 * scored) AS micro,
        rules.weight * CASE rules.is_points WHEN 1 THEN earned
            ELSE (2 * earned + scored) / (2 * scored) END AS earned,
        rules.weight * CASE rules.is_points WHEN 1 THEN scored ELSE 1 END AS scored
    FROM both_natures
    JOIN counted ON counted.id = both_natures.visit_id
    JOIN rules ON rules.version = counted.version AND rules.stage = both_natures.stage
),
totals AS (
    SELECT visit_id, site_id, nature,
        CAST(SUM(earned) AS BIGINT) AS earned, CAST(SUM(scored) AS BIGINT) AS scored
    FROM staged GROUP BY visit_id, site_id, nature
),
scores AS (
    SELECT site_id, stage, nature, CAST(micro AS BIGINT) AS micro FROM staged
    UNION ALL
    SELECT site_id, 0, nature, (2 * earned + scored) / (2 * scored) FROM totals WHERE scored > 0
),
site_sums AS (
    SELECT site_id, stage, nature, COUNT(*) AS visits, CAST(SUM(micro) AS BIGINT) AS total,
        CAST(SUM((micro / 1000) * (micro / 1000)) AS BIGINT) AS squares
    FROM scores GROUP BY site_id, stage, nature
),
sites AS MATERIALIZED (
    SELECT place.key, place.region, stage, nature, visits, total, squares,
        (2 * total + visits) / (2 * visits) AS micro
    FROM site_sums JOIN accounts_site place ON place.id = site_sums.site_id
)
SELECT 'site', key, stage, nature, visits, total, squares, micro FROM sites
UNION ALL
SELECT 'region', region, stage, nature, CAST(SUM(visits) AS BIGINT),
    CAST(SUM(total) AS BIGINT), CAST(SUM(squares) AS BIGINT),
    (2 * CAST(SUM(micro) AS BIGINT) + COUNT(*)) / (2 * COUNT(*))
FROM sites WHERE region <> '' GROUP BY region, stage, nature
UNION ALL
SELECT 'audit', '', stage, nature, CAST(SUM(visits) AS BIGINT),
    CAST(SUM(total) AS BIGINT), CAST(SUM(squares) AS BIGINT),
    (2 * CAST(SUM(micro) AS BIGINT) + COUNT(*)) / (2 * COUNT(*))
FROM sites GROUP BY stage, nature
"""


def rolled_up_cells(audit: Audit) -> dict[Place, dict[Spot, Cell]]:
    """Every base figure of an audit from its answers. Two queries and one for each version."""
    versions = audit.visits.order_by().values_list("checklist_version", flat=True).distinct()
    rules = [rule for version in versions for rule in _rules(version)]
    found: defaultdict[Place, dict[Spot, Cell]] = defaultdict(dict)
    if not rules:
        return {}
    sql = ROLL_UP.format(
        rules=", ".join(["(%s, %s, %s, %s)"] * len(rules)),
        statuses=", ".join(["%s"] * len(COUNTED_STATUSES)),
    )
    values = [value for rule in rules for value in rule]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, audit.pk, *COUNTED_STATUSES])
        for scope, name, stage, nature, *cell in cursor.fetchall():
            found[Place(scope, name)][Spot(stage, nature)] = Cell(*cell)
    return dict(found)


def _rules(version: int) -> Iterable[tuple[int, int, int, int]]:
    """Version, stage, weight of the stage, and whether points are weighed."""
    scheme = scheme_for(version)
    for number, (_key, weight) in enumerate(scheme.stages, 1):
        yield version, number, weight, int(scheme.method == "points")

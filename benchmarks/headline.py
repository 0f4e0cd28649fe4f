"""One headline from the score cells against one row fetched by its key, on both databases.

The floor is bare SQL by the primary key, without the ORM. ``python -m benchmarks.headline``
"""

from __future__ import annotations

from benchmarks.clock import compare, many, report
from benchmarks.databases import on_both
from benchmarks.rows import large_audit

AIM = 3
TIMES = 200


def main() -> None:
    from django.db import connection

    from audits.actions.scores import recompute_scores
    from audits.models import ScoreCell
    from audits.queries.scores import headline

    audit = large_audit(sites=200, visits=1_000, criteria=20)
    recompute_scores(audit)
    print(f"  {ScoreCell.objects.count()} cells")
    key = ScoreCell.objects.get(audit=audit, scope="audit", stage=0, nature=0).pk

    def row() -> object:
        with connection.cursor() as cursor:
            cursor.execute("SELECT micro FROM audits_scorecell WHERE id = %s", [key])
            return cursor.fetchone()

    timing = compare(
        f"  {TIMES} headlines over {TIMES} rows by key",
        many(lambda: headline(audit), TIMES),
        many(row, TIMES),
    )
    report(timing, AIM)


if __name__ == "__main__":
    on_both("benchmarks.headline", main)

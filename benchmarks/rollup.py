"""The SQL roll-up of an audit against a bare scan of the answers table: a million answers.

The floor is ``SELECT SUM(weight), COUNT(micro) FROM audits_answer``. ``python -m
benchmarks.rollup`` runs it on SQLite and on PostgreSQL; ``--quick`` takes a tenth.
"""

from __future__ import annotations

import sys

from benchmarks.clock import compare, report
from benchmarks.databases import on_both
from benchmarks.rows import large_audit

AIM = 4
FLOOR = "SELECT SUM(weight), COUNT(micro) FROM audits_answer"


def main() -> None:
    from django.db import connection

    from audits.queries.rollup import roll_up, roll_up_rules, rolled_up_cells
    from audits.queries.scores import WHOLE
    from audits.scoring import Nature, Spot

    visits = 1_000 if "--quick" in sys.argv else 10_000
    audit = large_audit(sites=200, visits=visits, criteria=100)
    rules = roll_up_rules(audit)

    def bare_scan() -> object:
        with connection.cursor() as cursor:
            cursor.execute(FLOOR)
            return cursor.fetchone()

    whole = rolled_up_cells(audit)[WHOLE][Spot(0, 0)]
    print(f"  {bare_scan()[1]} scored answers, the audit's score is {whole.micro}")
    both = compare(
        "  roll-up over a bare scan", lambda: roll_up(audit, Nature.BOTH, rules), bare_scan
    )
    report(both, AIM)
    natures = compare(
        "  facts and perceptions apart, too", lambda: rolled_up_cells(audit), bare_scan
    )
    report(natures)


if __name__ == "__main__":
    on_both("benchmarks.rollup", main)

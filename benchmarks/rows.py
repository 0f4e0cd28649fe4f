"""Large audits made by the database itself: a million answers in seconds."""

from __future__ import annotations

from django.db import connection

STAGES = ("awareness", "consideration", "purchase", "service", "loyalty")


def checklist_document(criteria: int) -> dict[str, object]:
    """Yes/no criteria in turns of five stages, two facts to each perception."""
    words = {"fi": "Kysymys?", "sv": "Fråga?", "en": "Question?"}
    return {
        "code": "benchmark",
        "version": 1,
        "name": words,
        "scoring": {"method": "stages"},
        "stages": [
            {"key": key, "order": order, "weight": 1 + order % 2, "name": words}
            for order, key in enumerate(STAGES, 1)
        ],
        "criteria": [
            {
                "code": f"C{number}",
                "stage": STAGES[number % 5],
                "type": "scale",
                "min": 0,
                "max": 100,
                "nature": "perception" if number % 3 == 0 else "fact",
                "weight": 1 + number % 3,
                "text": words,
            }
            for number in range(criteria)
        ],
    }


def large_audit(*, sites: int, visits: int, criteria: int) -> object:
    """An audit of approved visits, spread over the sites of ten regions, with all answers."""
    from django.utils import timezone

    from accounts.models import Client, Site
    from audits.models import Audit, Status, Visit
    from journeys.models import Checklist, ChecklistVersion

    client = Client.objects.create(key="benchmark", name="Benchmark Oy")
    places = Site.objects.bulk_create(
        Site(client=client, key=f"s{n}", name=f"Site {n}", region=f"Region {n % 10}")
        for n in range(sites)
    )
    version = ChecklistVersion.objects.create(
        checklist=Checklist.objects.create(code="benchmark"),
        version=1,
        document=checklist_document(criteria),
        digest="0" * 64,
    )
    audit = Audit.objects.create(
        client=client, key="benchmark", title="Benchmark", checklist_version=version
    )
    Visit.objects.bulk_create(
        (
            Visit(
                audit=audit,
                site=places[n % sites],
                checklist_version=version,
                key=f"v{n}",
                status=Status.APPROVED,
                approved_at=timezone.now(),
            )
            for n in range(visits)
        ),
        batch_size=1000,
    )
    answer_everything(criteria)
    return audit


# A twelfth does not apply; the rest earns 0 to 100 points by a fixed rule.
ANSWERS = """
INSERT INTO audits_answer (visit_id, criterion, state, value, reason, comment, entered_at,
    stage, nature, weight, micro)
WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < %s),
rows AS (
    SELECT visit.id AS visit_id, n, (visit.id * 31 + n * 17) %% 12 = 0 AS is_absent,
        (visit.id * 7919 + n * 104729) %% 101 AS points
    FROM audits_visit visit CROSS JOIN numbers ORDER BY visit.id, n
)
SELECT visit_id, 'C' || n, CASE WHEN is_absent THEN 'not_applicable' ELSE 'answered' END,
    CASE WHEN is_absent THEN NULL ELSE {value} END, '', '', CURRENT_TIMESTAMP,
    1 + n %% 5, CASE WHEN n %% 3 = 0 THEN 2 ELSE 1 END, 1 + n %% 3,
    CASE WHEN is_absent THEN NULL ELSE points * 1000000 END
FROM rows
"""


def answer_everything(criteria: int) -> None:
    """Every criterion in every visit, then the upkeep that a database does by itself at night."""
    is_postgresql = connection.vendor == "postgresql"
    value = "to_jsonb(points)" if is_postgresql else "CAST(points AS TEXT)"
    with connection.cursor() as cursor:
        cursor.execute(ANSWERS.format(value=value), [criteria])
        cursor.execute("VACUUM ANALYZE" if is_postgresql else "ANALYZE")

"""What stands between a draft and its issue, and what was issued before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F, Q

from accounts.models import User
from audits.models import StagePlan, Visit
from reports.models import Report, Withdrawal
from reports.narrative import Remark
from reports.narrative.names import people
from reports.narrative.privacy import Sighting, sightings
from reports.queries.narrative import Standing


@dataclass(frozen=True, slots=True)
class Obstacles:
    """By section what is to be settled, and every place that privacy still asks about."""

    remarks: Mapping[str, list[Remark]]
    sightings: list[Sighting]
    acknowledged: int

    @property
    def count(self) -> int:
        return sum(len(found) for found in self.remarks.values())


def obstacles(report: Report, standing: Standing) -> Obstacles:
    """Five queries."""
    remarks = {section: standing.remarks(section) for section in standing.rows}
    seen = set(report.acknowledgements.values_list("key", flat=True))
    found = sightings(standing.document, names_of_the_house(report), names_of_auditors(report))
    waiting = [one for one in found if one.must_go or one.key not in seen]
    return Obstacles(
        remarks={section: found for section, found in remarks.items() if found},
        sightings=waiting,
        acknowledged=len(found) - len(waiting),
    )


def names_of_the_house(report: Report) -> list[str]:
    """People whose names are asked about in this report: the client's and the house's."""
    people = User.objects.filter(
        Q(memberships__client=report.audit.client_id)
        | Q(memberships__client=None, memberships__isnull=False)
    )
    return list(people.distinct().order_by("name").values_list("name", flat=True))


def names_of_auditors(report: Report) -> list[str]:
    """Those who made visits to the client, alone or with others: their names stand nowhere."""
    client = report.audit.client_id
    auditors = User.objects.filter(
        Q(visits__audit__client=client)
        | Q(shared_visits__visit__audit__client=client)
        | Q(pk__in=StagePlan.objects.filter(visit__audit__client=client).values("auditor"))
    )
    names = auditors.distinct().order_by("name").values_list("name", flat=True)
    # An imported visit knows its auditor by a key alone.
    visits = Visit.objects.filter(audit__client=client, auditor=None)
    keys = visits.order_by().values_list("auditor_key", flat=True).distinct()
    return [*names, *sorted(people(keys))]


def earlier_edition(report: Report) -> Report | None:
    """What this draft replaces; else the newest issued report of the same scope and language."""
    reissue = getattr(report, "reissue", None)
    if reissue is not None:
        replaced: Report = reissue.replaces
        return replaced
    same = Report.objects.filter(
        audit=report.audit,
        site=report.site,
        visit=report.visit,
        region=report.region,
        is_whole_client=report.is_whole_client,
        language=report.language,
    )
    issued = same.exclude(pk=report.pk).exclude(issued_at=None)
    return issued.order_by(F("issued_at").desc()).first()


def withdrawal_of(report: Report) -> Withdrawal | None:
    return Withdrawal.objects.filter(report=report).first() if report.withdrawn_at else None

"""What issued reports recommend becomes the checks of the next round, and goes with them."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audits.models import Audit, SiteCheck
from journeys.definition import Recommendation, Words
from reports import queries
from reports.document import INCIDENT_TITLES, check_id
from reports.models import Prediction


def refresh_checks(audit: Audit) -> None:
    """Make the checks of a round say what its reports in force recommend."""
    advised = {
        one.code: one.rec
        for one in audit.checklist_version.definition.criteria
        if one.rec is not None
    }
    now, kept = timezone.now(), set()
    known = {row.public_id: row for row in audit.checks.all()}
    for rows in _by_place(audit).values():
        last = rows[-1]
        name = check_id(audit.key, last.site.key, last.code)
        check = known.get(name) or SiteCheck(
            public_id=name, audit=audit, site=last.site, code=last.code, made_at=now
        )
        rec = advised.get(last.criteria[0] if last.criteria else last.code)
        check.stage, check.criteria = last.stage, last.criteria
        check.text = {**_titles(last.code, rec), **_told(rows)}
        check.wish = dict(rec.action) if rec else {}
        check.withdrawn_at, check.closed_at = None, last.closed_at
        check.save()
        kept.add(name)
    gone = [row.pk for name, row in known.items() if name not in kept and not row.withdrawn_at]
    SiteCheck.objects.filter(pk__in=gone).update(withdrawn_at=now)


def _by_place(audit: Audit) -> dict[tuple[int, str], list[Prediction]]:
    """The predictions in force by site and recommendation, the newest last. One query."""
    found: dict[tuple[int, str], list[Prediction]] = {}
    for row in queries.predictions_of(audit):
        found.setdefault((row.site_id, row.code), []).append(row)
    return found


def _titles(code: str, rec: Recommendation | None) -> Words:
    """How the checklist says it, or the house for what is no checklist's."""
    if rec is not None:
        return rec.title
    found = {}
    for language, _name in settings.LANGUAGES if code in INCIDENT_TITLES else ():
        with translation.override(language):
            found[language] = _(INCIDENT_TITLES[code])
    return found


def _told(rows: list[Prediction]) -> Mapping[str, str]:
    """The words of the reports, each in its language; the newest leads."""
    return {row.report.language: row.title for row in rows}

"""Two rounds at a site, made comparable: like for like when the checklist changed in between."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from accounts.models import Site
from audits.bundle import Bundle
from audits.models import Audit, Finding, SiteCheck, Visit
from audits.queries.bundle import comparable_bundle, stored_bundle
from audits.queries.comparison import all_codes, common_codes
from reports.document import SiteRound
from reports.models import CheckAnswer


@dataclass(frozen=True, slots=True)
class Pair:
    """The round before and this one at a site. ``common``: the questions that ask and score the
    same in every version of the checklist that either was made with; None when there is one."""

    before: SiteRound
    after: SiteRound
    common: frozenset[str] | None
    left_out: tuple[str, ...]

    def compares(self, code: str) -> bool:
        return self.common is None or code in self.common


@dataclass(frozen=True, slots=True)
class Bundles:
    before: Bundle
    after: Bundle
    common: frozenset[str] | None = None
    left_out: tuple[str, ...] = ()


class Rounds:
    """The rounds that are compared with one, each read once."""

    def __init__(self, audit: Audit) -> None:
        self.audit = audit
        self.own: Bundle | None = None
        self.bundles: dict[int, Bundles] = {}
        self.answers: defaultdict[int, list[CheckAnswer]] = defaultdict(list)
        self.findings: defaultdict[UUID, list[Finding]] = defaultdict(list)
        answers = CheckAnswer.objects.filter(visit__audit=audit).select_related("by", "visit")
        for answer in answers.order_by("pk"):
            self.answers[answer.prediction_id].append(answer)
        findings = Finding.objects.filter(visit__in=Visit.objects.counted().filter(audit=audit))
        for row in findings.select_related("visit", "check_of").order_by("visit__key"):
            self.findings[row.check_of.public_id].append(row)
        checks = SiteCheck.objects.filter(audit__client=audit.client_id)
        self.checks = {check.public_id: check for check in checks}

    def pair(self, before: Audit, site: Site) -> Pair:
        if before.pk not in self.bundles:
            self.bundles[before.pk] = self._bundles(before)
        found, language = self.bundles[before.pk], self.audit.client.language
        return Pair(
            SiteRound(found.before, site.key, language),
            SiteRound(found.after, site.key, language),
            found.common,
            found.left_out,
        )

    def _bundles(self, before: Audit) -> Bundles:
        pair = (before, self.audit)
        rows = Visit.objects.counted().filter(audit__in=pair).order_by()
        versions = set(rows.values_list("checklist_version", flat=True).distinct())
        versions |= {audit.checklist_version_id for audit in pair}
        if len(versions) == 1:
            self.own = self.own or stored_bundle(self.audit)
            return Bundles(stored_bundle(before), self.own)
        common, version = common_codes(versions), self.audit.checklist_version
        first, last = (comparable_bundle(audit, version, common) for audit in pair)
        return Bundles(first, last, common, tuple(sorted(all_codes(versions) - common)))

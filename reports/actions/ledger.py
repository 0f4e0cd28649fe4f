"""A recommendation becomes a check of the next round, is answered, and is closed on evidence."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Site, User
from audits import scoring
from audits.models import Audit, Trail, Visit
from reports import queries
from reports.actions.checks import refresh_checks
from reports.document import ReportDocument, predictions
from reports.models import CheckAnswer, Edition, Prediction, Report
from reports.queries.ledger import line_of


def predict(report: Report, document: ReportDocument) -> None:
    """What an issued report recommends, at each of its sites, for the next round to check."""
    if report.edition != Edition.FULL or report.is_whole_client:
        return
    sites = {site.key: site for site in Site.objects.filter(client=report.audit.client_id)}
    found = predictions(queries.report_bundle(report), document)
    Prediction.objects.bulk_create(
        Prediction(
            report=report,
            site=sites[one.site],
            code=one.one.code,
            title=one.one.title,
            stage=one.stage,
            owner=one.one.owner,
            cost=one.one.cost,
            criteria=list(one.one.criteria),
            is_incident=one.one.certainty == "incident",
            passed=one.passed,
            visits=one.visits,
            exact=int(scoring.rounded(one.exact * scoring.UNIT)),
            expected=int(scoring.rounded(one.expected * scoring.UNIT)),
        )
        for one in found
    )


@transaction.atomic
def answer_check(
    prediction: Prediction, visit: Visit, user: User, *, is_done: bool, comment: str
) -> CheckAnswer:
    """Say what a later visit shows about a check that no question of it answers."""
    must_be_open(prediction)
    if not prediction.is_free:
        raise ValidationError(_("The questions of the visit answer this check by themselves."))
    if visit.site_id != prediction.site_id or visit.audit_id == prediction.report.audit_id:
        raise ValidationError(_("Only a later visit to the same site can answer this check."))
    if not comment.strip():
        raise ValidationError(_("Say what in the visit shows it."))
    values = {"is_done": is_done, "comment": comment.strip(), "by": user, "at": timezone.now()}
    answer, _made = CheckAnswer.objects.update_or_create(
        prediction=prediction, visit=visit, defaults=values
    )
    _note(visit.audit, user, "check_answered", prediction)
    return answer


@transaction.atomic
def close_prediction(prediction: Prediction, audit: Audit, user: User) -> None:
    """Close it with the verdict of this round. Nobody closes on evidence of her own."""
    locked = Prediction.objects.select_for_update().get(pk=prediction.pk)
    must_be_open(locked)
    line = line_of(audit, locked)
    if line is None or not line.may_close:
        raise ValidationError(_("This round does not tell yet: there are too few visits."))
    if user.pk in line.witnesses:
        raise ValidationError(_("The evidence is yours: somebody else must close it."))
    locked.closed_outcome = str(line.verdict.outcome)
    locked.closed_by, locked.closed_at = user, timezone.now()
    locked.save(update_fields=["closed_outcome", "closed_by", "closed_at"])
    refresh_checks(locked.report.audit)
    _note(audit, user, "prediction_closed", locked)


def must_be_open(prediction: Prediction) -> None:
    if prediction.closed_at:
        raise ValidationError(_("This check is closed already."))


def _note(audit: Audit, user: User, deed: str, prediction: Prediction) -> None:
    detail = {"code": prediction.code, "site": prediction.site.key}
    Trail.objects.create(audit=audit, user=user, deed=deed, detail=detail)

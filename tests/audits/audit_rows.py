"""Audits in the database for the tests of figures: rows as the actions of a visit leave them."""

from audits.models import Answer, AnswerState, Nature, Status
from journeys.question_types import question_type
from tests.factories import (
    STAGE_KEYS,
    AuditFactory,
    ChecklistVersionFactory,
    SiteFactory,
    VisitFactory,
    checklist_document,
)

NA = object()


def criterion(code, stage, **more):
    return {
        "code": code,
        "stage": stage,
        "type": "scale_0_4",
        "text": {"fi": "Kysymys?", "sv": "Fråga?", "en": "Question?"},
    } | more


def scored_document(method="stages", weights=(1, 2, 0, 3, 1), extra=()):
    """Facts and perceptions of several weights in four stages; the fifth stage stays empty."""
    document = checklist_document(scoring={"method": method})
    for stage, weight in zip(document["stages"], weights, strict=True):
        stage["weight"] = weight
    document["criteria"] = [
        criterion(f"{stage}-{n}", stage, nature=nature, weight=weight)
        for stage in STAGE_KEYS[:4]
        for n, (nature, weight) in enumerate(
            [("fact", 2), ("fact", 0), ("perception", 1), ("perception", 3)]
        )
    ]
    document["criteria"] += extra
    return document


def audit_with_sites(document=None, regions=("Häme", "Häme", "")):
    version = ChecklistVersionFactory(document=document or scored_document())
    audit = AuditFactory(checklist_version=version)
    return audit, [SiteFactory(client=audit.client, region=region) for region in regions]


def visit_with_answers(audit, site, values, status=Status.APPROVED):
    """From {criterion: value}; NA is not applicable, an absent criterion blank."""
    visit = VisitFactory(audit=audit, site=site, status=status)
    write_answers(visit, values)
    return visit


def write_answers(visit, values):
    checklist = visit.checklist_version.definition
    orders = {stage.key: stage.order for stage in checklist.stages}
    Answer.objects.filter(visit=visit).delete()
    Answer.objects.bulk_create(
        Answer(
            visit=visit,
            criterion=rule.code,
            state=AnswerState.NOT_APPLICABLE if values[rule.code] is NA else AnswerState.ANSWERED,
            value=None if values[rule.code] is NA else values[rule.code],
            stage=orders[rule.stage],
            nature=Nature.FACT if rule.nature == "fact" else Nature.PERCEPTION,
            weight=rule.weight,
            micro=None
            if values[rule.code] is NA
            else question_type(rule).micro(rule, values[rule.code]),
        )
        for rule in checklist.criteria
        if rule.code in values
    )

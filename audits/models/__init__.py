"""Measure: audits, visits, everything an auditor writes down, and the score cells."""

from audits.models.answer import Answer, AnswerChange, AnswerState, Nature, StageImpression
from audits.models.audit import Audit, AuditQuerySet
from audits.models.bundle import BundleSpelling
from audits.models.check import Finding, Outcome, SiteCheck
from audits.models.evidence import Evidence, evidence_path, thumb_path
from audits.models.figures import FiguresMade, RoundFigures, Scope, ScoreCell, VisitScore
from audits.models.moments import Incident, NoticedBy, Polarity, Promise, PromiseKept, PromiseKind
from audits.models.review import Review, ReviewPoint, Trail
from audits.models.stamp import Stamp, StampKind
from audits.models.sync import (
    Conflict,
    Device,
    Event,
    EventStatus,
    FieldState,
    PhotoUpload,
)
from audits.models.visit import (
    COUNTED_STATUSES,
    OPEN_STATUSES,
    CoAuditor,
    StagePlan,
    Status,
    Visit,
    VisitQuerySet,
)

__all__ = [
    "COUNTED_STATUSES",
    "OPEN_STATUSES",
    "Answer",
    "AnswerChange",
    "AnswerState",
    "Audit",
    "AuditQuerySet",
    "BundleSpelling",
    "CoAuditor",
    "Conflict",
    "Device",
    "Event",
    "EventStatus",
    "Evidence",
    "FieldState",
    "FiguresMade",
    "Finding",
    "Incident",
    "Nature",
    "NoticedBy",
    "Outcome",
    "PhotoUpload",
    "Polarity",
    "Promise",
    "PromiseKept",
    "PromiseKind",
    "Review",
    "ReviewPoint",
    "RoundFigures",
    "Scope",
    "ScoreCell",
    "SiteCheck",
    "StageImpression",
    "StagePlan",
    "Stamp",
    "StampKind",
    "Status",
    "Trail",
    "Visit",
    "VisitQuerySet",
    "VisitScore",
    "evidence_path",
    "thumb_path",
]

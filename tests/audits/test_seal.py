"""The database itself keeps the expectation of a started visit as it was written."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audits.models import StageImpression, Status, Visit
from tests.factories import VisitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed():
    visit = VisitFactory(status=Status.ACCEPTED)
    for stage in (1, 2, 3):
        StageImpression.objects.create(visit=visit, stage=stage, expectation=stage)
    StageImpression.objects.create(visit=visit, stage=4)
    now = timezone.now()
    Visit.objects.filter(pk=visit.pk).update(sealed_at=now, started_at=now)
    return visit


def expectations(visit):
    return list(visit.impressions.values_list("stage", "expectation"))


def other_visit(visit):
    return VisitFactory(audit=visit.audit, sealed_at=timezone.now())


REFUSED = [
    pytest.param(lambda v: v.impressions.filter(stage=1).update(expectation=4), id="change"),
    pytest.param(lambda v: v.impressions.filter(stage=1).update(expectation=None), id="blank"),
    pytest.param(lambda v: v.impressions.filter(stage=4).update(expectation=2), id="add later"),
    pytest.param(lambda v: v.impressions.filter(stage=3).update(stage=5), id="move in the visit"),
    pytest.param(lambda v: v.impressions.update(visit=VisitFactory()), id="move out of it"),
    pytest.param(lambda v: v.impressions.filter(stage=2).delete(), id="delete"),
    pytest.param(lambda v: v.impressions.create(stage=5, expectation=1), id="insert"),
    pytest.param(lambda v: v.delete(), id="delete the visit with it"),
    pytest.param(lambda v: Visit.objects.update(sealed_at=None), id="break the seal"),
    pytest.param(lambda v: Visit.objects.update(sealed_at=timezone.now()), id="seal again"),
]


@pytest.mark.parametrize("deed", REFUSED)
def test_a_sealed_expectation_cannot(sealed, deed):
    before = expectations(sealed)
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        deed(sealed)
    assert expectations(sealed) == before


def test_an_expectation_moves_into_no_sealed_visit(sealed):
    other = VisitFactory(audit=sealed.audit)
    other.impressions.create(stage=5, expectation=4)
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        other.impressions.update(visit=sealed)


def test_the_experience_of_a_sealed_visit_is_still_written(sealed):
    sealed.impressions.filter(stage=1).update(experience={"SC-EXP": 1})
    sealed.impressions.filter(stage=2).update(expectation=2, sealed_at=timezone.now())
    sealed.impressions.create(stage=5, experience={"SC-EXP": 4})
    assert expectations(sealed) == [(1, 1), (2, 2), (3, 3), (4, None), (5, None)]


def test_an_expectation_is_written_freely_before_the_seal():
    visit = VisitFactory()
    impression = visit.impressions.create(stage=1, expectation=3)
    visit.impressions.update(expectation=2)
    impression.delete()
    assert expectations(visit) == []


def test_a_visit_put_back_to_the_plan_may_be_deleted(sealed):
    Visit.objects.update(sealed_at=None, started_at=None, status=Status.PLANNED)
    sealed.delete()
    assert not StageImpression.objects.exists()

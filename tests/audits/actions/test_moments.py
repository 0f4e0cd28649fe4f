from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from audits.actions.moments import delete_moment, save_moment
from audits.models import Incident, Promise, Visit
from tests.audits.visits import accepted_visit, started_visit

pytestmark = pytest.mark.django_db


def promise(visit, **fields):
    return Promise(
        **{"visit": visit, "stage": 1, "kind": "speed", "wording": "In 10 min", **fields}
    )


def incident(visit, **fields):
    return Incident(
        **{"visit": visit, "stage": 3, "polarity": "failure", "what": "Cold soup", **fields}
    )


def test_moments_are_numbered_in_the_order_they_come():
    visit = started_visit()
    for moment in (promise(visit), promise(visit), incident(visit)):
        save_moment(moment, by=visit.auditor)
    assert list(visit.promises.values_list("position", flat=True)) == [1, 2]
    assert list(visit.incidents.values_list("position", flat=True)) == [1]
    assert Visit.objects.get().revision == 3


def test_a_form_sent_twice_adds_one():
    visit, mark = started_visit(), uuid4()
    for _tap in range(2):
        save_moment(incident(visit, public_id=mark), by=visit.auditor)
    assert Incident.objects.count() == 1


def test_a_changed_moment_keeps_what_it_was():
    visit = started_visit()
    moment = promise(visit, promised=Decimal(10))
    save_moment(moment, by=visit.auditor)
    moment = Promise.objects.get()
    moment.delivered, moment.kept = Decimal(25), "no"
    save_moment(moment, by=visit.auditor)
    save_moment(Promise.objects.get(), by=visit.auditor)
    change = visit.changes.get()
    assert change.key == f"promise.{moment.public_id}"
    assert (change.before["kept"], change.after["kept"]) == ("", "no")


def test_a_deleted_moment_keeps_what_it_was():
    visit = started_visit()
    moment = incident(visit)
    save_moment(moment, by=visit.auditor)
    delete_moment(moment, by=visit.auditor)
    assert not Incident.objects.exists()
    assert visit.changes.get().before["what"] == "Cold soup"


def test_a_promise_of_the_desk_is_logged_before_the_start_an_incident_in_the_shop_is_not():
    visit = accepted_visit()
    save_moment(promise(visit), by=visit.auditor)
    with pytest.raises(ValidationError, match="start the visit"):
        save_moment(incident(visit), by=visit.auditor)

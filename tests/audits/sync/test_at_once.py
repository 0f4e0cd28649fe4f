"""Many at the door of one visit: they wait for each other, and each is counted once."""

import json
import threading

import pytest
from django.db import connection
from django.test import Client as Browser

from audits.models import Event, FieldState, Visit
from tests.audits.sync.tablets import SYNC, Tablet
from tests.audits.visits import started_visit, values

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.threads]
KEYS = ["c.S1-01.value", "c.S2-01.value", "c.S3-01.value", "c.S4-01.value", "c.S5-01.value"]


def at_once(bodies, user):
    """All of them posted from threads of their own; the answers in no order."""
    answers, barrier = [], threading.Barrier(len(bodies))
    browsers = [Browser() for _ in bodies]
    for browser in browsers:
        browser.force_login(user)

    def post(browser, body):
        barrier.wait(timeout=20)
        try:
            answers.append(browser.post(SYNC, body, content_type="application/json"))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=post, args=pair) for pair in zip(browsers, bodies, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


@pytest.fixture
def visit(transactional_db):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads need a database that they can share: a file, or PostgreSQL")
    return started_visit()


def test_tablets_of_one_visit_wait_for_each_other(visit):
    tablets = [Tablet(None, visit.auditor, visit) for _ in range(6)]
    bodies = [
        json.dumps(tablet.message([tablet.mutation(key, "yes") for key in KEYS]))
        for tablet in tablets
    ]
    answers = at_once(bodies, visit.auditor)
    assert [answer.status_code for answer in answers] == [200] * 6
    assert {key: values(visit)[key] for key in KEYS} == dict.fromkeys(KEYS, "yes")
    revisions = [row.rev for row in Event.objects.filter(device__in=[t.device for t in tablets])]
    assert len(revisions) == len(set(revisions)) == 30
    assert Visit.objects.get().revision == max(revisions)


def test_one_message_from_many_threads_counts_once(visit):
    tablet = Tablet(None, visit.auditor, visit)
    body = json.dumps(tablet.message([tablet.mutation(key, "no") for key in KEYS]))
    answers = at_once([body] * 6, visit.auditor)
    assert [answer.status_code for answer in answers] == [200] * 6
    told = {
        (result["id"], result["status"], result["rev"])
        for answer in answers
        for result in answer.json()["results"]
    }
    assert len(told) == 5
    assert Event.objects.filter(device=tablet.device).count() == 5
    assert FieldState.objects.filter(key__in=KEYS, value="no").count() == 5

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from reports.management.commands.requeue_tasks import requeue_tasks
from tests.slow_task import linger

LEASE = timedelta(seconds=settings.TASK_LEASE)


@pytest.fixture
def running(db):
    """A task that the third second of its life finds with a worker named one."""
    linger.enqueue("/nowhere")
    task = DBTaskResult.objects.get()
    task.claim("one")
    return task


def begin(task, ago):
    DBTaskResult.objects.filter(pk=task.pk).update(started_at=timezone.now() - ago)


def status(task):
    task.refresh_from_db()
    return task.status


def test_task_within_its_lease_is_left_alone(running):
    assert requeue_tasks(lease=LEASE) == 0
    assert status(running) == "RUNNING"


def test_task_past_its_lease_is_ready_again(running):
    begin(running, LEASE + timedelta(seconds=1))
    assert requeue_tasks(lease=LEASE) == 1
    assert list(DBTaskResult.objects.ready()) == [running]


def test_task_of_a_dead_worker_is_ready_at_once(running):
    assert requeue_tasks(lease=LEASE, dead_worker="one") == 1
    assert status(running) == "READY"


def test_task_of_another_worker_is_left_alone(running):
    assert requeue_tasks(lease=LEASE, dead_worker="two") == 0
    assert status(running) == "RUNNING"


def test_task_that_took_three_workers_down_is_given_up(running):
    running.claim("two")
    running.claim("three")
    requeue_tasks(lease=LEASE, dead_worker="three")
    assert status(running) == "FAILED"
    assert "3 workers died at this task" in running.traceback


def test_finished_task_stays_finished(running):
    running.set_successful(None)
    begin(running, LEASE * 2)
    assert requeue_tasks(lease=LEASE, dead_worker="one") == 0


def test_command_tells_how_many(running, capsys):
    begin(running, timedelta(seconds=11))
    call_command("requeue_tasks", "--lease=10")
    assert capsys.readouterr().out == "1 tasks were put back.\n"

"""A worker that is killed leaves its task marked as running for ever, and nobody looks again.

Our tasks are idempotent, so such a task is simply put back: after the lease when nobody knows
what became of its worker, at once when the worker is known to be dead. A task that has taken three
workers down with it is given up instead.
"""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

ATTEMPTS = 3


class WorkerLostError(Exception):
    """The workers that took the task died before it was done."""


def requeue_tasks(*, lease: timedelta, dead_worker: str = "") -> int:
    """Put back what no living worker works on; how many tasks that were."""
    expired = timezone.now() - lease
    with transaction.atomic():
        running = DBTaskResult.objects.running().select_for_update(skip_locked=True)
        lost = [
            task
            for task in running
            if task.started_at < expired or task.worker_ids[-1:] == [dead_worker]
        ]
        for task in lost:
            put_back(task)
    return len(lost)


def put_back(task: DBTaskResult[Any, Any]) -> None:
    if len(task.worker_ids) >= ATTEMPTS:
        task.set_failed(WorkerLostError(f"{ATTEMPTS} workers died at this task"))
        return
    task.status = TaskResultStatus.READY
    task.save(update_fields=["status"])


class Command(BaseCommand):
    help = "Puts background tasks back into the queue whose worker died before they were done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--lease",
            type=int,
            default=settings.TASK_LEASE,
            help="after how many seconds a running task counts as lost (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count = requeue_tasks(lease=timedelta(seconds=options["lease"]))
        self.stdout.write(f"{count} tasks were put back.")

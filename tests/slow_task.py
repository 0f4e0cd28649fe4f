"""A background task that takes its time, for the tests of those who look after tasks."""

import time
from pathlib import Path

from django_tasks import task


@task()
def linger(folder):
    """Leaves one file for each time it was begun; from the second time on it gets to its end."""
    begun = len(list(Path(folder).glob("begun-*"))) + 1
    (Path(folder) / f"begun-{begun}").touch()
    time.sleep(60 if begun == 1 else 0)
    (Path(folder) / "done").touch()

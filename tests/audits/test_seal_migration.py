import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tests.factories import VisitFactory


def migrate(name):
    MigrationExecutor(connection).migrate([("audits", name)])


@pytest.mark.django_db(transaction=True)
def test_the_seal_comes_off_and_on_again_with_its_migration():
    visit = VisitFactory(sealed_at=timezone.now())
    try:
        migrate("0001_initial")
        visit.impressions.create(stage=1, expectation=3)
    finally:
        call_command("migrate", verbosity=0)
    with pytest.raises(Exception, match="sealed"):
        visit.impressions.update(expectation=4)

from django.core.management import call_command

from accounts.models import User
from journeys.models import ChecklistVersion


def test_set_up_publishes_the_library_and_changes_nothing_twice(db, settings):
    settings.HTTPS = True
    call_command("set_up")
    codes = list(ChecklistVersion.objects.values_list("checklist__code", flat=True))
    assert sorted(set(codes)) == ["b2b", "store", "webshop", "workshop"]
    call_command("set_up")
    assert ChecklistVersion.objects.count() == len(codes)


def test_nobody_of_the_demo_is_on_an_installation_for_others(db, settings):
    settings.HTTPS = True
    call_command("set_up")
    assert User.objects.count() == 0

import pytest

from accounts.models import Role
from accounts.permissions import Deed, deeds_anywhere, deeds_with, may
from tests.factories import ClientFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

HOUSE = {"create_client", "see_client", "edit_client", "invite", "plan_audit"}
ASKS = {"see_checklists", "edit_checklists"}
DESK = {"see_audit", "check_visit", "write_report", "issue_report", "read_report"}
# The role table as a person would read it aloud.
SAID = [
    pytest.param(Role.CONSULTANT, HOUSE | ASKS | DESK, id="consultant"),
    pytest.param(
        Role.EDITOR,
        {"see_client", "see_audit", "check_visit", "see_checklists", "read_report"},
        id="editor",
    ),
    pytest.param(Role.AUDITOR, {"fill_visit"}, id="auditor"),
    pytest.param(Role.CLIENT_MANAGER, {"read_report", "see_client"}, id="client manager"),
    pytest.param(Role.SITE_MANAGER, {"read_report"}, id="site manager"),
]


@pytest.mark.parametrize(("role", "deeds"), SAID)
def test_role_gives_its_deeds_with_its_own_client_only(role, deeds):
    membership = MembershipFactory(role=role)
    user, other = membership.user, ClientFactory()
    assert {deed for deed in Deed if may(user, deed, membership.client)} == deeds
    assert {deed for deed in Deed if may(user, deed, other)} == set()
    assert {deed for deed in Deed if may(user, deed)} == set()
    assert deeds_anywhere(user) == deeds


@pytest.mark.parametrize(("role", "deeds"), SAID[:3])
def test_role_of_the_house_spans_every_client(role, deeds):
    user = MembershipFactory(role=role, client=None).user
    assert deeds_with(user) == deeds_with(user, ClientFactory()) == deeds


def test_roles_add_up():
    company = ClientFactory()
    user = MembershipFactory(role=Role.AUDITOR, client=None).user
    MembershipFactory(role=Role.EDITOR, client=company, user=user)
    assert may(user, Deed.CHECK_VISIT, company)
    assert may(user, Deed.FILL_VISIT, company)
    assert not may(user, Deed.CHECK_VISIT, ClientFactory())


def test_superuser_may_everything():
    user = UserFactory(is_superuser=True)
    assert deeds_with(user) == deeds_anywhere(user) == set(Deed)


def test_deactivated_may_nothing():
    user = UserFactory(is_superuser=True, is_active=False)
    assert deeds_with(user) == deeds_anywhere(user) == set()

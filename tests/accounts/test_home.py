import pytest
from django.urls import reverse

from accounts.models import Role
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
FIRST = [
    pytest.param([Role.CONSULTANT], "audits:audit-list", id="consultant"),
    pytest.param([Role.EDITOR], "audits:audit-list", id="editor"),
    pytest.param([Role.AUDITOR], "audits:visit-list", id="auditor"),
    pytest.param([Role.CLIENT_MANAGER], "reports:report-list", id="client manager"),
    pytest.param([Role.SITE_MANAGER], "reports:report-list", id="site manager"),
    pytest.param([Role.AUDITOR, Role.EDITOR], "audits:audit-list", id="editor who also visits"),
]


@pytest.mark.parametrize(("roles", "page"), FIRST)
def test_the_day_begins_on_the_page_of_the_role(roles, page, client):
    user = UserFactory()
    for role in roles:
        MembershipFactory(user=user, role=role)
    client.force_login(user)
    response = client.get(reverse("home"), follow=True)
    assert response.redirect_chain == [(reverse(page), 302)]
    assert response.status_code == 200


def test_the_administrator_begins_at_the_desk(client):
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(reverse("home"))["Location"] == reverse("audits:audit-list")

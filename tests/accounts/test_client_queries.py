import pytest

from accounts.models import Role
from accounts.queries.client import client_people, free_key, members_for
from tests.factories import ClientFactory, MembershipFactory, UserFactory


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        pytest.param("Café Satama Oy", [], "cafe-satama-oy", id="accents go"),
        pytest.param("Äänekosken Öljy & Åkeri", [], "aanekosken-oljy-akeri", id="ä ö å"),
        pytest.param("Rødovre Ærlig", [], "rodovre-aerlig", id="letters Unicode keeps whole"),
        pytest.param("Satama", ["satama", "satama-2"], "satama-3", id="taken"),
        pytest.param("日本", [], "client", id="nothing is left"),
        pytest.param("_new", [], "new", id="no underscore"),
        pytest.param("a" * 80, [], "a" * 56, id="long"),
    ],
)
def test_key_is_made_from_the_name(name, taken, key):
    assert free_key(name, taken, "client") == key


@pytest.mark.django_db
def test_a_client_does_not_see_who_of_the_house_works_for_it():
    company = ClientFactory()
    MembershipFactory(client=company, role=Role.AUDITOR)
    manager = MembershipFactory(client=company, role=Role.CLIENT_MANAGER)
    assert list(client_people(company, with_house=False)) == [manager]
    assert client_people(company, with_house=True).count() == 2


@pytest.mark.django_db
def test_auditors_of_the_house_and_of_the_client_can_be_chosen():
    company = ClientFactory()
    house = MembershipFactory(client=None, role=Role.AUDITOR).user
    own = MembershipFactory(client=company, role=Role.AUDITOR).user
    gone = UserFactory(is_active=False)
    MembershipFactory(client=company, role=Role.AUDITOR, user=gone)
    MembershipFactory(role=Role.AUDITOR)
    MembershipFactory(client=company, role=Role.EDITOR)
    assert set(members_for(company, Role.AUDITOR)) == {house, own}

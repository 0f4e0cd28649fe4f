"""The pages of a client, its sites and its people."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import Channel, Client, Membership, Role, Site, User
from tests.factories import ClientFactory, MembershipFactory, SiteFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultant():
    user = UserFactory(language="en")
    MembershipFactory(user=user, client=None)
    return user


@pytest.fixture
def desk(client, consultant):
    client.force_login(consultant)
    return client


def test_client_is_created_with_a_key_from_its_name(desk):
    response = desk.post(reverse("accounts:client-create"), {"name": "Mäkelä Oy", "language": "fi"})
    created = Client.objects.get()
    assert (created.key, created.name) == ("makela-oy", "Mäkelä Oy")
    assert response["Location"] == "/clients/makela-oy/"


def test_key_stays_when_the_name_changes(desk):
    company = ClientFactory(key="makela")
    body = {"name": "Virtanen Oy", "language": "sv"}
    desk.post(reverse("accounts:client-edit", args=["makela"]), body)
    company.refresh_from_db()
    assert (company.key, company.name, company.language) == ("makela", "Virtanen Oy", "sv")


def test_site_is_created_and_the_next_can_follow(desk):
    company = ClientFactory(key="satama")
    url = reverse("accounts:site-create", args=["satama"])
    body = {"name": "Jyväskylä", "channel": "shop", "region": "Keski-Suomi", "again": ""}
    assert desk.post(url, body)["Location"] == url
    site = Site.objects.get()
    assert (site.client, site.key, site.channel) == (company, "jyvaskyla", Channel.SHOP)
    assert '<option value="Keski-Suomi">' in desk.get(url).content.decode()


def test_two_sites_of_a_client_do_not_share_a_name(desk):
    company = ClientFactory(key="satama")
    SiteFactory(client=company, name="Tampere")
    url = reverse("accounts:site-create", args=["satama"])
    page = desk.post(url, {"name": "tampere", "channel": "shop"}).content.decode()
    assert "This client has a site of this name already." in page
    assert 'value="tampere"' in page
    assert Site.objects.count() == 1


def invite_body(**more):
    return {"name": "Aino", "email": "Aino@Example.com", "language": "fi", **more}


def test_site_manager_is_invited_with_sites(desk):
    site = SiteFactory()
    url = reverse("accounts:person-invite", args=[site.client.key])
    desk.post(url, invite_body(role="site_manager", sites=[site.pk]))
    membership = Membership.objects.get(client=site.client)
    assert (membership.user.email, list(membership.sites.all())) == ("aino@example.com", [site])
    assert mail.outbox[0].to == ["aino@example.com"]


def test_site_manager_needs_a_site(desk):
    url = reverse("accounts:person-invite", args=[ClientFactory().key])
    page = desk.post(url, invite_body(role="site_manager")).content.decode()
    assert "Choose at least one site for a site manager." in page
    assert not User.objects.filter(name="Aino").exists()


def test_auditor_of_the_house_is_invited(desk):
    desk.post(reverse("accounts:house-invite"), invite_body(role="auditor"))
    membership = Membership.objects.get(role=Role.AUDITOR)
    assert (membership.client, membership.user.name) == (None, "Aino")
    assert "Aino" in desk.get(reverse("accounts:person-list")).content.decode()


def test_role_is_removed_after_a_question(desk):
    membership = MembershipFactory(role=Role.CLIENT_MANAGER)
    url = reverse("accounts:membership-remove", args=[membership.client.key, membership.pk])
    assert "will no longer have the role “Client manager”" in desk.get(url).content.decode()
    desk.post(url)
    assert not Membership.objects.filter(pk=membership.pk).exists()
    assert User.objects.filter(pk=membership.user.pk).exists()


def test_nobody_removes_the_own_role(desk, consultant):
    own = consultant.memberships.get()
    response = desk.post(reverse("accounts:house-remove", args=[own.pk]), follow=True)
    assert "You cannot remove your own role." in response.content.decode()
    assert Membership.objects.filter(pk=own.pk).exists()


def test_role_with_another_client_is_not_found_here(desk):
    membership = MembershipFactory(role=Role.CLIENT_MANAGER)
    url = reverse("accounts:membership-remove", args=[ClientFactory().key, membership.pk])
    assert desk.post(url).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_client_list_asks_a_fixed_number_of_times(count, desk, django_assert_num_queries):
    for company in ClientFactory.create_batch(count):
        SiteFactory.create_batch(count, client=company)
    with django_assert_num_queries(11):
        desk.get(reverse("accounts:client-list"))


@pytest.mark.parametrize("count", [1, 3])
def test_client_page_asks_a_fixed_number_of_times(count, desk, django_assert_num_queries):
    company = ClientFactory()
    for site in SiteFactory.create_batch(count, client=company):
        join = MembershipFactory(client=company, role=Role.SITE_MANAGER)
        join.sites.add(site)
    with django_assert_num_queries(15):
        desk.get(company.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_people_list_asks_a_fixed_number_of_times(count, desk, django_assert_num_queries):
    for user in UserFactory.create_batch(count):
        MembershipFactory(user=user, client=None, role=Role.AUDITOR)
    with django_assert_num_queries(9):
        desk.get(reverse("accounts:person-list"))

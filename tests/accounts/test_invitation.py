import re

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.actions.invitation import invite
from accounts.models import Membership, Role, User
from tests.factories import ClientFactory, MembershipFactory, SiteFactory, UserFactory

PASSWORD = "a long enough password"
BODY = {"name": "Aino Aalto", "new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def consultant(db):
    return MembershipFactory(user=UserFactory(name="Matti Virtanen")).user


@pytest.fixture
def company(consultant):
    return consultant.memberships.get().client


def invite_aino(consultant, company, role=Role.CLIENT_MANAGER, sites=()):
    return invite("Aino@Example.com", "Aino", "en", role, company, sites, by=consultant)


def mailed_path(settings):
    [url] = re.findall(r"https?://\S+", mail.outbox[-1].body)
    return url.removeprefix(settings.BASE_URL)


def test_invitation_makes_an_account_without_a_password(consultant, company):
    membership = invite_aino(consultant, company)
    aino = membership.user
    assert (aino.email, aino.name, aino.language) == ("aino@example.com", "Aino", "en")
    assert not aino.has_usable_password()
    assert (membership.client, membership.role) == (company, Role.CLIENT_MANAGER)


def test_invitation_mail_says_who_invites_to_what(consultant, company):
    invite_aino(consultant, company)
    assert mail.outbox[0].to == ["aino@example.com"]
    assert mail.outbox[0].subject == "You are invited to Journeyaudit"
    sentence = f"Matti Virtanen invites you to Journeyaudit. Your role: Client manager, {company}."
    assert sentence in mail.outbox[0].body


def test_accepting_sets_the_password_and_signs_in(consultant, company, visitor, settings):
    invite_aino(consultant, company)
    response = visitor.post(mailed_path(settings), BODY)
    aino = User.objects.get(email="aino@example.com")
    assert response["Location"] == "/"
    assert get_user(visitor) == aino
    assert aino.name == "Aino Aalto"
    assert aino.check_password(PASSWORD)


def test_link_works_once(consultant, company, visitor, settings):
    invite_aino(consultant, company)
    visitor.post(mailed_path(settings), BODY)
    assert visitor.get(mailed_path(settings)).status_code == 410
    assert visitor.post(mailed_path(settings), BODY).status_code == 410


def test_link_holds_for_seven_days(consultant, company, visitor, settings, clock):
    invite_aino(consultant, company)
    clock(days=6, hours=23)
    assert visitor.get(mailed_path(settings)).status_code == 200
    clock(hours=2)
    assert visitor.get(mailed_path(settings)).status_code == 410


def test_forged_link_is_refused(consultant, company, visitor, settings):
    invite_aino(consultant, company)
    path = mailed_path(settings)
    assert visitor.get(path[:-3] + "xx/").status_code == 410


def test_closed_account_cannot_be_opened_by_its_link(consultant, company, visitor, settings):
    invite_aino(consultant, company)
    User.objects.filter(email="aino@example.com").update(is_active=False)
    assert visitor.get(mailed_path(settings)).status_code == 410


def test_welcome_is_in_the_language_of_the_invited(consultant, company, client, settings):
    membership = invite_aino(consultant, company)
    User.objects.filter(pk=membership.user_id).update(language="sv")
    assert '<html lang="sv">' in client.get(mailed_path(settings)).content.decode()


def test_known_person_gets_the_role_and_a_mail_without_a_secret(consultant, company, settings):
    aino = UserFactory(email="aino@example.com", name="Aino Aalto", language="en")
    aino.set_password(PASSWORD)
    aino.save()
    invite_aino(consultant, company)
    aino.refresh_from_db()
    assert aino.name == "Aino Aalto"
    assert aino.memberships.get().client == company
    assert mailed_path(settings) == reverse("accounts:login")


def test_inviting_again_sends_the_mail_again(consultant, company):
    assert invite_aino(consultant, company) == invite_aino(consultant, company)
    assert len(mail.outbox) == 2


def test_role_is_given_once(consultant, company):
    invite_aino(consultant, company)
    aino = User.objects.get(email="aino@example.com")
    aino.set_password(PASSWORD)
    aino.save()
    with pytest.raises(ValidationError, match=r"already|jo|redan"):
        invite_aino(consultant, company)


def test_site_manager_gets_the_sites_of_the_client(consultant, company):
    site = SiteFactory(client=company)
    membership = invite_aino(consultant, company, Role.SITE_MANAGER, [site])
    assert list(membership.sites.all()) == [site]


@pytest.mark.parametrize(
    ("role", "with_client", "foreign_site"),
    [
        pytest.param(Role.SITE_MANAGER, True, False, id="site manager without sites"),
        pytest.param(Role.SITE_MANAGER, True, True, id="another client's site"),
    ],
)
def test_invitation_that_makes_no_sense(consultant, company, role, with_client, foreign_site):
    sites = [SiteFactory()] if foreign_site else []
    with pytest.raises(ValidationError):
        invite_aino(consultant, company if with_client else None, role, sites)
    assert mail.outbox == []
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.CLIENT_MANAGER])
def test_consultant_of_one_client_invites_to_no_other(consultant, role):
    for client in (ClientFactory(), None):
        with pytest.raises(PermissionDenied):
            invite_aino(consultant, client, role)
    assert not User.objects.filter(email="aino@example.com").exists()


def test_client_role_needs_a_client(db):
    admin = UserFactory(is_superuser=True)
    with pytest.raises(ValidationError):
        invite_aino(admin, None, Role.CLIENT_MANAGER)

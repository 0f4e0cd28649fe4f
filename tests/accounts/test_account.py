import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from tests.factories import MembershipFactory, UserFactory

ACCOUNT = reverse("accounts:account")
OLD, NEW = "a long enough password", "another long password"


@pytest.fixture
def aino(db):
    user = UserFactory(email="aino@example.com", name="Aino", language="en")
    user.set_password(OLD)
    user.save()
    return user


@pytest.fixture
def signed_in(client, aino):
    client.force_login(aino)
    return client


def test_details_are_saved(signed_in, aino):
    body = {"name": "Aino Aalto", "language": "sv", "details": "1"}
    response = signed_in.post(ACCOUNT, body)
    aino.refresh_from_db()
    assert response["Location"] == ACCOUNT
    assert (aino.name, aino.language) == ("Aino Aalto", "sv")


def test_wrong_details_keep_what_was_typed_and_the_old_name_on_top(signed_in, aino):
    body = {"name": "x" * 151, "language": "fi", "details": "1"}
    html = signed_in.post(ACCOUNT, body).content.decode()
    assert f'value="{"x" * 151}"' in html
    assert '<span class="name">Aino</span>' in html


def test_password_is_changed_and_the_session_stays(signed_in, aino):
    body = {"old_password": OLD, "new_password1": NEW, "new_password2": NEW, "password": "1"}
    assert signed_in.post(ACCOUNT, body).status_code == 302
    aino.refresh_from_db()
    assert aino.check_password(NEW)
    assert get_user(signed_in) == aino


def test_password_change_asks_for_the_old_one(signed_in, aino):
    body = {"old_password": "no", "new_password1": NEW, "new_password2": NEW, "password": "1"}
    response = signed_in.post(ACCOUNT, body)
    assert "old_password" in response.context["password"].errors
    aino.refresh_from_db()
    assert aino.check_password(OLD)


def test_password_manager_learns_whose_password_it_is(signed_in):
    html = signed_in.get(ACCOUNT).content.decode()
    form = html[html.index('id="submit-id-details"') :]
    assert 'autocomplete="username" value="aino@example.com" hidden' in form


def test_nobody_gives_himself_rights(signed_in, aino):
    body = {"name": "A", "language": "fi", "is_superuser": "on", "email": "x@y.z", "details": "1"}
    signed_in.post(ACCOUNT, body)
    aino.refresh_from_db()
    assert (aino.is_superuser, aino.email) == (False, "aino@example.com")


@pytest.mark.parametrize("roles", [1, 3])
def test_roles_are_listed_with_a_fixed_number_of_queries(
    signed_in, aino, roles, django_assert_num_queries
):
    clients = [MembershipFactory(user=aino).client for _ in range(roles)]
    with django_assert_num_queries(8):
        html = signed_in.get(ACCOUNT).content.decode()
    assert [client.name in html for client in clients] == [True] * roles


def test_home_without_a_role_says_what_to_do(signed_in):
    assert "Nothing waits for you here yet" in signed_in.get("/").content.decode()


@pytest.mark.parametrize(("is_superuser", "code"), [(True, 200), (False, 403)])
def test_administration_is_for_the_administrator(signed_in, aino, is_superuser, code):
    aino.is_staff = True
    aino.is_superuser = is_superuser
    aino.save()
    assert signed_in.get("/admin/", follow=True).status_code == code


def test_administration_has_no_door_of_its_own(client, db):
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("accounts:login"))


def test_administrator_adds_and_edits_people(client, aino):
    admin = UserFactory(is_superuser=True)
    client.force_login(admin)
    assert client.get("/admin/accounts/user/add/").status_code == 200
    assert client.get(f"/admin/accounts/user/{aino.pk}/change/").status_code == 200
    assert client.get("/admin/accounts/client/").status_code == 200
    assert client.get("/admin/accounts/site/").status_code == 200

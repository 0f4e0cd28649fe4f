import pytest
from django.contrib import admin
from django.urls import reverse

from tests.personas import Persona

LOOK_ONLY = [
    pytest.param(model, id=model._meta.model_name)
    for model in admin.site._registry
    if model._meta.app_label in ("audits", "reports")
]


@pytest.fixture
def administrator(client, world):
    client.force_login(world.people[Persona.SUPERUSER])
    return client


def url_of(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", LOOK_ONLY)
def test_administrator_looks_and_changes_nothing(model, administrator):
    assert administrator.get(url_of(model, "changelist")).status_code == 200
    assert administrator.get(url_of(model, "add")).status_code == 403
    row = model.objects.first()
    if row:
        page = administrator.get(url_of(model, "change", row.pk))
        assert page.status_code == 200
        assert not page.context["has_change_permission"]
        assert administrator.post(url_of(model, "change", row.pk), {}).status_code == 403
        assert administrator.post(url_of(model, "delete", row.pk), {}).status_code == 403


def test_a_consultant_has_no_business_there(client, world):
    client.force_login(world.people[Persona.HOUSE_CONSULTANT])
    assert client.get("/admin/", follow=True).status_code == 403

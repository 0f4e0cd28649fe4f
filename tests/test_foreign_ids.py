"""An id of another client, sent by hand, is refused by every form that has a relation, even from
somebody who may see both clients."""

import importlib
import inspect
import pkgutil

import pytest
from django.forms import BaseForm, ModelChoiceField
from django.urls import reverse

from accounts.forms.client import ClientInviteForm
from audits.forms.audit import AssignForm, AuditForm, VisitForm
from reports.forms import CheckForm
from tests.factories import ChecklistFactory, ChecklistVersionFactory
from tests.personas import Persona

APPS = ("accounts", "journeys", "audits", "reports")


def imported_version():
    """Of a checklist that came along with another client's audit."""
    return ChecklistVersionFactory(checklist=ChecklistFactory(code="imported"))


# Form and field: its page for the own client, and the row that is none of its business.
CASES = {
    (ClientInviteForm, "sites"): lambda own, other: (
        reverse("accounts:person-invite", args=[own.client.key]), other.site),
    (AuditForm, "checklist_version"): lambda own, other: (
        reverse("audits:audit-create", args=[own.client.key]), imported_version()),
    (AssignForm, "sites"): lambda own, other: (
        reverse("audits:visits-assign", args=[own.audit.key]), other.site),
    (AssignForm, "auditor"): lambda own, other: (
        reverse("audits:visits-assign", args=[own.audit.key]), other.visit.auditor),
    (VisitForm, "auditor"): lambda own, other: (
        reverse("audits:visit-edit", args=[own.audit.key, planned(own).pk]), other.visit.auditor),
    (CheckForm, "visit"): lambda own, other: (
        reverse("reports:check-answer", args=[own.audit.key, prediction(own).pk]), other.visit),
}  # fmt: skip


def planned(side):
    type(side.visit).objects.filter(pk=side.visit.pk).update(status="planned")
    return side.visit


def prediction(side):
    return side.issued.predictions.get(code="S1-01")


def our_forms():
    """Every form class of ours that is used as it is."""
    for app in APPS:
        for module in pkgutil.walk_packages(importlib.import_module(app).__path__, f"{app}."):
            if ".forms" in module.name:
                for _name, form in inspect.getmembers(importlib.import_module(module.name)):
                    if inspect.isclass(form) and issubclass(form, BaseForm):
                        yield from [form] if form.__module__.startswith(f"{app}.") else []


def has_relation(form):
    ours = [part for part in form.__mro__ if part.__module__.split(".")[0] in APPS]
    sources = [inspect.getsource(part) for part in ours]
    declared = any(isinstance(field, ModelChoiceField) for field in form.base_fields.values())
    return declared or any("queryset=" in source for source in sources)


@pytest.mark.parametrize("where", CASES, ids=lambda where: f"{where[0].__name__}.{where[1]}")
def test_row_of_another_client_is_refused(where, world, client):
    form, field = where
    url, row = CASES[where](world.own, world.other)
    client.force_login(world.people[Persona.SUPERUSER])
    response = client.post(url, {field: [row.pk]})
    errors = response.context["form"].errors.as_data()
    assert isinstance(response.context["form"], form)
    assert [error.code for error in errors[field]] == ["invalid_choice"]


def test_every_form_with_a_relation_has_its_case():
    tried = {form for form, _field in CASES}
    related = {form for form in our_forms() if has_relation(form) and not form.__subclasses__()}
    assert related == tried

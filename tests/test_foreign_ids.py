"""An id of another client, sent by hand, is refused by every form that has a relation."""

import importlib
import inspect
import pkgutil

import pytest
from django.core.exceptions import ValidationError
from django.forms import BaseForm, ModelChoiceField, ModelMultipleChoiceField

from accounts.forms.client import ClientInviteForm
from audits.forms.audit import AssignForm, AuditForm, VisitForm
from tests.factories import ChecklistFactory, ChecklistVersionFactory

APPS = ("accounts", "journeys", "audits", "reports")
# Form and field: the form of the own client, and a row that is none of its business.
CASES = {
    (ClientInviteForm, "sites"): lambda w: (ClientInviteForm(w.own.client), w.other.site),
    (AuditForm, "checklist_version"): lambda w: (AuditForm(w.own.client), imported_version()),
    (AssignForm, "sites"): lambda w: (AssignForm(w.own.audit), w.other.site),
    (AssignForm, "auditor"): lambda w: (AssignForm(w.own.audit), w.other.visit.auditor),
    (VisitForm, "auditor"): lambda w: (VisitForm(w.other.visit), w.own.visit.auditor),
}


def imported_version():
    """Of a checklist that came along with another client's audit."""
    return ChecklistVersionFactory(checklist=ChecklistFactory(code="imported"))


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
def test_row_of_another_client_is_refused(where, world):
    form, row = CASES[where](world)
    field = form.fields[where[1]]
    is_many = isinstance(field, ModelMultipleChoiceField)
    with pytest.raises(ValidationError):
        field.clean([row.pk] if is_many else row.pk)
    assert not field.queryset.filter(pk=row.pk).exists()


def test_every_form_with_a_relation_has_its_case():
    tried = {form for form, _field in CASES}
    related = {form for form in our_forms() if has_relation(form) and not form.__subclasses__()}
    assert related == tried

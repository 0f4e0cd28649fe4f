"""Forms of the desk: an audit, and who visits which site when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from accounts.models import Channel, Client, Role, Site, User
from accounts.queries.client import free_key, members_for
from audits.actions.audit import UNSTARTED_STATUSES, Plan, StageDay, Team
from audits.models import Audit, Visit
from audits.queries.audit import Clash, newest_versions, rotation_clashes, sites_with_visits
from audits.queries.figures import checklist_name
from audits.queries.visit_progress import DESK_STAGES
from journeys.definition import in_language
from journeys.models import ChecklistVersion

if TYPE_CHECKING:
    AuditModelForm = forms.ModelForm[Audit]
    ChecklistChoices = forms.ModelChoiceField[ChecklistVersion]
    SitesChoices = forms.ModelMultipleChoiceField[Site]
else:
    AuditModelForm, ChecklistChoices = forms.ModelForm, forms.ModelChoiceField
    SitesChoices = forms.ModelMultipleChoiceField


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ChecklistField(ChecklistChoices):
    def label_from_instance(self, obj: ChecklistVersion) -> str:
        return checklist_name(obj, get_language() or "fi")


class AuditForm(AuditModelForm):
    class Meta:
        model = Audit
        fields = ("title", "starts_on", "ends_on", "target", "brief")
        widgets = {
            "starts_on": DateInput,
            "ends_on": DateInput,
            "brief": forms.Textarea(attrs={"rows": 5}),
            "target": forms.NumberInput(attrs={"min": 0, "max": 100, "inputmode": "numeric"}),
        }
        help_texts = {
            "title": gettext_lazy("As it reads on the report: for example the season and year."),
            "target": gettext_lazy("The score that the client aims at. May be left empty."),
            "brief": gettext_lazy(
                "What every auditor should know: whom the client serves, what to buy, what is "
                "paid back. The client does not see this."
            ),
        }

    def __init__(self, client: Client, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.client = client
        is_fixed = bool(self.instance.pk) and self.instance.visits.exists()
        stays = _("The checklist stays: visits have been planned with it.")
        self.fields["checklist_version"] = ChecklistField(
            label=_("Checklist"),
            queryset=newest_versions(self.instance),
            empty_label=_("Choose a checklist"),
            initial=self.instance.checklist_version_id,
            disabled=is_fixed,
            help_text=stays if is_fixed else "",
        )
        self.order_fields(["title", "checklist_version"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day cannot be before the first."))
        target = data.get("target")
        if target is not None and target > 100:
            self.add_error("target", _("The target is a number from 0 to 100."))
        return data

    def save(self, commit: bool = True) -> Audit:
        self.instance.checklist_version = self.cleaned_data["checklist_version"]
        if not self.instance.key:
            taken = set(Audit.objects.values_list("key", flat=True))
            name = f"{self.instance.client.key} {self.instance.title}"
            self.instance.key = free_key(name, taken, "audit")
        return super().save(commit)


class PlanForm(forms.Form):
    """What the desk lays down for a visit, with the auditor, and a word about rotation."""

    scenario = forms.CharField(
        label=gettext_lazy("Scenario"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Who the auditor is as a customer, and what he or she comes for. No names of staff."
        ),
    )
    starts_on = forms.DateField(
        label=gettext_lazy("May start on"), required=False, widget=DateInput
    )
    due_on = forms.DateField(label=gettext_lazy("Visit by"), required=False, widget=DateInput)
    submit_by = forms.DateField(label=gettext_lazy("Submit by"), required=False, widget=DateInput)
    is_announced = forms.BooleanField(
        label=gettext_lazy("The site knows beforehand that the auditor comes"), required=False
    )
    confirm_rotation = forms.BooleanField(
        label=gettext_lazy("Assign in spite of the rotation"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, audit: Audit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.audit = audit
        self.clashes: list[Clash] = []
        self.fields["auditor"] = forms.ModelChoiceField(
            label=_("Auditor"),
            queryset=members_for(audit.client, Role.AUDITOR),
            required=False,
            empty_label=_("Chosen later"),
        )
        self.order_fields(["sites", "auditor"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for earlier, later, words in (
            ("starts_on", "due_on", _("The visit cannot be due before it may start.")),
            ("due_on", "submit_by", _("The answers cannot be due before the visit.")),
        ):
            if data.get(earlier) and data.get(later) and data[later] < data[earlier]:
                self.add_error(later, words)
        if not self.errors and data.get("auditor") and not data.get("confirm_rotation"):
            self._check_rotation(data)
        return data

    def planned_sites(self) -> list[Site]:
        raise NotImplementedError

    def planned_visit(self) -> Visit | None:
        return None

    def _check_rotation(self, data: dict[str, Any]) -> None:
        day: date | None = data["due_on"] or data["starts_on"] or self.audit.starts_on
        self.clashes = rotation_clashes(
            data["auditor"],
            self.planned_sites(),
            day or timezone.localdate(),
            but=self.planned_visit(),
        )
        if self.clashes:
            self.fields["confirm_rotation"].widget = forms.CheckboxInput()
            self.add_error("confirm_rotation", _rotation_words(data["auditor"], self.clashes))

    @property
    def plan(self) -> Plan:
        fields = ("scenario", "starts_on", "due_on", "submit_by", "is_announced")
        return Plan(**{field: self.cleaned_data[field] for field in fields})


def _rotation_words(auditor: User, clashes: list[Clash]) -> str:
    places = get_text_list(
        [f"{clash.site} {date_format(clash.day, 'SHORT_DATE_FORMAT')}" for clash in clashes],
        _("and"),
    )
    return _(
        "%(auditor)s is too soon at a site again (%(places)s). Choose somebody else, another day, "
        "or tick this to assign all the same."
    ) % {"auditor": auditor, "places": places}


class SitesField(SitesChoices):
    """Sites with the number of visits that the audit plans to each already."""

    def label_from_instance(self, obj: Any) -> str:
        count: int = obj.visit_count
        if not count:
            return str(obj)
        words = ngettext("%(site)s (%(count)s visit)", "%(site)s (%(count)s visits)", count)
        return words % {"site": obj, "count": count}


class AssignForm(PlanForm):
    """Several sites for one auditor: one visit to each."""

    def __init__(self, audit: Audit, *args: Any, **kwargs: Any) -> None:
        super().__init__(audit, *args, **kwargs)
        self.fields["sites"] = SitesField(
            label=_("Sites"),
            queryset=sites_with_visits(audit),
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(["sites", "auditor"])

    def planned_sites(self) -> list[Site]:
        return list(self.cleaned_data["sites"])


STAGE_FIELDS = ("auditor", "day", "channel", "after_days")


def after_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Opens so many days after the visit"),
        help_text=_("Locked until then, for example 7 or 14 days: did anyone call?"),
        min_value=1,
        max_value=90,
        required=False,
    )


class VisitForm(PlanForm):
    """The plan of one visit. The auditor stays once the visit has been accepted."""

    def __init__(self, visit: Visit, *args: Any, **kwargs: Any) -> None:
        fields = ("auditor", "scenario", "starts_on", "due_on", "submit_by", "is_announced")
        super().__init__(
            visit.audit,
            *args,
            initial={field: getattr(visit, field) for field in fields},
            **kwargs,
        )
        self.visit = visit
        if visit.status not in UNSTARTED_STATUSES:
            self.fields["auditor"].disabled = True
            self.fields["auditor"].help_text = _("The auditor has accepted the visit.")
        self.add_team()

    def add_team(self) -> None:
        """Others who make the visit too, and the stages that are lived apart."""
        people = members_for(self.audit.client, Role.AUDITOR)
        is_settled = self.fields["auditor"].disabled
        self.fields["others"] = forms.ModelMultipleChoiceField(
            label=_("Others who make the visit too"),
            queryset=people.exclude(pk=self.visit.auditor_id or 0) if is_settled else people,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Each of them may write all of it, on a device of their own."),
        )
        self.initial["others"] = [row.user_id for row in self.visit.co_auditors.all()]
        plans = {plan.stage: plan for plan in self.visit.stage_plans.all()}
        for stage in self.visit.checklist_version.definition.stages:
            plan, name = plans.get(stage.order), f"stage{stage.order}"
            self.fields[f"{name}_auditor"] = forms.ModelChoiceField(
                label=_("Who"), queryset=people, required=False, empty_label=_("The auditor")
            )
            self.fields[f"{name}_day"] = forms.DateField(
                label=_("On which day"), required=False, widget=DateInput
            )
            self.fields[f"{name}_channel"] = forms.ChoiceField(
                label=_("Over which channel"),
                choices=[("", _("As the site")), *Channel.choices],
                required=False,
            )
            if stage.order > DESK_STAGES:
                self.fields[f"{name}_after_days"] = after_field()
            for field in STAGE_FIELDS if plan else ():
                self.initial[f"{name}_{field}"] = getattr(plan, field)

    @property
    def stages(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The stages with their fields, for the page."""
        language = get_language() or "fi"
        return [
            (
                f"{stage.order} · {in_language(stage.name, language)}",
                [
                    self[name]
                    for field in STAGE_FIELDS
                    if (name := f"stage{stage.order}_{field}") in self.fields
                ],
            )
            for stage in self.visit.checklist_version.definition.stages
        ]

    @property
    def team(self) -> Team:
        data = self.cleaned_data
        return Team(
            others=list(data["others"]),
            stages=[
                StageDay(
                    stage.order,
                    data[f"stage{stage.order}_auditor"],
                    data[f"stage{stage.order}_day"],
                    data[f"stage{stage.order}_channel"],
                    data.get(f"stage{stage.order}_after_days"),
                )
                for stage in self.visit.checklist_version.definition.stages
            ],
        )

    def planned_sites(self) -> list[Site]:
        return [self.visit.site]

    def planned_visit(self) -> Visit | None:
        return self.visit

    def _check_rotation(self, data: dict[str, Any]) -> None:
        if {"auditor", "starts_on", "due_on"} & set(self.changed_data):
            super()._check_rotation(data)


class DeleteForm(forms.Form):
    """Why a visit is dropped; no reason is needed before anybody has accepted it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )

    def __init__(self, visit: Visit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = visit.status not in UNSTARTED_STATUSES

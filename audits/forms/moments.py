"""Promises, failures and surprises; and when the visit ended."""

from __future__ import annotations

from typing import Any

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.actions.moments import OF_A_FAILURE
from audits.models import Incident, NoticedBy, Polarity, Promise, PromiseKept, Visit
from audits.queries.opening import shut_now
from audits.queries.visit_progress import FEELING, open_stages
from journeys.definition import in_language
from journeys.queries import common
from journeys.question_types import NumberField, question_type
from journeys.question_types.kind import number_text

PRIVACY = gettext_lazy("No names and nothing that points to a person: write “staff 1”.")


class LocalMoment(forms.DateTimeInput):
    """Day and time by the device's own control, in local time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def moment_field(label: str, **options: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        widget=LocalMoment(),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        **options,
    )


class MomentForm(forms.ModelForm[Any]):
    """A moment knows the mark that its form was drawn with, so that two taps add one."""

    public_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, visit: Visit, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        self.initial["public_id"] = self.instance.public_id
        stages = visit.checklist_version.definition.stages
        shut = set(shut_now(visit)) - {self.instance.stage}
        self.fields["stage"] = forms.TypedChoiceField(
            label=_("Stage"),
            choices=[
                (stage.order, in_language(stage.name, language))
                for stage in stages
                if stage.order <= open_stages(visit) and stage.order not in shut
            ],
            coerce=int,
            widget=forms.RadioSelect,
        )
        self.set_fields()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("public_id", *self.layout())

    def set_fields(self) -> None:
        raise NotImplementedError

    def layout(self) -> tuple[Any, ...]:
        raise NotImplementedError

    def moment(self) -> Any:
        """The row, not stored yet."""
        if self.instance.pk is None:
            self.instance.public_id = self.cleaned_data["public_id"]
        return self.save(commit=False)


class PromiseForm(MomentForm):
    class Meta:
        model = Promise
        fields = ["wording", "stage", "kind", "channel", "promised", "delivered", "unit", "kept"]

    def set_fields(self) -> None:
        kinds, outcomes = (
            [(key, in_language(words, self.language)) for key, words in names.items()]
            for names in (common().promise_kinds, common().promise_outcomes)
        )
        self.fields["kind"] = forms.ChoiceField(
            label=_("What did it promise?"), choices=kinds, widget=forms.RadioSelect
        )
        allowed = [(key, name) for key, name in outcomes if key in PromiseKept.values]
        self.fields["kept"] = forms.ChoiceField(
            label=_("Was it kept?"),
            choices=[("", _("Not due yet")), *allowed],
            widget=forms.RadioSelect,
            required=False,
        )
        for name, label in (("promised", _("Promised")), ("delivered", _("Came true"))):
            self.fields[name] = NumberField(
                label=label,
                required=False,
                min_value=0,
                max_digits=12,
                decimal_places=3,
                widget=forms.TextInput,
            )
            number = getattr(self.instance, name)
            self.initial[name] = "" if number is None else number_text(number, self.language)
        wording = self.fields["wording"]
        wording.label, wording.help_text = _("The promise, word for word"), PRIVACY
        wording.widget = forms.Textarea(attrs={"rows": 2})
        self.fields["stage"].label = _("In which stage was it given?")
        self.fields["channel"].help_text = _("Website, phone, shop, receipt …")
        self.fields["unit"].help_text = _("Minutes, days, euros …")

    def layout(self) -> tuple[Any, ...]:
        numbers = Div("promised", "delivered", "unit", css_class="field-row")
        return (
            "wording",
            InlineRadios("stage"),
            InlineRadios("kind"),
            numbers,
            "channel",
            InlineRadios("kept"),
        )


class IncidentForm(MomentForm):
    class Meta:
        model = Incident
        fields = [
            "polarity",
            "what",
            "stage",
            "happened_at",
            "feeling_before",
            "feeling_after",
            *OF_A_FAILURE,
        ]

    def set_fields(self) -> None:
        self.fields["polarity"] = forms.ChoiceField(
            label=_("What was it?"),
            choices=[
                (Polarity.FAILURE.value, _("A failure")),
                (Polarity.SURPRISE.value, _("A positive surprise")),
            ],
            widget=forms.RadioSelect,
        )
        what = self.fields["what"]
        what.label, what.help_text = _("What happened?"), PRIVACY
        what.widget = forms.Textarea(attrs={"rows": 3})
        self.fields["happened_at"] = moment_field(_("When?"), required=False)
        if self.instance.pk is None:
            self.initial["happened_at"] = self.initial.get("happened_at") or timezone.localtime()
        severities = [
            (key, in_language(name, self.language)) for key, name in common().severities.items()
        ]
        self.fields["severity"] = self.whole_choice(_("How serious was it?"), severities)
        self.fields["noticed_by"] = forms.ChoiceField(
            label=_("Who noticed it first?"),
            choices=NoticedBy.choices,
            widget=forms.RadioSelect,
            required=False,
        )
        for name, label in (
            ("feeling_before", _("Feeling before")),
            ("feeling_after", _("Feeling after")),
        ):
            self.fields[name] = self.whole_choice(label, self.feelings(), widget=forms.Select)

    def whole_choice(
        self, label: str, choices: Any, widget: Any = forms.RadioSelect
    ) -> forms.Field:
        if widget is forms.Select:
            choices = [("", "–"), *choices]
        return forms.TypedChoiceField(
            label=label,
            choices=choices,
            coerce=int,
            empty_value=None,
            required=False,
            widget=widget,
        )

    def feelings(self) -> list[tuple[int, str]]:
        """The words of the scale that closes each stage."""
        scale = common().closing(FEELING)
        if scale is None:
            return []
        field: Any = question_type(scale).form_field(scale, self.language)
        return list(field.choices)

    def layout(self) -> tuple[Any, ...]:
        deeds = ("apology", "explanation", "asked_customer", "fixed", "extra_gesture")
        recovery = Div(
            InlineRadios("severity"),
            InlineRadios("noticed_by"),
            Fieldset(
                _("What was done about it?"), Div(*deeds, css_class="deeds"), "minutes_to_fix"
            ),
            css_class="of-a-failure",
        )
        feelings = Div("feeling_before", "feeling_after", css_class="field-row")
        return (
            InlineRadios("polarity"),
            "what",
            InlineRadios("stage"),
            "happened_at",
            recovery,
            feelings,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("polarity") == Polarity.SURPRISE:
            for name in OF_A_FAILURE:
                blank: Any = "" if name == "noticed_by" else None
                cleaned[name] = (
                    False if isinstance(self.fields[name], forms.BooleanField) else blank
                )
        return cleaned


class SendForm(forms.Form):
    """When the visit ended: asked for, because the auditor often writes on afterwards."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_at"] = moment_field(_("When did the visit end?"))
        self.fields["ended_at"].help_text = _("When you left, not when you finished writing.")
        self.helper = FormHelper()
        self.helper.form_tag = False

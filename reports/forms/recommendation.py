"""A recommendation is worded, added or left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from reports.actions import Grounds, Wording
from reports.sections.explanation import OWNERS, owner_name

COSTS = [("free", _("Free")), ("low", _("Small")), ("medium", _("Moderate")), ("high", _("Large"))]


LEVELS = [("low", _("Small")), ("medium", _("Moderate")), ("high", _("Large"))]


class RecommendationForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    action = forms.CharField(
        label=_("What to do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    cost = forms.ChoiceField(label=_("Cost"), choices=COSTS)
    effort = forms.ChoiceField(label=_("Effort"), choices=LEVELS)
    impact = forms.ChoiceField(label=_("Impact"), choices=LEVELS)

    def __init__(self, *args: Any, stages: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"] = forms.TypedChoiceField(label=_("Stage"), coerce=int, choices=stages)
        self.fields["owner"] = forms.ChoiceField(
            label=_("Who would do it"),
            required=False,
            choices=[("", "–"), *((key, owner_name(key)) for key in OWNERS)],
        )
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "title",
            "action",
            Div("stage", "owner", css_class="field-row"),
            Div("cost", "effort", "impact", css_class="field-row"),
        )
        self.helper.add_input(Submit("save", _("Save the recommendation")))

    def wording(self) -> Wording:
        names = [name for name in Wording.__dataclass_fields__ if name in self.cleaned_data]
        return Wording(**{name: self.cleaned_data[name] for name in names})


class EditForm(RecommendationForm):
    """The engine's words become the consultant's; what it said before is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edit_reason"] = forms.CharField(
            label=_("Why is it changed?"),
            max_length=1000,
            required=False,
            help_text=_("For your colleagues; the client does not see it."),
        )
        self.helper.layout.append("edit_reason")


class AddForm(RecommendationForm):
    """The consultant's own: on answers that she names, or on her judgement."""

    def __init__(self, *args: Any, criteria: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criteria"] = forms.MultipleChoiceField(
            label=_("The questions it rests on"),
            required=False,
            choices=list(criteria),
            widget=forms.SelectMultiple(attrs={"size": 8}),
            help_text=_("The answers to them become its evidence. Several may be chosen."),
        )
        self.fields["is_judgement"] = forms.BooleanField(
            label=_("It rests on my judgement, not on an answer"), required=False
        )
        self.helper.layout.extend(["criteria", "is_judgement"])

    def grounds(self) -> Grounds:
        return Grounds(
            criteria=tuple(self.cleaned_data["criteria"]),
            is_judgement=self.cleaned_data["is_judgement"],
        )


class DropForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it left out?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The client does not see the reason; your colleagues do."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("drop", _("Leave it out")))


class BulkDropForm(forms.Form):
    """Many are left out at once, for one reason."""

    reason = forms.CharField(max_length=1000)

    def __init__(self, *args: Any, codes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, code) for code in codes]
        self.fields["codes"] = forms.MultipleChoiceField(choices=choices)

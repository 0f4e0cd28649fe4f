"""What is typed at the desk: a text, a comment, a reusable finding, a reason, a choice."""

from __future__ import annotations

import json
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reports import narrative
from reports.models import Choice, ChoiceKind, NarrativeStatus, Snippet

# A section of a report is a page; a hundred of them is an accident.
LONGEST = 40_000


class NarrativeForm(forms.Form):
    """The text as Markdown, or as the editor's document in ``doc``, which wins."""

    body = forms.CharField(required=False, max_length=LONGEST, strip=False)
    doc = forms.JSONField(required=False)
    revision = forms.IntegerField(min_value=0)

    def clean_doc(self) -> Any:
        doc = self.cleaned_data["doc"]
        if doc is None:
            return None
        if len(json.dumps(doc)) > 20 * LONGEST:
            raise ValidationError(_("This text is too long for one section."))
        try:
            return narrative.write(narrative.from_editor(doc))
        except narrative.EditorError as fault:
            raise ValidationError(_("The editor sent something that is no text.")) from fault

    def text(self) -> str:
        doc = self.cleaned_data["doc"]
        return str(self.cleaned_data["body"] if doc is None else doc)


class SettleForm(forms.Form):
    deed = forms.ChoiceField(choices=[("accept", "accept"), ("confirm", "confirm")])
    key = forms.CharField(max_length=200)


class StatusForm(forms.Form):
    status = forms.ChoiceField(choices=NarrativeStatus.choices)


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Comment for colleagues"), max_length=2000, widget=forms.Textarea({"rows": 2})
    )


class HeadlineForm(forms.Form):
    title = forms.CharField(
        label=_("Headline"),
        max_length=90,
        required=False,
        help_text=_(
            "The main conclusion as one sentence, for the cover. Left empty, it is drafted from"
            " the figures."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Save the headline")))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea({"rows": 3}), strip=True
    )

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("go", action))


class SnippetForm(forms.ModelForm[Snippet]):
    class Meta:
        model = Snippet
        fields = ["title", "criterion", "tags", "text_fi", "text_sv", "text_en"]
        help_texts = {
            "tags": _("Words to find it by, with commas between."),
            "criterion": _("The code of the criterion that it is about, if there is one."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("text_fi", "text_sv", "text_en"):
            self.fields[name].widget.attrs["rows"] = 4
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Save")))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if not any(cleaned.get(f"text_{language}") for language in ("fi", "sv", "en")):
            self.add_error("text_fi", _("Write the text in one language at least."))
        return cleaned


class ChoiceForm(forms.ModelForm[Choice]):
    """One thing: whether it is shown, where, and of a photo how."""

    place = forms.IntegerField(label=_("Place"), min_value=1, max_value=999)

    class Meta:
        model = Choice
        fields = ["is_in", "caption", "cut_left", "cut_top", "cut_right", "cut_bottom"]
        labels = {
            "is_in": _("In the report"),
            "cut_left": _("Cut from the left, %"),
            "cut_top": _("Cut from above, %"),
            "cut_right": _("Cut from the right, %"),
            "cut_bottom": _("Cut from below, %"),
        }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != ChoiceKind.PHOTO:
            for name in self.Meta.fields[1:]:
                del self.fields[name]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        for one, other in (("cut_left", "cut_right"), ("cut_top", "cut_bottom")):
            if (cleaned.get(one) or 0) + (cleaned.get(other) or 0) >= 100:
                self.add_error(one, _("Nothing would be left of the photo."))
        return cleaned

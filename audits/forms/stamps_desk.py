"""At the desk: one stamp or two, and what they are laid on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.models import Stamp
from audits.queries.stamps import StageTargets, Target, between
from journeys.definition import in_language

WAITING, COMMENT, MOMENT = "waiting", "comment", "moment"
DEEDS = (
    (WAITING, gettext_lazy("Lay the time between them on the question")),
    (COMMENT, gettext_lazy("Write into the comment of the question")),
    (MOMENT, gettext_lazy("Make a failure or surprise of it")),
)


class LayForm(forms.Form):
    stamps = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    question = forms.ChoiceField(required=False)
    deed = forms.ChoiceField(choices=DEEDS)

    def __init__(
        self,
        stamps: Sequence[Stamp],
        stages: Sequence[StageTargets],
        language: str,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(stamp.public_id): stamp for stamp in stamps}
        self.targets = {
            target.question.criterion.code: target for group in stages for target in group.targets
        }
        chosen: Any = self.fields["stamps"]
        chosen.choices = [(name, name) for name in self.rows]
        question: Any = self.fields["question"]
        question.choices = [
            ("", "–"),
            *(
                (
                    in_language(group.stage.name, language),
                    [(one.question.criterion.code, words(one, language)) for one in group.targets],
                )
                for group in stages
            ),
        ]

    @property
    def chosen(self) -> list[Stamp]:
        """The stamps in the order of time."""
        return [stamp for name, stamp in self.rows.items() if name in self.cleaned_data["stamps"]]

    @property
    def target(self) -> Target:
        return self.targets[self.cleaned_data["question"]]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        deed, question = cleaned.get("deed"), cleaned.get("question")
        if not self.chosen:
            raise forms.ValidationError(_("Choose a note first."))
        if deed != MOMENT and not question:
            raise forms.ValidationError(_("Choose the question too."))
        if deed == WAITING:
            self.check_times()
        return cleaned

    def check_times(self) -> None:
        if between(self.chosen) is None:
            raise forms.ValidationError(_("Choose two notes: from the first to the second."))
        if self.target.seconds is None:
            raise forms.ValidationError(_("This question does not ask for a time."))


def words(target: Target, language: str) -> str:
    """The question as the list names it; a clock marks those that ask for a time."""
    question = target.question
    clock = "◷ " if target.seconds else ""
    return f"{clock}{question.number} {in_language(question.criterion.text, language)}"

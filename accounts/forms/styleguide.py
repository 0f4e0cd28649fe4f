"""One field of every kind, for the style guide; Finnish, because its words are the longest."""

from __future__ import annotations

from crispy_forms.bootstrap import AppendedText, InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row, Submit
from django import forms


class SampleForm(forms.Form):
    name = forms.CharField(
        label="Toimipaikan nimi", help_text="Niin kuin asiakas sen tuntee, esimerkiksi Tampere."
    )
    channel = forms.ChoiceField(
        label="Kanava", choices=[("shop", "Myymälä"), ("web", "Verkkokauppa"), ("phone", "Puhelin")]
    )
    starts_on = forms.DateField(
        label="Alkaa", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    ends_on = forms.DateField(
        label="Päättyy", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    minutes = forms.IntegerField(label="Odotusaika kassalla", required=False)
    announced = forms.ChoiceField(
        label="Tietääkö henkilökunta käynnistä?",
        choices=[("no", "Ei tiedä"), ("yes", "Tietää")],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label="Miksi käynti jäi kesken?",
        choices=[
            ("closed", "Toimipaikka oli suljettu aukioloaikana"),
            ("queue", "Jono oli kohtuuttoman pitkä"),
            ("other", "Muu syy, kerron sen kommentissa"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    topics = forms.MultipleChoiceField(
        label="Mistä odotuksesi syntyi?",
        choices=[("marketing", "Mainonta"), ("friends", "Tutun suositus"), ("own", "Oma kokemus")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    comment = forms.CharField(
        label="Mitä näit tai kuulit?",
        help_text="Älä kirjoita henkilökunnan nimiä: ”palvelija 1” riittää.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    photo = forms.ImageField(
        label="Kuva",
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
        required=False,
    )
    agree = forms.BooleanField(label="Kuvassa ei ole ihmisiä eikä rekisterikilpiä.")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset(
                "Käynti",
                "name",
                "channel",
                Row("starts_on", "ends_on"),
                AppendedText("minutes", "min", min=0, inputmode="numeric"),
                InlineRadios("announced"),
                "reason",
            ),
            Fieldset("Havainto", "topics", "comment", "photo", "agree"),
        )
        self.helper.add_input(Submit("save", "Tallenna käynti"))

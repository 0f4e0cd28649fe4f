"""The template pack ``journey``: what crispy-forms needs, lean and accessible."""

import re

import pytest
from crispy_forms import bootstrap as extra
from crispy_forms import layout as crispy
from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template
from django.utils import translation


class Everything(forms.Form):
    name = forms.CharField(label="Nimi", help_text="Etu- ja sukunimi")
    level = forms.ChoiceField(
        label="Taso", choices=[("a", "Hyvä"), ("b", "Heikko")], widget=forms.RadioSelect
    )
    tags = forms.MultipleChoiceField(
        label="Aiheet",
        choices=[("x", "Hinta"), ("y", "Laatu")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    kind = forms.ChoiceField(label="Laji", choices=[("1", "Yksi")], required=False)
    text = forms.CharField(label="Teksti", widget=forms.Textarea, required=False)
    agree = forms.BooleanField(label="Suostun")
    photo = forms.FileField(label="Kuva", required=False)
    minutes = forms.IntegerField(label="Aika", required=False)
    token = forms.CharField(widget=forms.HiddenInput)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def render(form, *layout, **attributes):
    form.helper = FormHelper()
    if layout:
        form.helper.layout = crispy.Layout(*layout)
    for name, value in attributes.items():
        setattr(form.helper, name, value)
    return render_crispy_form(form)


def test_form_says_what_is_wrong_first_and_links_to_the_fields():
    html = render(Everything({}))
    summary = re.search(r'<div class="error-summary" role="alert".*?</div>', html, re.DOTALL)[0]
    anchors = re.findall(r'href="#([^"]+)"', summary)
    assert anchors == ["id_name", "id_level_0", "id_agree"]
    assert all(f'id="{anchor}"' in html for anchor in anchors)
    assert html.index("error-summary") < html.index("id_name")


def test_fields_point_to_their_help_and_faults():
    html = render(Everything({}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_radios_are_a_group_with_a_legend():
    html = render(Everything(), "level")
    group = re.search(r"<fieldset.*?</fieldset>", html, re.DOTALL)[0]
    assert re.search(r"<legend[^>]*>Taso\s*</legend>", group)
    assert re.findall(r'<label for="(\w+)">', group) == ["id_level_0", "id_level_1"]


def test_every_control_has_its_label():
    html = render(Everything())
    ids = re.findall(r'<(?:input|select|textarea)(?![^>]*type="hidden")[^>]* id="(\w+)"', html)
    labels = re.findall(r'<label[^>]*for="(\w+)"', html)
    assert sorted(ids) == sorted(labels)
    assert len(ids) == 10


def test_optional_fields_say_so_unless_nothing_is_required():
    assert render(Everything(), "kind").count("(optional)") == 1
    assert render(Everything(), "kind", mark_optional=False).count("(optional)") == 0
    assert render(Everything(), "kind", form_method="get").count("(optional)") == 0


def test_form_with_a_file_is_multipart():
    assert 'enctype="multipart/form-data"' in render(Everything(), "photo")


def test_markup_has_no_inline_style_or_script():
    html = render(Everything({}))
    assert not re.search(r'\sstyle="|<script|\son\w+="', html)


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        (crispy.Fieldset("Osa", "name"), "<legend>Osa</legend>"),
        (crispy.Row("name", "kind"), 'class="field-row"'),
        (crispy.Column("name"), 'class="field-column"'),
        (crispy.Div("name", css_class="x"), '<div class="x">'),
        (crispy.MultiField("Osa", "name"), "<legend>Osa</legend>"),
        (crispy.ButtonHolder(crispy.Submit("save", "Tallenna")), ">Tallenna</button>"),
        (crispy.Hidden("next", "/x"), '<input type="hidden" name="next" value="/x">'),
        (crispy.Reset("undo", "Peru"), 'type="reset"'),
        (extra.FormActions(crispy.Button("b", "Nappi")), 'type="button"'),
        (extra.AppendedText("minutes", "min"), "<span>min</span>"),
        (extra.PrependedText("minutes", "€"), "<span>€</span>"),
        (extra.InlineRadios("level"), '<div class="seg">'),
        (extra.InlineCheckboxes("tags"), '<div class="cluster">'),
        (extra.FieldWithButtons("name", extra.StrictButton("Hae")), 'type="button"'),
        (extra.Accordion(extra.AccordionGroup("Lisää", "text")), "<summary>Lisää</summary>"),
        (extra.TabHolder(extra.Tab("Välilehti", "text")), ">Välilehti</a>"),
        (extra.Modal("text", title="Ikkuna"), "<summary>Ikkuna</summary>"),
        (extra.Alert("Huomaa"), "<div>Huomaa</div>"),
        (extra.UneditableField("name"), "<dt>Nimi</dt>"),
        (extra.InlineField("name"), 'class="vh" for="id_name"'),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)
def test_every_layout_piece_renders(piece, expected):
    assert expected in render(Everything(), piece)


def test_formset_renders_with_its_management_form():
    formset = forms.formset_factory(Everything, extra=2)()
    html = render_crispy_form(formset, FormHelper())
    assert html.count('class="formset-item"') == 2
    assert 'name="form-TOTAL_FORMS"' in html


def test_formset_as_a_table():
    class Line(forms.Form):
        what = forms.CharField()
        price = forms.IntegerField(required=False)

    formset = forms.formset_factory(Line, extra=0)({"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0})
    helper = FormHelper()
    helper.template = "journey/table_inline_formset.html"
    assert '<th scope="col">What</th>' in render_crispy_form(formset, helper)


@pytest.mark.parametrize("source", ["{{ form|crispy }}", "{{ form.name|as_crispy_field }}"])
def test_filters_render(source):
    html = Template("{% load crispy_forms_tags %}" + source).render(Context({"form": Everything()}))
    assert '<label for="id_name">' in html

import pytest
from django.http import QueryDict
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from audits.actions.answers import Entry
from audits.forms.visit import StageSheet
from audits.queries.visit import digest, visit_record
from tests.audits.visits import accepted_visit, write
from tests.factories import checklist_document

pytestmark = pytest.mark.django_db

OPTIONS = [
    {"key": key, "points": points, "fi": key, "en": f"Option {key}"}
    for key, points in (("a", 100), ("b", 50), ("c", 0))
]
KINDS = {
    "yes": {"type": "yes_no"},
    "scale": {"type": "scale_0_4"},
    "nps": {"type": "scale", "min": 0, "max": 10},
    "many": {"type": "scale", "min": 0, "max": 100},
    "choice": {"type": "choice", "options": OPTIONS},
    "several": {"type": "multi_choice", "options": OPTIONS, "scoring": {"mode": "sum"}},
    "minutes": {
        "type": "number",
        "unit": {"fi": "minuuttia"},
        "scoring": {"better": "lower", "steps": [[5, 100]], "else": 0, "none": 0},
    },
    "plain": {"type": "number"},
    "share": {"type": "share"},
    "text": {"type": "text"},
    "photo": {"type": "photo"},
}


@pytest.fixture
def visit():
    document = checklist_document()
    document["criteria"] = [
        {"code": code, "stage": "awareness", "text": {"fi": code}, **kind}
        for code, kind in KINDS.items()
    ]
    return accepted_visit(audit__checklist_version__document=document)


def form_of(visit, query):
    record = visit_record(visit)
    sheet = StageSheet(record, record.checklist.stages[0])
    return sheet.form(QueryDict(query), MultiValueDict())


def written(visit, query):
    with translation.override("fi"):
        return {entry.key: entry.value for entry in form_of(visit, query).entries()}


WRITTEN = [
    ("c.yes.value=no", "no"),
    ("c.scale.value=0", 0),
    ("c.nps.value=10", 10),
    ("c.many.value=55", 55),
    ("c.choice.value=b", "b"),
    ("c.several.value=c&c.several.value=a", ["a", "c"]),
    ("c.minutes.value=4,5", 4.5),
    ("c.minutes.value=&c.minutes.value=never", "never"),
    ("c.minutes.value=", None),
    ("c.plain.value=12", 12),
    ("c.share.value=3%2F4", "3/4"),
    ("c.text.value=+Palvelija+1%0D%0Ahymyili.+", "Palvelija 1\nhymyili."),
    ("c.photo.value=Ovi", "Ovi"),
]


@pytest.mark.parametrize(("query", "value"), WRITTEN)
def test_every_kind_of_question_is_read_as_it_is_stored(visit, query, value):
    assert list(written(visit, query).values()) == [value]


@pytest.mark.parametrize(("query", "value"), WRITTEN)
def test_what_is_stored_is_shown_and_sent_back_unchanged(visit, query, value):
    key = query.partition("=")[0]
    write(visit, **{key: value})
    record = visit_record(visit)
    with translation.override("fi"):
        html = StageSheet(record, record.checklist.stages[0]).html()
        shown = form_of(visit, query).entries()
    assert shown == [Entry(key, value)]
    if isinstance(value, str | list) and "\n" not in value:
        texts = value if isinstance(value, list) else [value]
        assert all(f'value="{text}"' in html or f">{text}<" in html for text in texts)


REFUSED = [
    "c.yes.value=maybe",
    "c.scale.value=5",
    "c.nps.value=-1",
    "c.many.value=101",
    "c.choice.value=z",
    "c.several.value=a&c.several.value=z",
    "c.minutes.value=soon",
    "c.minutes.value=-3",
    "c.minutes.value=3&c.minutes.value=never",
    "c.share.value=5%2F4",
    "c.plain.value=1e400",
]


@pytest.mark.parametrize("query", REFUSED)
def test_what_does_not_fit_is_kept_and_not_written(visit, query):
    form = form_of(visit, query + "&c.yes.comment=Kept")
    assert [entry.key for entry in form.entries()] == ["c.yes.comment"]
    key = query.partition("=")[0]
    assert form.kept() == {key: QueryDict(query).getlist(key)}


NEVER = [
    pytest.param(4, "c.minutes.value=4&c.minutes.value=never", "never", id="never is new"),
    pytest.param("never", "c.minutes.value=4&c.minutes.value=never", 4, id="the number is new"),
]


@pytest.mark.parametrize(("stored", "query", "value"), NEVER)
def test_of_a_number_and_never_the_new_one_counts(visit, stored, query, value):
    seen = f'&seen={{"c.minutes.value":"{digest(stored)}"}}'
    assert written(visit, query + seen)["c.minutes.value"] == value


def test_a_field_that_was_shown_filled_and_does_not_come_back_was_cleared(visit):
    seen = '&seen={"c.yes.value":"abc"}'
    assert written(visit, seen) == {"c.yes.value": None}


def test_a_field_that_was_not_on_the_page_is_left_alone(visit):
    assert written(visit, "go=save") == {}


@pytest.mark.parametrize("seen", ["", "{", "[1]", "null"])
def test_marks_that_cannot_be_read_are_not_believed(visit, seen):
    form = form_of(visit, f"c.yes.value=no&seen={seen}")
    assert form.entries() == [Entry("c.yes.value", "no", seen=None)]

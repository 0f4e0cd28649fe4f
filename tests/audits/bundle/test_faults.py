"""A broken bundle is refused whole, each fault named with its place and what was expected."""
# ruff: noqa: E501  # a table reads best with one fault a line

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.bundle import BundleError, bundle_document, bundle_of, read_bundle
from tests.audits.bundle.documents import (
    DELETE,
    as_bytes,
    edited,
    full_bundle,
    full_visit,
    places,
    small_bundle,
)

VISIT = ("visits", 0)
ANSWERS = (*VISIT, "answers")
STAGES = "awareness, consideration, purchase, service, loyalty"
KEY = "a key of 1 to 64 lower-case letters a–z, digits and hyphens"
NAME = "a text of 1 to 200 characters"
MOMENT = "a date and time with its offset, such as 2026-09-03T10:02:00+03:00,"
AMOUNT = "a number of at most 9 digits and 3 decimals"
ANSWER = "a value, or an object with value, state, reason, comment and observed_at"
CODE = (
    "a criterion code of 1 to 32 letters A–Z and a–z, digits, full stops, underscores and hyphens"
)
STAGE = f"a stage of the checklist is expected ({STAGES})"

# id, where, what is written there, and the line that names it
FAULTS = [
    ("format", ("format",), "journeyaudit/audit/2", 'format: "journeyaudit/audit/1" is expected, not "journeyaudit/audit/2"'),
    ("no format", ("format",), DELETE, 'format: is missing; "journeyaudit/audit/1" is expected'),
    ("no visits", ("visits",), DELETE, "visits: is missing; a list of visits is expected"),
    ("visits object", ("visits",), {}, "visits: a list of visits is expected, not an object"),
    ("unknown top key", ("vists",), [], "vists: unknown key; did you mean “visits”?"),
    ("odd key", ("odd key",), 1, '["odd key"]: unknown key; known are format, client, audit, sites, checklist, checks, visits'),
    ("client key", ("client", "key"), "Satama Oy", f'client.key: {KEY} is expected, not "Satama Oy"'),
    ("line break in key", ("client", "key"), "satama\n", f'client.key: {KEY} is expected, not "satama\\n"'),
    ("client name", ("client", "name"), DELETE, f"client.name: is missing; {NAME} is expected"),
    ("client name empty", ("client", "name"), "", f'client.name: {NAME} is expected, not ""'),
    ("language", ("client", "language"), "de", 'client.language: "fi", "sv" or "en" is expected, not "de"'),
    ("client text", ("client",), "Satama", 'client: an object with key, name and language is expected, not "Satama"'),
    ("audit key", ("audit", "key"), 7, f"audit.key: {KEY} is expected, not 7"),
    ("audit date", ("audit", "starts_on"), "1.9.2026", 'audit.starts_on: a date such as 2026-09-01 is expected, not "1.9.2026"'),
    ("no such day", ("audit", "starts_on"), "2026-02-30", 'audit.starts_on: a date such as 2026-09-01 is expected, not "2026-02-30"'),
    ("audit ends early", ("audit", "ends_on"), "2026-08-31", 'audit.ends_on: no day before starts_on is expected, not "2026-08-31"'),
    ("target", ("audit", "target"), 101, "audit.target: a whole number from 0 to 100 is expected, not 101"),
    ("target with decimals", ("audit", "target"), 79.5, "audit.target: a whole number from 0 to 100 is expected, not 79.5"),
    ("site name", ("sites", 0, "name"), DELETE, f"sites[0].name: is missing; {NAME} is expected"),
    ("site null", ("sites", 3), None, "sites[3]: an object with key, name and region is expected, not null"),
    ("channel", ("sites", 1, "channel"), "fax", 'sites[1].channel: "shop", "webshop", "phone", "workshop" or "office" is expected, not "fax"'),
    ("library code", ("checklist",), "shop", 'checklist: the code of a checklist in the library (b2b, store, webshop, workshop) is expected, not "shop"'),
    ("checklist number", ("checklist",), 1, "checklist: a checklist, or the code of one in the library is expected, not 1"),
    ("criterion type", ("checklist", "criteria", 0, "type"), "yesno", None),
    ("negative weight", ("checklist", "criteria", 0, "weight"), -1, "checklist.criteria[0].weight: a whole number from 0 to 1000 is expected, not -1"),
    ("visit text", ("visits", 2), "v3", 'visits[2]: an object that describes a visit is expected, not "v3"'),
    ("visit key", (*VISIT, "key"), "V1", f'visits[0].key: {KEY} is expected, not "V1"'),
    ("visit twice", ("visits", 2, "key"), "v1", 'visits[2].key: "v1" is the key of another visit'),
    ("no site", (*VISIT, "site"), DELETE, "visits[0].site: is missing; the key of a site of this bundle is expected"),
    ("unknown site", (*VISIT, "site"), "turku", 'visits[0].site: the key of a site of this bundle is expected, not "turku"'),
    ("unknown visit key", (*VISIT, "answer"), {}, "visits[0].answer: unknown key; did you mean “answers”?"),
    ("no offset", (*VISIT, "started_at"), "2026-09-03T10:02:00", f'visits[0].started_at: {MOMENT} is expected, not "2026-09-03T10:02:00"'),
    ("no such time", (*VISIT, "ended_at"), "2026-09-03T25:02:00+03:00", f'visits[0].ended_at: {MOMENT} is expected, not "2026-09-03T25:02:00+03:00"'),
    ("ended before started", (*VISIT, "ended_at"), "2026-09-03T10:01:59+03:00", 'visits[0].ended_at: no moment before started_at is expected, not "2026-09-03T10:01:59+03:00"'),
    ("ended before in another zone", (*VISIT, "ended_at"), "2026-09-03T10:41:00+09:00", 'visits[0].ended_at: no moment before started_at is expected, not "2026-09-03T10:41:00+09:00"'),
    ("announced", (*VISIT, "announced"), "no", 'visits[0].announced: true or false is expected, not "no"'),
    ("unknown criterion", (*ANSWERS, "minuts"), 3, "visits[0].answers.minuts: the checklist has no such criterion; did you mean “minutes”?"),
    ("impossible code", (*ANSWERS, "A1 01"), 3, f'visits[0].answers["A1 01"]: {CODE} is expected as the key'),
    ("soon", (*ANSWERS, "minutes", "value"), "soon", 'visits[0].answers.minutes.value: a number of minutes is expected, not "soon"'),
    ("soon, bare", (*ANSWERS, "minutes"), "soon", 'visits[0].answers.minutes.value: a number of minutes is expected, not "soon"'),
    ("negative duration", (*ANSWERS, "minutes"), -3, "visits[0].answers.minutes.value: a number of minutes from 0 is expected, not -3"),
    ("maybe", (*ANSWERS, "yes-no"), "maybe", 'visits[0].answers["yes-no"].value: "yes" or "no" is expected, not "maybe"'),
    ("true", (*ANSWERS, "yes-no"), True, f'visits[0].answers["yes-no"]: {ANSWER} is expected, not true'),
    ("null", (*ANSWERS, "yes-no"), None, f'visits[0].answers["yes-no"]: {ANSWER} is expected, not null'),
    ("above the scale", (*ANSWERS, "scale"), 11, "visits[0].answers.scale.value: a number from 1 to 10 is expected, not 11"),
    ("unknown option", (*ANSWERS, "choice"), "much", 'visits[0].answers.choice.value: one of none, some, unknown is expected, not "much"'),
    ("unknown options", (*ANSWERS, "several"), ["a", "x"], 'visits[0].answers.several.value: a list of different keys out of a, b, c is expected, not ["a", "x"]'),
    ("too much of a share", (*ANSWERS, "share"), "5/4", None),
    ("empty text", (*ANSWERS, "words"), " ", 'visits[0].answers.words.value: a text of 1–5000 characters is expected, not " "'),
    ("state", (*ANSWERS, "feel", "state"), "n/a", 'visits[0].answers.feel.state: "answered", "not_applicable" or "not_observed" is expected, not "n/a"'),
    ("value and state", (*ANSWERS, "feel", "value"), 3, 'visits[0].answers.feel.value: no value is expected with the state "not_applicable"'),
    ("state without value", (*ANSWERS, "feel", "state"), "answered", 'visits[0].answers.feel.value: is missing; a value is expected with the state "answered"'),
    ("empty answer", (*ANSWERS, "feel"), {}, "visits[0].answers.feel: a value, a state or at least a comment is expected"),
    ("unknown answer key", (*ANSWERS, "feel", "note"), "x", "visits[0].answers.feel.note: unknown key; known are value, state, reason, comment, observed_at"),
    ("observed without offset", (*ANSWERS, "days", "observed_at"), "10:05", f'visits[0].answers.days.observed_at: {MOMENT} is expected, not "10:05"'),
    ("expectation", (*VISIT, "expectations", "service"), 5, "visits[0].expectations.service: a whole number from 0 to 4 is expected, not 5"),
    ("stage of expectation", (*VISIT, "expectations", "serivce"), 3, f'visits[0].expectations.serivce: {STAGE}, not "serivce"'),
    ("stage of experience", (*VISIT, "experiences", "joy"), {}, f'visits[0].experiences.joy: {STAGE}, not "joy"'),
    ("experience", (*VISIT, "experiences", "service", "SC-EXP"), 2.5, 'visits[0].experiences.service["SC-EXP"]: a whole number from 0 to 4 is expected, not 2.5'),
    ("feeling", (*VISIT, "experiences", "service", "SC-EMO"), 4, 'visits[0].experiences.service["SC-EMO"]: a whole number from −3 to 3 is expected, not 4'),
    ("experience code", (*VISIT, "experiences", "service", "SC-EMP"), 1, None),
    ("promise stage", (*VISIT, "promises", 0, "stage"), "buy", f'visits[0].promises[0].stage: {STAGE}, not "buy"'),
    ("promise kind", (*VISIT, "promises", 0, "kind"), "time", 'visits[0].promises[0].kind: "speed", "price", "quality", "content" or "other" is expected, not "time"'),
    ("promise wording", (*VISIT, "promises", 1, "wording"), DELETE, "visits[0].promises[1].wording: is missing; the promise word for word is expected"),
    ("promised text", (*VISIT, "promises", 0, "promised"), "15 min", f'visits[0].promises[0].promised: {AMOUNT} is expected, not "15 min"'),
    ("promised decimals", (*VISIT, "promises", 0, "promised"), 1.2345, "visits[0].promises[0].promised: a number with at most 3 decimals is expected, not 1.2345"),
    ("negative delay", (*VISIT, "promises", 0, "delivered"), -1, "visits[0].promises[0].delivered: a speed that is not negative is expected, not -1"),
    ("kept", (*VISIT, "promises", 0, "kept"), "maybe", None),
    ("incident stage", (*VISIT, "incidents", 1, "stage"), "after", f'visits[0].incidents[1].stage: {STAGE}, not "after"'),
    ("polarity", (*VISIT, "incidents", 0, "polarity"), "bad", 'visits[0].incidents[0].polarity: "failure" or "surprise" is expected, not "bad"'),
    ("severity", (*VISIT, "incidents", 0, "severity"), 4, "visits[0].incidents[0].severity: 1, 2 or 3 is expected, not 4"),
    ("severity true", (*VISIT, "incidents", 0, "severity"), True, "visits[0].incidents[0].severity: 1, 2 or 3 is expected, not true"),
    ("fixed", (*VISIT, "incidents", 0, "fixed"), "yes", 'visits[0].incidents[0].fixed: true or false is expected, not "yes"'),
    ("negative minutes", (*VISIT, "incidents", 0, "minutes_to_fix"), -5, "visits[0].incidents[0].minutes_to_fix: a whole number of minutes from 0 is expected, not -5"),
    ("NPS", (*VISIT, "closing", "VC-NPS"), 11, 'visits[0].closing["VC-NPS"]: a whole number from 0 to 10 is expected, not 11'),
    ("CES", (*VISIT, "closing", "VC-CES"), 0, 'visits[0].closing["VC-CES"]: a whole number from 1 to 7 is expected, not 0'),
    ("closing code", (*VISIT, "closing", "VC-NSP"), 1, 'visits[0].closing["VC-NSP"]: unknown key; did you mean “VC-NPS”?'),
]  # fmt: skip

# One fault from which others follow.
ROOTS = [
    ("site key", ("sites", 1, "key"), "verkko_1", f'sites[1].key: {KEY} is expected, not "verkko_1"'),
    ("site twice", ("sites", 1, "key"), "tampere", 'sites[1].key: "tampere" is the key of another site'),
    ("four stages", ("checklist", "stages", 4), DELETE, "checklist.stages: exactly 5 stages are expected, not 4"),
    ("code twice", ("checklist", "criteria", 1, "code"), "yes-no", 'checklist.criteria[1].code: "yes-no" is used by another criterion'),
]  # fmt: skip


def faults_of(document):
    with pytest.raises(BundleError) as caught:
        bundle_of(document)
    return [str(fault) for fault in caught.value.faults]


def test_full_bundle_has_no_fault():
    assert len(bundle_of(full_bundle()).visits) == 3


@pytest.mark.parametrize(
    ("place", "value", "line"), [pytest.param(*fault[1:], id=fault[0]) for fault in FAULTS]
)
def test_one_fault_is_the_only_line(place, value, line):
    lines = faults_of(edited(full_bundle(), place, value))

    assert len(lines) == 1
    if line:
        assert lines == [line]


@pytest.mark.parametrize(
    ("place", "value", "line"), [pytest.param(*fault[1:], id=fault[0]) for fault in ROOTS]
)
def test_fault_with_consequences_comes_first(place, value, line):
    assert faults_of(edited(full_bundle(), place, value))[0] == line


def test_sixty_faults_at_once_are_all_named():
    visits = [
        full_visit(f"v{index}", site="turku", closing={"VC-NPS": 11}, expectations={"joy": 1})
        for index in range(20)
    ]
    lines = faults_of(full_bundle(visits=visits))

    assert len(lines) == 60
    assert lines[-3:] == [
        'visits[19].closing["VC-NPS"]: a whole number from 0 to 10 is expected, not 11',
        'visits[19].site: the key of a site of this bundle is expected, not "turku"',
        f'visits[19].expectations.joy: {STAGE}, not "joy"',
    ]


def test_sound_criteria_are_judged_beside_a_faulty_one():
    document = edited(full_bundle(), ("checklist", "criteria", 0, "weight"), "two")
    document["visits"][0]["answers"]["minutes"] = "soon"

    assert faults_of(document) == [
        'checklist.criteria[0].weight: a whole number from 0 to 1000 is expected, not "two"',
        'visits[0].answers.minutes.value: a number of minutes is expected, not "soon"',
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(
            b'{"a" 1}', "line 1, column 6: JSON is expected; Expecting ':' delimiter", id="colon"
        ),
        pytest.param(b"", "line 1, column 1: JSON is expected; Expecting value", id="empty"),
        pytest.param(
            b'"\xe4"', "the document: UTF-8 text is expected; byte 2 is none", id="Latin-1"
        ),
        pytest.param(
            b"[" * 200_000,
            "the document: JSON is expected that is not nested so deep",
            id="nested",
        ),
        pytest.param(b"[]", "the document: an audit bundle is expected, not a list", id="list"),
    ],
)
def test_file_that_is_no_json_object_is_refused(text, line):
    with pytest.raises(BundleError) as caught:
        read_bundle(io.BytesIO(text))

    assert str(caught.value.faults[0]) == line


def replaced(old, new):
    return io.BytesIO(as_bytes(small_bundle(visits=[])).replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        pytest.param(
            b'"title": "Syksy"',
            b'"title": "Syksy", "title": "Kev\\u00e4t"',
            "audit.title: the key is expected once, not twice",
            id="key twice",
        ),
        pytest.param(
            b'"title": "Syksy"',
            b'"title": "Syksy", "target": 1e400',
            "audit.target: a number of at most 15 digits is expected, not 1e400",
            id="huge",
        ),
        pytest.param(
            b'"title": "Syksy"',
            b'"title": "Syksy", "target": 0.1234567890123456',
            "audit.target: a number of at most 15 digits is expected, not 0.1234567890123456",
            id="too exact",
        ),
        pytest.param(
            b'"title": "Syksy"',
            b'"title": "Syksy", "target": NaN',
            "audit.target: a number of at most 15 digits is expected, not NaN",
            id="no number",
        ),
        pytest.param(
            b"Syksy",
            b"Syk\\u0000sy",
            'audit.title: text of whole characters other than NUL is expected, not "Syk\\x00sy"',
            id="NUL",
        ),
        pytest.param(
            b"Syksy",
            b"\\ud83d",
            'audit.title: text of whole characters other than NUL is expected, not "\\ud83d"',
            id="half a character",
        ),
    ],
)
def test_what_json_lets_pass_is_refused(old, new, line):
    with pytest.raises(BundleError) as caught:
        read_bundle(replaced(old, new))

    assert [str(fault) for fault in caught.value.faults] == [line]


def test_escaped_characters_and_a_byte_order_mark_are_understood():
    data = b"\xef\xbb\xbf" + as_bytes(small_bundle()).replace(b"Syksy", b"\\ud83d\\ude00")

    assert read_bundle(io.BytesIO(data)).audit.title == "😀"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(width=16) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=3,
)


@settings(max_examples=300)
@given(data=st.data())
def test_no_bundle_breaks_the_reader(data):
    """Whatever stands wherever: frozen data, or faults with places; never another exception."""
    document = full_bundle()
    for _edit in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(list(places(document))))
        document = edited(document, place, data.draw(ANYTHING))
    text = as_bytes(document)

    again, faults = document_or_faults(text)

    assert all(fault.place and fault.message for fault in faults)
    assert bool(faults) or again == json.loads(text)


def document_or_faults(text):
    try:
        return bundle_document(read_bundle(io.BytesIO(text))), ()
    except BundleError as error:
        return None, error.faults


@given(st.binary(max_size=40))
def test_no_bytes_break_the_reader(data):
    with pytest.raises(BundleError):
        read_bundle(io.BytesIO(data))

import pytest

from reports.narrative import accepted, bound, read, remarks, sentences, stale
from reports.narrative.facts import Fact, digest

SCORE = "score:stage.purchase"


def fact(key, shown, part=None, whole=None):
    return Fact(key, key.split(":")[0], "", shown, digest(shown), "", part, whole)


FACTS = {
    one.key: one
    for one in [
        fact(SCORE, "72"),
        fact("score:total", "64"),
        fact("full:A1-01", "3/5", 3, 5),
        fact("full:A1-02", "2/5", 2, 5),
        fact("full:A1-03", "5/5", 5, 5),
    ]
}


def kinds(markdown, language="fi", visits=5, written=None, confirmed=()):
    text = read(markdown)
    written = bound(text, FACTS, {}) if written is None else written
    found = remarks(text, FACTS, written, language=language, visits=visits, confirmed=confirmed)
    return [(one.kind, one.words) for one in found]


def test_sentences_end_where_a_reader_would_say():
    text = read("Hinta oli esim. sama. Sai {{score:total}}! ”Hyvä.” Loppu")
    assert [one.words for one in sentences(text)] == [
        "Hinta oli esim. sama.",
        "Sai {{score:total}}!",
        "”Hyvä.”",
        "Loppu",
    ]


def test_places_are_counted_as_the_editor_counts():
    text = read("😀 Hyvä. Sai {{score:total}} nyt.\n\n- Toinen")
    assert [(one.paragraph, one.start, one.end) for one in sentences(text)] == [
        (0, 0, 8),
        (0, 9, 19),
        (1, 0, 6),
    ]


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("Sai 72 pistettä.", [("number", "72")]),
        ("Viikolla 36/2026 ja 12,5 %.", [("number", "36/2026"), ("number", "12,5 %")]),
        ("Käynti K1 ja kohta A1-02.", []),
        ("Sai {{score:total}} pistettä.", []),
        ("Hinta {{todo:kysy hinta}} puuttuu.", [("todo", "kysy hinta")]),
        ("Useimmat tervehtivät ({{full:A1-01}}).", []),
        ("Useimmat tervehtivät ({{full:A1-02}}).", [("against", "Useimmat")]),
        ("Kaikki tervehtivät ({{full:A1-03}}).", []),
        ("Kaikki tervehtivät ({{full:A1-01}}).", [("against", "Kaikki")]),
        ("Useimmat tervehtivät.", [("unfounded", "Useimmat")]),
        ("Poissa on {{score:nothing}}.", [("gone", "score:nothing")]),
    ],
)
def test_text_is_checked(markdown, found):
    assert kinds(markdown) == found


@pytest.mark.parametrize(
    ("language", "markdown"),
    [
        ("sv", "De flesta hälsade ({{full:A1-02}})."),
        ("en", "Most greeted ({{full:A1-02}})."),
        ("en", "All greeted ({{full:A1-01}})."),
    ],
)
def test_quantifiers_are_known_in_each_language(language, markdown):
    assert [kind for kind, _words in kinds(markdown, language)] == ["against"]


def test_few_visits_bear_no_word_of_frequency():
    assert kinds("Täällä palvellaan usein hyvin.", visits=4) == [("beyond", "usein")]
    assert kinds("Täällä palvellaan usein hyvin.", visits=5) == []


def test_number_that_is_no_figure_can_be_confirmed():
    assert kinds("Vuonna 2026.", confirmed=["number:2026"]) == []


def moved(key, shown):
    return {**FACTS, key: fact(key, shown)}


def test_exactly_the_sentence_that_rests_on_the_value_turns_stale():
    text = read("Osto sai {{score:stage.purchase}}. Koko {{score:total}}. Muuta ei ole.")
    written = bound(text, FACTS, {})
    now = moved(SCORE, "70")
    assert [bool(stale(one, now, written)) for one in sentences(text)] == [True, False, False]


def test_rewording_is_no_proof_reading():
    written = bound(read("Osto sai {{score:stage.purchase}}."), FACTS, {})
    now = moved(SCORE, "70")
    reworded = read("Ostaminen sai {{score:stage.purchase}} pistettä.")
    again = bound(reworded, now, written)
    assert stale(sentences(reworded)[0], now, again) == [SCORE]


def test_accepting_settles_one_sentence():
    text = read("Osto sai {{score:stage.purchase}}. Taas {{score:stage.purchase}}.")
    now = moved(SCORE, "70")
    first, second = sentences(text)
    written = accepted(first.key, text, now, bound(text, FACTS, {}))
    assert (stale(first, now, written), stale(second, now, written)) == ([], [SCORE])


def test_new_sentence_stands_for_the_value_of_today():
    written = bound(read("Osto sai {{score:stage.purchase}}."), FACTS, {})
    now = moved(SCORE, "70")
    text = read("Osto sai {{score:stage.purchase}}. Koko {{score:total}}.")
    found = remarks(text, now, bound(text, now, written), language="fi", visits=5)
    assert [(one.kind, one.changes) for one in found] == [("stale", (("72", "70"),))]

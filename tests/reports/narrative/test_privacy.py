from dataclasses import replace

import pytest

from reports.document.data import Narrative, NarrativeBlock
from reports.narrative import differences
from reports.narrative.privacy import sightings
from tests.reports.material import document

NAMES = ["Aino Mäkinen", "Olli Asiakas", "Eva-Lena Berg"]


def saying(words):
    block = NarrativeBlock(html=f"<p>{words}</p>", plain=words)
    bare = replace(document(1), narratives=(Narrative("summary", (block,)),))
    return replace(bare, stages=(), failures=(), surprises=(), promises=replace(
        bare.promises, items=()), photos=(), closing=())  # fmt: skip


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ainolle vastattiin.", [("name", "Ainolle")]),
        ("Mäkisen vuoro.", [("name", "Mäkisen")]),
        ("Kirjoita eva@example.com heti.", [("mail", "eva@example.com")]),
        ("Soita 040 123 4567.", [("phone", "040 123 4567")]),
        ("Soita +358 40 1234567.", [("phone", "+358 40 1234567")]),
        ("Myyjä oli nimeltään Maija.", [("name", "Maija")]),
        ("Asiakas odotti viisi minuuttia.", []),
        ("Pistemäärä 72 ja viikot 36–38/2026.", []),
        ("Palvelija 1 tervehti ja lupasi 10,50 euroa.", []),
    ],
)
def test_what_may_tell_who_somebody_is(words, found):
    seen = [one for one in sightings(saying(words), NAMES) if one.where == "narrative"]
    assert [(one.kind, one.words) for one in seen] == found


AUDITORS = ["Pekka Mäki", "Tuomas Virta", "John Smith"]
FORMS = """Pekan Mäen|Pekka Mäki|Mäki, Pekka|Mäelle|Mäkeä|Tuomaksen Virran|Virralla|Smithin|Smith’s
|John Smithille""".replace("\n", "").split("|")


@pytest.mark.parametrize("said", FORMS)
def test_name_of_an_auditor_must_go_in_every_form(said):
    seen = sightings(saying(f"Käynnin kirjasi {said} heti."), NAMES, AUDITORS)
    assert [one.words for one in seen if one.must_go]


def test_first_name_of_an_auditor_is_asked_about_and_may_stay():
    seen = sightings(saying("Siellä oli Pekka."), NAMES, AUDITORS)
    assert [(one.kind, one.must_go) for one in seen] == [("name", False)]


def test_place_that_is_a_name_too_is_no_sighting():
    here = replace(saying("Salossa jonotettiin."), region="Salo")
    assert sightings(here, [], ["Maija Salo"]) == []
    named = replace(saying("Maija Salon käynti."), region="Salo")
    assert [one.must_go for one in sightings(named, [], ["Maija Salo"])] == [True]


BENT = {
    "Liisa": "Liisan Liisalle Liisalta Liisaa Liisankin",
    "Matti": "Matin Matille Mattia Matilta",
    "Pirkko": "Pirkon Pirkolle Pirkkoa",
    "Jukka": "Jukan Jukalla Jukkaa",
    "Hannu": "Hannun Hannulle",
    "Markus": "Markuksen Markukselle Markusta",
    "Heikki": "Heikin Heikille Heikkiä",
    "Kerttu": "Kertun Kertulle",
    "Satu": "Sadun Sadulle",
    "Päivi": "Päivin Päiville Päiviä",
    "Mikael": "Mikaelin Mikaelille Mikaels",
}


@pytest.mark.parametrize(("name", "form"), [(n, f) for n, fs in BENT.items() for f in fs.split()])
def test_common_first_name_is_found_in_its_case_forms(name, form):
    seen = sightings(saying(f"Silloin {form} vuoro oli jo ohi."), [])
    assert [one.words for one in seen] == [form]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Palvelija Xenia tervehti heti.", "Xenia"),
        ("Myyjälle Ahmedille kiitos.", "Ahmedille"),
        ("Sitten Brunhilde, myymäläpäällikkö, tuli.", "Brunhilde"),
        ("Servitören Gunborg log.", "Gunborg"),
        ("The waiter Kofi smiled.", "Kofi"),
        ("Kassalla oli Kyllikki-niminen nainen.", "Kyllikki"),
    ],
)
def test_name_beside_a_role_is_found(words, name):
    assert [one.words for one in sightings(saying(words), [])] == [name]


CLEAN = """Palvelija 1 tervehti heti ja kysyi, miten voi auttaa.|Anna palautetta kassalla.
|Ainoa myyjä oli varattu.|Toivo paremmasta jäi.|Jokainen myyjä hymyili.|Meri näkyy ikkunasta.
|Kassalla seisoi kaksi. Kukaan ei katsonut.|Myyjä ei tervehtinyt. Hän katsoi muualle.
|Kahvi oli kuumaa ja Satama-lounas hyvä.|Personalen log och hälsade.|The seller did not look up.
|Vastaus tuli Turusta maanantaina.|Kai se näin on.|Johtaja ei ollut paikalla.""".replace("\n", "")


@pytest.mark.parametrize("words", CLEAN.split("|"))
def test_plain_words_are_no_names(words):
    assert [one.words for one in sightings(saying(words), [])] == []


@pytest.mark.parametrize("visits", [1, 30])
def test_made_up_visits_name_nobody(visits):
    assert sightings(document(visits), NAMES, AUDITORS) == []


def test_another_wording_is_looked_at_again():
    first, second = (sightings(saying(f"Aino {word}."), NAMES) for word in ("tuli", "lähti"))
    assert first[0].key != second[0].key


def test_difference_is_told_word_by_word():
    before, after = saying("Kaikki oli hyvin."), saying("Kaikki oli melko hyvin.")
    told = differences(before, after)
    assert [one.section for one in told] == ["summary"]
    assert [piece.words for piece in told[0].pieces if piece.sign] == ["melko"]


def test_equal_editions_have_no_difference():
    assert differences(document(3), document(3)) == []

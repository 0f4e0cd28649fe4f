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

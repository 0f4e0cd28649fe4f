"""The typefaces, from their npm packages, have every letter and sign that our texts use."""

import re

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

TOKENS = settings.BASE_DIR / "static" / "css" / "tokens.css"
FOLDERS = {prefix: folder for entry in settings.STATICFILES_DIRS if isinstance(entry, tuple)
           for prefix, folder in [entry]}  # fmt: skip
LETTERS = "abcåäöABCÅÄÖéüšžßæø0123456789"
SIGNS = "€%&/()[]+−–—…·×±°½’”“»«•↑↓"
FACES = re.findall(
    r'font-family: "([^"]+)";\s*font-style: (\w+);\s*font-weight: (\d+).*?url\("\.\./([^"]+)"\)',
    TOKENS.read_text(), re.DOTALL,
)  # fmt: skip


def font(address):
    prefix, name = address.rsplit("/", 1)
    return TTFont(FOLDERS[prefix] / name)


def test_both_families_are_there():
    assert {family for family, *_ in FACES} == {"JA Sans", "JA Serif"}


@pytest.mark.parametrize("face", sorted({tuple(face[:3]) for face in FACES}), ids=" ".join)
def test_every_face_has_our_letters_and_signs(face):
    addresses = [address for *found, address in FACES if tuple(found) == face]
    covered = set().union(*(font(address).getBestCmap() for address in addresses))
    assert [sign for sign in LETTERS + SIGNS if ord(sign) not in covered] == []


@pytest.mark.parametrize("family", ["JA Sans", "JA Serif"])
def test_figures_can_be_of_one_width(family):
    address = next(address for name, *_, address in FACES if name == family)
    features = font(address)["GSUB"].table.FeatureList.FeatureRecord
    assert "tnum" in {record.FeatureTag for record in features}

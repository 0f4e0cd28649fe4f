"""Where Finnish words may be broken: rules as patterns, because Pyphen knows no Finnish.

Finnish breaks before a consonant that a vowel follows (kau-pun-ki, pal-ve-lu, tark-ka). Two things
the rule cannot see are listed: a second part of a compound that begins with a vowel
(kokemus-asiantuntija, not kokemu-sasiantuntija), and a loan word that begins with two consonants
(asiakas-profiili, not asiakasp-rofiili). Between vowels no word is broken: it is allowed, and ugly.

The patterns are Liang's (1983), as hunspell writes them: an odd number breaks, an even one
forbids, the larger wins.
"""

from __future__ import annotations

from collections.abc import Iterator

VOWELS = "aeiouyäöå"
CONSONANTS = "bcdfghjklmnpqrstvwxzšž"
# What the first part of a compound may end with.
ENDS = "lnrst"
VOWEL_STARTS = (
    "aihe aika aine aisti alku alue arvio arvo asema asenn asenta asia askel asteik asuin aukio",
    "auto edus edunv ehdo ehto elokuv elämä ennak ennus esine esite etsi idea ihmi ikku ilma ilme",
    "ilmo ilta imago innost into istui ohja ohje olet olosu ominai ongelm onni opast opet ostaj",
    "ostok ostos osoit osuus otsik ulko uuti uudis yhte yhtiö ylei yllät ympär yrity ystäv äänen",
)
CLUSTER_STARTS = (
    "blog bränd flanel frans graf grafi grill klikk klubi krem krit kriis plus premi prior proses",
    "prosen profi proje prog prov pren skaal skenaar spesi spons sprin staat stand start stati",
    "strat stres studi traf tradi trend",
)
WHOLE = ("olo3a4ja", "olo3a4ika")


def _patterns() -> Iterator[str]:
    for consonant in CONSONANTS:
        for vowel in VOWELS:
            yield f"1{consonant}{vowel}"
    for start in " ".join(VOWEL_STARTS).split():
        for end in ENDS:
            # Nor is the second part broken after its first letter.
            yield f"2{end}3{start[0]}4{start[1:]}"
    yield from WHOLE
    for start in " ".join(CLUSTER_STARTS).split():
        head = "2".join(letter for letter in start[:3] if letter in CONSONANTS)
        letters = len(head.replace("2", ""))
        yield f"3{head}2{start[letters:]}" if letters > 1 else f"3{start}"


def finnish() -> str:
    """The patterns as a hyphenation dictionary."""
    return "\n".join(["UTF-8", *_patterns()]) + "\n"

"""How much of a page words take, before the typesetter lays them out: near, and rather too much."""

from __future__ import annotations

from functools import cache

POINT = 25.4 / 72  # millimetres
# The advance of letters in shares of the size: the two typefaces of the report are alike in it.
ADVANCES = (
    (0.25, " "),
    (0.31, "jil.,:;-!'|’"),
    (0.37, 'ft()IJ"'),
    (0.47, "rsz?“”"),
    (0.56, "aceäåg0123456789–S"),
    (0.61, "ovxykqdöFZLP"),
    (0.65, "bpuhnETBC"),
    (0.74, "ADKOQRVGUNÄÖÅXY"),
    (0.85, "wH"),
    (0.97, "mMW…—@%&"),
)
ADVANCE = {letter: share for share, letters in ADVANCES for letter in letters}
OTHER = 0.65


@cache
def width(words: str, size: float) -> float:
    """Millimetres of a line of these words, set in so many points."""
    return sum(ADVANCE.get(letter, OTHER) for letter in words) * size * POINT


def lines(words: str, measure: float, size: float) -> int:
    """The lines of a paragraph of so many millimetres; nothing is hyphenated but what must be."""
    count, at = 0, measure + 1
    for word in words.split():
        long = width(word, size)
        if at + long > measure:
            count, at = count + 1, 0.0
        count += int(long // measure)
        at += long % measure + width(" ", size)
    return count

"""How much of a page words take, before the typesetter lays them out: near, and rather too much."""

from __future__ import annotations

from functools import cache

POINT = 25.4 / 72  # millimetres
# The advance of letters in shares of the size: of texts rather too much, of titles as it is.
Face = tuple[tuple[float, str], ...]
TEXT: Face = (
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
TITLE: Face = (
    (0.23, " "),
    (0.31, "j.,:;!'|’"),
    (0.34, "il-"),
    (0.375, "ft()IJ"),
    (0.43, '"?'),
    (0.47, "rs“”"),
    (0.51, "zc–"),
    (0.55, "eaäå0123456789S"),
    (0.585, "gvxoöyZ"),
    (0.615, "kqFdL"),
    (0.64, "bpEuhnPT"),
    (0.67, "CBYX"),
    (0.72, "ARVÄÅGKDOQÖ"),
    (0.77, "NU"),
    (0.83, "wH"),
    (0.96, "mMW…—@%&"),
)
ADVANCE = {
    kind: {letter: share for share, letters in kind for letter in letters} for kind in (TEXT, TITLE)
}
OTHER = 0.65


@cache
def width(words: str, size: float, face: Face = TEXT) -> float:
    """Millimetres of a line of these words, set in so many points."""
    advance = ADVANCE[face]
    return sum(advance.get(letter, OTHER) for letter in words) * size * POINT


def lines(words: str, measure: float, size: float, face: Face = TEXT) -> int:
    """The lines of a paragraph of so many millimetres; nothing is hyphenated but what must be."""
    count, at = 0, measure + 1
    for word in words.split():
        long = width(word, size, face)
        if at + long > measure:
            count, at = count + 1, 0.0
        count += int(long // measure)
        at += long % measure + width(" ", size, face)
    return count

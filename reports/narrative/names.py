"""How a person's name is recognised in a text: in any case form, by itself or beside a role.

A Finnish name changes its stem when it is inflected (Pekka, Pekan; Mäki, Mäen; Markus, Markuksen);
a Swedish or English one takes an s. Names that are words too (Toivo, Meri) count only where no
sentence begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

SHORTEST = 3
# Words of the trade that are names too; as names they stand beside a first name, which is found.
OF_THE_TRADE = frozenset(
    {
        *("asiakas", "asiakkaat", "auditoija", "konsultti", "tarkastaja", "myyjä", "johtaja"),
        *("kunde", "kunden", "granskare", "konsult", "säljare"),
        *("customer", "client", "auditor", "editor", "consultant", "manager", "seller"),
    }
)
# Common first names in Finland that are nothing else.
GIVEN = """

Aleksandra Aleksi Anneli Annika Annikki Antero Anton Antti Arja Arto Atte Birgitta Camilla
Carita Christian Daniel David Eero Eeva Eila Elina Elisa Elisabet Ella Emilia Emma Emmi Eric
Erik Erika Erkki Esko Eveliina Fredrik Gunilla Göran Hanna Hannele Hannes Hannu Harri Heidi
Heikki Helena Heli Henna Henri Henrik Håkan Ida Iida Iiris Ilkka Inkeri Irene Irja Irma Jaakko
Jaana Janne Jari Jarkko Jarmo Jenna Jenni Jere Jesse Jessica Joakim Johan Johanna Johannes John
Jonas Joni Joona Joonas Jorma Jouko Jouni Juha Juhani Juho Jukka Julia Jussi Jyrki Kaarina Kaija
Kaisa Karoliina Karolina Katariina Katja Katri Kerttu Kimmo Kirsi Kristiina Kristina Kyösti Lars
Lasse Lassi Laura Lauri Leena Liisa Linda Lotta Maarit Magnus Maija Malin Maria Mariia Marika
Marita Marjatta Marjo Marjut Markku Marko Markus Martti Matias Matilda Mats Matti Mattias Merja
Mervi Mia Mika Mikael Mikko Milla Minna Mirja Mirva Mohammed Monika Natalia Nguyen Niclas Niina
Niklas Niko Nina Noora Olavi Olga Olli Oskari Outi Paavo Patrik Pauliina Pekka Pekko Pentti
Peppi Pertti Peter Petra Petri Petteri Piia Pirjo Pirkko Päivi Raija Raimo Rasmus Reetta Reijo
Reino Riikka Riitta Risto Ritva Robert Roope Saana Saara Sakari Salla Sami Samu Samuel Sanna
Sara Sebastian Seija Senja Seppo Simo Sirkka Sirpa Sofia Sonja Stefan Susanna Susanne Sven Tanja
Tapani Tapio Tarja Tatjana Teemu Teija Tero Terttu Thomas Tiia Tiina Timo Tobias Tomi Tommi Toni
Topi Tuija Tuomas Tuomo Tuula Tytti Ulla Ulrika Unto Ursula Valtteri Veera Veikko Venla Viivi
Viktoria Vilho Viljami Ville Virpi Wilma Åke Åsa
"""
# … and some that are words or brands as well.
ALSO_WORDS = """

Aino Anna Anne Anni Armas Arvo Asta Eini Helmi Ilma Ilmari Ilona Kai Kalle Kari Karin Kati Kauko
Kim Lahja Lea Lena Lumi Mari Marja Meri Onni Ove Pasi Pia Pilvi Rauha Rauni Ruut Sari Satu Sini
Sirkku Sulo Suvi Taika Taina Tarmo Tea Toivo Tuuli Urho Usko Vappu Veli Vesa Vieno Voitto
"""
ROLES = (
    # Finnish
    r"(?:asiakas)?palvelij\w*|myyj\w*|kassanhoitaj\w*|kassahenkilö\w*|tarjoilij\w*|\w*päälli[kö]\w*"
    r"|esimie\w*|esihenkilö\w*|\w*johtaj\w*|barist\w*|kok[ki]\w*|\w*hoitaj\w*|lääkär\w*|\w*neuvoj\w*"
    r"|asentaj\w*|kuljettaj\w*|työntekij\w*|harjoittelij\w*|yrittäj\w*|omistaj\w*|\w*virkailij\w*"
    r"|vartij\w*|rouva\w*|herra\w*|neiti|neidi\w*"
    # Swedish
    r"|försälj(?:are|aren)|säljare(?:n|ns)?|expedit(?:en|ens)?|kassörska(?:n)?|kassör(?:en)?"
    r"|servitris(?:en)?|servitör(?:en)?|\w*chef(?:en|ens)?|kock(?:en)?|läkare(?:n)?|sköterska(?:n)?"
    r"|rådgivare(?:n)?|montör(?:en)?|chaufför(?:en)?|medarbetare(?:n)?|praktikant(?:en)?|ägare(?:n)?"
    r"|fru|herr|fröken"
    # English
    r"|cashier|waiter|waitress|clerk|manager|supervisor|seller|assistant|chef|cook|doctor|nurse"
    r"|adviser|advisor|driver|trainee|owner|receptionist|employee|mr\.?|mrs\.?|ms\.?"
)
NAME = r"[A-ZÅÄÖÉ][a-zåäöéü]{2,}"
BESIDE = (
    rf"(?<!\w)(?i:{ROLES})[ \u00a0](?P<after>{NAME})"
    rf"|(?<=[a-zåäö,] )(?P<before>{NAME}),? (?i:{ROLES})(?!\w)"
)
# Said of somebody: “nimeltä Maija”, “hette Maija”, “called Maija”, “Maija-niminen”.
CALLED = re.compile(
    r"(?:nimeltään|nimeltä|nimikyltissä(?: luki)?|heter|hette|vid namn|named|called|name tag said)"
    rf"\s+[“”\"’']?(?P<after>{NAME})|(?P<before>{NAME})-nimi(?:nen|s)"
)
START = re.compile(r"(?:^|[.!?…:]|\n)[\s”“\"’'»–-]*$")

# Case endings, after which possession and clitics may come.
ENDINGS = (
    r"(?:n|[aä]|t[aä]|n[aä]|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi|tt[aä]|[aeiouyäö]n|h[aeiouyäö]n|seen)?"
    r"(?:ni|si|ns[aä]|mme|nne)?(?:kin|k[aä]{2}n|k[oö]|h[aä]n|p[aä])?(?:[’']?s)?"
)
# How the end of a Finnish name looks before an ending.
GRADES = (
    *(
        ("kk", "k"),
        ("pp", "p"),
        ("tt", "t"),
        ("nk", "ng"),
        ("nt", "nn"),
        ("mp", "mm"),
        ("lt", "ll"),
    ),
    *(("rt", "rr"), ("ht", "hd"), ("lk", "l"), ("rk", "r"), ("t", "d"), ("p", "v"), ("k", "")),
)
VOWELS = "aeiouyäöå"


def stems(name: str, *, is_surname: bool = False) -> set[str]:
    """What an ending may follow: Pekka, Peka; Tuomas, Tuomaa, Tuomakse; the surname Mäki, Mäe."""
    found = {name}
    if name.endswith("nen"):
        found.add(f"{name[:-3]}se")
    elif name[-1] == "s":
        found |= {f"{name[:-1]}kse", f"{name[:-1]}{name[-2]}", f"{name}i"}
    elif name[-1] not in VOWELS:
        found.add(f"{name}i")
    else:
        bodies = {name[:-1]}
        for strong, weak in GRADES:
            if name[:-1].endswith(strong):
                bodies.add(name[: -1 - len(strong)] + weak)
                break
        ends = {name[-1], "e"} if is_surname and name[-1] == "i" else {name[-1]}
        found |= {body + end for body in bodies for end in ends}
    return {one for one in found if len(one) > 1}


def inflected(first: Iterable[str], last: Iterable[str] = ()) -> re.Pattern[str] | None:
    """First names and surnames in any case form; None when there are none."""
    found = {stem for name in first for stem in stems(name)}
    found |= {stem for name in last for stem in stems(name, is_surname=True)}
    if not found:
        return None
    ordered = sorted(map(re.escape, found), key=lambda stem: (-len(stem), stem))
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)}){ENDINGS}(?!\w)")


def split(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """First names and surnames of people; a double name counts as two."""
    first, last = set[str](), set[str]()
    for name in names:
        *given, family = name.split() or [""]
        first |= set(re.split(r"[.,-]", " ".join(given).replace(" ", "-") or family))
        last |= set(re.split(r"[.,-]", family)) if given else set()
    return _usable(first), _usable(last)


def _usable(pieces: Iterable[str]) -> list[str]:
    return sorted(
        one
        for one in pieces
        if len(one) >= SHORTEST and one[0].isupper() and one.lower() not in OF_THE_TRADE
    )


def people(pseudonyms: Iterable[str]) -> Iterator[str]:
    """The names in keys such as “sipi-kettunen”; a key such as “a1” has none."""
    for one in pseudonyms:
        pieces = [piece for piece in re.split(r"[\W\d_]+", one) if len(piece) >= SHORTEST]
        if len(pieces) > 1:
            yield " ".join(piece.capitalize() for piece in pieces)


@cache
def _common(names: str) -> re.Pattern[str] | None:
    """The names of a list above; worked out only where names are looked for."""
    return inflected(names.split())


CAPITAL = re.compile(r"(?<!\w)[A-ZÅÄÖÉ][\w’']+")


def places(words: str, known: re.Pattern[str] | None) -> Iterator[re.Match[str]]:
    """Where a word is one of the known names. Only what has a capital is looked at closely."""
    if known:
        yield from (match for match in CAPITAL.finditer(words) if known.fullmatch(match[0]))


def begins(words: str, at: int) -> bool:
    """Whether a sentence begins there."""
    return bool(START.search(words[:at]))


def unknown(words: str) -> Iterator[str]:
    """Names of nobody we know: common first names, and what stands beside a role."""
    for pattern in (CALLED, BESIDE):
        for match in re.finditer(pattern, words):
            yield match["after"] or match["before"]
    for match in places(words, _common(GIVEN)):
        yield match[0]
    for match in places(words, _common(ALSO_WORDS)):
        if not begins(words, match.start()):
            yield match[0]

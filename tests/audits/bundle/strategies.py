"""Random valid bundles, in every way in which the format lets one write them."""

from datetime import timedelta, timezone

from hypothesis import strategies as st

from tests.audits.bundle.documents import full_checklist, small_bundle
from tests.factories import STAGE_KEYS

KEYS = st.text("abcxyz019-", min_size=1, max_size=12)
# Any character that a database stores.
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXTS = st.text(CHARACTERS, max_size=20)
WORDS = st.text(CHARACTERS, min_size=1, max_size=20)
SPOKEN = WORDS.filter(str.strip)
STAGES = st.sampled_from(STAGE_KEYS)
FLAGS = st.booleans()
NUMBERS = st.one_of(
    st.integers(0, 999_999),
    st.decimals(0, 9999, places=3, allow_nan=False).map(float),
)
OFFSETS = st.sampled_from([0, 120, 180, 330, -570]).map(lambda m: timezone(timedelta(minutes=m)))


def sometimes(required, optional):
    return st.fixed_dictionaries(required, optional=optional)


@st.composite
def moments(draw):
    """A time in one of its spellings."""
    moment = draw(st.datetimes(timezones=OFFSETS).filter(lambda m: 1901 < m.year < 2199))
    text = moment.isoformat(timespec=draw(st.sampled_from(["minutes", "seconds", "microseconds"])))
    return text.replace("+00:00", draw(st.sampled_from(["+00:00", "Z"])))


VALUES = {
    "yes-no": st.sampled_from(["yes", "no"]),
    "minutes": NUMBERS,
    "days": st.one_of(NUMBERS, st.just("never")),
    "scale": st.one_of(st.integers(1, 10), st.decimals(1, 10, places=2).map(float)),
    "feel": st.integers(0, 4),
    "choice": st.sampled_from(["none", "some", "unknown"]),
    "several": st.permutations(["a", "b", "c"]).flatmap(
        lambda keys: st.integers(1, 3).map(lambda count: keys[:count])
    ),
    "share": st.sampled_from(["3/4", "0/0", " 1 / 2"]),
    "critical": st.sampled_from(["yes", "no"]),
    "words": SPOKEN,
    "picture": SPOKEN,
}
NOTES = {"comment": TEXTS, "observed_at": st.one_of(st.none(), moments())}


def answers(values):
    """One answer in one of its shapes: bare, full, not answered, or only a comment."""
    unanswered = st.sampled_from(["not_applicable", "not_observed"])
    return st.one_of(
        values,
        sometimes({"value": values}, {"state": st.just("answered"), "reason": TEXTS, **NOTES}),
        sometimes({"state": unanswered}, {"reason": TEXTS, **NOTES}),
        sometimes({"comment": WORDS}, {"observed_at": moments()}),
    )


EXPERIENCES = sometimes(
    {},
    {
        "SC-EXP": st.integers(0, 4),
        "SC-PLE": st.integers(0, 4),
        "SC-EMO": st.integers(-3, 3),
        "SC-WHY": TEXTS,
    },
)
PROMISES = sometimes(
    {
        "stage": STAGES,
        "kind": st.sampled_from(["speed", "price", "quality", "content", "other"]),
        "wording": WORDS,
    },
    {
        "channel": TEXTS,
        "promised": st.one_of(st.none(), NUMBERS),
        "delivered": st.one_of(st.none(), NUMBERS),
        "unit": TEXTS,
        "kept": st.sampled_from(["yes", "partly", "no", "unverifiable", None]),
    },
)
INCIDENTS = sometimes(
    {"stage": STAGES, "polarity": st.sampled_from(["failure", "surprise"]), "what": WORDS},
    {
        "happened_at": st.one_of(st.none(), moments()),
        "noticed_by": st.sampled_from(["staff", "customer", "nobody", None]),
        "severity": st.sampled_from([1, 2, 3, None]),
        "apology": FLAGS,
        "explanation": FLAGS,
        "asked_customer": FLAGS,
        "fixed": FLAGS,
        "minutes_to_fix": st.one_of(st.none(), st.integers(0, 10_000)),
        "extra_gesture": FLAGS,
        "feeling_before": st.one_of(st.none(), st.integers(-3, 3)),
        "feeling_after": st.one_of(st.none(), st.integers(-3, 3)),
    },
)
CLOSINGS = sometimes(
    {},
    {
        "VC-NPS": st.integers(0, 10),
        "VC-CES": st.integers(1, 7),
        "VC-KAN": st.sampled_from(["basics_missing", "as_expected", "better", "delight"]),
        "VC-ONE": TEXTS,
    },
)


# Made in a round that an import finds stored.
EARLIER = "earlier-round"
CHECK_NAME = "6f1f5a3e-0b52-5d0e-9a40-7c1f4c1d2e{:02x}"


def checks(site, number):
    """One check at this site, by its name."""
    words = st.dictionaries(st.sampled_from(["fi", "sv", "en"]), WORDS, min_size=1)
    required = {"audit": st.just(EARLIER), "site": st.just(site), "stage": STAGES}
    one = sometimes(
        {**required, "code": st.just(f"R{number}")},
        {
            "text": words,
            "wish": words,
            "criteria": st.lists(st.sampled_from(["yes-no", "A1.2"]), max_size=2),
            "made_at": moments(),
            "closed_at": st.one_of(st.none(), moments()),
        },
    )
    return one.map(lambda check: (CHECK_NAME.format(number), check))


FINDINGS = st.one_of(
    sometimes({"outcome": st.sampled_from(["fixed", "not_yet", "unknown"])}, {"comment": TEXTS}),
    sometimes({"comment": WORDS}, {}),
)


def visits(key, sites):
    return sometimes(
        {"key": st.just(key), "site": st.sampled_from(sites)},
        {
            "auditor": TEXTS,
            "started_at": moments().filter(lambda text: text < "1990"),
            "ended_at": moments().filter(lambda text: text > "1991"),
            "announced": FLAGS,
            "scenario": TEXTS,
            "answers": sometimes({}, {code: answers(one) for code, one in VALUES.items()}),
            "expectations": st.dictionaries(STAGES, st.integers(0, 4)),
            "experiences": st.dictionaries(STAGES, EXPERIENCES),
            "promises": st.lists(PROMISES, max_size=3),
            "incidents": st.lists(INCIDENTS, max_size=3),
            "closing": CLOSINGS,
        },
    )


CLIENTS = sometimes({"key": KEYS, "name": WORDS}, {"language": st.sampled_from(["fi", "sv", "en"])})
AUDITS = sometimes(
    {"key": KEYS, "title": WORDS},
    {
        "starts_on": st.sampled_from([None, "2026-01-01", "2026-09-01"]),
        "ends_on": st.sampled_from([None, "2026-09-01", "2027-02-28"]),
        "target": st.one_of(st.none(), st.integers(0, 100)),
        "brief": TEXTS,
    },
)


def sites(key):
    optional = {"region": TEXTS, "channel": st.sampled_from(["shop", "webshop", "phone"])}
    return sometimes({"key": st.just(key), "name": WORDS}, optional)


@st.composite
def bundles(draw, most_visits=4):
    """A whole document."""
    site_keys = draw(st.lists(KEYS, min_size=1, max_size=3, unique=True))
    visit_keys = draw(st.lists(KEYS, max_size=most_visits, unique=True))
    return small_bundle(
        client=draw(CLIENTS),
        audit=draw(AUDITS),
        sites=[draw(sites(key)) for key in site_keys],
        checklist=draw(st.sampled_from([full_checklist()])),
        visits=[draw(visits(key, site_keys)) for key in visit_keys],
    )


@st.composite
def bundles_with_checks(draw):
    """Each site has a check from an earlier round; its visits may have found something."""
    document = draw(bundles())
    keys = [site["key"] for site in document["sites"]]
    named = dict(draw(checks(key, number)) for number, key in enumerate(keys))
    for visit in document["visits"]:
        here = [name for name, check in named.items() if check["site"] == visit["site"]]
        if draw(st.booleans()):
            visit["findings"] = {name: draw(FINDINGS) for name in here}
    return {**document, "checks": named}

"""What the report holds: plain, frozen, in one language, with every number already shown.

Scores are the integers of record of ``audits.scoring``; ``shown`` is the one rounding of them, with
a decimal point and an ASCII minus (pages write them in their language). Visits go by labels, never
by people; dates of visits by calendar week.
"""

from __future__ import annotations

from dataclasses import dataclass, field

VERSION = "journeyaudit/report/1"


@dataclass(frozen=True, slots=True)
class Score:
    """A score of record with what it rests on. ``shown`` is "" when nothing counts, never "0"."""

    micro: int | None = None
    shown: str = ""
    band: str = ""  # key
    tone: int | None = None  # 0 worst to 4 best, of the band
    visits: int = 0
    coverage: int | None = None  # percent of what should have been scored
    # What so few visits allow to be said (docs/scoring.md). A single visit has no range here.
    low: int | None = None  # 95 % range, micro points
    high: int | None = None
    low_shown: str = ""
    high_shown: str = ""
    precise: str = ""  # with one decimal, only where the range is narrower than ± 5 points
    grade: str = ""  # indicative, moderate, strong
    certainty: int | None = None  # percent: as good as its band says, or better
    reached: int | None = None  # percent: the target is reached
    is_tentative: bool = False  # its band is hatched and called tentative
    may_show_mean: bool = True  # the number stands for the place, not for one visit
    may_show_rank: bool = False
    may_show_trend: bool = False


@dataclass(frozen=True, slots=True)
class Scores:
    both: Score
    fact: Score
    perception: Score


@dataclass(frozen=True, slots=True)
class Measure:
    """A number beside the score: a gap, a feeling, lost points. Millionths, and as shown."""

    micro: int
    shown: str


@dataclass(frozen=True, slots=True)
class Band:
    key: str
    name: str
    minimum: int
    maximum: int
    tone: int


@dataclass(frozen=True, slots=True)
class Answer:
    visit: str  # label
    state: str  # answered, not_applicable, not_observed, blank, hidden
    display: str = ""
    shown: str = ""  # points
    micro: int | None = None
    tone: int | None = None
    reason: str = ""
    comment: str = ""
    photos: tuple[str, ...] = ()  # sha256


@dataclass(frozen=True, slots=True)
class Share:
    """k of n, with its 95 % range in percent (Wilson)."""

    count: int
    of: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Criterion:
    code: str
    stage: str
    text: str
    is_fact: bool
    is_scored: bool
    weight: int
    rules: tuple[tuple[str, str], ...]  # how answers earn: in words, points ("" does not score)
    score: Score
    answered: int
    not_applicable: int
    not_observed: int
    blank: int
    short: int  # answers that earned less than full points
    lost: Measure
    answers: tuple[Answer, ...]
    knock_out: str = ""  # effect of a critical criterion
    knock_out_to: str = ""  # its band's name, or its cap in points
    failed: tuple[str, ...] = ()  # labels of the visits where the knock-out struck
    full: Share | None = None  # full points in so many of the scored answers


@dataclass(frozen=True, slots=True)
class Gap:
    expected: Measure
    experienced: Measure
    gap: Measure
    visits: int
    exceeded: int
    met: int
    below: int


@dataclass(frozen=True, slots=True)
class Feeling:
    mean: Measure
    visits: int
    values: tuple[int | None, ...]  # −3 to 3, in the order of the document's visits


@dataclass(frozen=True, slots=True)
class Quote:
    visit: str
    site: str
    text: str
    feeling: int | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    sha256: str
    visit: str
    site: str
    stage: str
    criterion: str
    caption: str
    width: int
    height: int
    cut: tuple[int, ...] = ()  # percent cut away: left, top, right, bottom; () nothing


@dataclass(frozen=True, slots=True)
class Stage:
    key: str
    number: int
    name: str
    verb: str
    covers: str
    weight: int
    scores: Scores
    criteria: tuple[Criterion, ...]
    quotes: tuple[Quote, ...]
    gap: Gap | None = None
    feeling: Feeling | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """A knock-out that struck in a visit."""

    code: str
    effect: str
    to: str  # band name or points, as in the criterion


@dataclass(frozen=True, slots=True)
class Visit:
    label: str
    site: str  # key
    site_name: str
    week: str  # 2026-W36, or "" when it is not known
    minutes: int | None
    total: Score
    stages: tuple[Score, ...]
    bonus: str
    is_thin: bool
    is_announced: bool
    caps: tuple[Cap, ...]


@dataclass(frozen=True, slots=True)
class Site:
    key: str
    name: str
    region: str
    total: Scores
    stages: tuple[Score, ...]
    visits: tuple[str, ...]  # labels
    tier: int | None = None  # 1 the best; sites of one tier cannot be told apart; None: no tier
    better_than: tuple[str, ...] = ()  # keys of the sites that it is surely better than


@dataclass(frozen=True, slots=True)
class Promise:
    visit: str
    site: str
    stage: str
    kind: str
    channel: str
    wording: str
    promised: str
    delivered: str
    unit: str
    kept: str  # yes, partly, no, unverifiable, or "" when not due


@dataclass(frozen=True, slots=True)
class Promises:
    made: int
    kept: int
    partly: int
    broken: int
    unverifiable: int
    items: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    visit: str
    site: str
    stage: str
    what: str
    severity: int | None
    noticed_by: str
    apology: bool
    explanation: bool
    asked_customer: bool
    fixed: bool
    minutes_to_fix: int | None
    extra_gesture: bool
    feeling_before: int | None
    feeling_after: int | None
    recovery: int  # 0–100


@dataclass(frozen=True, slots=True)
class ClosingFigures:
    """What the answers to a closing question come to. The index of a net promoter score is said
    from ten answers on; before, and always, the counts."""

    answers: int
    mean: str = ""
    low: str = ""  # 95 % range of the mean, from the answers themselves; "" under two answers
    high: str = ""
    detractors: int | None = None  # 0–6, 7–8 and 9–10 of 10: only of NPS
    passives: int | None = None
    promoters: int | None = None
    index: str = ""  # −100 to 100
    index_low: str = ""
    index_high: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """One closing question of the visits: NPS, return intention …, in the order of visits."""

    code: str
    question: str
    instrument: str
    values: tuple[tuple[str, str], ...]  # (visit label, answer as given)
    figures: ClosingFigures | None = None  # None: no numbers


@dataclass(frozen=True, slots=True)
class Evidence:
    visit: str
    display: str
    comment: str = ""
    photos: tuple[str, ...] = ()
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Gain:
    """Points of the total: had it been right in these visits, and what of it may be expected."""

    exact: Measure
    expected: Measure
    low: Measure
    high: Measure


@dataclass(frozen=True, slots=True)
class Place:
    """A site at which it fell short: a child of the recommendation."""

    site: str  # key
    name: str
    short: int
    visits: int
    certainty: str
    probability: int  # percent
    labels: tuple[str, ...] = ()  # visits that fell short
    incidents: int = 0


@dataclass(frozen=True, slots=True)
class Recommendation:
    number: int
    code: str  # the first criterion; promise-all, failure-all; own-… for the consultant's own
    tier: str  # incident, free, costing
    stage: str
    title: str
    action: str
    cost: str
    effort: str
    impact: str
    lost: Measure
    short: int
    visits: int
    incidents: int
    evidence: tuple[Evidence, ...]
    is_edited: bool = False
    is_own: bool = False
    is_judgement: bool = False  # the consultant's, without an answer behind it
    certainty: str = ""  # incident, observation, likely, confirmed; "" when nothing was observed
    probability: int | None = None  # percent: succeeds less often than it should
    prior: int | None = None  # the same before these visits
    gain: Gain | None = None
    places: tuple[Place, ...] = ()
    is_chain: bool = False  # one for the whole chain; the places are its children
    is_quick: bool = False  # free and worth a point
    criteria: tuple[str, ...] = ()
    owner: str = ""  # manager, team, marketing, service
    rule: str = ""
    digest: str = ""  # of the evidence
    withdrawal: int | None = None  # so many successes in a row would withdraw the pattern
    # As which checks the next round looks at it: key of the site, name of the check.
    checks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Had the most gainful recommendations been right in these visits. No forecast."""

    numbers: tuple[int, ...]  # of the recommendations
    titles: tuple[str, ...]
    before: Score
    after: Score
    low: str = ""  # range of the after, as shown; "" when it cannot be told
    high: str = ""


@dataclass(frozen=True, slots=True)
class Emotion:
    """Peak, end and their mean are taken per visit and then averaged."""

    peak: Measure | None = None
    end: Measure | None = None
    peak_end: Measure | None = None
    peak_stage: str = ""  # of the mean curve, for the picture
    end_stage: str = ""


@dataclass(frozen=True, slots=True)
class Recall:
    """How long after they were seen the facts were written down: numbers of answers."""

    at_once: int
    hour: int
    day: int
    later: int
    on_the_spot: str  # percent


@dataclass(frozen=True, slots=True)
class Method:
    """What was asked and what came back, for the page that says how it was done."""

    checklist: str
    code: str
    version: int
    method: str  # stages or points
    criteria: int
    facts: int  # of the scored
    perceptions: int
    scored: int
    answered: int
    not_applicable: int
    not_observed: int
    blank: int
    bonus_max: str
    recall: Recall | None = None  # None: not known, the visits were imported


@dataclass(frozen=True, slots=True)
class Look:
    """What the figures do not know: the edition, the paper, and whose colours it wears."""

    edition: str = "full"  # full, owner
    paper: str = "a4"  # a4, letter
    house: str = ""  # the consultancy's name
    colour: str = ""  # #rrggbb; "": our own
    accent: str = ""
    client_logo: str = ""  # sha256
    house_logo: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the consultant chose: the order of sections, and what is left out."""

    order: tuple[str, ...] = ()  # keys of sections; one that is not named keeps its place
    out: tuple[str, ...] = ()
    findings_out: tuple[str, ...] = ()  # criteria whose words are not told
    findings: tuple[str, ...] = ()  # criteria in the order in which they are told


@dataclass(frozen=True, slots=True)
class NarrativeBlock:
    """A paragraph or a list as safe HTML, or a photo; ``plain`` is the same without markup."""

    html: str = ""
    sha256: str = ""
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Narrative:
    """What the consultant says in one place of the report, every number in its value of then."""

    section: str  # the anchor of the heading that it stands under
    blocks: tuple[NarrativeBlock, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in the round before and now. An arrow only when the change is probable."""

    key: str  # of the stage or site; "" of the total
    name: str
    before: str  # shown
    after: str
    visits_before: int
    visits_after: int
    difference: Measure  # signed
    low: str = ""  # 95 % range of the difference, signed
    high: str = ""
    arrow: str = ""  # up, down, or "": cannot be told from chance


@dataclass(frozen=True, slots=True)
class Comparison:
    """Against the round before: same client, same checklist. ``like`` + ``mix`` + ``checklist``
    are the difference of the total, exactly."""

    previous: str  # title of that round
    reference: str  # its key
    starts_on: str
    ends_on: str
    criteria: int | None  # so many in common are compared; None: the checklist did not change
    sites: int  # visited in both rounds
    total: Change
    stages: tuple[Change, ...]
    places: tuple[Change, ...]  # the sites of both rounds
    difference: Measure  # of the scores of record
    like: Measure  # the sites of both rounds, on the criteria in common
    mix: Measure  # sites that came or went
    checklist: Measure  # criteria that came or went


@dataclass(frozen=True, slots=True)
class Agreement:
    """Double visits: two auditors at one site on one day. α only from ten of them on."""

    pairs: int
    answers: int
    equal: int  # of the answers, in percent
    alpha: str = ""  # Krippendorff's, over all criteria
    alpha_grade: str = ""  # good, tentative, poor
    totals: str = ""  # ICC(A,1) of the scores


@dataclass(frozen=True, slots=True)
class Planner:
    """How many visits the next round needs."""

    spread: str  # standard deviation of visits to one site, in points
    is_own: bool  # measured in this round; else taken from elsewhere
    fewest: int  # visits to the least visited site
    detectable: str  # points that such a pair of sites would have to differ by; "" under two
    better: str = ""  # names of two sites that cannot be told apart yet, the nearest to it
    worse: str = ""
    more: int | None = None  # so many more visits to each would tell them apart


@dataclass(frozen=True, slots=True)
class ReportDocument:
    language: str
    client: str
    audit: str
    reference: str  # the audit's key
    title: str  # the consultant's headline, or ""
    summary: str  # the consultant's words, Markdown
    site: str  # name of the one site that the report is about, or ""
    starts_on: str  # ISO dates, or ""
    ends_on: str
    issued_on: str
    target: int | None
    bands: tuple[Band, ...]  # highest first
    total: Scores
    stages: tuple[Stage, ...]
    visits: tuple[Visit, ...]
    sites: tuple[Site, ...]
    emotion: Emotion
    promises: Promises
    failures: tuple[Incident, ...]
    surprises: tuple[Incident, ...]
    recovery: Measure | None
    closing: tuple[Closing, ...]
    strengths: tuple[str, ...]  # criterion codes, three at most
    needs: tuple[str, ...]
    criticals: tuple[str, ...]  # every critical criterion that failed
    recommendations: tuple[Recommendation, ...]
    photos: tuple[Photo, ...]
    method: Method
    labels: tuple[tuple[str, str], ...]  # ("cost.free", "Ilmainen") …: words of the checklists
    what_if: WhatIf | None = None
    version: str = VERSION
    comparison: Comparison | None = None  # with the round before
    agreement: Agreement | None = None  # None: no double visits
    planner: Planner | None = None  # None: fewer than two sites
    scope: str = "audit"  # audit, client, region, site, visit
    region: str = ""  # name of the one region that the report is about, or ""
    look: Look = field(default_factory=Look)
    narratives: tuple[Narrative, ...] = ()
    layout: Layout = field(default_factory=Layout)

    def label(self, kind: str, key: str) -> str:
        """The word for a key of cost, degree, promise, outcome or severity; "" when unknown."""
        return dict(self.labels).get(f"{kind}.{key}", "")

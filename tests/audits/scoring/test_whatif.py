"""What if equals the engine on an edited copy, whatever the checklist."""

from hypothesis import given
from hypothesis import strategies as st

from audits.scoring import FULL, Mending, ScoredAnswer, audit_scores, what_if_scores
from tests.audits.scoring.schemes import points
from tests.audits.scoring.strategies import schemes_and_visits


@st.composite
def situations(draw):
    """A checklist with caps, bonus and N/A, visits, and some actions on its criteria."""
    scheme, visits = draw(schemes_and_visits())
    codes = [rule.code for rule in scheme.criteria]
    action = st.sets(st.sampled_from(codes), max_size=3) if codes else st.just(set())
    actions = draw(st.lists(action, max_size=5))
    target = draw(st.sampled_from([FULL, points(50)]))
    return scheme, visits, actions, dict.fromkeys(codes, target)


def edited(visits, codes, targets):
    """The copy with the answers rewritten one by one."""
    for visit in visits:
        answers = dict(visit.answers)
        for code in codes & answers.keys():
            old = answers[code]
            if old.micro is not None and old.micro < targets[code]:
                answers[code] = ScoredAnswer(old.state, targets[code])
        yield type(visit)(visit.key, visit.site, visit.region, answers, {}, {}, {}, visit.promises)


@given(situations(), st.data())
def test_total_is_that_of_the_engine_on_an_edited_copy(situation, data):
    scheme, visits, actions, targets = situation
    mending = Mending(scheme, visits, actions, targets)
    mask = data.draw(st.integers(0, 2 ** len(actions) - 1))
    copy = list(edited(visits, mending.codes(mask), targets))
    assert mending.total(mask) == audit_scores(scheme, copy).whole.total.both.micro


@given(situations())
def test_all_figures_are_those_of_the_engine(situation):
    scheme, visits, _actions, targets = situation
    copy = list(edited(visits, targets.keys(), targets))
    expected = audit_scores(scheme, copy)
    found = what_if_scores(scheme, visits, targets)
    assert (found.whole, found.visits) == (expected.whole, expected.visits)


@given(situations(), st.data())
def test_more_actions_never_lower_the_total(situation, data):
    scheme, visits, actions, targets = situation
    mending = Mending(scheme, visits, actions, targets)
    some = data.draw(st.integers(0, 2 ** len(actions) - 1))
    more = some | data.draw(st.integers(0, 2 ** len(actions) - 1))
    before, after = mending.total(some), mending.total(more)
    assert (before is None) == (after is None)
    assert before is None or after >= before

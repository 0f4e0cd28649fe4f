"""The form with its scripts: conditions, stopwatch, sheets, keys, conflicts, the review; and that
everybody can use it, in every theme, language and size."""

import json
import random
from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys import logic
from journeys.definition.conditions import read_condition
from journeys.definition.reading import Node
from tests.audits.visits import accepted_visit, started_visit, write
from tests.factories import ChecklistVersionFactory, UserFactory, checklist_document

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser_context_args(locale="en"),
]
CASES = json.loads((Path(__file__).parents[1] / "journeys/conditions.json").read_text())
LONG = "Asiakaspalvelukokemuksenmittausjärjestelmänkehittämisyhteistyö"
YES = {"criterion": "P-1", "is": "yes"}


def asked(code, kind, **more):
    text = dict.fromkeys(("fi", "sv", "en"), f"{code} {LONG}?")
    return {"code": code, "stage": "purchase", "type": kind, "text": text, **more}


@pytest.fixture
def visit(transactional_db):
    """A started visit; its third stage has a question of each kind that the scripts know."""
    document = checklist_document()
    minutes = {"fi": "minuuttia", "sv": "minuter", "en": "minutes"}
    options = [{"key": key, "points": 50, "fi": LONG, "sv": LONG, "en": LONG} for key in "abcdef"]
    document["criteria"][2:3] = [
        asked("P-1", "yes_no"),
        asked("P-2", "scale_0_4", show_if=YES),
        asked("P-3", "yes_no", evidence={"if": {"is": "no"}, "need": "comment"}),
        asked("P-4", "number", unit=minutes, scoring={"linear": [30, 0], "none": 0}),
        asked(
            "P-5", "number", unit={"fi": "tähteä", "sv": "stjärnor", "en": "stars"}, range=[0, 5]
        ),
        asked("P-6", "choice", options=options),
    ]
    version = ChecklistVersionFactory(document=document)
    return started_visit(audit__checklist_version=version, auditor=UserFactory(language="en"))


def until(page, holds):
    """Wait for something; the policy of the page lets no predicate be evaluated inside it."""
    for _try in range(100):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {holds}")


@pytest.fixture
def open_page(page, live_server, sign_in, visit):
    """Opens a page of the visit and waits until it has come to life."""

    def open_page(place="stages/purchase/"):
        sign_in(visit.auditor)
        page.goto(f"{live_server.url}/visits/{visit.pk}/{place}")
        page.wait_for_selector("html[data-ready=on]")
        until(page, "ja.isKnown")
        return page

    return open_page


def card(page, code):
    return page.locator(f"#q-{code}")


def value(page, key):
    return page.evaluate("key => ja.values.get(key) ?? null", key)


# Conditions


HOLDS = "cases => cases.map(one => ja.logic.holds(one.condition, code => one.answers[code]))"
HIDES = "cases => cases.map(c => [...ja.logic.compute(c.show, code => c.answers[code])].sort())"


def test_browser_and_server_agree_on_the_table_of_cases(open_page):
    page = open_page()
    assert page.evaluate(HOLDS, CASES["holds"]) == [case["holds"] for case in CASES["holds"]]
    assert page.evaluate(HIDES, CASES["hidden"]) == [case["hidden"] for case in CASES["hidden"]]


def drawn(dice, depth=0):
    """A random condition over A, B and C."""
    if depth < 3 and dice.random() < 0.35:
        parts = [drawn(dice, depth + 1) for _ in range(dice.randint(1, 3))]
        return {dice.choice(["all", "any"]): parts}
    words = ["yes", "no", 0, 1, 2.5, "3", "never", "3/4"]
    op = dice.choice(["is", "is_not", "in", "below", "at_least", "answered"])
    wanted = {
        "in": dice.sample(words, 2),
        "answered": dice.random() < 0.5,
        "below": dice.choice([0, 1, 2.5]),
        "at_least": dice.choice([0, 1, 2.5]),
    }
    return {"criterion": dice.choice("ABC"), op: wanted.get(op, dice.choice(words))}


def answered(dice):
    values = [
        "yes",
        "no",
        0,
        1,
        2,
        2.5,
        "3",
        "2,5",
        "−1",
        "never",
        "3/4",
        None,
        "",
        [],
        ["yes", "no"],
    ]
    return {code: dice.choice(values) for code in "ABC" if dice.random() < 0.85}


def test_browser_and_server_agree_on_random_conditions(open_page):
    dice = random.Random(20261123)
    cases = [{"condition": drawn(dice), "answers": answered(dice)} for _ in range(600)]
    ours = [
        logic.holds(read_condition(Node([], "", case["condition"]), "", 0), case["answers"])
        for case in cases
    ]
    assert open_page().evaluate(HOLDS, cases) == ours
    assert 100 < sum(ours) < 500


def test_an_answer_shows_what_depends_on_it(open_page):
    page = open_page()
    expect(card(page, "P-2")).to_be_hidden()
    card(page, "P-1").get_by_label("Yes").check()
    expect(card(page, "P-2")).to_be_visible()
    card(page, "P-2").locator("input").nth(3).check()
    card(page, "P-1").get_by_label("No", exact=True).check()
    expect(card(page, "P-2")).to_be_hidden()
    assert value(page, "c.P-2.value") == 3


def test_an_answer_asks_for_a_comment(open_page):
    page = open_page()
    three = card(page, "P-3")
    expect(three.locator(".need")).to_be_hidden()
    three.get_by_label("No", exact=True).check()
    expect(three.locator(".need")).to_be_visible()
    left = page.locator("[data-left] a[href$='#q-P-3']")
    expect(left).to_have_count(1)
    three.locator("textarea[name$=comment]").fill("Two lamps were dark.")
    expect(left).to_have_count(0)


# Stopwatch, sheets, keys


def test_the_clock_runs_on_after_the_browser_was_gone(open_page):
    page = open_page()
    page.clock.install()
    page.reload()
    page.wait_for_selector("html[data-ready=on]")
    card(page, "P-4").get_by_role("button", name="Start the clock").click()
    page.clock.fast_forward(90_000)
    open_page("closing/")
    expect(page.locator("[data-mini]")).to_be_visible()
    open_page()
    card(page, "P-4").get_by_role("button", name="Stop the clock").click()
    assert 1.4 <= value(page, "c.P-4.value") <= 2
    expect(card(page, "P-4").locator("input[inputmode]")).to_have_value(
        str(value(page, "c.P-4.value"))
    )


def test_a_number_is_set_by_its_buttons(open_page):
    page = open_page()
    more = card(page, "P-5").get_by_role("button", name="More")
    for _tap in range(7):
        more.click()
    assert value(page, "c.P-5.value") == 5
    card(page, "P-5").get_by_role("button", name="Less").click()
    assert value(page, "c.P-5.value") == 4


def test_a_moment_of_truth_in_three_taps_and_words(open_page):
    page = open_page()
    page.locator(".dock [value=incident]").click()
    page.locator("#i-surprise").check()
    page.keyboard.type("A bun beside the coffee.")
    page.locator("#incident-sheet .sheet-foot .btn-primary").click()
    until(page, "!ja.held.size")
    page.reload()
    page.wait_for_selector("html[data-ready=on]")
    key = page.evaluate("[...ja.values.keys()].find(key => key.startsWith('incident.'))")
    stored = value(page, key)
    assert (stored["polarity"], stored["stage"]) == ("surprise", "purchase")
    assert stored["happened_at"]


def test_a_promise_is_checked_at_a_later_stage(open_page):
    page = open_page()
    page.locator(".dock [value=promise]").click()
    page.locator("#o-wording").fill("Ready in a quarter")
    page.locator("#kind_speed").check()
    page.locator("#promise-sheet .sheet-foot .btn-primary").click()
    until(page, "!ja.held.size")
    open_page("stages/service/")
    page.locator("[data-due]").get_by_label("Partly").check()
    kept = "[...ja.values].find(([key]) => key.startsWith('promise.'))[1].kept"
    assert page.evaluate(kept) == "partly"


def test_keys_answer_and_move_on(open_page):
    page = open_page()
    card(page, "P-1").locator("input").first.focus()
    page.keyboard.press("Shift")
    page.wait_for_timeout(300)
    page.keyboard.press("1")
    assert value(page, "c.P-1.value") == "yes"
    page.keyboard.press("4")
    assert value(page, "c.P-2.value") == 3
    page.keyboard.press("n")
    assert value(page, "c.P-3.state") == "not_applicable"
    expect(card(page, "P-3").locator("textarea[name$=reason]")).to_be_focused()


# Conflicts and the review

CONFLICT = """async () => {
  const [key, at] = ["c.P-1.value", new Date().toISOString()];
  const side = (value) => ({ id: ja.store.newId(), key, value, at, by: "" });
  const conflicts = [{ id: 1, key, kept: side("no"), other: side("yes") }];
  await ja.store.keep(`conflicts:${ja.visit.id}`, conflicts);
  ja.emit("ja:conflict", { conflicts });
}"""


def quarrel(page):
    """Two devices differ, and the server has nothing newer to say about it."""
    until(page, "ja.sync.state === 'ok'")
    page.evaluate(CONFLICT)
    page.locator("[data-conflicts] button").first.wait_for()


def test_a_conflict_is_settled_by_one_tap(open_page):
    page = open_page("review/")
    quarrel(page)
    page.get_by_role("button", name="Use “yes”").click()
    expect(page.locator("[data-conflicts]")).to_be_hidden()
    assert value(page, "c.P-1.value") == "yes"


def test_the_review_leads_to_the_first_gap(open_page, visit):
    write(visit, **{"c.P-1.value": "yes", "c.P-2.value": 4})
    page = open_page("review/")
    row = page.locator("[data-part='stage:purchase']")
    expect(row.locator(".left")).to_have_attribute(
        "href", f"/visits/{visit.pk}/stages/purchase/#q-P-3"
    )
    page.locator("#send button").click()
    expect(page.locator("[data-missing] a").first).to_be_focused()


def test_what_is_left_of_the_expectation_is_named_and_found(page, live_server, sign_in, visit):
    fresh = accepted_visit(audit=visit.audit, auditor=visit.auditor)
    sign_in(visit.auditor)
    page.goto(f"{live_server.url}/visits/{fresh.pk}/expectation/")
    page.wait_for_selector("html[data-ready=on]")
    until(page, "ja.isKnown")
    first = page.locator("[data-left] a").first
    expect(first).to_contain_text(page.locator(".crit .q").first.text_content())
    assert page.locator(first.get_attribute("href")).count() == 1


# For everybody


def opened(page, name):
    """The page in one of its states."""
    if name == "incident":
        page.locator(".dock [value=incident]").click()
        page.locator("#i-failure").check()
    elif name == "promise":
        page.locator(".dock [value=promise]").click()
        page.locator("#promise-sheet").wait_for()
    elif name == "conflict":
        quarrel(page)
    elif name == "answered":
        card(page, "P-1").locator("input").first.check()
        card(page, "P-3").locator("input").nth(1).check()
        card(page, "P-4").locator(".clock button").click()
    page.wait_for_timeout(150)


STATES = (
    ("stages/purchase/", "hidden"),
    ("stages/purchase/", "answered"),
    ("stages/purchase/", "incident"),
    ("stages/purchase/", "promise"),
    ("closing/", "plain"),
    ("review/", "plain"),
    ("review/", "conflict"),
)


@pytest.mark.parametrize("theme", ["light", "dark", "dim"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_state_of_the_form_hinders_anybody(open_page, page, visit, axe, theme, language):
    visit.auditor.language = language
    visit.auditor.save()
    page.add_init_script(f"localStorage.setItem('ja-theme', '{theme}')")
    page.emulate_media(reduced_motion="reduce")
    found = {}
    for place, state in STATES:
        open_page(place)
        opened(page, state)
        found[state, place] = axe(page)
    assert {key: faults for key, faults in found.items() if faults} == {}


SMALL = """() => {
  const isSeen = (item) => item.checkVisibility({ visibilityProperty: true })
    && !item.closest(".vh, .skip") && !item.matches("[tabindex='-1'], [type=hidden]");
  const isMark = (item) => item.matches("[type=radio], [type=checkbox]");
  const small = ({ width, height }) => width > 2 && (width < 43.5 || height < 43.5);
  return [...document.querySelectorAll("button, a[href], input, select, textarea, summary")]
    .filter(isSeen)
    .map((item) => [item, (isMark(item) ? item.parentElement : item).getBoundingClientRect()])
    .filter(([, box]) => small(box))
    .map(([item, box]) => `${item.outerHTML.slice(0, 90)} ${box.width}×${box.height}`);
}"""
WIDER = """() => {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const isOut = (item) => item.getBoundingClientRect().right > innerWidth + 1;
  return [...document.querySelectorAll("body *")].filter(isOut).slice(-3)
    .map((item) => item.outerHTML.slice(0, 120));
}"""
SIZES = [(320, 700, "xl"), (390, 844, ""), (820, 1180, "l"), (1180, 820, "")]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_target_is_large_and_nothing_sticks_out(open_page, page, size):
    width, height, text = size
    page.set_viewport_size({"width": width, "height": height})
    page.add_init_script(f"localStorage.setItem('ja-text', '{text}')")
    found = {}
    for place, state in STATES:
        open_page(place)
        opened(page, state)
        found[state, place] = page.evaluate(WIDER) + page.evaluate(SMALL)
    assert {key: faults for key, faults in found.items() if faults} == {}

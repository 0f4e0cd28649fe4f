"""The scenarios. What may happen in a doorway, and worse."""

import time

import pytest
from playwright.sync_api import expect

from tests.torture.tablet import SETTLE, assert_exact, differences

STAGES = ("awareness", "consideration", "purchase", "service", "loyalty")
BAD_NETWORK = {"drop": 0.15, "busy": 0.15, "lose": 0.3, "portal": 0.15, "twice": 0.2, "delay": 0.3}


def test_a_dead_battery_in_the_middle_of_a_visit(tablet, house, office, picture):
    """Without server and network; killed twice; opened again from what is kept; then sent."""
    tablet.make_ready()
    house.kill()
    tablet.offline()
    tablet.enter(tablet.plan("service"))
    code = tablet.questions("service")[0]["code"]
    tablet.photograph(code, picture(1), picture(2))
    tablet.wait_until(lambda: len(tablet.photos_here()) == 2, what="two photos kept")
    for stage in ("purchase", "loyalty"):
        tablet.kill()
        tablet.launch()
        tablet.offline()
        tablet.stage(stage)
        tablet.enter(tablet.plan(stage))
    tablet.kill()
    tablet.launch()
    house.start()
    tablet.stage("service")
    tablet.drain()
    state = assert_exact(tablet, office)
    assert len(state["photos"]) == 2


def test_killed_while_typing(tablet, office, many):
    """Typing at twelve letters a second: what is there afterwards begins what was typed, and at
    most the last letters are missing."""
    tablet.make_ready()
    tablet.offline()
    one = tablet.questions("service")[0]["code"]
    text, key = "", f"c.{one}.comment"
    lost = []
    for round_ in range(many(3, 40)):
        field = tablet.page.locator(f"[name='{key}']")
        field.evaluate("one => { one.closest('details').open = true; one.focus() }")
        field.evaluate("one => one.setSelectionRange(one.value.length, one.value.length)")
        for letter in f"ääkkösiä {round_} ":
            tablet.page.keyboard.type(letter)
            text += letter
            time.sleep(0.08)
        tablet.kill()
        tablet.launch()
        tablet.offline()
        tablet.stage("service")
        kept = tablet.ask("key => ja.values.get(key)", key)
        assert text.startswith(kept)
        lost.append(len(text) - len(kept))
        text = kept
    assert max(lost) <= 2
    tablet.offline(False)
    tablet.entered[key] = text.strip()
    tablet.drain()
    state = office.state(pk=tablet.visit["pk"])
    assert state["values"][key].strip() == text.strip()


def test_a_network_that_drops_lies_and_repeats(tablet, house, office, picture, many):
    tablet.make_ready()
    house.faults(**BAD_NETWORK)
    for _round in range(many(1, 6)):
        for stage in ("purchase", "service", "loyalty"):
            tablet.stage(stage)
            tablet.enter(tablet.plan(stage))
        tablet.photograph(tablet.questions("loyalty")[0]["code"], picture(3))
        tablet.page.wait_for_timeout(1500)
    tablet.drain(SETTLE * 3)
    house.faults()
    state = assert_exact(tablet, office)
    keys = {event["key"] for event in state["events"]}
    assert keys >= set(tablet.entered)


def test_a_server_killed_while_it_takes_in(tablet, house, office, many):
    tablet.make_ready()
    for round_ in range(many(2, 12)):
        tablet.enter(tablet.plan("service"))
        tablet.ask("void ja.sync.now([ja.visit.id])")
        time.sleep(0.05 * (round_ % 5))
        house.kill()
        tablet.enter(tablet.plan("service", comments=0.1))
        house.start()
    tablet.drain()
    assert_exact(tablet, office)


def test_a_process_that_dies_before_and_after_it_stored(tablet, house, office, many):
    tablet.make_ready()
    house.faults(die_before=0.25, die_after=0.25, path="^/api/v1/sync")
    for _round in range(many(2, 20)):
        tablet.enter(tablet.plan("service"))
        tablet.ask("ja.sync.now([ja.visit.id])")
    house.faults()
    tablet.drain()
    assert_exact(tablet, office)


def test_stored_but_never_answered_and_edited_again(tablet, house, office, many):
    """The server has every value, the tablet does not know; it is killed, the same fields are
    changed, and the old rows go once more."""
    tablet.make_ready()
    for _round in range(many(2, 25)):
        house.faults(lose=1, path="^/api/v1/(sync|photos)")
        tablet.enter(tablet.plan("service"))
        tablet.ask("ja.sync.now([ja.visit.id])")
        tablet.kill()
        tablet.launch()
        tablet.stage("service")
        tablet.enter(tablet.plan("service"))
        tablet.ask("ja.sync.now([ja.visit.id])")
    house.faults()
    tablet.drain()
    assert_exact(tablet, office)


def test_two_tabs_send_at_once_what_was_tapped_thrice(tablet, office):
    tablet.make_ready()
    other = tablet.context.new_page()
    tablet.stage("service", on=other)
    for _tap in range(3):
        plan = list(tablet.plan("service", comments=0))
        tablet.enter(plan)
        tablet.enter(plan, on=other)
        for page in (tablet.page, other):
            tablet.ask("void ja.sync.now([ja.visit.id])", page=page)
    tablet.drain()
    state = assert_exact(tablet, office)
    for key, value in tablet.entered.items():
        assert tablet.ask("key => ja.values.get(key)", key, page=other) == value
    assert state["conflicts"] == 0


def test_two_tablets_without_a_network_disagree(tablet_of, office):
    """Equal values are no conflict; different ones both stay until somebody chooses."""
    one, two = tablet_of(), tablet_of()
    for tablet in (one, two):
        tablet.make_ready()
        tablet.offline()
    codes = [item for item in one.questions("service") if item["type"] == "yes_no"][:4]
    names = [f"c.{item['code']}.value" for item in codes]
    one.enter((name, "yes") for name in names)
    two.enter(zip(names, ("yes", "yes", "no", "no"), strict=True))
    for tablet in (one, two):
        tablet.offline(False)
        tablet.drain()
    state = office.state(pk=one.visit["pk"])
    assert state["conflicts"] == 2
    assert differences(two.entered, state) == {}
    assert len([e for e in state["events"] if e["status"] == "conflict"]) == 2
    one.pull()
    found = one.ask("ja.store.conflicts(ja.visit.id)")
    assert {item["other"]["value"] for item in found} == {"yes"}
    chosen = found[0]
    resolved = [chosen["kept"]["id"], chosen["other"]["id"]]
    one.ask("([key, ids]) => ja.write(key, 'yes', { resolves: ids })", [chosen["key"], resolved])
    one.drain()
    two.pull()
    assert two.ask("key => ja.values.get(key)", chosen["key"]) == "yes"
    assert office.state(pk=one.visit["pk"])["conflicts"] == 1


def test_signed_out_then_somebody_else_then_back(tablet, office):
    tablet.make_ready()
    office.sign_everybody_out()
    tablet.enter(tablet.plan("service"))
    tablet.wait_until(lambda: tablet.ask("ja.sync.state") == "signin", what="sign-in asked for")
    waiting = tablet.counts()["answers"]
    assert waiting > 10
    tablet.sign_in(office.stranger()["user"])
    tablet.ask("ja.sync.now([ja.visit.id])")
    assert tablet.ask("ja.sync.state") == "wrong_user"
    assert tablet.counts()["answers"] == waiting
    assert office.state(pk=tablet.visit["pk"])["events"] == []
    tablet.sign_in(tablet.user)
    tablet.drain()
    assert_exact(tablet, office)


def test_a_question_that_nobody_knows_blocks_nothing(tablet, office):
    tablet.make_ready()
    tablet.enter(tablet.plan("service"))
    tablet.ask("ja.write('c.NO-SUCH.value', 'yes')")
    tablet.enter(tablet.plan("service"))
    tablet.drain()
    assert tablet.counts()["dead"] == 1
    state = office.state(pk=tablet.visit["pk"])
    assert differences(tablet.entered, state) == {}
    rejected = [event for event in state["events"] if event["status"] == "rejected"]
    assert [event["code"] for event in rejected] in ([], ["unknown_key"])


def test_killed_while_photos_are_made_small(tablet, office, picture, many):
    tablet.make_ready()
    tablet.offline()
    rounds = many(1, 6)
    for number in range(rounds):
        code = tablet.questions("service")[number % 5]["code"]
        before = len(tablet.photos_here())
        tablet.photograph(code, picture(number, size=(4000, 3000)))
        tablet.wait_until(lambda n=before: len(tablet.photos_here()) > n, what="the bytes kept")
        tablet.kill()
        tablet.launch()
        tablet.offline()
        tablet.stage("service")
    tablet.offline(False)
    tablet.wait_until(lambda: None not in tablet.photos_here().values(), what="all made small")
    tablet.drain()
    state = assert_exact(tablet, office)
    assert len(state["photos"]) == rounds


@pytest.mark.parametrize("hours", [(3, -5), (-5, 3)])
def test_wrong_clocks_decide_nothing(tablet_of, office, hours):
    """The later entry leads, whatever the clocks of the two tablets say."""
    first, second = (tablet_of(ahead=3600 * one) for one in hours)
    for tablet in (first, second):
        tablet.make_ready()
        tablet.offline()
    name = next(
        f"c.{item['code']}.value" for item in first.questions("service") if item["type"] == "yes_no"
    )
    first.enter([(name, "yes")])
    time.sleep(2)
    second.enter([(name, "no")])
    second.offline(False)
    second.drain()
    first.offline(False)
    first.drain()
    state = office.state(pk=first.visit["pk"])
    assert state["values"][name] == "no"
    assert state["conflicts"] == 1


def test_a_new_release_waits_for_what_is_unsent(tablet, house, office):
    tablet.make_ready()
    tablet.offline()
    tablet.enter(tablet.plan("service"))
    tablet.offline(False)
    house.faults(release="a-new-one", drop=1, path="^/api/")
    tablet.ask("ja.worker.update()")
    tablet.wait_until(lambda: tablet.ask("Boolean(ja.worker.waiting)"), what="a new worker waits")
    tablet.stage("purchase")
    tablet.enter(tablet.plan("purchase"))
    assert tablet.counts()["answers"] > 10
    house.faults(release="a-new-one")
    tablet.drain()
    assert_exact(tablet, office)


def test_a_full_storage_is_said_aloud_and_nothing_goes(tablet, office):
    tablet.make_ready()
    tablet.ask(
        """() => { const put = IDBObjectStore.prototype.put, add = IDBObjectStore.prototype.add;
        const full = (real) => function (...words) {
          if (self.isFull) throw new DOMException("full", "QuotaExceededError");
          return real.apply(this, words); };
        IDBObjectStore.prototype.put = full(put); IDBObjectStore.prototype.add = full(add);
        self.isFull = true; }"""
    )
    one, two = (f"c.{item['code']}.comment" for item in tablet.questions("service")[:2])
    for name in (one, two):
        field = tablet.page.locator(f"[name='{name}']")
        field.evaluate("one => one.closest('details').open = true")
        field.fill("Words that have no room")
        tablet.entered[name] = "Words that have no room"
    expect(tablet.page.locator("#pill")).to_contain_text("Not saved")
    assert tablet.ask("ja.held.size") == 2
    tablet.ask("() => { self.isFull = false }")
    tablet.wait_until(lambda: not tablet.ask("ja.held.size"), 15, "kept when there is room again")
    tablet.drain()
    assert_exact(tablet, office)


def test_a_database_that_closes_under_the_hands(tablet, office, many):
    """As iOS does: the connection dies, is opened again, and the write is done once more."""
    tablet.make_ready()
    for _round in range(many(3, 60)):
        tablet.ask("ja.store.open().then((db) => db.close())")
        tablet.enter(tablet.plan("service"))
    tablet.drain()
    assert_exact(tablet, office)


def test_a_database_that_the_browser_throws_away(tablet, office, picture):
    """Killed in the middle of writing a record, chromium goes on behind the torn one and finds the
    whole database corrupt at the start after next. The second copy takes its place."""
    tablet.make_ready()
    tablet.offline()
    tablet.enter(tablet.plan("service"))
    code = tablet.questions("service")[0]["code"]
    tablet.photograph(code, picture(1))
    tablet.wait_until(lambda: None not in tablet.photos_here().values(), what="made small")
    device = tablet.ask("ja.store.device()")
    for stage in ("purchase", "loyalty"):
        tablet.kill()
        tablet.tear()
        tablet.launch()
        tablet.offline()
        tablet.stage(stage)
        tablet.enter(tablet.plan(stage))
    tablet.kill()
    tablet.launch()
    tablet.stage("service")
    assert tablet.ask("ja.store.device()") == device
    tablet.drain()
    state = assert_exact(tablet, office)
    assert len(state["photos"]) == 1


@pytest.mark.full
def test_everything_at_once(tablet, house, office, picture, many):
    """A long afternoon: bad network, dying processes, killed browsers, one visit."""
    tablet.make_ready()
    for round_ in range(many(2, 100)):
        if round_ % 4 == 0:
            house.faults(**BAD_NETWORK, die_after=0.05)
        stage = STAGES[2 + round_ % 3]
        tablet.stage(stage)
        tablet.enter(tablet.plan(stage))
        if round_ % 10 == 0:
            tablet.photograph(tablet.questions(stage)[0]["code"], picture(round_))
            tablet.wait_until(lambda: None not in tablet.photos_here().values(), what="made small")
        if round_ % 7 == 3:
            house.kill()
            house.start()
        tablet.kill()
        tablet.launch()
    house.faults()
    tablet.stage("service")
    tablet.drain(SETTLE * 3)
    assert_exact(tablet, office)

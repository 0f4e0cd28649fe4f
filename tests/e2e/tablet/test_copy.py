"""The second copy of the tablet's database."""

import pytest

from tests.e2e.tablet.acts import answer, hydrated

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser_context_args(locale="en"),
]
HELD = """async ([name, bucket]) => {
  const home = bucket ? (await navigator.storageBuckets.open(bucket)).indexedDB : indexedDB;
  const found = (asked) => new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  const db = await found(home.open(name));
  const rows = await found(db.transaction("outbox").objectStore("outbox").getAll());
  db.close();
  return rows.map(({id, key, value}) => [id, key, value]);
}"""


def test_a_copy_that_missed_the_last_edit_is_healed_at_the_next_start(page, visit, open_page):
    """The kill between the two writes, where both hold equally many rows."""
    open_page(visit, "stages/service/", is_kept=True)
    page.context.set_offline(True)
    answer(page, "S4-01", "No")
    page.evaluate("ja.flush()")
    page.evaluate("ja.copy.follow = async () => {}")
    answer(page, "S4-01", "Yes")
    page.evaluate("ja.flush()")
    page.reload()
    hydrated(page)
    page.evaluate("ja.write('c.S4-01.comment', 'Late')")  # follows once the copy is healed
    user = f"ja-{visit.auditor.pk}"
    first = page.evaluate(HELD, [user, None])
    assert [row[2] for row in first] == ["yes", "Late"]
    assert page.evaluate(HELD, ["copy", user]) == first

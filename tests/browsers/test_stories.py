"""A visit without a network in Firefox and in WebKit; the rest is docs/manual_tests.md."""

from tests.torture.tablet import assert_exact


def test_a_visit_without_a_network_arrives_once(tablet, house, office, picture):
    """The server dies, the page is loaded again, the browser is killed and opened again."""
    tablet.sign_in(tablet.user)
    tablet.make_ready()
    tablet.enter(tablet.plan("service"))
    tablet.drain()
    house.kill()
    tablet.enter(tablet.plan("service"))
    code = tablet.questions("service")[0]["code"]
    tablet.photograph(code, picture(1, (1800, 1350)))
    tablet.wait_until(lambda: len(tablet.photos_here()) == 1, what="a photo kept")
    tablet.reload()
    assert tablet.counts()["answers"] > 0
    tablet.stage("purchase")
    tablet.enter(tablet.plan("purchase"))
    tablet.kill()
    tablet.launch()
    tablet.stage("purchase")
    tablet.enter(tablet.plan("purchase", comments=1))
    house.start()
    tablet.drain()
    state = assert_exact(tablet, office)
    assert len(state["photos"]) == 1


def test_the_pill_tells_that_it_is_safe_here_and_then_sent(tablet, house):
    tablet.sign_in(tablet.user)
    tablet.make_ready()
    house.kill()
    tablet.enter(tablet.plan("service", comments=0))
    tablet.page.until("document.getElementById('pill').textContent.includes('safe here')")
    house.start()
    tablet.drain()
    tablet.page.until("document.getElementById('pill').textContent.includes('All sent')")

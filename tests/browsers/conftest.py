import os
from pathlib import Path

import pytest

from tests.browsers import firefox, webkit
from tests.browsers.tablet import OtherTablet
from tests.torture.conftest import house, office, picture, visit  # noqa: F401

BROWSERS = {"firefox": (firefox, firefox.Firefox), "webkit": (webkit, webkit.WebKit)}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session", params=BROWSERS)
def browser_class(request):
    """Skips before a server is started for nothing."""
    if not os.environ.get("OTHER_BROWSERS"):
        pytest.skip("make browsers")
    module, made = BROWSERS[request.param]
    if missing := module.missing():
        pytest.skip(f"not installed: {missing} (make browsers)")
    return made


@pytest.fixture
def tablet(browser_class, tmp_path, request):
    words = [request.getfixturevalue(name) for name in ("house", "office", "visit")]
    words[0].kill()
    words[0].start()
    with (tmp_path / "browser.log").open("wb") as log:
        tablet = OtherTablet(browser_class, log, tmp_path / "tablet", *words)
        yield tablet
        tablet.kill()

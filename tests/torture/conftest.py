import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.torture.house import House, Office, bounded
from tests.torture.tablet import Tablet

IS_FULL = os.environ.get("TORTURE") == "full"
LIMIT = 1800 if IS_FULL else 100  # seconds for a scenario; then its browsers and server are killed


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.torture)
            item.add_marker(pytest.mark.timeout(LIMIT + 60))  # the last resort
            if item.get_closest_marker("full") and not IS_FULL:
                item.add_marker(pytest.mark.skip(reason="make torture"))


@pytest.fixture(scope="session")
def many():
    """So many rounds: few in the short form, all in the full one."""
    return lambda few, all_of_them: all_of_them if IS_FULL else few


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("house"))
    yield house
    house.kill()
    house.log.close()


@pytest.fixture(scope="session")
def office(house):
    office = Office(house)
    office.ready()
    yield office
    office.close()


@pytest.fixture(autouse=True)
def server(house, office):
    house.faults()
    house.kill()
    house.start()
    yield house
    house.faults()


@pytest.fixture
def visit(office):
    return office.visit()


@pytest.fixture
def tablet_of(playwright, tmp_path, house, office, visit):
    made = []

    def tablet_of(**more):
        folder = tmp_path / f"tablet{len(made)}"
        made.append(Tablet(playwright, folder, house, office, visit, **more))
        return made[-1]

    def end():
        for tablet in made:
            tablet.slay()
        house.kill()

    with bounded(LIMIT, end):
        yield tablet_of
    for tablet in made:
        tablet.kill()


@pytest.fixture
def tablet(tablet_of):
    return tablet_of()


@pytest.fixture(scope="session")
def picture():
    """A photo as a camera makes it: large, turned, with a place and a time in it."""

    def picture(number, size=(2400, 1800)):
        image = Image.effect_noise(size, 60 + number).convert("RGB")
        exif = Image.Exif()
        exif[0x0112], exif[0x010F] = 6, "Camera"
        exif.get_ifd(0x8825)[2] = (60.0, 10.0, 30.0)
        out = BytesIO()
        image.save(out, "JPEG", exif=exif, quality=80)
        return out.getvalue()

    return picture

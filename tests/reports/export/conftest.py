"""A generated audit in which every text that somebody typed is a word of its own."""

import dataclasses

import pytest

from audits.bundle import bundle_of
from reports.document import Narrative, NarrativeBlock, build_document
from reports.export import Material, exported
from reports.pdf import chart_fonts
from tests.reports import material
from tests.reports.material import Typed, fill


@pytest.fixture(scope="session")
def typed():
    return Typed()


@pytest.fixture(scope="session")
def report(typed):
    """Five visits, two photos and what the consultant wrote."""
    bundle = material.bundle_document(5)
    fill(bundle, typed)
    wishes = dataclasses.replace(
        material.photo_wishes(), title=typed.word("otsikko"), summary=typed.word("tiivis")
    )
    words = typed.word("kertomus")
    told = Narrative("journey", (NarrativeBlock(html=f"<p>{words}</p>", plain=words),))
    return dataclasses.replace(build_document(bundle_of(bundle), wishes), narratives=(told,))


@pytest.fixture(scope="session")
def made(report):
    """The files of the report by format, each made once."""
    files = {}

    def made(key, document=report):
        if (key, document.client, len(document.visits)) not in files:
            stuff = Material(material.PHOTOS, chart_fonts())
            files[key, document.client, len(document.visits)] = exported(document, key, stuff)
        return files[key, document.client, len(document.visits)]

    return made

"""A generated audit in which every text that somebody typed is a word of its own."""

import dataclasses

import pytest

from audits.bundle import bundle_of
from reports.document import Check, Narrative, NarrativeBlock, build_document
from reports.export import Material, exported
from reports.pdf import chart_fonts
from reports.recommendations import Decided
from tests.reports import material
from tests.reports.material import Typed, fill


@pytest.fixture(scope="session")
def typed():
    return Typed()


def decided(typed):
    """One recommendation in the consultant's words, and two of her own."""
    yield Decided("A3-01", 1, typed.word("suositus"), typed.word("toimenpide"))
    for code, more in (("own-1", {"criteria": ("A3-02",)}), ("own-2", {"is_judgement": True})):
        title, action = typed.word("oma"), typed.word("tehkää")
        yield Decided(code, 2, title, action, "purchase", 3, "free", "low", "high", **more)


def checked(typed):
    """What came of an advice of the last round."""
    return Check("c1", typed.word("entinen"), "Kuopio", "not_yet", 1, 3, 12, None, None)


@pytest.fixture(scope="session")
def report(typed):
    """Five visits, two photos and what the consultant wrote."""
    bundle = material.bundle_document(5)
    fill(bundle, typed)
    usual = material.photo_wishes()
    photos = (dataclasses.replace(one, caption=typed.word("kuvateksti")) for one in usual.photos)
    wishes = dataclasses.replace(
        usual,
        title=typed.word("otsikko"),
        summary=typed.word("tiivis"),
        photos=tuple(photos),
        decisions=tuple(decided(typed)),
        checks=(checked(typed),),
    )
    words = typed.word("kertomus")
    told = Narrative("journey", (NarrativeBlock(html=f"<p>{words}</p>", plain=words),))
    return dataclasses.replace(build_document(bundle_of(bundle), wishes), narratives=(told,))


@pytest.fixture(scope="session")
def made(report):
    """The files of the report by format, each made once."""
    files = {}

    def made(key, document=report):
        # The document is kept along: another one could else get its place in memory.
        if (key, id(document)) not in files:
            stuff = Material(material.PHOTOS, chart_fonts())
            files[key, id(document)] = document, exported(document, key, stuff)
        return files[key, id(document)][1]

    return made

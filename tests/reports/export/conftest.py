"""A generated audit in which every text that somebody typed is a word of its own."""

import dataclasses

import pytest

from audits.bundle import bundle_of
from reports.document import Narrative, NarrativeBlock, build_document
from reports.export import Material, exported
from reports.pdf import chart_fonts
from tests.reports import material


class Typed:
    """Gives out words and remembers them."""

    def __init__(self):
        self.words = []

    def word(self, kind):
        self.words.append(f"{kind}{len(self.words):05}q")
        return self.words[-1]


def fill(document, typed):
    for visit in document["visits"]:
        for code, given in visit["answers"].items():
            answer = given if isinstance(given, dict) else {"value": given}
            if answer.get("state") == "not_applicable":
                visit["answers"][code] = {**answer, "reason": typed.word("syy")}
            else:
                visit["answers"][code] = {**answer, "comment": typed.word("huomio")}
        for experience in visit["experiences"].values():
            experience["SC-WHY"] = typed.word("lainaus")
        for one in visit["promises"]:
            one["wording"] = typed.word("lupaus")
        for one in visit["incidents"]:
            one["what"] = typed.word("tapaus")
        visit["closing"]["VC-ONE"] = typed.word("loppu")


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

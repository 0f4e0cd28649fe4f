"""Two editions beside each other: words and figures."""

from dataclasses import replace

from audits.bundle import bundle_of
from reports.document import Narrative, NarrativeBlock, Wishes, build_document
from reports.narrative import differences, moved
from tests.reports.material import bundle_document


def edition(visits, words="", changed=False):
    raw = bundle_document(5)
    raw["visits"] = raw["visits"][5 - visits :]
    if changed:
        answers = raw["visits"][0]["answers"]
        code = next(code for code, value in answers.items() if value == "yes")
        answers[code] = "no"
    made = build_document(bundle_of(raw), Wishes(language="en"))
    block = NarrativeBlock(html=f"<p>{words}</p>", plain=words)
    return replace(made, narratives=(Narrative("summary", (block,)),) if words else ())


def test_equal_editions_have_no_figure_that_moved():
    assert moved(edition(5), edition(5)) == []


def test_changed_answer_moves_its_visit_and_no_other():
    found = moved(edition(5), edition(5, changed=True))
    visits = [one for one in found if one.kind == "visit"]
    assert len(visits) == 1
    assert visits[0].before != visits[0].after


def test_visit_that_came_is_new_and_the_others_keep_theirs_whatever_their_label():
    found = [one for one in moved(edition(4), edition(5)) if one.kind == "visit"]
    assert [(one.before, bool(one.after)) for one in found] == [("", True)]


def words_of(side):
    return " ".join(" ".join(piece.words for piece in side).split())


def test_both_sides_of_a_text_are_whole():
    before, after = "All was well.\nThen not.", "All was quite well.\nThen not."
    (one,) = differences(edition(1, before), edition(1, after))
    assert words_of(one.before) == "All was well. Then not."
    assert words_of(one.after) == "All was quite well. Then not."

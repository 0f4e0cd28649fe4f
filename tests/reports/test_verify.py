"""A report holds its own data: every figure is worked out again, every changed byte is seen."""

import json
import random
import zlib
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.bundle import bundle_of
from reports.document import Wishes, build_document, public_document, to_json
from reports.document.proof import proven
from reports.pdf import ProofError, enclosed, make_pdf, verified
from tests.reports import material

FILES = (enclosed.AUDIT_FILE, enclosed.REPORT_FILE, enclosed.PROOF_FILE)
AUDITOR = "sipi-kettunen"


def small_bundle(seed, visits):
    """A random audit: its answers, promises, feelings and times are those of the seed."""
    rng = random.Random(seed)
    raw = material.bundle_document(0)
    criteria = list(material.library_checklist("store").criteria)
    raw["visits"] = [material.visit(number, rng, criteria) for number in range(visits)]
    for visit in raw["visits"]:
        visit["auditor"] = AUDITOR
    return bundle_of(raw)


@cache
def pdf():
    bundle = small_bundle(7, 2)
    wishes = Wishes()
    return make_pdf(build_document(bundle, wishes), {}, public_document(bundle, wishes)).pdf


def test_report_proves_itself():
    proof = verified(pdf())
    assert (proof.faults, proof.differing) == ((), ())
    assert proof.is_sound
    assert len(proof.figures) > 500


def test_same_report_is_the_same_file():
    again = pdf.__wrapped__()
    assert again == pdf()


def test_nobody_and_no_day_is_in_the_data():
    files = enclosed.read_enclosed(pdf())
    text = b"".join(files.values()).decode()
    assert AUDITOR not in text
    visits = json.loads(files[enclosed.AUDIT_FILE])["visits"]
    assert {visit["started_at"][11:16] for visit in visits} == {"12:00"}
    assert "observed_at" not in text
    assert "happened_at" not in text


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 10**9), visits=st.integers(0, 3))
def test_random_audits_prove_themselves(seed, visits):
    bundle, wishes = small_bundle(seed, visits), Wishes(language=("fi", "sv", "en")[seed % 3])
    document = to_json(build_document(bundle, wishes))
    figures = proven(document, public_document(bundle, wishes))
    assert [figure for figure in figures if not figure.is_equal] == []


def leaves(value, path=()):
    """Every number of a document, by its path."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    elif type(value) is int and path[0] in ("total", "stages", "visits", "sites"):
        yield path


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_changed_figure_is_named(data):
    bundle, wishes = small_bundle(7, 2), Wishes()
    document = to_json(build_document(bundle, wishes))
    path = data.draw(st.sampled_from(list(leaves(document))))
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] += 1
    differing = [
        one for one in proven(document, public_document(bundle, wishes)) if not one.is_equal
    ]
    assert differing
    assert all(one.place.startswith(str(path[0])) for one in differing)


def tampered(name, at, change):
    """The report with one byte of an enclosed file changed, sewn together again."""
    with pikepdf.open(BytesIO(pdf())) as opened:
        stream = opened.attachments[name].obj.EF.F
        body = bytearray(stream.read_bytes())
        body[at % len(body)] ^= change
        stream.write(zlib.compress(bytes(body)), filter=pikepdf.Name.FlateDecode)
        out = BytesIO()
        opened.save(out)
    return out.getvalue()


@settings(max_examples=20, deadline=None)
@given(name=st.sampled_from(FILES), at=st.integers(0, 10**6), change=st.integers(1, 255))
def test_any_changed_byte_of_the_data_is_seen(name, at, change):
    proof = verified(tampered(name, at, change))
    assert not proof.is_sound
    assert proof.faults


def test_checksums_made_anew_do_not_hide_a_changed_answer():
    """Whoever changes an answer and all checksums still faces the figures."""
    files = enclosed.read_enclosed(pdf())
    bundle, document = (json.loads(files[name]) for name in FILES[:2])
    answers = bundle["visits"][0]["answers"]
    code = next(code for code, value in answers.items() if value == "yes")
    answers[code] = "no"
    assert any(not one.is_equal for one in proven(document, bundle))


def test_pdf_without_data_is_no_report():
    bare = make_pdf(build_document(material.bundle(0), Wishes()), {}).pdf
    with pytest.raises(ProofError):
        verified(bare)


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7\nnothing", b"\x00" * 4000])
def test_what_is_no_pdf_is_refused_in_words(body):
    with pytest.raises(ProofError):
        verified(body)


def run(path, capsys, **options):
    code = 0
    try:
        call_command("verify_report", str(path), **options)
    except SystemExit as end:
        code = end.code
    return code, capsys.readouterr()


def test_command_says_match_for_each_figure(tmp_path, capsys):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf())
    code, said = run(path, capsys)
    assert code == 0
    assert "match total.both: " in said.out
    assert "MISMATCH" not in said.out
    assert "figures match." in said.err


def test_command_ends_with_a_status_when_a_byte_is_changed(tmp_path, capsys):
    path = tmp_path / "report.pdf"
    path.write_bytes(tampered(enclosed.REPORT_FILE, 40, 1))
    assert run(path, capsys, verbosity=0)[0] == 1
    assert run(tmp_path / "none.pdf", capsys)[0] == 1

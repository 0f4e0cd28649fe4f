"""What travels inside the PDF: the answers, the document made of them, and the proof of both.

``audit.json`` is the bundle as the client may see it, ``report.json`` the document, ``proof.json``
names the rules they were made by and holds their checksums, and one of itself.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from audits.bundle import FORMAT as BUNDLE
from audits.scoring import VERSION as SCORING
from reports.document import VERSION as REPORT
from reports.document import ReportDocument, codec
from reports.document.proof import Figure, proven
from reports.pdf.renderer import Asset, Enclosure

PROOF = "journeyaudit/proof/1"
AUDIT_FILE, REPORT_FILE, PROOF_FILE = "audit.json", "report.json", "proof.json"
# A report of a hundred visits encloses four million bytes; more than this is no report of ours.
MOST_BYTES = 128 * 1024 * 1024
# A file must have a time; a report that is not issued has none.
NO_DAY = "2000-01-01"


class ProofError(ValueError):
    """Why a file cannot be verified, as a sentence."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found in a file: faults in its parts, and every figure beside its double."""

    sha256: str  # of the file
    client: str
    audit: str
    reference: str
    issued_on: str
    scoring: str
    faults: tuple[str, ...]
    figures: tuple[Figure, ...]

    @property
    def differing(self) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.figures if not figure.is_equal)

    @property
    def is_sound(self) -> bool:
        return bool(self.figures) and not self.faults and not self.differing


def canonical(data: Any) -> bytes:
    """The one spelling of data as JSON: a changed blank is a changed file."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _sum(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _signed(proof: Mapping[str, Any]) -> dict[str, Any]:
    return {**proof, "sha256": _sum(canonical(proof))}


def enclosed(
    document: ReportDocument, bundle: Mapping[str, Any]
) -> tuple[dict[str, Asset], tuple[Enclosure, ...]]:
    """The files for the PDF: assets for the typesetter, and what each of them is."""
    bodies = {AUDIT_FILE: canonical(bundle), REPORT_FILE: canonical(codec.to_json(document))}
    proof = {
        "format": PROOF,
        "scoring": SCORING,
        "audit": BUNDLE,
        "report": REPORT,
        "files": {name: _sum(body) for name, body in bodies.items()},
    }
    bodies[PROOF_FILE] = canonical(_signed(proof))
    told = {
        AUDIT_FILE: ("Source", _("The answers of the visits, without names and days")),
        REPORT_FILE: ("Data", _("Everything that the report says")),
        PROOF_FILE: ("Supplement", _("Rules and checksums, for verifying the figures")),
    }
    time = document.issued_on or NO_DAY
    assets = {f"asset:{name}": Asset("application/json", body) for name, body in bodies.items()}
    return assets, tuple(
        Enclosure(f"asset:{name}", name, words, relation, time)
        for name, (relation, words) in told.items()
    )


def read_enclosed(pdf: bytes) -> dict[str, bytes]:
    """The files inside a PDF. Raises ``ProofError``."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            return {
                name: _unpacked(spec.obj.EF.F)
                for name, spec in opened.attachments.items()
                if name in (AUDIT_FILE, REPORT_FILE, PROOF_FILE)
            }
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError, zlib.error) as error:
        raise ProofError(_("This is not a PDF that can be read.")) from error


def _unpacked(stream: Any) -> bytes:
    """The bytes of a stream as we write it, and no more than a report can have."""
    body = bytes(stream.read_raw_bytes())
    if str(stream.get("/Filter", "")) != "/FlateDecode":
        return body
    unpacker = zlib.decompressobj()
    plain = unpacker.decompress(body, MOST_BYTES)
    if unpacker.unconsumed_tail:
        raise ValueError("too large")
    return plain


def verified(pdf: bytes) -> Proof:
    """Every figure of a report's PDF worked out again. Raises ``ProofError``: nothing to verify."""
    files = read_enclosed(pdf)
    if set(files) != {AUDIT_FILE, REPORT_FILE, PROOF_FILE}:
        raise ProofError(
            _("The file holds no data to verify: it is no report of ours, or was changed.")
        )
    faults: list[str] = []
    proof = _read(files, PROOF_FILE, faults)
    bundle, document = _read(files, AUDIT_FILE, faults), _read(files, REPORT_FILE, faults)
    faults += _faults(files, proof)
    figures: tuple[Figure, ...] = ()
    try:
        figures = proven(document, bundle)
    except (ValueError, KeyError, TypeError) as error:
        faults.append(_("The figures cannot be worked out: %(fault)s.") % {"fault": error})
    heads = {name: str(document.get(name, "")) for name in HEADS}
    return Proof(
        sha256=_sum(pdf),
        **heads,
        scoring=str(proof.get("scoring", "")),
        faults=tuple(faults),
        figures=figures,
    )


HEADS = ("client", "audit", "reference", "issued_on")


def _read(files: Mapping[str, bytes], name: str, faults: list[str]) -> dict[str, Any]:
    try:
        data = json.loads(files[name])
        if isinstance(data, dict) and canonical(data) == files[name]:
            return data
    except (ValueError, RecursionError):
        pass
    faults.append(_("%(file)s is not as it was written.") % {"file": name})
    return {}


def _faults(files: Mapping[str, bytes], proof: Mapping[str, Any]) -> list[str]:
    found = []
    unsigned = {name: value for name, value in proof.items() if name != "sha256"}
    if proof and _signed(unsigned) != dict(proof):
        found.append(_("The checksum of %(file)s does not match.") % {"file": PROOF_FILE})
    sums = proof.get("files")
    found += [
        _("The checksum of %(file)s does not match.") % {"file": name}
        for name in (AUDIT_FILE, REPORT_FILE)
        if not isinstance(sums, dict) or sums.get(name) != _sum(files[name])
    ]
    rules = (("format", PROOF), ("scoring", SCORING), ("audit", BUNDLE), ("report", REPORT))
    found += [
        _("The file was made by the rules %(theirs)s; this programme knows %(ours)s.")
        % {"theirs": proof.get(key) or "?", "ours": ours}
        for key, ours in rules
        if proof.get(key) != ours
    ]
    return found

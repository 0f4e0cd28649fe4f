"""The audit bundle: one JSON file that holds a whole audit (docs/bundle.md).

``read_bundle`` reads a file and names every fault in it; ``bundle_document`` writes frozen data
back, equal to what was read; ``scores_document`` is every figure of it. No database.
"""

from audits.bundle.document import (
    FORMAT,
    Bundle,
    BundleAnswer,
    BundleAudit,
    BundleCheck,
    BundleClient,
    BundleFinding,
    BundleIncident,
    BundlePromise,
    BundleSite,
    BundleVisit,
    Spelling,
    hidden_in,
)
from audits.bundle.parsing import BundleError
from audits.bundle.reading import bundle_of, read_bundle
from audits.bundle.schema import schema
from audits.bundle.scores import (
    bundle_ranges,
    bundle_scores,
    document_of_scores,
    scores_document,
    visit_inputs,
)
from audits.bundle.writing import (
    bundle_document,
    incident_document,
    promise_document,
    written,
)

__all__ = [
    "FORMAT",
    "Bundle",
    "BundleAnswer",
    "BundleAudit",
    "BundleCheck",
    "BundleClient",
    "BundleError",
    "BundleFinding",
    "BundleIncident",
    "BundlePromise",
    "BundleSite",
    "BundleVisit",
    "Spelling",
    "bundle_document",
    "bundle_of",
    "bundle_ranges",
    "bundle_scores",
    "document_of_scores",
    "hidden_in",
    "incident_document",
    "promise_document",
    "read_bundle",
    "schema",
    "scores_document",
    "visit_inputs",
    "written",
]

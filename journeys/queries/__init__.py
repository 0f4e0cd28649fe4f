"""Loading: the shared blocks and the library's files (no database), and the stored versions."""

from journeys.queries.conditions import contradiction_lines
from journeys.queries.library import (
    common,
    contradictions_of,
    library_checklist,
    library_codes,
    library_document,
    library_versions,
    read_library_file,
    resolved,
)
from journeys.queries.pages import StagePage, checklist_pages, fault_lines, method_text
from journeys.queries.stored import (
    checklists,
    latest_version,
    offered_versions,
    version,
    versions,
    versions_of,
)

__all__ = [
    "StagePage",
    "checklist_pages",
    "checklists",
    "common",
    "contradiction_lines",
    "contradictions_of",
    "fault_lines",
    "latest_version",
    "library_checklist",
    "library_codes",
    "library_document",
    "library_versions",
    "method_text",
    "offered_versions",
    "read_library_file",
    "resolved",
    "version",
    "versions",
    "versions_of",
]

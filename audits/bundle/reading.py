"""Reading a bundle: bytes → JSON → schema → what only a whole bundle can tell → frozen data.

Every fault is named with its place; nothing comes back unless there is none. Visits are read one
after the other, and the parsed JSON of each is let go as soon as it is read.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from audits.bundle.document import (
    Bundle,
    BundleAudit,
    BundleCheck,
    BundleClient,
    BundleSite,
    BundleVisit,
    Spelling,
    without_hidden_points,
)
from audits.bundle.parsing import BundleError, parse, read_bytes
from audits.bundle.schema import place_of, schema_faults, without
from audits.bundle.spelling import difference
from audits.bundle.visits import Judge, VisitReader, day, moment
from audits.bundle.writing import header_document, moment_text, visit_document
from journeys.definition import Checklist, DefinitionError, Fault, parse_checklist, shown
from journeys.definition.reading import below
from journeys.queries import library_checklist, library_codes, library_document

# How a command shows its progress: gets the visits and gives them back one by one.
Progress = Callable[[list[Any]], Iterable[Any]]

OFFSET = re.compile(r"(Z|[+-]\d\d:\d\d)\Z")
FAULTY_CRITERION = re.compile(r"checklist\.criteria\[(\d+)\]")


def read_bundle(source: str | Path | IO[bytes], progress: Progress = iter) -> Bundle:
    """The bundle of a file, of standard input (``-``) or of an open binary stream.

    Raises ``BundleError`` with every fault, and ``OSError`` when the file cannot be read.
    """
    with collector_paused():
        return BundleReader(*parse(read_bytes(source))).read(progress)


def bundle_of(document: Any) -> Bundle:
    """The bundle of a parsed document, which stays as it is."""
    if isinstance(document, dict) and isinstance(document.get("visits"), list):
        document = {**document, "visits": list(document["visits"])}
    return BundleReader(document, []).read(iter)


@contextmanager
def collector_paused() -> Iterator[None]:
    """A large bundle is millions of objects without a cycle among them: Python's collector would
    walk them again and again, a third of the whole time, and find nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Asked:
    """The checklist as far as it can be read."""

    checklist: Checklist | None
    document: Mapping[str, Any]
    library_code: str = ""
    stages: tuple[str, ...] | None = None
    criteria: Mapping[str, Judge | None] | None = None


class BundleReader:
    """Collects the faults and the parts of one document."""

    def __init__(self, document: Any, faults: list[Fault]) -> None:
        self.document = document
        self.faults = faults
        self.places = {fault.place for fault in faults}
        self.cut: set[str] = set()  # what something was cut out of, so that it looks empty now

    def note(self, place: str, message: str) -> None:
        """Note a fault, one for each place: the first says what is expected there."""
        if place not in self.places and place not in self.cut:
            self.places.add(place)
            self.faults.append(Fault(place, message))

    def read(self, progress: Progress) -> Bundle:
        visits, header = self.header()
        asked = self.asked(header.get("checklist"))
        sites = self.sites(header.get("sites", ()))
        spelling = Spelling(library_code=asked.library_code, **sniffed(visits))
        checks = self.checks(header.get("checks", {}), asked)
        found, trees = self.visits(visits, progress, asked, spelling, checks)
        client, audit = self.client(header), self.audit(header.get("audit") or {})
        if self.faults or asked.checklist is None:
            raise BundleError(self.faults)
        bundle = Bundle(
            client=client,
            audit=audit,
            sites=sites,
            checklist=asked.checklist,
            checklist_document=asked.document,
            visits=found,
            checks=checks,
            spelling=replace(spelling, visits=trees),
        )
        parts = difference(header_document(bundle), header) or {}
        return replace(bundle, spelling=replace(bundle.spelling, parts=parts))

    def header(self) -> tuple[list[Any], dict[str, Any]]:
        """The visits, and everything else without what the schema refuses."""
        whole = self.document
        visits = whole.get("visits") if isinstance(whole, dict) else None
        checklist = whole.get("checklist") if isinstance(whole, dict) else None
        if isinstance(visits, list):
            whole = {**whole, "visits": []}
        if isinstance(checklist, dict):
            whole = {**whole, "checklist": "read by its own reader, which says more"}
        header = self.sane("", whole, "")
        if not isinstance(header, dict):
            raise BundleError(self.faults)
        if isinstance(checklist, dict):
            header = {**header, "checklist": checklist}
        return (visits if isinstance(visits, list) else []), header

    def sane(self, part: str, value: Any, place: str) -> Any:
        """The value without what the schema refuses, which is noted."""
        found = schema_faults(part, value)
        for one in found:
            fault = one.placed(place)
            self.note(fault.place, fault.message)
        self.cut.update(place_of(one.path[:-1], place) for one in found)
        return without(value, found) if found else value

    def client(self, header: Mapping[str, Any]) -> BundleClient:
        raw = header.get("client") or {}
        return BundleClient(raw.get("key", ""), raw.get("name", ""), raw.get("language", ""))

    def audit(self, raw: Mapping[str, Any]) -> BundleAudit:
        starts_on = day(raw.get("starts_on"), "audit.starts_on", self.note)
        ends_on = day(raw.get("ends_on"), "audit.ends_on", self.note)
        if starts_on and ends_on and ends_on < starts_on:
            message = f"no day before starts_on is expected, not {shown(raw['ends_on'])}"
            self.note("audit.ends_on", message)
        return BundleAudit(
            key=raw.get("key", ""),
            title=raw.get("title", ""),
            starts_on=starts_on,
            ends_on=ends_on,
            target=raw.get("target"),
            brief=raw.get("brief", ""),
        )

    def sites(self, raw: Iterable[Mapping[str, Any] | None]) -> tuple[BundleSite, ...]:
        found: dict[str, BundleSite] = {}
        for index, one in enumerate(raw):
            if one is None:
                continue  # cut out
            site = BundleSite(
                key=one.get("key", ""),
                name=one.get("name", ""),
                region=one.get("region", ""),
                channel=one.get("channel", ""),
            )
            if site.key and site.key in found:
                self.note(f"sites[{index}].key", f"{shown(site.key)} is the key of another site")
            found.setdefault(site.key, site)
        return tuple(found.values())

    def checks(self, raw: Mapping[str, Any], asked: Asked) -> dict[str, BundleCheck]:
        found, sites = {}, self.site_keys()
        for name, one in raw.items():
            place = below("checks", name)
            site, stage = one.get("site", ""), one.get("stage", "")
            if "site" in one and site not in sites:
                message = f"the key of a site of this bundle is expected, not {shown(site)}"
                self.note(f"{place}.site", message)
            if stage and asked.stages is not None and stage not in asked.stages:
                known = ", ".join(asked.stages)
                message = f"a stage of the checklist is expected ({known}), not {shown(stage)}"
                self.note(f"{place}.stage", message)
            found[name] = BundleCheck(
                audit=one.get("audit", ""),
                site=site,
                code=one.get("code", ""),
                stage=stage,
                text=one.get("text", {}),
                wish=one.get("wish", {}),
                criteria=tuple(one.get("criteria", ())),
                made_at=moment(one.get("made_at"), f"{place}.made_at", self.note),
                closed_at=moment(one.get("closed_at"), f"{place}.closed_at", self.note),
                withdrawn_at=moment(one.get("withdrawn_at"), f"{place}.withdrawn_at", self.note),
            )
        return found

    def site_keys(self) -> set[Any]:
        """The keys as they are written: a faulty one is named once, not at every visit."""
        sites = self.document.get("sites")
        return {
            str(one.get("key"))
            for one in (sites if isinstance(sites, list) else ())
            if isinstance(one, dict)
        }

    def asked(self, raw: Any) -> Asked:
        """The checklist of the file or of the library; its own faults have their places already."""
        if isinstance(raw, str):
            return self.from_library(raw)
        document = raw if isinstance(raw, dict) else {}
        if raw is None:
            return Asked(None, document)
        try:
            return judged(parse_checklist(document), document)
        except DefinitionError as error:
            self.faults.extend(error.faults)
            return what_can_be_read(document, error.faults)

    def from_library(self, code: str) -> Asked:
        if code not in library_codes():
            known = ", ".join(library_codes())
            message = (
                f"the code of a checklist in the library ({known}) is expected, not {shown(code)}"
            )
            self.note("checklist", message)
            return Asked(None, {})
        return replace(judged(library_checklist(code), library_document(code)), library_code=code)

    def visits(
        self,
        raw: list[Any],
        progress: Progress,
        asked: Asked,
        spelling: Spelling,
        checks: Mapping[str, BundleCheck],
    ) -> tuple[tuple[BundleVisit, ...], dict[str, Any]]:
        """The visits, and where each differs from the normal form."""
        reader = VisitReader(
            self.note,
            criteria=asked.criteria,
            stages=asked.stages,
            sites=self.site_keys(),
            checks={name: check.site for name, check in checks.items()},
        )
        found: list[BundleVisit] = []
        trees: dict[str, Any] = {}
        for index, given in enumerate(progress(raw)):
            sane = self.sane("visit", given, f"visits[{index}]")
            raw[index] = None
            if sane is None:
                continue
            visit = reader.read(sane, f"visits[{index}]")
            if not self.faults:
                if asked.checklist:
                    visit = without_hidden_points(visit, asked.checklist)
                found.append(visit)
                if tree := difference(visit_document(visit, spelling), given):
                    trees[visit.key] = tree
        return tuple(found), trees


def judged(checklist: Checklist, document: Mapping[str, Any]) -> Asked:
    return Asked(
        checklist=checklist,
        document=document,
        stages=tuple(stage.key for stage in checklist.stages),
        criteria={criterion.code: Judge(criterion) for criterion in checklist.criteria},
    )


def what_can_be_read(document: Mapping[str, Any], faults: Iterable[Fault]) -> Asked:
    """Of a faulty checklist the sound criteria, so that answers to them are still judged."""
    matches = (FAULTY_CRITERION.match(fault.place) for fault in faults)
    faulty = {int(match.group(1)) for match in matches if match}
    criteria = document.get("criteria")
    if not isinstance(criteria, list):
        return Asked(None, document)
    codes: dict[str, Judge | None] = {
        str(one.get("code")): None for one in criteria if isinstance(one, dict)
    }
    # Without conditions, which may speak of a faulty one.
    sound = [
        {key: value for key, value in one.items() if key not in ("show_if", "evidence")}
        for index, one in enumerate(criteria)
        if index not in faulty
    ]
    try:
        plain = {key: value for key, value in document.items() if key != "contradictions"}
        asked = judged(parse_checklist({**plain, "criteria": sound}), document)
    except DefinitionError:
        return Asked(None, document, criteria=codes)
    return replace(asked, checklist=None, criteria={**codes, **(asked.criteria or {})})


def sniffed(visits: Iterable[Any]) -> dict[str, Any]:
    """How the first time and the first plain answer of the file are written."""
    style: dict[str, Any] = {}
    for visit in visits:
        if not isinstance(visit, dict) or len(style) == 2:
            break
        started = visit.get("started_at")
        if "offset" not in style and isinstance(started, str):
            style["offset"] = foreign_offset(started)
        answers = visit.get("answers")
        for answer in answers.values() if isinstance(answers, dict) else ():
            if not isinstance(answer, dict) or set(answer) == {"value"}:
                style.setdefault("full_answers", isinstance(answer, dict))
                break
    return style


def foreign_offset(text: str) -> str:
    """The offset of a time when it is not that of the installation's zone; or ""."""
    try:
        usual = moment_text(datetime.fromisoformat(text), Spelling())
    except ValueError:
        return ""
    match = OFFSET.search(text)
    return match.group() if match and usual != text else ""

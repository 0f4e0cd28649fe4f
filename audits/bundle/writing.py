"""From frozen data to the document, in the normal form or as a file spelled it.

Normal form: a key that says nothing is left out; an answer with only a value is bare; times have
the offset of the installation's zone; a failure names its five signs of recovery, a surprise only
those that are true.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Any

from django.utils import timezone as zones

from audits.bundle.document import (
    FORMAT,
    Bundle,
    BundleAnswer,
    BundleIncident,
    BundlePromise,
    BundleSite,
    BundleVisit,
    Spelling,
)
from audits.bundle.spelling import respelled
from audits.scoring import State

FLAGS = ("apology", "explanation", "asked_customer", "fixed", "extra_gesture")


def bundle_document(bundle: Bundle) -> dict[str, Any]:
    """The document of a bundle: what was read from a file comes out equal to it."""
    document = header_document(bundle)
    spelled: dict[str, Any] = respelled(document, bundle.spelling.parts)
    spelled["visits"] = [spelled_visit(visit, bundle.spelling) for visit in bundle.visits]
    return spelled


def spelled_visit(visit: BundleVisit, spelling: Spelling) -> dict[str, Any]:
    document = visit_document(visit, spelling)
    tree = spelling.visits.get(visit.key)
    spelled: dict[str, Any] = respelled(document, tree) if tree else document
    return spelled


def written(bundle: Bundle) -> Iterator[str]:
    """The document as text, piece by piece: one visit, site or criterion a line."""
    document = bundle_document(bundle)
    last = len(document) - 1
    yield "{\n"
    for index, (key, value) in enumerate(document.items()):
        yield f"{compact(key)}: "
        if isinstance(value, list) and value:
            yield "[\n"
            yield from (compact(item) + ",\n" for item in value[:-1])
            yield compact(value[-1]) + "\n]"
        else:
            yield compact(value)
        yield ",\n" if index < last else "\n"
    yield "}\n"


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def header_document(bundle: Bundle) -> dict[str, Any]:
    """Everything but the visits, which stand there as an empty list."""
    client, audit, code = bundle.client, bundle.audit, bundle.spelling.library_code
    return {
        "format": FORMAT,
        "client": {"key": client.key, "name": client.name, "language": client.language or "fi"},
        "audit": said(
            {
                "key": audit.key,
                "title": audit.title,
                "starts_on": audit.starts_on and audit.starts_on.isoformat(),
                "ends_on": audit.ends_on and audit.ends_on.isoformat(),
                "target": audit.target,
                "brief": audit.brief,
            }
        ),
        "sites": [site_document(site) for site in bundle.sites],
        "checklist": code or dict(bundle.checklist_document),
        **said({"checks": check_documents(bundle)}),
        "visits": [],
    }


def check_documents(bundle: Bundle) -> dict[str, Any]:
    return {
        name: said(
            {
                "audit": check.audit,
                "site": check.site,
                "code": check.code,
                "stage": check.stage,
                "text": dict(check.text),
                "wish": dict(check.wish),
                "criteria": list(check.criteria),
                "made_at": moment_text(check.made_at, bundle.spelling),
                "closed_at": moment_text(check.closed_at, bundle.spelling),
                "withdrawn_at": moment_text(check.withdrawn_at, bundle.spelling),
            }
        )
        for name, check in bundle.checks.items()
    }


def site_document(site: BundleSite) -> dict[str, Any]:
    channel = "" if site.channel == "shop" else site.channel
    return said({"key": site.key, "name": site.name, "region": site.region, "channel": channel})


def visit_document(visit: BundleVisit, spelling: Spelling) -> dict[str, Any]:
    """One visit in the normal form of this spelling."""
    answers = visit.answers
    return said(
        {
            "key": visit.key,
            "site": visit.site,
            "auditor": visit.auditor,
            "started_at": moment_text(visit.started_at, spelling),
            "ended_at": moment_text(visit.ended_at, spelling),
            "announced": visit.announced or None,
            "scenario": visit.scenario,
            "answers": {code: answer_document(answers[code], spelling) for code in answers},
            "expectations": dict(visit.expectations),
            "experiences": {stage: dict(one) for stage, one in visit.experiences.items()},
            "promises": [promise_document(promise) for promise in visit.promises],
            "incidents": [incident_document(one, spelling) for one in visit.incidents],
            "closing": dict(visit.closing),
            "findings": {name: said(asdict(one)) for name, one in visit.findings.items()},
        }
    )


def answer_document(answer: BundleAnswer, spelling: Spelling) -> Any:
    if answer.state is State.ANSWERED:
        if not (answer.reason or answer.comment or answer.observed_at or spelling.full_answers):
            return answer.value
        state = None
    else:
        state = None if answer.state is State.BLANK else str(answer.state)
    return said(
        {
            "value": answer.value if answer.state is State.ANSWERED else None,
            "state": state,
            "reason": answer.reason,
            "comment": answer.comment,
            "observed_at": moment_text(answer.observed_at, spelling),
        }
    )


def promise_document(promise: BundlePromise) -> dict[str, Any]:
    return said(
        {
            "stage": promise.stage,
            "kind": promise.kind,
            "channel": promise.channel,
            "wording": promise.wording,
            "promised": amount(promise.promised),
            "delivered": amount(promise.delivered),
            "unit": promise.unit,
            "kept": promise.kept,
        }
    )


def incident_document(incident: BundleIncident, spelling: Spelling) -> dict[str, Any]:
    is_failure = incident.polarity == "failure"
    flags = {name: getattr(incident, name) or (False if is_failure else None) for name in FLAGS}
    return said(
        {
            "stage": incident.stage,
            "polarity": incident.polarity,
            "what": incident.what,
            "happened_at": moment_text(incident.happened_at, spelling),
            "noticed_by": incident.noticed_by,
            "severity": incident.severity,
            **flags,
            "minutes_to_fix": incident.minutes_to_fix,
            "feeling_before": incident.feeling_before,
            "feeling_after": incident.feeling_after,
        }
    )


def said(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping without what says nothing: null and whatever is empty. 0 and false say much."""
    return {
        key: value
        for key, value in mapping.items()
        if value is not None and value not in ("", {}, [])
    }


def amount(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def moment_text(moment: datetime | None, spelling: Spelling) -> str | None:
    """The moment with the offset of the installation's zone, or with that of the file."""
    if moment is None:
        return None
    if not spelling.offset:
        return zones.localtime(moment, zones.get_default_timezone()).isoformat()
    text = moment.astimezone(offset_zone(spelling.offset)).isoformat()
    return text[:-6] + spelling.offset


def offset_zone(offset: str) -> tzinfo:
    """The zone of ``Z``, ``+03:00``, ``-09:30``."""
    if offset == "Z":
        return UTC
    size = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6]))
    return timezone(-size if offset[0] == "-" else size)

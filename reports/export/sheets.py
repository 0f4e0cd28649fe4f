"""The report as tables of plain values: what XLSX and CSV hold, row by row, nothing left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from reports.document import Criterion, Incident, ReportDocument, Score
from reports.sections import followup, parts

Cell = str | int | float | bool | date | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its name (31 letters at most, as spreadsheets want) and its head."""

    name: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]


def number(shown: str) -> Cell:
    """A shown number as a number, None where nothing counts."""
    return float(shown) if shown else None


def counted(text: str) -> Cell:
    """What somebody typed as a number when it is one and reads the same, else as typed."""
    for kind in (int, float):
        try:
            found = kind(text)
        except ValueError:
            continue
        if str(found) == text:
            return found
    return text


def day(iso: str) -> Cell:
    return date.fromisoformat(iso) if iso else None


def state_names() -> dict[str, str]:
    return {
        "answered": _("Answered"),
        "not_applicable": _("Not applicable"),
        "not_observed": _("Not observed"),
        "blank": _("Blank"),
        "hidden": _("Not asked"),
    }


def noticed_names() -> dict[str, str]:
    return {"staff": _("Staff"), "customer": _("The customer"), "nobody": _("Nobody")}


def sheets(document: ReportDocument) -> tuple[Sheet, ...]:
    """Every table of the report that has a row, in the language that is active."""
    made = (
        overview(document),
        figures(document),
        answers(document),
        visits(document),
        words(document),
        feelings(document),
        promises(document),
        incidents(document),
        closing(document),
        recommendations(document),
        checks(document),
        evidence(document),
        told(document),
        photos(document),
    )
    return tuple(sheet for sheet in made if sheet.rows)


def written(document: ReportDocument) -> tuple[Sheet, ...]:
    """The tables of what people wrote, of which the sections of the report show a choice."""
    made = (
        words(document),
        feelings(document),
        promises(document),
        incidents(document),
        closing(document),
    )
    return tuple(sheet for sheet in made if sheet.rows)


def overview(document: ReportDocument) -> Sheet:
    total = document.total.both
    rows: list[Row] = [
        (_("Client"), document.client),
        (_("Audit"), document.audit),
        (_("Reference"), document.reference),
        (_("Headline"), document.title),
        (_("Summary"), document.summary),
        (_("Region"), document.region),
        (_("Site"), document.site),
        (_("Starts on"), day(document.starts_on)),
        (_("Ends on"), day(document.ends_on)),
        (_("Issued on"), day(document.issued_on)),
        (_("Visits"), len(document.visits)),
        (_("Points (0–100)"), number(total.shown)),
        (_("Target"), document.target),
        (_("Checklist"), f"{document.method.checklist} {document.method.version}"),
    ]
    kept = tuple(row for row in rows if row[1] not in ("", None))
    return Sheet(_("Overview"), (_("What"), _("Value")), kept)


def _figure(kind: str, name: str, stage: str, score: Score) -> Row:
    ends = number(score.low_shown), number(score.high_shown)
    return (kind, name, stage, number(score.shown), *ends, score.visits, score.coverage)


def figures(document: ReportDocument) -> Sheet:
    head = (
        _("Level"), _("Name"), _("Stage"), _("Points (0–100)"), _("Range from"), _("Range to"),
        _("Visits"), _("Coverage, %"),
    )  # fmt: skip
    rows: list[Row] = [_figure(_("The whole"), document.client, "", document.total.both)]
    rows += [
        _figure(_("The whole"), document.client, stage.name, stage.scores.both)
        for stage in document.stages
    ]
    for site in document.sites:
        rows.append(_figure(_("Site"), site.name, "", site.total.both))
        pairs = zip(document.stages, site.stages, strict=True)
        rows += [_figure(_("Site"), site.name, stage.name, score) for stage, score in pairs]
    return Sheet(_("Figures"), head, tuple(rows))


def answers(document: ReportDocument) -> Sheet:
    head = (
        _("Visit"), _("Site"), _("Stage"), _("Code"), _("Criterion"), _("Weight"), _("State"),
        _("Answer"), _("Points"), _("Reason"), _("Comment"), _("Photos"),
    )  # fmt: skip
    return Sheet(_("Answers"), head, tuple(_answers(document)))


def _answers(document: ReportDocument) -> Iterator[Row]:
    sites = {visit.label: visit.site_name for visit in document.visits}
    names = state_names()
    for stage in document.stages:
        for criterion in stage.criteria:
            for answer in criterion.answers:
                yield (
                    answer.visit,
                    sites.get(answer.visit, ""),
                    stage.name,
                    criterion.code,
                    criterion.text,
                    criterion.weight,
                    names.get(answer.state, answer.state),
                    answer.display,
                    number(answer.shown),
                    answer.reason,
                    answer.comment,
                    len(answer.photos),
                )


def visits(document: ReportDocument) -> Sheet:
    stages = tuple(stage.name for stage in document.stages)
    head = (_("Visit"), _("Site"), _("Week"), _("Minutes"), _("Points"), *stages, _("Bonus"))
    rows = tuple(
        (
            visit.label,
            visit.site_name,
            visit.week,
            visit.minutes,
            number(visit.total.shown),
            *(number(score.shown) for score in visit.stages),
            number(visit.bonus),
        )
        for visit in document.visits
    )
    return Sheet(_("Visits"), head, rows)


def words(document: ReportDocument) -> Sheet:
    """What moved the auditor at the close of each stage."""
    head = (_("Visit"), _("Site"), _("Stage"), _("Feeling (−3 to 3)"), _("Quote"))
    rows = tuple(
        (quote.visit, quote.site, stage.name, quote.feeling, quote.text)
        for stage in document.stages
        for quote in stage.quotes
    )
    return Sheet(_("Quotes"), head, rows)


def feelings(document: ReportDocument) -> Sheet:
    """How each stage felt in each visit, whether or not somebody said why."""
    head = (_("Visit"), _("Site"), *(stage.name for stage in document.stages))
    felt = [stage.feeling.values if stage.feeling else () for stage in document.stages]
    rows = (
        (visit.label, visit.site_name, *(of[at] if at < len(of) else None for of in felt))
        for at, visit in enumerate(document.visits)
    )
    told = tuple(row for row in rows if any(value is not None for value in row[2:]))
    return Sheet(_("Feelings (−3 to 3)"), head, told)


def promises(document: ReportDocument) -> Sheet:
    names = {stage.key: stage.name for stage in document.stages}
    head = (
        _("Visit"), _("Site"), _("Stage"), _("Kind"), _("Channel"), _("Promise"), _("Promised"),
        _("Delivered"), _("Unit"), _("Kept"),
    )  # fmt: skip
    rows = tuple(
        (
            one.visit,
            one.site,
            names.get(one.stage, one.stage),
            document.label("promise", one.kind) or one.kind,
            one.channel,
            one.wording,
            counted(one.promised),
            counted(one.delivered),
            one.unit,
            document.label("outcome", one.kept) or one.kept,
        )
        for one in document.promises.items
    )
    return Sheet(_("Promises"), head, rows)


def incidents(document: ReportDocument) -> Sheet:
    head = (
        _("Kind"), _("Visit"), _("Site"), _("Stage"), _("What happened"), _("Severity"),
        _("Apologised"), _("Explained"), _("Put right"), _("Minutes to put right"),
        _("Feeling before"), _("Feeling after"), _("Noticed by"), _("Asked the customer"),
        _("Something extra"),
    )  # fmt: skip
    rows = [_incident(document, _("Failure"), one) for one in document.failures]
    rows += [_incident(document, _("Positive surprise"), one) for one in document.surprises]
    return Sheet(_("Moments"), head, tuple(rows))


def _incident(document: ReportDocument, kind: str, one: Incident) -> Row:
    names = {stage.key: stage.name for stage in document.stages}
    severity = "" if one.severity is None else document.label("severity", str(one.severity))
    return (
        kind,
        one.visit,
        one.site,
        names.get(one.stage, one.stage),
        one.what,
        severity or one.severity,
        _yes(one.apology),
        _yes(one.explanation),
        _yes(one.fixed),
        one.minutes_to_fix,
        one.feeling_before,
        one.feeling_after,
        noticed_names().get(one.noticed_by, one.noticed_by),
        _yes(one.asked_customer),
        _yes(one.extra_gesture),
    )


def _yes(value: bool) -> str:
    return _("Yes") if value else _("No")


def closing(document: ReportDocument) -> Sheet:
    head = (_("Visit"), _("Question"), _("Answer"))
    rows = tuple(
        (visit, one.question, counted(value))
        for one in document.closing
        for visit, value in one.values
    )
    return Sheet(_("Closing questions"), head, rows)


def recommendations(document: ReportDocument) -> Sheet:
    names = {stage.key: stage.name for stage in document.stages}
    head = (
        _("No."), _("Recommendation"), _("What to do"), _("Stage"), _("Cost"), _("Effort"),
        _("Impact"), _("Points lost"), _("Visits short"), _("Visits"),
    )  # fmt: skip
    rows = tuple(
        (
            one.number,
            one.title,
            one.action,
            names.get(one.stage, one.stage),
            document.label("cost", one.cost),
            document.label("degree", one.effort),
            document.label("degree", one.impact),
            number(one.lost.shown),
            one.short,
            one.visits,
        )
        for one in document.recommendations
    )
    return Sheet(_("Recommendations"), head, rows)


def checks(document: ReportDocument) -> Sheet:
    """What came of the advice of the last round."""
    head = (
        _("Recommendation"), _("Site"), _("Verdict"), _("Passed"), _("Visits"), _("Sure, %"),
        _("Predicted"), _("Observed"), _("Not compared"), _("Check"),
    )  # fmt: skip
    rows = (
        (
            one.title,
            one.site,
            followup.verdict(one),
            one.passed,
            one.visits,
            one.probability,
            number(one.predicted.shown if one.predicted else ""),
            number(one.observed.shown if one.observed else ""),
            ", ".join(one.left_out),
            one.id,
        )
        for one in document.checks
    )
    return Sheet(_("Last round"), head, tuple(rows))


def evidence(document: ReportDocument) -> Sheet:
    head = (_("No."), _("Recommendation"), _("Visit"), _("Answer"), _("Comment"))
    rows = tuple(
        (one.number, one.title, piece.visit, piece.display, piece.comment)
        for one in document.recommendations
        for piece in one.evidence
    )
    return Sheet(_("Evidence"), head, rows)


def told(document: ReportDocument) -> Sheet:
    """The consultant's words, section by section."""
    names = {heading.anchor: heading.name for one in parts(document) for heading in one.headings}
    rows = tuple(
        (names.get(narrative.section, narrative.section), block.plain)
        for narrative in document.narratives
        for block in narrative.blocks
        if block.plain
    )
    return Sheet(_("Narrative"), (_("Section"), _("Text")), rows)


def photos(document: ReportDocument) -> Sheet:
    names = {stage.key: stage.name for stage in document.stages}
    texts = {one.code: one.text for one in criteria(document)}
    head = (
        _("No."), _("Visit"), _("Site"), _("Stage"), _("Criterion"), _("Caption"), "SHA-256"
    )  # fmt: skip
    rows = tuple(
        (
            place,
            photo.visit,
            photo.site,
            names.get(photo.stage, photo.stage),
            texts.get(photo.criterion, photo.criterion),
            photo.caption,
            photo.sha256,
        )
        for place, photo in enumerate(document.photos, 1)
    )
    return Sheet(_("Photos"), head, rows)


def criteria(document: ReportDocument) -> Iterator[Criterion]:
    for stage in document.stages:
        yield from stage.criteria

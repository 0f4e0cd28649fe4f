"""What the page of an audit says of its round: the round before, and what visits can tell apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits import scoring
from audits.models import Audit
from audits.queries.comparison import Change, Comparison, Plan, stored_round
from audits.queries.doubles import AgreementPage, agreement_page


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One figure then and now, in words."""

    name: str
    before: str
    after: str
    difference: str
    range: str
    arrow: str  # up, down or ""
    is_total: bool


@dataclass(frozen=True, slots=True)
class RoundPage:
    previous: str  # title of the round before, "" without one
    previous_key: str
    note: str  # like for like, in words
    parts: str  # the difference of the scores taken apart
    rows: Sequence[ChangeRow]
    places: Sequence[ChangeRow]
    planner: str
    agreement: AgreementPage | None = None


def round_page(audit: Audit, stages: Sequence[str], sites: Mapping[str, str]) -> RoundPage:
    """From what is stored. ``stages`` are names in their order, ``sites`` names by key."""
    found = stored_round(audit)
    planner = _planner(found.plan, sites) if found.plan else ""
    agreement = agreement_page(found.agreement) if found.agreement else None
    compared = found.comparison
    if compared is None:
        return RoundPage("", "", "", "", (), (), planner, agreement)
    names = {"": _("Total"), **{str(number): name for number, name in enumerate(stages, 1)}}
    return RoundPage(
        previous=compared.title,
        previous_key=compared.key,
        note=_note(compared),
        parts=_parts(compared),
        rows=[_row(one, names[one.key]) for one in (compared.total, *compared.stages)],
        places=[_row(one, sites.get(one.key, one.key)) for one in compared.places],
        planner=planner,
        agreement=agreement,
    )


def _row(change: Change, name: str) -> ChangeRow:
    return ChangeRow(
        name=name,
        before=scoring.shown(change.before) or "",
        after=scoring.shown(change.after) or "",
        difference=signed(change.difference),
        range=f"{signed(change.low)} … {signed(change.high)}",
        arrow=change.arrow,
        is_total=not change.key,
    )


def signed(micro: int, decimals: int = 0) -> str:
    """+6, −3 or 0: with a sign that a person would write."""
    value = scoring.rounded(Fraction(micro, scoring.UNIT), decimals)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + number_format(abs(value), decimals)


def _note(compared: Comparison) -> str:
    if not compared.sites:
        return _("No site was visited in both rounds: all sites of each are compared.")
    sites = ngettext(
        "Like for like: %(count)s site that was visited in both rounds.",
        "Like for like: %(count)s sites that were visited in both rounds.",
        compared.sites,
    ) % {"count": compared.sites}
    if compared.criteria is None:
        return sites
    criteria = ngettext(
        "The checklist changed; both rounds are scored on the %(count)s criterion in common.",
        "The checklist changed; both rounds are scored on the %(count)s criteria in common.",
        compared.criteria,
    ) % {"count": compared.criteria}
    return f"{sites} {criteria}"


def _parts(compared: Comparison) -> str:
    """The parts as printed add up to the difference as printed."""
    step = scoring.UNIT // 10
    whole, like, checklist = (
        int(scoring.rounded(Fraction(part, step))) * step
        for part in (compared.difference, compared.like, compared.checklist)
    )
    values = {
        "difference": signed(whole, 1),
        "like": signed(like, 1),
        "mix": signed(whole - like - checklist, 1),
        "checklist": signed(checklist, 1),
    }
    if compared.criteria is None:
        return (
            _("The score changed by %(difference)s: like for like %(like)s, other sites %(mix)s.")
            % values
        )
    return (
        _(
            "The score changed by %(difference)s: like for like %(like)s, other sites %(mix)s, "
            "other criteria %(checklist)s."
        )
        % values
    )


def _planner(plan: Plan, sites: Mapping[str, str]) -> str:
    found = []
    if plan.detectable is not None:
        found.append(
            ngettext(
                "With %(count)s visit to a site, two sites must differ by about %(points)s points "
                "before the difference shows.",
                "With %(count)s visits to a site, two sites must differ by about %(points)s points "
                "before the difference shows.",
                plan.fewest,
            )
            % {"count": plan.fewest, "points": scoring.shown(plan.detectable)}
        )
    else:
        found.append(_("With one visit to a site no difference between sites can be shown."))
    if plan.more is not None:
        found.append(
            ngettext(
                "About %(count)s more visit to each would tell %(better)s from %(worse)s.",
                "About %(count)s more visits to each would tell %(better)s from %(worse)s.",
                plan.more,
            )
            % {
                "count": plan.more,
                "better": sites.get(plan.better, plan.better),
                "worse": sites.get(plan.worse, plan.worse),
            }
        )
    return " ".join(found)

"""What if: tick recommendations, and see what the visits would have scored."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from accounts.permissions import SignedInRequest
from reports import forms, queries
from reports.document import Way
from reports.sections import explanation
from reports.views.rows import report_for


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver found, in a sentence, with the address that ticks it."""

    words: str
    note: str
    titles: tuple[str, ...]
    query: str


@require_GET
def report_what_if(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponse:
    report = report_for(request, public_id)
    document = queries.document_of(report)
    simulator = queries.what_if(report, document)
    form = forms.WhatIfForm(request.GET, codes=[one.code for one in simulator.actions])
    asked = form.asked()
    target = asked.get("target")
    if target is None:
        target = document.target
    done = asked.get("do") or []
    cheapest = None if target is None else simulator.cheapest(target)
    budget = asked.get("budget")
    context = {
        "report": report,
        "document": document,
        "form": form,
        "actions": simulator.actions,
        "done": done,
        "target": target,
        "budget": budget,
        "outcome": simulator.outcome(simulator.mask_of(done)),
        "cheapest": answer(cheapest, target, budget) if cheapest else None,
        "is_out_of_reach": target is not None and cheapest is None,
        "richest": None if budget is None else answer(simulator.richest(budget), target, budget),
    }
    return render(request, "reports/report_what_if.html", context)


def answer(way: Way, target: int | None, budget: int | None) -> Answer:
    words = ngettext(
        "%(count)s recommendation, %(effort)s points of effort: the total would be %(total)s.",
        "%(count)s recommendations, %(effort)s points of effort: the total would be %(total)s.",
        len(way.done),
    ) % {
        "count": len(way.done),
        "effort": way.effort,
        "total": explanation.points(way.after.shown),
    }
    known = {"target": target, "budget": budget}
    query = [("do", one.code) for one in way.done]
    query += [(name, str(value)) for name, value in known.items() if value is not None]
    titles = tuple(one.title for one in way.done)
    return Answer(words, surety_note(way.surety), titles, urlencode(query))


def surety_note(surety: str) -> str:
    """What the answer may claim; "" when it is that of trying everything."""
    return {
        "cost": _("None is cheaper or gives more. Fewer recommendations might do."),
        "greedy": _(
            "There are too many to try every set: this is a good way, not surely the best."
        ),
    }.get(surety, "")

"""The nightly check of the figures, and their repair."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from tqdm import tqdm

from audits.actions.scores import RULES, check_scores, recompute_scores
from audits.models import Audit


class Command(BaseCommand):
    help = (
        "Works out every score again from the answers: points of answers, scores of visits, the "
        "cells of sites, regions and audits, and the same by SQL. Prints each difference on a "
        "line of its own and ends with exit status 1 if there is one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "audits", nargs="*", metavar="KEY", help="keys of audits (default: all of them)"
        )
        deed = parser.add_mutually_exclusive_group()
        deed.add_argument(
            "--check", action="store_true", help="only report differences (the default)"
        )
        deed.add_argument(
            "--write",
            action="store_true",
            help="store what was worked out; ends with status 0 when everything could be mended",
        )

        parser.add_argument(
            "--once",
            action="store_true",
            help="only audits whose figures were never worked out as a whole by today's rules "
            "(after an upgrade); prints how many figures changed, not each",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        audits = self._audits(options["audits"], is_once=options["once"])
        if options["once"] and not audits:
            return
        work = recompute_scores if options["write"] else check_scores
        count = left = 0
        with tqdm(
            total=sum(audit.visit_count for audit in audits),
            unit="visit",
            file=sys.stderr,
            disable=None if options["verbosity"] else True,
        ) as bar:
            for audit in audits:
                bar.set_description(audit.key)
                found = work(audit, bar.update)
                for difference in [] if options["once"] else found:
                    self.stdout.write(f"{audit.key}: {difference}")
                count += len(found)
                # What is still there after mending is a fault of the programme.
                left += len(check_scores(audit)) if options["write"] and found else 0
        self._conclude(count, left if options["write"] else count)

    def _audits(self, keys: list[str], *, is_once: bool) -> list[Any]:
        audits = Audit.objects.annotate(visit_count=Count("visits")).order_by("pk")
        if is_once:
            audits = audits.exclude(figures_made__rules=RULES).filter(visit_count__gt=0)
        if not keys:
            return list(audits)
        found = list(audits.filter(key__in=keys))
        missing = sorted(set(keys) - {audit.key for audit in found})
        if missing:
            raise CommandError(f"There is no audit with the key {', '.join(missing)}.")
        return found

    def _conclude(self, count: int, left: int) -> None:
        if left:
            what = "1 stored figure is" if left == 1 else f"{left} stored figures are"
            raise CommandError(
                f"{what} not what the answers give; recompute_scores --write stores them anew."
            )
        self.stderr.write(
            f"Differences found and mended: {count}."
            if count
            else "Every stored figure is what the answers give."
        )

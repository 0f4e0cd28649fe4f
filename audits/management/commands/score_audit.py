"""The scores of a bundle, without a database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from audits.bundle import scores_document
from audits.management.bundles import STREAM, BundleCommand


class Command(BundleCommand):
    help = (
        "Reads an audit bundle and prints every figure of it as a JSON document: totals, stages,\n"
        "criteria, sites, regions, visits, gaps, the emotional curve, promises and incidents.\n\n"
        "Asks no database: the figures come from the same functions as those on the pages, so\n"
        "that a bundle kept beside a report can be checked years later. The same bundle gives\n"
        "the same bytes. Both formats are described in docs/bundle.md."
    )
    epilog = (
        "A faulty bundle ends with exit status 1 and every fault on a line of standard error.\n\n"
        "examples:\n"
        "  manage.py score_audit satama.json\n"
        "  manage.py export_audit satama-2026-1 | manage.py score_audit - --output scores.json"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the bundle; - reads standard input")
        parser.add_argument(
            "--output", default=STREAM, metavar="OUT", help="where to write (default: - for stdout)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        bundle = self.read(options["file"], options["verbosity"])
        scores = scores_document(bundle)
        self.write(options["output"], [json.dumps(scores, ensure_ascii=False, indent=2), "\n"])

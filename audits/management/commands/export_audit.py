"""An audit out of the database, as a bundle."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from audits.bundle import written
from audits.management.bundles import STREAM, BundleCommand
from audits.models import Audit
from audits.queries.bundle import MixedVersionsError, stored_bundle


class Command(BundleCommand):
    help = (
        "Writes a stored audit as a bundle: one JSON file with its client, sites, checklist and\n"
        "every approved visit with all answers. Photos are no part of it.\n\n"
        "An imported audit comes out equal to the file that was imported. Visits that are not\n"
        "approved yet do not count in any figure and are left out."
    )
    epilog = (
        "The format is described in docs/bundle.md.\n\n"
        "examples:\n"
        "  manage.py export_audit satama-2026-1 --output satama.json\n"
        "  manage.py export_audit satama-2026-1 | gzip > satama.json.gz"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", metavar="KEY", help="the key of the audit")
        parser.add_argument(
            "--output", default=STREAM, metavar="OUT", help="where to write (default: - for stdout)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        key = options["key"]
        audit = Audit.objects.select_related("client").filter(key=key).first()
        if audit is None:
            self.refuse([f"There is no audit with the key {key}."])
        try:
            bundle = stored_bundle(audit)
        except MixedVersionsError as error:
            self.refuse([error])
        self.write(options["output"], written(bundle))
        left = audit.visits.count() - len(bundle.visits)
        if left and options["verbosity"]:
            self.stderr.write(f"Visits that are not approved yet are left out: {left}.")

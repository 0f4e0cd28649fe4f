"""A bundle into the database."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from audits.actions.bundle import Imported, import_bundle
from audits.bundle import Bundle, BundleError
from audits.management.bundles import BundleCommand


class Command(BundleCommand):
    help = (
        "Stores an audit bundle: client, sites, checklist, audit, and every visit as approved,\n"
        "with its scores. All of it or nothing, in one transaction.\n\n"
        "Keys are identities. Importing the same file again changes nothing. A changed file\n"
        "brings what is stored to what it says; former answers are kept in the trail. Visits\n"
        "that the file does not have stay, and so does whatever was filled in here: a file that\n"
        "contradicts a visit made in this installation is refused."
    )
    epilog = (
        "A faulty bundle ends with exit status 1 and every fault on a line of standard error.\n"
        "The format is described in docs/bundle.md.\n\n"
        "examples:\n"
        "  manage.py import_audit satama.json\n"
        "  ssh old.example manage.py export_audit satama-2026-1 | manage.py import_audit -"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the bundle; - reads standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        bundle = self.read(options["file"], options["verbosity"])
        done = self.store(bundle, options["verbosity"])
        if options["verbosity"]:
            self.tell(bundle, done)

    def store(self, bundle: Bundle, verbosity: int) -> Imported:
        try:
            with self.bar(None, "Storing", verbosity, total=len(bundle.visits)) as bar:
                return import_bundle(bundle, progress=bar.update)
        except BundleError as error:
            self.refuse(error.faults)

    def tell(self, bundle: Bundle, done: Imported) -> None:
        self.stderr.write(
            f"{bundle.audit.key}: {done.new} visits new, {done.changed} changed, "
            f"{done.equal} as they were.",
            self.style.SUCCESS,
        )
        if done.left:
            keys = ", ".join(done.left)
            self.stderr.write(f"Stored visits that are not in the file stay: {keys}.")

"""Works out every figure of a report's PDF again, from the answers that it holds."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from reports.pdf import Proof, ProofError, verified

# Each figure with both of its values; then, on standard error, what it comes to.
MATCH, MISMATCH = "match", "MISMATCH"


class Command(BaseCommand):
    help = (
        "Works out every figure of a report again, from the answers inside its PDF, and says for"
        " each whether it matches. No database is asked. Exit status 1: something does not match,"
        " or the file holds nothing to verify."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the PDF of a report")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            proof = verified(Path(options["file"]).read_bytes())
        except (OSError, ProofError) as error:
            self.stderr.write(str(error))
            sys.exit(1)
        self.tell(proof, verbosity=options["verbosity"])
        if not proof.is_sound:
            sys.exit(1)

    def tell(self, proof: Proof, *, verbosity: int) -> None:
        for figure in proof.figures:
            if not figure.is_equal:
                self.stdout.write(
                    f"{MISMATCH} {figure.place}: {figure.told}; the answers give {figure.found}"
                )
            elif verbosity:
                self.stdout.write(f"{MATCH} {figure.place}: {figure.told}")
        for fault in proof.faults:
            self.stderr.write(fault)
        self.stderr.write(f"{proof.client}, {proof.audit} ({proof.reference}); {proof.scoring}")
        self.stderr.write(f"sha256 {proof.sha256}")
        count = len(proof.figures)
        self.stderr.write(f"{count - len(proof.differing)} of {count} figures match.")

"""What the commands that speak the audit bundle share: reading, writing, faults, progress."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser, DjangoHelpFormatter
from tqdm import tqdm

from audits.bundle import Bundle, BundleError, read_bundle

STREAM = "-"


class HelpFormatter(argparse.RawDescriptionHelpFormatter, DjangoHelpFormatter):
    """Django's order of the options, and our own line breaks in the text."""


class BundleCommand(BaseCommand):
    """A command that reads or writes a bundle."""

    requires_system_checks: list[str] = []
    epilog = ""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, formatter_class=HelpFormatter, epilog=self.epilog, **kwargs
        )

    def read(self, source: str, verbosity: int) -> Bundle:
        """The bundle of a file or of standard input; ends the command when it is faulty."""
        try:
            return read_bundle(source, lambda visits: self.bar(visits, "Reading", verbosity))
        except BundleError as error:
            self.refuse(error.faults)
        except OSError as error:
            self.refuse([f"{source}: {error.strerror}"])

    def write(self, output: str, pieces: Iterable[str]) -> None:
        """The text to a file or to standard output, in UTF-8 whatever the terminal thinks."""
        if output == STREAM:
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8")
            for piece in pieces:
                self.stdout.write(piece, ending="")
            return
        try:
            with Path(output).open("w", encoding="utf-8") as file:
                file.writelines(pieces)
        except OSError as error:
            self.refuse([f"{output}: {error.strerror}"])

    def bar(self, visits: Iterable[Any] | None, text: str, verbosity: int, **more: Any) -> Any:
        """A progress bar on standard error, where that is a terminal."""
        is_off = None if verbosity else True
        return tqdm(visits, text, unit=" visits", file=sys.stderr, disable=is_off, **more)

    def refuse(self, faults: Iterable[object]) -> NoReturn:
        """Every fault on a line of its own, and exit status 1."""
        for fault in faults:
            self.stderr.write(str(fault))
        sys.exit(1)

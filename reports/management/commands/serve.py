"""What `make run` ends in and what a service file starts: the pages and the background work."""

import socket
import sys
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from reports.management.demo.people import PASSWORD, sign_ins
from reports.management.supervisor import Supervisor, address


def default_bind() -> str:
    """The port of the base URL where that is this machine; 8000 behind a proxy."""
    return f"127.0.0.1:{8000 if settings.HTTPS else urlsplit(settings.BASE_URL).port or 80}"


class Command(BaseCommand):
    help = "Serves the pages and does the background work, until Ctrl+C or SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default=default_bind(), help="HOST:PORT (%(default)s)")
        parser.add_argument(
            "--processes", type=int, default=2, help="of the web server (%(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_taken(options["bind"])
        say = self.stderr.write
        sys.exit(Supervisor(options["bind"], options["processes"], say, self.greet).run())

    def greet(self) -> None:
        """Where to go and, where the demo is, how to sign in."""
        lines = ["", f"  Journeyaudit answers at  {settings.BASE_URL}", ""]
        people = sign_ins()
        if people:
            with override("en"):  # like the rest of what commands print
                lines += [f"  {person.role.label:<16}{person.email}" for person in people]
            lines += [f"  {'Password':<16}{PASSWORD}  (the same for all four)", ""]
        self.stdout.write("\n".join([*lines, "  Ctrl+C ends it.", ""]))
        self.stdout.flush()


def refuse_taken(bind: str) -> None:
    """One line now instead of a web server that tries again and again."""
    try:
        socket.create_server(address(bind)).close()
    except (OSError, ValueError) as fault:
        raise CommandError(
            f"{bind} cannot be used ({fault}). For another port set"
            " JOURNEYAUDIT_BASE_URL, for example http://localhost:8001"
        ) from fault

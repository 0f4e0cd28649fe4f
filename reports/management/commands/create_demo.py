"""The demo audit: people, sites, five approved visits with photos, work in progress, a report."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Client
from reports.management.demo.maker import DemoMaker


class Command(BaseCommand):
    help = (
        "Makes the demo audit of Café Satama with its people, whose sign-ins `serve` prints."
        " Meant for looking around, never for an installation that others can reach."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there is a client already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if Client.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("There are clients already; the demo wants an empty database.")
        DemoMaker().make()
        self.stderr.write("The demo audit of Café Satama is made.")

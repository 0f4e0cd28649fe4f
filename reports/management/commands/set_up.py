"""One command that brings an installation's database to this version of the programme."""

from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Makes or updates the tables, publishes the library and, on this machine, makes the demo."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("load_library", verbosity=0)
        # After an upgrade: figures that were made by other rules, with a bar of its progress.
        call_command("recompute_scores", "--write", "--once")
        # Everybody knows the demo's sign-ins: it is made only where the address is this machine.
        if not settings.HTTPS and "create_demo" in get_commands():
            call_command("create_demo", "--if-empty")

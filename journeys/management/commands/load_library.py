from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from journeys.actions import load_library
from journeys.definition import DefinitionError


class Command(BaseCommand):
    help = (
        "Publishes the shipped checklists (journeys/library/*.yaml) in the database. Run it after "
        "each upgrade; run twice, it changes nothing. A file whose content changed needs a higher "
        "version number: published versions never change."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            versions = load_library()
        except (DefinitionError, ValidationError) as fault:
            messages = fault.messages if isinstance(fault, ValidationError) else [str(fault)]
            raise CommandError("\n".join(messages)) from fault
        for version in versions if options["verbosity"] else ():
            self.stdout.write(
                f"{version.checklist.code} {version.version}: {version.criteria_count} criteria"
            )

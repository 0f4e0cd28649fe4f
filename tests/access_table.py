"""The access table: one line for each URL name. ``tests/test_access.py`` walks it.

``args`` builds the URL's arguments from a ``Side`` of ``tests.personas``; ``may`` names who gets
in; ``door`` says who sees the row at all, so that the rest of them get 403 and outsiders 404:

    "audits:audit-edit": Row(lambda s: [s.audit.key], CONSULTANTS, AUDIT_DOOR, "GET POST"),

Without ``args`` the page belongs to no client. ``post`` builds the body of a POST that is worth
more than an empty one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.personas import AUDITORS, CLIENT_PEOPLE, STRANGERS, Persona, Side

EVERYBODY = frozenset(Persona)
SIGNED_IN = EVERYBODY - STRANGERS
CONSULTANTS = frozenset({Persona.CONSULTANT, Persona.HOUSE_CONSULTANT, Persona.SUPERUSER})
DESK_ONLY = CONSULTANTS | {Persona.EDITOR}
AUDITOR_ONLY = frozenset({Persona.AUDITOR, Persona.SUPERUSER})
ANY_AUDITOR = frozenset({*AUDITORS, Persona.SUPERUSER})
CLIENT_READ = DESK_ONLY | {Persona.CLIENT_MANAGER}

# Who sees the row; everybody else is told that there is no such page.
CLIENT_DOOR = DESK_ONLY | CLIENT_PEOPLE
AUDIT_DOOR = DESK_ONLY
VISIT_DOOR = DESK_ONLY | {Persona.AUDITOR}


@dataclass(frozen=True)
class Row:
    args: Callable[[Side], list[Any]] | None = None
    may: frozenset[Persona] = SIGNED_IN
    door: frozenset[Persona] = EVERYBODY
    methods: str = "GET"
    post: Callable[[Side], dict[str, Any]] = field(default=lambda side: {})

    @property
    def is_public(self) -> bool:
        return self.may == EVERYBODY


PUBLIC = Row(may=EVERYBODY)
PUBLIC_FORM = Row(may=EVERYBODY, methods="GET POST")

# Present only with settings.DEBUG on.
DEBUG_ONLY = {"styleguide"}
# Rules that wait for their page: whoever adds the page takes the name out and writes its row.
WAITING = {"home"}

TABLE: dict[str, Row] = {
    # journeyaudit
    "healthz": PUBLIC,
    # accounts
    # journeys
    # audits: the desk
    # audits: the auditor
    # reports
}

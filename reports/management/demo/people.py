"""The people of the demo and how they sign in. The demo is made only where the address is this
machine itself, so that one password known to everybody opens nothing on the net."""

from dataclasses import dataclass

from accounts.models import Role, User

PASSWORD = "kahvia-satamassa"  # noqa: S105  # printed on purpose, see above


@dataclass(frozen=True, slots=True)
class DemoPerson:
    email: str
    name: str
    role: Role


# The auditors are a1, a2 and a3 of the demo's visits; a1 still has visits to make.
PEOPLE = (
    DemoPerson("auditor@example.com", "Aino Auditoija", Role.AUDITOR),
    DemoPerson("editor@example.com", "Eero Editori", Role.EDITOR),
    DemoPerson("consultant@example.com", "Kaisa Konsultti", Role.CONSULTANT),
    DemoPerson("client@example.com", "Aarne Asiakas", Role.CLIENT_MANAGER),
)


def sign_ins() -> list[DemoPerson]:
    """Who of the demo can sign in here with the demo's password, in the order of PEOPLE."""
    emails = [person.email for person in PEOPLE]
    users = {user.email: user for user in User.objects.filter(email__in=emails, is_active=True)}
    return [
        person
        for person in PEOPLE
        if person.email in users and users[person.email].check_password(PASSWORD)
    ]

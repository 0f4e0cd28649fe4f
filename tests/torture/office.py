"""The other side, as a process of its own beside the server: makes visits, and tells what arrived.

Reads one JSON order a line, answers with one JSON line. Run by ``house.Office``.
"""

import hashlib
import json
import sys
from importlib import import_module

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from PIL import Image  # noqa: E402

from accounts.models import User  # noqa: E402
from audits.models import Event, Evidence, PhotoUpload, Visit  # noqa: E402
from journeys.queries import library_document, resolved  # noqa: E402
from tests.audits.visits import started_visit, values  # noqa: E402
from tests.factories import ChecklistVersionFactory, UserFactory, VisitFactory  # noqa: E402

sessions = import_module(settings.SESSION_ENGINE)


def ready():
    call_command("migrate", verbosity=0)
    return {}


def session(user):
    """The key of a new session, as a sign-in makes it."""
    person = User.objects.get(pk=user)
    store = sessions.SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return store.session_key


def sign_everybody_out():
    from django.contrib.sessions.models import Session

    Session.objects.all().delete()
    return {}


def stranger():
    return {"user": UserFactory(email=f"s{User.objects.count()}@example.com", language="en").pk}


def visit(seed=0):
    """A started visit on a long checklist, with what each question may be answered by."""
    count = Visit.objects.count() + seed
    auditor = UserFactory(email=f"auditor{count}@example.com", language="en")
    document = resolved({**library_document("store"), "code": f"long-{count}"})
    version = ChecklistVersionFactory(
        checklist__code=f"long-{count}", document=document, version=document["version"]
    )
    row = VisitFactory.build()
    made = started_visit(
        auditor=auditor,
        key=f"v{count}",
        site__key=f"site-{count}",
        site__client__key=f"client-{count}",
        audit__key=f"audit-{count}",
        audit__checklist_version=version,
        checklist_version=version,
        due_on=timezone.localdate(),
        auditor_key=row.auditor_key,
    )
    return {
        "pk": made.pk,
        "id": str(made.public_id),
        "user": auditor.pk,
        "questions": [
            {"code": c.code, "stage": c.stage, "type": c.type, "options": choices(c)}
            for c in version.definition.criteria
            if not getattr(c, "show_if", None)
        ],
    }


def choices(criterion):
    if criterion.type == "yes_no":
        return ["yes", "no"]
    if criterion.type == "scale_0_4":
        return [0, 1, 2, 3, 4]
    return [option.key for option in criterion.options] if criterion.type == "choice" else []


def state(pk):
    """Everything that arrived from tablets for a visit."""
    row = Visit.objects.get(pk=pk)
    return {
        "status": row.status,
        "values": values(row),
        "events": list(
            Event.objects.filter(visit=row).values("key", "value", "status", "code", "rev", "seq")
        ),
        "ids": [str(pk) for pk in Event.objects.filter(visit=row).values_list("pk", flat=True)],
        "conflicts": row.conflicts.filter(resolved_by=None).count(),
        "photos": {str(one.public_id): photo(one) for one in Evidence.objects.filter(visit=row)},
    }


def photo(evidence):
    with evidence.photo.open("rb") as file:
        data = file.read()
    with Image.open(evidence.photo.path) as picture:
        about = {"size": max(picture.size), "exif": len(picture.getexif())}
    sent = PhotoUpload.objects.get(pk=evidence.public_id).sha256
    whole = hashlib.sha256(data).hexdigest() == evidence.sha256
    return {**about, "sent": sent, "whole": whole}


DEEDS = {
    deed.__name__: deed for deed in (ready, session, sign_everybody_out, stranger, visit, state)
}


def main():
    for line in sys.stdin:
        order = json.loads(line)
        told = DEEDS[order.pop("deed")](**order)
        print(json.dumps(told, default=str), flush=True)


if __name__ == "__main__":
    main()

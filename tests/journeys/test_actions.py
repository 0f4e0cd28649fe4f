from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from journeys import actions, queries
from journeys.definition import DefinitionError, digest
from journeys.models import PARSED, Checklist, ChecklistVersion, Origin
from tests.factories import ChecklistVersionFactory, UserFactory, checklist_document

pytestmark = pytest.mark.django_db


def test_publish_checklist_stores_the_whole_document():
    user = UserFactory()

    version = actions.publish_checklist(checklist_document(), user=user)

    version.refresh_from_db()
    assert version.document == checklist_document()
    assert version.digest == digest(checklist_document())
    assert (version.name["sv"], version.criteria_count) == ("Liten", 5)
    assert (version.published_by, version.origin) == (user, Origin.UPLOAD)


def test_publish_checklist_twice_is_one_version():
    first = actions.publish_checklist(checklist_document())

    assert actions.publish_checklist(checklist_document()) == first


def test_publish_checklist_refuses_other_content_under_the_same_number():
    actions.publish_checklist(checklist_document())

    with pytest.raises(ValidationError) as refused:
        actions.publish_checklist(checklist_document(name={"fi": "Toinen"}))

    assert refused.value.code == "published"
    assert ChecklistVersion.objects.count() == 1


def test_publish_checklist_stores_nothing_of_a_faulty_document():
    with pytest.raises(DefinitionError):
        actions.publish_checklist(checklist_document(version=0))

    assert not Checklist.objects.exists()


def test_publish_checklist_adds_the_common_stages():
    document = checklist_document(extends="common")
    del document["stages"]

    version = actions.publish_checklist(document)

    assert [stage.key for stage in version.definition.stages][:2] == ["awareness", "consideration"]
    assert "extends" not in version.document


def test_import_checklist_allows_other_content_under_the_same_number():
    ours = actions.publish_checklist(checklist_document())

    theirs = actions.import_checklist(checklist_document(name={"fi": "Toinen"}))

    assert theirs != ours
    assert actions.import_checklist(checklist_document(name={"fi": "Toinen"})) == theirs
    assert queries.latest_version("small") == ours == queries.version("small", 1)
    assert list(queries.offered_versions()) == [ours]


def test_publishing_what_an_audit_brought_makes_it_ours():
    brought = actions.import_checklist(checklist_document())

    actions.publish_checklist(checklist_document())

    brought.refresh_from_db()
    assert brought.origin == Origin.UPLOAD


def test_offered_versions_are_the_newest():
    actions.publish_checklist(checklist_document())
    second = actions.publish_checklist(checklist_document(version=2))

    assert list(queries.offered_versions()) == [second]
    assert queries.latest_version("small") == second
    assert queries.version("small", 1).version == 1
    assert queries.latest_version("other") is None


def test_copy_checklist_starts_a_checklist_of_its_own():
    version = actions.publish_checklist(checklist_document(version=7))

    copy = actions.copy_checklist(version, "mine")

    assert (copy.checklist.code, copy.version) == ("mine", 1)
    assert copy.definition.criteria == version.definition.criteria
    with pytest.raises(ValidationError) as refused:
        actions.copy_checklist(version, "mine")
    assert refused.value.code == "taken"


def test_load_library_twice_changes_nothing():
    first, second = actions.load_library(), actions.load_library()

    assert first == second
    assert [(row.checklist.code, row.origin) for row in first] == [
        (code, Origin.LIBRARY)
        for code in ("b2b", "store", "store", "webshop", "workshop", "workshop")
    ]
    assert Checklist.objects.filter(is_library=True).count() == 4


def test_load_library_command_tells_what_it_loaded():
    out = StringIO()

    call_command("load_library", stdout=out)

    told = ["store 1: 53 criteria", "store 2: 61 criteria"]
    assert out.getvalue().splitlines()[1:3] == told


def test_load_library_command_asks_to_raise_the_version_of_changed_content():
    actions.publish_checklist(checklist_document(code="store"))

    with pytest.raises(CommandError, match="store"):
        call_command("load_library")

    assert ChecklistVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("document", {"code": "small"}),
        ("digest", "0" * 64),
        ("version", 9),
        ("name", {"fi": "Muu"}),
        ("criteria_count", 99),
    ],
)
def test_database_refuses_to_change_a_published_version(field, value):
    version = ChecklistVersionFactory()

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        ChecklistVersion.objects.filter(pk=version.pk).update(**{field: value})

    version.save()  # the same content again is no change
    version.refresh_from_db()
    assert version.document == checklist_document()


def test_definition_is_parsed_once_and_then_needs_no_document(django_assert_num_queries):
    version = ChecklistVersionFactory()
    PARSED.clear()
    known = version.definition

    row = ChecklistVersion.objects.defer("document").get(pk=version.pk)

    with django_assert_num_queries(0):
        assert row.definition is known

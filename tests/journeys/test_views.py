import json

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Role
from journeys import actions, queries
from journeys.models import Checklist, ChecklistVersion
from tests.factories import ChecklistVersionFactory, MembershipFactory, checklist_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultant(client):
    user = MembershipFactory(role=Role.CONSULTANT).user
    client.force_login(user)
    return user


def upload(text, name="checklist.yaml"):
    return {"file": SimpleUploadedFile(name, text.encode())}


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_for_one_checklist_and_three(
    client, consultant, count, django_assert_num_queries
):
    for number in range(count):
        actions.publish_checklist(checklist_document(code=f"list-{number}"))
    client.get(reverse("journeys:checklist-list"))

    with django_assert_num_queries(6):
        page = client.get(reverse("journeys:checklist-list"))

    assert [row.code for row in page.context["checklists"]] == [f"list-{n}" for n in range(count)]


def test_empty_list_says_what_to_do(client, consultant):
    assert b"load_library" in client.get(reverse("journeys:checklist-list")).content


@pytest.mark.parametrize("code", ["b2b", "store", "webshop", "workshop"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_detail_tells_every_criterion_in_the_users_language(client, consultant, code, language):
    consultant.language = language
    consultant.save()
    version = actions.publish_checklist(queries.library_document(code))

    page = client.get(version.checklist.get_absolute_url()).content.decode()

    texts = [item.rec.title[language] for item in version.definition.criteria if item.rec]
    texts += [stage.name[language] for stage in version.definition.stages]
    assert [text for text in texts if text not in page.replace("&#x27;", "'")] == []


def test_detail_asks_no_more_for_more_criteria(client, consultant, django_assert_num_queries):
    version = actions.publish_checklist(queries.library_document("store"))
    client.get(version.get_absolute_url())

    with django_assert_num_queries(6):
        client.get(version.get_absolute_url())


def test_detail_of_an_unknown_checklist_is_not_found(client, consultant):
    assert client.get(reverse("journeys:checklist-detail", args=["none"])).status_code == 404


def test_detail_shows_the_newest_version_and_links_the_others(client, consultant):
    old = actions.publish_checklist(checklist_document())
    new = actions.publish_checklist(checklist_document(version=2))

    page = client.get(reverse("journeys:checklist-detail", args=["small"]))

    assert (page.context["version"], page.context["others"]) == (new, [old])
    assert old.get_absolute_url() in page.content.decode()


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_export_reads_back_as_the_very_same_content(client, consultant, suffix):
    version = actions.publish_checklist(queries.library_document("store"))
    url = reverse("journeys:checklist-export", args=["store", version.pk, suffix])

    file = client.get(url)
    client.post(reverse("journeys:checklist-import"), upload(file.content.decode()))

    assert file["Content-Disposition"] == f'attachment; filename="store-1.{suffix}"'
    assert [row.digest for row in ChecklistVersion.objects.all()] == [version.digest]
    read = yaml.safe_load if suffix == "yaml" else json.loads
    assert read(file.content) == version.document


def test_import_publishes_the_file(client, consultant):
    text = yaml.safe_dump(checklist_document(), allow_unicode=True)

    answer = client.post(reverse("journeys:checklist-import"), upload(text))

    version = ChecklistVersion.objects.get()
    assert answer["Location"] == version.get_absolute_url()
    assert (version.published_by, version.document) == (consultant, checklist_document())


def test_import_names_every_fault_and_stores_nothing(client, consultant):
    text = json.dumps(checklist_document(version=0, method="points", name={}))

    page = client.post(reverse("journeys:checklist-import"), upload(text))

    assert [fault.place for fault in page.context["form"].faults] == [
        "checklist.version",
        "checklist.name",
        "checklist.method",
    ]
    assert "checklist.version" in page.content.decode()
    assert not Checklist.objects.exists()


def test_import_of_changed_content_asks_to_raise_the_version(client, consultant):
    actions.publish_checklist(checklist_document())
    text = json.dumps(checklist_document(name={"fi": "Toinen"}))

    page = client.post(reverse("journeys:checklist-import"), upload(text))

    assert page.context["form"].has_error("file", "published")
    assert ChecklistVersion.objects.count() == 1


def test_import_without_a_file_is_told(client, consultant):
    page = client.post(reverse("journeys:checklist-import"))

    assert page.context["form"].has_error("file", "required")


def test_copy_makes_a_checklist_of_its_own(client, consultant):
    version = ChecklistVersionFactory()
    url = reverse("journeys:checklist-copy", args=["small", version.pk])

    answer = client.post(url, {"code": "mine"})

    copy = ChecklistVersion.objects.get(checklist__code="mine")
    assert answer["Location"] == copy.get_absolute_url()
    assert (copy.version, copy.published_by) == (1, consultant)


@pytest.mark.parametrize("code", ["small", "with space", ""])
def test_copy_keeps_what_was_typed_when_the_code_will_not_do(client, consultant, code):
    version = ChecklistVersionFactory()
    url = reverse("journeys:checklist-copy", args=["small", version.pk])

    page = client.post(url, {"code": code})

    assert page.context["form"].has_error("code")
    assert page.context["form"]["code"].value() == code
    assert ChecklistVersion.objects.count() == 1


@pytest.mark.parametrize("model", ["checklist", "checklistversion"])
def test_admin_shows_checklists_and_changes_nothing(admin_client, model):
    version = ChecklistVersionFactory()
    pk = version.pk if model == "checklistversion" else version.checklist_id

    assert admin_client.get(reverse(f"admin:journeys_{model}_changelist")).status_code == 200
    assert admin_client.get(reverse(f"admin:journeys_{model}_change", args=[pk])).status_code == 200
    assert admin_client.get(reverse(f"admin:journeys_{model}_add")).status_code == 403

"""What the documents say is what is there."""

import re

from django.conf import settings

from accounts.models import Role

DOCS = settings.BASE_DIR / "docs"
PAGES = sorted([*settings.BASE_DIR.glob("*.md"), *DOCS.glob("*.md")])


def test_deployment_lists_every_environment_variable():
    source = (settings.BASE_DIR / "journeyaudit" / "settings.py").read_text()
    read = set(re.findall(r'"(JOURNEYAUDIT_[A-Z_]+|DATABASE_URL)"', source))
    table = re.findall(r"^\| `([A-Z_]+)` \|", (DOCS / "deployment.md").read_text(), re.MULTILINE)
    assert sorted(table) == sorted(read)


def test_links_between_the_pages_lead_somewhere():
    broken = [
        f"{page.name}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_readme_fits_its_reader():
    readme = (settings.BASE_DIR / "README.md").read_text()
    assert readme.count("\n") < 120
    assert "    make run\n" in readme
    assert "    make test\n" in readme


def test_glossary_knows_every_role():
    glossary = (DOCS / "glossary.md").read_text().lower()
    assert [role for role in Role if role.value.replace("_", " ") not in glossary] == []


def test_documents_name_only_make_words_that_exist():
    known = set(
        re.findall(r"^([a-z]+):", (settings.BASE_DIR / "Makefile").read_text(), re.MULTILINE)
    )
    named = {word for page in PAGES for word in re.findall(r"`make ([a-z]+)", page.read_text())}
    assert named <= known

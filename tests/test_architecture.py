"""The house keeps its shape: rooms, imports, what is committed, what templates may hold."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = settings.BASE_DIR
APPS = ("accounts", "journeys", "audits", "reports")
BESIDE = {"apps", "migrations", "management", "templatetags", "library"}
WIRING = {"settings", "urls", "wsgi", "asgi"}
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SOURCES = sorted(path for app in (*APPS, "journeyaudit") for path in (ROOT / app).rglob("*.py"))
FOREIGN = re.compile(r"(\.min\.(js|css)|\.map|\.woff2?|\.ttf|\.otf)$|(^|/)(vendor|node_modules)/")
INLINE = [
    pytest.param(r"<style\b", id="style element"),
    pytest.param(r"<script\b(?![^>]*\bsrc=)(?![^>]*(?:application/json|importmap))", id="script"),
    pytest.param(r"<[a-z][^>]*\sstyle\s*=", id="style attribute"),
    pytest.param(r"<[a-z][^>]*\son[a-z]+\s*=", id="handler"),
    pytest.param(r"javascript:", id="javascript link"),
]


def relative(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


def committed():
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\0")  # fmt: skip
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def contracts():
    """The rooms of each app, from left to right, as the import contracts have them."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    inside = {item["containers"][0]: item for item in linter["contracts"] if "containers" in item}
    return {app: [re.findall(r"\w+", layer) for layer in inside[app]["layers"]] for app in APPS}


def documented():
    """The same, as docs/architecture.md tells it."""
    rows = re.findall(r"^\| `(\w+)` \| (urls → .*) \|$", architecture(), re.MULTILINE)
    return {app: [layer.split(", ") for layer in rooms.split(" → ")] for app, rooms in rows}


def architecture():
    return (ROOT / "docs" / "architecture.md").read_text()


def rooms_of(folder):
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    return modules | packages


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]


def tool(name, *words):
    """A checker of the environment; what it says when it is not content."""
    command = [Path(sys.executable).parent / name, *words]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return ended.stdout + ended.stderr if ended.returncode else ""


def test_imports_go_downwards_only():
    assert tool("lint-imports", "--no-cache") == ""


def test_templates_are_formatted_as_make_fix_does_it():
    assert tool("djade", "--check", "--target-version", "5.2", *TEMPLATES) == ""


def test_templates_pass_the_linter():
    assert tool("djlint", "--lint", "--quiet", *TEMPLATES) == ""


def test_every_model_change_has_its_migration(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_page_about_the_rooms_agrees_with_the_contracts():
    assert documented() == contracts()


@pytest.mark.parametrize("app", APPS)
def test_every_room_is_on_the_list(app):
    listed = {room for layer in documented()[app] for room in layer}
    assert rooms_of(ROOT / app) <= listed | BESIDE


def test_project_package_holds_wiring_only():
    assert rooms_of(ROOT / "journeyaudit") == WIRING


def test_only_the_pdf_room_knows_weasyprint():
    knowing = relative(path for path in SOURCES if "weasyprint" in imported(path))
    assert [name for name in knowing if not re.match(r"reports/pdf(\.py|/)", name)] == []


def test_only_the_settings_read_the_environment():
    reading = relative(
        path for path in SOURCES if re.search(r"os\.(environ|getenv)", path.read_text())
    )
    allowed = {"journeyaudit/settings.py", "journeyaudit/wsgi.py", "journeyaudit/asgi.py"}
    assert set(reading) <= allowed


def test_nothing_of_others_is_committed():
    names = relative(committed())
    assert [name for name in names if FOREIGN.search(name)] == []


def test_nothing_is_minified():
    readable = [path for path in committed() if path.suffix in {".js", ".mjs", ".css"}]
    long = [path for path in readable if max(map(len, path.read_text().splitlines() or [""])) > 400]
    assert relative(long) == []


@pytest.mark.parametrize("pattern", INLINE)
def test_templates_hold_nothing_inline(pattern):
    search = re.compile(pattern, re.IGNORECASE).search
    assert relative(path for path in TEMPLATES if search(path.read_text())) == []


def test_lock_files_name_no_registry():
    locks = [*ROOT.glob("requirements*.txt"), ROOT / "package-lock.json"]
    assert len(locks) == 4
    naming = re.compile(
        r"^--|\bhttps?://(?!github\.com/sponsors)|\"resolved\"", re.MULTILINE
    ).search
    assert relative(path for path in locks if naming(path.read_text())) == []

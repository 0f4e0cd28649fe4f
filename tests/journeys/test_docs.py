"""docs/checklists.md cannot go stale: its example is read, its table of types is compared."""

import re
from pathlib import Path

from django.conf import settings

from journeys import queries
from journeys.definition import parse_checklist, read_file
from journeys.question_types import QUESTION_TYPES, question_type

TEXT = (Path(settings.BASE_DIR) / "docs/checklists.md").read_text(encoding="utf-8")


def example():
    block = re.search(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    return parse_checklist(queries.resolved(read_file(block[1].encode())))


def test_example_is_a_checklist():
    queue, smile = example().criteria

    assert question_type(queue).micro(queue, 4) == 60_000_000
    assert question_type(smile).micro(smile, "partly") == 50_000_000


def test_table_names_every_type_and_its_keys():
    _head, *rows = re.findall(
        r"^\| `(\w+)` \| [^|]* \| ([^|]*) \|", TEXT.split("## The types")[1], re.MULTILINE
    )

    assert [key for key, _keys in rows] == list(QUESTION_TYPES)
    for key, keys in rows:
        told = set(re.findall(r"`(\w+)", keys))
        assert told == set(QUESTION_TYPES[key].keys), key

"""Torture: a real server and real browsers that are killed, cut off, lied to and set back.

Every scenario ends by comparing what was entered with what the server has: every value, every id
exactly once, every photo by its checksum. A short form runs with the other browser tests; the
full one, hundreds of kills, with ``make torture`` (docs/torture.md).
"""

import pytest

pytest.register_assert_rewrite("tests.torture.tablet")

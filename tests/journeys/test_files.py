import pytest

from journeys.definition import MOST_BYTES, DefinitionError, read_file

DEEP_JSON = '{"a":' * 5000
DEEP_YAML = "a: " + "[" * 30 + "]" * 30


def test_yaml_and_json_are_read_alike():
    assert read_file("name: Käynti\npoints: [1, 2.5]".encode()) == {
        "name": "Käynti",
        "points": [1, 2.5],
    }
    assert read_file('\ufeff{"name": "Käynti"}'.encode()) == {"name": "Käynti"}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        pytest.param(b"a: 1\nb: 2\na: 3", "line 3", id="key twice in YAML"),
        pytest.param(b'{"a": 1, "a": 2}', "file", id="key twice in JSON"),
        pytest.param(b"a: &x [1]\nb: *x", "line 2", id="alias"),
        pytest.param(b"a: 1\nb: [", "line 3", id="broken YAML"),
        pytest.param(b'{"a":\n 1,,}', "line 2", id="broken JSON"),
        pytest.param(b"a: !!python/object:os.system 1", "line 1", id="object"),
        pytest.param(b"a: \xff", "byte 3", id="no UTF-8"),
        pytest.param(b"a: 2026-13-45", "file", id="no date"),
        pytest.param(b"a: \x00", "file", id="control character"),
        pytest.param(DEEP_JSON.encode(), "file", id="deep JSON"),
        pytest.param(DEEP_YAML.encode(), "line 1", id="deep YAML"),
        pytest.param(b"#" * (MOST_BYTES + 1), "file", id="too large"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_the_place(content, place):
    with pytest.raises(DefinitionError) as refused:
        read_file(content)

    assert [fault.place for fault in refused.value.faults] == [place]

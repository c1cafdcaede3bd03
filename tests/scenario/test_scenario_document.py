"""YAML as the scenario file means it, with the line of every value."""

from __future__ import annotations

import math

import pytest

from studio.scenario import dump, read_mapping
from studio.scenario.document import read_document


def codes(text: str) -> list[tuple[str, int | None]]:
    return [(found.code, found.line) for found in read_document(text, "f.yaml").mistakes]


def value_of(text: str):
    return read_document(f"x: {text}", "f.yaml").value["x"]


@pytest.mark.parametrize(
    "text", ["yes", "no", "on", "off", "1:30", "08:00-20:00", "2026-05-01", "y", "1_000", "5 %"]
)
def test_what_yaml_1_1_would_convert_stays_text(text):
    assert value_of(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-7", -7),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.50", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-.inf", -math.inf),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("!!float 3", 3.0),
        ("[1, a]", [1, "a"]),
        ("{a: {b: 1}}", {"a": {"b": 1}}),
    ],
)
def test_scalars_follow_the_core_schema(text, value):
    found = value_of(text)
    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)


def test_keys_are_text_whatever_they_look_like():
    assert read_document("007: a\nyes: b\n2026-05-01: c\n1.5: d\nnull: e\n", "f").value == {
        "007": "a", "yes": "b", "2026-05-01": "c", "1.5": "d", "null": "e",
    }  # fmt: skip


def test_every_value_knows_its_line():
    document = read_document("a: 1\nb:\n  c: 2\n  d:\n    - x\n    - {e: 3}\n", "f.yaml")
    assert document.mark(("b", "c")) == ("f.yaml", 3)
    assert document.mark(("b", "d", 0)) == ("f.yaml", 5)
    assert document.mark(("b", "d", 1, "e")) == ("f.yaml", 6)
    assert document.mark(("b", "d", 1, "missing")) == ("f.yaml", 6)


def test_a_key_that_stands_twice_is_a_mistake_with_both_lines():
    document = read_document("a: 1\nb: {c: 1,\n  c: 2}\na: 3\n", "f.yaml")
    assert [(m.code, m.place, m.line, m.parameters) for m in document.mistakes] == [
        ("scenario.key.duplicate", "b.c", 3, (("first", "2"),)),
        ("scenario.key.duplicate", "a", 4, (("first", "1"),)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [1,", [("scenario.yaml", 1)]),
        ("a: 1\n b: 2", [("scenario.yaml", 2)]),
        ("a: *b", [("scenario.yaml", 1)]),
        ("--- 1\n--- 2", [("scenario.yaml", 2)]),
        ('a: "\\UFFFFFFFF"', [("scenario.yaml", 1)]),
        ('a: 1\nb: "\\ud800"', [("scenario.tag", 2)]),
        ("a: \x00", [("scenario.encoding", None)]),
        ("- a\n- b", [("scenario.mapping", 1)]),
        ("just text", [("scenario.mapping", 1)]),
        ("? [a]\n: 1", [("scenario.key.text", 1)]),
        ("a: &a [*a]", [("scenario.recursive", 1)]),
        ("a: !!python/object/apply:os.system [x]", []),
        ("a: !!python/name:os.system x", [("scenario.tag", 1)]),
        ("a: !!int x", [("scenario.tag", 1)]),
        ("\n" + "[" * 100, [("scenario.too-deep", 2)]),
        ("x" * 600_000, [("scenario.too-large", None)]),
        ("", []),
        ("# nothing\n", []),
    ],
)
def test_what_cannot_be_read_is_a_mistake_and_never_an_exception(text, expected):
    assert codes(text) == expected


def test_a_tag_on_a_list_builds_nothing():
    assert value_of("!!python/object/apply:os.system [x]") == ["x"]


def test_aliases_that_multiply_are_stopped():
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert codes("\n".join(lines))[0][0] == "scenario.too-many-values"


def test_a_file_is_read_as_utf_8_or_utf_16_and_nothing_else(tmp_path):
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        file = tmp_path / f"{encoding}.yaml"
        file.write_bytes("name: 客服".encode(encoding))
        assert read_document(file, "f").value == {"name": "客服"}
    file = tmp_path / "gbk.yaml"
    file.write_bytes("name: 客服".encode("gbk"))
    assert [m.code for m in read_document(file, "f").mistakes] == ["scenario.encoding"]
    assert [m.code for m in read_document(tmp_path / "none.yaml", "f").mistakes] == ["scenario.file.missing"]
    assert [m.code for m in read_document(tmp_path, "f").mistakes] == ["scenario.file.missing"]


def test_writing_keeps_the_notation_and_the_order():
    text = (
        "schema: 1\n"
        "name: 现状 · Today\n"
        "start: 2026-03-02T00:00\n"
        "precision: 5 %\n"
        "arrivals:\n"
        "  Start: {every: {exponential: {mean: 90 s}}, scale: 1.50, open: 'yes'}\n"
        "teams:\n"
        "  Night: {shifts: [{staff: 4, daily: '20:00-24:00'}]}\n"
        "priority: [vip, amount > 5000]\n"
    ).replace("'yes'", "yes")
    assert dump(read_mapping(text)) == text.replace("'20:00-24:00'", "20:00-24:00")


def test_writing_and_reading_again_changes_nothing():
    value = {
        "texts": {
            "a": "true",
            "b": "12",
            "c": "null",
            "d": "1:30",
            "e": "",
            "f": "a: b",
            "g": "#x",
            "h": "  ",
        },
        "plain": {
            "t": True,
            "n": None,
            "i": 3,
            "f": 0.1,
            "big": 1e300,
            "list": [1, [2, {"x": "y"}]],
            "none": [],
        },
        "周一": "多\n行",
    }
    assert read_mapping(dump(value)) == value


def test_a_mapping_that_was_edited_leaves_the_next_reading_alone():
    text = "teams: {A: {staff: 3}}\n"
    first = read_mapping(text)
    first["teams"]["A"]["staff"] = 9
    assert read_mapping(text) == {"teams": {"A": {"staff": 3}}}

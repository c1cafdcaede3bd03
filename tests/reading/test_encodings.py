"""Files in any encoding, rightly declared or not."""

from __future__ import annotations

import pytest
from bpmn_text import process

from studio.errors import UnreadableFile
from studio.reading import Reading, read

CHINESE = "处理投诉"


def written(name: str, codec: str, declared: str | None) -> bytes:
    declaration = "" if declared is None else f'<?xml version="1.0" encoding="{declared}"?>\n'
    return (declaration + process(f'\n<task id="N" name="{name}"/>')).encode(codec)


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems if problem.code != "layout.none"]


@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8", None),
        ("utf-8-sig", "UTF-8"),
        ("utf-8-sig", "GB2312"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-16", "UTF-8"),
        ("utf-16", None),
        ("gb18030", "GB18030"),
        ("gbk", "GBK"),
        ("gb2312", "gb2312"),
        ("big5", "Big5"),
    ],
)
def test_a_declared_encoding_is_read(codec, declared):
    name = "處理投訴" if codec == "big5" else CHINESE
    reading = read(written(name, codec, declared), "x.bpmn")
    assert reading.diagram.node("N").name == name
    assert codes(reading) == []
    assert reading.diagram.node("N").line == (2 if declared is None else 3)


@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        ("iso-8859-1", "iso-8859-1"),
        ("windows-1252", "Windows-1252"),
        ("iso-8859-15", "ISO-8859-15"),
        ("mac-roman", "MacRoman"),
        ("mac-roman", "macintosh"),
    ],
)
def test_western_encodings_are_read(codec, declared):
    reading = read(written("Prüfung für café", codec, declared), "x.bpmn")
    assert reading.diagram.node("N").name == "Prüfung für café"
    assert codes(reading) == []


@pytest.mark.parametrize(
    ("name", "codec", "declared"),
    [
        ("Rechnung klären", "windows-1252", "UTF-8"),
        ("Rechnung klären", "windows-1252", None),
        ("Rechnung klären", "mac-roman", "x-mac-roman"),
        (CHINESE, "gb18030", "UTF-8"),
        (CHINESE, "gb18030", None),
        (CHINESE, "utf-8", "utf-16"),
        (CHINESE, "utf-8", "ANSI"),
        ("Rechnung klären", "windows-1252", "no-such-encoding"),
        ("朱镕基投诉", "gbk", "GB2312"),
    ],
)
def test_a_wrong_declaration_is_seen_through_and_told(name, codec, declared):
    reading = read(written(name, codec, declared), "x.bpmn")
    assert reading.diagram.node("N").name == name
    assert codes(reading) == ["file.encoding"]


def test_a_broken_character_among_good_ones_is_replaced():
    data = written(CHINESE * 5 + "?", "utf-8", "UTF-8").replace(b'?"/>', b'\xe4"/>')
    reading = read(data, "x.bpmn")
    assert reading.diagram.node("N").name == CHINESE * 5 + "�"
    assert codes(reading) == ["file.encoding"]


def test_blank_lines_before_the_declaration_are_passed_over_and_counted():
    reading = read(b"\n\r\n  " + written("A", "utf-8", "UTF-8"), "x.bpmn")
    assert reading.diagram.node("N").line == 5


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf" * 2, b"\xef\xbb\xbf\n", b"\n\xef\xbb\xbf"])
def test_byte_order_marks_are_passed_over_wherever_they_stand_before_the_text(before):
    reading = read(before + written(CHINESE, "utf-8", "UTF-8"), "x.bpmn")
    assert reading.diagram.node("N").name == CHINESE
    assert codes(reading) == []


def test_a_damaged_file_in_a_wrong_encoding_is_refused_for_its_damage():
    data = written("klären", "windows-1252", "UTF-8").replace(b"</process>", b"")
    with pytest.raises(UnreadableFile) as refusal:
        read(data, "x.bpmn")
    assert refusal.value.code == "file.broken-xml.tags-crossed"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "gb18030"])
def test_lines_are_right_where_characters_hold_the_byte_of_a_line_break(codec):
    text = f'<?xml version="1.0" encoding="{codec[:6]}"?><!-- 上上ഀ਀ -->' + process(
        '\n<task id="N" name="上上"/>'
    )
    text = text.replace("gb1803", "gb18030")
    assert read(text.encode(codec), "x.bpmn").diagram.node("N").line == 2

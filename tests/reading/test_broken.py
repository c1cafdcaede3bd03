"""XML that is not well-formed is refused with a sentence of its own, in the reader's language."""

from __future__ import annotations

import re

import pytest
from bpmn_text import process

from studio.errors import UnreadableFile
from studio.reading import read
from studio.wording import explain

_WHOLE = process('<startEvent id="S" name="开始"/>\n<task id="T" name="Do it"/>').encode()


def refused(data: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(data, "broken.bpmn")
    return caught.value


def line_of(data: bytes, part: bytes) -> int:
    return data[: data.index(part)].count(b"\n") + 1


@pytest.mark.parametrize(
    ("good", "bad", "kind", "says"),
    [
        (b"</process>", b"</proces>", "tags-crossed", ["<process>", "</proces>"]),
        (b'"Do it"', b'"Do & it"', "ampersand", ["&amp;"]),
        (b'"Do it"', b'"Do &it it"', "ampersand", ["&amp;"]),
        (b'"Do it"', b'"Do &nbsp; it"', "entity", ["&nbsp;"]),
        (b'"Do it"', b'"Do < it"', "less-in-value", ["&lt;"]),
        (b'"Do it"/>', b'"Do it"/> < 5', "less-in-text", ["&lt;"]),
        (b'"Do it"', b"Do it", "value-unquoted", []),
        (b' name="Do it"', b" name", "no-value", ["name"]),
        (b'id="T"', b'id="T" id="U"', "attribute-twice", ["id"]),
        (b'id="T" name', b'id="T"name', "tag", []),
        (b'"Do it"', b'"Do \x01it"', "character", []),
        (b'"Do it"', b'"Do &#0; it"', "character", []),
        (b'"Do it"', b'"Do &#xZZ; it"', "character-number", ["&#"]),
        (b'"Do it"/>', b'"Do it"/><!-- a -- b -->', "hyphens", []),
        (b'"Do it"/>', b'"Do it"/>]]>', "section-end", ["]]>"]),
        (b'"Do it"/>', b'"Do it"/><!-- a', "comment-open", ["-->"]),
        (b'"Do it"/>', b'"Do it"/><![CDATA[a', "section-open", ["<![CDATA["]),
        (b'"Do it"/>', b'"Do it"/><?a b', "instruction-open", ["?>"]),
        (b'"Do it"/>', b'"Do it"/>\n<?xml version="1.0"?>', "declaration-late", []),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_each_damage_has_its_sentence_in_both_languages(good, bad, kind, says, language):
    assert good in _WHOLE
    error = refused(_WHOLE.replace(good, bad))
    assert error.code == f"file.broken-xml.{kind}"
    said = explain(error, language)
    assert str(error.line) in said
    assert all(part in said for part in says)
    assert re.search("{|}", said) is None
    words = set(re.findall("[a-z]{4,}", said.casefold()))
    if language == "zh-CN":
        assert words <= {"process", "proces", "name", "nbsp", "cdata", "bpmn"}


def test_the_line_is_that_of_the_file():
    data = b"\n\n" + _WHOLE.replace(b'"Do it"', b'"Do & it"')
    assert refused(data).line == line_of(data, b"Do &")


def test_a_file_that_was_cut_off_names_what_is_open():
    error = refused(_WHOLE[: _WHOLE.index(b"</process>")])
    assert error.code == "file.broken-xml.cut-off"
    assert error.parameters["opened"] == "process"
    assert error.parameters["begun"] == line_of(_WHOLE, b"<process")


def test_what_stands_after_the_end_is_told():
    assert refused(_WHOLE + b"\n<more/>").code == "file.broken-xml.after-end"


@pytest.mark.parametrize("declared", [b'<?xml version="1.0"><a/>', b'<?xml encoding="UTF-8"?><a/>'])
def test_a_wrong_declaration_is_told(declared):
    assert refused(declared).code == "file.broken-xml.declaration"


def test_other_damage_has_the_general_sentence_with_its_place():
    error = refused(_WHOLE.replace(b"<task", b"<? ?><task"))
    assert error.code == "file.broken-xml"
    assert explain(error, "zh-CN").startswith(f"文件的 XML 在第 {error.line} 行第 ")

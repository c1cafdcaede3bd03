"""Names are changed in a file, and not one other byte."""

from __future__ import annotations

import pytest
from bpmn_text import definitions, process
from hypothesis import given
from hypothesis import strategies as st

from studio.errors import StudioError, UnreadableFile
from studio.reading import localised, read, relabel

SPEAKABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(
    lambda text: " ".join(text.split())
)

FILE = """\ufeff<?xml version='1.0' encoding="{encoding}" standalone = 'no' ?>\r
<!-- <task id="N" name="not me"/> -->
<?keep <task id="N" name="nor me"/> ?>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"\t\t id='D' >
  <b:process id="P"><b:documentation><![CDATA[ <b:task id="N" name="nor me"/> ]]></b:documentation>
    <b:task   name = 'first > "one"'   id="N"  \n\t/>
    <b:task id="M"/>
    <b:task id="O" other:name="no" xmlns:other="urn:o" ></b:task   >
    <b:textAnnotation id="A"><b:text>处理 &amp; <![CDATA[<more>]]></b:text></b:textAnnotation>
    <b:textAnnotation id="B"/>
    <b:textAnnotation id="C"><b:documentation/></b:textAnnotation>
  </b:process>\r
</b:definitions>
<!-- end -->"""


def check(data: bytes, labels: dict[str, str], expected: dict[str, str], codec: str = "utf-8") -> None:
    """Only the pieces in ``expected`` differ, and the file reads back with the new names."""
    text = data.decode(codec)
    for old, new in expected.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    changed = relabel(data, labels)
    assert changed.decode(codec) == text
    names = {element.id: element.name for element in read(changed, "x").diagram.elements()}
    assert {id: names[id] for id in labels} == labels


def test_only_the_name_differs_in_its_own_quotation_marks():
    data = FILE.format(encoding="UTF-8").encode()
    check(
        data,
        {"N": 'it\'s <new> & "good"'},
        {"""'first > "one"'""": """'it&apos;s &lt;new&gt; &amp; "good"'"""},
    )


def test_an_element_without_name_gets_one_behind_its_id():
    data = FILE.format(encoding="UTF-8").encode()
    check(data, {"M": 'a "b"'}, {'<b:task id="M"/>': '<b:task id="M" name="a &quot;b&quot;"/>'})
    check(data, {"O": "新"}, {'id="O" other:name': 'id="O" name="新" other:name'})


def test_the_text_of_a_note_is_replaced_or_made():
    data = FILE.format(encoding="UTF-8").encode()
    check(data, {"A": "a < b"}, {"处理 &amp; <![CDATA[<more>]]>": "a &lt; b"})
    check(
        data,
        {"B": "note"},
        {'<b:textAnnotation id="B"/>': '<b:textAnnotation id="B"><b:text>note</b:text></b:textAnnotation>'},
    )
    check(
        data,
        {"C": "two\nlines"},
        {"<b:documentation/></b:text": "<b:documentation/><b:text>two\nlines</b:text></b:text"},
    )


def test_an_empty_text_element_is_filled():
    data = process(
        '<textAnnotation id="A"><text /></textAnnotation><textAnnotation id="B"><text>'
        "</text></textAnnotation>"
    )
    check(
        data.encode(),
        {"A": "x", "B": "y"},
        {"<text />": "<text >x</text>", "<text></text>": "<text>y</text>"},
    )


def test_many_names_change_at_once():
    data = FILE.format(encoding="UTF-8").encode()
    labels = {"N": "一", "M": "二", "O": "三", "A": "四", "B": "五", "P": "六"}
    names = {element.id: element.name for element in read(relabel(data, labels), "x").diagram.elements()}
    assert {id: names[id] for id in labels} == labels


def test_nothing_changes_where_the_names_are_those_that_are_there():
    data = FILE.format(encoding="UTF-8").encode()
    names = {element.id: element.name for element in read(data, "x").diagram.elements()}
    assert relabel(data, names) == data
    assert relabel(data, {}) == data


def test_a_line_break_is_kept_where_the_name_is_the_same_but_for_it():
    data = process('<task id="N" name="Check&#10;it"/>').encode()
    assert relabel(data, {"N": "Check it"}) == data


def test_line_breaks_and_tabs_in_a_name_survive():
    data = relabel(process('<task id="N"/>').encode(), {"N": "a\n\tb"})
    assert b'name="a&#10;&#9;b"' in data


@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "GB18030"),
        ("gbk", "GBK"),
        ("big5", "Big5"),
        ("shift_jis", "Shift_JIS"),
    ],
)
def test_a_file_stays_in_its_encoding(codec, declared):
    text = f'<?xml version="1.0" encoding="{declared}"?>' + process(
        '<!-- 文件 --><task id="N" name="文件"/><task id="M" name="文"/>'
    )
    data = text.encode(codec)
    changed = relabel(data, {"N": "新人"})
    assert changed == text.replace('name="文件"', 'name="新人"').encode(codec)
    assert read(changed, "x").diagram.node("N").name == "新人"


def test_a_character_that_the_encoding_lacks_is_written_as_a_reference():
    data = b'<?xml version="1.0" encoding="iso-8859-1"?>' + process('<task id="N" name="\xe9t\xe9"/>').encode(
        "latin-1"
    )
    changed = relabel(data, {"N": "é 投诉 €"})
    assert 'name="é &#25237;&#35785; &#8364;"'.encode("latin-1") in changed
    assert read(changed, "x").diagram.node("N").name == "é 投诉 €"


def test_bytes_that_are_not_in_the_declared_encoding_stay_as_they_are():
    data = process('<task id="N" name="A"/><task id="M" name="klären"/>').encode("windows-1252")
    assert relabel(data, {"N": "B"}) == data.replace(b'"A"', b'"B"')
    data = (
        process('<task id="N" name="A"/><task id="M" name="投诉投诉投诉?"/>').encode().replace(b"?", b"\xe4")
    )
    assert relabel(data, {"N": "处"}) == data.replace(b'"A"', '"处"'.encode())


def test_elements_without_id_and_with_equal_ids_are_told_apart():
    data = process('<task name="a"/><task id="N" name="b"/><task id="N" name="c"/>').encode()
    names = {node.name: node.id for node in read(data, "x").diagram.nodes}
    changed = relabel(data, {names["a"]: "x", names["c"]: "z"})
    assert changed == data.replace(b'"a"', b'"x"').replace(b'"c"', b'"z"')


def test_a_frame_goes_by_its_category():
    data = definitions(
        '<category id="K"><categoryValue id="V" value="old"/></category><process id="P"><group id="G" '
        'categoryValueRef="V"/><group id="H"/></process>'
    ).encode()
    assert relabel(data, {"G": "new"}) == data.replace(b'"old"', b'"new"')
    with pytest.raises(StudioError) as refusal:
        relabel(data, {"H": "new"})
    assert refusal.value.code == "write.no-category"


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        ({"X": "new"}, "write.unknown-element"),
        ({"N": "a\0b"}, "write.character"),
        ({"N": "\ud800"}, "write.character"),
        ({"N": "\uffff"}, "write.character"),
    ],
)
def test_what_cannot_be_written_is_refused(labels, code):
    with pytest.raises(StudioError) as refusal:
        relabel(process('<task id="N"/>').encode(), labels)
    assert refusal.value.code == code
    assert "{" not in str(refusal.value)


def test_an_unreadable_file_is_refused():
    with pytest.raises(UnreadableFile):
        relabel(b"<html/>", {"N": "x"}, "page.html")


def test_a_file_in_an_encoding_that_python_lacks_is_changed_in_plain_characters():
    data = (
        b'<?xml version="1.0" encoding="ARMSCII-8"?>'
        + process('<task id="M"/><task id="N" name="?"/>').encode()
    )
    data = data.replace(b'?"/', b'\xb2"/')
    changed = relabel(data, {"M": "a 投"})
    assert changed == data.replace(b'id="M"', b'id="M" name="a &#25237;"')
    assert [node.name for node in read(changed, "x").diagram.nodes] == ["a 投", "Ա"]


def test_a_file_whose_bytes_cannot_be_told_from_its_characters_is_not_changed():
    text = '<?xml version="1.0" encoding="UTF-7"?>' + process('<!-- +AGE- --><task id="N"/>')
    assert read(text.encode(), "x").diagram.nodes
    with pytest.raises(StudioError) as refusal:
        relabel(text.encode(), {"N": "x"})
    assert refusal.value.code == "write.encoding"


@given(SPEAKABLE, SPEAKABLE)
def test_any_name_survives_and_goes_away_again(first, second):
    data = FILE.format(encoding="UTF-8").encode()
    one = relabel(data, {"N": first, "M": "m", "A": first})
    names = {element.id: element.name for element in read(one, "x").diagram.elements()}
    assert (names["N"], names["A"]) == (first, first)
    assert relabel(relabel(one, {"N": second}), {"N": first}) == one


class TestLocalised:
    LABELS = (
        '<extensionElements><studio:label lang="en">Handle &amp; close</studio:label>'
        '<studio:label lang="zh-CN">处理</studio:label></extensionElements>'
    )

    def test_each_element_shows_its_label_in_the_language(self):
        data = definitions(
            '<collaboration id="C"><participant id="A" name="客户" processRef="P"/>'
            '</collaboration><process id="P">'
            f'<laneSet><lane id="L" name="处理">{self.LABELS}</lane></laneSet>'
            f'<task id="N" name="处理">{self.LABELS}</task>'
            f'<textAnnotation id="T">{self.LABELS}<text>处理</text></textAnnotation>'
            '<task id="M" name="别的"/></process>'
        ).encode()
        shown = localised(data, "en")
        names = {element.id: element.name for element in read(shown, "x").diagram.elements() if element.name}
        assert names == {
            "A": "客户",
            "L": "Handle & close",
            "N": "Handle & close",
            "T": "Handle & close",
            "M": "别的",
        }
        assert localised(shown, "zh-CN") == data
        assert localised(data, "zh") == data
        assert localised(data, "fr") == data

    def test_a_file_without_labels_stays_as_it_is(self):
        data = FILE.format(encoding="UTF-8").encode()
        assert localised(data, "en") == data

"""What attacks a reader of XML is refused with one clear sentence, and nothing is fetched or run."""

from __future__ import annotations

import socket
import zlib

import pytest
from bpmn_text import OPENING, process, shape

from studio.errors import UnreadableFile
from studio.reading import localised, read, relabel
from studio.reading.limits import (
    MAX_ATTRIBUTE,
    MAX_ATTRIBUTES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_ELEMENTS,
    MAX_VALUES,
)
from studio.wording import LANGUAGES, explain

BILLION_LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def refused(data: bytes, code: str, name: str = "file.bpmn") -> UnreadableFile:
    """The refusal of a file, which has that code and is one sentence or two in one line."""
    with pytest.raises(UnreadableFile) as caught:
        read(data, name)
    error = caught.value
    assert error.code == code
    assert error.file == name
    assert "\n" not in str(error)
    assert "{" not in str(error)
    assert str(error).endswith(".")
    return error


def test_a_billion_laughs_are_refused():
    refused((BILLION_LAUGHS + process('<task id="N" name="&i;"/>')).encode(), "file.doctype")


def test_quadratic_blow_up_is_refused():
    text = f'<!DOCTYPE b [<!ENTITY a "{"B" * 100_000}">]>{process("&a;" * 10_000)}'
    refused(text.encode(), "file.doctype")


def test_entities_that_contain_each_other_are_refused():
    refused(b'<!DOCTYPE x [<!ENTITY a "1&b;"><!ENTITY b "&a;">]><x>&a;</x>', "file.doctype")


@pytest.mark.parametrize("place", ["file:///etc/passwd", "http://127.0.0.1:9/x", "php://filter"])
def test_an_external_entity_is_refused(place):
    text = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{place}">]>' + process('<task id="N" name="&x;"/>')
    refused(text.encode(), "file.doctype")


def test_an_external_parameter_entity_is_refused():
    text = '<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>' + process("")
    refused(text.encode(), "file.doctype")


def test_a_doctype_without_anything_in_it_is_refused():
    error = refused(b'<?xml version="1.0"?>\n<!DOCTYPE definitions>\n' + process("").encode(), "file.doctype")
    assert error.line in {2, 3}


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-7", "gb18030"])
def test_a_doctype_is_refused_in_every_encoding(codec):
    declared = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32-le": "UTF-32"}.get(codec, codec)
    text = f'<?xml version="1.0" encoding="{declared}"?>{BILLION_LAUGHS}{process("")}'
    refused(text.encode(codec), "file.doctype")


def test_a_doctype_behind_a_wrong_declaration_is_refused():
    text = f'<?xml version="1.0" encoding="utf-16"?>{BILLION_LAUGHS}{process("")}'
    refused(text.encode(), "file.doctype")
    text = f'<?xml version="1.0" encoding="no-such"?>{BILLION_LAUGHS}{process(" ä")}'
    refused(text.encode("latin-1"), "file.doctype")


def test_a_doctype_is_refused_by_the_functions_that_write_as_well():
    data = (BILLION_LAUGHS + process('<task id="N"/>')).encode()
    with pytest.raises(UnreadableFile):
        relabel(data, {"N": "x"})
    with pytest.raises(UnreadableFile):
        localised(data, "en")


def test_the_word_doctype_in_a_text_is_no_doctype():
    assert read(
        process('<task id="N" name="&lt;!DOCTYPE x>"/><!-- <!DOCTYPE y> -->').encode(), "x"
    ).diagram.nodes


def test_nesting_beyond_the_limit_is_refused():
    deep = MAX_DEPTH + 1
    error = refused(process("<subProcess>\n" * deep + "</subProcess>" * deep).encode(), "file.too-deep")
    assert error.line == MAX_DEPTH - 1


def test_nesting_without_end_is_refused():
    refused(b"<a>" * 1_000_000, "file.too-deep")


def test_nesting_up_to_the_limit_is_read():
    inside = MAX_DEPTH - 2
    reading = read(process('<subProcess id="S">' * inside + "</subProcess>" * inside).encode(), "x")
    assert len(reading.diagram.nodes) == inside


@pytest.mark.parametrize(
    ("length", "code"),
    [(MAX_ATTRIBUTE + 1, "file.attribute-too-long"), (20_000_000, "file.text-too-long")],
)
def test_a_huge_attribute_is_refused(length, code):
    refused(process(f'<task id="N" name="{"x" * length}"/>').encode(), code)


def test_a_very_long_name_is_read():
    name = "x" * 900_000
    assert read(process(f'<task id="N" name="{name}"/>').encode(), "x").diagram.node("N").name == name


def test_too_many_elements_are_refused():
    refused(process("<task/>" * (MAX_ELEMENTS + 1)).encode(), "file.too-many-elements")


def test_too_many_bytes_are_refused():
    refused(process(" " * MAX_BYTES).encode(), "file.too-large")


@pytest.mark.parametrize("number", [MAX_ATTRIBUTES, 200_000])
def test_an_element_with_very_many_attributes_is_refused_in_no_time(number):
    attributes = " ".join(f'a{index}="v"' for index in range(number))
    refused(process(f'<task id="N" {attributes}/>').encode(), "file.too-many-attributes")


def test_a_file_with_very_many_attributes_is_refused_before_they_take_memory():
    attributes = " ".join(f'a{index}=""' for index in range(500))
    data = process(f"<task {attributes}/>" * (MAX_VALUES // 500 + 1)).encode()
    assert len(data) < MAX_BYTES
    refused(data, "file.too-many-values")


def test_very_many_namespaces_are_refused_and_a_thousand_read():
    def spaces(number: int) -> bytes:
        declared = " ".join(f'xmlns:n{index}="u{index}"' for index in range(number))
        return process(f'<task id="M" {declared}/>').encode()

    assert read(spaces(MAX_ATTRIBUTES - 1), "x").diagram.nodes
    refused(spaces(200_000), "file.too-many-attributes")


def test_very_many_lines_take_no_time():
    data = process('<task id="N"/>' + "\n" * 5_000_000 + '<task id="M"/>').encode()
    assert read(data, "x").diagram.node("M").line == 5_000_001


def test_a_long_chain_of_boundary_events_takes_no_time():
    events = "".join(f'<boundaryEvent id="E{n}" attachedToRef="E{n + 1}"/>' for n in range(10_000))
    body = f'<laneSet id="S"><lane id="L"><flowNodeRef>E10000</flowNodeRef></lane></laneSet>{events}'
    diagram = read(process(body + '<task id="E10000"/>').encode(), "x").diagram
    assert {node.lane for node in diagram.nodes} == {"L"}


def test_very_many_equal_ids_take_no_time():
    body = '<task id="N"/><sequenceFlow id="F" sourceRef="N" targetRef="N"/>' * 20_000
    diagram = read(process(body).encode(), "x").diagram
    assert len(diagram.nodes) == len(diagram.flows) == 20_000


def test_very_many_lanes_take_no_time():
    lanes = "".join(f'<lane id="L{n}"/>' for n in range(10_000))
    shapes = "".join(shape(f"L{n}", 0, 0, 9, 9) + shape(f"N{n}", 500, 0, 9, 9) for n in range(10_000))
    nodes = "".join(f'<task id="N{n}"/>' for n in range(10_000))
    assert (
        len(read(process(f"<laneSet>{lanes}</laneSet>{nodes}", shapes).encode(), "x").diagram.nodes) == 10_000
    )


def test_an_inclusion_is_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    include = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    )
    told = f"<documentation>{include}</documentation>"
    body = f'{told}<task id="N">{told}</task>'
    assert "secret" not in repr(read(process(body).encode(), "x"))


def test_nothing_is_fetched(monkeypatch):
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", never)
    text = OPENING.replace(
        ' id="D"',
        ' id="D" xsi:schemaLocation="http://www.omg.org/spec/BPMN/20100524/MODEL http://127.0.0.1:9/BPMN20.xsd"',
    )
    text = (
        '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/x.xsl"?>'
        + text
        + '<import importType="x" location="http://127.0.0.1:9/y.wsdl" namespace="z"/>'
        + '<process id="P"><task id="N"/></process></definitions>'
    )
    assert read(text.encode(), "x").diagram.nodes


def test_scripts_are_never_run():
    body = (
        '<scriptTask id="N" scriptFormat="python"><script>raise SystemExit</script></scriptTask>'
        '<sequenceFlow id="F" sourceRef="N" targetRef="N"><conditionExpression>__import__("os").abort()'
        "</conditionExpression></sequenceFlow>"
    )
    assert read(process(body).encode(), "x").diagram.flows[0].condition == '__import__("os").abort()'


@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(data):
    refused(data, "file.empty")


@pytest.mark.parametrize(
    "data",
    [
        b"hello",
        b"\0\0\0\0",
        b"id,name\n1,2",
        bytes(range(256)),
        "投诉".encode(),
    ],
)
def test_what_is_no_xml_is_refused(data):
    refused(data, "file.not-xml")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"<definitions>\n<process>\n</definitions>", 3),
        (b"<definitions>\n<process", 2),
        (b"<definitions>\n\n<process id=1/></definitions>", 3),
        (b"<definitions/>\n<definitions/>", 2),
        (b"<definitions>\n&nbsp;</definitions>", 2),
        (b"<definitions>\n\x01</definitions>", 2),
        (b"<", 1),
    ],
)
def test_broken_xml_is_refused_with_its_line(data, line):
    with pytest.raises(UnreadableFile) as caught:
        read(data, "diagram.bpmn")
    error = caught.value
    assert error.code.startswith("file.broken-xml.")
    assert error.line == line
    for language in LANGUAGES:
        assert f" {line}" in explain(error, language)


def test_a_picture_is_refused():
    refused(b"\x89PNG\r\n\x1a\n" + zlib.compress(b"x" * 100), "file.is-picture", "diagram.png")


def test_a_zip_is_refused():
    refused(b"PK\x03\x04\x14\x00\x00\x00\x08\x00<bpmn>", "file.is-zip", "diagrams.zip")


@pytest.mark.parametrize(
    "inside",
    [
        "<documentation>{}</documentation>",
        "<documentation><![CDATA[{}]]></documentation>",
        "<!--{}-->",
        "<{}/>",
    ],
    ids=["text", "CDATA", "comment", "name"],
)
def test_a_text_that_is_too_long_is_refused_in_the_studios_own_words(inside):
    data = process(inside.format("x" * 10_500_000)).encode()
    error = refused(data, "file.text-too-long")
    assert "XML" not in error.sentence
    assert "10 MB" in error.sentence

"""Damaged files are read or refused; they never crash the reader and never give a broken diagram."""

from __future__ import annotations

import re

import pytest
from bpmn_text import check, definitions, edge, shape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.errors import UnreadableFile
from studio.reading import localised, read, relabel

WHOLE = definitions(
    '<category id="K"><categoryValue id="V" value="x"/></category><message id="Msg" name="M"/>'
    '<collaboration id="C"><participant id="Pool" processRef="P"/><participant id="Box"/>'
    '<messageFlow id="MF" sourceRef="Box" targetRef="S" messageRef="Msg"/></collaboration>'
    '<process id="P" isExecutable="false"><laneSet id="LS"><lane id="L1"><flowNodeRef>S'
    "</flowNodeRef><childLaneSet>"
    '<lane id="L2"><flowNodeRef>T</flowNodeRef></lane></childLaneSet></lane></laneSet>'
    '<startEvent id="S" name="48小时内"><outgoing>F1</outgoing><timerEventDefinition/></startEvent>'
    '<task id="T" name="a &amp; b"><extensionElements><studio:label lang="en">x'
    "</studio:label></extensionElements>"
    '<standardLoopCharacteristics/></task><boundaryEvent id="B" attachedToRef="T"><timerEventDefinition>'
    "<timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"
    '<subProcess id="SP"><startEvent id="S2"/><endEvent id="E2"/>'
    '<sequenceFlow id="F3" sourceRef="S2" targetRef="E2"/>'
    '</subProcess><exclusiveGateway id="G" default="F2"/><dataObjectReference id="D"/>'
    '<sequenceFlow id="F1" sourceRef="S" targetRef="T"/><sequenceFlow id="F2" sourceRef="G" targetRef="SP">'
    "<conditionExpression>x &gt; 1</conditionExpression></sequenceFlow>"
    '<textAnnotation id="A"><text>note</text>'
    '</textAnnotation><association id="As" sourceRef="A" targetRef="T"/>'
    '<group id="Gr" categoryValueRef="V"/></process>',
    shape("Pool", 0, 0, 600, 300)
    + shape("L1", 30, 0, 570, 300)
    + shape("L2", 60, 0, 540, 150)
    + shape("T", 100, 10, 100, 80)
    + shape("SP", 300, 10, 100, 80, attributes='isExpanded="true"')
    + edge("F1", (1, 2), (3, 4)),
)
WORDS = [
    b'"', b"'", b"<", b">", b"/", b"&", b"&lt;", b"&#0;", b"&#x10FFFF;", b"]]>", b"<![CDATA[", b"<!--",
    b"-->", b"<?x ", b"<!DOCTYPE x>", b'id="T"', b'id=""', b'sourceRef="P"', b"xmlns:", b"subProcess",
    b"lane", b"\0", b"\xff", b"\xe4\xb8", b"\r\n", b"NaN", b"1e999", b"-5", b' name="', b"process", b"L1",
]  # fmt: skip
IDS = [
    "Pool", "Box", "MF", "P", "L1", "L2", "S", "T", "B", "SP", "S2", "E2", "G", "D", "F1", "F2", "A", "Gr",
    "V", "",
]  # fmt: skip
PLACES = st.floats(0, 1)
CUTS = st.lists(
    st.tuples(
        st.sampled_from(["cut", "double", "move", "overwrite", "insert"]),
        PLACES,
        st.sampled_from([0, 1, 2, 10, 100, 1000]),
        PLACES,
        st.sampled_from(WORDS) | st.binary(max_size=2),
    ),
    min_size=1,
    max_size=4,
)
SWAPS = st.lists(st.tuples(st.sampled_from(IDS[:-1]), st.sampled_from(IDS), PLACES), min_size=1, max_size=8)


def damaged(source: bytes, cuts: list[tuple[str, float, int, float, bytes]]) -> bytes:
    """The bytes with a few pieces cut out, doubled, moved, overwritten or put in."""
    data = bytearray(source)
    for how, where, length, whither, word in cuts:
        start = int(where * len(data))
        piece = data[start : start + length]
        match how:
            case "cut":
                del data[start : start + length]
            case "double":
                data[start:start] = piece
            case "move":
                place = int(whither * len(data))
                data[place:place] = piece
            case "overwrite":
                data[start : start + length] = word
            case _:
                data[start:start] = word
    return bytes(data)


def confused(text: str, swaps: list[tuple[str, str, float]]) -> str:
    """The text with some ids and references swapped, so that it stays XML but means something else."""
    for old, new, where in swaps:
        found = [match.span(1) for match in re.finditer(f'[">]({old})["<]', text)]
        if found:
            start, end = found[int(where * (len(found) - 1))]
            text = text[:start] + new + text[end:]
    return text


@pytest.fixture(scope="module")
def many(thorough: bool) -> settings:
    numbers = settings(max_examples=20_000 if thorough else 150, deadline=None)
    return settings(numbers, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "gb18030"])
def test_a_file_with_damaged_bytes_is_read_or_refused(many, codec):
    source = (f'<?xml version="1.0" encoding="{codec}"?>' + WHOLE).encode(codec)
    codes: set[str] = set()

    @many
    @given(CUTS)
    def holds(cuts):
        try:
            check(read(damaged(source, cuts), "x.bpmn").diagram)
            codes.add("read")
        except UnreadableFile as refusal:
            codes.add(refusal.code)

    holds()
    assert codes >= {"read", "file.broken-xml"}


def test_a_file_with_confused_ids_is_read_and_can_be_renamed(many):
    @many
    @given(SWAPS)
    def holds(swaps):
        data = confused(WHOLE, swaps).encode()
        reading = read(data, "x.bpmn")
        check(reading.diagram)
        assert read(data, "x.bpmn") == reading
        names = {node.id: f"n{number}" for number, node in enumerate(reading.diagram.nodes)}
        renamed = read(relabel(data, names), "x.bpmn").diagram
        assert {node.id: node.name for node in renamed.nodes} == names
        localised(data, "en")

    holds()

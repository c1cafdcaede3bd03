"""Attacks that hide in encodings, in what stands beside the elements, and in mere numbers."""

from __future__ import annotations

import http.server
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from bpmn_text import OPENING, check, process

from studio.errors import UnreadableFile
from studio.reading import Reading, drawable, read
from studio.reading.limits import MAX_ATTRIBUTES, MAX_BYTES, MAX_DEPTH

ROOT = Path(__file__).parents[2]
A_GIGABYTE = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (1024**3, 1024**3))
from studio.errors import UnreadableFile
from studio.reading import read
data = {data}
begun = time.process_time()
try:
    print(len(read(data, "x").diagram.nodes))
except UnreadableFile as refusal:
    print(refusal.code)
assert time.process_time() - begun < 20
"""
"""A program that reads a file with a gigabyte of memory and tells what became of it."""


def code_of(data: bytes) -> str:
    """The code of a refusal; ``read`` where there is none."""
    found = outcome_of(data)
    if isinstance(found, Reading):
        check(found.diagram)
        return "read"
    assert found.file == "file.bpmn"
    assert "\n" not in str(found)
    return found.code


def outcome_of(data: bytes) -> Reading | UnreadableFile:
    """What becomes of a file."""
    try:
        return read(data, "file.bpmn")
    except UnreadableFile as refusal:
        return refusal


def in_a_gigabyte(expression: str) -> str:
    """What becomes of the bytes that a Python expression makes, read where memory is scarce."""
    program = A_GIGABYTE.format(data=expression)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()


def test_no_server_is_ever_asked(server):
    address, asked = server
    body = process(
        '<task id="N"><documentation><xi:include xmlns:xi="http://www.w3.org/2001/XInclude"'
        f' href="{address}/i"/></documentation></task>'
    )
    prologues = {
        f'<!DOCTYPE d SYSTEM "{address}/d.dtd">': "file.doctype",
        f'<!DOCTYPE d PUBLIC "p" "{address}/p.dtd">': "file.doctype",
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{address}/e">]>': "file.doctype",
        f'<!DOCTYPE d [<!ENTITY % x SYSTEM "{address}/q.dtd"> %x;]>': "file.doctype",
        f'<?xml-stylesheet type="text/xsl" href="{address}/s.xsl"?>': "read",
        f'<?xml-model href="{address}/m.rng"?>': "read",
        "": "read",
    }
    located = body.replace(
        ' id="D"', f' id="D" xml:base="{address}/" xsi:schemaLocation="urn:x {address}/x.xsd"'
    )
    for prologue, code in prologues.items():
        assert code_of((prologue + located).encode()) == code, prologue
    assert asked == []


def test_a_file_of_this_machine_never_gets_into_a_diagram(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("TOPSECRET")
    place = secret.as_uri()
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{place}" parse="text"/>'
    for text in (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{place}">]>'
        + process('<task id="N"><documentation>&x;</documentation></task>'),
        f'<?xml-stylesheet href="{place}"?>'
        + process(f'<textAnnotation id="A"><text>{include}</text></textAnnotation>'),
        process(
            f'<task id="N">{include}</task><scriptTask id="S"><script>open("{place}")</script></scriptTask>'
        ),
    ):
        found = outcome_of(text.encode())
        assert "TOPSECRET" not in repr(found)
        if isinstance(found, Reading):
            assert b"TOPSECRET" not in drawable(text.encode(), "x")
        else:
            assert found.code == "file.doctype"


@pytest.mark.parametrize(
    "declared", ["punycode", "idna", "unicode_escape", "undefined", "rot13", "zlib", "hex", "base64"]
)
def test_what_python_counts_as_encodings_is_none_of_a_file(declared):
    data = f'<?xml version="1.0" encoding="{declared}"?>{process(chr(10) * 300_000)}'.encode()
    begun = time.process_time()
    assert code_of(data.replace(b"<process", b'<task id="\xc3\xa4"/><process')) == "read"
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    "declared", ["UTF-7", "JAVA", "C99", "UTF-7-IMAP", "IBM-1047", "cp037", "hz", "iso-2022-jp"]
)
def test_tags_that_an_encoding_hides_are_none(declared):
    """What is written as tags only in an encoding of escapes is refused, or read with all the bounds."""
    hidden = {"UTF-7": "+ADw-a/+AD4-", "JAVA": "\\u003ca/\\u003e", "C99": "\\u003ca/\\u003e"}.get(
        declared, "~{<a/>~}"
    )
    text = f'<?xml version="1.0" encoding="{declared}"?><definitions>{hidden * 20}</definitions>'
    assert code_of(text.encode()).startswith(("file.no-bpmn", "file.broken-xml"))


def test_attributes_beyond_number_are_found_in_every_encoding():
    """A letter whose half is a “<” in UTF-16 does not divide them."""
    attributes = " ".join(f'a{number}="㰼"' for number in range(60_000))
    text = process(f"<task {attributes}/>")
    for codec, declared in (
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-8", "UTF-8"),
        ("gb18030", "GB18030"),
    ):
        data = f'<?xml version="1.0" encoding="{declared}"?>{text}'.encode(codec)
        begun = time.process_time()
        assert code_of(data) == "file.too-many-attributes"
        assert time.process_time() - begun < 2


@pytest.mark.parametrize("quote", ['"', "'"])
def test_just_as_many_attributes_as_are_allowed_are_read(quote):
    attributes = " ".join(f"a{number}={quote}{'>' * 9}{quote}" for number in range(MAX_ATTRIBUTES - 1))
    diagram = read(process(f'<task id="N" {attributes}/>').encode(), "x").diagram
    assert diagram.node("N")


def test_a_long_text_with_many_quotation_marks_is_no_crowd_of_attributes():
    form = '{"key": "value", "label": \'x\'}' * 30_000
    data = process(f'<task id="N"><documentation>{form}</documentation></task>').encode()
    assert read(data, "x").diagram.node("N").documentation == form


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (process('<task id="N\0"/>').encode(), "file.broken-xml"),
        (b"\0" + process('<task id="N"/>').encode(), "file.broken-xml"),
        (process('<task id="N"/>').encode() + b"\0", "file.broken-xml"),
        (process('<task id="N"/>\0').encode(), "file.broken-xml"),
        (b"<\0" * 1000, "file.broken-xml"),
        (b"<" * 1_000_000, "file.broken-xml"),
        (b"<a" * 500_000, "file.broken-xml"),
        (b'<a b="' + b"&amp;" * 300_000, "file.broken-xml"),
        (b"\xef\xbb\xbf" * 1000 + b"<a/>", "file.no-bpmn"),
    ],
    ids=["in a name", "before", "behind", "between", "alone", "angles", "names", "ampersands", "marks"],
)
def test_nul_bytes_and_endless_beginnings_are_refused(data, code):
    assert code_of(data).startswith(code)


def test_processing_instructions_are_passed_over_wherever_they_stand():
    between = '<?php system("x"); ?><?xml-stylesheet href="x.xsl"?>'
    text = between + OPENING + between + f'<process id="P">{between}<task id="N">{between}</task></process>'
    assert [
        node.id for node in read((text + between + "</definitions>" + between).encode(), "x").diagram.nodes
    ] == ["N"]


def test_comments_divide_no_text():
    node = read(
        process(
            '<task id="N"><documentation>a<!-- b -->c<?d?>e<![CDATA[<f>]]></documentation></task>'
        ).encode(),
        "x",
    )
    assert node.diagram.node("N").documentation == "ace<f>"


def test_depth_is_bounded_within_extensions_too():
    def extended(deep: int) -> bytes:
        inside = "<x:a>" * deep + "</x:a>" * deep
        body = f'<task id="N"><extensionElements xmlns:x="urn:x">{inside}</extensionElements></task>'
        return process(body).encode()

    assert code_of(extended(300)) == "file.too-deep"
    assert code_of(extended(MAX_DEPTH + 100)) == "read"
    assert drawable(extended(MAX_DEPTH + 100), "x")


@pytest.mark.parametrize(
    ("expression", "outcome"),
    [
        ("b'<a>' + b'<b/>' * 8_000_000 + b'</a>'", "file.too-many-elements"),
        ("b'<a>' + b'<!---->' * 4_000_000 + b'</a>'", "file.too-many-elements"),
        ("b'<a>' + b'<?p?>' * 5_000_000 + b'</a>'", "file.too-many-elements"),
        ("b'<a ' + b'a=\"\" ' * 5_000_000 + b'/>'", "file.too-many-values"),
        ("b'<a>' + b\"<b a='' c=''/>\" * 1_100_000 + b'</a>'", "file.too-many-values"),
        ("b'<a>' + b'&lt;' * 8_000_000 + b'</a>'", "file.no-bpmn"),
        ("b'<a>' + b'&#120;' * 5_000_000 + b'</a>'", "file.no-bpmn"),
        ("b'<a>' + b'x' * 33_000_000 + b'</a>'", "file.text-too-long"),
        ("b'<a>' + (b'x' * 9_000_000 + b'<b/>') * 3 + b'</a>'", "file.no-bpmn"),
        ("('<a>' + '<b/>' * 3_900_000 + '</a>').encode('utf-16')", "file.too-many-elements"),
        ("b'<a>\\n' + b'\\n' * 30_000_000 + b'</a>'", "file.text-too-long"),
        ("b'<a x=\"' + b'<' * 20_000_000", "file.too-many-elements"),
    ],
    ids=[
        *("elements", "comments", "instructions", "attributes", "single quotes", "escapes", "references"),
        *("text", "texts", "two bytes a letter", "lines", "angles in a value"),
    ],
)
def test_a_file_that_would_flood_the_memory_is_told_within_a_gigabyte(expression, outcome):
    assert in_a_gigabyte(expression) == outcome


def test_what_unpacks_to_very_much_is_not_unpacked():
    import gzip
    import zlib

    much = b"<definitions>" + b" " * MAX_BYTES
    assert code_of(gzip.compress(much)) == "file.is-zip"
    assert code_of(zlib.compress(much)) == "file.not-xml"

"""Other formats are named, and what has no process is told apart from what is broken."""

from __future__ import annotations

import pytest
from bpmn_text import MODEL, definitions, reading_of, shape, told

from studio.errors import UnreadableFile
from studio.model import Severity
from studio.reading import read

ZIP = b"PK\x03\x04\x14\x00"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (ZIP, "order.zip", "file.is-zip"),
        (b"\xd0\xcf\x11\xe0\xa1", "order.doc", "file.is-office"),
        (b'{"stencilset": {}}', "order.json", "file.is-json"),
        (b"%PDF-1.7", "order.pdf", "file.is-picture"),
        (b"\x1f\x8b\x08", "order.gz", "file.is-zip"),
        (b"<Package xmlns='http://www.wfmc.org/2008/XPDL2.1'/>", "order.xpdl", "file.is-xpdl"),
        (b"<xpdl:Package xmlns:xpdl='http://www.wfmc.org/2009/XPDL2.2'/>", "order.xml", "file.is-xpdl"),
        (b"<AML><Header-Info/></AML>", "order.aml", "file.is-aris"),
        (b"<!DOCTYPE AML SYSTEM 'ARIS-Export.dtd'><AML/>", "order.aml", "file.is-aris"),
        (b"<x:XMI xmlns:x='http://schema.omg.org/spec/XMI/2.1'/>", "order.xmi", "file.is-xmi"),
        (b"<uml:Model xmlns:uml='http://www.eclipse.org/uml2/5.0.0/UML'/>", "order.uml", "file.is-xmi"),
        (b"<mxfile><diagram/></mxfile>", "order.drawio", "file.is-drawio"),
        (
            b"<VisioDocument xmlns='http://schemas.microsoft.com/visio/2003/core'/>",
            "order.vdx",
            "file.is-visio",
        ),
        (b"<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/'/>", "a.dmn", "file.is-dmn"),
        (
            b"<process xmlns='http://docs.oasis-open.org/wsbpel/2.0/process/executable'/>",
            "order.bpel",
            "file.is-bpel",
        ),
        (b"<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'/>", "order.wsdl", "file.no-bpmn"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "order.svg", "file.is-picture"),
        (b"<!DOCTYPE html><html/>", "order.bpmn", "file.is-web-page"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "order.bpmn", "file.is-web-page"),
        (b"<!doctype html>\n<html><p>Sign in", "order.bpmn", "file.is-web-page"),
        (b"<html>\n<body><hr><center>nginx</center></body></html>", "order.bpmn", "file.is-web-page"),
        (
            b"\n<!-- a portal -->\n<HTML><HEAD></HEAD><BODY>Gone<BR></BODY></HTML>",
            "a.bpmn",
            "file.is-web-page",
        ),
        (b'<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN"><html/>', "a.bpmn", "file.is-web-page"),
        (b"\xef\xbb\xbf<head><title>Moved</title></head>\n<body></body>", "a.bpmn", "file.is-web-page"),
        (b"<HTML/>", "order.bpmn", "file.is-web-page"),
        (b"<ADOXML/>", "order.xml", "file.is-adonis"),
        (b"<root/>", "order.xml", "file.no-bpmn"),
        (b"<root/>", "order.adl", "file.is-adonis"),
        (b"ADL text", "order.adl", "file.is-adonis"),
        (b"<definitions/>", "order.bpmn", "file.no-bpmn"),
        (f"<startEvent xmlns='{MODEL}' id='S'/>".encode(), "order.bpmn", "file.fragment"),
        (
            b"<BPMNDiagram xmlns='http://www.omg.org/spec/BPMN/20100524/DI'/>",
            "order.bpmn",
            "file.only-layout",
        ),
    ],
)
def test_another_format_is_refused_by_its_name(data, name, code):
    with pytest.raises(UnreadableFile) as refusal:
        read(data, name)
    assert refusal.value.code == code
    assert refusal.value.file == name
    assert "{" not in str(refusal.value)


@pytest.mark.parametrize("name", ["order.bpm", "order.vsdx", "drawing.VSD", "order.xpdl"])
def test_bpmn_is_read_whatever_the_file_is_called(name):
    data = definitions('<process id="P"><task id="N"/></process>').encode()
    assert read(data, name).diagram.nodes


@pytest.mark.parametrize(
    ("name", "code"), [("a.bpm", "file.is-bizagi"), ("a.vsdx", "file.is-visio"), ("a.vsd", "file.is-visio")]
)
def test_a_packed_file_is_named_by_its_tool(name, code):
    for data in (ZIP, b"\xd0\xcf\x11\xe0", b"\x00\x01garbage"):
        with pytest.raises(UnreadableFile) as refusal:
            read(data, name)
        assert refusal.value.code == code


@pytest.mark.parametrize(
    "namespace",
    [
        "http://schema.omg.org/spec/BPMN/2.0",
        "http://www.omg.org/spec/BPMN/20100501/MODEL",
        "http://not-bpmn",
        "",
    ],
)
def test_wrong_and_missing_namespaces_are_read_all_the_same(namespace):
    text = definitions('<process id="P"><task id="N"/></process>').replace(MODEL, namespace)
    reading = reading_of(text)
    assert reading.diagram.nodes
    is_draft = "BPMN" in namespace
    code = "file.namespace" if namespace else "file.no-namespace"
    assert told(reading) == ([] if is_draft else [(code, None)])


def test_an_undeclared_prefix_is_passed_over_and_told():
    text = definitions('<process id="P"><bpmn:laneSet id="L"/><bpmn:task id="N"/></process>')
    reading = reading_of(text)
    assert reading.diagram.node("N")
    assert told(reading) == [("file.undeclared-prefix", None)]


def test_an_undeclared_prefix_of_the_root_is_passed_over_too():
    body = '<b:process id="P"><b:task id="N"/></b:process>'
    reading = reading_of(f'<b:definitions xmlns:x="urn:x">{body}</b:definitions>')
    assert reading.diagram.node("N").process == "P"
    assert told(reading) == [("file.undeclared-prefix", None), ("file.no-namespace", None)]


@pytest.mark.parametrize("tag", ["process", "subProcess", "transaction", "adHocSubProcess"])
def test_a_process_may_be_the_root(tag):
    reading = reading_of(f'<{tag} xmlns="{MODEL}" id="P"><task id="N"/></{tag}>')
    assert (reading.diagram.node("N").process, reading.diagram.node("N").parent) == ("P", None)


def test_a_collaboration_may_be_the_root():
    assert reading_of(
        f'<collaboration xmlns="{MODEL}" id="C"><participant id="A"/></collaboration>'
    ).diagram.pools


def test_a_diagram_in_a_wrapper_is_found():
    text = f"<model><content>{definitions('<process id=%sP%s><task id=%sN%s/></process>')}</content></model>"
    assert reading_of(text.replace("%s", '"')).diagram.nodes


@pytest.mark.parametrize(
    ("body", "code", "severity"),
    [
        ("", "file.no-process", Severity.ERROR),
        ("<message id='M'/>", "file.no-process", Severity.ERROR),
        ("<process id='P'/>", "diagram.empty", Severity.WARNING),
        ("<collaboration id='C'><participant id='A'/></collaboration>", "diagram.empty", Severity.WARNING),
        (
            "<choreography id='C'><participant id='A'/><choreographyTask id='T'/></choreography>",
            "file.choreography",
            Severity.ERROR,
        ),
        (
            "<collaboration id='C'><participant id='A'/><conversation id='V'/></collaboration>",
            "file.conversation",
            Severity.ERROR,
        ),
        ("<globalConversation id='C'/>", "file.conversation", Severity.ERROR),
        (
            "<choreography id='C'/><process id='P'><task id='N'/></process>",
            "file.choreography",
            Severity.WARNING,
        ),
    ],
)
def test_why_there_is_nothing_to_see_is_told(body, code, severity):
    problems = [it for it in reading_of(definitions(body)).problems if it.code != "layout.none"]
    assert [(problem.code, problem.severity) for problem in problems] == [(code, severity)]


def test_a_layout_without_process_is_told():
    reading = reading_of(definitions("", shape("N", 0, 0, 1, 1)))
    assert ("file.layout-without-process", None) in told(reading)

"""Every kind of element, whole files, and pools are read."""

from __future__ import annotations

import pytest
from bpmn_text import definitions, diagram_of, node_of, process, reading_of, told

from studio.model import (
    Flow,
    NodeKind,
    Pool,
)


@pytest.mark.parametrize("kind", NodeKind)
def test_every_kind_of_node_is_known_by_its_element(kind):
    assert node_of(f'<task id="H"/><{kind} id="N" name="One" attachedToRef="H"/>').kind is kind


@pytest.mark.parametrize("tag", ["eventGateway", "intermediateEvent"])
def test_names_of_drafts_are_known(tag):
    assert node_of(f'<{tag} id="N"/>').kind.value in {"eventBasedGateway", "intermediateCatchEvent"}


def test_a_process_has_its_texts_and_whether_it_is_executable():
    diagram = diagram_of(
        definitions(
            '<process id="A" name="First" isExecutable="true"><documentation>Why</documentation>'
            '<documentation>How</documentation><task id="N"/></process><process id="B">'
            '<task id="M"/></process>'
        )
    )
    first, second = diagram.processes
    assert (first.id, first.name, first.executable) == ("A", "First", True)
    assert first.documentation == "Why\n\nHow"
    assert not second.executable
    assert [node.process for node in diagram.nodes] == ["A", "B"]


def test_the_file_names_itself_or_is_named_by_its_process():
    assert diagram_of(process('<task id="N"/>').replace(' id="D"', ' id="D" name="Mine"')).name == "Mine"
    unnamed = definitions('<process id="P" name="Complaint"><task id="N"/></process>')
    assert diagram_of(unnamed).name == "Complaint"


def test_the_exporter_is_kept_with_its_version():
    text = process('<task id="N"/>').replace(' id="D"', ' id="D" exporter="Signavio" exporterVersion="19"')
    assert diagram_of(text).exporter == "Signavio 19"


class TestPools:
    def test_a_pool_shows_its_process(self):
        diagram = diagram_of(
            definitions(
                '<collaboration id="C"><participant id="A" name="Centre" processRef="P"/></collaboration>'
                '<process id="P"><task id="N"/></process>'
            )
        )
        assert diagram.pools == (Pool(id="A", name="Centre", process="P", line=1),)
        assert diagram.node("N").pool == "A"

    def test_a_pool_without_process_is_a_black_box(self):
        diagram = diagram_of(
            definitions(
                '<collaboration id="C"><participant id="A"/><participant id="B" processRef="P"/>'
                '<messageFlow id="M" name="Call" sourceRef="A" targetRef="N"/></collaboration>'
                '<process id="P"><task id="N"/></process>'
            )
        )
        assert [pool.process for pool in diagram.pools] == [None, "P"]
        assert diagram.messages == (Flow(id="M", name="Call", source="A", target="N", line=1),)

    def test_a_message_from_a_process_comes_from_its_pool(self):
        diagram = diagram_of(
            definitions(
                '<collaboration id="C"><participant id="A"/><participant id="B" processRef="P"/>'
                '<messageFlow id="M" sourceRef="P" targetRef="A"/></collaboration>'
                '<process id="P"><task id="N"/></process>'
            )
        )
        assert diagram.messages[0].source == "B"

    def test_a_message_flow_without_name_goes_by_the_name_of_its_message(self):
        diagram = diagram_of(
            definitions(
                '<message id="Letter" name="Letter of complaint"/><collaboration id="C"><participant id="A"/>'
                '<participant id="B" processRef="P"/>'
                '<messageFlow id="M" sourceRef="A" targetRef="B" messageRef="Letter"/></collaboration>'
                '<process id="P"><task id="N"/></process>'
            )
        )
        assert diagram.messages[0].name == "Letter of complaint"

    def test_a_process_that_does_not_exist_leaves_a_black_box_and_is_told(self):
        reading = reading_of(
            definitions(
                '<collaboration id="C"><participant id="A" processRef="X"/></collaboration>'
                '<process id="P"><task id="N"/></process>'
            )
        )
        assert reading.diagram.pools[0].process is None
        assert told(reading) == [("pool.unknown-process", "A")]

    def test_of_two_pools_with_one_process_the_first_has_the_steps(self):
        reading = reading_of(
            definitions(
                '<collaboration id="C"><participant id="A" processRef="P"/>'
                '<participant id="B" processRef="P"/>'
                '</collaboration><process id="P"><task id="N"/></process>'
            )
        )
        assert reading.diagram.node("N").pool == "A"
        assert told(reading) == [("pool.shared-process", "B")]


def test_what_no_process_contains_is_told_and_passed_over():
    reading = reading_of(process('<task id="N"/><choreographyTask id="X"/><x:task xmlns:x="urn:x" id="Y"/>'))
    assert [node.id for node in reading.diagram.nodes] == ["N"]
    assert told(reading) == [("element.unknown", "X")]

"""Data, notes and the texts of elements are read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bpmn_text import definitions, diagram_of, node_of, process, reading_of

from studio.model import (
    Artifact,
    ArtifactKind,
    Label,
)
from studio.reading import write


class TestData:
    @pytest.mark.parametrize("kind", [ArtifactKind.DATA_OBJECT, ArtifactKind.DATA_STORE])
    def test_data_goes_by_its_own_name_or_by_that_of_what_it_shows(self, kind):
        reference = "dataObjectRef" if kind is ArtifactKind.DATA_OBJECT else "dataStoreRef"
        declaration = reference.removesuffix("Ref")
        diagram = diagram_of(
            process(
                f'<task id="N"/><{declaration} id="D1" name="File"/>'
                f'<{kind} id="A" name="Own" {reference}="D1"/>'
                f'<{kind} id="B" {reference}="D1"/>'
                if kind is ArtifactKind.DATA_OBJECT
                else f'<task id="N"/><{kind} id="A" name="Own"/><{kind} id="B" name="File"/>'
            )
        )
        assert [(artifact.kind, artifact.name) for artifact in diagram.artifacts] == [
            (kind, "Own"),
            (kind, "File"),
        ]

    def test_data_associations_lead_from_and_to_their_activity(self):
        diagram = diagram_of(
            process(
                '<dataObjectReference id="X" name="File"/><task id="N">'
                '<dataInputAssociation id="I"><sourceRef>X</sourceRef><targetRef>p'
                "</targetRef></dataInputAssociation>"
                '<dataOutputAssociation id="O"><sourceRef>p</sourceRef><targetRef>X</targetRef>'
                "</dataOutputAssociation></task>"
            )
        )
        assert [(line.id, line.source, line.target, line.data) for line in diagram.associations] == [
            ("I", "X", "N", True),
            ("O", "N", "X", True),
        ]

    def test_a_mapping_of_variables_is_no_line_and_no_fault(self):
        diagram = diagram_of(
            process(
                '<task id="N"><dataInputAssociation id="I"><targetRef>p</targetRef>'
                "</dataInputAssociation></task>"
            )
        )
        assert diagram.associations == ()

    def test_notes_have_their_text_and_frames_their_category(self):
        diagram = diagram_of(
            definitions(
                '<category id="K"><categoryValue id="V" value="Night shift"/></category>'
                '<process id="P"><task id="N"/><textAnnotation id="A"><text>  First line\nsecond  </text>'
                '</textAnnotation><group id="G" categoryValueRef="V"/>'
                '<association id="L" sourceRef="N" targetRef="A"/></process>'
            )
        )
        assert diagram.artifacts == (
            Artifact(id="A", name="First line\nsecond", kind=ArtifactKind.ANNOTATION, line=1),
            Artifact(id="G", name="Night shift", kind=ArtifactKind.GROUP, line=2),
        )
        assert (diagram.associations[0].source, diagram.associations[0].data) == ("N", False)

    def test_marked_up_prose_is_read_as_its_words(self):
        node = node_of(
            '<task id="N"><documentation><p xmlns="http://www.w3.org/1999/xhtml">Ask <b>first</b>.</p>'
            "</documentation></task>"
        )
        assert node.documentation == "Ask first."


class TestTexts:
    def test_labels_and_properties_are_the_studios_own(self):
        node = node_of(
            '<task id="N" name="处理投诉"><extensionElements>'
            '<studio:label lang="en">Handle complaint</studio:label>'
            '<studio:label lang="zh-CN">处理投诉</studio:label>'
            '<studio:property name="method"> SOP-012 </studio:property>'
            '<label xmlns="urn:other" lang="fr">Autre</label></extensionElements></task>'
        )
        assert node.labels == (Label("en", "Handle complaint"), Label("zh-CN", "处理投诉"))
        assert node.label("en") == "Handle complaint"
        assert node.label("zh-TW") == "处理投诉"
        assert node.properties == (("method", "SOP-012"),)

    def test_a_pool_a_lane_and_a_flow_have_properties_too_which_are_written_back(self):
        def owned(name):
            return (
                f'<extensionElements><studio:property name="owner">{name}</studio:property>'
                "</extensionElements>"
            )

        text = definitions(
            f'<collaboration id="C"><participant id="Pool" processRef="P">{owned("Head")}</participant>'
            f'</collaboration><process id="P">{owned("Li")}<laneSet id="S"><lane id="L">{owned("Wang")}'
            '<flowNodeRef>A</flowNodeRef></lane></laneSet><task id="A"/><task id="B"/>'
            f'<sequenceFlow id="F" sourceRef="A" targetRef="B">{owned("Zhao")}</sequenceFlow></process>'
        )
        diagram = reading_of(text).diagram
        owners = {element.id: value for element in diagram.elements() for _, value in element.properties}
        assert owners == {"P": "Li", "Pool": "Head", "L": "Wang", "F": "Zhao"}
        lane = replace(diagram.lanes[0], properties=(("owner", "Chen"),))
        changed = write(replace(diagram, lanes=(lane,)), text.encode())
        assert changed == text.replace("Wang", "Chen").encode()

    @pytest.mark.parametrize(
        ("written", "name"),
        [
            ("Check&#10;invoice", "Check invoice"),
            ("Check &#13;&#10; invoice ", "Check invoice"),
            ("处理&#10;投诉", "处理投诉"),
            ("处理 &#10;VIP&#10;投诉", "处理 VIP 投诉"),
            ("a &amp; b &lt; c &#38;#38; d", "a & b < c &#38; d"),
            ("&quot;x&quot; &apos;y&apos;", "\"x\" 'y'"),
        ],
    )
    def test_a_name_is_one_line_with_its_characters_as_meant(self, written, name):
        assert node_of(f'<task id="N" name="{written}"/>').name == name

    def test_the_line_of_an_element_is_where_its_start_tag_ends(self):
        diagram = diagram_of(process('\n<task id="A"/>\n\n<task\n id="B"\n/>'))
        assert [node.line for node in diagram.nodes] == [2, 6]

"""What is offered to mend a fault mends it, is drawn, and can be written into the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from building import drawn

from studio.check.soundness import Verdict, soundness
from studio.model import Diagram, NodeKind
from studio.reading import arranged, read, write
from studio.wording import LANGUAGES, sentence

EXAMPLE = Path(__file__).parents[3] / "bpmn" / "complaint.bpmn"


def offered(text: str) -> dict[str, Diagram]:
    """The mended diagrams by the code of the fix, of the only fault."""
    (found,) = soundness(drawn(text))
    (fault,) = found.faults
    for fix in fault.fixes:
        assert soundness(fix.diagram)[0].verdict is Verdict.SOUND
        for language in LANGUAGES:
            assert "{" not in sentence(fix.code, dict(fix.parameters), language)
    return {fix.code.removeprefix("soundness.fix."): fix.diagram for fix in fault.fixes}


def test_a_deadlock_is_mended_at_the_join_or_at_the_split():
    found = offered("Start > Xor > A > And > End\nXor > B > And")
    assert list(found) == ["join-exclusive", "split-parallel", "join-inclusive", "flow-removed"]
    assert found["join-exclusive"].node("And").kind is NodeKind.EXCLUSIVE_GATEWAY
    assert found["split-parallel"].node("Xor").kind is NodeKind.PARALLEL_GATEWAY
    assert [flow.id for flow in found["flow-removed"].incoming("And")] == ["A-And"]


def test_a_decision_is_given_up_only_where_nothing_else_helps():
    diagram = drawn("Start > Xor > A > And > End\nXor > B > And")
    named = (replace(flow, name="simple") if flow.source == "Xor" else flow for flow in diagram.flows)
    (found,) = soundness(replace(diagram, flows=tuple(named)))
    codes = [fix.code.removeprefix("soundness.fix.") for fix in found.faults[0].fixes]
    assert codes == ["join-exclusive", "join-inclusive", "flow-removed", "split-parallel"]


def test_a_fix_tells_how_many_faults_stay():
    (found,) = soundness(
        drawn("Start > And > A > Xor > And_1 > C > Xor_1 > End\nAnd > B > Xor\nAnd_1 > D > Xor_1")
    )
    assert len(found.faults) == 2
    for fault in found.faults:
        assert [fix.left for fix in fault.fixes] == [1, 1, 1]
        assert all(fix.left == len(soundness(fix.diagram)[0].faults) for fix in fault.fixes)


def test_a_double_is_mended_at_the_join_or_at_the_split():
    found = offered("Start > And > A > Xor > C > End\nAnd > B > Xor")
    assert list(found) == ["join-parallel", "join-inclusive", "split-exclusive"]


def test_where_no_gateway_joins_one_is_added():
    found = offered("Start > And > A > C > End\nAnd > B > C")["join-added"]
    (into,) = found.incoming("C")
    join = found.node(into.source)
    assert join.kind is NodeKind.PARALLEL_GATEWAY
    assert [flow.id for flow in found.incoming(join.id)] == ["A-C", "B-C"]


def test_a_loop_without_a_way_out_gets_one():
    found = offered("Start > A > Xor > B > Xor")["end-added"]
    assert NodeKind.END_EVENT in [found.node(flow.target).kind for flow in found.outgoing("Xor")]


def test_joins_that_wait_for_each_other_need_one_flow_less():
    assert "flow-removed" in offered("Start > And > And_1 > A > And_2 > End\nAnd > And_2\nAnd_2 > And_1")


def test_a_fix_that_brings_another_fault_is_not_offered():
    """An inclusive split may choose one way only, for which no parallel join can be made of the merge."""
    assert "join-parallel" not in offered("Start > Or > A > Xor > C > End\nOr > B > Xor")


def test_what_cannot_be_mended_by_one_change_has_no_fix():
    (fault,) = soundness(drawn("Start > A > End\nB > C > A"))[0].faults
    assert fault.fixes == ()


@pytest.mark.parametrize(
    "text",
    [
        "Start > Xor > A > And > End\nXor > B > And",
        "Start > And > A > C > End\nAnd > B > C",
        "Start > A > Xor > B > Xor",
    ],
)
def test_a_mended_diagram_is_written_into_the_file(text):
    source = write(arranged(drawn(text)))
    diagram = read(source, "x").diagram
    (found,) = soundness(diagram)
    assert found.faults[0].fixes
    for fix in found.faults[0].fixes:
        written = read(write(fix.diagram, source), "x")
        assert soundness(written.diagram)[0].verdict is Verdict.SOUND
        for node in diagram.nodes:
            after = written.diagram.node(node.id)
            assert (after.bounds, after.name, after.lane) == (node.bounds, node.name, node.lane)
        assert all(node.bounds is not None for node in written.diagram.nodes)
        assert all(len(flow.waypoints) > 1 for flow in written.diagram.flows)
        if fix.code.startswith(("soundness.fix.split", "soundness.fix.join-")) and "added" not in fix.code:
            assert {flow.id for flow in written.diagram.flows} == {flow.id for flow in diagram.flows}
            changed = {
                node.id for node in diagram.nodes if written.diagram.node(node.id).kind is not node.kind
            }
            assert changed == set(fix.elements)


def test_a_gateway_of_an_example_changes_its_kind_in_place():
    source = EXAMPLE.read_bytes()
    diagram = read(source, "complaint").diagram
    gateway = next(node for node in diagram.nodes if node.kind is NodeKind.EXCLUSIVE_GATEWAY)
    changed = replace(
        diagram,
        nodes=tuple(
            replace(node, kind=NodeKind.INCLUSIVE_GATEWAY) if node is gateway else node
            for node in diagram.nodes
        ),
    )
    written = write(changed, source)
    before, after = source.splitlines(), written.splitlines()
    assert len(before) == len(after)
    differing = [new for old, new in zip(before, after, strict=True) if old != new]
    assert all(b"inclusiveGateway" in line for line in differing)
    assert 1 <= len(differing) <= 2

"""The figures of complexity are those that their authors define."""

from __future__ import annotations

import math
from dataclasses import fields, replace

import pytest
from building import drawn
from hypothesis import given
from hypothesis import strategies as st

from studio.check.complexity import PUBLISHED, Figures, complexity
from studio.model import Diagram, Flow, Lane, Node, NodeKind, Process

NESTED = """
Start > A > B > And > Xor > C > Xor_join > And_join > End
Xor > D > Xor_join
And > E > F > And_join
"""
"""Twelve nodes, thirteen arcs, six tasks, an XOR block within an AND block."""

IN_TURN = """
Start > And > A > B > And_join > Xor > C > D > Xor_join > End
And > E > And_join
Xor > Xor_join
"""


def whole(text: str) -> Figures:
    return complexity(drawn(text)).whole


@pytest.mark.parametrize(("text", "depth"), [(NESTED, 2), (IN_TURN.replace("And > E", "And > E > F"), 1)])
def test_the_published_example(text, depth):
    """12 nodes, 13 arcs: .098, 1.083, 2, CFC 3, sequentiality .231, separability .4."""
    figures = whole(text)
    assert (figures.nodes, figures.arcs, figures.steps, figures.gateways) == (12, 13, 6, 4)
    assert figures.density == pytest.approx(0.098, abs=5e-4)
    assert figures.connectivity == pytest.approx(1.083, abs=5e-4)
    assert figures.cyclomatic == 2
    assert figures.control_flow == 3
    assert figures.sequentiality == pytest.approx(0.231, abs=5e-4)
    assert figures.separability == pytest.approx(0.4)
    assert figures.depth == depth
    assert figures.mismatch == 0
    assert figures.heterogeneity == pytest.approx(math.log(2, 3))
    assert figures.parts == 1


def test_a_line_of_steps_is_as_simple_as_can_be():
    figures = whole("Start > A > B > End")
    assert figures == Figures(
        nodes=4, arcs=3, parts=1, steps=2, events=2, gateways=0, density=3 / 12, connectivity=3 / 4,
        cyclomatic=0, control_flow=0, sequentiality=1.0, separability=1.0, depth=0, mismatch=0,
        heterogeneity=0.0, hand_offs=0,
    )  # fmt: skip


def test_a_single_node_and_nothing_at_all_have_figures_too():
    for text in ("A", ""):
        figures = whole(text)
        assert (figures.density, figures.cyclomatic, figures.sequentiality, figures.separability) == (
            0,
            0,
            1,
            1,
        )


def test_control_flow_counts_branches_subsets_and_forks():
    assert whole("Start > Xor > A\nXor > B\nXor > C").control_flow == 3
    assert whole("Start > Or > A\nOr > B\nOr > C").control_flow == 7
    assert whole("Start > And > A\nAnd > B\nAnd > C").control_flow == 1
    assert whole("Start > First > Timer > A\nFirst > Message > B").control_flow == 2
    assert whole("Start > A > B\nA > C\nA > D").control_flow == 1


def test_a_step_that_splits_on_conditions_counts_as_an_inclusive_split():
    diagram = drawn("Start > A > B\nA > C")
    flows = tuple(replace(it, condition="x > 1") if it.id == "A-B" else it for it in diagram.flows)
    assert complexity(replace(diagram, flows=flows)).whole.control_flow == 3


def test_an_inclusive_split_of_very_many_branches_stays_a_figure():
    branches = "\n".join(f"Or > T{n}" for n in range(600))
    assert whole(branches).control_flow == 2**50 - 1


def test_mismatch_is_what_splits_open_and_joins_do_not_close():
    """An AND of three closed by an AND of two and an XOR of two: 1 + 2."""
    text = "Start > And > A > And_join > Xor > End\nAnd > B > And_join\nAnd > C > Xor"
    assert whole(text).mismatch == 1 + 2


def test_heterogeneity_is_one_for_a_third_of_each_kind():
    assert whole("Start > And > Xor > Or > End").heterogeneity == pytest.approx(1.0)
    assert whole("Start > Xor > Xor2 > End").heterogeneity == 0.0
    quarter = whole("Start > Xor > Xor2 > Xor3 > And > End").heterogeneity
    assert quarter == pytest.approx(-(0.75 * math.log(0.75, 3) + 0.25 * math.log(0.25, 3)))


def test_loops_add_no_depth_but_a_circle():
    figures = whole("Start > Xor_again > A > Xor > End\nXor > Xor_again")
    assert (figures.depth, figures.cyclomatic) == (0, 1)


def test_what_lies_in_sub_processes_lies_deeper():
    assert whole("Start > Sub > End\nSub: A > B").depth == 1
    assert whole("Start > Xor > Sub > Xor_join > End\nXor > Xor_join\nSub: Start_in > And > A > And_join\nSub: And > B > And_join").depth == 3  # fmt: skip  # noqa: E501


def test_an_unjoined_split_is_as_deep_as_its_ends_are_apart():
    """Two ends: nothing is to be joined behind the split, so nothing is nested."""
    assert whole("Start > Xor > A > End\nXor > B > End2").depth == 0


def test_a_boundary_event_is_a_way_on_from_its_activity():
    figures = whole("Start > A > End\nA ! Timer > B > End2")
    assert (figures.nodes, figures.arcs, figures.parts) == (6, 5, 1)
    assert figures.sequentiality == pytest.approx(4 / 5)


def test_hand_offs_are_flows_between_lanes():
    lanes = {"Start": "Desk", "A": "Desk", "B": "Back office", "C": "Desk", "End": "Desk"}
    assert complexity(drawn("Start > A > B > C > End", lanes=lanes)).whole.hand_offs == 2


def two_processes() -> Diagram:
    one, other = drawn(NESTED, process="P"), drawn("S > T > U", process="Q")
    return Diagram(
        processes=one.processes + other.processes + (Process(id="Empty"),),
        nodes=one.nodes + other.nodes,
        flows=one.flows + other.flows,
    )


def test_each_process_has_figures_of_its_own_and_the_whole_adds_up():
    found = complexity(two_processes())
    assert list(found.processes) == ["P", "Q"]
    assert found.processes["P"] == complexity(drawn(NESTED)).whole
    for name in ("nodes", "arcs", "parts", "cyclomatic", "control_flow", "mismatch", "hand_offs"):
        parts = [getattr(figures, name) for figures in found.processes.values()]
        assert getattr(found.whole, name) == sum(parts)
    assert found.whole.depth == 2


def test_the_published_lines_are_lines_of_figures():
    names = {field.name for field in fields(Figures)}
    assert all(name == line.figure and name in names for name, line in PUBLISHED.items())
    assert PUBLISHED["nodes"].most == 50


KINDS = [
    NodeKind.TASK, NodeKind.START_EVENT, NodeKind.END_EVENT, NodeKind.SUB_PROCESS, NodeKind.EXCLUSIVE_GATEWAY,
    NodeKind.PARALLEL_GATEWAY, NodeKind.INCLUSIVE_GATEWAY, NodeKind.EVENT_GATEWAY, NodeKind.COMPLEX_GATEWAY,
]  # fmt: skip


@st.composite
def diagrams(draw: st.DrawFn) -> Diagram:
    """Any nodes with any flows between them, some within sub-processes, in up to two lanes."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=14))
    lanes = draw(st.lists(st.sampled_from([None, "L1", "L2"]), min_size=len(kinds), max_size=len(kinds)))
    nodes: list[Node] = []
    for number, kind in enumerate(kinds):
        holders = [None, *(node.id for node in nodes if node.kind.is_container)]
        parent = draw(st.sampled_from(holders))
        nodes.append(Node(id=f"N{number}", kind=kind, process="P", lane=lanes[number], parent=parent))
    ends = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes))
    pairs = draw(st.lists(ends, max_size=25))
    flows = tuple(
        Flow(id=f"F{number}", source=source.id, target=target.id)
        for number, (source, target) in enumerate(pairs)
    )
    return Diagram(
        processes=(Process(id="P"),),
        lanes=(Lane(id="L1", process="P"), Lane(id="L2", process="P")),
        nodes=tuple(nodes),
        flows=flows,
    )


@given(diagrams())
def test_figures_stay_within_their_bounds(diagram):
    figures = complexity(diagram).whole
    assert figures.nodes == len(diagram.nodes) == figures.steps + figures.events + figures.gateways
    assert figures.cyclomatic >= 0
    assert figures.parts <= figures.nodes
    for share in (figures.sequentiality, figures.separability, figures.heterogeneity):
        assert 0 <= share <= 1 + 1e-9
    assert figures.hand_offs <= figures.arcs
    assert figures.depth >= 0
    assert figures.depth <= figures.nodes


@given(diagrams(), st.randoms(use_true_random=False))
def test_figures_do_not_hang_on_the_order_in_the_file(diagram, random):
    """Depth may: where loops are, the walk that breaks them begins at the first node."""
    nodes, flows = list(diagram.nodes), list(diagram.flows)
    random.shuffle(nodes)
    random.shuffle(flows)
    shuffled = complexity(replace(diagram, nodes=tuple(nodes), flows=tuple(flows))).whole
    figures = complexity(diagram).whole
    assert replace(shuffled, depth=0, heterogeneity=0) == replace(figures, depth=0, heterogeneity=0)
    assert shuffled.heterogeneity == pytest.approx(figures.heterogeneity)


@given(diagrams())
def test_a_step_put_into_a_flow_adds_one_node_and_one_arc(diagram):
    flow = next((it for it in diagram.flows if it.source != it.target), None)
    if flow is None:
        return
    step = Node(id="new", kind=NodeKind.TASK, process="P")
    flows = tuple(replace(it, target="new") if it is flow else it for it in diagram.flows)
    longer = complexity(
        replace(
            diagram,
            nodes=(*diagram.nodes, step),
            flows=(*flows, Flow(id="on", source="new", target=flow.target)),
        )
    ).whole
    before = complexity(diagram).whole
    assert (longer.nodes, longer.arcs) == (before.nodes + 1, before.arcs + 1)
    assert (longer.cyclomatic, longer.control_flow, longer.parts) == (
        before.cyclomatic, before.control_flow, before.parts,
    )  # fmt: skip


@given(diagrams())
def test_cut_vertices_are_those_without_which_more_parts_remain(diagram):
    """Separability against its definition: each node taken out in turn."""
    figures = complexity(diagram).whole

    def parts(nodes: tuple[Node, ...]) -> int:
        ids = {node.id for node in nodes}
        flows = tuple(it for it in diagram.flows if {it.source, it.target} <= ids)
        flat = tuple(replace(node, parent=None) for node in nodes)
        return complexity(replace(diagram, nodes=flat, flows=flows)).whole.parts

    cut = sum(
        parts(tuple(it for it in diagram.nodes if it is not node)) > figures.parts for node in diagram.nodes
    )
    components = complexity(replace(diagram, nodes=tuple(replace(it, parent=None) for it in diagram.nodes)))
    assert components.whole.parts == figures.parts
    if cut:
        assert 0 < figures.separability <= 1
    elif figures.separability != 1.0:
        assert figures.separability == 0

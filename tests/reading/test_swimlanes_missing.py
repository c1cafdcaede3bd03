"""What a drawing lacks is drawn in, while all else stays where it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from picture_faults import bare, faults, overlap

from studio.errors import StudioError
from studio.model import Bounds, Diagram, Flow, Lane, Node, NodeKind, Pool, Process
from studio.reading import arranged, drawn_in, read, write

EXAMPLES = sorted((Path(__file__).parents[2] / "bpmn").glob("*.bpmn"))


def without(diagram: Diagram, missing: Collection[str]) -> Diagram:
    """The diagram with no place for some nodes and the lines to and from them."""

    def line(flow: Flow) -> Flow:
        is_cut = flow.source in missing or flow.target in missing
        return replace(flow, waypoints=(), label_bounds=None) if is_cut else flow

    nodes = (
        replace(node, bounds=None, label_bounds=None) if node.id in missing else node
        for node in diagram.nodes
    )
    return replace(
        diagram,
        nodes=tuple(nodes),
        flows=tuple(map(line, diagram.flows)),
        messages=tuple(map(line, diagram.messages)),
    )


def row(*ids: str, lane: str = "L1") -> list[Node]:
    ends = {0: NodeKind.START_EVENT, len(ids) - 1: NodeKind.END_EVENT}
    return [
        Node(id=id, kind=ends.get(place, NodeKind.TASK), process="P", pool="Pool", lane=lane, name=id)
        for place, id in enumerate(ids)
    ]


def two_lanes(nodes: list[Node], flows: list[tuple[str, str]]) -> Diagram:
    return arranged(
        Diagram(
            processes=(Process(id="P"),),
            pools=(Pool(id="Pool", process="P", name="Desk"),),
            lanes=(
                Lane(id="L1", process="P", pool="Pool", name="First"),
                Lane(id="L2", process="P", pool="Pool", name="Second"),
            ),
            nodes=tuple(nodes),
            flows=tuple(Flow(id=f"{one}-{other}", source=one, target=other) for one, other in flows),
        )
    )


def places(diagram: Diagram) -> dict[str, Bounds | None]:
    return {it.id: it.bounds for it in (*diagram.pools, *diagram.lanes, *diagram.nodes, *diagram.artifacts)}


def lanes_hold(diagram: Diagram) -> bool:
    bounds = {lane.id: lane.bounds for lane in diagram.lanes}
    return all(
        node.bounds is None
        or (box := bounds.get(node.lane or "")) is None
        or box.contains(node.bounds.center)
        for node in diagram.nodes
    )


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_any_one_node_finds_a_place_and_nothing_else_moves(file, thorough):
    data = file.read_bytes()
    diagram = arranged(read(data, file.name).diagram)
    assert not faults(diagram)
    nodes = [node for node in diagram.nodes if not node.kind.is_container]
    for node in nodes if thorough else Random(7).sample(nodes, min(6, len(nodes))):
        drawn = drawn_in(without(diagram, {node.id}))
        assert drawn.node(node.id).bounds is not None
        assert {id: box for id, box in places(drawn).items() if id != node.id} == {
            id: box for id, box in places(diagram).items() if id != node.id
        }
        assert lanes_hold(drawn), node.id
        boxes = [it.bounds for it in drawn.nodes if it.id != node.id and not it.kind.is_container]
        host = node.attached_to and diagram.node(node.attached_to).bounds
        for box in boxes:
            assert box == host or not overlap(drawn.node(node.id).bounds, box), node.id
        flows = (*drawn.incoming(node.id), *drawn.outgoing(node.id))
        assert all(len(flow.waypoints) > 1 for flow in flows)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_several_nodes_come_to_stand_on_nothing_in_their_own_lanes(file):
    diagram = arranged(read(file.read_bytes(), file.name).diagram)
    chance = Random(11)
    drawn = drawn_in(without(diagram, {node.id for node in diagram.nodes if chance.random() < 0.3}))
    serious = [told for told in faults(drawn) if "overlap" in told or "outside" in told or "no place" in told]
    assert not serious
    assert lanes_hold(drawn)


def test_a_step_comes_to_stand_between_those_before_and_after_it():
    nodes = row("Start", "Log", "Check", "Close", "End")
    flows = [("Start", "Log"), ("Log", "Check"), ("Check", "Close"), ("Close", "End")]
    diagram = two_lanes([*nodes, *row("Other", "Later", lane="L2")], [*flows, ("Other", "Later")])
    drawn = drawn_in(without(diagram, {"Check"}))
    log, check, close = (drawn.node(id).bounds for id in ("Log", "Check", "Close"))
    assert log.right < check.x
    assert check.right < close.x
    assert check.center[1] == log.center[1]
    assert [len(flow.waypoints) for flow in drawn.flows] == [2] * len(drawn.flows)


def test_a_step_stands_level_with_its_neighbours_in_the_lane_whoever_else_comes_to_it():
    nodes = [*row("Start", "Ask", "Close", "End"), *row("Begin", "Decide", "Stop", lane="L2")]
    flows = [("Start", "Ask"), ("Ask", "Close"), ("Close", "End"), ("Begin", "Decide"), ("Decide", "Close")]
    drawn = drawn_in(without(two_lanes(nodes, flows), {"Close"}))
    assert drawn.node("Close").bounds.center[1] == drawn.node("Ask").bounds.center[1]


def test_a_lane_without_room_grows_and_what_is_below_and_beside_it_moves_along():
    nodes = row("Start", "A", "B", "C", "End")
    diagram = two_lanes(
        [*nodes, *row("Other", "Later", lane="L2")], [("Start", "A"), ("A", "B"), ("Other", "Later")]
    )
    pool = diagram.pools[0].bounds
    large = Node(id="Large", kind=NodeKind.SUB_PROCESS, process="P", pool="Pool", lane="L1", name="Large")
    inner = [replace(node, id=f"{node.id}'", parent="Large") for node in row("1", "2", "3", "4", "5", "6")]
    drawn = drawn_in(replace(diagram, nodes=(*diagram.nodes, large, *inner)))
    assert drawn.pools[0].bounds.width > pool.width
    assert not [told for told in faults(drawn) if "overlap" in told or "outside" in told]
    assert lanes_hold(drawn)
    first, second = (lane.bounds for lane in drawn.lanes)
    assert first.bottom == second.y
    assert first.right == second.right == drawn.pools[0].bounds.right


def test_a_boundary_event_stands_on_the_border_of_its_host_beside_the_others():
    nodes = row("Start", "Work", "End")
    late, lost = (
        Node(id=id, kind=NodeKind.BOUNDARY_EVENT, process="P", pool="Pool", lane="L1", attached_to="Work")
        for id in ("Late", "Lost")
    )
    diagram = two_lanes([*nodes, late, lost], [("Start", "Work"), ("Work", "End")])
    drawn = drawn_in(without(diagram, {"Late", "Lost"}))
    host, one, other = (drawn.node(id).bounds for id in ("Work", "Late", "Lost"))
    assert one.center[1] == other.center[1] == host.bottom
    assert host.x < one.center[0] < host.right
    assert not overlap(one, other)


def test_a_process_of_which_nothing_is_drawn_comes_below_all_that_is():
    diagram = two_lanes(row("Start", "Work", "End"), [("Start", "Work"), ("Work", "End")])
    more = [replace(node, id=f"{node.id}2", process="Q", pool="Q", lane="Q") for node in row("Start", "End")]
    both = replace(
        diagram,
        processes=(*diagram.processes, Process(id="Q")),
        pools=(*diagram.pools, Pool(id="QPool", process="Q", name="Second")),
        lanes=(*diagram.lanes, Lane(id="QLane", process="Q", pool="QPool", name="Only")),
        nodes=(*diagram.nodes, *(replace(node, pool="QPool", lane="QLane") for node in more)),
    )
    drawn = drawn_in(both, {"End2"})
    first, second = (pool.bounds for pool in drawn.pools)
    assert second.y > first.bottom
    assert lanes_hold(drawn)
    assert not faults(drawn)


def test_only_what_is_asked_for_is_placed():
    diagram = two_lanes(row("Start", "A", "B", "End"), [("Start", "A"), ("A", "B"), ("B", "End")])
    drawn = drawn_in(without(diagram, {"A", "B"}), {"A"})
    assert drawn.node("A").bounds is not None
    assert drawn.node("B").bounds is None
    assert {flow.id for flow in drawn.flows if flow.waypoints} == {"Start-A"}


def test_a_diagram_without_any_place_is_arranged():
    diagram = two_lanes(row("Start", "A", "End"), [("Start", "A"), ("A", "End")])
    assert places(drawn_in(bare(diagram))) == places(diagram)
    assert drawn_in(diagram) is diagram


def test_what_real_files_do_not_draw_is_placed_and_written_into_them(corpus):
    found = 0
    for file in sorted(corpus.rglob("*.bpmn")):
        data = file.read_bytes()
        if not 0 < data.count(b"BPMNShape") < 400 or len(data) > 400_000:
            continue
        try:
            diagram = read(data, file.name).diagram
        except StudioError:
            continue
        nowhere = {node.id for node in diagram.nodes if node.bounds is None}
        if not nowhere or len(nowhere) == len(diagram.nodes):
            continue
        found += 1
        written = read(write(drawn_in(diagram), data), file.name)
        assert [node.id for node in written.diagram.nodes if node.bounds is None] == [], file
        assert "layout.missing" not in {problem.code for problem in written.problems}
    assert found >= 8

"""A diagram without places becomes a picture such as a careful analyst would draw."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from building import drawn
from picture_faults import STANDARD_SIZES, bare, bends, crossings, faults, within

from studio.model import (
    Artifact,
    ArtifactKind,
    Association,
    Bounds,
    Diagram,
    Flow,
    Label,
    Lane,
    Node,
    NodeKind,
    Pool,
    Process,
)
from studio.reading import arranged, read

EXAMPLE = Path(__file__).parents[2] / "bpmn" / "complaint.bpmn"


def place(diagram: Diagram, id: str) -> Bounds:
    element = diagram.element(id)
    assert element is not None
    assert element.bounds is not None
    return element.bounds


def way(diagram: Diagram, id: str) -> tuple[tuple[float, float], ...]:
    line = diagram.element(id)
    assert isinstance(line, Flow | Association)
    return line.waypoints


def shown(diagram: Diagram) -> Diagram:
    """The picture of the diagram, which has no faults."""
    picture = arranged(diagram)
    assert faults(picture) == []
    return picture


def in_pool(diagram: Diagram, pool: str = "Pool", **lanes: str | None) -> Diagram:
    """The diagram in a pool; ``lanes`` names each of its lanes with the lane around it."""
    return replace(
        diagram,
        pools=(Pool(id=pool, name="Service", process="P"),),
        lanes=tuple(Lane(id=id, process="P", pool=pool, parent=parent) for id, parent in lanes.items()),
        nodes=tuple(replace(node, pool=pool) for node in diagram.nodes),
    )


def test_the_work_goes_straight_from_left_to_right():
    picture = shown(drawn("Start > A > B > End"))
    assert [len(flow.waypoints) for flow in picture.flows] == [2, 2, 2]
    for flow in picture.flows:
        source, target = place(picture, flow.source), place(picture, flow.target)
        assert flow.waypoints == ((source.right, source.center[1]), (target.x, target.center[1]))


def test_shapes_have_the_usual_sizes():
    picture = shown(drawn("Start > A > Xor > B > End\nXor > C > End"))
    for node in picture.nodes:
        box = place(picture, node.id)
        assert (box.width, box.height) == STANDARD_SIZES[node.kind]


def test_branches_leave_a_gateway_by_different_corners_and_meet_again():
    picture = shown(drawn("Start > Xor_1 > A > Xor_2 > End\nXor_1 > B > Xor_2\nXor_1 > C > Xor_2"))
    assert len({flow.waypoints[0] for flow in picture.outgoing("Xor_1")}) == 3
    assert len({flow.waypoints[-1] for flow in picture.incoming("Xor_2")}) == 3
    assert max(len(flow.waypoints) for flow in picture.flows) == 3
    assert crossings(picture) == 0


@pytest.mark.parametrize(
    "text", ["Start > A > Xor > End\nXor > A", "Start > A > B > Xor > End\nXor > C > A", "A > A", "A > B > A"]
)
def test_a_loop_is_led_around_what_it_repeats(text):
    picture = shown(drawn(text))
    assert crossings(picture) == 0


def test_nodes_stand_in_their_lanes_which_fill_the_pool():
    lanes = {"Start": "Agents", "A": "Agents", "B": "Experts", "End": "Agents"}
    diagram = in_pool(drawn("Start > A > B > End", lanes=lanes), Agents=None, Experts=None)
    picture = shown(diagram)
    pool, agents, experts = (place(picture, id) for id in ("Pool", "Agents", "Experts"))
    assert agents.bottom == experts.y
    assert (pool.y, pool.bottom) == (agents.y, experts.bottom)
    assert (agents.x, agents.right) == (pool.x + 30, pool.right)


def test_lanes_within_a_lane_fill_it():
    lanes = {"Start": "Agents", "A": "Late", "End": "Back"}
    diagram = in_pool(
        drawn("Start > A > End", lanes=lanes), Front=None, Agents="Front", Late="Front", Back=None
    )
    picture = shown(diagram)
    front, agents, late = (place(picture, id) for id in ("Front", "Agents", "Late"))
    assert (front.y, front.bottom) == (agents.y, late.bottom)
    assert agents.bottom == late.y
    assert agents.x == late.x == front.x + 30


def test_what_has_no_lane_stands_in_the_pool_below_the_lanes():
    picture = shown(in_pool(drawn("Start > A > End", lanes={"Start": "Agents"}), Agents=None))
    assert place(picture, "A").y > place(picture, "Agents").bottom


def test_an_empty_lane_and_a_lane_with_a_long_name_are_high_enough():
    diagram = in_pool(drawn("Start > A > End", lanes={"A": "Agents"}), Agents=None, Nobody=None)
    long = "Complaints and claims handling"
    named = replace(diagram, lanes=(diagram.lanes[0], replace(diagram.lanes[1], name=long)))
    assert place(shown(diagram), "Nobody").height >= 100
    assert place(shown(named), "Nobody").height >= 6 * len(long)


def test_pools_drawn_upright_become_level():
    diagram = in_pool(drawn("Start > A > End", lanes={"A": "Agents"}), Agents=None)
    upright = replace(
        diagram,
        pools=tuple(replace(it, horizontal=False) for it in diagram.pools),
        lanes=tuple(replace(it, horizontal=False) for it in diagram.lanes),
    )
    picture = shown(upright)
    assert all(it.horizontal for it in (*picture.pools, *picture.lanes))


def collaboration() -> Diagram:
    """A pool that talks to a customer and to a supplier, of whom nothing is known."""
    diagram = in_pool(drawn("Start > A > B > End"))
    return replace(
        diagram,
        pools=(*diagram.pools, Pool(id="Supplier", name="Supplier"), Pool(id="Caller", name="Customer")),
        messages=(
            Flow(id="call", source="Caller", target="Start", name="Call"),
            Flow(id="order", source="A", target="Supplier", name="Order"),
            Flow(id="answer", source="B", target="Caller", name="Answer"),
        ),
    )


def test_the_customer_is_a_band_on_top_and_other_black_boxes_are_below():
    picture = shown(collaboration())
    caller, pool, supplier = (place(picture, id) for id in ("Caller", "Pool", "Supplier"))
    assert caller.bottom < pool.y < pool.bottom < supplier.y
    assert caller.width == pool.width == supplier.width


def test_messages_run_straight_up_and_down():
    picture = shown(collaboration())
    for message in picture.messages:
        assert len(message.waypoints) == 2
        assert message.waypoints[0][0] == message.waypoints[1][0]


def test_nodes_that_exchange_messages_stand_above_each_other():
    one, other = drawn("Start > A > B > End"), drawn("Start_2 > C > End_2", process="Q")
    diagram = replace(
        in_pool(one),
        processes=(Process(id="P"), Process(id="Q")),
        pools=(Pool(id="Pool", process="P"), Pool(id="Partner", process="Q")),
        nodes=(
            *(replace(node, pool="Pool") for node in one.nodes),
            *(replace(node, pool="Partner") for node in other.nodes),
        ),
        flows=(*one.flows, *other.flows),
        messages=(Flow(id="ask", source="B", target="C"),),
    )
    picture = shown(diagram)
    assert len(way(picture, "ask")) == 2
    assert place(picture, "B").center[0] == place(picture, "C").center[0]


def test_a_sub_process_grows_to_what_it_holds():
    picture = shown(drawn("Start > Sub > End\nSub: Start_in > A > B > Sub_in > End_in\nSub_in: C > D"))
    for outer, inner in (("Sub", "A"), ("Sub", "Sub_in"), ("Sub_in", "D")):
        assert within(place(picture, inner), place(picture, outer))
    assert place(picture, "Sub").width > 600


def test_a_collapsed_sub_process_is_small_and_its_contents_stand_apart():
    diagram = drawn("Start > Sub > End\nSub: Start_in > A > End_in")
    nodes = tuple(replace(node, collapsed=node.id == "Sub") for node in diagram.nodes)
    picture = shown(replace(diagram, nodes=nodes))
    box = place(picture, "Sub")
    assert (box.width, box.height) == (100, 80)
    assert place(picture, "A").y > box.bottom


def test_an_event_sub_process_stands_beneath_the_work():
    diagram = drawn("Sub\nSub: Start_in > A > End_in\nStart > B > Xor > End\nXor > C > End_2")
    nodes = tuple(replace(node, triggered_by_event=node.id == "Sub") for node in diagram.nodes)
    picture = shown(replace(diagram, nodes=nodes))
    assert place(picture, "Sub").y > max(place(picture, id).bottom for id in ("B", "C", "End_2"))


@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_boundary_events_stand_side_by_side_on_the_lower_border_and_lead_downwards(count):
    attached = "\n".join(f"A ! Timer_{number} > B{number} > End{number}" for number in range(count))
    picture = shown(drawn(f"Start > A > End\n{attached}"))
    host = place(picture, "A")
    boxes = sorted((place(picture, f"Timer_{number}") for number in range(count)), key=lambda box: box.x)
    assert all(box.center[1] == host.bottom for box in boxes)
    assert all(host.x <= box.center[0] <= host.right for box in boxes)
    assert all(one.right <= other.x for one, other in pairwise(boxes))
    for number in range(count):
        first, second = way(picture, f"Timer_{number}-B{number}")[:2]
        assert first[0] == second[0]
        assert first[1] < second[1]
    assert crossings(picture) == 0


def beside(kind: ArtifactKind, *ends: str) -> Diagram:
    """Start, A, B and an end, with an artifact that is associated with some of them."""
    return replace(
        drawn("Start > A > B > End"),
        artifacts=(Artifact(id="Note", kind=kind, name="As agreed with the customer"),),
        associations=tuple(Association(id=f"to-{end}", source=end, target="Note") for end in ends),
    )


@pytest.mark.parametrize("kind", [ArtifactKind.DATA_OBJECT, ArtifactKind.ANNOTATION])
def test_data_and_notes_stand_near_what_they_belong_to(kind):
    picture = shown(beside(kind, "B", "A"))
    note, task = place(picture, "Note"), place(picture, "B")
    assert abs(note.center[0] - task.center[0]) < 20
    assert 0 < task.y - note.bottom < 80
    assert len(way(picture, "to-B")) == 2
    assert len(way(picture, "to-A")) >= 2


def test_a_note_that_belongs_to_nothing_stands_below_everything():
    picture = shown(beside(ArtifactKind.ANNOTATION))
    assert place(picture, "Note").y > max(place(picture, node.id).bottom for node in picture.nodes)


def test_a_group_frames_again_what_it_framed():
    diagram = beside(ArtifactKind.GROUP)
    old = {"Start": 0, "A": 100, "B": 300, "End": 500}
    picture = arranged(
        replace(
            diagram,
            nodes=tuple(replace(it, bounds=Bounds(old[it.id], 0, 50, 50)) for it in diagram.nodes),
            artifacts=(replace(diagram.artifacts[0], bounds=Bounds(90, -10, 300, 100)),),
        )
    )
    frame = place(picture, "Note")
    assert [it.id for it in picture.nodes if within(place(picture, it.id), frame)] == ["A", "B"]


def test_names_of_events_gateways_and_flows_have_a_place_in_every_language():
    diagram = drawn("Start > A > Xor > End\nXor > B > A")
    named = replace(
        diagram,
        nodes=tuple(replace(it, name="Is the request of the customer complete?") for it in diagram.nodes),
        flows=tuple(
            replace(it, name="No", labels=(Label("zh-CN", "资料不全,请客户补充"),)) for it in diagram.flows
        ),
    )
    picture = shown(named)
    assert [it.label_bounds is not None for it in picture.nodes] == [
        not it.kind.is_activity for it in named.nodes
    ]
    for flow in picture.flows:
        assert flow.label_bounds is not None
        assert flow.label_bounds.width >= 60


def test_only_places_change():
    diagram = in_pool(drawn("Start > A > End\nA ! Timer > B > End", lanes={"A": "Agents"}), Agents=None)
    picture = arranged(diagram)
    assert bare(picture) == diagram


def test_the_same_diagram_is_always_arranged_in_the_same_way():
    diagram = read(EXAMPLE.read_bytes(), EXAMPLE.name).diagram
    assert arranged(diagram) == arranged(bare(diagram)) == arranged(arranged(diagram))


def test_a_diagram_without_anything_stays_as_it_is():
    assert arranged(Diagram()) == Diagram()


def test_a_flow_across_the_border_of_a_sub_process_is_led_there():
    diagram = drawn("Start > Sub > End\nSub: Start_in > A > End_in")
    across = replace(diagram, flows=(*diagram.flows, Flow(id="odd", source="A", target="End")))
    picture = shown(across)
    assert len(way(picture, "odd")) >= 2


def test_the_example_is_as_tidy_as_it_was_drawn_by_hand():
    by_hand = read(EXAMPLE.read_bytes(), EXAMPLE.name).diagram
    picture = shown(by_hand)
    assert bends(picture) <= 2 * bends(by_hand)
    assert crossings(picture) <= crossings(by_hand) + 2


def generated(count: int, seed: int) -> Diagram:
    """A large process of five lanes with branches, joins and loops."""
    chance = random.Random(seed)
    kinds = [NodeKind.TASK] * 6 + [NodeKind.EXCLUSIVE_GATEWAY] * 2 + [NodeKind.PARALLEL_GATEWAY]
    lane = 0
    nodes: list[Node] = []
    pairs: list[tuple[int, int]] = []
    for number in range(count):
        kind = chance.choice(kinds) if 0 < number < count - 1 else NodeKind.START_EVENT
        lane = chance.randrange(5) if chance.random() < 0.15 else lane
        nodes.append(
            Node(id=f"N{number}", name="Do it", kind=kind, process="P", pool="Pool", lane=f"Lane{lane}")
        )
        if number:
            pairs.append((max(0, number - chance.choice([1, 1, 1, 2, 5])), number))
            if chance.random() < 0.15:
                pairs.append((max(0, number - chance.randrange(2, 12)), number))
            if chance.random() < 0.05:
                pairs.append((number, max(1, number - chance.randrange(2, 12))))
    flows = tuple(
        Flow(id=f"F{number}", source=f"N{source}", target=f"N{target}", name="again" * (source > target))
        for number, (source, target) in enumerate(pairs)
    )
    diagram = Diagram(processes=(Process(id="P"),), nodes=tuple(nodes), flows=flows)
    return in_pool(diagram, **{f"Lane{number}": None for number in range(5)})


@pytest.mark.parametrize("seed", range(6))
def test_large_pictures_have_no_faults(seed, thorough):
    assert faults(arranged(generated(400 if thorough else 120, seed))) == []


def test_300_nodes_take_less_than_a_second():
    diagram = generated(300, 1)
    took = []
    for _ in range(3):
        start = time.process_time()
        arranged(diagram)
        took.append(time.process_time() - start)
    assert min(took) < 1


def test_thousands_of_nodes_do_not_hang(thorough):
    diagram = generated(10_000 if thorough else 1_500, 2)
    start = time.process_time()
    picture = arranged(diagram)
    assert all(node.bounds is not None for node in picture.nodes)
    assert time.process_time() - start < (60 if thorough else 10)

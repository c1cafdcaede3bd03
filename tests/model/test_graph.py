"""Questions about a diagram's graph have the answers that one reads off the drawing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.errors import UnreadableFile
from studio.model import Association, Diagram, EventKind, Flow, Node, NodeKind
from studio.model.graph import (
    back_flows,
    components,
    hand_offs,
    implicit_ends,
    leads_back,
    link_targets,
    loops,
    reachable,
    reaches_end,
    starts,
    successors,
    unreached,
)
from studio.model.token_steps import token_steps
from studio.reading import read


def test_a_token_follows_the_sequence_flows(draw):
    diagram = draw("s > a > x > e; x > a")
    assert successors(diagram) == {"s": ("a",), "a": ("x",), "x": ("e", "a"), "e": ()}


def test_a_boundary_event_is_reached_from_its_host(draw):
    diagram = draw("s > a > e; b > f > e2", b={"attached_to": "a"})
    assert successors(diagram)["a"] == ("e", "b")
    assert unreached(diagram) == ()


def test_the_contents_of_a_sub_process_are_reached_from_it_and_lead_on_behind_it(draw):
    inside = {"parent": "p"}
    diagram = draw("s > p > after > e; s2 > in > e2", s2=inside, e2=inside, **{"in": inside})
    assert successors(diagram)["p"] == ("s2", "after")
    assert successors(diagram)["e2"] == ("after",)
    assert reachable(diagram, ["in"]) == {"in", "e2", "after", "e"}
    assert starts(diagram, "p") == ("s2",)
    assert starts(diagram) == ("s",)


def test_a_sub_process_without_start_event_begins_with_what_nothing_leads_to(draw):
    inside = {"parent": "p"}
    diagram = draw("s > p > e; one > two; three", one=inside, two=inside, three=inside)
    assert starts(diagram, "p") == ("one", "three")


def test_an_end_two_sub_processes_deep_leads_on_behind_the_outer_one(draw):
    diagram = draw("s > p1 > e; p2; a", p2={"parent": "p1"}, a={"parent": "p2"})
    assert successors(diagram)["a"] == ("e",)


def test_an_event_sub_process_of_the_process_is_reached_from_its_start(draw):
    diagram = draw("s > a > e; p; s2 > b2 > e2", p={"triggered_by_event": True}, s2={"parent": "p"},
                   b2={"parent": "p", "kind": NodeKind.TASK}, e2={"parent": "p"})  # fmt: skip
    assert starts(diagram) == ("s",)
    assert successors(diagram)["s"] == ("a", "p")
    assert unreached(diagram) == ()


def test_an_event_sub_process_alone_is_reached(draw):
    diagram = draw("p; s", p={"triggered_by_event": True}, s={"parent": "p"})
    assert starts(diagram) == ()
    assert unreached(diagram) == ()


def test_an_event_sub_process_in_a_sub_process_is_reached_from_that(draw):
    diagram = draw("s > p1 > e; p2; a", p2={"parent": "p1", "triggered_by_event": True}, a={"parent": "p2"})
    assert successors(diagram)["p1"] == ("e", "p2")
    assert successors(diagram)["a"] == ("e",)


def test_a_thrown_link_leads_to_the_catch_of_that_name(draw, event):
    link = event(EventKind.LINK, "L")
    diagram = draw("s > t; c > e; c2 > e2", t=link, c=link, c2=event(EventKind.LINK, "other"))
    assert successors(diagram)["t"] == ("c",)
    assert unreached(diagram) == ("c2", "e2")
    assert implicit_ends(diagram) == ()


def test_a_link_name_goes_before_the_label_and_the_label_serves_where_names_do_not_meet(draw, event):
    diagram = draw("s > t; c > e; c2 > e2; s > t2", t={**event(EventKind.LINK, "L"), "name": "One"},
                   c={**event(EventKind.LINK, "link_123"), "name": "One"}, c2=event(EventKind.LINK, "L"),
                   t2={**event(EventKind.LINK, "link_456"), "name": "One "})  # fmt: skip
    assert link_targets(diagram) == {"t": "c2", "t2": "c"}


def test_a_link_does_not_lead_into_a_sub_process(draw, event):
    link = event(EventKind.LINK, "L")
    diagram = draw("s > p > t; c > e2", t=link, c={**link, "parent": "p"}, e2={"parent": "p"})
    assert successors(diagram)["t"] == ()


def test_a_link_that_leads_back_names_the_flow_into_its_throw(draw, event):
    link = event(EventKind.LINK, "again")
    diagram = draw("s > a > x > e; x > t; c > a", t=link, c=link)
    assert back_flows(diagram) == {"c-a"}
    assert leads_back(diagram) == {"x-t", "c-a"}


def test_compensation_leads_to_the_activity_that_undoes_the_work(draw, event):
    diagram = draw("s > a > e; b; undo", b={"attached_to": "a", **event(EventKind.COMPENSATION)})
    diagram = Diagram(
        nodes=diagram.nodes,
        flows=diagram.flows,
        associations=(Association(id="A", source="b", target="undo"),),
    )
    assert unreached(diagram) == ()
    assert implicit_ends(diagram) == ()


def test_starts_are_the_start_events_where_there_are_any(draw):
    assert starts(draw("s > a > e; lost > a")) == ("s",)
    assert unreached(draw("s > a > e; lost > a")) == ("lost",)


def test_starts_are_the_nodes_that_nothing_leads_to_where_there_is_no_start_event(draw, event):
    diagram = draw("a > m > t; n > m; b > e; c > e", b={"attached_to": "a"}, t=event(EventKind.LINK, "L"),
                   c=event(EventKind.LINK, "L"))  # fmt: skip
    assert starts(diagram) == ("a", "n")


def test_a_receiver_that_creates_an_instance_is_a_start_beside_start_events(draw):
    diagram = draw("s > a > e; r > a; q > a", r={"kind": NodeKind.RECEIVE_TASK, "instantiates": True})
    assert starts(diagram) == ("s", "r")


def test_each_process_has_its_own_starts(draw):
    diagram = draw("s > a; one > two", one={"process": "Q"}, two={"process": "Q"})
    assert starts(diagram) == ("s", "one")
    assert starts(diagram, "Q") == ("one",)
    assert starts(diagram, "nowhere") == ()


def test_a_node_without_a_way_on_is_an_implicit_end(draw):
    diagram = draw("s > x > a; x > e; x > p; b > z", b={"attached_to": "a"})
    assert implicit_ends(diagram) == ("a", "p", "z")


def test_what_runs_in_circles_reaches_no_end(draw):
    diagram = draw("s > x > e; x > a > a2 > a")
    assert reaches_end(diagram) == {"s", "x", "e"}


def test_an_end_by_exception_is_an_end(draw):
    diagram = draw("s > a > a2 > a; b > e", b={"attached_to": "a2"})
    assert reaches_end(diagram) == {"s", "a", "a2", "b", "e"}


def test_an_event_sub_process_is_no_end_of_the_start(draw):
    diagram = draw("s > a > a; p; e", p={"triggered_by_event": True}, e={"parent": "p"})
    assert "a" not in reaches_end(diagram)


def test_the_branch_into_rework_leads_back_however_long_it_is(draw):
    diagram = draw("s > m > a > x > e; x > fix > look > m")
    assert back_flows(diagram) == {"look-m"}
    assert leads_back(diagram) == {"x-fix", "fix-look", "look-m"}


def test_a_branch_that_may_still_end_does_not_lead_back(draw):
    diagram = draw("s > m > x > e; x > x2 > m; x2 > e")
    assert leads_back(diagram) == {"x2-m"}


def test_a_deadline_on_the_rework_does_not_change_that_it_leads_back(draw):
    diagram = draw("s > m > x > e; x > fix > m; b > e2", b={"attached_to": "fix"})
    assert leads_back(diagram) == {"x-fix", "fix-m"}


def test_the_way_into_an_endless_loop_does_not_lead_back(draw):
    assert leads_back(draw("s > a > a2 > a")) == {"a-a2", "a2-a"}


def test_an_endless_loop_further_on_does_not_change_what_leads_back(draw):
    assert leads_back(draw("s > m > x > a > a2 > a; x > fix > m")) == {"x-fix", "fix-m", "a-a2", "a2-a"}


def test_a_loop_around_a_sub_process_holds_its_contents(draw):
    diagram = draw("s > p > x > e; x > p; a", a={"parent": "p"})
    assert back_flows(diagram) == {"x-p"}
    assert loops(diagram) == (("p", "x", "a"),)


def test_a_flow_from_a_node_to_itself_is_a_loop(draw):
    diagram = draw("s > a > e; a > a")
    assert loops(diagram) == (("a",),)
    assert back_flows(diagram) == {"a-a"}


def test_components_come_in_the_order_of_the_tokens(draw):
    diagram = draw("e; b0; s > a > x > b0 > e; x > a", b0={"kind": NodeKind.TASK})
    assert components(diagram) == (("s",), ("a", "x"), ("b0",), ("e",))


def test_hand_offs_are_the_flows_between_lanes(draw):
    diagram = draw("s > a > k > e", s={"lane": "L1"}, a={"lane": "L1"}, k={"lane": "L2"})
    assert [flow.id for flow in hand_offs(diagram)] == ["a-k"]


def chain(size: int) -> Diagram:
    nodes = [Node(id=f"n{i}", kind=NodeKind.TASK, process="P") for i in range(size)]
    flows = [Flow(id=f"f{i}", source=f"n{i}", target=f"n{i + 1}") for i in range(size - 1)]
    flows += [Flow(id=f"back{i}", source=f"n{i + 1}", target=f"n{i}") for i in range(0, size - 1, 2)]
    return Diagram(nodes=tuple(nodes), flows=tuple(flows))


def test_ten_thousand_nodes_in_a_row_are_walked_without_recursion():
    diagram = chain(10_000)
    assert len(reachable(diagram, ["n0"])) == 10_000
    assert len(back_flows(diagram)) == 5_000
    assert len(components(diagram)) == 5_000
    assert len(leads_back(diagram)) == 5_001  # the last pair has no way out


def shared_exit(size: int) -> Diagram:
    """A sub-process with ``size`` ends inside and ``size`` flows that leave it."""
    nodes = [Node(id="p", kind=NodeKind.SUB_PROCESS, process="P")]
    nodes += [Node(id=f"i{i}", kind=NodeKind.TASK, process="P", parent="p") for i in range(size)]
    nodes += [Node(id=f"o{i}", kind=NodeKind.TASK, process="P") for i in range(size)]
    return Diagram(
        nodes=tuple(nodes), flows=tuple(Flow(id=f"f{i}", source="p", target=f"o{i}") for i in range(size))
    )


def test_many_ends_in_a_sub_process_share_its_many_exits():
    """As pairs they would be a hundred million steps."""
    diagram = shared_exit(10_000)
    assert sum(map(len, token_steps(diagram).values())) == 30_001
    assert len(reaches_end(diagram)) == 20_001


@st.composite
def graphs(draw_from: st.DrawFn) -> Diagram:
    size = draw_from(st.integers(1, 9))
    pairs = draw_from(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=20))
    nodes = tuple(Node(id=str(i), kind=NodeKind.TASK, process="P") for i in range(size))
    return Diagram(
        nodes=nodes,
        flows=tuple(Flow(id=f"f{i}", source=str(a), target=str(b)) for i, (a, b) in enumerate(pairs)),
    )


@given(graphs())
def test_components_are_the_sets_of_nodes_that_reach_each_other(diagram):
    reached = {node.id: reachable(diagram, [node.id]) for node in diagram.nodes}
    mutual = {
        tuple(
            other.id
            for other in diagram.nodes
            if other.id in reached[node.id] and node.id in reached[other.id]
        )
        for node in diagram.nodes
    }
    found = components(diagram)
    assert set(found) == mutual
    assert len(found) == len(mutual)
    place = {id: number for number, group in enumerate(found) for id in group}
    assert all(place[flow.source] <= place[flow.target] for flow in diagram.flows)


@given(graphs())
def test_without_its_back_flows_a_diagram_has_no_loop_and_with_any_one_of_them_it_has(diagram):
    closing = back_flows(diagram)
    onward = [flow for flow in diagram.flows if flow.id not in closing]
    assert loops(Diagram(nodes=diagram.nodes, flows=tuple(onward))) == ()
    for flow in diagram.flows:
        if flow.id in closing:
            assert loops(Diagram(nodes=diagram.nodes, flows=(*onward, flow)))


@given(graphs())
def test_back_flows_lead_back_and_what_leads_back_is_on_a_loop(diagram):
    returning = leads_back(diagram)
    group = {id: number for number, ids in enumerate(components(diagram)) for id in ids}
    assert back_flows(diagram) <= returning
    assert all(group[flow.source] == group[flow.target] for flow in diagram.flows if flow.id in returning)


@pytest.mark.parametrize(
    "question", [starts, implicit_ends, unreached, reaches_end, leads_back, loops, hand_offs]
)
def test_an_empty_diagram_has_empty_answers(question):
    assert not question(Diagram())


def test_what_people_drew_is_walked_to_the_same_answers_in_every_way(corpus):
    """Loops and back flows are found together, ends are reached, hand-offs lie between lanes."""
    looping = 0
    for path in sorted(corpus.rglob("*.bpmn")):
        try:
            diagram = read(path.read_bytes(), path.name).diagram
        except UnreadableFile:
            continue
        looping += bool(loops(diagram))
        assert bool(loops(diagram)) == bool(back_flows(diagram)), path
        assert back_flows(diagram) <= leads_back(diagram), path
        outermost = {node.id for node in diagram.children(None)}
        assert set(implicit_ends(diagram)) & outermost <= reaches_end(diagram), path
        assert not set(unreached(diagram)) & set(starts(diagram)), path
        assert sum(map(len, components(diagram))) == len(diagram.nodes), path
    assert looping > 50

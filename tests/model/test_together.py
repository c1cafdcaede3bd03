"""Several diagrams as one: ids, references, calls, and what is drawn below what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import drawn
from hypothesis import given
from hypothesis import strategies as st

from studio.model import (
    Artifact,
    ArtifactKind,
    Association,
    Bounds,
    Declaration,
    Diagram,
    EventDefinition,
    EventKind,
    Flow,
    Lane,
    Loop,
    LoopKind,
    Node,
    NodeKind,
    Pool,
    Process,
    called_from,
    together,
)


def place(top: float) -> Bounds:
    return Bounds(10, top, 100, 80)


def everything(process: str = "P") -> Diagram:
    """A diagram in which something refers to an element in every way there is."""

    def node(id: str, kind: NodeKind, **other) -> Node:
        where = {"process": process, "pool": "Pool", "lane": "Inner", "bounds": place(100), "line": 7}
        return Node(id=id, kind=kind, **where | other)

    sent = EventDefinition(kind=EventKind.MESSAGE, reference="Message", name="Order")
    undone = EventDefinition(kind=EventKind.COMPENSATION, reference="Task")
    loop = Loop(kind=LoopKind.PARALLEL, collection="Data")
    return Diagram(
        name="Orders",
        processes=(Process(id=process),),
        pools=(Pool(id="Pool", name="Shop", process=process), Pool(id="Customer", name="Customer")),
        lanes=(
            Lane(id="Outer", name="Sales", process=process, pool="Pool"),
            Lane(id="Inner", name="Desk", process=process, pool="Pool", parent="Outer"),
        ),
        nodes=(
            node("Start", NodeKind.START_EVENT, events=(sent,)),
            node("Sub", NodeKind.SUB_PROCESS, default="On", loop=loop),
            node("Task", NodeKind.TASK, parent="Sub"),
            node("Late", NodeKind.BOUNDARY_EVENT, attached_to="Sub"),
            node("Call", NodeKind.CALL_ACTIVITY, called=process),
            node("Undo", NodeKind.THROW_EVENT, events=(undone,)),
        ),
        flows=(
            Flow(id="In", source="Start", target="Sub", waypoints=((0, 100), (5, 110))),
            Flow(id="On", source="Sub", target="Call"),
            Flow(id="Out", source="Late", target="Undo"),
        ),
        messages=(Flow(id="Mail", source="Customer", target="Start"),),
        artifacts=(Artifact(id="Data", kind=ArtifactKind.DATA_OBJECT, parent="Sub"),),
        associations=(Association(id="Reads", source="Data", target="Task"),),
        declarations=(Declaration(id="Message", kind=EventKind.MESSAGE, name="Order"),),
    )


def test_one_diagram_stays_as_it_is():
    only = everything()
    assert together({"a": only}) is only
    assert together({}) == Diagram()


def test_the_first_diagram_keeps_its_ids_and_its_lines():
    both = together({"a": everything(), "b": everything()})
    first = everything()
    assert both.nodes[: len(first.nodes)] == first.nodes
    assert both.flows[: len(first.flows)] == first.flows
    assert {node.line for node in both.nodes[len(first.nodes) :]} == {None}


def test_everything_that_refers_to_a_renamed_element_follows():
    both = together({"a": everything(), "b": everything()})
    assert both.element("b/P") is not None
    assert both.element("b/Pool").process == "b/P"
    inner = both.element("b/Inner")
    assert (inner.process, inner.pool, inner.parent) == ("b/P", "b/Pool", "b/Outer")
    sub = both.node("b/Sub")
    assert (sub.process, sub.pool, sub.lane, sub.default) == ("b/P", "b/Pool", "b/Inner", "b/On")
    assert sub.loop.collection == "b/Data"
    assert both.node("b/Task").parent == "b/Sub"
    assert both.node("b/Late").attached_to == "b/Sub"
    assert both.node("b/Call").called == "b/P"
    assert both.node("b/Undo").event.reference == "b/Task"
    assert [(flow.source, flow.target) for flow in both.outgoing("b/Sub")] == [("b/Sub", "b/Call")]
    assert [(flow.id, flow.source, flow.target) for flow in both.messages] == [
        ("Mail", "Customer", "Start"),
        ("b/Mail", "b/Customer", "b/Start"),
    ]
    assert both.element("b/Data").parent == "b/Sub"
    assert (both.element("b/Reads").source, both.element("b/Reads").target) == ("b/Data", "b/Task")
    assert [node.id for node in both.boundary("b/Sub")] == ["b/Late"]


def test_only_ids_that_clash_are_renamed():
    both = together({"a": drawn("Start > A > End"), "b": drawn("Start > B > End", process="Q")})
    assert [node.id for node in both.nodes] == ["Start", "A", "End", "b/Start", "B", "b/End"]
    assert [process.id for process in both.processes] == ["P", "Q"]
    assert [(flow.source, flow.target) for flow in both.flows][2:] == [("b/Start", "B"), ("B", "b/End")]


def test_a_third_diagram_of_the_same_ids_is_told_from_the_second():
    one = drawn("Start > A")
    three = together({"a": one, "b": one, "c": one})
    assert [node.id for node in three.nodes] == ["Start", "A", "b/Start", "b/A", "c/Start", "c/A"]


def test_a_new_id_that_is_taken_too_gets_another_prefix():
    odd = Diagram(
        nodes=(Node(id="b/A", kind=NodeKind.TASK, process="P"), Node(id="A", kind=NodeKind.TASK, process="P"))
    )
    both = together({"a": odd, "b": drawn("A", process="Q")})
    assert [node.id for node in both.nodes] == ["b/A", "A", "b/b/A"]


def test_messages_and_signals_of_one_name_are_one_and_others_of_one_id_are_two():
    def waits(name: str, reference: str) -> Diagram:
        event = EventDefinition(kind=EventKind.SIGNAL, reference=reference, name=name)
        declared = Declaration(id=reference, kind=EventKind.SIGNAL, name=name)
        node = Node(id="N", kind=NodeKind.CATCH_EVENT, process="P", events=(event,))
        return Diagram(nodes=(node,), declarations=(declared,))

    parts = {"a": waits("Shipped", "S1"), "b": waits("Shipped", "S9"), "c": waits("Lost", "S1")}
    all_three = together(parts)
    assert [node.event.reference for node in all_three.nodes] == ["S1", "S1", "c/S1"]
    assert [(it.id, it.name) for it in all_three.declarations] == [("S1", "Shipped"), ("c/S1", "Lost")]


def test_later_diagrams_are_drawn_below_the_earlier_ones():
    both = together({"a": everything(), "b": everything()})
    assert both.node("Task").bounds == place(100)
    assert both.node("b/Task").bounds == place(100 + 80 + 80)
    assert both.element("b/In").waypoints == ((0, 260), (5, 270))


def test_the_name_tells_all_of_them():
    assert together({"a": everything(), "returns": drawn("A")}).name == "Orders + returns"


# -- calls -----------------------------------------------------------------------------------------


def calling(called: str, process: str, text: str = "Start > Call > End") -> Diagram:
    diagram = drawn(text, process=process)
    nodes = (
        replace(node, kind=NodeKind.CALL_ACTIVITY, called=called) if node.id == "Call" else node
        for node in diagram.nodes
    )
    return replace(diagram, nodes=tuple(nodes))


def test_a_call_finds_its_process_in_any_of_the_diagrams_its_own_first():
    parts = {"a": calling("Q", "P"), "b": calling("Q", "Q"), "c": calling("Q", "Q")}
    all_three = together(parts)
    assert [node.called for node in all_three.nodes if node.called] == ["Q", "Q", "c/Q"]


def test_a_call_may_name_its_process_with_a_prefix():
    both = together({"a": calling("ns:Q", "P"), "b": drawn("Start > A", process="Q")})
    assert both.node("Call").called == "Q"


def test_a_process_that_is_nowhere_stays_a_call():
    lonely = calling("Nowhere", "P")
    assert called_from(lonely, lambda _: None) is lonely


def test_called_processes_come_along_with_those_that_they_call():
    found = {"Q": calling("R", "Q"), "R": drawn("Start > Work > End", process="R")}
    whole = called_from(calling("Q", "P"), found.get)
    assert [process.id for process in whole.processes] == ["P", "Q", "R"]
    assert [node.called for node in whole.nodes if node.called] == ["Q", "R"]
    assert whole.node("Work").process == "R"


def test_calls_in_a_circle_take_each_process_once():
    asked = []

    def find(process: str) -> Diagram | None:
        asked.append(process)
        return {"P": calling("Q", "P"), "Q": calling("P", "Q")}.get(process)

    whole = called_from(calling("Q", "P"), find)
    assert [process.id for process in whole.processes] == ["P", "Q"]
    assert [node.called for node in whole.nodes if node.called] == ["Q", "P"]
    assert asked == ["Q"]


def test_a_process_that_calls_itself_is_there_once():
    itself = calling("P", "P")
    assert called_from(itself, lambda _: None) is itself


def test_of_a_diagram_only_the_processes_come_along_that_are_called():
    called, beside = drawn("Start > Work", process="Q"), drawn("Start_2 > Other", process="Z")
    both = replace(
        together({"q": called, "z": beside}),
        pools=(Pool(id="PQ", process="Q"), Pool(id="PZ", process="Z"), Pool(id="Customer")),
        lanes=(Lane(id="LQ", process="Q"), Lane(id="LZ", process="Z")),
        messages=(Flow(id="M", source="Other", target="Work"),),
    )
    whole = called_from(calling("Q", "P"), {"Q": both}.get)
    assert [process.id for process in whole.processes] == ["P", "Q"]
    assert [pool.id for pool in whole.pools] == ["PQ"]
    assert [lane.id for lane in whole.lanes] == ["LQ"]
    assert whole.element("Other") is None
    assert whole.messages == ()


def test_a_process_of_the_same_id_in_the_called_file_is_the_one_that_the_file_calls():
    """Many files call their only process alike."""
    inner = together({"q": calling("Same", "Q"), "same": drawn("Start > Deep", process="Same")})
    whole = called_from(calling("Q", "Same"), {"Q": inner}.get)
    assert [process.id for process in whole.processes] == ["Same", "Q", "Q/Same"]
    assert [node.called for node in whole.nodes if node.called] == ["Q", "Q/Same"]
    assert whole.node("Deep").process == "Q/Same"


@given(
    st.lists(
        st.sampled_from(
            ["Start > A > End", "Start > A > Xor > B > End\nXor > End", "Sub: A > B\nStart > Sub"]
        ),
        min_size=1,
        max_size=4,
    )
)
def test_nothing_is_lost_and_no_id_is_twice(texts):
    parts = {name: drawn(text) for name, text in zip("abcd", texts, strict=False)}
    whole = together(parts)
    ids = [element.id for element in whole.elements()]
    assert len(ids) == len(set(ids)) == sum(len(list(part.elements())) for part in parts.values())
    for flow in whole.flows:
        assert whole.node(flow.source).process == whole.node(flow.target).process
    ways = sorted((flow.source.rpartition("/")[2], flow.target.rpartition("/")[2]) for flow in whole.flows)
    assert ways == sorted((flow.source, flow.target) for part in parts.values() for flow in part.flows)


@pytest.mark.parametrize("name", ["b", "two.words", "订单"])
def test_any_name_makes_a_prefix(name):
    assert together({"a": drawn("A"), name: drawn("A")}).node(f"{name}/A").process == f"{name}/P"

"""What is assumed of the ways that cases take."""

from __future__ import annotations

from dataclasses import replace

import pytest
from defaults import drawn, scenario, splitting
from drawn_by_hand import node

from studio.model import Diagram, Flow, NodeKind, parse_guard
from studio.scenario import Attribute, Distribution, Routing, complete, read_scenario


def chances(diagram: Diagram, stated: Routing | None = None) -> dict[str, float]:
    given = scenario(routing={"G": stated}) if stated else None
    return {flow: round(c, 9) for flow, c in complete(given, diagram).routing["G"].chances.items()}


def test_exclusive_branches_are_equal():
    assert chances(splitting(NodeKind.EXCLUSIVE_GATEWAY, "a", "b", "c", "d")) == dict.fromkeys("abcd", 0.25)


def looping(*back: str, onward: tuple[str, ...] = ("go",)) -> Diagram:
    ends = [node(f"End_{way}", NodeKind.END_EVENT) for way in onward]
    return drawn(
        [
            node("S", NodeKind.START_EVENT),
            node("M", NodeKind.EXCLUSIVE_GATEWAY),
            node("T", NodeKind.TASK),
            node("G", NodeKind.EXCLUSIVE_GATEWAY),
            *ends,
        ],
        "f1: S -> M",
        "f2: M -> T",
        "f3: T -> G",
        *(f"{way}: G -> M" for way in back),
        *(f"{way}: G -> End_{way}" for way in onward),
    )


def test_a_branch_that_leads_back_takes_a_fifth_and_the_others_share_the_rest():
    assert chances(looping("again")) == {"again": 0.2, "go": 0.8}
    assert chances(looping("again", onward=("go", "stop"))) == {"again": 0.2, "go": 0.4, "stop": 0.4}
    assert chances(looping("again", "anew")) == {"again": 0.2, "anew": 0.2, "go": 0.6}
    assert chances(looping(*"abcdefgh"))["go"] == 0.2


def test_inclusive_branches_take_half_each_and_the_default_what_is_left_over():
    diagram = splitting(NodeKind.INCLUSIVE_GATEWAY, "a", "b", "c", default="c")
    found = complete(None, diagram).routing["G"]
    assert found.chances == {"a": 0.5, "b": 0.5}
    assert found.default == "c"
    assert chances(splitting(NodeKind.COMPLEX_GATEWAY, "a", "b")) == {"a": 0.5, "b": 0.5}


@pytest.mark.parametrize("kind", [NodeKind.PARALLEL_GATEWAY, NodeKind.EVENT_GATEWAY])
def test_other_gateways_have_no_routing(kind):
    assert complete(None, splitting(kind, "a", "b")).routing == {}


def test_a_merge_has_no_routing():
    assert complete(None, splitting(NodeKind.EXCLUSIVE_GATEWAY, "a")).routing == {}


def test_what_is_stated_of_some_branches_leaves_the_rest_to_the_others():
    three = splitting(NodeKind.EXCLUSIVE_GATEWAY, "a", "b", "c")
    assert chances(three, Routing(chances={"a": 0.7})) == {"a": 0.7, "b": 0.15, "c": 0.15}
    assert chances(three, Routing(chances={"a": 1.0})) == {"a": 1, "b": 0, "c": 0}
    assert chances(looping("again"), Routing(chances={"go": 0.95})) == {"go": 0.95, "again": 0.05}


def test_what_follows_from_what_is_stated_is_not_assumed():
    two = splitting(NodeKind.EXCLUSIVE_GATEWAY, "a", "b")
    three = splitting(NodeKind.EXCLUSIVE_GATEWAY, "a", "b", "c")

    def assumed(text, diagram):
        found = complete(read_scenario(f"routing: {{G: {{{text}}}}}", diagram), diagram)
        return [path for path in found.assumed if path.startswith("routing")]

    assert assumed("a: 80 %", two) == []
    assert assumed("a: 80 %", three) == ["routing.G.b", "routing.G.c"]
    assert assumed("a: 100 %", three) == []


def test_beside_a_guard_the_one_other_branch_is_the_default():
    diagram = splitting(NodeKind.EXCLUSIVE_GATEWAY, "high", "low")
    text = "{attributes: {amount: 5}, routing: {G: {high: amount > 3}}}"
    found = complete(read_scenario(text, diagram), diagram)
    assert found.routing["G"].default == "low"
    assert found.routing["G"].chances == {}
    assert "routing.G" not in found.assumed


def test_beside_a_guard_several_other_branches_share_what_it_leaves():
    guarded = Routing(guards={"a": parse_guard("amount > 3")})
    assert chances(splitting(NodeKind.EXCLUSIVE_GATEWAY, "a", "b", "c"), guarded) == {"b": 0.5, "c": 0.5}


def test_conditions_in_the_diagram_count_where_they_ask_for_attributes_only():
    plain = splitting(NodeKind.EXCLUSIVE_GATEWAY, "a", "b")
    diagram = replace(
        plain,
        flows=tuple(replace(f, condition="${amount > 100}") if f.id == "a" else f for f in plain.flows),
    )
    amount = (Attribute(name="amount", number=Distribution.constant(5)),)
    found = complete(scenario(attributes=amount), diagram)
    assert found.routing["G"] == Routing(guards={"a": parse_guard("amount > 100")}, default="b")
    assert "routing.G" not in found.assumed
    assert complete(None, diagram).routing["G"].chances == {"a": 0.5, "b": 0.5}


def test_of_an_activity_flows_without_condition_are_always_taken():
    nodes = [node("S", NodeKind.START_EVENT), node("G", NodeKind.TASK)]
    nodes += [node(id, NodeKind.END_EVENT) for id in ("e1", "e2", "e3")]
    diagram = drawn(nodes, "f0: S -> G", "a: G -> e1", "b: G -> e2")
    conditional = replace(
        diagram, flows=(*diagram.flows, Flow(id="c", source="G", target="e3", condition="words"))
    )
    assert chances(conditional) == {"a": 1, "b": 1, "c": 0.5}

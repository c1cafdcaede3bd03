"""The decisions of a diagram: every place at which a case goes on by one or some of several ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from studio.check.data import Written, written
from studio.model import Diagram, Flow, Guard, GuardError, Node, NodeKind, parse_guard
from studio.model.guard import (
    Domain,
    Name,
    Number,
    Sort,
    SplitVerdict,
    answer_of,
    examine,
    is_otherwise,
    label_guards,
    mixed_units,
)
from studio.scenario import Attribute, ProvenanceKind, Routing, Scenario

__all__ = ["Origin", "Split", "Way", "splits"]


class Origin(StrEnum):
    """Who says when a way is taken."""

    SCENARIO = "scenario"
    CONDITION = "condition"
    """The condition of the flow in the diagram's file."""
    LABEL = "label"
    """The flow's label, where it can be read as nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way out of a decision.

    ``text`` is what people read of it: its condition, else its label. ``guard`` is None where nothing
    that can be computed says when it is taken. ``chance`` is the share of cases that the scenario states
    for it. ``default`` is the way for cases that have no other; ``marked`` tells whether the diagram or
    the scenario says so, rather than only its being the one way left.
    """

    flow: str
    text: str
    guard: Guard | None = None
    origin: Origin | None = None
    chance: float | None = None
    default: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A decision: a gateway, or an activity or event whose flows have conditions.

    ``exclusive`` tells whether a case takes one way only. ``domains`` is what is known of the values.
    """

    node: str
    exclusive: bool
    ways: tuple[Way, ...]
    domains: Mapping[str, Domain] = field(default_factory=dict)

    @property
    def judged(self) -> tuple[Way, ...]:
        """The ways that guards decide on: neither the default nor left to chance."""
        return tuple(way for way in self.ways if not way.default and way.chance is None)

    @property
    def has_rest(self) -> bool:
        """Whether a case for which no guard holds has a way."""
        return any(way.default or way.chance is not None for way in self.ways)

    def verdict(self) -> SplitVerdict:
        """Whether exactly one way is left for every case; the findings count the judged ways."""
        return examine(
            [way.guard for way in self.judged],
            has_default=self.has_rest,
            domains=self.domains,
            inclusive=not self.exclusive,
        )


_CHOICES = {NodeKind.EXCLUSIVE_GATEWAY: True, NodeKind.INCLUSIVE_GATEWAY: False}


def splits(diagram: Diagram, scenario: Scenario | None = None) -> tuple[Split, ...]:
    """Every decision of the diagram, in the file's order.

    A guard of the scenario goes before the condition in the file; labels are only read where the file has
    no conditions and the scenario says nothing.
    """
    data = written(diagram, scenario)
    attributes = {it.name: _domain(it) for it in scenario.every_attribute} if scenario is not None else {}
    return tuple(
        _split(diagram, node, scenario, attributes, data) for node in diagram.nodes if _decides(diagram, node)
    )


def _decides(diagram: Diagram, node: Node) -> bool:
    flows = diagram.outgoing(node.id)
    if node.kind.is_gateway:
        return node.kind in _CHOICES and len(flows) > 1
    return any(flow.condition for flow in flows)


def _split(
    diagram: Diagram,
    node: Node,
    scenario: Scenario | None,
    attributes: Mapping[str, Domain],
    data: Written,
) -> Split:
    flows = diagram.outgoing(node.id)
    routing = scenario.routing.get(node.id, Routing()) if scenario is not None else Routing()
    ways = [_way(flow, node, routing, scenario) for flow in flows]
    if any(flow.condition for flow in flows):
        ways = list(_answered(ways, flows, node))
    elif node.kind is NodeKind.EXCLUSIVE_GATEWAY and not any(
        way.guard is not None or way.chance is not None for way in ways
    ):
        ways = list(_labelled(ways, flows, node))
    exclusive = _CHOICES.get(node.kind, False)
    ways = _with_rest(ways, flows, exclusive=exclusive or not node.kind.is_gateway)
    return Split(
        node=node.id,
        exclusive=exclusive,
        ways=tuple(ways),
        domains=_domains(ways, node, attributes, data),
    )


def _way(flow: Flow, node: Node, routing: Routing, scenario: Scenario | None) -> Way:
    """What the scenario and the file say of a way."""
    default = flow.id == (routing.default or node.default)
    way = Way(flow=flow.id, text=flow.condition or flow.name, default=default, marked=default)
    if default:
        return way
    guard = routing.guards.get(flow.id)
    if guard is not None:
        own = guard.text == flow.condition
        text = flow.condition if own else guard.text or str(guard)
        return replace(way, text=text, guard=guard, origin=Origin.CONDITION if own else Origin.SCENARIO)
    if flow.id in routing.chances and scenario is not None and _is_stated(node.id, flow.id, scenario):
        return replace(way, chance=routing.chances[flow.id])
    if is_otherwise(flow.condition or flow.name):
        return replace(way, default=True)
    if flow.condition:
        return replace(way, guard=_parsed(flow.condition), origin=Origin.CONDITION)
    return way


def _is_stated(node: str, flow: str, scenario: Scenario) -> bool:
    """Whether a chance is known, rather than assumed for want of anything better."""
    for path in (f"routing.{node}.{flow}", f"routing.{node}"):
        origin = scenario.provenance.get(path)
        if origin is not None:
            return origin.kind is not ProvenanceKind.ASSUMED
    return True


def _parsed(text: str) -> Guard | None:
    if answer_of(text) is not None and text.strip().casefold() not in {"true", "false"}:
        return None
    try:
        return parse_guard(text)
    except GuardError:
        return None


def _answered(ways: Sequence[Way], flows: Sequence[Flow], node: Node) -> Iterator[Way]:
    """Conditions that are no code but words: answers to the gateway's question, or mere text.

    Several different single words as conditions are as many names for the ways, not questions.
    """
    words = {way.text for way in ways if way.origin is Origin.CONDITION and _is_word(way)}
    if {answer_of(flow.condition) for flow in flows} >= {True, False}:
        words |= {"yes", "no"}  # beside both answers a third word is one more name
    readings = label_guards([flow.condition for flow in flows], node.name)
    mixed = mixed_units(way.text for way in ways if way.origin is Origin.CONDITION)
    for way, reading in zip(ways, readings, strict=True):
        if way.origin is not Origin.CONDITION:
            yield way
        elif way.guard is None or (_is_word(way) and reading is not None):
            yield replace(way, guard=reading)
        elif mixed & way.guard.names() or (_is_word(way) and len(words) > 1):
            yield replace(way, guard=None)
        else:
            yield way


def _is_word(way: Way) -> bool:
    """Whether a condition is one bare word, which may be a name for the way as well as a question."""
    return way.guard is not None and isinstance(way.guard.root, Name) and way.guard.root.name == way.text


def _labelled(ways: Sequence[Way], flows: Sequence[Flow], node: Node) -> Iterator[Way]:
    readings = label_guards([flow.name for flow in flows], node.name)
    for way, reading in zip(ways, readings, strict=True):
        is_read = reading is not None and not way.default
        yield replace(way, guard=reading, origin=Origin.LABEL) if is_read else way


def _with_rest(ways: Sequence[Way], flows: Sequence[Flow], *, exclusive: bool) -> list[Way]:
    """The one way that is left without a condition among others that have one is the default.

    Of an activity every flow without a condition is always taken, so that no case is stuck.
    """
    silent = [
        way for way, flow in zip(ways, flows, strict=True)
        if way.guard is None and way.chance is None and not way.default and not flow.condition
    ]  # fmt: skip
    has_guards = any(way.guard is not None and way.origin is not Origin.LABEL for way in ways)
    if not exclusive or not has_guards or len(silent) != 1 or any(way.default for way in ways):
        return list(ways)
    return [replace(way, default=True) if way is silent[0] else way for way in ways]


def _domains(
    ways: Sequence[Way], node: Node, attributes: Mapping[str, Domain], data: Written
) -> dict[str, Domain]:
    """What is known of the values that the guards ask for."""
    found: dict[str, Domain] = {}
    for way in ways:
        for name in way.guard.names() if way.guard is not None else ():
            if way.origin is Origin.LABEL:
                found[name] = Domain(missing=False)
            elif name in attributes:
                found[name] = attributes[name]
            elif data.is_sure(node.id, name):
                found[name] = Domain(missing=False)
    labelled = [way.guard for way in ways if way.guard is not None and way.origin is Origin.LABEL]
    for name in {name for guard in labelled for name in guard.names()}:
        numbers = [
            it for guard in labelled for it in guard.constants().get(name, ()) if isinstance(it, Number)
        ]
        if numbers and all(it.number.is_integer() for it in numbers):
            found[name] = Domain(whole=True, missing=False)
    return found


def _domain(attribute: Attribute) -> Domain:
    """What values a scenario's attribute takes; every case has one."""
    if attribute.number is not None:
        return Domain(sort=Sort.NUMBER, low=attribute.number.lowest, missing=False)
    if attribute.chance is not None:
        return Domain(sort=Sort.TRUTH, missing=False)
    choices = tuple(text for text, share in attribute.choice if share > 0)
    return Domain(sort=Sort.TEXT, choices=choices, missing=False)

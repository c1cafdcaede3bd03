"""A decision table at a gateway: each way's guard is made of the rules whose result is that way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from studio.model.decision import DecisionTable, HitPolicy, Rule, shown
from studio.model.diagram import Diagram, Element, Flow
from studio.model.guard import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Guard,
    GuardError,
    Not,
    Truth,
    answer_of,
    examine,
    is_otherwise,
    parse_guard,
)
from studio.model.problem import Problem, Severity

__all__ = ["Routed", "guards_of", "route", "with_guards"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """The guards that a table gives the ways out of a gateway, by flow id, and what does not fit."""

    guards: Mapping[str, str]
    problems: tuple[Problem, ...]


def guards_of(table: DecisionTable, diagram: Diagram, gateway: str) -> dict[str, str]:
    """For each way out of the gateway that is a result of the table, when the table decides for it."""
    return dict(route(table, diagram, gateway).guards)


def route(table: DecisionTable, diagram: Diagram, gateway: str, output: int = 0) -> Routed:
    """The same with what is wrong: a result without a way, a way without a result, rules left out.

    A result belongs to the way whose label or id it is, in any language, else to the way to the element
    of that name, and ``true`` to *yes*. Under
    FIRST a rule only decides where none above it holds; under PRIORITY where none with a weightier result
    does. Where values are missing such a rule stays undecided.
    """
    return _Router(table, diagram, gateway, output).routed()


class _Router:
    def __init__(self, table: DecisionTable, diagram: Diagram, gateway: str, output: int) -> None:
        self._table = table
        self._diagram = diagram
        self._node = diagram.node(gateway)
        self._flows = diagram.outgoing(gateway)
        self._output = output
        self._problems: list[Problem] = []

    def routed(self) -> Routed:
        if not self._table.hit_policy.has_one:
            self._tell("decision.many-results", self._node)
            return Routed(guards={}, problems=tuple(self._problems))
        parts: dict[str, list[Condition]] = {}
        before: list[tuple[Condition, str]] = []
        for rule in self._in_order():
            if rule.guard is None:
                self._tell("decision.unread-rule", self._node, rule=str(rule.number))
                continue
            flow = self._way(rule)
            if flow is None:
                self._tell("decision.no-way", self._node, result=self._result(rule))
            else:
                parts.setdefault(flow.id, []).append(self._alone(rule.guard.root, flow.id, before))
            before.append((rule.guard.root, "" if flow is None else flow.id))
        for flow in self._flows:
            if flow.id not in parts and not (self._node.default == flow.id or is_otherwise(flow.name)):
                way = flow.name or self._diagram.node(flow.target).name or flow.id
                self._tell("decision.no-result", flow, way=way)
        guards = {flow: str(Guard(root=_any(conditions))) for flow, conditions in parts.items()}
        return Routed(guards=dict(self._written(guards)), problems=tuple(dict.fromkeys(self._problems)))

    def _written(self, guards: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Those guards that can be read again."""
        for flow, text in guards.items():
            try:
                parse_guard(text)
            except GuardError:
                self._tell("decision.too-long", self._node, way=flow)
            else:
                yield flow, text

    def _tell(self, code: str, place: Element, **told: str) -> None:
        told = {"table": self._table.name, **told}
        self._problems.append(
            Problem(
                code=code,
                severity=Severity.WARNING,
                element=place.id,
                line=place.line,
                parameters=tuple(told.items()),
            )
        )

    def _in_order(self) -> Sequence[Rule]:
        """The rules, those that win first."""
        if self._table.hit_policy is not HitPolicy.PRIORITY:
            return self._table.rules
        values = self._table.outputs[self._output].values

        def rank(rule: Rule) -> int:
            result = rule.results[self._output]
            return values.index(result) if result in values else len(values)

        return sorted(self._table.rules, key=rank)

    def _alone(self, own: Condition, flow: str, before: Sequence[tuple[Condition, str]]) -> Condition:
        """When a rule decides: where it holds and none that wins over it leads elsewhere."""
        if self._table.hit_policy not in (HitPolicy.FIRST, HitPolicy.PRIORITY):
            return own
        stronger = [root for root, way in before if way != flow and self._may_meet(own, root)]
        parts = [part for root in stronger for part in _parts(_opposite(root))]
        parts = [*(() if own == Truth(True) else _parts(own)), *parts]
        distinct = tuple(dict.fromkeys(parts))
        return Truth(True) if not distinct else distinct[0] if len(distinct) == 1 else AllOf(distinct)

    def _may_meet(self, first: Condition, second: Condition) -> bool:
        """Whether two conditions may hold at once."""
        verdict = examine(
            [Guard(root=first), Guard(root=second)], has_default=True, domains=self._table.domains()
        )
        return verdict.exclusive is not True

    def _way(self, rule: Rule) -> Flow | None:
        """The one flow that a rule's result names."""
        result = rule.results[self._output]
        wanted = _folded(self._result(rule))
        if not wanted:
            return None
        found = [flow for flow in self._flows if wanted in _names(flow)]
        if not found:
            found = [flow for flow in self._flows if wanted in _names(self._diagram.node(flow.target))]
        if not found:
            meant = result.truth if isinstance(result, Truth) else answer_of(wanted)
            found = [flow for flow in self._flows if meant is not None and _answers(flow) == {meant}]
        return found[0] if len(found) == 1 else None

    def _result(self, rule: Rule) -> str:
        return shown(rule.results[self._output]) or rule.texts[self._output]


def with_guards(diagram: Diagram, guards: Mapping[str, str]) -> Diagram:
    """The diagram with these texts as the conditions of its flows, by id; the others stay as they are."""
    return replace(
        diagram,
        flows=tuple(
            replace(flow, condition=guards[flow.id], condition_language="") if flow.id in guards else flow
            for flow in diagram.flows
        ),
    )


def _opposite(root: Condition) -> Condition:
    """The opposite of a condition as a person would write it."""
    match root:
        case Comparison(sign, left, right):
            return Comparison(sign.opposite, left, right)
        case Not(operand):
            return operand
        case AllOf(parts):
            return AnyOf(tuple(map(_opposite, parts)))
        case AnyOf(parts):
            return AllOf(tuple(map(_opposite, parts)))
        case Truth(truth):
            return Truth(not truth)
        case _:
            return Not(root)


def _parts(root: Condition) -> tuple[Condition, ...]:
    return root.parts if isinstance(root, AllOf) else (root,)


def _any(conditions: Sequence[Condition]) -> Condition:
    """Conditions joined by *or*, each once."""
    parts = tuple(dict.fromkeys(conditions))
    return parts[0] if len(parts) == 1 else AnyOf(parts)


def _names(element: Element) -> set[str]:
    return {_folded(text) for text in (element.id, element.name, *(it.text for it in element.labels))}


def _answers(flow: Flow) -> set[bool]:
    answers = (answer_of(text) for text in (flow.name, *(it.text for it in flow.labels)))
    return {answer for answer in answers if answer is not None}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()

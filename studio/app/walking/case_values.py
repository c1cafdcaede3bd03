"""The properties of a case that a walk asks for: those a scenario draws, and those that guards read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from studio.model import Diagram, Guard, GuardError, LoopKind, parse_guard
from studio.model.guard import Constant, Number, Text, Value
from studio.scenario import Attribute, Scenario

__all__ = ["Field", "FieldKind", "draw", "fields"]

_LEAST = 1e-9
"""Lowest share of a distribution that is drawn; at 0 some have no value."""


class FieldKind(StrEnum):
    NUMBER = "number"
    TRUTH = "truth"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A property of the case: ``choices`` are the texts it may be, ``decides`` the elements that read it."""

    name: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()


def fields(diagram: Diagram, scenario: Scenario) -> tuple[Field, ...]:
    """All properties of a case, those that decide something first."""
    readers: dict[str, list[str]] = {}
    compared: dict[str, set[Constant]] = {}
    for element, guard in _guards(diagram, scenario):
        for name, constants in guard.constants().items():
            compared.setdefault(name, set()).update(constants)
            if element not in readers.setdefault(name, []):
                readers[name].append(element)
    found = [
        _drawn(attribute, tuple(readers.get(attribute.name, ()))) for attribute in scenario.every_attribute
    ]
    known = {field.name for field in found}
    found += [
        _read(name, frozenset(constants), tuple(readers[name]))
        for name, constants in compared.items()
        if name not in known
    ]
    known = {field.name for field in found}
    found += [
        Field(name=name, kind=FieldKind.NUMBER, decides=(element,))
        for element, name in _counts(diagram)
        if name not in known
    ]
    return tuple(sorted(found, key=lambda field: not field.decides))


def draw(scenario: Scenario, seed: int) -> dict[str, Value]:
    """A case as the scenario draws it; the same seed gives the same case."""
    random = Random(f"{scenario.seed}:{seed}")  # noqa: S311 - nothing secret
    return {attribute.name: _value(attribute, random) for attribute in scenario.every_attribute}


def _value(attribute: Attribute, random: Random) -> Value:
    share = max(_LEAST, random.random())
    if attribute.number is not None:
        return float(f"{attribute.number.quantile(share):.3g}")
    if attribute.chance is not None:
        return share < attribute.chance
    texts, weights = zip(*attribute.choice, strict=True)
    return str(random.choices(texts, weights)[0])


def _drawn(attribute: Attribute, decides: tuple[str, ...]) -> Field:
    if attribute.number is not None:
        return Field(name=attribute.name, kind=FieldKind.NUMBER, decides=decides)
    if attribute.chance is not None:
        return Field(name=attribute.name, kind=FieldKind.TRUTH, decides=decides)
    choices = tuple(text for text, _ in attribute.choice)
    return Field(name=attribute.name, kind=FieldKind.TEXT, choices=choices, decides=decides)


def _read(name: str, constants: frozenset[Constant], decides: tuple[str, ...]) -> Field:
    """A property of which nothing is known but what it is compared with."""
    texts = tuple(sorted(constant.text for constant in constants if isinstance(constant, Text)))
    if texts:
        return Field(name=name, kind=FieldKind.TEXT, choices=texts, decides=decides)
    numeric = not constants or any(isinstance(constant, Number) for constant in constants)
    return Field(name=name, kind=FieldKind.NUMBER if numeric else FieldKind.TRUTH, decides=decides)


def _guards(diagram: Diagram, scenario: Scenario) -> Iterator[tuple[str, Guard]]:
    """The element that decides and the guard of each way; the scenario's goes before the diagram's."""
    for flow in diagram.flows:
        routing = scenario.routing.get(flow.source)
        guard = routing.guards.get(flow.id) if routing else None
        if guard is None and flow.condition:
            try:
                guard = parse_guard(flow.condition)
            except GuardError:
                continue
        if guard is not None:
            yield flow.source, guard


def _counts(diagram: Diagram) -> Iterator[tuple[str, str]]:
    """The multi-instance activities whose number a property of the case tells."""
    for node in diagram.nodes:
        if node.loop is not None and node.loop.kind is not LoopKind.STANDARD:
            told = node.loop.cardinality.strip() or node.loop.collection.strip()
            if told and not told.isdecimal():
                yield node.id, told

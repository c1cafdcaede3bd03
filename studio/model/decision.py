"""A decision table: rules that say for which values of a case which result holds (DMN 1.1 to 1.5)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from studio.model.guard import Constant, Domain, Guard, Name, Number, Term, Text, Value

__all__ = [
    "Aggregation",
    "Decided",
    "DecisionTable",
    "HitPolicy",
    "Input",
    "Output",
    "Rule",
    "evaluate",
    "shown",
]


class HitPolicy(StrEnum):
    """What holds where several rules match; each value is the policy's name in DMN."""

    UNIQUE = "UNIQUE"
    """Never several."""
    ANY = "ANY"
    """Several only with the same result."""
    FIRST = "FIRST"
    PRIORITY = "PRIORITY"
    """The result that stands first among the output's values."""
    COLLECT = "COLLECT"
    """All of them, in any order, or one figure made of them."""
    RULE_ORDER = "RULE ORDER"
    """All of them, in the order of the rules."""

    @property
    def has_one(self) -> bool:
        """Whether a case gets one result."""
        return self not in (HitPolicy.COLLECT, HitPolicy.RULE_ORDER)


class Aggregation(StrEnum):
    """How COLLECT makes one figure of several."""

    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    COUNT = "COUNT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A column that is asked: ``text`` is its expression, ``term`` the same where it can be computed.

    ``domain`` is what the table says of its values.
    """

    id: str
    text: str
    label: str = ""
    term: Term | None = None
    domain: Domain = field(default_factory=Domain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A column that is answered; ``values`` are its possible values, the one that matters most first."""

    id: str
    name: str
    label: str = ""
    values: tuple[Constant, ...] = ()
    default: Constant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row: ``guard`` tells for which cases it holds, None where a cell cannot be computed.

    ``cells`` are the texts of its inputs. ``results`` has a value for each output, None where the cell is
    empty or more than a constant, whose text is in ``texts``.
    """

    id: str
    number: int
    guard: Guard | None
    cells: tuple[str, ...]
    results: tuple[Constant | None, ...]
    texts: tuple[str, ...]
    note: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTable:
    """A table: ``id`` and ``name`` are those of its decision, by which steps refer to it."""

    id: str
    name: str
    hit_policy: HitPolicy
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    aggregation: Aggregation | None = None
    line: int | None = None

    def domains(self) -> dict[str, Domain]:
        """What the table says of the values of those inputs that are a property by themselves."""
        return {it.term.name: it.domain for it in self.inputs if isinstance(it.term, Name)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a table decides for one case: the ``rules`` that hold (their numbers) and the ``results``.

    ``results`` has one entry for a single hit, any number for COLLECT and RULE ORDER; each has a value by
    output. ``conflict`` tells that the hit policy forbids what happened, so that there is no result.
    """

    rules: tuple[int, ...]
    results: tuple[Mapping[str, Value], ...]
    conflict: bool = False


def evaluate(table: DecisionTable, values: Mapping[str, Value]) -> Decided:
    """What the table decides for a case with these values; a rule that is undecided does not hold."""
    hits = [rule for rule in table.rules if rule.guard is not None and rule.guard.evaluate(values) is True]
    numbers = tuple(rule.number for rule in hits)
    if not hits:
        default = {it.name: it.default.value({}) for it in table.outputs if it.default is not None}
        return Decided(rules=(), results=(default,) if default else ())
    results = [rule.results for rule in hits]
    match table.hit_policy:
        case HitPolicy.FIRST:
            results = results[:1]
        case HitPolicy.PRIORITY:
            results = [min(results, key=lambda row: tuple(_ranks(table, row)))]
        case HitPolicy.UNIQUE if len(hits) > 1:
            return Decided(rules=numbers, results=(), conflict=True)
        case HitPolicy.ANY if len(set(results)) > 1:
            return Decided(rules=numbers, results=(), conflict=True)
        case HitPolicy.ANY:
            results = results[:1]
    told: tuple[Mapping[str, Value], ...] = tuple(_named(table, row) for row in results)
    if table.hit_policy is HitPolicy.COLLECT and table.aggregation is not None:
        told = _aggregated(table, table.aggregation, told)
    return Decided(rules=numbers, results=told)


def _named(table: DecisionTable, row: Sequence[Constant | None]) -> dict[str, Value]:
    return {
        output.name: None if constant is None else constant.value({})
        for output, constant in zip(table.outputs, row, strict=True)
    }


def _ranks(table: DecisionTable, row: Sequence[Constant | None]) -> Iterator[int]:
    """For each output the place of a result among its values; what is not listed comes last."""
    for output, constant in zip(table.outputs, row, strict=True):
        yield output.values.index(constant) if constant in output.values else len(output.values)


def _aggregated(
    table: DecisionTable, how: Aggregation, results: Sequence[Mapping[str, Value]]
) -> tuple[Mapping[str, Value], ...]:
    """One figure for the one output; none where a result is not a number."""
    name = table.outputs[0].name
    found = [row[name] for row in results]
    if how is Aggregation.COUNT:
        return ({name: float(len(set(found)))},)
    numbers = [value for value in found if isinstance(value, float)]
    if len(numbers) < len(found):
        return ({name: None},)
    match how:
        case Aggregation.SUM:
            return ({name: math.fsum(numbers)},)
        case Aggregation.MIN:
            return ({name: min(numbers)},)
        case _:
            return ({name: max(numbers)},)


def shown(constant: Constant | None) -> str:
    """A result as a person reads it, a text without quotes."""
    match constant:
        case None:
            return ""
        case Text(text):
            return text
        case Number():
            return str(constant)
        case _:
            return "true" if constant.truth else "false"

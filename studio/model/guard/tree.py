"""The tree of a guard: terms have a number, text or truth as value; conditions hold, fail or stay undecided.

Every node is a frozen value. ``value(values)`` computes it for one case, where ``None`` stands for a
value that is missing; ``str(node)`` is its normal form. The logic is Kleene's: ``and`` is false as soon
as one part is, ``or`` true as soon as one part is, whatever is missing elsewhere. A comparison of
different types, a division by zero and a result that is no finite number are missing values.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeGuard

from studio.model.guard.tokens import is_plain

__all__ = [
    "AllOf",
    "AnyOf",
    "Arithmetic",
    "ArithmeticSign",
    "Comparison",
    "ComparisonSign",
    "Condition",
    "Constant",
    "Empty",
    "Expression",
    "Membership",
    "Missing",
    "Name",
    "Negative",
    "Not",
    "Number",
    "Term",
    "Text",
    "Truth",
    "Value",
    "children",
    "nodes",
    "standing_alone",
]

Value = float | bool | str | None

_OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _SIGN, _ATOM = range(8)
"""How tightly a node binds; a child that binds less tightly than its place asks stands in brackets."""


class ComparisonSign(StrEnum):
    EQUAL = "=="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="

    @property
    def opposite(self) -> ComparisonSign:
        """The sign that holds of two values exactly where this one does not."""
        return _OPPOSITES[self]


_OPPOSITES = {
    ComparisonSign.EQUAL: ComparisonSign.UNEQUAL,
    ComparisonSign.UNEQUAL: ComparisonSign.EQUAL,
    ComparisonSign.LESS: ComparisonSign.AT_LEAST,
    ComparisonSign.AT_LEAST: ComparisonSign.LESS,
    ComparisonSign.MORE: ComparisonSign.AT_MOST,
    ComparisonSign.AT_MOST: ComparisonSign.MORE,
}


_ORDERS: Mapping[ComparisonSign, Callable[[Any, Any], object]] = {
    ComparisonSign.LESS: operator.lt,
    ComparisonSign.AT_MOST: operator.le,
    ComparisonSign.MORE: operator.gt,
    ComparisonSign.AT_LEAST: operator.ge,
}


class ArithmeticSign(StrEnum):
    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    OVER = "/"


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number."""

    number: float

    def value(self, _values: Mapping[str, Value]) -> Value:
        return self.number

    def __str__(self) -> str:
        if self.number.is_integer() and abs(self.number) < 1e15:
            return f"{self.number + 0.0:.0f}"  # 0 has no sign
        return repr(self.number)


@dataclass(frozen=True, slots=True)
class Text:
    """A text, compared letter by letter."""

    text: str

    def value(self, _values: Mapping[str, Value]) -> Value:
        return self.text

    def __str__(self) -> str:
        inside = self.text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{inside}"'.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


@dataclass(frozen=True, slots=True)
class Truth:
    """``true`` or ``false``."""

    truth: bool

    def value(self, _values: Mapping[str, Value]) -> Value:
        return self.truth

    def __str__(self) -> str:
        return "true" if self.truth else "false"


@dataclass(frozen=True, slots=True)
class Name:
    """A property of the case, such as ``amount``, ``order.total`` or ``金额``.

    A name of other characters than letters, digits and dots is written in backticks, as in FEEL.
    """

    name: str

    def value(self, values: Mapping[str, Value]) -> Value:
        found = values.get(self.name)
        if found is None or isinstance(found, bool | str):
            return found
        return _finite(found)

    def __str__(self) -> str:
        return self.name if is_plain(self.name) else f"`{self.name}`"


@dataclass(frozen=True, slots=True)
class Negative:
    """The negative of a term that is not itself a number written out."""

    operand: Term

    def value(self, values: Mapping[str, Value]) -> Value:
        found = self.operand.value(values)
        return -found if _is_number(found) else None

    def __str__(self) -> str:
        return f"-{_within(self.operand, _SIGN)}"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A sum, difference, product or quotient of two numbers."""

    sign: ArithmeticSign
    left: Term
    right: Term

    def value(self, values: Mapping[str, Value]) -> Value:
        left, right = self.left.value(values), self.right.value(values)
        if not (_is_number(left) and _is_number(right)):
            return None
        match self.sign:
            case ArithmeticSign.PLUS:
                return _finite(left + right)
            case ArithmeticSign.MINUS:
                return _finite(left - right)
            case ArithmeticSign.TIMES:
                return _finite(left * right)
            case ArithmeticSign.OVER:
                return _finite(left / right) if right else None

    def __str__(self) -> str:
        own = _strength(self)
        return f"{_within(self.left, own)} {self.sign} {_within(self.right, own + 1)}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values compared; undecided where one is missing or they are of different types.

    Texts have an order too (by code point). Truths can only be equal or not.
    """

    sign: ComparisonSign
    left: Expression
    right: Expression

    def value(self, values: Mapping[str, Value]) -> bool | None:
        return _compare(self.sign, self.left.value(values), self.right.value(values))

    def __str__(self) -> str:
        return f"{_within(self.left, _SUM)} {self.sign} {_within(self.right, _SUM)}"


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether a term equals one of some constants; the same as an ``or`` of comparisons."""

    operand: Term
    choices: tuple[Constant, ...]

    def value(self, values: Mapping[str, Value]) -> bool | None:
        found = self.operand.value(values)
        return _any(_compare(ComparisonSign.EQUAL, found, choice.value(values)) for choice in self.choices)

    def __str__(self) -> str:
        return f"{_within(self.operand, _SUM)} in [{', '.join(map(str, self.choices))}]"


@dataclass(frozen=True, slots=True)
class Missing:
    """Whether a term has no value, written ``x == null``; always decided."""

    operand: Term

    def value(self, values: Mapping[str, Value]) -> bool | None:
        return self.operand.value(values) is None

    def __str__(self) -> str:
        return f"{_within(self.operand, _SUM)} == null"


@dataclass(frozen=True, slots=True)
class Empty:
    """Whether a term has no value or is a text without letters, JUEL's ``empty x``; always decided."""

    operand: Term

    def value(self, values: Mapping[str, Value]) -> bool | None:
        return self.operand.value(values) in (None, "")

    def __str__(self) -> str:
        return f"empty {standing_alone(self.operand, _ATOM)}"


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    operand: Condition

    def value(self, values: Mapping[str, Value]) -> bool | None:
        found = self.operand.value(values)
        return not found if isinstance(found, bool) else None

    def __str__(self) -> str:
        match self.operand:
            case Membership(operand, choices):
                return f"{_within(operand, _SUM)} not in [{', '.join(map(str, choices))}]"
            case Missing(operand):
                return f"{_within(operand, _SUM)} != null"
            case _:
                return f"not {standing_alone(self.operand, _NOT)}"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Two or more conditions joined by ``and``."""

    parts: tuple[Condition, ...]

    def value(self, values: Mapping[str, Value]) -> bool | None:
        undecided = False
        for part in self.parts:
            found = part.value(values)
            if found is False:
                return False
            undecided = undecided or found is not True
        return None if undecided else True

    def __str__(self) -> str:
        return " and ".join(standing_alone(part, _AND + 1) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Two or more conditions joined by ``or``."""

    parts: tuple[Condition, ...]

    def value(self, values: Mapping[str, Value]) -> bool | None:
        return _any(part.value(values) for part in self.parts)

    def __str__(self) -> str:
        return " or ".join(standing_alone(part, _OR + 1) for part in self.parts)


Constant = Number | Text | Truth
Term = Number | Text | Truth | Name | Negative | Arithmetic
Condition = Truth | Name | Comparison | Membership | Missing | Empty | Not | AllOf | AnyOf
Expression = Term | Condition


def children(node: Expression) -> tuple[Expression, ...]:
    """The nodes directly below, from left to right; the choices of a membership are not among them."""
    match node:
        case Arithmetic() | Comparison():
            return node.left, node.right
        case Negative() | Membership() | Missing() | Empty() | Not():
            return (node.operand,)
        case AllOf() | AnyOf():
            return node.parts
        case _:
            return ()


def nodes(root: Expression) -> Iterator[tuple[Expression, int]]:
    """Every node, a parent before its children, with its depth (1 for the root)."""
    waiting: list[tuple[Expression, int]] = [(root, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting.extend((child, depth + 1) for child in reversed(children(node)))


def _is_number(value: Value) -> TypeGuard[float]:
    return isinstance(value, float)


def _finite(number: float) -> float | None:
    try:
        found = float(number)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def _compare(sign: ComparisonSign, left: Value, right: Value) -> bool | None:
    if left is None or right is None or type(left) is not type(right):
        return None
    if sign is ComparisonSign.EQUAL:
        return left == right
    if sign is ComparisonSign.UNEQUAL:
        return left != right
    return None if isinstance(left, bool) else bool(_ORDERS[sign](left, right))


def _any(found: Iterator[Value]) -> bool | None:
    undecided = False
    for value in found:
        if value is True:
            return True
        undecided = undecided or value is not False
    return None if undecided else False


def _strength(node: Expression) -> int:
    match node:
        case AnyOf():
            return _OR
        case AllOf():
            return _AND
        case Empty():
            return _NOT
        case Not():
            return _COMPARISON if isinstance(node.operand, Membership | Missing) else _NOT
        case Comparison() | Membership() | Missing():
            return _COMPARISON
        case Arithmetic():
            return _SUM if node.sign in (ArithmeticSign.PLUS, ArithmeticSign.MINUS) else _PRODUCT
        case Negative():
            return _SIGN
        case Number() if node.number < 0:
            return _SIGN
        case _:
            return _ATOM


def _within(node: Expression, strength: int) -> str:
    return str(node) if _strength(node) >= strength else f"({node})"


def standing_alone(node: Expression, strength: int) -> str:
    """A node where no comparison tells that several words are one name."""
    return f"`{node.name}`" if isinstance(node, Name) and " " in node.name else _within(node, strength)

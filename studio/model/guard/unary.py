"""Membership and FEEL's unary tests: what a value is asked without being named again."""

from __future__ import annotations

from studio.model.guard.stream import Null, Power, Stream, compared, unexpected
from studio.model.guard.tokens import Kind
from studio.model.guard.tree import (
    AllOf,
    AnyOf,
    Comparison,
    ComparisonSign,
    Condition,
    Constant,
    Empty,
    Membership,
    Missing,
    Not,
    Number,
    Term,
    Text,
    Truth,
)

__all__ = ["between", "cell", "membership"]

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_ORDERS = frozenset({"<", "<=", ">", ">="})


def cell(stream: Stream, operand: Term) -> Condition:
    """A whole cell of a decision table."""
    if stream.shows("not") and stream.ahead(1).text == "(":
        stream.expect("not")
        stream.expect("(")
        found = _refused(_tests(stream, operand))
        stream.expect(")")
    else:
        found = _tests(stream, operand)
    stream.end("the end")
    return found


def between(stream: Stream, operand: Term) -> Condition:
    """``x between 1 and 5``, both ends included."""
    stream.expect("between")
    low = stream.endpoint()
    stream.expect("and")
    return _range(operand, ComparisonSign.AT_LEAST, low, ComparisonSign.AT_MOST, stream.endpoint())


def membership(stream: Stream, operand: Term) -> Condition:
    """``x in [1, 2]``, ``x in (1..5]``, ``x in (< 5, > 9)``."""
    stream.expect("in")
    opening = stream.next.text
    if stream.next.kind is Kind.SIGN and opening in _ORDERS | {"]"}:
        return _test(stream, operand)
    if opening == "(" and not _opens_range(stream):
        stream.take()
        found = _tests(stream, operand)
        stream.expect(")")
        return found
    if not (stream.accept("[") or stream.accept("(") or stream.accept("{")):
        raise unexpected("[ or (", stream.next)
    choices = [_constant(stream)]
    if opening != "{" and stream.accept(".."):
        return _rest_of_range(stream, operand, opening, choices[0])
    while stream.accept(",") and not stream.shows(_CLOSING[opening]):
        choices.append(_constant(stream))
    stream.expect(_CLOSING[opening])
    return Membership(operand, tuple(choices))


def _tests(stream: Stream, operand: Term) -> Condition:
    """One or more unary tests apart by commas; those for single constants become one membership."""
    found = [_test(stream, operand)]
    while stream.accept(",") and not stream.shows(")"):
        found.append(_test(stream, operand))
    constants = [_constant_of(test, operand) for test in found]
    choices = tuple(constant for constant in constants if constant is not None)
    others = [test for test, constant in zip(found, constants, strict=True) if constant is None]
    if stream.operand is None and choices and not others:
        return Membership(operand, choices)
    if len(choices) > 1:
        others = [Membership(operand, choices), *others]
    elif choices:
        others = found
    return others[0] if len(others) == 1 else AnyOf(tuple(others))


def _test(stream: Stream, operand: Term) -> Condition:
    start, opening = stream.next, stream.next.text
    if start.kind is Kind.SIGN and opening in _ORDERS | {"==", "!="}:
        return stream.chain(operand, start)
    if start.kind is Kind.SIGN and opening in {"(", "[", "]"} and _opens_range(stream):
        stream.take()
        low = stream.endpoint()
        stream.expect("..")
        return _rest_of_range(stream, operand, opening, low)
    is_cell = stream.operand is not None
    found = stream.expression(Power.ANY if is_cell else Power.SUM)
    if isinstance(found, Comparison | Membership | Missing | Empty | Not | AllOf | AnyOf):
        return found
    if not is_cell and not isinstance(found, Number | Text | Truth | Null):
        raise unexpected("a number or a text", start)
    return compared(ComparisonSign.EQUAL, operand, found, start, start)


def _opens_range(stream: Stream) -> bool:
    """Whether two dots stand before the next bracket closes."""
    if stream.next.text == "]":
        return True
    steps = 1
    while (token := stream.ahead(steps)).kind is not Kind.END:
        if token.kind is Kind.SIGN and token.text in {"(", ")", "[", "]", ",", ".."}:
            return token.text == ".."
        steps += 1
    return False


def _rest_of_range(stream: Stream, operand: Term, opening: str, low: Term) -> Condition:
    high = stream.endpoint()
    is_closed = stream.shows("]")
    if not (stream.accept("]") or stream.accept(")") or stream.accept("[")):
        raise unexpected("] or )", stream.next)
    over = ComparisonSign.AT_LEAST if opening == "[" else ComparisonSign.MORE
    return _range(operand, over, low, ComparisonSign.AT_MOST if is_closed else ComparisonSign.LESS, high)


def _constant(stream: Stream) -> Constant:
    start = stream.next
    found = stream.expression(Power.SIGN)
    if not isinstance(found, Number | Text | Truth):
        raise unexpected("a number or a text", start)
    return found


def _range(operand: Term, over: ComparisonSign, low: Term, under: ComparisonSign, high: Term) -> Condition:
    return AllOf((Comparison(over, operand, low), Comparison(under, operand, high)))


def _refused(tests: Condition) -> Condition:
    """The opposite of some unary tests."""
    if isinstance(tests, Comparison) and tests.sign is ComparisonSign.EQUAL:
        return Comparison(ComparisonSign.UNEQUAL, tests.left, tests.right)
    return Not(tests)


def _constant_of(test: Condition, operand: Term) -> Constant | None:
    """The one constant for which a test holds."""
    if not isinstance(test, Comparison) or test.sign is not ComparisonSign.EQUAL or test.left != operand:
        return None
    return test.right if isinstance(test.right, Number | Text | Truth) else None

"""Linear arithmetic over fractions: exact answers to whether some numbers satisfy some inequalities.

A linear form is a constant and a coefficient for each name. Systems of them are solved by eliminating one
name after the other (Fourier and Motzkin), and solved in numbers that people like to read.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from studio.model.guard.tree import Arithmetic, ArithmeticSign, Expression, Name, Negative, Number

__all__ = ["Linear", "Side", "TooMany", "exact", "linear", "pleasant", "solution"]

_MOST_ROWS = 400
"""Inequalities that one elimination may leave; a handful is usual."""


class TooMany(Exception):
    """More inequalities than are worth the time."""


class Side(IntEnum):
    """Where a linear form lies."""

    BELOW = -1
    ZERO = 0
    ABOVE = 1


@dataclass(frozen=True, slots=True)
class Linear:
    """``constant`` plus the sum of the names' values times their coefficients; names in order."""

    coefficients: tuple[tuple[str, Fraction], ...]
    constant: Fraction

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.coefficients)

    def at(self, values: Mapping[str, Fraction]) -> Fraction:
        return self.constant + sum(factor * values[name] for name, factor in self.coefficients)

    def scaled(self) -> Linear:
        """The same border between below and above, always in the same spelling."""
        first = self.coefficients[0][1]
        return _made({name: factor / first for name, factor in self.coefficients}, self.constant / first)


def exact(number: float) -> Fraction:
    """The number that a person wrote, not its nearest binary neighbour."""
    return Fraction(repr(number))


def linear(term: Expression) -> Linear | None:
    """The linear form of a term; None for texts, products of names, and quotients by a name."""
    match term:
        case Number(number):
            return _made({}, exact(number))
        case Name(name):
            return _made({name: Fraction(1)}, Fraction(0))
        case Negative(operand):
            inner = linear(operand)
            return None if inner is None else _times(inner, Fraction(-1))
        case Arithmetic(sign, first, second):
            left, right = linear(first), linear(second)
            return None if left is None or right is None else _joined(sign, left, right)
        case _:
            return None


def difference(left: Expression, right: Expression) -> Linear | None:
    """The linear form of one term less the other."""
    return linear(Arithmetic(ArithmeticSign.MINUS, left, right))  # type: ignore[arg-type]


def _joined(sign: ArithmeticSign, left: Linear, right: Linear) -> Linear | None:
    match sign:
        case ArithmeticSign.PLUS:
            return _plus(left, right)
        case ArithmeticSign.MINUS:
            return _plus(left, _times(right, Fraction(-1)))
        case ArithmeticSign.TIMES if not left.coefficients:
            return _times(right, left.constant)
        case ArithmeticSign.TIMES if not right.coefficients:
            return _times(left, right.constant)
        case ArithmeticSign.OVER if not right.coefficients and right.constant:
            return _times(left, 1 / right.constant)
        case _:
            return None


def _made(coefficients: Mapping[str, Fraction], constant: Fraction) -> Linear:
    return Linear(tuple(sorted((name, it) for name, it in coefficients.items() if it)), constant)


def _times(form: Linear, factor: Fraction) -> Linear:
    return _made({name: it * factor for name, it in form.coefficients}, form.constant * factor)


def _plus(left: Linear, right: Linear) -> Linear:
    total = dict(left.coefficients)
    for name, factor in right.coefficients:
        total[name] = total.get(name, Fraction(0)) + factor
    return _made(total, left.constant + right.constant)


def solution(wanted: Sequence[tuple[Linear, Side, bool]], names: Sequence[str]) -> dict[str, Fraction] | None:
    """Numbers for the names that put every form on its side, zero included where the flag says so.

    None where there are none. Each number is as round as the others allow.
    """
    rows = {
        _row(form if side is not Side.ABOVE else _times(form, Fraction(-1)), side is Side.ZERO, closed)
        for form, side, closed in wanted
    }
    return _solved(frozenset(rows), tuple(names))


@dataclass(frozen=True, slots=True)
class _Row:
    """A form that shall be zero, below zero, or (``closed``) at most zero."""

    form: Linear
    zero: bool
    closed: bool


def _row(form: Linear, zero: bool, closed: bool) -> _Row:
    if form.coefficients:
        size = abs(form.coefficients[0][1])
        form = _times(form, 1 / size)
    return _Row(form, zero, closed)


def _solved(rows: frozenset[_Row], names: tuple[str, ...]) -> dict[str, Fraction] | None:
    if len(rows) > _MOST_ROWS:
        raise TooMany
    if any(not row.form.coefficients and not _holds(row) for row in rows):
        return None
    if not names:
        return {}
    *others, last = names
    equal = next((row for row in rows if row.zero and last in row.form.names), None)
    if equal is not None:
        rest = frozenset(_without(row, equal, last) for row in rows if row is not equal)
    else:
        rest = _eliminated(rows, last)
    found = _solved(rest, tuple(others))
    if found is None:
        return None
    return found | {last: _chosen([equal] if equal is not None else list(rows), last, found)}


def _holds(row: _Row) -> bool:
    value = row.form.constant
    return value == 0 if row.zero else value < 0 or (row.closed and value == 0)


def _factor(row: _Row, name: str) -> Fraction:
    return dict(row.form.coefficients).get(name, Fraction(0))


def _without(row: _Row, equal: _Row, name: str) -> _Row:
    """A row in which the name is replaced by what the equation says it is."""
    times = -_factor(row, name) / _factor(equal, name)
    return _row(_plus(row.form, _times(equal.form, times)), row.zero, row.closed)


def _eliminated(rows: frozenset[_Row], name: str) -> frozenset[_Row]:
    lower = [row for row in rows if _factor(row, name) < 0]
    upper = [row for row in rows if _factor(row, name) > 0]
    rest = {row for row in rows if not _factor(row, name)}
    for low in lower:
        for high in upper:
            form = _plus(
                _times(high.form, 1 / _factor(high, name)), _times(low.form, -1 / _factor(low, name))
            )
            rest.add(_row(form, False, low.closed and high.closed))
    return frozenset(rest)


def _chosen(rows: Sequence[_Row], name: str, known: Mapping[str, Fraction]) -> Fraction:
    """A number for the last name between the bounds that the others leave it."""
    low: tuple[Fraction, bool] | None = None
    high: tuple[Fraction, bool] | None = None
    for row in rows:
        factor = _factor(row, name)
        if not factor:
            continue
        others = _made({it: value for it, value in row.form.coefficients if it != name}, row.form.constant)
        bound = -others.at(known) / factor
        if row.zero:
            return bound
        if factor > 0 and (high is None or (bound, row.closed) < high):
            high = (bound, row.closed)
        elif factor < 0 and (low is None or (-bound, row.closed) < (-low[0], low[1])):
            low = (bound, row.closed)
    if low is not None and high is not None and low[0] == high[0]:
        return low[0]
    return pleasant(None if low is None else low[0], None if high is None else high[0])


def pleasant(low: Fraction | None, high: Fraction | None) -> Fraction:
    """A number between two others, neither of them: whole if there is one, else of few digits."""
    if low is None and high is None:
        return Fraction(1)
    if low is None:
        return Fraction(math.ceil(high or 0) - 1)
    if high is None:
        return Fraction(math.floor(low) + 1)
    for step in (Fraction(1), Fraction(1, 2), *(Fraction(1, 10**digits) for digits in range(1, 400))):
        found = (low // step + 1) * step
        if found < high:
            return found
    raise TooMany

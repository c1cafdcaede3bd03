"""The tokens of a guard as its parser takes them, and what may stand where among what it finds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from enum import IntEnum

from studio.model.guard.tokens import GuardError, Kind, Token, shortened
from studio.model.guard.tree import (
    Arithmetic,
    Comparison,
    ComparisonSign,
    Condition,
    Expression,
    Missing,
    Name,
    Negative,
    Not,
    Number,
    Term,
    Text,
    Truth,
)

__all__ = [
    "MAX_DEPTH", "Found", "Null", "Power", "Stream", "Words", "compared", "condition", "number",
    "ordered", "term", "too_deep", "unexpected",
]  # fmt: skip

MAX_DEPTH = 64
"""Levels of the tree, and of brackets in the text."""


class Power(IntEnum):
    """How tightly what stands between two operands binds them, the loosest first."""

    ANY = 0
    OR = 1
    AND = 2
    NOT = 3
    COMPARISON = 4
    SUM = 5
    PRODUCT = 6
    SIGN = 7
    CALL = 8


@dataclass(frozen=True, slots=True)
class Null:
    """The word ``null``, which the tree knows only as :class:`Missing`."""


@dataclass(frozen=True, slots=True)
class Words:
    """Several words in a row, which are a name only beside a comparison."""

    text: str


Found = Expression | Null | Words


class Stream(ABC):
    """The tokens, read once from left to right; ``operand`` is what unary tests ask about."""

    def __init__(self, found: list[Token], operand: Term | None = None) -> None:
        self.operand = operand
        self.place = 0
        self.depth = 0
        self._tokens = found

    @property
    def next(self) -> Token:
        return self._tokens[self.place]

    def ahead(self, steps: int) -> Token:
        """The token some steps after the next one; the last one where there are no more."""
        return self._tokens[min(self.place + steps, len(self._tokens) - 1)]

    def take(self) -> Token:
        token = self.next
        self.place += token.kind is not Kind.END
        return token

    def shows(self, text: str) -> bool:
        return self.next.kind in (Kind.SIGN, Kind.WORD) and self.next.text == text

    def accept(self, text: str) -> bool:
        found = self.shows(text)
        self.place += found
        return found

    def expect(self, text: str) -> None:
        if not self.accept(text):
            raise unexpected(text, self.next)

    def end(self, expected: str) -> None:
        if self.next.kind is not Kind.END:
            raise unexpected(expected, self.next)

    @abstractmethod
    def expression(self, power: Power) -> Found:
        """The longest expression from here whose operators bind at least as tightly as ``power``."""

    @abstractmethod
    def chain(self, left: Found, start: Token) -> Condition:
        """One comparison or several in a row, ``left`` already read."""

    def endpoint(self) -> Term:
        """A number or a text, or what stands for one."""
        start = self.next
        return ordered(self.expression(Power.SUM), start)


def named(found: Found) -> Expression | Null:
    return Name(found.text) if isinstance(found, Words) else found


def term(found: Found, start: Token) -> Term:
    found = named(found)
    if isinstance(found, Number | Text | Truth | Name | Negative | Arithmetic):
        return found
    raise unexpected("a number or a text", start)


def ordered(found: Found, start: Token) -> Term:
    found = named(found)
    if isinstance(found, Number | Text | Name | Negative | Arithmetic):
        return found
    raise unexpected("a number or a text", start)


def number(found: Found, start: Token) -> Term:
    found = named(found)
    if isinstance(found, Number | Name | Negative | Arithmetic):
        return found
    raise unexpected("a number", start)


def condition(found: Found, start: Token) -> Condition:
    if isinstance(found, Words):
        raise unexpected("a comparison", replace(start, text=found.text))
    if isinstance(found, Number | Text | Negative | Arithmetic | Null):
        raise unexpected("a condition", start)
    return found


def compared(sign: ComparisonSign, left: Found, right: Found, start: Token, after: Token) -> Condition:
    """Two sides compared; beside ``null`` the question is whether the other is missing."""
    left, right = named(left), named(right)
    if sign not in (ComparisonSign.EQUAL, ComparisonSign.UNEQUAL):
        return Comparison(sign, ordered(left, start), ordered(right, after))
    if not (isinstance(left, Null) or isinstance(right, Null)):
        return Comparison(sign, left, right)
    missing = Missing(term(left, start) if isinstance(right, Null) else term(right, after))
    return missing if sign is ComparisonSign.EQUAL else Not(missing)


def too_deep() -> GuardError:
    return GuardError(
        "guard.too-deep",
        f"The condition is nested more than {MAX_DEPTH} levels deep.",
        limit=str(MAX_DEPTH),
    )


def unexpected(expected: str, token: Token) -> GuardError:
    if token.kind is Kind.END:
        return GuardError(
            "guard.unexpected.end",
            f"Character {token.position}: {expected} is expected, but the text ends there.",
            position=str(token.position),
            expected=expected,
        )
    found = shortened(token.text) if token.text.strip() else f'"{token.text}"'
    return GuardError(
        "guard.unexpected",
        f"Character {token.position}: {expected} is expected, not {found}.",
        position=str(token.position),
        expected=expected,
        found=found,
    )

"""From a text to a :class:`Guard`: a Pratt parser for what Python, FEEL, JUEL and JavaScript share.

Understood are comparisons (also chains such as ``1 <= x < 5`` and ``x between 1 and 5``), ``and``, ``or``,
``not`` in the spelling of each language, arithmetic, ``in`` with a list or a FEEL range, texts, numbers,
percentages and names; a FEEL ``=`` in front, JUEL's ``${…}``, XPath's ``getDataObject('x')``, ``$x`` and
``/order/amount`` are looked through, ``x.equals("a")`` is a comparison. Two or more words in a row beside a
comparison are one name, as in FEEL; a name in backticks may stand anywhere. Everything else is refused:
no call, index or assignment exists in the tree. Nothing is ever handed to an interpreter.

The cells of a decision table are FEEL's unary tests: ``> 100``, ``[1..5)``, ``"a", "b"``, ``not("a")`` …
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from studio.model.guard.guard import Guard
from studio.model.guard.tokens import GuardError, Kind, Token, shortened, tokens
from studio.model.guard.tree import (
    AllOf,
    AnyOf,
    Arithmetic,
    ArithmeticSign,
    Comparison,
    ComparisonSign,
    Condition,
    Constant,
    Empty,
    Expression,
    Membership,
    Missing,
    Name,
    Negative,
    Not,
    Number,
    Term,
    Text,
    Truth,
    nodes,
)

__all__ = ["MAX_DEPTH", "parse_guard", "parse_term", "parse_unary_tests"]

MAX_DEPTH = 64
"""Levels of the tree, and of brackets in the text."""

_OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _SIGN, _CALL = range(1, 9)
"""Binding powers, loosest first."""

_POWERS = {
    "or": _OR, "and": _AND,
    "==": _COMPARISON, "!=": _COMPARISON, "<": _COMPARISON, "<=": _COMPARISON,
    ">": _COMPARISON, ">=": _COMPARISON,
    "in": _COMPARISON, "not": _COMPARISON, "is": _COMPARISON, "between": _COMPARISON,
    "+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, ".equals": _CALL,
}  # fmt: skip
_CLOSING = {"(": ")", "[": "]", "${": "}", "{": "}"}
_ORDERS = frozenset({"<", "<=", ">", ">="})


@dataclass(frozen=True, slots=True)
class _Null:
    """The word ``null``, which the tree knows only as :class:`Missing`."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Several words in a row, which are a name only beside a comparison."""

    text: str


_Found = Expression | _Null | _Words


def parse_guard(text: str) -> Guard:
    """The guard that a text states; GuardError says at which character it stops being one."""
    return Guard(root=_shallow(_Parser(tokens(text)).whole()), text=text)


def parse_term(text: str) -> Term:
    """What a text says about the case that is no condition: a name, a constant or arithmetic."""
    return _shallow(_Parser(tokens(text)).only_term())


def parse_unary_tests(text: str, operand: Term) -> Condition:
    """What a cell of a decision table asks of its column's term; ``-`` and nothing at all always hold."""
    if text.strip() in {"", "-", "–", "—"}:
        return Truth(True)
    return _shallow(_Parser(tokens(text), operand).unary_tests())


_Tree = TypeVar("_Tree", bound=Expression)


def _shallow(root: _Tree) -> _Tree:
    if any(depth > MAX_DEPTH for _, depth in nodes(root)):
        raise _too_deep()
    return root


class _Parser:
    """Reads the tokens once, from left to right."""

    def __init__(self, found: list[Token], operand: Term | None = None) -> None:
        self._tokens = found
        self._operand = operand
        self._place = 0
        self._depth = 0

    def whole(self) -> Condition:
        self._accept("==")
        start = self._next
        root = self._condition(self._expression(0), start)
        self._end("and, or, or the end")
        return root

    def only_term(self) -> Term:
        self._accept("==")
        start = self._next
        found = self._term(self._expression(_SUM), start)
        self._end("the end")
        return found

    def unary_tests(self) -> Condition:
        operand = self._subject()
        if self._is("not") and self._tokens[self._place + 1].text == "(":
            self._place += 2
            found: Condition = _refused(self._tests(operand))
            self._expect(")")
        else:
            found = self._tests(operand)
        self._end("the end")
        return found

    def _end(self, expected: str) -> None:
        if self._next.kind is not Kind.END:
            raise self._unexpected(expected)

    def _subject(self) -> Term:
        if self._operand is None:
            raise self._unexpected("a value")
        return self._operand

    # Reading tokens

    @property
    def _next(self) -> Token:
        return self._tokens[self._place]

    def _take(self) -> Token:
        token = self._next
        self._place += token.kind is not Kind.END
        return token

    def _is(self, text: str) -> bool:
        return self._next.kind in (Kind.SIGN, Kind.WORD) and self._next.text == text

    def _accept(self, text: str) -> bool:
        found = self._is(text)
        self._place += found
        return found

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise self._unexpected(text)

    def _unexpected(self, expected: str) -> GuardError:
        return _unexpected(expected, self._next)

    # Expressions

    def _expression(self, power: int) -> _Found:
        """The longest expression from here whose operators bind at least as tightly as ``power``."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _too_deep()
        start = self._next
        left = self._prefix()
        while (own := self._infix_power()) >= max(power, 1):
            left = self._infix(left, start, own)
        self._depth -= 1
        return left

    def _infix_power(self) -> int:
        return _POWERS.get(self._next.text, 0) if self._next.kind in (Kind.SIGN, Kind.WORD) else 0

    def _prefix(self) -> _Found:
        token = self._take()
        match token.kind:
            case Kind.NUMBER:
                return Number(token.number)
            case Kind.TEXT:
                return Text(token.text)
            case Kind.NAME:
                return self._empty() if self._is_empty(token) else self._name(token)
            case Kind.QUOTED:
                return Name(token.text)
        match token.text if token.kind in (Kind.SIGN, Kind.WORD) else "":
            case "true" | "false":
                return Truth(token.text == "true")
            case "null":
                return _Null()
            case "?" if self._operand is not None:
                return self._operand
            case "is":
                return self._defined()
            case "(" | "${":
                inside = self._expression(0)
                self._expect(_CLOSING[token.text])
                return inside
            case "not" | "!":
                start = self._next
                return Not(self._condition(self._expression(_NOT if token.text == "not" else _SIGN), start))
            case "-":
                start = self._next
                return _negative(self._number(self._expression(_SIGN), start))
            case "+":
                start = self._next
                return self._number(self._expression(_SIGN), start)
        raise _unexpected("a value", token)

    def _name(self, first: Token) -> Name | _Words:
        words = [first.text]
        while self._next.kind is Kind.NAME:
            words.append(self._take().text)
        return Name(first.text) if len(words) == 1 else _Words(" ".join(words))

    def _is_empty(self, token: Token) -> bool:
        """Whether ``empty`` asks something: the words after it are no part of a compared name."""
        if token.text != "empty":
            return False
        place = self._place
        while self._tokens[place].kind is Kind.NAME:
            place += 1
        after = self._tokens[place]
        if place == self._place:
            return after.kind in (Kind.QUOTED, Kind.TEXT, Kind.NUMBER) or after.text in {"(", "true", "false"}
        power = _POWERS.get(after.text, 0) if after.kind in (Kind.SIGN, Kind.WORD) else 0
        return power in (0, _OR, _AND)

    def _empty(self) -> Condition:
        start = self._next
        return Empty(self._term(self._expression(_SIGN), start))

    def _defined(self) -> Condition:
        """FEEL's ``is defined(x)``."""
        if self._next.text != "defined":
            raise self._unexpected("a value")
        self._take()
        self._expect("(")
        start = self._next
        operand = self._term(self._expression(_SUM), start)
        self._expect(")")
        return Not(Missing(operand))

    def _infix(self, left: _Found, start: Token, power: int) -> _Found:
        token = self._next
        match token.text:
            case "and" | "or":
                return self._joined(left, start, token.text, power)
            case "+" | "-" | "*" | "/":
                self._take()
                first, after = self._number(left, start), self._next
                right = self._number(self._expression(power + 1), after)
                return Arithmetic(ArithmeticSign(token.text), first, right)
            case "not":
                self._take()
                if not self._is("in"):
                    raise self._unexpected("in")
                return Not(self._membership(self._term(left, start)))
            case "is":
                return self._identity(left, start)
            case "in":
                return self._membership(self._term(left, start))
            case ".equals":
                return self._equals(left, start)
            case "between":
                return self._between(self._ordered(left, start))
            case _:
                return self._chain(left, start)

    def _joined(self, left: _Found, start: Token, word: str, power: int) -> Condition:
        parts = [self._condition(left, start)]
        while self._accept(word):
            start = self._next
            parts.append(self._condition(self._expression(power + 1), start))
        return AllOf(tuple(parts)) if word == "and" else AnyOf(tuple(parts))

    def _chain(self, left: _Found, start: Token) -> Condition:
        parts: list[Condition] = []
        while (sign := self._comparison_sign()) is not None:
            after = self._next
            right = self._expression(_SUM)
            if parts:
                left = self._term(left, start)
            parts.append(self._compared(sign, left, right, start, after))
            left, start = right, after
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _identity(self, left: _Found, start: Token) -> Condition:
        """``x is [not] null`` or another constant; between two names ``is`` belongs to plain words."""
        self._expect("is")
        sign = ComparisonSign.UNEQUAL if self._accept("not") else ComparisonSign.EQUAL
        after = self._next
        right = self._expression(_SUM)
        if not isinstance(right, Number | Text | Truth | _Null):
            raise _unexpected("null, true, false, a number or a text", after)
        return self._compared(sign, left, right, start, after)

    def _comparison_sign(self) -> ComparisonSign | None:
        if self._next.kind is Kind.SIGN and self._infix_power() == _COMPARISON:
            return ComparisonSign(self._take().text)
        return None

    def _compared(
        self, sign: ComparisonSign, left: _Found, right: _Found, start: Token, after: Token
    ) -> Condition:
        left, right = _named(left), _named(right)
        if sign not in (ComparisonSign.EQUAL, ComparisonSign.UNEQUAL):
            return Comparison(sign, self._ordered(left, start), self._ordered(right, after))
        if not (isinstance(left, _Null) or isinstance(right, _Null)):
            return Comparison(sign, left, right)
        missing = Missing(self._term(left, start) if isinstance(right, _Null) else self._term(right, after))
        return missing if sign is ComparisonSign.EQUAL else Not(missing)

    def _between(self, operand: Term) -> Condition:
        self._expect("between")
        start = self._next
        low = self._ordered(self._expression(_SUM), start)
        self._expect("and")
        start = self._next
        high = self._ordered(self._expression(_SUM), start)
        return _range(operand, ComparisonSign.AT_LEAST, low, ComparisonSign.AT_MOST, high)

    def _equals(self, left: _Found, start: Token) -> Condition:
        """``x.equals("a")``."""
        self._expect(".equals")
        self._expect("(")
        after = self._next
        right = self._expression(_SUM)
        self._expect(")")
        return self._compared(ComparisonSign.EQUAL, left, right, start, after)

    def _membership(self, operand: Term) -> Condition:
        self._expect("in")
        opening = self._next.text
        if self._next.kind is Kind.SIGN and opening in _ORDERS | {"]"}:
            return self._test(operand)
        if opening == "(" and not self._opens_range():
            self._take()
            found = self._tests(operand)
            self._expect(")")
            return found
        if not (self._accept("[") or self._accept("(") or self._accept("{")):
            raise self._unexpected("[ or (")
        choices = [self._constant()]
        if opening != "{" and self._accept(".."):
            return self._range(operand, opening, choices[0])
        while self._accept(",") and not self._is(_CLOSING[opening]):
            choices.append(self._constant())
        self._expect(_CLOSING[opening])
        return Membership(operand, tuple(choices))

    def _tests(self, operand: Term) -> Condition:
        """One or more unary tests apart by commas; those for single constants become one membership."""
        found = [self._test(operand)]
        while self._accept(",") and not self._is(")"):
            found.append(self._test(operand))
        constants = [_constant_of(test, operand) for test in found]
        choices = tuple(constant for constant in constants if constant is not None)
        others = [test for test, constant in zip(found, constants, strict=True) if constant is None]
        if self._operand is None and choices and not others:
            return Membership(operand, choices)
        if len(choices) > 1:
            others = [Membership(operand, choices), *others]
        elif choices:
            others = found
        return others[0] if len(others) == 1 else AnyOf(tuple(others))

    def _test(self, operand: Term) -> Condition:
        start, opening = self._next, self._next.text
        if start.kind is Kind.SIGN and opening in _ORDERS | {"==", "!="}:
            return self._chain(operand, start)
        if start.kind is Kind.SIGN and opening in {"(", "[", "]"} and self._opens_range():
            self._take()
            low = self._endpoint()
            self._expect("..")
            return self._range(operand, opening, low)
        found = self._expression(0 if self._operand is not None else _SUM)
        if isinstance(found, Comparison | Membership | Missing | Empty | Not | AllOf | AnyOf):
            return found
        if self._operand is None and not isinstance(found, Number | Text | Truth | _Null):
            raise _unexpected("a number or a text", start)
        return self._compared(ComparisonSign.EQUAL, operand, found, start, start)

    def _opens_range(self) -> bool:
        """Whether two dots stand before the next bracket closes."""
        if self._next.text == "]":
            return True
        place = self._place + 1
        while (
            self._tokens[place].text not in {"(", ")", "[", "]", ","}
            and self._tokens[place].kind is not Kind.END
        ):
            if self._tokens[place].text == ".." and self._tokens[place].kind is Kind.SIGN:
                return True
            place += 1
        return False

    def _endpoint(self) -> Term:
        start = self._next
        return self._ordered(self._expression(_SUM), start)

    def _range(self, operand: Term, opening: str, low: Term) -> Condition:
        high = self._endpoint()
        closed = self._is("]")
        if not (self._accept("]") or self._accept(")") or self._accept("[")):
            raise self._unexpected("] or )")
        over = ComparisonSign.AT_LEAST if opening == "[" else ComparisonSign.MORE
        under = ComparisonSign.AT_MOST if closed else ComparisonSign.LESS
        return _range(operand, over, low, under, high)

    def _constant(self) -> Constant:
        start = self._next
        found = self._expression(_SIGN)
        if not isinstance(found, Number | Text | Truth):
            raise _unexpected("a number or a text", start)
        return found

    # What may stand where

    def _term(self, found: _Found, start: Token) -> Term:
        found = _named(found)
        if isinstance(found, Number | Text | Truth | Name | Negative | Arithmetic):
            return found
        raise _unexpected("a number or a text", start)

    def _ordered(self, found: _Found, start: Token) -> Term:
        found = _named(found)
        if isinstance(found, Number | Text | Name | Negative | Arithmetic):
            return found
        raise _unexpected("a number or a text", start)

    def _number(self, found: _Found, start: Token) -> Term:
        found = _named(found)
        if isinstance(found, Number | Name | Negative | Arithmetic):
            return found
        raise _unexpected("a number", start)

    def _condition(self, found: _Found, start: Token) -> Condition:
        if isinstance(found, _Words):
            raise _unexpected("a comparison", replace(start, text=found.text))
        if isinstance(found, Number | Text | Negative | Arithmetic | _Null):
            raise _unexpected("a condition", start)
        return found


def _refused(tests: Condition) -> Condition:
    """The opposite of some unary tests."""
    if isinstance(tests, Comparison) and tests.sign is ComparisonSign.EQUAL:
        return Comparison(ComparisonSign.UNEQUAL, tests.left, tests.right)
    return Not(tests)


def _named(found: _Found) -> Expression | _Null:
    return Name(found.text) if isinstance(found, _Words) else found


def _constant_of(test: Condition, operand: Term) -> Constant | None:
    """The one constant for which a test holds."""
    match test:
        case Comparison(ComparisonSign.EQUAL, left, Number() | Text() | Truth() as constant) if (
            left == operand
        ):
            return constant
        case _:
            return None


def _range(operand: Term, over: ComparisonSign, low: Term, under: ComparisonSign, high: Term) -> Condition:
    return AllOf((Comparison(over, operand, low), Comparison(under, operand, high)))


def _negative(operand: Term) -> Term:
    return Number(-operand.number) if isinstance(operand, Number) else Negative(operand)


def _too_deep() -> GuardError:
    return GuardError(
        "guard.too-deep",
        f"The condition is nested more than {MAX_DEPTH} levels deep.",
        limit=str(MAX_DEPTH),
    )


def _unexpected(expected: str, token: Token) -> GuardError:
    found = "the end" if token.kind is Kind.END else shortened(token.text)
    return GuardError(
        "guard.unexpected",
        f"Character {token.position}: {expected} is expected, not {found}.",
        position=str(token.position),
        expected=expected,
        found=found,
    )

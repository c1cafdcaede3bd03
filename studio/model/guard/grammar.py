"""The grammar of guards: a Pratt parser, which joins what stands beside an operator by how tightly it binds.

It takes over what Python, FEEL, JUEL and JavaScript share; everything else is refused where it stands.
"""

from __future__ import annotations

from studio.model.guard.stream import (
    MAX_DEPTH,
    Found,
    Null,
    Power,
    Stream,
    Words,
    compared,
    condition,
    number,
    ordered,
    term,
    too_deep,
    unexpected,
)
from studio.model.guard.tokens import Kind, Token
from studio.model.guard.tree import (
    AllOf,
    AnyOf,
    Arithmetic,
    ArithmeticSign,
    ComparisonSign,
    Condition,
    Empty,
    Missing,
    Name,
    Negative,
    Not,
    Number,
    Term,
    Text,
    Truth,
)
from studio.model.guard.unary import between, membership

__all__ = ["Grammar"]

_POWERS = {
    "or": Power.OR, "and": Power.AND,
    "==": Power.COMPARISON, "!=": Power.COMPARISON, "<": Power.COMPARISON, "<=": Power.COMPARISON,
    ">": Power.COMPARISON, ">=": Power.COMPARISON,
    "in": Power.COMPARISON, "not": Power.COMPARISON, "is": Power.COMPARISON, "between": Power.COMPARISON,
    "+": Power.SUM, "-": Power.SUM, "*": Power.PRODUCT, "/": Power.PRODUCT, ".equals": Power.CALL,
}  # fmt: skip
_CLOSING = {"(": ")", "${": "}"}


def _power(token: Token) -> Power:
    """How tightly a token binds what stands on its sides; ANY where it does not."""
    return _POWERS.get(token.text, Power.ANY) if token.kind in (Kind.SIGN, Kind.WORD) else Power.ANY


class Grammar(Stream):
    """Expressions, by the power with which operators bind."""

    def whole(self) -> Condition:
        self.accept("==")
        start = self.next
        root = condition(self.expression(Power.ANY), start)
        self.end("and, or, or the end")
        return root

    def only_term(self) -> Term:
        self.accept("==")
        start = self.next
        found = term(self.expression(Power.SUM), start)
        self.end("the end")
        return found

    def expression(self, power: Power) -> Found:
        """The longest expression from here whose operators bind at least as tightly as ``power``."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise too_deep()
        start = self.next
        left = self._prefix()
        while (own := self._infix_power()) >= max(power, Power.OR):
            left = self._infix(left, start, own)
        self.depth -= 1
        return left

    def _infix_power(self) -> Power:
        return _power(self.next)

    def _prefix(self) -> Found:
        token = self.take()
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
                return Null()
            case "?" if self.operand is not None:
                return self.operand
            case "is":
                return self._defined()
            case "(" | "${":
                inside = self.expression(Power.ANY)
                self.expect(_CLOSING[token.text])
                return inside
            case "not" | "!":
                start = self.next
                return Not(
                    condition(self.expression(Power.NOT if token.text == "not" else Power.SIGN), start)
                )
            case "-":
                start = self.next
                return _negative(number(self.expression(Power.SIGN), start))
            case "+":
                start = self.next
                return number(self.expression(Power.SIGN), start)
        raise unexpected("a value", token)

    def _name(self, first: Token) -> Name | Words:
        words = [first.text]
        while self.next.kind is Kind.NAME:
            words.append(self.take().text)
        return Name(first.text) if len(words) == 1 else Words(" ".join(words))

    def _is_empty(self, token: Token) -> bool:
        """Whether ``empty`` asks something: the words after it are no part of a compared name."""
        if token.text != "empty":
            return False
        steps = 0
        while self.ahead(steps).kind is Kind.NAME:
            steps += 1
        after = self.ahead(steps)
        if not steps:
            return after.kind in (Kind.QUOTED, Kind.TEXT, Kind.NUMBER) or after.text in {"(", "true", "false"}
        return _power(after) in (Power.ANY, Power.OR, Power.AND)

    def _empty(self) -> Condition:
        start = self.next
        return Empty(term(self.expression(Power.SIGN), start))

    def _defined(self) -> Condition:
        """FEEL's ``is defined(x)``."""
        if self.next.text != "defined":
            raise unexpected("a value", self.next)
        self.take()
        self.expect("(")
        start = self.next
        operand = term(self.expression(Power.SUM), start)
        self.expect(")")
        return Not(Missing(operand))

    def _infix(self, left: Found, start: Token, power: Power) -> Found:
        token = self.next
        match token.text:
            case "and" | "or":
                return self._joined(left, start, token.text, power)
            case "+" | "-" | "*" | "/":
                self.take()
                first, after = number(left, start), self.next
                right = number(self.expression(Power(power + 1)), after)
                return Arithmetic(ArithmeticSign(token.text), first, right)
            case "not":
                self.take()
                if not self.shows("in"):
                    raise unexpected("in", self.next)
                return Not(membership(self, term(left, start)))
            case "is":
                return self._identity(left, start)
            case "in":
                return membership(self, term(left, start))
            case ".equals":
                return self._equals(left, start)
            case "between":
                return between(self, ordered(left, start))
            case _:
                return self.chain(left, start)

    def _joined(self, left: Found, start: Token, word: str, power: Power) -> Condition:
        parts = [condition(left, start)]
        while self.accept(word):
            start = self.next
            parts.append(condition(self.expression(Power(power + 1)), start))
        return AllOf(tuple(parts)) if word == "and" else AnyOf(tuple(parts))

    def chain(self, left: Found, start: Token) -> Condition:
        parts: list[Condition] = []
        while (sign := self._comparison_sign()) is not None:
            after = self.next
            right = self.expression(Power.SUM)
            if parts:
                left = term(left, start)
            parts.append(compared(sign, left, right, start, after))
            left, start = right, after
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _identity(self, left: Found, start: Token) -> Condition:
        """``x is [not] null`` or another constant; between two names ``is`` belongs to plain words."""
        self.expect("is")
        sign = ComparisonSign.UNEQUAL if self.accept("not") else ComparisonSign.EQUAL
        after = self.next
        right = self.expression(Power.SUM)
        if not isinstance(right, Number | Text | Truth | Null):
            raise unexpected("null, true, false, a number or a text", after)
        return compared(sign, left, right, start, after)

    def _comparison_sign(self) -> ComparisonSign | None:
        if self.next.kind is Kind.SIGN and self._infix_power() == Power.COMPARISON:
            return ComparisonSign(self.take().text)
        return None

    def _equals(self, left: Found, start: Token) -> Condition:
        """``x.equals("a")``."""
        self.expect(".equals")
        self.expect("(")
        after = self.next
        right = self.expression(Power.SUM)
        self.expect(")")
        return compared(ComparisonSign.EQUAL, left, right, start, after)


def _negative(operand: Term) -> Term:
    return Number(-operand.number) if isinstance(operand, Number) else Negative(operand)

"""A guard in XPath 1.0, as BPSim's expressions are written."""

from __future__ import annotations

from studio.model.guard import (
    AllOf,
    AnyOf,
    Arithmetic,
    ArithmeticSign,
    Comparison,
    ComparisonSign,
    Expression,
    Guard,
    Membership,
    Name,
    Negative,
    Not,
    Number,
    Text,
    Truth,
)

__all__ = ["xpath"]


def xpath(guard: Guard) -> str | None:
    """The expression; None where XPath has no words for it."""
    try:
        return _told(guard.root)
    except ValueError:
        return None


def _told(node: Expression) -> str:
    match node:
        case Number() | Truth():
            return f"{node}()" if isinstance(node, Truth) else str(node)
        case Text(text):
            return _quoted(text)
        case Name(name):
            return f"bpsim:getProperty({_quoted(name)})"
        case Negative(operand):
            return f"-({_told(operand)})"
        case Not(operand):
            return f"not({_told(operand)})"
        case Comparison(sign, left, right):
            written = "=" if sign is ComparisonSign.EQUAL else sign.value
            return f"{_bracketed(left)} {written} {_bracketed(right)}"
        case Arithmetic(sign, left, right):
            written = "div" if sign is ArithmeticSign.OVER else sign.value
            return f"({_told(left)} {written} {_told(right)})"
        case Membership(operand, choices):
            return f"({' or '.join(f'{_bracketed(operand)} = {_told(choice)}' for choice in choices)})"
        case AllOf(parts):
            return " and ".join(_bracketed(part) for part in parts)
        case AnyOf(parts):
            return " or ".join(_bracketed(part) for part in parts)
    raise ValueError(node)


def _bracketed(node: Expression) -> str:
    told = _told(node)
    return f"({told})" if isinstance(node, AllOf | AnyOf | Comparison) else told


def _quoted(text: str) -> str:
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    raise ValueError(text)

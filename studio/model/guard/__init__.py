"""Guards: yes/no questions about a case, parsed into a small typed tree and never executed as code."""

from studio.model.guard.guard import Guard
from studio.model.guard.parser import parse_guard
from studio.model.guard.postfix import Instruction, Operation
from studio.model.guard.tokens import GuardError
from studio.model.guard.tree import (
    AllOf,
    AnyOf,
    Arithmetic,
    ArithmeticSign,
    Comparison,
    ComparisonSign,
    Condition,
    Constant,
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
    Value,
)

__all__ = [
    "AllOf",
    "AnyOf",
    "Arithmetic",
    "ArithmeticSign",
    "Comparison",
    "ComparisonSign",
    "Condition",
    "Constant",
    "Expression",
    "Guard",
    "GuardError",
    "Instruction",
    "Membership",
    "Missing",
    "Name",
    "Negative",
    "Not",
    "Number",
    "Operation",
    "Term",
    "Text",
    "Truth",
    "Value",
    "parse_guard",
]

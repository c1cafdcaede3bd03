"""Guards: yes/no questions about a case, parsed into a small typed tree and never executed as code."""

from studio.model.guard.answers import answer_of, is_otherwise
from studio.model.guard.domain import Domain, Sort
from studio.model.guard.examine import Finding, FindingKind, SplitVerdict, examine
from studio.model.guard.guard import Guard
from studio.model.guard.labels import label_guard, label_guards
from studio.model.guard.parser import mixed_units, parse_guard, parse_term, parse_unary_tests
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
    "Domain",
    "Empty",
    "Expression",
    "Finding",
    "FindingKind",
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
    "Sort",
    "SplitVerdict",
    "Term",
    "Text",
    "Truth",
    "Value",
    "answer_of",
    "examine",
    "is_otherwise",
    "label_guard",
    "label_guards",
    "mixed_units",
    "parse_guard",
    "parse_term",
    "parse_unary_tests",
]

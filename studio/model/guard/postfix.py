"""A guard as flat code for a stack machine: what a compiled engine runs instead of walking the tree.

Every instruction is a pair (operation, argument); those without an argument carry None. A value on the
stack is a number, a text, a truth or *missing*.

===============  =========  ==============================  =======================================
operation        argument   takes from the stack (top last)  puts on the stack
===============  =========  ==============================  =======================================
NUMBER           float                                      the number
TEXT             str                                        the text
TRUTH            bool                                       the truth
NAME             str                                        the case's value of that name, or missing
NEGATE                      a                               -a
PLUS … OVER                 a, b                            a + b, a - b, a * b, a / b
EQUAL … AT_LEAST            a, b                            the truth of the comparison
IN               int n      a, n constants                  whether a equals one of them
MISSING                     a                               true if a is missing, else false
EMPTY                       a                               true if a is missing or "", else false
NOT                         a                               the opposite
AND, OR                     a, b                            Kleene's conjunction and disjunction
===============  =========  ==============================  =======================================

Arithmetic gives missing for anything but two numbers, for division by zero and for a result that is not
finite. A comparison gives missing for a missing side, for two types, and for the order of two truths.
``IN`` is the OR of its comparisons. NOT, AND and OR treat anything but a truth as missing. At the end one
value is left; unless it is a truth the guard is undecided.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from studio.model.guard.tree import (
    AllOf,
    AnyOf,
    Arithmetic,
    Comparison,
    Empty,
    Expression,
    Membership,
    Missing,
    Name,
    Negative,
    Not,
    Number,
    Text,
    Truth,
    children,
)

__all__ = ["Instruction", "Operation", "compiled"]


class Operation(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    NAME = "name"
    NEGATE = "negate"
    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    OVER = "/"
    EQUAL = "=="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    IN = "in"
    MISSING = "missing"
    EMPTY = "empty"
    NOT = "not"
    AND = "and"
    OR = "or"


class Instruction(NamedTuple):
    """One step of the stack machine."""

    operation: Operation
    argument: float | str | bool | None = None


def compiled(root: Expression) -> tuple[Instruction, ...]:
    """The instructions that compute the tree, operands before their operator."""
    found: list[Instruction] = []
    waiting: list[Expression | Instruction] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Instruction):
            found.append(item)
        elif isinstance(item, AllOf | AnyOf):
            join = Instruction(Operation.AND if isinstance(item, AllOf) else Operation.OR)
            for part in reversed(item.parts[1:]):
                waiting += (join, part)
            waiting.append(item.parts[0])
        else:
            waiting.extend(reversed(_own(item)))
            waiting.extend(reversed(children(item)))
    return tuple(found)


def _own(node: Expression) -> tuple[Instruction, ...]:
    """What a node does once its children are on the stack."""
    match node:
        case Number():
            return (Instruction(Operation.NUMBER, node.number),)
        case Text():
            return (Instruction(Operation.TEXT, node.text),)
        case Truth():
            return (Instruction(Operation.TRUTH, node.truth),)
        case Name():
            return (Instruction(Operation.NAME, node.name),)
        case Negative():
            return (Instruction(Operation.NEGATE),)
        case Arithmetic() | Comparison():
            return (Instruction(Operation(node.sign.value)),)
        case Membership():
            choices = [instruction for choice in node.choices for instruction in _own(choice)]
            return (*choices, Instruction(Operation.IN, len(choices)))
        case Missing():
            return (Instruction(Operation.MISSING),)
        case Empty():
            return (Instruction(Operation.EMPTY),)
        case Not():
            return (Instruction(Operation.NOT),)
        case AllOf() | AnyOf():
            raise TypeError(node)

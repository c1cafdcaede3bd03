"""A guard holds, does not hold, or cannot be decided; the flat code says the same as the tree."""

from __future__ import annotations

import math
import operator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model import Guard, parse_guard
from studio.model.guard import Instruction, Number, Operation, Text, Truth, Value

VALUES = {
    "amount": 600.0,
    "items": 3,
    "vip": True,
    "channel": "chat",
    "nothing": None,
    "odd": math.nan,
    "blank": "",
}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("amount > 500", True),
        ("items == 3", True),
        ("amount > 500 and not vip", False),
        ("amount / items == 200", True),
        ("-amount + 1 < 0", True),
        ("500 < amount <= 600", True),
        ("amount between 700 and 800", False),
        ("amount * 5 % == 30", True),
        ("channel == 'chat'", True),
        ("channel < 'd'", True),
        ("channel in ['mail', 'chat']", True),
        ("channel not in ['mail', 'chat']", False),
        ("vip", True),
        ("vip == false", False),
        ("(amount > 1) == vip", True),
        # what is missing
        ("absent > 1", None),
        ("absent", None),
        ("not absent", None),
        ("nothing == 1", None),
        ("absent == absent", None),
        ("absent in [1]", None),
        ("odd == odd", None),
        ("absent == null", True),
        ("nothing == null", True),
        ("amount != null", True),
        ("amount / absent == null", True),
        ("empty absent", True),
        ("empty nothing", True),
        ("empty channel", False),
        ("not empty vip", True),
        ("empty blank", True),
        # Kleene's logic
        ("vip or absent", True),
        ("absent or vip", True),
        ("not vip or absent", None),
        ("absent and not vip", False),
        ("absent and vip", None),
        ("absent or absent", None),
        # what does not fit together
        ("amount == 'chat'", None),
        ("vip == 1", None),
        ("channel > 5", None),
        ("vip < vip", None),
        ("channel + 1 > 0", None),
        ("amount and vip", None),
        ("amount and not vip", False),
        ("amount", None),
        ("channel in [1, 'chat']", True),
        ("channel in [1, 'mail']", None),
        # arithmetic without an answer
        ("amount / 0 > 1", None),
        ("1e300 * 1e300 > 1", None),
    ],
)
def test_a_guard_holds_does_not_or_cannot_be_decided(text, holds):
    guard = parse_guard(text)
    assert guard.evaluate(VALUES) is holds
    assert run(guard.postfix(), VALUES) is holds


def test_a_number_beyond_all_floats_is_a_missing_value():
    assert parse_guard("amount > 1").evaluate({"amount": 10**400}) is None


def test_names_are_those_asked_for():
    guard = parse_guard("amount > 500 and (channel in ['chat'] or not vip) and 投诉.级别 == null")
    assert guard.names() == {"amount", "channel", "vip", "投诉.级别"}


def test_constants_are_those_that_a_name_is_compared_with():
    guard = parse_guard(
        "500 < amount <= 1000 and channel in ['chat', 'mail'] and not vip and a * 2 > b and x == true"
    )
    assert guard.constants() == {
        "amount": {Number(500.0), Number(1000.0)},
        "channel": {Text("chat"), Text("mail")},
        "vip": {Truth(True)},
        "a": frozenset(),
        "b": frozenset(),
        "x": {Truth(True)},
    }
    assert parse_guard("vip").constants() == {"vip": {Truth(True)}}


def test_one_and_true_are_different_constants():
    assert parse_guard("x == 1") != parse_guard("x == true")
    assert len(parse_guard("x in [1, true]").constants()["x"]) == 2


def test_guards_are_equal_by_their_trees():
    assert parse_guard("a>1") == parse_guard("( a > 1.0 )")
    assert len({parse_guard("a>1"), parse_guard("a > 1")}) == 1


def test_the_flat_code_puts_operands_before_their_operator():
    code = parse_guard("not (a + 1 > 2) or c in ['x', 3]").postfix()
    assert [" ".join(str(part) for part in instruction if part is not None) for instruction in code] == [
        "name a", "number 1.0", "+", "number 2.0", ">", "not",
        "name c", "text x", "number 3.0", "in 2", "or",
    ]  # fmt: skip


ORDERS = {
    Operation.LESS: operator.lt,
    Operation.AT_MOST: operator.le,
    Operation.MORE: operator.gt,
    Operation.AT_LEAST: operator.ge,
}
SUMS = {Operation.PLUS: operator.add, Operation.MINUS: operator.sub, Operation.TIMES: operator.mul}


def run(code: tuple[Instruction, ...], values: dict[str, Value]) -> bool | None:
    """The stack machine as its documentation describes it, written apart from the tree."""
    stack: list[Value] = []
    for operation, argument in code:
        match operation:
            case Operation.NUMBER | Operation.TEXT | Operation.TRUTH:
                stack.append(argument)
            case Operation.NAME:
                value = values.get(argument)
                if isinstance(value, int | float) and not isinstance(value, bool):
                    value = float(value) if math.isfinite(value) else None
                stack.append(value)
            case Operation.NEGATE:
                value = stack.pop()
                stack.append(-value if isinstance(value, float) else None)
            case Operation.MISSING:
                stack.append(stack.pop() is None)
            case Operation.EMPTY:
                stack.append(stack.pop() in (None, ""))
            case Operation.NOT:
                stack.append({True: False, False: True}.get(truth(stack.pop())))
            case Operation.AND | Operation.OR:
                right, left = truth(stack.pop()), truth(stack.pop())
                decisive = operation is Operation.OR
                stack.append(
                    decisive if decisive in (left, right) else None if None in (left, right) else not decisive
                )
            case Operation.IN:
                choices = [stack.pop() for _ in range(argument)]
                value = stack.pop()
                found = [equal(value, choice) for choice in choices]
                stack.append(True if True in found else None if None in found else False)
            case Operation.EQUAL | Operation.UNEQUAL:
                same = equal(stack.pop(), stack.pop())
                stack.append(same if same is None else same == (operation is Operation.EQUAL))
            case _:
                right, left = stack.pop(), stack.pop()
                stack.append(combined(operation, left, right))
    (left,) = stack
    return truth(left)


def truth(value: Value) -> bool | None:
    return value if isinstance(value, bool) else None


def equal(left: Value, right: Value) -> bool | None:
    return None if left is None or type(left) is not type(right) else left == right


def combined(operation: Operation, left: Value, right: Value) -> Value:
    if operation in ORDERS:
        same_sort = type(left) is type(right) and isinstance(left, float | str)
        return ORDERS[operation](left, right) if same_sort else None
    if not (isinstance(left, float) and isinstance(right, float)):
        return None
    if operation is Operation.OVER:
        result = left / right if right else math.nan
    else:
        result = SUMS[operation](left, right)
    return result if math.isfinite(result) else None


NAMES = ["amount", "vip", "channel", "x", "金额"]
TERMS = st.recursive(
    st.sampled_from([*NAMES, "1", "0", "2.5", "1e308"]),
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner) | inner.map("(-{})".format)
    ),
    max_leaves=5,
)
SIGNS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
ATOMS = (
    st.sampled_from([*NAMES, "true", "false"])
    | st.builds("{} {} {}".format, TERMS, SIGNS, TERMS)
    | st.builds("{} {} 'chat'".format, st.sampled_from(NAMES), SIGNS)
    | st.builds("{} == true".format, st.sampled_from(NAMES))
    | st.builds("{} in [1, 'chat', true]".format, TERMS)
    | st.builds("{} == null".format, TERMS)
    | st.builds("empty ({})".format, TERMS)
)
TEXTS = st.recursive(
    ATOMS.map("({})".format),
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or", "==", "!="]), inner)
        | st.builds("({} and {} and {})".format, inner, inner, inner)
        | inner.map("(not {})".format)
    ),
    max_leaves=10,
)
CASES = st.fixed_dictionaries(
    {},
    optional={
        name: st.none() | st.booleans() | st.sampled_from(["chat", "mail"]) | st.integers(-3, 3) | st.floats()
        for name in NAMES
    },
)


@given(TEXTS, CASES)
def test_the_flat_code_decides_as_the_tree_does(text, values):
    guard = parse_guard(text)
    assert run(guard.postfix(), values) is guard.evaluate(values)


@given(TEXTS, CASES)
def test_a_guard_and_its_opposite_never_agree(text, values):
    guard = parse_guard(text)
    opposite = parse_guard(f"not ({text})")
    assert opposite.evaluate(values) is {True: False, False: True, None: None}[guard.evaluate(values)]


@given(TEXTS, CASES, st.sampled_from(NAMES))
def test_only_the_names_asked_for_matter(text, values, name):
    guard: Guard = parse_guard(text)
    if name not in guard.names():
        assert guard.evaluate({**values, name: 7.0}) is guard.evaluate(values)

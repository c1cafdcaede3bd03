"""Conditions in words are read clause by clause, as a condition and as a label alike."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model import GuardError, parse_guard
from studio.model.guard import label_guard, mixed_units
from studio.model.guard.tree import Name

_BOTH = [
    ("金额 大于 100 且 客户等级 是 VIP", '金额 > 100 and 客户等级 == "VIP"'),
    ("金额大于100且客户等级是VIP", '金额 > 100 and 客户等级 == "VIP"'),
    ("如果金额大于100，且客户等级为“VIP”", '金额 > 100 and 客户等级 == "VIP"'),
    ("amount greater than 100 and vip", "amount > 100 and vip"),
    ("if the amount is over $1,000 and age under 18", "amount > 1000 and age < 18"),
    ("amount greater than or equal to 100 or not vip", "amount >= 100 or not vip"),
    ("金额大于等于500元", "金额 >= 500"),
    ("金额大于或等于500元", "金额 >= 500"),
    ("金额500及以上且年龄满18岁", "金额 >= 500 and 年龄 >= 18"),
    ("金额不大于1万元或等待时间超过5分钟", "金额 <= 10000 or 等待时间 > 5"),
    ("(金额大于100或等待时间超过5分钟)且客户不是老人", '(金额 > 100 or 等待时间 > 5) and 客户 != "老人"'),
    ("级别为3级", "级别 == 3"),
    ("金额大于100且小于500", "金额 > 100 and 金额 < 500"),
    ("x between 1 and 5 and 金额 大于 100", "(x >= 1 and x <= 5) and 金额 > 100"),
    ("not (amount over 100) and vip", "not amount > 100 and vip"),
    ("Betrag über 500 € und Status ist nicht offen", 'Betrag > 500 and Status != "offen"'),
    ("!amount > 100", "not amount > 100"),
    ("！金额大于100", "not 金额 > 100"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "normal"), _BOTH)
def test_words_are_the_same_condition_wherever_they_stand(text, normal):
    guard = parse_guard(text)
    assert guard == parse_guard(normal)
    assert guard.text == text
    assert label_guard(text) == guard


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("客户等级 是 VIP", '客户等级 == "VIP"'),
        ("客户等级不是VIP", '客户等级 != "VIP"'),
        ("status is not approved", 'status != "approved"'),
        ("status is new or open", 'status == "new" or status == "open"'),
        ("客户等级是VIP或黄金", '客户等级 == "VIP" or 客户等级 == "黄金"'),
        ("备注不为空", "not empty 备注"),
        ("x is empty", "empty x"),
        ("资料齐全为否", "资料齐全 == false"),
    ],
)
def test_what_something_is_is_compared_in_a_condition_only(text, normal):
    """On a label the other way may be called by a word that means the opposite."""
    assert parse_guard(text) == parse_guard(normal)
    assert label_guard(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "行为异常",
        "是否VIP",
        "客户是否VIP",
        "因为超时",
        "不是VIP",
        "满意度",
        "is_over18",
        "amount_over500",
        "升级为主管",
    ],
)
def test_a_word_that_says_something_else_stays_one_name(text):
    assert parse_guard(text).root == Name(text)


@pytest.mark.parametrize(
    "text",
    [
        "wait over 2 hours or wait over 1 day",
        "status is new and open",
        "status is not new or open",
        "amount over 1.000",
        "it is what it is",
        "risk is above the threshold",
        "the customer agrees and the amount is over 100 and so on",
        "amount over 100 or other customers of ours",
    ],
)
def test_what_may_mean_two_things_is_refused_as_before(text):
    with pytest.raises(GuardError):
        parse_guard(text)
    assert label_guard(text) is None


def test_what_is_said_formally_is_no_matter_of_words():
    assert parse_guard("`金额大于500` and x > 1").names() == {"金额大于500", "x"}
    assert parse_guard("金额大于500 == true").names() == {"金额大于500"}
    assert parse_guard("days over limit > 3").names() == {"days over limit"}


def test_one_property_in_two_units_is_told():
    assert mixed_units(["等待超过2小时", "等待不超过1天", "金额大于5元", "金额 > 3"]) == {"等待"}


@pytest.mark.parametrize(
    "text",
    [
        "是" * 2000,
        "a is " * 400,
        "且" * 2000,
        "a over 5 and " * 150,
        "不" * 1999 + "是",
        "( " * 1000,
        "满5" * 900,
    ],
)
def test_hostile_words_are_read_at_once(text):
    start = time.process_time()
    label_guard(text)
    with suppress(GuardError):
        parse_guard(text)
    assert time.process_time() - start < 5


@given(st.text(alphabet="金额大于小等是为不空且或VIP 18.,元%()`'and or is not over", max_size=30))
def test_any_words_give_a_guard_that_can_be_written_down_or_none(text):
    with suppress(GuardError):
        guard = parse_guard(text)
        assert parse_guard(str(guard)) == guard

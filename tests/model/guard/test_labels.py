"""What people write on the ways out of a decision is read as a guard where it can mean nothing else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model import parse_guard
from studio.model.guard import answer_of, is_otherwise, label_guard, label_guards


@pytest.mark.parametrize(
    ("question", "labels", "normals"),
    [
        ("Amount?", ["> 500", "≤ 500"], ["Amount > 500", "Amount <= 500"]),
        ("金额", ["＞500", "≦500"], ["金额 > 500", None]),
        ("金额？", ["大于500元", "不超过 500 元"], ["金额 > 500", "金额 <= 500"]),
        ("金额？", ["500 以上", "500以下"], ["金额 >= 500", "金额 <= 500"]),
        ("金额？", ["500以上（不含）", "500及以下"], ["金额 > 500", "金额 <= 500"]),
        ("客户年龄", ["未满18岁", "18岁及以上"], ["客户年龄 < 18", "客户年龄 >= 18"]),
        ("", ["金额 >= 1万元", "金额 < 1万"], ["金额 >= 10000", "金额 < 10000"]),
        ("金额", ["金额 > 500", "≤ 500"], ["金额 > 500", "金额 <= 500"]),
        ("订单金额是多少？", ["超过1000", "不超过1000"], ["订单金额 > 1000", "订单金额 <= 1000"]),
        ("Age", ["under 18", "18 and over"], ["Age < 18", "Age >= 18"]),
        ("What is the delay?", ["more than 5 days", "up to 5 days"], ["delay > 5", "delay <= 5"]),
        ("Amount", ["over $1,000", "$1,000 or less"], ["Amount > 1000", "Amount <= 1000"]),
        ("Betrag?", ["über 500 €", "höchstens 500 €"], ["Betrag > 500", "Betrag <= 500"]),
        ("score", ["> 50 %", "at most 50%"], ["score > 0.5", "score <= 0.5"]),
        ("", ["amount is not over 500", "amount over 500"], ["amount <= 500", "amount > 500"]),
        ("", ["variable < 1", "variable >= 1"], ["variable < 1", "variable >= 1"]),
        ("", ["x is 1", "x is 2"], ["x == 1", "x == 2"]),
        ("", ["0 < x <= 5", "kind == 'a'"], ["0 < x and x <= 5", 'kind == "a"']),
        # answers
        ("金额是否超过500？", ["是", "否"], ["金额 > 500", "金额 <= 500"]),
        ("金额超过500元吗？", ["是", "否"], ["金额 > 500", "金额 <= 500"]),
        ("Is the amount over 500?", ["Yes", "no"], ["amount > 500", "amount <= 500"]),
        ("Does the amount exceed 1,000?", ["Y", "N"], ["amount > 1000", "amount <= 1000"]),
        ("Amount > 500?", ["ja", "Nein."], ["Amount > 500", "Amount <= 500"]),
        ("Approved?", ["Yes", "No"], ["Approved == true", "Approved == false"]),
        ("资料齐全？", ["是", "否"], ["资料齐全 == true", "资料齐全 == false"]),
        ("Is order (paid) in full?", ["yes"], ["`order (paid) in full` == true"]),
        # what may mean two things stays a text
        ("", ["Yes", "No"], [None, None]),
        ("", ["Approved", "Rejected"], [None, None]),
        ("", ["risk above threshold", "risk below threshold"], [None, None]),
        ("", ["50%", "50 %"], [None, None]),
        ("Amount?", ["500", "1000"], [None, None]),
        ("Amount?", ["500-1000", "500 to 1000", "500~1000"], [None, None, None]),
        ("Betrag?", ["über 1.000 €", "bis 0,5"], [None, None]),
        ("Wait?", ["< 2 hours", "> 1 day"], [None, None]),
        ("Risk", ["金额 > 500", "大于500"], [None, None]),
        ("", ["a over 5", "b under 5"], [None, None]),
        ("Age", ["18+", "step 3 or more work", "over 9 thousand reasons"], [None, None, None]),
        ("Amount?", ["not > 500", "no over 5"], [None, None]),
        ("Amount?", ["len(name) > 3", "(amount > 3", "{{amount}} > 3"], [None, None, None]),
        ("", ["金额(元)超过3", "金额(元)不超过3"], ["`金额(元)` > 3", "`金额(元)` <= 3"]),
        ("", ["> 500", "order > threshold and so on"], [None, None]),
    ],
)  # fmt: skip
def test_labels_are_read_together_under_the_gateways_question(question, labels, normals):
    found = label_guards(labels, question)
    assert [None if guard is None else str(guard) for guard in found] == normals
    for guard in filter(None, found):
        assert parse_guard(guard.text) == guard


def test_one_label_is_read_by_itself():
    assert str(label_guard("under 18", "Age")) == "Age < 18"
    assert label_guard("some", "Age") is None
    assert label_guard("> 5") is None


@pytest.mark.parametrize(
    ("label", "answer"),
    [
        ("Yes", True),
        ("是", True),
        ("ja!", True),
        ("No", False),
        ("否。", False),
        ("nein", False),
        ("ok", None),
        ("", None),
    ],
)
def test_an_answer_is_yes_or_no_and_nothing_else(label, answer):
    assert answer_of(label) is answer


@pytest.mark.parametrize(
    ("label", "says_so"),
    [("otherwise", True), ("Else", True), ("否则", True), ("其他", True), ("default", True), ("sonst", True),
     ("other customers", False), ("No", False), ("", False)],
)  # fmt: skip
def test_a_label_may_say_that_its_way_is_for_the_rest(label, says_so):
    assert is_otherwise(label) is says_so


@pytest.mark.parametrize(
    "text", ["大于" * 40, "1,000" * 16, "a over " * 11, " " * 5000, "over 5 " * 11, "不超过" * 26 + "5"]
)
def test_hostile_labels_are_read_at_once(text):
    start = time.process_time()
    label_guards([text] * 5, text)
    assert time.process_time() - start < 5


@given(
    st.lists(
        st.text(max_size=40) | st.text(alphabet="0123456789 ><=≤以上下超过不大于%,.元", max_size=15),
        max_size=4,
    ),
    st.text(max_size=40),
)
def test_any_labels_give_guards_that_can_be_written_down_or_nothing(labels, question):
    for guard in filter(None, label_guards(labels, question)):
        assert parse_guard(str(guard)) == guard

"""Lint: names of steps, events, decisions and pools."""

from __future__ import annotations

import pytest
from bpmn_text import definitions, diagram_of, process, reading_of
from broken_drawings import condition, decision, elements, ids
from building import drawn


def test_names_are_missed_at_steps_events_decisions_pools_lanes_and_conditional_flows():
    diagram = decision(f"|{condition('a > 1')}", 'name="no"')
    assert elements("label-required", diagram) == [
        ("decision", "X"), ("step", "A"), ("step", "B"), ("", "X-A"),
    ]  # fmt: skip
    pools = definitions(
        '<collaboration><participant id="Desk"/></collaboration>'
        '<process id="P"><laneSet><lane id="L"/></laneSet></process>'
    )
    assert elements("label-required", reading_of(pools).diagram) == [("", "Desk"), ("", "L")]


def test_no_name_is_missed_at_joins_parallel_gateways_and_sub_processes():
    diagram = drawn("Start > And > A > Xor > Sub > End\nAnd > B > Xor\nSub: C > D")
    assert ids("label-required", diagram) == ["A", "B", "C", "D"]


def test_the_only_plain_start_and_end_need_no_name():
    assert ids("label-required", drawn("Start > End\nSub: Start_in > End_in\nStart > Sub")) == []
    assert ids("label-required", drawn("Start > End\nStart > End2")) == ["End", "End2"]
    timed = process('<startEvent id="S"><timerEventDefinition/></startEvent>')
    assert ids("label-required", diagram_of(timed)) == ["S"]


def test_a_name_in_any_language_is_a_name():
    label = '<extensionElements><studio:label lang="en">Check</studio:label></extensionElements>'
    assert ids("label-required", diagram_of(process(f'<task id="T">{label}</task>'))) == []


def test_steps_of_one_name_are_told_once():
    body = '<task id="A" name="Call back"/><task id="B" name="call back"/><task id="C" name="Close"/>'
    assert ids("same-label", diagram_of(process(body))) == ["B"]


@pytest.mark.parametrize(
    "name",
    ["Contract verification", "Payment", "Customer registration", "Complaint handling",
     "Claims management review meeting", "客户信息表", "客户资料"],
)  # fmt: skip
def test_a_name_without_doing_is_told(name):
    assert ids("verbless-label", diagram_of(process(f'<task id="T" name="{name}"/>'))) == ["T"]


@pytest.mark.parametrize(
    "name",
    ["Handle complaint", "Perform credit evaluation", "Escalate", "Re-check documentation", "Call customer",
     "Process payment", "处理投诉", "投诉处理", "填写客户信息表", "核对订单", "回访", "归档文件", "审批单",
     "A", "T-17", "Rechnungsprüfung", "Wait", "Send payment",
     "Ask the customer for all missing documentation",
     "Kundenservice"],
)  # fmt: skip
def test_in_doubt_a_name_says_what_is_done(name):
    assert ids("verbless-label", diagram_of(process(f'<task id="T" name="{name}"/>'))) == []

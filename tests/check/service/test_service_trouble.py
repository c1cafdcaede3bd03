"""What is drawn for a problem leads to somebody who can solve it."""

from __future__ import annotations

import pytest
from desk_drawn import desk, found

LANES = {"A": "Agents", "A2": "Agents", "B": "Leads"}


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("A ! Error_x > End_late", True),
        ("A ! Error_x > A", True),
        ("A ! Escalation_x > End_late", True),
        ("A ! Error_x > B > End_late", False),
        ("A ! Error_x > A2 > End_late", False),
        ("A ! Error_x > End_Escalation", False),
        ("A ! Error_x > End_Message", False),
        ("A ! Error_x > Send_note > End_late", False),
        ("A ! Message_x > End_late", False),
        ("A ! Timer_x > End_late", False),
    ],
)
def test_an_exception_on_a_step_leads_to_somebody(text, silent):
    diagram = desk(f"Start > A > End\n{text}", lanes=LANES)
    event = next(node.id for node in diagram.nodes if node.attached_to)
    assert found(diagram, "no-escalation") == ([event] if silent else [])


@pytest.mark.parametrize("name", ["Customer complains", "客户投诉", "Problem reported", "系统异常"])
def test_a_message_that_speaks_of_a_problem_is_one(name):
    diagram = desk("Start > A > End\nA ! Message_x > End_late", names={"Message_x": name})
    assert found(diagram, "no-escalation") == ["Message_x"]


def test_a_ladder_for_the_step_is_an_escalation():
    text = "Start > A > End\nA ! Error_x > End_late"
    assert found(desk(text, lanes=LANES, told={"Agents": {"ladder": "Head (1 h)"}}), "no-escalation") == []
    assert found(desk(text, lanes=LANES, told={"Agents": {"ladder": "?"}}), "no-escalation") == ["Error_x"]


@pytest.mark.parametrize(
    ("gateway", "way", "refuses"),
    [
        ("Can the agent settle it?", "No", True),
        ("Within the agent's authority?", "no", True),
        ("Solved by the agent?", "No", True),
        ("能否解决？", "否", True),
        ("在权限内吗？", "不", True),
        ("", "Cannot decide", True),
        ("", "beyond my authority", True),
        ("", "无法处理", True),
        ("", "超出权限", True),
        ("Can the agent settle it?", "Yes", False),
        ("May be called?", "No", False),
        ("Verified?", "No", False),
        ("Willing to wait?", "否", False),
    ],
)
def test_who_cannot_go_on_needs_somebody_above(gateway, way, refuses):
    names = {"Xor": gateway, "Xor-End_late": way}
    nobody = desk("Start > A > Xor > End\nXor > End_late", names=names)
    assert found(nobody, "no-escalation") == (["Xor-End_late"] if refuses else [])
    again = desk("Start > A > Xor > End\nXor > A", names={"Xor": gateway, "Xor-A": way})
    assert found(again, "no-escalation") == (["Xor-A"] if refuses else [])
    somebody = desk("Start > A > Xor > End\nXor > B > End_late", names={"Xor": gateway, "Xor-B": way})
    assert found(somebody, "no-escalation") == []

"""A small diagram with one of everything that a scenario can speak of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn_by_hand import event, flows, node

from studio.model import (
    Diagram,
    EventKind,
    Label,
    Lane,
    NodeKind,
    Pool,
    Process,
)


@pytest.fixture(scope="session")
def diagram() -> Diagram:
    """Complaints: entered, checked, handled (48 h, or an error), dispatched, answered."""
    office = {"lane": "Lane_Office"}
    return Diagram(
        processes=(Process(id="P"),),
        pools=(Pool(id="Pool", name="Service", process="P"), Pool(id="Customer", name="Customer")),
        lanes=(
            Lane(id="Lane_Agents", name="坐席", labels=(Label("en", "Agents"),), process="P", pool="Pool"),
            Lane(id="Lane_Office", name="Back office", process="P", pool="Pool"),
        ),
        nodes=(
            node("Start_Complaint", NodeKind.START_EVENT, "Complaint"),
            node("Task_Enter", NodeKind.USER_TASK, "Enter", labels=(Label("zh-CN", "录入"),)),
            node("Gateway_Valid", NodeKind.EXCLUSIVE_GATEWAY, "Valid?"),
            node("Task_Handle", NodeKind.USER_TASK, "Handle\ncomplaint"),
            node(
                "Boundary_48h",
                NodeKind.BOUNDARY_EVENT,
                "48 h",
                attached_to="Task_Handle",
                events=event(EventKind.TIMER),
            ),
            node(
                "Boundary_Error",
                NodeKind.BOUNDARY_EVENT,
                attached_to="Task_Handle",
                events=event(EventKind.ERROR),
            ),
            node("Gateway_Amount", NodeKind.EXCLUSIVE_GATEWAY, "Amount?"),
            node("Task_Check", NodeKind.TASK, "Check", **office),
            node("Task_Dispatch", NodeKind.SERVICE_TASK, "Dispatch", **office),
            node("Catch_Answer", NodeKind.CATCH_EVENT, "Answer", events=event(EventKind.MESSAGE), **office),
            node("End_Closed", NodeKind.END_EVENT, "End", **office),
            node("End_Invalid", NodeKind.END_EVENT, "End"),
            node("End_Late", NodeKind.END_EVENT, "Late"),
        ),
        flows=flows(
            "f1: Start_Complaint -> Task_Enter",
            "f2: Task_Enter -> Gateway_Valid",
            "Flow_yes: Gateway_Valid -> Task_Handle 'yes'",
            "Flow_no: Gateway_Valid -> End_Invalid 'no'",
            "f3: Task_Handle -> Gateway_Amount",
            "Flow_high: Gateway_Amount -> Task_Check 'high'",
            "Flow_low: Gateway_Amount -> Task_Dispatch 'low'",
            "f4: Task_Check -> Task_Dispatch",
            "f5: Task_Dispatch -> Catch_Answer",
            "f6: Catch_Answer -> End_Closed",
            "f7: Boundary_48h -> End_Late",
            "f8: Boundary_Error -> End_Late",
        ),
    )


@pytest.fixture(scope="session")
def reminding(diagram) -> Diagram:
    """The complaints, with a reminder that interrupts nothing and one that goes on nagging."""
    timer = {
        "kind": NodeKind.BOUNDARY_EVENT, "attached_to": "Task_Handle", "interrupting": False,
        "events": event(EventKind.TIMER),
    }  # fmt: skip
    nodes = (node("Boundary_Reminder", **timer), node("Boundary_Nagging", **timer))
    return replace(diagram, nodes=(*diagram.nodes, *nodes))

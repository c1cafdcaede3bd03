"""Several files read as one: their timers and problems go along with their elements."""

from __future__ import annotations

from bpmn_text import definitions

from studio.reading import Reading, read, read_together, with_called
from studio.scenario import complete

TIMER = "<timerEventDefinition/>"


def reading(process: str, inside: str, flows: str) -> Reading:
    """A process of these nodes, and of flows such as ``S T``."""
    ways = (flow.split() for flow in flows.split(", "))
    drawn = "".join(f'<sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in ways)
    text = definitions(f'<process id="{process}">{inside}{drawn}</process>')
    return read(text.encode(), f"{process}.bpmn")


def waiting(process: str, label: str) -> Reading:
    timer = f'<intermediateCatchEvent id="Wait" name="{label}">{TIMER}</intermediateCatchEvent>'
    return reading(process, f'<startEvent id="S"/>{timer}<endEvent id="E"/>', "S Wait, Wait E")


def calling(process: str, called: str) -> Reading:
    call = f'<callActivity id="Call" calledElement="{called}"/>'
    return reading(process, f'<startEvent id="S"/>{call}<endEvent id="E"/>', "S Call, Call E")


def test_a_timer_keeps_the_time_that_its_label_tells():
    both = read_together({"a": waiting("P", "2 h"), "b": waiting("Q", "30 min")})
    events = complete(None, both.diagram, both.hints).events
    assert {id: timing.after.mean for id, timing in events.items()} == {"Wait": 7200.0, "b/Wait": 1800.0}


def test_a_called_process_brings_its_times_along():
    whole = with_called(calling("P", "Q"), {"Q": waiting("Q", "30 min")}.get)
    completed = complete(None, whole.diagram, whole.hints)
    assert {id: timing.after.mean for id, timing in completed.events.items()} == {"Wait": 1800.0}
    assert list(completed.arrivals) == ["S"]
    assert "Call" not in completed.steps


def test_a_call_that_nobody_can_resolve_is_a_step_as_before():
    alone = calling("P", "Q")
    assert with_called(alone, lambda _: None) is alone
    assert "Call" in complete(None, alone.diagram).steps


def test_what_is_wrong_with_an_element_is_told_under_its_new_id():
    broken = reading(
        "Q", '<startEvent id="S"/><task id="T" default="Nowhere"/><endEvent id="E"/>', "S T, T E"
    )
    (found,) = (problem for problem in broken.problems if problem.code == "node.unknown-default")
    both = read_together({"a": waiting("P", "2 h"), "b": broken})
    (told,) = (problem for problem in both.problems if problem.code == "node.unknown-default")
    assert (found.element, told.element, told.line) == ("T", "T", None)
    same = read_together({"a": broken, "b": broken})
    assert [problem.element for problem in same.problems if problem.code == "node.unknown-default"] == [
        "T",
        "b/T",
    ]


def test_one_file_alone_stays_as_it_was_read():
    only = waiting("P", "2 h")
    assert read_together({"a": only}) == only

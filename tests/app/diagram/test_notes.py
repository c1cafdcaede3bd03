"""What the studio says of values while they are typed."""

from __future__ import annotations

import pytest

from studio.app.diagram.notes import field_notes
from studio.model import Diagram, EventDefinition, EventKind, Flow, Node, NodeKind, Timer, TimerKind


def task(**properties: str) -> Diagram:
    node = Node(id="T", kind=NodeKind.TASK, process="P", properties=tuple(properties.items()))
    return Diagram(nodes=(node,))


def timer(kind: TimerKind, text: str) -> Diagram:
    event = EventDefinition(kind=EventKind.TIMER, timer=Timer(kind=kind, text=text))
    return Diagram(nodes=(Node(id="E", kind=NodeKind.CATCH_EVENT, process="P", events=(event,)),))


def flow(condition: str) -> Diagram:
    ends = tuple(Node(id=id, kind=NodeKind.TASK, process="P") for id in ("A", "B"))
    return Diagram(nodes=ends, flows=(Flow(id="F", source="A", target="B", condition=condition),))


def test_a_condition_is_told_as_it_is_read():
    note = field_notes(flow("${amount gt 500}"), "en")["F"]["guard"]
    assert note == {"value": "${amount gt 500}", "tone": "good", "text": "Read as amount > 500"}


@pytest.mark.parametrize(("language", "told"), [("en", "so it asks for a probability"), ("zh-CN", "概率")])
def test_what_is_no_condition_is_told_with_the_reason(language, told):
    note = field_notes(flow("amount >"), language)["F"]["guard"]
    assert note["tone"] == "bad"
    assert told in note["text"]
    assert "{" not in note["text"]


def test_a_flow_without_a_condition_has_no_note():
    assert field_notes(flow(""), "en") == {}


@pytest.mark.parametrize("text", ["6 min", "6分钟", "1 h 30 min"])
def test_nothing_is_said_of_a_time_that_says_it_all_itself(text):
    assert field_notes(task(standardTime=text), "en") == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [("PT90M", "Read as 1 h 30 min"), ("90 min", "Read as 1 h 30 min"), ("48小时", "Read as 2 d")],
)
def test_a_time_written_otherwise_is_told_as_it_is_read(text, told):
    assert field_notes(task(replyTime=text), "en")["T"]["replyTime"]["text"] == told


@pytest.mark.parametrize("name", ["standardTime", "replyTime"])
def test_what_is_no_length_of_time_is_told(name):
    note = field_notes(task(**{name: "soon"}), "en")["T"][name]
    assert (note["tone"], note["value"]) == ("bad", "soon")


def test_other_entries_are_not_judged():
    assert field_notes(task(owner="soon", method="6"), "en") == {}


@pytest.mark.parametrize(
    ("kind", "text", "tone"),
    [
        (TimerKind.DURATION, "PT1H30M", "good"),
        (TimerKind.DURATION, "after two days", "good"),
        (TimerKind.DURATION, "when it suits", "bad"),
        (TimerKind.CYCLE, "R/PT2H", "good"),
        (TimerKind.CYCLE, "0 0 9 * * MON", None),
        (TimerKind.DATE, "tomorrow", None),
    ],
)
def test_a_timer_is_told_as_the_time_it_takes(kind, text, tone):
    note = field_notes(timer(kind, text), "en").get("E", {}).get("timer")
    assert (note and note["tone"]) == tone

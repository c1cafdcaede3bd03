"""What a file tells about its timers is offered to the scenario, with its source."""

from __future__ import annotations

import pytest
from bpmn_text import process, reading_of

from studio.model import Hint


def hints(
    event: str, name: str = "", timer: str = "", labels: str = "", attributes: str = ""
) -> list[tuple[str, str, str]]:
    extensions = f"<extensionElements>{labels}</extensionElements>" if labels else ""
    text = process(
        f'<task id="T"/><{event} id="N" name="{name}" {attributes}>{extensions}'
        f"<timerEventDefinition>{timer}</timerEventDefinition></{event}>"
    )
    return [(hint.parameter, hint.value, hint.source) for hint in reading_of(text).hints]


def test_a_label_tells_when_a_timer_rings():
    text = process(
        '\n<task id="T"/><boundaryEvent id="N" name="48小时内" attachedToRef="T">'
        "<timerEventDefinition/></boundaryEvent>"
    )
    assert reading_of(text).hints == (
        Hint(element="N", parameter="after", value="48 h", source="label “48小时内”", line=2),
    )


def test_the_timers_own_duration_comes_first():
    found = hints("intermediateCatchEvent", "after 2 days", "<timeDuration>PT36H</timeDuration>")
    assert found == [("after", "36 h", "timeDuration “PT36H”")]


@pytest.mark.parametrize(
    ("timer", "value"),
    [
        ("<timeDuration>14 Tage</timeDuration>", "14 d"),
        ("<timeDuration>1w</timeDuration>", "7 d"),
        ("<timeDuration>500ms</timeDuration>", "0.5 s"),
        ('<timeDuration>= duration("P2D")</timeDuration>', "2 d"),
        ("<timeCycle>R3/PT10H</timeCycle>", "10 h"),
    ],
)
def test_durations_as_tools_write_them(timer, value):
    assert [value for _, value, _ in hints("intermediateCatchEvent", timer=timer)] == [value]


@pytest.mark.parametrize(
    "timer",
    [
        "",
        "<timeDate>2026-03-02T00:00:00</timeDate>",
        "<timeDate>in 2 days</timeDate>",
        "<timeDuration>${reply}</timeDuration>",
        "<timeCycle>0 0/5 * * * ?</timeCycle>",
    ],
)
def test_dates_expressions_and_patterns_are_no_duration(timer):
    assert hints("intermediateCatchEvent", "Timer", timer) == []


def test_an_expression_leaves_the_label_to_tell():
    found = hints("intermediateCatchEvent", "2 hours", "<timeDuration>${reply}</timeDuration>")
    assert found == [("after", "2 h", "label “2 hours”")]


def test_a_label_in_another_language_helps_where_the_name_does_not():
    labels = '<studio:label lang="en">after 15 minutes</studio:label>'
    assert hints("intermediateCatchEvent", "超时", labels=labels) == [
        ("after", "15 min", "label “after 15 minutes”")
    ]


def test_a_timer_that_starts_cases_tells_how_often():
    assert hints("startEvent", "every 2 hours") == [("every", "2 h", "label “every 2 hours”")]
    assert hints("startEvent", timer="<timeCycle>R/PT10M</timeCycle>")[0][:2] == ("every", "10 min")
    assert hints("startEvent", "2 days after the call") == []


def test_a_timer_that_starts_an_event_sub_process_tells_when():
    text = process(
        '<subProcess id="S" triggeredByEvent="true"><startEvent id="N" name="2 h">'
        "<timerEventDefinition/></startEvent>"
        "</subProcess>"
    )
    assert [(hint.parameter, hint.value) for hint in reading_of(text).hints] == [("after", "2 h")]


def test_other_events_and_tasks_give_no_hint():
    text = process(
        '<task id="T" name="5 minutes"/><intermediateCatchEvent id="N" name="after 2 days">'
        "<messageEventDefinition/></intermediateCatchEvent>"
    )
    assert reading_of(text).hints == ()


def test_a_very_long_label_is_quoted_in_short():
    (hint,) = hints("intermediateCatchEvent", "2 days " + "x" * 500)
    assert hint[1] == "2 d"
    assert len(hint[2]) < 120


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("SLA4h", "4 h"),
        ("SLA 4h30min", "4 h 30 min"),
        ("within2 days", "2 d"),
        ("tmp.wx7y7dvqyV", None),
        ("a7d9f2", None),
    ],
)
def test_figures_in_a_name_are_no_duration(label, value):
    found = hints("intermediateCatchEvent", label, "")
    assert [each[1] for each in found] == ([] if value is None else [value])

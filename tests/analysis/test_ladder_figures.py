"""Climbs in figures: by level, cause, step and hour, with exact counts from small stories."""

from __future__ import annotations

import pytest
from building import DAY, HOUR, WEEK, drawn, exponential, setting, told

from studio.analysis import Variant
from studio.analysis.comparison import compare
from studio.analysis.ladders import DRAWN, climb_hours, hours_measured, mean_by_hour
from studio.analysis.measures import Ratio, figures
from studio.analysis.records import climbs_frame
from studio.scenario import (
    Distribution,
    Escalation,
    EventTiming,
    Ladder,
    OnMiss,
)
from studio.scenario.ladder import Level


def laid(*, settles: float | None = None, on_miss: OnMiss = OnMiss.MOVE, lead: float = 60.0, **more):
    """Every case of the step A climbs, and the leads have five minutes to answer."""
    return {
        "steps": {"A": (10.0, "Front")},
        "teams": {"Front": 50, "Leads": 50, "Heads": 50},
        "ladders": {
            "up": Ladder(
                name="up",
                levels=(
                    Level(
                        name="Lead",
                        team="Leads",
                        reply_within=300.0,
                        settles=settles,
                        time=Distribution.constant(lead),
                        on_miss=on_miss,
                    ),
                    Level(name="Head", team="Heads", reply_within=HOUR, time=Distribution.constant(120.0)),
                ),
            )
        },
        "escalations": {"A": Escalation(ladder="up", cannot_decide=1.0)},
        **more,
    }


def level(story, name: str, ladder: str = "up") -> dict[tuple[str, ...], float]:
    table = figures(story.program, story.run).table
    return {
        key[3:]: figure.over / figure.under
        for key, figure in table.items()
        if key[:3] == ("ladders", ladder, name) and isinstance(figure, Ratio) and figure.under
    }


def test_a_level_that_settles_all_passes_nothing_up():
    story = told(drawn("Start > A > End"), times=[0, 100, 200, 300], **laid())
    lead, head = level(story, "Lead"), level(story, "Head")
    assert lead["raised_per_100",] == 100
    assert lead["settled.share",] == 1
    assert lead["answer.mean",] == 60
    assert lead["causes", "cannot_decide"] == 100
    assert lead["causes", "deadline"] == 0
    assert lead["steps", "A"] == 100
    assert head["raised_per_100",] == 0
    assert "settled.share" not in head


def test_a_missed_deadline_moves_the_case_up_and_is_its_cause():
    story = told(drawn("Start > A > End"), times=[0, 100], **laid(lead=400.0))
    lead, head = level(story, "Lead"), level(story, "Head")
    assert lead["missed.share",] == lead["moved.share",] == 1
    assert lead["settled.share",] == 0
    assert head["causes", "deadline"] == 100
    assert head["settled.share",] == 1
    assert head["answer.mean",] == 120
    assert head["steps", "A"] == 100  # where the case comes from, not the level below


def test_who_is_only_told_has_no_climb():
    story = told(drawn("Start > A > End"), times=[0, 100], **laid(lead=400.0, on_miss=OnMiss.NOTIFY))
    head = level(story, "Head")
    assert head["notified_per_100",] == 100
    assert head["raised_per_100",] == 0


def test_climbs_are_told_by_the_hour_in_which_they_were_raised():
    moments = [9 * HOUR, 9.5 * HOUR, DAY + 14 * HOUR]
    story = told(drawn("Start > A > End"), times=moments, length=2 * WEEK, **laid())
    hours = climb_hours(story.program, story.run)["up", "Lead"]
    assert {hour: count for hour, count in enumerate(hours) if count} == {9: 2, 24 + 14: 1}
    measured = hours_measured(story.program, story.run)
    assert measured.tolist() == [2.0] * 168
    told_by_hour = mean_by_hour([{("up", "Lead"): hours}], [measured])
    assert told_by_hour["up"]["Lead"][9] == 1.0
    assert told_by_hour["up"]["Lead"][38] == 0.5


def test_an_hour_that_never_came_has_no_mean():
    story = told(drawn("Start > A > End"), times=[HOUR], length=3 * HOUR, **laid())
    measured = hours_measured(story.program, story.run)
    told_by_hour = mean_by_hour([climb_hours(story.program, story.run)], [measured])["up"]["Lead"]
    assert told_by_hour[:4] == [0.0, 1.0, 0.0, None]


def test_utilisation_is_that_of_the_levels_team():
    story = told(drawn("Start > A > End"), times=[0], length=HOUR, **laid())
    assert level(story, "Lead")["utilisation",] == pytest.approx(60 / (50 * HOUR))


DEADLINES = """
    Start > A > End
    A ! Timer_late > B > End_b
    B ! Timer_later > C > End_c
"""


def late(**more):
    return told(
        drawn(DEADLINES, lanes={"A": "front", "B": "lead", "C": "head"}),
        steps={"A": (100.0, "Front"), "B": (100.0, "Lead"), "C": (10.0, "Head")},
        teams={"Front": 1, "Lead": 1, "Head": 1},
        events={"Timer_late": EventTiming(after=Distribution.constant(150.0)), "Timer_later": 120},
        **more,
    )


def test_a_drawn_ladder_has_the_lanes_that_its_deadlines_lead_to_as_levels():
    story = late(times=[0, 0, 0])
    # A: 0–100 done, 100–150 withdrawn, the third withdrawn at 150; B: 150–250, the other leaves at 270
    assert level(story, "lead", DRAWN)["raised_per_100",] == pytest.approx(200 / 3)
    assert level(story, "lead", DRAWN)["steps", "A"] == pytest.approx(200 / 3)
    assert level(story, "lead", DRAWN)["events", "Timer_late"] == pytest.approx(200 / 3)
    assert level(story, "lead", DRAWN)["causes", "deadline"] == pytest.approx(200 / 3)
    assert level(story, "lead", DRAWN)["missed.share",] == pytest.approx(1 / 2)
    assert level(story, "head", DRAWN)["raised_per_100",] == pytest.approx(100 / 3)
    table = figures(story.program, story.run).table
    assert list(dict.fromkeys(key[2] for key in table if key[0] == "ladders")) == ["lead", "head"]


def test_a_reminder_that_leads_to_nobody_else_is_told_apart():
    story = told(
        drawn("Start > A > B > End\nA ~ Timer_late > End_t", lanes={"A": "front", "B": "lead"}),
        times=[0],
        steps={"A": (100.0, "Front"), "B": (1.0, "Lead")},
        teams={"Front": 1, "Lead": 1},
        events={"Timer_late": 50},
    )
    assert not [key for key in figures(story.program, story.run).table if key[0] == "ladders"]


def test_every_climb_is_a_row():
    diagram = drawn("Start > A > End")
    story = told(diagram, times=[0, 100], **laid(lead=400.0))
    frame = climbs_frame(story.program, story.run, diagram).sort_values(["raised", "case"], ignore_index=True)
    assert frame["level"].tolist() == ["Lead", "Lead", "Head", "Head"]
    assert frame["cause"].tolist() == ["cannot_decide", "cannot_decide", "deadline", "deadline"]
    assert frame["outcome"].tolist() == ["moved", "moved", "settled", "settled"]
    assert frame["missed"].tolist() == [True, True, False, False]
    assert (frame["answered"] - frame["raised"]).tolist()[2:] == [120.0, 120.0]
    assert frame["answered"].isna().tolist() == [True, True, False, False]


def test_a_comparison_tells_which_climbs_would_not_have_happened():
    def side(name: str, share: float) -> Variant:
        scenario = laid(escalations={"A": Escalation(ladder="up", cannot_decide=share)})
        return Variant(
            name=name,
            diagram=drawn("Start > A > End"),
            scenario=setting(every=exponential(60), cases=300, warm_up=0.0, replications=4, **scenario),
        )

    found = compare([side("before", 0.4), side("after", 0.1)], workers=1)
    climbs = found.climbs["after"]
    whole = climbs["ladders", "up", "Lead", "raised_per_100"]
    by_cause = climbs["ladders", "up", "Lead", "causes", "cannot_decide"]
    assert whole.value == by_cause.value
    assert whole.low < -30.0 < whole.high
    assert str(whole.verdict) == "better"
    told_json = found.to_json()["climbs"]["after"]["up"]["Lead"]
    assert told_json["raised_per_100"]["value"] == whole.value

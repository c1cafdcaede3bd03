"""Ladders and escalations of a scenario file: levels, reply times, authority, and why cases climb."""

from __future__ import annotations

import math
import pickle
from dataclasses import replace

import pytest
from full_scenario import FULL

from studio.errors import InvalidScenario
from studio.model import Lane, parse_guard
from studio.scenario import (
    Distribution,
    Escalation,
    Ladder,
    Level,
    OnMiss,
    Provenance,
    ProvenanceKind,
    complete,
    dump,
    moved_mapping,
    read_mapping,
    read_scenario,
)

MINUTE, HOUR = 60.0, 3600.0
TODAY = """\
name: Today
calendars: {office: {mon-fri: 08:00-20:00}}
attributes: {amount: 100}
ladders:
  complaint:
    - {level: Lead, team: 坐席, reply_within: 15 min, clock: office, settles: 70 %}
    - {level: Head, team: Back office, reply_within: 1 h, settles: 100 %}
escalations:
  录入: {ladder: complaint, cannot_decide: "amount > 50"}
"""


@pytest.fixture
def full(diagram):
    return read_scenario(FULL, diagram)


def test_a_ladder_is_its_levels_from_the_lowest_to_the_top(full):
    assert full.ladders == {
        "complaint": Ladder(
            name="complaint",
            levels=(
                Level(
                    name="Team leader",
                    team="Team leaders",
                    reply_within=15 * MINUTE,
                    clock="office",
                    settles=0.7,
                    time=Distribution.lognormal(480, cv=1),
                ),
                Level(
                    name="Supervisor",
                    team="Night",
                    reply_within=HOUR,
                    settles=parse_guard("amount <= 2000"),
                    on_miss=OnMiss.COPY,
                ),
                Level(name="Manager", team="Agents", reply_within=4 * HOUR, settles=1.0),
            ),
        )
    }
    assert [level.settles_everything for level in full.ladders["complaint"].levels] == [False, False, True]


def test_an_escalation_says_why_cases_climb_from_a_step(full):
    assert full.escalations == {
        "Task_Handle": Escalation(
            ladder="complaint",
            cannot_decide=0.08,
            customer_asks=0.01,
            over_authority=parse_guard("amount > 500"),
        )
    }


def test_a_step_is_named_by_its_label_and_a_team_by_its_lane(diagram):
    found = read_scenario(TODAY, diagram)
    assert found.escalations == {
        "Task_Enter": Escalation(ladder="complaint", cannot_decide=parse_guard("amount > 50"))
    }
    assert [level.team for level in found.ladders["complaint"].levels] == ["坐席", "Back office"]
    english = read_scenario(TODAY.replace("坐席", "Agents"), diagram)
    assert english.ladders == found.ladders


def test_calendar_time_is_no_clock_of_its_own(diagram):
    text = "ladders: {up: [{level: A, team: Agents, reply_within: 1 h, clock: calendar}]}"
    (level,) = read_scenario(text, diagram).ladders["up"].levels
    assert level.clock is None


def test_the_top_may_leave_unsaid_what_it_settles(diagram):
    text = "ladders: {up: [{level: A, team: Agents, reply_within: 1 h}]}"
    (level,) = read_scenario(text, diagram).ladders["up"].levels
    assert level.settles is None
    assert not level.settles_everything


@pytest.mark.parametrize("settles", ["99 %", "0.5", "amount <= 2000"])
def test_a_top_that_says_it_does_not_settle_everything_is_a_mistake_at_that_level(diagram, settles):
    text = TODAY.replace(
        "settles: 100 %", f'settles: "{settles}"' if "a" in settles else f"settles: {settles}"
    )
    with pytest.raises(InvalidScenario) as error:
        read_scenario(text, diagram, name="f")
    (mistake,) = error.value.mistakes
    assert (mistake.code, mistake.place, mistake.line) == (
        "scenario.ladder.top",
        "ladders.complaint[2].settles",
        7,
    )


def test_a_level_that_is_wrong_does_not_make_the_one_below_the_top(diagram):
    text = TODAY.replace("reply_within: 1 h", "reply_within: soon")
    with pytest.raises(InvalidScenario) as error:
        read_scenario(text, diagram)
    assert [mistake.code for mistake in error.value.mistakes] == ["scenario.duration"]


def test_every_mistake_in_a_ladder_is_told_with_its_place(diagram):
    text = """
ladders:
  up:
    - {level: A, team: Nobody, reply_within: 1 h}
    - {level: B, team: Agents, reply_within: -1 h}
    - {level: A, team: Agents, reply_within: 1 h, clock: night}
escalations:
  Task_Handle: {ladder: down}
  Nothing: {ladder: up}
"""
    with pytest.raises(InvalidScenario) as error:
        read_scenario(text, diagram, name="f")
    assert [(mistake.code, mistake.place, mistake.line) for mistake in error.value.mistakes] == [
        ("scenario.team", "ladders.up[1].team", 4),
        ("scenario.duration", "ladders.up[2].reply_within", 5),
        ("scenario.twice", "ladders.up[3].level", 6),
        ("scenario.calendar", "ladders.up[3].clock", 6),
        ("scenario.escalation.cause", "escalations.Task_Handle", 8),
        ("scenario.ladder", "escalations.Task_Handle.ladder", 8),
        ("scenario.steps", "escalations.Nothing", 9),
        ("scenario.escalation.cause", "escalations.Nothing", 9),
    ]


def test_a_level_of_a_team_that_is_never_there_is_a_mistake_at_both(diagram):
    text = """
calendars: {never: {closed: 2026-05-01}}
teams: {Leads: {staff: 2, calendar: never}}
ladders: {up: [{level: A, team: Leads, reply_within: 1 h}]}
"""
    with pytest.raises(InvalidScenario) as error:
        read_scenario(text, diagram, name="f")
    assert [(mistake.code, mistake.place, mistake.line) for mistake in error.value.mistakes] == [
        ("scenario.never-on-shift", "teams.Leads.staff", 3),
        ("scenario.ladder.never-on-shift", "ladders.up[1].team", 4),
    ]


def test_a_cause_that_is_wrong_is_the_only_mistake_of_its_escalation(diagram):
    text = TODAY.replace('cannot_decide: "amount > 50"', "cannot_decide: 120 %")
    with pytest.raises(InvalidScenario) as error:
        read_scenario(text, diagram)
    assert [mistake.code for mistake in error.value.mistakes] == ["scenario.share"]


def test_where_they_come_from_can_be_said(diagram):
    told = "provenance: {ladders.complaint: {kind: measured, source: Rules 2026}, 录入: stated}"
    found = read_scenario(TODAY + told, diagram)
    assert found.provenance["ladders.complaint"] == Provenance(
        kind=ProvenanceKind.MEASURED, source="Rules 2026"
    )
    assert found.provenance["escalations.Task_Enter"].kind is ProvenanceKind.STATED


def test_what_no_level_states_is_assumed_of_each(full, diagram):
    completed = complete(full, diagram)
    levels = completed.ladders["complaint"].levels
    usual = Distribution.lognormal(480, cv=1)
    assert [level.time for level in levels] == [usual, usual, usual]
    assert levels[0] == full.ladders["complaint"].levels[0]
    assert {path for path in completed.assumed if path.startswith("ladders")} == {
        "ladders.complaint[2].time",
        "ladders.complaint[3].time",
    }
    assert completed.escalations == full.escalations
    assert complete(completed, diagram) == completed
    assert pickle.loads(pickle.dumps(completed)) == completed


def test_a_level_settles_most_cases_and_the_top_all_of_them(diagram):
    text = (
        "ladders: {up: [{level: A, team: 坐席, reply_within: 1 h}, {level: B, team: X, reply_within: 1 h}]}"
    )
    completed = complete(read_scenario(text + "\nteams: {X: {staff: 1}}", diagram), diagram)
    assert [level.settles for level in completed.ladders["up"].levels] == [0.7, 1.0]
    assert {"ladders.up[1].settles", "ladders.up[2].settles"} <= set(completed.assumed)


def test_a_lane_that_only_answers_on_a_ladder_is_a_team_with_people(diagram):
    extra = replace(diagram, lanes=(*diagram.lanes, Lane(id="Lane_Boss", name="Boss", process="P")))
    text = """
arrivals: {Start_Complaint: {every: 1 min}}
ladders: {up: [{level: A, team: Boss, reply_within: 1 h, time: 7 min}]}
escalations: {Task_Enter: {ladder: up, cannot_decide: 50 %, customer_asks: 50 %}}
"""
    completed = complete(read_scenario(text, extra), extra)
    (shift,) = completed.teams["Boss"].shifts
    assert shift.staff == math.ceil(0.75 * 7 / 0.7)
    assert "teams.Boss.staff" in completed.assumed


def test_a_what_if_takes_the_ladders_over_and_may_replace_one(tmp_path, diagram):
    (tmp_path / "today.yaml").write_text(TODAY, encoding="utf-8")
    file = tmp_path / "faster.yaml"
    file.write_text("based_on: today.yaml\nname: Faster\nescalations: {Task_Enter: {customer_asks: 2 %}}\n")
    today, faster = read_scenario(tmp_path / "today.yaml", diagram), read_scenario(file, diagram)
    assert faster.ladders == today.ladders
    assert faster.escalations["Task_Enter"].customer_asks == 0.02
    assert faster.escalations["Task_Enter"].cannot_decide == parse_guard("amount > 50")
    file.write_text(
        "based_on: today.yaml\nladders: {complaint: [{level: Head, team: Agents, reply_within: 5 min}]}\n"
    )
    assert [level.name for level in read_scenario(file, diagram).ladders["complaint"].levels] == ["Head"]


def test_written_and_read_again_they_are_the_same(full, diagram):
    again = read_scenario(dump(read_mapping(FULL, diagram)), diagram)
    assert (again.ladders, again.escalations) == (full.ladders, full.escalations)


def test_a_table_that_a_level_names_goes_along(tmp_path, diagram):
    (tmp_path / "times.csv").write_text("time\n60\n2 min\n")
    text = TODAY.replace("settles: 70 %", "time: {empirical: times.csv}")
    moved = moved_mapping(text, diagram, folder=tmp_path)
    (level, _) = read_scenario(dump(moved), diagram).ladders["complaint"].levels
    assert level.time == Distribution.empirical([60, 120])

"""Ladders: routes told in the diagram and ladders of the scenario, their levels, and who is on duty."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_drawn import desk, found, problems, stated

from studio.check.service.desk import Desk
from studio.check.service.routes import Routes, Rung
from studio.model import Label
from studio.scenario import Ladder, Level

HOUR = 3600.0
LANES = {"A": "Agents", "B": "Leads", "C": "Manager"}
FULL = {
    "P": {"ladder": "Leads → Manager"},
    "Leads": {"replyTime": "15 min", "authority": "amount <= 500"},
    "Manager": {"replyTime": "4 h"},
}


def service(told=FULL, text="Start > A > B > C > End", **more):
    return desk(text, lanes=LANES, told=told, **more)


def route(diagram, step, scenario=None):
    return Routes(Desk(diagram, scenario)).of(diagram.node(step))


def without(place, entry):
    return FULL | {place: {name: text for name, text in FULL[place].items() if name != entry}}


def test_a_route_is_its_lanes_with_their_reply_times_and_authority():
    rungs = route(service(), "A").rungs
    assert [(rung.name, rung.place, rung.reply_within, rung.has_authority) for rung in rungs] == [
        ("Leads", "Leads", 900.0, True),
        ("Manager", "Manager", 4 * HOUR, False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Leads → Manager",
        "Leads -> Manager",
        "leads > MANAGER",
        "Leads, Manager",
        "组长、Manager",
        "组长 → 经理 · Leads → Manager",
    ],
)
def test_a_route_is_written_as_people_write_it(text):
    diagram = service(FULL | {"P": {"ladder": text}})
    lanes = tuple(
        replace(lane, labels=(Label("en", "Leads"), Label("zh-CN", "组长"))) if lane.id == "Leads" else lane
        for lane in diagram.lanes
    )
    found_route = route(replace(diagram, lanes=lanes), "A")
    assert [rung.place for rung in found_route.rungs] == ["Leads", "Manager"]
    assert found_route.rungs[0].name == "组长 · Leads"


@pytest.mark.parametrize(
    ("text", "rungs"),
    [
        ("Director (1 d)", [("Director", 86400.0, False, False)]),
        (
            "主管（4 工时，补办与改期）→ 总监（1 d）",
            [("主管", 4 * HOUR, True, True), ("总监", 86400.0, False, False)],
        ),
        ("Lead 30 min → Head 2 h", [("Lead", 1800.0, False, False), ("Head", 2 * HOUR, False, False)]),
        ("Lead (2 working hours, up to 500)", [("Lead", 2 * HOUR, True, True)]),
    ],
)
def test_somebody_who_is_not_drawn_is_a_level_with_a_reply_time(text, rungs):
    found_route = route(service({"P": {"ladder": text}}), "A")
    assert [
        (it.name, it.reply_within, it.has_authority, it.by_own_hours) for it in found_route.rungs
    ] == rungs


def test_a_time_in_the_route_goes_before_that_of_the_lane():
    diagram = service(FULL | {"P": {"ladder": "Leads (30 min) → Manager"}})
    assert route(diagram, "A").rungs[0].reply_within == 1800.0


def test_a_timer_drawn_at_a_level_is_its_reply_time_and_a_decision_its_authority():
    text = "Start > A > B > Xor > End\nXor > C > End\nB ! Timer_x > C"
    diagram = service({"P": {"ladder": "Leads → Manager"}}, text, timers={"Timer_x": "PT20M"})
    lead, manager = route(diagram, "A").rungs
    assert (lead.reply_within, lead.has_authority) == (1200.0, True)
    assert (manager.reply_within, manager.has_authority) == (None, False)


def test_the_nearest_ladder_counts():
    told = FULL | {"A": {"ladder": "Manager"}, "Leads": FULL["Leads"] | {"ladder": "Manager (1 h)"}}
    diagram = service(told)
    assert [rung.name for rung in route(diagram, "A").rungs] == ["Manager"]
    assert route(diagram, "B").rungs[0].reply_within == HOUR
    assert [rung.name for rung in route(diagram, "C").rungs] == ["Leads", "Manager"]


def test_a_step_of_a_level_climbs_from_there():
    diagram = service()
    routes = Routes(Desk(diagram))
    own, above = routes.onward(diagram.node("B"))
    assert (own.name, [rung.name for rung in above.rungs]) == ("Leads", ["Manager"])
    own, above = routes.onward(diagram.node("C"))
    assert (own.name, above.rungs) == ("Manager", ())
    own, above = routes.onward(diagram.node("A"))
    assert (own, [rung.name for rung in above.rungs]) == (None, ["Leads", "Manager"])


def test_a_complete_route_is_no_problem():
    assert [it.code for it in problems(service()) if "ladder" in it.code or "level" in it.code] == []


def test_an_entry_that_is_no_ladder_and_no_route_is_told():
    diagram = service(FULL | {"A": {"ladder": "ask the boss"}})
    (problem,) = [it for it in problems(diagram) if it.code == "service.unknown-ladder"]
    assert (problem.element, dict(problem.parameters)) == ("A", {"value": "ask the boss"})
    assert route(diagram, "A") is None


def test_a_level_without_a_reply_time_is_named_at_its_lane():
    assert found(service(without("Manager", "replyTime")), "level-no-reply-time") == ["Manager"]
    assert found(service(), "level-no-reply-time") == []


def test_a_level_below_the_top_has_authority():
    """The top decides what is left, so that it needs none."""
    assert found(service(without("Leads", "authority")), "level-no-authority") == ["Leads"]
    assert found(service(), "level-no-authority") == []


SCENARIO = """
calendars: {office: {daily: 08:00-20:00}}
teams:
  Agents: {staff: 5}
  Leads: {staff: 2, calendar: office}
  Manager: {staff: 1}
steps: {A: {time: 5 min, team: Agents}}
ladders:
  up:
    - {level: Lead, team: Leads, reply_within: 15 min, settles: 70 %}
    - {level: Head, team: Manager, reply_within: 4 h, settles: 100 %}
escalations: {A: {ladder: up, cannot_decide: 8 %}}
"""


def check(text, code):
    diagram = service({})
    return found(diagram, code, stated(text, diagram))


def test_a_ladder_of_the_scenario_is_looked_at_too():
    assert check(SCENARIO, "level-no-authority") == []
    assert check(SCENARIO.replace(", settles: 70 %", ""), "level-no-authority") == ["A"]
    assert check(SCENARIO, "ladder-no-top") == []
    assert check(SCENARIO.replace(", settles: 100 %", ""), "ladder-no-top") == ["A"]


def test_a_ladder_made_by_hand_whose_top_settles_a_part_has_no_top():
    diagram = service({})
    top = Level(name="Lead", team="Leads", reply_within=60.0, settles=0.5)
    scenario = replace(stated(SCENARIO, diagram), ladders={"up": Ladder(name="up", levels=(top,))})
    assert found(diagram, "ladder-no-top", scenario) == ["A"]


def test_a_ladder_of_the_scenario_may_be_named_in_the_diagram():
    diagram = service({"Leads": {"ladder": "Up"}})
    scenario = stated(SCENARIO.replace("escalations", "# escalations"), diagram)
    assert [rung.name for rung in route(diagram, "B", scenario).rungs] == ["Lead", "Head"]
    assert found(diagram, "unknown-ladder", scenario) == []
    assert found(diagram, "unknown-ladder") == ["Leads"]


def gap(text):
    diagram = service({})
    told = [it for it in problems(diagram, stated(text, diagram)) if it.code == "service.level-no-cover"]
    return [dict(it.parameters) for it in told]


def test_a_reply_that_is_due_while_nobody_is_there_is_told_with_the_hour():
    """Agents work round the clock, the leads from 8 to 20, and the reply time runs at night too."""
    (told,) = gap(SCENARIO)
    assert told == {
        "level": "Lead",
        "team": "Leads",
        "day": "Monday",
        "time": "00:00",
        "due_day": "Monday",
        "due": "00:15",
    }


def test_a_reply_time_that_runs_by_the_hours_of_the_team_is_covered():
    assert gap(SCENARIO.replace("15 min,", "15 min, clock: office,")) == []


def test_a_team_round_the_clock_is_there():
    assert gap(SCENARIO.replace("staff: 2, calendar: office", "staff: 2")) == []


def test_below_in_the_same_hours_nothing_is_raised_at_night():
    assert gap(SCENARIO.replace("Agents: {staff: 5}", "Agents: {staff: 5, calendar: office}")) == []


def test_a_reply_time_longer_than_the_night_ends_on_duty():
    assert gap(SCENARIO.replace("15 min", "13 h")) == []
    assert len(gap(SCENARIO.replace("15 min", "3 h"))) == 1


def test_a_lunch_hour_of_everybody_is_a_gap():
    hours = "daily: [08:00-12:00, 13:00-20:00]"
    text = SCENARIO.replace(
        "office: {daily: 08:00-20:00}", f"office: {{daily: 08:00-20:00}}, lunch: {{{hours}}}"
    )
    text = text.replace("Agents: {staff: 5}", "Agents: {staff: 5, calendar: office}")
    (told,) = gap(text.replace("staff: 2, calendar: office", "staff: 2, calendar: lunch"))
    assert (told["time"], told["due"]) == ("12:00", "12:15")
    shifts = "shifts: [{staff: 1, calendar: lunch}, {staff: 1, daily: 12:00-13:00}]"
    assert gap(text.replace("staff: 2, calendar: office", shifts)) == []


def test_what_a_level_misses_is_raised_at_night_to_the_next():
    """The lead's reply time ends at 20:10 by the calendar, when the manager has gone home."""
    text = SCENARIO.replace("Agents: {staff: 5}", "Agents: {staff: 5, calendar: office}")
    text = text.replace("Manager: {staff: 1}", "Manager: {staff: 1, calendar: office}")
    assert gap(text.replace("4 h, settles", "13 h, settles")) == []
    (told,) = gap(text)
    assert (told["level"], told["time"], told["due_day"], told["due"]) == (
        "Head",
        "20:00",
        "Tuesday",
        "00:00",
    )


def test_hours_that_nobody_stated_are_no_gap():
    diagram = service(FULL)
    assert found(diagram, "level-no-cover", stated("", diagram)) == []


def test_the_hours_of_a_route_are_those_of_its_lanes_teams():
    diagram = service(FULL)
    text = "calendars: {office: {daily: 08:00-20:00}}\nteams: {Leads: {staff: 1, calendar: office}}"
    assert found(diagram, "level-no-cover", stated(text, diagram)) == ["Leads"]
    own = service(FULL | {"Leads": {"replyTime": "15 working minutes", "authority": "amount <= 500"}})
    assert found(own, "level-no-cover", stated(text, own)) == []


def test_a_rung_is_a_value():
    assert Rung(name="Lead") == Rung(name="Lead")

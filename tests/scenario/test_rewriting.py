"""A scenario file after a change says what comes out otherwise, and leaves the rest as it was written."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from studio.model import parse_guard
from studio.scenario import (
    Arrivals,
    Attribute,
    Batch,
    Calendar,
    CallBack,
    Deflection,
    Distribution,
    Escalation,
    EventTiming,
    Instances,
    Ladder,
    Level,
    OnMiss,
    Promise,
    RampUp,
    Repeats,
    Routing,
    Scale,
    Scenario,
    Shift,
    ShiftEnd,
    Study,
    Team,
    comes_to_the_same,
    complete,
    dump,
    read_mapping,
    read_scenario,
    rewritten,
)

HOUR = 3600.0
FILE = """
schema: 1
name: Today
start: 2026-03-02T00:00
zone: Asia/Shanghai
length: 4 weeks
seed: 7
calendars: {office: {mon-fri: 08:00-18:00}}
arrivals: {Start_Complaint: {every: {exponential: {mean: 90 s}}, open: office}}
attributes: {amount: {lognormal: {mean: 180, cv: 1.2}}, vip: {chance: 5 %}}
priority: [vip]
teams:
  坐席: {staff: 28, calendar: office, cost: 42/h}
  Back office: {shifts: [{staff: 4, calendar: office}, {staff: 2, daily: 20:00-24:00}], shrinkage: 30 %}
steps:
  Task_Enter: {time: 2 min, team: Agents}
  Task_Handle: {time: {lognormal: {mean: 6 min, cv: 0.9}}, team: 坐席, standard_time: 6 min, method: SOP-012}
routing:
  Gateway_Valid: {Flow_yes: 80 %, Flow_no: 20 %}
events: {Boundary_48h: {after: 48 h}}
ladders:
  up:
    - {level: Lead, team: Agents, reply_within: 15 min, settles: 70 %}
    - {level: Head, team: Back office, reply_within: 1 h}
escalations: {Task_Enter: {ladder: up, cannot_decide: 8 %}}
promises: {resolved: {within: 48 h, share: 95 %, parts: {entered: {to: 录入, within: 2 h}}}}
provenance: {Task_Handle.time: {kind: measured, source: ACD}, 录入.time: measured}
"""


@pytest.fixture(scope="module")
def values(diagram):
    return read_mapping(FILE, diagram)


@pytest.fixture(scope="module")
def before(diagram) -> Scenario:
    return complete(read_scenario(FILE, diagram), diagram)


def write(values, before, after, diagram, new=None):
    """The new values, after a look that they come to what is wanted."""
    new = new or diagram
    found = rewritten(values, before, after, (diagram, new))
    again = complete(read_scenario(dump(found), new), new)
    assert comes_to_the_same(again, complete(after, new))
    return found


def test_without_a_change_every_word_stays(values, before, diagram):
    assert write(values, before, before, diagram) == values
    assert write({}, complete(None, diagram), complete(None, diagram), diagram) == {}


def team(**changes):
    return lambda it: {"teams": {**it.teams, "坐席": replace(it.teams["坐席"], **changes)}}


def step(id, **changes):
    return lambda it: {"steps": {**it.steps, id: replace(it.steps[id], **changes)}}


def entry(section, key, value):
    return lambda it: {section: {**getattr(it, section), key: value}}


def level(**changes):
    """The first level of the ladder of the file, changed."""
    return lambda it: {
        "ladders": {
            "up": replace(
                it.ladders["up"],
                levels=(replace(it.ladders["up"].levels[0], **changes), *it.ladders["up"].levels[1:]),
            )
        }
    }


MANAGER = Level(name="Manager", team="Back office", reply_within=4 * HOUR, settles=1.0)
MORNING = Calendar(week=((8 * HOUR, 12 * HOUR),))
NIGHT = Team(name="Night", shifts=(Shift(staff=2),), at_shift_end=ShiftEnd.SUSPEND)
SURGE = (Scale(start=0.0, end=24 * HOUR, factor=1.5), Scale(start=24 * HOUR, end=math.inf, factor=0.5))
CHANNEL = Attribute(name="channel", choice=(("voice", 0.7), ("chat", 0.3)))
SENT = Promise(
    name="sent", parent="resolved", within=60.0, from_="Task_Check", to="Task_Dispatch", label="寄出 · Sent"
)
TAKEN = {"Gone": Distribution.exponential(60), "Lost": Distribution.lognormal(360, cv=0.9)}
HANDLING = {
    "set_up": Distribution.constant(60.0),
    "batch": Batch(size=5, or_after=HOUR),
    "patience": Distribution.exponential(180.0),
    "calls_back": CallBack(chance=0.5, after=Distribution.uniform(60.0, 600.0)),
    "instances": Instances(by="amount"),
    "repeats": Repeats(chance=0.3, at_most=4),
    "assigns": (CHANNEL, Attribute(name="size", number=Distribution.constant(3.0))),
}
SELF_SERVICE = Deflection(
    whom=parse_guard("amount < 9"), share=0.4, contained=0.5, comes_back=0.2, harder=1.1,
    after=Distribution.exponential(HOUR), time=Distribution.constant(120.0),
)  # fmt: skip
SETTINGS = {
    "seed": 8, "length": None, "cases": 500, "study": Study.STEADY, "warm_up": None, "replications": 12,
    "precision": 0.1, "service_level": 90.0, "currency": "CNY",
}  # fmt: skip
CHANGES = {
    "a team": team(cost=45.5, speed=1.1, absence=0.05),
    "staff": team(shifts=(Shift(staff=29, calendar=Calendar(week=MORNING.week)),)),
    "more shifts": team(shifts=(Shift(staff=9), Shift(staff=3, calendar=MORNING))),
    "another team": entry("teams", "Night", NIGHT),
    "a team less": lambda it: {
        "teams": {name: team for name, team in it.teams.items() if name != "Back office"},
        "steps": {id: replace(step, team=step.team and "坐席") for id, step in it.steps.items()},
        "ladders": {},
        "escalations": {},
    },
    "a step": step(
        "Task_Handle", time=Distribution.gamma(300, cv=0.5), people=2, standard_time=None, method=""
    ),
    "whose step it is": step("Task_Handle", team="Back office"),
    "a step of nobody": step("Task_Check", team=None),
    "work taken over": step("Task_Check", also=TAKEN),
    "routing": entry("routing", "Gateway_Valid", Routing(chances={"Flow_yes": 0.9, "Flow_no": 0.1})),
    "assumed routing": lambda it: {
        "routing": {
            **it.routing,
            "Gateway_Amount": Routing(
                chances=dict(zip(it.routing["Gateway_Amount"].chances, (0.15, 0.85), strict=True))
            ),
        }
    },
    "a guard": entry(
        "routing",
        "Gateway_Valid",
        Routing(guards={"Flow_yes": parse_guard("amount > 50")}, default="Flow_no"),
    ),
    "an event": entry(
        "events", "Boundary_48h", EventTiming(after=Distribution.constant(HOUR), clock="office")
    ),
    "another event": entry("events", "Boundary_Error", EventTiming(chance=0.05, at=0.5)),
    "arrivals": entry(
        "arrivals",
        "Start_Complaint",
        Arrivals(every=Distribution.erlang(2, 90), backlog=4, scale=SURGE),
    ),
    "attributes": lambda it: {"attributes": (CHANNEL, it.attributes[1], it.attributes[0])},
    "priorities": lambda it: {"priority": (parse_guard("amount > 3"), *it.priority)},
    "calendars": entry("calendars", "late", Calendar(week=((18 * HOUR, 30 * HOUR),))),
    "promises": lambda it: {
        "promises": (replace(it.promises[0], share=0.9, owner="Wang"), it.promises[1], SENT)
    },
    "a promise less": lambda it: {"promises": it.promises[:1]},
    "a level's reply time": level(reply_within=HOUR, clock="office"),
    "a level's authority": level(settles=parse_guard("amount <= 500"), on_miss=OnMiss.NOTIFY),
    "a level's work": level(settles=None, time=Distribution.lognormal(480, cv=1)),
    "a level more": lambda it: {
        "ladders": {"up": Ladder(name="up", levels=(*it.ladders["up"].levels[:1], MANAGER))}
    },
    "another ladder": entry("ladders", "down", Ladder(name="down", levels=(MANAGER,))),
    "a ladder less": lambda _: {"ladders": {}, "escalations": {}},
    "why cases climb": entry(
        "escalations",
        "Task_Check",
        Escalation(ladder="up", customer_asks=0.01, over_authority=parse_guard("amount > 500")),
    ),
    "who does it instead": step(
        "Task_Handle", instead=("Back office",), can_do={"坐席": parse_guard("amount > 3")}
    ),
    "how it is handled": step("Task_Check", **HANDLING),
    "how people work": team(
        ramp_up=RampUp(start=0.5, over=7 * 24 * HOUR), at_once=3, slower=1.25, base_load=0.4
    ),
    "a shift of the slower": team(shifts=(Shift(staff=9, speed=0.8, ramp_up=RampUp(start=0.2, over=HOUR)),)),
    "self-service": entry("deflections", "Start_Complaint", SELF_SERVICE),
    "settings": lambda _: SETTINGS,
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_anything_is_read_back_as_it_is_meant(values, before, diagram, what):
    after = replace(before, **CHANGES[what](before))
    found = write(values, before, after, diagram)
    touched = {key for key in found.keys() | values.keys() if found.get(key) != values.get(key)}
    sections = {"deflect" if part == "deflections" else part for part in CHANGES[what](before)}
    assert touched <= {*sections, "provenance"}


def test_one_person_more_changes_one_number(values, before, diagram):
    shifts = before.teams["Back office"].shifts
    more = replace(before.teams["Back office"], shifts=(replace(shifts[0], staff=5), shifts[1]))
    found = write(values, before, replace(before, teams={**before.teams, "Back office": more}), diagram)
    assert found["teams"]["Back office"] == {
        "shifts": [{"staff": 5, "calendar": "office"}, {"staff": 2, "daily": "20:00-24:00"}],
        "shrinkage": "30 %",
    }
    assert found["teams"]["坐席"] is not None
    assert found["teams"]["坐席"] == values["teams"]["坐席"]


def test_what_was_assumed_and_changed_is_stated_and_the_rest_stays_assumed(diagram):
    before = complete(None, diagram)
    name = next(iter(before.teams))
    more = replace(before.teams[name], shifts=(Shift(staff=40),))
    after = replace(before, teams={**before.teams, name: more})
    assert write({}, before, after, diagram) == {"teams": {name: {"staff": 40}}}


def without(diagram, gone, heir):
    """The diagram in which one step is done with another one."""
    nodes = [
        replace(node, name="All") if node.id == heir else node for node in diagram.nodes if node.id != gone
    ]
    flows = [
        replace(flow, source=heir if flow.source == gone else flow.source)
        for flow in diagram.flows
        if flow.target != gone
    ]
    return replace(diagram, nodes=tuple(nodes), flows=tuple(flows))


def test_a_step_that_is_gone_passes_on_its_time_promise_escalation_and_source(values, before, diagram):
    """Entering and handling become one, whatever is drawn between them."""
    new = without(diagram, "Task_Enter", "Start_Complaint")
    steps = {id: step for id, step in before.steps.items() if id != "Task_Enter"}
    steps["Task_Handle"] = replace(steps["Task_Handle"], also={"Task_Enter": before.steps["Task_Enter"].time})
    promises = (before.promises[0], replace(before.promises[1], to="Task_Handle"))
    escalations = {"Task_Handle": before.escalations["Task_Enter"]}
    after = replace(before, steps=steps, promises=promises, escalations=escalations)
    found = write(values, before, after, diagram, new)
    assert "Task_Enter" not in found["steps"]
    assert found["steps"]["Task_Handle"] == values["steps"]["Task_Handle"] | {"also": {"Task_Enter": "2 min"}}
    assert found["escalations"] == {"Task_Handle": {"ladder": "up", "cannot_decide": "8 %"}}
    assert found["promises"]["resolved"]["parts"] == {"entered": {"to": "Task_Handle", "within": "2 h"}}
    assert found["provenance"] == {
        "Task_Handle.time": {"kind": "measured", "source": "ACD"},
        "Task_Handle.also": "measured",
    }


def test_work_taken_over_whose_time_nobody_knew_stays_assumed(diagram):
    before = complete(None, diagram)
    new = without(diagram, "Task_Enter", "Start_Complaint")
    steps = {id: step for id, step in before.steps.items() if id != "Task_Enter"}
    steps["Task_Handle"] = replace(steps["Task_Handle"], also={"Task_Enter": before.steps["Task_Enter"].time})
    found = write({}, before, replace(before, steps=steps), diagram, new)
    assert found["provenance"] == {"Task_Handle.also": {"kind": "assumed"}}
    assert "steps.Task_Handle.also" in read_scenario(dump(found), new).assumed


def test_a_gateway_that_is_gone_takes_its_routing_along(values, before, diagram):
    new = replace(
        diagram,
        nodes=tuple(node for node in diagram.nodes if node.id not in ("Gateway_Valid", "End_Invalid")),
        flows=tuple(
            replace(flow, target="Task_Handle") if flow.id == "f2" else flow
            for flow in diagram.flows
            if flow.source != "Gateway_Valid"
        ),
    )
    routing = {id: way for id, way in before.routing.items() if id != "Gateway_Valid"}
    found = write(values, before, replace(before, routing=routing), diagram, new)
    assert "routing" not in found
    assert found["steps"] == values["steps"]

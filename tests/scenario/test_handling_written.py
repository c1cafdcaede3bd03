"""Whatever a scenario says of how work is handled is written down and read again as it was meant."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.model import parse_guard
from studio.scenario import (
    Attribute,
    Batch,
    CallBack,
    Deflection,
    Distribution,
    Escalation,
    Instances,
    Ladder,
    Level,
    OnMiss,
    RampUp,
    Repeats,
    Scenario,
    Shift,
    ShiftEnd,
    Step,
    Team,
    comes_to_the_same,
    complete,
    dump,
    moved_mapping,
    read_mapping,
    read_scenario,
    rewritten,
)

TEAMS = ("坐席", "Back office", "Night", "Chat")
STEPS = ("Task_Enter", "Task_Handle", "Task_Check")
BASE = """
attributes: {amount: {uniform: {low: 1, high: 9}}, vip: {chance: 5 %}}
calendars: {office: {mon-fri: 08:00-20:00}}
teams: {Night: {staff: 3}, Chat: {staff: 2}}
"""


@pytest.fixture(scope="module")
def before(reminding) -> Scenario:
    return complete(read_scenario(BASE, reminding), reminding)


shares = st.integers(1, 99).map(lambda percent: percent / 100)
seconds = st.integers(1, 10**6).map(float)
times = st.one_of(
    seconds.map(Distribution.constant),
    seconds.map(Distribution.exponential),
    st.builds(lambda mean, cv: Distribution.lognormal(mean, cv=cv), seconds, shares),
    st.builds(lambda low, more: Distribution.uniform(low, low + more), seconds, seconds),
    st.lists(seconds, min_size=1, max_size=4).map(Distribution.empirical),
)
numbers = st.integers(0, 20).map(lambda it: Distribution.constant(float(it)))
guards = st.sampled_from(["vip", "amount > 5", "not vip and amount <= 2.5"]).map(parse_guard)
ramps = st.none() | st.builds(RampUp, start=shares, over=seconds)
attributes = st.builds(Attribute, name=st.sampled_from(["size", "mean", "额度"]), number=numbers) | st.builds(
    Attribute, name=st.sampled_from(["valid", "chance"]), chance=shares
)


@st.composite
def steps(draw) -> Step:
    teams = draw(st.lists(st.sampled_from(TEAMS), unique=True, min_size=1, max_size=3))
    able = draw(st.lists(st.sampled_from(teams), unique=True))
    patience = draw(st.none() | times)
    return Step(
        time=draw(times),
        team=teams[0],
        instead=tuple(teams[1:]),
        can_do={team: draw(guards) for team in able},
        people=draw(st.integers(1, 2)),
        set_up=draw(st.none() | times),
        batch=draw(st.none() | st.builds(Batch, size=st.integers(1, 50), or_after=st.none() | seconds)),
        patience=patience,
        calls_back=None
        if patience is None
        else draw(st.none() | st.builds(CallBack, chance=shares, after=times)),
        instances=draw(
            st.none() | st.just(Instances(by="amount")) | numbers.map(lambda it: Instances(number=it))
        ),
        repeats=draw(st.none() | st.builds(Repeats, chance=shares, at_most=st.none() | st.integers(1, 9))),
        assigns=tuple(draw(st.lists(attributes, max_size=3, unique_by=lambda each: each.name))),
    )


@st.composite
def teams(draw, name: str) -> Team:
    shifts = draw(
        st.lists(
            st.builds(
                Shift,
                staff=st.integers(1, 30),
                speed=st.sampled_from([1.0, 0.85, 1.2]),
                ramp_up=ramps,
            ),
            min_size=1,
            max_size=3,
        )
    )
    return Team(
        name=name,
        shifts=tuple(shifts),
        speed=draw(st.sampled_from([1.0, 0.9])),
        ramp_up=draw(ramps),
        at_once=draw(st.integers(1, 4)),
        slower=draw(st.sampled_from([1.0, 1.3, 2.5])),
        base_load=draw(st.just(0.0) | shares),
        at_shift_end=draw(st.sampled_from(ShiftEnd)),
    )


@st.composite
def ladders(draw) -> Ladder:
    levels = [
        Level(
            name=f"Level {number}",
            team=draw(st.sampled_from(TEAMS)),
            reply_within=draw(seconds),
            clock=draw(st.sampled_from([None, "office"])),
            settles=draw(st.none() | shares | guards),
            time=draw(st.none() | times),
            on_miss=draw(st.sampled_from(OnMiss)),
        )
        for number in range(draw(st.integers(1, 3)))
    ]
    levels[-1] = replace(levels[-1], settles=draw(st.sampled_from([None, 1.0])))
    return Ladder(name="up", levels=tuple(levels))


@st.composite
def deflections(draw) -> Deflection:
    comes_back = draw(st.just(0.0) | shares)
    return Deflection(
        contained=draw(shares),
        whom=draw(st.none() | guards),
        share=draw(st.just(1.0) | shares),
        comes_back=comes_back,
        after=draw(st.none() | times),
        harder=draw(st.sampled_from([1.0, 1.1, 2.0])),
        time=draw(st.none() | times),
    )


escalations = st.builds(
    Escalation,
    ladder=st.just("up"),
    cannot_decide=shares | guards,
    customer_asks=st.none() | shares,
    over_authority=st.none() | shares | guards,
)


@st.composite
def changes(draw, before: Scenario) -> Scenario:
    """The scenario with some of its steps, teams, events, self-service and ladders made new."""
    chosen = draw(st.lists(st.sampled_from(STEPS), unique=True))
    staffed = draw(st.lists(st.sampled_from(TEAMS), unique=True))
    rings = draw(st.sampled_from([0, 1, 2, 7]))
    ladder = draw(st.none() | ladders())
    deflection = draw(st.none() | deflections())
    return replace(
        before,
        steps={**before.steps, **{id: draw(steps()) for id in chosen}},
        teams={**before.teams, **{name: draw(teams(name)) for name in staffed}},
        events={
            **before.events,
            "Boundary_Reminder": replace(before.events["Boundary_Reminder"], rings=rings),
        },
        deflections={} if deflection is None else {"Start_Complaint": deflection},
        ladders={} if ladder is None else {"up": ladder},
        escalations={} if ladder is None else {"Task_Enter": draw(escalations)},
    )


@given(data=st.data())
@settings(max_examples=40)
def test_what_is_written_of_a_change_is_read_as_it_was_meant(reminding, before, data):
    after = data.draw(changes(before))
    values = rewritten(read_mapping(BASE, reminding), before, after, (reminding, reminding))
    text = dump(values)
    stated = read_scenario(text, reminding)
    assert comes_to_the_same(complete(stated, reminding), complete(after, reminding))
    assert stated.unused == ()
    assert read_scenario(dump(read_mapping(text, reminding)), reminding) == stated
    assert read_scenario(dump(moved_mapping(text, reminding)), reminding) == stated


@given(data=st.data())
@settings(max_examples=15)
def test_a_second_change_leaves_nothing_of_the_first(reminding, before, data):
    first, second = data.draw(changes(before)), data.draw(changes(before))
    once = rewritten(read_mapping(BASE, reminding), before, first, (reminding, reminding))
    twice = rewritten(once, complete(first, reminding), second, (reminding, reminding))
    found = complete(read_scenario(dump(twice), reminding), reminding)
    assert comes_to_the_same(found, complete(second, reminding))


def test_a_table_of_numbers_and_one_of_times_go_along(tmp_path, reminding):
    (tmp_path / "how_many.csv").write_text("number\n2\n3\n")
    (tmp_path / "how_long.csv").write_text("time\n60\n2 min\n")
    text = """
steps:
  Task_Enter: {instances: {empirical: how_many.csv}, patience: {empirical: how_long.csv}}
  Task_Check: {assigns: {size: {empirical: how_many.csv}}}
deflect: {Start_Complaint: {contained: 1, time: {empirical: how_long.csv}}}
"""
    moved = read_scenario(dump(moved_mapping(text, reminding, folder=tmp_path)), reminding)
    assert moved == read_scenario(text, reminding, folder=tmp_path)
    assert moved.steps["Task_Enter"].instances == Instances(number=Distribution.empirical([2, 3]))
    assert moved.steps["Task_Check"].assigns[0].number == Distribution.empirical([2, 3])
    assert moved.deflections["Start_Complaint"].time == Distribution.empirical([60, 120])

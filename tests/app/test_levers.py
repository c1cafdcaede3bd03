"""Each lever changes what it says it changes, by as much as it says, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from pathlib import Path

import pytest

from studio.app.inputs import check
from studio.app.levers import (
    Lever,
    LeverKind,
    LeverRefused,
    applied,
    from_text,
    name_of_all,
    offers,
    pulled,
    shift_name,
    to_text,
    told,
)
from studio.reading import read
from studio.scenario import Distribution, ProvenanceKind, dump, read_mapping

ROOT = Path(__file__).parents[2]
AGENTS = "一线座席"
BACK_OFFICE = "后台处理组"


class Desk:
    """A process with a baseline, and the scenario that levers make of it."""

    def __init__(self, process: str, text: str | None = None, scenario: str = "today"):
        self.folder = ROOT / "simulations" / process
        self.reading = read((ROOT / "bpmn" / f"{process}.bpmn").read_bytes(), f"{process}.bpmn")
        if text is None:
            text = dump(read_mapping(self.folder / f"{scenario}.yaml", self.reading.diagram))
        self.before = self.check(text)
        self.diagram = self.reading.diagram

    def check(self, text):
        inputs = check(text, self.reading, folder=self.folder)
        assert inputs.mistakes == ()
        return inputs

    def after(self, *levers):
        values = applied(levers, self.before.values, self.before.scenario, self.diagram, "en")
        return self.check(dump(values)).scenario

    def offer(self, kind, on="", part=""):
        return next(
            each for each in offers(self.before.scenario, self.diagram) if each.place == (kind, on, part)
        )


@pytest.fixture(scope="module")
def complaint():
    return Desk("complaint")


@pytest.fixture(scope="module")
def surge():
    return Desk("complaint", scenario="surge")


@pytest.fixture(scope="module")
def inbound():
    return Desk("inbound")


@pytest.fixture(scope="module")
def nothing_stated():
    return Desk("complaint", text="")


def lever(kind, amount, on="", part=""):
    return Lever(kind=LeverKind(kind), on=on, part=part, amount=amount)


def same_but(before, after, *sections):
    """All of a scenario but these sections, and where its values come from, is as it was."""
    put_back = {section: getattr(before, section) for section in (*sections, "provenance")}
    return replace(after, **put_back) == before


def test_contacts_are_scaled(complaint):
    before, after = complaint.before.scenario, complaint.after(lever("contacts", 40))
    (piece,) = after.arrivals["Start_Complaint"].scale
    assert (piece.start, piece.end, piece.factor) == (0, inf, 1.4)
    assert after.arrivals["Start_Complaint"].profile == before.arrivals["Start_Complaint"].profile
    assert same_but(before, after, "arrivals")


def test_contacts_are_scaled_on_top_of_what_a_surge_scales(surge):
    (week,) = surge.before.scenario.arrivals["Start_Complaint"].scale
    first, second, third = surge.after(lever("contacts", -50)).arrivals["Start_Complaint"].scale
    assert (first.start, first.end, first.factor) == (0, week.start, 0.5)
    assert (second.start, second.end) == (week.start, week.end)
    assert second.factor == pytest.approx(0.7)
    assert (third.start, third.end, third.factor) == (week.end, inf, 0.5)


def test_contacts_today_are_those_of_a_week_within_opening_hours(inbound):
    assert inbound.offer(LeverKind.CONTACTS).now == pytest.approx(5509.6)


def test_all_handling_times_of_people_change_and_those_of_systems_do_not(inbound):
    before, after = inbound.before.scenario, inbound.after(lever("times", 25))
    for id, step in before.steps.items():
        factor = 1.25 if step.team is not None else 1.0
        assert after.steps[id].mean == pytest.approx(factor * step.mean, rel=1e-6)
        assert after.steps[id].time.variance == pytest.approx(factor**2 * step.time.variance, rel=1e-6)
    assert same_but(before, after, "steps")


def test_one_steps_time_changes_on_top_of_all(complaint):
    before = complaint.before.scenario
    after = complaint.after(lever("times", 10), lever("times", -50, "Task_Register"))
    assert after.steps["Task_Register"].mean == pytest.approx(0.55 * before.steps["Task_Register"].mean)
    assert after.steps["Task_CallBack"].mean == pytest.approx(1.1 * before.steps["Task_CallBack"].mean)
    assert after.steps["Task_Register"].team == AGENTS


def test_people_change_on_each_shift(complaint):
    after = complaint.after(lever("staff", -2, AGENTS))
    assert [shift.staff for shift in after.teams[AGENTS].shifts] == [5, 4, 2, 2]
    before = complaint.before.scenario
    assert [s.calendar for s in after.teams[AGENTS].shifts] == [
        s.calendar for s in before.teams[AGENTS].shifts
    ]
    assert after.teams[BACK_OFFICE] == before.teams[BACK_OFFICE]
    assert same_but(before, after, "teams")


def test_people_change_on_one_shift_beside_all(complaint):
    after = complaint.after(lever("staff", 1, AGENTS), lever("staff", 2, AGENTS, "1"))
    assert [shift.staff for shift in after.teams[AGENTS].shifts] == [8, 9, 5, 5]


def test_only_a_fifth_of_the_staff_come_and_a_team_of_its_own_share(complaint):
    after = complaint.after(lever("attendance", 20), lever("attendance", 90, BACK_OFFICE))
    assert after.teams[AGENTS].absence == pytest.approx(0.8)
    assert after.teams[BACK_OFFICE].absence == pytest.approx(0.1)
    assert [s.staff for s in after.teams[AGENTS].shifts] == [7, 6, 4, 4]


def test_a_share_that_the_bot_takes_leaves_the_rest_to_the_others(inbound):
    after = inbound.after(lever("share", 90, "routing.Gateway_SelfSolved", "Flow_SelfSolved"))
    chances = after.routing["Gateway_SelfSolved"].chances
    assert chances == {
        "Flow_SelfSolved": pytest.approx(0.9),
        "Flow_NotSelfSolved": pytest.approx(0.1),
    }
    assert same_but(inbound.before.scenario, after, "routing")


def test_a_sort_of_case_becomes_more_frequent_at_the_expense_of_all_others(inbound):
    after = inbound.after(
        lever("share", 70, "attributes.standard"), lever("share", 69, "attributes.intent", "query")
    )
    attributes = {each.name: each for each in after.attributes}
    assert attributes["standard"].chance == pytest.approx(0.7)
    intent = dict(attributes["intent"].choice)
    assert intent["query"] == pytest.approx(0.69)
    assert intent["consult"] / intent["transact"] == pytest.approx(34 / 28)
    assert sum(intent.values()) == pytest.approx(1)


def test_deadlines_change_and_what_others_take_to_answer_does_not(complaint):
    before, after = complaint.before.scenario, complaint.after(lever("deadlines", -50))
    assert after.events["Timer_TeamLeader"].after == Distribution.constant(450.0)
    assert after.events["Timer_TeamLeader"].clock == "office"
    assert after.events["Catch_Answer"] == before.events["Catch_Answer"]
    one = complaint.after(lever("deadlines", 100, "Timer_Supervisor"))
    assert one.events["Timer_Supervisor"].after == Distribution.constant(7200.0)
    assert one.events["Timer_TeamLeader"] == before.events["Timer_TeamLeader"]


def test_a_calendar_closes_later_but_not_after_midnight(complaint):
    monday = complaint.after(lever("hours", 2, "back_office")).calendars["back_office"].week[0]
    assert monday == (9 * 3600.0, 20 * 3600.0)
    late = complaint.after(lever("hours", 12, "office")).calendars["office"].week
    assert late[0][1] == 24 * 3600.0


def test_several_levers_make_one_scenario_with_their_names(complaint):
    levers = (lever("contacts", 40), lever("staff", -2, AGENTS))
    assert name_of_all(levers, complaint.diagram, "en") == "Contacts +40%, Front-line agents −2"
    assert name_of_all(levers, complaint.diagram, "zh-CN") == "联络量 +40%，一线座席 −2"
    after = complaint.after(*levers)
    assert after.arrivals["Start_Complaint"].scale[0].factor == 1.4
    assert after.teams[AGENTS].shifts[0].staff == 5
    origin = after.provenance["arrivals.Start_Complaint.scale"]
    assert (origin.kind, origin.source) == (ProvenanceKind.STATED, "Contacts +40%")


def test_people_whom_nobody_stated_stay_as_many_and_assumed(nothing_stated):
    before = nothing_stated.before.scenario
    after = nothing_stated.after(lever("contacts", 200), lever("times", 20, "Task_Register"))
    assert {name: team.shifts for name, team in after.teams.items()} == {
        name: team.shifts for name, team in before.teams.items()
    }
    assert set(before.assumed) == set(after.assumed)


def test_levers_at_rest_are_none(complaint):
    offer = complaint.offer(LeverKind.ATTENDANCE, AGENTS)
    assert offer.now == offer.rest == 96
    some = pulled((), lever("attendance", 20, AGENTS), rest=offer.rest)
    other = pulled(some, lever("attendance", 30, AGENTS), rest=offer.rest)
    assert [each.amount for each in other] == [30]
    assert pulled(other, lever("attendance", 96, AGENTS), rest=offer.rest) == ()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (lever("times", 10, "Task_Nowhere"), "lever.unknown"),
        (lever("share", 50, "routing.Gateway_Authority", "Flow_WithinAuthority"), "lever.unknown"),
        (lever("contacts", 1000), "lever.range"),
        (lever("attendance", 0), "lever.range"),
        (lever("staff", -5, AGENTS), "lever.range"),
    ],
)
def test_a_lever_that_there_is_not_or_that_goes_too_far_is_refused(complaint, wrong, code):
    with pytest.raises(LeverRefused) as refused:
        complaint.after(wrong)
    assert refused.value.code == code


def test_levers_that_contradict_one_another_are_refused(complaint):
    with pytest.raises(LeverRefused) as refused:
        complaint.after(lever("staff", -4, AGENTS), lever("staff", -1, AGENTS, "2"))
    assert refused.value.code == "lever.nobody"
    shares = [
        lever("share", 80, "routing.Gateway_Satisfied", way)
        for way in ("Flow_Satisfied", "Flow_NotSatisfied")
    ]
    with pytest.raises(LeverRefused) as refused:
        complaint.after(*shares)
    assert refused.value.code == "lever.shares"


def test_an_address_keeps_levers():
    levers = (lever("contacts", -12.5), lever("staff", 2, AGENTS, "1"), lever("share", 5, "attributes.vip"))
    assert from_text(to_text(levers)) == levers
    assert to_text(()) is None


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "{",
        "7",
        "[" * 100_000,
        '[["contacts","",""]]',
        '[["nothing","","",1]]',
        '[["contacts","","",1e400]]',
        '[["contacts","","",true,3]]',
        '[["contacts","","","40"]]',
        "[[[]]]",
    ],
)
def test_an_address_that_holds_no_levers_gives_none(text):
    assert from_text(text) == ()


def test_every_lever_has_a_name_in_both_languages(complaint):
    for offer in offers(complaint.before.scenario, complaint.diagram):
        one = Lever(kind=offer.kind, on=offer.on, part=offer.part, amount=offer.high)
        assert told(one, complaint.diagram, "en") != told(one, complaint.diagram, "zh-CN")


def test_a_shift_is_called_by_its_days_and_hours(complaint):
    shifts = complaint.before.scenario.teams[AGENTS].shifts
    assert shift_name(shifts[0], "en") == "Monday–Friday 08:00–17:00"
    assert shift_name(shifts[3], "en") == "Saturday–Sunday 11:00–20:00"
    assert shift_name(replace(shifts[0], calendar=None), "en") == "around the clock"

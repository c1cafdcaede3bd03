"""Every key of the scenario file, resolved."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from drawn_by_hand import node
from full_scenario import FULL

from studio.model import NodeKind, parse_guard
from studio.scenario import (
    Distribution,
    EventTiming,
    Promise,
    Provenance,
    ProvenanceKind,
    Scale,
    ShiftEnd,
    Study,
    Unused,
    complete,
    read_scenario,
)
from studio.wording import SENTENCES
from studio.wording.catalogue import catalogue

HOUR = 3600.0
DAY = 24 * HOUR


@pytest.fixture(scope="module")
def full(diagram):
    return read_scenario(FULL, diagram, name="full.yaml")


def test_the_study(full):
    assert (full.name, full.zone, full.currency, full.seed) == ("Today", "Asia/Shanghai", "CNY", 7)
    assert full.start.isoformat() == "2026-03-02T00:00:00+08:00"
    assert (full.study, full.length, full.cases, full.warm_up) == (Study.STEADY, 28 * DAY, None, 7 * DAY)
    assert (full.replications, full.precision, full.service_level) == (25, 0.03, 20)


def test_calendars(full):
    office = full.calendars["office"]
    assert office.week[0] == (8 * HOUR, 20 * HOUR)
    assert office.week[5:] == (
        (5 * DAY + 9 * HOUR, 5 * DAY + 12 * HOUR),
        (5 * DAY + 13 * HOUR, 5 * DAY + 18 * HOUR),
    )
    assert office.dates[date(2026, 5, 1)] == ()
    assert office.dates[date(2026, 5, 9)] == ((8 * HOUR, 20 * HOUR),)


def test_arrivals(full):
    arrivals = full.arrivals["Start_Complaint"]
    assert arrivals.every == Distribution.exponential(90)
    assert (arrivals.open, arrivals.backlog) == ("office", 12)
    assert arrivals.scale == (Scale(start=7 * DAY, end=21.5 * DAY, factor=1.4),)


def test_attributes_and_priorities(full):
    amount, vip, channel, items = full.attributes
    assert amount.number == Distribution.lognormal(180, cv=1.2)
    assert vip.chance == 0.05
    assert channel.choice == (("voice", 0.7), ("chat", 0.2), ("mail", 0.1))
    assert items.number == Distribution.constant(3)
    assert full.priority == (parse_guard("vip"), parse_guard("amount > 5000"))


def test_teams(full):
    agents, night, remote = (full.teams[name] for name in ("Agents", "Night", "Remote"))
    assert [(shift.staff, shift.calendar) for shift in agents.shifts] == [(28, full.calendars["office"])]
    assert (agents.shrinkage, agents.absence, agents.cost) == (0.3, 0.05, 42)
    assert agents.at_shift_end is ShiftEnd.FINISH
    assert [shift.staff for shift in night.shifts] == [4, 2]
    assert night.shifts[0].calendar.week[0] == (20 * HOUR, 24 * HOUR)
    assert night.shifts[1].calendar == full.calendars["office"]
    assert (remote.shifts[0].calendar, remote.speed, remote.at_shift_end) == (None, 0.85, ShiftEnd.SUSPEND)


def test_steps(full):
    handle, enter, dispatch = (full.steps[id] for id in ("Task_Handle", "Task_Enter", "Task_Dispatch"))
    assert handle.time == Distribution.lognormal(360, cv=0.9)
    assert (handle.team, handle.people, handle.standard_time, handle.method) == ("Agents", 2, 360, "SOP-012")
    assert enter.time == Distribution.constant(30)
    assert dispatch.team is None
    assert full.left_open == {
        "steps.Task_Enter.team",
        "steps.Task_Check.time",
        "steps.Task_Check.team",
        "steps.Task_Dispatch.time",
    }


def test_routing_and_events(full):
    assert full.routing["Gateway_Valid"].chances == {"Flow_yes": 0.8, "Flow_no": 0.2}
    assert full.routing["Gateway_Amount"].guards == {"Flow_high": parse_guard("amount > 500")}
    assert full.events == {
        "Boundary_48h": EventTiming(after=Distribution.constant(48 * HOUR)),
        "Boundary_Error": EventTiming(chance=0.03, at=0.5),
        "Catch_Answer": EventTiming(after=Distribution.exponential(DAY), clock="office"),
    }


def test_promises_stand_before_their_parts(full):
    assert full.promises == (
        Promise(name="resolved", within=48 * HOUR, share=0.95, owner="Customer service"),
        Promise(name="entered", within=2 * HOUR, to="Task_Enter", parent="resolved"),
        Promise(
            name="dispatched",
            within=4 * HOUR,
            from_="Task_Enter",
            to="Task_Dispatch",
            clock="office",
            parent="resolved",
        ),
    )


def test_every_stated_input_has_its_provenance(full):
    stated = Provenance(kind=ProvenanceKind.STATED)
    assert full.provenance["steps.Task_Handle.time"] == Provenance(
        kind=ProvenanceKind.MEASURED, as_of=date(2026, 2, 20), source="ACD report"
    )
    assert full.provenance["steps.Task_Enter.time"] == stated
    assert full.provenance["routing.Gateway_Valid"].kind is ProvenanceKind.ASSUMED
    assert full.provenance["teams.Agents.staff"].kind is ProvenanceKind.MEASURED
    assert full.provenance["teams.Agents.cost"].kind is ProvenanceKind.MEASURED
    assert full.provenance["teams.Night.shifts"] == stated
    assert full.assumed == ("routing.Gateway_Valid",)


def test_all_of_it_is_simulated(full):
    assert full.unused == ()


def test_moments_that_are_told_know_no_opening_hours_and_no_scale(diagram):
    """A lever that changes nothing must not look as if it had been pulled."""
    text = (
        "calendars: {o: {daily: 08:00-12:00}}\n"
        "arrivals: {Start_Complaint: {times: [2026-03-02T03:00], open: o, scale: %s}}"
    )
    start = "Start_Complaint"
    found = read_scenario("start: 2026-03-02\n" + text % 1.4, diagram)
    assert found.unused == tuple(
        Unused(path=f"arrivals.{start}.{name}", element=start) for name in ("open", "scale")
    )
    assert len(read_scenario("start: 2026-03-02\n" + text % 1, diagram).unused) == 1


def test_the_work_of_a_sub_process_is_in_it(diagram):
    inner = node("Inner", NodeKind.TASK, parent="Sub")
    around = node("Sub", NodeKind.SUB_PROCESS, "Together")
    found = read_scenario(
        "steps: {Sub: {time: 1 min, instances: 2, method: A}}",
        replace(diagram, nodes=(*diagram.nodes, around, inner)),
    )
    assert found.unused == (Unused(path="steps.Sub.time", element="Sub"),)


def test_an_empty_file_states_nothing(diagram):
    empty = read_scenario("", diagram, name="Nothing")
    assert empty.name == "Nothing"
    assert not any((empty.arrivals, empty.teams, empty.steps, empty.routing, empty.events, empty.provenance))
    assert (empty.study, empty.warm_up, empty.replications, empty.precision) == (
        Study.STEADY,
        None,
        None,
        0.05,
    )
    assert empty.start.isoformat() == "2026-01-05T00:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "study", "warm_up"),
    [
        ("length: 1 d", Study.TERMINATING, 0.0),
        ("{length: 1 d, warm_up: auto}", Study.STEADY, None),
        ("{length: 1 d, warm_up: 0}", Study.STEADY, 0.0),
        ("{length: 1 d, study: steady}", Study.STEADY, None),
        ("cases: 500", Study.STEADY, None),
        ("{cases: 500, study: terminating}", Study.TERMINATING, 0.0),
    ],
)
def test_a_length_without_a_warm_up_makes_a_terminating_study(diagram, text, study, warm_up):
    found = read_scenario(text, diagram)
    assert (found.study, found.warm_up) == (study, warm_up)


def test_a_start_with_an_offset_is_the_same_moment_in_the_zone(diagram):
    found = read_scenario("{start: 2026-03-01T16:00Z, zone: Asia/Shanghai}", diagram)
    assert found.start.isoformat() == "2026-03-02T00:00:00+08:00"
    assert found.start.utcoffset() == timedelta(hours=8)


def test_scale_is_a_factor_or_pieces_and_a_factor_of_one_is_none(diagram):
    def scale(text):
        return (
            read_scenario(f"arrivals: {{Start_Complaint: {{scale: {text}}}}}", diagram)
            .arrivals["Start_Complaint"]
            .scale
        )

    assert scale("1.5") == (Scale(start=0, end=math.inf, factor=1.5),)
    assert scale("1.0") == ()
    assert scale("[{from: 2026-01-06, scale: 2}, {to: 2026-01-06, scale: 0}]") == (
        Scale(start=0, end=DAY, factor=0),
        Scale(start=DAY, end=math.inf, factor=2),
    )


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("6 min", Distribution.constant(360)),
        ("{constant: 6 min}", Distribution.constant(360)),
        ("{exponential: {mean: 6 min}}", Distribution.exponential(360)),
        ("{exponential: 6 min}", Distribution.exponential(360)),
        ("{uniform: {low: 1 min, high: 3 min}}", Distribution.uniform(60, 180)),
        ("{triangular: {low: 1 min, mode: 2 min, high: 4 min}}", Distribution.triangular(60, 120, 240)),
        ("{normal: {mean: 6 min, sd: 1 min}}", Distribution.normal(360, sd=60)),
        ("{lognormal: {mean: 6 min, cv: 90 %}}", Distribution.lognormal(360, cv=0.9)),
        ("{gamma: {mean: 6 min, cv: 0.5}}", Distribution.gamma(360, cv=0.5)),
        ("{erlang: {k: 3, mean: 6 min}}", Distribution.erlang(3, 360)),
        ("{weibull: {mean: 6 min, sd: 3 min}}", Distribution.weibull(360, sd=180)),
        (
            "{beta: {low: 0 s, high: 10 min, mean: 3 min, cv: 0.5}}",
            Distribution.beta(180, low=0, high=600, cv=0.5),
        ),
        ("{pert: {low: 1 min, mode: 2 min, high: 4 min}}", Distribution.pert(60, 120, 240)),
        ("{empirical: [1 min, 3 min]}", Distribution.empirical([60, 180])),
        ("{empirical: {values: [1 min, 3 min], weights: [1, 3]}}", Distribution.empirical([60, 180], [1, 3])),
        (
            "{mixture: [{weight: 70 %, constant: 1 min}, {weight: 30 %, exponential: {mean: 1 h}}]}",
            Distribution.mixture([Distribution.constant(60), Distribution.exponential(3600)], [0.7, 0.3]),
        ),
    ],
)
def test_every_distribution_in_the_file(diagram, time, expected):
    found = read_scenario(f"steps: {{Task_Handle: {{time: {time}}}}}", diagram)
    assert found.steps["Task_Handle"].time == expected


def test_quantiles_in_the_file(diagram):
    found = read_scenario("steps: {Task_Handle: {time: {lognormal: {p50: 5 min, p90: 12 min}}}}", diagram)
    time = found.steps["Task_Handle"].time
    assert [time.quantile(u) for u in (0.5, 0.9)] == pytest.approx([300, 720])


@pytest.mark.parametrize("word", ["Task_Handle", "Handle complaint", "handle  COMPLAINT"])
def test_an_element_is_named_by_its_id_or_its_label(diagram, word):
    assert list(read_scenario(f"steps: {{{word}: {{time: 1 min}}}}", diagram).steps) == ["Task_Handle"]


def test_a_label_in_any_language_names_an_element(diagram):
    assert list(read_scenario("steps: {录入: {time: 1 min}}", diagram).steps) == ["Task_Enter"]


def test_a_lane_by_any_of_its_names_is_one_team(diagram):
    found = read_scenario("{teams: {Agents: {staff: 3}}, steps: {Task_Check: {team: 坐席}}}", diagram)
    assert found.steps["Task_Check"].team == "Agents"
    assert complete(found, diagram).steps["Task_Enter"].team == "Agents"
    assert list(complete(found, diagram).teams) == ["Agents"]


def test_null_is_as_good_as_absent(diagram):
    found = read_scenario(
        "{seed: null, teams: null, steps: {Task_Handle: {time: 1 min, team: null}}}", diagram
    )
    assert found.seed == 1
    assert "steps.Task_Handle.team" in found.left_open


def test_rounded_thirds_are_everything(diagram):
    found = read_scenario("attributes: {x: {choice: {a: 33.3 %, b: 33.3 %, c: 33.3 %}}}", diagram)
    assert [share for _, share in found.attributes[0].choice] == pytest.approx([1 / 3] * 3)


def test_a_path_is_a_file_whose_stem_names_the_scenario(diagram, tmp_path):
    file = tmp_path / "surge.yaml"
    file.write_text("schema: 1\n")
    assert read_scenario(file, diagram).name == "surge"
    assert read_scenario(file, diagram, name="Other").name == "Other"


def test_every_code_that_the_room_uses_has_a_sentence():
    room = Path(__file__).parents[2] / "studio" / "scenario"
    text = "\n".join(path.read_text(encoding="utf-8") for path in room.glob("*.py"))
    used = set(re.findall(r'"(scenario\.[a-z.-]+)"', text))
    assert len(used) > 60
    assert used - SENTENCES.keys() == set()


def test_every_reason_why_a_distribution_cannot_be_is_translated():
    room = Path(__file__).parents[2] / "studio" / "scenario"
    text = "\n".join((room / f"{name}.py").read_text(encoding="utf-8") for name in ("distribution", "spread"))
    reasons = set(re.findall(r'raise ValueError\("([^"]+)"\)', text)) | set(
        re.findall(r'names="([^"]+)"', text)
    )
    assert len(reasons) > 15
    assert reasons - catalogue("zh-CN").keys() == set()


def test_a_wall_clock_start_without_a_zone_is_utc(diagram):
    assert read_scenario("start: 2026-07-01T08:00", diagram).start == datetime.fromisoformat(
        "2026-07-01T08:00Z"
    )

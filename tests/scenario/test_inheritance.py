"""A scenario that is based on another: only the differences stand in it."""

from __future__ import annotations

import pytest

from studio.errors import InvalidScenario
from studio.scenario import Distribution, diagram_files, read_mapping, read_scenario

HOUR = 3600.0

TODAY = """\
schema: 1
name: Today
length: 4 weeks
calendars:
  office: {mon-fri: 08:00-20:00}
arrivals:
  Start_Complaint: {every: {exponential: {mean: 90 s}}, open: office}
attributes:
  amount: {lognormal: {mean: 180, cv: 1.2}}
teams:
  Agents: {staff: 28, calendar: office, cost: 42/h}
steps:
  Task_Handle: {time: {lognormal: {mean: 6 min, cv: 0.9}}, team: [Agents], method: SOP-012}
  Task_Enter: {time: 30 s}
routing:
  Gateway_Valid: {Flow_yes: 80 %, Flow_no: 20 %}
priority: ["amount > 5000"]
provenance: {Task_Handle.time: measured}
"""


@pytest.fixture
def based(tmp_path, diagram):
    (tmp_path / "today.yaml").write_text(TODAY)

    def read(text: str, name: str = "what-if.yaml"):
        file = tmp_path / name
        file.write_text(text)
        return read_scenario(file, diagram)

    return read


def refused(read, text: str, **other):
    with pytest.raises(InvalidScenario) as error:
        read(text, **other)
    return error.value.mistakes


def test_what_is_not_said_is_as_below(based):
    found = based("based_on: today.yaml\nname: Surge\nteams: {Agents: {staff: 20}}\n")
    agents = found.teams["Agents"]
    assert (found.name, found.length, agents.shifts[0].staff, agents.cost) == (
        "Surge",
        28 * 24 * HOUR,
        20,
        42,
    )
    assert agents.shifts[0].calendar == found.calendars["office"]
    assert found.steps["Task_Handle"].method == "SOP-012"


def test_a_part_of_a_distribution_may_be_changed(based):
    found = based("based_on: today.yaml\nsteps: {Task_Handle: {time: {lognormal: {mean: 5 min}}}}\n")
    assert found.steps["Task_Handle"].time == Distribution.lognormal(300, cv=0.9)


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("{gamma: {mean: 5 min, cv: 0.5}}", Distribution.gamma(300, cv=0.5)),
        ("{lognormal: {sd: 2 min}}", Distribution.lognormal(360, sd=120)),
        ("5 min", Distribution.constant(300)),
    ],
)
def test_another_way_of_saying_it_sets_the_one_below_aside(based, time, expected):
    found = based(f"based_on: today.yaml\nsteps: {{Task_Handle: {{time: {time}}}}}\n")
    assert found.steps["Task_Handle"].time == expected


def test_quantiles_set_mean_and_spread_aside_and_the_other_way_round(based):
    found = based(
        "based_on: today.yaml\nsteps: {Task_Handle: {time: {lognormal: {p50: 5 min, p90: 9 min}}}}\n"
    )
    assert found.steps["Task_Handle"].time.quantile(0.9) == pytest.approx(540)
    found = based(
        "based_on: what-if.yaml\nsteps: {Task_Handle: {time: {lognormal: {mean: 5 min, cv: 1}}}}\n",
        "next.yaml",
    )
    assert found.steps["Task_Handle"].time == Distribution.lognormal(300, cv=1)


def test_other_alternatives_set_aside_what_they_exclude(based, tmp_path):
    (tmp_path / "v.csv").write_text("weekday,start,contacts\nmon,08:00,30\n")
    found = based(
        "based_on: today.yaml\n"
        "cases: 500\n"
        "arrivals: {Start_Complaint: {per_interval: v.csv}}\n"
        "attributes: {amount: {choice: {low: 50 %, high: 50 %}}}\n"
        "priority: []\n"
        "teams: {Agents: {shifts: [{staff: 2, daily: 08:00-12:00}]}}\n"
    )
    assert (found.length, found.cases) == (None, 500)
    assert found.arrivals["Start_Complaint"].every is None
    assert found.arrivals["Start_Complaint"].open == "office"
    assert found.attributes[0].number is None
    assert [shift.staff for shift in found.teams["Agents"].shifts] == [2]


def test_lists_replace(based):
    found = based("based_on: today.yaml\nattributes: {vip: {chance: 5 %}}\npriority: [vip]\n")
    assert [str(guard) for guard in found.priority] == ["vip"]


def test_null_takes_away(based):
    found = based("based_on: today.yaml\narrivals: {Start_Complaint: {open: null}}\n")
    assert found.arrivals["Start_Complaint"].open is None


def test_the_same_element_by_id_below_and_by_label_above_is_one(based):
    found = based(
        "based_on: today.yaml\n"
        "steps: {Handle complaint: {method: SOP-013}}\n"
        "routing: {'Valid?': {yes: 70 %, no: 30 %}}\n"
        "teams: {坐席: {staff: 9}}\n"
    )
    assert found.steps["Task_Handle"].method == "SOP-013"
    assert found.steps["Task_Handle"].time == Distribution.lognormal(360, cv=0.9)
    assert found.routing["Gateway_Valid"].chances == {"Flow_yes": 0.7, "Flow_no": 0.3}
    assert {name: team.shifts[0].staff for name, team in found.teams.items()} == {"Agents": 9}


def test_chains_are_followed_from_folder_to_folder(tmp_path, diagram):
    (tmp_path / "deep").mkdir()
    (tmp_path / "today.yaml").write_text(TODAY)
    (tmp_path / "what-if.yaml").write_text("based_on: today.yaml\nseed: 5\n")
    file = tmp_path / "deep" / "last.yaml"
    file.write_text("based_on: ../what-if.yaml\nname: Last\n")
    found = read_scenario(file, diagram)
    assert (found.name, found.seed, found.teams["Agents"].cost) == ("Last", 5, 42)


def test_a_table_is_looked_up_beside_the_file_that_names_it(based, tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "v.csv").write_text("weekday,start,contacts\nmon,08:00,30\n")
    (tmp_path / "deep" / "base.yaml").write_text("arrivals: {Start_Complaint: {per_interval: v.csv}}\n")
    found = based("based_on: deep/base.yaml\narrivals: {Start_Complaint: {backlog: 3}}\n")
    assert len(found.arrivals["Start_Complaint"].profile) == 1


def test_a_circle_is_named(based, tmp_path):
    (tmp_path / "a.yaml").write_text("based_on: b.yaml\n")
    found = refused(based, "based_on: a.yaml\n", name="b.yaml")
    assert [(m.code, m.line) for m in found] == [("scenario.circular", 1)]
    assert "b.yaml → a.yaml → b.yaml" in found[0].allowed
    assert refused(based, "based_on: self.yaml\n", name="self.yaml")[0].code == "scenario.circular"


def test_a_chain_without_end_is_stopped(based, tmp_path):
    for n in range(30):
        (tmp_path / f"n{n}.yaml").write_text(f"based_on: n{n + 1}.yaml\n")
    assert [m.code for m in refused(based, "based_on: n0.yaml\n")] == ["scenario.chain"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("based_on: nowhere.yaml", "scenario.file.missing"),
        ("based_on: .", "scenario.file.missing"),
        ('based_on: "a\\0b"', "scenario.file.missing"),
        ("based_on: [a]", "scenario.text"),
    ],
)
def test_a_broken_link_is_a_mistake_with_its_line(based, text, code):
    assert [(m.code, m.line) for m in refused(based, f"schema: 1\n{text}\n")] == [(code, 2)]


def test_mistakes_of_all_files_are_told_each_with_its_own(based, tmp_path):
    (tmp_path / "today.yaml").write_text(TODAY.replace("staff: 28", "staff: -28"))
    found = refused(based, "based_on: today.yaml\nsteps: {Task_X: {time: 1 s}}\nseed: x\n")
    assert [(m.file.rpartition("/")[2], m.line, m.code) for m in found] == [
        ("what-if.yaml", 2, "scenario.steps"),
        ("what-if.yaml", 3, "scenario.whole"),
        ("today.yaml", 11, "scenario.whole"),
    ]


def test_the_plain_mapping_is_merged_too(tmp_path):
    (tmp_path / "today.yaml").write_text(TODAY)
    value = read_mapping("based_on: today.yaml\nteams: {Agents: {staff: 3}}\n", folder=tmp_path)
    assert value["teams"] == {"Agents": {"staff": 3, "calendar": "office", "cost": "42/h"}}
    assert "based_on" not in value
    assert read_mapping("based_on: today.yaml\nseed: 3\n") == {"seed": 3}


def test_the_diagrams_are_found_from_the_file_that_names_them(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "base.yaml").write_text("diagram: ../a.bpmn\n")
    (tmp_path / "top.yaml").write_text("based_on: deep/base.yaml\n")
    (tmp_path / "two.yaml").write_text("based_on: deep/base.yaml\ndiagrams: [a.bpmn, b.bpmn]\n")
    assert [path.resolve() for path in diagram_files(tmp_path / "top.yaml")] == [tmp_path / "a.bpmn"]
    assert diagram_files(tmp_path / "two.yaml") == (tmp_path / "a.bpmn", tmp_path / "b.bpmn")
    assert diagram_files(tmp_path / "none.yaml") == ()

"""Tables beside a scenario."""

from __future__ import annotations

import pytest

from studio.errors import InvalidScenario
from studio.scenario import Distribution, Rate, read_scenario

HOUR = 3600.0
DAY = 24 * HOUR


@pytest.fixture
def with_table(tmp_path, diagram):
    def read(entry: str, table: str | bytes):
        data = table.encode() if isinstance(table, str) else table
        (tmp_path / "t.csv").write_bytes(data)
        return read_scenario(entry, diagram, name="f.yaml", folder=tmp_path)

    return read


PROFILE = "arrivals: {Start_Complaint: {per_interval: t.csv, day_factor_cv: 0.15}}"
TIMES = "{start: 2026-03-02T00:00, zone: Asia/Shanghai, arrivals: {Start_Complaint: {times: t.csv}}}"
SEEN = "steps: {Task_Handle: {time: {empirical: t.csv}}}"


def refused(with_table, entry, table):
    with pytest.raises(InvalidScenario) as error:
        with_table(entry, table)
    (mistake,) = error.value.mistakes
    return mistake.code, dict(mistake.parameters).get("line")


def test_contacts_per_interval_become_rates(with_table):
    found = with_table(PROFILE, "weekday,start,contacts\nmon,08:00,18\nmon,08:30,36\nsun,23:30,9\n")
    arrivals = found.arrivals["Start_Complaint"]
    assert arrivals.day_factor_cv == 0.15
    assert arrivals.profile == (
        Rate(start=8 * HOUR, end=8.5 * HOUR, per_second=18 / 1800),
        Rate(start=8.5 * HOUR, end=9 * HOUR, per_second=36 / 1800),
        Rate(start=6 * DAY + 23.5 * HOUR, end=7 * DAY, per_second=9 / 1800),
    )


def test_the_interval_is_the_shortest_distance_and_never_crosses_midnight(with_table):
    found = with_table(PROFILE, "weekday;start;contacts\nmon-tue;22:00;2\nmon-tue;23:00;1\n")
    profile = found.arrivals["Start_Complaint"].profile
    assert [(rate.start / HOUR, rate.end / HOUR) for rate in profile] == [
        (22, 23),
        (23, 24),
        (46, 47),
        (47, 48),
    ]
    assert profile[0].per_second == 2 / HOUR


@pytest.mark.parametrize(
    "table",
    [
        "Weekday,Start,Contacts\nMonday,8:00,5\n",
        "contacts,start,weekday,note\n5,08:00,mon,x\n",
        "weekday\tstart\tcontacts\n1\t08:00-08:30\t5\n",
        "\ufeffweekday,start,contacts\r\nmon,08:00:00,5\r\n\r\n",
        "星期,时段,话务量\n周一,08:00,5\n".encode("gb18030"),
    ],
)
def test_tables_come_in_many_dialects(with_table, table):
    found = with_table(PROFILE, table)
    assert found.arrivals["Start_Complaint"].profile == (
        Rate(start=8 * HOUR, end=8.5 * HOUR, per_second=5 / 1800),
    )


@pytest.mark.parametrize(
    ("table", "code", "line"),
    [
        ("", "scenario.csv.empty", None),
        ("weekday,start,contacts\n", "scenario.csv.empty", None),
        ("weekday,start,contacts\nmon,08:00,0\n", "scenario.csv.empty", None),
        ("day,hour,n\nmon,08:00,5\n", "scenario.csv.columns", None),
        ("weekday,start,contacts\nmon,08:00,5\nmoon,08:00,5\n", "scenario.csv.row", "3"),
        ("weekday,start,contacts\nmon,08:00,5\nmon,8 am,5\n", "scenario.csv.row", "3"),
        ("weekday,start,contacts\nmon,08:00,-5\n", "scenario.csv.row", "2"),
        ("weekday,start,contacts\nmon,08:00,many\n", "scenario.csv.row", "2"),
        ("weekday,start,contacts\nmon,08:00\n", "scenario.csv.row", "2"),
        ("weekday,start,contacts\nmon,08:00,5\nmon,08:00,6\n", "scenario.csv.row", "3"),
        (b"\xff\xff\xff", "scenario.csv.encoding", None),
        ('weekday,start,contacts\n"mon,08:00,5\n' + "x" * 200_000, "scenario.csv.row", None),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(with_table, table, code, line):
    found = refused(with_table, PROFILE, table)
    assert found[0] == code
    assert line is None or found[1] == line


@pytest.mark.parametrize("name", ["none.csv", ".", "/dev/null/x", '"a\\0b"'])
def test_a_missing_table_is_refused(diagram, tmp_path, name):
    with pytest.raises(InvalidScenario) as error:
        read_scenario(f"arrivals: {{Start_Complaint: {{times: {name}}}}}", diagram, folder=tmp_path)
    assert [m.code for m in error.value.mistakes] == ["scenario.file.missing"]


def test_an_endless_file_is_not_read_to_its_end(diagram, tmp_path):
    with pytest.raises(InvalidScenario) as error:
        read_scenario("arrivals: {Start_Complaint: {times: /dev/zero}}", diagram, folder=tmp_path)
    assert [m.code for m in error.value.mistakes] == ["scenario.csv.too-large"]


def test_moments_are_sorted_and_in_the_zone_of_the_start(with_table):
    table = "case,time\n1,2026-03-02T09:00\n2,2026-03-02 08:00\n3,2026-03-02T01:00Z\n"
    assert with_table(TIMES, table).arrivals["Start_Complaint"].times == (8 * HOUR, 9 * HOUR, 9 * HOUR)


def test_moments_need_no_heading(with_table):
    found = with_table(TIMES, "2026-03-02T09:00\n2026-03-03\n")
    assert found.arrivals["Start_Complaint"].times == (9 * HOUR, DAY)


def test_a_moment_before_the_start_or_none_at_all_is_refused(with_table):
    assert refused(with_table, TIMES, "time\n2026-03-02\n2026-03-01T23:59\n") == (
        "scenario.csv.before-start",
        "3",
    )
    assert refused(with_table, TIMES, "time\n2026-03-02\nlater\n") == ("scenario.csv.row", "3")


def test_observed_times_are_durations_or_seconds(with_table):
    for table in ("time\n90\n2 min\n", "90 s\n120\n"):
        assert with_table(SEEN, table).steps["Task_Handle"].time == Distribution.empirical([90, 120])


def test_observed_times_may_have_weights(with_table):
    found = with_table(SEEN, "time,count\n60,3\n120,1\n")
    assert found.steps["Task_Handle"].time == Distribution.empirical([60, 120], [3, 1])


def test_a_wrong_observation_is_refused_with_its_line(with_table):
    assert refused(with_table, SEEN, "time\n60\n-5\n") == ("scenario.csv.row", "3")
    assert refused(with_table, SEEN, "time\n60\nlong\n") == ("scenario.csv.row", "3")


def test_observed_numbers_of_an_attribute_may_be_negative(with_table):
    found = with_table("attributes: {x: {empirical: t.csv}}", "x\n-5\n7\n")
    assert found.attributes[0].number == Distribution.empirical([-5, 7])


def test_one_way_of_arriving_excludes_the_others(with_table):
    entry = "arrivals: {Start_Complaint: {every: 1 min, times: t.csv}}"
    assert refused(with_table, entry, "time\n2026-03-02\n")[0] == "scenario.exclusive"


def contacts(table: str) -> str:
    return f"arrivals: {{Start_Complaint: {{per_interval: {table}}}}}"


def test_contacts_may_stand_in_the_scenario_itself(with_table, diagram):
    there = with_table(PROFILE, "weekday,start,contacts\nmon-fri,08:00,18\nmon-fri,08:30,3.5\nsun,23:30,9\n")
    here = read_scenario(contacts("{mon-fri: {08:00: 18, 08:30: 3.5}, sun: {23:30: 9}}"), diagram)
    assert here.arrivals["Start_Complaint"].profile == there.arrivals["Start_Complaint"].profile


@pytest.mark.parametrize(
    ("table", "place", "code"),
    [
        ("{moon: {08:00: 1}}", "moon", "scenario.per-interval"),
        ("{mon: {8 am: 1}}", "mon.8 am", "scenario.per-interval"),
        ("{mon: {08:00: -1}}", "mon.08:00", "scenario.per-interval"),
        ("{mon: {08:00: many}}", "mon.08:00", "scenario.per-interval"),
        ("{mon-fri: {08:00: 1}, tue: {08:00: 2}}", "tue", "scenario.per-interval"),
        ("{mon: 5}", "mon", "scenario.per-interval"),
        ("{mon: {08:00: 0}}", "", "scenario.csv.empty"),
        ("{}", "", "scenario.csv.empty"),
        ("[1, 2]", "", "scenario.per-interval"),
    ],
)
def test_wrong_contacts_are_refused_where_they_stand(diagram, table, place, code):
    with pytest.raises(InvalidScenario) as error:
        read_scenario(contacts(table), diagram)
    (mistake,) = error.value.mistakes
    path = "arrivals.Start_Complaint.per_interval"
    assert (mistake.code, mistake.place) == (code, f"{path}.{place}" if place else path)


def test_moments_may_stand_in_the_scenario_itself(diagram):
    text = TIMES.replace("t.csv", "[2026-03-02T09:00, 2026-03-02, 2026-03-02T01:00Z]")
    found = read_scenario(text, diagram)
    assert found.arrivals["Start_Complaint"].times == (0.0, 9 * HOUR, 9 * HOUR)


@pytest.mark.parametrize(
    ("moments", "code"),
    [
        ("[2026-03-01]", "scenario.times.before-start"),
        ("[later]", "scenario.times"),
        ("[[2026-03-02]]", "scenario.times"),
    ],
)
def test_wrong_moments_are_refused(diagram, moments, code):
    with pytest.raises(InvalidScenario) as error:
        read_scenario(TIMES.replace("t.csv", moments), diagram)
    assert [mistake.code for mistake in error.value.mistakes] == [code]

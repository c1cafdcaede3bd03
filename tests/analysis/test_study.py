"""Studies: when they stop, what they say together, and what they warn of."""

from __future__ import annotations

import json
from dataclasses import replace
from math import isfinite

import numpy as np
import pytest
from building import DAY, HOUR, chances, drawn, every_day, exponential, setting, staffed

from studio.analysis import study
from studio.analysis.measures import Ratio, figures
from studio.analysis.study import AT_LEAST, AT_MOST
from studio.scenario import Arrivals, Distribution, Promise, Study
from studio.simulation import RunLength, compile_program, run

QUEUE = drawn("Start > A > End")


def queue(every=300.0, people=1, service=180.0, **more):
    return setting(
        every=exponential(every),
        steps={"A": (exponential(service), "Agents")},
        teams={"Agents": people if not isinstance(people, int) else staffed(people)},
        **{"warm_up": 0.0, "cases": 200, **more},
    )


def codes(result):
    return {problem.code for problem in result.problems}


def test_one_process_and_two_give_the_same_result():
    scenario = queue(cases=4000, replications=12)
    one, two = (json.dumps(study(QUEUE, scenario, workers=workers).to_json()) for workers in (1, 2))
    assert one == two


def test_a_fixed_number_of_replications_is_kept():
    result = study(QUEUE, queue(replications=4), workers=1)
    assert result.replications == 4
    assert result.cases == 800
    assert "study.imprecise" not in codes(result)


def test_a_study_goes_on_until_its_headline_figures_have_been_precise_for_five_replications():
    scenario = queue(cases=150, precision=0.08)
    result = study(QUEUE, scenario, workers=1)
    program = compile_program(QUEUE, scenario)
    tables = [
        figures(program, run(program, RunLength(cases=150), number)).table
        for number in range(result.replications)
    ]

    def half_width(measure, n):
        values = [table["measures", "", measure] for table in tables[:n]]
        if isinstance(values[0], Ratio):
            over, under = (np.array([getattr(value, name) for value in values]) for name in ("over", "under"))
            whole = over.sum() / under.sum()
            pseudo = n * whole - (n - 1) * (over.sum() - over) / (under.sum() - under)
        else:
            pseudo = np.array([value.value for value in values])
            whole = pseudo.mean()
        return _t(n - 1) * pseudo.std(ddof=1) / np.sqrt(n) / whole

    precise = [
        max(half_width(measure, n) for measure in ("cycle_time.mean", "cycle_time.p90", "wait.mean")) <= 0.08
        for n in range(AT_LEAST, result.replications + 1)
    ]
    assert AT_LEAST + 5 < result.replications < AT_MOST
    assert all(precise[-6:])
    earlier = ["".join("y" if each else "n" for each in precise[: n + 1]) for n in range(len(precise) - 1)]
    assert not any(history.endswith("yyyyyy") for history in earlier)
    assert "study.imprecise" not in codes(result)


def _t(freedom):
    from scipy.stats import t

    return t.ppf(0.975, freedom)


def test_a_study_without_chance_stops_after_fifteen_replications():
    scenario = setting(every=300, steps={"A": (180, "Agents")}, teams={"Agents": 1}, cases=20, warm_up=0.0)
    result = study(QUEUE, scenario, workers=1)
    assert result.replications == AT_LEAST + 5
    assert result.estimate("cycle_time.mean").half_width == 0


def test_a_precision_that_is_out_of_reach_is_named():
    result = study(QUEUE, queue(every=190.0, cases=20, precision=0.01), workers=1)
    assert result.replications == AT_MOST
    assert "study.imprecise" in codes(result)


def test_promises_too_must_be_known_well_enough():
    promise = Promise(name="soon", within=180.0, share=0.8)
    plain = study(QUEUE, queue(cases=40, precision=0.1, people=5), workers=1)
    promised = study(QUEUE, queue(cases=40, precision=0.1, people=5, promises=(promise,)), workers=1)
    strict = study(QUEUE, queue(cases=40, precision=0.02, people=5, promises=(promise,)), workers=1)
    assert plain.replications <= promised.replications <= strict.replications
    assert strict.estimate("promise.soon.share").half_width <= 0.02


def test_the_value_is_that_of_all_replications_together():
    scenario = queue(replications=6)
    program = compile_program(QUEUE, scenario)
    runs = [run(program, RunLength(cases=200), number) for number in range(6)]
    result = study(QUEUE, scenario, workers=1)
    mean = sum(made.cases.sum("cycle") for made in runs) / sum(made.cases.completed for made in runs)
    p90 = np.mean([made.cases.cycles.percentiles((0.9,))[0] for made in runs])
    assert result.estimate("cycle_time.mean").value == pytest.approx(mean)
    assert result.estimate("cycle_time.p90").value == pytest.approx(p90)


@pytest.mark.parametrize("cases", [300, 25_000])
def test_the_histogram_holds_every_completed_case(cases):
    result = study(QUEUE, queue(cases=cases, replications=3), workers=1)
    edges, counts = result.histogram
    assert len(edges) == len(counts) + 1
    assert sum(counts) == 3 * cases
    assert all(np.diff(edges) > 0)


def test_the_shares_of_the_ways_a_case_can_end_make_up_the_whole():
    """A rare end counts with nothing in the replications that do not have it."""
    scenario = setting(
        every=60,
        steps={"A": 1, "B": 1},
        routing=chances(Xor={"A": 0.997, "B": 0.003}),
        cases=50,
        replications=20,
        warm_up=0.0,
    )
    result = study(drawn("Start > Xor > A > End_a\nXor > B > End_b"), scenario, workers=1)
    shares = [estimate.value for (section, *_), estimate in result.estimates.items() if section == "paths"]
    assert sum(shares) == pytest.approx(1)
    assert 0 < min(shares) < 0.01


def test_a_warm_up_is_left_out():
    with_warm_up = study(QUEUE, queue(warm_up=5 * HOUR, replications=2), workers=1)
    assert with_warm_up.warm_up == 5 * HOUR
    assert with_warm_up.cases == 400


def test_a_warm_up_is_found_for_a_steady_study_but_not_for_a_terminating_one():
    steady = study(QUEUE, queue(every=220.0, warm_up=None, cases=2000, replications=2), workers=1)
    terminating = queue(
        every=220.0, warm_up=None, cases=None, length=DAY, replications=2, study=Study.TERMINATING
    )
    assert steady.warm_up > 0
    assert study(QUEUE, terminating, workers=1).warm_up == 0


def test_a_day_that_ends_with_open_cases_says_how_many():
    scenario = queue(
        every=170.0,
        cases=None,
        length=8 * HOUR,
        replications=5,
        study=Study.TERMINATING,
        promises=(Promise(name="soon", within=HOUR),),
    )
    result = study(QUEUE, scenario, workers=1)
    program = compile_program(QUEUE, scenario)
    runs = [run(program, RunLength(length=8 * HOUR), number, keep_log=True) for number in range(5)]
    assert result.open_at_end == sum(made.open for made in runs) > 0
    assert result.cases == sum(made.cases.arrived for made in runs)
    assert all(made.cases.arrived == made.cases.completed + made.open for made in runs)
    # Whoever has been in for more than the hour has had the promise broken, though still open.
    late = kept = 0
    for made in runs:
        for row in made.log.cases():
            took, is_open = row["ended"] - row["arrived"], row["outcome"] == 3
            late += took > HOUR
            kept += took <= HOUR and not is_open
    assert result.estimate("promise.soon.share").value == pytest.approx(kept / (kept + late))


def test_what_a_backlog_takes_is_a_study_of_its_own():
    scenario = setting(
        arrivals={"Start": Arrivals(backlog=30)},
        steps={"A": (600, "Agents")},
        teams={"Agents": staffed((2, every_day(8, 10)))},
        replications=2,
        study=Study.TERMINATING,
        service_level=9 * HOUR,
    )
    result = study(QUEUE, scenario, workers=1)
    assert (result.cases, result.open_at_end) == (60, 0)
    assert result.estimate("cycle_time.p95").value > DAY
    # Twelve rounds of two fit into the first day; two of them begin by nine o'clock sharp.
    assert result.estimates["steps", "A", "service_level.share"].value == pytest.approx(14 / 30)


def test_stuck_cases_are_named_as_an_error():
    result = study(
        drawn("Start > Xor > A > And > End\nXor > B > And\nXor > C > End_c"),
        setting(every=60, steps=dict.fromkeys("ABC", 1), cases=90, replications=3, warm_up=0.0),
        workers=1,
    )
    (problem,) = [problem for problem in result.problems if problem.code == "study.stuck"]
    assert problem.severity.value == "error"
    number = int(dict(problem.parameters)["number"])
    assert 100 < number < 260
    (said,) = [warning for warning in result.to_json()["warnings"] if warning["code"] == "study.stuck"]
    assert str(number) in said["text"]


def test_a_process_in_which_every_case_is_stuck_still_has_a_result():
    result = study(
        drawn("Start > Xor > A > And > End\nXor > B > And"),
        setting(every=60, steps=dict.fromkeys("AB", 1), cases=20, replications=2, warm_up=0.0),
        workers=1,
    )
    assert "study.stuck" in codes(result)
    assert result.to_json()["measures"]["cycle_time.mean"]["value"] is None


def test_endless_cases_are_named_as_an_error():
    result = study(
        drawn("Start > Xor_1 > Xor_2 > Xor_1\nXor_2 > End"),
        setting(
            every=60, cases=3, replications=2, warm_up=0.0, routing=chances(Xor_2={"Xor_1": 1.0, "End": 0.0})
        ),
        workers=1,
    )
    (problem,) = [problem for problem in result.problems if problem.code == "study.endless"]
    assert dict(problem.parameters)["number"] == "6"


@pytest.mark.parametrize(
    "length", [{"cases": 400}, {"cases": None, "length": 20 * HOUR}], ids=["cases", "length"]
)
@pytest.mark.parametrize(("every", "load"), [(120.0, 150), (600.0, None)])
def test_overload_is_named_with_its_size(every, load, length):
    result = study(QUEUE, queue(every=every, replications=6, **length), workers=1)
    found = [problem for problem in result.problems if problem.code == "study.overload"]
    if load is None:
        assert found == []
    else:
        parameters = dict(found[0].parameters)
        assert parameters["team"] == "Agents"
        assert abs(float(parameters["load"].rstrip(" %")) - load) < 12


def test_overload_is_named_for_the_team_that_has_it_in_whatever_shifts():
    shape = drawn("Start > A > B > End")
    scenario = setting(
        every=exponential(300),
        steps={"A": (exponential(300), "Front"), "B": (exponential(600), "Back")},
        teams={"Front": staffed((6, every_day(8, 18))), "Back": staffed((2, every_day(8, 18)))},
        cases=None,
        length=14 * DAY,
        replications=4,
        warm_up=0.0,
    )
    result = study(shape, scenario, workers=1)
    found = [dict(problem.parameters) for problem in result.problems if problem.code == "study.overload"]
    assert [problem["team"] for problem in found] == ["Back"]
    assert abs(float(found[0]["load"].rstrip(" %")) - 240) < 25


def test_work_for_nobody_is_named():
    result = study(QUEUE, queue(people=staffed(0), cases=5, replications=2), workers=1)
    assert result.open_at_end == 10
    assert "simulation.too-few-people" in codes(result)


def test_every_figure_of_the_json_is_a_number_or_null_and_its_interval_is_around_it():
    result = study(QUEUE, queue(replications=5, service=250.0), workers=1).to_json()

    def check(entry):
        if isinstance(entry, dict) and {"value", "low", "high", "unit"} <= set(entry):
            if entry["value"] is not None and entry["low"] is not None:
                assert entry["low"] <= entry["value"] <= entry["high"]
            assert all(
                each is None or isfinite(each) for each in (entry["value"], entry["low"], entry["high"])
            )
        elif isinstance(entry, dict):
            for inner in entry.values():
                check(inner)

    for section in ("measures", "steps", "teams", "paths", "flows"):
        assert result[section]
        check(result[section])
    assert json.loads(json.dumps(result)) == result
    assert result["engine"] == "simpy"
    assert result["service_level_s"] == 20


def test_a_study_tells_its_progress_and_can_be_cancelled():
    from studio.simulation import Cancelled

    told = []
    study(QUEUE, queue(replications=3, warm_up=None, cases=500), workers=1, progress=told.append)
    assert told[0].phase == "warm-up"
    assert [each.done for each in told if each.phase == "replications"] == [1, 2, 3]
    with pytest.raises(Cancelled):
        study(QUEUE, queue(replications=3), workers=1, cancelled=lambda: True)


def test_the_same_customers_in_two_scenarios_make_their_difference_sharp():
    """Common random numbers: the paired difference varies less than either figure alone."""
    slow, quick = queue(service=200.0), queue(service=190.0)
    values = []
    for scenario in (slow, quick):
        program = compile_program(QUEUE, scenario)
        runs = [run(program, RunLength(cases=400), number) for number in range(12)]
        values.append(np.array([made.cases.sum("cycle") / made.cases.completed for made in runs]))
    difference = values[0] - values[1]
    assert (difference > 0).all()
    assert difference.std() < 0.5 * values[0].std()


def test_seeds_differ_between_studies():
    first = study(QUEUE, queue(replications=2), workers=1).estimate("cycle_time.mean").value
    second = (
        study(QUEUE, replace(queue(replications=2), seed=99), workers=1).estimate("cycle_time.mean").value
    )
    assert first != second


def test_constant_distributions_need_no_luck():
    scenario = setting(
        every=Distribution.constant(60), steps={"A": 30}, cases=10, replications=2, warm_up=0.0
    )
    result = study(QUEUE, scenario, workers=1)
    assert result.estimate("cycle_time.mean").value == 30
    assert result.estimate("throughput_per_hour").value == pytest.approx(10 / (630 / 3600))

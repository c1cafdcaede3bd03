"""Random draws: reproducible, keyed by what they are about, even and independent."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from building import MONDAY, chances, drawn, exponential, rows, setting, staffed, told
from scipy.stats import chi2, kstest, pearsonr

from studio.analysis import study
from studio.scenario import Arrivals, Distribution, Scale
from studio.simulation import RunLength, run
from studio.simulation.draws import BLOCK, Customers, Stream, hash_name, mix, visit_key
from studio.simulation.records import VISIT_COLUMNS

SHAPE = (
    "Start > A > Xor > B > And_1 > C > And_2 > End\nXor > A\nAnd_1 > D > And_2\nC ! Timer_late > E > End_late"
)
STEPS = {
    "A": (exponential(100), "Front"),
    "B": (Distribution.lognormal(150, cv=1), "Back"),
    "C": (Distribution.gamma(80, cv=0.5), "Back"),
    "D": exponential(30),
    "E": (exponential(30), "Front"),
}
TEAMS = {"Front": 3, "Back": 4}
ROUTING = chances(Xor={"B": 0.8, "A": 0.2})


def story(shape=SHAPE, **changes):
    parts = {
        "every": exponential(60),
        "steps": STEPS,
        "teams": TEAMS,
        "routing": ROUTING,
        "events": {"Timer_late": exponential(300)},
        "cases": 300,
        **changes,
    }
    if "arrivals" in parts:
        del parts["every"]
    return told(shape, **parts)


def log_bytes(made):
    return made.run.log.visits().tobytes(), made.run.log.cases().tobytes()


def test_two_runs_with_one_seed_are_identical_byte_for_byte():
    assert log_bytes(story()) == log_bytes(story())


def test_another_seed_or_replication_is_another_story():
    first = log_bytes(story())
    assert log_bytes(story(seed=2)) != first
    assert log_bytes(story(replication=1)) != first


def test_two_studies_with_one_seed_give_the_same_json():
    scenario = setting(
        every=exponential(60), steps=STEPS, teams=TEAMS, routing=ROUTING, events={"Timer_late": 300}
    )
    scenario = replace(scenario, cases=100, replications=3, warm_up=0.0, seed=11)
    shape = drawn(SHAPE)
    first, again = (json.dumps(study(shape, scenario, workers=1).to_json()) for _ in range(2))
    other = json.dumps(study(shape, replace(scenario, seed=12), workers=1).to_json())
    assert first == again
    assert first != other


def test_whether_a_log_is_kept_changes_nothing():
    program = story().program
    kept, unkept = (run(program, RunLength(cases=300), keep_log=keep) for keep in (True, False))
    assert kept.cases.sums.tolist() == unkept.cases.sums.tolist()
    assert kept.flows == unkept.flows
    assert kept.seconds == unkept.seconds
    assert [tally.passed for tally in kept.steps] == [tally.passed for tally in unkept.steps]


def facts(made):
    """What is drawn for each customer: work of each visit that was finished, and the way taken."""
    nodes = [row.id for row in made.program.nodes]
    work, ways = {}, {}
    starts = [row.id for row in made.program.arrivals]
    cases = {row["case"]: (starts[row["start"]], row["ordinal"]) for row in made.run.log.cases()}
    for row in rows(made.run.log.visits(), VISIT_COLUMNS):
        node = nodes[int(row["node"])]
        if row["outcome"] == 0:
            key = (*cases[row["case"]], node, int(row["visit"]))
            work[key] = row["finished"] - row["started"]
            ways.setdefault(cases[row["case"]], set()).add(node)
    return work, ways


def agree(first, second, *, at_least, nodes="ABCDE"):
    """Assert that what both stories know is the same in both."""
    common = [key for key in first if key in second and key[2] in nodes]
    assert len(common) >= at_least
    assert all(first[key] == pytest.approx(second[key], abs=1e-6) for key in common)


def test_more_people_change_no_draw():
    plain, staffed_up = facts(story(events={})), facts(story(events={}, teams={"Front": 9, "Back": 2}))
    agree(plain[0], staffed_up[0], at_least=1000)


def test_scaling_one_start_leaves_the_customers_of_the_others_alone():
    shape = SHAPE + "\nStart_2 > A"
    arrivals = {"Start": Arrivals(every=exponential(120)), "Start_2": Arrivals(every=exponential(120))}
    surge = replace(arrivals["Start_2"], scale=(Scale(start=0, end=1e9, factor=1.7),))
    plain = story(shape, arrivals=arrivals)
    scaled = story(shape, arrivals={**arrivals, "Start_2": surge})
    agree(facts(plain)[0], facts(scaled)[0], at_least=900)
    arrived = [
        {
            case.case: case.arrived
            for case, row in zip(made.cases, made.run.log.cases(), strict=True)
            if row["start"] == 0
        }
        for made in (plain, scaled)
    ]
    common = set(arrived[0]) & set(arrived[1])
    assert len(common) > 90
    assert all(arrived[0][case] == arrived[1][case] for case in common)


def test_a_further_start_leaves_the_customers_of_the_others_alone():
    plain = story(arrivals={"Start": Arrivals(every=exponential(120))})
    shape = SHAPE + "\nStart_2 > A"
    arrivals = {"Start_2": Arrivals(every=exponential(120)), "Start": Arrivals(every=exponential(120))}
    agree(facts(plain)[0], facts(story(shape, arrivals=arrivals))[0], at_least=400)


def test_a_task_more_on_one_branch_changes_no_other_draw():
    longer = SHAPE.replace("And_1 > D > And_2", "And_1 > D > F > And_2")
    steps = {**STEPS, "F": exponential(500)}
    agree(facts(story())[0], facts(story(longer, steps=steps))[0], at_least=1000)


def test_a_branch_more_leaves_the_choices_elsewhere_alone():
    first = "Start > Xor > A > Xor_2 > B > End\nXor > C > Xor_2\nXor_2 > D > End"
    second = first.replace("Xor > C > Xor_2", "Xor > E > Xor_3 > C > Xor_2\nXor_3 > F > Xor_2")
    steps = dict.fromkeys("ABCDEF", 1)
    ways = [facts(told(shape, times=range(500), steps=steps))[1] for shape in (first, second)]
    assert all(("A" in ways[0][case]) == ("A" in ways[1][case]) for case in ways[0])
    assert all(("B" in ways[0][case]) == ("B" in ways[1][case]) for case in ways[0])


def test_another_service_time_leaves_everything_else_alone():
    slower = {**STEPS, "A": (exponential(140), "Front")}
    first, second = facts(story())[0], facts(story(steps=slower))[0]
    agree(first, second, at_least=800, nodes="BCDE")
    times = [(first[key], second[key]) for key in first if key in second and key[2] == "A"]
    assert all(second == pytest.approx(1.4 * first, rel=1e-6) for first, second in times)


def test_the_order_of_nodes_in_the_file_changes_nothing():
    shape = drawn(SHAPE)
    shuffled = replace(shape, nodes=tuple(reversed(shape.nodes)))
    first, second = story(shape), story(shuffled)
    assert sorted(visit[:6] for visit in first.visits) == sorted(visit[:6] for visit in second.visits)
    assert first.cases == second.cases


def test_names_of_teams_and_their_order_change_nothing():
    renamed = {
        node: (step[0], {"Front": "前台", "Back": "后台"}[step[1]]) if isinstance(step, tuple) else step
        for node, step in STEPS.items()
    }
    other = story(steps=renamed, teams={"后台": 4, "前台": 3})
    assert sorted(visit[:6] for visit in story().visits) == sorted(visit[:6] for visit in other.visits)


def test_a_person_stays_away_on_the_same_days_whatever_else_changes():
    floor = []
    for every in (400, 900):
        made = told(
            "Start > A > End",
            every=exponential(every),
            steps={"A": (exponential(100), "Agents")},
            teams={"Agents": staffed(5, absence=0.3, shrinkage=0.2)},
            length=500_000,
        )
        floor.append(made.run.teams[0].floor)
    assert floor[0] == pytest.approx(floor[1])


# -- the generator itself --------------------------------------------------------------------


def test_the_finaliser_is_that_of_splitmix64():
    """The first outputs of the reference implementation (Vigna) for the seed 0."""
    gamma, state, found = 0x9E3779B97F4A7C15, 0, []
    for _ in range(3):
        state = (state + gamma) % 2**64
        found.append(mix(state))
    assert found == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]


def _undone(z: int) -> int:
    """The inverse of the finaliser."""

    def unshift(value, by):
        result = value
        for _ in range(64 // by + 1):
            result = value ^ (result >> by)
        return result

    z = unshift(z, 31) * pow(0x94D049BB133111EB, -1, 2**64) % 2**64
    z = unshift(z, 27) * pow(0xBF58476D1CE4E5B9, -1, 2**64) % 2**64
    return unshift(z, 30)


@pytest.mark.parametrize("bits", [0, 1, 2**63, 2**64 - 1, 2**64 - 2**11, 2**63 - 1])
def test_a_variate_is_never_0_or_1(bits):
    stream = Stream(1, 0, 2, "time")
    key = _undone(bits) ^ stream._state
    u = stream.uniform(key)
    assert 0.0 < u < 1.0
    assert u == pytest.approx(((bits >> 11) + 0.5) * 2.0**-53, rel=1e-15, abs=1e-20)
    assert stream.uniforms(np.array([key], dtype=np.uint64)) == [u]


def test_many_variates_at_once_are_the_same_as_one_by_one():
    stream = Stream(7, 3, hash_name("Task"), "time")
    customers = Customers(hash_name("Start"), 1000)
    assert customers.first <= 1000 < customers.first + BLOCK
    assert customers.draw(stream) == [stream.uniform(key) for key in customers.keys]
    series = stream.series()
    assert [next(series) for _ in range(600)] == [stream.numbered(n) for n in range(600)]


def test_a_customer_of_a_backlog_has_a_key_of_its_own():
    keys = {key for first in (-512, -256, 0, 256) for key in Customers(hash_name("Start"), first).keys}
    assert len(keys) == 4 * BLOCK


def variates(stream, number=50_000):
    keys = [key for first in range(0, number, BLOCK) for key in Customers(hash_name("Start"), first).keys]
    return np.array(stream.uniforms(np.array(keys, dtype=np.uint64)))


STREAMS = [
    Stream(seed, replication, hash_name(element), purpose)
    for seed, replication, element, purpose in (
        (1, 0, "A", "time"),
        (2, 0, "A", "time"),
        (1, 1, "A", "time"),
        (1, 0, "B", "time"),
        (1, 0, "A", "choice"),
        (1, 0, "A1", "time"),
    )
]


@pytest.mark.parametrize("stream", STREAMS)
def test_variates_are_even(stream):
    u = variates(stream)
    counts = np.bincount((u * 1000).astype(int), minlength=1000)
    statistic = ((counts - len(u) / 1000) ** 2 / (len(u) / 1000)).sum()
    assert chi2.ppf(0.0005, 999) < statistic < chi2.ppf(0.9995, 999)
    assert kstest(u, "uniform").pvalue > 0.0005


def test_streams_are_independent_of_each_other_and_from_customer_to_customer():
    drawn_ = [variates(stream) for stream in STREAMS]
    pairs = [(drawn_[i], drawn_[j]) for i in range(len(drawn_)) for j in range(i)]
    pairs += [(u[:-lag], u[lag:]) for u in drawn_ for lag in (1, 2, 7)]
    for first, second in pairs:
        assert abs(pearsonr(first, second).statistic) * len(first) ** 0.5 < 4.5
        cells = np.histogram2d(first, second, bins=10, range=[(0, 1), (0, 1)])[0]
        statistic = ((cells - len(first) / 100) ** 2 / (len(first) / 100)).sum()
        assert statistic < chi2.ppf(0.99999, 99)


def test_rounds_of_one_customer_are_independent():
    stream = STREAMS[0]
    keys = [key for first in range(0, 20_000, BLOCK) for key in Customers(hash_name("Start"), first).keys]
    rounds = [np.array([stream.uniform(visit_key(key, visit)) for key in keys]) for visit in range(3)]
    for first, second in ((0, 1), (1, 2), (0, 2)):
        assert abs(pearsonr(rounds[first], rounds[second]).statistic) * len(keys) ** 0.5 < 4.5


def test_work_and_choices_of_one_step_are_independent_in_a_run():
    made = told(
        "Start > A > Xor > B > End\nXor > C > End",
        times=range(5000),
        steps={"A": Distribution.uniform(0, 1), "B": 0, "C": 0},
    )
    seconds, ways = facts(made)
    work = {case: lasted for (_, case, node, _), lasted in seconds.items() if node == "A"}
    took_b = np.array(["B" in ways["Start", case] for case in sorted(work)], dtype=float)
    times = np.array([work[case] for case in sorted(work)])
    assert abs(pearsonr(times, took_b).statistic) * len(times) ** 0.5 < 4.5


def test_the_start_of_the_clock_does_not_matter():
    first = story()
    later = story(start=MONDAY.replace(year=2027))
    assert log_bytes(first) == log_bytes(later)

"""What a study tells while it runs: how far it is, and how the headline figure gets surer."""

from __future__ import annotations

from building import MONDAY, drawn

from studio.analysis import Progress, study
from studio.scenario import Arrivals, Distribution, Scenario, Step, Team, complete
from studio.scenario.scenario import Shift

DIAGRAM = drawn("Start > A > End")


def told_while(replications: int | None, precision: float = 0.05) -> tuple[list[Progress], float]:
    stated = Scenario(
        name="Desk",
        start=MONDAY,
        cases=200,
        warm_up=0.0,
        replications=replications,
        precision=precision,
        arrivals={"Start": Arrivals(every=Distribution.exponential(120.0))},
        teams={"Desk": Team(name="Desk", shifts=(Shift(staff=1),))},
        steps={"A": Step(time=Distribution.exponential(90.0), team="Desk")},
    )
    told: list[Progress] = []
    result = study(DIAGRAM, complete(stated, DIAGRAM), progress=told.append, workers=1)
    return told, result.estimate("cycle_time.mean").value


def test_each_replication_is_told_with_the_cases_that_it_counted():
    told, _ = told_while(6)
    assert [(each.phase, each.done, each.planned, each.cases) for each in told] == [
        ("replications", n, 6, 200 * n) for n in range(1, 7)
    ]


def test_the_headline_has_an_interval_from_the_second_replication_on_and_ends_as_the_result():
    told, value = told_while(12)
    trail = told[-1].headline
    assert [number for number, *_ in trail] == list(range(2, 13))
    assert trail[-1][1] == value
    widths = [high - low for _, _, low, high in trail]
    assert all(width > 0 for width in widths)
    assert widths[-1] < widths[0]
    assert told[0].headline == ()


def test_how_many_replications_it_will_be_is_foreseen_better_and_better():
    told, _ = told_while(None, precision=0.15)
    last = told[-1].done
    assert 30 < last < 200
    assert told[0].planned == 10
    assert told[-1].planned == last
    assert all(each.planned == last for each in told[-5:])
    assert all(each.done <= each.planned <= 200 for each in told)
    half = [each.planned for each in told if each.done > last / 2]
    assert all(0.6 * last < planned < 1.6 * last for planned in half)

"""Suggestions weighed on the same customers: gains, prices, and what is no gain."""

from __future__ import annotations

import pytest
from building import drawn, exponential, setting, staffed

from studio.analysis import Verdict
from studio.scenario import Scenario
from studio.scenario.defaults import complete
from studio.simplify import Conclusion, suggestions, weigh
from studio.simulation import RunLength, compile_program, run

ROW = drawn("Start > A > Xor > B > End", lanes={"A": "front", "B": "front"})


def scenario(staff: int = 2, cost: float = 0.0, **more: object) -> Scenario:
    return complete(
        setting(
            every=exponential(100),
            steps={"A": (exponential(80), "front"), "B": (exponential(60), "front")},
            teams={"front": staffed(staff, cost=cost)},
            **{"cases": 1500, "warm_up": 5000.0, "replications": 10, "seed": 4, **more},
        ),
        ROW,
    )


def test_the_chain_from_a_diagram_to_a_gain():
    today = scenario()
    told = weigh(ROW, today, suggestions(ROW, today), workers=1)
    by_code = {each.suggestion.code: each for each in told.evidence}
    gateway = by_code["F3"]
    assert gateway.conclusion is Conclusion.UNPROVEN
    assert all(difference.value == 0.0 for difference in gateway.effect.values())
    assert gateway.suggestion.proof.holds
    person = by_code["T1"]
    assert person.conclusion is Conclusion.GAIN
    assert person.effect["wait.mean"].pairing > 1
    assert told.evidence[0] is person
    assert told.evidence[-1] is gateway


def test_a_person_who_costs_something_is_a_trade():
    today = scenario(cost=50.0)
    (person,) = weigh(
        ROW, today, [each for each in suggestions(ROW, today) if each.code == "T1"], workers=1
    ).evidence
    assert person.effect["cost_paid_per_case.mean"].verdict is Verdict.WORSE
    assert person.conclusion is Conclusion.TRADE


def test_a_merged_row_does_the_same_work_for_the_same_customers_with_one_wait_less():
    row = drawn("Start > A > B > End", lanes={"A": "front", "B": "front"})
    today = complete(
        setting(
            every=exponential(100),
            steps={"A": (exponential(80), "front"), "B": (exponential(60), "front")},
            teams={"front": 2},
            cases=1500,
            warm_up=5000.0,
            replications=10,
        ),
        row,
    )
    (merge,) = (each for each in suggestions(row, today) if each.code == "R1")
    lengths = RunLength(cases=300)
    logs = [
        run(compile_program(diagram, told), lengths, 0, keep_log=True).log.cases()
        for diagram, told in ((row, today), (merge.diagram, merge.scenario))
    ]
    works = [{case["case"]: case["work"] for case in log if case["counted"]} for log in logs]
    assert works[0].keys() == works[1].keys()
    for case, work in works[0].items():
        assert works[1][case] == pytest.approx(work, rel=1e-12)
    (evidence,) = weigh(row, today, [merge], workers=1).evidence
    assert evidence.effect["cycle_time.mean"].verdict is Verdict.BETTER
    assert abs(evidence.effect["work.mean"].value) < 1e-6
    assert evidence.conclusion is Conclusion.GAIN


def test_a_diagram_in_which_nothing_can_be_simpler_has_no_suggestions():
    bare = drawn("Start > End")
    told = complete(setting(every=60.0), bare)
    assert suggestions(bare, told) == ()

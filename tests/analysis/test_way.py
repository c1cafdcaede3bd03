"""The way of one case: what it came to, and the flows that it went along."""

from __future__ import annotations

from dataclasses import replace

from building import drawn, told
from generated_worlds import worlds
from hypothesis import HealthCheck, given, settings

from studio.analysis.story import Recorded
from studio.analysis.way import way
from studio.simulation import RunLength, compile_program, run


def gone(made) -> set[str]:
    (case,) = made.run.log.cases()["case"]
    return set(way(Recorded(program=made.program, run=made.run), int(case)))


def test_a_case_goes_along_both_branches_to_their_join():
    shape = drawn("""
        Start > And_1 > A > And_2 > End
        And_1 > B > And_2
        """)
    made = told(shape, times=(0,), steps={"A": 5, "B": 7})
    ids = {element.id for element in (*shape.nodes, *shape.flows)}
    assert gone(made) == ids


def test_a_flow_straight_to_a_join_belongs_to_the_way():
    shape = drawn("""
        Start > And_1 > A > And_2 > End
        And_1 > And_2
        """)
    assert "And_1-And_2" in gone(told(shape, times=(0,), steps={"A": 5}))


def test_the_way_is_what_the_engine_counted(thorough):
    """Of a single case: it went along the flows over which a token was counted."""

    @settings(
        max_examples=1000 if thorough else 30,
        derandomize=not thorough,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
    @given(worlds())
    def holds(world):
        diagram, scenario = world
        arrivals = {
            id: replace(each, times=each.times[:1], backlog=0) for id, each in scenario.arrivals.items()
        }
        program = compile_program(diagram, replace(scenario, arrivals=arrivals))
        made = run(program, RunLength(), keep_log=True)
        found = gone(Recorded(program=program, run=made))
        flows = {flow.id: flow for flow in program.flows}
        counted = {id for id, count in zip(flows, made.flows, strict=True) if count}
        assert found & flows.keys() <= counted
        # a step that had no round to do may leave no trace between others that leave none
        for flow in (flows[id] for id in counted - found):
            ends = program.nodes[flow.source], program.nodes[flow.target]
            assert any(row.rounds is not None and row.element not in found for row in ends)
        drawn_there = {element.id for element in diagram.elements()}
        assert found - flows.keys() <= drawn_there

    holds()

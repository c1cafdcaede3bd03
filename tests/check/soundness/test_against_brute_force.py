"""On any small process the verdict is that of looking at every marking, and the traces are the shortest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from brute_force import TooMany, explored
from building import drawn
from generated import processes
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from studio.check.soundness import Defect, Verdict, replayed, soundness
from studio.model import Diagram, EventDefinition, EventKind, NodeKind


def agrees(diagram: Diagram) -> None:
    try:
        expected = explored(diagram, most=500)
    except TooMany:
        reject()
    (found,) = soundness(diagram)
    assert (found.verdict is Verdict.SOUND) == expected.is_sound
    lengths: dict[Defect, list[int]] = {}
    for fault in found.faults:
        lengths.setdefault(fault.defect, []).append(len(fault.trace.firings))
        if fault.defect is not Defect.DEAD:
            assert replayed(diagram, fault.trace) == fault.trace.marking
        for fix in fault.fixes:
            after = {(each.defect, each.element) for each in soundness(fix.diagram)[0].faults}
            assert (fault.defect, fault.element) not in after
            assert after <= {(each.defect, each.element) for each in found.faults}
    assert min(lengths.get(Defect.LACK_OF_SYNCHRONISATION, []), default=None) == expected.doubled
    if expected.doubled is None:
        assert min(lengths.get(Defect.DEADLOCK, []), default=None) == expected.stuck


@given(diagram=processes())
@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
def test_the_verdict_is_that_of_brute_force(diagram):
    agrees(diagram)


@given(diagram=processes(), data=st.data())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
def test_the_verdict_is_that_of_brute_force_with_errors_that_nothing_catches(diagram, data):
    ends = [node.id for node in diagram.nodes if node.kind is NodeKind.END_EVENT]
    throwing = data.draw(st.sets(st.sampled_from(ends), min_size=1))
    error = (EventDefinition(kind=EventKind.ERROR),)
    nodes = (replace(node, events=error) if node.id in throwing else node for node in diagram.nodes)
    agrees(replace(diagram, nodes=tuple(nodes)))


def test_going_round_may_be_the_shortest_way_to_two_tokens():
    agrees(
        drawn("""
            Start > Sub > End
            Sub ! Timer_0 > Sub
            Sub ~ Timer_1 > Sub
            Sub: Start_in > A > End_in
        """)
    )


def test_a_join_waits_for_a_sub_process_that_never_ends():
    agrees(
        drawn("""
            Start > Xor0 > Sub > And1 > End
            Xor0 > A > And1
            Sub: Start_in > Xor2 > B > And3 > End_in
            Sub: Xor2 > C > And3
        """)
    )


def test_an_inclusive_join_waits_for_a_sub_process_that_never_ends():
    agrees(
        drawn("""
            Start > And0 > Sub > Or7 > End
            And0 > Or7
            Or7 > Or7
            Sub: Start_in > Xor2 > B > And3 > End_in
            Sub: Xor2 > C > And3
        """)
    )


def test_many_verdicts_are_those_of_brute_force(thorough):
    if not thorough:
        pytest.skip("the long numbers are not asked for")

    @given(diagram=processes())
    @settings(max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck))
    def test(diagram):
        agrees(diagram)

    test()

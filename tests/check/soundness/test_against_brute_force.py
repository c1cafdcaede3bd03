"""On any small process the verdict is that of looking at every marking, and the traces are the shortest."""

from __future__ import annotations

import pytest
from brute_force import TooMany, explored
from generated import processes
from hypothesis import HealthCheck, given, reject, settings

from studio.check.soundness import Defect, Verdict, replayed, soundness
from studio.model import Diagram


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


def test_many_verdicts_are_those_of_brute_force(thorough):
    if not thorough:
        pytest.skip("the long numbers are not asked for")

    @given(diagram=processes())
    @settings(max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck))
    def test(diagram):
        agrees(diagram)

    test()

"""A team's own work: when it comes, who does it, when it yields, and how it is counted."""

from __future__ import annotations

from itertools import islice
from math import log

import pytest
from building import DAY, HOUR, WEEK, every_day, exponential, staffed
from watching import watched

from studio.scenario import ShiftEnd
from studio.simulation.draws import Stream, hash_name
from studio.simulation.own_work import BLOCK
from studio.simulation.records import Activity

ONE_STEP = "Start > A > End"


def coming(share, number, name="T", seed=1):
    """Person-seconds on the floor at which the first blocks come."""
    total, found = 0.0, []
    for u in islice(Stream(seed, 0, hash_name(name), "own work").series(), number):
        total -= BLOCK / share * log(1.0 - u)
        found.append(total)
    return found


def own(made):
    return [(did.person, did.begin, did.end) for did in made.did if did.what is Activity.OWN_WORK]


def test_blocks_come_by_the_time_on_the_floor_and_are_done_one_after_the_other():
    made = watched(
        ONE_STEP, times=[DAY], length=DAY, steps={"A": (1, "T")}, teams={"T": staffed(1, base_load=0.5)}
    )
    expected, free = [], 0.0
    for comes in coming(0.5, 100):
        begin = max(comes, free)
        free = begin + BLOCK
        if free < DAY:
            expected.append((0, begin, free))
    assert len(expected) > 20
    assert [span for spans in own(made) for span in spans] == pytest.approx(
        [span for spans in expected for span in spans]
    )


def test_twice_as_many_people_get_it_twice_as_fast():
    made = watched(
        ONE_STEP, times=[DAY], length=DAY, steps={"A": (1, "T")}, teams={"T": staffed(2, base_load=0.1)}
    )
    assert own(made)[0][1] == pytest.approx(coming(0.1, 1)[0] / 2)


def test_nothing_comes_while_nobody_is_there():
    made = watched(
        ONE_STEP,
        times=[DAY],
        length=2 * DAY,
        steps={"A": (1, "T")},
        teams={"T": staffed((1, every_day(8, 9)), base_load=0.4)},
    )
    first = coming(0.4, 1)[0]
    day, rest = divmod(first, HOUR)
    assert own(made)[0][1] == pytest.approx(day * DAY + 8 * HOUR + rest)


def test_a_case_waits_for_a_block_that_was_begun_and_passes_one_that_was_not():
    seed = next(
        seed for seed in range(100) if coming(0.5, 2, seed=seed)[1] < coming(0.5, 1, seed=seed)[0] + 800
    )
    first, second = coming(0.5, 2, seed=seed)
    made = watched(
        ONE_STEP,
        times=[first + 10, second + 5],
        length=DAY,
        steps={"A": (100, "T")},
        teams={"T": staffed(1, base_load=0.5)},
        seed=seed,
    )
    begun = first + BLOCK
    assert made.clocks()[0] == pytest.approx((first + 10, begun, begun + 100))
    # The second block has waited since before the second case came, and still comes after it.
    assert second < begun
    assert made.clocks()[1] == pytest.approx((second + 5, begun + 100, begun + 200))
    assert own(made)[1][1] == pytest.approx(begun + 200)


def test_own_work_is_done_at_normal_speed_and_on_top_of_a_person_wholly_free():
    first = coming(0.3, 1)[0]
    made = watched(
        ONE_STEP,
        times=[first - 50],
        length=DAY,
        steps={"A": (100, "T")},
        teams={"T": staffed(1, base_load=0.3, at_once=3, slower=1.0, speed=0.5)},
    )
    assert made.clocks() == [pytest.approx((first - 50, first - 50, first + 150))]
    assert own(made)[0] == (0, pytest.approx(first + 150), pytest.approx(first + 150 + BLOCK))


@pytest.mark.parametrize("suspends", [False, True])
def test_a_block_at_the_end_of_the_shift_is_finished_or_rests_as_other_work(suspends):
    end = ShiftEnd.SUSPEND if suspends else ShiftEnd.FINISH
    made = watched(
        ONE_STEP,
        times=[60 * DAY],
        length=20 * DAY,
        steps={"A": (1, "T")},
        teams={"T": staffed((1, every_day(8, 10)), base_load=0.6, at_shift_end=end)},
    )
    (team,) = made.run.teams
    late = sum(begin % DAY < 10 * HOUR < end % DAY for _, begin, end in own(made))
    resting = [did for did in made.did if did.what is Activity.RESTING]
    if suspends:
        assert len(resting) > 3
        assert late == 0
        assert team.overtime == team.own_overtime == 0
        assert {did.end - did.begin for did in resting} == {22 * HOUR}
    else:
        assert late > 3
        assert not resting
        assert team.own_overtime == team.overtime > 0
    assert team.own == team.busy
    done = sum(end - begin for _, begin, end in own(made))
    assert team.busy + team.overtime == pytest.approx(done, abs=BLOCK)


def test_own_work_takes_its_share_of_the_time_on_the_floor():
    made = watched(
        ONE_STEP,
        every=exponential(1200),
        length=20 * WEEK,
        warm_up=WEEK,
        keep_log=False,
        steps={"A": (exponential(600), "T")},
        teams={"T": staffed((3, every_day(8, 18)), base_load=0.3, shrinkage=0.1)},
    )
    (team,) = made.run.teams
    blocks = team.floor * 0.3 / BLOCK
    assert abs((team.own + team.own_overtime) / BLOCK - blocks) < 4 * blocks**0.5
    assert team.busy - team.own > 0


def test_own_work_does_not_keep_a_run_alive_that_is_done_or_in_vain():
    done = watched(ONE_STEP, times=[10], steps={"A": (5, "T")}, teams={"T": staffed(1, base_load=0.01)})
    assert done.run.seconds == 15
    vain = watched(
        ONE_STEP,
        times=[10],
        steps={"A": (5, "Nobody"), "B": (5, "T")},
        teams={"Nobody": 0, "T": staffed(1, base_load=0.01)},
    )
    assert vain.run.open == 1


def test_the_same_seed_gives_the_same_work_and_cases_do_not_change_when_it_comes():
    parts = {"length": DAY, "steps": {"A": (50, "T")}, "teams": {"T": staffed(4, base_load=0.1)}}
    quiet = watched(ONE_STEP, times=[2 * DAY], **parts)
    busy = watched(ONE_STEP, times=[600.0 * n for n in range(100)], **parts)
    assert own(quiet) == own(watched(ONE_STEP, times=[2 * DAY], **parts))
    assert [begin for _, begin, _ in own(quiet)] == pytest.approx([begin for _, begin, _ in own(busy)])

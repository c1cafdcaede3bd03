"""Why a visit waited: nobody on shift, overtaken by what is more urgent and came later, or contention."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from building import DAY, HOUR, MONDAY, every_day, exponential, staffed
from hypothesis import given, settings
from hypothesis import strategies as st
from watching import Watched, watched

from studio.model import parse_guard
from studio.scenario import Distribution, ShiftEnd, Step, Team
from studio.simulation.draws import Customers, Stream, hash_name
from studio.simulation.floor import stays
from studio.simulation.records import Activity

ONE_STEP = "Start > A > End"


def causes(made, node="A"):
    return [(visit.wait, visit.off_shift, visit.overtaken) for visit in made.of(node)]


def test_time_with_nobody_on_shift_is_told_from_contention():
    made = watched(
        ONE_STEP,
        times=[6 * HOUR, 7 * HOUR, 16.5 * HOUR, 16.75 * HOUR],
        steps={"A": (HOUR, "T")},
        teams={"T": staffed((1, every_day(8, 17)))},
    )
    assert causes(made) == [
        (2 * HOUR, 2 * HOUR, 0),
        (2 * HOUR, HOUR, 0),
        (0, 0, 0),
        (15.25 * HOUR, 15 * HOUR, 0),
    ]


def test_a_visit_for_two_waits_off_shift_while_one_is_there():
    made = watched(
        ONE_STEP,
        times=[8 * HOUR],
        steps={"A": Step(time=Distribution.constant(HOUR), team="T", people=2)},
        teams={"T": staffed((1, every_day(8, 17)), (1, every_day(12, 17)))},
    )
    assert causes(made) == [(4 * HOUR, 4 * HOUR, 0)]


def test_of_several_teams_one_that_is_there_is_enough():
    made = watched(
        ONE_STEP,
        times=[7 * HOUR, 7.5 * HOUR, 9 * HOUR],
        steps={"A": Step(time=Distribution.constant(3 * HOUR), team="First", instead=("Second",))},
        teams={"First": staffed((1, every_day(8, 17))), "Second": staffed((1, every_day(9, 12)))},
    )
    assert causes(made) == [(HOUR, HOUR, 0), (1.5 * HOUR, 0.5 * HOUR, 0), (2 * HOUR, 0, 0)]


def test_a_team_without_people_is_off_shift_for_ever():
    made = watched(
        "Start > A > End\nA ! Timer_late > End_late",
        times=[0],
        events={"Timer_late": 70},
        steps={"A": (10, "T")},
        teams={"T": 0},
    )
    assert causes(made) == [(70, 70, 0)]


def _seed_of_urgency(urgent_of: dict[str, list[bool]]) -> int:
    """A seed with which the first cases of these starts are urgent or not as wanted."""
    element = hash_name("urgent")
    for seed in range(20_000):
        stream = Stream(seed, 0, element, "attribute")
        if all(
            [stream.uniform(key) > 0.5 for key in Customers(hash_name(start), 0).keys[: len(wanted)]]
            == wanted
            for start, wanted in urgent_of.items()
        ):
            return seed
    raise AssertionError(urgent_of)


URGENT = {"attributes": {"urgent": Distribution.uniform(0, 1)}, "priority": ["urgent > 0.5"]}


def test_time_behind_a_more_urgent_case_that_came_later_is_overtaken():
    made = watched(
        ONE_STEP,
        times=[0, 10, 20, 130, 140],
        steps={"A": (100, "T")},
        teams={"T": 1},
        seed=_seed_of_urgency({"Start": [False, False, True, True, False]}),
        **URGENT,
    )
    # 0 until 100, the third until 200, the fourth until 300, then the second and the fifth.
    assert causes(made) == [(0, 0, 0), (290, 0, 200), (80, 0, 0), (70, 0, 0), (260, 0, 0)]


def test_a_more_urgent_case_that_came_earlier_is_contention():
    made = watched(
        ONE_STEP,
        times=[0, 10, 20],
        steps={"A": (100, "T")},
        teams={"T": 1},
        seed=_seed_of_urgency({"Start": [False, True, False]}),
        **URGENT,
    )
    assert causes(made) == [(0, 0, 0), (90, 0, 0), (180, 0, 0)]


def test_no_moment_counts_twice():
    """Overtime on a more urgent case, with nobody on shift: that is off shift."""
    made = watched(
        ONE_STEP,
        times=[16 * HOUR, 16.25 * HOUR, 16.5 * HOUR],
        steps={"A": (0.75 * HOUR, "T")},
        teams={"T": staffed((1, every_day(8, 17)))},
        seed=_seed_of_urgency({"Start": [False, False, True]}),
        **URGENT,
    )
    second = made.of("A")[1]
    assert second.started == DAY + 8 * HOUR
    assert (second.off_shift, second.overtaken) == (15 * HOUR, 0.25 * HOUR)


def test_who_gives_up_waiting_is_told_why_it_waited():
    made = watched(
        "Start > A > End\nA ! Timer_late > End_late",
        times=[0, 10, 20],
        events={"Timer_late": 130},
        steps={"A": (100, "T")},
        teams={"T": 1},
        seed=_seed_of_urgency({"Start": [False, False, True]}),
        **URGENT,
    )
    assert causes(made)[1] == (130, 0, 40)


def test_nothing_is_watched_where_all_are_always_there_and_nobody_is_more_urgent():
    made = watched(ONE_STEP, times=[0, 0, 0], steps={"A": (10, "T")}, teams={"T": 1})
    (crew,) = made.crews
    assert not crew.causes
    assert not crew.watchers
    assert not crew.overtakings


# -- against a count by hand -----------------------------------------------------------------


def _overlap(begin, end, spans):
    """Seconds between two moments that lie in at least one of the spans."""
    total, reached = 0.0, begin
    for first, last in sorted(spans):
        low, high = max(first, reached), min(last, end)
        if high > low:
            total += high - low
            reached = high
    return total


def _without(spans, holes):
    """The parts of spans that lie in none of the holes."""
    for hole_begin, hole_end in holes:
        spans = [
            part
            for begin, end in spans
            for part in ((begin, min(end, hole_begin)), (max(begin, hole_end), end))
            if part[1] > part[0]
        ]
    return spans


def _short(made: Watched, teams: list[Team], needed: int, until: float):
    """The spans in which none of the teams has so many people on the floor."""
    marks = {0.0, until}
    floors = []
    for team in teams:
        spans = []
        for person in range(sum(shift.staff for shift in team.shifts)):
            for comes, goes, _ in stays(team, person, MONDAY, made.program.seed, 0):
                if comes > until:
                    break
                spans.append((comes, goes))
        floors.append(spans)
        marks.update(mark for span in spans for mark in span if mark < until)
    found = []
    ordered = sorted(marks)
    for begin, end in pairwise(ordered):
        enough = any(sum(comes <= begin < goes for comes, goes in spans) >= needed for spans in floors)
        if not enough:
            found.append((begin, end))
    return found


def by_hand(made: Watched, steps: dict[str, Step]) -> list[tuple[float, float]]:
    """Off shift and overtaken of every visit, from who was where when."""
    teams = {team.name: team for team in made.program.teams}
    until = max((visit.ended for visit in made.served), default=0.0) + 1.0
    enabled = {(visit.case, visit.node): visit for visit in made.served}
    worked = [did for did in made.did if did.what is Activity.CASE_WORK]
    found = []
    for visit in made.served:
        step = steps[visit.node]
        names = [step.team, *step.instead]
        large = [name for name in names if sum(s.staff for s in teams[name].shifts) >= step.people]
        able = large or names[:1]
        short = _short(made, [teams[name] for name in able], step.people, until)
        off = _overlap(visit.enabled, visit.started, short)
        ahead = [
            (did.begin, did.end)
            for did in worked
            if did.team in able
            and enabled[did.case, did.node].priority < visit.priority
            and enabled[did.case, did.node].enabled > visit.enabled
        ]
        found.append((off, _overlap(visit.enabled, visit.started, _without(ahead, short))))
    return found


shifts = st.lists(
    st.tuples(st.integers(2, 3), st.sampled_from([None, every_day(8, 16), every_day(6, 12)])),
    min_size=1,
    max_size=2,
)


gaps = st.sampled_from([0.0, 1.0, 120.0, 300.0, 700.0, 5000.0])


@st.composite
def teams_at_work(draw):
    made = {}
    for name in ("First", "Second"):
        made[name] = staffed(
            *draw(shifts),
            shrinkage=draw(st.sampled_from([0.0, 0.0, 0.2])),
            at_once=draw(st.sampled_from([1, 1, 3])),
            slower=draw(st.sampled_from([1.0, 1.6])),
            base_load=draw(st.sampled_from([0.0, 0.0, 0.2])),
            at_shift_end=draw(st.sampled_from([ShiftEnd.FINISH, ShiftEnd.SUSPEND])),
        )
    mean = draw(st.sampled_from([600.0, 3000.0, 10000.0]))
    begin = draw(st.sampled_from([0.0, 11 * HOUR, 15.5 * HOUR]))
    steps = {
        "A": Step(time=exponential(mean), team="First", instead=draw(st.sampled_from([(), ("Second",)]))),
        "B": Step(
            time=exponential(mean),
            team="Second",
            instead=draw(st.sampled_from([(), ("First",)])),
            people=draw(st.sampled_from([1, 1, 2])),
            can_do=draw(st.sampled_from([{}, {"Second": parse_guard("urgent >= 0.0")}])),
        ),
    }
    return {
        "times": list(accumulate(draw(st.lists(gaps, min_size=5, max_size=40)), initial=begin)),
        "steps": steps,
        "teams": made,
        "events": {"Timer_late": draw(st.sampled_from([2 * HOUR, 30 * HOUR]))},
        "attributes": {"urgent": Distribution.uniform(0, 1)},
        "priority": ["urgent > 0.8", "urgent > 0.5"],
        "seed": draw(st.integers(0, 10**6)),
    }


@settings(max_examples=100, deadline=None)
@given(teams_at_work())
def test_whatever_teams_do_adds_up(parts):
    made = watched("Start > A > B > End\nA ! Timer_late > End_late", **parts)
    at_once = {team.name: team.at_once for team in made.program.teams}

    # Nobody does two things at once who serves one at a time.
    by_person: dict[tuple[str, int], list[tuple[float, float]]] = {}
    for did in made.did:
        by_person.setdefault((did.team, did.person), []).append((did.begin, did.end))
    for (team, _), spans in by_person.items():
        if at_once[team] == 1:
            assert all(first[1] <= second[0] for first, second in pairwise(sorted(spans)))

    # Busy time is what went into visits and own work.
    for team, crew, tally in zip(made.program.teams, made.crews, made.run.teams, strict=True):
        effort = sum(visit.effort * len(visit.people) for visit in made.served if visit.team == team.name)
        own = tally.own + tally.own_overtime
        assert tally.busy + tally.overtime == pytest.approx(effort + own, abs=1e-4)
        assert tally.busy <= tally.floor + 1e-6
        assert 0.0 <= tally.own <= tally.busy + 1e-6
        assert (crew.waiting, crew.in_line, crew.resting) == (0, 0, 0)

    # Causes are parts of the wait, and those that a count by hand finds.
    for visit, (off_shift, overtaken) in zip(made.served, by_hand(made, parts["steps"]), strict=True):
        assert min(visit.off_shift, visit.overtaken) >= 0.0
        assert visit.off_shift + visit.overtaken <= visit.wait + 1e-9
        assert visit.off_shift == pytest.approx(off_shift, abs=1e-5)
        assert visit.overtaken == pytest.approx(overtaken, abs=1e-5)

    # What waits is counted once.
    waited = sum(visit.wait for visit in made.served)
    assert sum(tally.queue for tally in made.run.teams) == pytest.approx(waited, abs=1e-4)


def test_a_queue_of_thousands_is_told_why_it_waits():
    """Places of those who wait no longer are dropped on the way, and the sums are those by hand."""
    steps = {"A": Step(time=exponential(40), team="T")}
    made = watched(
        "Start > A > End\nA ! Timer_late > End_late",
        times=[30.0 * n for n in range(700)],
        steps=steps,
        teams={"T": staffed(1)},
        events={"Timer_late": exponential(4000)},
        attributes={"urgent": Distribution.uniform(0, 1)},
        priority=["urgent > 0.7", "urgent > 0.4"],
        seed=11,
    )
    told = [(visit.off_shift, visit.overtaken) for visit in made.served]
    assert max(overtaken for _, overtaken in told) > 600
    assert [overtaken for _, overtaken in told] == pytest.approx(
        [overtaken for _, overtaken in by_hand(made, steps)], abs=1e-5
    )

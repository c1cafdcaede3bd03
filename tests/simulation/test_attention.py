"""Several contacts at once, work that rests overnight, speeds: when work is done whose pace changes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from building import DAY, HOUR, every_day, exponential, open_at, staffed
from watching import watched

from studio.scenario import Arrivals, Calendar, Distribution, Shift, ShiftEnd, Step, Team
from studio.scenario.handling import Batch, RampUp
from studio.simulation.floor import stays
from studio.simulation.records import Activity, Outcome

ONE_STEP = "Start > A > End"
SUSPEND = ShiftEnd.SUSPEND


def chat(people, at_once, slower, **more) -> Team:
    return staffed(people, at_once=at_once, slower=slower, **more)


def at(**starts):
    return {start: Arrivals(times=tuple(moments)) for start, moments in starts.items()}


# -- several contacts at once ----------------------------------------------------------------


def test_contacts_in_hand_slow_each_other_down_and_the_rest_is_rescheduled_exactly():
    made = watched(ONE_STEP, times=[0, 40, 60], steps={"A": (100, "Chat")}, teams={"Chat": chat(1, 3, 2)})
    # Alone at rate 1, two at 1/1.5, three at 1/2.
    first = 60 + (100 - 40 - 20 / 1.5) * 2
    second = first + (100 - 20 / 1.5 - (first - 60) / 2) * 1.5
    third = second + 100 - (first - 60) / 2 - (second - first) / 1.5
    assert [clock[2] for clock in made.clocks()] == pytest.approx([first, second, third], abs=1e-9)
    assert [clock[1] for clock in made.clocks()] == [0, 40, 60]
    (team,) = made.run.teams
    assert team.busy == pytest.approx(third)
    assert sum(visit.effort for visit in made.served) == pytest.approx(third)
    assert made.of("A")[0].effort == pytest.approx(40 + 20 / 2 + (first - 60) / 3)


def test_a_person_takes_no_more_contacts_than_fit():
    made = watched(ONE_STEP, times=[0, 0, 0], steps={"A": (100, "Chat")}, teams={"Chat": chat(1, 2, 1)})
    assert made.clocks() == [(0, 0, 100), (0, 0, 100), (0, 100, 200)]


def test_the_next_contact_goes_to_who_has_the_fewest_in_hand_then_to_the_lowest_number():
    made = watched(
        ONE_STEP,
        times=[0, 1, 2, 3, 4, 120, 121],
        steps={"A": (100, "Chat")},
        teams={"Chat": chat(3, 2, 1)},
    )
    # At 102 persons 0 and 1 have one contact each and person 2 none; from 104 on nobody has any.
    assert [visit.people[0] for visit in made.of("A")] == [0, 1, 2, 0, 1, 0, 1]


def test_who_has_fewer_in_hand_comes_before_a_lower_number():
    made = watched(
        "Start_long > A > End_a\nStart_short > B > End_b\nStart_late > C > End_c",
        arrivals=at(Start_long=[0, 0], Start_short=[1, 1], Start_late=[20]),
        steps={"A": (500, "Chat"), "B": (10, "Chat"), "C": (10, "Chat")},
        teams={"Chat": chat(2, 3, 1)},
    )
    assert [visit.people[0] for visit in made.of("A")] == [0, 1]
    made = watched(
        "Start_long > A > End_a\nStart_short > B > End_b\nStart_late > C > End_c",
        arrivals=at(Start_long=[0, 1, 2], Start_short=[], Start_late=[20]),
        steps={"A": (500, "Chat"), "B": (10, "Chat"), "C": (10, "Chat")},
        teams={"Chat": chat(2, 3, 1)},
    )
    assert [visit.people[0] for visit in made.of("A")] == [0, 1, 0]
    assert made.of("C")[0].people == (1,)


def test_who_come_together_share_what_waits():
    """Not all of it for the first who comes, beside whom the others would be idle."""
    made = watched(
        ONE_STEP,
        times=[0, 1, 2, 3],
        steps={"A": (HOUR, "Chat")},
        teams={"Chat": staffed((3, every_day(8, 17)), at_once=2, slower=2.0)},
    )
    assert [visit.people for visit in made.of("A")] == [(0,), (1,), (2,), (0,)]


def test_what_needs_several_people_takes_them_wholly():
    made = watched(
        "Start_chat > A > End_a\nStart_pair > B > End_b",
        arrivals=at(Start_chat=[0, 20, 60], Start_pair=[10]),
        steps={"A": (50, "Chat"), "B": Step(time=Distribution.constant(30), team="Chat", people=2)},
        teams={"Chat": chat(2, 3, 1)},
    )
    assert made.clocks("B") == [(10, 50, 80)], "person 0 has a contact in hand until 50"
    assert made.clocks("A") == [(0, 0, 50), (20, 80, 130), (60, 80, 130)]
    assert made.run.teams[0].busy == 50 + 2 * 30 + 2 * 50


def test_many_places_at_no_loss_are_as_many_people():
    chats = watched(
        ONE_STEP,
        every=exponential(30),
        cases=2000,
        steps={"A": (exponential(100), "T")},
        teams={"T": chat(1, 4, 1)},
    )
    people = watched(
        ONE_STEP, every=exponential(30), cases=2000, steps={"A": (exponential(100), "T")}, teams={"T": 4}
    )
    assert chats.clocks()[:1900] == people.clocks()[:1900]


def test_contacts_are_finished_after_the_shift_and_none_is_taken():
    team = Team(name="", shifts=(Shift(staff=1, calendar=every_day(8, 17)),), at_once=2, slower=1.5)
    made = watched(
        ONE_STEP,
        times=[16.9 * HOUR, 16.9 * HOUR, 16.95 * HOUR],
        steps={"A": (600, "Chat")},
        teams={"Chat": team},
    )
    assert [clock[1:] for clock in made.clocks()] == [
        pytest.approx((16.9 * HOUR, 16.9 * HOUR + 900)),
        pytest.approx((16.9 * HOUR, 16.9 * HOUR + 900)),
        pytest.approx((DAY + 8 * HOUR, DAY + 8 * HOUR + 600)),
    ]
    (team_,) = made.run.teams
    assert team_.overtime == pytest.approx(900 - 360)
    assert team_.busy == pytest.approx(360 + 600)


def test_a_contact_that_is_given_up_leaves_its_attention_to_the_others():
    made = watched(
        "Start_stays > A > End_a\nStart_goes > B > End_b\nB ! Timer_gone > End_gone",
        arrivals=at(Start_stays=[0], Start_goes=[0]),
        events={"Timer_gone": 60},
        steps={"A": (100, "Chat"), "B": (100, "Chat")},
        teams={"Chat": chat(1, 2, 2)},
    )
    assert made.clocks("B") == [(0, 0, 60)]
    assert made.clocks("A") == [(0, 0, pytest.approx(60 + 70))]
    assert made.of("B")[0].effort == pytest.approx(30)


# -- work that rests -------------------------------------------------------------------------


def nine_to_five(people=1, **more) -> Team:
    return staffed((people, every_day(8, 17)), at_shift_end=SUSPEND, **more)


def test_work_rests_at_the_end_of_the_shift_and_goes_on_first_thing():
    made = watched(
        ONE_STEP,
        times=[16.5 * HOUR, 20 * HOUR],
        steps={"A": (HOUR, "Agents")},
        teams={"Agents": nine_to_five()},
    )
    assert made.clocks() == [
        (16.5 * HOUR, 16.5 * HOUR, DAY + 8.5 * HOUR),
        (20 * HOUR, DAY + 8.5 * HOUR, DAY + 9.5 * HOUR),
    ]
    first = made.of("A")[0]
    assert (first.paused, first.effort) == (15 * HOUR, HOUR)
    (team,) = made.run.teams
    assert (team.busy, team.overtime) == (2 * HOUR, 0)
    assert [(did.begin, did.end, did.what) for did in made.did] == [
        (16.5 * HOUR, 17 * HOUR, Activity.CASE_WORK),
        (17 * HOUR, DAY + 8 * HOUR, Activity.RESTING),
        (DAY + 8 * HOUR, DAY + 8.5 * HOUR, Activity.CASE_WORK),
        (DAY + 8.5 * HOUR, DAY + 9.5 * HOUR, Activity.CASE_WORK),
    ]


def test_work_may_rest_for_several_nights():
    made = watched(ONE_STEP, times=[8 * HOUR], steps={"A": (20 * HOUR, "A")}, teams={"A": nine_to_five()})
    assert made.clocks() == [(8 * HOUR, 8 * HOUR, 2 * DAY + 10 * HOUR)]
    assert made.of("A")[0].paused == 30 * HOUR


def test_what_is_done_as_the_shift_ends_is_done():
    made = watched(ONE_STEP, times=[16 * HOUR], steps={"A": (HOUR, "A")}, teams={"A": nine_to_five()})
    assert made.clocks() == [(16 * HOUR, 16 * HOUR, 17 * HOUR)]
    assert made.of("A")[0].paused == 0


def test_breaks_are_worked_through():
    team = Team(name="Agents", shifts=(Shift(staff=1, calendar=every_day(8, 16)),), shrinkage=0.25)
    days = list(zip(range(60), _days(team), strict=False))
    day, spans = next((day, spans) for day, spans in days if len(spans) > 1 and spans[-1][2] == spans[-1][1])
    leaves = spans[0][1]
    made = watched(
        ONE_STEP,
        times=[leaves - 60],
        steps={"A": (600, "Agents")},
        teams={"Agents": Team(name="", shifts=team.shifts, shrinkage=0.25, at_shift_end=SUSPEND)},
        seed=1,
    )
    assert made.clocks() == [(leaves - 60, leaves - 60, leaves + 540)], day
    assert made.run.teams[0].overtime == pytest.approx(540)


def _days(team):
    """The stays of person 0 day by day."""
    from datetime import UTC, datetime

    day: list[tuple[float, float, float]] = []
    for stay in stays(team, 0, datetime(2026, 3, 2, tzinfo=UTC), 1, 0):
        if day and stay[0] // DAY != day[-1][0] // DAY:
            yield day
            day = []
        day.append(stay)


def test_a_break_at_the_end_of_the_shift_is_worked_through_until_the_shift_ends():
    team = Team(name="Agents", shifts=(Shift(staff=1, calendar=every_day(8, 16)),), shrinkage=0.25)
    spans = next(spans for spans in _days(team) if spans[-1][1] < spans[-1][2])
    _, leaves, ends = spans[-1]
    assert ends % DAY == 16 * HOUR
    rest = ends - leaves
    made = watched(
        ONE_STEP,
        times=[leaves - 60],
        steps={"A": (60 + rest + 300, "Agents")},
        teams={"Agents": Team(name="", shifts=team.shifts, shrinkage=0.25, at_shift_end=SUSPEND)},
        seed=1,
    )
    (visit,) = made.of("A")
    assert made.run.teams[0].overtime == pytest.approx(rest)
    assert visit.paused == pytest.approx(visit.ended - leaves - rest - 300)
    assert visit.paused > 15 * HOUR


def test_stays_tell_the_ends_of_shifts_from_breaks():
    night = open_at((0, 4), (20, 24))
    team = Team(name="T", shifts=(Shift(staff=1, calendar=every_day(8, 16)), Shift(staff=1, calendar=night)))
    from itertools import islice

    from building import MONDAY

    assert [ends for *_, ends in islice(stays(team, 0, MONDAY, 1, 0), 2)] == [16 * HOUR, 40 * HOUR]
    always = Team(name="T", shifts=(Shift(staff=1),), shrinkage=0.4)
    assert {ends for *_, ends in islice(stays(always, 0, MONDAY, 1, 0), 400)} == {float("inf")}
    away = Team(name="T", shifts=(Shift(staff=1),), shrinkage=0.4, absence=0.5)
    found = list(islice(stays(away, 0, MONDAY, 1, 0), 400))
    assert all(goes <= ends for _, goes, ends in found)
    for (_, _, ends), (comes, *_) in pairwise(found):
        assert ends == float("inf") or (ends % DAY == 0 and ends < comes)
    assert any(ends < float("inf") for *_, ends in found)


def test_what_two_do_rests_while_one_of_them_is_away_and_the_other_waits():
    early, late = every_day(8, 12), every_day(10, 18)
    team = staffed((1, early), (1, late), at_shift_end=SUSPEND)
    made = watched(
        "Start_pair > A > End_a\nStart_one > B > End_b",
        arrivals=at(Start_pair=[11 * HOUR], Start_one=[13 * HOUR]),
        steps={"A": Step(time=Distribution.constant(2 * HOUR), team="T", people=2), "B": (HOUR, "T")},
        teams={"T": team},
    )
    # They work 11-12, and 10-11 the next day; the second of them takes nothing else meanwhile.
    assert made.clocks("A") == [(11 * HOUR, 11 * HOUR, DAY + 11 * HOUR)]
    assert made.of("A")[0].paused == 22 * HOUR
    assert made.clocks("B") == [(13 * HOUR, DAY + 11 * HOUR, DAY + 12 * HOUR)]
    (tally,) = made.run.teams
    assert tally.busy == 2 * 2 * HOUR + HOUR
    assert tally.overtime == 0


def test_resting_work_that_is_given_up_frees_its_person_at_the_next_coming():
    made = watched(
        "Start > A > End\nA ! Timer_late > End_late",
        times=[16.5 * HOUR, 21 * HOUR],
        events={"Timer_late": 5 * HOUR},
        steps={"A": (HOUR, "Agents")},
        teams={"Agents": nine_to_five()},
    )
    assert made.clocks()[0] == (16.5 * HOUR, 16.5 * HOUR, 21.5 * HOUR)
    assert made.of("A")[0].paused == 4.5 * HOUR
    assert made.of("A")[0].effort == 0.5 * HOUR
    assert made.clocks()[1] == (21 * HOUR, 26 * HOUR, 26 * HOUR)
    assert made.crews[0].resting == 0


def test_what_two_do_and_is_given_up_frees_who_is_there_at_once():
    team = staffed((1, every_day(8, 12)), (1, every_day(8, 18)), at_shift_end=SUSPEND)
    made = watched(
        "Start_pair > A > End_a\nA ! Timer_late > End_late\nStart_one > B > End_b",
        arrivals=at(Start_pair=[11 * HOUR], Start_one=[13 * HOUR]),
        events={"Timer_late": 3 * HOUR},
        steps={"A": Step(time=Distribution.constant(2 * HOUR), team="T", people=2), "B": (HOUR, "T")},
        teams={"T": team},
    )
    assert made.clocks("A") == [(11 * HOUR, 11 * HOUR, 14 * HOUR)]
    assert made.clocks("B") == [(13 * HOUR, 14 * HOUR, 15 * HOUR)]
    assert made.of("B")[0].people == (1,)


def test_deadlines_go_on_while_work_rests():
    made = watched(
        "Start > A > End\nA ! Timer_late > End_late",
        times=[16.5 * HOUR],
        events={"Timer_late": 12 * HOUR},
        steps={"A": (HOUR, "Agents")},
        teams={"Agents": nine_to_five()},
    )
    outcomes = made.run.log.visits()["outcome"].tolist()
    assert outcomes.count(Outcome.WITHDRAWN) == 1
    assert made.clocks() == [(16.5 * HOUR, 16.5 * HOUR, 28.5 * HOUR)]


def test_a_batch_that_rests_overnight_waits_and_is_not_worked_on():
    made = watched(
        ONE_STEP,
        times=[16 * HOUR, 16.5 * HOUR],
        steps={"A": Step(time=Distribution.constant(0.5 * HOUR), team="Agents", batch=Batch(size=2))},
        teams={"Agents": nine_to_five()},
    )
    log = made.run.log
    assert log.cases()["ended"].tolist() == [DAY + 8.5 * HOUR] * 2
    assert log.cases()["work"].tolist() == [HOUR, HOUR]
    assert log.cases()["wait"].tolist() == [15.5 * HOUR, 15 * HOUR]
    assert log.cases()["off_shift"].tolist() == [15 * HOUR, 15 * HOUR]
    assert log.cases()["batching"].tolist() == [0.5 * HOUR, 0]


def test_who_is_taken_out_of_a_batch_that_rests_has_waited_since_the_shift_ended():
    made = watched(
        "Start > A > End\nA ! Timer_late > End_late",
        times=[16 * HOUR, 16.5 * HOUR],
        events={"Timer_late": 12 * HOUR},
        steps={"A": Step(time=Distribution.constant(0.5 * HOUR), team="Agents", batch=Batch(size=2))},
        teams={"Agents": nine_to_five()},
    )
    log = made.run.log
    assert log.cases()["ended"].tolist() == [28 * HOUR, 28.5 * HOUR]
    assert log.cases()["off_shift"].tolist() == [11 * HOUR, 11.5 * HOUR]
    assert log.cases()["work"].tolist() == [0.5 * HOUR, 0.5 * HOUR]


def test_contacts_in_hand_rest_together_and_go_on_together():
    team = staffed((1, every_day(8, 17)), at_once=2, slower=1.5, at_shift_end=SUSPEND)
    made = watched(
        ONE_STEP,
        times=[16.5 * HOUR, 16.5 * HOUR, 16.6 * HOUR],
        steps={"A": (HOUR, "Chat")},
        teams={"Chat": team},
    )
    # Each needs 1.5 h beside the other: half an hour before the night and one after it.
    assert made.clocks()[:2] == [(16.5 * HOUR, 16.5 * HOUR, pytest.approx(DAY + 9 * HOUR))] * 2
    assert made.clocks()[2][1:] == pytest.approx((DAY + 9 * HOUR, DAY + 10 * HOUR))
    assert made.run.teams[0].busy == pytest.approx(2.5 * HOUR)


def test_work_left_by_somebody_who_never_comes_back_does_not_keep_the_run_alive():
    once = Calendar(week=((8 * HOUR, 9 * HOUR),), dates=_closed_mondays())
    team = staffed((1, once), (1, every_day(8, 9)), at_shift_end=SUSPEND)
    made = watched(ONE_STEP, times=[8 * HOUR], steps={"A": (3 * HOUR, "T")}, teams={"T": team})
    assert made.run.open == 1
    assert made.crews[0].resting == 1


def _closed_mondays():
    from datetime import date, timedelta

    return {date(2026, 3, 9) + timedelta(weeks=week): () for week in range(400)}


# -- speeds ----------------------------------------------------------------------------------


def test_a_shift_of_slower_people_takes_longer():
    team = Team(name="", shifts=(Shift(staff=1), Shift(staff=1, speed=0.5)), speed=0.8)
    made = watched(ONE_STEP, times=[0, 0], steps={"A": (100, "T")}, teams={"T": team})
    assert made.clocks() == [(0, 0, 125), (0, 0, 250)]


@pytest.mark.parametrize("more", [{}, {"at_shift_end": SUSPEND}])
def test_speed_grows_from_the_start_of_the_ramp_to_full_and_is_that_of_the_moment_of_starting(more):
    team = Team(
        name="",
        shifts=(Shift(staff=1, ramp_up=RampUp(start=0.5, over=1000)),),
        ramp_up=RampUp(start=0.8, over=500),
        **more,
    )
    made = watched(ONE_STEP, times=[0, 500, 2000], steps={"A": (60, "T")}, teams={"T": team})
    assert [clock[2] for clock in made.clocks()] == pytest.approx([60 / 0.4, 500 + 60 / 0.75, 2060])


def test_people_of_different_speed_work_together_at_the_mean_of_their_speeds():
    team = Team(name="", shifts=(Shift(staff=1), Shift(staff=1, speed=0.5)))
    step = Step(time=Distribution.constant(60), team="T", people=2)
    made = watched(ONE_STEP, times=[0], steps={"A": step}, teams={"T": team})
    assert made.clocks() == [(0, 0, 80)]


def test_who_did_which_step_last_is_known():
    made = watched("Start > A > B > End", times=[0], steps={"A": (10, "T"), "B": (10, "T")}, teams={"T": 2})
    assert [person.last for person in made.crews[0].people] == [2, -1]

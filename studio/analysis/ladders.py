"""Climbs in figures: how many cases climb to each level of a ladder, why, from where, and what comes of it.

A ladder is laid over the diagram by the scenario, or drawn in it: deadlines at steps and escalation
events that lead to people further up. The drawn ones are told together as the ladder :data:`DRAWN`, whose
levels are the lanes that they lead to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from studio.analysis.ratios import Key, Level, Ratio
from studio.simulation import Program, Run
from studio.simulation.records import Cause, ClimbOutcome
from studio.simulation.rows import NOTHING, CatchRow, NodeRow
from studio.simulation.tally import ClimbTally, hour_of_week

__all__ = ["DRAWN", "HOURS_OF_WEEK", "climb_hours", "hours_measured", "ladder_figures", "mean_by_hour"]

DRAWN = "drawn"
"""The ladder that the diagram itself draws."""

HOURS_OF_WEEK = 168

_Entry = tuple[Key, Ratio | Level]
_ByLevel = Mapping[tuple[str, str], NDArray[np.float64]]


def ladder_figures(program: Program, run: Run) -> Iterator[_Entry]:
    """Every figure of every level, under ``ladders``, the ladder and the level.

    Climbs are told per 100 cases that arrived, and per hour of measured time; shares are of the climbs to
    the level that are over, those of missed deadlines of all of them. A level's utilisation is that of its
    team, whatever else the team does included.
    """
    for number, level in enumerate(program.levels):
        for path, figure in _of_level(program, run, number):
            yield ("ladders", level.ladder, level.name, *path), figure
    for name, catches in _drawn(program).items():
        for path, figure in _of_lane(program, run, name, catches):
            yield ("ladders", DRAWN, name, *path), figure


def _of_level(program: Program, run: Run, number: int) -> Iterator[tuple[tuple[str, ...], Ratio]]:
    level, tally = program.levels[number], run.levels[number]
    cases, raised = run.cases.arrived, tally.raised
    over = raised - tally.outcomes[ClimbOutcome.OPEN]
    yield ("raised_per_100",), Ratio(100 * raised, cases, "1")
    yield ("raised_per_hour",), Ratio(sum(tally.hours), run.seconds / 3600, "per hour")
    yield ("missed.share",), Ratio(tally.missed, raised, "share")
    for word, outcome in _OUTCOMES.items():
        yield (word,), Ratio(tally.outcomes[outcome], over, "share")
    yield ("notified_per_100",), Ratio(100 * tally.outcomes[ClimbOutcome.NOTIFIED], cases, "1")
    yield ("answer.mean",), Ratio(tally.answer, tally.answered, "s")
    yield from _utilisation(program.nodes[level.node], run)
    for cause in Cause:
        climbs = sum(count for (_, why), count in tally.by_cause.items() if why == cause)
        yield ("causes", cause.name.lower()), Ratio(100 * climbs, cases, "1")
    for element, climbs in _by_step(program, number, tally).items():
        yield ("steps", element), Ratio(100 * climbs, cases, "1")


_OUTCOMES = {
    "settled.share": ClimbOutcome.SETTLED,
    "passed_up.share": ClimbOutcome.PASSED_UP,
    "moved.share": ClimbOutcome.MOVED,
    "withdrawn.share": ClimbOutcome.WITHDRAWN,
}


def _by_step(program: Program, number: int, tally: ClimbTally) -> dict[str, int]:
    """Climbs by the step from which the case climbed; every step from which cases may."""
    below = {level.above: at for at, level in enumerate(program.levels)}
    lowest = number
    while lowest in below:
        lowest = below[lowest]
    climbs = {program.nodes[row.node].element: 0 for row in program.escalations if row.lowest == lowest}
    for (step, _), count in tally.by_cause.items():
        element = program.nodes[step].element
        climbs[element] = climbs.get(element, 0) + count
    return climbs


def _utilisation(row: NodeRow, run: Run) -> Iterator[tuple[tuple[str, ...], Ratio]]:
    if row.team != NOTHING:
        used = run.teams[row.team]
        yield ("utilisation",), Ratio(used.busy, used.floor, "share")


# -- ladders that the diagram draws ----------------------------------------------------------


def _drawn(program: Program) -> dict[str, list[CatchRow]]:
    """The escalations that lead into another lane, by that lane, from the lowest level up."""
    found: dict[str, list[CatchRow]] = {}
    for row in _escalations(program):
        lane = _lane_reached(program, row)
        if lane is not None:
            found.setdefault(lane, []).append(row)
    heights = dict.fromkeys(found, 0)
    for _ in found:  # a level stands above those whose deadlines lead to it
        for name, rows in found.items():
            below = {_lane(program, program.nodes[row.host]) for row in rows} - {name}
            heights[name] = max((1 + heights.get(each, -1) for each in below), default=0)
    return {name: found[name] for name in sorted(found, key=lambda each: heights[each])}


def _escalations(program: Program) -> list[CatchRow]:
    """The drawn deadlines and escalation events at what people do: a customer who is waited for has none."""
    of_scopes = {alarm for scope in program.scopes for alarm in scope.alarms}
    return [
        row
        for number, row in enumerate(program.catches)
        if row.escalates
        and number not in of_scopes
        and (program.nodes[row.host].team != NOTHING or program.nodes[row.host].contents != NOTHING)
    ]


def _lane_reached(program: Program, row: CatchRow) -> str | None:
    """The lane of the first step outside the host's to which an escalation leads; None for a reminder."""
    step = _step_reached(program, row)
    return None if step is None else _lane(program, program.nodes[step])


def _step_reached(program: Program, row: CatchRow) -> int | None:
    """The first step in another lane that a token gets to from the event, before any other step."""
    home = program.nodes[row.host].lane
    ahead = [row.node]
    for node in ahead:
        here = program.nodes[node]
        if here.is_step and node != row.node:
            if here.lane != home:
                return node
            continue
        following = [program.flows[flow].target for flow in here.out]
        if here.contents != NOTHING:
            following += program.scopes[here.contents].starts
        ahead += [target for target in dict.fromkeys(following) if target not in ahead]
    return None


def _lane(program: Program, row: NodeRow) -> str:
    if row.lane != NOTHING:
        return program.lanes[row.lane]
    return program.teams[row.team].name if row.team != NOTHING else row.element


def _of_lane(
    program: Program, run: Run, name: str, catches: Sequence[CatchRow]
) -> Iterator[tuple[tuple[str, ...], Ratio]]:
    cases = run.cases.arrived
    raised = {row.node: run.drawn[row.node].raised for row in catches}
    hours = sum(sum(run.drawn[row.node].hours) for row in catches)
    yield ("raised_per_100",), Ratio(100 * sum(raised.values()), cases, "1")
    yield ("raised_per_hour",), Ratio(hours, run.seconds / 3600, "per hour")
    own = [row for row in _escalations(program) if _lane(program, program.nodes[row.host]) == name]
    if own:  # the level has deadlines of its own
        missed = sum(run.drawn[row.node].raised for row in own)
        visits = sum(run.steps[host].passed for host in {row.host for row in own})
        yield ("missed.share",), Ratio(missed, visits, "share")
        reminded = sum(run.drawn[row.node].raised for row in own if _lane_reached(program, row) is None)
        yield ("notified_per_100",), Ratio(100 * reminded, cases, "1")
    step = _step_reached(program, catches[0])
    if step is not None:
        yield from _utilisation(program.nodes[step], run)
    for word, of_kind in (("deadline", True), ("escalation", False)):
        climbs = sum(raised[row.node] for row in catches if (row.time != NOTHING) is of_kind)
        yield ("causes", word), Ratio(100 * climbs, cases, "1")
    for host in dict.fromkeys(program.nodes[row.host].element for row in catches):
        climbs = sum(raised[row.node] for row in catches if program.nodes[row.host].element == host)
        yield ("steps", host), Ratio(100 * climbs, cases, "1")
    for row in catches:
        yield ("events", program.nodes[row.node].element), Ratio(100 * raised[row.node], cases, "1")


# -- hours of the week -----------------------------------------------------------------------


def climb_hours(program: Program, run: Run) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Climbs to each level (by ladder and name) in the measured time by the hour of the week."""
    hours = {
        (level.ladder, level.name): np.array(tally.hours, dtype=np.float64)
        for level, tally in zip(program.levels, run.levels, strict=True)
    }
    for name, catches in _drawn(program).items():
        counts = [run.drawn[row.node].hours for row in catches]
        hours[DRAWN, name] = np.array(counts, dtype=np.float64).sum(axis=0)
    return hours


def hours_measured(program: Program, run: Run) -> NDArray[np.float64]:
    """How often each hour of the week came in the measured time, parts of it as such."""
    measured = np.zeros(HOURS_OF_WEEK)
    moment, end = run.measured_from, run.measured_from + run.seconds
    local = program.start + timedelta(seconds=moment)
    into = local.minute * 60 + local.second + local.microsecond / 1e6
    while moment < end:
        step = min(3600.0 - into, end - moment)
        measured[hour_of_week(program.start, moment)] += step / 3600
        moment, into = moment + step, 0.0
    return measured


def mean_by_hour(
    hours: Sequence[_ByLevel], measured: Sequence[NDArray[np.float64]]
) -> dict[str, dict[str, list[float | None]]]:
    """Climbs an hour by ladder, level and hour of the week over replications; None where it never came."""
    often = np.sum(measured, axis=0) if measured else np.zeros(HOURS_OF_WEEK)
    told: dict[str, dict[str, list[float | None]]] = {}
    for ladder, level in dict.fromkeys(key for each in hours for key in each):
        climbs = np.sum([each[ladder, level] for each in hours], axis=0)
        told.setdefault(ladder, {})[level] = [
            round(float(count / times), 6) if times > 0 else None
            for count, times in zip(climbs, often, strict=True)
        ]
    return told

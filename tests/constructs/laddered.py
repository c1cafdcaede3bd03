"""A ladder of two levels over a step, and the climbs of its cases in words."""

from __future__ import annotations

from building import HOUR, rows

from studio.model import parse_guard
from studio.scenario import Distribution, Escalation, Ladder, Level
from studio.simulation.records import CLIMB_COLUMNS, Cause, ClimbOutcome

LONG = 10 * HOUR


def level(name: str, takes: float, within: float = LONG, settles=1.0, **more) -> Level:
    """A level that its own team answers."""
    return Level(
        name=name,
        team=more.pop("team", name),
        reply_within=within,
        settles=parse_guard(settles) if isinstance(settles, str) else settles,
        time=Distribution.constant(takes),
        **more,
    )


def ladder(*levels: Level, **causes) -> dict:
    """A ladder over A, of which each level has one person."""
    causes = causes or {"cannot_decide": 1.0}
    return {
        "ladders": {"L": Ladder(name="L", levels=levels)},
        "escalations": {"A": Escalation(ladder="L", **causes)},
        "teams": {each.team: 1 for each in levels},
    }


ONE = "Start > A > B > End"
STEPS = {"A": 5, "B": 1}
LEAD, BOSS = level("Lead", 3), level("Boss", 10)


def climbs(story) -> list[str]:
    """Each climb in words: level, cause, outcome, when raised, and how long until the answer."""
    found = []
    for row in rows(story.run.log.climbs(), CLIMB_COLUMNS):
        told = story.program.levels[int(row["level"])].name
        cause, outcome = Cause(int(row["cause"])), ClimbOutcome(int(row["outcome"]))
        words = f"{row['raised']:g} {told} {cause.name.lower()} {outcome.name.lower()}"
        words += f" {row['answered']:g}" if row["answered"] == row["answered"] else ""
        found.append(words + (" late" if row["missed"] else ""))
    return sorted(found)

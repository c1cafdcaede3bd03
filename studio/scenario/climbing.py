"""To whom a case climbs, and why: the ladders and escalations of a scenario file."""

from __future__ import annotations

from collections.abc import Mapping

from studio.scenario.context import Context
from studio.scenario.document import Path
from studio.scenario.ladder import Escalation, Ladder, Level, OnMiss
from studio.scenario.people import is_ever_there
from studio.scenario.renaming import SECTIONS
from studio.scenario.scenario import Team
from studio.scenario.schema import LevelEntry, ScenarioFile

__all__ = ["escalations", "ladders"]

_CAUSES = ("cannot_decide", "customer_asks", "over_authority")


def ladders(file: ScenarioFile, teams: Mapping[str, Team], context: Context) -> Mapping[str, Ladder]:
    """The ladders by name.

    What the top level does not settle would have nowhere to go: it may leave unsaid what it settles, but
    not say that it is less than everything.
    """
    found = {}
    for name, entries in (file.ladders or {}).items():
        path: Path = ("ladders", name)
        if not entries:
            context.findings.add(path, "scenario.ladder.empty")
        levels = tuple(_level(entry, (*path, index), context) for index, entry in enumerate(entries))
        _look_at_names(levels, path, context)
        _look_at_teams(levels, teams, path, context)
        if context.findings.is_whole(path):
            _look_at_top(levels, path, context)
        context.note_stated(("ladders",), name)
        found[name] = Ladder(name=name, levels=levels)
    return found


def _level(entry: LevelEntry, path: Path, context: Context) -> Level:
    context.guard(entry.settles, (*path, "settles"))
    return Level(
        name=entry.level,
        team=context.team(entry.team, (*path, "team")) or entry.team,
        reply_within=entry.reply_within,
        clock=context.clock(entry.clock, (*path, "clock")),
        settles=entry.settles,
        time=context.spread(entry.time, (*path, "time")),
        on_miss=entry.on_miss or OnMiss.MOVE,
    )


def _look_at_top(levels: tuple[Level, ...], path: Path, context: Context) -> None:
    for top in levels[-1:]:
        if top.settles is not None and not top.settles_everything:
            context.findings.add((*path, len(levels) - 1, "settles"), "scenario.ladder.top")


def _look_at_names(levels: tuple[Level, ...], path: Path, context: Context) -> None:
    """Two levels of one name could not be told apart in a result."""
    seen: set[str] = set()
    for index, level in enumerate(levels):
        if level.name in seen:
            context.findings.add((*path, index, "level"), "scenario.twice", other=level.name)
        seen.add(level.name)


def _look_at_teams(
    levels: tuple[Level, ...], teams: Mapping[str, Team], path: Path, context: Context
) -> None:
    """A team that is never there would never answer; one that nobody staffed gets the people it needs."""
    for index, level in enumerate(levels):
        team = teams.get(level.team)
        is_open = team is not None and f"teams.{team.name}.staff" in context.left_open
        if team is not None and not is_open and not is_ever_there(team.shifts, context):
            context.findings.add((*path, index, "team"), "scenario.ladder.never-on-shift")


def escalations(file: ScenarioFile, context: Context) -> Mapping[str, Escalation]:
    """The escalations by the step that they start from."""
    found = {}
    for word, entry in (file.escalations or {}).items():
        path: Path = ("escalations", word)
        id = context.element(SECTIONS["escalations"], word, path)
        if entry.ladder not in context.ladders:
            context.findings.unknown((*path, "ladder"), "scenario.ladder", entry.ladder, context.ladders)
        context.guard(entry.cannot_decide, (*path, "cannot_decide"))
        context.guard(entry.over_authority, (*path, "over_authority"))
        if all(getattr(entry, cause) is None for cause in _CAUSES):
            context.findings.add(path, "scenario.escalation.cause")
        if id is not None:
            context.note_stated(("escalations",), id)
            found[id] = Escalation(
                ladder=entry.ladder,
                cannot_decide=entry.cannot_decide,
                customer_asks=entry.customer_asks,
                over_authority=entry.over_authority,
            )
    return found

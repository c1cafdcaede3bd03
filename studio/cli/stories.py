"""``studio simulate --story``: why one case took as long as it did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from studio.analysis import Result
from studio.analysis.story import Recorded, Story, one_run, story
from studio.analysis.study import run_length
from studio.analysis.telling import sentences
from studio.analysis.typical import TYPICAL, typical
from studio.cli.screen import Part, Screen
from studio.errors import StudioError
from studio.reading import Reading
from studio.scenario import Scenario
from studio.wording import duration, sentence, translate
from studio.wording.names import step_name, team_name

__all__ = ["show_story", "story_json", "story_of"]


def story_of(
    which: str, reading: Reading, scenario: Scenario, result: Result, cancelled: Callable[[], bool]
) -> tuple[Recorded, Story]:
    """The story of a case of the study's first replication: a number of its log, or one of ``TYPICAL``."""
    length = run_length(scenario, result.warm_up)
    made = one_run(reading.diagram, scenario, length=length, cancelled=cancelled)
    found = typical(made.program, made.run)
    case = found.get(which, int(which) if which.isdecimal() else -1)
    try:
        return made, story(made.program, made.run, case)
    except KeyError:
        named: dict[str, object] = {
            "case": which,
            "words": ", ".join(word for word in TYPICAL if word in found),
        }
        raise StudioError("story.no-case", sentence("story.no-case", named), **named) from None


def show_story(screen: Screen, made: Recorded, told: Story, reading: Reading, language: str) -> None:
    """The story in sentences, then a row for each stay."""
    diagram = reading.diagram
    screen.line()
    screen.line((translate("Case {case}", language, case=told.case), "bold"))
    for line in sentences(told, diagram, language):
        screen.line(line)
    screen.line()
    rows: list[list[Part]] = [
        [
            _moment(made, stay.enabled),
            step_name(diagram, stay.element, language) if stay.row == stay.element else stay.row,
            team_name(diagram, stay.team, language) if stay.team else "–",
            duration(stay.wait, language),
            duration(stay.work, language),
        ]
        for stay in told.stays
    ]
    headings = ("Ready", "Step", "Team", "Wait", "Work")
    screen.table([translate(heading, language) for heading in headings], rows)


def story_json(made: Recorded, told: Story, reading: Reading, language: str) -> dict[str, Any]:
    """The story as plain lists and dictionaries; moments in seconds from ``zero``."""
    return {
        "zero": made.program.start.isoformat(),
        "typical": typical(made.program, made.run),
        "case": told.case,
        "start": told.start,
        "arrived": told.arrived,
        "ended": told.ended,
        "outcome": told.outcome,
        "wait_s": told.wait,
        "work_s": told.work,
        "causes": dict(told.causes),
        "text": list(sentences(told, reading.diagram, language)),
        "stays": [
            {
                "element": stay.element,
                "row": stay.row,
                "visit": stay.visit,
                "team": stay.team,
                "person": stay.person,
                "enabled": stay.enabled,
                "started": stay.started,
                "finished": stay.finished,
                "wait_s": stay.wait,
                "work_s": stay.work,
                "causes": dict(stay.causes),
                "outcome": stay.outcome,
                "meanwhile": [
                    {
                        "team": each.team,
                        "person": each.person,
                        "case": each.case,
                        "element": each.element,
                        "since": each.since,
                        "until": each.until,
                    }
                    for each in stay.meanwhile
                ],
            }
            for stay in told.stays
        ],
    }


def _moment(made: Recorded, seconds: float) -> str:
    start = made.program.start
    when: datetime = (start.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(start.tzinfo)
    return when.strftime("%Y-%m-%d %H:%M:%S")

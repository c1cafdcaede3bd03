"""``studio walk``: one case of a diagram, step by step, in a terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.app.names import step_name
from studio.app.walking.telling import place_of, ways_told
from studio.cli.asked import scenario_for
from studio.cli.exits import Exit
from studio.cli.files import read_diagram
from studio.cli.refusals import refuse
from studio.cli.screen import Part, Screen, complain, write_json
from studio.cli.walk_options import Option, options
from studio.cli.walk_script import Script, follow, read_script
from studio.errors import InvalidScenario, StudioError, UnreadableFile
from studio.execution import Outcome, Record, Walk, at_random
from studio.model import Diagram, Node
from studio.reading import Reading
from studio.scenario import complete
from studio.wording import duration, explain, say, sentence, translate

__all__ = ["WantedWalk", "walk_file"]

_ACTIONS = 400
"""Actions after which a walk by itself gives up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedWalk:
    """What the command line asks for."""

    file: Path
    scenario: Path | None = None
    script: Path | None = None
    auto: bool = False
    seed: int = 1
    as_json: bool = False
    language: str = "en"


def walk_file(wanted: WantedWalk) -> Exit:
    """Walks a case by hand, by a script or by itself; what is refused is told in one line."""
    if wanted.as_json and not (wanted.script or wanted.auto):
        raise StudioError("walk.json", sentence("walk.json", {}))
    reading = read_diagram(wanted.file)
    script = Script(values={}, steps=()) if wanted.script is None else read_script(wanted.script)
    stated = None if wanted.scenario is None else scenario_for(wanted.file, wanted.scenario, reading)
    scenario = complete(stated, reading.diagram, reading.hints)
    try:
        walk = Walk(reading.diagram, scenario=scenario, values=script.values)
        shown = _Shown(Screen(), walk, wanted.language, silent=wanted.as_json)
        if wanted.script is None and not wanted.auto:
            _by_hand(shown)
            return Exit.DONE
        for _ in _moves(wanted, walk, script):
            shown.history()
    except (UnreadableFile, InvalidScenario):
        raise
    except StudioError as error:
        refuse(error, wanted.language, about=str(wanted.script or wanted.file))
        return Exit.REFUSED
    if wanted.as_json:
        write_json(_told(walk, reading, wanted.language))
    else:
        shown.ending()
    return Exit.DONE


def _moves(wanted: WantedWalk, walk: Walk, script: Script) -> Iterator[None]:
    """One item for each thing done; a walk by itself goes on where the script ends."""
    yield
    yield from follow(walk, script, wanted.language)
    decide = at_random(wanted.seed)
    while wanted.auto and walk.offers and len(walk.actions) < _ACTIONS:
        decided = decide(walk)
        if decided is None:
            break
        offer, ways = decided
        walk.do(offer, *ways)
        yield


class _Shown:
    """A walk as lines on the screen."""

    def __init__(self, screen: Screen, walk: Walk, language: str, *, silent: bool = False) -> None:
        self._screen = screen
        self.language = language
        self._silent = silent
        self._told = 0
        self.walk = walk

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self.language, **values)

    def line(self, *parts: Part) -> None:
        if not self._silent:
            self._screen.line(*parts)

    def history(self) -> None:
        """What was done since the last time."""
        history = self.walk.history
        if len(history) < self._told:
            self.line((self.say("One step back."), "yellow"))
            self._told = len(history)
        for record in history[self._told :]:
            node = self.walk.diagram.element(record.element)
            if record.decided or not (isinstance(node, Node) and node.kind.is_gateway):
                self.line(f"  {self._record(record)}")
        self._told = len(history)

    def _record(self, record: Record) -> str:
        diagram = self.walk.diagram
        place = place_of(record.pool, record.lane, diagram, self.language)
        title = step_name(diagram, record.element, self.language)
        ways = ways_told(record.decided, diagram, self.language)
        done = "" if record.outcome is Outcome.FINISHED else self.say(record.outcome.value)
        told = " · ".join(filter(None, (place, f"{title} → {ways}" if ways else title, done)))
        return f"{duration(record.finished, self.language)}  {told}"

    def offered(self) -> list[Option]:
        """The numbered list of what can be done."""
        found = options(self.walk, self.language)
        self.line((self.say("Clock: {moment}", moment=duration(self.walk.clock, self.language)), "bold"))
        for number, option in enumerate(found, start=1):
            self.line(f"{number:>3}  {option.title}", (f"  {option.note}" if option.note else "", "dim"))
        return found

    def ending(self) -> None:
        """How the walk ends."""
        for problem in self.walk.problems:
            self.line((f"{step_name(self.walk.diagram, problem.element or '', self.language)}: ", "yellow"),
                      say(problem, self.language))  # fmt: skip
        if self.walk.is_over:
            moment = duration(self.walk.clock, self.language)
            self.line((self.say("The case is over after {moment}.", moment=moment), "green"))
        elif self.walk.is_stuck:
            names = self.say(", ").join(
                step_name(self.walk.diagram, element, self.language) for element in self.walk.marking
            )
            self.line((self.say("The case is stuck: tokens wait for ever at {names}.", names=names), "red"))
        else:
            self.line(self.say("The case is still under way."))
            self.offered()


def _by_hand(shown: _Shown) -> None:
    """Asks what to do until the case is over or nobody answers any more."""
    walk = shown.walk
    while True:
        shown.history()
        if walk.offers:
            found = shown.offered()
        else:
            shown.ending()
            found = []
        answer = _answer(shown)
        if answer is None or answer == "q":
            return
        try:
            if answer == "b":
                walk.back()
            else:
                _do(walk, found, answer)
        except StudioError as error:
            complain(explain(error, shown.language))


def _answer(shown: _Shown) -> str | None:
    """What was typed; None at the end of the input."""
    sys.stdout.write(shown.say("Number, b = back, q = quit: "))
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.strip().casefold() if line else None


def _do(walk: Walk, found: Sequence[Option], answer: str) -> None:
    """Carries out the option of a number, or several ways of one choice by their numbers."""
    numbers = [int(text) for text in re.split(r"[\s,+]+", answer) if text.isdecimal() and len(text) < 5]
    chosen = [found[number - 1] for number in numbers if 1 <= number <= len(found)]
    keys = {option.offer.key for option in chosen}
    if not chosen or len(chosen) != len(numbers) or len(keys) != 1:
        raise StudioError("walk.number", sentence("walk.number", {"most": len(found)}), most=len(found))
    walk.do(keys.pop(), *dict.fromkeys(way for option in chosen for way in option.ways))


def _told(walk: Walk, reading: Reading, language: str) -> dict[str, Any]:
    diagram = walk.diagram
    return {
        "file": reading.name,
        "over": walk.is_over,
        "stuck": walk.is_stuck,
        "clock_s": walk.clock,
        "history": [_recorded(record, diagram, language) for record in walk.history],
        "marking": dict(walk.marking),
        "offers": [
            {
                "key": offer.key,
                "kind": offer.kind.value,
                "element": offer.element,
                "lane": offer.lane,
                "team": offer.team,
                "at_s": offer.at,
                "due_s": offer.due,
                "ways": [{"id": way.id, "target": way.target, "holds": way.holds} for way in offer.ways],
            }
            for offer in walk.offers
        ],
        "walk": walk.save(),
        "problems": [
            {"code": problem.code, "element": problem.element, "text": say(problem, language)}
            for problem in walk.problems
        ],
    }


def _recorded(record: Record, diagram: Diagram, language: str) -> dict[str, Any]:
    return {
        "element": record.element,
        "label": step_name(diagram, record.element, language),
        "pool": record.pool,
        "lane": record.lane,
        "visit": record.number,
        "participant": record.participant,
        "enabled_s": record.enabled,
        "finished_s": record.finished,
        "outcome": record.outcome.value,
        "decided": list(record.decided),
    }

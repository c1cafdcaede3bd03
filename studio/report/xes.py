"""Records as an event log in XES (IEEE 1849-2016), which process-mining tools read.

A trace is a case of a replication. Work is told by the events ``schedule`` (a team's work could begin),
``start`` and ``complete``; ``withdraw`` and ``ate_abort`` are work given up before and after its start. What
takes no time, such as a start event, only completes; gateways are no events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfileobj
from typing import IO
from xml.sax.saxutils import quoteattr

import numpy as np

from studio.model import Diagram, Node
from studio.simulation import Program, Run
from studio.simulation.records import CaseOutcome, Outcome
from studio.simulation.rows import NOTHING, NodeRow, Work

__all__ = ["join_xes", "write_traces"]

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Cost" prefix="cost" uri="http://www.xes-standard.org/cost.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <string key="lifecycle:transition" value="complete"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
  <classifier name="Activity and transition" keys="concept:name lifecycle:transition"/>
  <classifier name="Resource" keys="org:resource"/>
"""


def join_xes(parts: Iterable[Path], path: Path, *, name: str, currency: str) -> None:
    """Put the traces of several replications together to one log with its head."""
    with path.open("wb") as log:
        log.write(_HEAD.encode())
        log.write(f"  {_attribute('string', 'concept:name', name)}\n".encode())
        log.write(f"  {_attribute('string', 'lifecycle:model', 'standard')}\n".encode())
        if currency:
            log.write(f"  {_attribute('string', 'cost:currency', currency)}\n".encode())
        for part in parts:
            with part.open("rb") as traces:
                copyfileobj(traces, log)
        log.write(b"</log>\n")


def write_traces(file: IO[str], program: Program, run: Run, diagram: Diagram) -> None:
    """Write a trace for each case of a replication with a log, by case number."""
    assert run.log is not None
    visits, cases = run.log.visits(), run.log.cases()
    order = np.argsort(visits["case"], kind="stable")
    sorted_cases = visits["case"][order]
    words = _Words(program, diagram)
    for row in np.argsort(cases["case"], kind="stable"):
        case = cases[row]
        begin, end = np.searchsorted(sorted_cases, [case["case"], case["case"] + 1])
        file.write("  <trace>\n")
        for line in words.of_case(case, run.replication):
            file.write(f"    {line}\n")
        told = [event for place in order[begin:end] for event in words.events(visits[place])]
        for event in sorted(told, key=lambda event: event.moment):
            file.write(f"    <event>{event.text}</event>\n")
        file.write("  </trace>\n")


@dataclass(frozen=True, slots=True)
class _Event:
    moment: float
    text: str


class _Words:
    """Tells the rows of one program's log."""

    def __init__(self, program: Program, diagram: Diagram) -> None:
        self._program = program
        self._zone = program.start.tzinfo
        self._zero = program.start.astimezone(UTC)
        self._names = [self._name(row, diagram) for row in program.nodes]
        self._lanes = [_called(diagram, lane) for lane in program.lanes]

    def _name(self, row: NodeRow, diagram: Diagram) -> str | None:
        """What is written on the node; None where it is no event of the log."""
        node = diagram.element(row.element)  # the levels of a ladder are in no diagram
        if row.is_frame or (isinstance(node, Node) and node.kind.is_gateway):
            return None
        return row.id if row.id != row.element else _called(diagram, row.id)

    def of_case(self, case: np.void, replication: int) -> Iterator[str]:
        """The attributes of a trace."""
        yield _attribute("string", "concept:name", f"{replication}/{case['case']}")
        yield _attribute("int", "replication", str(replication))
        yield _attribute("string", "outcome", CaseOutcome(int(case["outcome"])).name.lower())
        yield _attribute("boolean", "counted", "true" if case["counted"] else "false")
        yield _attribute("int", "priority", str(case["priority"]))

    def events(self, visit: np.void) -> Iterator[_Event]:
        """What a visit has been through, in the order in which it happened."""
        name = self._names[visit["node"]]
        if name is None:
            return
        row = self._program.nodes[visit["node"]]
        outcome = Outcome(int(visit["outcome"]))
        is_begun = visit["person"] != NOTHING if row.work is Work.TASK else row.work is not Work.NONE
        if row.work in (Work.EVENT, Work.MESSAGE) and outcome is not Outcome.FINISHED:
            return  # it did not happen
        enabled, started, finished = (
            float(visit["enabled"]),
            float(visit["started"]),
            float(visit["finished"]),
        )
        always = _attribute("string", "concept:name", name) + _attribute("string", "element", row.element)
        always += _attribute("string", "concept:instance", f"{row.id}/{visit['visit']}")
        if row.lane != NOTHING:
            always += _attribute("string", "org:group", self._lanes[row.lane])
        if row.work is Work.TASK:
            yield self._event(enabled, "schedule", always)
        who = always + self._who(visit)
        if is_begun and row.work in (Work.TASK, Work.SYSTEM, Work.SCOPE):
            yield self._event(started, "start", who)
        if outcome is Outcome.FINISHED:
            yield self._event(finished, "complete", who + self._cost(row, visit))
        elif is_begun:
            yield self._event(finished, "ate_abort", who + self._cost(row, visit))
        else:
            yield self._event(finished, "withdraw", always)

    def _who(self, visit: np.void) -> str:
        if visit["person"] == NOTHING:
            return ""
        team = self._program.teams[visit["team"]].name
        resource = _attribute("string", "org:resource", f"{team} {visit['person'] + 1}")
        return resource + _attribute("string", "org:role", team)

    def _cost(self, row: NodeRow, visit: np.void) -> str:
        """Of the people who worked; not told where they did something else at the same time."""
        if visit["person"] == NOTHING:
            return ""
        team = self._program.teams[visit["team"]]
        if not team.cost or team.at_once > 1 or row.batch is not None:
            return ""
        total = float(visit["worked"]) * row.people * team.cost / 3600.0
        return _attribute("float", "cost:total", repr(total))

    def _event(self, moment: float, transition: str, told: str) -> _Event:
        when = (self._zero + timedelta(seconds=moment)).astimezone(self._zone)
        return _Event(
            moment,
            told
            + _attribute("string", "lifecycle:transition", transition)
            + _attribute("date", "time:timestamp", _written(when)),
        )


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def _called(diagram: Diagram, id_: str) -> str:
    element = diagram.element(id_)
    return " ".join(element.name.split()) or id_ if element is not None else id_


def _attribute(kind: str, key: str, value: str) -> str:
    return f"<{kind} key={quoteattr(key)} value={quoteattr(value)}/>"

"""The English sentences by code: what a problem, an error or a mistake says, and what to do about it.

A sentence is one to three short sentences of plain English. Placeholders are the parameters of the
problem; ``studio.wording.sentence`` lists what may stand behind a colon in them.
"""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    # Guards
    "guard.unexpected": "Character {position}: {expected:phrase} is expected, not {found:phrase}.",
    "guard.character": "Character {position}: {found} cannot stand in a condition.",
    "guard.number": "Character {position}: the number {found} is too large.",
    "guard.too-long": "The condition has {length} characters; at most {limit} are read.",
    "guard.too-deep": "The condition is nested more than {limit} levels deep.",
    # Starting the studio
    "app.port-taken": "Port {port} is taken by another program. Name another port.",
    # What may stand in a scenario file; a phrase that goes on from the value that stands there instead
    "scenario.invalid": "The scenario has {count:a mistake|mistakes}: {count}.",
    "scenario.encoding": "a text file in UTF-8 without control characters",
    "scenario.too-large": "at most {limit}",
    "scenario.too-deep": "at most {limit} levels of nesting",
    "scenario.yaml": "readable YAML ({reason})",
    "scenario.tag": "a plain value without a YAML tag or half a character",
    "scenario.recursive": "a value that does not contain itself",
    "scenario.chain": "a chain of at most {limit} files",
    "scenario.circular": "a chain of files without a circle ({chain})",
    "scenario.file.missing": "a file that exists and can be read",
    "scenario.file.no-folder": "no name of a file: this scenario is kept without a folder",
    "scenario.schema": "schema: 1, the version that this studio reads",
    "scenario.key": "one of {known}",
    "scenario.key.nearest": "probably {nearest}; known here are {known}",
    "scenario.key.duplicate": "each key once; it stands in line {first} already",
    "scenario.key.missing": "{key} as well",
    "scenario.key.text": "a plain text as key",
    "scenario.twice": "each of them once; {other} is the same",
    "scenario.exclusive": "only one of these: {keys}",
    "scenario.mapping": "a mapping of keys to values",
    "scenario.list": "a list",
    "scenario.text": "a text of at most 2000 characters",
    "scenario.value": "another value",
    "scenario.word": "one of these words: {words}",
    "scenario.duration": "a duration of at least 0 with its unit, such as 90 s, 6 min, 1.5 d or PT6M",
    "scenario.duration.positive": "a duration of more than 0 with its unit, such as 90 s",
    "scenario.duration.auto": "auto, 0, or a duration with its unit, such as 1 week",
    "scenario.share": "a share between 0 and 1, such as 5 % or 0.05",
    "scenario.share.below-one": "a share below 1, or nobody is ever there",
    "scenario.share.above-nothing": "a share above 0, such as 5 %",
    "scenario.probabilities": "probabilities that add up to 100 %; these make {total}",
    "scenario.number": "a number",
    "scenario.number.not-negative": "a number of at least 0",
    "scenario.number.positive": "a number of more than 0",
    "scenario.whole": "a whole number from {least}",
    "scenario.whole.auto": "auto, or a whole number from 1",
    "scenario.money": "an hourly price of at least 0, such as 42/h",
    "scenario.hours": "opening hours such as 08:00-20:00, or a list of them",
    "scenario.hours.overlap": "opening hours that do not overlap",
    "scenario.weekdays": "weekdays such as mon-fri, sat or daily; other keys are {known}",
    "scenario.weekdays.nearest": (
        "weekdays such as mon-fri, sat or daily; or probably {nearest}; other keys are {known}"
    ),
    "scenario.weekdays.twice": "each weekday in one set of this size only",
    "scenario.date": "a date such as 2026-05-01",
    "scenario.date.twice": "each date only once, closed or open",
    "scenario.moment": "a moment such as 2026-03-02T08:00",
    "scenario.zone": "a time zone such as Asia/Shanghai or UTC",
    "scenario.spread.time": (
        "a duration such as 6 min, or a distribution such as {{lognormal: {{mean: 6 min, cv: 0.9}}}}"
    ),
    "scenario.spread.number": "a number, or a distribution such as {{lognormal: {{mean: 180, cv: 1.2}}}}",
    "scenario.spread.one": "exactly one distribution; here are: {found}",
    "scenario.spread.parameters": "{reason:phrase}",
    "scenario.weight": "a weight inside of a mixture only",
    "scenario.condition": "a condition such as amount > 5000",
    "scenario.attribute": "an attribute of the cases; defined are {known}",
    "scenario.attribute.nearest": "an attribute of the cases, probably {nearest}; defined are {known}",
    "scenario.attribute.one": (
        "a number or a distribution, or {{chance: 5 %}}, or {{choice: {{voice: 70 %, chat: 30 %}}}}"
    ),
    "scenario.team": "a team or lane; known are {known}",
    "scenario.team.nearest": "a team or lane, probably {nearest}; known are {known}",
    "scenario.never-on-shift": "at least one person at some time: this team is never on shift",
    "scenario.calendar": "a calendar; defined are {known}",
    "scenario.calendar.nearest": "a calendar, probably {nearest}; defined are {known}",
    "scenario.calendar.reserved": "another name: calendar means around the clock",
    "scenario.ladder": "a ladder; defined are {known}",
    "scenario.ladder.nearest": "a ladder, probably {nearest}; defined are {known}",
    "scenario.ladder.empty": "at least one level",
    "scenario.day-factor": "a daily factor together with per_interval only",
    "scenario.scale.order": "an end after the beginning",
    "scenario.scale.overlap": "pieces that do not overlap; number {other} does",
    "scenario.events.boundary": "chance and at for boundary events without a timer only",
    "scenario.provenance": "an input that this scenario states, such as {known}",
    "scenario.provenance.nearest": "an input that this scenario states, probably {nearest}",
    "scenario.csv.empty": "a table with at least one contact or value",
    "scenario.csv.encoding": "a CSV table in UTF-8",
    "scenario.csv.too-large": "a table of at most 50 MB",
    "scenario.csv.columns": "a table with the columns {columns}",
    "scenario.csv.row": "a table without mistakes; its line {line} says {value}",
    "scenario.csv.before-start": "moments from the start on; line {line} says {value}",
    "scenario.flow": "an outgoing flow of this element, by id or label; it has {known}",
    "scenario.flow.nearest": "an outgoing flow of this element, by id or label; probably {nearest}",
    "scenario.flow.ambiguous": "the id of one flow; this label has {ids}",
    "scenario.arrivals": (
        "a start event, or a process without one of this diagram, by id or label, such as {known}"
    ),
    "scenario.arrivals.nearest": (
        "a start event, or a process without one of this diagram, by id or label; probably {nearest}"
    ),
    "scenario.arrivals.kind": "a start event, or a process without one; this element is something else",
    "scenario.arrivals.ambiguous": "a start event, or a process without one by its id; this label has {ids}",
    "scenario.steps": "a task, sub-process or call activity of this diagram, by id or label, such as {known}",
    "scenario.steps.nearest": (
        "a task, sub-process or call activity of this diagram, by id or label; probably {nearest}"
    ),
    "scenario.steps.kind": "a task, sub-process or call activity; this element is something else",
    "scenario.steps.ambiguous": "a task, sub-process or call activity by its id; this label has {ids}",
    "scenario.routing": (
        "an exclusive, inclusive or complex gateway of this diagram, by id or label, such as {known}"
    ),
    "scenario.routing.nearest": (
        "an exclusive, inclusive or complex gateway of this diagram, by id or label; probably {nearest}"
    ),
    "scenario.routing.kind": "an exclusive, inclusive or complex gateway; this element is something else",
    "scenario.routing.ambiguous": (
        "an exclusive, inclusive or complex gateway by its id; this label has {ids}"
    ),
    "scenario.events": (
        "a catching or boundary event, or a receive task of this diagram, by id or label, such as {known}"
    ),
    "scenario.events.nearest": (
        "a catching or boundary event, or a receive task of this diagram, by id or label; probably {nearest}"
    ),
    "scenario.events.kind": "a catching or boundary event, or a receive task; this element is something else",
    "scenario.events.ambiguous": (
        "a catching or boundary event, or a receive task by its id; this label has {ids}"
    ),
    "scenario.nodes": "a node of the flow of this diagram, by id or label, such as {known}",
    "scenario.nodes.nearest": "a node of the flow of this diagram, by id or label; probably {nearest}",
    "scenario.nodes.kind": "a node of the flow; this element is something else",
    "scenario.nodes.ambiguous": "a node of the flow by its id; this label has {ids}",
}

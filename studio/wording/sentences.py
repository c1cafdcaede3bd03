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
    "app.port-taken": "Port {port} is not free here. Name another one, from 1024 to 65535.",
    # Scenario files: what may stand in the place of what stands there
    "scenario.invalid": "The scenario has {count} {count:mistake|mistakes}.",
    "scenario.encoding": "A text file in UTF-8 without control characters.",
    "scenario.too-large": "At most {limit}.",
    "scenario.too-deep": "At most {limit} levels of nesting.",
    "scenario.yaml": "Readable YAML: {reason}.",
    "scenario.tag": "A plain value without a YAML tag or half a character.",
    "scenario.recursive": "A value that does not contain itself.",
    "scenario.chain": "A chain of at most {limit} files.",
    "scenario.circular": "A chain of files without a circle: {chain}.",
    "scenario.file.missing": "A file that exists and can be read.",
    "scenario.file.no-folder": "No name of a file: this scenario is kept without a folder.",
    "scenario.schema": "schema: 1, the version that this studio reads.",
    "scenario.key": "One of these keys: {known}.",
    "scenario.key.duplicate": "Each key once; it stands in line {first} already.",
    "scenario.key.missing": "{key} is needed as well.",
    "scenario.key.text": "A plain text as key.",
    "scenario.twice": "Each of them once; {other} is the same.",
    "scenario.exclusive": "Only one of these: {keys}.",
    "scenario.mapping": "A mapping of keys to values.",
    "scenario.list": "A list.",
    "scenario.text": "A text of at most 2000 characters.",
    "scenario.value": "Another value.",
    "scenario.word": "One of these words: {words}.",
    "scenario.duration": "A duration of at least 0 with its unit, such as 90 s, 6 min, 1.5 d or PT6M.",
    "scenario.duration.positive": "A duration of more than 0 with its unit, such as 90 s.",
    "scenario.duration.auto": "auto, 0, or a duration with its unit, such as 1 week.",
    "scenario.share": "A share between 0 and 1, such as 5 % or 0.05.",
    "scenario.share.below-one": "A share below 1, or nobody is ever there.",
    "scenario.share.above-nothing": "A share above 0, such as 5 %.",
    "scenario.probabilities": "Probabilities that add up to 100 %; these make {total}.",
    "scenario.number": "A number.",
    "scenario.number.not-negative": "A number of at least 0.",
    "scenario.number.positive": "A number of more than 0.",
    "scenario.whole": "A whole number from {least}.",
    "scenario.whole.auto": "auto, or a whole number from 1.",
    "scenario.money": "An hourly price of at least 0, such as 42/h.",
    "scenario.hours": "Opening hours such as 08:00-20:00, or a list of them.",
    "scenario.hours.overlap": "Opening hours that do not overlap.",
    "scenario.weekdays": "Weekdays such as mon-fri, sat or daily; other keys are {known}.",
    "scenario.weekdays.twice": "Each weekday in one set of this size only.",
    "scenario.date": "A date such as 2026-05-01.",
    "scenario.date.twice": "Each date only once, closed or open.",
    "scenario.moment": "A moment such as 2026-03-02T08:00.",
    "scenario.zone": "A time zone such as Asia/Shanghai or UTC.",
    "scenario.spread.time": (
        "A duration such as 6 min, or a distribution such as {{lognormal: {{mean: 6 min, cv: 0.9}}}}."
    ),
    "scenario.spread.number": "A number, or a distribution such as {{lognormal: {{mean: 180, cv: 1.2}}}}.",
    "scenario.spread.one": "Exactly one distribution; here are: {found}.",
    "scenario.spread.parameters": "What this distribution needs: {reason:phrase}.",
    "scenario.weight": "A weight inside of a mixture only.",
    "scenario.condition": "A condition such as amount > 5000.",
    "scenario.attribute": "An attribute of the cases; defined are {known}.",
    "scenario.attribute.one": (
        "A number or a distribution, or {{chance: 5 %}}, or {{choice: {{voice: 70 %, chat: 30 %}}}}."
    ),
    "scenario.team": "A team or lane; known are {known}.",
    "scenario.never-on-shift": "At least one person at some time: this team is never on shift.",
    "scenario.calendar": "A calendar; defined are {known}.",
    "scenario.calendar.reserved": "Another name: calendar means around the clock.",
    "scenario.ladder": "A ladder; defined are {known}.",
    "scenario.ladder.empty": "At least one level.",
    "scenario.day-factor": "A daily factor together with per_interval only.",
    "scenario.scale.order": "An end after the beginning.",
    "scenario.scale.overlap": "Pieces that do not overlap; number {other} does.",
    "scenario.events.boundary": "chance and at are for boundary events without a timer only.",
    "scenario.provenance": "An input that this scenario states, such as {known}.",
    "scenario.csv.empty": "A table with at least one contact or value.",
    "scenario.csv.encoding": "A CSV table in UTF-8.",
    "scenario.csv.too-large": "A table of at most 50 MB.",
    "scenario.csv.columns": "A table with the columns {columns}.",
    "scenario.csv.row": "A table without mistakes; its line {line} says {value}.",
    "scenario.csv.before-start": "Moments from the start on; line {line} says {value}.",
    "scenario.arrivals": (
        "A start event of this diagram, or a process without one, by id or label, such as {known}."
    ),
    "scenario.steps": (
        "A task, sub-process or call activity of this diagram, by id or label, such as {known}."
    ),
    "scenario.routing": (
        "An exclusive, inclusive or complex gateway of this diagram, by id or label, such as {known}."
    ),
    "scenario.events": (
        "A catching or boundary event or a receive task of this diagram, by id or label, such as {known}."
    ),
    "scenario.nodes": "A node of this diagram, by id or label, such as {known}.",
    "scenario.flow": "A flow that leaves this element, by id or label, such as {known}.",
    "scenario.ambiguous": "The id of one of them; this is the label of {ids}.",
}

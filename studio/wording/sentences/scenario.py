"""What is wrong with a scenario or a condition in it."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    # Guards
    "guard.unexpected": "Character {position}: {expected:phrase} is expected, not {found}.",
    "guard.unexpected.end": "Character {position}: {expected:phrase} is expected, but the text ends there.",
    "guard.character": "Character {position}: {found} cannot stand in a condition.",
    "guard.number": "Character {position}: the number {found} is too large.",
    "guard.too-long": "The condition has {length} characters; at most {limit} are read.",
    "guard.too-deep": "The condition is nested more than {limit} levels deep.",
    # Scenario files: what may stand in the place of what stands there
    "scenario.invalid": "The scenario has {count} {count:mistake|mistakes}.",
    "scenario.encoding": "This is no text in UTF-8, or it has control characters in it: save it as UTF-8.",
    "scenario.too-large": "The file has more than {limit:number} characters: leave out what is not needed.",
    "scenario.too-many-values": "There are more than {limit:number} values: leave out what is not needed.",
    "scenario.too-deep": "Entries are nested more than {limit} levels deep: write them with fewer.",
    "scenario.yaml": "This is no YAML: {reason:phrase}. Mend the line.",
    "scenario.tag": "Write a plain value without a YAML tag or half a character.",
    "scenario.recursive": "The value contains itself: write it out.",
    "scenario.chain": "Each file is based on another, more than {limit} in a row: base it on fewer.",
    "scenario.circular": "The files are based on each other in a circle: {chain}. Take one based_on out.",
    "scenario.file.missing": "There is no such file, or it cannot be read: check its name and folder.",
    "scenario.file.no-folder": (
        "This scenario is kept without a folder, so that it cannot name a file: write the values themselves."
    ),
    "scenario.schema": "Write schema: 1, the version that this studio reads.",
    "scenario.key": "Write one of these keys: {known}.",
    "scenario.key.duplicate": "The key stands in line {first} already: take one of the two out.",
    "scenario.field.missing": "“{field}” is needed as well.",
    "scenario.key.missing": "{key} is needed as well.",
    "scenario.key.text": "Write a plain text as key.",
    "scenario.twice": "{other} is the same: take one of the two out.",
    "scenario.exclusive": "Only one of these can stand here: {keys}.",
    "scenario.mapping": "Write a mapping of keys to values.",
    "scenario.mapping.keys": "Write a mapping with keys out of these: {keys}.",
    "scenario.list": "Write a list.",
    "scenario.text": "Write a text of at most 2000 characters.",
    "scenario.value": "This value cannot stand here: write another one.",
    "scenario.word": "Write one of these words: {words}.",
    "scenario.duration": "Write a duration of at least 0 with its unit, such as 90 s, 6 min, 1.5 d or PT6M.",
    "scenario.duration.positive": "Write a duration of more than 0 with its unit, such as 90 s.",
    "scenario.duration.auto": "Write auto, 0, or a duration with its unit, such as 1 week.",
    "scenario.share": "Write a share between 0 and 1, such as 5 % or 0.05.",
    "scenario.share.below-one": "Nobody would ever be there: write a share below 1.",
    "scenario.share.above-nothing": "Write a share above 0, such as 5 %.",
    "scenario.probabilities": "Together these make {total}: write probabilities that add up to 100 %.",
    "scenario.number": "Write a number.",
    "scenario.number.not-negative": "Write a number of at least 0.",
    "scenario.number.positive": "Write a number of more than 0.",
    "scenario.whole": "Write a whole number from {least}.",
    "scenario.whole.most": "Write a whole number of at most {most}.",
    "scenario.whole.auto": "Write auto, or a whole number from 1.",
    "scenario.money": "Write an hourly price of at least 0, such as 42/h.",
    "scenario.hours": "Write opening hours such as 08:00-20:00, or a list of them.",
    "scenario.hours.overlap": "These opening hours overlap: write hours that do not.",
    "scenario.weekdays": "Write weekdays such as mon-fri, sat or daily; other keys are {known}.",
    "scenario.weekdays.twice": "A weekday stands in two sets of this size: write it in one.",
    "scenario.date": "Write a date such as 2026-05-01.",
    "scenario.date.twice": "A date is both closed and open, or stands here twice: write it once.",
    "scenario.moment": "Write a moment such as 2026-03-02T08:00.",
    "scenario.zone": "Write a time zone such as Asia/Shanghai or UTC.",
    "scenario.spread.time": (
        "Write a duration such as 6 min, or a distribution such as {{lognormal: {{mean: 6 min, cv: 0.9}}}}."
    ),
    "scenario.spread.number": (
        "Write a number, or a distribution such as {{lognormal: {{mean: 180, cv: 1.2}}}}."
    ),
    "scenario.spread.one": "There is more or less than one distribution here ({found}): write exactly one.",
    "scenario.spread.parameters": "This distribution needs something else: {reason:phrase}.",
    "scenario.weight": "A weight stands inside of a mixture only: take it out.",
    "scenario.condition": "Write a condition such as amount > 5000.",
    "scenario.attribute": "Write an attribute of the cases; defined are {known}.",
    "scenario.attribute.number": "{name} is a number, so this never holds: compare it with a number.",
    "scenario.attribute.truth": "{name} is yes or no, so this never holds: write {name}, or not {name}.",
    "scenario.attribute.word": (
        "{name} is a word, so this never holds: compare it with one of its words in quotation marks, "
        "or define it as a number, such as {{empirical: [1, 1, 3]}}."
    ),
    "scenario.attribute.count": (
        "{name} is a word, which tells no number: define it as one, such as {{empirical: [1, 1, 3]}}."
    ),
    "scenario.attribute.one": (
        "Write a number or a distribution, or {{chance: 5 %}}, or {{choice: {{voice: 70 %, chat: 30 %}}}}."
    ),
    "scenario.team": "Write a team or lane; known are {known}.",
    "scenario.never-on-shift": "This team is never on shift: put at least one person there at some time.",
    "scenario.never-open": "This calendar is never open: write hours for some day.",
    "scenario.calendar": "Write a calendar; defined are {known}.",
    "scenario.calendar.reserved": "“calendar” means around the clock: choose another name.",
    "scenario.ladder": "Write a ladder; defined are {known}.",
    "scenario.ladder.empty": "The ladder is empty: write at least one level.",
    "scenario.ladder.top": (
        "This is the top: what it does not settle has nowhere to go. Write 100 %, or a further level."
    ),
    "scenario.ladder.never-on-shift": (
        "The team of this level is never on shift: put somebody there at some time, or name another team."
    ),
    "scenario.escalation.cause": (
        "Nothing makes a case climb from here: write cannot_decide, customer_asks or over_authority."
    ),
    "scenario.patience.system": (
        "This step is done by a system and nobody waits for people: take patience out, or name a team."
    ),
    "scenario.repeats.endless": "This is done again for ever: write a chance below 100 %, or at_most.",
    "scenario.rings": "Write how often it rings, a whole number from 1, or unlimited.",
    "scenario.events.rings": "Only a timer that interrupts nothing rings more than once: take rings out.",
    "scenario.day-factor": "A daily factor goes with per_interval only: take it out, or write per_interval.",
    "scenario.scale.order": "The end is not after the beginning: write a later end.",
    "scenario.scale.overlap": "This piece and number {other} overlap: write pieces that do not.",
    "scenario.events.boundary": "chance and at are for boundary events without a timer only: take them out.",
    "scenario.provenance": "Write an input that this scenario states, such as {known}.",
    "scenario.csv.empty": "The table is empty: write at least one contact or value into it.",
    "scenario.csv.encoding": "The table is no text in UTF-8: save it as a CSV table in UTF-8.",
    "scenario.csv.too-large": "The table is larger than 50 MB: write a smaller one.",
    "scenario.csv.columns": "The table has other columns than it needs: {columns}.",
    "scenario.csv.row": "Line {line} of the table says {value}, which cannot stand there: mend it.",
    "scenario.csv.before-start": (
        "Line {line} says {value}, which is before the start: write later moments, or an earlier start."
    ),
    "scenario.per-interval": (
        "Write the name of a CSV table, or contacts by weekday and time: {{mon-fri: {{08:00: 12, 08:30: "
        "15}}}}."
    ),
    "scenario.times": "Write the name of a CSV table, or a list of moments such as 2026-03-02T08:00.",
    "scenario.times.before-start": "This is before the start: write a later moment, or an earlier start.",
    "scenario.arrivals": (
        "Write a start event of this diagram, or a process without one, by id or label, such as {known}."
    ),
    "scenario.steps": (
        "Write a task, sub-process or call activity of this diagram, by id or label, such as {known}."
    ),
    "scenario.routing": (
        "Write an exclusive, inclusive or complex gateway of this diagram, by id or label, such as {known}."
    ),
    "scenario.events": (
        "Write a catching or boundary event or a receive task of this diagram, by id or label, such as "
        "{known}."
    ),
    "scenario.nodes": "Write a node of this diagram, by id or label, such as {known}.",
    "scenario.flow": "Write a flow that leaves this element, by id or label, such as {known}.",
    "scenario.ambiguous": "This is the label of {ids}: write the id of one of them.",
}

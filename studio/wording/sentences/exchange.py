"""Parameters that come with files, and go into them."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    "exchange.found": (
        "The file carries {count} {count:scenario|scenarios} ({formats}); {dropped} of the values have "
        "no place here. The first one is used where no scenario is chosen; “studio import” tells all of "
        "it."
    ),
    "exchange.found.whole": (
        "The file carries {count} {count:scenario|scenarios} ({formats}), of which nothing is dropped. "
        "The first one is used where no scenario is chosen."
    ),
    "exchange.stamped": (
        "All {count} values of {parameter} in the file are the same, {value}: probably a tool's default. "
        "Put in your own."
    ),
    "exchange.other-start": (
        "The file tells one stream of cases; it arrives at the first start, not at this one. State the "
        "arrivals here if there are any."
    ),
    "exchange.no-place": "{parameter} ({value}) is left out: a scenario has no place for it.",
    "exchange.result": (
        "{parameter} ({value}) is left out: it asks for results or tells some, and the studio tells all "
        "of them anyway."
    ),
    "exchange.results": "{value}: this scenario holds the results of another one and is not taken over.",
    "exchange.instance": "{parameter} ({value}) is left out: it belongs to a single past case.",
    "exchange.unreadable": (
        "{parameter} ({value}) is left out: it cannot be read as a value. State it in the scenario."
    ),
    "exchange.order": "{parameter} ({value}): the values are drawn at random here, their order is left out.",
    "exchange.between": (
        "{parameter} ({value}): only the points themselves are drawn here, nothing between them."
    ),
    "exchange.bounds": (
        "{parameter}: the bounds {value} are left out, as a distribution is cut off at 0 only."
    ),
    "exchange.cut-at-zero": (
        "{parameter} ({value}): what would be below 0 is cut off, so that the mean is a little higher."
    ),
    "exchange.placeholder": (
        "{parameter} ({value}) is left out: nothing but zeros stands there, as tools put it in by themselves."
    ),
    "exchange.expression": (
        "{parameter} ({value}) is left out: it is an expression that is not evaluated here. State a "
        "value or a condition."
    ),
    "exchange.kind": "{parameter} ({value}) is left out: values of this kind cannot stand there.",
    "exchange.calendar": (
        "{parameter}: the part {value} is left out, as it is no weekly hours, whole minutes and single days."
    ),
    "exchange.unknown-calendar": (
        "{parameter}: there is no calendar {value}; around the clock is taken instead."
    ),
    "exchange.unknown-element": (
        "{parameter} {value}: the diagram has no such element, and what is told of it is left out."
    ),
    "exchange.wrong-element": (
        "{parameter} ({value}) is left out: it says nothing about an element of this kind."
    ),
    "exchange.other-value": "{parameter} ({value}) is left out: another value stands there already.",
    "exchange.valid-for": (
        "{parameter} ({value}) holds at all times here, not only while its calendar is open."
    ),
    "exchange.cases": (
        "{parameter} ({value}) is left out: the number of cases is told by another start already."
    ),
    "exchange.outside-calendars": (
        "{parameter} ({value}) is left out: outside of its calendars a team has nobody here."
    ),
    "exchange.together": (
        "{parameter}: {value} would be needed at the same time; a step here takes people of one team."
    ),
    "exchange.unknown-resource": "{parameter} {value}: there is no such resource in the file.",
    "exchange.averaged": "{parameter}: the differences {value} are left out, a team has one price an hour.",
    "exchange.mixed": (
        "{parameter}: {value} different times by who does it are mixed, as a team shares one queue."
    ),
    "exchange.some-of-team": "{parameter}: everybody in the team does it here, {value} too.",
    "exchange.beside-conditions": (
        "{parameter} ({value}) is left out: the other ways of this choice have conditions."
    ),
    "exchange.batch": "{parameter} ({value}): only the size of a batch is taken over.",
    "exchange.beside-cases": "{parameter} ({value}) is left out: the number of cases says when it ends.",
    "exchange.misfit": "{reason:sentence} As it is, {parameter} ({value}) is left out.",
    "exchange.no-base": (
        "The scenario is to inherit from {value}, which is not in the file: it stands alone."
    ),
    "exchange.circular": (
        "The scenarios inherit from each other in a circle ({chain}), so that “{name}” is read as if it "
        "inherited from none. Let one of them inherit from none."
    ),
    "exchange.cannot-hold": "{parameter} ({value}) is not in the file: {format} has no place for it.",
    "exchange.no-distribution": (
        "{parameter} ({value}) is not in the file: {format} has no such distribution."
    ),
    "exchange.zone": "{parameter} ({value}): {format} holds the offset at the start only, no time zone.",
    "exchange.several-starts": (
        "{parameter} ({value}) is not in the file: {format} counts the cases of each start by itself."
    ),
    "exchange.implied": (
        "{parameter} ({value}) is not in the file: the contacts stand within these hours anyway."
    ),
    "exchange.cut": (
        "{parameter} ({value}): in the file the contacts outside of these hours are cut off instead."
    ),
    "exchange.clock": "{parameter} ({value}) is not in the file: in {format} a time runs around the clock.",
    "exchange.no-expression": (
        "{parameter} ({value}) is not in the file: {format} has no words for this condition."
    ),
    "exchange.shifts": (
        "{parameter} ({value}): {format} has no shifts. As many people as are there at the busiest time "
        "stand in the file, around the clock."
    ),
    "exchange.dates": (
        "{parameter} ({value}): {format} has no hours for single days, the weekly ones are in the file."
    ),
    "exchange.one-start": (
        "{parameter} ({value}) is not in the file: {format} has one stream of cases, at the first start."
    ),
    "exchange.no-profile": (
        "{parameter} ({value}) is not in the file: {format} has one distribution between arrivals for "
        "the whole week."
    ),
    "exchange.one-team": "{parameter} ({value}): only the first team is in the file, as {format} takes one.",
    "exchange.other-name": (
        "{parameter} ({value}) stands in the file as a gamma distribution, which is the same under "
        "another name."
    ),
    "exchange.rounded": "{parameter} does not come back from {format} exactly as it was.",
    "exchange.replaced": (
        "The file had a {format} block of another tool, and a file can have one only: it is replaced."
    ),
    "exchange.no-definitions": (
        "There is no BPMN definitions element around the diagram. Save it with a modelling tool first."
    ),
    "exchange.not-written": (
        "What was written cannot be found again in the file. Save it with a modelling tool first."
    ),
    "exchange.broken-json": "The JSON is damaged in line {line}, column {column}. Export it again.",
    "exchange.no-json": "This is no JSON. Export it again.",
    "exchange.not-prosimos": (
        "This JSON holds no simulation parameters of Prosimos. Name the file that its “simulation "
        "parameters” were saved to."
    ),
    "exchange.no-companion": (
        "This is no companion file of a diagram (Prosimos' JSON or Scylla's XML) but {root}. Name one of "
        "those."
    ),
    "exchange.nothing": (
        "No scenario was found: the file has neither BPSim nor a qbp block. Name a companion file with "
        "--diagram, if there is one."
    ),
    "exchange.needs-diagram": "This file stands beside a diagram: name that with --diagram.",
    "exchange.one-only": "A file holds one {format} block only. Name one scenario with -s.",
    "exchange.onto-input": "{file} is one of the files that are read. Name another one to write to.",
}

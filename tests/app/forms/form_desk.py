"""A person at the forms of one process."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path

from studio.app.forms.durations import arrivals_form, events_form, steps_form
from studio.app.forms.hours import calendars_form, openings_form, shifts_form
from studio.app.forms.paths import routing_form
from studio.app.forms.staffing import assignment_form, teams_form
from studio.app.inputs import check
from studio.reading import read
from studio.scenario import dump

EXAMPLES = Path(__file__).parents[3]


def complaint():
    return read((EXAMPLES / "bpmn" / "complaint.bpmn").read_bytes(), "complaint.bpmn")


def drawn_by_a_stranger():
    """The complaint process without methods and standard times."""
    known = complaint()
    nodes = tuple(replace(node, properties=()) for node in known.diagram.nodes)
    return replace(known, diagram=replace(known.diagram, nodes=nodes))


class Desk:
    """A person at the forms of one process: fills in cells, and the scenario is read again after each."""

    def __init__(self, reading, text=""):
        self.reading = reading
        self.inputs = check(text, reading, folder=None)

    def form(self, make, *more):
        return make(*more)

    def fill(self, form, row, **cells):
        number = list(form.frame.index).index(row)
        before = copy.deepcopy(self.inputs.values)
        values = form.with_edits(self.inputs.values, {number: cells})
        assert self.inputs.values == before, "an edit changed the scenario it was made to"
        self.inputs = check(dump({"schema": 1} | values), self.reading, folder=None)
        return self

    def steps(self):
        return steps_form(self.inputs.values, self.inputs.scenario, self.reading.diagram, "en")

    def arrivals(self):
        return arrivals_form(self.inputs.values, self.inputs.scenario, self.reading.diagram, "en")

    def events(self):
        return events_form(self.inputs.values, self.inputs.scenario, self.reading.diagram, "en")

    def routing(self):
        return routing_form(self.inputs.values, self.inputs.scenario, self.reading.diagram, "en")

    def teams(self):
        return teams_form(self.inputs.values, self.inputs.scenario, self.reading.diagram, "en")

    def assignment(self):
        return assignment_form(self.inputs.values, self.inputs.scenario, self.reading.diagram, "en")

    def calendars(self):
        return calendars_form(self.inputs.scenario)

    def shifts(self):
        return shifts_form(self.inputs.values, self.inputs.scenario, self.reading.diagram, "en")

    def openings(self):
        return openings_form(self.inputs.scenario, self.reading.diagram, "en")

    def cells(self, form, row):
        return dict(form.frame.loc[row])

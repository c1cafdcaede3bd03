"""A person at the sheets of the complaint process."""

from __future__ import annotations

from form_desk import drawn_by_a_stranger

from studio.app.forms.fields import Field, Grid
from studio.app.forms.step_sheet import step_sheet
from studio.app.inputs import check
from studio.scenario import dump

STEP, START = "Task_Register", "Start_Complaint"


class Sheets:
    """A person at the sheets of one process; the scenario is read again after each entry."""

    def __init__(self, text=""):
        self.reading = drawn_by_a_stranger()
        self.inputs = check(text, self.reading, folder=None)

    def sheet(self, make, *more):
        return make(self.inputs.values, self.inputs.scenario, self.reading.diagram, *more, "en")

    def part(self, sheet, *path):
        parts = [part for group in sheet.groups for part in group.parts if part.path == path]
        return parts[0]

    def put(self, values):
        self.inputs = check(dump({"schema": 1} | values), self.reading, folder=None)
        return self

    def type(self, sheet, text, *path):
        field = self.part(sheet, *path)
        assert isinstance(field, Field)
        return self.put(field.write(self.inputs.values, text))

    def fill(self, sheet, rows, *path):
        grid = self.part(sheet, *path)
        assert isinstance(grid, Grid)
        return self.put(grid.write(self.inputs.values, rows))

    def rows(self, sheet, *path):
        return [dict(row) for row in self.part(sheet, *path).rows]

    @property
    def codes(self):
        return [(mistake.place, mistake.code) for mistake in self.inputs.mistakes]


def step(sheets):
    return sheets.sheet(step_sheet, STEP)

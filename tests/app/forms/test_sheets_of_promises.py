"""Sheets of ladders and promises, where figures come from, and every example written back as it is."""

from __future__ import annotations

import pytest
from form_desk import EXAMPLES
from sheet_desk import STEP, step

from studio.app.forms.arrival_sheet import arrival_sheet
from studio.app.forms.attributes import case_sheet
from studio.app.forms.fields import Grid, spelled, unspelled
from studio.app.forms.ladder_sheet import ladder_sheet, with_ladder, with_ladder_back, without_ladder
from studio.app.forms.promise_sheet import promise_sheet
from studio.app.forms.step_sheet import step_sheet
from studio.app.forms.team_sheet import team_sheet
from studio.app.inputs import check, mistake_text, mistaken
from studio.reading import read
from studio.scenario import OnMiss, ProvenanceKind, dump


def test_a_ladder_is_a_table_of_levels_and_a_step_climbs_it(sheets):
    first, second, *_ = sheets.inputs.scenario.teams

    def sheet():
        return sheets.sheet(ladder_sheet, "complaint")

    sheets.put(with_ladder(sheets.inputs.values, sheets.inputs.scenario, sheets.reading.diagram, "complaint"))
    assert sheets.codes == []
    rows = sheets.rows(sheet(), "ladders", "complaint")
    assert [row["team"] for row in rows] == [first, second]
    rows[0] |= {
        "number": 2,
        "reply_within": "15 min",
        "settles": "100",
        "time": "lognormal(mean 8 min, cv 1)",
        "on_miss": "copy",
    }
    rows[1] |= {"number": 1, "settles": "70"}
    sheets.fill(sheet(), rows, "ladders", "complaint")
    assert sheets.codes == []
    low, top = sheets.inputs.scenario.ladders["complaint"].levels
    assert (low.team, low.settles, low.on_miss) == (second, 0.7, OnMiss.MOVE)
    assert (top.team, top.reply_within, top.settles, top.on_miss) == (first, 900, 1, OnMiss.COPY)
    assert top.time.mean == pytest.approx(480)
    sheets.type(step(sheets), "complaint", "escalations", STEP, "ladder")
    sheets.type(step(sheets), "8", "escalations", STEP, "cannot_decide")
    assert sheets.codes == []
    assert sheets.inputs.scenario.escalations[STEP].cannot_decide == 0.08
    gone = without_ladder(sheets.inputs.values, "complaint")
    assert "ladders" not in gone
    assert "escalations" not in gone
    assert with_ladder_back(gone, sheets.inputs.values, "complaint") == sheets.inputs.values
    other = gone | {"escalations": {STEP: {"ladder": "another"}}}
    again = with_ladder_back(other, sheets.inputs.values, "complaint")
    assert again["escalations"] == other["escalations"]
    assert with_ladder_back(again, gone, "complaint") == again


def test_a_ladder_without_a_reply_time_says_which_level_lacks_it(sheets):
    first = next(iter(sheets.inputs.scenario.teams))
    sheets.put({"ladders": {"complaint": []}})
    sheets.fill(
        sheets.sheet(ladder_sheet, "complaint"), [{"level": "Lead", "team": first}], "ladders", "complaint"
    )
    assert any(place.startswith("ladders.complaint") for place, _ in sheets.codes)
    assert sheets.rows(sheets.sheet(ladder_sheet, "complaint"), "ladders", "complaint")[0]["level"] == "Lead"


def test_promises_are_a_tree_told_row_by_row(sheets):
    rows = [
        {"name": "resolved", "within": "48 h", "share": "95", "owner": "Customer service"},
        {"name": "entered", "part_of": "resolved", "to": STEP, "within": "2 h"},
        {"name": "seen", "part_of": "entered", "to": STEP, "within": "1 h"},
        {"name": "loop", "part_of": "loop", "within": "1 h"},
    ]
    sheets.fill(sheets.sheet(promise_sheet), rows, "promises")
    assert sheets.codes == []
    told = {promise.name: promise for promise in sheets.inputs.scenario.promises}
    assert (told["resolved"].share, told["resolved"].owner) == (0.95, "Customer service")
    assert [told[name].parent for name in ("entered", "seen", "loop")] == ["resolved", "entered", None]
    again = sheets.rows(sheets.sheet(promise_sheet), "promises")
    before = sheets.inputs.scenario
    assert sheets.fill(sheets.sheet(promise_sheet), again, "promises").inputs.scenario == before


def test_a_promise_of_which_there_are_parts_only_lacks_its_time(sheets):
    part = {"name": "entered", "part_of": "resolvd", "within": "2 h"}
    rows = [{"name": "resolved", "within": "48 h"}, part]
    sheets.fill(sheets.sheet(promise_sheet), rows, "promises")
    assert sheets.codes == [("promises.resolvd", "scenario.key.missing")]
    part["part_of"] = "resolved "
    sheets.fill(sheets.sheet(promise_sheet), rows, "promises")
    assert sheets.codes == []
    assert [promise.name for promise in sheets.inputs.scenario.promises] == ["resolved", "entered"]


def test_the_columns_for_promises_stay_as_they_are_while_rows_are_typed(sheets):
    """With other columns the editor would begin anew under the hands of who types."""
    before = columns(sheets)
    sheets.fill(sheets.sheet(promise_sheet), [{"name": "resolved", "within": "48 h"}], "promises")
    assert columns(sheets) == before


def columns(sheets):
    (group,) = sheets.sheet(promise_sheet).groups
    return group.parts[0].columns


def test_what_lacks_is_said_by_the_name_of_its_field(sheets):
    sheets.fill(sheets.sheet(promise_sheet), [{"name": "resolved"}], "promises")
    (mistake,) = sheets.inputs.mistakes
    assert mistaken(mistake) == ""
    assert mistake_text(mistake, "en") == "“Within” is needed as well."
    assert mistake_text(mistake, "zh-CN") == "还需要“时限”。"


def test_whoever_fills_in_a_figure_can_say_where_it_comes_from(sheets):
    sheets.type(step(sheets), "5 min", "steps", STEP, "time")
    group = step(sheets).groups[-1]
    (grid,) = group.parts
    row = next(row for row in grid.rows if row["path"] == f"steps.{STEP}.time")
    told = row | {"kind": "measured", "as_of": "2026-02-20", "source": "ACD report"}
    sheets.put(grid.write(sheets.inputs.values, [told]))
    origin = sheets.inputs.scenario.provenance[f"steps.{STEP}.time"]
    assert sheets.codes == []
    assert (origin.kind, str(origin.as_of), origin.source) == (
        ProvenanceKind.MEASURED,
        "2026-02-20",
        "ACD report",
    )


@pytest.mark.parametrize(
    "value",
    [
        "6 min",
        3,
        {"lognormal": {"mean": "6 min", "cv": 0.9}},
        {"empirical": "times.csv"},
        {"erlang": {"shape": 2, "mean": "4 min"}},
        {"lognormal": {"p50": "5 min", "p90": "12 min"}},
        {"mixture": [{"share": "70 %", "of": "2 min"}]},
    ],
)
def test_what_varies_is_spelled_on_one_line_and_read_back(value):
    assert unspelled(spelled(value)) == value


@pytest.mark.parametrize("folder", sorted((EXAMPLES / "simulations").iterdir()), ids=lambda path: path.name)
def test_tables_written_back_as_they_are_leave_an_example_what_it_is(folder):
    reading = read((EXAMPLES / "bpmn" / f"{folder.name}.bpmn").read_bytes(), folder.name)
    for path in folder.glob("*.yaml"):
        inputs = check(path.read_text(encoding="utf-8"), reading, folder=folder)
        values, scenario = inputs.values, inputs.scenario
        grids = [
            *(sheet.groups for sheet in _all_sheets(values, scenario, reading.diagram)),
        ]
        for grid in (part for groups in grids for group in groups for part in group.parts):
            if isinstance(grid, Grid) and grid.rows and grid.path[0] != "provenance":
                values = grid.write(values, grid.rows)
        again = check(dump({"schema": 1} | values), reading, folder=folder)
        assert again.mistakes == ()
        assert again.scenario.promises == scenario.promises
        assert again.scenario.ladders == scenario.ladders
        assert again.scenario.attributes == scenario.attributes
        assert again.scenario.teams == scenario.teams
        assert again.scenario.steps == scenario.steps
        assert again.scenario.arrivals == scenario.arrivals


def _all_sheets(values, scenario, diagram):
    yield case_sheet(values, scenario, diagram, "en")
    yield promise_sheet(values, scenario, diagram, "en")
    for name in scenario.ladders:
        yield ladder_sheet(values, scenario, diagram, name, "en")
    for id, found in scenario.steps.items():
        if (values.get("steps") or {}).get(id, {}).get("team") is not None or found.assigns:
            yield step_sheet(values, scenario, diagram, id, "en")
    for id in scenario.arrivals:
        yield arrival_sheet(values, scenario, diagram, id, "en")
    for name in scenario.teams:
        if name in (values.get("teams") or {}):
            yield team_sheet(values, scenario, diagram, name, "en")

"""Sheets of a start and of an event: contacts by the hour, backlog, surges, self-service, rings."""

from __future__ import annotations

from sheet_desk import START, STEP, step

from studio.app.forms.arrival_sheet import arrival_sheet
from studio.app.forms.event_sheet import event_sheet


def test_contacts_are_counted_by_the_hour_of_the_week(sheets):
    def table():
        return sheets.part(sheets.sheet(arrival_sheet, START), "arrivals", START, "per_interval")

    rows = [dict(row) for row in table().rows]
    assert (len(rows), rows[9]["from"], rows[9]["mon"]) == (24, "09:00", None)
    rows[9] |= {"mon": 30, "sat": 4.5}
    rows[11] |= {"mon": 12}
    sheets.fill(sheets.sheet(arrival_sheet, START), rows, "arrivals", START, "per_interval")
    assert sheets.codes == []
    profile = sheets.inputs.scenario.arrivals[START].profile
    busy = [
        (rate.start / 3600, rate.end / 3600, 3600 * rate.per_second) for rate in profile if rate.per_second
    ]
    assert busy == [(9, 10, 30), (11, 12, 12), (129, 130, 4.5)]
    assert sheets.inputs.scenario.arrivals[START].every is None
    again = table()
    assert [row["mon"] for row in again.rows][8:12] == [0, 30, 0, 12]
    empty = [{"from": row["from"]} for row in again.rows]
    sheets.fill(sheets.sheet(arrival_sheet, START), empty, "arrivals", START, "per_interval")
    assert "arrivals" not in sheets.inputs.values


def test_half_hours_stay_half_hours(sheets):
    stated = {"mon-fri": {"08:00": 12, "8:30": 15.5}, "周六": {"9": 4}, "someday": {"1:00": 2}}
    sheets.put({"arrivals": {START: {"per_interval": stated}}})
    table = sheets.part(sheets.sheet(arrival_sheet, START), "arrivals", START, "per_interval")
    assert len(table.rows) == 48
    assert [row["fri"] for row in table.rows[16:18]] == [12, 15.5]
    assert (table.rows[18]["from"], table.rows[18]["sat"]) == ("09:00", 4)


def test_emptying_an_entry_takes_it_out(sheets):
    sheets.type(step(sheets), "2", "steps", STEP, "people")
    sheets.type(step(sheets), " ", "steps", STEP, "people")
    assert "steps" not in sheets.inputs.values


def test_a_start_gets_backlog_surges_and_self_service(sheets):
    def sheet():
        return sheets.sheet(arrival_sheet, START)

    sheets.type(sheet(), "25", "arrivals", START, "backlog")
    pieces = [{"from": "2026-01-06T08:00", "to": "2026-01-07T08:00", "scale": 1.5}]
    sheets.fill(sheet(), pieces, "arrivals", START, "scale")
    for text, key in (("40", "share"), ("50", "contained"), ("20", "comes_back"), ("1.1", "harder")):
        sheets.type(sheet(), text, "deflect", START, key)
    sheets.type(sheet(), "1 d", "deflect", START, "after")
    assert sheets.codes == []
    scenario = sheets.inputs.scenario
    assert (scenario.arrivals[START].backlog, scenario.arrivals[START].scale[0].factor) == (25, 1.5)
    deflection = scenario.deflections[START]
    assert (deflection.share, deflection.contained, deflection.comes_back) == (0.4, 0.5, 0.2)
    assert (deflection.harder, deflection.after.mean) == (1.1, 86400)
    sheets.fill(sheet(), [{"from": "", "to": None, "scale": 1.2}], "arrivals", START, "scale")
    assert sheets.inputs.values["arrivals"][START]["scale"] == 1.2


def test_an_event_has_a_clock_and_rings(sheets):
    event = next(iter(sheets.inputs.scenario.events))

    def sheet():
        return sheets.sheet(event_sheet, event)

    sheets.put({"calendars": {"office": {"mon-fri": "08:00-20:00"}}})
    sheets.type(sheet(), "4 h", "events", event, "after")
    sheets.type(sheet(), "office", "events", event, "clock")
    found = sheets.inputs.scenario.events[event]
    assert sheets.codes == []
    assert (found.after.mean, found.clock) == (14400, "office")

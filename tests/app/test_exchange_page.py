"""What files carry for other simulators is kept in the library, and handed on from the Simulate page."""

from __future__ import annotations

import json

import pytest
import streamlit as st

from studio import library
from studio.app import uploads
from studio.app.views.exchange import _written
from studio.library import open_store
from studio.reading import read
from studio.scenario import read_mapping, read_scenario
from studio.scenario.exchange import write_bpsim

TINY = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
  <process id="P"><startEvent id="S"/><task id="T" name="Answer"/><endEvent id="E"/>
    <sequenceFlow id="F1" sourceRef="S" targetRef="T"/><sequenceFlow id="F2" sourceRef="T" targetRef="E"/>
  </process></definitions>"""
VALUES = {"name": "Peak", "seed": 5, "steps": {"T": {"time": "7 min", "method": "SOP-1"}}}


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_DATABASE", f"sqlite:///{tmp_path / 'library.db'}")
    st.cache_resource.clear()
    opened = open_store()
    yield opened
    opened.close()
    st.cache_resource.clear()


def test_the_scenarios_of_a_dropped_file_are_kept_with_it(store):
    data = write_bpsim([VALUES, {"name": "Calm"}], TINY).data
    told = uploads.upload(store, "answer.bpmn", data)
    kept = library.list_scenarios(store, told.process.id)
    assert [each.name for each in kept] == ["Peak", "Calm"]
    assert [each.name for each in told.scenarios] == ["Peak", "Calm"]
    assert read_scenario(kept[0].text, read(data, "").diagram).seed == 5
    again = uploads.upload(store, "again.bpmn", data)
    assert (again.was_there, again.scenarios) == (True, ())
    assert len(library.list_scenarios(store, told.process.id)) == 2


def test_a_file_beside_a_diagram_is_kept_as_a_scenario_of_its_own(store):
    process = uploads.upload(store, "answer.bpmn", TINY).process
    tree = {"arrival_time_distribution": {"distribution_name": "fix", "distribution_params": [{"value": 60}]}}
    for _ in range(2):
        kept = uploads.keep_companion(store, process, read(TINY, ""), "peak.json", json.dumps(tree).encode())
    assert [each.name for each in library.list_scenarios(store, process.id)] == ["peak", "peak (2)"]
    assert read_mapping(kept.text)["arrivals"] == {"S": {"every": "1 min"}}


@pytest.mark.parametrize(
    ("form", "format"), [("BPSim", "BPSim 2.0"), ("BPSim 1.0", "BPSim 1.0"), ("BIMP (qbp)", "qbp")]
)
def test_a_scenario_is_handed_on_under_its_name(store, form, format):
    process = uploads.upload(store, "answer.bpmn", TINY).process
    text = "seed: 5\nsteps: {T: {time: 7 min, method: SOP-1}}\n"
    written = _written.__wrapped__(process.id, process.digest, "Peak", text, form)
    (found,) = read(written.data, "").parameters
    assert found.format == format
    assert "steps.T.method" in {dict(problem.parameters)["parameter"] for problem in written.dropped}

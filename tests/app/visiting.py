"""The pages as a person meets them: a browser of a language at an address, on a library of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from studio import library
from studio.app import shared
from studio.app.work import carry_out
from studio.library import Run, StoredProcess

MAIN = str(Path(__file__).parents[2] / "studio" / "app" / "main.py")
LANGUAGES = ("en", "zh-CN")

ONE_STEP = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
  <process id="P" name="Desk"><startEvent id="S"/><userTask id="T" name="Answer"/><endEvent id="E"/>
    <sequenceFlow id="F1" sourceRef="S" targetRef="T"/><sequenceFlow id="F2" sourceRef="T" targetRef="E"/>
  </process></definitions>"""
"""A start, one step of the team Desk, an end that has no name."""


@pytest.fixture
def own_library(tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_DATABASE", f"sqlite:///{tmp_path / 'library.db'}")
    st.cache_resource.clear()
    yield shared.store()
    st.cache_resource.clear()


def visit(language: str = "en", page: str | None = None, **address: str) -> AppTest:
    """The studio in a browser of that language, at that page and address."""
    at = AppTest.from_file(MAIN, default_timeout=60)
    at.context = {"locale": language, "timezone": "Asia/Shanghai", "theme": "light"}
    for part, value in address.items():
        at.query_params[part] = value
    if page is not None:
        at.switch_page(f"screens/{page}.py")
    at.run()
    assert not at.exception
    return at


def kept(xml: str = ONE_STEP, name: str = "Desk") -> StoredProcess:
    return library.add_process(shared.store(), name=name, file="desk.bpmn", data=xml.encode())


def simulated(process: StoredProcess, scenario: str) -> Run:
    """A finished run of that scenario."""
    store = shared.store()
    made = library.add_run(
        store, process.id, digest=process.digest, scenario_name="Mine", scenario_text=scenario, seed=None
    )
    carry_out(store.url, made.id, 1)
    return library.run(store, made.id)


def hours(every: int, time: str, more: str = "") -> str:
    """A scenario of :data:`ONE_STEP`: a case every so many seconds, and how long the one person takes."""
    return (
        f"schema: 1\ncases: 150\nwarm_up: 0\nreplications: 2\nseed: 3\n{more}"
        f"arrivals: {{S: {{every: {every} s}}}}\nsteps: {{T: {{time: {time}}}}}\n"
        "teams: {Desk: {staff: 1}}\n"
    )

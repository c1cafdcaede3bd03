"""The address of a page and the session behind it, with a browser that is slow to follow."""

from __future__ import annotations

import sys

import pytest
from streamlit.testing.v1 import AppTest

from studio.app import session


@pytest.fixture(autouse=True)
def own_main(monkeypatch):
    """A page run by a test becomes the main program, which processes started later would import."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


def page() -> None:
    import streamlit as st

    from studio.app import session

    session.begin()
    st.button("turn", key="turn", on_click=lambda: session.choose(scenario="new"))
    shown = session.address("scenario")
    st.button(
        "late",
        key=f"late {shown}",
        on_click=session.unless_left("scenario", lambda: session.choose(scenario="again")),
    )
    st.text(shown)


def shown(at: AppTest) -> str:
    return at.text[0].value


@pytest.fixture
def at() -> AppTest:
    page_ = AppTest.from_function(page)
    page_.query_params["scenario"] = "old"
    return page_.run()


def test_an_address_that_was_on_its_way_does_not_take_back_what_was_chosen(at):
    at.button(key="turn").click().run()
    assert shown(at) == "new"
    at.query_params["scenario"] = "old"
    at.run()
    assert shown(at) == "new"
    assert at.query_params["scenario"] == "new"


def test_going_back_in_the_browser_goes_back(at, monkeypatch):
    at.button(key="turn").click().run()
    at.run()  # the browser has told the new address
    at.query_params["scenario"] = "old"
    at.run()
    assert shown(at) == "old"
    at.button(key="turn").click().run()
    monkeypatch.setattr(session, "_ON_ITS_WAY_S", -1.0)
    at.query_params["scenario"] = "other"
    assert shown(at.run()) == "other"


def test_a_widget_says_nothing_once_the_address_has_changed(at):
    acted = []
    assert at.button(key="late old").click().run().text[0].value == "again"

    def one() -> None:
        import streamlit as st

        from studio.app import session

        session.begin()
        act = session.unless_left("view", lambda: st.session_state["acted"].append(1))
        act()
        session.choose(view="elsewhere")
        act()

    probe = AppTest.from_function(one)
    probe.session_state["acted"] = acted
    probe.run()
    assert not probe.exception
    assert acted == [1]


def test_the_address_changes_in_one_go_so_that_one_step_back_leads_to_the_one_before(monkeypatch):
    told = []

    class Address(dict):
        to_dict = dict.copy

        def from_dict(self, wanted):
            told.append(wanted)

    address = Address(process="before", scenario="mine", embed="true")
    monkeypatch.setattr(session.st, "query_params", address)
    session._show({"process": "after", "view": "results"})
    session._show({"process": "before", "scenario": "mine"})
    assert told == [{"embed": "true", "process": "after", "view": "results"}]

"""The parts of a promise fit into the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_drawn import desk, problems, stated

from studio.model import Severity

LINE = desk("Start > Enter > Dispatch > Deliver > End")
SPLIT = desk("Start > Enter > And > X > And_2 > End\nAnd > Y > And_2")
CHOICE = desk("Start > Enter > Xor > Quick > End\nXor > Slow > Very > End_2")


def promised(diagram, within, *parts, clock="", whole=""):
    told = ", ".join(f"part{n}: {{{part}}}" for n, part in enumerate(parts))
    clock = f", clock: {clock}" if clock else ""
    text = f"promises: {{all: {{within: {within}{clock}{whole}, parts: {{{told}}}}}}}"
    scenario = stated("calendars: {office: {mon-fri: 08:00-18:00}}\n" + text, diagram)
    return [it for it in problems(diagram, scenario) if it.code.startswith("service.promise-parts")]


PARTS = ("to: Enter, within: 2 h", "from: Dispatch, to: Dispatch, within: 4 h", "from: Deliver, within: 36 h")


def test_parts_that_fit_are_no_problem():
    assert promised(LINE, "2 d", *PARTS) == []
    assert promised(LINE, "42 h", *PARTS) == []


def test_parts_that_add_up_to_more_than_the_whole_are_told_with_both_times():
    (problem,) = promised(LINE, "40 h", *PARTS)
    assert (problem.code, problem.severity) == ("service.promise-parts", Severity.WARNING)
    assert dict(problem.parameters) == {"promise": "all", "within": "144000.0", "sum": "151200.0"}


def test_one_part_may_be_too_long_alone():
    (problem,) = promised(LINE, "3 h", PARTS[1])
    assert dict(problem.parameters)["sum"] == "14400.0"


def test_parts_side_by_side_are_not_added():
    parts = ("from: X, to: X, within: 3 h", "from: Y, to: Y, within: 3 h")
    assert promised(SPLIT, "4 h", *parts) == []
    assert promised(SPLIT, "5 h", "to: Enter, within: 1 h", *parts) == []
    assert len(promised(SPLIT, "3.5 h", "to: Enter, within: 1 h", *parts)) == 1


def test_parts_that_a_case_may_avoid_are_told_as_an_info():
    """Those cases break the promise, the others keep it."""
    parts = ("to: Enter, within: 1 h", "from: Slow, to: Slow, within: 3 h")
    (problem,) = promised(CHOICE, "2 h", *parts)
    assert (problem.code, problem.severity) == ("service.promise-parts.some", Severity.INFO)
    assert promised(CHOICE, "4 h", *parts) == []


def test_both_ways_of_a_choice_are_not_added():
    assert (
        promised(CHOICE, "3 h", "from: Slow, to: Slow, within: 2 h", "from: Quick, to: Quick, within: 2 h")
        == []
    )


def test_a_part_within_another_is_not_added():
    parts = ("from: Enter, to: Dispatch, within: 3 h", "from: Enter, to: Enter, within: 2 h")
    assert promised(LINE, "4 h", *parts) == []


def test_a_loop_does_not_make_parts_follow_each_other_twice():
    loop = desk("Start > A > B > Xor > End\nXor > A")
    assert promised(loop, "3 h", "from: A, to: A, within: 1 h", "from: B, to: B, within: 2 h") == []


@pytest.mark.parametrize(
    ("clock", "part", "told"), [("", "office", 1), ("office", "office", 1), ("office", "", 0)]
)
def test_times_by_different_clocks_are_compared_only_where_it_is_certain(clock, part, told):
    part_clock = f", clock: {part}" if part else ""
    found = promised(LINE, "3 h", f"from: Dispatch, to: Dispatch, within: 4 h{part_clock}", clock=clock)
    assert len(found) == told


def test_a_promise_between_two_points_is_about_its_last_one():
    (problem,) = promised(
        LINE, "1 h", "from: Enter, to: Enter, within: 2 h", whole=", from: Enter, to: Dispatch"
    )
    assert problem.element == "Dispatch"


def test_a_promise_without_parts_or_without_a_scenario_is_none_to_add():
    assert promised(LINE, "1 h") == []
    assert [it for it in problems(LINE) if "promise" in it.code] == []


def test_a_promise_about_what_is_gone_breaks_nothing():
    scenario = stated(
        "promises: {all: {within: 1 h, parts: {a: {from: Enter, to: Enter, within: 2 h}}}}", LINE
    )
    gone = tuple(replace(it, from_="Gone", to="Gone") for it in scenario.promises)
    assert problems(LINE, replace(scenario, promises=gone))

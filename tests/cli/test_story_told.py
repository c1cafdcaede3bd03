"""``--story`` tells why one case of the study took so long."""

from __future__ import annotations

import pytest
from command_line import COMPLAINT

QUICK = ("simulate", COMPLAINT, "--cases", 40, "--replications", 1, "--workers", 1)


def test_the_longest_case_is_told_after_the_figures(studio):
    told = studio(*QUICK, "--story", "longest")
    assert told.code == 0
    assert "of waiting and" in told.out
    assert told.out.index("Teams") < told.out.index("of waiting and")


def test_a_story_as_json_adds_up(studio):
    about = studio(*QUICK, "--story", "waited", "--json").json["story"]
    assert about["typical"]["waited"] == about["case"]
    assert about["typical"].keys() >= {"median", "p90", "longest", "waited"}
    assert sum(about["causes"].values()) == pytest.approx(about["wait_s"])
    assert sum(stay["wait_s"] for stay in about["stays"]) == pytest.approx(about["wait_s"])
    numbered = studio(*QUICK, "--story", about["case"], "--json").json["story"]
    assert numbered == about


def test_a_case_that_is_not_there_is_refused_in_one_line(studio):
    refusal = studio(*QUICK, "--story", 999).refusal
    assert "999" in refusal
    assert "longest" in refusal


def test_without_story_there_is_none_in_json(studio):
    assert "story" not in studio(*QUICK, "--json").json

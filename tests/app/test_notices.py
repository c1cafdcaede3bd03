"""What changes how every figure reads is told before them: on the page, on the card, in every language."""

from __future__ import annotations

import re

import pytest
from visiting import LANGUAGES, hours, kept, own_library, simulated, visit

from studio.app.notices import grave, notices
from studio.model import Diagram

pytestmark = pytest.mark.usefixtures("own_library")
__all__ = ["own_library"]

BUSY, QUIET = hours(60, "90 s"), hours(60, "30 s")
A_SHORT_DAY = QUIET.replace("cases: 150", "length: 10 min\nstudy: terminating").replace("30 s", "4 min")


def where_is(at, kind: str) -> int:
    """The place of the first element of a kind among all that the page shows, from above."""
    return [element.type for element in at.main].index(kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_overload_is_told_above_the_figures_and_on_the_card(language):
    process = kept()
    run = simulated(process, BUSY)
    at = visit(language, "simulate", process=process.id, run=run.id)
    (error,) = at.error
    assert re.search(r"1[45]\d %", error.value)
    assert "Desk" in error.value
    assert {"en": "grows", "zh-CN": "越来越长"}[language] in error.value
    assert where_is(at, "error") < where_is(at, "metric")
    badge = {"en": "Overloaded", "zh-CN": "超负荷"}[language]
    assert any(badge in text.value for text in visit(language).markdown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cases_that_are_open_at_the_end_are_told(language):
    process = kept()
    run = simulated(process, A_SHORT_DAY)
    at = visit(language, "simulate", process=process.id, run=run.id)
    told = [warning.value for warning in at.warning]
    assert any({"en": "still open at the end", "zh-CN": "未办结"}[language] in text for text in told)


def test_a_process_that_copes_is_told_without_notice():
    process = kept()
    run = simulated(process, QUIET)
    at = visit("en", "simulate", process=process.id, run=run.id)
    assert not at.error
    assert not at.warning
    assert not any("Overloaded" in text.value for text in visit("en").markdown)


def test_the_gravest_comes_first_and_what_is_no_notice_stays_out():
    warnings = [
        {"code": "study.imprecise", "parameters": {}},
        {"code": "study.not-settled", "parameters": {}},
        {"code": "study.overload", "parameters": {"team": "Desk", "load": "131 %"}},
    ]
    assert [each["code"] for each in grave(warnings)] == ["study.overload", "study.not-settled"]
    told = notices(warnings, Diagram(), "en")
    assert [notice.tone for notice in told] == ["red", "orange"]
    assert told[0].text.startswith("Desk has 131 % of the work it can do")

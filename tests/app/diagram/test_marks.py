"""What the browser is told of heat, badges and problems."""

from __future__ import annotations

from itertools import pairwise

import pytest

from studio.app.diagram import HEAT_COLOURS, Badge, Heat
from studio.app.diagram.marks import badge_marks, change_marks, contrast, heat_marks, problem_marks
from studio.model import Problem, Severity
from studio.wording import say


@pytest.mark.parametrize(
    ("share", "step"), [(0.0, 0), (0.14, 0), (0.15, 1), (0.5, 3), (0.99, 6), (1.0, 6), (-3.0, 0), (7.0, 6)]
)
def test_a_share_takes_its_step_of_the_scale_in_both_themes(share, step):
    mark = heat_marks({"A": Heat(share=share)})["A"]
    assert mark["light"] == HEAT_COLOURS["light"][step]
    assert mark["dark"] == HEAT_COLOURS["dark"][step]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_of_the_scale_has_legible_ink(theme):
    for step in range(7):
        mark = heat_marks({"A": Heat(share=step / 6)})["A"]
        assert contrast(mark[theme], mark[f"{theme}Ink"]) >= 4.5


@pytest.mark.parametrize(("theme", "ground"), [("light", "#ffffff"), ("dark", "#000000")])
def test_more_heat_stands_out_more_even_without_colour(theme, ground):
    away = [contrast(colour, ground) for colour in HEAT_COLOURS[theme]]
    assert away == sorted(away)
    assert all(after / before > 1.1 for before, after in pairwise(away))


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#1a5fb4", "#1a5fb4") == 1


@pytest.mark.parametrize(
    ("heat", "width"), [(Heat(share=0), 6), (Heat(share=1), 18), (Heat(share=1, width=3), 3)]
)
def test_a_band_grows_with_the_share_unless_its_width_is_given(heat, width):
    assert heat_marks({"F": heat})["F"]["width"] == width


def test_badges_keep_their_order():
    told = badge_marks({"A": [Badge(text="1"), Badge(text="2", tone="bad", title="Two")]})
    assert told == {
        "A": [{"text": "1", "tone": "neutral", "title": ""}, {"text": "2", "tone": "bad", "title": "Two"}]
    }


def test_a_change_is_told_in_the_language_of_the_page():
    told = change_marks({"A": "removed", "B": "added"}, "zh-CN")
    assert told == {"A": {"kind": "removed", "text": "删除"}, "B": {"kind": "added", "text": "新增"}}


def test_problems_of_an_element_make_one_ring_of_the_worst_kind():
    warning = Problem(code="a", severity=Severity.WARNING, element="A")
    error = Problem(code="b", severity=Severity.ERROR, element="A")
    other = Problem(code="a", severity=Severity.WARNING, element="B")
    told = problem_marks([warning, error, other, warning], "en")
    assert told["A"] == {
        "severity": "error",
        "count": 3,
        "lines": [say(one) for one in (warning, error, warning)],
    }
    assert told["B"]["severity"] == "warning"


def test_remarks_and_problems_of_the_whole_file_make_no_ring():
    remark = Problem(code="a", severity=Severity.INFO, element="A")
    whole = Problem(code="b", severity=Severity.ERROR)
    assert problem_marks([remark, whole], "en") == {}

"""What a scenario saves a month, and the parts of a promise, as a person reads them."""

from __future__ import annotations

import pytest

from studio.app.months import saved_a_month, saving
from studio.app.parts import no_part_told, part_headings, part_rows


def month(value: float, half: float, verdict: str) -> dict[str, object]:
    return {"value": value, "low": value - half, "high": value + half, "unit": "s", "verdict": verdict}


def test_what_takes_less_time_is_a_saving_in_minutes():
    assert saving(-15_000_000.0, -15_900_000.0, -14_100_000.0, "en") == "+250,000 ± 15,000 min"
    assert saving(600.0, 300.0, 900.0, "en") == "-10 ± 5 min"
    assert saving(-600.0, None, None, "en") == "+10 min"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Saved a month on the baseline's cases: Customers' time +250,000 ± 15,000 min"),
        ("zh-CN", "按基准方案的业务量，每月节省：客户时间 +250,000±15,000分钟"),
    ],
)
def test_only_what_is_proved_is_told_to_be_saved(language: str, told: str):
    found = {
        "customers_time": month(-15_000_000.0, 900_000.0, "better"),
        "work": month(-60.0, 900.0, "no proven difference"),
    }
    assert saved_a_month({"a_month": {"new": found}}, "new", language) == told
    assert saved_a_month({"a_month": {"new": {"work": found["work"]}}}, "new", language) == ""


def test_a_comparison_kept_from_earlier_tells_of_no_month():
    assert saved_a_month({"differences": {"new": {}}}, "new", "en") == ""


PROMISES = {
    "whole": {
        "label": "两天 · Two days",
        "parent": None,
        "broken_by": {
            "parts": {
                "first": {"value": 0.2, "low": 0.1, "high": 0.3, "unit": "share"},
                "second": {"value": 0.5, "low": 0.4, "high": 0.6, "unit": "share"},
            }
        },
        "overrun": {"first": {"value": 60.0, "unit": "s"}, "second": {"value": 3600.0, "unit": "s"}},
        "part_budget": {"second": 5400.0},
        "no_part.share": {"value": 0.3, "low": 0.2, "high": 0.4, "unit": "share"},
    },
    "first": {
        "label": "",
        "parent": "whole",
        "within": 7200.0,
        "share": {"value": 0.9, "low": 0.88, "high": 0.92, "unit": "share"},
    },
    "second": {
        "label": "第二 · Second",
        "parent": "whole",
        "within": 3600.0,
        "share": {"value": 0.8, "low": 0.7, "high": 0.9, "unit": "share"},
    },
}


def test_the_parts_stand_side_by_side_with_what_each_may_take():
    assert part_rows(PROMISES, "whole", "en") == [
        ("first", "2 h", "90 ± 2%", "20 ± 10%", "1 min", "–"),
        ("Second", "1 h", "80 ± 10%", "50 ± 10%", "1 h", "1 h 30 min"),
    ]
    assert part_rows(PROMISES, "first", "en") == []
    assert len(part_headings("zh-CN")) == len(part_rows(PROMISES, "whole", "zh-CN")[0])
    assert part_headings("zh-CN")[0] == "分项"


def test_it_is_told_how_often_no_part_is_to_blame():
    assert no_part_told(PROMISES["whole"], "en").startswith("In 30% of the broken cases")
    assert no_part_told(PROMISES["first"], "en") == ""

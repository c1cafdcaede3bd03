"""A value of a file that a scenario cannot hold is told with its reason in the reader's language."""

from __future__ import annotations

import re

import pytest
from carriers import only, processing, scenario, with_bpsim

from studio.wording import say


@pytest.mark.parametrize(
    ("value", "needs"),
    [
        ('<b:NumericParameter value="-5"/>', "须为时长"),
        ('<b:UniformDistribution min="10" max="5"/>', "此分布需要：low"),
    ],
)
def test_a_misfit_is_told_in_chinese_alone(value, needs):
    (problem,) = only(with_bpsim(scenario(processing(value)))).dropped
    assert problem.code == "exchange.misfit"
    said = say(problem, "zh-CN")
    assert said.startswith(needs)
    assert re.search(r"\b(?:Write|needs|left out|such as)\b", said) is None

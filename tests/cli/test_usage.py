"""A command line that cannot be understood is told in one line, in the reader's language."""

from __future__ import annotations

import re

import pytest
from command_line import COMPLAINT

from studio.cli.usage import _KINDS
from studio.wording.catalogue import catalogue

WRONG = [
    (("simplify",), "F is missing.", "缺少 F。"),
    (("simulate", COMPLAINT, "--cases", 0), "--cases must be at least 1.", "--cases 不能小于 1。"),
    (("simulate", COMPLAINT, "--workers", 999), "--workers must be at most 256.", "--workers 不能大于 256。"),
    (("simulate", COMPLAINT, "--seed", "a"), "--seed must be a whole number.", "--seed 须为整数。"),
    (
        ("simulate", COMPLAINT, "--engine", "k"),
        "--engine cannot be k. It can be auto, simpy.",
        "--engine 不能是 k，可以是 auto, simpy。",
    ),
    (("simulate", COMPLAINT, "--seed"), "The option --seed needs a value.", "选项 --seed 需要一个值。"),
    (("simulate", COMPLAINT, "--nosuch"), "There is no option --nosuch.", "没有 --nosuch 这个选项。"),
    (("simplify", COMPLAINT, "more"), "There is more than is wanted: more.", "多出了不需要的内容：more。"),
    (("compare", COMPLAINT), "The option --scenario is missing.", "缺少选项 --scenario。"),
    (("nosuch",), "There is no command nosuch.", "没有 nosuch 这个命令。"),
    (("simulat",), "There is no simulat. Try simulate.", "没有 simulat 这个命令。可试试 simulate。"),
]


@pytest.mark.parametrize(("wrong", "english", "chinese"), WRONG)
def test_what_is_wrong_is_told_in_the_language_of_the_system(studio, monkeypatch, wrong, english, chinese):
    for locale, told in (("C.UTF-8", english), ("zh_CN.UTF-8", chinese)):
        monkeypatch.setenv("LC_ALL", locale)
        refusal = studio(*wrong).refusal
        assert refusal.startswith(f"studio: {told[:12]}")
        assert told.rstrip("。.") in refusal or "Try" in refusal or "可试试" in refusal
        assert refusal.endswith("--help")
        assert not re.search("Input should|Value error|Invalid value", refusal)


def test_the_language_that_is_asked_for_goes_before_the_systems(studio):
    assert "不能小于" in studio("simulate", COMPLAINT, "--language", "zh-CN", "--cases", 0).refusal
    assert "不能小于" in studio("simulate", COMPLAINT, "--cases", 0, "--language=zh-CN").refusal


def test_every_sentence_has_its_chinese():
    assert {told for _, told in _KINDS} <= catalogue("zh-CN").keys()

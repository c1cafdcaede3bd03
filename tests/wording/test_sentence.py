"""Sentences are made in the reader's language and never fail."""

from __future__ import annotations

import pytest

from studio.errors import InvalidScenario, Mistake, StudioError
from studio.model import GuardError, Problem, Severity, parse_guard
from studio.wording import best_language, explain, say, sentence, translate
from studio.wording.sentences import SENTENCES


def test_a_problem_is_said_in_each_language():
    parameters = (("position", "4"), ("expected", "a number"), ("found", "Team"))
    problem = Problem(code="guard.unexpected", severity=Severity.ERROR, parameters=parameters)
    assert say(problem) == "Character 4: a number is expected, not Team."
    assert say(problem, "zh-CN") == "第 4 个字符处应为数字，而不是 Team。"


def test_a_sentence_may_hold_the_sentence_of_a_code():
    parameters = {"reason": "scenario.whole", "reason.least": "1", "parameter": "teams.A.staff", "value": "0"}
    assert sentence("exchange.misfit", parameters) == (
        "Write a whole number from 1. As it is, teams.A.staff (0) is left out."
    )
    assert sentence("exchange.misfit", parameters, "zh-CN") == (
        "须为不小于 1 的整数。teams.A.staff 现为 0，因此未采用。"
    )


def test_a_refused_guard_says_the_same_as_its_sentence():
    for text in ("a >", "''", "a ; b", "x > 1e999", "a" * 3000, "!" * 3000, "!" * 100):
        with pytest.raises(GuardError) as refusal:
            parse_guard(text)
        assert sentence(refusal.value.code, refusal.value.parameters) == str(refusal.value)


def test_a_code_without_a_sentence_is_shown_with_its_parameters():
    problem = Problem(code="not.yet", severity=Severity.INFO, parameters=(("count", "3"), ("name", "A")))
    assert say(problem) == "not.yet (count: 3, name: A)"
    assert sentence("not.yet", {}, "zh-CN") == "not.yet"


def test_a_placeholder_without_a_value_stays():
    assert sentence("guard.number", {"position": 2}) == "Character 2: the number {found} is too large."


def test_an_unknown_language_reads_english():
    assert translate("a number", "eo") == "a number"
    assert translate("a number", "zh-CN") == "数字"


@pytest.mark.parametrize(
    ("template", "values", "told"),
    [
        ("{wait:duration}", {"wait": "390"}, "6 min 30 s"),
        ("{wait:duration}", {"wait": "a while"}, "a while"),
        ("{kept:share}", {"kept": 0.953}, "95.3%"),
        ("{count:number} {count:step|steps}", {"count": "1200"}, "1,200 steps"),
        ("{count} {count:step|steps}", {"count": "1"}, "1 step"),
        ("{what:phrase}", {"what": "a number"}, "a number"),
        ("{name}", {"name": "{other} {0} %s"}, "{other} {0} %s"),
        ("{name.__class__}{name[0]}", {"name": "x"}, "{name.__class__}{name[0]}"),
        ("{{name}}", {"name": "x"}, "{name}"),
        ("{name!r}", {"name": "x"}, "'x'"),
    ],
)
def test_a_placeholder_says_what_its_value_is(template, values, told):
    assert translate(template, "en", **values) == told


def test_without_values_braces_stay():
    assert translate("{n} per hour", "zh-CN") == "每小时{n}"


def test_an_error_is_explained_by_its_code_or_in_its_own_words():
    known = StudioError("guard.number", "English.", position=3, found="1e999")
    assert explain(known, "zh-CN") == "第 3 个字符处的数字 1e999 太大。"
    assert explain(StudioError("not.yet", "In its own words.", a=1), "zh-CN") == "In its own words."


def test_the_mistakes_of_a_scenario_are_explained_line_by_line():
    parameters = (("position", "3"), ("found", "1e999"))
    mistakes = [
        Mistake(
            code="guard.number",
            place="routing.G",
            value="x",
            allowed="…",
            file="a.yaml",
            line=7,
            parameters=parameters,
        ),
        Mistake(code="not.yet", place="teams", value="y", allowed="a list", file="a.yaml"),
    ]
    assert explain(InvalidScenario(mistakes), "zh-CN").splitlines() == [
        "a.yaml:7: routing.G: x — 第 3 个字符处的数字 1e999 太大。",
        "a.yaml: teams: y — a list",
    ]


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("zh-CN", "zh-CN"),
        ("zh_TW.UTF-8", "zh-CN"),
        ("ZH", "zh-CN"),
        ("en-GB", "en"),
        ("de", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_best_language_is_of_the_same_family_else_english(locale, language):
    assert best_language(locale) == language


def test_every_sentence_is_a_whole_one():
    for code, template in SENTENCES.items():
        assert template == " ".join(template.split()), code
        assert template.endswith((".", "?")), code

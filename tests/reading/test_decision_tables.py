"""DMN files are read into decision tables; what cannot be computed is told and left out."""

from __future__ import annotations

import pytest
from dmn_text import VERSIONS, dmn, table_of

from studio.errors import UnreadableFile
from studio.model import Severity
from studio.model.decision import Aggregation, HitPolicy
from studio.model.guard import Domain, Name, Sort, Text
from studio.reading.decisions import read_decisions
from studio.wording import say

RULES = ('<= 200 => "Agent"', '(200..1000] => "Lead"', '> 1000 => "Boss"')


@pytest.mark.parametrize("version", VERSIONS)
def test_tables_of_every_version_are_read(version):
    table = table_of(*RULES, namespace=VERSIONS[version])
    assert (table.id, table.name, table.hit_policy) == ("Level", "Which level?", HitPolicy.UNIQUE)
    assert [str(rule.guard) for rule in table.rules] == [
        "amount <= 200",
        "amount > 200 and amount <= 1000",
        "amount > 1000",
    ]
    assert [rule.results for rule in table.rules] == [(Text("Agent"),), (Text("Lead"),), (Text("Boss"),)]


def test_prefixes_and_foreign_parts_do_not_matter():
    text = dmn(*RULES).replace("<definitions xmlns=", '<d:definitions xmlns:d="urn:x" xmlns=', 1)
    text = text.replace("</definitions>", "</d:definitions>").replace(
        "<decision ", "<extensionElements/><decision ", 1
    )
    assert len(read_decisions(text.encode(), "test.dmn").tables) == 1


@pytest.mark.parametrize(
    ("rule", "guard"),
    [
        ("- | - | - => 1", "true"),
        ("> 5 | - | - => 1", "amount > 5"),
        ('- | "a", "b" | - => 1', 'kind in ["a", "b"]'),
        ('- | not("a") | - => 1', 'kind != "a"'),
        ("[1..5) | - | true => 1", "amount >= 1 and amount < 5 and vip == true"),
        ("null | - | - => 1", "amount == null"),
        ("< 3, > 9 | - | false => 1", "(amount < 3 or amount > 9) and vip == false"),
        ("> 5 => 1", "amount > 5"),
    ],
)
def test_the_cells_of_a_rule_are_joined(rule, guard):
    table = table_of(rule, inputs=("amount:number", "kind:string", "vip:boolean"))
    assert str(table.rules[0].guard) == guard


def test_columns_tell_what_values_there_are():
    table = table_of(
        "- | - | - => 1", inputs=('kind:string:"a", "b,c"', "age:number:[0..120]", "Applicant Age:number")
    )
    assert [it.domain for it in table.inputs] == [
        Domain(sort=Sort.TEXT, choices=("a", "b,c")),
        Domain(sort=Sort.NUMBER, low=0, high=120),
        Domain(sort=Sort.NUMBER),
    ]
    assert table.inputs[2].term == Name("Applicant Age")


def test_a_declared_name_is_one_name_whatever_stands_in_it():
    declared = '<inputData name="Pre-bureau risk"/><decision id="Level"'
    text = dmn('"HIGH" => 1', inputs=("Pre-bureau risk:string",)).replace('<decision id="Level"', declared)
    (table,) = read_decisions(text.encode(), "test.dmn").tables
    assert str(table.rules[0].guard) == '`Pre-bureau risk` == "HIGH"'


def test_a_column_without_expression_goes_by_its_label():
    text = (
        dmn("> 5 => 1")
        .replace("<text>amount</text>", "")
        .replace('id="I0"', 'id="I0" label="age (in years)"')
    )
    (table,) = read_decisions(text.encode(), "test.dmn").tables
    assert str(table.rules[0].guard) == "`age (in years)` > 5"


def test_a_declared_type_tells_what_values_there_are():
    types = (
        '<itemDefinition name="tRisk"><typeRef>feel:string</typeRef>'
        '<allowedValues><text>"HIGH", "LOW"</text></allowedValues></itemDefinition><decision id="Level"'
    )
    text = dmn('"HIGH" => 1', inputs=("risk:tRisk",)).replace('<decision id="Level"', types)
    (table,) = read_decisions(text.encode(), "test.dmn").tables
    assert table.inputs[0].domain == Domain(sort=Sort.TEXT, choices=("HIGH", "LOW"))


def test_tables_of_knowledge_models_are_read():
    text = (
        dmn("> 5 => 1")
        .replace("<decision ", "<businessKnowledgeModel ")
        .replace("<decisionTable", "<encapsulatedLogic><decisionTable")
    )
    text = text.replace(
        "</decisionTable></decision>", "</decisionTable></encapsulatedLogic></businessKnowledgeModel>"
    )
    (table,) = read_decisions(text.encode(), "test.dmn").tables
    assert table.name == "Which level?"


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("", HitPolicy.UNIQUE),
        ("FIRST", HitPolicy.FIRST),
        ("RULE ORDER", HitPolicy.RULE_ORDER),
        ("Any", HitPolicy.ANY),
    ],
)
def test_hit_policies_are_known_by_their_names(policy, expected):
    assert table_of(*RULES, policy=policy).hit_policy is expected


def test_collect_may_make_one_figure():
    text = dmn(*RULES, policy="COLLECT").replace('id="T"', 'id="T" aggregation="SUM"')
    (table,) = read_decisions(text.encode(), "test.dmn").tables
    assert table.aggregation is Aggregation.SUM


@pytest.mark.parametrize(
    ("text", "tables", "sentence"),
    [
        (
            dmn(*RULES, policy="OUTPUT ORDER"),
            0,
            "has the hit policy OUTPUT ORDER, which is not computed here",
        ),
        (
            dmn('date("2026-01-01") => 1', "> 5 => 2"),
            1,
            'Rule 1 of the table “Which level?” asks “date("2026-01-01")”',
        ),
        (dmn("> 5 => 1", inputs=("f(x):number",)), 1, "Rule 1 of the table “Which level?” asks “> 5”"),
        (dmn("> 5 => 1", outputs=()), 0, "has no output column"),
        (
            f'<definitions xmlns="{VERSIONS["1.3"]}"><decision id="D" name="Sum"/></definitions>',
            0,
            "not decided by a table",
        ),
        (f'<definitions xmlns="{VERSIONS["1.3"]}"/>', 0, "There is no decision in the file"),
    ],
)
def test_what_is_not_taken_up_is_told(text, tables, sentence):
    found = read_decisions(text.encode(), "test.dmn")
    assert len(found.tables) == tables
    (problem,) = found.problems
    assert sentence in say(problem)
    assert problem.line == 1


def test_a_rule_that_cannot_be_computed_has_no_guard():
    (table,) = read_decisions(dmn('date("2026") => "a"', "- => f(x)").encode(), "test.dmn").tables
    assert [rule.guard is None for rule in table.rules] == [True, False]
    assert (table.rules[0].cells, table.rules[1].results, table.rules[1].texts) == (
        ('date("2026")',),
        (None,),
        ("f(x)",),
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.dmn-empty"),
        (b" \n", "file.dmn-empty"),
        (b"<!DOCTYPE html><html><body><br></body></html>", "file.dmn-other"),
        (b"hello", "file.dmn-not-xml"),
        (b"<definitions><decision></definitions>", "file.broken-xml.tags-crossed"),
        (b'<!DOCTYPE d [<!ENTITY x "y">]><definitions><decision/></definitions>', "file.doctype"),
        (b"<html/>", "file.no-dmn"),
        (
            b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process/></definitions>',
            "file.dmn-is-bpmn",
        ),
        (b"<a>" * 200 + b"</a>" * 200, "file.too-deep"),
    ],
)
def test_what_holds_no_decision_is_refused_in_one_sentence(data, code):
    with pytest.raises(UnreadableFile) as raised:
        read_decisions(data, "test.dmn")
    assert raised.value.code == code
    assert ".bpmn" not in str(raised.value)


def test_cells_with_markup_and_great_length_are_quoted_short():
    found = read_decisions(dmn("<b>" + "x" * 5000 + "</b> ( => 1").encode(), "test.dmn")
    (problem,) = found.problems
    assert len(say(problem)) < 400


@pytest.mark.parametrize(
    ("rule", "guard"),
    [
        ("gold => 1", 'level == "gold"'),
        ('gold, "silver" => 1', 'level in ["gold", "silver"]'),
        ("not(gold, pre-paid) => 1", 'level not in ["gold", "pre-paid"]'),
        ("very good => 1", 'level == "very good"'),
        ("金牌，银牌 => 1", 'level in ["金牌", "银牌"]'),
        ("是 => 1", 'level == "是"'),
        ("null => 1", "level == null"),
    ],
)
@pytest.mark.parametrize("column", ["level:string", "level"])
def test_a_word_without_quotation_marks_in_a_column_of_texts_is_that_text(rule, guard, column):
    found = read_decisions(dmn(rule, '"bronze" => 2', inputs=(column,)).encode(), "test.dmn")
    assert str(found.tables[0].rules[0].guard) == guard
    assert [it.code for it in found.problems] == (["decision.unquoted"] if "null" not in rule else [])


def test_texts_without_quotation_marks_are_told_once_for_each_column():
    data = dmn("gold => 1", "silver => 2", inputs=("level:string",)).encode()
    (problem,) = read_decisions(data, "test.dmn").problems
    assert problem.severity is Severity.INFO
    assert say(problem) == (
        "The column “level” of the table “Which level?” has texts without quotation marks, such as gold. "
        'They are taken as texts; write "gold" so that every tool does.'
    )


def test_a_name_that_the_file_declares_is_that_property():
    declared = '<inputData name="usual"/><decision id="Level"'
    text = dmn("usual => 1", "usual.level => 2", inputs=("level:string",))
    found = read_decisions(text.replace('<decision id="Level"', declared).encode(), "test.dmn")
    assert [str(rule.guard) for rule in found.tables[0].rules] == ["level == usual", "level == usual.level"]
    assert found.problems == ()


@pytest.mark.parametrize("cell", ["大于100", "over 100", "gold", "100-200", "100以上", "not(few)"])
@pytest.mark.parametrize("column", ["amount:number", "amount"])
def test_what_is_no_number_in_a_column_of_numbers_is_told_and_its_rule_left_out(cell, column):
    found = read_decisions(dmn(f"{cell} => 1", "<= 100 => 2", inputs=(column,)).encode(), "test.dmn")
    (problem,) = found.problems
    assert found.tables[0].rules[0].guard is None
    assert f"asks “{cell}”, which cannot be read as a number" in say(problem)


@pytest.mark.parametrize(("column", "cell"), [("kind:string", "gold or silver"), ("vip:boolean", "maybe")])
def test_words_that_may_mean_several_things_are_not_guessed(column, cell):
    (problem,) = read_decisions(dmn(f"{cell} => 1", inputs=(column,)).encode(), "test.dmn").problems
    assert f"asks “{cell}”, which cannot be computed here" in say(problem)


def test_a_priority_without_values_in_order_is_told():
    found = read_decisions(dmn("> 5 => 1", "> 3 => 2", policy="PRIORITY").encode(), "test.dmn")
    (problem,) = found.problems
    assert len(found.tables) == 1
    assert "its output “level” has no list of values that says which comes first" in say(problem)
    ranked = dmn('> 5 => "a"', outputs=('level:string:"b", "a"',), policy="PRIORITY")
    assert read_decisions(ranked.encode(), "test.dmn").problems == ()


@pytest.mark.parametrize(
    "cell", ['< date("2026-01-01")', "2026-01-01", '[date("2026-01-01")..date("2026-02-01")]']
)
def test_a_date_is_not_said_to_be_no_number(cell):
    data = dmn(f"{cell} => 1", '> date("2026-03-01") => 2', inputs=("day:date",)).encode()
    problem = read_decisions(data, "test.dmn").problems[0]
    assert "which cannot be computed here" in say(problem)


def test_possible_values_without_quotation_marks_are_texts():
    columns = {"inputs": ("level:string:gold, 银牌",), "outputs": ("way:string:slow, by hand",)}
    found = read_decisions(
        dmn("gold => by hand", "银牌 => slow", policy="PRIORITY", **columns).encode(), "t.dmn"
    )
    (table,) = found.tables
    assert table.inputs[0].domain == Domain(sort=Sort.TEXT, choices=("gold", "银牌"))
    assert table.outputs[0].values == (Text("slow"), Text("by hand"))
    assert [rule.results for rule in table.rules] == [(Text("by hand"),), (Text("slow"),)]
    assert [it.code for it in found.problems] == ["decision.unquoted"]

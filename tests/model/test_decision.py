"""A decision table decides by its hit policy, is examined for faults, and gives a gateway its guards."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import product

import pytest
from bpmn_text import process, reading_of
from dmn_text import dmn, table_of
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.check.tables import table_problems
from studio.model import Diagram, Label, parse_guard
from studio.model.decision import Decided, evaluate
from studio.model.decision_review import TableFindingKind, examine_table
from studio.model.decision_routing import guards_of, route, with_guards
from studio.reading import read, write
from studio.reading.decisions import read_decisions
from studio.wording import say

LEVELS = ('<= 200 => "Agent"', '(200..1000] => "Lead"', '> 1000 => "Boss"')
TWO = {"inputs": ("amount:number", "kind:string")}


@pytest.mark.parametrize(
    ("policy", "amount", "expected"),
    [
        ("UNIQUE", 500, Decided(rules=(2,), results=({"level": "b"},))),
        ("UNIQUE", 900, Decided(rules=(2, 3), results=(), conflict=True)),
        ("UNIQUE", -5, Decided(rules=(), results=())),
        ("UNIQUE", None, Decided(rules=(), results=())),
        ("FIRST", 900, Decided(rules=(2, 3), results=({"level": "b"},))),
        ("ANY", 900, Decided(rules=(2, 3), results=(), conflict=True)),
        ("ANY", 2000, Decided(rules=(3, 4), results=({"level": "a"},))),
        ("PRIORITY", 900, Decided(rules=(2, 3), results=({"level": "a"},))),
        ("COLLECT", 900, Decided(rules=(2, 3), results=({"level": "b"}, {"level": "a"}))),
        ("RULE ORDER", 2000, Decided(rules=(3, 4), results=({"level": "a"}, {"level": "a"}))),
    ],
)
def test_the_hit_policy_says_what_several_rules_decide(policy, amount, expected):
    rules = ('[0..100] => "c"', '(100..1000] => "b"', '> 800 => "a"', '> 1500 => "a"')
    table = table_of(*rules, outputs=('level:string:"a", "b", "c"',), policy=policy)
    assert evaluate(table, {"amount": amount}) == expected


@pytest.mark.parametrize(("how", "figure"), [("SUM", 6.0), ("MIN", 1.0), ("MAX", 3.0), ("COUNT", 3.0)])
def test_collect_may_make_one_figure_of_its_results(how, figure):
    text = dmn("> 0 => 1", "> 1 => 2", "> 2 => 3", policy="COLLECT").replace(
        'id="T"', f'id="T" aggregation="{how}"'
    )
    (table,) = read_decisions(text.encode(), "test.dmn").tables
    assert evaluate(table, {"amount": 9}).results == ({"level": figure},)


def test_where_no_rule_holds_the_default_result_does():
    text = dmn("> 5 => 1").replace(
        "</output>", "<defaultOutputEntry><text>7</text></defaultOutputEntry></output>"
    )
    (table,) = read_decisions(text.encode(), "test.dmn").tables
    assert evaluate(table, {"amount": 1}).results == ({"level": 7},)
    assert examine_table(table).findings == ()


TABLES = [
    (LEVELS, {}, ""),
    (('<= 200 => "a"', '>= 200 => "b"'), {}, "overlap 1 2"),
    (('< 200 => "a"', '> 200 => "b"'), {}, "gap"),
    (('> 200 => "a"', '> 100 => "b"', "- => 3"), {"policy": "FIRST"}, ""),
    (('> 100 => "a"', '> 200 => "b"', "- => 3"), {"policy": "FIRST"}, "masked 2"),
    (("<= 100 => 1", "> 50 => 2", "> 70 => 3"), {"policy": "FIRST"}, "masked 3"),
    (("> 5 => 1", "> 9 => 1", "<= 5 => 2"), {"policy": "ANY"}, ""),
    (("> 5 => 1", "> 9 => 2", "<= 5 => 2"), {"policy": "ANY"}, "conflict 1 2"),
    (("> 5, < 9 => 1", "[7..6] => 2"), {}, "never 2"),
    (("> 5 => 1", "> 9 => 2"), {"policy": "COLLECT"}, ""),
    (('> 5 | "a" => 1', '<= 5 | "a" => 2', '- | not("a") => 3'), TWO, ""),
    (('> 5 | "a" => 1', '- | "a" => 2', '- | not("a") => 3'), TWO, "overlap 1 2"),
    (('> 5 | "a" => 1', '<= 5 | "a" => 2', '- | "b" => 3'), TWO, "gap open"),
    (('> 5 | "a" => 1', '<= 5 | "a" => 2', '- | "b" => 3'),
     {"inputs": ("amount:number", 'kind:string:"a", "b"')}, ""),
    (("[0..50) => 1", "[50..100] => 2"), {"inputs": ("amount:number:[0..100]",)}, ""),
    (("true => 1", "false => 2"), {"inputs": ("vip:boolean",)}, ""),
    (("null => 1", "> 5 => 2", "<= 5 => 3"), {}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "more", "expected"), TABLES)
def test_faults_of_a_table_are_found_and_shown_by_a_case(rules, more, expected):
    table = table_of(*rules, **more)
    verdict = examine_table(table)
    told = [
        " ".join([finding.kind.value, *map(str, finding.rules), *(["open"] if finding.open else [])])
        for finding in verdict.findings
    ]
    assert "; ".join(told) == expected
    assert verdict.proven
    for finding in verdict.findings:
        holding = {
            rule.number
            for rule in table.rules
            if rule.guard is not None and rule.guard.evaluate(finding.witness)
        }
        match finding.kind:
            case TableFindingKind.OVERLAP | TableFindingKind.CONFLICT:
                assert set(finding.rules) <= holding
            case TableFindingKind.GAP:
                assert not holding
            case TableFindingKind.MASKED:
                assert min(holding) < finding.rules[0] in holding
    for problem in table_problems(table):
        assert "{" not in say(problem) + say(problem, "zh-CN")
        assert problem.element == "Level"


CELLS = {"amount": ["-", "> 1", "<= 1", "[1..2)", ">= 2", "null"], "kind": ["-", '"a"', '"b"', 'not("a")']}
GRID = [
    dict(zip(("amount", "kind"), row, strict=True))
    for row in product([None, 0.0, 1.0, 1.5, 2.0, 3.0], [None, "a", "b", "c"])
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(CELLS["amount"]), st.sampled_from(CELLS["kind"]), st.integers(1, 2)),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["UNIQUE", "FIRST", "ANY"]),
)
def test_what_is_found_in_any_table_is_what_every_case_tried_shows(rows, policy):
    table = table_of(
        *(f"{amount} | {kind} => {result}" for amount, kind, result in rows), policy=policy, **TWO
    )
    verdict = examine_table(table)
    decided = [evaluate(table, values) for values in GRID]
    whole = [it for it, values in zip(decided, GRID, strict=True) if None not in values.values()]
    kinds = {finding.kind for finding in verdict.findings}
    assert (TableFindingKind.GAP in kinds) is any(not it.rules for it in whole)
    assert bool(kinds & {TableFindingKind.OVERLAP, TableFindingKind.CONFLICT}) is any(
        it.conflict for it in whole
    )
    dead = {finding.rules[0] for finding in verdict.findings if finding.kind == TableFindingKind.NEVER}
    assert dead == {rule.number for rule in table.rules if not any(rule.number in it.rules for it in decided)}
    if policy == "FIRST":
        masked = {finding.rules[0] for finding in verdict.findings if finding.kind == TableFindingKind.MASKED}
        deciding = {it.rules[0] for it in decided if it.rules}
        assert masked == {rule.number for rule in table.rules} - deciding - dead


def test_a_large_table_is_examined_in_good_time():
    rules = [
        f"[{n * 10}..{n * 10 + 10}) | [{m * 5}..{m * 5 + 5}) | - => {n}" for n in range(10) for m in range(10)
    ]
    table = table_of(*rules, inputs=("a:number", "b:number", "c:string"))
    start = time.process_time()
    verdict = examine_table(table)
    assert [finding.kind for finding in verdict.findings] == [TableFindingKind.GAP]
    assert verdict.proven
    assert time.process_time() - start < 10


# At a gateway

FILE = process(
    '<startEvent id="S"/><exclusiveGateway id="G" name="Which level?"/>'
    '<task id="A"/><task id="B"/><task id="C"/>'
    '<sequenceFlow id="F0" sourceRef="S" targetRef="G"/>'
    '<sequenceFlow id="F1" name="Agent" sourceRef="G" targetRef="A"/>'
    '<sequenceFlow id="F2" name="lead " sourceRef="G" targetRef="B"/>'
    '<sequenceFlow id="F3" name="主管" sourceRef="G" targetRef="C"/>'
)


def gateway(**labels: str) -> Diagram:
    """The diagram of FILE, its ways with other names."""
    diagram = reading_of(FILE).diagram
    named = [replace(flow, name=labels.get(flow.id, flow.name)) for flow in diagram.flows]
    english = [replace(it, labels=(Label("en", "Boss"),)) if it.id == "F3" else it for it in named]
    return replace(diagram, flows=tuple(english))


def test_a_table_gives_each_way_its_guard():
    assert guards_of(table_of(*LEVELS), gateway(), "G") == {
        "F1": "amount <= 200",
        "F2": "amount > 200 and amount <= 1000",
        "F3": "amount > 1000",
    }
    assert route(table_of(*LEVELS), gateway(), "G").problems == ()


def test_rules_with_one_result_are_joined():
    table = table_of('<= 200 | - => "Agent"', '> 200 | "a" => "Agent"', '> 200 | not("a") => "Lead"', **TWO)
    assert guards_of(table, gateway(), "G") == {
        "F1": 'amount <= 200 or amount > 200 and kind == "a"',
        "F2": 'amount > 200 and kind != "a"',
    }


@pytest.mark.parametrize("policy", ["FIRST", "PRIORITY"])
def test_guards_of_rules_that_overlap_are_made_exclusive(policy):
    outputs = ('level:string:"Agent", "Lead", "Boss"',)
    table = table_of('<= 200 => "Agent"', '<= 1000 => "Lead"', '- => "Boss"', policy=policy, outputs=outputs)
    guards = guards_of(table, gateway(), "G")
    assert guards == {
        "F1": "amount <= 200",
        "F2": "amount <= 1000 and amount > 200",
        "F3": "amount > 200 and amount > 1000",
    }
    for amount in (0, 200, 201, 1000, 1001):
        holding = [flow for flow, text in guards.items() if parse_guard(text).evaluate({"amount": amount})]
        (result,) = evaluate(table, {"amount": amount}).results
        assert holding == [{"Agent": "F1", "Lead": "F2", "Boss": "F3"}[result["level"]]]


@pytest.mark.parametrize(("yes", "no"), [("Yes", "No"), ("是", "否"), ("ja", "nein")])
def test_true_and_false_are_yes_and_no(yes, no):
    diagram = gateway(F1=yes, F2=no, F3="otherwise")
    table = table_of("> 5 => true", "<= 5 => false", outputs=("ok:boolean",))
    routed = route(table, diagram, "G")
    assert dict(routed.guards) == {"F1": "amount > 5", "F2": "amount <= 5"}
    assert routed.problems == ()


def test_a_way_without_a_label_goes_by_the_name_of_what_it_leads_to():
    diagram = gateway(F1="", F2="")
    called = {"A": "Agent", "B": "Ask the lead"}
    nodes = tuple(replace(node, name=called.get(node.id, node.name)) for node in diagram.nodes)
    table = table_of('<= 200 => "agent"', '(200..1000] => "Ask the lead"', '> 1000 => "Boss"')
    routed = route(table, replace(diagram, nodes=nodes), "G")
    assert dict(routed.guards) == {
        "F1": "amount <= 200",
        "F2": "amount > 200 and amount <= 1000",
        "F3": "amount > 1000",
    }
    assert routed.problems == ()


def test_a_result_without_way_and_a_way_without_result_are_told():
    routed = route(table_of('> 5 => "Agent"', '<= 5 => "Nobody"'), gateway(), "G")
    assert [say(problem) for problem in routed.problems] == [
        "The table “Which level?” decides “Nobody”, but no way is called so. Name a way like the result.",
        "No rule of the table “Which level?” decides “lead”. Add a rule, or take the way out.",
        "No rule of the table “Which level?” decides “主管”. Add a rule, or take the way out.",
    ]


def test_a_table_with_many_results_chooses_no_way():
    routed = route(table_of(*LEVELS, policy="COLLECT"), gateway(), "G")
    assert routed.guards == {}
    assert [problem.code for problem in routed.problems] == ["decision.many-results"]


def test_guards_are_kept_in_the_file():
    diagram = reading_of(FILE).diagram
    changed = with_guards(diagram, guards_of(table_of(*LEVELS[:2]), diagram, "G"))
    again = read(write(changed, FILE.encode()), "test.bpmn").diagram
    assert {flow.id: flow.condition for flow in again.flows if flow.source == "G"} == {
        "F1": "amount <= 200",
        "F2": "amount > 200 and amount <= 1000",
        "F3": "",
    }
    fresh = read(write(changed), "test.bpmn").diagram
    assert [flow.condition for flow in fresh.flows] == [flow.condition for flow in again.flows]

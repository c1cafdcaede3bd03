"""Each rule finds what it is named after, at the right element, and leaves alone what is fine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bpmn_text import MODEL, definitions, diagram_of, process, reading_of, shape
from building import drawn

from studio.check.lint import RULES, lint, rule_of
from studio.model import Diagram, Problem, Severity
from studio.wording import SENTENCES, say

START, END = '<startEvent id="S"/>', '<endEvent id="E"/>'


def flow(source: str, target: str, more: str = "", inside: str = "") -> str:
    return (
        f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}" {more}>'
        f"{inside}</sequenceFlow>"
    )


def condition(text: str) -> str:
    return f"<conditionExpression>{text}</conditionExpression>"


def event(tag: str, id: str, definition: str = "", more: str = "") -> str:
    return f'<{tag} id="{id}" {more}>{definition}</{tag}>'


def elements(rule: str, diagram: Diagram) -> list[tuple[str, str]]:
    """What a rule says of which element: the last word of the code where the rule says several things."""
    found = RULES[rule].find(diagram)
    return [(finding.code.removeprefix(f"lint.{rule}").lstrip("."), finding.element) for finding in found]


def ids(rule: str, diagram: Diagram) -> list[str]:
    return [element for _, element in elements(rule, diagram)]


DRAWINGS = {
    "start-event-required": ("A > End", ["P"]),
    "end-event-required": ("Start > A", ["P"]),
    "no-implicit-start": ("A > End", ["A"]),
    "no-implicit-end": ("Start > A", ["A"]),
    "single-blank-start-event": ("Start > Xor > A > End\nStart2 > Xor", ["Start2"]),
    "superfluous-termination": ("Start > A > Terminate", ["Terminate"]),
    "event-based-gateway": ("Start > First > Timer > End", ["First"]),
    "conditional-flows": ("Start > Xor > A > End\nXor > B > End2", ["Xor"]),
    "fake-join": ("Start > Xor > A > End\nXor > B > A", ["A"]),
    "no-implicit-split": ("Start > A > End\nA > B > End2", ["A"]),
    "no-inclusive-gateway": ("Start > Or > End", ["Or"]),
    "no-gateway-join-fork": ("Start > Xor > A > Xor > End", ["Xor"]),
    "superfluous-gateway": ("Start > Xor > A > End", ["Xor"]),
    "no-disconnected": ("Start > A > End\nB", ["B"]),
    "gateway-chain": ("Start > And > A > And2 > And3 > End\nAnd > B > And2\nAnd > C > And3", ["And3"]),
}
"""For each rule a drawing that breaks it, and where."""

ORDINARY = """
Start > Check > Xor > Accept > Xor_join > End
Xor > Decline > Xor_join
Check ! Timer_late > Remind > End2
"""
MAY_BE_ORDINARY = {"conditional-flows"}
"""Its drawing says nothing of conditions."""


@pytest.mark.parametrize("rule", DRAWINGS)
def test_a_drawing_that_breaks_a_rule_is_found_where_it_does(rule):
    drawing, expected = DRAWINGS[rule]
    assert ids(rule, drawn(drawing)) == expected


@pytest.mark.parametrize("rule", sorted(DRAWINGS.keys() - MAY_BE_ORDINARY))
def test_an_ordinary_drawing_breaks_no_rule(rule):
    assert ids(rule, drawn(ORDINARY)) == []


def test_every_rule_has_a_test():
    here = Path(__file__).read_text(encoding="utf-8")
    assert [rule for rule in RULES if f'"{rule}"' not in here] == []


# Beginnings


def test_an_element_that_nothing_leads_to_beside_a_start_is_a_warning():
    diagram = drawn("Start > A > End\nB > A")
    assert elements("no-implicit-start", diagram) == [("beside", "B")]
    (problem,) = [it for it in lint(diagram) if it.code == "lint.no-implicit-start.beside"]
    assert problem.severity is Severity.WARNING


def test_what_something_else_sets_off_is_no_implicit_start():
    body = (
        START
        + event("receiveTask", "Receive", more='instantiate="true"')
        + event("task", "Undo", more='isForCompensation="true"')
        + event("subProcess", "Whenever", more='triggeredByEvent="true"')
        + event("intermediateCatchEvent", "Link", '<linkEventDefinition name="x"/>')
        + '<adHocSubProcess id="Any"><task id="T"/></adHocSubProcess>'
        + flow("S", "Any")
    )
    assert ids("no-implicit-start", diagram_of(process(body))) == []


@pytest.mark.parametrize(("around", "rule"), [
    ("", "sub-process-blank-start-event"),
    ('triggeredByEvent="true"', "event-sub-process-typed-start-event"),
])  # fmt: skip
def test_the_start_of_a_sub_process_fits_what_sets_it_off(around, rule):
    body = (
        f'<subProcess id="Sub" {around}><startEvent id="Blank"/>'
        f'<startEvent id="Timed"><timerEventDefinition/></startEvent></subProcess>'
    )
    expected = ["Blank"] if around else ["Timed"]
    assert ids(rule, diagram_of(process(body))) == expected


def test_an_event_sub_process_that_nothing_sets_off_is_an_error():
    body = '<subProcess id="Sub" triggeredByEvent="true"><startEvent id="Blank"/></subProcess>'
    severities = {it.code: it.severity for it in lint(diagram_of(process(body)))}
    assert severities["lint.event-sub-process-typed-start-event"] is Severity.ERROR


def test_ad_hoc_sub_processes_need_neither_start_nor_end():
    diagram = diagram_of(process('<adHocSubProcess id="Any"><task id="T"/></adHocSubProcess>'))
    assert "Any" not in ids("start-event-required", diagram) + ids("end-event-required", diagram)


# Ends


def test_links_compensation_and_event_sub_processes_are_no_implicit_ends():
    body = (
        event("intermediateThrowEvent", "Link", '<linkEventDefinition name="x"/>')
        + '<task id="Work"/>'
        + event("boundaryEvent", "Back", "<compensateEventDefinition/>", 'attachedToRef="Work"')
        + event("task", "Undo", more='isForCompensation="true"')
        + event("subProcess", "Whenever", more='triggeredByEvent="true"')
        + '<association id="Dots" sourceRef="Back" targetRef="Undo"/>'
    )
    assert ids("no-implicit-end", diagram_of(process(body))) == ["Work"]


@pytest.mark.parametrize(
    "other",
    ["Start > And > A > Terminate\nAnd > B > Terminate", "Start > A > Terminate\nA ~ Timer > End",
     "Start > A > Terminate\nA > B > End", "A > Terminate\nB > Terminate"],
)  # fmt: skip
def test_a_termination_is_of_use_where_something_else_may_be_under_way(other):
    assert ids("superfluous-termination", drawn(other)) == []


def test_a_termination_is_superfluous_after_choices_and_interruptions():
    diagram = drawn("Start > Xor > A > Terminate\nXor > B > End\nA ! Timer > End2")
    assert ids("superfluous-termination", diagram) == ["Terminate"]


def test_ends_of_one_name_are_told_once():
    diagram = drawn("Start > Xor > End\nXor > A > End2\nXor > B > End3\nXor > C > End4")
    names = {"End": "Closed", "End2": "closed", "End3": "Closed", "End4": "Declined"}
    diagram = replace(diagram, nodes=tuple(replace(it, name=names.get(it.id, "")) for it in diagram.nodes))
    assert ids("same-end", diagram) == ["End2"]
    (problem,) = [it for it in lint(diagram) if it.code == "lint.same-end"]
    assert say(problem).startswith("3 ends are called “Closed”.")


# Gateways


def decision(*branches: str, default: str = "") -> Diagram:
    """An exclusive gateway with branches to A, B …, each with more attributes and what stands inside."""
    steps = [f'<task id="{id}"/>' for id in "ABC"[: len(branches)]]
    flows = [flow("X", id, *branch.split("|")) for id, branch in zip("ABC", branches, strict=False)]
    gateway = f'<exclusiveGateway id="X" {default}/>'
    return diagram_of(process("".join([START, flow("S", "X"), gateway, *steps, *flows])))


def test_a_branch_is_said_by_a_name_a_condition_or_being_the_default():
    said = decision('name="yes"', f"|{condition('amount > 5')}", "", default='default="X-C"')
    assert ids("conditional-flows", said) == []


def test_silent_branches_of_a_decision_are_told_once_with_their_number():
    (problem,) = [it for it in lint(decision('name="yes"', "", "")) if it.code == "lint.conditional-flows"]
    assert problem.element == "X"
    assert say(problem) == "2 of 3 branches do not say when they are taken. Name the answer at each."
    (problem,) = [it for it in lint(decision('name="yes"', "")) if it.code == "lint.conditional-flows"]
    assert say(problem).startswith("1 of 2 branches does not say when it is taken.")


def test_a_step_with_conditional_ways_on_decides_too():
    body = '<task id="T"/><task id="A"/><task id="B"/>' + flow("T", "A", "", condition("x > 1"))
    assert ids("conditional-flows", diagram_of(process(body + flow("T", "B")))) == ["T"]


def test_a_condition_after_an_event_gateway_is_told_at_the_flow():
    body = (
        '<eventBasedGateway id="G"/>'
        + event("intermediateCatchEvent", "A", "<timerEventDefinition/>")
        + event("intermediateCatchEvent", "B", "<messageEventDefinition/>")
        + flow("G", "A", "", condition("x > 1"))
        + flow("G", "B")
    )
    assert elements("event-based-gateway", diagram_of(process(body))) == [("condition", "G-A")]


def test_conditions_make_no_implicit_split():
    body = '<task id="T"/><task id="A"/><task id="B"/>'
    flows = flow("T", "A", "", condition("x > 1")) + flow(
        "T", "B", "", condition("x <= 1").replace("<=", "&lt;=")
    )
    assert ids("no-implicit-split", diagram_of(process(body + flows))) == []


def test_complex_gateways_are_warned_of():
    diagram = diagram_of(process('<complexGateway id="G"/>'))
    assert ids("no-complex-gateway", diagram) == ["G"]


@pytest.mark.parametrize(
    ("drawing", "names", "found"),
    [
        ("Start > Xor > A\nXor > Xor2 > B\nXor2 > C", {}, ["Xor2"]),
        ("Start > Xor > A\nXor > Xor2 > B\nXor2 > C", {"Xor2": "And who pays?"}, []),
        ("Start > And > A\nAnd > And2 > B\nAnd2 > C", {"And2": "Named"}, ["And2"]),
        ("Start > And > A\nAnd > Xor2 > B\nXor2 > C", {}, []),
    ],
)
def test_a_second_question_makes_no_chain(drawing, names, found):
    diagram = drawn(drawing)
    diagram = replace(diagram, nodes=tuple(replace(it, name=names.get(it.id, "")) for it in diagram.nodes))
    assert ids("gateway-chain", diagram) == found


def test_gateways_of_two_lanes_make_no_chain():
    lanes = {"And": "Desk", "And2": "Back office"}
    assert ids("gateway-chain", drawn("Start > And > A\nAnd > And2 > B\nAnd2 > C", lanes=lanes)) == []


def test_a_join_at_which_a_loop_begins_again_makes_no_chain():
    drawing = "Start > Xor > A > Xor_join\nXor > B > Xor_join > Xor_again > C > Xor2 > End\nXor2 > Xor_again"
    assert ids("gateway-chain", drawn(drawing)) == []


# Connections and events


def test_boundary_events_and_compensation_are_connected_without_a_flow():
    body = (
        START
        + '<task id="T"/>'
        + flow("S", "T")
        + event("boundaryEvent", "B", "<timerEventDefinition/>", 'attachedToRef="T"')
        + event("task", "Undo", more='isForCompensation="true"')
    )
    assert ids("no-disconnected", diagram_of(process(body))) == []


def test_a_second_flow_on_the_same_condition_is_told_at_the_second():
    body = '<task id="A"/><task id="B"/>' + flow("A", "B")
    twice = body + flow("A", "B").replace('id="A-B"', 'id="again"')
    assert ids("no-duplicate-sequence-flows", diagram_of(process(twice))) == ["again"]
    other = body + flow("A", "B", "", condition("x > 1")).replace('id="A-B"', 'id="again"')
    assert ids("no-duplicate-sequence-flows", diagram_of(process(other))) == []


def test_two_ways_of_a_choice_to_one_place_are_not_said_to_be_done_twice():
    body = '<exclusiveGateway id="A"/><task id="B"/>' + flow("A", "B")
    twice = body + flow("A", "B").replace('id="A-B"', 'id="again"')
    assert elements("no-duplicate-sequence-flows", diagram_of(process(twice))) == [("either", "again")]


def test_starts_ends_and_stray_events_of_ad_hoc_sub_processes_are_told():
    inside = START + END + event("intermediateCatchEvent", "C", "<timerEventDefinition/>") + '<task id="T"/>'
    diagram = diagram_of(process(f'<adHocSubProcess id="Any">{inside}</adHocSubProcess>'))
    assert elements("ad-hoc-sub-process", diagram) == [("", "S"), ("", "E"), ("catch", "C")]
    assert next(it for it in lint(diagram) if it.element == "C").code == "lint.ad-hoc-sub-process.catch"
    assert not [it for it in lint(diagram) if it.code == "lint.no-implicit-end" and it.element == "C"]


def links(*pairs: tuple[str, str, str]) -> Diagram:
    """Link events by direction, id and name."""
    tags = {"to": "intermediateThrowEvent", "from": "intermediateCatchEvent"}
    return diagram_of(
        process(
            "".join(event(tags[way], id, f'<linkEventDefinition name="{name}"/>') for way, id, name in pairs)
        )
    )


def test_links_that_belong_together_are_fine_also_several_into_one():
    assert elements("link-event", links(("to", "A", "x"), ("to", "B", "x"), ("from", "C", "x"))) == []


def test_links_without_counterpart_name_or_use_are_told():
    diagram = links(("to", "A", "x"), ("from", "B", "y"), ("to", "C", ""), ("to", "D", "z"),
                    ("from", "E", "z"), ("from", "F", "z"))  # fmt: skip
    assert elements("link-event", diagram) == [("catch", "A"), ("throw", "B"), ("name", "C"), ("twice", "F")]


def test_an_event_of_two_definitions_is_told():
    both = "<timerEventDefinition/><messageEventDefinition/>"
    body = event("startEvent", "S", both) + event("startEvent", "S2", "<timerEventDefinition/>")
    assert ids("single-event-definition", diagram_of(process(body))) == ["S"]


@pytest.mark.parametrize(("executable", "found"), [("true", ["S"]), ("false", [])])
def test_a_condition_is_missed_only_where_it_would_be_executed(executable, found):
    inside = event("startEvent", "S", "<conditionalEventDefinition/>") + event(
        "startEvent",
        "T",
        "<conditionalEventDefinition><condition>x > 1</condition></conditionalEventDefinition>",
    )
    text = definitions(f'<process id="P" isExecutable="{executable}">{inside}</process>')
    assert ids("conditional-event", diagram_of(text)) == found


def test_declarations_need_a_name_of_their_own_and_a_use():
    declared = (
        '<message id="M1" name="Order"/><message id="M2" name="Order"/><signal id="S1" name="Order"/>'
        '<error id="R1"/><escalation id="C1" name="Nobody"/>'
    )
    used = "".join(
        event("intermediateCatchEvent", f"E{n}", f'<{kind}EventDefinition {kind}Ref="{id}"/>')
        for n, (kind, id) in enumerate([("message", "M1"), ("signal", "S1"), ("error", "R1")])
    )
    body = f'<process id="P">{used}<receiveTask id="T" messageRef="M2"/></process>'
    diagram = diagram_of(definitions(declared + body))
    assert elements("global", diagram) == [("twice", "M1"), ("twice", "M2"), ("name", "R1"), ("unused", "C1")]
    lines = {it.element: it.line for it in lint(diagram) if it.code.startswith("lint.global")}
    assert lines == dict.fromkeys(("M1", "M2", "R1", "C1"), 1)


# Names


def test_names_are_missed_at_steps_events_decisions_pools_lanes_and_conditional_flows():
    diagram = decision(f"|{condition('a > 1')}", 'name="no"')
    assert elements("label-required", diagram) == [
        ("decision", "X"), ("step", "A"), ("step", "B"), ("", "X-A"),
    ]  # fmt: skip
    pools = definitions(
        '<collaboration><participant id="Desk"/></collaboration>'
        '<process id="P"><laneSet><lane id="L"/></laneSet></process>'
    )
    assert elements("label-required", reading_of(pools).diagram) == [("", "Desk"), ("", "L")]


def test_no_name_is_missed_at_joins_parallel_gateways_and_sub_processes():
    diagram = drawn("Start > And > A > Xor > Sub > End\nAnd > B > Xor\nSub: C > D")
    assert ids("label-required", diagram) == ["A", "B", "C", "D"]


def test_the_only_plain_start_and_end_need_no_name():
    assert ids("label-required", drawn("Start > End\nSub: Start_in > End_in\nStart > Sub")) == []
    assert ids("label-required", drawn("Start > End\nStart > End2")) == ["End", "End2"]
    timed = process('<startEvent id="S"><timerEventDefinition/></startEvent>')
    assert ids("label-required", diagram_of(timed)) == ["S"]


def test_a_name_in_any_language_is_a_name():
    label = '<extensionElements><studio:label lang="en">Check</studio:label></extensionElements>'
    assert ids("label-required", diagram_of(process(f'<task id="T">{label}</task>'))) == []


def test_steps_of_one_name_are_told_once():
    body = '<task id="A" name="Call back"/><task id="B" name="call back"/><task id="C" name="Close"/>'
    assert ids("same-label", diagram_of(process(body))) == ["B"]


@pytest.mark.parametrize(
    "name",
    ["Contract verification", "Payment", "Customer registration", "Complaint handling",
     "Claims management review meeting", "客户信息表", "客户资料"],
)  # fmt: skip
def test_a_name_without_doing_is_told(name):
    assert ids("verbless-label", diagram_of(process(f'<task id="T" name="{name}"/>'))) == ["T"]


@pytest.mark.parametrize(
    "name",
    ["Handle complaint", "Perform credit evaluation", "Escalate", "Re-check documentation", "Call customer",
     "Process payment", "处理投诉", "投诉处理", "填写客户信息表", "核对订单", "回访", "归档文件", "审批单",
     "A", "T-17", "Rechnungsprüfung", "Wait", "Send payment",
     "Ask the customer for all missing documentation",
     "Kundenservice"],
)  # fmt: skip
def test_in_doubt_a_name_says_what_is_done(name):
    assert ids("verbless-label", diagram_of(process(f'<task id="T" name="{name}"/>'))) == []


# Picture and size


def placed(*places: tuple[str, float, float, float, float], body: str = "") -> Diagram:
    tasks = "".join(f'<task id="{id}"/>' for id, *_ in places)
    return reading_of(process(body or tasks, "".join(shape(id, *place) for id, *place in places))).diagram


def test_elements_without_place_are_told_and_lines_between_placed_ones():
    drawing = shape("A", 0, 0, 100, 80) + shape("B", 200, 0, 100, 80)
    body = '<task id="A"/><task id="B"/><task id="C"/>' + flow("A", "B") + flow("B", "C")
    assert ids("no-bpmndi", reading_of(process(body, drawing)).diagram) == ["C", "A-B"]


def test_what_the_reader_said_of_places_is_not_said_again():
    drawing = shape("A", 0, 0, 100, 80) + shape("B", 200, 0, 100, 80)
    body = '<task id="A"/><task id="B"/><task id="C"/>' + flow("A", "B") + flow("B", "C")
    reading = reading_of(process(body, drawing))
    told = [it.element for it in lint(reading.diagram, reading.problems) if it.code == "lint.no-bpmndi"]
    assert told == ["A-B"]
    bare = reading_of(process(body))
    assert not [it for it in lint(bare.diagram, bare.problems) if it.code == "lint.no-bpmndi"]


def test_covering_elements_are_told_at_the_one_further_right():
    diagram = placed(("A", 0, 0, 100, 80), ("B", 90, 70, 100, 80), ("C", 190, 70, 100, 80))
    assert elements("no-overlapping-elements", diagram) == [("", "B")]
    (problem,) = [it for it in lint(diagram) if it.code == "lint.no-overlapping-elements"]
    assert say(problem).startswith("The element covers Step A.")


def test_elements_that_only_touch_do_not_cover_each_other():
    assert (
        ids(
            "no-overlapping-elements",
            placed(("A", 0, 0, 100, 80), ("B", 100, 0, 100, 80), ("C", 0, 80, 9, 9)),
        )
        == []
    )


def test_every_covering_pair_of_many_random_shapes_is_found():
    """The sweep says of each shape that it keeps that it covers none of the others it keeps."""
    numbers = [(n * 7919) % 1009 for n in range(400)]
    places = [
        (f"N{n}", numbers[n] * 3, numbers[(n * 31 + 7) % 400] * 3, 60 + n % 50, 40 + n % 30)
        for n in range(200)
    ]
    found = set(ids("no-overlapping-elements", placed(*places)))
    kept = [place for place in places if place[0] not in found]
    for number, (_, x, y, width, height) in enumerate(kept):
        for _, left, top, wide, high in kept[number + 1 :]:
            assert x >= left + wide or left >= x + width or y >= top + high or top >= y + height
    for id, x, y, width, height in places:
        if id in found:
            assert any(
                x < left + wide and left < x + width and y < top + high and top < y + height
                for other, left, top, wide, high in kept
                if other != id
            )


def test_an_element_outside_of_its_sub_process_is_told():
    body = '<subProcess id="Sub"><task id="In"/><task id="Out"/></subProcess>'
    drawing = [("Sub", 0, 0, 300, 200), ("In", 10, 10, 100, 80), ("Out", 280, 10, 100, 80)]
    shapes = "".join(shape(id, *place, attributes='isExpanded="true"') for id, *place in drawing)
    diagram = reading_of(process(body, shapes)).diagram
    assert elements("no-overlapping-elements", diagram) == [("outside", "Out")]


def test_a_boundary_event_sits_on_its_activity():
    body = '<task id="A"/>' + event("boundaryEvent", "B", "<timerEventDefinition/>", 'attachedToRef="A"')
    diagram = placed(("A", 0, 0, 100, 80), ("B", 82, 62, 36, 36), body=body)
    assert ids("no-overlapping-elements", diagram) == []


def test_a_picture_of_more_than_fifty_elements_is_large_but_not_what_is_folded_away():
    steps = " > ".join(f"T{n}" for n in range(60))
    assert ids("too-large", drawn(f"Start > {steps} > End")) == ["P"]
    folded = drawn(f"Start > Sub > End\nSub: {steps}")
    folded = replace(folded, nodes=tuple(replace(it, collapsed=it.id == "Sub") for it in folded.nodes))
    assert ids("too-large", folded) == []


def test_sub_processes_four_levels_deep_are_told_at_the_fourth():
    deep = drawn("Start > Sub1 > End\nSub1: Sub2\nSub2: Sub3\nSub3: Sub4\nSub4: Sub5\nSub5: A")
    assert ids("deep-nesting", deep) == ["Sub4"]


# All rules together


def codes(diagram: Diagram) -> set[tuple[str, str | None]]:
    return {(it.code.removeprefix("lint."), it.element) for it in lint(diagram)}


def test_one_fault_gives_one_problem():
    """A step that nothing touches is not also called a start, an end, and a process without both."""
    diagram = drawn("Start > A > End\nB")
    named = replace(diagram, nodes=tuple(replace(it, name=f"Do {it.id}") for it in diagram.nodes))
    assert {it for it in codes(named) if it[0] != "no-bpmndi"} == {("no-disconnected", "B")}


def test_a_missing_start_is_told_at_the_step_that_begins_instead():
    found = codes(drawn("A > End"))
    assert ("no-implicit-start", "A") in found
    assert not [it for it in found if it[0] == "start-event-required"]


def test_a_process_that_is_a_mere_circle_lacks_start_and_end():
    assert {("start-event-required", "P"), ("end-event-required", "P")} <= codes(drawn("A > B > A"))


def test_empty_processes_and_sub_processes_are_spared():
    text = process(f'{START}<subProcess id="Sub"/>{END}{flow("S", "Sub")}{flow("Sub", "E")}')
    assert not [it for it in lint(diagram_of(text)) if it.code.endswith("-required") and it.element == "Sub"]
    assert lint(reading_of(f'<definitions xmlns="{MODEL}"><process id="P"/></definitions>').diagram) == ()


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_rule_says_what_it_is_for(rule):
    assert rule.purpose.endswith(".")


def test_only_what_cannot_work_is_an_error():
    errors = [name for name, rule in RULES.items() if rule.severity is Severity.ERROR]
    assert errors == ["event-sub-process-typed-start-event"]


def test_every_sentence_of_lint_belongs_to_a_rule():
    said = [code for code in SENTENCES if code.startswith("lint.")]
    assert said
    for code in said:
        assert rule_of(Problem(code=code, severity=Severity.INFO)) is not None
    assert rule_of(Problem(code="flow.no-target", severity=Severity.ERROR)) is None


def test_nothing_hangs_on_the_order_of_rules_or_runs():
    diagram = drawn(ORDINARY)
    assert lint(diagram) == lint(diagram)
    assert lint(diagram, lint(diagram)) == lint(diagram)

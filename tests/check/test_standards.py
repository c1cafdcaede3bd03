"""The four questions: what counts, what passes, what is lacking, and what it comes to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_drawn import desk, stated

from studio.check.standards import Question, library_standards, standards
from studio.errors import StudioError
from studio.model import Problem, Severity
from studio.reading import read
from studio.scenario import complete

LANES = {"A": "Agents", "B": "Leads"}
DONE = {"method": "SOP-1", "standardTime": "6 min"}
LADDER = {"P": {"ladder": "Head (1 h)"}}
LINE = "Start > A > B > End"


def failing(diagram, question, scenario=None, **more):
    """The failing elements with what they lack."""
    answer = standards(diagram, scenario, **more).answer(question)
    return {problem.element: problem.code.partition(".")[2] for problem in answer.failed}


def passing(diagram, question, scenario=None):
    return standards(diagram, scenario).answer(question).passed


# -- a complete flow diagram -------------------------------------------------------------------------


def test_every_node_and_the_process_itself_count():
    answer = standards(desk(LINE)).answer(Question.DIAGRAM)
    assert (answer.passed, answer.failed, answer.share) == (("P", "Start", "A", "B", "End"), (), 1.0)
    assert answer.is_yes


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("A > B > End", {"P": "no-start"}),
        ("Start > A > B", {"P": "no-end", "B": "dead-end"}),
        ("Start > A > End\nB > End", {"B": "unreached"}),
        ("Start > A > End\nB > C > B", {"B": "unreached", "C": "unreached"}),
        ("Start > Xor > End\nXor > A", {"A": "dead-end", "Xor": "undecided"}),
        ("", {"P": "empty"}),
        ("Start > Sub > End\nSub: Start_in > A > End_in", {}),
        ("Start > Sub > End\nSub: Start_in > A", {"A": "dead-end"}),
    ],
)
def test_every_start_reaches_an_end_and_nothing_is_left_hanging(text, lacking):
    assert failing(desk(text), Question.DIAGRAM) == lacking


def test_a_loop_without_a_way_out_is_named():
    text = "Start > Xor > End\nXor > A > B > A"
    names = {"Xor-A": "Yes", "Xor-End": "No"}
    found = failing(desk(text, names=names), Question.DIAGRAM)
    assert {found[id] for id in ("A", "B")} <= {"no-way-out", "unsound"}
    assert "Start" not in found


def test_a_loose_flow_that_the_reader_left_out_counts():
    told = [Problem(code="flow.no-target", severity=Severity.WARNING, element="F", line=9)]
    assert failing(desk(LINE), Question.DIAGRAM, told=told) == {"F": "loose-flow"}
    other = [Problem(code="layout.none", severity=Severity.INFO)]
    assert failing(desk(LINE), Question.DIAGRAM, told=other) == {}


CHOICE = "Start > Xor > A > End\nXor > B > End_2"


@pytest.mark.parametrize(
    ("names", "decided"),
    [({}, False), ({"Xor-A": "Yes"}, False), ({"Xor-A": "Yes", "Xor-B": "No"}, True)],
)
def test_every_way_of_a_decision_is_labelled(names, decided):
    lacking = failing(desk(CHOICE, names=names), Question.DIAGRAM)
    assert lacking == ({} if decided else {"Xor": "undecided"})


def test_a_condition_and_a_default_decide_as_well():
    diagram = desk(CHOICE)
    flows = tuple(
        replace(flow, condition="amount > 5") if flow.id == "Xor-A" else flow for flow in diagram.flows
    )
    nodes = tuple(replace(node, default="Xor-B") if node.id == "Xor" else node for node in diagram.nodes)
    assert failing(replace(diagram, flows=flows), Question.DIAGRAM) == {"Xor": "undecided"}
    assert failing(replace(diagram, flows=flows, nodes=nodes), Question.DIAGRAM) == {}


def test_routing_that_is_stated_decides_and_assumed_routing_does_not():
    diagram = desk(CHOICE)
    both = stated("routing: {Xor: {Xor-A: 80 %, Xor-B: 20 %}}", diagram)
    assert failing(diagram, Question.DIAGRAM, both) == {}
    assert failing(diagram, Question.DIAGRAM, complete(None, diagram)) == {"Xor": "undecided"}


def test_parallel_ways_need_no_label():
    assert failing(desk("Start > And > A > And_2 > End\nAnd > B > And_2"), Question.DIAGRAM) == {}


def test_a_fault_of_soundness_fails_where_it_shows():
    names = {"Xor-A": "Yes", "Xor-B": "No"}
    stuck = desk("Start > Xor > A > And > End\nXor > B > And", names=names)
    found = failing(stuck, Question.DIAGRAM)
    assert "unsound" in found.values()
    assert failing(stuck, Question.DIAGRAM, sound=()) == {}


# -- a standard method, a standard time ----------------------------------------------------------------


def test_each_step_that_people_do_has_a_method():
    diagram = desk("Start > A > B > Service_x > Receive_y > End", told={"A": DONE})
    assert failing(diagram, Question.METHOD) == {"B": "no-method"}
    assert passing(diagram, Question.METHOD) == ("A",)
    assert standards(diagram).answer(Question.METHOD).share == 0.5


def test_a_note_is_no_method_and_a_call_has_that_of_the_called_process():
    diagram = desk("Start > A > Call_x > End")
    noted = tuple(
        replace(node, documentation="How to do it") if node.id == "A" else node for node in diagram.nodes
    )
    assert failing(replace(diagram, nodes=noted), Question.METHOD) == {"A": "no-method"}
    assert passing(diagram, Question.METHOD) == ("Call_x",)
    assert "Call_x" in passing(diagram, Question.TIME)


def test_each_step_has_a_standard_time_those_of_systems_too():
    diagram = desk("Start > A > Service_x > End", told={"A": DONE})
    assert failing(diagram, Question.TIME) == {"Service_x": "no-time"}
    assert failing(diagram, Question.TIME, stated("steps: {Service_x: {time: 2 s}}", diagram)) == {}
    assert failing(diagram, Question.TIME, complete(None, diagram)) == {"Service_x": "no-time"}


def test_a_measured_handling_time_of_people_is_no_standard():
    diagram = desk(LINE, told={"A": DONE})
    scenario = stated("steps: {B: {time: 4 min}}", diagram)
    assert failing(diagram, Question.TIME, scenario) == {"B": "no-time"}
    scenario = stated("steps: {B: {time: 4 min, standard_time: 5 min}}", diagram)
    assert failing(diagram, Question.TIME, scenario) == {}


def test_a_time_that_cannot_be_read_fails_with_its_words():
    diagram = desk(LINE, told={"A": DONE, "B": {"standardTime": "soon"}})
    (problem,) = standards(diagram).answer(Question.TIME).failed
    assert (problem.element, problem.code) == ("B", "question.unreadable-time")
    assert dict(problem.parameters) == {"name": "Standard time", "value": "soon"}


# -- escalation --------------------------------------------------------------------------------------


def test_a_step_passes_with_a_timer_that_reaches_somebody():
    diagram = desk(f"{LINE}\nA ! Timer_x > B", lanes=LANES, timers={"Timer_x": "PT1H"})
    assert failing(diagram, Question.ESCALATION) == {"B": "no-escalation"}


def test_a_timer_without_a_time_or_without_a_receiver_is_not_enough():
    assert failing(desk(f"{LINE}\nA ! Timer_x > B", lanes=LANES), Question.ESCALATION)["A"] == "no-reply-time"
    silent = desk(f"{LINE}\nA ~ Timer_x > End_late", lanes=LANES, timers={"Timer_x": "PT1H"})
    assert failing(silent, Question.ESCALATION)["A"] == "unheard-timer"


def test_an_assumed_time_is_no_reply_time():
    diagram = desk(f"{LINE}\nA ! Timer_x > B", lanes=LANES)
    assert failing(diagram, Question.ESCALATION, complete(None, diagram))["A"] == "no-reply-time"
    said = stated("events: {Timer_x: {after: 1 h}}", diagram)
    assert "A" not in failing(diagram, Question.ESCALATION, said)


def test_a_ladder_with_reply_times_lets_every_step_pass():
    assert failing(desk(LINE, lanes=LANES, told=LADDER), Question.ESCALATION) == {}
    of_a_lane = desk(LINE, lanes=LANES, told={"Agents": {"ladder": "Head (1 h)"}})
    assert failing(of_a_lane, Question.ESCALATION) == {"B": "no-escalation"}


def test_a_ladder_with_a_level_that_need_not_answer_is_incomplete():
    diagram = desk(LINE, lanes=LANES, told={"P": {"ladder": "Leads → Head (1 h)"}})
    (problem, _) = standards(diagram).answer(Question.ESCALATION).failed
    assert (problem.element, problem.code) == ("A", "question.ladder-incomplete")
    assert dict(problem.parameters) == {"level": "Leads"}


def test_the_top_of_a_ladder_passes_with_a_reply_time_of_its_own():
    told = {"P": {"ladder": "Leads"}, "Leads": {"replyTime": "1 h"}}
    assert failing(desk(LINE, lanes=LANES, told=told), Question.ESCALATION) == {}


def test_an_escalation_of_the_scenario_counts():
    diagram = desk(LINE, lanes=LANES)
    scenario = stated(
        "ladders: {up: [{level: Head, team: Leads, reply_within: 1 h, settles: 100 %}]}\n"
        "escalations: {A: {ladder: up, cannot_decide: 5 %}}",
        diagram,
    )
    assert failing(diagram, Question.ESCALATION, scenario) == {"B": "no-escalation"}


def test_a_wait_passes_with_a_deadline_of_known_length():
    text = "Start > First > Message_x > End\nFirst > Timer_y > End_late"
    assert failing(desk("Start > Receive_x > End"), Question.ESCALATION) == {"Receive_x": "no-deadline"}
    assert failing(desk(text), Question.ESCALATION) == {"First": "no-reply-time"}
    assert failing(desk(text, timers={"Timer_y": "P2D"}), Question.ESCALATION) == {}


def test_systems_do_not_get_stuck():
    assert standards(desk("Start > Service_x > End")).answer(Question.ESCALATION).share is None


# -- what it comes to --------------------------------------------------------------------------------


def test_nothing_but_a_drawing_scores_a_quarter():
    found = standards(desk(LINE, lanes=LANES))
    assert [answer.share for answer in found.answers] == [1.0, 0.0, 0.0, 0.0]
    assert found.score == 0.25
    assert not found.is_standardised


def test_all_four_answered_with_yes_is_standardised():
    found = standards(desk(LINE, lanes=LANES, told=LADDER | {"A": DONE, "B": DONE}))
    assert (found.score, found.is_standardised) == (1.0, True)


def test_a_question_that_does_not_arise_is_left_out_of_the_score():
    """Nobody works here: there is no method to be asked for."""
    found = standards(desk("Start > Service_x > End"))
    assert [answer.share for answer in found.answers] == [1.0, None, 0.0, None]
    assert found.score == 0.5
    assert not found.is_standardised


def test_what_is_assumed_answers_no_question():
    diagram = desk(CHOICE, lanes=LANES)
    alone, assumed = standards(diagram), standards(diagram, complete(None, diagram))
    assert alone == assumed


def test_the_processes_of_a_file_are_answered_one_by_one():
    one, other = desk(LINE, told={"A": DONE}), desk("Start_x > C > End_x", told={"C": DONE})
    both = replace(
        one,
        processes=(*one.processes, replace(other.processes[0], id="Q")),
        nodes=(*one.nodes, *(replace(node, process="Q") for node in other.nodes)),
        flows=(*one.flows, *other.flows),
    )
    found = standards(both)
    assert [part.process for part in found.processes] == ["P", "Q"]
    shares = [[answer.share for answer in part.answers] for part in found.processes]
    assert shares == [[1.0, 0.5, 0.5, 0.0], [1.0, 1.0, 1.0, 0.0]]
    assert found.answer(Question.METHOD).share == 2 / 3
    for question in Question:
        parts = [part.answer(question) for part in found.processes]
        whole = found.answer(question)
        assert sorted(whole.passed) == sorted(id for part in parts for id in part.passed)
        assert set(whole.failed) == {problem for part in parts for problem in part.failed}


def test_a_library_has_totals_and_the_mean_of_its_scores():
    good = standards(desk(LINE, lanes=LANES, told=LADDER | {"A": DONE, "B": DONE}))
    bare = standards(desk(LINE, lanes=LANES))
    found = library_standards({"good": good, "bare": bare})
    assert found.totals[Question.METHOD] == (2, 4)
    assert found.totals[Question.DIAGRAM] == (10, 10)
    assert found.shares[Question.TIME] == 0.5
    assert found.standardised == ("good",)
    assert found.score == (1.0 + 0.25) / 2


def test_an_empty_library_has_no_answers():
    found = library_standards({})
    assert (found.score, found.standardised) == (0.0, ())
    assert set(found.shares.values()) == {None}


def test_every_failure_is_told_once_with_its_element(corpus):
    """No element passes and fails the same question, whatever the diagram is like."""
    for path in sorted(corpus.rglob("*.bpmn"))[::40]:
        try:
            reading = read(path.read_bytes(), path.name)
        except StudioError:
            continue
        found = standards(reading.diagram, told=reading.problems)
        for answer in found.answers:
            failed = [problem.element for problem in answer.failed]
            assert len(set(failed)) == len(failed), path.name
            assert not set(failed) & set(answer.passed), path.name
            assert None not in failed

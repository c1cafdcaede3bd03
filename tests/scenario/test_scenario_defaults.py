"""What is assumed where nobody stated anything."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from drawn_by_hand import event, flows, node

from studio.errors import UnreadableFile
from studio.model import (
    Diagram,
    EventDefinition,
    EventKind,
    Flow,
    Hint,
    Lane,
    NodeKind,
    Pool,
    Process,
    parse_guard,
)
from studio.reading import read
from studio.scenario import (
    Arrivals,
    Attribute,
    Distribution,
    EventTiming,
    Provenance,
    ProvenanceKind,
    Routing,
    Scenario,
    Shift,
    Step,
    Study,
    Team,
    complete,
    read_scenario,
)
from studio.scenario.load import DEFAULT_START

HOUR = 3600.0
PERSON = Distribution.lognormal(360, cv=0.8)
SYSTEM = Distribution.constant(2)
ARRIVALS = Arrivals(every=Distribution.exponential(600))
ANSWER = EventTiming(after=Distribution.exponential(4 * HOUR))
DAY_TIMER = EventTiming(after=Distribution.constant(24 * HOUR))


def drawn(nodes, *ways, **other) -> Diagram:
    """A diagram without lanes: one process, its nodes and flows."""
    plain = tuple(replace(found, lane=None, pool=None) for found in nodes)
    return Diagram(**{"processes": (Process(id="P"),), "nodes": plain, "flows": flows(*ways)} | other)


def splitting(kind: NodeKind, *labels: str, **gateway) -> Diagram:
    """A start, a gateway, and for each label a way to an end."""
    ends = [node(f"End_{label}", NodeKind.END_EVENT) for label in labels]
    return drawn(
        [node("Start", NodeKind.START_EVENT), node("G", kind, **gateway), *ends],
        "f0: Start -> G",
        *(f"{label}: G -> End_{label}" for label in labels),
    )


def scenario(**parts) -> Scenario:
    from datetime import UTC

    return Scenario(name="x", start=DEFAULT_START.replace(tzinfo=UTC), **parts)


def test_a_diagram_alone_is_enough(diagram):
    found = complete(None, diagram)
    assert found.arrivals == {"Start_Complaint": ARRIVALS}
    assert {id: (step.time, step.team) for id, step in found.steps.items()} == {
        "Task_Enter": (PERSON, "坐席"),
        "Task_Handle": (PERSON, "坐席"),
        "Task_Check": (PERSON, "Back office"),
        "Task_Dispatch": (SYSTEM, None),
    }
    assert found.events == {"Boundary_48h": DAY_TIMER, "Catch_Answer": ANSWER}
    assert found.routing == {
        "Gateway_Valid": Routing(chances={"Flow_yes": 0.5, "Flow_no": 0.5}),
        "Gateway_Amount": Routing(chances={"Flow_high": 0.5, "Flow_low": 0.5}),
    }
    # 坐席: 1.5 visits of 6 min every 10 min are 0.9 people at work; 70 % busy takes 1.29.
    assert {name: team.shifts for name, team in found.teams.items()} == {
        "坐席": (Shift(staff=2),),
        "Back office": (Shift(staff=1),),
    }
    assert (found.study, found.cases, found.length) == (Study.STEADY, 2000, None)
    assert (found.warm_up, found.replications, found.precision) == (None, None, 0.05)
    assert found.start.isoformat() == "2026-01-05T00:00:00+00:00"
    assert found.start.weekday() == 0


def test_every_input_filled_in_is_marked_as_assumed_and_no_other(diagram):
    assert set(complete(None, diagram).assumed) == {
        "arrivals.Start_Complaint.every",
        "steps.Task_Enter.time",
        "steps.Task_Handle.time",
        "steps.Task_Check.time",
        "steps.Task_Dispatch.time",
        "events.Boundary_48h.after",
        "events.Catch_Answer.after",
        "routing.Gateway_Valid",
        "routing.Gateway_Amount",
        "teams.坐席.staff",
        "teams.Back office.staff",
    }


@pytest.mark.parametrize(
    ("kind", "time"),
    [
        (NodeKind.TASK, PERSON),
        (NodeKind.USER_TASK, PERSON),
        (NodeKind.MANUAL_TASK, PERSON),
        (NodeKind.CALL_ACTIVITY, PERSON),
        (NodeKind.SUB_PROCESS, PERSON),
        (NodeKind.SERVICE_TASK, SYSTEM),
        (NodeKind.SCRIPT_TASK, SYSTEM),
        (NodeKind.BUSINESS_RULE_TASK, SYSTEM),
        (NodeKind.SEND_TASK, SYSTEM),
    ],
)
def test_every_kind_of_step(kind, time):
    found = complete(None, drawn([node("S", NodeKind.START_EVENT), node("T", kind)], "f: S -> T"))
    assert found.steps["T"].time == time
    assert found.steps["T"].team == ("P" if time is PERSON else None)


def test_a_receive_task_waits_and_is_no_work():
    found = complete(None, drawn([node("T", NodeKind.RECEIVE_TASK)]))
    assert found.steps == {}
    assert found.events == {"T": ANSWER}


def test_a_sub_process_with_contents_is_no_step_but_they_are():
    nodes = [
        node("S", NodeKind.START_EVENT),
        node("Sub", NodeKind.SUB_PROCESS),
        node("Inner", NodeKind.TASK, parent="Sub"),
    ]
    assert list(complete(None, drawn(nodes, "f: S -> Sub")).steps) == ["Inner"]


def test_the_innermost_lane_the_pool_or_the_process_is_the_team():
    lanes = (
        Lane(id="Outer", name="Service", process="P", pool="Pool"),
        Lane(id="Inner", name="Second\nline", process="P", pool="Pool", parent="Outer"),
        Lane(id="Unnamed", process="P", pool="Pool"),
    )
    nodes = (
        node("a", NodeKind.TASK, lane="Inner"),
        node("b", NodeKind.TASK, lane="Unnamed"),
        node("c", NodeKind.TASK, lane=None),
        node("d", NodeKind.TASK, lane=None, pool=None, process="Q"),
    )
    diagram = Diagram(
        processes=(Process(id="P"), Process(id="Q", name="Loose")),
        pools=(Pool(id="Pool", name="Centre", process="P"),),
        lanes=lanes,
        nodes=nodes,
    )
    teams = {id: step.team for id, step in complete(None, diagram).steps.items()}
    assert teams == {"a": "Second line", "b": "Centre 2", "c": "Centre", "d": "Loose"}
    alone = replace(diagram, lanes=(lanes[2],), nodes=nodes[1:])
    assert complete(None, alone).steps["b"].team == "Centre"


def test_lanes_of_one_name_are_one_team():
    lanes = tuple(Lane(id=id, name="Clerk", process=p, pool=None) for id, p in (("L1", "P"), ("L2", "Q")))
    nodes = (
        node("a", NodeKind.TASK, lane="L1", pool=None),
        node("b", NodeKind.TASK, lane="L2", pool=None, process="Q"),
    )
    found = complete(None, Diagram(processes=(Process(id="P"), Process(id="Q")), lanes=lanes, nodes=nodes))
    assert list(found.teams) == ["Clerk"]


# -- where cases begin ---------------------------------------------------------------------------


def two_pools(messages: tuple[Flow, ...]) -> Diagram:
    return Diagram(
        processes=(Process(id="P"), Process(id="Q")),
        pools=(
            Pool(id="Pool", process="P"),
            Pool(id="Second", process="Q"),
            Pool(id="Customer", name="Customer"),
        ),
        nodes=(
            node("Start_P", NodeKind.START_EVENT, lane=None),
            node("Send", NodeKind.SEND_TASK, lane=None),
            node("Start_Q", NodeKind.START_EVENT, lane=None, process="Q", pool="Second"),
            node(
                "Catch_Q",
                NodeKind.CATCH_EVENT,
                lane=None,
                process="Q",
                pool="Second",
                events=event(EventKind.MESSAGE),
            ),
        ),
        flows=flows("f1: Start_P -> Send", "f2: Start_Q -> Catch_Q"),
        messages=messages,
    )


def test_a_start_that_a_message_of_the_diagram_triggers_has_no_arrivals_of_its_own():
    sent = two_pools(flows("m: Send -> Start_Q"))
    assert list(complete(None, sent).arrivals) == ["Start_P"]


def test_if_messages_trigger_every_start_all_of_them_have_arrivals():
    round_about = two_pools(flows("m: Send -> Start_Q", "n: Catch_Q -> Start_P"))
    assert list(complete(None, round_about).arrivals) == ["Start_P", "Start_Q"]


def test_a_black_box_sends_nothing_by_itself():
    asked = two_pools(flows("m: Customer -> Start_Q", "n: Customer -> Catch_Q"))
    found = complete(None, asked)
    assert list(found.arrivals) == ["Start_P", "Start_Q"]
    assert found.events == {"Catch_Q": ANSWER}
    assert "Customer" not in found.teams


def test_a_catch_takes_its_time_even_where_another_pool_sends_the_message():
    assert complete(None, two_pools(flows("m: Send -> Catch_Q"))).events == {"Catch_Q": ANSWER}


def test_a_catch_takes_its_time_even_where_the_signal_is_thrown():
    def signal(reference):
        return (EventDefinition(kind=EventKind.SIGNAL, reference=reference),)

    nodes = [
        node("S", NodeKind.START_EVENT),
        node("Throw", NodeKind.THROW_EVENT, events=signal("done")),
        node("Heard", NodeKind.CATCH_EVENT, events=signal("done")),
        node("Unheard", NodeKind.CATCH_EVENT, events=signal("other")),
    ]
    assert complete(None, drawn(nodes)).events == {"Heard": ANSWER, "Unheard": ANSWER}


def test_a_process_without_start_event_begins_under_its_own_id():
    diagram = drawn([node("a", NodeKind.TASK), node("b", NodeKind.TASK)], "f: a -> b")
    assert complete(None, diagram).arrivals == {"P": ARRIVALS}
    named = read_scenario("arrivals: {P: {every: 1 min}}", diagram)
    assert complete(named, diagram).arrivals["P"].every == Distribution.constant(60)


def test_a_process_that_is_called_begins_with_the_call():
    diagram = Diagram(
        processes=(Process(id="P"), Process(id="Q")),
        nodes=(
            node("S", NodeKind.START_EVENT, lane=None, pool=None),
            node("Call", NodeKind.CALL_ACTIVITY, lane=None, pool=None, called="Q"),
            node("S2", NodeKind.START_EVENT, lane=None, pool=None, process="Q"),
        ),
        flows=flows("f: S -> Call"),
    )
    assert list(complete(None, diagram).arrivals) == ["S"]


def test_the_start_of_a_sub_process_is_no_start_of_cases():
    nodes = [
        node("S", NodeKind.START_EVENT),
        node("Sub", NodeKind.SUB_PROCESS),
        node("S2", NodeKind.START_EVENT, parent="Sub"),
    ]
    assert list(complete(None, drawn(nodes, "f: S -> Sub")).arrivals) == ["S"]


@pytest.mark.parametrize(
    "diagram",
    [
        Diagram(),
        Diagram(pools=(Pool(id="Box", name="Customer"),)),
        Diagram(processes=(Process(id="P"),), pools=(Pool(id="Pool", process="P"),)),
    ],
    ids=["nothing", "a black box", "an empty process"],
)
def test_a_diagram_without_anything_to_do_is_completed_all_the_same(diagram):
    found = complete(None, diagram)
    assert (found.arrivals, found.steps, found.teams) == ({}, {}, {})


# -- ways ----------------------------------------------------------------------------------------


def chances(diagram: Diagram, stated: Routing | None = None) -> dict[str, float]:
    given = scenario(routing={"G": stated}) if stated else None
    return {flow: round(c, 9) for flow, c in complete(given, diagram).routing["G"].chances.items()}


def test_exclusive_branches_are_equal():
    assert chances(splitting(NodeKind.EXCLUSIVE_GATEWAY, "a", "b", "c", "d")) == dict.fromkeys("abcd", 0.25)


def looping(*back: str, onward: tuple[str, ...] = ("go",)) -> Diagram:
    ends = [node(f"End_{way}", NodeKind.END_EVENT) for way in onward]
    return drawn(
        [
            node("S", NodeKind.START_EVENT),
            node("M", NodeKind.EXCLUSIVE_GATEWAY),
            node("T", NodeKind.TASK),
            node("G", NodeKind.EXCLUSIVE_GATEWAY),
            *ends,
        ],
        "f1: S -> M",
        "f2: M -> T",
        "f3: T -> G",
        *(f"{way}: G -> M" for way in back),
        *(f"{way}: G -> End_{way}" for way in onward),
    )


def test_a_branch_that_leads_back_takes_a_fifth_and_the_others_share_the_rest():
    assert chances(looping("again")) == {"again": 0.2, "go": 0.8}
    assert chances(looping("again", onward=("go", "stop"))) == {"again": 0.2, "go": 0.4, "stop": 0.4}
    assert chances(looping("again", "anew")) == {"again": 0.2, "anew": 0.2, "go": 0.6}
    assert chances(looping(*"abcdefgh"))["go"] == 0.2


def test_inclusive_branches_take_half_each_and_the_default_what_is_left_over():
    diagram = splitting(NodeKind.INCLUSIVE_GATEWAY, "a", "b", "c", default="c")
    found = complete(None, diagram).routing["G"]
    assert found.chances == {"a": 0.5, "b": 0.5}
    assert found.default == "c"
    assert chances(splitting(NodeKind.COMPLEX_GATEWAY, "a", "b")) == {"a": 0.5, "b": 0.5}


@pytest.mark.parametrize("kind", [NodeKind.PARALLEL_GATEWAY, NodeKind.EVENT_GATEWAY])
def test_other_gateways_have_no_routing(kind):
    assert complete(None, splitting(kind, "a", "b")).routing == {}


def test_a_merge_has_no_routing():
    assert complete(None, splitting(NodeKind.EXCLUSIVE_GATEWAY, "a")).routing == {}


def test_what_is_stated_of_some_branches_leaves_the_rest_to_the_others():
    three = splitting(NodeKind.EXCLUSIVE_GATEWAY, "a", "b", "c")
    assert chances(three, Routing(chances={"a": 0.7})) == {"a": 0.7, "b": 0.15, "c": 0.15}
    assert chances(three, Routing(chances={"a": 1.0})) == {"a": 1, "b": 0, "c": 0}
    assert chances(looping("again"), Routing(chances={"go": 0.95})) == {"go": 0.95, "again": 0.05}


def test_what_follows_from_what_is_stated_is_not_assumed():
    two = splitting(NodeKind.EXCLUSIVE_GATEWAY, "a", "b")
    three = splitting(NodeKind.EXCLUSIVE_GATEWAY, "a", "b", "c")

    def assumed(text, diagram):
        found = complete(read_scenario(f"routing: {{G: {{{text}}}}}", diagram), diagram)
        return [path for path in found.assumed if path.startswith("routing")]

    assert assumed("a: 80 %", two) == []
    assert assumed("a: 80 %", three) == ["routing.G.b", "routing.G.c"]
    assert assumed("a: 100 %", three) == []


def test_beside_a_guard_the_one_other_branch_is_the_default():
    diagram = splitting(NodeKind.EXCLUSIVE_GATEWAY, "high", "low")
    text = "{attributes: {amount: 5}, routing: {G: {high: amount > 3}}}"
    found = complete(read_scenario(text, diagram), diagram)
    assert found.routing["G"].default == "low"
    assert found.routing["G"].chances == {}
    assert "routing.G" not in found.assumed


def test_beside_a_guard_several_other_branches_share_what_it_leaves():
    guarded = Routing(guards={"a": parse_guard("amount > 3")})
    assert chances(splitting(NodeKind.EXCLUSIVE_GATEWAY, "a", "b", "c"), guarded) == {"b": 0.5, "c": 0.5}


def test_conditions_in_the_diagram_count_where_they_ask_for_attributes_only():
    plain = splitting(NodeKind.EXCLUSIVE_GATEWAY, "a", "b")
    diagram = replace(
        plain,
        flows=tuple(replace(f, condition="${amount > 100}") if f.id == "a" else f for f in plain.flows),
    )
    amount = (Attribute(name="amount", number=Distribution.constant(5)),)
    found = complete(scenario(attributes=amount), diagram)
    assert found.routing["G"] == Routing(guards={"a": parse_guard("amount > 100")}, default="b")
    assert "routing.G" not in found.assumed
    assert complete(None, diagram).routing["G"].chances == {"a": 0.5, "b": 0.5}


def test_of_an_activity_flows_without_condition_are_always_taken():
    nodes = [node("S", NodeKind.START_EVENT), node("G", NodeKind.TASK)]
    nodes += [node(id, NodeKind.END_EVENT) for id in ("e1", "e2", "e3")]
    diagram = drawn(nodes, "f0: S -> G", "a: G -> e1", "b: G -> e2")
    conditional = replace(
        diagram, flows=(*diagram.flows, Flow(id="c", source="G", target="e3", condition="words"))
    )
    assert chances(conditional) == {"a": 1, "b": 1, "c": 0.5}


# -- events and hints ----------------------------------------------------------------------------


def test_a_boundary_event_without_a_timer_happens_only_if_somebody_says_so(diagram):
    assert "Boundary_Error" not in complete(None, diagram).events


def test_links_and_compensation_wait_for_nothing():
    nodes = [
        node("L", NodeKind.CATCH_EVENT, events=event(EventKind.LINK)),
        node("T", NodeKind.TASK),
        node("C", NodeKind.BOUNDARY_EVENT, attached_to="T", events=event(EventKind.COMPENSATION)),
    ]
    assert complete(None, drawn(nodes)).events == {}


def test_the_timer_of_an_event_sub_process_rings_after_a_day():
    nodes = [
        node("S", NodeKind.START_EVENT),
        node("Late", NodeKind.SUB_PROCESS, triggered_by_event=True),
        node("Timer", NodeKind.START_EVENT, parent="Late", events=event(EventKind.TIMER)),
    ]
    found = complete(None, drawn(nodes))
    assert found.events == {"Timer": DAY_TIMER}
    assert "Late" not in found.steps


HINTS = (
    Hint(element="Boundary_48h", parameter="after", value="48 h", source="label “48 h”"),
    Hint(element="Boundary_48h", parameter="after", value="50 h", source="a later one"),
    Hint(element="Task_Handle", parameter="time", value="{gamma: {mean: 3 min, cv: 1}}", source="the file"),
    Hint(element="Task_Enter", parameter="time", value="a while", source="unreadable"),
    Hint(element="Task_Check", parameter="time", value="{lognormal: {mean: 3 min}}", source="incomplete"),
    Hint(element="Task_Check", parameter="colour", value="red", source="unknown"),
    Hint(element="Start_Complaint", parameter="every", value="5 min", source="the cycle"),
    Hint(element="Flow_yes", parameter="chance", value="90 %", source="the gateway"),
    Hint(element="Nobody", parameter="time", value="3 min", source="nowhere"),
    Hint(element="Task_Enter", parameter="method", value="{a: [", source="broken"),
)


def test_a_hint_goes_before_a_default_and_names_its_source(diagram):
    found = complete(None, diagram, HINTS)
    assert found.events["Boundary_48h"].after == Distribution.constant(48 * HOUR)
    assert found.steps["Task_Handle"].time == Distribution.gamma(180, cv=1)
    assert found.arrivals["Start_Complaint"].every == Distribution.constant(300)
    assert found.routing["Gateway_Valid"].chances == {"Flow_yes": 0.9, "Flow_no": pytest.approx(0.1)}
    assert {
        path: origin.source
        for path, origin in found.provenance.items()
        if origin.kind is ProvenanceKind.DIAGRAM
    } == {
        "events.Boundary_48h.after": "label “48 h”",
        "steps.Task_Handle.time": "the file",
        "arrivals.Start_Complaint.every": "the cycle",
        "routing.Gateway_Valid": "the gateway",
    }


@pytest.mark.parametrize(("inside", "assumed"), [("<timeDuration>PT30M</timeDuration>", False), ("", True)])
def test_a_timer_is_assumed_only_where_the_diagram_does_not_say_when_it_rings(inside, assumed):
    found = read(
        f"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P">
        <startEvent id="S"/><intermediateCatchEvent id="W">
        <timerEventDefinition>{inside}</timerEventDefinition></intermediateCatchEvent>
        <endEvent id="E"/><sequenceFlow id="F" sourceRef="S" targetRef="W"/>
        <sequenceFlow id="G" sourceRef="W" targetRef="E"/></process></definitions>""".encode(),
        "wait.bpmn",
    )
    scenario = complete(None, found.diagram, found.hints)
    assert ("events.W.after" in scenario.assumed) == assumed
    if not assumed:
        assert scenario.events["W"].after == Distribution.constant(1800.0)
        assert scenario.provenance["events.W.after"].source == "timeDuration “PT30M”"
    assert complete(scenario, found.diagram, found.hints) == scenario


def test_a_hint_that_cannot_be_read_leaves_the_default(diagram):
    found = complete(None, diagram, HINTS)
    assert found.steps["Task_Enter"].time == PERSON
    assert found.steps["Task_Check"].time == PERSON


def test_a_stated_value_goes_before_a_hint(diagram):
    stated = read_scenario(
        "{events: {Boundary_48h: {after: 1 h}}, steps: {Task_Handle: {time: 1 min}},"
        " arrivals: {Start_Complaint: {every: 9 min}}, routing: {Gateway_Valid: {yes: 50 %, no: 50 %}}}",
        diagram,
    )
    found = complete(stated, diagram, HINTS)
    assert found.events["Boundary_48h"].after == Distribution.constant(HOUR)
    assert found.steps["Task_Handle"].time == Distribution.constant(60)
    assert found.arrivals["Start_Complaint"].every == Distribution.constant(540)
    assert found.routing["Gateway_Valid"].chances == {"Flow_yes": 0.5, "Flow_no": 0.5}


# -- what is stated in part ----------------------------------------------------------------------


def test_an_entry_that_states_something_else_keeps_it_and_gets_the_rest(diagram):
    stated = read_scenario(
        "{calendars: {office: {daily: 08:00-20:00}},"
        " teams: {Agents: {calendar: office, cost: 42/h}},"
        " steps: {Task_Handle: {method: SOP}},"
        " arrivals: {Start_Complaint: {open: office, backlog: 4}},"
        " events: {Catch_Answer: {clock: office}}}",
        diagram,
    )
    found = complete(stated, diagram)
    assert found.steps["Task_Handle"] == Step(time=PERSON, team="Agents", method="SOP")
    assert found.arrivals["Start_Complaint"] == replace(ARRIVALS, open="office", backlog=4)
    assert found.events["Catch_Answer"] == replace(ANSWER, clock="office")
    agents = found.teams["Agents"]
    assert (agents.cost, agents.shifts) == (42, (Shift(staff=2, calendar=found.calendars["office"]),))
    assert {"teams.Agents.staff", "steps.Task_Handle.time", "arrivals.Start_Complaint.every"} <= set(
        found.assumed
    )
    assert found.provenance["teams.Agents.cost"].kind is ProvenanceKind.STATED


def test_a_scenario_made_by_hand_is_taken_as_it_is(diagram):
    given = scenario(
        steps={"Task_Handle": Step(time=Distribution.constant(1))},
        teams={"坐席": Team(name="坐席", shifts=(Shift(staff=5),))},
        cases=7,
    )
    found = complete(given, diagram)
    assert found.steps["Task_Handle"] == given.steps["Task_Handle"]
    assert found.teams["坐席"] == given.teams["坐席"]
    assert found.cases == 7


def test_a_value_that_its_author_calls_assumed_is_not_replaced(diagram):
    stated = read_scenario(
        "{steps: {Task_Handle: {time: 1 min}}, provenance: {Task_Handle.time: assumed}}", diagram
    )
    found = complete(stated, diagram, HINTS)
    assert found.steps["Task_Handle"].time == Distribution.constant(60)
    assert found.provenance["steps.Task_Handle.time"] == Provenance(kind=ProvenanceKind.ASSUMED)


@pytest.mark.parametrize("text", ["length: 1 d", "cases: 50"])
def test_a_stated_length_or_number_of_cases_is_kept(diagram, text):
    stated = read_scenario(text, diagram)
    found = complete(stated, diagram)
    assert (found.length, found.cases) == (stated.length, stated.cases)


def test_a_finite_list_of_arrivals_needs_no_number_of_cases(diagram):
    found = complete(scenario(arrivals={"Start_Complaint": Arrivals(times=(1.0, 2.0))}), diagram)
    assert (found.length, found.cases, found.warm_up) == (None, None, 0.0)


def test_completing_twice_changes_nothing(diagram):
    once = complete(read_scenario("steps: {Task_Handle: {method: SOP}}", diagram), diagram, HINTS)
    assert complete(once, diagram, HINTS) == once
    assert once.left_open == frozenset()


def test_a_complete_scenario_can_be_sent_to_another_process(diagram):
    found = complete(None, diagram, HINTS)
    assert pickle.loads(pickle.dumps(found)) == found


def test_every_readable_file_of_others_is_completed(corpus):
    count = 0
    for path in sorted([*corpus.rglob("*.bpmn"), *corpus.rglob("*.xml")]):
        try:
            found = read(path.read_bytes(), path.name)
        except UnreadableFile:
            continue
        scenario = complete(None, found.diagram, found.hints)
        count += 1
        for step in scenario.steps.values():
            assert step.team is None or step.team in scenario.teams, path.name
        for team in scenario.teams.values():
            assert 1 <= team.shifts[0].staff < 100, path.name
        for routing in scenario.routing.values():
            assert all(0 <= chance <= 1 for chance in routing.chances.values()), path.name
        assert complete(scenario, found.diagram, found.hints) == scenario, path.name
    assert count > 500

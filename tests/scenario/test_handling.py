"""Preferences, patience, batches, repetition, chat, self-service: from the file, by default, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn_by_hand import flows, node
from full_scenario import HANDLED

from studio.errors import InvalidScenario
from studio.model import (
    Diagram,
    EventDefinition,
    EventKind,
    Lane,
    Loop,
    LoopKind,
    NodeKind,
    Process,
    Timer,
    TimerKind,
    parse_guard,
)
from studio.scenario import (
    Attribute,
    Batch,
    CallBack,
    Deflection,
    Distribution,
    Instances,
    ProvenanceKind,
    RampUp,
    Repeats,
    Scenario,
    Shift,
    ShiftEnd,
    complete,
    read_scenario,
)

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
WEEK = 7 * DAY


@pytest.fixture(scope="module")
def everything(reminding) -> Scenario:
    return read_scenario(HANDLED, reminding)


def test_nothing_of_it_is_left_out(everything, reminding):
    assert everything.unused == ()
    assert complete(everything, reminding).unused == ()


def test_teams_are_listed_in_order_of_preference_each_with_what_it_can_do(everything):
    step = everything.steps["Task_Enter"]
    assert (step.team, step.instead) == ("Chat", ("Remote", "Night"))
    assert step.can_do == {
        "Chat": parse_guard("language == 'zh'"),
        "Night": parse_guard("valid and items > 2"),
    }


def test_one_team_may_have_a_condition_too(reminding):
    found = read_scenario('steps: {Task_Enter: {team: {team: Agents, when: "1 < 2"}}}', reminding)
    assert (found.steps["Task_Enter"].team, found.steps["Task_Enter"].instead) == ("坐席", ())
    assert list(found.steps["Task_Enter"].can_do) == ["坐席"]


def test_customers_lose_patience_and_call_back(everything):
    step = everything.steps["Task_Enter"]
    assert step.patience == Distribution.exponential(3 * MINUTE)
    assert step.calls_back == CallBack(chance=0.5, after=Distribution.exponential(30 * MINUTE))


def test_work_is_set_up_and_waits_for_a_batch(everything):
    assert everything.steps["Task_Enter"].set_up == Distribution.uniform(MINUTE, 2 * MINUTE)
    assert everything.steps["Task_Handle"].batch == Batch(size=20, or_after=2 * HOUR)


def test_a_step_has_instances_and_is_repeated(everything):
    assert everything.steps["Task_Check"].instances == Instances(by="amount")
    assert everything.steps["Task_Dispatch"].instances == Instances(number=Distribution.uniform(1, 4))
    assert everything.steps["Task_Dispatch"].repeats == Repeats(chance=0.2, at_most=3)


def test_a_step_assigns_attributes_that_are_asked_for_elsewhere(everything):
    assert everything.steps["Task_Enter"].assigns == (
        Attribute(name="valid", chance=0.8),
        Attribute(name="amount", number=Distribution.lognormal(180, cv=1.2)),
        Attribute(name="kind", choice=(("a", 1.0),)),
    )
    assert everything.routing["Gateway_Valid"].guards == {"Flow_yes": parse_guard("valid")}
    assert [attribute.name for attribute in everything.attributes] == ["language", "items"]
    every = [attribute.name for attribute in everything.every_attribute]
    assert every == ["language", "items", "valid", "amount", "kind"]


def test_people_are_slower_begin_slowly_chat_and_have_work_of_their_own(everything):
    remote, chat, night = (everything.teams[name] for name in ("Remote", "Chat", "Night"))
    assert (remote.speed, remote.ramp_up) == (0.85, RampUp(start=0.5, over=8 * WEEK))
    assert remote.at_shift_end is ShiftEnd.SUSPEND
    assert (chat.at_once, chat.slower, chat.base_load) == (3, 1.3, 0.4)
    late, early = night.shifts
    assert (late.speed, late.ramp_up) == (0.9, RampUp(start=0.25, over=4 * WEEK))
    assert (early.speed, early.ramp_up) == (1.0, None)
    assert everything.teams["Chat"].shifts == (Shift(staff=6),)


def test_a_timer_rings_several_times_or_without_end(everything):
    assert everything.events["Boundary_Reminder"].rings == 3
    assert everything.events["Boundary_Nagging"].rings == 0


def test_self_service_stands_before_a_start(everything):
    assert everything.deflections == {
        "Start_Complaint": Deflection(
            whom=parse_guard("language == 'en'"),
            share=0.4,
            contained=0.5,
            comes_back=0.2,
            after=Distribution.constant(HOUR),
            time=Distribution.constant(2 * MINUTE),
            harder=1.1,
        )
    }


@pytest.mark.parametrize(
    "path",
    [
        "steps.Task_Enter.team",
        "steps.Task_Enter.patience",
        "steps.Task_Enter.assigns",
        "steps.Task_Handle.batch",
        "steps.Task_Check.instances",
        "steps.Task_Dispatch.repeats",
        "teams.Chat.at_once",
        "teams.Remote.ramp_up",
        "events.Boundary_Reminder.rings",
        "deflect.Start_Complaint.class",
        "deflect.Start_Complaint.after",
    ],
)
def test_where_each_comes_from_is_known(everything, path):
    assert everything.provenance[path].kind is ProvenanceKind.STATED


def test_where_self_service_comes_from_can_be_said(reminding):
    text = HANDLED + "provenance: {deflect.Start_Complaint: measured, Task_Enter.patience: measured}"
    found = read_scenario(text, reminding).provenance
    assert found["deflect.Start_Complaint.contained"].kind is ProvenanceKind.MEASURED
    assert found["steps.Task_Enter.patience"].kind is ProvenanceKind.MEASURED


# -- what is assumed -------------------------------------------------------------------------------


def test_who_comes_back_does_so_after_about_a_day(reminding):
    text = "deflect: {Start_Complaint: {contained: 50 %, comes_back: 20 %}}"
    completed = complete(read_scenario(text, reminding), reminding)
    assert completed.deflections["Start_Complaint"].after == Distribution.exponential(DAY)
    assert "deflect.Start_Complaint.after" in completed.assumed
    assert complete(completed, reminding) == completed


def test_where_nobody_comes_back_nothing_is_assumed(reminding):
    text = "deflect: {Start_Complaint: {contained: 50 %}}"
    completed = complete(read_scenario(text, reminding), reminding)
    assert completed.deflections["Start_Complaint"] == Deflection(contained=0.5)


def looped(diagram: Diagram, id: str, loop: Loop) -> Diagram:
    nodes = (replace(node, loop=loop) if node.id == id else node for node in diagram.nodes)
    return replace(diagram, nodes=tuple(nodes))


def how_often(diagram: Diagram, loop: Loop, text: str = "{}") -> tuple[Instances | None, Repeats | None, str]:
    """Instances and repeats of the step, and how their provenance is known."""
    marked = looped(diagram, "Task_Check", loop)
    completed = complete(read_scenario(text, marked), marked)
    assert complete(completed, marked) == completed
    step = completed.steps["Task_Check"]
    origins = [
        f"{path.removeprefix('steps.Task_Check.')} {origin.kind} {origin.source}".strip()
        for path, origin in completed.provenance.items()
        if path.startswith(("steps.Task_Check.instances", "steps.Task_Check.repeats"))
    ]
    return step.instances, step.repeats, "; ".join(origins)


THREE = Instances(number=Distribution.constant(3))


@pytest.mark.parametrize("kind", [LoopKind.PARALLEL, LoopKind.SEQUENTIAL])
def test_a_step_drawn_as_many_instances_has_three_if_nobody_says(diagram, kind):
    assert how_often(diagram, Loop(kind=kind)) == (THREE, None, "instances assumed")
    unreadable = Loop(kind=kind, cardinality="nrOf(items)", collection="${documents}")
    assert how_often(diagram, unreadable) == (THREE, None, "instances assumed")


@pytest.mark.parametrize("text", ["5", " ${5} ", "= 5"])
def test_a_number_of_instances_drawn_in_the_diagram_counts(diagram, text):
    five = Instances(number=Distribution.constant(5))
    drawn = f"instances diagram loopCardinality “{' '.join(text.split())}”"
    assert how_often(diagram, Loop(kind=LoopKind.PARALLEL, cardinality=text)) == (five, None, drawn)


@pytest.mark.parametrize(
    ("loop", "tag"),
    [
        (Loop(kind=LoopKind.PARALLEL, cardinality="${items}"), "loopCardinality “${items}”"),
        (Loop(kind=LoopKind.SEQUENTIAL, collection="items"), "collection “items”"),
    ],
)
@pytest.mark.parametrize("text", ["attributes: {items: 4}", "steps: {Task_Enter: {assigns: {items: 4}}}"])
def test_an_attribute_named_in_the_diagram_says_how_many(diagram, loop, tag, text):
    assert how_often(diagram, loop, text) == (Instances(by="items"), None, f"instances diagram {tag}")


@pytest.mark.parametrize("what", ["{choice: {one: 50 %, two: 50 %}}", "{chance: 50 %}"])
@pytest.mark.parametrize("where", ["cardinality", "collection"])
def test_an_attribute_that_is_no_number_says_not_how_many(diagram, what, where):
    loop = Loop(kind=LoopKind.PARALLEL, **{where: "${items}"})
    text = f"attributes: {{items: {what}}}"
    assert how_often(diagram, loop, text) == (THREE, None, "instances assumed")


def test_the_scenario_says_how_many_instances_before_the_diagram(diagram):
    loop = Loop(kind=LoopKind.PARALLEL, cardinality="5")
    two = Instances(number=Distribution.constant(2))
    assert how_often(diagram, loop, "steps: {Task_Check: {instances: 2}}") == (two, None, "instances stated")


def test_a_loop_goes_round_again_one_time_in_five(diagram):
    assert how_often(diagram, Loop(kind=LoopKind.STANDARD)) == (
        None,
        Repeats(chance=0.2, at_most=10),
        "repeats assumed",
    )
    assert how_often(diagram, Loop(kind=LoopKind.STANDARD, cardinality="3")) == (
        None,
        Repeats(chance=0.2, at_most=3),
        "repeats assumed",
    )


def test_the_most_rounds_of_the_diagram_hold_where_the_scenario_names_none(diagram):
    text = "steps: {Task_Check: {repeats: {chance: 60 %}}}"
    assert how_often(diagram, Loop(kind=LoopKind.STANDARD, cardinality="4"), text) == (
        None,
        Repeats(chance=0.6, at_most=4),
        "repeats stated; repeats.at_most diagram loopMaximum “4”",
    )
    assert how_often(diagram, Loop(kind=LoopKind.STANDARD), text)[1] == Repeats(chance=0.6)


def test_a_marked_sub_process_is_no_step_but_is_done_several_times():
    kinds = {"S": NodeKind.START_EVENT, "Sub": NodeKind.SUB_PROCESS, "E": NodeKind.END_EVENT}
    nodes = [node(id, kind, lane=None, pool=None) for id, kind in kinds.items()]
    nodes += [node("T", NodeKind.TASK, parent="Sub", lane=None, pool=None)]
    plain = Diagram(
        processes=(Process(id="P"),), nodes=tuple(nodes), flows=flows("1: S -> Sub", "2: Sub -> E")
    )
    assert "Sub" not in complete(None, plain).steps
    completed = complete(None, looped(plain, "Sub", Loop(kind=LoopKind.SEQUENTIAL)))
    assert completed.steps["Sub"].instances == THREE
    assert (completed.steps["Sub"].mean, completed.steps["Sub"].team) == (0, None)
    assert "steps.Sub.time" not in completed.provenance


def test_teams_further_down_the_list_have_people_too(diagram):
    extra = replace(diagram, lanes=(*diagram.lanes, Lane(id="Lane_Spare", name="Spare", process="P")))
    completed = complete(read_scenario("steps: {Task_Enter: {team: [Agents, Spare]}}", extra), extra)
    assert completed.teams["Spare"].shifts == (Shift(staff=1),)
    assert "teams.Spare.staff" in completed.assumed


@pytest.mark.parametrize(
    ("cycle", "rings"),
    [("R3/PT1H", 3), ("R/PT1H", 0), ("R-1/PT1H", 0), ("R0/PT1H", 1), ("0 0 * * *", 1), ("PT1H", 1)],
)
def test_a_timer_of_which_the_diagram_tells_how_often_it_rings_does_so(reminding, cycle, rings):
    timer = EventDefinition(kind=EventKind.TIMER, timer=Timer(kind=TimerKind.CYCLE, text=cycle))
    nodes = (
        replace(each, events=(timer,)) if each.id == "Boundary_Reminder" else each for each in reminding.nodes
    )
    diagram = replace(reminding, nodes=tuple(nodes))
    completed = complete(None, diagram)
    assert completed.events["Boundary_Reminder"].rings == rings
    assert complete(completed, diagram) == completed
    stated = complete(read_scenario("events: {Boundary_Reminder: {rings: 2}}", diagram), diagram)
    assert stated.events["Boundary_Reminder"].rings == 2
    once = complete(read_scenario("events: {Boundary_Reminder: {rings: 1}}", diagram), diagram)
    assert once.events["Boundary_Reminder"].rings == 1


def test_what_a_call_of_a_process_at_hand_needs_is_that_processs_to_say(diagram):
    nodes = (*diagram.nodes, node("Call", NodeKind.CALL_ACTIVITY, called="P"))
    called = replace(diagram, nodes=nodes)
    found = read_scenario("steps: {Call: {people: 2, instances: 4}}", called)
    assert [unused.path for unused in found.unused] == ["steps.Call.people"]
    assert read_scenario("steps: {Call: {people: 2, time: 1 h}}", called).unused == ()
    completed = complete(found, called)
    assert completed.steps["Call"].mean == 0
    assert completed.steps["Call"].team is None


# -- inheritance -----------------------------------------------------------------------------------


def based(tmp_path, diagram, base: str, own: str):
    (tmp_path / "base.yaml").write_text(base, encoding="utf-8")
    file = tmp_path / "own.yaml"
    file.write_text(f"based_on: base.yaml\n{own}", encoding="utf-8")
    return read_scenario(file, diagram)


def test_a_what_if_takes_the_rest_of_an_entry_over(tmp_path, reminding, everything):
    own = "steps: {Task_Enter: {team: [Remote], calls_back: {chance: 10 %}}}"
    found = based(tmp_path, reminding, HANDLED, own).steps["Task_Enter"]
    known = everything.steps["Task_Enter"]
    assert (found.team, found.instead, found.can_do) == ("Remote", (), {})
    assert found.calls_back == replace(known.calls_back, chance=0.1)
    assert (found.patience, found.assigns) == (known.patience, known.assigns)


@pytest.mark.parametrize(
    ("base", "own", "wanted"),
    [
        ("{by: amount}", "3", THREE),
        ("{uniform: {low: 1, high: 4}}", "{by: amount}", Instances(by="amount")),
        ("{by: amount}", "{constant: 3}", THREE),
    ],
)
def test_another_way_to_say_how_many_instances_sets_the_first_aside(tmp_path, reminding, base, own, wanted):
    base = f"{{attributes: {{amount: 2}}, steps: {{Task_Check: {{instances: {base}}}}}}}"
    found = based(tmp_path, reminding, base, f"steps: {{Task_Check: {{instances: {own}}}}}")
    assert found.steps["Task_Check"].instances == wanted


def test_an_assigned_attribute_may_be_called_like_a_word_of_the_format(tmp_path, reminding):
    base = "steps: {Task_Enter: {assigns: {mean: 3, chance: {chance: 10 %}, sd: 2}}}"
    found = based(tmp_path, reminding, base, "steps: {Task_Enter: {assigns: {cv: 4, choice: 5}}}")
    names = [attribute.name for attribute in found.steps["Task_Enter"].assigns]
    assert names == ["mean", "chance", "sd", "cv", "choice"]


# -- mistakes --------------------------------------------------------------------------------------

WRONG = [
    ("steps: {Task_Enter: {team: [Agents, 坐席]}}", "steps.Task_Enter.team[2]", "scenario.twice"),
    ("steps: {Task_Enter: {team: [Agents, Nobody]}}", "steps.Task_Enter.team[2]", "scenario.team"),
    ("steps: {Task_Enter: {team: [{when: a}]}}", "steps.Task_Enter.team[1]", "scenario.key.missing"),
    (
        "steps: {Task_Enter: {team: [{team: Agents, when: vip}]}}",
        "steps.Task_Enter.team[1].when",
        "scenario.attribute",
    ),
    (
        "steps: {Task_Enter: {team: [], patience: 1 min}}",
        "steps.Task_Enter.patience",
        "scenario.patience.system",
    ),
    ("steps: {Task_Dispatch: {patience: 1 min}}", "steps.Task_Dispatch.patience", "scenario.patience.system"),
    (
        "steps: {Task_Enter: {calls_back: {chance: 1, after: 1 h}}}",
        "steps.Task_Enter.calls_back",
        "scenario.key.missing",
    ),
    ("steps: {Task_Enter: {batch: {size: 0}}}", "steps.Task_Enter.batch.size", "scenario.whole"),
    ("steps: {Task_Enter: {batch: 5}}", "steps.Task_Enter.batch", "scenario.mapping.keys"),
    ("steps: {Task_Enter: {instances: {by: items}}}", "steps.Task_Enter.instances.by", "scenario.attribute"),
    (
        "{attributes: {n: {choice: {1: 60 %, 3: 40 %}}}, steps: {Task_Enter: {instances: {by: n}}}}",
        "steps.Task_Enter.instances.by",
        "scenario.attribute.count",
    ),
    (
        "{attributes: {n: {choice: {1: 60 %, 3: 40 %}}}, priority: [n >= 3]}",
        "priority[1]",
        "scenario.attribute.word",
    ),
    (
        "{attributes: {n: 3}, deflect: {Start_Complaint: {class: n in ('3'), share: 1, contained: 1}}}",
        "deflect.Start_Complaint.class",
        "scenario.attribute.number",
    ),
    (
        "{steps: {Task_Enter: {assigns: {vip: {chance: 5 %}}}}, priority: [vip > 0 or not vip]}",
        "priority[1]",
        "scenario.attribute.truth",
    ),
    ("steps: {Task_Enter: {instances: -1}}", "steps.Task_Enter.instances", "scenario.number.not-negative"),
    (
        "steps: {Task_Enter: {repeats: {chance: 100 %}}}",
        "steps.Task_Enter.repeats.chance",
        "scenario.repeats.endless",
    ),
    ("steps: {Task_Enter: {repeats: {chance: 5}}}", "steps.Task_Enter.repeats.chance", "scenario.share"),
    ("steps: {Task_Enter: {assigns: {x: {}}}}", "steps.Task_Enter.assigns.x", "scenario.attribute.one"),
    (
        "steps: {Task_Enter: {assigns: {x: {choice: {a: 60 %, b: 60 %}}}}}",
        "steps.Task_Enter.assigns.x.choice",
        "scenario.probabilities",
    ),
    ("teams: {A: {staff: 1, at_once: 0}}", "teams.A.at_once", "scenario.whole"),
    ("teams: {A: {staff: 1, slower: 0}}", "teams.A.slower", "scenario.number.positive"),
    ("teams: {A: {staff: 1, base_load: 100 %}}", "teams.A.base_load", "scenario.share.below-one"),
    (
        "teams: {A: {staff: 1, ramp_up: {from: 0, over: 1 d}}}",
        "teams.A.ramp_up.from",
        "scenario.share.above-nothing",
    ),
    ("teams: {A: {shifts: [{staff: 1, speed: -1}]}}", "teams.A.shifts[1].speed", "scenario.number.positive"),
    ("teams: {A: {shifts: [{staff: 1, ramp_up: 1}]}}", "teams.A.shifts[1].ramp_up", "scenario.mapping.keys"),
    ("events: {Boundary_48h: {after: 1 h, rings: 2}}", "events.Boundary_48h.rings", "scenario.events.rings"),
    ("events: {Catch_Answer: {after: 1 h, rings: 2}}", "events.Catch_Answer.rings", "scenario.events.rings"),
    ("events: {Boundary_Reminder: {rings: 0}}", "events.Boundary_Reminder.rings", "scenario.rings"),
    ("events: {Boundary_Reminder: {rings: often}}", "events.Boundary_Reminder.rings", "scenario.rings"),
    (
        "events: {Boundary_Nagging: {after: 0, rings: unlimited}}",
        "events.Boundary_Nagging.after",
        "scenario.duration.positive",
    ),
    ("deflect: {Start_Complaint: {share: 1}}", "deflect.Start_Complaint", "scenario.key.missing"),
    (
        "deflect: {Start_Complaint: {contained: 1, after: -1 h}}",
        "deflect.Start_Complaint.after",
        "scenario.spread.time",
    ),
    ("deflect: {Task_Enter: {contained: 1}}", "deflect.Task_Enter", "scenario.arrivals"),
]


@pytest.mark.parametrize(("text", "place", "code"), WRONG)
def test_a_mistake_is_told_with_its_place(reminding, text, place, code):
    with pytest.raises(InvalidScenario) as error:
        read_scenario(text, reminding)
    assert [(mistake.place, mistake.code) for mistake in error.value.mistakes] == [(place, code)]


def test_a_service_task_with_a_team_has_people_to_wait_for(reminding):
    found = read_scenario("steps: {Task_Dispatch: {patience: 1 min, team: Agents}}", reminding)
    assert found.steps["Task_Dispatch"].patience == Distribution.constant(MINUTE)

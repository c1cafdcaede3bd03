"""Small processes are judged as BPMN's token rules judge them, and every fault can be played."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from brute_force import explored
from building import drawn

from studio.check.soundness import Defect, Verdict, replayed, soundness
from studio.model import Diagram, EventDefinition, EventKind, NodeKind
from studio.wording import sentence

DEADLOCK, DOUBLE, LIVELOCK, DEAD = (
    Defect.DEADLOCK,
    Defect.LACK_OF_SYNCHRONISATION,
    Defect.LIVELOCK,
    Defect.DEAD,
)

SOUND = {
    "a sequence": "Start > A > B > End",
    "a choice": "Start > Xor > A > Xor_2 > End\nXor > B > Xor_2",
    "an implicit merge after a choice": "Start > Xor > A > C > End\nXor > B > C",
    "a parallel block": "Start > And > A > And_2 > End\nAnd > B > And_2",
    "an implicit split before a join": "Start > A > B > And > End\nA > C > And",
    "nested blocks": "Start > And > Xor > A > Xor_2 > And_2 > End\nXor > B > Xor_2\nAnd > C > And_2",
    "parallel branches with ends of their own": "Start > And > A > End\nAnd > B > End_2",
    "parallel branches into one end": "Start > And > A > End\nAnd > B > End",
    "a branch that terminates the other": "Start > And > A > Terminate\nAnd > B > End",
    "a join that a terminate end spares": (
        "Start > And > A > Xor > And_2 > End\nXor > Terminate\nAnd > B > And_2"
    ),
    "a loop with a way out": "Start > Xor > A > Xor_2 > End\nXor_2 > Xor",
    "a loop of tasks": "Start > A > Xor > End\nXor > B > A",
    "a loop within a branch": "Start > And > Xor > A > Xor_2 > And_2 > End\nXor_2 > Xor\nAnd > B > And_2",
    "a loop around a parallel block": (
        "Start > Xor > And > A > And_2 > Xor_2 > End\nAnd > B > And_2\nXor_2 > Xor"
    ),
    "an inclusive block": "Start > Or > A > Or_2 > End\nOr > B > Or_2\nOr > C > Or_2",
    "a parallel split and an inclusive join": "Start > And > A > Or > End\nAnd > B > Or",
    "a choice and an inclusive join": "Start > Xor > A > Or > End\nXor > B > Or",
    "an inclusive join that a token may miss": (
        "Start > And > A > Or > End\nAnd > B > Xor > C > Or\nXor > D > End_d"
    ),
    "an inclusive join in a loop": ("Start > Xor > Or > A > Or_2 > Xor_2 > End\nOr > B > Or_2\nXor_2 > Xor"),
    "two inclusive joins in a row": ("Start > Or > A > Or_1 > C > Or_2 > End\nOr > B > Or_1\nOr > D > Or_2"),
    "an event gateway": "Start > First > Message > A > Xor > End\nFirst > Timer > B > Xor",
    "an interrupting deadline": "Start > A > Xor > End\nA ! Timer_late > B > Xor",
    "an interrupting deadline with an end of its own": "Start > A > End\nA ! Timer_late > B > End_b",
    "a reminder with an end of its own": "Start > A > End\nA ~ Timer_note > B > End_b",
    "a reminder in a loop": "Start > Xor > A > Xor_2 > End\nXor_2 > Xor\nA ~ Timer_note > B > C > End_b",
    "a sub-process": "Start > Sub > End\nSub: Start_1 > And > A > And_2 > End_1\nSub: And > B > And_2",
    "a sub-process that terminates itself": (
        "Start > Sub > B > End\nSub: Start_1 > And > A > Terminate_1\nSub: And > C > End_1"
    ),
    "an endless sub-process that a message ends": (
        "Start > Sub\nSub ! Message_paid > B > End_b\nSub: Start_1 > Xor > A > Xor"
    ),
    "a sub-process entered twice in a row": (
        "Start > Xor > Sub > Xor_2 > End\nXor_2 > Xor\nSub: Start_1 > A > End_1"
    ),
    "several starts": "Start_1 > A > Xor > End\nStart_2 > B > Xor",
    "no start and no end": "A > B > C",
    "parts that begin side by side": "A > B\nC > D\nE > F > G",
    "two beginnings that are joined": "A > And > C\nB > And",
    "a link": "Start > A > To_x\nFrom_x > B > End",
    "a link that one choice of two takes": ("Start > Xor > A > To_x\nXor > C > End\nFrom_x > B > End_b"),
    "branches that are crossed": (
        "Start > And > A > And_1 > End_1\nAnd > B > And_b > And_1\nAnd_b > And_2 > End_2\nAnd > C > And_2"
    ),
    "seven gateways one after another": "Start > " + " > ".join(f"Xor_{n}" for n in range(7)) + " > End",
}

UNSOUND = {
    "a choice before a parallel join": (
        "Start > Xor > A > And > End\nXor > B > And",
        {"And": DEADLOCK},
        {"Xor"},
    ),
    "an event gateway before a parallel join": (
        "Start > First > Message > And > End\nFirst > Timer > And",
        {"And": DEADLOCK},
        {"First"},
    ),
    "an inclusive split before a parallel join": (
        "Start > Or > A > And > End\nOr > B > And",
        {"And": DEADLOCK},
        {"Or"},
    ),
    "a branch that turns away from the join": (
        "Start > And > A > Xor > And_2 > End\nXor > End_x\nAnd > B > And_2",
        {"And_2": DEADLOCK},
        {"Xor"},
    ),
    "a deadline that leaves the join waiting": (
        "Start > And > A > And_2 > End\nA ! Timer_late > C > End_c\nAnd > B > And_2",
        {"And_2": DEADLOCK},
        {"Timer_late"},
    ),
    "a reminder that the join waits for": (
        "Start > A > And > End\nA ~ Timer_note > B > And",
        {"And": DEADLOCK},
        {"A"},
    ),
    "joins that wait for each other": (
        "Start > And > And_1 > A > And_2 > End\nAnd > And_2\nAnd_2 > And_1",
        {"And_1": DEADLOCK},
        {"And_2"},
    ),
    "inclusive joins that wait for each other": (
        "Start > And > Or_1 > A > Xor > Or_2 > B > Xor_2 > Or_1\nXor > End\nXor_2 > End_2\nAnd > Or_2",
        {"Or_1": DEADLOCK},
        {"Or_2"},
    ),
    "starts that a join waits for": ("Start_1 > And > End\nStart_2 > And", {"And": DEADLOCK}, set()),
    "a join fed from nowhere": ("Start > And > End\nA > And", {"And": DEADLOCK}, set()),
    "a deadlock in a sub-process": (
        "Start > A > Sub > B > End\nSub: Start_1 > Xor > C > And > End_1\nSub: Xor > D > And",
        {"And": DEADLOCK},
        {"Xor"},
    ),
    "a deadlock two sub-processes deep": (
        (
            "Start > Sub_1 > End\nSub_1: Start_1 > A > Sub_2 > End_1\n"
            "Sub_2: Start_2 > Xor > C > And > End_2\nSub_2: Xor > D > And"
        ),
        {"And": DEADLOCK},
        {"Xor"},
    ),
    "a deadlock beside other work": (
        "Start > And_0 > X > Y > End_y\nAnd_0 > Xor > A > And > End\nXor > B > And",
        {"And": DEADLOCK},
        {"Xor"},
    ),
    "a parallel split before an exclusive merge": (
        "Start > And > A > Xor > C > End\nAnd > B > Xor",
        {"Xor": DOUBLE},
        {"And"},
    ),
    "an implicit merge after a parallel split": (
        "Start > And > A > C > End\nAnd > B > C",
        {"C": DOUBLE},
        {"And"},
    ),
    "an implicit split and an implicit merge": ("Start > A > B > D > End\nA > C > D", {"D": DOUBLE}, {"A"}),
    "an inclusive split before an exclusive merge": (
        "Start > Or > A > Xor > C > End\nOr > B > Xor",
        {"Xor": DOUBLE},
        {"Or"},
    ),
    "two of three branches merged": (
        "Start > And > A > Xor > D > And_2 > End\nAnd > B > Xor\nAnd > C > And_2",
        {"Xor": DOUBLE},
        {"And"},
    ),
    "a loop that multiplies tokens": ("Start > Xor > And > A > Xor\nAnd > B > End", {"And": DOUBLE}, {"And"}),
    "a reminder that is merged with the work": (
        "Start > A > C > End\nA ~ Timer_note > B > C",
        {"C": DOUBLE},
        {"Timer_note"},
    ),
    "beginnings that are not joined": ("A > Xor > C\nB > Xor", {"Xor": DOUBLE}, set()),
    "a double in a sub-process": (
        "Start > Sub > End\nSub: Start_1 > And > A > C > End_1\nSub: And > B > C",
        {"C": DOUBLE},
        {"And"},
    ),
    "two merges of one split": (
        "Start > And > A > Xor > D > Xor_2 > E > End\nAnd > B > Xor\nAnd > C > Xor_2",
        {"Xor": DOUBLE},
        {"And", "Xor_2"},
    ),
    "a loop without a way out": ("Start > A > Xor > B > Xor", {"Xor": LIVELOCK}, {"B"}),
    "a choice into a loop without a way out": (
        "Start > Xor > End\nXor > Xor_1 > A > B > Xor_1",
        {"Xor_1": LIVELOCK},
        {"A", "B"},
    ),
    "an endless branch beside another": (
        "Start > And > A > End\nAnd > Xor > B > Xor",
        {"Xor": LIVELOCK},
        {"B"},
    ),
    "an endless sub-process": ("Start > Sub > End\nSub: Start_1 > Xor > A > Xor", {"Xor": LIVELOCK}, {"A"}),
    "a step that nothing leads to": ("Start > A > End\nB > C > A", {"B": DEAD}, {"C"}),
    "a link that nobody throws": ("Start > A > End\nFrom_x > B > End_b", {"From_x": DEAD}, {"B", "End_b"}),
    "a reminder that overtakes the work": (
        # The token in A could still come along the flow that has one: BPMN does not wait for it.
        "Start > A > Or > End\nA ~ Timer_note > B > Or",
        {"Or": DOUBLE},
        {"Timer_note"},
    ),
    "a double behind a deadlock": (
        "Start > Xor > A > And > And_1 > D > Xor_1 > End\nXor > B > And\nAnd_1 > F > Xor_1",
        {"And": DEADLOCK},
        {"Xor"},
    ),
}


def with_event(diagram: Diagram, node: str, kind: EventKind, name: str = "", **more: object) -> Diagram:
    event = EventDefinition(kind=kind, name=name)
    return replace(
        diagram,
        nodes=tuple(
            replace(each, events=(event,), **more) if each.id == node else each for each in diagram.nodes
        ),
    )


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_what_is_sound_is_proven_sound(text):
    diagram = drawn(text)
    (found,) = soundness(diagram)
    assert (found.verdict, found.faults) == (Verdict.SOUND, ())
    assert explored(diagram).is_sound


@pytest.mark.parametrize(("text", "faults", "culprits"), UNSOUND.values(), ids=UNSOUND)
def test_each_cause_gives_one_fault_that_can_be_played(text, faults, culprits):
    diagram = drawn(text)
    (found,) = soundness(diagram)
    assert found.verdict is Verdict.UNSOUND
    assert {fault.element: fault.defect for fault in found.faults} == faults
    assert len(found.faults) == 1
    (fault,) = found.faults
    assert culprits | {fault.element} == set(fault.elements)
    if fault.defect is not DEAD:
        assert replayed(diagram, fault.trace) == tuple(sorted(fault.trace.marking))
    shortest = explored(diagram)
    if fault.defect is DEADLOCK:
        assert len(fault.trace.firings) == shortest.stuck
    if fault.defect is DOUBLE:
        assert len(fault.trace.firings) == shortest.doubled
        assert max(Counter(fault.trace.marking).values()) == 2


def test_two_causes_give_two_faults():
    diagram = drawn(
        "Start > Xor > Xor_1 > A > And > End\nXor_1 > B > And\nXor > And_2 > C > D > End_2\nAnd_2 > E > D"
    )
    found = {fault.element: fault.defect for fault in soundness(diagram)[0].faults}
    assert found == {"And": DEADLOCK, "D": DOUBLE}


def test_a_join_of_two_starts_waits_for_the_one_at_which_the_case_did_not_begin():
    diagram = drawn("Start > A > And > B > End\nStart_2 > C > And")
    (fault,) = soundness(diagram)[0].faults
    assert (fault.defect, fault.code, fault.split) == (DEADLOCK, "soundness.deadlock.starts", None)
    assert fault.other_start == "Start_2"
    assert "Start_2" in sentence(fault.code, dict(fault.parameters))
    unfed = drawn("Start > A > And > B > End\nXor > C > And\nC > Xor")
    (fault,) = soundness(unfed)[0].faults
    assert (fault.code, fault.other_start) == ("soundness.deadlock.unfed", None)


def test_an_error_end_goes_to_the_event_that_catches_it():
    text = (
        "Start > Sub > A > End\nSub ! Timer_error > B > End_b\n"
        "Sub: Start_1 > Xor > End_1\nSub: Xor > End_error"
    )
    caught = with_event(drawn(text), "Timer_error", EventKind.ERROR, "no")
    caught = with_event(caught, "End_error", EventKind.ERROR, "no")
    assert soundness(caught)[0].verdict is Verdict.SOUND
    joined = drawn(
        "Start > And > Sub > And_2 > End\nAnd > C > And_2\nSub ! Timer_error > B > End_b\n"
        "Sub: Start_1 > Xor > End_1\nSub: Xor > End_error"
    )
    joined = with_event(joined, "Timer_error", EventKind.ERROR, "no")
    joined = with_event(joined, "End_error", EventKind.ERROR, "no")
    (fault,) = soundness(joined)[0].faults
    assert (fault.defect, fault.element, fault.split) == (DEADLOCK, "And_2", "End_error")
    assert "End_error" in [firing.node for firing in fault.trace.firings]
    replayed(joined, fault.trace)


@pytest.mark.parametrize(
    "text",
    [
        "Start > And > Xor > A > And_2 > End\nXor > End_error\nAnd > B > And_2",
        "Start > Sub > End\nSub: Start_1 > And > Xor > And_2 > End_1\nSub: Xor > End_error\nSub: And > And_2",
    ],
    ids=["in the process", "in a sub-process"],
)
def test_an_error_that_nothing_catches_ends_the_process_and_leaves_nothing_waiting(text):
    assert soundness(drawn(text))[0].verdict is Verdict.UNSOUND
    diagram = with_event(drawn(text), "End_error", EventKind.ERROR, "no")
    assert soundness(diagram)[0].verdict is Verdict.SOUND
    assert explored(diagram).is_sound


def test_what_is_thrown_on_by_the_event_that_catches_it_is_not_taken_for_done():
    text = "Start > Sub > A > End\nSub: Start_1 > End_error\nSub_on: Start_on > B > End_on"
    diagram = handled(text)
    nodes = tuple(replace(node, parent="Sub") if node.id == "Sub_on" else node for node in diagram.nodes)
    diagram = replace(diagram, nodes=nodes)
    for node in ("End_error", "Start_on", "End_on"):
        diagram = with_event(diagram, node, EventKind.ERROR, "no")
    (fault,) = soundness(diagram)[0].faults
    assert (fault.defect, fault.elements) == (DEAD, ("A", "End"))
    assert explored(diagram).dead == {"A", "End"}


def test_an_event_that_nobody_throws_to_is_dead_where_its_thrower_is():
    diagram = drawn(
        "Start > Sub > A > End\nSub ! Timer_error > B > End_b\nSub: Start_1 > C > End_1\nSub: D > End_error"
    )
    for node in ("Timer_error", "End_error"):
        diagram = with_event(diagram, node, EventKind.ERROR, "no")
    found = {fault.element: fault.defect for fault in soundness(diagram)[0].faults}
    assert found == {"D": DEAD, "Timer_error": DEAD}


def handled(text: str, *, interrupting: bool = True) -> Diagram:
    """A diagram whose sub-process ``Sub_on`` is an event sub-process that starts with ``Start_on``."""
    diagram = with_event(drawn(text + "\nSub_on"), "Start_on", EventKind.MESSAGE, interrupting=interrupting)
    return replace(
        diagram,
        nodes=tuple(
            replace(node, triggered_by_event=True) if node.id == "Sub_on" else node for node in diagram.nodes
        ),
    )


@pytest.mark.parametrize("interrupting", [True, False])
def test_an_event_sub_process_stands_for_itself(interrupting):
    text = "Start > And > A > And_2 > End\nAnd > B > And_2\nSub_on: Start_on > C > End_on"
    diagram = handled(text, interrupting=interrupting)
    assert soundness(diagram)[0].verdict is Verdict.SOUND
    assert explored(diagram).is_sound


@pytest.mark.parametrize("interrupting", [True, False])
def test_a_fault_in_an_event_sub_process_is_found(interrupting):
    text = "Start > A > End\nSub_on: Start_on > Xor > B > And > End_on\nSub_on: Xor > C > And"
    diagram = handled(text, interrupting=interrupting)
    (fault,) = soundness(diagram)[0].faults
    assert (fault.defect, fault.element, fault.split) == (DEADLOCK, "And", "Xor")
    replayed(diagram, fault.trace)
    assert ("Start" in fault.trace.marking) is not interrupting


def test_an_event_sub_process_ends_what_would_never_end():
    endless = "Start > Xor > A > Xor\nSub_on: Start_on > C > End_on"
    assert soundness(handled(endless))[0].verdict is Verdict.SOUND
    (fault,) = soundness(handled(endless, interrupting=False))[0].faults
    assert fault.defect is LIVELOCK


def test_compensation_stands_aside():
    diagram = with_event(drawn("Start > A > End\nA ! Timer_undo"), "Timer_undo", EventKind.COMPENSATION)
    assert soundness(diagram)[0].verdict is Verdict.SOUND


def test_a_default_way_is_taken_only_alone():
    diagram = drawn("Start > A > B > Xor > End\nA > C > Xor")
    asked = replace(
        diagram,
        nodes=tuple(replace(node, default="A-B") if node.id == "A" else node for node in diagram.nodes),
        flows=tuple(replace(flow, condition="x") if flow.id == "A-C" else flow for flow in diagram.flows),
    )
    assert soundness(diagram)[0].verdict is Verdict.UNSOUND
    assert soundness(asked)[0].verdict is Verdict.SOUND
    assert explored(asked).is_sound


def test_a_sub_process_of_any_order_is_one_step():
    diagram = drawn("Start > Sub > End\nSub: A\nSub: B > C")
    loose = replace(
        diagram,
        nodes=tuple(
            replace(node, kind=NodeKind.AD_HOC) if node.id == "Sub" else node for node in diagram.nodes
        ),
    )
    assert soundness(loose)[0].verdict is Verdict.SOUND


def test_each_process_has_a_verdict_of_its_own():
    one, other = (
        drawn("Start > A > End"),
        drawn("Start_1 > Xor > B > And > End_1\nXor > C > And", process="Q"),
    )
    both = replace(
        one,
        processes=(*one.processes, *other.processes),
        nodes=(*one.nodes, *other.nodes),
        flows=(*one.flows, *other.flows),
    )
    assert [(each.process, each.verdict) for each in soundness(both)] == [
        ("P", Verdict.SOUND),
        ("Q", Verdict.UNSOUND),
    ]


def test_too_many_states_prove_nothing():
    """Sixteen branches each of which the next join mixes with its neighbour: nothing can be reduced."""
    lines = ["Start > And", "And_end > End"]
    for n in range(16):
        lines += [f"And > And_{n} > A_{n} > And_j{n} > And_end", f"And_{n} > B_{n} > And_j{(n + 1) % 16}"]
    (found,) = soundness(drawn("\n".join(lines)), most_states=500)
    assert (found.verdict, found.states, found.reason) == (Verdict.NOT_PROVEN, 500, "soundness.not-proven")


def test_any_number_of_branches_is_reduced():
    lines = ["Start > And", "And_2 > End", *(f"And > A_{n} > B_{n} > And_2" for n in range(40))]
    (found,) = soundness(drawn("\n".join(lines)), most_states=10)
    assert found.verdict is Verdict.SOUND


def test_a_fault_is_found_where_more_can_happen_than_is_looked_at():
    lines = ["Start > And", "And_2 > End"]
    lines += [f"And > A_{n} > Xor_{n} > B_{n} > And_2\nXor_{n} > End_{n}" for n in range(12)]
    diagram = drawn("\n".join(lines))
    (found,) = soundness(diagram, most_states=300)
    assert [(fault.defect, fault.element) for fault in found.faults] == [(DEADLOCK, "And_2")]
    replayed(diagram, found.faults[0].trace)


def test_an_event_gateway_that_needs_all_of_its_events_may_be_joined_by_all():
    diagram = drawn("Start > First > Message_a > And > End\nFirst > Message_b > And")
    (verdict,) = soundness(diagram)
    assert verdict.verdict is Verdict.UNSOUND
    nodes = [replace(node, all_events=node.kind is NodeKind.EVENT_GATEWAY) for node in diagram.nodes]
    (verdict,) = soundness(replace(diagram, nodes=tuple(nodes)))
    assert verdict.verdict is Verdict.SOUND
    assert explored(replace(diagram, nodes=tuple(nodes))).is_sound

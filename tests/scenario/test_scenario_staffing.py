"""How often elements are visited, and how many people that takes."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from drawn_by_hand import event, flows, node

from studio.model import Diagram, EventKind, NodeKind, Process, parse_guard
from studio.scenario import (
    Arrivals,
    Attribute,
    Batch,
    Calendar,
    Deflection,
    Distribution,
    Escalation,
    EventTiming,
    Instances,
    Ladder,
    Level,
    Rate,
    Repeats,
    Routing,
    Scale,
    Scenario,
    Shift,
    Step,
    Team,
    complete,
)
from studio.scenario.cases import sampled_cases, shares_that_hold
from studio.scenario.load import DEFAULT_START
from studio.scenario.staffing import fewest_people
from studio.scenario.traffic import visits

HOUR = 3600.0
DAY = 24 * HOUR


def drawn(kinds: dict[str, NodeKind], *ways: str, **other) -> Diagram:
    nodes = tuple(node(id, kind, lane=None, pool=None) for id, kind in kinds.items())
    return Diagram(**{"processes": (Process(id="P"),), "nodes": nodes, "flows": flows(*ways)} | other)


def scenario(**parts) -> Scenario:
    from datetime import UTC

    return Scenario(name="x", start=DEFAULT_START.replace(tzinfo=UTC), **parts)


XOR, AND, OR = NodeKind.EXCLUSIVE_GATEWAY, NodeKind.PARALLEL_GATEWAY, NodeKind.INCLUSIVE_GATEWAY
START, TASK, END = NodeKind.START_EVENT, NodeKind.TASK, NodeKind.END_EVENT


def visited(diagram: Diagram, **parts) -> dict[str, float]:
    return visits(diagram, complete(scenario(**parts), diagram), {"S": 1.0})


def test_rework_is_a_geometric_series():
    diagram = drawn({"S": START, "M": XOR, "T": TASK, "G": XOR, "E": END},
                    "1: S -> M", "2: M -> T", "3: T -> G", "back: G -> M", "on: G -> E")  # fmt: skip
    found = visited(diagram, routing={"G": Routing(chances={"back": 0.3, "on": 0.7})})
    assert found["T"] == pytest.approx(1 / 0.7)
    assert found["E"] == pytest.approx(1)


def test_nested_loops_multiply():
    diagram = drawn({"S": START, "A": TASK, "B": TASK, "G": XOR, "H": XOR, "E": END},
                    "1: S -> A", "2: A -> B", "3: B -> G", "inner: G -> B", "4: G -> H",
                    "outer: H -> A", "5: H -> E")  # fmt: skip
    routing = {
        "G": Routing(chances={"inner": 0.5, "4": 0.5}),
        "H": Routing(chances={"outer": 0.75, "5": 0.25}),
    }
    found = visited(diagram, routing=routing)
    assert (found["A"], found["B"]) == (pytest.approx(4), pytest.approx(8))


@pytest.mark.parametrize(("split", "join"), [(AND, AND), (AND, OR), (OR, OR)])
def test_a_join_fires_once_for_all_that_its_split_sent(split, join):
    diagram = drawn({"S": START, "G": split, "A": TASK, "B": TASK, "C": TASK, "J": join, "T": TASK},
                    "1: S -> G", "a: G -> A", "b: G -> B", "c: G -> C",
                    "2: A -> J", "3: B -> J", "4: C -> J", "5: J -> T")  # fmt: skip
    found = visited(diagram)
    assert found["J"] == pytest.approx(1)
    assert found["T"] == pytest.approx(1)
    if split is AND:
        assert (found["A"], found["B"]) == (1, 1)
    else:
        # Half each, and the first of them where none of the three was drawn.
        assert (found["A"], found["B"]) == (pytest.approx(0.5 + 0.125), pytest.approx(0.5))


def test_branches_without_a_join_both_go_on():
    diagram = drawn({"S": START, "A": TASK, "B": TASK, "T": TASK},
                    "1: S -> A", "2: S -> B", "3: A -> T", "4: B -> T")  # fmt: skip
    assert visited(diagram)["T"] == 2


def test_guards_count_by_the_share_of_cases_for_which_they_are_the_first_to_hold():
    diagram = drawn({"S": START, "G": XOR, "A": TASK, "B": TASK, "C": TASK},
                    "1: S -> G", "a: G -> A", "b: G -> B", "c: G -> C")  # fmt: skip
    attributes = (
        Attribute(name="amount", number=Distribution.uniform(0, 100)),
        Attribute(name="vip", chance=0.1),
    )
    guards = {"a": parse_guard("vip"), "b": parse_guard("amount > 40")}
    found = visited(diagram, attributes=attributes, routing={"G": Routing(guards=guards)})
    assert found["A"] == pytest.approx(0.1, abs=0.001)
    assert found["B"] == pytest.approx(0.9 * 0.6, abs=0.01)
    assert found["C"] == pytest.approx(0.9 * 0.4, abs=0.01)


def test_a_sampled_case_has_every_attribute_in_its_stated_share():
    attributes = (
        Attribute(name="n", number=Distribution.exponential(10)),
        Attribute(name="vip", chance=0.25),
        Attribute(name="way", choice=(("a", 0.7), ("b", 0.3))),
    )
    cases = sampled_cases(attributes)
    guards = [parse_guard(text) for text in ("n > 10", "vip", "way == 'b'", "way == 'b' and vip")]
    shares = shares_that_hold(guards, cases)
    assert shares == pytest.approx([math.exp(-1), 0.25, 0.3, 0.075], abs=0.02)
    assert sampled_cases(attributes) is cases


def hosted(after: Distribution, work: Distribution, *, interrupting: bool = True) -> tuple[Diagram, dict]:
    host = node("T", TASK, lane=None, pool=None)
    timer = node("B", NodeKind.BOUNDARY_EVENT, lane=None, pool=None, attached_to="T",
                 events=event(EventKind.TIMER), interrupting=interrupting)  # fmt: skip
    diagram = drawn({"S": START, "E": END, "Late": END}, "1: S -> T", "2: T -> E", "3: B -> Late")
    diagram = replace(diagram, nodes=(*diagram.nodes, host, timer))
    return diagram, {"steps": {"T": Step(time=work)}, "events": {"B": EventTiming(after=after)}}


def test_a_boundary_timer_rings_if_the_work_lasts_longer():
    diagram, parts = hosted(Distribution.constant(600), Distribution.exponential(300))
    found = visited(diagram, **parts)
    assert found["Late"] == pytest.approx(math.exp(-2))
    assert found["E"] == pytest.approx(1 - math.exp(-2))


def test_a_boundary_timer_that_does_not_interrupt_sends_a_token_more():
    diagram, parts = hosted(Distribution.constant(600), Distribution.exponential(300), interrupting=False)
    found = visited(diagram, **parts)
    assert (found["Late"], found["E"]) == (pytest.approx(math.exp(-2)), 1)


def test_a_random_deadline_is_a_race():
    diagram, parts = hosted(Distribution.exponential(100), Distribution.exponential(300))
    assert visited(diagram, **parts)["Late"] == pytest.approx(300 / 400, abs=0.01)


def test_a_boundary_event_with_a_chance_takes_that_share():
    diagram, parts = hosted(Distribution.constant(600), Distribution.constant(60))
    error = replace(diagram.node("B"), events=event(EventKind.ERROR))
    diagram = replace(diagram, nodes=tuple(error if n.id == "B" else n for n in diagram.nodes))
    found = visited(diagram, steps=parts["steps"], events={"B": EventTiming(chance=0.03, at=0.5)})
    assert (found["Late"], found["E"]) == (pytest.approx(0.03), pytest.approx(0.97))


def test_the_time_of_a_sub_process_is_that_of_its_work():
    sub = node("Sub", NodeKind.SUB_PROCESS, lane=None, pool=None)
    inner = [node(id, TASK, lane=None, pool=None, parent="Sub") for id in ("I1", "I2")]
    timer = node(
        "B", NodeKind.BOUNDARY_EVENT, lane=None, pool=None, attached_to="Sub", events=event(EventKind.TIMER)
    )
    diagram = drawn({"S": START, "E": END}, "1: S -> Sub", "2: Sub -> E", "3: I1 -> I2")
    diagram = replace(diagram, nodes=(*diagram.nodes, sub, *inner, timer))
    work = Step(time=Distribution.constant(300))
    found = visited(
        diagram, steps={"I1": work, "I2": work}, events={"B": EventTiming(after=Distribution.constant(600))}
    )
    assert (found["I1"], found["I2"]) == (1, 1)
    assert found["B"] == pytest.approx(math.exp(-1))


def test_an_event_gateway_is_a_race_of_means():
    kinds = {"S": START, "G": NodeKind.EVENT_GATEWAY, "A": NodeKind.CATCH_EVENT, "B": NodeKind.CATCH_EVENT}
    diagram = drawn(kinds, "1: S -> G", "2: G -> A", "3: G -> B")
    events = {
        "A": EventTiming(after=Distribution.exponential(HOUR)),
        "B": EventTiming(after=Distribution.exponential(3 * HOUR)),
    }
    found = visited(diagram, events=events)
    assert (found["A"], found["B"]) == (pytest.approx(0.75), pytest.approx(0.25))


def test_links_and_messages_are_followed():
    link = event(EventKind.LINK)
    nodes = (
        node("S", START, lane=None, pool=None),
        node("Throw", NodeKind.THROW_EVENT, "A", lane=None, pool=None, events=link),
        node("Catch", NodeKind.CATCH_EVENT, "A", lane=None, pool=None, events=link),
        node("Send", NodeKind.SEND_TASK, lane=None, pool=None),
        node("S2", START, lane=None, pool=None, process="Q"),
        node("T", TASK, lane=None, pool=None, process="Q"),
    )
    diagram = Diagram(
        processes=(Process(id="P"), Process(id="Q")),
        nodes=nodes,
        flows=flows("1: S -> Throw", "2: Catch -> Send", "3: S2 -> T"),
        messages=flows("m: Send -> S2"),
    )
    assert visited(diagram)["T"] == 1


def test_a_loop_without_a_way_out_counts_a_few_rounds():
    diagram = drawn({"S": START, "A": TASK, "B": TASK}, "1: S -> A", "2: A -> B", "3: B -> A")
    assert 1 < visited(diagram)["A"] < 10


def test_a_loop_that_multiplies_its_tokens_comes_to_an_end():
    diagram = drawn({"S": START, "G": AND, "T": TASK}, "1: S -> G", "2: G -> T", "3: G -> T", "4: T -> G")
    assert 0 <= visited(diagram)["T"] < 1000


def test_a_long_chain_is_quick():
    kinds = {"S": START, **{f"T{n}": TASK for n in range(3000)}}
    ways = [f"f{n}: T{n} -> T{n + 1}" for n in range(2999)]
    assert visited(drawn(kinds, "f: S -> T0", *ways))["T2999"] == 1


# -- people --------------------------------------------------------------------------------------


ONE_STEP = drawn({"S": START, "T": TASK, "E": END}, "1: S -> T", "2: T -> E")


def staff(time: float, every: float = 600.0, *, team: Team | None = None, **parts) -> int:
    """The people that a step of ``time`` takes with an arrival ``every`` so many seconds."""
    crew = team or Team(name="A", shifts=(Shift(staff=0),))
    given = scenario(
        **{
            "arrivals": {"S": Arrivals(every=Distribution.exponential(every))},
            "steps": {"T": Step(time=Distribution.constant(time), team="A")},
            "teams": {"A": crew},
        }
        | parts
    )
    return fewest_people(ONE_STEP, given)["A"]


@pytest.mark.parametrize(
    ("work", "people"),
    [(1.0, 1), (419.0, 1), (420.0, 1), (421.0, 2), (840.0, 2), (840.1, 3), (4200.0, 10), (42_000.0, 100)],
)
def test_it_is_the_fewest_that_stay_at_or_under_seventy_percent(work, people):
    assert staff(work) == people
    assert work / 600 / people <= 0.7 + 1e-9
    assert people == 1 or work / 600 / (people - 1) > 0.7


def test_nobody_to_do_anything_is_still_one():
    assert (
        complete(None, drawn({"S": START, "E": END, "Off": TASK}, "1: S -> E")).teams["P"].shifts[0].staff
        == 1
    )


def test_shrinkage_absence_speed_and_people_at_once_take_more():
    crew = Team(name="A", shifts=(Shift(staff=0),), shrinkage=0.3, absence=0.05, speed=0.8)
    assert staff(4200.0, team=crew) == math.ceil(7 / 0.7 / (0.7 * 0.95 * 0.8))
    both = {"T": Step(time=Distribution.constant(10), team="A", people=3)}
    assert staff(0.0, steps=both) == 3


WEEKDAYS = Calendar(week=tuple((d * DAY + 8 * HOUR, d * DAY + 20 * HOUR) for d in range(5)))


def test_a_team_that_works_while_cases_arrive_is_sized_for_those_hours():
    crew = Team(name="A", shifts=(Shift(staff=0, calendar=WEEKDAYS),))
    arrivals = {"S": Arrivals(every=Distribution.exponential(600), open="office")}
    assert staff(4200.0, team=crew, arrivals=arrivals, calendars={"office": WEEKDAYS}) == 10


def test_a_team_that_works_fewer_hours_than_cases_arrive_catches_up():
    crew = Team(name="A", shifts=(Shift(staff=0, calendar=WEEKDAYS),))
    assert staff(4200.0, team=crew) == 28  # ten people around the clock, in 60 of 168 hours


@pytest.mark.parametrize(
    ("arrivals", "people"),
    [
        (Arrivals(every=Distribution.exponential(600), scale=(Scale(start=0, end=math.inf, factor=2),)), 20),
        (Arrivals(every=Distribution.exponential(600), scale=(Scale(start=0, end=DAY, factor=2),)), 10),
        (
            Arrivals(
                profile=(
                    Rate(start=0, end=900, per_second=1 / 1200),
                    Rate(start=900, end=1800, per_second=1 / 600),
                )
            ),
            10,
        ),
        (Arrivals(times=tuple(600.0 * n for n in range(50))), 10),
        (Arrivals(times=(5.0,)), 2),
    ],
    ids=["a factor", "a passing surge", "the busiest interval", "a list", "a single case"],
)
def test_the_busiest_rate_counts(arrivals, people):
    assert staff(4200.0, arrivals={"S": arrivals}) == people


# -- what is done several times, in front of people, and above them ----------------------------------

ROW = {"S": START, "T": TASK, "E": END}
ALONG = ("1: S -> T", "2: T -> E")


def people(step: Step, team: Team | None = None, **parts) -> int:
    """How many are wanted where a case comes every minute."""
    diagram = drawn(ROW, *ALONG)
    team = team or Team(name="P", shifts=(Shift(staff=0),))
    every = {"S": Arrivals(every=Distribution.constant(60))}
    steps = {"T": replace(step, team="P")}
    stated = {"teams": {"P": team}, "steps": steps, "arrivals": every} | parts
    return fewest_people(diagram, complete(scenario(**stated), diagram))["P"]


MINUTES = Step(time=Distribution.constant(7 * 60))
"""At one a minute and 70 % busy, ten people's work."""


@pytest.mark.parametrize(
    ("step", "wanted"),
    [
        (MINUTES, 10),
        (replace(MINUTES, instances=Instances(number=Distribution.uniform(1, 3))), 20),
        (replace(MINUTES, instances=Instances(number=Distribution.constant(0))), 1),
        (replace(MINUTES, repeats=Repeats(chance=0.5)), 20),
        (replace(MINUTES, repeats=Repeats(chance=0.5, at_most=2)), 15),
        (replace(MINUTES, set_up=Distribution.constant(7 * 60)), 20),
        (replace(MINUTES, set_up=Distribution.constant(7 * 60), batch=Batch(size=5)), 12),
    ],
)
def test_a_step_that_is_done_several_times_takes_as_many_people_more(step, wanted):
    assert people(step) == wanted


def test_instances_are_counted_by_the_attribute_that_says_how_many():
    size = (Attribute(name="size", number=Distribution.uniform(1, 5)),)
    by = replace(MINUTES, instances=Instances(by="size"))
    assert people(by, attributes=size) == 30
    assert people(replace(by, assigns=size)) == 30


@pytest.mark.parametrize(
    ("team", "wanted"),
    [
        ({"base_load": 0.5}, 20),
        ({"at_once": 3, "slower": 1.5}, 5),
        ({"slower": 1.5}, 10),
        ({"shrinkage": 0.5, "base_load": 0.2}, 25),
    ],
)
def test_work_of_their_own_takes_people_and_chat_saves_some(team, wanted):
    assert people(MINUTES, Team(name="P", shifts=(Shift(staff=0),), **team)) == wanted


def test_of_a_list_of_teams_the_first_is_counted_with_all_the_work():
    diagram = drawn(ROW, *ALONG)
    stated = scenario(
        arrivals={"S": Arrivals(every=Distribution.constant(60))},
        steps={"T": replace(MINUTES, team="Q", instead=("P",))},
    )
    assert fewest_people(diagram, complete(stated, diagram)) == {"Q": 10, "P": 1}


@pytest.mark.parametrize(
    ("deflection", "wanted"),
    [
        (Deflection(contained=0.5), 5),
        (Deflection(contained=0.5, share=0.4), 8),
        (Deflection(contained=0.5, comes_back=1.0), 10),
        (Deflection(contained=0.5, harder=2.0), 10),
        (Deflection(contained=1.0, whom=parse_guard("kind == 'chat'")), 8),
    ],
)
def test_what_self_service_keeps_needs_nobody_and_what_it_leaves_is_harder(deflection, wanted):
    kind = Attribute(name="kind", choice=(("chat", 0.2), ("voice", 0.8)))
    assert people(MINUTES, deflections={"S": deflection}, attributes=(kind,)) == wanted


def test_each_level_of_a_ladder_gets_what_the_one_below_did_not_settle():
    diagram = drawn(ROW, *ALONG)
    work = Distribution.constant(70 * 60)
    levels = tuple(
        Level(name=name, team=name, reply_within=60, settles=settles, time=work)
        for name, settles in (("lead", 0.5), ("head", 0.8), ("boss", 1.0))
    )
    stated = scenario(
        arrivals={"S": Arrivals(every=Distribution.constant(60))},
        steps={"T": replace(MINUTES, team="P")},
        ladders={"up": Ladder(name="up", levels=levels)},
        escalations={"T": Escalation(ladder="up", cannot_decide=0.2, customer_asks=0.5)},
    )
    found = fewest_people(diagram, complete(stated, diagram))
    assert found == {"P": 10, "lead": 60, "head": 30, "boss": 6}


def test_within_a_sub_process_everything_is_done_as_often_as_the_whole():
    nodes = tuple(
        node(id, kind, lane=None, pool=None, parent="Sub" if id in "ab" else None)
        for id, kind in {"S": START, "Sub": NodeKind.SUB_PROCESS, "a": TASK, "b": TASK, "E": END}.items()
    )
    diagram = Diagram(
        processes=(Process(id="P"),), nodes=nodes, flows=flows("1: S -> Sub", "2: Sub -> E", "3: a -> b")
    )
    three = Step(time=Distribution.constant(0), instances=Instances(number=Distribution.constant(3)))
    twice = replace(MINUTES, team="P", instances=Instances(number=Distribution.constant(2)))
    found = visited(diagram, steps={"Sub": three, "b": twice})
    assert (found["Sub"], found["a"], found["b"], found["E"]) == (3, 3, 6, 1)


@pytest.mark.parametrize(
    ("own_time", "inside"), [(None, 1.0), (Step(time=Distribution.constant(60), team="P"), 0.0)]
)
def test_a_called_process_is_visited_unless_the_call_has_a_time_of_its_own(own_time, inside):
    def of(process, id, kind, **other):
        return node(id, kind, process=process, lane=None, pool=None, **other)

    diagram = Diagram(
        processes=(Process(id="P"), Process(id="Q")),
        nodes=(
            of("P", "S", START),
            of("P", "Call", NodeKind.CALL_ACTIVITY, called="Q"),
            of("P", "E", END),
            of("Q", "S2", START),
            of("Q", "T", TASK),
        ),
        flows=flows("1: S -> Call", "2: Call -> E", "3: S2 -> T"),
    )
    steps = {} if own_time is None else {"Call": own_time}
    found = visited(diagram, steps=steps)
    assert (found["Call"], found["S2"], found["T"], found["E"]) == (1, inside, inside, 1)
    completed = complete(scenario(steps=steps), diagram)
    assert ("Call" in completed.steps) == bool(steps)
    assert list(completed.arrivals) == ["S"]

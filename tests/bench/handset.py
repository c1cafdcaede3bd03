"""The handset change: how much waiting the simpler process saves, and what is left when changes are halved.

usage: uv run python tests/bench/handset.py [--replications N] [--workers N]

Both sides serve the same customers with the same people; what differs is listed in
simulations/handset_change_after/today.yaml (tests/examples/test_example_changes.py holds the files to that
list). Each listed change is then carried through by half only, one by one and all together:

proof      half of the customers still have their proof checked by the back office (changes 1 and 6)
retest     every second handset that was no longer retested is retested again (2)
approval   half as many are exempt, supervisors decide up to 4,000, rounds are held every 30 min, and a
           reply is due within 75 min (3)
picking    rounds are held every 22.5 min (4)
entry      typing and checking still take the desk half as long as before (5)
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from studio.analysis.measures import Figures, Ratio, figures
from studio.analysis.study import run_length
from studio.model import Diagram, Flow, Node, NodeKind, parse_guard
from studio.reading import read
from studio.scenario import EventTiming, Routing, Scenario, Step, complete, read_scenario
from studio.scenario.distribution import Distribution
from studio.simulation import Job, compile_program, replicate

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A process under a complete scenario."""

    diagram: Diagram
    scenario: Scenario


def side(when: str) -> Side:
    """The process before or after, today."""
    name = f"handset_change_{when}"
    reading = read((ROOT / "bpmn" / f"{name}.bpmn").read_bytes(), name)
    stated = read_scenario(ROOT / "simulations" / name / "today.yaml", reading.diagram)
    return Side(diagram=reading.diagram, scenario=complete(stated, reading.diagram, tuple(reading.hints)))


def with_step_in(side: Side, flow: str, *added: Node) -> Diagram:
    """The diagram with further nodes, one after the other, on a flow."""
    diagram = side.diagram
    old = next(each for each in diagram.flows if each.id == flow)
    like = diagram.node(old.target)
    own = [replace(node, process=like.process, pool=like.pool, lane=None) for node in added]
    way = [*(node.id for node in own), old.target]
    flows = [Flow(id=f"To_{target}", source=source, target=target) for source, target in pairwise(way)]
    first = replace(old, target=way[0])
    kept = (first if each is old else each for each in diagram.flows)
    return replace(diagram, nodes=(*diagram.nodes, *own), flows=(*kept, *flows))


def changed(side: Side, diagram: Diagram | None = None, **parts: Mapping[str, object]) -> Side:
    """The side with some entries of its scenario's mappings put in, and another diagram if there is one."""
    scenario = side.scenario
    entries = {name: {**getattr(scenario, name), **entry} for name, entry in parts.items()}
    return Side(diagram=diagram or side.diagram, scenario=replace(scenario, **entries))


def proof(side: Side, before: Side) -> Side:
    again = before.scenario.steps
    half = Distribution.mixture(
        [side.scenario.steps["Task_Accept"].time, again["Task_Register"].time], [1, 1]
    )
    split = Node(id="Half_checked", kind=NodeKind.EXCLUSIVE_GATEWAY, process="")
    join = Node(id="Half_joined", kind=NodeKind.EXCLUSIVE_GATEWAY, process="")
    diagram = with_step_in(
        side, after_task(side.diagram, "Task_Accept"), split, before.diagram.node("Task_Voucher"), join
    )
    past = Flow(id="Past_it", source=split.id, target=join.id)
    return changed(
        side,
        replace(diagram, flows=(*diagram.flows, past)),
        teams={"后台复核岗": before.scenario.teams["后台复核岗"]},
        steps={
            "Task_Accept": replace(side.scenario.steps["Task_Accept"], time=half),
            "Task_Voucher": again["Task_Voucher"],
        },
        routing={split.id: Routing(chances={"To_Task_Voucher": 0.5, "Past_it": 0.5})},
    )


def retest(side: Side, before: Side) -> Side:  # noqa: ARG001 - as the other changes
    return changed(
        side, routing={"Gateway_Doubt": Routing(chances={"Flow_Clear": 0.46, "Flow_NotClear": 0.54})}
    )


def approval(side: Side, before: Side) -> Side:
    attributes = tuple(
        replace(each, chance=(each.chance or 0) / 2) if each.name == "standard_model" else each
        for each in side.scenario.attributes
    )
    reply = side.scenario.events["Timer_Approve"]
    authority = replace(
        side.scenario.routing["Gateway_Authority"],
        guards={"Flow_WithinAuthority": parse_guard("price <= 4000")},
    )
    fewer_exempt = replace(side, scenario=replace(side.scenario, attributes=attributes))
    return changed(
        fewer_exempt,
        with_step_in(side, "Flow_NotExempt", before.diagram.node("Catch_Approval")),
        routing={"Gateway_Authority": authority},
        events={
            "Timer_Approve": replace(reply, after=Distribution.constant(75 * 60)),
            "Catch_Approval": halved(before.scenario.events["Catch_Approval"]),
        },
    )


def picking(side: Side, before: Side) -> Side:
    return changed(
        side,
        with_step_in(side, after_task(side.diagram, "Gateway_ToStock"), before.diagram.node("Catch_Picking")),
        events={"Catch_Picking": halved(before.scenario.events["Catch_Picking"])},
    )


def entry(side: Side, before: Side) -> Side:
    by_hand, checked = (before.scenario.steps[id].time for id in ("Task_Enter", "Task_Recheck"))
    share = (by_hand.mean + checked.mean) / by_hand.mean / 2
    return changed(side, steps={"Task_Enter": Step(time=by_hand.scaled(share), team="受理台席")})


def halved(timing: EventTiming) -> EventTiming:
    assert timing.after is not None
    return replace(timing, after=timing.after.scaled(0.5))


def after_task(diagram: Diagram, node: str) -> str:
    """The id of the one flow out of a node."""
    (flow,) = diagram.outgoing(node)
    return flow.id


HALVES: dict[str, Callable[[Side, Side], Side]] = {
    "proof": proof,
    "retest": retest,
    "approval": approval,
    "picking": picking,
    "entry": entry,
}


def simulated(side: Side, replications: int, workers: int | None) -> list[Figures]:
    """The figures of each replication."""
    length = run_length(side.scenario, side.scenario.warm_up or 0.0)
    job = Job(program=compile_program(side.diagram, side.scenario), length=length, reduce=figures)
    return replicate(job, lambda _: True, at_least=replications, at_most=replications, workers=workers)


def waits(found: list[Figures]) -> NDArray[np.float64]:
    """A row for each replication: all seconds waited, and cases."""
    rows = [each.table["measures", "", "wait.mean"] for each in found]
    return np.array([(row.over, row.under) for row in rows if isinstance(row, Ratio)])


def interval(of: Callable[..., float], *samples: NDArray[np.float64]) -> tuple[float, float]:
    """A statistic of the samples and half of its 95 % interval, by the jackknife over replications."""
    n = len(samples[0])
    whole = of(*samples)
    others = np.array([of(*(np.delete(sample, out, axis=0) for sample in samples)) for out in range(n)])
    spread = float((n * whole - (n - 1) * others).std(ddof=1))
    return whole, float(stdtrit(n - 1, 0.975)) * spread / sqrt(n)


def mean(sample: NDArray[np.float64]) -> float:
    over, under = sample.sum(axis=0)
    return float(over / under)


def saved(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    return 1 - mean(after) / mean(before)


def main() -> None:
    plain = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    options.add_argument("--replications", type=int, default=20)
    options.add_argument("--workers", type=int)
    given = options.parse_args()
    before, after = side("before"), side("after")
    first = waits(simulated(before, given.replications, given.workers))
    value, half = interval(mean, first)
    print(f"wait of a case, {given.replications} replications of two weeks on the same customers")
    print(f"{'before':24} {value / 60:7.1f} ± {half / 60:4.1f} min")
    sides = {"after": after}
    sides |= {f"half of {name}": change(after, before) for name, change in HALVES.items()}
    together = after
    for change in HALVES.values():
        together = change(together, before)
    sides["half of all of them"] = together
    for name, variant in sides.items():
        sample = waits(simulated(variant, given.replications, given.workers))
        value, half = interval(mean, sample)
        share, margin = interval(saved, first, sample)
        print(
            f"{name:24} {value / 60:7.1f} ± {half / 60:4.1f} min   saved {share:6.1%} ± {margin:.1%}",
            flush=True,
        )


if __name__ == "__main__":
    main()

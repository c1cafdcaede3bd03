"""Whatever is drawn, sound or not, a run ends and accounts for every case."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from building import drawn, setting
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.errors import NothingToSimulate, UnreadableFile
from studio.model import Diagram, EventDefinition, EventKind, Loop, LoopKind, NodeKind
from studio.reading import read
from studio.scenario import Arrivals, Distribution
from studio.scenario.defaults import complete
from studio.simulation import Run, RunLength, compile_program, run, station
from studio.simulation.records import CaseOutcome

KINDS = (
    "Start",
    "End",
    "Terminate",
    "Xor",
    "And",
    "Or",
    "First",
    "Timer",
    "Message",
    "To",
    "From",
    "Sub",
    "T",
    "T",
    "T",
)


@st.composite
def diagrams(draw: st.DrawFn) -> Diagram:
    """Any nodes with any flows between those of one level, boundary events and markers anywhere."""
    top = [f"{draw(st.sampled_from(KINDS))}_{n}" for n in range(draw(st.integers(2, 9)))]
    lines = list(top)
    levels = {"": top}
    for sub in [node for node in top if node.startswith("Sub")]:
        inner = [
            f"{draw(st.sampled_from(KINDS))}_{sub[4:]}{n}" for n in range(1, draw(st.integers(1, 5)) + 1)
        ]
        levels[f"{sub}: "] = inner
        lines += [f"{sub}: {node}" for node in inner]
    for inside, nodes in levels.items():
        for _ in range(draw(st.integers(1, 2 * len(nodes)))):
            source, target = draw(st.sampled_from(nodes)), draw(st.sampled_from(nodes))
            lines.append(f"{inside}{source} > {target}")
        hosts = [node for node in nodes if node.startswith(("T_", "Sub", "T1", "Message"))]
        for number in range(draw(st.integers(0, 2)) if hosts else 0):
            mark, host = draw(st.sampled_from("!~")), draw(st.sampled_from(hosts))
            event = f"Timer_b{len(lines)}{number}"
            lines.append(f"{inside}{host} {mark} {event} > {draw(st.sampled_from(nodes))}")
    shape = drawn("\n".join(lines))
    flows = {flow.id: flow for flow in shape.flows}  # the same line twice is one flow
    nodes = tuple(_marked(draw, node) for node in shape.nodes)
    return replace(shape, flows=tuple(flows.values()), nodes=nodes)


def _marked(draw: st.DrawFn, node):
    if node.kind is NodeKind.TASK and draw(st.integers(0, 9)) == 0:
        return replace(node, loop=Loop(kind=draw(st.sampled_from(list(LoopKind)))))
    if node.kind is NodeKind.TASK and draw(st.integers(0, 9)) == 0:
        return replace(node, kind=draw(st.sampled_from([NodeKind.RECEIVE_TASK, NodeKind.CALL_ACTIVITY])))
    if node.kind is NodeKind.END_EVENT and draw(st.integers(0, 4)) == 0:
        return replace(node, events=(EventDefinition(kind=draw(st.sampled_from(list(EventKind)))),))
    return node


def accounts_for(made: Run) -> None:
    assert made.log is not None
    outcomes = Counter(CaseOutcome(int(outcome)) for outcome in made.log.cases()["outcome"])
    assert made.arrived == sum(outcomes.values())
    assert made.left == made.arrived - outcomes[CaseOutcome.OPEN]
    counted = made.cases
    assert counted.arrived == counted.completed + counted.stuck + counted.endless + made.open
    visits = made.log.visits()
    assert (visits["enabled"] <= visits["started"]).all()
    assert (visits["started"] <= visits["finished"]).all()
    assert made.seconds >= 0
    sojourns = (made.log.cases()["ended"] - made.log.cases()["arrived"]).sum()
    assert abs(made.in_system_area - sojourns) <= 1e-9 * max(1.0, sojourns)


def test_any_diagram_runs_to_an_end(thorough, monkeypatch):
    monkeypatch.setattr(station, "_MOST_VISITS", 500)  # which is reached sooner than 10,000
    quick = st.sampled_from(
        [Distribution.constant(0.0), Distribution.exponential(60.0), Distribution.constant(60.0)]
    )

    @settings(
        max_examples=3000 if thorough else 60,
        derandomize=not thorough,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(shape=diagrams(), timing=quick, cases=st.integers(1, 4), seed=st.integers(0, 999))
    def ends(shape, timing, cases, seed):
        stated = setting(arrivals={}, seed=seed)
        scenario = complete(stated, shape)
        # no more come than these: what multiplies within a case would otherwise do so for thousands
        moments = tuple(30.0 * number for number in range(cases))
        scenario = replace(
            scenario,
            arrivals={id_: Arrivals(times=moments) for id_ in scenario.arrivals},
            steps={id_: replace(step, time=timing) for id_, step in scenario.steps.items()},
            events={
                id_: replace(event, after=timing if event.after else None)
                for id_, event in scenario.events.items()
            },
        )
        try:
            program = compile_program(shape, scenario)
        except NothingToSimulate:
            return
        accounts_for(run(program, RunLength(cases=cases), keep_log=True))

    ends()


def test_diagrams_of_other_people_run_to_an_end(corpus, thorough):
    """A sample of them; all with --thorough."""
    files = sorted(path for path in corpus.rglob("*.bpmn"))
    assert files
    for path in files if thorough else files[::40]:
        try:
            reading = read(path.read_bytes(), path.name)
            scenario = complete(None, reading.diagram, reading.hints)
            program = compile_program(reading.diagram, scenario)
        except (UnreadableFile, NothingToSimulate):
            continue
        made = run(program, RunLength(cases=10), keep_log=True)
        accounts_for(made)

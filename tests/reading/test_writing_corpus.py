"""Other people's diagrams, written anew or changed in their own files, read back as what was meant."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from rereading import comparable

from studio.errors import UnreadableFile
from studio.model import (
    Artifact,
    ArtifactKind,
    Association,
    Bounds,
    Diagram,
    EventDefinition,
    EventKind,
    Flow,
    Label,
    Lane,
    Loop,
    LoopKind,
    Node,
    NodeKind,
    Pool,
    Process,
)
from studio.reading import read, write

Change = Callable[[Diagram, random.Random], Diagram | None]


@pytest.fixture(scope="module")
def diagrams(corpus: Path, thorough: bool) -> Mapping[str, tuple[bytes, Diagram]]:
    """The files that can be read, with their diagrams: all of them, or every tenth."""
    found: dict[str, tuple[bytes, Diagram]] = {}
    paths = sorted(path for path in corpus.rglob("*") if path.is_file() and path.name != "SOURCES.csv")
    for path in paths[:: 1 if thorough else 10]:
        data, name = path.read_bytes(), path.relative_to(corpus).as_posix()
        try:
            found[name] = data, read(data, name).diagram
        except UnreadableFile:
            continue
    return found


def test_every_diagram_written_anew_reads_back_as_it_was(diagrams, thorough):
    assert len(diagrams) == (813 if thorough else 83)
    for name, (_, diagram) in diagrams.items():
        written = write(diagram)
        assert comparable(read(written, name).diagram) == comparable(diagram), name


def test_every_unchanged_diagram_gives_its_file_back(diagrams):
    for name, (data, diagram) in diagrams.items():
        assert write(diagram, data) == data, name


def test_every_file_can_be_made_that_of_another_diagram_and_back(diagrams):
    """The file of one diagram becomes that of the same diagram with all its texts and places changed."""
    for name, (data, diagram) in list(diagrams.items())[::3]:
        other = moved(named(diagram))
        there = write(other, data)
        assert comparable(read(there, name).diagram) == comparable(other), name
        back = write(diagram, there)
        assert comparable(read(back, name).diagram) == comparable(diagram), name


def named(diagram: Diagram) -> Diagram:
    """Every node by another name, with all that can be said of it."""
    nodes = tuple(
        replace(
            node,
            name=f"新 <“&> {node.id}",
            labels=(Label("en", "x & y"), Label("zh-CN", "新")),
            properties=(("method", 'A & "b"'),),
            documentation="why\n\nand <b>how",
        )
        for node in diagram.nodes
    )
    return replace(diagram, nodes=nodes)


def moved(diagram: Diagram) -> Diagram:
    """Everything drawn a little further right and down; places are in whole halves of pixels."""

    def point(x: float, y: float) -> tuple[float, float]:
        return round(2 * x) / 2 + 10.5, round(2 * y) / 2 + 20

    def bounds(old: Bounds | None) -> Bounds | None:
        return old and Bounds(*point(old.x, old.y), old.width, old.height)

    def line(old):
        points = tuple(point(*it) for it in old.waypoints)
        if not points:
            return old
        across, down = [x for x, _ in points], [y for _, y in points]
        box = Bounds(min(across), min(down), max(across) - min(across), max(down) - min(down))
        label = {"label_bounds": bounds(old.label_bounds)} if isinstance(old, Flow) else {}
        return replace(old, waypoints=points, bounds=box, **label)

    return replace(
        diagram,
        pools=tuple(replace(it, bounds=bounds(it.bounds)) for it in diagram.pools),
        nodes=tuple(
            replace(it, bounds=bounds(it.bounds), label_bounds=bounds(it.label_bounds))
            for it in diagram.nodes
        ),
        flows=tuple(map(line, diagram.flows)),
        messages=tuple(map(line, diagram.messages)),
        artifacts=tuple(replace(it, bounds=bounds(it.bounds)) for it in diagram.artifacts),
        associations=tuple(map(line, diagram.associations)),
    )


def mended(diagram: Diagram) -> Diagram:
    """The diagram without the lines that lost an end."""
    nodes = {node.id for node in diagram.nodes}
    flows = tuple(it for it in diagram.flows if {it.source, it.target} <= nodes)
    ends = nodes | {pool.id for pool in diagram.pools}
    messages = tuple(it for it in diagram.messages if {it.source, it.target} <= ends)
    known = {flow.id for flow in flows}
    kept = replace(
        diagram,
        flows=flows,
        messages=messages,
        nodes=tuple(replace(it, default=it.default if it.default in known else None) for it in diagram.nodes),
    )
    ids = {element.id for element in kept.elements()}
    lines = tuple(it for it in kept.associations if {it.source, it.target} <= ids)
    return replace(kept, associations=lines)


def without_a_step(diagram: Diagram, pick: random.Random) -> Diagram | None:
    steps = [
        node
        for node in diagram.nodes
        if len(diagram.incoming(node.id)) == len(diagram.outgoing(node.id)) == 1
        and not diagram.children(node.id)
        and not diagram.boundary(node.id)
        and diagram.incoming(node.id)[0].source != node.id
    ]
    if not steps:
        return None
    step = pick.choice(steps)
    before, after = diagram.incoming(step.id)[0], diagram.outgoing(step.id)[0]
    joined = replace(before, target=after.target, waypoints=(), bounds=None, label_bounds=None)
    flows = tuple(joined if it.id == before.id else it for it in diagram.flows if it.id != after.id)
    return mended(replace(diagram, nodes=tuple(it for it in diagram.nodes if it.id != step.id), flows=flows))


def with_a_step(diagram: Diagram, pick: random.Random) -> Diagram | None:
    if not diagram.flows:
        return None
    place = pick.randrange(len(diagram.flows))
    flow = diagram.flows[place]
    source = diagram.node(flow.source)
    step = Node(
        id="Studio_Step",
        name='new & "x"',
        kind=NodeKind.USER_TASK,
        process=source.process,
        pool=source.pool,
        lane=source.lane,
        parent=source.parent,
        bounds=source.bounds,
        loop=Loop(kind=LoopKind.SEQUENTIAL, cardinality="3"),
    )
    points = ((1.0, 2.0), (3.5, 4.0)) if flow.waypoints else ()
    second = Flow(
        id="Studio_Flow",
        source=step.id,
        target=flow.target,
        parent=flow.parent,
        condition="a < 1",
        waypoints=points,
        bounds=Bounds(1, 2, 2.5, 2) if points else None,
    )
    order = [it.id for it in diagram.nodes].index(source.id) + pick.randrange(2)
    flows = [*diagram.flows, second]
    flows[place] = replace(flow, target=step.id)
    nodes = (*diagram.nodes[:order], step, *diagram.nodes[order:])
    return mended(replace(diagram, nodes=nodes, flows=tuple(flows)))


def in_another_lane(diagram: Diagram, pick: random.Random) -> Diagram | None:
    """A node drawn in the middle of another lane, with what is in it or on it."""
    inner = [lane for lane in diagram.lanes if all(it.parent != lane.id for it in diagram.lanes)]
    nodes = [it for it in diagram.nodes if it.lane and it.parent is None and not it.attached_to]
    pairs = [
        (node, lane)
        for node in nodes
        for lane in inner
        if lane.process == node.process and lane.id != node.lane
    ]
    if not pairs:
        return None
    node, lane = pick.choice(pairs)
    place = node.bounds
    if place and lane.bounds:
        x, y = lane.bounds.center
        place = Bounds(x - place.width / 2, y - place.height / 2, place.width, place.height)

    def follows(it: Node) -> bool:
        around = it.attached_to or it.parent
        return it is node or (around is not None and follows(diagram.node(around)))

    return replace(
        diagram,
        nodes=tuple(
            replace(it, lane=lane.id, bounds=place if it is node else it.bounds)
            if follows(it) and it.lane == node.lane
            else it
            for it in diagram.nodes
        ),
    )


def of_another_kind(diagram: Diagram, pick: random.Random) -> Diagram | None:
    tasks = [it for it in diagram.nodes if it.kind.is_task]
    if not tasks:
        return None
    task = pick.choice(tasks)
    kind = NodeKind.MANUAL_TASK if task.kind is NodeKind.SERVICE_TASK else NodeKind.SERVICE_TASK
    loop = Loop(kind=LoopKind.STANDARD, condition="x < 1")
    other = replace(task, kind=kind, loop=loop, for_compensation=not task.for_compensation)
    return replace(diagram, nodes=tuple(other if it is task else it for it in diagram.nodes))


def with_other_events(diagram: Diagram, pick: random.Random) -> Diagram | None:
    events = [it for it in diagram.nodes if it.kind.is_event]
    if not events:
        return None
    event = pick.choice(events)
    stop = EventDefinition(kind=EventKind.SIGNAL, reference="Studio_Signal", name="stop")
    other = replace(event, events=(*event.events[1:], stop))
    return replace(diagram, nodes=tuple(other if it is event else it for it in diagram.nodes))


def without_a_sub_process(diagram: Diagram, pick: random.Random) -> Diagram | None:
    """What was inside a sub-process stands where that stood."""
    known = [it for it in diagram.nodes if diagram.children(it.id) and not diagram.boundary(it.id)]
    if not known:
        return None
    around = pick.choice(known)

    def out(elements):
        return tuple(
            replace(it, parent=around.parent) if it.parent == around.id else it
            for it in elements
            if it is not around
        )

    return mended(
        replace(diagram, nodes=out(diagram.nodes), flows=out(diagram.flows), artifacts=out(diagram.artifacts))
    )


def with_a_sub_process(diagram: Diagram, pick: random.Random) -> Diagram | None:
    """A task inside a new sub-process that stands where the task stood."""
    tasks = [it for it in diagram.nodes if it.kind.is_task and not diagram.boundary(it.id)]
    if not tasks:
        return None
    task = pick.choice(tasks)
    around = Node(
        id="Studio_Sub",
        kind=NodeKind.SUB_PROCESS,
        process=task.process,
        pool=task.pool,
        lane=task.lane,
        parent=task.parent,
        bounds=task.bounds,
        collapsed=pick.random() < 0.5,
    )
    inner = replace(task, parent=around.id, default=None)
    nodes = tuple(new for it in diagram.nodes for new in ((around, inner) if it is task else (it,)))
    flows = tuple(
        replace(
            it,
            source=around.id if it.source == task.id else it.source,
            target=around.id if it.target == task.id else it.target,
        )
        for it in diagram.flows
    )
    return mended(replace(diagram, nodes=nodes, flows=flows))


def without_a_lane(diagram: Diagram, pick: random.Random) -> Diagram | None:
    """What was in one lane is in another of its process; both lanes are divisions of the process itself."""
    inside = {it.lane for it in diagram.nodes if it.parent is not None}
    around = {it.parent for it in diagram.lanes}
    top = [it for it in diagram.lanes if it.parent is None and it.id not in inside | around]
    pairs = [(one, two) for one in top for two in top if one.process == two.process and one is not two]
    if not pairs:
        return None
    gone, other = pick.choice(pairs)
    nodes = tuple(replace(it, lane=other.id) if it.lane == gone.id else it for it in diagram.nodes)
    return replace(diagram, lanes=tuple(it for it in diagram.lanes if it is not gone), nodes=nodes)


def with_a_pool(diagram: Diagram, _: random.Random) -> Diagram | None:
    """A new pool with a process of its own, in which something of each sort stands."""
    home = {"process": "Studio_P", "pool": "Studio_Pool"}
    there = home | {"lane": "Studio_Lane"}
    start = Node(id="Studio_A", kind=NodeKind.START_EVENT, bounds=Bounds(50, 5050, 36, 36), **there)
    task = Node(id="Studio_B", kind=NodeKind.TASK, bounds=Bounds(150, 5050, 100, 80), **there)
    error = EventDefinition(kind=EventKind.ERROR, reference="Studio_Error", name="bad")
    event = Node(
        id="Studio_E",
        kind=NodeKind.BOUNDARY_EVENT,
        attached_to=task.id,
        bounds=Bounds(180, 5110, 36, 36),
        label_bounds=Bounds(1, 2, 3, 4),
        events=(error,),
        **there,
    )
    place = Bounds(300, 5010, 100, 30)
    points = ((86.0, 5068.0), (150.0, 5068.0))
    new = (
        Artifact(id="Studio_T", kind=ArtifactKind.ANNOTATION, name="two\nlines", bounds=place),
        Artifact(id="Studio_G", kind=ArtifactKind.GROUP, name="frame", bounds=place),
        Artifact(id="Studio_D", kind=ArtifactKind.DATA_OBJECT, name="form", bounds=place),
        Artifact(id="Studio_I", kind=ArtifactKind.DATA_INPUT, name="in", bounds=place),
    )
    return replace(
        diagram,
        name=diagram.name or "whole",
        processes=(*diagram.processes, Process(id="Studio_P")),
        pools=(
            *diagram.pools,
            Pool(id="Studio_Pool", name="new", process="Studio_P", bounds=Bounds(0, 5000, 600, 200)),
        ),
        lanes=(
            *diagram.lanes,
            Lane(id="Studio_Lane", bounds=Bounds(30, 5000, 570, 200), **home),
        ),
        nodes=(*diagram.nodes, start, task, event),
        flows=(
            *diagram.flows,
            Flow(
                id="Studio_F",
                source=start.id,
                target=task.id,
                waypoints=points,
                bounds=Bounds(86, 5068, 64, 0),
            ),
        ),
        messages=(
            *diagram.messages,
            *(
                Flow(id=f"Studio_M{number}", source=it.id, target=start.id)
                for number, it in enumerate(diagram.pools)
            ),
        ),
        artifacts=(*diagram.artifacts, *new),
        associations=(
            *diagram.associations,
            Association(id="Studio_1", source=task.id, target="Studio_T"),
            Association(id="Studio_2", source="Studio_D", target=task.id, data=True),
            Association(id="Studio_3", source=task.id, target="Studio_D", data=True),
        ),
    )


CHANGES: dict[str, Change] = {
    change.__name__: change
    for change in (
        without_a_step,
        with_a_step,
        in_another_lane,
        of_another_kind,
        with_other_events,
        without_a_sub_process,
        with_a_sub_process,
        without_a_lane,
        with_a_pool,
    )
}


def test_every_file_takes_on_a_changed_diagram(diagrams, thorough):
    """Each file is changed in a few ways, in all of them when thorough, and reads back as what was meant."""
    done: Counter[str] = Counter()
    for number, (name, (data, diagram)) in enumerate(diagrams.items()):
        names = list(CHANGES) if thorough else [list(CHANGES)[(number + it) % len(CHANGES)] for it in (0, 4)]
        for change in names:
            wanted = CHANGES[change](diagram, random.Random(f"{change} {name}"))
            if wanted is None:
                continue
            found = read(write(wanted, data), name).diagram
            assert comparable(found) == comparable(wanted), (name, change)
            if thorough:
                assert comparable(read(write(wanted), name).diagram) == comparable(wanted), (name, change)
            done[change] += 1
    assert set(done) == set(CHANGES)
    assert min(done.values()) >= (20 if thorough else 1)

"""A diagram together with the processes that it calls, wherever they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from studio.model.diagram import Diagram
from studio.model.together import Joined, calls, joined, process_called

__all__ = ["called_from", "with_origins"]


def called_from(diagram: Diagram, find: Callable[[str], Diagram | None]) -> Diagram:
    """The diagram together with the processes that its call activities call, and those that these call.

    ``find`` gives the diagram with the process of an id; of that one only the processes are taken that are
    called. Each is taken once, also where calls go round in a circle. What is not found stays a call.
    """
    return with_origins(diagram, find)[0].diagram


def with_origins(
    diagram: Diagram, find: Callable[[str], Diagram | None]
) -> tuple[Joined, tuple[Diagram, ...]]:
    """The same, with the diagrams out of which the processes were taken, the first one included."""
    origins: list[Diagram] = [diagram]
    meant: dict[tuple[int, str], tuple[int, str]] = {}
    wanted = [(0, process.id) for process in diagram.processes]
    for origin, process in wanted:  # grows while it is walked
        for word in calls(origins[origin], process):
            target = _own(origins, origin, word) or _found(origins, word, find)
            if target is None:
                continue
            meant[origin, word] = target
            if target not in wanted:
                wanted.append(target)
    parts = []
    for number, each in enumerate(origins):
        called = [process for origin, process in wanted if origin == number]
        parts.append((called[0] if called else "", each if number == 0 else _only(each, set(called))))
    return joined(parts, meant), tuple(origins)


def _own(origins: Sequence[Diagram], origin: int, word: str) -> tuple[int, str] | None:
    """A process of the diagram itself, or of the one that all begins with."""
    for place in (origin, 0):
        process = process_called(origins[place], word)
        if process is not None:
            return place, process
    return None


def _found(
    origins: list[Diagram], word: str, find: Callable[[str], Diagram | None]
) -> tuple[int, str] | None:
    for id in dict.fromkeys((word, word.rpartition(":")[2])):
        diagram = find(id)
        process = process_called(diagram, id) if diagram is not None else None
        if diagram is None or process is None:
            continue
        known = (number for number, other in enumerate(origins) if other is diagram or other == diagram)
        place = next(known, len(origins))
        if place == len(origins):
            origins.append(diagram)
        return place, process
    return None


def _only(diagram: Diagram, processes: AbstractSet[str]) -> Diagram:
    """Some of a diagram's processes, with what is drawn in them."""
    nodes = tuple(node for node in diagram.nodes if node.process in processes)
    pools = tuple(pool for pool in diagram.pools if pool.process in processes)
    lanes = tuple(lane for lane in diagram.lanes if lane.process in processes)
    kept = {element.id for group in (nodes, pools, lanes) for element in group}
    flows = tuple(flow for flow in diagram.flows if flow.source in kept)
    kept.update(flow.id for flow in flows)
    is_whole = len(processes) == len(diagram.processes)
    artifacts = tuple(it for it in diagram.artifacts if it.parent in kept or (is_whole and it.parent is None))
    kept.update(artifact.id for artifact in artifacts)
    return replace(
        diagram,
        processes=tuple(process for process in diagram.processes if process.id in processes),
        pools=pools,
        lanes=lanes,
        nodes=nodes,
        flows=flows,
        messages=tuple(flow for flow in diagram.messages if {flow.source, flow.target} <= kept),
        artifacts=artifacts,
        associations=tuple(it for it in diagram.associations if {it.source, it.target} <= kept),
    )

"""Small diagrams written as text."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from studio.model import Diagram, EventDefinition, EventKind, Flow, Node, NodeKind

KINDS = {
    "s": NodeKind.START_EVENT,
    "e": NodeKind.END_EVENT,
    "x": NodeKind.EXCLUSIVE_GATEWAY,
    "p": NodeKind.SUB_PROCESS,
    "b": NodeKind.BOUNDARY_EVENT,
    "t": NodeKind.THROW_EVENT,
    "c": NodeKind.CATCH_EVENT,
}


def draw(text: str, **properties: dict[str, object]) -> Diagram:
    """A diagram of chains such as ``s > a > x > e; x > a``.

    Nodes stand in the order of their first mention, flows are named ``a-b``. The first letter of a node
    tells its kind (see KINDS; else a task), for a flow nothing else is needed. ``properties`` sets fields
    of single nodes.
    """
    names: dict[str, None] = {}
    flows: list[Flow] = []
    for chain in text.split(";"):
        places = [place.strip() for place in chain.split(">")]
        names.update(dict.fromkeys(places))
        flows += [Flow(id=f"{a}-{b}", source=a, target=b) for a, b in pairwise(places)]
    nodes = tuple(
        Node(
            **{
                "id": name,
                "kind": KINDS.get(name[0], NodeKind.TASK),
                "process": "P",
                **properties.get(name, {}),
            }
        )
        for name in names
    )
    return Diagram(nodes=nodes, flows=tuple(flows))


def event(kind: EventKind, name: str = "") -> dict[str, object]:
    """The field ``events`` with a single definition."""
    return {"events": (EventDefinition(kind=kind, name=name),)}


@pytest.fixture(name="draw", scope="session")
def draw_fixture() -> Callable[..., Diagram]:
    return draw


@pytest.fixture(name="event", scope="session")
def event_fixture() -> Callable[..., dict[str, object]]:
    return event

"""One scope of a process as a net of vertices and edges, which can be reduced and then explored.

A *vertex* waits for tokens on its edges and then goes one of its *ways*; a way is played by an *act*, the
firing of one node or of a sub-process with all that happens in it. An *edge* stands for a sequence flow at
first; when the net is reduced an edge comes to stand for a whole fragment, which a token enters at
``entries`` and leaves from ``exits``. A token on an edge is taken to sit at its entries still: what carries
it through the fragment, its *passage*, is played when the vertex behind takes the token.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias

from studio.check.soundness.verdict import Firing

__all__ = ["Act", "Edge", "Join", "Rope", "Vertex", "Way", "Workflow", "strands"]

Rope: TypeAlias = tuple[Any, ...]
"""A sequence held together as nested tuples, so that joining two costs nothing."""


def strands(rope: Rope) -> Iterator[Any]:
    """The items of a rope in their order."""
    waiting: list[Any] = [rope]
    while waiting:
        item = waiting.pop()
        if type(item) is tuple:
            waiting.extend(reversed(item))
        else:
            yield item


class Join(Enum):
    """Which of its edges must bring a token before a vertex can go on."""

    ANY = 0
    ALL = 1
    REACHABLE = 2
    """All those that a token can still reach: the inclusive join."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """How a way is played: ``node`` takes what comes; ``by`` gives what goes on.

    Where they are not one firing, tokens sit in ``entered`` after the first, ``inside`` comes between, and
    the last takes ``leaving``. ``lands`` is given beside the edges' entries; ``after`` follows at once. The
    beginning of a scope has no node: nothing fires.
    """

    node: str = ""
    by: str = ""
    entered: tuple[str, ...] = ()
    inside: tuple[Firing, ...] = ()
    leaving: tuple[str, ...] = ()
    lands: tuple[str, ...] = ()
    after: tuple[Firing, ...] = ()

    @property
    def cost(self) -> int:
        """The number of firings."""
        if not self.node:
            return 0
        return (2 + len(self.inside) if self.entered else 1) + len(self.after)

    def firings(self, takes: tuple[str, ...], gives: tuple[str, ...]) -> tuple[Firing, ...]:
        """The firings between taking from and giving to these places."""
        if not self.node:
            return ()
        gives = (*self.lands, *gives)
        if not self.entered:
            return (Firing(self.by, takes, gives), *self.after)
        first, last = Firing(self.node, takes, self.entered), Firing(self.by, self.leaving, gives)
        return (first, *self.inside, last, *self.after)


@dataclass(eq=False, slots=True)
class Edge:
    """A way for one token from a vertex to another. ``covers`` are the nodes that are alive if it is used.

    ``homes`` are the non-interrupting events through which alone a token gets there. ``cost`` is the number
    of firings of its passage, ``extra`` of those that follow on the trails which set out from it.
    """

    source: Vertex
    target: Vertex
    entries: tuple[str, ...]
    exits: tuple[str, ...]
    passage: Rope = ()
    cost: int = 0
    extra: int = 0
    covers: Rope = ()
    homes: frozenset[str] = frozenset()


@dataclass(eq=False, slots=True)
class Way:
    """What a vertex may do with the tokens that it has taken: give one to each edge.

    ``some``: to those of ``sure`` and to any of the others, to one at least; ``default`` gets one only if no
    other does. ``clears``: nothing else is left in the scope; ``throws`` then names what catches it outside.
    ``keeps``: nothing is taken, and it happens only while no token is at home in ``keeps``. ``trailing`` are
    edges that lead nowhere but to an end and concern nobody.
    """

    act: Act
    edges: list[Edge] = field(default_factory=list)
    some: bool = False
    sure: tuple[Edge, ...] = ()
    default: Edge | None = None
    clears: bool = False
    throws: str | None = None
    keeps: str | None = None
    trailing: tuple[Edge, ...] = ()
    covers: Rope = ()

    @property
    def is_plain(self) -> bool:
        return not self.clears and self.keeps is None

    @property
    def extra(self) -> int:
        """The number of firings on the trails that set out here."""
        return sum(edge.cost + edge.extra + 1 for edge in self.trailing)

    def firings(self, takes: tuple[str, ...], given: Iterable[Edge]) -> tuple[Firing, ...]:
        """What is played when tokens from these places go on to these of its edges."""
        edges = (*given, *self.trailing)
        return self.act.firings(takes, tuple(place for edge in edges for place in edge.entries))


@dataclass(eq=False, slots=True)
class Vertex:
    """A node with all that may happen at it; ``kept`` is one that a trace has to be able to lead to."""

    id: str
    join: Join = Join.ANY
    ways: list[Way] = field(default_factory=list)
    into: list[Edge] = field(default_factory=list)
    kept: bool = False

    @property
    def out(self) -> list[Edge]:
        return [edge for way in self.ways for edge in way.edges]

    @property
    def is_end(self) -> bool:
        """Whether a token does nothing here but end."""
        return (
            self.join is Join.ANY
            and not self.kept
            and len(self.ways) == 1
            and self.ways[0].is_plain
            and not self.ways[0].edges
        )


@dataclass(eq=False, slots=True)
class Workflow:
    """The net of one scope. ``root`` stands for its beginning, ``vertices`` for what can be reached from it.

    ``aside`` are nodes that no token is expected at; ``stray`` those that no token can reach; ``trails`` the
    edges that were left out because they only lead to an end.
    """

    scope: str
    root: Vertex
    vertices: list[Vertex]
    aside: frozenset[str] = frozenset()
    stray: frozenset[str] = frozenset()
    trails: list[Edge] = field(default_factory=list)

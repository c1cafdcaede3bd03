"""Making a workflow smaller without changing whether it is sound, nor the shortest way to a fault.

Only the rule of rounds may make the way to a second token longer.

sequence   a vertex with one way in and one way out becomes a part of the edge that leads through it
bond       parallel edges between a split and a join that fit each other become one edge
choice     a choice that only another choice leads to becomes a part of that one
round      a choice that may lead straight back to itself need not
trail      a way that only leads to an end concerns nobody, where another shows whether it comes twice

Sequences and bonds take away all that is properly nested, choices and rounds what reducible loops of
choices are made of (Hecht and Ullman 1974). A fragment taken away is entered by all its tokens at once, so
that an inclusive join inside never waits for a token outside. Where an inclusive join is left, choices
are not drawn together: it has to see which way was chosen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from studio.check.soundness.workflow import Edge, Join, Vertex, Way, Workflow

__all__ = ["reduce"]


def reduce(workflow: Workflow, *, rounds: bool = True) -> bool:
    """Make the workflow as small as the rules can; whether a round was taken out of it.

    Two tokens may meet on a round sooner than anywhere else: without ``rounds`` these are left in.
    """
    reduction = _Reduction(workflow, takes_rounds=rounds)
    reduction.run()
    return reduction.has_taken_rounds


class _Reduction:
    def __init__(self, workflow: Workflow, *, takes_rounds: bool) -> None:
        self.takes_rounds = takes_rounds
        self.has_taken_rounds = False
        self.workflow = workflow
        self.root = workflow.root
        self.left = dict.fromkeys(workflow.vertices)
        self.waiting = dict.fromkeys([self.root, *workflow.vertices])
        self.draws_choices = False

    def run(self) -> None:
        while True:
            self._settle()
            if not self.draws_choices and not any(
                vertex.join is Join.REACHABLE and len(vertex.into) > 1 for vertex in self.left
            ):
                self.draws_choices = True
                self._look_at([self.root, *self.left])
            elif not self._trail():
                break
        self.workflow.vertices = list(self.left)

    def _look_at(self, vertices: Iterable[Vertex]) -> None:
        self.waiting.update(dict.fromkeys(vertices))

    def _settle(self) -> None:
        while self.waiting:
            vertex = next(iter(self.waiting))
            del self.waiting[vertex]
            if vertex is not self.root and vertex not in self.left:
                continue
            while self._bond(vertex) or self._round(vertex):
                pass
            if vertex is not self.root and not self._sequence(vertex) and self.draws_choices:
                self._choice(vertex)

    # -- bonds -------------------------------------------------------------------------------

    def _bond(self, vertex: Vertex) -> bool:
        first: dict[Vertex, tuple[Way, Edge]] = {}
        for way in vertex.ways:
            if way.keeps is not None and len(way.edges) < 2:
                continue
            for edge in way.edges:
                found = first.setdefault(edge.target, (way, edge))
                if found[1] is not edge and self._merges(vertex, *found, way, edge):
                    self._look_at([vertex, edge.target])
                    return True
        return False

    def _merges(self, vertex: Vertex, way: Way, edge: Edge, other_way: Way, other: Edge) -> bool:
        if edge.homes != other.homes or edge.target is vertex:
            return False
        join = edge.target.join
        if way is not other_way:
            if join is Join.ALL or not (_is_single(way) and _is_single(other_way)):
                return False
            cheap = edge.cost + way.act.cost <= other.cost + other_way.act.cost
            kept, gone, gone_way = (edge, other, other_way) if cheap else (other, edge, way)
            kept.covers = (kept.covers, gone.covers, gone_way.act.by, gone_way.covers)
            vertex.ways.remove(gone_way)
        elif join is Join.ANY:
            return False
        elif way.some:
            if join is not Join.REACHABLE or way.sure:
                return False
            if way.default in (edge, other) and len(way.edges) > 2:
                kept, gone = (other, edge) if way.default is edge else (edge, other)
            else:
                kept, gone = (edge, other) if edge.cost <= other.cost else (other, edge)
            if way.default in (edge, other):
                way.default = None
            kept.covers = (kept.covers, gone.covers)
            way.edges.remove(gone)
        else:
            kept, gone = edge, other
            kept.entries += gone.entries
            kept.exits += gone.exits
            kept.passage = (kept.passage, gone.passage)
            kept.cost += gone.cost
            kept.extra += gone.extra
            kept.covers = (kept.covers, gone.covers)
            way.edges.remove(gone)
        gone.target.into.remove(gone)
        return True

    # -- sequences, choices and rounds ------------------------------------------------------------

    def _sequence(self, vertex: Vertex) -> bool:
        if vertex.kept or len(vertex.into) != 1 or len(vertex.ways) != 1 or not _is_single(vertex.ways[0]):
            return False
        (into,), way = vertex.into, vertex.ways[0]
        (out,) = way.edges
        if out.target is vertex or into.homes != out.homes or _is_watched(out.target):
            return False
        self._pass(into, way, out)
        into.exits = out.exits
        into.target = out.target
        out.target.into[out.target.into.index(out)] = into
        del self.left[vertex]
        self._look_at([into.source, into.target])
        return True

    def _pass(self, into: Edge, way: Way, out: Edge) -> None:
        """Let the edge go on through what comes next."""
        into.passage = (into.passage, way.firings(into.exits, (out,)), out.passage)
        into.cost += way.act.cost + out.cost
        into.extra += way.extra + out.extra
        into.covers = (into.covers, way.act.node, way.act.by, way.covers, out.covers)

    def _choice(self, vertex: Vertex) -> None:
        if vertex.kept or len(vertex.into) != 1 or not (vertex.ways and all(map(_is_single, vertex.ways))):
            return
        (into,) = vertex.into
        source = into.source
        before = next((way for way in source.ways if into in way.edges), None)
        if before is None or source is vertex or not _is_single(before):
            return
        for edge in vertex.out:
            if edge.target is vertex or edge.homes != into.homes or _is_watched(edge.target):
                return
        place = source.ways.index(before)
        ways = []
        for way in vertex.ways:
            (out,) = way.edges
            edge = replace(into, target=out.target)
            self._pass(edge, way, out)
            edge.exits = out.exits
            out.target.into[out.target.into.index(out)] = edge
            ways.append(Way(before.act, [edge], covers=before.covers, trailing=before.trailing))
        source.ways[place : place + 1] = ways
        del self.left[vertex]
        self._look_at([source, *(edge.target for edge in source.out)])

    def _round(self, vertex: Vertex) -> bool:
        """Take a way back to the vertex itself out, where it has another way."""
        if not self.takes_rounds or vertex.join is not Join.ANY or vertex.kept:
            return False
        others = [way for way in vertex.ways if way.is_plain and not _leads_to(way, vertex)]
        for way in vertex.ways:
            if others and _is_single(way) and way.edges[0].target is vertex:
                (edge,) = way.edges
                others[0].covers = (others[0].covers, way.act.by, way.covers, edge.covers)
                vertex.ways.remove(way)
                vertex.into.remove(edge)
                self._look_at([vertex, *(edge.source for edge in vertex.into)])
                self.has_taken_rounds = True
                return True
        return False

    # -- trails ------------------------------------------------------------------------------

    def _trail(self) -> bool:
        """Take out branches and reminders that only lead to an end; whether there was one."""
        returning: set[Vertex] | None = None
        found = False
        for vertex in [self.root, *self.left]:
            for way in list(vertex.ways):
                if way.keeps is not None and way.edges and all(edge.target.is_end for edge in way.edges):
                    others = [other for other in vertex.ways if other.is_plain or other.clears]
                    if others:
                        self._leave_out(vertex, way, others[0])
                        found = True
                elif way.is_plain and not way.some and any(edge.target.is_end for edge in way.edges):
                    if returning is None:
                        returning = _returning([self.root, *self.left])
                    if vertex not in returning:
                        found |= self._shorten(vertex, way)
        return found

    def _leave_out(self, vertex: Vertex, way: Way, other: Way) -> None:
        other.covers = (other.covers, way.act.by, way.covers, *(_all_of(edge) for edge in way.edges))
        vertex.ways.remove(way)
        for edge in way.edges:
            edge.target.into.remove(edge)
            self._look_at([vertex, edge.target, *(each.source for each in vertex.into)])

    def _shorten(self, vertex: Vertex, way: Way) -> bool:
        """Leave out what only leads to an end, but not all that a second token could be seen on."""
        trails = [edge for edge in way.edges if edge.target.is_end and not edge.homes]
        others = (other for other in vertex.ways if other.is_plain and other is not way)
        if vertex is self.root or not any(other.edges for other in others):
            trails = trails[: len(way.edges) - 1]
        for edge in trails:
            way.edges.remove(edge)
            way.trailing = (*way.trailing, edge)
            self.workflow.trails.append(edge)
            way.covers = (way.covers, _all_of(edge))
            edge.target.into.remove(edge)
        if trails:
            self._look_at([vertex])
        return bool(trails)


def _is_single(way: Way) -> bool:
    """Whether it takes what comes and gives it to one edge, and that is all."""
    return way.is_plain and len(way.edges) == 1


def _is_watched(vertex: Vertex) -> bool:
    """Whether something may happen while a token is about to be taken, so that it has to be there."""
    return any(way.keeps is not None for way in vertex.ways)


def _leads_to(way: Way, vertex: Vertex) -> bool:
    return any(edge.target is vertex for edge in way.edges)


def _all_of(edge: Edge) -> tuple[object, ...]:
    return edge.covers, edge.target.ways[0].act.node, edge.target.ways[0].covers


def _returning(vertices: list[Vertex]) -> set[Vertex]:
    """The vertices to which a token can come back."""
    left = dict.fromkeys(vertices)
    sources = {vertex: sum(edge.source in left for edge in vertex.into) for vertex in vertices}
    waiting = [vertex for vertex, count in sources.items() if not count]
    while waiting:  # what no loop leads to
        vertex = waiting.pop()
        del left[vertex]
        for edge in vertex.out:
            sources[edge.target] -= 1
            if not sources[edge.target]:
                waiting.append(edge.target)
    return set(left)

"""The analysis of one process, scope by scope: from the innermost outwards, then told from the outside in.

No token passes the border of a sub-process but when it begins and ends, so each scope is judged by itself,
and is one act in the scope around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from studio.check.soundness.contents import Contents, has_contents
from studio.check.soundness.drawing import Plan
from studio.check.soundness.exploration import COMPLETED, Exploration, Move, explore
from studio.check.soundness.findings import Finding, alive, dead, doubled, endless, stuck
from studio.check.soundness.reduction import reduce
from studio.check.soundness.surroundings import Surroundings
from studio.check.soundness.tracing import Played, Ways
from studio.check.soundness.verdict import Firing
from studio.check.soundness.workflow import Edge, Workflow, strands
from studio.model import EventKind, Node

__all__ = ["ProcessAnalysis", "ScopeAnalysis"]

_DEEPER = 10
"""What part of the states is looked at once more, deep, where they were too many."""

_RESCUING = frozenset(EventKind) - {
    EventKind.ERROR,
    EventKind.ESCALATION,
    EventKind.CANCEL,
    EventKind.COMPENSATION,
}
"""Events that come from outside, whatever goes on inside: they end what would never end by itself."""


class ScopeAnalysis:
    """A process or sub-process, given the contents of the sub-processes in it.

    ``rescued``: something from outside may end it, so that it need not end by itself.
    """

    def __init__(
        self, plan: Plan, scope: str, contents: dict[str, Contents], most_states: int, *, rescued: bool
    ) -> None:
        self.plan = plan
        self.scope = scope
        self._contents = contents
        workflow = plan.workflow(scope, contents)
        drawn = [node.id for node in plan.nodes(scope)]
        met = {vertex.id for vertex in workflow.vertices}
        met |= {id for id in drawn if plan.diagram.node(id).attached_to in met}
        around = Surroundings(plan.diagram, drawn, plan.links)
        has_lost_rounds = reduce(workflow)
        self.workflow = workflow
        self.found: Exploration = explore(workflow, most_states)
        if has_lost_rounds and self.found.doubling:
            self._look_for_shorter_ways(plan.workflow(scope, contents), most_states)
            workflow = self.workflow
        self.is_whole = self.found.is_whole and not self.found.is_wide
        if not (self.is_whole or self.found.doubling or self.found.stuck):
            deeper = explore(workflow, most_states // _DEEPER, deep=True)
            if deeper.doubling or deeper.stuck:
                self.found = deeper
        self.alive = alive(workflow, self.found)
        blocked = frozenset(id for id in drawn if id in contents and contents[id].is_blocked)
        self.findings: list[Finding] = []
        if self.found.doubling:
            self.findings += doubled(self.found, self.lazy, around)
        if self.found.stuck:
            self.findings += stuck(self.found, self.whole, around, blocked, self.findings)
        if self.is_whole:
            if not rescued:
                self.findings += endless(self.found, self.lazy, around, blocked)
            blame = {id for finding in self.findings for id in finding.elements} | blocked
            self.findings += dead(workflow, met, self.alive, around, blame)

    def _look_for_shorter_ways(self, workflow: Workflow, most_states: int) -> None:
        """Look again with the rounds left in, on which two tokens may meet sooner."""
        reduce(workflow, rounds=False)
        found = explore(workflow, most_states)
        if found.doubling and (found.is_whole or not self.found.is_whole):
            self.workflow, self.found = workflow, found

    @cached_property
    def lazy(self) -> Ways:
        """The ways on which nothing happens that need not."""
        return Ways(self.workflow, self.found)

    @cached_property
    def whole(self) -> Ways:
        """The ways on which every token is carried as far as it gets."""
        return Ways(self.workflow, self.found, whole=True)

    def contents(self) -> Contents:
        """What the scope is to the one around it."""
        throws = {}
        for catcher, state in self.found.thrown.items():
            played = self.whole.to(state)
            throws[catcher] = (self.scope, *played.begin), tuple(played.firings)
        inner = [self._contents[node.id] for node in self.plan.nodes(self.scope) if node.id in self._contents]
        return Contents(
            completion=self._completion(),
            throws=throws,
            alive=self.alive.union(*(each.alive for each in inner)),
            faulty=bool(self.findings) or not self.is_whole or any(each.faulty for each in inner),
        )

    def _completion(self) -> tuple[tuple[str, ...], tuple[Firing, ...]] | None:
        if COMPLETED in self.whole.cost:
            played = self.whole.to(COMPLETED)
            self.whole.finish(played, COMPLETED)
            return (self.scope, *played.begin), tuple(played.firings)
        for node in self.plan.nodes(self.scope):  # an event sub-process may end all else
            handling = self._contents.get(node.id)
            if handling is not None and handling.completion is not None and _rescues(self.plan, node):
                begin = self.plan.beginnings(self.scope)[0]
                entered, inside = handling.completion
                firings = (Firing(node.id, begin, entered), *inside, Firing(node.id, (node.id,), ()))
                return (self.scope, *begin), firings
        return None

    def entering(self, sub_process: Node) -> tuple[Played, tuple[str, ...]] | None:
        """The shortest way to where a sub-process begins, and what it takes; None where it never does."""
        if sub_process.triggered_by_event:
            return self._triggering(sub_process)
        best: tuple[int, int, list[Edge]] | None = None
        for state in self.found.moves:
            for edge in self.found.on(state):
                if edge.target.id == sub_process.id:
                    cost = self.lazy.cost[state] + edge.cost
                    if best is None or cost < best[0]:
                        best = cost, state, [edge]
        if best is None:
            return None
        _, state, edges = best
        played = self.lazy.to(state)
        for edge in edges:
            played.play(strands(edge.passage))
        return played, tuple(place for edge in edges for place in edge.exits)

    def _triggering(self, node: Node) -> tuple[Played, tuple[str, ...]] | None:
        interrupts = self.plan.catching.interrupts(node.id)
        if not interrupts or node.id not in self.plan.catching.throwers:
            begin = self.plan.beginnings(self.scope)
            takes = begin[0] if begin and interrupts else ()
            return (Played(begin[0]), takes) if begin else None
        best: tuple[int, int, Move] | None = None
        for state, moves in self.found.moves.items():
            for move in moves:
                if node.id in move.outcome.way.act.lands:
                    cost = self.lazy.cost_after(state, move)
                    if best is None or cost < best[0]:
                        best = cost, state, move
        if best is None:
            return None
        _, state, move = best
        played = self.lazy.to(state, move)
        return played.without(len(move.outcome.way.act.after)), ()


def _rescues(plan: Plan, node: Node) -> bool:
    """Whether a boundary event or event sub-process ends what it belongs to, for reasons from outside."""
    if node.id in plan.catching.throwers or not plan.catching.interrupts(node.id):
        return False
    events = [node]
    if node.triggered_by_event:
        events = [plan.diagram.node(id) for id in plan.starts.get(node.id, ())]
    return any(event.kind in _RESCUING for each in events for event in each.events)


class ProcessAnalysis:
    """All scopes of one process."""

    def __init__(self, plan: Plan, process: str, most_states: int) -> None:
        self.plan = plan
        self.process = process
        self.scopes: dict[str, ScopeAnalysis] = {}
        contents: dict[str, Contents] = {}
        ordered = list(self._inside(process))
        rescued = {process: self._is_rescued(process, None)}
        for node in ordered:
            around = node.parent or process
            rescued[node.id] = rescued[around] or self._is_rescued(node.id, node)
        for scope in [*(node.id for node in reversed(ordered)), process]:
            self.scopes[scope] = ScopeAnalysis(plan, scope, contents, most_states, rescued=rescued[scope])
            if scope != process:
                contents[scope] = self.scopes[scope].contents()

    def _inside(self, scope: str) -> Iterator[Node]:
        """The sub-processes whose contents are played, the outer before the inner."""
        waiting = [scope]
        while waiting:
            for node in self.plan.nodes(waiting.pop()):
                if has_contents(self.plan.diagram, node):
                    yield node
                    waiting.append(node.id)

    def _is_rescued(self, scope: str, node: Node | None) -> bool:
        events = [each for each in self.plan.nodes(scope) if each.triggered_by_event]
        if node is not None:
            events += self.plan.diagram.boundary(node.id)
        return any(_rescues(self.plan, event) for event in events)

    @property
    def is_whole(self) -> bool:
        """Whether every state of every scope was looked at."""
        return all(scope.is_whole for scope in self.scopes.values())

    @property
    def states(self) -> int:
        """The number of states looked at, of all scopes."""
        return sum(len(scope.found.moves) for scope in self.scopes.values())

    def findings(self) -> Iterator[tuple[Finding, Played | None]]:
        """Every cause with what happens from the beginning of the process on; not those in what is dead."""
        waiting: list[tuple[str, Played | None, tuple[str, ...]]] = [(self.process, None, ())]
        while waiting:
            scope, before, takes = waiting.pop(0)
            analysis = self.scopes[scope]
            for finding in analysis.findings:
                yield finding, _joined(before, takes, scope, finding.played)
            for node in self.plan.nodes(scope):
                if node.id in self.scopes and self._has_findings(node.id):
                    entering = analysis.entering(node)
                    if entering is not None:
                        played, taken = entering
                        waiting.append((node.id, _joined(before, takes, scope, played), taken))

    def _has_findings(self, scope: str) -> bool:
        inner = (node.id for node in self.plan.nodes(scope) if node.id in self.scopes)
        return bool(self.scopes[scope].findings) or any(map(self._has_findings, inner))


def _joined(
    before: Played | None, takes: tuple[str, ...], scope: str, inside: Played | None
) -> Played | None:
    """What happens until the scope is entered, then what happens in it."""
    if before is None or inside is None:
        return inside
    played = before.copy()
    last = played.firings[-1] if played.firings else None
    if not takes and last is not None and scope in last.gives:  # thrown right into it
        played.play(inside.firings)
        return played
    played.play([Firing(scope, takes, (scope, *inside.begin)), *inside.firings])
    return played

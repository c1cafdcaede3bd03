"""How often elements are visited: the traffic equations of a diagram under a scenario.

Visits are solved from ``v = a + Pᵀ v``, component by component along the way of a token. Branches go by
their probabilities and by the share of cases for which their guards hold; a boundary timer rings with
the chance that its host's work lasts longer; an event-based gateway is a race of exponentials with the
events' means. An activity that is done several times is visited as often as it is done on average.
Waiting is not known here and counts as nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from studio.model import Diagram, EventKind, Flow, Guard, LoopKind, Node, NodeKind
from studio.model.token_steps import Place, starts_by_scope
from studio.model.token_steps import Step as Way
from studio.model.walks import components_of
from studio.scenario.cases import cases_of, shares_that_hold
from studio.scenario.distribution import Distribution
from studio.scenario.families import Family
from studio.scenario.scenario import Routing, Scenario, Step
from studio.scenario.triggers import entered_process, heard_from

__all__ = ["visits"]

_SET_OFF = (NodeKind.START_EVENT, NodeKind.BOUNDARY_EVENT)
_STRATA = 64
_MOST_ROUNDS = 1000.0
_KEPT = 0.8


def visits(diagram: Diagram, scenario: Scenario, arriving: Mapping[str, float]) -> dict[str, float]:
    """Visits of each node in the unit of ``arriving``, which holds arrivals by start (or process) id."""
    return _Traffic(diagram, scenario).visits(arriving)


class _Traffic:
    def __init__(self, diagram: Diagram, scenario: Scenario) -> None:
        self._diagram = diagram
        self._scenario = scenario
        self._starts = starts_by_scope(diagram)
        self._cases = cases_of(scenario)
        self._times = {node.id: self._done(node) for node in diagram.nodes}
        self._shares = {node.id: self._leaving(node) for node in diagram.nodes}
        self._joins = {node.id: self._share_of_a_join(node) for node in diagram.nodes}
        self._links = {
            (node.process, _link(node)): node.id
            for node in reversed(diagram.nodes)
            if node.kind is NodeKind.CATCH_EVENT and node.is_event_of(EventKind.LINK)
        }

    def visits(self, arriving: Mapping[str, float]) -> dict[str, float]:
        outside = dict.fromkeys((node.id for node in self._diagram.nodes), 0.0)
        for start, rate in arriving.items():
            begins = (start,) if start in outside else self._starts.get(start, ())
            for node in begins:
                outside[node] += rate
        tokens = _solved(self._ways({}), outside)
        lasting = self._lasting_scopes(tokens)
        if lasting:
            tokens = _solved(self._ways(lasting), outside)
        return {id: count * self._times[id] for id, count in tokens.items()}

    # -- what is done several times ------------------------------------------------------------

    def _done(self, node: Node) -> float:
        """How often an activity is done for one token, on average."""
        step = self._scenario.steps.get(node.id)
        if step is None:
            return 1.0
        return self._instances(step) * self._rounds(step)

    def _instances(self, step: Step) -> float:
        if step.instances is None:
            return 1.0
        if step.instances.number is not None:
            return max(0.0, step.instances.number.mean)
        numbers = [case.get(step.instances.by or "") for case in self._cases]
        counted = [number for number in numbers if isinstance(number, int | float)]
        return math.fsum(max(0.0, number) for number in counted) / len(counted) if counted else 1.0

    def _rounds(self, step: Step) -> float:
        """1 + p + p² + … with as many terms as rounds at most."""
        if step.repeats is None:
            return 1.0
        chance, most = step.repeats.chance, step.repeats.at_most
        if chance >= 1:
            return float(most or 1)
        return (1 - (chance**most if most is not None else 0.0)) / (1 - chance)

    def _in_a_row(self, node: Node) -> float:
        """How often an activity is done one after another, on average."""
        step = self._scenario.steps.get(node.id)
        at_once = node.loop is not None and node.loop.kind is LoopKind.PARALLEL
        return self._rounds(step) if step is not None and at_once else self._times[node.id]

    # -- the ways on from each node ------------------------------------------------------------

    def _ways(self, lasting: Mapping[str, float]) -> dict[str, dict[str, float]]:
        """For each node the expected number of visits that one visit of it sends to others."""
        ways: dict[str, dict[str, float]] = {node.id: {} for node in self._diagram.nodes}

        def send(source: str, target: str, count: float) -> None:
            ways[source][target] = ways[source].get(target, 0.0) + count

        for node in self._diagram.nodes:
            undisturbed = 1.0
            for event in self._diagram.boundary(node.id):
                rings = self._rings(event, node, lasting)
                send(node.id, event.id, rings)
                undisturbed *= 1 - rings if event.interrupting else 1.0
            for flow, count in self._shares[node.id].items():
                target = self._target(flow)
                send(node.id, target, undisturbed * count * self._joins[target])
            for start in self._starts.get(self._holder_of_work(node), ()):
                send(node.id, start, self._times[node.id])
            if node.kind is NodeKind.THROW_EVENT and (node.process, _link(node)) in self._links:
                send(node.id, self._links[node.process, _link(node)], 1.0)
        self._send_messages(ways)
        return ways

    def _holder_of_work(self, node: Node) -> str:
        """The sub-process or called process that a token goes into; empty where it goes into none."""
        if node.kind.is_container:
            return node.id
        return entered_process(self._diagram, node, self._scenario.steps.get(node.id)) or ""

    def _target(self, flow: str) -> str:
        found = self._diagram.element(flow)
        assert isinstance(found, Flow)
        return found.target

    def _send_messages(self, ways: dict[str, dict[str, float]]) -> None:
        """What a node sends begins a process, or sets off a boundary event, at every node that hears it.

        That a boundary event or an event sub-process hears only what comes in time is not known here.
        """
        for node in self._diagram.nodes:
            if node.kind in _SET_OFF and node.id not in self._scenario.events:
                for source, _ in heard_from(self._diagram, node):
                    ways[source][node.id] = ways[source].get(node.id, 0.0) + 1.0

    # -- choices -------------------------------------------------------------------------------

    def _leaving(self, node: Node) -> dict[str, float]:
        """How many tokens a finished visit sends along each outgoing flow, on average."""
        out = [flow.id for flow in self._diagram.outgoing(node.id)]
        routing = self._scenario.routing.get(node.id)
        if node.kind is NodeKind.EVENT_GATEWAY and len(out) > 1:
            return self._raced(node)
        if routing is None or len(out) < 2:
            return dict.fromkeys(out, 1.0)
        one = node.kind is NodeKind.EXCLUSIVE_GATEWAY
        return self._one_of(out, routing) if one else self._some_of(out, routing)

    def _one_of(self, out: list[str], routing: Routing) -> dict[str, float]:
        shares = dict.fromkeys(out, 0.0)
        guarded = [flow for flow in out if flow in routing.guards]
        left = 1.0
        for flow, share in zip(guarded, self._first_that_hold(guarded, routing.guards), strict=True):
            shares[flow] = share
            left -= share
        chances = {flow: chance for flow, chance in routing.chances.items() if flow in shares}
        total = math.fsum(chances.values())
        for flow, chance in chances.items():
            shares[flow] += left * chance / total if total else 0.0
        if not total and routing.default in shares:
            shares[routing.default] += left
        return shares

    def _first_that_hold(self, guarded: list[str], guards: Mapping[str, Guard]) -> list[float]:
        return shares_that_hold([guards[flow] for flow in guarded], self._cases, first_only=True)

    def _some_of(self, out: list[str], routing: Routing) -> dict[str, float]:
        guarded = [flow for flow in out if flow in routing.guards and flow != routing.default]
        held = shares_that_hold([routing.guards[flow] for flow in guarded], self._cases)
        shares = {flow: routing.chances.get(flow, 0.0) for flow in out}
        shares.update(zip(guarded, held, strict=True))
        fallback = routing.default if routing.default in shares else max(out, key=shares.__getitem__)
        if fallback == routing.default:
            shares[fallback] = 0.0
        shares[fallback] += math.prod(1 - share for share in shares.values())
        return shares

    def _raced(self, gateway: Node) -> dict[str, float]:
        out = self._diagram.outgoing(gateway.id)
        timings = [self._scenario.events.get(flow.target) for flow in out]
        means = [timing.after.mean if timing and timing.after else None for timing in timings]
        if any(mean is None for mean in means):
            return {flow.id: 1 / len(out) for flow in out}
        at_once = [flow.id for flow, mean in zip(out, means, strict=True) if not mean]
        if at_once:
            return {flow.id: float(flow.id == at_once[0]) for flow in out}
        speeds = [1 / mean for mean in means if mean]
        return {flow.id: speed / sum(speeds) for flow, speed in zip(out, speeds, strict=True)}

    def _share_of_a_join(self, node: Node) -> float:
        """How much of a visit each token brings that comes in: the joins fire once for several."""
        into = self._diagram.incoming(node.id)
        if node.kind is NodeKind.PARALLEL_GATEWAY:
            return 1 / max(1, len(into))
        if node.kind is NodeKind.INCLUSIVE_GATEWAY and len(into) > 1:
            return 1 / max(1.0, self._tokens_of_the_split_before(node))
        return 1.0

    def _tokens_of_the_split_before(self, join: Node) -> float:
        """How many tokens leave the nearest parallel or inclusive split upstream, on average."""
        seen = {join.id}
        waiting = [flow.source for flow in self._diagram.incoming(join.id)]
        for source in waiting:  # grows while it is walked: breadth first
            if source in seen:
                continue
            seen.add(source)
            node = self._diagram.node(source)
            splits = node.kind in (NodeKind.PARALLEL_GATEWAY, NodeKind.INCLUSIVE_GATEWAY)
            if splits and len(self._diagram.outgoing(source)) > 1:
                return math.fsum(self._shares[source].values())
            waiting.extend(flow.source for flow in self._diagram.incoming(source))
        return 1.0

    # -- boundary events -----------------------------------------------------------------------

    def _rings(self, event: Node, host: Node, lasting: Mapping[str, float]) -> float:
        """The chance that a boundary event happens during one visit of its host."""
        timing = self._scenario.events.get(event.id)
        if timing is None:
            return 0.0
        chance = 1.0 if timing.chance is None else timing.chance
        if timing.after is None:
            return 0.0 if timing.chance is None else chance
        lasts = self._lasts(host, lasting)
        return 0.0 if lasts is None else chance * _outlasts(lasts, timing.after)

    def _lasts(self, node: Node, lasting: Mapping[str, float]) -> Distribution | None:
        """How long a visit lasts: of a scope a mean is known, and taken for that of an exponential."""
        if node.id in lasting:
            return Distribution.exponential(lasting[node.id])
        step = self._scenario.steps.get(node.id)
        if step is not None:
            team = self._scenario.teams.get(step.team or "")
            longer = step.mean / step.time.mean if step.time.mean else 1.0
            longer *= self._in_a_row(node)
            return step.time.scaled(longer / (team.speed if team is not None else 1.0))
        timing = self._scenario.events.get(node.id)
        return timing.after if timing is not None and node.attached_to is None else None

    def _lasting_scopes(self, count: Mapping[str, float]) -> dict[str, float]:
        """The mean time that the work inside of each visited sub-process takes, one after another."""
        total: dict[str, float] = {}
        for node in self._diagram.nodes:
            lasts = None if node.kind.is_container else self._lasts(node, {})
            around, depth = node.parent, 0
            while lasts is not None and around is not None and depth < 100:
                total[around] = total.get(around, 0.0) + count[node.id] * lasts.mean
                around, depth = self._diagram.node(around).parent, depth + 1
        return {
            scope: time / count[scope] * self._in_a_row(self._diagram.node(scope)) / self._times[scope]
            for scope, time in total.items()
            if time > 0 and count[scope] > 0 and self._diagram.boundary(scope)
        }


def _link(node: Node) -> str:
    """The name by which a throwing link event finds the catching one."""
    found = next((event for event in node.events if event.kind is EventKind.LINK), None)
    return (found.name or found.reference or node.name).strip() if found is not None else ""


def _outlasts(work: Distribution, limit: Distribution) -> float:
    """P(work > limit) for independent times."""
    if limit.family is Family.CONSTANT:
        return work.exceeds(limit.mean)
    return math.fsum(work.exceeds(limit.quantile((i + 0.5) / _STRATA)) for i in range(_STRATA)) / _STRATA


def _solved(ways: Mapping[str, Mapping[str, float]], outside: Mapping[str, float]) -> dict[str, float]:
    """The visits that the arrivals from outside cause, component after component."""
    found = dict(outside)
    steps: dict[Place, list[Way]] = {
        source: [Way(target) for target in targets] for source, targets in ways.items()
    }
    for places in components_of(steps):
        nodes = [str(place) for place in places]
        if len(nodes) > 1 or nodes[0] in ways[nodes[0]]:
            entering = np.array([found[node] for node in nodes])
            found.update(zip(nodes, map(float, _looped(nodes, ways, entering)), strict=True))
        inside = set(nodes)
        for node in nodes:
            for target, count in ways[node].items():
                if target not in inside:
                    found[target] += found[node] * count
    return found


def _looped(nodes: list[str], ways: Mapping[str, Mapping[str, float]], entering: np.ndarray) -> np.ndarray:
    """Visits within a loop.

    From a loop that nothing leads out of, or that sends ever more tokens round, so much is taken to get
    lost at every step that it comes to an end.
    """
    number = {node: row for row, node in enumerate(nodes)}
    onward = np.zeros((len(nodes), len(nodes)))
    for node in nodes:
        for target, count in ways[node].items():
            if target in number:
                onward[number[target], number[node]] += count
    most = _MOST_ROUNDS * float(entering.sum())
    kept = 1.0
    while True:
        try:
            solved = np.linalg.solve(np.eye(len(nodes)) - kept * onward, entering)
        except np.linalg.LinAlgError:
            solved = np.full(len(nodes), np.nan)
        if ((solved >= -1e-9 * most) & (solved <= most)).all():
            return np.maximum(solved, 0.0)
        kept *= _KEPT

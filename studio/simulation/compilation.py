"""From a diagram and a complete scenario to a program, with a named warning for what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from studio.errors import NothingToSimulate
from studio.model import Diagram, EventKind, Flow, Node, NodeKind, Problem
from studio.model.graph import link_targets
from studio.scenario import Calendar, Distribution, Routing, Scenario, Step
from studio.simulation.omissions import omissions, warning
from studio.simulation.program import (
    NOTHING,
    ArrivalRow,
    ChoiceRow,
    FlowRow,
    Join,
    NodeRow,
    Program,
    PromiseRow,
    ScopeRow,
    Split,
    TimerRow,
    Work,
)

__all__ = ["compile_program"]

_ESCALATING = (EventKind.TIMER, EventKind.ESCALATION)


def compile_program(diagram: Diagram, scenario: Scenario) -> Program:
    """The program that simulates ``diagram`` under ``scenario``, which ``complete`` has filled up.

    Raises NothingToSimulate where no start with arrivals reaches any end.
    """
    return _Compiler(diagram, scenario).program()


class _Compiler:
    def __init__(self, diagram: Diagram, scenario: Scenario) -> None:
        self.diagram = diagram
        self.scenario = scenario
        self.problems: list[Problem] = []
        self.nodes = [node for node in diagram.nodes if self._is_simulated(node)]
        self.number = {node.id: n for n, node in enumerate(self.nodes)}
        self.flows = [*self._flows()]
        self.flow_number = {flow.id: n for n, flow in enumerate(self.flows)}
        self.out: dict[str, list[Flow]] = {}
        self.into: dict[str, list[Flow]] = {}
        for flow in self.flows:
            self.out.setdefault(flow.source, []).append(flow)
            self.into.setdefault(flow.target, []).append(flow)
        self.scope_ids = [process.id for process in diagram.processes]
        self.scope_ids += [node.id for node in self.nodes if self._has_contents(node)]
        self.scope_number = {id_: n for n, id_ in enumerate(self.scope_ids)}
        self.teams = list(scenario.teams)
        self.lanes: list[str] = []
        self.calendars: list[Calendar | None] = []
        self.calendar_number: dict[str, int] = {}
        self.distributions: list[Distribution] = []
        self.distribution_number: dict[Distribution, int] = {}
        self.choices: list[ChoiceRow] = []
        self.timers: list[TimerRow] = []

    def program(self) -> Program:
        scenario = self.scenario
        timers = self._timers()
        rows = tuple(self._node(node, timers.get(node.id, ())) for node in self.nodes)
        scopes = tuple(self._scope(id_) for id_ in self.scope_ids)
        arrivals = tuple(self._arrivals(scopes))
        self._require_an_end(rows, arrivals)
        return Program(
            name=scenario.name,
            start=scenario.start,
            seed=scenario.seed,
            service_level=scenario.service_level,
            nodes=rows,
            flows=tuple(
                FlowRow(id=flow.id, source=self.number[flow.source], target=self.number[flow.target])
                for flow in self.flows
            ),
            scopes=scopes,
            choices=tuple(self.choices),
            timers=tuple(self.timers),
            distributions=tuple(self.distributions),
            lanes=tuple(self.lanes),
            teams=tuple(
                replace(
                    team,
                    shifts=tuple(replace(shift, calendar=_plain(shift.calendar)) for shift in team.shifts),
                )
                for team in scenario.teams.values()
            ),
            arrivals=arrivals,
            attributes=scenario.attributes,
            priority=scenario.priority,
            promises=tuple(
                PromiseRow(
                    name=promise.name,
                    within=promise.within,
                    begins=self._numbered(promise.from_),
                    ends=self._numbered(promise.to),
                    clock=self._calendar(promise.clock),
                )
                for promise in scenario.promises
            ),
            calendars=tuple(self.calendars),
            problems=(*self.problems, *omissions(self.diagram, scenario, self.scope_number)),
        )

    # -- what is part of the program ---------------------------------------------------------

    def _is_simulated(self, node: Node) -> bool:
        """Everything but event sub-processes, with what they contain."""
        while True:
            if node.triggered_by_event:
                return False
            if node.attached_to is not None and self.diagram.node(node.attached_to).triggered_by_event:
                return False
            if node.parent is None:
                return True
            node = self.diagram.node(node.parent)

    def _flows(self) -> Iterable[Flow]:
        """The sequence flows within one scope, and a flow from each link's throw to its catch."""
        for flow in self.diagram.flows:
            if flow.source not in self.number or flow.target not in self.number:
                continue
            if self.diagram.node(flow.source).parent == self.diagram.node(flow.target).parent:
                yield flow
            else:
                self.problems.append(warning("simulation.flow-across-border", flow.id, flow.line))
        targets = link_targets(self.diagram)
        for node in self.nodes:
            if node.kind is not NodeKind.THROW_EVENT or not node.is_event_of(EventKind.LINK):
                continue
            target = targets.get(node.id)
            if target in self.number:
                yield Flow(id=f"{node.id} → {target}", source=node.id, target=target)
            else:
                self.problems.append(warning("simulation.link-without-catch", node.id, node.line))

    def _has_contents(self, node: Node) -> bool:
        return node.kind.is_container and any(
            child.id in self.number and child.attached_to is None for child in self.diagram.children(node.id)
        )

    def _starts(self, scope: str) -> tuple[int, ...]:
        """Where tokens begin in a scope: its start events, else every node that no flow leads to."""
        top = scope in {process.id for process in self.diagram.processes}
        inside = [
            node
            for node in self.nodes
            if (node.process == scope and node.parent is None if top else node.parent == scope)
            and node.attached_to is None
            and not node.for_compensation
        ]
        starts = [node for node in inside if node.kind is NodeKind.START_EVENT]
        if not starts:
            starts = [node for node in inside if not self.into.get(node.id)] or inside[:1]
        return tuple(self.number[node.id] for node in starts)

    def _scope(self, id_: str) -> ScopeRow:
        return ScopeRow(id=id_, node=self.number.get(id_, NOTHING), starts=self._starts(id_))

    # -- nodes -------------------------------------------------------------------------------

    def _node(self, node: Node, alarms: tuple[int, ...]) -> NodeRow:
        out, into = self.out.get(node.id, []), self.into.get(node.id, [])
        work, time, clock, team = self._work(node)
        step = self.scenario.steps.get(node.id)
        if step is not None and work is Work.TASK:
            self._look_for_people(node, step)
        return NodeRow(
            id=node.id,
            scope=self._scope_of(node),
            join=self._join(node, into),
            work=work,
            split=self._split(node, out),
            out=tuple(self.flow_number[flow.id] for flow in out),
            into=tuple(self.flow_number[flow.id] for flow in into),
            time=time,
            also=()
            if step is None
            else tuple((part, self._distribution(spread)) for part, spread in step.also.items()),
            clock=clock,
            team=team,
            people=step.people if step is not None else 1,
            contents=self.scope_number[node.id] if work is Work.SCOPE else NOTHING,
            choice=self._choice(node, out),
            alarms=alarms,
            lane=self._lane(node),
            is_step=work in (Work.TASK, Work.SYSTEM),
            is_end=not out,
            is_message=not node.is_event_of(EventKind.TIMER),
        )

    def _scope_of(self, node: Node) -> int:
        return self.scope_number[node.parent if node.parent is not None else node.process]

    def _lane(self, node: Node) -> int:
        lane = node.lane or node.pool or node.process
        if lane not in self.lanes:
            self.lanes.append(lane)
        return self.lanes.index(lane)

    def _work(self, node: Node) -> tuple[Work, int, int, int]:
        """What takes time at the node, its distribution, its clock and its team."""
        if self._has_contents(node):
            return Work.SCOPE, NOTHING, NOTHING, NOTHING
        if node.kind.is_activity and node.id in self.scenario.steps:
            step = self.scenario.steps[node.id]
            time = self._distribution(step.time)
            if step.team is None:
                return Work.SYSTEM, time, NOTHING, NOTHING
            return Work.TASK, time, NOTHING, self.teams.index(step.team)
        timing = self.scenario.events.get(node.id)
        if node.kind in (NodeKind.CATCH_EVENT, NodeKind.RECEIVE_TASK) and timing and timing.after is not None:
            return Work.EVENT, self._distribution(timing.after), self._calendar(timing.clock), NOTHING
        return Work.NONE, NOTHING, NOTHING, NOTHING

    def _look_for_people(self, node: Node, step: Step) -> None:
        """A warning where the team can never have as many people together as the step needs."""
        assert step.team is not None
        team = self.scenario.teams[step.team]
        never = team.absence >= 1.0 or team.shrinkage >= 1.0
        staff = 0 if never else sum(shift.staff for shift in team.shifts)
        if staff < step.people:
            parameters = {"team": step.team, "people": str(step.people), "staff": str(staff)}
            self.problems.append(warning("simulation.too-few-people", node.id, node.line, **parameters))

    def _join(self, node: Node, into: list[Flow]) -> Join:
        if len(into) < 2:
            return Join.ANY
        if node.kind is NodeKind.PARALLEL_GATEWAY:
            return Join.ALL
        if node.kind is NodeKind.INCLUSIVE_GATEWAY:
            return Join.REACHABLE
        return Join.ANY

    def _split(self, node: Node, out: list[Flow]) -> Split:
        if node.kind is NodeKind.END_EVENT and node.is_event_of(EventKind.TERMINATE):
            return Split.STOP
        if len(out) < 2 and not (node.id in self.scenario.routing and out):
            return Split.ALL
        if node.kind is NodeKind.EVENT_GATEWAY and self._all_events(out):
            return Split.FIRST_EVENT
        if node.kind in (NodeKind.EXCLUSIVE_GATEWAY, NodeKind.EVENT_GATEWAY):
            return Split.ONE
        if node.kind in (NodeKind.INCLUSIVE_GATEWAY, NodeKind.COMPLEX_GATEWAY):
            return Split.SOME
        if node.kind.is_activity and any(flow.condition or flow.id == node.default for flow in out):
            return Split.SOME
        return Split.ALL

    def _all_events(self, out: list[Flow]) -> bool:
        kinds = (NodeKind.CATCH_EVENT, NodeKind.RECEIVE_TASK)
        return all(self.diagram.node(flow.target).kind in kinds for flow in out) and all(
            self._work(self.diagram.node(flow.target))[0] is Work.EVENT for flow in out
        )

    def _choice(self, node: Node, out: list[Flow]) -> int:
        split = self._split(node, out)
        if split not in (Split.ONE, Split.SOME):
            return NOTHING
        routing = self.scenario.routing.get(node.id) or _even(out, split)
        default = routing.default or node.default
        ids = [flow.id for flow in out]
        self.choices.append(
            ChoiceRow(
                guards=tuple(routing.guards.get(id_) for id_ in ids),
                chances=tuple(routing.chances.get(id_, 0.0) for id_ in ids),
                default=ids.index(default) if default in ids else NOTHING,
            )
        )
        return len(self.choices) - 1

    # -- boundary events ---------------------------------------------------------------------

    def _timers(self) -> Mapping[str, tuple[int, ...]]:
        """A timer row for every boundary event with a timing, by host."""
        found: dict[str, tuple[int, ...]] = {}
        for node in self.nodes:
            host = node.attached_to
            if host is None or host not in self.number:
                continue
            timing = self.scenario.events.get(node.id)
            if timing is None or (timing.after is None and timing.chance is None):
                self.problems.append(warning("simulation.boundary-never", node.id, node.line))
                continue
            at = timing.at if timing.after is None else None
            if timing.after is None and at is None:
                at = 0.5
            self.timers.append(
                TimerRow(
                    node=self.number[node.id],
                    host=self.number[host],
                    time=NOTHING if timing.after is None else self._distribution(timing.after),
                    clock=self._calendar(timing.clock),
                    interrupting=node.interrupting,
                    chance=1.0 if timing.chance is None else timing.chance,
                    at=at,
                    escalates=any(event.kind in _ESCALATING for event in node.events),
                )
            )
            found[host] = (*found.get(host, ()), len(self.timers) - 1)
        return found

    # -- arrivals ----------------------------------------------------------------------------

    def _arrivals(self, scopes: tuple[ScopeRow, ...]) -> Iterable[ArrivalRow]:
        for id_, arrivals in self.scenario.arrivals.items():
            if id_ in self.number:
                node = self.diagram.node(id_)
                scope = self.scope_number[node.process]
                nodes: tuple[int, ...] = (self.number[id_],)
            else:
                scope = self.scope_number[id_]
                nodes = scopes[scope].starts
            if nodes:
                yield ArrivalRow(
                    id=id_, scope=scope, nodes=nodes, arrivals=arrivals, open=self._calendar(arrivals.open)
                )

    def _require_an_end(self, rows: tuple[NodeRow, ...], arrivals: tuple[ArrivalRow, ...]) -> None:
        waiting = [node for row in arrivals for node in row.nodes]
        seen: set[int] = set()
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            row = rows[number]
            if row.is_end and row.scope < len(self.diagram.processes):
                return
            waiting += [self.number[self.flows[flow].target] for flow in row.out]
            waiting += [self.timers[alarm].node for alarm in row.alarms]
            if row.contents != NOTHING:
                waiting += self._starts(row.id)
        if not arrivals:
            raise NothingToSimulate(
                "simulation.nothing-arrives",
                "No case can arrive: the diagram has no start event and no step that could begin. "
                "Draw a start event and a flow from it.",
            )
        raise NothingToSimulate(
            "simulation.no-end",
            "No start of the diagram reaches any end, so that no case could ever complete. "
            "Connect the steps from a start event to an end event.",
        )

    # -- tables ------------------------------------------------------------------------------

    def _numbered(self, id_: str | None) -> int:
        return NOTHING if id_ is None else self.number[id_]

    def _distribution(self, distribution: Distribution) -> int:
        number = self.distribution_number.setdefault(distribution, len(self.distributions))
        if number == len(self.distributions):
            self.distributions.append(distribution)
        return number

    def _calendar(self, name: str | None) -> int:
        if name is None:
            return NOTHING
        number = self.calendar_number.setdefault(name, len(self.calendars))
        if number == len(self.calendars):
            self.calendars.append(_plain(self.scenario.calendars[name]))
        return number


def _even(out: list[Flow], split: Split) -> Routing:
    share = 1.0 / len(out) if split is Split.ONE else 0.5
    return Routing(chances={flow.id: share for flow in out})


def _plain(calendar: Calendar | None) -> Calendar | None:
    """The calendar with an ordinary dict, which can be sent to another process."""
    return None if calendar is None else replace(calendar, dates=dict(calendar.dates))

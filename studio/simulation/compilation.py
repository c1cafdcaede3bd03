"""From a diagram and a complete scenario to a program, with a named warning for what is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import inf

from studio.errors import NothingToSimulate
from studio.model import Diagram, EventKind, Flow, Node, NodeKind, Problem
from studio.scenario import (
    Routing,
    Scenario,
    Step,
    awaited_condition,
    entered_process,
)
from studio.simulation.catching import Catches
from studio.simulation.layers import Layers
from studio.simulation.omissions import omissions, warning
from studio.simulation.program import Program
from studio.simulation.rows import (
    NOTHING,
    ArrivalRow,
    BatchRow,
    ChoiceRow,
    FlowRow,
    Join,
    NodeRow,
    PromiseRow,
    ScopeRow,
    Split,
    Work,
)
from studio.simulation.structure import Structure
from studio.simulation.tables import Tables, plain
from studio.simulation.wiring import Wiring, throw_of

__all__ = ["compile_program"]

_CATCHING = (NodeKind.CATCH_EVENT, NodeKind.RECEIVE_TASK)


def compile_program(diagram: Diagram, scenario: Scenario) -> Program:
    """The program that simulates ``diagram`` under ``scenario``, which ``complete`` has filled up.

    Raises NothingToSimulate where no start with arrivals reaches any end.
    """
    return _Compiler(diagram, scenario).program()


class _Compiler:
    def __init__(self, diagram: Diagram, scenario: Scenario) -> None:
        self.diagram = diagram
        self.scenario = scenario
        self.names = frozenset(attribute.name for attribute in scenario.every_attribute)
        self.teams = list(scenario.teams)
        self.structure = Structure(diagram)
        self.tables = Tables(scenario.calendars)
        self.wiring = Wiring(diagram, self.structure.number, self.structure.scope_number)
        self.catches = Catches(self.structure, scenario, self.wiring, self.tables, self.names)
        self.choices: list[ChoiceRow] = []
        self.problems: list[Problem] = []

    def program(self) -> Program:
        scenario, structure, tables = self.scenario, self.structure, self.tables
        number, catches = structure.number, self.catches
        rows = [self._node(node) for node in structure.nodes]
        scopes = [self._scope(id_) for id_ in structure.scopes]
        flows = [
            FlowRow(id=flow.id, source=number[flow.source], target=number[flow.target])
            for flow in structure.flows
        ]
        layers = Layers(
            self.diagram,
            scenario,
            rows=rows,
            flows=flows,
            scopes=scopes,
            tables=tables,
        )
        for node in structure.nodes:
            layers.lay_around(number[node.id], node)
        arrivals = tuple(self._arrivals(scopes, layers))
        topics = tuple(self.wiring.topics())
        self._require_an_end(rows, flows, scopes, arrivals)
        names = [promise.name for promise in scenario.promises]
        return Program(
            name=scenario.name,
            start=scenario.start,
            seed=scenario.seed,
            service_level=scenario.service_level,
            nodes=tuple(rows),
            flows=tuple(flows),
            scopes=tuple(scopes),
            choices=tuple(self.choices),
            catches=tuple(catches.rows),
            distributions=tables.distributions,
            lanes=tables.lanes,
            teams=tuple(
                replace(
                    team,
                    shifts=tuple(replace(shift, calendar=plain(shift.calendar)) for shift in team.shifts),
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
                    clock=tables.calendar(promise.clock),
                    share=promise.share,
                    parent=names.index(promise.parent) if promise.parent is not None else NOTHING,
                )
                for promise in scenario.promises
            ),
            topics=topics,
            levels=tuple(layers.levels),
            escalations=tuple(layers.escalations),
            calendars=tables.calendars,
            problems=(
                *structure.problems,
                *catches.problems,
                *self.problems,
                *omissions(self.diagram, scenario, rows, catches.rows, topics),
            ),
        )

    def _scope(self, id_: str) -> ScopeRow:
        node = self.structure.number.get(id_, NOTHING)
        listens = tuple(alarm for alarm in self.catches.at(id_) if self.catches.rows[alarm].host != node)
        return ScopeRow(id=id_, node=node, starts=self.structure.starts(id_), alarms=listens)

    # -- nodes -------------------------------------------------------------------------------

    def _node(self, node: Node) -> NodeRow:
        structure, catches = self.structure, self.catches
        number = structure.number[node.id]
        out, into = structure.out.get(node.id, []), structure.into.get(node.id, [])
        work, time, clock = self._work(node)
        is_step = work in (Work.TASK, Work.SYSTEM)
        row = NodeRow(
            id=node.id,
            scope=structure.scope_of(node),
            join=self._join(node, into),
            work=work,
            split=self._split(node, out),
            out=tuple(structure.flow_number[flow.id] for flow in out),
            into=tuple(structure.flow_number[flow.id] for flow in into),
            time=time,
            clock=clock,
            contents=self._contents(node) if work is Work.SCOPE else NOTHING,
            choice=self._choice(node, out),
            sends=self.wiring.sends(node),
            awaits=self.wiring.awaits(node) if work is Work.MESSAGE else NOTHING,
            condition=awaited_condition(node, self.names) if work is Work.MESSAGE else None,
            throws=throw_of(node) if node.kind in (NodeKind.THROW_EVENT, NodeKind.END_EVENT) else None,
            alarms=tuple(alarm for alarm in catches.at(node.id) if catches.rows[alarm].host == number),
            lane=self.tables.lane(node.lane or node.pool or node.process),
            is_step=is_step,
            is_rework=is_step,
            is_end=not out,
            is_message=not node.is_event_of(EventKind.TIMER),
        )
        step = self.scenario.steps.get(node.id)
        return row if step is None or not is_step else self._as_step(row, node, step)

    def _as_step(self, row: NodeRow, node: Node, step: Step) -> NodeRow:
        """The row with all that the scenario says of its work."""
        also = tuple((part, self.tables.distribution(spread)) for part, spread in step.also.items())
        row = replace(row, also=also, assigns=step.assigns)
        if step.team is None:
            return row
        self._look_for_people(node, step)
        teams = (step.team, *step.instead)
        batch = step.batch
        return replace(
            row,
            team=self.teams.index(step.team),
            instead=tuple(map(self.teams.index, step.instead)),
            can_do=tuple(step.can_do.get(team) for team in teams) if step.can_do else (),
            people=step.people,
            set_up=NOTHING if step.set_up is None else self.tables.distribution(step.set_up),
            batch=None
            if batch is None
            else BatchRow(size=batch.size, within=inf if batch.or_after is None else batch.or_after),
            patience=NOTHING if step.patience is None else self.tables.distribution(step.patience),
        )

    def _contents(self, node: Node) -> int:
        """The scope that opens: the node's own, or that of the process which it calls."""
        number = self.structure.scope_number
        return number[node.id if node.id in number else node.called or ""]

    def _calls(self, node: Node) -> bool:
        """Whether it is a call of a process at hand, and nobody said how long it takes as a step."""
        entered = entered_process(self.diagram, node, self.scenario.steps.get(node.id))
        return entered is not None and any(other.process == entered for other in self.structure.nodes)

    def _work(self, node: Node) -> tuple[Work, int, int]:
        """What takes time at the node, its distribution, and its clock."""
        if self.structure.has_contents(node) or self._calls(node):
            return Work.SCOPE, NOTHING, NOTHING
        timing = self.scenario.events.get(node.id)
        waits = node.kind in _CATCHING
        if node.kind.is_activity and node.id in self.scenario.steps:
            step = self.scenario.steps[node.id]
            return (
                (Work.SYSTEM if step.team is None else Work.TASK),
                self.tables.distribution(step.time),
                NOTHING,
            )
        if waits and timing is not None and timing.after is not None:
            return Work.EVENT, self.tables.distribution(timing.after), self.tables.calendar(timing.clock)
        if waits and (self.wiring.awaits(node) != NOTHING or awaited_condition(node, self.names) is not None):
            return Work.MESSAGE, NOTHING, NOTHING
        return Work.NONE, NOTHING, NOTHING

    def _look_for_people(self, node: Node, step: Step) -> None:
        """A warning where no team can ever have as many people together as the step needs."""
        assert step.team is not None
        most = 0
        for name in (step.team, *step.instead):
            team = self.scenario.teams[name]
            never = team.absence >= 1.0 or team.shrinkage >= 1.0
            most = max(most, 0 if never else sum(shift.staff for shift in team.shifts))
        if most < step.people:
            parameters = {"team": step.team, "people": str(step.people), "staff": str(most)}
            self.problems.append(warning("simulation.too-few-people", node.id, node.line, **parameters))

    def _join(self, node: Node, into: list[Flow]) -> Join:
        if len(into) < 2:
            return Join.ANY
        if node.kind is NodeKind.PARALLEL_GATEWAY:
            return Join.ALL
        if node.kind in (NodeKind.INCLUSIVE_GATEWAY, NodeKind.COMPLEX_GATEWAY):
            return Join.REACHABLE
        return Join.ANY

    def _split(self, node: Node, out: list[Flow]) -> Split:
        if node.kind is NodeKind.END_EVENT and node.is_event_of(EventKind.TERMINATE):
            return Split.STOP
        if len(out) < 2 and not (node.id in self.scenario.routing and out):
            return Split.ALL
        if node.kind is NodeKind.EVENT_GATEWAY and node.all_events:
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
        waiting = (Work.EVENT, Work.MESSAGE)
        return all(self.diagram.node(flow.target).kind in _CATCHING for flow in out) and all(
            self._work(self.diagram.node(flow.target))[0] in waiting for flow in out
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

    # -- arrivals ----------------------------------------------------------------------------

    def _arrivals(self, scopes: list[ScopeRow], layers: Layers) -> Iterable[ArrivalRow]:
        for id_, arrivals in self.scenario.arrivals.items():
            if id_ in self.structure.number:
                node = self.diagram.node(id_)
                scope = self.structure.scope_number[node.process]
                nodes: tuple[int, ...] = (self.structure.number[id_],)
            else:
                scope = self.structure.scope_number[id_]
                nodes = scopes[scope].starts
            if not nodes:
                continue
            deflection = self.scenario.deflections.get(id_)
            yield ArrivalRow(
                id=id_,
                scope=scope,
                nodes=nodes,
                arrivals=arrivals,
                open=self.tables.calendar(arrivals.open),
                self_service=None if deflection is None else layers.self_service(id_, nodes[0], deflection),
            )

    def _require_an_end(
        self,
        rows: list[NodeRow],
        flows: list[FlowRow],
        scopes: list[ScopeRow],
        arrivals: tuple[ArrivalRow, ...],
    ) -> None:
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
            waiting += [flows[flow].target for flow in row.out]
            waiting += [self.catches.rows[alarm].node for alarm in row.alarms]
            if row.contents != NOTHING:
                waiting += scopes[row.contents].starts
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

    def _numbered(self, id_: str | None) -> int:
        return NOTHING if id_ is None else self.structure.number[id_]


def _even(out: list[Flow], split: Split) -> Routing:
    share = 1.0 / len(out) if split is Split.ONE else 0.5
    return Routing(chances={flow.id: share for flow in out})

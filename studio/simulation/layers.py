"""The parts that one node is put together from: the work itself, its ladder, its rounds, and pauses.

A node of the diagram is one row of the program. Where more happens at it than a row can tell, the row
becomes a *frame* that stands in the node's place (flows lead to it, boundary events hang on it) and the
work itself runs inside, in a scope of its own: in rounds, or as a step from which cases climb a ladder.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from studio.model import Diagram, Loop, LoopKind, Node
from studio.scenario import (
    CallBack,
    Deflection,
    Distribution,
    Escalation,
    Instances,
    Level,
    Scenario,
    Step,
    guard_over,
    names_of_teams,
    numbers_in,
)
from studio.simulation.rows import (
    NOTHING,
    CallBackRow,
    EscalationRow,
    FlowRow,
    Join,
    LevelRow,
    NodeRow,
    RoundsRow,
    ScopeRow,
    SelfServiceRow,
    Split,
    Work,
)
from studio.simulation.tables import Tables

__all__ = ["Layers"]

_AT_A_LEVEL = Distribution.lognormal(480.0, cv=1.0)
"""Handling a case at a level of a ladder, where nothing was stated or assumed before."""


class Layers:
    """Adds rows to those of the diagram's own nodes, flows and scopes.

    ``rows``, ``flows``, ``scopes`` and ``tables`` are the program's, growing.
    """

    def __init__(
        self,
        diagram: Diagram,
        scenario: Scenario,
        *,
        rows: list[NodeRow],
        flows: list[FlowRow],
        scopes: list[ScopeRow],
        tables: Tables,
    ) -> None:
        self._scenario = scenario
        self._rows = rows
        self._flows = flows
        self._scopes = scopes
        self._tables = tables
        self._teams = list(scenario.teams)
        self._lane_of: dict[str, str] = {}
        for lane_id, team in names_of_teams(diagram).items():
            self._lane_of.setdefault(team, lane_id)
        self._names = frozenset(attribute.name for attribute in scenario.every_attribute)
        self._numbers = numbers_in(scenario)
        self.levels: list[LevelRow] = []
        self.escalations: list[EscalationRow] = []
        self._lowest: dict[str, int] = {}

    # -- frames ------------------------------------------------------------------------------

    def lay_around(self, number: int, node: Node) -> None:
        """Put the outermost frame around the node's row in its place, if it needs any."""
        row = self._rows[number]
        step = self._scenario.steps.get(node.id)
        rounds = self._rounds(node, step)
        escalation = self._scenario.escalations.get(node.id)
        innermost = number
        if escalation is not None and row.work in (Work.TASK, Work.SYSTEM):
            innermost = self._frame(number, "ladder", ladder=len(self.escalations))
            self._rows[innermost] = replace(self._rows[innermost], split=Split.CLIMB)
            self._add_escalation(innermost, self._rows[number].contents, escalation)
        if rounds is not None:
            body = self._frame(number, "rounds", rounds=rounds)
            innermost = body if innermost == number else innermost
            if rounds.at_once or rounds.is_counted:
                # The instances of one visit are not the same work done again, a second visit is.
                self._rows[innermost] = replace(self._rows[innermost], is_rework=False)
                self._rows[number] = replace(self._rows[number], is_rework=row.is_step)
        if step is not None and step.calls_back is not None and row.work is Work.TASK:
            self._let_call_back(node, innermost, step.calls_back)

    def _frame(self, number: int, word: str, **more: Any) -> int:  # noqa: ANN401 - fields of the row
        """Put a frame in the row's place and the row inside, where no flow leads to or from it.

        Returns where the row is now.
        """
        row = self._rows[number]
        body, scope = len(self._rows), len(self._scopes)
        self._rows.append(
            replace(
                row,
                scope=scope,
                join=Join.ANY,
                split=Split.ALL,
                out=(),
                into=(),
                choice=NOTHING,
                sends=(),
                alarms=(),
                is_end=True,
            )
        )
        self._scopes.append(ScopeRow(id=f"{row.id} {word}", node=number, starts=(body,)))
        if row.is_frame:
            self._scopes[row.contents] = replace(self._scopes[row.contents], node=body)
        self._rows[number] = NodeRow(
            id=f"{row.element} {word}",
            of=row.element,
            is_frame=True,
            scope=row.scope,
            join=row.join,
            work=Work.SCOPE,
            split=row.split,
            out=row.out,
            into=row.into,
            contents=scope,
            choice=row.choice,
            sends=row.sends,
            alarms=row.alarms,
            lane=row.lane,
            is_end=row.is_end,
            **more,
        )
        return body

    # -- rounds ------------------------------------------------------------------------------

    def _rounds(self, node: Node, step: Step | None) -> RoundsRow | None:
        """As the scenario says, else as the diagram does; None for a node that is done once."""
        loop = node.loop
        if step is not None and step.instances is not None:
            return self._instances(step.instances, loop)
        if step is not None and step.repeats is not None:
            repeats = step.repeats
            return RoundsRow(again=repeats.chance, at_most=repeats.at_most)
        if loop is None or node.for_compensation:
            return None
        if loop.kind is LoopKind.STANDARD:
            condition = guard_over(loop.condition, self._names | {"loopCounter"})
            if condition is None:
                return None
            most = int(loop.cardinality) if loop.cardinality.strip().isdecimal() else None
            return RoundsRow(condition=condition, test_before=loop.test_before, at_most=most)
        told = loop.cardinality.strip()
        if told in self._numbers:
            return self._instances(Instances(by=told), loop)
        if told.isdecimal():
            return self._instances(Instances(number=Distribution.constant(float(told))), loop)
        return None

    def _instances(self, instances: Instances, loop: Loop | None) -> RoundsRow:
        counts = {"nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances"}
        return RoundsRow(
            at_once=loop is None or loop.kind is not LoopKind.SEQUENTIAL,
            number=NOTHING if instances.number is None else self._tables.distribution(instances.number),
            by=instances.by,
            done=guard_over(loop.condition, self._names | counts) if loop is not None else None,
        )

    # -- ladders -----------------------------------------------------------------------------

    def _add_escalation(self, body: int, scope: int, escalation: Escalation) -> None:
        self.escalations.append(
            EscalationRow(
                node=body,
                lowest=self._lowest_level(escalation.ladder, scope),
                cannot_decide=escalation.cannot_decide,
                customer_asks=escalation.customer_asks,
                over_authority=escalation.over_authority,
            )
        )

    def _lowest_level(self, name: str, scope: int) -> int:
        """The row of the ladder's lowest level, whose levels are rows of the program from then on."""
        if name not in self._lowest:
            self._lowest[name] = first = len(self.levels)
            levels = self._scenario.ladders[name].levels
            for place, level in enumerate(levels):
                is_top = place == len(levels) - 1
                self.levels.append(
                    LevelRow(
                        ladder=name,
                        name=level.name,
                        node=len(self._rows),
                        above=NOTHING if is_top else first + place + 1,
                        reply_within=level.reply_within,
                        clock=self._tables.calendar(level.clock),
                        settles=1.0 if is_top or level.settles is None else level.settles,
                        on_miss=level.on_miss,
                    )
                )
                self._rows.append(self._level(name, level, scope, first + place))
        return self._lowest[name]

    def _level(self, ladder: str, level: Level, scope: int, number: int) -> NodeRow:
        return NodeRow(
            id=f"{ladder}/{level.name}",
            scope=scope,
            work=Work.TASK,
            split=Split.CLIMB,
            time=self._tables.distribution(level.time or _AT_A_LEVEL),
            team=self._teams.index(level.team),
            level=number,
            lane=self._tables.lane(self._lane_of.get(level.team, level.team)),
            is_step=True,
            is_end=True,
        )

    # -- pauses ------------------------------------------------------------------------------

    def _let_call_back(self, node: Node, body: int, back: CallBack) -> None:
        """Who gave up waiting may call again, to the same step."""
        pause = self._pause(f"{node.id} calls back", node.id, body, back.after)
        self._rows[body] = replace(self._rows[body], call_back=CallBackRow(chance=back.chance, pause=pause))

    def _pause(self, id: str, of: str, onward: int, after: Distribution) -> int:
        """A row that takes the time until a customer comes to ``onward`` again."""
        pause, flow = len(self._rows), len(self._flows)
        target = self._rows[onward]
        self._flows.append(FlowRow(id=f"{id} → {target.id}", source=pause, target=onward))
        self._rows[onward] = replace(target, into=(*target.into, flow))
        self._rows.append(
            NodeRow(
                id=id,
                of=of,
                scope=target.scope,
                work=Work.EVENT,
                out=(flow,),
                time=self._tables.distribution(after),
                is_message=True,
            )
        )
        return pause

    def self_service(self, start: str, number: int, deflection: Deflection) -> SelfServiceRow:
        """The rows of the self-service in front of a start."""
        after = deflection.after or Distribution.exponential(86400.0)
        pause = self._pause(f"{start} comes back", start, number, after)
        node = len(self._rows)
        time = NOTHING if deflection.time is None else self._tables.distribution(deflection.time)
        self._rows.append(
            NodeRow(
                id=f"{start} self-service",
                of=start,
                scope=self._rows[number].scope,
                work=Work.NONE if time == NOTHING else Work.SYSTEM,
                split=Split.SELF_SERVICE,
                time=time,
                is_end=True,
            )
        )
        return SelfServiceRow(
            node=node,
            pause=pause,
            onward=number,
            whom=deflection.whom,
            share=deflection.share,
            contained=deflection.contained,
            comes_back=deflection.comes_back,
            harder=deflection.harder,
        )

"""Nodes at work: each is put together from a join, a kind of work and a split."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappush
from math import inf
from typing import TYPE_CHECKING, Any

from studio.simulation.boundary import Boundary
from studio.simulation.clock import Kind, rank
from studio.simulation.draws import hash_name
from studio.simulation.joins import arrival
from studio.simulation.program import NOTHING, NodeRow, Split, Work
from studio.simulation.records import Outcome
from studio.simulation.splits import departure
from studio.simulation.tally import StepTally
from studio.simulation.tokens import Arrive, Case, Hop, Leave, Scope, Token, Visit

if TYPE_CHECKING:
    from studio.simulation.engine import Engine
    from studio.simulation.teams import Crew

__all__ = ["Station"]

_MOST_VISITS = 10_000
"""Visits of one node by one case after which the case counts as endless."""

_FINISH = rank(Kind.FINISH)


class Station:
    """One node during one replication: counts its visits and gives each its time."""

    def __init__(self, engine: Engine, index: int) -> None:
        program = engine.program
        self.engine = engine
        self.clock = engine.clock
        self.index = index
        self.row: NodeRow = program.nodes[index]
        self.tally = StepTally(program.service_level)
        self.people = self.row.people
        self.crew: Crew | None = engine.crews[self.row.team] if self.row.team != NOTHING else None
        self.boundary = Boundary(engine, self) if self.row.alarms else None
        self.out: list[Hop] = []
        self._measured = self.row.is_step or self.row.work is Work.EVENT
        self._cost = engine.costs[self.row.team] * self.row.people if self.row.team != NOTHING else 0.0
        self._quantile = engine.samplers[self.row.time] if self.row.time != NOTHING else None
        self._times = engine.stream(hash_name(self.row.id), "time")
        self._also = [
            (engine.samplers[time], engine.stream(hash_name(part), "time")) for part, time in self.row.also
        ]
        self._begins = [n for n, promise in enumerate(program.promises) if promise.begins == index]
        self._ends = [n for n, promise in enumerate(program.promises) if promise.ends == index]
        self._promised = bool(self._begins or self._ends)
        self._log = engine.log
        self._lane = self.row.lane if self.row.is_step else NOTHING
        self.event_rank = rank(Kind.MESSAGE if self.row.is_message else Kind.TIMER)
        self.on_finish: list[Callable[[Any], None]] = [self.happens]
        """What SimPy calls when a visit's time is over."""
        self._is_straight = self.row.split is Split.ALL and len(self.row.out) == 1
        self._agenda = engine.clock.agenda
        self._number = engine.clock.number
        self._work: Callable[[Visit], None] = self._way_of_working()
        self.enable: Arrive = self._passing() if self.row.work is Work.NONE else self.begin
        self.arrive: Arrive = arrival(self)
        self.leave: Leave = self._pass
        self._only_hop: Hop | None = None

    def connect(self) -> None:
        """Look up where tokens go next, once every station exists."""
        engine, flows = self.engine, self.engine.program.flows
        self.out = [(engine.stations[flows[flow].target].arrive, flow) for flow in self.row.out]
        self.leave = departure(self)
        if self._is_straight:
            (self._only_hop,) = self.out

    def _way_of_working(self) -> Callable[[Visit], None]:
        """What a visit does with its time once it is enabled."""
        if self.row.work is Work.TASK:
            assert self.crew is not None
            return self.crew.admit
        if self.row.work is Work.SYSTEM:
            return self._run_unattended
        return self._open_contents if self.row.work is Work.SCOPE else self._await_event

    # -- a token enables the node ------------------------------------------------------------

    def _passing(self) -> Arrive:
        """The plainest behaviour that a node without work can do with."""
        asked = self.row.choice != NOTHING or self._promised or self._log is not None
        # A token that goes round for ever is noticed where it came into its loop.
        into = self.row.into
        loop_may_begin = len(into) > 1 or (into and self.engine.program.begins_at(self.index))
        if asked or loop_may_begin:
            return self._pass
        return self._pass_straight if self._is_straight else self._pass_on

    def _pass_straight(self, token: Token, _via: int) -> Hop | None:
        """A node that takes no time, has one way out, and where nobody asks how often the case came."""
        if token.scope.case.counted:
            self.tally.passed += 1
        return self._only_hop

    def _pass_on(self, token: Token, _via: int) -> Hop | None:
        """The same with another way out than one flow."""
        if token.scope.case.counted:
            self.tally.passed += 1
        return self.leave(token, 0)

    def _pass(self, token: Token, via: int) -> Hop | None:
        """A node that takes no time."""
        case = token.scope.case
        visits = case.visits
        ordinal = visits.get(self.index, 0)
        visits[self.index] = ordinal + 1
        if case.counted:
            self.tally.passed += 1
        if ordinal > _MOST_VISITS:
            case.endless = True
            return None
        if self._promised:
            self._mark_begins(case)
            self._mark_ends(case)
        if self._log is not None:
            now = self.clock.time
            row = (
                case.number,
                self.index,
                ordinal,
                via,
                NOTHING,
                NOTHING,
                now,
                now,
                now,
                Outcome.FINISHED,
                NOTHING,
            )
            self._log.visit(row)
        return self.leave(token, ordinal)

    def begin(self, token: Token, via: int, rivals: list[Visit] | None = None) -> None:
        """A node that takes time: start a visit's clock, and those of the boundary events.

        ``rivals`` are visits of which only the first to finish counts, as a visit too: the events that
        it overtakes never happen. This one becomes one of them.
        """
        scope = token.scope
        case = scope.case
        visits = case.visits
        ordinal = visits.get(self.index, 0)
        visits[self.index] = ordinal + 1
        if case.counted and rivals is None:
            self.tally.passed += 1
        if self._promised:
            self._mark_begins(case)
        if self._lane != NOTHING:
            if token.lane != self._lane:
                self._change_lane(case, token)
            if ordinal:
                case.rework += 1
        if ordinal > _MOST_VISITS:
            case.endless = True
        visit = Visit(self, token, case, via, ordinal)
        if rivals is not None:
            rivals.append(visit)
            visit.rivals = rivals
        scope.live[visit] = None
        case.pending += 1
        self._work(visit)
        if self.boundary is not None:
            self.boundary.enabled(visit)

    def _change_lane(self, case: Case, token: Token) -> None:
        """Count the hand-off, and the climb where the token was escalated out of the other lane."""
        if token.lane != NOTHING:
            case.hand_offs += 1
        if token.raised_in not in (NOTHING, self._lane):
            case.climbs += 1
        token.raised_in = NOTHING
        token.lane = self._lane

    def _mark_begins(self, case: Case) -> None:
        if case.begun is None:
            case.begun = {}
        for promise in self._begins:
            case.begun.setdefault(promise, self.clock.time)

    def _mark_ends(self, case: Case) -> None:
        if case.done is None:
            case.done = {}
        for promise in self._ends:
            case.done.setdefault(promise, self.clock.time)

    # -- what takes time ---------------------------------------------------------------------

    def start(self, visit: Visit) -> None:
        """People have taken up the visit."""
        assert self._quantile is not None
        assert self.crew is not None
        case = visit.case
        needed = self._quantile(case.draw(self._times, visit.ordinal))
        for quantile, times in self._also:
            needed += quantile(case.draw(times, visit.ordinal))
        needed /= self.crew.speed
        visit.started = now = self.clock.time
        order = _FINISH + case.order + visit.token.number
        heappush(self._agenda, (now + needed, order, self._number(), visit))  # ``Clock.at`` without a call
        if self.boundary is not None:
            self.boundary.started(visit, now, needed)

    def _run_unattended(self, visit: Visit) -> None:
        """A system does it, any number at once."""
        assert self._quantile is not None
        case = visit.case
        needed = self._quantile(case.draw(self._times, visit.ordinal))
        for quantile, times in self._also:
            needed += quantile(case.draw(times, visit.ordinal))
        visit.started = now = self.clock.time
        self.clock.at(now + needed, _FINISH + case.order + visit.token.number, visit)
        if self.boundary is not None:
            self.boundary.started(visit, now, needed)

    def _await_event(self, visit: Visit) -> None:
        """Something outside happens after a while; all of it counts as waiting."""
        assert self._quantile is not None
        case = visit.case
        after = self._quantile(case.draw(self._times, visit.ordinal))
        due, now = self.engine.due(after, self.row.clock), self.clock.time
        if due < inf:
            self.clock.at(due, self.event_rank + case.order + visit.token.number, visit)
            if self.boundary is not None:
                self.boundary.started(visit, now, due - now)

    def _open_contents(self, visit: Visit) -> None:
        """The tokens inside begin to move; the visit is over when the last of them has ended."""
        visit.started = visit.enabled
        case = visit.case
        case.pending -= 1  # what happens next happens inside
        scope = visit.contents = Scope(self.row.contents, case, visit)
        self.engine.begin(scope, visit.token)

    def contents_end(self, visit: Visit) -> Hop | None:
        """The last token inside a sub-process has ended; where the token of its visit goes next."""
        if self.boundary is not None and self.boundary.strikes(visit):
            return None
        return self.finish(visit)

    # -- the visit is over -------------------------------------------------------------------

    def happens(self, visit: Visit) -> None:
        """The SimPy event of a visit: its work is done, or what it waited for has happened."""
        case = visit.case
        case.pending -= 1
        if self.crew is not None:
            self.crew.release(visit)
        elif visit.started < 0.0:
            visit.started = self.clock.time
            if visit.rivals:
                if case.counted:
                    self.tally.passed += 1
                self.withdraw_rivals(visit)
                self.engine.count_flow(case, visit.via)
        self._close(visit, Outcome.FINISHED, NOTHING)
        if self._promised:
            self._mark_ends(case)
        token = visit.token
        self.engine.settle(case, token, self._only_hop or self.leave(token, visit.ordinal))

    def finish(self, visit: Visit) -> Hop | None:
        """Close the visit; where its token goes next."""
        self._close(visit, Outcome.FINISHED, NOTHING)
        if self._promised:
            self._mark_ends(visit.case)
        return self.leave(visit.token, visit.ordinal)

    def withdraw(self, visit: Visit, cause: int = NOTHING) -> None:
        """Give a visit up, whatever state it is in, and everything inside it."""
        visit.cancel()
        if visit.contents is not None:
            self.engine.withdraw_all(visit.contents)
        else:
            visit.case.pending -= 1
        if self.crew is not None:
            self.crew.withdraw(visit)
        self._close(visit, Outcome.WITHDRAWN, cause)

    def withdraw_rivals(self, visit: Visit) -> None:
        """Another event was faster than these."""
        for rival in visit.rivals:
            if rival is not visit and rival.live:
                rival.station.withdraw(rival)

    def _close(self, visit: Visit, outcome: Outcome, cause: int) -> None:
        """Silence the visit's alarms, count it and log it."""
        now = self.clock.time
        case = visit.case
        visit.live = False
        del visit.token.scope.live[visit]
        if self.boundary is not None:
            self.boundary.left(visit)
        started = visit.started
        if started < 0.0:
            started = now
        if self._measured:
            wait, work = started - visit.enabled, now - started
            if not visit.rivals or visit is visit.rivals[0]:  # rivals wait together, and the case once
                case.wait += wait
            case.work += work
            case.cost += work * self._cost
            if case.counted:
                if visit.started < 0.0:
                    if not visit.rivals:
                        self.tally.give_up(wait)
                else:
                    self.tally.add_wait(wait)
                    self.tally.add_work(work)
        if self._log is not None:
            person = visit.people[0].number if visit.people else NOTHING
            times = (visit.enabled, started, now)
            self._log.visit(
                (
                    case.number,
                    self.index,
                    visit.ordinal,
                    visit.via,
                    self.row.team,
                    person,
                    *times,
                    outcome,
                    cause,
                )
            )
        # Nothing that is over keeps anything else alive: memory must not wait for a cycle collector.
        if visit.rivals:
            visit.rivals = ()
        if visit.contents is not None:
            visit.contents = None

"""Nodes at work: each is put together from a join, a kind of work and a split."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any

from studio.simulation.account import Account
from studio.simulation.batching import Batches
from studio.simulation.boundary import Boundary
from studio.simulation.choosing import way_in, way_out
from studio.simulation.climbing import Deadline
from studio.simulation.clock import Kind, rank
from studio.simulation.content import content_of
from studio.simulation.joins import arrival
from studio.simulation.knowledge import Knowledge
from studio.simulation.patience import Patience
from studio.simulation.records import ClimbOutcome, Outcome
from studio.simulation.repetition import is_again
from studio.simulation.rounds import Rounds
from studio.simulation.rows import NOTHING, NodeRow, Split, Work
from studio.simulation.splits import departure
from studio.simulation.tally import StepTally
from studio.simulation.tokens import Arrive, Case, Hop, Leave, Scope, Token, Visit

if TYPE_CHECKING:
    from studio.simulation.engine import Engine

__all__ = ["Station"]

_MOST_VISITS = 10_000
"""Visits of one node by one case after which the case counts as endless."""

_MOST_DEEP = 100
"""Sub-processes and calls within each other after which they are taken to go on without end."""

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
        self.event_rank = rank(Kind.MESSAGE if self.row.is_message else Kind.TIMER)
        self.timer_rank = rank(Kind.TIMER)
        self.is_event_sub_process = any(index == row.host for row in engine.listening)
        self.boundary: Boundary | Deadline | None = None
        if self.row.alarms:
            self.boundary = Boundary(engine, self)
        elif self.row.level != NOTHING:
            self.boundary = Deadline(engine, self)
        self.rounds = Rounds(self, self.row.rounds) if self.row.rounds is not None else None
        self.out: list[Hop] = []
        self.on_finish: list[Callable[[Any], None]] = [self.happens]
        """What SimPy calls when a visit's time is over."""
        self._content = content_of(self)
        self._account = Account(self)
        self._is_logged = self._account.is_logged
        self._count = self._account.over
        self._patience = Patience(self) if self.row.patience != NOTHING else None
        self._knowledge = Knowledge(self) if self.row.assigns else None
        self._begins = [n for n, promise in enumerate(program.promises) if promise.begins == index]
        self._ends = [n for n, promise in enumerate(program.promises) if promise.ends == index]
        self._is_promised_work = bool(self._ends) and self.row.work not in (Work.EVENT, Work.MESSAGE)
        self._has_begun = [promise.begins == NOTHING for promise in program.promises]
        """Whether a promise runs from the arrival of a case."""
        self._promised = bool(self._begins or self._ends)
        self._concludes = bool(self._ends or self.row.sends or self.row.assigns)
        self._lane = self.row.lane if self.row.is_step else NOTHING
        self._is_rework = self.row.is_rework
        self._may_be_instance = self._is_rework and engine.has_instances
        self._back_again = self._flow_of_who_calls_back()
        self._is_straight = self.row.split is Split.ALL and len(self.row.out) == 1 and self.row.throws is None
        self._start_at = NOTHING
        """Of an event sub-process, the start that has just happened."""
        crews = tuple(engine.crews[team] for team in self.row.teams)
        self._costs = any(engine.costs[team] for team in self.row.teams)
        guards = self.row.can_do or (None,) * len(crews)
        self.send_to_team: Callable[[Visit], None] = way_in(crews, guards, self.people) if crews else _nobody
        self.leave_team: Callable[[Visit], None] = way_out(crews) if crews else _nobody
        self._batches = Batches(self, self.row.batch) if self.row.batch is not None else None
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

    def _flow_of_who_calls_back(self) -> int | None:
        """The flow of customers who gave up before and are served for the first time."""
        back = self.row.call_back
        return None if back is None else self.engine.program.nodes[back.pause].out[0]

    def _way_of_working(self) -> Callable[[Visit], None]:
        """What a visit does with its time once it is enabled."""
        if self._batches is not None:
            return self._batches.admit
        return {
            Work.NONE: _nobody,
            Work.TASK: self.send_to_team,
            Work.SYSTEM: self._run_unattended,
            Work.EVENT: self._await_event,
            Work.MESSAGE: self._listen,
            Work.SCOPE: self._open_contents,
        }[self.row.work]

    # -- a token enables the node ------------------------------------------------------------

    def _passing(self) -> Arrive:
        """The plainest behaviour that a node without work can do with."""
        asked = self.row.choice != NOTHING or self._promised or self._is_logged
        asked = asked or self._concludes or self.row.throws is not None
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
        if self._concludes:
            self._conclude(case, ordinal)
        if self._is_logged:
            self._account.passed(case, ordinal, via)
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
        if token.lane != self._lane != NOTHING:
            self._change_lane(case, token)
        again = is_again(self.index, scope, ordinal) if self._may_be_instance else ordinal
        if ordinal:
            if again and self._is_rework and via != self._back_again:
                case.rework += 1
                if case.counted:
                    self.tally.again += 1
            if ordinal > _MOST_VISITS:
                case.endless = True
                return
        visit = Visit(self, token, case, via, ordinal)
        if rivals is not None:
            rivals.append(visit)
            visit.rivals = rivals
        scope.live[visit] = None
        case.pending += 1
        self._work(visit)
        if self.boundary is not None:
            self.boundary.enabled(visit)
        if self._patience is not None and visit.started < 0.0:
            self._patience.begin(visit)

    def beginning_at(self, start: int) -> Arrive:
        """How a token enables an event sub-process of which this start has happened."""

        def arrive(token: Token, via: int) -> None:
            self._start_at = start
            self.begin(token, via)

        return arrive

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

    def _conclude(self, case: Case, ordinal: int) -> None:
        """What the end of a visit means to others: promises are kept, messages sent, facts known."""
        for promise in self._ends:
            # What was done before a promise began to run, in an earlier round, does not keep it.
            if self._has_begun[promise] or promise in (case.begun or ()):
                if case.done is None:
                    case.done = {}
                case.done.setdefault(promise, self.clock.time)
        if self._knowledge is not None:
            self._knowledge.gain(case, ordinal)
        if self.row.sends:
            self.engine.post.send(case, self.row.sends)

    # -- what takes time ---------------------------------------------------------------------

    def start(self, visit: Visit) -> None:
        """People have taken up the visit."""
        crew = visit.crew
        assert crew is not None
        assert self._content is not None
        visit.started = self.clock.time
        needed = crew.work(visit, self._content(visit))
        if self._batches is not None:
            self._batches.begun(visit, needed)
        elif self.boundary is not None:
            self.boundary.started(visit, visit.started, needed)

    def _run_unattended(self, visit: Visit) -> None:
        """A system does it, any number at once."""
        assert self._content is not None
        needed = self._content(visit)
        visit.started = now = self.clock.time
        self.clock.at(now + needed, _FINISH + visit.case.order + visit.token.number, visit)
        if self.boundary is not None:
            self.boundary.started(visit, now, needed)

    def _await_event(self, visit: Visit) -> None:
        """Something outside happens after a while; all of it counts as waiting."""
        assert self._content is not None
        case = visit.case
        due, now = self.engine.due(self._content(visit), self.row.clock), self.clock.time
        if due < inf:
            self.clock.at(due, self.event_rank + case.order + visit.token.number, visit)
            if self.boundary is not None:
                self.boundary.started(visit, now, due - now)

    def _listen(self, visit: Visit) -> None:
        """Something within the case happens, or never does; nothing else waits for it."""
        visit.case.pending -= 1
        self.engine.post.listen(visit, self.row.awaits, self.row.condition)

    def _open_contents(self, visit: Visit) -> None:
        """The tokens inside begin to move; the visit is over when the last of them has ended."""
        visit.started = visit.enabled
        case = visit.case
        if visit.token.scope.depth > _MOST_DEEP:
            case.endless = True
            return
        if self.rounds is not None:
            if self.rounds.begin(visit):
                case.pending -= 1
            else:
                self.clock.at(visit.enabled, _FINISH + case.order + visit.token.number, visit)
            return
        case.pending -= 1  # what happens next happens inside
        scope = visit.contents = Scope(self.row.contents, case, visit)
        if self._start_at == NOTHING:
            self.engine.begin(scope, visit.token)
        else:
            self.engine.begin_at(scope, visit.token, self._start_at)
            self._start_at = NOTHING

    def contents_end(self, visit: Visit) -> Hop | None:
        """The last token inside has ended; where the token of its visit goes next."""
        if self.rounds is not None and self.rounds.goes_on(visit):
            return None
        if self.boundary is not None and self.boundary.strikes(visit):
            return None
        return self.finish(visit)

    # -- the visit is over -------------------------------------------------------------------

    def happens(self, visit: Visit) -> None:
        """The SimPy event of a visit: its work is done, or what it waited for has happened."""
        case = visit.case
        case.pending -= 1
        effort = 0.0
        crew = visit.crew
        if crew is not None:
            if self._costs:
                effort = crew.effort(visit)
            crew.release(visit)
        elif visit.started < 0.0:
            visit.started = self.clock.time
            if visit.rivals:
                if case.counted:
                    self.tally.passed += 1
                self.withdraw_rivals(visit)
                self.engine.count_flow(case, visit.via)
        self._close(visit, Outcome.FINISHED, NOTHING, effort)
        if self._concludes:
            self._conclude(case, visit.ordinal)
        token = visit.token
        self.engine.settle(case, token, self._only_hop or self.leave(token, visit.ordinal))

    def done_with_others(self, visit: Visit, effort: float) -> None:
        """The batch is finished in which the visit was."""
        visit.case.pending -= 1
        self._close(visit, Outcome.FINISHED, NOTHING, effort)
        if self._concludes:
            self._conclude(visit.case, visit.ordinal)
        token = visit.token
        self.engine.settle(visit.case, token, self._only_hop or self.leave(token, visit.ordinal))

    def finish(self, visit: Visit) -> Hop | None:
        """Close the visit; where its token goes next."""
        self._close(visit, Outcome.FINISHED, NOTHING, 0.0)
        if self._concludes:
            self._conclude(visit.case, visit.ordinal)
        return self.leave(visit.token, visit.ordinal)

    def withdraw(self, visit: Visit, cause: int = NOTHING, outcome: Outcome = Outcome.WITHDRAWN) -> None:
        """Give a visit up, whatever state it is in, and everything inside it."""
        visit.cancel()
        effort = 0.0
        if visit.contents is not None:
            self.engine.withdraw_all(visit.contents, cause if self.row.is_frame else NOTHING)
        elif self.row.work is not Work.MESSAGE or not self.engine.post.forget(visit, self.row.awaits):
            visit.case.pending -= 1
        if self._batches is not None:
            effort = self._batches.withdraw(visit)
        elif self.row.team != NOTHING:
            effort = visit.crew.effort(visit) if visit.crew is not None else 0.0
            self.leave_team(visit)
        if self.row.level != NOTHING and visit.token in self.engine.climbs:
            self.engine.climbs.over(visit.token, ClimbOutcome.WITHDRAWN)
        if self._is_promised_work:
            visit.case.given_up += tuple(self._ends)
        self._close(visit, outcome, cause, effort)

    def withdraw_rivals(self, visit: Visit) -> None:
        """Another event was faster than these."""
        for rival in visit.rivals:
            if rival is not visit and rival.live:
                rival.station.withdraw(rival)

    def _close(self, visit: Visit, outcome: Outcome, cause: int, effort: float) -> None:
        """Silence what the visit has set going, and count it."""
        visit.live = False
        del visit.token.scope.live[visit]
        if self.boundary is not None:
            self.boundary.left(visit)
        if self._patience is not None:
            self._patience.over(visit)
        self._count(visit, outcome, cause, effort)
        # Nothing that is over keeps anything else alive: memory must not wait for a cycle collector.
        if visit.rivals:
            visit.rivals = ()
        if visit.contents is not None:
            visit.contents = None


def _nobody(_: Visit) -> None:
    """Nothing is to be done about a visit."""

"""The SimPy engine: one replication of a program, told as the rules of BPMN tell it.

A *case* arrives and gets a process instance: a *scope*. *Tokens* move along flows from node to node.
Each node is a *station* whose behaviour is put together from three parts: how many tokens it takes
to enable it (join), what then takes time (work) and where tokens go afterwards (split).

Order. Everything happens inside a SimPy event: an arrival, a finish, a timer, a change of shift.
Events at one instant come in the order of :func:`studio.simulation.clock.rank`. Within an event
tokens move one after the other, each until it waits for something, in the order in which they were
sent; then inclusive joins are looked at; then each team concerned, lowest number first, serves its
queue.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from operator import attrgetter

from studio.scenario import Timetable
from studio.simulation.census import Census, Run
from studio.simulation.clock import Clock
from studio.simulation.draws import Stream
from studio.simulation.entrance import Entrance
from studio.simulation.floor import floor_times, shift_of
from studio.simulation.joins import fire, is_decided, upstream
from studio.simulation.program import NOTHING, Join, Program, RunLength
from studio.simulation.records import CaseOutcome, Log
from studio.simulation.sampling import sampler
from studio.simulation.station import Station
from studio.simulation.teams import Crew, Person
from studio.simulation.tokens import Arrive, Case, Hop, Scope, Token

__all__ = ["Engine", "run"]

_EVENTS_AT_A_TIME = 10_000
"""Events between two looks at whether somebody cancelled the run: some tenths of a second."""

_number = attrgetter("number")


class Engine:
    """One replication under way: let its clock proceed until it is stopped, then take the census."""

    def __init__(self, program: Program, length: RunLength, replication: int, *, keep_log: bool) -> None:
        self.program = program
        self.length = length
        self.replication = replication
        self.clock = Clock()
        self.log = Log() if keep_log else None
        self.moving: deque[tuple[Token, Arrive, int]] = deque()
        """Tokens on their way: where they arrive, and along which flow."""
        self.concerned: list[Crew] = []
        """Teams whose queue may move on when the present event is settled."""
        self.samplers = [sampler(distribution) for distribution in program.distributions]
        self.timetables = [Timetable(calendar, program.start) for calendar in program.calendars]
        self.crews = [self._crew(number) for number in range(len(program.teams))]
        self.costs = [team.cost / 3600.0 for team in program.teams]
        """Money a second, by team."""
        # One place more than there are flows: a token that came along none is counted there.
        self.flow_counts = [0] * (len(program.flows) + 1)
        self._uncounted_flows = [0] * (len(program.flows) + 1)
        self._upstream = {
            n: upstream(program, n) for n, row in enumerate(program.nodes) if row.join is Join.REACHABLE
        }
        self.census = Census(self)
        self.stations = [Station(self, index) for index in range(len(program.nodes))]
        for station in self.stations:
            station.connect()
        self._entrance = Entrance(self)
        self.stop_when_empty()

    def stream(self, element: int, purpose: str) -> Stream:
        """The uniform variates of one element for one purpose in this replication."""
        return Stream(self.program.seed, self.replication, element, purpose)

    def _crew(self, number: int) -> Crew:
        program, team = self.program, self.program.teams[number]
        people = [
            Person(
                index,
                floor_times(team, index, program.start, program.seed, self.replication),
                shift_of(team, index, program.start),
            )
            for index in range(sum(shift.staff for shift in team.shifts))
        ]
        return Crew(self.clock, number, team.speed, people, self.concerned)

    # -- one event ---------------------------------------------------------------------------

    def begin(self, scope: Scope, like: Token) -> None:
        """Put a token at each start of a sub-process."""
        starts = self.program.scopes[scope.row].starts
        scope.tokens = len(starts)
        for node in starts:
            self.moving.append((scope.case.new_token(scope, like), self.stations[node].enable, NOTHING))

    def due(self, after: float, clock: int) -> float:
        """The moment that lies ``after`` seconds of a clock from now."""
        now = self.clock.time
        return now + after if clock == NOTHING else self.timetables[clock].add(now, after)

    def count_flow(self, case: Case, flow: int) -> None:
        """Count a token that passed a flow without moving along it: the way to the event that came first."""
        if case.counted:
            self.flow_counts[flow] += 1

    def settle(self, case: Case, token: Token, hop: Hop | None) -> None:
        """Let the case's tokens move until each of them waits; then let teams take up new work.

        ``token`` goes first, along ``hop``, then those that are on their way already.
        """
        moving = self.moving
        counts = self.flow_counts if case.counted else self._uncounted_flows
        while True:
            while hop is not None:
                arrive, via = hop
                counts[via] += 1
                hop = arrive(token, via)
            if moving:
                token, arrive, via = moving.popleft()
                if token.scope.open:
                    hop = arrive, via
            elif not case.undecided or not self._decide_a_join(case):
                break
        if case.endless and case.open:
            self._give_up(case, CaseOutcome.ENDLESS)
        if not case.pending and case.open:
            self._give_up(case, CaseOutcome.STUCK)
        concerned = self.concerned
        if concerned:
            if len(concerned) > 1:
                concerned.sort(key=_number)
            for crew in concerned:
                crew.serve()
            concerned.clear()

    def _decide_a_join(self, case: Case) -> bool:
        """Fire the first inclusive join that no token can reach any more; whether there was one."""
        assert case.undecided is not None
        for scope, station in list(case.undecided):
            if scope.open and not is_decided(station, scope, self._upstream[station.index]):
                continue
            del case.undecided[scope, station]
            if scope.open:
                fire(station, scope)
                if self.moving:
                    return True
        return False

    def end_token(self, token: Token, node: int) -> None:
        """A token has nowhere to go; with the last one its scope is complete."""
        scope = token.scope
        if scope.parent is None:
            case = scope.case
            case.end = node
            if node not in case.ends:
                case.ends += (node,)
        else:
            scope.parent.token.lane, scope.parent.token.raised_in = token.lane, token.raised_in
        scope.tokens -= 1
        if not scope.tokens:
            self.complete(scope)

    def complete(self, scope: Scope) -> None:
        """The scope is done: its sub-process finishes, or the case leaves."""
        scope.open = False
        if scope.parent is None:
            self._leave(scope.case, CaseOutcome.COMPLETED)
        else:
            hop = scope.parent.station.contents_end(scope.parent)
            if hop is not None:
                self.moving.append((scope.parent.token, *hop))

    def _give_up(self, case: Case, outcome: CaseOutcome) -> None:
        """Take a case out that cannot complete."""
        assert case.root is not None
        self.moving.clear()
        case.undecided = None
        self.withdraw_all(case.root)
        self._leave(case, outcome)

    def withdraw_all(self, scope: Scope) -> None:
        """Withdraw everything in the scope; no token is left in it."""
        scope.open = False
        for visit in list(scope.live):
            visit.station.withdraw(visit)
        scope.tokens = 0

    def _leave(self, case: Case, outcome: CaseOutcome) -> None:
        case.open = False
        case.ended = self.clock.time
        case.root = None
        self.census.leave(case, outcome)
        if not self.census.open:
            self.stop_when_empty()

    @property
    def awaits_arrivals(self) -> bool:
        return self._entrance.open_streams > 0

    def stop_when_empty(self) -> None:
        """End a run of finite arrivals with the last case."""
        if not self.census.open and not self.awaits_arrivals and self.length.length is None:
            self.clock.stopped = True


def run(
    program: Program,
    length: RunLength,
    replication: int = 0,
    *,
    keep_log: bool = False,
    cancelled: Callable[[], bool] | None = None,
) -> Run | None:
    """Run one replication to its end; None if ``cancelled`` said so on the way."""
    engine = Engine(program, length, replication, keep_log=keep_log)
    while not engine.clock.stopped:
        if cancelled is not None and cancelled():
            return None
        engine.clock.proceed(_EVENTS_AT_A_TIME)
    return engine.census.result()

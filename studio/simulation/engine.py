"""The SimPy engine: one replication of a program, told as the rules of BPMN tell it.

A *case* arrives and gets a process instance: a *scope*. *Tokens* move along flows from node to node.
Each node is a *station* whose behaviour is put together from three parts: how many tokens it takes
to enable it (join), what then takes time (work) and where tokens go afterwards (split).

Order. Everything happens inside a SimPy event: an arrival, a finish, a timer, a change of shift.
Events at one instant come in the order of :func:`studio.simulation.clock.rank`. Within an event
tokens move one after the other, each until it waits for something, in the order in which they were
sent; then inclusive joins are looked at; then each team concerned, lowest number first, serves its
queue, and lets a team that a visit would rather have go first. Where shifts change, that is when all
have come and gone who do at that instant.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from operator import attrgetter

from studio.scenario import Timetable
from studio.simulation.boundary import Vigil
from studio.simulation.census import Census, Run
from studio.simulation.climbing import Climbs
from studio.simulation.clock import Clock
from studio.simulation.draws import Stream
from studio.simulation.entrance import Entrance
from studio.simulation.joins import fire, is_decided, upstream
from studio.simulation.muster import muster
from studio.simulation.post import PostOffice
from studio.simulation.program import Program, RunLength
from studio.simulation.records import CaseOutcome, Log
from studio.simulation.rows import NOTHING, CatchRow, Join
from studio.simulation.sampling import sampler
from studio.simulation.station import Station
from studio.simulation.tally import ClimbTally, DrawnTally
from studio.simulation.teams import Crew
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
        self.climb_tallies = [ClimbTally(program.start) for _ in program.levels]
        self.drawn_tallies = {row.node: DrawnTally(program.start) for row in program.catches if row.escalates}
        """By the node of the event."""
        self.climbs = Climbs(self)
        self.post = PostOffice(self)
        self.listening = [program.catches[alarm] for scope in program.scopes for alarm in scope.alarms]
        """The starts of event sub-processes."""
        self._self_services = {
            row.self_service.node for row in program.arrivals if row.self_service is not None
        }
        self.has_instances = any(row.rounds is not None and row.rounds.is_counted for row in program.nodes)
        self.census = Census(self)
        self.stations = [Station(self, index) for index in range(len(program.nodes))]
        for station in self.stations:
            station.connect()
        self.vigils = {
            number: Vigil(self, row.alarms) for number, row in enumerate(program.scopes) if row.alarms
        }
        self._entrance = Entrance(self)
        self.stop_when_empty()

    def stream(self, element: int, purpose: str) -> Stream:
        """The uniform variates of one element for one purpose in this replication."""
        return Stream(self.program.seed, self.replication, element, purpose)

    def _crew(self, number: int) -> Crew:
        note = None if self.log is None else self.log.person
        return muster(self.program, number, self.replication, self.clock, self.concerned, note=note)

    # -- one event ---------------------------------------------------------------------------

    def begin(self, scope: Scope, like: Token, times: int = 1) -> None:
        """Put a token, or so many, at each start of a sub-process."""
        starts = self.program.scopes[scope.row].starts * times
        scope.tokens = len(starts)
        for node in starts:
            self.moving.append((scope.case.new_token(scope, like), self.stations[node].enable, NOTHING))
        self.arm(scope)

    def begin_at(self, scope: Scope, like: Token, node: int) -> None:
        """Put a token at one start only."""
        scope.tokens = 1
        self.moving.append((scope.case.new_token(scope, like), self.stations[node].enable, NOTHING))
        self.arm(scope)

    def arm(self, scope: Scope) -> None:
        """Let the scope listen for the starts of its event sub-processes."""
        vigil = self.vigils.get(scope.row)
        if vigil is not None:
            vigil.begin(scope)

    def due(self, after: float, clock: int) -> float:
        """The moment that lies ``after`` seconds of a clock from now."""
        now = self.clock.time
        return now + after if clock == NOTHING else self.timetables[clock].add(now, after)

    def count_flow(self, case: Case, flow: int) -> None:
        """Count a token that passed a flow without moving along it: the way to the event that came first."""
        if case.counted:
            self.flow_counts[flow] += 1

    def note_escalation(self, case: Case, row: CatchRow) -> None:
        """An escalation that is drawn in the diagram has happened."""
        tally, now = self.drawn_tallies[row.node], self.clock.time
        if case.counted:
            tally.raised += 1
        if self.census.measures(now):
            tally.note_hour(now)

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
            self._comes_to_rest(case)
        if self.concerned:
            self.serve()

    def serve(self) -> None:
        """Let the teams take up new work whose queue may move on, the lowest number first."""
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
        around = scope.parent
        if around is None:
            case = scope.case
            case.end = node
            if node not in case.ends:
                case.ends += (node,)
        else:
            around.token.lane, around.token.raised_in = token.lane, token.raised_in
        scope.tokens -= 1
        if scope.tokens and around is not None:
            rounds = around.station.rounds
            if rounds is not None and rounds.is_enough(scope):
                self.empty(scope, NOTHING)
        if not scope.tokens:
            self.complete(scope)

    def end_instance(self, token: Token, node: int) -> None:
        """The whole process instance ends here."""
        scope = token.scope
        while scope.parent is not None:
            scope = scope.parent.token.scope
        self.withdraw_all(scope)
        scope.tokens = 1
        token.scope = scope
        self.end_token(token, node)

    def complete(self, scope: Scope) -> None:
        """The scope is done: its sub-process finishes, or the process instance, perhaps with the case."""
        scope.open = False
        if scope.alarms:
            self.vigils[scope.row].disarm(scope.alarms)
        if scope.parent is None:
            case = scope.case
            if case.root is not None and not case.root.open:
                others = case.others
                if not others or not any(other.open for other in others):
                    self._leave(case, self._completed(case))
        else:
            hop = scope.parent.station.contents_end(scope.parent)
            if hop is not None:
                self.moving.append((scope.parent.token, *hop))

    def _completed(self, case: Case) -> CaseOutcome:
        return CaseOutcome.CONTAINED if case.end in self._self_services else CaseOutcome.COMPLETED

    def _comes_to_rest(self, case: Case) -> None:
        """Nothing is going to happen any more; that other instances wait for ever does not hold the case."""
        is_done = case.root is not None and not case.root.open
        self._give_up(case, self._completed(case) if is_done else CaseOutcome.STUCK)

    def abandon(self, case: Case) -> None:
        """The customer leaves for good, and the case with them."""
        self._give_up(case, CaseOutcome.ABANDONED)

    def _give_up(self, case: Case, outcome: CaseOutcome) -> None:
        """Take a case out as it stands."""
        assert case.root is not None
        self.moving.clear()
        case.undecided = None
        for scope in (case.root, *case.others):
            if scope.open:
                self.withdraw_all(scope)
        self._leave(case, outcome)

    def withdraw_all(self, scope: Scope, cause: int = NOTHING) -> None:
        """Withdraw everything in the scope, and close it."""
        scope.open = False
        if scope.alarms:
            self.vigils[scope.row].disarm(scope.alarms)
        self.empty(scope, cause)

    def empty(self, scope: Scope, cause: int) -> None:
        """Withdraw everything in the scope, in which no token is left then."""
        for visit in list(scope.live):
            visit.station.withdraw(visit, cause)
        scope.tokens = 0
        scope.joins = None
        undecided = scope.case.undecided
        if undecided:
            for held in [held for held in undecided if held[0] is scope]:
                del undecided[held]
        if self.moving:
            on_their_way = [move for move in self.moving if move[0].scope is not scope]
            self.moving.clear()
            self.moving.extend(on_their_way)

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

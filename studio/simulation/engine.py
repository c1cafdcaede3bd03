"""The SimPy engine: one replication of a program, told as the rules of BPMN tell it.

A *case* arrives and gets a process instance: a *scope*. *Tokens* move along flows from node to node.
Each node is a *station* whose behaviour is put together from three parts: how many tokens it takes
to enable it (join), what then takes time (work) and where tokens go afterwards (split).

Order. Everything happens inside a SimPy event: an arrival, a finish, a timer, a change of shift.
Events at one instant come in the order of :func:`studio.simulation.clock.rank`. Within an event
tokens move in the order in which they were sent until each waits for something; then inclusive
joins are looked at; then each team concerned, lowest number first, serves its queue.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf
from operator import attrgetter

from studio.model.guard import Value
from studio.scenario import Timetable
from studio.simulation.arrivals import moments
from studio.simulation.clock import Clock, Happening, Kind, rank
from studio.simulation.draws import BLOCK, Customers, Stream, hash_name
from studio.simulation.floor import floor_times, shift_times
from studio.simulation.joins import fire, is_decided, upstream
from studio.simulation.program import NOTHING, Join, Program, RunLength
from studio.simulation.records import CaseOutcome, Log
from studio.simulation.sampling import sampler
from studio.simulation.station import Station
from studio.simulation.tally import CaseTally, StepTally, TeamTally, Timeline
from studio.simulation.teams import Crew, Person
from studio.simulation.tokens import Arrive, Case, Hop, Scope, Token

__all__ = ["Run", "run"]

_EVENTS_AT_A_TIME = 10_000
"""Events between two looks at whether somebody cancelled the run: some tenths of a second."""

_LARGEST_BACKLOG = 1 << 20
"""Cases of a backlog have ordinals from minus this on."""

_ARRIVAL = rank(Kind.ARRIVAL)

_number = attrgetter("number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one replication brought: tallies over the counted cases, and the log if it was kept."""

    replication: int
    seconds: float
    """Measured time: from the end of the warm-up to the end."""
    arriving: float
    """The part of it in which counted cases arrived."""
    departures: int
    """Cases that left within the measured time, counted or not."""
    open: int
    """Counted cases still open at the end."""
    arrived: int
    """Cases that arrived from moment 0 on, counted or not."""
    left: int
    """Cases that left from moment 0 on, counted or not."""
    in_system_area: float
    """Case-seconds in the system over the measured time."""
    cases: CaseTally
    steps: tuple[StepTally, ...]
    flows: tuple[int, ...]
    """Tokens of counted cases that passed each flow."""
    teams: tuple[TeamTally, ...]
    timeline: Timeline
    log: Log | None


class _Stream(Happening):
    """An arrival stream, and the SimPy event of its next arrival, which is used again and again."""

    def __init__(
        self,
        number: int,
        element: int,
        source: Iterator[tuple[int, float]],
        then: Callable[[_Stream], None],
    ) -> None:
        super().__init__(then)
        self.number = number
        self.element = element
        self.source = source
        self.ordinal = self.case = 0
        self.customers = Customers(element, 0)


class Engine:
    """One replication under way: let its clock proceed until it is stopped, then take the ``result``."""

    def __init__(self, program: Program, length: RunLength, replication: int, *, keep_log: bool) -> None:
        self.program = program
        self.length = length
        self.replication = replication
        self.clock = Clock()
        self.log = Log() if keep_log else None
        self.tally = CaseTally(len(program.promises), len(program.nodes))
        self.moving: deque[tuple[Token, Arrive, int]] = deque()
        """Tokens on their way: where they arrive, and along which flow."""
        self.samplers = [sampler(distribution) for distribution in program.distributions]
        self.timetables = [Timetable(calendar, program.start) for calendar in program.calendars]
        self.crews = [self._crew(number) for number in range(len(program.teams))]
        self.costs = [team.cost / 3600.0 for team in program.teams]
        self.stations = [Station(self, index) for index in range(len(program.nodes))]
        for station in self.stations:
            station.connect()
        self.reach = {
            n: upstream(program, n) for n, row in enumerate(program.nodes) if row.join is Join.REACHABLE
        }
        # One place more than there are flows: a token that came along none is counted there.
        self.flow_counts = [0] * (len(program.flows) + 1)
        self._uncounted_flows = [0] * (len(program.flows) + 1)
        self.concerned: list[Crew] = []
        """Teams whose queue or people changed during the present event."""
        self.open_cases: dict[Case, None] = {}
        self.arrived = self.left = self.departures = 0
        self._counted = self._counted_open = self._sources = 0
        self._in_system_sum = 0.0
        self._attributes = [
            (attribute, self.stream(hash_name(attribute.name), "attribute"))
            for attribute in program.attributes
        ]
        self._attribute_samplers = [
            sampler(attribute.number) if attribute.number else None for attribute in program.attributes
        ]
        self._measured_from = length.warm_up
        self._last_arrival = 0.0
        if length.warm_up:
            self._at(length.warm_up, Kind.WARM_UP_ENDS, self._warm_up_ends)
        if length.length is not None:
            self._at(length.warm_up + length.length, Kind.OBSERVATION + 1, self._time_is_up)
        expected = length.length or 0.0
        self.timeline = Timeline(interval=max(1.0, (length.warm_up + expected) / 240) if expected else 60.0)
        self._at(self.timeline.interval, Kind.OBSERVATION, self._look)
        for stream in range(len(program.arrivals)):
            self._open_stream(stream)

    # -- set-up ------------------------------------------------------------------------------

    def stream(self, element: int, purpose: str) -> Stream:
        """The uniform variates of one element for one purpose in this replication."""
        return Stream(self.program.seed, self.replication, element, purpose)

    def _crew(self, number: int) -> Crew:
        program, team = self.program, self.program.teams[number]
        people = [
            Person(index, floor_times(team, index, program.start, program.seed, self.replication))
            for index in range(sum(shift.staff for shift in team.shifts))
        ]
        return Crew(self.clock, number, team.speed, people)

    def _at(self, moment: float, kind: int, then: Callable[[], None]) -> None:
        self.clock.at(moment, rank(kind), Happening(lambda _: then()))

    # -- arrivals ----------------------------------------------------------------------------

    def _open_stream(self, number: int) -> None:
        program = self.program
        row = program.arrivals[number]
        calendar = program.calendars[row.open] if row.open != NOTHING else None
        source = moments(row, calendar, program.start, program.seed, self.replication)
        self._sources += 1
        self._await_next(_Stream(number, hash_name(row.id), source, self._next_arrives))

    def _await_next(self, stream: _Stream) -> None:
        following = next(stream.source, None)
        if following is None or following[1] == inf:
            self._sources -= 1
            self._stop_when_empty()
            return
        stream.ordinal, moment = following
        # A number that no other stream's arrivals can change.
        stream.case = (stream.ordinal + _LARGEST_BACKLOG) * len(self.program.arrivals) + stream.number
        self.clock.at(moment, _ARRIVAL + (stream.case << 20), stream)

    def _next_arrives(self, stream: _Stream) -> None:
        customers = stream.customers
        if not customers.first <= stream.ordinal < customers.first + BLOCK:
            customers = stream.customers = Customers(stream.element, stream.ordinal)
        self._arrive(Case(stream.case, stream.number, stream.ordinal, customers, self.clock.time))
        self._await_next(stream)

    def _arrive(self, case: Case) -> None:
        length = self.length
        case.counted = case.arrived >= length.warm_up and (
            length.cases is None or self._counted < length.cases
        )
        self._in_system_sum -= case.arrived
        self.open_cases[case] = None
        self.arrived += 1
        if case.counted:
            self._counted += 1
            self._last_arrival = case.arrived
            self._counted_open += 1
            self.tally.arrived += 1
        if self._attributes:
            self._draw_attributes(case)
        row = self.program.arrivals[case.stream]
        scope = case.root = Scope(row.scope, case, None)
        scope.tokens = len(row.nodes)
        tokens = [case.new_token(scope) for _ in row.nodes]
        for token, node in zip(tokens[1:], row.nodes[1:], strict=True):
            self.moving.append((token, self.stations[node].arrive, NOTHING))
        self.settle(case, tokens[0], (self.stations[row.nodes[0]].arrive, NOTHING))

    def _draw_attributes(self, case: Case) -> None:
        values: dict[str, Value] = {}
        for (attribute, stream), quantile in zip(self._attributes, self._attribute_samplers, strict=True):
            u = case.draw(stream, 0)
            if quantile is not None:
                values[attribute.name] = quantile(u)
            elif attribute.chance is not None:
                values[attribute.name] = u < attribute.chance
            else:
                values[attribute.name] = _chosen(attribute.choice, u)
        case.values = values
        priority = self.program.priority
        case.priority = next((n for n, guard in enumerate(priority) if guard.evaluate(values)), len(priority))

    # -- one event ---------------------------------------------------------------------------

    def begin(self, scope: Scope, like: Token) -> None:
        """Put a token at each start of a sub-process."""
        starts = self.program.scopes[scope.row].starts
        scope.tokens = len(starts)
        for node in starts:
            self.moving.append((scope.case.new_token(scope, like), self.stations[node].arrive, NOTHING))

    def due(self, after: float, clock: int) -> float:
        """The moment that lies ``after`` seconds of a clock from now."""
        now = self.clock.time
        return now + after if clock == NOTHING else self.timetables[clock].add(now, after)

    def concern(self, crew: Crew) -> None:
        """Remember to let the team serve its queue when the present event is settled."""
        if not crew.concerned:
            crew.concerned = True
            self.concerned.append(crew)

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
            if scope.open and not is_decided(station, scope, self.reach[station.index]):
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
            scope.case.end = node
        scope.tokens -= 1
        if not scope.tokens:
            self.complete(scope)

    def complete(self, scope: Scope) -> None:
        """The scope is done: its sub-process finishes, or the case leaves."""
        scope.open = False
        if scope.parent is None:
            self._leave(scope.case, CaseOutcome.COMPLETED)
        else:
            hop = scope.parent.station.finish(scope.parent)
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
        now = self.clock.time
        self._in_system_sum += now
        case.open = False
        case.ended = now
        case.root = None
        del self.open_cases[case]
        self.left += 1
        if now >= self._measured_from:
            self.departures += 1
        if self.log is not None:
            self._log_case(case, outcome)
        if case.counted:
            self._counted_open -= 1
            self._count(case, outcome)
            if self._counted_open == 0 and self._counted == self.length.cases:
                self.clock.stopped = True
        if not self.open_cases:
            self._stop_when_empty()

    # -- measuring ---------------------------------------------------------------------------

    def _count(self, case: Case, outcome: CaseOutcome) -> None:
        tally = self.tally
        if outcome is CaseOutcome.STUCK:
            tally.stuck += 1
        elif outcome is CaseOutcome.ENDLESS:
            tally.endless += 1
        else:
            climbs = case.climbs
            tally.add(
                (
                    case.ended - case.arrived,
                    case.wait,
                    case.work,
                    case.cost,
                    case.hand_offs,
                    case.rework,
                    climbs,
                    not (climbs or case.hand_offs or case.rework),
                )
            )
            tally.ends[case.end] += 1
            if not self.left & 0xFFF:
                self._settle_tallies()
        if self.program.promises:
            self._judge_promises(case, completed=outcome is CaseOutcome.COMPLETED)

    def _settle_tallies(self) -> None:
        self.tally.settle()
        for station in self.stations:
            station.tally.settle()

    def _judge_promises(self, case: Case, *, completed: bool) -> None:
        """Count the case for each promise that it is under and that is kept or broken by now."""
        for index, promise in enumerate(self.program.promises):
            begin = case.arrived if promise.begins == NOTHING else (case.begun or {}).get(index)
            if begin is None:
                continue
            if promise.ends == NOTHING:
                end = case.ended if completed else None
            else:
                end = (case.done or {}).get(index)
                if end is None and completed:
                    continue  # the case took a way that this promise is not about
            until = self.clock.time if end is None else end
            if promise.clock == NOTHING:
                passed = until - begin
            else:
                passed = self.timetables[promise.clock].between(begin, until)
            kept = passed <= promise.within + 1e-6  # sums of seconds round in the last digits
            if end is not None or not kept:
                self.tally.due[index] += 1
                self.tally.kept[index] += kept

    def _log_case(self, case: Case, outcome: CaseOutcome) -> None:
        assert self.log is not None
        self.log.case(
            (
                case.number,
                case.stream,
                case.ordinal,
                case.arrived,
                case.ended,
                outcome,
                case.priority,
                case.wait,
                case.work,
                case.hand_offs,
                case.rework,
                case.climbs,
                case.end,
                case.counted,
            )
        )

    def _look(self) -> None:
        line, crews = self.timeline, self.crews
        line.moments.append(self.clock.time)
        line.waiting.append(tuple(crew.waiting for crew in crews))
        line.busy.append(tuple(crew.busy + crew.overtime for crew in crews))
        line.on_floor.append(tuple(crew.on_floor for crew in crews))
        line.in_system.append(len(self.open_cases))
        line.thin()
        if self.clock.is_idle():
            self.clock.stopped = True  # what is still open waits for people who never come
            return
        self._at(line.moments[-1] + line.interval, Kind.OBSERVATION, self._look)

    # -- beginning and end of what is measured -----------------------------------------------

    def _warm_up_ends(self) -> None:
        self._in_system_sum = -len(self.open_cases) * self.clock.time
        for crew in self.crews:
            crew.measure_from_now()

    def _time_is_up(self) -> None:
        self.clock.stopped = True

    def _stop_when_empty(self) -> None:
        if not self._sources and not self.open_cases and self.length.length is None:
            self.clock.stopped = True

    def result(self) -> Run:
        """The tallies up to now; cases still open are judged by the promises they have already broken."""
        self._settle_tallies()
        now = self.clock.time
        for case in self.open_cases:
            if case.counted:
                self._judge_promises(case, completed=False)
            if self.log is not None:
                case.ended = now
                self._log_case(case, CaseOutcome.OPEN)
        return Run(
            replication=self.replication,
            seconds=max(0.0, now - self._measured_from),
            arriving=max(0.0, min(now, self._last_arrival) - self._measured_from),
            departures=self.departures,
            open=self._counted_open,
            arrived=self.arrived,
            left=self.left,
            in_system_area=self._in_system_sum + len(self.open_cases) * now,
            cases=self.tally,
            steps=tuple(station.tally for station in self.stations),
            flows=tuple(self.flow_counts[:-1]),
            teams=tuple(self._team(crew) for crew in self.crews),
            timeline=self.timeline,
            log=self.log,
        )

    def _team(self, crew: Crew) -> TeamTally:
        queue, floor, busy, overtime = crew.areas()
        now, program = self.clock.time, self.program
        team = program.teams[crew.number]
        paid = overtime
        person = 0
        for shift in team.shifts:
            if shift.staff:
                paid += shift.staff * _overlap(
                    shift_times(team, person, program.start), self._measured_from, now
                )
            person += shift.staff
        return TeamTally(queue=queue, floor=floor, busy=busy, overtime=overtime, paid=paid)


def _chosen(choice: tuple[tuple[str, float], ...], u: float) -> str:
    """The text in whose share ``u`` falls; the last one takes what rounding leaves."""
    for text, share in choice:
        u -= share
        if u < 0.0:
            return text
    return choice[-1][0]


def _overlap(spans: Iterator[tuple[float, float]], begin: float, end: float) -> float:
    """Seconds of the ascending spans that lie between ``begin`` and ``end``."""
    total = 0.0
    for opens, closes in spans:
        if opens >= end:
            break
        total += max(0.0, min(closes, end) - max(opens, begin))
    return total


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
    return engine.result()

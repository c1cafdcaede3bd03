"""A scenario as the simulator takes it: everything resolved, in seconds, nothing left to parse.

The file that a person writes is described by ``studio.scenario.schema``; ``load`` turns it into these
values and ``complete`` fills in what nobody stated. Times and durations are seconds; moments are
seconds since ``Scenario.start``; shares and chances are between 0 and 1; money is in
``Scenario.currency``. Mappings are dictionaries that nobody changes, so that a scenario can be sent to
another process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from studio.model import Guard
from studio.scenario.distribution import Distribution
from studio.scenario.handling import Batch, CallBack, Deflection, Instances, RampUp, Repeats
from studio.scenario.ladder import Escalation, Ladder

__all__ = [
    "Arrivals",
    "Attribute",
    "Calendar",
    "EventTiming",
    "Promise",
    "Provenance",
    "ProvenanceKind",
    "Rate",
    "Routing",
    "Scale",
    "Scenario",
    "Shift",
    "ShiftEnd",
    "Step",
    "Study",
    "Team",
    "Unused",
]


class Study(StrEnum):
    """A span with a beginning and an end, or the long run after a warm-up."""

    TERMINATING = "terminating"
    STEADY = "steady"


class ShiftEnd(StrEnum):
    """What becomes of work in hand when its worker's shift ends."""

    FINISH = "finish"
    SUSPEND = "suspend"


class ProvenanceKind(StrEnum):
    """How far a value can be trusted, the least first."""

    ASSUMED = "assumed"
    DIAGRAM = "diagram"
    """Written in the diagram's own file, such as the duration of a timer."""
    STATED = "stated"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a value comes from; ``source`` is in the words of whoever gave it."""

    kind: ProvenanceKind
    as_of: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Weekly opening hours in local time, with exceptions by date.

    ``week`` holds (open, close) in seconds after Monday 00:00, sorted and disjoint, within one week
    (a night shift is cut at midnight of Sunday). ``dates`` replaces whole days: seconds after that
    day's 00:00; an empty tuple is a closed day.
    """

    week: tuple[tuple[float, float], ...]
    dates: Mapping[date, tuple[tuple[float, float], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Arrivals a second between two moments of the week (seconds after Monday 00:00, local time)."""

    start: float
    end: float
    per_second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A factor on the arrivals between two moments (seconds since the scenario's start)."""

    start: float
    end: float
    factor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """How cases arrive at one start event: exactly one of ``every``, ``profile`` and ``times``.

    ``times`` are seconds since the scenario's start, ascending. ``scale`` pieces are disjoint and
    sorted; outside of them the factor is 1. ``open`` names a calendar: while it is closed nobody
    arrives. ``backlog`` cases wait at moment 0.
    """

    every: Distribution | None = None
    profile: tuple[Rate, ...] = ()
    times: tuple[float, ...] = ()
    day_factor_cv: float = 0.0
    open: str | None = None
    scale: tuple[Scale, ...] = ()
    backlog: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A property of a case, drawn once: a number, a yes/no, or one of several texts."""

    name: str
    number: Distribution | None = None
    chance: float | None = None
    choice: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """``staff`` people who work by ``calendar`` (None: around the clock).

    ``speed`` and ``ramp_up`` are theirs, on top of the team's, for people who are slower, faster or new.
    """

    staff: int
    calendar: Calendar | None = None
    speed: float = 1.0
    ramp_up: RampUp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """People who share a queue. ``cost`` is money an hour; ``speed`` divides handling times.

    Everybody serves up to ``at_once`` cases together; each of them then takes longer, ``slower`` times
    as long with all places taken. The share ``base_load`` of the time on the floor goes to work of the
    team's own, which comes as it may and is done when no case waits.
    """

    name: str
    shifts: tuple[Shift, ...]
    shrinkage: float = 0.0
    absence: float = 0.0
    cost: float = 0.0
    speed: float = 1.0
    ramp_up: RampUp | None = None
    at_once: int = 1
    slower: float = 1.0
    base_load: float = 0.0
    at_shift_end: ShiftEnd = ShiftEnd.FINISH


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An activity: its handling time and who does it.

    ``team`` None means that nobody is needed (a system does it, any number at once). ``also`` is what
    is done in the same go since another step was merged into this one: that step's id and time, which
    keeps the draws that it had as a step of its own.

    Where nobody of ``team`` is free, ``instead`` names other teams in order of preference. A team in
    ``can_do`` takes only cases for which that guard holds. ``set_up`` comes before the work whenever who
    does it has just done something else, and before every batch. ``patience`` is how long a customer
    waits for somebody. ``assigns`` are attributes that the case has, or has anew, once the step is done.
    """

    time: Distribution
    also: Mapping[str, Distribution] = field(default_factory=dict)
    team: str | None = None
    instead: tuple[str, ...] = ()
    can_do: Mapping[str, Guard] = field(default_factory=dict)
    people: int = 1
    set_up: Distribution | None = None
    batch: Batch | None = None
    patience: Distribution | None = None
    calls_back: CallBack | None = None
    instances: Instances | None = None
    repeats: Repeats | None = None
    assigns: tuple[Attribute, ...] = ()
    standard_time: float | None = None
    method: str = ""

    @property
    def mean(self) -> float:
        """Seconds that a visit takes on average, done at normal speed."""
        return self.time.mean + sum(part.mean for part in self.also.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """How a case leaves a gateway (or an activity with conditional flows).

    For each outgoing flow a probability or a guard; ``default`` is taken when no guard holds. For an
    exclusive choice the probabilities add up to 1; for an inclusive one each stands for itself.
    """

    chances: Mapping[str, float] = field(default_factory=dict)
    guards: Mapping[str, Guard] = field(default_factory=dict)
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTiming:
    """When a catching event happens after it is enabled: ``after`` by the ``clock`` (None: calendar).

    For a boundary event that is no timer, ``chance`` that it happens at all, at the share ``at`` of
    the host's work. ``rings`` is how often a timer that interrupts nothing rings, each time ``after`` the
    last; 0 is as long as it may.
    """

    after: Distribution | None = None
    clock: str | None = None
    rings: int = 1
    chance: float | None = None
    at: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A promised time between two points of a case.

    It runs from the enabling of ``from_`` (None: arrival) to the finish of ``to`` (None: the case's
    end); kept when that takes at most ``within`` seconds by ``clock`` (None: calendar time).
    ``share`` is the promised share of kept cases; ``parent`` names the promise that it is part of;
    ``label`` is what people call it, Chinese before `` · `` and English after it where it has both.
    """

    name: str
    within: float
    from_: str | None = None
    to: str | None = None
    share: float | None = None
    clock: str | None = None
    owner: str = ""
    parent: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """A part of the scenario that this version of the simulator does not take into account."""

    path: str
    element: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One what-if for one diagram; keys of the mappings are element ids, team or calendar names."""

    name: str
    start: datetime
    """Aware moment at which the simulated clock shows 0."""
    zone: str = "UTC"
    study: Study = Study.STEADY
    length: float | None = None
    cases: int | None = None
    warm_up: float | None = None
    """Seconds, or None for a warm-up found from the data (``auto``)."""
    replications: int | None = None
    """None: as many as the precision needs (``auto``)."""
    precision: float = 0.05
    seed: int = 1
    currency: str = ""
    service_level: float = 20.0
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    arrivals: Mapping[str, Arrivals] = field(default_factory=dict)
    attributes: tuple[Attribute, ...] = ()
    priority: tuple[Guard, ...] = ()
    teams: Mapping[str, Team] = field(default_factory=dict)
    steps: Mapping[str, Step] = field(default_factory=dict)
    routing: Mapping[str, Routing] = field(default_factory=dict)
    events: Mapping[str, EventTiming] = field(default_factory=dict)
    deflections: Mapping[str, Deflection] = field(default_factory=dict)
    """By the start in front of which the self-service stands."""
    ladders: Mapping[str, Ladder] = field(default_factory=dict)
    escalations: Mapping[str, Escalation] = field(default_factory=dict)
    """By the step from which cases climb."""
    promises: tuple[Promise, ...] = ()
    """Parents before their parts."""
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    """By path, such as ``steps.Task_Handle.time``."""
    unused: tuple[Unused, ...] = ()
    left_open: frozenset[str] = frozenset()
    """Paths of inputs that an entry leaves to ``complete``, such as ``steps.Task_Handle.team``."""

    @property
    def every_attribute(self) -> tuple[Attribute, ...]:
        """What a case is known by in the end: as drawn when it comes, else as the first step assigns it."""
        known = {attribute.name: attribute for attribute in self.attributes}
        for step in self.steps.values():
            for attribute in step.assigns:
                known.setdefault(attribute.name, attribute)
        return tuple(known.values())

    @property
    def assumed(self) -> tuple[str, ...]:
        """Paths of the inputs that nobody stated or measured and the diagram does not tell."""
        return tuple(
            path for path, origin in self.provenance.items() if origin.kind is ProvenanceKind.ASSUMED
        )

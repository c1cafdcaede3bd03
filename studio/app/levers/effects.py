"""What pulling a lever does to the values of a scenario's file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, timedelta
from math import inf

from studio.app.forms.hours import calendars_form
from studio.app.forms.table import Values, changed, found
from studio.app.levers.lever import Lever, LeverKind, LeverRefused
from studio.app.levers.names import name_of_all
from studio.app.levers.offers import is_timer, offers
from studio.model import Diagram, NodeKind
from studio.scenario import Arrivals, ProvenanceKind, Scenario, spread_of

__all__ = ["applied"]


def applied(
    levers: Sequence[Lever], values: Values, scenario: Scenario, diagram: Diagram, language: str
) -> Values:
    """What the file of the changed scenario says.

    ``values`` and ``scenario`` are those of the one that it starts from, the second complete. Raises
    :class:`LeverRefused` for a lever that is not among its :func:`offers`, or beyond its ends.
    """
    known = {offer.place: offer for offer in offers(scenario, diagram)}
    by_kind: dict[LeverKind, list[Lever]] = defaultdict(list)
    for lever in levers:
        offer = known.get(lever.place)
        if offer is None:
            raise LeverRefused("lever.unknown", f"no {lever.kind} of {lever.on} here", name=lever.on)
        if not offer.low <= lever.amount <= offer.high:
            raise LeverRefused(
                "lever.range",
                f"{lever.amount} is not from {offer.low} to {offer.high}",
                amount=f"{lever.amount:g}",
                low=f"{offer.low:g}",
                high=f"{offer.high:g}",
            )
        by_kind[lever.kind].append(lever)
    edit = _Edit({"schema": 1} | values, scenario, diagram, language)
    for kind, of_kind in by_kind.items():
        _PULLED[kind](edit, of_kind)
    edit.keep_assumed_people()
    return edit.values


class _Edit:
    """The file's values under way from one scenario to the next."""

    def __init__(self, values: Values, scenario: Scenario, diagram: Diagram, language: str) -> None:
        self.values = values
        self.scenario = scenario
        self.diagram = diagram
        self._language = language

    def put(self, path: tuple[str, ...], value: object, *, source: str | None = None) -> None:
        """State a value, and that a lever did; without ``source`` it is what was there before."""
        self.values = changed(self.values, path, value)
        end = {"routing": 2, "attributes": 2, "calendars": 0}.get(path[0], 3)
        about = ".".join(path[:end])
        if not about:
            return
        known = self.scenario.provenance.get(about)
        kind = ProvenanceKind.STATED
        if known is not None and known.kind is ProvenanceKind.ASSUMED and path[0] != "routing":
            kind = ProvenanceKind.ASSUMED
        told = {"kind": str(kind)} | ({} if source is None else {"source": source})
        origins = {key: entry for key, entry in (self.values.get("provenance") or {}).items() if key != about}
        self.values = self.values | {"provenance": origins | {about: told}}

    def keep_assumed_people(self) -> None:
        """Whoever changes the work does not change the number of people with it."""
        for name, team in self.scenario.teams.items():
            origin = self.scenario.provenance.get(f"teams.{name}.staff")
            stated = found(self.values, "teams", name, "staff")
            if origin is not None and origin.kind is ProvenanceKind.ASSUMED and stated is None:
                self.put(("teams", name, "staff"), team.shifts[0].staff)

    def source(self, levers: Sequence[Lever]) -> str:
        return name_of_all(levers, self.diagram, self._language)


def _factor(levers: Sequence[Lever]) -> float:
    factor = 1.0
    for lever in levers:
        factor *= 1 + lever.amount / 100
    return factor


def _on(levers: Sequence[Lever], id: str, *, part_of_all: bool = True) -> list[Lever]:
    """The levers that are pulled on this one, by its name or with all others."""
    return [lever for lever in levers if lever.on == id or (part_of_all and not lever.on)]


def _pull_contacts(edit: _Edit, levers: Sequence[Lever]) -> None:
    for id, arrivals in edit.scenario.arrivals.items():
        pulling = _on(levers, id)
        if pulling and not arrivals.times:
            scale = _scaled(arrivals, edit.scenario, _factor(pulling))
            edit.put(("arrivals", id, "scale"), scale, source=edit.source(pulling))


def _scaled(arrivals: Arrivals, scenario: Scenario, factor: float) -> object:
    """The factors over time that are stated, times one more."""
    if not arrivals.scale:
        return _digits(factor)
    pieces: list[dict[str, object]] = []

    def add(start: float, end: float, by: float) -> None:
        span: dict[str, object] = {} if start <= 0 else {"from": _moment(scenario, start)}
        pieces.append(span | ({} if end == inf else {"to": _moment(scenario, end)}) | {"scale": _digits(by)})

    now = 0.0
    for piece in arrivals.scale:
        if piece.start > now:
            add(now, piece.start, factor)
        add(piece.start, piece.end, factor * piece.factor)
        now = piece.end
    if now < inf:
        add(now, inf, factor)
    return pieces


def _digits(factor: float) -> float:
    return round(factor, 9)


def _moment(scenario: Scenario, seconds: float) -> str:
    moment = scenario.start.astimezone(UTC) + timedelta(seconds=seconds)
    return moment.astimezone(scenario.start.tzinfo).isoformat(timespec="minutes")


def _pull_times(edit: _Edit, levers: Sequence[Lever]) -> None:
    for id, step in edit.scenario.steps.items():
        pulling = _on(levers, id, part_of_all=step.team is not None)
        if not pulling:
            continue
        factor, source = _factor(pulling), edit.source(pulling)
        edit.put(("steps", id, "time"), spread_of(step.time.scaled(factor)), source=source)
        if step.also:
            parts = {part: spread_of(time.scaled(factor)) for part, time in step.also.items()}
            edit.put(("steps", id, "also"), parts, source=source)


def _pull_staff(edit: _Edit, levers: Sequence[Lever]) -> None:
    for name, team in edit.scenario.teams.items():
        pulling = _on(levers, name, part_of_all=False)
        if not pulling:
            continue
        staff = [_after(number, shift.staff, pulling) for number, shift in enumerate(team.shifts)]
        if min(staff) < 0 or not any(staff):
            raise LeverRefused("lever.nobody", f"{name} would have nobody left", team=name)
        shifts = found(edit.values, "teams", name, "shifts")
        source = edit.source(pulling)
        if shifts:
            after = [{**shift, "staff": people} for shift, people in zip(shifts, staff, strict=True)]
            edit.put(("teams", name, "shifts"), after, source=source)
        else:
            edit.put(("teams", name, "staff"), staff[0], source=source)


def _after(number: int, staff: int, levers: Sequence[Lever]) -> int:
    return staff + sum(round(lever.amount) for lever in levers if lever.part in ("", str(number)))


def _pull_attendance(edit: _Edit, levers: Sequence[Lever]) -> None:
    for name in edit.scenario.teams:
        pulling = sorted(_on(levers, name), key=lambda lever: bool(lever.on))
        if pulling:
            absent = f"{100 - pulling[-1].amount:.9g} %"
            edit.put(("teams", name, "absence"), absent, source=edit.source(pulling[-1:]))


def _pull_shares(edit: _Edit, levers: Sequence[Lever]) -> None:
    for on in dict.fromkeys(lever.on for lever in levers):
        pulling = _on(levers, on, part_of_all=False)
        section, _, id = on.partition(".")
        wanted = {lever.part: lever.amount / 100 for lever in pulling}
        source = edit.source(pulling)
        if section == "routing":
            exclusive = edit.diagram.node(id).kind is NodeKind.EXCLUSIVE_GATEWAY
            chances = edit.scenario.routing[id].chances
            after = _divided(chances, wanted, id) if exclusive else {**chances, **wanted}
            edit.put(("routing", id), _percents(found(edit.values, "routing", id), after), source=source)
            continue
        attribute = next(each for each in edit.scenario.attributes if each.name == id)
        if attribute.chance is not None:
            edit.put(("attributes", id), {"chance": _percent(wanted[""])}, source=source)
        else:
            after = _divided(dict(attribute.choice), wanted, id)
            edit.put(("attributes", id), {"choice": _percents(None, after)}, source=source)


def _divided(shares: Mapping[str, float], wanted: Mapping[str, float], name: str) -> dict[str, float]:
    """The wanted shares, and of what they leave to the others each as much as before."""
    left = 1 - sum(wanted.values())
    rest = {way: share for way, share in shares.items() if way not in wanted}
    before = sum(rest.values())
    if left < -1e-9 or (not rest and left > 1e-9):
        raise LeverRefused("lever.shares", f"the shares of {name} do not make up all", name=name)
    each = {way: share / before if before else 1 / len(rest) for way, share in rest.items()}
    return {way: wanted.get(way, max(0.0, left) * each.get(way, 0.0)) for way in shares}


def _percents(stated: object, shares: Mapping[str, float]) -> Values:
    """The shares as the file says them, beside what it says of other ways."""
    others = stated if isinstance(stated, dict) else {}
    return {**others, **{way: _percent(share) for way, share in shares.items()}}


def _percent(share: float) -> str:
    return f"{round(100 * share, 9):.12g} %"


def _pull_deadlines(edit: _Edit, levers: Sequence[Lever]) -> None:
    for id, timing in edit.scenario.events.items():
        pulling = _on(levers, id, part_of_all=is_timer(edit.diagram, id))
        if pulling and timing.after is not None:
            after = spread_of(timing.after.scaled(_factor(pulling)))
            edit.put(("events", id, "after"), after, source=edit.source(pulling))


def _pull_hours(edit: _Edit, levers: Sequence[Lever]) -> None:
    form = calendars_form(edit.scenario)
    for lever in levers:
        row = {str(key): value for key, value in form.frame.loc[lever.on].items()}
        later = {day: _closing(str(hours), lever.amount) for day, hours in row.items() if day != "name"}
        edit.values = form.edit(edit.values, lever.on, row | later)


def _closing(hours: str, later: float) -> str:
    """The hours of a day with the last of them closing so many hours later, at midnight at the latest."""
    if not hours:
        return hours
    *before, last = hours.split(", ")
    opens, _, closes = last.partition("-")
    minutes = min(24 * 60, _minutes(closes) + round(60 * later))
    if minutes <= _minutes(opens):
        return ", ".join(before)
    return ", ".join((*before, f"{opens}-{minutes // 60:02}:{minutes % 60:02}"))


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return 60 * int(hours) + int(minutes)


_PULLED: Mapping[LeverKind, Callable[[_Edit, Sequence[Lever]], None]] = {
    LeverKind.CONTACTS: _pull_contacts,
    LeverKind.TIMES: _pull_times,
    LeverKind.STAFF: _pull_staff,
    LeverKind.ATTENDANCE: _pull_attendance,
    LeverKind.SHARE: _pull_shares,
    LeverKind.DEADLINES: _pull_deadlines,
    LeverKind.HOURS: _pull_hours,
}

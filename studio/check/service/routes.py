"""To whom the cases of a step climb: ladders of the scenario, and routes told in the diagram itself.

An entry ``ladder`` at a step, lane, pool or process names a ladder of the scenario, or is a route from the
lowest level to the top: ``Team leaders → Supervisors → Operations manager (1 d)``. The levels of a route
are lanes, pools or teams; anybody else who has a reply time there. How long a level has to answer stands in
the route, at its lane (``replyTime``) or on a timer drawn at its step; what it may settle in the route
behind its reply time, at its lane (``authority``) or in the decision drawn after its step: ``Supervisors (1
h, up to 5000)``. Working hours (``1 working hour``, ``1 工时``) run only while the level is on duty. An entry
may say the same twice, in Chinese before `` · `` and in English after it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from studio.check.service.desk import Desk
from studio.model import Element, Lane, Node, NodeKind, Pool
from studio.scenario import Ladder
from studio.scenario.elements import folded, labels_of
from studio.scenario.properties import Properties, told_duration

__all__ = ["Route", "Routes", "Rung"]

_SEPARATORS = tuple(re.compile(rf"\s*(?:{marks})\s*") for marks in ("→|->|⇒|=>", ">|›|»", ",|，|、|;|；"))
_LANGUAGES = " · "
_OWN_HOURS = re.compile(r"工时|工作|当班|\b(?:working|business|office)\b|\bon duty\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"(.+?)\s*[(（](.+)[)）]")
_THEN_FIGURES = re.compile(r"(.*?[^\d\s:：])[\s:：]*((?:\d|半|PT).*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One level: its people, and what is known of its reply time (seconds, by a clock) and its authority."""

    name: str
    place: str | None = None
    """The lane or pool of a level that is drawn."""
    team: str | None = None
    reply_within: float | None = None
    clock: str | None = None
    by_own_hours: bool = False
    """Whether the reply time runs only while its people are on duty."""
    has_authority: bool = False
    settles_everything: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way up, from the lowest level to the top; ``told_at`` is the element that names it."""

    name: str
    told_at: str | None
    rungs: tuple[Rung, ...]

    @property
    def places(self) -> tuple[str | None, ...]:
        return tuple(rung.place for rung in self.rungs)


class Routes:
    """The routes of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ladders = dict(desk.scenario.ladders) if desk.scenario is not None else {}

    def of(self, node: Node) -> Route | None:
        """The route of a step's cases; from a level of it onwards only those above."""
        escalation = self._desk.scenario.escalations.get(node.id) if self._desk.scenario is not None else None
        ladder = self._ladders.get(escalation.ladder) if escalation is not None else None
        if ladder is not None:
            return self._from_scenario(ladder)
        for place in self._desk.places(node):
            if Properties.of(place).ladder:
                return self._told.get(place.id)
        return None

    def onward(self, node: Node) -> tuple[Rung | None, Route | None]:
        """The level that the step itself belongs to, if any, and the route of its cases from there."""
        route = self.of(node)
        if route is None:
            return None, None
        own = {place.id for place in self._desk.places(node)} - {node.process, node.pool}
        for number, rung in enumerate(route.rungs):
            if rung.place in own or (rung.place is None and rung.team == self._desk.team(node)):
                return rung, replace(route, rungs=route.rungs[number + 1 :])
        return None, route

    @cached_property
    def all(self) -> tuple[Route, ...]:
        """Every ladder of the scenario, and every route told in the diagram."""
        from_scenario = [self._from_scenario(ladder) for ladder in self._ladders.values()]
        drawn = [route for route in self._told.values() if route.name not in self._ladders]
        return (*from_scenario, *drawn)

    @cached_property
    def unknown(self) -> tuple[tuple[str, str], ...]:
        """Elements with what their entry says, where that is no ladder and no route."""
        return tuple(
            (place.id, text)
            for place in self._desk.diagram.elements()
            if (text := Properties.of(place).ladder) and place.id not in self._told
        )

    @cached_property
    def _told(self) -> dict[str, Route]:
        found = {}
        for place in self._desk.diagram.elements():
            text = Properties.of(place).ladder if place.properties else ""
            route = self._read(text, place) if text else None
            if route is not None:
                found[place.id] = route
        return found

    def _read(self, text: str, place: Element) -> Route | None:
        for name, ladder in self._ladders.items():
            if folded(name) == folded(text):
                return replace(self._from_scenario(ladder), told_at=place.id)
        for words in dict.fromkeys((text, *text.split(_LANGUAGES))):
            for separator in _SEPARATORS:
                rungs = [self._rung(part) for part in separator.split(words) if part]
                known = tuple(rung for rung in rungs if rung is not None)
                if known and len(known) == len(rungs):
                    return Route(name=text, told_at=place.id, rungs=known)
        return None

    def _from_scenario(self, ladder: Ladder) -> Route:
        """The levels as they are stated; what a level settles that is only assumed is not its authority."""
        scenario = self._desk.scenario
        assumed = frozenset(scenario.assumed if scenario is not None else ())
        decided = [
            level.settles is not None and f"ladders.{ladder.name}[{number}].settles" not in assumed
            for number, level in enumerate(ladder.levels, 1)
        ]
        rungs = tuple(
            Rung(
                name=level.name,
                team=level.team,
                reply_within=level.reply_within,
                clock=level.clock,
                has_authority=has_authority,
                settles_everything=has_authority and level.settles_everything,
            )
            for level, has_authority in zip(ladder.levels, decided, strict=True)
        )
        climbing = scenario.escalations.items() if scenario is not None else ()
        first = next((id for id, escalation in climbing if escalation.ladder == ladder.name), None)
        return Route(name=ladder.name, told_at=first, rungs=rungs)

    def _rung(self, text: str) -> Rung | None:
        """The level that a part of a route names, perhaps with its reply time and authority."""
        for name, said in _readings(text):
            time, _, authority = said.partition(",")
            reply = told_duration(time) if time else None
            if said and reply is None:
                continue
            area = self._areas.get(folded(name))
            teams = self._desk.scenario.teams if self._desk.scenario is not None else {}
            if area is not None:
                rung = self._drawn(area)
            elif name in teams or reply is not None:
                rung = Rung(name=name, team=name if name in teams else None)
            else:
                continue
            if reply is not None and reply != rung.reply_within:
                rung = replace(rung, reply_within=reply, clock=None)
            if reply is not None:
                rung = replace(rung, by_own_hours=_OWN_HOURS.search(time) is not None)
            return replace(rung, has_authority=True) if authority.strip() else rung
        return None

    @cached_property
    def _areas(self) -> dict[str, Lane | Pool]:
        """Lanes and pools by all of their names."""
        found: dict[str, Lane | Pool] = {}
        areas: Iterable[Lane | Pool] = (*self._desk.diagram.lanes, *self._desk.diagram.pools)
        for area in areas:
            for name in (area.id, *labels_of(area)):
                found.setdefault(folded(name), area)
        found.pop("", None)
        return found

    def _drawn(self, area: Lane | Pool) -> Rung:
        told = Properties.of(area)
        own = [step for step in self._desk.by_people if area in self._desk.places(step)]
        replies = list(self._replies(own))
        reply, clock = min(replies, key=lambda it: it[0]) if replies else (None, None)
        written = dict(area.properties).get("replyTime", "")
        if told.reply_time is not None:
            reply, clock = told.reply_time, clock if reply == told.reply_time else None
        names = dict.fromkeys(filter(None, (area.label("zh-CN"), area.label("en"))))
        return Rung(
            name=_LANGUAGES.join(names) or area.id,
            place=area.id,
            team=next((team for step in own if (team := self._desk.team(step))), told.team or None),
            reply_within=reply,
            clock=clock,
            by_own_hours=_OWN_HOURS.search(written) is not None,
            has_authority=bool(told.authority)
            or any(Properties.of(step).authority or self._decides(step) for step in own),
        )

    def _replies(self, steps: Iterable[Node]) -> Iterator[tuple[float, str | None]]:
        """Reply times of steps, each with the clock by which it runs: entries, and timers drawn there."""
        scenario = self._desk.scenario
        for step in steps:
            told = Properties.of(step).reply_time
            if told is not None:
                yield told, None
            for timer in self._desk.timers(step):
                after = self._desk.rings_after(timer)
                timing = scenario.events.get(timer.id) if scenario is not None else None
                if after is not None and math.isfinite(after):
                    yield after, timing.clock if timing is not None else None

    def _decides(self, step: Node) -> bool:
        diagram = self._desk.diagram
        after = [diagram.node(flow.target) for flow in diagram.outgoing(step.id)]
        return any(
            node.kind is NodeKind.EXCLUSIVE_GATEWAY and len(diagram.outgoing(node.id)) > 1 for node in after
        )


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """A name alone, then with what is said of it in brackets or behind it, parted by ASCII commas."""
    yield text.strip(), ""
    for pattern in (_IN_BRACKETS, _THEN_FIGURES):
        found = pattern.fullmatch(text.strip())
        if found is not None:
            yield found[1].strip(), re.sub("[，、；;]", ",", found[2].strip())

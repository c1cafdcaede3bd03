"""A case walked step by step: what can be done now, doing it, and going back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.errors import StudioError
from studio.execution.case import Case
from studio.execution.limits import refusal
from studio.execution.offers import Chooser, Offer, OfferKind, Record
from studio.execution.setting import Setting
from studio.model import Diagram, Problem
from studio.model.guard import Value
from studio.scenario import Scenario

__all__ = ["Action", "Walk", "digest"]

_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something that was done: the offer's key, the ways chosen, and whether the chooser did it."""

    key: str
    ways: tuple[str, ...] = ()
    automatic: bool = False


class Walk:
    """One case of a diagram, moved by hand.

    ``values`` are the case's own, for the conditions at gateways (``amount``, ``vip`` …). ``scenario``
    gives the times by which ``clock`` goes on, in seconds since the case began: mean handling times of
    steps and the delays of events; without one the clock stands still. ``chooser`` is asked at every
    choice and may decide it; :func:`studio.execution.by_conditions` lets the conditions decide.

    What a walk offers depends on the actions alone, so it is saved as the list of them and goes back by
    doing all but the last again. Raises :class:`StudioError` for a diagram that cannot be walked: one
    that is too large, calls itself, or has a loop in which nobody does or decides anything.
    """

    def __init__(
        self,
        diagram: Diagram,
        *,
        scenario: Scenario | None = None,
        values: Mapping[str, Value] | None = None,
        chooser: Chooser | None = None,
    ) -> None:
        self.diagram = diagram
        self._setting = Setting(diagram, scenario, values or {})
        self._chooser = chooser
        if not self._setting.machine.rewriting.processes:
            raise refusal("walk.nothing")
        self._actions: list[Action] = []
        self._replay(())
        self._ask_chooser()

    @property
    def values(self) -> Mapping[str, Value]:
        """The case's own values."""
        return self._setting.values

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is walked differently from how it is drawn, or left out."""
        return self._setting.machine.rewriting.problems

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What can be done now; empty when the case is over or stuck."""
        return self._offers

    @property
    def clock(self) -> float:
        """Seconds since the case began, by the scenario's times."""
        return self._case.clock

    @property
    def history(self) -> tuple[Record, ...]:
        """Every visit of an element that has ended, in order."""
        return tuple(self._case.history)

    @property
    def marking(self) -> Mapping[str, int]:
        """The elements that hold tokens now, with how many."""
        return self._case.marking()

    @property
    def actions(self) -> tuple[Action, ...]:
        """All that was done, the chooser's decisions included."""
        return tuple(self._actions)

    @property
    def is_over(self) -> bool:
        """Whether the case has come to its end in every pool."""
        return self._case.is_over

    @property
    def is_stuck(self) -> bool:
        """Whether tokens are left but nothing can be done any more: a deadlock of the diagram."""
        return not self.is_over and not self._offers

    @property
    def can_go_back(self) -> bool:
        """Whether anything was done that :meth:`back` can undo."""
        return any(not action.automatic for action in self._actions)

    def do(self, offer: Offer | str, *ways: str) -> None:
        """Carries out an offer, given itself or by its key.

        At a choice ``ways`` are the ids of the ways to take; without them those are taken that the
        conditions decide on. Raises :class:`StudioError`, with nothing done, where the offer is not
        there (any more) or the ways are not as many as it asks for.
        """
        self._do(Action(key=offer if isinstance(offer, str) else offer.key, ways=ways))
        self._ask_chooser()

    def back(self) -> None:
        """Undoes the last action and what the chooser decided after it.

        Raises :class:`StudioError` where nothing was done yet.
        """
        if not self.can_go_back:
            raise refusal("walk.at-start")
        kept = list(self._actions)
        while kept.pop().automatic:
            pass
        self._replay(kept)

    def save(self) -> dict[str, Any]:
        """The walk as plain values for JSON: the diagram's digest, the case's values, the actions."""
        return {
            "format": _FORMAT,
            "diagram": digest(self.diagram),
            "values": dict(self.values),
            "actions": [
                {"do": action.key, "ways": list(action.ways), "automatic": action.automatic}
                for action in self._actions
            ],
        }

    @classmethod
    def restored(
        cls,
        diagram: Diagram,
        saved: Mapping[str, Any],
        *,
        scenario: Scenario | None = None,
        chooser: Chooser | None = None,
    ) -> Walk:
        """The walk that was saved. Raises :class:`StudioError` if it is none, or one of another diagram."""
        values, actions = _checked(diagram, saved)
        walk = cls(diagram, scenario=scenario, values=values)
        walk._replay(actions)
        walk._chooser = chooser
        return walk

    def _do(self, action: Action) -> None:
        try:
            done = self._case.perform(action.key, action.ways)
        except StudioError:
            self._replay(self._actions)
            raise
        ways = action.ways or (done.suggested if done.kind is OfferKind.CHOOSE else ())
        self._actions.append(Action(key=action.key, ways=ways, automatic=action.automatic))
        self._offers = self._case.offers()

    def _ask_chooser(self) -> None:
        """Lets the chooser decide as long as it does."""
        while self._chooser is not None:
            for offer in self._offers:
                ways = self._chooser(offer) if offer.kind is OfferKind.CHOOSE else None
                if ways is not None:
                    self._do(Action(key=offer.key, ways=tuple(ways), automatic=True))
                    break
            else:
                return

    def _replay(self, actions: Sequence[Action]) -> None:
        self._case = Case(self._setting)
        for action in actions:
            self._case.perform(action.key, action.ways)
        self._actions = list(actions)
        self._offers = self._case.offers()


def digest(diagram: Diagram) -> str:
    """A fingerprint of all that a walk depends on: names, texts and places of elements do not matter."""
    told: list[object] = [
        (process.id for process in diagram.processes),
        *((pool.id, pool.process) for pool in diagram.pools),
        *(
            (
                node.id, node.kind.value, node.process, node.parent, node.attached_to, node.interrupting,
                node.all_events, node.for_compensation, node.triggered_by_event, node.called,
                node.instantiates, node.default, node.loop, node.events,
            )
            for node in diagram.nodes
        ),
        *((flow.id, flow.source, flow.target, flow.condition) for flow in diagram.flows),
        *((message.source, message.target) for message in diagram.messages),
        *((link.source, link.target) for link in diagram.associations),
    ]  # fmt: skip
    told[0] = tuple(process.id for process in diagram.processes)
    return hashlib.sha256(repr(told).encode("utf-8", "backslashreplace")).hexdigest()


def _checked(diagram: Diagram, saved: Mapping[str, Any]) -> tuple[dict[str, Value], list[Action]]:
    if not isinstance(saved, Mapping) or saved.get("format") != _FORMAT:
        raise refusal("walk.no-save")
    if saved.get("diagram") != digest(diagram):
        raise refusal("walk.other-diagram")
    values, actions = saved.get("values"), saved.get("actions")
    if not isinstance(values, Mapping) or not isinstance(actions, Sequence):
        raise refusal("walk.no-save")
    if not all(
        isinstance(name, str) and (value is None or isinstance(value, str | bool | int | float))
        for name, value in values.items()
    ):
        raise refusal("walk.no-save")
    return dict(values), [_action(entry) for entry in actions]


def _action(entry: object) -> Action:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("do"), str):
        raise refusal("walk.no-save")
    ways = entry.get("ways", ())
    if not isinstance(ways, list | tuple) or not all(isinstance(way, str) for way in ways):
        raise refusal("walk.no-save")
    return Action(key=entry["do"], ways=tuple(ways), automatic=entry.get("automatic") is True)

"""What a step or a start may do beside taking time: wait for others, be given up, happen several times."""

from __future__ import annotations

from dataclasses import dataclass

from studio.model import Guard
from studio.scenario.distribution import Distribution

__all__ = ["Batch", "CallBack", "Deflection", "Instances", "RampUp", "Repeats"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBack:
    """Customers who gave up come back with this chance, ``after`` a while, to the same step."""

    chance: float
    after: Distribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Work that waits until ``size`` cases are together, or ``or_after`` seconds since the first came."""

    size: int
    or_after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """A step that is done again with this chance, ``at_most`` so often in all (None: without a limit)."""

    chance: float
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instances:
    """How many instances of a step there are: drawn, or what the case's attribute ``by`` says.

    A number that is no whole one is rounded to the nearest, and below 0 there are none.
    """

    number: Distribution | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RampUp:
    """Speed that grows evenly from the share ``start`` of the full one, over ``over`` seconds."""

    start: float
    over: float

    def at(self, moment: float) -> float:
        """The share of the full speed at a moment, in seconds since the scenario's start."""
        return 1.0 if moment >= self.over else self.start + (1.0 - self.start) * moment / self.over


@dataclass(frozen=True, slots=True, kw_only=True)
class Deflection:
    """Self-service in front of a start.

    Of the cases of the class (``whom``; None is everybody) the share ``share`` meets it and spends
    ``time`` there. It settles the share ``contained`` of those, of which ``comes_back`` return ``after`` a
    while; these and all that it does not settle go on to people, who need ``harder`` times as long for
    them.
    """

    contained: float
    whom: Guard | None = None
    share: float = 1.0
    comes_back: float = 0.0
    after: Distribution | None = None
    """None only where nobody comes back."""
    harder: float = 1.0
    time: Distribution | None = None

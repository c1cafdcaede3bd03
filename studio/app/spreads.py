"""A distribution of durations as a scenario's file says it."""

from __future__ import annotations

from itertools import pairwise
from math import isclose

from studio.app.forms.times import written
from studio.scenario import Distribution, Family
from studio.scenario.units import duration

__all__ = ["exactly", "spread_of"]


def exactly(seconds: float) -> str:
    """A duration as a person would write it, in seconds where that would not be exact."""
    told = written(seconds)
    return told if isclose(duration(told), seconds, rel_tol=1e-9) else f"{seconds:.9g} s"


def spread_of(spread: Distribution) -> object:
    """What the file says for this distribution of durations: reading it gives the same one again."""
    own = spread.parameters
    match spread.family:
        case Family.CONSTANT:
            return exactly(own[0])
        case Family.UNIFORM:
            said: dict[str, object] = {"low": exactly(own[0]), "high": exactly(own[1])}
        case Family.TRIANGULAR:
            said = dict(zip(("low", "mode", "high"), map(exactly, own), strict=True))
        case Family.PERT:
            mode = own[2] + (own[0] - 1) / 4 * (own[3] - own[2])
            said = {"low": exactly(own[2]), "mode": exactly(mode), "high": exactly(own[3])}
        case Family.EXPONENTIAL:
            said = {"mean": exactly(own[0])}
        case Family.NORMAL:
            said = {"mean": exactly(own[0]), "sd": exactly(own[1])}
        case Family.ERLANG:
            said = {"k": round(own[0]), "mean": exactly(spread.mean)}
        case Family.BETA:
            ends = {"low": exactly(own[2]), "high": exactly(own[3])}
            said = {"mean": exactly(spread.mean), "sd": exactly(spread.variance**0.5), **ends}
        case Family.EMPIRICAL:
            weights = [after - before for before, after in pairwise((0.0, *spread.cumulative))]
            said = {"values": [exactly(value) for value in spread.values], "weights": weights}
        case Family.MIXTURE:
            return {"mixture": [_part(part, share) for part, share in zip(spread.parts, own, strict=True)]}
        case _:
            said = {"mean": exactly(spread.mean), "cv": round(spread.variance**0.5 / spread.mean, 9)}
    return {str(spread.family): said}


def _part(part: Distribution, share: float) -> dict[str, object]:
    said = spread_of(part)
    return {**(said if isinstance(said, dict) else {"constant": said}), "weight": share}

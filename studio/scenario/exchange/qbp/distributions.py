"""Distributions as qbp has them: a kind and up to three figures, or a histogram."""

from __future__ import annotations

from collections.abc import Sequence

from studio.reading.exchange.spelling import plain_number
from studio.reading.writing.piece import Piece, piece
from studio.scenario.distribution import Distribution
from studio.scenario.families import Family
from studio.scenario.spelling_spreads import parameters_of, weights_of

__all__ = ["distribution"]

_EMPTY = {"mean": "0", "arg1": "0", "arg2": "0"}


def distribution(tag: str, spread: Distribution) -> Piece | None:
    """A distribution; None where qbp has none that is the same."""
    own = spread.parameters
    match spread.family:
        case Family.CONSTANT:
            return _made(tag, "FIXED", mean=own[0])
        case Family.EXPONENTIAL:
            return _made(tag, "EXPONENTIAL", arg1=own[0])
        case Family.UNIFORM:
            return _made(tag, "UNIFORM", arg1=own[0], arg2=own[1])
        case Family.TRIANGULAR:
            return _made(tag, "TRIANGULAR", mean=own[1], arg1=own[0], arg2=own[2])
        case Family.NORMAL:
            return _made(tag, "NORMAL", mean=own[0], arg1=own[1])
        case Family.LOGNORMAL | Family.GAMMA:
            told = parameters_of(spread)
            sd = told["mean"] * told["cv"]
            return _made(tag, spread.family.value.upper(), mean=told["mean"], arg1=sd * sd)
        case Family.ERLANG:
            return _made(tag, "GAMMA", mean=spread.mean, arg1=spread.variance)
        case Family.EMPIRICAL:
            return _histogram(
                tag, [Distribution.constant(value) for value in spread.values], weights_of(spread)
            )
        case Family.MIXTURE:
            return _histogram(tag, spread.parts, weights_of(spread))
    return None


def _histogram(tag: str, parts: Sequence[Distribution], weights: list[float]) -> Piece | None:
    total = sum(weights)
    bins = []
    for part, weight in zip(parts, weights, strict=True):
        inner = distribution("distribution", part)
        if inner is None:
            return None
        share = plain_number(100 * weight / total)
        bins.append(piece("qbp:histogramData", {"probability": share}, [inner]))
    data = piece("qbp:histogramDataBins", {}, bins)
    return piece(f"qbp:{tag}", {"type": "HISTOGRAM", **_EMPTY}, [data, _seconds()])


def _made(tag: str, kind: str, **parameters: float) -> Piece:
    told = {key: plain_number(value) for key, value in parameters.items()}
    return piece(f"qbp:{tag}", {"type": kind, **_EMPTY, **told}, [_seconds()])


def _seconds() -> Piece:
    return piece("qbp:timeUnit", text="seconds")

"""Values of BPSim: constants, choices, and the distributions that it has."""

from __future__ import annotations

import math
from collections.abc import Mapping

from studio.reading.exchange.spelling import number, plain_number
from studio.reading.writing.piece import Piece, piece
from studio.scenario.distribution import Distribution
from studio.scenario.families import Family
from studio.scenario.spelling_spreads import parameters_of, weights_of

__all__ = ["choice", "constant", "count", "distribution", "duration", "expression", "figure", "timed"]


def timed(spread: Distribution) -> Piece | None:
    """The element that is this distribution of times; None where BPSim has none."""
    return distribution(spread, of_time=True)


def distribution(spread: Distribution, *, of_time: bool) -> Piece | None:
    """The element that is this distribution, of times or of bare numbers; None where BPSim has none."""
    unit = {"timeUnit": "s"} if of_time else {}
    own = spread.parameters
    match spread.family:
        case Family.CONSTANT:
            return duration(own[0]) if of_time else figure(own[0])
        case Family.EXPONENTIAL:
            return _made("NegativeExponential", unit, mean=own[0])
        case Family.UNIFORM:
            return _made("Uniform", unit, min=own[0], max=own[1])
        case Family.TRIANGULAR:
            return _made("Triangular", unit, min=own[0], mode=own[1], max=own[2])
        case Family.NORMAL:
            cut = _made("TruncatedNormal", unit, mean=own[0], standardDeviation=own[1], min=0.0)
            cut.attributes["max"] = "INF"
            return cut
        case Family.LOGNORMAL:
            told = parameters_of(spread)
            sd = told["mean"] * told["cv"]
            return _made("LogNormal", unit, mean=told["mean"], standardDeviation=sd)
        case Family.ERLANG:
            return _made("Erlang", unit, k=own[0], mean=parameters_of(spread)["mean"])
        case Family.GAMMA | Family.WEIBULL:
            return _made(spread.family.value.capitalize(), unit, shape=own[0], scale=own[1])
        case Family.EMPIRICAL:
            values = [distribution(Distribution.constant(each), of_time=of_time) for each in spread.values]
            return choice(_weighted(values, weights_of(spread)))
        case Family.MIXTURE:
            parts = [distribution(part, of_time=of_time) for part in spread.parts]
            return None if None in parts else choice(_weighted(parts, weights_of(spread)))
    return None


def _weighted(values: list[Piece | None], weights: list[float]) -> list[tuple[Piece, float]]:
    """Values with their probabilities, which add up to 1."""
    total = math.fsum(weights)
    return [
        (value, weight / total) for value, weight in zip(values, weights, strict=True) if value is not None
    ]


def duration(seconds: float) -> Piece:
    """A time of so many seconds."""
    return piece("bpsim:DurationParameter", {"value": f"PT{plain_number(seconds)}S"})


def expression(text: str) -> Piece:
    return piece("bpsim:ExpressionParameter", {"value": text})


def figure(value: float) -> Piece:
    """A bare number, to the last digit."""
    return constant("Floating", plain_number(value))


def count(value: float) -> Piece:
    """A number, a whole one without a fraction."""
    return piece("bpsim:NumericParameter", {"value": str(number(value))})


def constant(kind: str, value: str) -> Piece:
    """One value of a kind: ``Floating``, ``String``, ``Boolean``."""
    return piece(f"bpsim:{kind}Parameter", {"value": value})


def _made(name: str, unit: Mapping[str, str], **parameters: float) -> Piece:
    told = {key: plain_number(value) for key, value in parameters.items()}
    return piece(f"bpsim:{name}Distribution", {**told, **unit})


def choice(points: list[tuple[Piece, float]]) -> Piece:
    """One of several values, each with its probability."""
    return piece(
        "bpsim:UserDistribution",
        {"discrete": "true"},
        [
            piece("bpsim:UserDistributionDataPoint", {"probability": plain_number(share)}, [value])
            for value, share in points
        ],
    )

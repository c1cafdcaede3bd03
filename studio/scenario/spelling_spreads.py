"""A distribution as a file states it: ``6 min``, ``{lognormal: {mean: 6 min, cv: 0.9}}`` and so on.

What is read back is the distribution that was written. A file gives the parameters that people know (a
mean and its spread), a distribution has those of its formula; so the file's are looked for among the
numbers of few digits, then among the nearest ones that a computer can hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, product

from studio.scenario.distribution import Distribution
from studio.scenario.families import Family
from studio.scenario.spelling import duration_text, number_text

__all__ = ["parameters_of", "spread_of", "weights_of"]

_NEIGHBOURS = 12
"""How many numbers on either side of a parameter are tried."""
_LARGEST_WEIGHT = 10_000

_BY_MEAN: Mapping[Family, Callable[..., Distribution]] = {
    Family.LOGNORMAL: Distribution.lognormal,
    Family.GAMMA: Distribution.gamma,
    Family.WEIBULL: Distribution.weibull,
}


def spread_of(distribution: Distribution, *, of_time: bool = True) -> object:
    """What stands in the file for a distribution of durations, or of numbers.

    Where nothing near by is read back as exactly this distribution, the closest is taken.
    """
    say: Callable[[float], object] = duration_text if of_time else number_text
    match distribution.family:
        case Family.CONSTANT:
            return say(distribution.parameters[0])
        case Family.EMPIRICAL:
            return {"empirical": _empirical(distribution, say)}
        case Family.MIXTURE:
            return {"mixture": _mixture(distribution, of_time=of_time)}
        case family:
            entry = parameters_of(distribution)
            plain = ("k", "cv")
            told = {name: number_text(it) if name in plain else say(it) for name, it in entry.items()}
            return {family.value: told}


def parameters_of(wanted: Distribution) -> dict[str, float]:
    """The parameters in the file's terms, in its order; of no empirical distribution and no mixture."""
    family, own = wanted.family, wanted.parameters
    if family is Family.EXPONENTIAL:
        return {"mean": own[0]}
    if family in (Family.UNIFORM, Family.TRIANGULAR):
        return dict(zip(("low", "high") if len(own) == 2 else ("low", "mode", "high"), own, strict=True))
    if family is Family.NORMAL:
        cv = float(f"{own[1] / own[0]:.6g}") if own[0] else 0.0
        return {"mean": own[0], "cv": cv} if own[0] * cv == own[1] else {"mean": own[0], "sd": own[1]}
    if family is Family.ERLANG:
        shape = int(own[0])
        (mean,) = _sought(wanted, lambda mean: Distribution.erlang(shape, mean), wanted.mean)
        return {"k": own[0], "mean": mean}
    if family is Family.PERT:
        low, high = own[2:]
        mode = low + (own[0] - 1) / 4 * (high - low)
        (mode,) = _sought(wanted, lambda mode: Distribution.pert(low, mode, high), mode)
        return {"low": low, "mode": mode, "high": high}
    spread = math.sqrt(wanted.variance)
    if family is Family.BETA:
        low, high = own[2:]
        mean, sd = _sought(
            wanted, lambda mean, sd: Distribution.beta(mean, low=low, high=high, sd=sd), wanted.mean, spread
        )
        return {"mean": mean, "sd": sd, "low": low, "high": high}
    make = _BY_MEAN[family]
    mean, cv = _sought(wanted, lambda mean, cv: make(mean, cv=cv), wanted.mean, spread / wanted.mean)
    return {"mean": mean, "cv": cv}


def _sought(wanted: Distribution, make: Callable[..., Distribution], *guesses: float) -> tuple[float, ...]:
    """The numbers near the guesses of which the distribution is made, or that come closest to it."""
    tried = [list(enumerate(_near(guess))) for guess in guesses]
    closest, least = guesses, math.inf
    for pairs in sorted(product(*tried), key=lambda pairs: sum(place for place, _ in pairs)):
        values = tuple(value for _, value in pairs)
        try:
            made = make(*values)
        except ValueError:
            continue
        if made == wanted:
            return values
        away = _distance(made, wanted)
        if away < least:
            closest, least = values, away
    return closest


def _near(guess: float) -> list[float]:
    """The number rounded to ever more digits, itself, and its neighbours."""
    found = [float(f"{guess:.{digits}g}") for digits in range(2, 15)] + [guess]
    up = down = guess
    for _ in range(_NEIGHBOURS):
        up, down = math.nextafter(up, math.inf), math.nextafter(down, -math.inf)
        found += [up, down]
    return list(dict.fromkeys(found))


def _distance(one: Distribution, other: Distribution) -> float:
    if len(one.parameters) != len(other.parameters):
        return math.inf
    pairs = zip(one.parameters, other.parameters, strict=True)
    return sum(abs(a - b) / (abs(b) or 1.0) for a, b in pairs)


def _empirical(wanted: Distribution, say: Callable[[float], object]) -> object:
    values = [say(value) for value in wanted.values]
    weights = weights_of(wanted)
    return values if len(set(weights)) == 1 else {"values": values, "weights": weights}


def weights_of(wanted: Distribution) -> list[float]:
    """The weights of an empirical distribution's values or a mixture's parts, whole where they are simple."""
    if wanted.family is Family.MIXTURE:
        return _weights(
            wanted.parameters, lambda weights: Distribution.mixture(wanted.parts, weights) == wanted
        )
    shares = [upper - lower for lower, upper in pairwise((0.0, *wanted.cumulative))]
    return _weights(shares, lambda weights: Distribution.empirical(wanted.values, weights) == wanted)


def _mixture(wanted: Distribution, *, of_time: bool) -> list[object]:
    weights = weights_of(wanted)
    found: list[object] = []
    for part, weight in zip(wanted.parts, weights, strict=True):
        told = spread_of(part, of_time=of_time)
        whole = told if isinstance(told, dict) else {"constant": told}
        found.append({**whole, "weight": weight})
    return found


def _weights(shares: Sequence[float], is_meant: Callable[[Sequence[float]], bool]) -> list[float]:
    """Weights that come to these shares: whole numbers where they are simple."""
    simple = [Fraction(share).limit_denominator(_LARGEST_WEIGHT) for share in shares]
    whole = math.lcm(*(share.denominator for share in simple))
    for weights in ([int(share * whole) for share in simple], [float(share) for share in simple]):
        if whole <= _LARGEST_WEIGHT and is_meant(weights):
            return [number_text(weight) for weight in weights]
    return [number_text(share) for share in shares]

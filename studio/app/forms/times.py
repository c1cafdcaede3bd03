"""How long something takes, as cells of a table: the family, and the parameters that people know.

A cell holds what the scenario file would hold: ``6 min``, ``1.5 h``, ``90 s``. What cannot be told in
these cells (empirical values, mixtures, quantiles) stays as it is in the file and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.scenario import Distribution, Family

__all__ = ["CELLS", "FAMILIES", "FAMILY_NAMES", "OTHER", "cells_of", "time_from", "written"]

OTHER = "other"
"""Shown where the file says something that has no cells."""

FAMILY_NAMES = {
    "constant": "always the same",
    "exponential": "exponential",
    "lognormal": "lognormal (usual)",
    "gamma": "gamma",
    "normal": "normal",
    "triangular": "triangular",
    "pert": "PERT",
    "uniform": "uniform",
    OTHER: "as in the file",
}
FAMILIES = tuple(FAMILY_NAMES)

CELLS = ("family", "mean", "cv", "low", "high")
"""``mean`` is the most likely value where the family is triangular or PERT."""

_BY_MODE = ("triangular", "pert")
_BY_SPREAD = ("lognormal", "gamma", "normal")

Cells = Mapping[str, Any]


def written(seconds: float) -> str:
    """A duration as a person would write it: ``90 s``, ``6 min``, ``2.5 h``, ``2 d``."""
    seconds = round(seconds, 6)  # a mean that came out of a logarithm
    for unit, length in (("d", 86400.0), ("h", 3600.0), ("min", 60.0)):
        number = seconds / length
        if (number >= 1 and number == int(number)) or (number >= 2 and number == round(number, 2)):
            return f"{number:g} {unit}"
    return f"{float(f'{seconds:.4g}'):g} s"


def cells_of(value: object, default: Distribution | None) -> dict[str, Any]:
    """The cells for what the file says, or for the default where it says nothing."""
    if value is None:
        return _blank() if default is None else _of_distribution(default)
    if isinstance(value, str | int | float):
        return _blank(family="constant", mean=_text(value))
    if isinstance(value, Mapping) and len(value) == 1:
        (family, parameters), *_ = value.items()
        if isinstance(parameters, str | int | float) and family in ("constant", "exponential"):
            return _blank(family=str(family), mean=_text(parameters))
        if isinstance(parameters, Mapping) and family in FAMILIES:
            return _of_parameters(str(family), parameters)
    return _blank(family=OTHER)


def time_from(cells: Cells) -> object:
    """What the file should say for these cells; a bound that is missing is guessed from the middle.

    None where everything that makes a time was emptied: then nobody states it any more.
    """
    if all(_text(cells.get(key)) is None for key in ("mean", "low", "high")):
        return None
    family, mean = cells.get("family"), _text(cells.get("mean"))
    low, high = _text(cells.get("low")), _text(cells.get("high"))
    if family == "exponential":
        return {"exponential": {"mean": mean}}
    if family in _BY_SPREAD:
        spread = cells.get("cv")
        return {family: {"mean": mean, "cv": 0.5 if spread is None else round(float(spread), 6)}}
    if family in _BY_MODE:
        return {family: {"low": low or mean, "mode": mean, "high": high or mean}}
    if family == "uniform":
        return {"uniform": {"low": low or mean, "high": high or mean}}
    return mean


def _of_parameters(family: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    names = set(parameters)
    if family in ("constant", "exponential") and names in ({"mean"}, {"value"}):
        return _blank(family=family, mean=_text(next(iter(parameters.values()))))
    if family in _BY_SPREAD and names == {"mean", "cv"}:
        return _blank(family=family, mean=_text(parameters["mean"]), cv=_number(parameters["cv"]))
    if family in _BY_MODE and names == {"low", "mode", "high"}:
        low, mode, high = (_text(parameters[name]) for name in ("low", "mode", "high"))
        return _blank(family=family, mean=mode, low=low, high=high)
    if family == "uniform" and names == {"low", "high"}:
        return _blank(family=family, low=_text(parameters["low"]), high=_text(parameters["high"]))
    return _blank(family=OTHER)


def _of_distribution(default: Distribution) -> dict[str, Any]:
    own = default.parameters
    match default.family:
        case Family.CONSTANT | Family.EXPONENTIAL:
            return _blank(family=str(default.family), mean=written(own[0]))
        case Family.LOGNORMAL | Family.GAMMA:
            cv = default.variance**0.5 / default.mean
            return _blank(family=str(default.family), mean=written(default.mean), cv=round(cv, 4))
        case Family.NORMAL:
            return _blank(family="normal", mean=written(own[0]), cv=round(own[1] / own[0], 4))
        case Family.TRIANGULAR:
            return _blank(
                family="triangular", mean=written(own[1]), low=written(own[0]), high=written(own[2])
            )
        case Family.UNIFORM:
            return _blank(family="uniform", low=written(own[0]), high=written(own[1]))
    return _blank(family=OTHER)


def _blank(**known: object) -> dict[str, Any]:
    return dict.fromkeys(CELLS) | known


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value).strip()


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None

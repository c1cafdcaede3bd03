"""The parameter values of BPSim: constants, distributions, expressions, each with its calendar."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from studio.model import GuardError, Severity, parse_guard
from studio.reading.exchange import spreads
from studio.reading.exchange.found import Collector
from studio.reading.exchange.spelling import Say, number, seconds, seconds_of_iso
from studio.reading.markup import Markup

__all__ = ["UNITS", "Reader", "Valued", "condition", "figure", "shown"]

UNITS: Mapping[str, float] = {
    "ms": 0.001, "s": 1.0, "min": 60.0, "hour": 3600.0, "day": 86400.0, "year": 365 * 86400.0,
}  # fmt: skip
"""BPSim's units of time in seconds."""

_QUOTED = re.compile(r"('[^']*'|\"[^\"]*\")")
_PROPERTY = re.compile(r"(?:bpsim:)?getProperty\(\s*(?:'([^']+)'|\"([^\"]+)\")\s*\)|\{\s*([^{}'\"]+?)\s*\}")
_EQUALS = re.compile(r"(?<![<>=!])=(?!=)")


@dataclass(frozen=True, slots=True)
class Valued:
    """A value of a parameter, and the id of the calendar outside of which it does not hold."""

    markup: Markup
    valid_for: str | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the parameter values of one scenario; ``unit`` is its base unit of time in seconds."""

    collector: Collector
    unit: float

    def values(self, parameter: Markup, element: str | None) -> list[Valued]:
        """The values that a parameter is given; questions for results, and results, are noted as dropped."""
        found = []
        for child in parameter.children:
            if child.tag == "ResultRequest":
                self._drop("exchange.result", parameter, child, element, child.text.strip(), Severity.INFO)
            elif child.get("result"):
                self._drop(
                    "exchange.result", parameter, child, element, f"{child.get('result')} {shown(child)}"
                )
            elif child.get("instance"):
                self._drop("exchange.instance", parameter, child, element, shown(child))
            else:
                found.append(Valued(child, child.get("validFor") or None))
        return found

    def spread(self, parameter: Markup, value: Markup, element: str | None, *, of_time: bool = True) -> Any:  # noqa: ANN401 - as a scenario file has it
        """A value as a scenario file spells it; None, and noted, where it is not one."""
        say: Say = seconds if of_time else number
        try:
            return self._spread(parameter, value, element, say, of_time=of_time)
        except (ValueError, OverflowError):
            self._drop("exchange.unreadable", parameter, value, element, shown(value))
            return None

    def _spread(
        self, parameter: Markup, value: Markup, element: str | None, say: Say, *, of_time: bool
    ) -> Any:  # noqa: ANN401
        unit = self._unit(value) if of_time else 1.0
        match value.tag:
            case "DurationParameter":
                return say(_duration(value))
            case "NumericParameter" | "FloatingParameter":
                return say(_finite(value, "value") * unit)
            case "EnumParameter":
                return self._enumeration(parameter, value, element, say, unit)
            case "UserDistribution":
                return self._user_distribution(parameter, value, element, of_time=of_time)
            case "ExpressionParameter" if (told := _constant_expression(value)) is not None:
                return say(told * unit)
            case "ExpressionParameter":
                self._drop("exchange.expression", parameter, value, element, value.get("value"))
                return None
        if value.tag not in _DISTRIBUTIONS:
            self._drop("exchange.kind", parameter, value, element, shown(value))
            return None
        if value.tag == "NormalDistribution" and not (_of(value, "mean") or _of(value, "standardDeviation")):
            self._drop("exchange.placeholder", parameter, value, element, shown(value))
            return None
        told = _DISTRIBUTIONS[value.tag](say, value, unit)
        if told is None:
            self._drop("exchange.kind", parameter, value, element, shown(value))
        elif value.tag in ("NormalDistribution", "TruncatedNormalDistribution"):
            self._tell_of_bounds(parameter, value, element, unit)
        return told

    def _unit(self, value: Markup) -> float:
        named = value.get("timeUnit")
        if named and named not in UNITS:
            raise ValueError(named)
        return UNITS[named] if named else self.unit

    def _enumeration(
        self, parameter: Markup, value: Markup, element: str | None, say: Say, unit: float
    ) -> Any:  # noqa: ANN401
        """Values that come one after the other, drawn instead; their order is noted as dropped."""
        found = []
        for child in value.children:
            if child.tag == "DurationParameter":
                found.append(_duration(child))
            else:
                found.append(_finite(child, "value") * (self._unit(child) if unit != 1.0 else 1.0))
        if not found:
            raise ValueError(value.tag)
        self._drop("exchange.order", parameter, value, element, shown(value))
        return spreads.empirical(say, found, [1.0] * len(found))

    def _user_distribution(
        self, parameter: Markup, value: Markup, element: str | None, *, of_time: bool
    ) -> Any:  # noqa: ANN401
        points = [child for child in value.children if child.tag == "UserDistributionDataPoint"]
        parts: list[tuple[Any, float]] = []
        for point in points:
            inner = next(iter(point.children), None)
            told = None if inner is None else self.spread(parameter, inner, element, of_time=of_time)
            if told is not None:
                parts.append((told, _finite(point, "probability")))
        if not parts:
            raise ValueError(value.tag)
        if not value.is_set("discrete") and len(parts) > 1:
            self._drop("exchange.between", parameter, value, element, shown(value))
        return spreads.points(parts)

    def _tell_of_bounds(self, parameter: Markup, value: Markup, element: str | None, unit: float) -> None:
        """A normal is cut off at 0 here, and nowhere else."""
        mean, sd = _of(value, "mean") * unit, _of(value, "standardDeviation") * unit
        low = _of(value, "min", -math.inf) * unit if value.tag.startswith("T") else -math.inf
        high = _of(value, "max", math.inf) * unit if value.tag.startswith("T") else math.inf
        if low > 0 or (math.isfinite(high) and high < mean + 6 * sd):
            self._drop(
                "exchange.bounds", parameter, value, element, f"{value.get('min')} – {value.get('max')}"
            )
        elif low < 0 and mean < 3 * sd:
            self._drop("exchange.cut-at-zero", parameter, value, element, shown(value))

    def _drop(  # noqa: PLR0917 - what a problem is about, in that order everywhere
        self,
        code: str,
        parameter: Markup,
        value: Markup,
        element: str | None,
        told: str,
        severity: Severity = Severity.WARNING,
    ) -> None:
        self.collector.drop(
            code,
            parameter.get("name") or parameter.tag,
            told,
            element=element,
            line=value.line,
            severity=severity,
        )


def shown(value: Markup) -> str:
    """A value in a few words: ``NormalDistribution mean 5 standardDeviation 1``."""
    hidden = {"validFor", "instance", "result", "resultTimeStamp", "id"}
    told = " ".join(f"{key} {text}" for key, text in value.attributes.items() if key not in hidden)
    return f"{value.tag} {told}".strip()


def figure(value: Markup) -> float | None:
    """A plain, finite number: of a constant, or of an expression that is one."""
    try:
        if value.tag in ("NumericParameter", "FloatingParameter"):
            return _finite(value, "value")
        told = _constant_expression(value) if value.tag == "ExpressionParameter" else None
        return told if told is None or math.isfinite(told) else None
    except (ValueError, OverflowError):
        return None


def condition(expression: str) -> str | None:
    """An expression as a guard; None where it is none that the studio evaluates."""
    plain = _PROPERTY.sub(lambda found: next(filter(None, found.groups())), expression)
    parts = _QUOTED.split(plain)
    for place in range(0, len(parts), 2):
        text = re.sub(r"\bdiv\b", "/", _EQUALS.sub("==", parts[place]))
        parts[place] = re.sub(r"\b(true|false)\(\)", r"\1", text)
    told = "".join(parts).strip()
    try:
        guard = parse_guard(told)
    except GuardError:
        return None
    return told if guard.names() else None


def _constant_expression(value: Markup) -> float | None:
    try:
        return _number(value.get("value"))
    except ValueError:
        return None


def _duration(value: Markup) -> float:
    told = seconds_of_iso(value.get("value"))
    if told is None:
        raise ValueError(value.get("value"))
    return told


def _of(value: Markup, name: str, absent: float = 0.0) -> float:
    return _number(value.get(name)) if value.get(name) else absent


def _finite(value: Markup, name: str) -> float:
    told = _number(value.get(name))
    if not math.isfinite(told):
        raise ValueError(name)
    return told


def _number(text: str) -> float:
    """A number of XML: digits, exponents, INF."""
    plain = {"INF": "inf", "-INF": "-inf"}.get(text, text)
    if len(plain) > 400 or "_" in plain:
        raise ValueError(text)
    return float(plain)


def _amounts(*names: str) -> Callable[[Markup, float], list[float]]:
    def read(value: Markup, unit: float) -> list[float]:
        return [_finite(value, name) * unit for name in names]

    return read


_Making = Callable[[Say, Markup, float], Any]


def _by_amounts(make: Callable[..., Any], *names: str) -> _Making:
    read = _amounts(*names)
    return lambda say, value, unit: make(say, *read(value, unit))


_DISTRIBUTIONS: Mapping[str, _Making] = {
    "NormalDistribution": _by_amounts(spreads.normal, "mean", "standardDeviation"),
    "TruncatedNormalDistribution": _by_amounts(spreads.normal, "mean", "standardDeviation"),
    "LogNormalDistribution": _by_amounts(spreads.lognormal, "mean", "standardDeviation"),
    "NegativeExponentialDistribution": _by_amounts(spreads.exponential, "mean"),
    "UniformDistribution": _by_amounts(spreads.uniform, "min", "max"),
    "TriangularDistribution": _by_amounts(spreads.triangular, "min", "mode", "max"),
    "ErlangDistribution": lambda say, value, unit: spreads.erlang(
        say, _finite(value, "k"), _finite(value, "mean") * unit
    ),
    "GammaDistribution": lambda say, value, unit: spreads.gamma(
        say, _finite(value, "shape"), _finite(value, "scale") * unit
    ),
    "WeibullDistribution": lambda say, value, unit: spreads.weibull(
        say, _finite(value, "shape"), _finite(value, "scale") * unit
    ),
    "BetaDistribution": lambda say, value, unit: spreads.beta(
        say, _finite(value, "shape"), _finite(value, "scale"), unit
    ),
    "PoissonDistribution": lambda say, value, unit: spreads.poisson(say, _finite(value, "mean"), unit),
    "BinomialDistribution": lambda say, value, unit: spreads.binomial(
        say, int(_finite(value, "trials")), _finite(value, "probability"), unit
    ),
}
"""BPSim's distributions by their element; a beta lies between 0 and one unit; its scale is a shape too."""

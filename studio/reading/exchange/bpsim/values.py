"""The parameter values of BPSim: constants, distributions, expressions, each with its calendar."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from studio.model import Severity
from studio.reading.exchange import spreads
from studio.reading.exchange.bpsim.distributions import DISTRIBUTIONS
from studio.reading.exchange.bpsim.figures import UNITS, amount, constant, duration, finite
from studio.reading.exchange.found import Collector
from studio.reading.exchange.spelling import Say, number, seconds
from studio.reading.markup import Markup

__all__ = ["Reader", "Valued", "shown"]

_WORTH_KNOWING = frozenset({"exchange.result", "exchange.placeholder"})
"""Why values are left out of which nobody expects that they are taken over."""


@dataclass(frozen=True, slots=True)
class Valued:
    """A value of a parameter, and the id of the calendar outside of which it does not hold."""

    markup: Markup
    valid_for: str | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the parameter values of one scenario; ``unit`` is its base unit of time in seconds."""

    found: Collector
    unit: float

    def values(self, parameter: Markup, element: str | None) -> list[Valued]:
        """The values that a parameter is given; questions for results, and results, are noted as dropped."""
        kept = []
        for child in parameter.children:
            if child.tag == "ResultRequest":
                self._note("exchange.result", parameter, child, element, child.text.strip(), Severity.INFO)
            elif child.get("result"):
                self._note(
                    "exchange.result", parameter, child, element, f"{child.get('result')} {shown(child)}"
                )
            elif child.get("instance"):
                self._note("exchange.instance", parameter, child, element)
            else:
                kept.append(Valued(child, child.get("validFor") or None))
        return kept

    def spread(self, parameter: Markup, value: Markup, element: str | None, *, of_time: bool = True) -> Any:  # noqa: ANN401 - as a scenario file has it
        """A value as a scenario file spells it; None, and noted, where it is not one."""
        say: Say = seconds if of_time else number
        try:
            return self._spread(parameter, value, element, say, of_time=of_time)
        except (ValueError, OverflowError):
            self._note("exchange.unreadable", parameter, value, element)
            return None

    def drop(self, code: str, parameter: Markup, valued: Valued, element: str | None) -> None:
        """Note that a value is left out, or stands there less exactly; ``code`` says why."""
        severity = Severity.INFO if code in _WORTH_KNOWING else Severity.WARNING
        self._note(code, parameter, valued.markup, element, severity=severity)

    def _spread(
        self, parameter: Markup, value: Markup, element: str | None, say: Say, *, of_time: bool
    ) -> Any:  # noqa: ANN401
        unit = self._unit(value) if of_time else 1.0
        match value.tag:
            case "DurationParameter":
                return say(duration(value))
            case "NumericParameter" | "FloatingParameter":
                return say(finite(value, "value") * unit)
            case "EnumParameter":
                return self._enumeration(parameter, value, element, say, unit)
            case "UserDistribution":
                return self._user_distribution(parameter, value, element, of_time=of_time)
            case "ExpressionParameter" if (told := constant(value)) is not None:
                return say(told * unit)
            case "ExpressionParameter":
                self._note("exchange.expression", parameter, value, element, value.get("value"))
                return None
        return self._distribution(parameter, value, element, say, unit)

    def _distribution(
        self, parameter: Markup, value: Markup, element: str | None, say: Say, unit: float
    ) -> Any:  # noqa: ANN401
        is_normal = value.tag == "NormalDistribution"
        if is_normal and not (amount(value, "mean") or amount(value, "standardDeviation")):
            self._note("exchange.placeholder", parameter, value, element)
            return None
        make = DISTRIBUTIONS.get(value.tag)
        told = None if make is None else make(say, value, unit)
        if told is None:
            self._note("exchange.kind", parameter, value, element)
        elif is_normal or value.tag == "TruncatedNormalDistribution":
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
        told = []
        for child in value.children:
            if child.tag == "DurationParameter":
                told.append(duration(child))
            else:
                told.append(finite(child, "value") * (self._unit(child) if unit != 1.0 else 1.0))
        if not told:
            raise ValueError(value.tag)
        self._note("exchange.order", parameter, value, element)
        return spreads.empirical(say, told, [1.0] * len(told))

    def _user_distribution(
        self, parameter: Markup, value: Markup, element: str | None, *, of_time: bool
    ) -> Any:  # noqa: ANN401
        points = [child for child in value.children if child.tag == "UserDistributionDataPoint"]
        parts: list[tuple[Any, float]] = []
        for point in points:
            inner = next(iter(point.children), None)
            told = None if inner is None else self.spread(parameter, inner, element, of_time=of_time)
            if told is not None:
                parts.append((told, finite(point, "probability")))
        if not parts:
            raise ValueError(value.tag)
        if not value.is_set("discrete") and len(parts) > 1:
            self._note("exchange.between", parameter, value, element)
        return spreads.points(parts)

    def _tell_of_bounds(self, parameter: Markup, value: Markup, element: str | None, unit: float) -> None:
        """A normal is cut off at 0 here, and nowhere else."""
        mean, sd = amount(value, "mean") * unit, amount(value, "standardDeviation") * unit
        low = amount(value, "min", -math.inf) * unit if value.tag.startswith("T") else -math.inf
        high = amount(value, "max", math.inf) * unit if value.tag.startswith("T") else math.inf
        if low > 0 or (math.isfinite(high) and high < mean + 6 * sd):
            told = f"{value.get('min')} – {value.get('max')}"
            self._note("exchange.bounds", parameter, value, element, told)
        elif low < 0 and mean < 3 * sd:
            self._note("exchange.cut-at-zero", parameter, value, element)

    def _note(  # noqa: PLR0917 - what a problem is about, in that order everywhere
        self,
        code: str,
        parameter: Markup,
        value: Markup,
        element: str | None,
        told: str | None = None,
        severity: Severity = Severity.WARNING,
    ) -> None:
        self.found.drop(
            code,
            parameter.get("name") or parameter.tag,
            shown(value) if told is None else told,
            element=element,
            line=value.line,
            severity=severity,
        )


def shown(value: Markup) -> str:
    """A value in a few words: ``NormalDistribution mean 5 standardDeviation 1``."""
    hidden = {"validFor", "instance", "result", "resultTimeStamp", "id"}
    told = " ".join(f"{key} {text}" for key, text in value.attributes.items() if key not in hidden)
    return f"{value.tag} {told}".strip()

"""Scenarios found in a file as scenarios of the studio: what fits, where it is from, what is dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.model import Diagram, Problem, Severity
from studio.reading.exchange import Parameters, flattened
from studio.scenario.exchange.distributions import respelled
from studio.scenario.exchange.fitting import Misfit, fitted_scenario
from studio.scenario.refusal import shown
from studio.scenario.scenario import ProvenanceKind
from studio.scenario.spelling import duration_text, share_text
from studio.scenario.units import text_of_duration

__all__ = ["Imported", "imported"]

_SOURCED = ("arrivals", "attributes", "teams", "steps", "routing", "events")
_ORDER = (
    "name", "based_on", "start", "zone", "study", "length", "cases", "warm_up", "replications", "seed",
    "currency", "calendars", "arrivals", "attributes", "priority", "teams", "steps",
    "routing", "events", "provenance",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One scenario: ``values`` are those of a file without ``based_on``, ``own`` what this one states itself.

    ``based_on`` is the name of the scenario of which ``own`` are the differences.
    """

    name: str
    values: Mapping[str, Any]
    own: Mapping[str, Any]
    based_on: str | None
    dropped: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


def imported(
    found: Sequence[Parameters], diagram: Diagram, *, kind: ProvenanceKind = ProvenanceKind.DIAGRAM
) -> tuple[Imported, ...]:
    """The scenarios of a file, each under a name of its own.

    ``kind`` is how far their values can be trusted: those of the diagram's own file, or stated beside it.
    """
    names = _names(found)
    return tuple(_imported(each, found, names, diagram, kind) for each in found)


def _names(found: Sequence[Parameters]) -> dict[str, str]:
    names: dict[str, str] = {}
    for each in found:
        name, number = each.name, 2
        while name in names.values():
            name, number = f"{each.name} ({number})", number + 1
        names.setdefault(each.id, name)
    return names


def _imported(
    one: Parameters,
    among: Sequence[Parameters],
    names: Mapping[str, str],
    diagram: Diagram,
    kind: ProvenanceKind,
) -> Imported:
    _, values, misfits = fitted_scenario(flattened(one, among), diagram)
    own = _within(one.values, values, ())
    based_on = names.get(one.based_on or "") if one.based_on != one.id else None
    lost = () if one.based_on is None or based_on is not None else (_lost_base(one),)
    own_misfits = [misfit for misfit in misfits if _stands_in(misfit.path, one.values)]
    return Imported(
        name=names[one.id],
        values=_written(values, names[one.id], one, kind, diagram),
        own=_written(own, names[one.id], one, kind, diagram),
        based_on=based_on,
        dropped=(*one.dropped, *(_told(misfit, one) for misfit in own_misfits), *lost),
        remarks=one.remarks,
    )


def _written(
    values: Mapping[str, Any], name: str, one: Parameters, kind: ProvenanceKind, diagram: Diagram
) -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, **_spelled(values)}
    origins = {
        f"{section}.{key}": {"kind": kind.value, "source": one.source}
        for section in _SOURCED
        for key, entry in values.get(section, {}).items()
        if entry or not isinstance(entry, Mapping)
    }
    _, kept, _ = fitted_scenario({**values, "provenance": origins}, diagram) if origins else (None, {}, ())
    if kept.get("provenance"):
        told["provenance"] = kept["provenance"]
    return {"schema": 1} | {key: told[key] for key in (*_ORDER, *told) if key in told}


def _spelled(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with durations and distributions as people write them."""
    told = {section: _spelled_section(section, entries) for section, entries in values.items()}
    for key in ("length", "warm_up"):
        seconds = text_of_duration(told[key]) if isinstance(told.get(key), str) else None
        if seconds is not None:
            told[key] = duration_text(seconds)
    return told


def _spelled_section(section: str, entries: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
    if section == "attributes":
        return {name: _spelled_attribute(entry) for name, entry in entries.items()}
    if section == "routing":
        return {id: {flow: _spelled_share(way) for flow, way in ways.items()} for id, ways in entries.items()}
    if section not in ("arrivals", "steps", "events"):
        return entries
    return {
        id: {key: _spelled_value(key, value) for key, value in entry.items()} for id, entry in entries.items()
    }


def _spelled_attribute(entry: Any) -> Any:  # noqa: ANN401
    if isinstance(entry, Mapping) and "chance" in entry:
        return {"chance": _spelled_share(entry["chance"])}
    if isinstance(entry, Mapping) and "choice" in entry:
        return {"choice": {text: _spelled_share(share) for text, share in entry["choice"].items()}}
    return respelled(entry, of_time=False)


def _spelled_share(way: Any) -> Any:  # noqa: ANN401
    return share_text(float(way)) if isinstance(way, int | float) else way


def _spelled_value(key: str, value: Any) -> Any:  # noqa: ANN401
    if key in ("time", "set_up", "every", "after"):
        return respelled(value)
    if key == "chance":
        return _spelled_share(value)
    if key == "also":
        return {part: respelled(spread) for part, spread in value.items()}
    return value


def _within(own: Mapping[str, Any], kept: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """What of the own values is among those that are kept."""
    found = {}
    for key, value in own.items():
        if key not in kept:
            continue
        if isinstance(value, Mapping) and isinstance(kept[key], Mapping) and len(path) < 2:
            inner = _within(value, kept[key], (*path, key))
            if inner or not value:
                found[key] = inner
        else:
            found[key] = kept[key]
    return found


def _stands_in(path: Sequence[str], values: Mapping[str, Any]) -> bool:
    within: Any = values
    for step in path:
        if not isinstance(within, Mapping) or step not in within:
            return False
        within = within[step]
    return True


def _told(misfit: Misfit, one: Parameters) -> Problem:
    section, *rest = misfit.path
    element = rest[0] if section in ("arrivals", "steps", "events", "routing") and rest else None
    return Problem(
        code="exchange.misfit",
        severity=Severity.WARNING,
        element=element,
        line=one.lines.get(misfit.path),
        parameters=(
            ("parameter", ".".join(misfit.path)),
            ("value", shown(misfit.value)),
            ("reason", misfit.mistake.code),
            *((f"reason.{name}", told) for name, told in misfit.mistake.parameters),
        ),
    )


def _lost_base(one: Parameters) -> Problem:
    told = (("parameter", "inherits"), ("value", one.based_on or ""))
    return Problem(code="exchange.no-base", severity=Severity.WARNING, parameters=told)

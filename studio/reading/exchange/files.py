"""Which parameters a BPMN file carries, and those of the files that tools put beside one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from studio.model import Diagram, Hint, Problem, Severity
from studio.reading.exchange.bpsim import bpsim_scenarios
from studio.reading.exchange.found import Parameters, flattened
from studio.reading.exchange.json_tree import load_json
from studio.reading.exchange.places import Places
from studio.reading.exchange.prosimos import SECTIONS, prosimos_scenario
from studio.reading.exchange.qbp import qbp_scenarios
from studio.reading.exchange.scylla import is_scylla, scylla_scenarios
from studio.reading.exchange.spelling import flow_text
from studio.reading.markup import Markup
from studio.reading.refusal import refusal
from studio.reading.tree import parse

__all__ = ["companions", "hints_of", "is_companion", "parameters_in", "told"]

_FEWEST_ALIKE = 3
_CARRIERS = frozenset({"BPSimData", "processSimulationInfo"})
_OF_ELEMENTS = ("arrivals", "steps", "events")


def parameters_in(root: Markup, elements: Iterable[Markup], diagram: Diagram) -> tuple[Parameters, ...]:
    """The scenarios that a BPMN file carries: BPSim's, then those of qbp blocks.

    ``elements`` are all of the file from ``root`` on.
    """
    if not any(it.tag in _CARRIERS for it in elements):
        return ()
    places = Places(diagram)
    found = (*bpsim_scenarios(root, places), *qbp_scenarios(root, places))
    return tuple(_with_remarks(each) for each in found)


def is_companion(data: bytes) -> bool:
    """Whether a file looks like one that stands beside a diagram: JSON, or Scylla's XML."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return start in (b"{", b"[") or (b"simulationConfiguration" in data or b"globalConfiguration" in data)


def companions(files: Sequence[tuple[bytes, str]], diagram: Diagram) -> tuple[Parameters, ...]:
    """The scenarios in files beside a diagram: Prosimos' JSON, Scylla's XML (all of them belong together).

    Raises :class:`~studio.errors.UnreadableFile` for a file that is neither, broken, hostile or too large.
    """
    places = Places(diagram)
    found: list[Parameters] = []
    roots = []
    for data, name in files:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
            tree = load_json(data, name)
            if not SECTIONS & tree.keys():
                raise refusal("exchange.not-prosimos", name)
            found.append(prosimos_scenario(tree, PurePath(name).stem, places))
            continue
        root = parse(data, name).root
        if not is_scylla(root):
            raise refusal("exchange.no-companion", name, root.line, root=root.tag)
        roots.append(root)
    if roots:
        found += scylla_scenarios(roots, places)
    return tuple(_with_remarks(each) for each in found)


def _with_remarks(parameters: Parameters) -> Parameters:
    """Told, where every element carries the same value: then hardly anybody chose it."""
    values: dict[str, list[str]] = {}
    for _, key, value in _of_elements(parameters.values):
        values.setdefault(key, []).append(flow_text(value))
    remarks = [
        Problem(
            code="exchange.stamped",
            severity=Severity.INFO,
            parameters=(("count", str(count)), ("parameter", key), ("value", value)),
        )
        for key, told in values.items()
        for value, count in Counter(told).most_common(1)
        if count == len(told) >= _FEWEST_ALIKE and key in ("time", "after", "every")
    ]
    return replace(parameters, remarks=(*parameters.remarks, *remarks)) if remarks else parameters


def _of_elements(values: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for section in _OF_ELEMENTS:
        for element, entry in values.get(section, {}).items():
            for key, value in entry.items():
                yield element, key, value


def hints_of(found: Sequence[Parameters]) -> tuple[Hint, ...]:
    """The first scenario as hints: one for each value of an element, and one for each other section.

    A hint without element stands for a whole section of the scenario file, such as ``teams``.
    """
    if not found:
        return ()
    first = found[0]
    values, source, lines = flattened(first, found), first.source, first.lines
    hints = [
        Hint(
            element=element,
            parameter=key,
            value=flow_text(value),
            source=source,
            line=_line(lines, element, key),
        )
        for element, key, value in _of_elements(values)
    ]
    for gateway, ways in values.get("routing", {}).items():
        for flow, value in ways.items():
            line = lines.get(("routing", gateway, flow))
            key = "condition" if isinstance(value, str) else "chance"
            hints.append(Hint(element=flow, parameter=key, value=flow_text(value), source=source, line=line))
    for section, value in {"name": first.name, **values}.items():
        if section not in (*_OF_ELEMENTS, "routing"):
            hints.append(Hint(element="", parameter=section, value=flow_text(value), source=source))
    return tuple(hints)


def _line(lines: Mapping[tuple[str, ...], int], element: str, key: str) -> int | None:
    return next((line for path, line in lines.items() if path[1:] == (element, key)), None)


def told(found: Sequence[Parameters], root: Markup) -> tuple[Problem, ...]:
    """One problem that says what parameters a file carries, so that nobody has to guess."""
    if not found:
        return ()
    formats = ", ".join(dict.fromkeys(each.format for each in found))
    dropped = sum(len(each.dropped) for each in found)
    parameters: tuple[tuple[str, str], ...] = (("count", str(len(found))), ("formats", formats))
    code = "exchange.found.whole"
    if dropped:
        code, parameters = "exchange.found", (*parameters, ("dropped", str(dropped)))
    stamped = [remark for each in found for remark in each.remarks if remark.code == "exchange.stamped"]
    return (
        Problem(code=code, severity=Severity.INFO, line=root.line, parameters=parameters),
        *stamped,
    )

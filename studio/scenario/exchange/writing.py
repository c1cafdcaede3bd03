"""Scenarios put into a BPMN file as BPSim or as a qbp block, and read back at once to tell what came of them.

What the file holds afterwards is compared with the scenario, value by value: what is not the same bit for
bit is among the dropped, even where the format should have held it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

from studio.errors import StudioError
from studio.model import Problem, Severity
from studio.reading import read
from studio.reading.exchange import flattened
from studio.reading.exchange.blocks import OURS, BpmnFile
from studio.reading.exchange.bpsim import NAMESPACES
from studio.reading.markup import Markup
from studio.reading.writing.piece import piece
from studio.scenario.exchange.bpsim_export import BpsimScenario
from studio.scenario.exchange.exporting import Export, Written
from studio.scenario.exchange.fitting import fitted_scenario
from studio.scenario.exchange.qbp_export import qbp_block
from studio.scenario.exchange.weeks import by_day, own_dates
from studio.scenario.scenario import Calendar, Scenario
from studio.wording import sentence

__all__ = ["write_bpsim", "write_qbp"]

_RELATIONSHIP = f"{OURS}BPSim"


def write_bpsim(
    scenarios: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    source: bytes,
    *,
    version: str = "2.0",
    folder: FilePath | Sequence[FilePath] | None = None,
) -> Written:
    """The file with the scenarios as BPSim ``version`` (1.0 or 2.0); an earlier block of its own is replaced.

    A scenario is what :func:`studio.scenario.read_mapping` gives; ``folder`` is where the tables are that it
    names, of several scenarios one for each. Everything else in the file stays as it is. Raises
    :class:`studio.errors.InvalidScenario` for a scenario with mistakes, :class:`studio.errors.StudioError`
    for a file that cannot be read or written.
    """
    wanted = [scenarios] if isinstance(scenarios, Mapping) else list(scenarios)
    file, diagram = BpmnFile(source), read(source, "").diagram
    resources = {
        it.get("id"): it.get("name") or it.get("id")
        for it in file.children(lambda it: it.tag == "resource" and not it.get("id").startswith(OURS))
    }
    foreign = len(resources)
    label = f"BPSim {version}"
    folders = [folder] * len(wanted) if folder is None or isinstance(folder, FilePath) else list(folder)
    exports = [Export(values, diagram, label, each) for values, each in zip(wanted, folders, strict=True)]
    told = [
        BpsimScenario(export, version, f"{OURS}Scenario_{number}", resources).pieces()
        for number, export in enumerate(exports, 1)
    ]
    process = next((each.id for each in diagram.processes), "")
    own = (
        {"xmlns:bpsim": NAMESPACES[version], "simulationLevel": "LevelTwo"}
        if version == "1.0"
        else {"xmlns:bpsim": NAMESPACES[version]}
    )
    block = piece(
        "bpmn:relationship",
        {"id": _RELATIONSHIP, "type": "BPSimData"},
        [
            piece("bpmn:extensionElements", {}, [piece("bpsim:BPSimData", own, told)]),
            piece("bpmn:source", text=process),
            piece("bpmn:target", text=process),
        ],
    )
    file.take_out(file.children(_is_ours))
    made = [
        piece("bpmn:resource", {"id": id, "name": name}) for id, name in list(resources.items())[foreign:]
    ]
    if made:
        file.put_in(made, before="BPMNDiagram")
    file.put_in([block])
    return _checked(file.data(), exports)


def write_qbp(values: Mapping[str, Any], source: bytes, *, folder: FilePath | None = None) -> Written:
    """The file with the scenario as the qbp block of BIMP and Apromore; one that is there is replaced.

    Errors are those of :func:`write_bpsim`.
    """
    file, diagram = BpmnFile(source), read(source, "").diagram
    export = Export(values, diagram, "qbp", folder)
    block = qbp_block(export)
    earlier = file.children(lambda it: it.tag == "processSimulationInfo")
    file.take_out(earlier)
    file.put_in([block])
    written = _checked(file.data(), [export])
    foreign = [it for it in earlier if not it.get("id").startswith(OURS)]
    replaced = tuple(
        Problem(
            code="exchange.replaced", severity=Severity.WARNING, line=it.line, parameters=(("format", "qbp"),)
        )
        for it in foreign
    )
    return Written(data=written.data, dropped=(*written.dropped, *replaced))


def _is_ours(markup: Markup) -> bool:
    return markup.tag in ("relationship", "resource") and markup.get("id").startswith(OURS)


def _checked(data: bytes, exports: Sequence[Export]) -> Written:
    """What was written, and what of each scenario is not in it as it was."""
    found = [each for each in read(data, "").parameters if each.format == exports[0].format]
    own = [each for each in found if each.id.startswith(OURS)]
    if len(own) != len(exports):
        raise StudioError("exchange.not-written", sentence("exchange.not-written", {}))
    dropped: list[Problem] = []
    for export, parameters in zip(exports, own, strict=True):
        lost = export.dropped()
        dropped += lost
        known = {dict(problem.parameters)["parameter"] for problem in lost}
        scenario, _, _ = fitted_scenario(flattened(parameters, own), export.diagram)
        dropped += [
            Problem(
                code="exchange.rounded",
                severity=Severity.WARNING,
                element=path.split(".")[1]
                if path.split(".")[0] in ("arrivals", "steps", "events", "routing")
                else None,
                parameters=(("parameter", path), ("value", ""), ("format", export.format)),
            )
            for path in differences(export.scenario, scenario)
            if path not in known
        ]
    return Written(data=data, dropped=tuple(dropped))


def differences(one: Scenario, other: Scenario) -> list[str]:
    """The paths of what ``one`` states and ``other`` has differently, in the scenario file's words."""
    found = []
    for id, arrivals in one.arrivals.items():
        mine, its = arrivals, other.arrivals.get(id)
        if mine.every is not None and (its is None or its.every != mine.every):
            found.append(f"arrivals.{id}.every")
        rates = [rate for rate in mine.profile if rate.per_second]
        if rates and (its is None or [rate for rate in its.profile if rate.per_second] != rates):
            found.append(f"arrivals.{id}.per_interval")
    for id, step in one.steps.items():
        there = other.steps.get(id)
        if f"steps.{id}.time" not in one.left_open and (there is None or there.time != step.time):
            found.append(f"steps.{id}.time")
        if step.team is not None and (there is None or there.team != step.team):
            found.append(f"steps.{id}.team")
    for id, timing in one.events.items():
        its_timing = other.events.get(id)
        if timing.after is not None and (its_timing is None or its_timing.after != timing.after):
            found.append(f"events.{id}.after")
    for id, routing in one.routing.items():
        its_routing = other.routing.get(id)
        for flow, way in {**routing.chances, **routing.guards}.items():
            there_ = {} if its_routing is None else {**its_routing.chances, **its_routing.guards}
            if there_.get(flow) != way:
                found.append(f"routing.{id}.{flow}")
    its_attributes = {attribute.name: attribute for attribute in other.attributes}
    found += [f"attributes.{it.name}" for it in one.attributes if its_attributes.get(it.name) != it]
    found += [
        f"calendars.{name}"
        for name, calendar in one.calendars.items()
        if name not in other.calendars or not _is_same_hours(calendar, other.calendars[name])
    ]
    found += [key for key in ("start", "length", "cases") if getattr(one, key) != getattr(other, key)]
    return found


def _is_same_hours(one: Calendar, other: Calendar) -> bool:
    return by_day(one) == by_day(other) and own_dates(one) == own_dates(other)

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
from studio.scenario.exchange.bpsim import BpsimScenario
from studio.scenario.exchange.differences import differences
from studio.scenario.exchange.exporting import Export, Written
from studio.scenario.exchange.fitting import fitted_scenario
from studio.scenario.exchange.qbp import qbp_block
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

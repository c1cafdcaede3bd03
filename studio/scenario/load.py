"""From a scenario file to a :class:`Scenario`: what it states, resolved; or every mistake in it at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path as FilePath
from typing import Any
from zoneinfo import ZoneInfo

from studio.model import Diagram
from studio.scenario.climbing import escalations, ladders
from studio.scenario.context import Context
from studio.scenario.demand import arrivals, attributes, deflections
from studio.scenario.document import Document
from studio.scenario.elements import Elements
from studio.scenario.findings import Findings
from studio.scenario.inheritance import chain, merged
from studio.scenario.kinds import kinds_of
from studio.scenario.people import calendars, teams
from studio.scenario.promises import promises, provenance
from studio.scenario.renaming import TeamNames, renamed
from studio.scenario.scenario import Scenario, Study
from studio.scenario.schema import ScenarioFile
from studio.scenario.validation import validated
from studio.scenario.ways import events, routing
from studio.scenario.work import steps

__all__ = ["DEFAULT_START", "read_scenario", "resolved", "scenario_of"]

DEFAULT_START = datetime(2026, 1, 5)  # noqa: DTZ001 - a wall-clock moment, in whatever zone the file names
"""A Monday, midnight."""


def read_scenario(
    source: FilePath | str, diagram: Diagram, *, name: str = "", folder: FilePath | None = None
) -> Scenario:
    """What a scenario file (its path) or its text states about the diagram, and nothing else.

    ``name`` is what mistakes call a text, and the scenario's name where the file gives none.
    ``folder`` is where a text looks for the files that it names; without one it may name none.
    :func:`studio.scenario.complete` fills in the rest.

    Raises :class:`studio.errors.InvalidScenario` with every mistake, each with file and line.
    """
    if isinstance(source, FilePath):
        folder = source.parent if folder is None else folder
        label, name = str(source), name or source.stem
    else:
        label, name = name, name or "Scenario"
    links = chain(source, label, folder)
    document = merged(renamed([link for link, _ in links], Elements(diagram)))
    folders = {label: where for link, where in links for label in link.files}
    scenario, findings = resolved(document, diagram, name=name, folders=folders)
    findings.raise_if_any()
    return scenario


def scenario_of(
    values: Mapping[str, Any], diagram: Diagram, *, name: str, folder: FilePath | None = None
) -> Scenario:
    """What the values of a file state, as :func:`studio.scenario.read_mapping` gives them.

    Raises :class:`studio.errors.InvalidScenario` with every mistake.
    """
    document = Document(value=dict(values), marks={}, files=(name,))
    scenario, findings = resolved(document, diagram, name=name, folders={name: folder})
    findings.raise_if_any()
    return scenario


def resolved(
    document: Document, diagram: Diagram, *, name: str, folders: Mapping[str, FilePath | None]
) -> tuple[Scenario, Findings]:
    """What of a document can be resolved, and what is wrong with the rest."""
    findings = Findings(document)
    file = validated(document.value, findings)
    zone = file.zone or ZoneInfo("UTC")
    context = Context(
        document=document,
        folders=folders,
        elements=Elements(diagram),
        findings=findings,
        teams=TeamNames(diagram, _names(document, "teams")),
        calendars=frozenset(_names(document, "calendars")),
        attributes=kinds_of(document.value),
        ladders=frozenset(_names(document, "ladders")),
        start=_start(file.start or DEFAULT_START, zone),
    )
    return _scenario(file, name, zone, context), findings


def _names(document: Document, section: str) -> list[str]:
    """What is defined in a section, those that are wrong included: their names are known."""
    entries = document.value.get(section)
    return list(entries) if isinstance(entries, dict) else []


def _start(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone) if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _scenario(file: ScenarioFile, name: str, zone: ZoneInfo, context: Context) -> Scenario:
    named = calendars(file, context)
    staffed = teams(file, named, context)
    if file.length is not None and file.cases is not None:
        context.findings.add(("cases",), "scenario.exclusive", keys="length, cases")
    if file.diagram is not None and file.diagrams is not None:
        context.findings.add(("diagrams",), "scenario.exclusive", keys="diagram, diagrams")
    if file.precision == 0:
        context.findings.add(("precision",), "scenario.share.above-nothing")
    study = file.study or (Study.TERMINATING if file.length and file.warm_up is None else Study.STEADY)
    own_warm_up = None if study is Study.STEADY else 0.0
    return Scenario(
        name=file.name or name,
        start=context.start,
        zone=zone.key,
        study=study,
        length=file.length,
        cases=file.cases,
        warm_up=None if file.warm_up == "auto" else own_warm_up if file.warm_up is None else file.warm_up,
        replications=None if file.replications == "auto" else file.replications,
        precision=0.05 if file.precision is None else file.precision,
        seed=1 if file.seed is None else file.seed,
        currency=file.currency or "",
        service_level=20.0 if file.service_level is None else file.service_level,
        calendars=named,
        arrivals=arrivals(file, named, context),
        attributes=attributes(file, context),
        priority=tuple(file.priority or ()),
        teams=staffed,
        steps=steps(file, context),
        routing=routing(file, context),
        events=events(file, context),
        deflections=deflections(file, context),
        ladders=ladders(file, staffed, context),
        escalations=escalations(file, context),
        promises=promises(file, context),
        provenance=provenance(file, context),
        unused=tuple(context.unused),
        left_open=frozenset(context.left_open),
    )

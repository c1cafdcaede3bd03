"""The scenarios of a BPMN file with BPSim, and what each of them says of its run as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from studio.model import Severity
from studio.reading.exchange.bpsim.attributes import take_properties
from studio.reading.exchange.bpsim.elements import Elements
from studio.reading.exchange.bpsim.figures import UNITS
from studio.reading.exchange.bpsim.hours import Calendars
from studio.reading.exchange.bpsim.people import People
from studio.reading.exchange.bpsim.values import Reader, shown
from studio.reading.exchange.found import Collector, Parameters, without_circles
from studio.reading.exchange.places import Places
from studio.reading.exchange.spelling import zone_of
from studio.reading.markup import Markup
from studio.reading.words import one_line

__all__ = ["NAMESPACES", "bpsim_scenarios"]

NAMESPACES: Mapping[str, str] = {
    "1.0": "http://www.bpsim.org/schemas/1.0",
    "2.0": "http://www.bpsim.org/schemas/2.0",
}

_ATTRIBUTES_OF_RESULTS = (
    "baseResultFrequency", "baseResultFrequencyCumul", "traceOutput", "traceFormat",
    "showResultRequestColumn",
)  # fmt: skip
_WITHOUT_PLACE = ("author", "description", "vendor", "version")


def bpsim_scenarios(root: Markup, places: Places) -> tuple[Parameters, ...]:
    """The scenarios of every ``BPSimData`` in a file, in its order."""
    names = _resources(root)
    found: list[Parameters] = []
    for data in root.walk():
        if data.tag == "BPSimData" and "bpsim" in data.namespace.lower():
            version = "1.0" if data.namespace.rstrip("/").endswith("1.0") else "2.0"
            for scenario in data.children:
                if scenario.tag == "Scenario":
                    found.append(_Scenario(scenario, version, places, names, root).read(len(found)))
    return without_circles(found)


def _resources(root: Markup) -> dict[str, str]:
    """The names of the file's resources by id; namesakes are told apart by their id."""
    found: dict[str, str] = {}
    for markup in root.children:
        if markup.tag == "resource" and markup.standard and markup.get("id"):
            name = one_line(markup.get("name")) or markup.get("id")
            found[markup.get("id")] = f"{name} ({markup.get('id')})" if name in found.values() else name
    return found


class _Scenario:
    """Reads one scenario."""

    def __init__(
        self, markup: Markup, version: str, places: Places, resources: Mapping[str, str], root: Markup
    ) -> None:
        self.markup = markup
        self.version = version
        self.places = places
        self.resources = resources
        self.root = root
        self.found = Collector()

    def read(self, ordinal: int) -> Parameters:
        own = self.markup
        id = own.get("id") or f"scenario-{ordinal + 1}"
        if own.get("result"):
            self.found.drop("exchange.results", "Scenario", own.get("result"), line=own.line)
        else:
            self._parameters()
        for key in _WITHOUT_PLACE:
            if own.get(key):
                self.found.drop("exchange.no-place", key, own.get(key), line=own.line, severity=Severity.INFO)
        return self.found.parameters(
            id=id,
            name=one_line(own.get("name")) or id,
            format=f"BPSim {self.version}",
            based_on=own.get("inherits") or None,
        )

    def _parameters(self) -> None:
        reader = self._whole()
        calendars = Calendars(self.found, (it for it in self.markup.children if it.tag == "Calendar"))
        people = People(reader, calendars, self.places, self.resources)
        elements = Elements(reader, calendars, people, self.places)
        blocks = [it for it in self.markup.children if it.tag in ("ElementParameters", "ElementParameter")]
        people.take_roles(blocks)
        for block in blocks:
            self._element(block, elements)
        people.take_performers(self.root)
        self._vendor(self.markup, None)
        self._study()
        calendars.put_others()

    def _element(self, block: Markup, elements: Elements) -> None:
        wanted = block.get("elementRef")
        id = self.places.known(wanted)
        if id is None and wanted not in self.resources:
            self.found.drop("exchange.unknown-element", "elementRef", wanted, line=block.line)
            return
        for group in block.children:
            elements.take(group, id or wanted)
        self._vendor(block, id)

    def _vendor(self, own: Markup, id: str | None) -> None:
        for child in own.children:
            if child.tag == "VendorExtension":
                name = child.get("name")
                self.found.drop("exchange.no-place", "VendorExtension", name, element=id, line=child.line)

    # -- the run as a whole --------------------------------------------------------------------

    def _whole(self) -> Reader:
        """Takes over what holds for all of the run; returns what reads values in its unit of time."""
        reader = Reader(self.found, UNITS["min"])
        for own in (it for it in self.markup.children if it.tag == "ScenarioParameters"):
            unit = own.get("baseTimeUnit") or "min"
            if unit in UNITS:
                reader = Reader(self.found, UNITS[unit])
            else:
                self.found.drop("exchange.unreadable", "baseTimeUnit", unit, line=own.line)
            self._attributes(own)
            for child in own.children:
                self._parameter(child, reader)
        return reader

    def _attributes(self, own: Markup) -> None:
        for attribute, key in (("replication", "replications"), ("seed", "seed")):
            told = own.get(attribute)
            if told.isdecimal() and len(told) <= 9:
                self.found.put((key,), int(told), own.line)
            elif told:
                self.found.drop("exchange.unreadable", attribute, told, line=own.line)
        if own.get("baseCurrencyUnit"):
            self.found.put(("currency",), own.get("baseCurrencyUnit"), own.line)
        for attribute in _ATTRIBUTES_OF_RESULTS:
            told = own.get(attribute)
            if told and told != "false":
                self.found.drop("exchange.result", attribute, told, line=own.line, severity=Severity.INFO)
        language = own.get("expressionLanguage")
        if language and "xpath" not in language.lower():
            self.found.drop("exchange.no-place", "expressionLanguage", language, line=own.line)

    def _parameter(self, child: Markup, reader: Reader) -> None:
        match child.tag:
            case "PropertyParameters":
                take_properties(child, None, reader)
            case "Start" | "Duration" | "Warmup":
                for valued in reader.values(child, None)[:1]:
                    self._span(child, valued.markup, reader)
            case "VendorExtension":
                self.found.drop("exchange.no-place", child.tag, child.get("name"), line=child.line)
            case _:
                self.found.drop("exchange.no-place", child.tag, line=child.line)

    def _span(self, parameter: Markup, value: Markup, reader: Reader) -> None:
        if parameter.tag == "Start":
            moment = value.get("value")
            if value.tag == "DateTimeParameter" and zone_of(moment) is not None:
                self.found.put_start(moment, value.line)
            else:
                self.found.drop("exchange.unreadable", "Start", shown(value), line=value.line)
            return
        told = reader.spread(parameter, value, None)
        if isinstance(told, str):
            self.found.put(("length" if parameter.tag == "Duration" else "warm_up",), told, value.line)
        elif told is not None:
            self.found.drop("exchange.kind", parameter.tag, shown(value), line=value.line)

    def _study(self) -> None:
        """A run without a warm-up that has an end begins and ends empty; a derived scenario says it anew."""
        values = self.found.values
        if "warm_up" in values:
            self.found.put(("study",), "steady")
        elif "length" in values or "cases" in values:
            self.found.put(("study",), "terminating")

"""When cases begin in one scenario of BPSim, and how many."""

from __future__ import annotations

from studio.model import NodeKind, Severity
from studio.reading.exchange.spelling import plain_number
from studio.scenario.distribution import Distribution
from studio.scenario.exchange.bpsim.hours import Calendars
from studio.scenario.exchange.bpsim.parameters import Parameters
from studio.scenario.exchange.bpsim.values import count, timed
from studio.scenario.exchange.exporting import Export
from studio.scenario.exchange.weeks import Span
from studio.scenario.scenario import Arrivals

__all__ = ["ArrivalsOfCases"]

_DAY = 86400.0
_WEEK = 7 * _DAY


class ArrivalsOfCases:
    """Puts the arrivals of a scenario among the parameters of the starts."""

    def __init__(self, export: Export, parameters: Parameters, calendars: Calendars) -> None:
        self.export = export
        self._parameters = parameters
        self._calendars = calendars

    def put(self) -> None:
        """When cases begin at each start, and how many there are."""
        export = self.export
        for word, entry in export.section("arrivals").items():
            id = export.id("arrivals", word)
            arrivals = self.export.scenario.arrivals[id]
            if arrivals.every is not None:
                value = timed(arrivals.every)
                if value is None:
                    export.because("exchange.no-distribution", "arrivals", word, "every")
                    continue
                if arrivals.open is not None:
                    value.attributes["validFor"] = self._calendars.id(
                        self.export.scenario.calendars[arrivals.open], arrivals.open
                    )
                    export.hold("arrivals", word, "open")
                self._parameters.put(id, "InterTriggerTimer", value)
                export.hold("arrivals", word, "every")
            elif arrivals.profile:
                self._profile(id, word, arrivals)
            if "scale" in entry and not arrivals.scale:
                export.hold("arrivals", word, "scale")
        self._count()

    def _count(self) -> None:
        if self.export.scenario.cases is None:
            return
        starts = list(self.export.scenario.arrivals) or [
            node.id
            for node in self.export.diagram.nodes
            if node.kind is NodeKind.START_EVENT and node.parent is None
        ]
        if len(starts) == 1:
            self._parameters.put(starts[0], "TriggerCount", count(self.export.scenario.cases))
            self.export.hold("cases")
        else:
            self.export.because("exchange.several-starts", "cases")

    def _profile(self, id: str, word: str, arrivals: Arrivals) -> None:
        """Contacts per interval: exponential arrivals, each rate valid while its intervals last."""
        calendar = self.export.scenario.calendars.get(arrivals.open or "")
        hours = [(0.0, _WEEK)] if calendar is None else list(calendar.week)
        pieces: dict[float, list[Span]] = {}
        is_within = True
        for rate in arrivals.profile:
            open_now = [
                (max(rate.start, a), min(rate.end, b)) for a, b in hours if a < rate.end and b > rate.start
            ]
            is_within = is_within and (not rate.per_second or open_now == [(rate.start, rate.end)])
            for opens, closes in open_now if rate.per_second else ():
                day = int(opens // _DAY)
                span = (day, opens - day * _DAY, closes - day * _DAY)
                pieces.setdefault(rate.per_second, []).append(span)
        values = []
        for per_second, spans in pieces.items():
            value = timed(Distribution.exponential(1 / per_second))
            if value is not None:
                name = f"{plain_number(float(f'{per_second * 3600:.6g}'))}/h"
                value.attributes["validFor"] = self._calendars.id_of_hours(spans, name)
                values.append(value)
        self._parameters.put(id, "InterTriggerTimer", *values)
        self.export.hold("arrivals", word, "per_interval")
        if is_within and (calendar is None or not calendar.dates):
            self.export.because("exchange.implied", "arrivals", word, "open", severity=Severity.INFO)
        if not is_within:
            self.export.because("exchange.cut", "arrivals", word, "open", severity=Severity.INFO)

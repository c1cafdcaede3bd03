"""What a diagram does not say: arrivals, times, routing, teams, shifts, promises; files and defaults.

``read_scenario`` takes what a file states, ``complete`` fills in the rest and marks it as assumed.
"""

from __future__ import annotations

from studio.scenario.defaults import complete
from studio.scenario.distribution import Distribution
from studio.scenario.families import Family
from studio.scenario.inheritance import diagram_files, read_mapping
from studio.scenario.ladder import Escalation, Ladder, Level, OnMiss
from studio.scenario.load import read_scenario
from studio.scenario.moving import moved_mapping
from studio.scenario.rewriting import comes_to_the_same, rewritten
from studio.scenario.scenario import (
    Arrivals,
    Attribute,
    Calendar,
    EventTiming,
    Promise,
    Provenance,
    ProvenanceKind,
    Rate,
    Routing,
    Scale,
    Scenario,
    Shift,
    ShiftEnd,
    Step,
    Study,
    Team,
    Unused,
)
from studio.scenario.spelling_spreads import spread_of
from studio.scenario.timetable import Timetable, moment_of
from studio.scenario.writing import dump

__all__ = [
    "Arrivals",
    "Attribute",
    "Calendar",
    "Distribution",
    "Escalation",
    "EventTiming",
    "Family",
    "Ladder",
    "Level",
    "OnMiss",
    "Promise",
    "Provenance",
    "ProvenanceKind",
    "Rate",
    "Routing",
    "Scale",
    "Scenario",
    "Shift",
    "ShiftEnd",
    "Step",
    "Study",
    "Team",
    "Timetable",
    "Unused",
    "comes_to_the_same",
    "complete",
    "diagram_files",
    "dump",
    "moment_of",
    "moved_mapping",
    "read_mapping",
    "read_scenario",
    "rewritten",
    "spread_of",
]

"""What a diagram does not say: arrivals, times, routing, teams, shifts, promises; files and defaults.

``read_scenario`` takes what a file states, ``complete`` fills in the rest and marks it as assumed.
"""

from __future__ import annotations

from studio.scenario.asking import asked_in_vain
from studio.scenario.conditions import awaited_condition, guard_over
from studio.scenario.defaults import complete
from studio.scenario.detail import Detail, at_level, level_of_input
from studio.scenario.distribution import Distribution
from studio.scenario.elements import team_names as names_of_teams
from studio.scenario.families import Family
from studio.scenario.handling import Batch, CallBack, Deflection, Instances, RampUp, Repeats
from studio.scenario.inheritance import diagram_files, read_mapping
from studio.scenario.kinds import numbers_in
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
from studio.scenario.triggers import entered_process, heard_from
from studio.scenario.writing import dump

__all__ = [
    "Arrivals",
    "Attribute",
    "Batch",
    "Calendar",
    "CallBack",
    "Deflection",
    "Detail",
    "Distribution",
    "Escalation",
    "EventTiming",
    "Family",
    "Instances",
    "Ladder",
    "Level",
    "OnMiss",
    "Promise",
    "Provenance",
    "ProvenanceKind",
    "RampUp",
    "Rate",
    "Repeats",
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
    "asked_in_vain",
    "at_level",
    "awaited_condition",
    "comes_to_the_same",
    "complete",
    "diagram_files",
    "dump",
    "entered_process",
    "guard_over",
    "heard_from",
    "level_of_input",
    "moment_of",
    "moved_mapping",
    "names_of_teams",
    "numbers_in",
    "read_mapping",
    "read_scenario",
    "rewritten",
    "spread_of",
]

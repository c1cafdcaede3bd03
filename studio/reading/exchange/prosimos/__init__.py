"""Prosimos' JSON beside a diagram: a scenario in the scenario file's vocabulary.

A pool of resources is a team. Prosimos knows each resource by itself (its hours, cost, and how long it takes
for each task); a team here shares one queue, so that what differs among its people is mixed, and noted.
"""

from studio.reading.exchange.prosimos.scenario import SECTIONS, prosimos_scenario

__all__ = ["SECTIONS", "prosimos_scenario"]

"""A scenario as BPSim: its XML, with times in seconds to the last digit."""

from studio.scenario.exchange.bpsim.scenario import BpsimScenario

__all__ = ["BpsimScenario"]

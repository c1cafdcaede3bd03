"""BPSim 1.0 and 2.0 (WfMC): the scenarios of a BPMN file in the scenario file's vocabulary.

How it is read where the standard leaves room: a duration counts after the warm-up; a value that is valid
for a calendar holds while that is open, and nothing stands for it else; a log-normal's mean and standard
deviation are its own, not its logarithm's; arrivals whose rate changes by calendars are contacts per
interval.
"""

from studio.reading.exchange.bpsim.scenario import NAMESPACES, bpsim_scenarios

__all__ = ["NAMESPACES", "bpsim_scenarios"]

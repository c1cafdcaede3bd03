"""Parameters that come with files: BPSim, qbp, Prosimos and Scylla, in the scenario file's vocabulary."""

from studio.reading.exchange.files import companions, hints_of, is_companion, parameters_in, told
from studio.reading.exchange.found import Parameters, flattened

__all__ = ["Parameters", "companions", "flattened", "hints_of", "is_companion", "parameters_in", "told"]

"""Scenarios from and for other tools: BPSim, qbp, Prosimos and Scylla, with exactly what was dropped."""

from studio.scenario.exchange.exporting import Written
from studio.scenario.exchange.importing import Imported, imported
from studio.scenario.exchange.writing import write_bpsim, write_qbp

__all__ = ["Imported", "Written", "imported", "write_bpsim", "write_qbp"]

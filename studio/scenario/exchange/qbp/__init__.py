"""A scenario as a qbp block (BIMP, Apromore): all values in seconds to the last digit."""

from studio.scenario.exchange.qbp.block import qbp_block

__all__ = ["qbp_block"]

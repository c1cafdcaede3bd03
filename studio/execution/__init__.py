"""One case walked step by step, with SpiffWorkflow as the engine underneath."""

from studio.execution.offers import Chooser, Offer, OfferKind, Outcome, Record, Way
from studio.execution.rewriting import rewrite
from studio.execution.rewritten import Rewriting, WayKind
from studio.execution.trials import Decide, at_random, by_conditions, random_walk, walk_through
from studio.execution.walk import Action, Walk, digest

__all__ = [
    "Action",
    "Chooser",
    "Decide",
    "Offer",
    "OfferKind",
    "Outcome",
    "Record",
    "Rewriting",
    "Walk",
    "Way",
    "WayKind",
    "at_random",
    "by_conditions",
    "digest",
    "random_walk",
    "rewrite",
    "walk_through",
]

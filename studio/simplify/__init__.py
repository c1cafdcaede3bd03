"""What could be simpler: found, written, proved in what it keeps, and weighed on the same customers."""

from studio.simplify.applying import applied, scenario_after
from studio.simplify.suggestion import Conclusion, Evidence, Proof, ProofClass, Suggestion
from studio.simplify.weighing import MARGIN, Weighed, suggestions, weigh
from studio.simplify.words import name_after, price_of, text_of

__all__ = [
    "MARGIN",
    "Conclusion",
    "Evidence",
    "Proof",
    "ProofClass",
    "Suggestion",
    "Weighed",
    "applied",
    "name_after",
    "price_of",
    "scenario_after",
    "suggestions",
    "text_of",
    "weigh",
]

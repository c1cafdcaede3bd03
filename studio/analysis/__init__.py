"""Studies and their figures: measures, confidence, warm-up, results."""

from studio.analysis.comparison import Comparison, Difference, Variant, Verdict, compare
from studio.analysis.confidence import Estimate
from studio.analysis.result import Result
from studio.analysis.study import Progress, study

__all__ = [
    "Comparison",
    "Difference",
    "Estimate",
    "Progress",
    "Result",
    "Variant",
    "Verdict",
    "compare",
    "study",
]

"""Studies and their figures: measures, confidence, warm-up, results."""

from studio.analysis.confidence import Estimate
from studio.analysis.result import Result
from studio.analysis.study import Progress, study

__all__ = ["Estimate", "Progress", "Result", "study"]

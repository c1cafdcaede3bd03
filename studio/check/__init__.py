"""What is wrong, unclear or unfinished about a diagram, found without running it."""

from studio.check.checked import Check, check
from studio.check.complexity import PUBLISHED, Complexity, Figures, Line, complexity
from studio.check.lint import RULES, Rule, lint

__all__ = [
    "PUBLISHED",
    "RULES",
    "Check",
    "Complexity",
    "Figures",
    "Line",
    "Rule",
    "check",
    "complexity",
    "lint",
]

"""What is wrong, unclear or unfinished about a diagram, found without running it."""

from studio.check.checked import Check, check
from studio.check.complexity import PUBLISHED, Complexity, Figures, Line, complexity
from studio.check.lint import RULES, Rule, lint, rule_of
from studio.check.soundness import Soundness
from studio.check.standards import Standards, library_standards

__all__ = [
    "PUBLISHED",
    "RULES",
    "Check",
    "Complexity",
    "Figures",
    "Line",
    "Rule",
    "Soundness",
    "Standards",
    "check",
    "complexity",
    "library_standards",
    "lint",
    "rule_of",
]

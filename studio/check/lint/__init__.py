"""Habits of drawing that mislead readers or tools: small pure rules on a diagram, told as problems."""

from studio.check.lint.finding import Finding
from studio.check.lint.linted import lint, rule_of
from studio.check.lint.rules import RULES, Rule

__all__ = ["RULES", "Finding", "Rule", "lint", "rule_of"]

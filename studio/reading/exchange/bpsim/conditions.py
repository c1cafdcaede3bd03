"""BPSim's expressions (XPath 1.0) as guards."""

from __future__ import annotations

import re

from studio.model import GuardError, parse_guard

__all__ = ["condition"]

_QUOTED = re.compile(r"('[^']*'|\"[^\"]*\")")
_PROPERTY = re.compile(r"(?:bpsim:)?getProperty\(\s*(?:'([^']+)'|\"([^\"]+)\")\s*\)|\{\s*([^{}'\"]+?)\s*\}")
_EQUALS = re.compile(r"(?<![<>=!])=(?!=)")


def condition(expression: str) -> str | None:
    """An expression as a guard; None where it is none that the studio evaluates."""
    plain = _PROPERTY.sub(lambda found: next(filter(None, found.groups())), expression)
    parts = _QUOTED.split(plain)
    for place in range(0, len(parts), 2):
        text = re.sub(r"\bdiv\b", "/", _EQUALS.sub("==", parts[place]))
        parts[place] = re.sub(r"\b(true|false)\(\)", r"\1", text)
    told = "".join(parts).strip()
    try:
        guard = parse_guard(told)
    except GuardError:
        return None
    return told if guard.names() else None

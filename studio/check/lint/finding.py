"""What a rule says of one element of a diagram."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from studio.model import Severity

__all__ = ["Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """The element that breaks a rule, and the code of the sentence that says how.

    ``severity`` is None where it is the rule's own.
    """

    code: str
    element: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    severity: Severity | None = None

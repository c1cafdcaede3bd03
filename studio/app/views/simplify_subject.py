"""What the page of suggestions is about: a state of a process, its scenario, and how it was weighed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studio.library import Run, StoredProcess

__all__ = ["Subject"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The process in the state that is shown, which may be an earlier one than ``newest``.

    ``run`` and its ``result`` are those of the weighing, None while there is none; ``rescheduled`` tells
    that another scenario is chosen than was weighed, and ``earlier`` is a weighing of a former state of
    the diagram, which is not shown.
    """

    process: StoredProcess
    newest: StoredProcess
    scenario_name: str
    scenario_text: str
    run: Run | None = None
    result: Mapping[str, Any] | None = None
    rescheduled: bool = False
    earlier: Run | None = None

    @property
    def outdated(self) -> bool:
        """Whether the diagram was changed since."""
        return self.process.digest != self.newest.digest

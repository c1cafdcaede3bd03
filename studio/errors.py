"""What the studio refuses, told so that the person who asked can mend it.

    StudioError                 a request cannot be carried out as it stands
    ├── UnreadableFile          nothing in the file can be shown as a diagram
    ├── InvalidScenario         a scenario has mistakes; it lists all of them
    └── NothingToSimulate       no start of the diagram reaches any end

Everything that can still be shown is a :class:`studio.model.Problem` instead. Mistakes of the
studio itself are neither: they are left to crash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["InvalidScenario", "Mistake", "NothingToSimulate", "StudioError", "UnreadableFile"]


class StudioError(Exception):
    """A request that cannot be carried out as it stands.

    ``code`` is stable and names the sentence in ``studio.wording``; ``parameters`` are the values
    that the sentence mentions. ``str(error)`` is the English sentence.
    """

    def __init__(self, code: str, sentence: str, **parameters: object) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.parameters = parameters


class UnreadableFile(StudioError):
    """A file in which there is nothing to show: not XML, no BPMN in it, hostile or too large."""

    def __init__(
        self, code: str, sentence: str, *, file: str, line: int | None = None, **parameters: object
    ) -> None:
        super().__init__(code, sentence, file=file, line=line, **parameters)
        self.file = file
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One mistake in a scenario: where it stands, what was found there and what is allowed."""

    code: str
    place: str
    """Path inside the file, such as ``teams.Agents.staff``."""
    value: str
    """What was found there, shortened to fit one line."""
    allowed: str
    """What may stand there, as an English phrase."""
    file: str = ""
    line: int | None = None
    parameters: tuple[tuple[str, str], ...] = ()
    """What the sentence of ``code`` mentions, so that it can be said in another language."""

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{': '.join(filter(None, (where, self.place, self.value)))} — {self.allowed}"


class InvalidScenario(StudioError):
    """A scenario that cannot be simulated; ``mistakes`` holds every one found, in file order."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("scenario.invalid", "\n".join(map(str, mistakes)), count=len(mistakes))
        self.mistakes = tuple(mistakes)


class NothingToSimulate(StudioError):
    """No start of the diagram reaches any end, so no case could ever complete."""

"""The mistakes of one scenario, gathered while it is looked through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from studio.errors import InvalidScenario, Mistake
from studio.scenario.document import Document, Path, mistake
from studio.scenario.refusal import Refused, nearest, shown_list

__all__ = ["Findings"]

_MOST_GUESSES = 100
"""With more mistakes than these nobody reads what might have been meant."""

_CONSEQUENCES = frozenset(
    {
        "scenario.attribute.one",
        "scenario.escalation.cause",
        "scenario.key.missing",
        "scenario.ladder.empty",
        "scenario.ladder.never-on-shift",
        "scenario.never-on-shift",
        "scenario.probabilities",
        "scenario.spread.one",
        "scenario.spread.parameters",
    }
)
"""What may be wrong only because a value within was left out, which is a mistake of its own."""


class Findings:
    """Gathers mistakes by their path in a document and raises them together, in the file's order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: dict[Mistake, int] = dict.fromkeys(document.mistakes, 0)
        self._removed: dict[Path, list[int]] = {}
        self._left_out: set[Path] = set()

    def leave_out(self, path: Path) -> None:
        """What stands there counts as absent from now on; what that makes wrong around it is no mistake."""
        there = self.in_file(path)
        self._left_out.update(there[:length] for length in range(len(there) + 1))

    def is_whole(self, path: Path) -> bool:
        """Whether nothing within what the path leads to was left out."""
        return self.in_file(path) not in self._left_out

    def removed(self, list_: Path, index: int) -> None:
        """An item was left out of a list: later paths count without it, the file still has it."""
        gone = self._removed.setdefault(self.in_file(list_), [])
        gone.append(_counted_with(gone, index))
        gone.sort()

    def in_file(self, path: Path) -> Path:
        """The path in the file of what the path leads to in what is left of it."""
        there: Path = ()
        for step in path:
            gone = self._removed.get(there, [])
            there = (*there, _counted_with(gone, step) if isinstance(step, int) else step)
        return there

    def add(self, path: Path, code: str, **parameters: object) -> None:
        """A mistake at the value to which the path leads, or at the nearest one around it."""
        there, value = fitted(self._document.value, self.in_file(path))
        if code in _CONSEQUENCES and there in self._left_out:
            return
        file, line = self._document.mark(there)
        found = mistake(code, there, value, file=file, line=line, parameters=parameters)
        self._found.setdefault(found, self._document.column(there))

    def refuse(self, path: Path, refused: Refused) -> None:
        """A value that was refused where it was read."""
        if refused.word:
            self.unknown((*path, *refused.path), refused.code, refused.word, refused.known)
        else:
            self.add((*path, *refused.path), refused.code, **refused.parameters)

    def unknown(self, path: Path, code: str, word: str, known: Iterable[str]) -> None:
        """A word that names nothing; its sentence says what is known, what was probably meant first."""
        names = list(dict.fromkeys(known))
        self.add(
            path, code, known=nearest(word, names) if len(self._found) < _MOST_GUESSES else shown_list(names)
        )

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Those found so far."""
        return tuple(self._found)

    def raise_if_any(self) -> None:
        """Raise :class:`InvalidScenario` with all of them."""
        if not self._found:
            return
        order = {file: number for number, file in enumerate(self._document.files)}

        def place(found: Mistake) -> tuple[int, int, int]:
            return order.get(found.file, len(order)), found.line or 0, self._found[found]

        raise InvalidScenario(sorted(self._found, key=place))


def _counted_with(gone: list[int], index: int) -> int:
    """The index in the whole list of the item that has ``index`` without the ascending ``gone``."""
    for lost in gone:
        index += lost <= index
    return index


def fitted(value: Any, path: Path) -> tuple[Path, Any]:  # noqa: ANN401 - whatever stands in the file
    """The path as far as it exists in the value, and what is there.

    Steps that exist in the schema only (a plain value that is read as a mapping of one) are left out.
    """
    there: list[str | int] = []
    for step in path:
        within = range(len(value)) if isinstance(value, list) else value if isinstance(value, dict) else ()
        if step in within:
            value = value[step]
            there.append(step)
    return tuple(there), value

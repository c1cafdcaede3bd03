"""What the cells of a decision table ask, read by what their columns hold: texts, numbers or truths.

A word without quotation marks is a property in FEEL. Whoever writes ``gold`` into a column of texts means the
text, so that it is taken as one unless the file declares such a property; in a column of numbers it means
nothing that can be computed, so that the cell counts as unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from studio.model.decision import Input
from studio.model.guard import (
    AllOf,
    Arithmetic,
    Comparison,
    Condition,
    Guard,
    GuardError,
    Name,
    Number,
    Sort,
    Text,
    Truth,
    parse_term,
    parse_unary_tests,
)
from studio.model.guard.tree import nodes
from studio.reading.words import one_line

__all__ = ["Cells", "Unread", "parts_of", "worded"]

_ALWAYS = frozenset({"", "-", "–", "—"})
_NEGATED = re.compile(r"not\s*\((?P<inside>[^()]*)\)", re.DOTALL)
_WORDS = re.compile(r"[^\W\d][\w\s.'’/&-]*")
_MEANT = frozenset({"true", "false", "null"})
"""Words that say what they do in a column of texts as well."""
_JOINING = re.compile(r"\b(?:and|or)\b|\s[且或]\s", re.IGNORECASE)
"""Between two words these may belong to a text or join two; so nothing is guessed."""
_OF_NUMBERS = re.compile(r"\s*(?:[<>＜＞≤≥\d]|-\s*\d|[\[\](]\s*-?\d)")
_OF_TIME = re.compile(r"\w\(\s*[\"“]|\d-\d+-\d")
"""``date("2026-01-01")`` and dates as such: they are compared as numbers are, but nobody meant a number."""
_QUOTES = {'"': '"', "“": "”"}


class Unread(Exception):
    """A cell that nothing is computed from; ``of_number`` tells that a number was to be asked about."""

    def __init__(self, cell: str, *, of_number: bool) -> None:
        super().__init__(cell)
        self.cell = cell
        self.of_number = of_number


class Cells:
    """The cells below the columns of one table; ``declared`` are the properties that its file names."""

    def __init__(
        self, columns: Sequence[Input], rows: Sequence[Sequence[str]], declared: Iterable[str]
    ) -> None:
        self.unquoted: dict[int, str] = {}
        """For each column in which a text has no quotation marks (its place from 0) the first of them."""
        terms = (column.term for column in columns)
        self._known = {*declared, *(it.name for it in terms if isinstance(it, Name))}
        self._columns = columns
        self._sorts = [self._sort(place, [row[place] for row in rows]) for place in range(len(columns))]

    def guard(self, cells: Sequence[str]) -> Guard:
        """What a row asks, its cells joined by *and*; :class:`Unread` where one of them cannot be read."""
        parts: list[Condition] = []
        for place, cell in enumerate(cells):
            is_asked = self._sorts[place] is Sort.NUMBER and self._columns[place].term is not None
            of_number = is_asked and _OF_TIME.search(cell) is None
            try:
                test = self._test(place, cell)
            except GuardError:
                raise Unread(cell, of_number=of_number) from None
            if self._sorts[place] in (Sort.NUMBER, Sort.TRUTH) and self._is_made_up(test):
                raise Unread(cell, of_number=of_number)
            if test != Truth(True):
                parts.extend(test.parts if isinstance(test, AllOf) else (test,))
        root: Condition = Truth(True) if not parts else parts[0] if len(parts) == 1 else AllOf(tuple(parts))
        return Guard(root=root, text=str(Guard(root=root)))

    def _sort(self, place: int, cells: Sequence[str]) -> Sort | None:
        """What a column holds: what it says itself, else what its cells look like."""
        column = self._columns[place]
        if column.domain.sort is not None or column.term is None:
            return column.domain.sort
        told = [part for cell in cells if cell.strip() not in _ALWAYS for part in _inside(cell)]
        if any(_OF_NUMBERS.match(part) for part in told):
            return Sort.NUMBER
        texts = [part[:1] in _QUOTES or self._is_bare(part) for part in told]
        return Sort.TEXT if texts and all(texts) else None

    def _test(self, place: int, cell: str) -> Condition:
        column = self._columns[place]
        if column.term is None:
            # A constant in its place: what always holds is understood whatever the column asks.
            found = parse_unary_tests(cell, Truth(True))
            if found != Truth(True):
                parse_term(column.text)
            return found
        if self._sorts[place] is Sort.TEXT and cell.strip() not in _ALWAYS:
            cell = self._quoted(place, cell)
        return parse_unary_tests(cell, column.term)

    def _quoted(self, place: int, cell: str) -> str:
        """The cell with quotation marks around its bare words."""
        parts = list(_inside(cell))
        bare = [part for part in parts if self._is_bare(part)]
        if not bare:
            return cell
        if any(_JOINING.search(part) for part in bare):
            raise GuardError("guard.unexpected", cell)
        self.unquoted.setdefault(place, one_line(bare[0]))
        told = ", ".join(f'"{one_line(part)}"' if part in bare else part for part in parts)
        return f"not({told})" if _NEGATED.fullmatch(cell.strip()) else told

    def _is_bare(self, part: str) -> bool:
        """Whether words are meant as a text: none of them is a property that the file declares."""
        if _WORDS.fullmatch(part) is None or part.casefold() in _MEANT or self._is_known(one_line(part)):
            return False
        try:
            term = parse_term(part)
        except GuardError:
            return True
        return not any(isinstance(node, Name) and self._is_known(node.name) for node, _ in nodes(term))

    def _is_known(self, name: str) -> bool:
        return name in self._known or ("." in name and name.partition(".")[0] in self._known)

    def _is_made_up(self, test: Condition) -> bool:
        """Whether a cell asks for the value of a property that nobody knows, or for a sum like ``10-20``."""
        asked = (node for node, _ in nodes(test) if isinstance(node, Comparison))
        return any(node.sign in ("==", "!=") and self._is_no_value(node.right) for node in asked)

    def _is_no_value(self, right: object) -> bool:
        match right:
            case Name(name):
                return not self._is_known(name) and "." not in name
            case Arithmetic("-", Number(), Number()):
                return True
        return False


def _inside(cell: str) -> list[str]:
    """The tests of a cell, also those within its *not*."""
    negated = _NEGATED.fullmatch(cell.strip())
    return [part.strip() for part in parts_of(cell if negated is None else negated["inside"])]


def worded(part: str) -> Text | None:
    """Words without quotation marks as the text that they are where only a constant can stand."""
    is_text = _WORDS.fullmatch(part.strip()) is not None and part.strip().casefold() not in _MEANT
    return Text(one_line(part)) if is_text else None


def parts_of(text: str) -> Iterator[str]:
    """The parts of a list, apart at commas that stand in no quotes."""
    part, closing = "", ""
    for char in text:
        closing = ("" if char == closing else closing) if closing else _QUOTES.get(char, "")
        if char in ",，" and not closing:
            yield part
            part = ""
        else:
            part += char
    if part.strip():
        yield part

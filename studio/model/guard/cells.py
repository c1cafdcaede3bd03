"""The cells of the properties' values: within one cell no guard can tell one case from another.

A property that is only compared with constants has a cell for each constant and one between neighbours;
properties compared with each other share cells, found exactly by linear arithmetic; a text has a cell for
"any other"; to be missing is a cell too. Each cell has one representative, in numbers that read well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, islice, pairwise, product
from math import isfinite

from studio.model.guard.atoms import Atoms, Border, Property, atoms_of
from studio.model.guard.domain import Domain, Sort
from studio.model.guard.linear import Linear, Side, TooMany, exact, pleasant, solution
from studio.model.guard.tree import Condition, Name, Number, Value

__all__ = ["Cell", "Space", "space_of"]

_MOST_TOGETHER = 5
"""Properties that are looked at together exactly."""
_MOST_BORDERS = 12
"""Borders between the values of such properties."""
_MOST_CELLS = 2_000
"""Cells that such properties have together."""
_MOST_SYSTEMS = 1_500
"""Systems of inequalities solved to find them, about a millisecond each."""

_ANSWERS = (
    ("true", "false"), ("yes", "no"), ("y", "n"), ("ja", "nein"), ("j", "n"), ("是", "否"), ("on", "off"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """Values that some properties have at once; ``missing`` are those of them without one.

    ``open`` tells that a value of it is one that no guard names, of a property that is only asked
    whether it is this or that: whether there are such values, only people know.
    """

    values: Mapping[str, Value]
    missing: frozenset[str] = frozenset()
    open: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """The cells of groups of properties, each property in one group.

    ``exact`` are the groups whose cells are all there are and hold what they claim.
    """

    properties: Mapping[str, Property]
    groups: tuple[tuple[Cell, ...], ...]
    group_of: Mapping[str, int]
    exact: frozenset[int]


def space_of(roots: Sequence[Condition], domains: Mapping[str, Domain]) -> Space:
    """The cells that the guards with these roots tell apart."""
    atoms = atoms_of(roots, domains)
    groups: list[tuple[Cell, ...]] = []
    group_of: dict[str, int] = {}
    is_exact: set[int] = set()
    for names in _together(atoms):
        cells, sure = _cells(names, atoms)
        if sure:
            is_exact.add(len(groups))
        group_of.update(dict.fromkeys(names, len(groups)))
        groups.append(tuple(sorted(cells, key=lambda cell: (len(cell.missing), _is_odd(cell)))))
    return Space(atoms.properties, tuple(groups), group_of, frozenset(is_exact))


def _is_odd(cell: Cell) -> bool:
    """Whether a cell makes a worse example: negative numbers are seldom meant."""
    return any(isinstance(value, float) and value < 0 for value in cell.values.values())


def _together(atoms: Atoms) -> list[tuple[str, ...]]:
    """The names in groups that are linked."""
    leader = {name: name for name in atoms.properties}

    def found(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for link in atoms.links:
        for name in link[1:]:
            leader[found(name)] = found(link[0])
    groups: dict[str, list[str]] = {}
    for name in leader:
        groups.setdefault(found(name), []).append(name)
    return [tuple(names) for names in groups.values()]


def _cells(names: tuple[str, ...], atoms: Atoms) -> tuple[list[Cell], bool]:
    """The cells of a group, and whether they are exact."""
    properties = [atoms.properties[name] for name in names]
    borders = [border for border in atoms.borders if set(border.form.names) & set(names)]
    if len(names) == 1:
        cells, sure = _alone(properties[0], borders)
        return cells, sure and not atoms.opaque & set(names)
    if not atoms.opaque & set(names) and len(names) <= _MOST_TOGETHER:
        try:
            if all(it.sorts == {Sort.NUMBER} for it in properties):
                return _arranged(properties, borders)
            if all(it.sorts == {Sort.TEXT} and not it.texts_ordered for it in properties):
                return _equated(properties), True
        except TooMany:
            pass
    singles = [
        _alone(it, [border for border in borders if border.form.names == (it.name,)])[0] for it in properties
    ]
    return [_union(cells) for cells in islice(product(*singles), _MOST_CELLS)], False


def _union(cells: Sequence[Cell]) -> Cell:
    return Cell(
        dict(chain.from_iterable(cell.values.items() for cell in cells)),
        frozenset[str]().union(*(cell.missing for cell in cells)),
        any(cell.open for cell in cells),
    )


# One property by itself


def _alone(it: Property, borders: Sequence[Border]) -> tuple[list[Cell], bool]:
    cells: list[Cell] = []
    sure = True
    if Sort.NUMBER in it.sorts:
        numbers, sure = _numbers(it, borders)
        cells += numbers
    if Sort.TEXT in it.sorts:
        texts, known = _texts(it)
        cells += texts
        sure = sure and known
    if Sort.TRUTH in it.sorts:
        cells += [Cell({it.name: True}), Cell({it.name: False})]
    if it.domain.missing:
        cells.append(Cell({it.name: None}, frozenset({it.name})))
    return cells, sure


def _numbers(it: Property, borders: Sequence[Border]) -> tuple[list[Cell], bool]:
    """The borders themselves and one number between each two neighbours, within the domain."""
    low = exact(it.domain.low) if isfinite(it.domain.low) else None
    high = exact(it.domain.high) if isfinite(it.domain.high) else None
    named = {-border.form.constant / border.form.coefficients[0][1] for border in borders}
    ends = {end for end in (low, high) if end is not None}
    points = sorted(
        point for point in named | ends
        if (low is None or point >= low) and (high is None or point <= high)
    )  # fmt: skip
    starts = [None, *points] if low is None else list[Fraction | None](points)
    stops = [*points, None] if high is None else list[Fraction | None](points)
    if low is not None:
        stops = stops[1:]
    found = [(point, False) for point in points]
    found += [
        (pleasant(start, stop), bool(named) and not it.ordered and not ends)
        for start, stop in zip(starts, stops, strict=False)
    ]
    if it.domain.whole:
        found = [(number, open_) for number, open_ in found if number.denominator == 1]
    cells = [Cell({it.name: float(number)}, open=open_) for number, open_ in sorted(found)]
    if len({cell.values[it.name] for cell in cells}) < len(cells):
        return cells, False
    return cells, all(_is_true(border, cell) for border in borders if _computes(border) for cell in cells)


def _computes(border: Border) -> bool:
    """Whether rounding may matter: two floats are compared as they are."""
    sides = (border.question.left, border.question.right)
    return not all(isinstance(side, Name | Number) for side in sides)


def _is_true(border: Border, cell: Cell) -> bool:
    """Whether computing with floats gives the answer that exact arithmetic gives."""
    if any(cell.values[name] is None for name in border.form.names):
        return True
    numbers = {name: value for name, value in cell.values.items() if isinstance(value, float)}
    size = border.form.at({name: exact(value) for name, value in numbers.items()})
    side = Side((size > 0) - (size < 0))
    return border.question.value(cell.values) is border.answer(side)


def _texts(it: Property) -> tuple[list[Cell], bool]:
    if it.domain.choices:
        return [Cell({it.name: text}) for text in it.domain.choices], True
    if it.texts_ordered:
        return _ordered_texts(it)
    known = sorted(it.texts)
    answers = _answers(known)
    if answers is not None:
        return [Cell({it.name: text}) for text in answers], True
    return [*(Cell({it.name: text}) for text in known), Cell({it.name: _other(it.texts, 1)}, open=True)], True


def _answers(texts: Sequence[str]) -> tuple[str, ...] | None:
    """The two answers that the texts are, both of them even where only one is asked for."""
    folded = {text.casefold() for text in texts}
    for pair in _ANSWERS:
        if texts and folded <= set(pair) and len(folded) == len(texts):
            lacking = [answer for answer in pair if answer not in folded]
            shape = str.upper if texts[0].isupper() and len(texts[0]) > 1 else str.lower
            shape = str.capitalize if texts[0] == texts[0].capitalize() else shape
            return (*texts, *(shape(answer) for answer in lacking))
    return None


def _other(known: set[str], number: int) -> str:
    """A text that is none of the known ones; each number gives a different one."""
    word = "其他" if any("\u4e00" <= char <= "\u9fff" for text in known for char in text) else "other"
    found = word if number == 1 else f"{word} {number}"
    while found in known:
        found += "…"
    return found


def _ordered_texts(it: Property) -> tuple[list[Cell], bool]:
    """The texts themselves and one between each two neighbours in the order of their letters."""
    known = sorted(it.texts)
    found = list(known)
    sure = True
    if known[0]:
        found.append("" if known[0] <= "A" else "A")
    found.append(known[-1] + "z")
    for before, after in pairwise(known):
        between = next((before + more for more in ("z", "a", "0", " ") if before + more < after), None)
        sure = sure and between is not None
        found += [] if between is None else [between]
    return [Cell({it.name: text}) for text in sorted(found)], sure


# Several properties at once


def _may_miss(properties: Sequence[Property]) -> Iterator[frozenset[str]]:
    """Every set of properties that may be missing together, the empty one first."""
    names = [it.name for it in properties if it.domain.missing]
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(names, size))


def _equated(properties: Sequence[Property]) -> list[Cell]:
    """Texts that are only asked whether they are the same: the known ones, and others that differ."""
    known = set[str]().union(*(it.texts | set(it.domain.choices) for it in properties))
    others = [_other(known, number + 1) for number in range(len(properties))]
    columns = []
    for it in properties:
        texts = list(it.domain.choices) or [*sorted(known), *others]
        cells = [Cell({it.name: text}, open=text in others) for text in texts]
        if it.domain.missing:
            cells.append(Cell({it.name: None}, frozenset({it.name})))
        columns.append(cells)
    found = [_union(cells) for cells in islice(product(*columns), _MOST_CELLS + 1)]
    if len(found) > _MOST_CELLS:
        raise TooMany
    return found


def _arranged(properties: Sequence[Property], borders: Sequence[Border]) -> tuple[list[Cell], bool]:
    """Every way to lie on one side of each border that some numbers can take."""
    forms = {border.form.scaled() for border in borders}
    if len(forms) > _MOST_BORDERS:
        raise TooMany
    bounds = [bound for it in properties for bound in _bounds(it)]
    cells: list[Cell] = []
    tries = iter(range(_MOST_SYSTEMS))
    for missing in _may_miss(properties):
        there = [it.name for it in properties if it.name not in missing]
        known = sorted((form for form in forms if not missing & set(form.names)), key=lambda form: form.names)
        rows = [(form, side, True) for name, form, side in bounds if name not in missing]
        for numbers in _sides(known, rows, there, tries):
            values = {name: float(number) for name, number in numbers.items()}
            cells.append(Cell(values | dict.fromkeys(missing), missing))
            if len(cells) > _MOST_CELLS:
                raise TooMany
    sure = all(_is_true(border, cell) for border in borders for cell in cells)
    whole = [it.name for it in properties if it.domain.whole]
    sure = sure and all(
        isinstance(value, float) and value.is_integer()
        for cell in cells for name in whole if (value := cell.values[name]) is not None
    )  # fmt: skip
    return cells, sure


def _bounds(it: Property) -> Iterator[tuple[str, Linear, Side]]:
    """What the domain says of a number, as forms that lie on a side or are zero."""
    for end, side in ((it.domain.low, Side.ABOVE), (it.domain.high, Side.BELOW)):
        if isfinite(end):
            yield it.name, Linear(((it.name, Fraction(1)),), -exact(end)), side


def _sides(
    forms: Sequence[Linear],
    rows: list[tuple[Linear, Side, bool]],
    names: Sequence[str],
    tries: Iterator[int],
) -> Iterator[dict[str, Fraction]]:
    """One solution for each choice of sides that has one."""
    if next(tries, None) is None:
        raise TooMany
    found = solution(rows, names)
    if found is None:
        return
    if not forms:
        other = solution(rows, names[::-1]) or found
        yield min(found, other, key=lambda it: sum(number.denominator > 1 for number in it.values()))
        return
    for side in (Side.ABOVE, Side.ZERO, Side.BELOW):
        yield from _sides(forms[1:], [*rows, (forms[0], side, False)], names, tries)

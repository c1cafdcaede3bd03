"""Several files read as one, to be simulated together, or because the first calls processes of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from studio.model import Diagram, Hint, Problem
from studio.model.calling import with_origins
from studio.model.together import put_together
from studio.reading.reader import Reading

__all__ = ["read_together", "with_called"]

NewIds = Iterable[tuple[Reading, Mapping[str, str]]]


def read_together(readings: Mapping[str, Reading]) -> Reading:
    """What several files say, as one: :func:`studio.model.together` of their diagrams, by name.

    Parameters that a file carries for its elements are those of the elements wherever they are now; what
    it says of the simulation as a whole counts of the first file only.
    """
    joined = put_together({name: reading.diagram for name, reading in readings.items()})
    return _one(joined.diagram, list(zip(readings.values(), joined.ids, strict=True)))


def with_called(reading: Reading, find: Callable[[str], Reading | None]) -> Reading:
    """The reading with the processes that its call activities call (:func:`studio.model.called_from`).

    ``find`` gives the reading of the file with the process of an id.
    """
    found: list[Reading] = [reading]

    def diagram(process: str) -> Diagram | None:
        there = find(process)
        if there is not None:
            found.append(there)
        return None if there is None else there.diagram

    joined, origins = with_origins(reading.diagram, diagram)
    if joined.diagram is reading.diagram:
        return reading
    readings = [next(each for each in found if each.diagram == origin) for origin in origins]
    return _one(joined.diagram, list(zip(readings, joined.ids, strict=True)))


def _one(diagram: Diagram, parts: list[tuple[Reading, Mapping[str, str]]]) -> Reading:
    first = parts[0][0]
    if len(parts) == 1:
        return replace(first, diagram=diagram)
    return replace(
        first,
        diagram=diagram,
        problems=(*first.problems, *_problems(parts[1:])),
        hints=(*first.hints, *_hints(parts[1:])),
    )


def _problems(parts: NewIds) -> Iterator[Problem]:
    """Those of elements that came along; the lines would be those of another file."""
    for reading, ids in parts:
        for problem in reading.problems:
            if problem.element is not None and problem.element in ids:
                yield replace(problem, element=ids[problem.element], line=None)


def _hints(parts: NewIds) -> Iterator[Hint]:
    for reading, ids in parts:
        for hint in reading.hints:
            if hint.element in ids:
                yield replace(hint, element=ids[hint.element], line=None)

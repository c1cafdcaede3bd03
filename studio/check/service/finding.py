"""What a rule of the service desk says of one element, or of all elements of a process at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from studio.model import Diagram, Element, Node, Problem, Severity

__all__ = ["about", "gathered"]

_FEW = 5
"""So many elements may be named one by one where most of them lack something."""


def about(diagram: Diagram, code: str, severity: Severity, element: str | None, **told: object) -> Problem:
    """A problem of an element, at its line in the file."""
    found = diagram.element(element) if element is not None else None
    return Problem(
        code=code,
        severity=severity,
        element=element,
        line=found.line if found is not None else None,
        parameters=tuple((name, str(value)) for name, value in told.items()),
    )


def gathered(
    diagram: Diagram,
    codes: tuple[str, str],
    elements: Sequence[Element],
    lacks: Callable[[Element], bool],
    *,
    severity: Callable[[Element], Severity] = lambda _: Severity.WARNING,
    is_habit: bool = True,
) -> list[Problem]:
    """A problem for each element that lacks what others of its process have.

    Where most of many lack it, one problem a process says how many. So it does where it is a habit that no
    element keeps yet. To lack a habit is good to know only, and no worse where others keep it. ``codes``
    are those of one element and of many.
    """
    one, many = codes
    by_process: dict[str, list[Element]] = {}
    for element in elements:
        by_process.setdefault(_process(element), []).append(element)
    found = []
    for process, own in by_process.items():
        lacking = [element for element in own if lacks(element)]
        nobody = is_habit and len(lacking) == len(own)
        grades = [Severity.INFO if is_habit else severity(element) for element in lacking]
        if (nobody and len(own) > 1) or (len(lacking) > _FEW and 2 * len(lacking) > len(own)):
            worst = max(grades, key=lambda grade: grade.rank)
            found.append(about(diagram, many, worst, process, count=len(lacking), total=len(own)))
        else:
            found += [
                about(diagram, one, grade, element.id) for grade, element in zip(grades, lacking, strict=True)
            ]
    return found


def _process(element: Element) -> str:
    process = element.process if isinstance(element, Node) else getattr(element, "process", None)
    return process or element.id

"""Walks over the steps of a token; none of them recurses, each takes linear time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from studio.model.token_steps import Place, Step, Steps

__all__ = ["closing_steps", "closure", "components_of", "ends", "reversed_steps"]


def closure(steps: Steps, from_: Iterable[Place]) -> set[Place]:
    """The places that the steps lead to from those given, these included."""
    found = set(from_)
    waiting = list(found)
    while waiting:
        for step in steps.get(waiting.pop(), ()):
            if step.target not in found:
                found.add(step.target)
                waiting.append(step.target)
    return found


def reversed_steps(steps: Steps) -> dict[Place, list[Step]]:
    """Every step the other way round."""
    found: dict[Place, list[Step]] = {place: [] for place in steps}
    for place, ways in steps.items():
        for step in ways:
            found[step.target].append(Step(place, step.flows, step.exceptional))
    return found


def ends(steps: Steps) -> list[Place]:
    """The places without an ordinary way on."""
    return [place for place, ways in steps.items() if all(step.exceptional for step in ways)]


def closing_steps(steps: Steps, first: Iterable[str]) -> Iterator[tuple[Place, Step]]:
    """The steps back to a place on the path just walked, depth first, from ``first`` before the others."""
    on_path: dict[Place, bool] = {}
    for root in (*first, *steps):
        if root in on_path:
            continue
        on_path[root] = True
        path = [(root, iter(steps[root]))]
        while path:
            place, ways = path[-1]
            step = next(ways, None)
            if step is None:
                on_path[place] = False
                path.pop()
            elif step.target not in on_path:
                on_path[step.target] = True
                path.append((step.target, iter(steps[step.target])))
            elif on_path[step.target]:
                yield place, step


def components_of(steps: Steps) -> list[list[Place]]:
    """Strongly connected components in topological order (Tarjan 1972, without recursion)."""
    number: dict[Place, int] = {}
    lowest: dict[Place, int] = {}
    open_: list[Place] = []
    found: list[list[Place]] = []
    placed: set[Place] = set()
    for root in steps:
        path = [(root, iter(steps[root]))] if root not in number else []
        while path:
            place, ways = path[-1]
            if place not in number:
                number[place] = lowest[place] = len(number)
                open_.append(place)
            step = next(ways, None)
            if step is not None:
                if step.target not in number:
                    path.append((step.target, iter(steps[step.target])))
                elif step.target not in placed:
                    lowest[place] = min(lowest[place], number[step.target])
                continue
            path.pop()
            if path:
                lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[place])
            if lowest[place] == number[place]:
                group: list[Place] = []
                while not group or group[-1] != place:
                    group.append(open_.pop())
                placed.update(group)
                found.append(group)
    found.reverse()
    return found

"""Where a fault comes from: which split and which join, found by following the tokens of its trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from studio.check.soundness.verdict import Firing

__all__ = ["parting", "point_of_no_return"]


def parting(
    begin: Iterable[str],
    firings: Sequence[Firing],
    place: str,
    at: Callable[[str], str],
    host: Callable[[str], str | None],
) -> tuple[str | None, str]:
    """Of two tokens on one place: the node at which their ways parted, and the one at which they met again.

    The ways part at nobody where both tokens were there from the beginning. ``at`` names the node of a place,
    ``host`` that of an event which happens beside a token, without taking any.
    """
    sitting: dict[str, list[int]] = {}
    made_by: list[int] = []  # by token the firing that made it, -1 at the beginning
    taken_by: list[list[int]] = []  # by firing the tokens it took
    for put in begin:
        sitting.setdefault(put, []).append(len(made_by))
        made_by.append(-1)
    for number, firing in enumerate(firings):
        took = [sitting[taken].pop(0) for taken in firing.takes]
        if not took:
            beside = host(firing.node)
            took = [tokens[0] for where, tokens in sitting.items() if tokens and at(where) == beside][:1]
        taken_by.append(took)
        for put in firing.gives:
            sitting.setdefault(put, []).append(len(made_by))
            made_by.append(number)
    one, other = (_history(token, made_by, taken_by) for token in sitting[place][-2:])
    shared = one & other
    split = max(shared, default=-1)
    apart = [sorted(way - shared) for way in (one, other)]
    split = next((way[0] for way in apart if way and not firings[way[0]].takes), split)
    ways = [[firings[number].node for number in way if number != split] for way in apart]
    met = next((node for node in ways[0] if node in ways[1]), None)
    if met is None:
        met = next((way[-1] for way in reversed(ways) if way), at(place))
    return (firings[split].node if split >= 0 else None), met


def _history(token: int, made_by: list[int], taken_by: list[list[int]]) -> set[int]:
    """The firings that a token comes from."""
    found: set[int] = set()
    waiting = [token]
    while waiting:
        number = made_by[waiting.pop()]
        if number >= 0 and number not in found:
            found.add(number)
            waiting += taken_by[number]
    return found


def point_of_no_return(
    begin: Iterable[str], firings: Sequence[Firing], upstream: Mapping[str, bool], at: Callable[[str], str]
) -> str | None:
    """The node whose firing took away the last hope: since then no token is at a node that is ``upstream``.

    None where there never was any, or there still is.
    """
    places = list(begin)
    hope = any(upstream.get(at(place)) for place in places)
    lost: str | None = None
    for firing in firings:
        for taken in firing.takes:
            places.remove(taken)
        places += firing.gives
        now = any(upstream.get(at(place)) for place in places)
        if hope and not now:
            lost = firing.node
        hope = now
    return None if hope else lost

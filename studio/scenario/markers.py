"""How often an activity with a marker at its foot is done, and a timer rings, where no scenario says so."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from studio.model import Loop, LoopKind, Node, TimerKind
from studio.scenario.distribution import Distribution
from studio.scenario.handling import Instances, Repeats

__all__ = ["Marked", "marked", "named_as_number", "rings_of"]

_INSTANCES = 3
_AGAIN = 0.2
"""Of the times that a step with a loop marker is done, those after which it is done again."""
_MOST_TIMES = 10
_LONGEST = 6
_CYCLE = re.compile(r"\s*R(-1|\d{0,6})/", re.ASCII)
"""``R3/PT1H``: three times; without a number, or with -1, without end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What a step does several times; ``told`` are the diagram's words for a value by its parameter.

    ``assumed`` are the parameters that nobody told.
    """

    instances: Instances | None
    repeats: Repeats | None
    told: tuple[tuple[str, str], ...] = ()
    assumed: tuple[str, ...] = ()


def marked(
    loop: Loop | None, instances: Instances | None, repeats: Repeats | None, numbers: AbstractSet[str]
) -> Marked:
    """The instances and repeats of a step, those that are stated and else those of its marker.

    A number drawn in the diagram counts, or one of the ``numbers`` among the attributes of the cases that
    it names. The texts are never evaluated beyond that.
    """
    if loop is None:
        return Marked(instances=instances, repeats=repeats)
    if loop.kind is LoopKind.STANDARD:
        return _again(loop, instances, repeats)
    if instances is not None:
        return Marked(instances=instances, repeats=repeats)
    for tag, text in (("loopCardinality", loop.cardinality), ("collection", loop.collection)):
        word = _bare(text)
        found = None
        if word in numbers:
            found = Instances(by=word)
        elif _is_number(word) and tag == "loopCardinality":
            found = Instances(number=Distribution.constant(float(word)))
        if found is not None:
            return Marked(
                instances=found, repeats=repeats, told=(("instances", f"{tag} “{_one_line(text)}”"),)
            )
    usual = Instances(number=Distribution.constant(float(_INSTANCES)))
    return Marked(instances=usual, repeats=repeats, assumed=("instances",))


def named_as_number(loop: Loop) -> tuple[str, ...]:
    """What the diagram may mean by the number of instances, if it is an attribute."""
    return tuple(dict.fromkeys(filter(None, map(_bare, (loop.cardinality, loop.collection)))))


def _again(loop: Loop, instances: Instances | None, repeats: Repeats | None) -> Marked:
    drawn = _bare(loop.cardinality)
    most = int(drawn) if _is_number(drawn) and int(drawn) else None
    if repeats is None:
        usual = Repeats(chance=_AGAIN, at_most=most or _MOST_TIMES)
        return Marked(instances=instances, repeats=usual, assumed=("repeats",))
    if repeats.at_most is not None or most is None:
        return Marked(instances=instances, repeats=repeats)
    told = (("repeats.at_most", f"loopMaximum “{_one_line(loop.cardinality)}”"),)
    return Marked(instances=instances, repeats=replace(repeats, at_most=most), told=told)


def _bare(text: str) -> str:
    """An expression without what marks it as one."""
    return text.strip().removeprefix("=").removeprefix("${").removeprefix("#{").removesuffix("}").strip()


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= _LONGEST


def _one_line(text: str) -> str:
    return " ".join(text.split())


def rings_of(node: Node) -> tuple[int, str] | None:
    """How often a timer rings by its own cycle (0: as long as it may), and the words that say so."""
    for definition in node.events:
        timer = definition.timer
        found = _CYCLE.match(timer.text) if timer is not None and timer.kind is TimerKind.CYCLE else None
        if timer is not None and found is not None:
            endless = found[1] in ("", "-1")
            return 0 if endless else max(1, int(found[1])), f"{timer.kind} “{_one_line(timer.text)}”"
    return None

"""Block-structured processes while they are being drawn: what every generator of worlds has in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import strategies as st

Ends = tuple[str, str]
"""The first and the last node of a block."""


@dataclass
class Drawing:
    """The lines of a process, and what of it a scenario has to speak of."""

    block: Callable[[st.DrawFn, Drawing, str, int], Ends]
    """Draws a block with one way in and one way out, of any kind that this generator knows."""
    lines: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    """Targets of the exclusive gateways."""
    maybes: dict[str, list[str]] = field(default_factory=dict)
    """Targets of the inclusive gateways."""
    mishaps: list[str] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)

    def new(self, word: str, rest: str = "") -> str:
        """Another id; what stands in it says what kind of node it is."""
        self.numbers[word] += 1
        return f"{word}{self.numbers[word]}{rest}"

    def task(self) -> str:
        name = self.new("T")
        self.tasks.append(name)
        return name

    def line(self, inside: str, *ids: str) -> None:
        self.lines.append(inside + " > ".join(ids))


def a_task(_draw: st.DrawFn, picture: Drawing, _inside: str, _depth: int) -> Ends:
    name = picture.task()
    return name, name


def a_sequence(draw: st.DrawFn, picture: Drawing, inside: str, depth: int) -> Ends:
    parts = [picture.block(draw, picture, inside, depth) for _ in range(draw(st.integers(2, 3)))]
    for (_, last), (first, _) in pairwise(parts):
        picture.line(inside, last, first)
    return parts[0][0], parts[-1][1]


def branches(
    draw: st.DrawFn, picture: Drawing, inside: str, depth: int, word: str
) -> tuple[str, str, list[str]]:
    split, join = picture.new(word), picture.new(word)
    firsts = []
    for _ in range(draw(st.integers(2, 3))):
        first, last = picture.block(draw, picture, inside, depth)
        picture.line(inside, split, first)
        picture.line(inside, last, join)
        firsts.append(first)
    return split, join, firsts


def a_choice(draw: st.DrawFn, picture: Drawing, inside: str, depth: int) -> Ends:
    split, join, firsts = branches(draw, picture, inside, depth, "Xor")
    picture.choices[split] = firsts
    return split, join


def a_parallel(draw: st.DrawFn, picture: Drawing, inside: str, depth: int) -> Ends:
    split, join, _ = branches(draw, picture, inside, depth, "And")
    return split, join


def an_inclusive(draw: st.DrawFn, picture: Drawing, inside: str, depth: int) -> Ends:
    split, join, firsts = branches(draw, picture, inside, depth, "Or")
    picture.maybes[split] = firsts
    return split, join

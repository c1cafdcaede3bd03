"""Random numbers that depend on nothing but their own key.

A draw is a pure function of (seed, replication, element, purpose, case, visit). The first four are
hashed into a *stream* once a run; the last two into the *key* of one draw. Two runs that share a seed
therefore share every draw that their diagrams have in common, whatever else differs between them:
the basis of paired comparisons (common random numbers).

Elements and purposes enter as 64-bit hashes of their names. Small integers would not do: sums of
small integers meet, and two elements that share their draws are correlated.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from itertools import count

import numpy as np
from numpy.typing import NDArray

__all__ = ["BLOCK", "Customers", "Stream", "hash_name", "visit_key"]

BLOCK = 256
"""Customers whose first draws are made together, which is many times faster than one by one."""

_MASK = (1 << 64) - 1
_GAMMA = 0x9E3779B97F4A7C15
"""The odd integer nearest to 2⁶⁴ / golden ratio: SplitMix64's increment."""

_HALF = 0.5 - 2.0**-54
"""The largest number below one half; half itself would be rounded up, and the largest variate would be 1."""


def mix(z: int) -> int:
    """The finaliser of SplitMix64 (Steele, Lea, Flood 2014), a bijection on 64 bits."""
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def hash_name(name: str) -> int:
    """64 bits that stand for a name, the same on every machine."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


def _mix(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """``mix`` for many numbers at once, bit for bit the same."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def _keys(origin: int, first: int) -> NDArray[np.uint64]:
    """Keys of ``BLOCK`` consecutive ordinals; negative ordinals are as good as others."""
    ordinals = np.arange(first + 1, first + 1 + BLOCK, dtype=np.int64).astype(np.uint64)
    return _mix(np.uint64(origin) + ordinals * np.uint64(_GAMMA))


class Customers:
    """Consecutive cases of one arrival stream: their keys, and the draws of their first visits.

    The key of the case that is the n-th (from 0) of the start event hashed to ``start`` depends on
    these two alone.
    """

    __slots__ = ("_array", "drawn", "first", "keys")

    def __init__(self, start: int, ordinal: int) -> None:
        self.first = ordinal // BLOCK * BLOCK
        self._array = _keys(start, self.first)
        self.keys: list[int] = self._array.tolist()
        self.drawn: dict[Stream, list[float]] = {}

    def draw(self, stream: Stream) -> list[float]:
        """The variates of a stream for the first visit of each of these cases."""
        drawn = self.drawn[stream] = stream.uniforms(self._array)
        return drawn


def visit_key(case: int, visit: int) -> int:
    """The key of a case's ``visit``-th (from 0) visit of an element."""
    return (case + visit * _GAMMA) & _MASK


class Stream:
    """The uniform variates of one element for one purpose within one replication."""

    __slots__ = ("_state",)

    def __init__(self, seed: int, replication: int, element: int, purpose: str) -> None:
        state = mix((seed + _GAMMA) & _MASK)
        for part in (replication, element, hash_name(purpose)):
            state = mix((state ^ part) + _GAMMA & _MASK)
        self._state = state

    def uniform(self, key: int) -> float:
        """The variate in (0, 1) that belongs to ``key``; never 0 or 1, so that it can be inverted."""
        z = self._state ^ key
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
        return (((z ^ (z >> 31)) >> 11) + _HALF) * 1.1102230246251565e-16

    def uniforms(self, keys: NDArray[np.uint64]) -> list[float]:
        """``uniform`` of many keys."""
        bits = _mix(keys ^ np.uint64(self._state)) >> np.uint64(11)
        variates: list[float] = ((bits.astype(np.float64) + _HALF) * 1.1102230246251565e-16).tolist()
        return variates

    def numbered(self, ordinal: int) -> float:
        """The variate of an ordinal where no case is concerned, such as a person's day."""
        return self.uniform(mix((ordinal + 1) * _GAMMA & _MASK))

    def series(self) -> Iterator[float]:
        """The variates of the ordinals 0, 1, 2 and so on, as ``numbered`` gives them."""
        for first in count(0, BLOCK):
            yield from self.uniforms(_keys(0, first))

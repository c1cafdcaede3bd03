"""Random numbers that depend on nothing but their own key.

A draw is a pure function of (seed, replication, element, purpose, case, visit). The first four are
hashed into a *stream* once a run; the last two into the *key* of one draw. Two runs that share a seed
therefore share every draw that their diagrams have in common, whatever else differs between them:
the basis of paired comparisons (common random numbers).

Elements and purposes enter as 64-bit hashes of their names. Small integers would not do: sums of
small integers meet, and two elements that share their draws are correlated.
"""

from __future__ import annotations

from hashlib import blake2b

__all__ = ["Stream", "case_key", "hash_name", "visit_key"]

_MASK = (1 << 64) - 1
_GAMMA = 0x9E3779B97F4A7C15
"""The odd integer nearest to 2⁶⁴ / golden ratio: SplitMix64's increment."""


def mix(z: int) -> int:
    """The finaliser of SplitMix64 (Steele, Lea, Flood 2014), a bijection on 64 bits."""
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def hash_name(name: str) -> int:
    """64 bits that stand for a name, the same on every machine."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


def case_key(start: int, ordinal: int) -> int:
    """The key of the case that is the ``ordinal``-th (from 0) of the start event hashed to ``start``."""
    return mix((start + (ordinal + 1) * _GAMMA) & _MASK)


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
        return (((z ^ (z >> 31)) >> 11) + 0.5) * 1.1102230246251565e-16

    def numbered(self, ordinal: int) -> float:
        """The variate of an ordinal where no case is concerned: an arrival, a person's day."""
        return self.uniform(mix((ordinal + 1) * _GAMMA & _MASK))

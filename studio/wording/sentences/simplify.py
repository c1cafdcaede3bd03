"""What a suggestion to simplify a process says."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    "simplify.R1": "One step of {team} instead of {number}: {names}. It saves the queues between them.",
    "simplify.R1.price": "Whoever does it must be able to do all of it; nobody else looks at it in between.",
    "simplify.F3": "The gateway {names} has one way in and one way out: the drawing is clearer without it.",
    "simplify.F3.price": "It costs nothing.",
    "simplify.T1": "One person more in {team}: {people} in the largest shift.",
    "simplify.T1.price": "{hours} paid hours a week more: {currency} {cost} a week at the team's cost.",
    "simplify.T1.price.unknown": (
        "{hours} paid hours a week more; what an hour of the team costs is not stated."
    ),
}

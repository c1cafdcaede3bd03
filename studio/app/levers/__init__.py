"""Levers: what a manager changes about a scenario, in a manager's words.

A lever is pulled on one thing or on all of its kind and makes another scenario of the one it starts
from. What the change does not touch stays as it was; also what nobody stated, such as the number of
people, which is otherwise guessed anew for what there is to do.
"""

from studio.app.levers.effects import applied
from studio.app.levers.lever import Lever, LeverKind, LeverRefused, Offer, from_text, pulled, to_text
from studio.app.levers.names import name_of_all, shift_name, subject, told
from studio.app.levers.offers import offers

__all__ = [
    "Lever",
    "LeverKind",
    "LeverRefused",
    "Offer",
    "applied",
    "from_text",
    "name_of_all",
    "offers",
    "pulled",
    "shift_name",
    "subject",
    "to_text",
    "told",
]

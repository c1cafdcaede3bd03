"""Frozen dataclasses of which a diagram has thousands: made like any other object, and frozen when filled.

A frozen dataclass sets each of its fields through ``object.__setattr__``, which takes several times as long
as an assignment: for a node with its 24 fields longer than to read the node. An object of a class that is
``quickly_filled`` is of an assignable subclass of its own class until its last field is set.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, TypeVar

__all__ = ["quickly_filled"]

_Kind = TypeVar("_Kind")


def quickly_filled(kind: type[_Kind]) -> type[_Kind]:
    """A frozen dataclass with slots, of which objects are made in less time; nothing else is different.

    Its fields have a plain default or none. What is derived from it has to be a dataclass, too.
    """
    assignable = type(
        kind.__name__,
        (kind,),
        {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__},
    )
    known: dict[str, Any] = {"_assignable": assignable, "_kind": kind, "_put": object.__setattr__}
    exec(_source(kind, known), known)  # noqa: S102 - as dataclasses does it, out of names of fields alone
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    made.__annotations__ = kind.__init__.__annotations__
    kind.__init__ = made  # type: ignore[method-assign]  # it takes the same arguments
    return kind


def _source(kind: type, known: dict[str, Any]) -> str:
    """The text of ``__init__``; the defaults that it names are put among what is ``known`` to it."""
    parameters: list[str] = []
    assignments: list[str] = []
    for field in fields(kind):
        if field.kw_only and "*" not in parameters:
            parameters.append("*")
        if field.default is MISSING:
            parameters.append(field.name)
        else:
            known[f"_default_{field.name}"] = field.default
            parameters.append(f"{field.name}=_default_{field.name}")
        assignments.append(f"    self.{field.name} = {field.name}\n")
    return (
        f"def __init__(self, {', '.join(parameters)}):\n"
        "    _put(self, '__class__', _assignable)\n"
        f"{''.join(assignments)}"
        "    self.__class__ = _kind\n"
    )

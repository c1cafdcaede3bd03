"""Names of things that stand in one list: no two of them are alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping

__all__ = ["distinct", "free_name"]


def free_name(wanted: str, taken: Collection[str]) -> str:
    """``wanted``, or with the first number behind it that makes it a name of its own."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} ({number})", number + 1
    return name


def distinct(names: Mapping[str, str]) -> dict[str, str]:
    """The names by key, the second of two equal ones numbered: a list to choose from goes by its texts."""
    taken: set[str] = set()
    found = {}
    for key, name in names.items():
        found[key] = free_name(name, taken)
        taken.add(found[key])
    return found

"""The parameters of elements, in the groups and the order that BPSim's schema asks for."""

from __future__ import annotations

from studio.reading.writing.piece import Piece, piece

__all__ = ["ALSO", "Parameters", "parameter"]

_GROUPS = {
    "TimeParameters": (
        "TransferTime", "QueueTime", "WaitTime", "SetUpTime", "ProcessingTime", "ValidationTime",
        "ReworkTime",
    ),
    "ControlParameters": ("Probability", "Condition", "InterTriggerTimer", "TriggerCount"),
    "ResourceParameters": ("Selection", "Availability", "Quantity", "Role"),
    "CostParameters": ("FixedCost", "UnitCost"),
    "PropertyParameters": ("Property",),
}  # fmt: skip
"""The groups of an element's parameters and what stands in each, in the schema's order."""

ALSO = ("ValidationTime", "ReworkTime")
"""Times of a step beside its own that BPSim has a place for."""

_GROUP_OF = {parameter: group for group, parameters in _GROUPS.items() for parameter in parameters}


class Parameters:
    """What has been told of each element."""

    def __init__(self) -> None:
        self._of: dict[str, list[Piece]] = {}

    def put(self, ref: str, parameter: str, /, *values: Piece, **attributes: str) -> None:
        """An element's parameter has these values."""
        self._of.setdefault(ref, []).append(piece(f"bpsim:{parameter}", attributes, values))

    def pieces(self) -> list[Piece]:
        """An ``ElementParameters`` for each element."""
        return [_element(ref, parameters) for ref, parameters in self._of.items()]


def parameter(name: str, value: Piece) -> Piece:
    """A parameter with one value."""
    return piece(f"bpsim:{name}", {}, [value])


def _element(ref: str, parameters: list[Piece]) -> Piece:
    groups: dict[str, list[Piece]] = {}
    for each in sorted(parameters, key=_place):
        groups.setdefault(_GROUP_OF[_name(each)], []).append(each)
    held = [piece(f"bpsim:{group}", {}, groups[group]) for group in _GROUPS if group in groups]
    return piece("bpsim:ElementParameters", {"elementRef": ref}, held)


def _place(told: Piece) -> int:
    return _GROUPS[_GROUP_OF[_name(told)]].index(_name(told))


def _name(told: Piece) -> str:
    return told.tag.removeprefix("bpsim:")

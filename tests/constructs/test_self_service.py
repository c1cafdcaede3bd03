"""Bots and self-service in front of a start: what they settle, and what reaches people."""

from __future__ import annotations

from construct import construct, every, holds

from studio.model import parse_guard
from studio.scenario import Deflection, Distribution

STEP = "Start > A > End"
BEFORE = "Start self-service"


def met(**more) -> dict[str, dict[str, Deflection]]:
    return {"deflections": {"Start": Deflection(time=Distribution.constant(2), **more)}}


@every(
    construct(
        "settles it",
        STEP,
        {BEFORE: "0..2"},
        steps={"A": 5},
        cases="contained",
        **met(contained=1.0),
    ),
    construct(
        "does not settle it",
        STEP,
        {BEFORE: "0..2", "A": "2..7", "End": "7"},
        steps={"A": 5},
        **met(contained=0.0),
    ),
    construct(
        "what it leaves is harder",
        STEP,
        {BEFORE: "0..2", "A": "2..12", "End": "12"},
        steps={"A": (5, "Team")},
        teams={"Team": 1},
        **met(contained=0.0, harder=2.0),
    ),
    construct(
        "who comes back goes to people",
        STEP,
        {BEFORE: "0..2", "Start comes back": "2~22", "A": "22..27", "End": "27"},
        steps={"A": 5},
        **met(contained=1.0, comes_back=1.0, after=Distribution.constant(20)),
    ),
    construct(
        "who comes back is harder",
        STEP,
        {BEFORE: "0..2", "Start comes back": "2~22", "A": "22..29.5", "End": "29.5"},
        steps={"A": (5, "Team")},
        teams={"Team": 1},
        **met(contained=1.0, comes_back=1.0, harder=1.5, after=Distribution.constant(20)),
    ),
    construct(
        "a system finds nothing harder",
        STEP,
        {BEFORE: "0..2", "A": "2..7", "End": "7"},
        steps={"A": 5},
        **met(contained=0.0, harder=2.0),
    ),
    construct(
        "not everybody meets it",
        STEP,
        {"A": "0..5", "End": "5"},
        steps={"A": 5},
        **met(contained=1.0, share=0.0),
    ),
    construct(
        "the class that meets it",
        STEP,
        {BEFORE: "0..2"},
        attributes={"chat": True},
        steps={"A": 5},
        cases="contained",
        **met(contained=1.0, whom=parse_guard("chat = true")),
    ),
    construct(
        "another class does not",
        STEP,
        {"A": "0..5", "End": "5"},
        attributes={"chat": False},
        steps={"A": 5},
        **met(contained=1.0, whom=parse_guard("chat = true")),
    ),
    construct(
        "without a time of its own",
        STEP,
        {"A": "0..10", "End": "10"},
        steps={"A": (5, "Team")},
        teams={"Team": 1},
        deflections={"Start": Deflection(contained=0.0, harder=2.0)},
    ),
)
def test_self_service(construct):
    holds(construct)

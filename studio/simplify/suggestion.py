"""What a suggestion is: a simpler process, what the change preserves, what it costs, and what it brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from studio.analysis import Difference
from studio.model import Diagram
from studio.scenario import Scenario

__all__ = ["Conclusion", "Evidence", "Proof", "ProofClass", "Suggestion"]


class ProofClass(StrEnum):
    """How much of the behaviour a change keeps."""

    SAME = "I"
    """The same behaviour: the same orders of steps and events."""
    MERGED = "II"
    """The same up to steps that were merged."""
    POLICY = "V"
    """A change of policy: nothing to prove, somebody has to answer for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was proved of the smallest fragment around a change.

    ``holds`` None: there is nothing to prove. Where it is False, ``counter_example`` is the shortest
    sequence of elements that only one of the two can do.
    """

    proof_class: ProofClass
    holds: bool | None = None
    counter_example: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A change, as yet unweighed: the diagram and the scenario after it.

    ``code`` names the detector; ``parameters`` fill the sentences ``text`` and ``price``.
    """

    code: str
    elements: tuple[str, ...]
    diagram: Diagram
    scenario: Scenario
    proof: Proof
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Names it for as long as the diagram stays as it is."""
        return f"{self.code}:{'+'.join(self.elements)}"

    @property
    def text(self) -> str:
        """The code of the sentence that says what it is."""
        return _SENTENCES[self.code][0]

    @property
    def price(self) -> str:
        """The code of the sentence that says what it costs or risks."""
        if self.code == "T1" and self.parameters.get("cost") == "0":
            return "simplify.T1.price.unknown"
        return _SENTENCES[self.code][1]


_SENTENCES = {
    "F3": ("simplify.F3", "simplify.F3.price"),
    "R1": ("simplify.R1", "simplify.R1.price"),
    "T1": ("simplify.T1", "simplify.T1.price"),
}


class Conclusion(StrEnum):
    """What the evidence says of a suggestion."""

    GAIN = "gain"
    TRADE = "trade-off"
    UNPROVEN = "no proven difference"
    LOSS = "worse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A suggestion weighed on the same customers as before: its differences and what they say together."""

    suggestion: Suggestion
    effect: Mapping[str, Difference]
    """By measure of the whole process; negative values are less than before."""
    conclusion: Conclusion

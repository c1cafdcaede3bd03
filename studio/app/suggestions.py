"""Suggestions as a page shows them: in words, with their evidence and what they change in a diagram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from studio.app.diagram import Change
from studio.app.figures.forest import Row, row_of
from studio.app.measures import CASE, case_name
from studio.app.names import name_of, step_name
from studio.model import Diagram, Flow, Node
from studio.model.graph import hand_offs
from studio.simplify import Conclusion, ProofClass, Suggestion, price_of, text_of
from studio.wording import translate

__all__ = [
    "LOOKS",
    "Effect",
    "Look",
    "Offer",
    "Size",
    "changes",
    "effects",
    "marked",
    "offers",
    "price_of",
    "proof_look",
    "proof_text",
    "scope_text",
    "sizes",
    "text_of",
]

Colour = Literal["green", "orange", "gray", "red", "violet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a verdict is shown besides its words: what cannot tell colours apart has the icon."""

    colour: Colour
    icon: str
    tone: Literal["good", "warning", "neutral", "bad"] = "neutral"


LOOKS: Mapping[Conclusion, Look] = {
    Conclusion.GAIN: Look(colour="green", icon=":material/thumb_up:", tone="good"),
    Conclusion.TRADE: Look(colour="orange", icon=":material/balance:", tone="warning"),
    Conclusion.UNPROVEN: Look(colour="gray", icon=":material/drag_handle:"),
    Conclusion.LOSS: Look(colour="red", icon=":material/thumb_down:", tone="bad"),
}

_FIRST = ("cycle_time.mean", "cycle_time.p90", "wait.mean")
_THEN = (
    "cost_paid_per_case.mean",
    "cost_busy_per_case.mean",
    "handoffs_per_case",
    "climbs_per_100",
    "first_contact.share",
    "abandoned.share",
    "rework_per_case",
    "throughput_per_hour",
    "work.mean",
    "cycle_time.p50",
    "cycle_time.p95",
)


_DIGITS = 1e-9
"""What adding up in another order does to the last digits of a figure is no change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A suggestion with its place in the list, and as a run weighed it; None where none did.

    ``draws`` tells that the diagram changes, and not the scenario alone.
    """

    number: int
    suggestion: Suggestion
    draws: bool = True
    weighed: Mapping[str, Any] | None = None

    @property
    def id(self) -> str:
        return self.suggestion.id

    @property
    def conclusion(self) -> Conclusion | None:
        return None if self.weighed is None else Conclusion(self.weighed["verdict"])


def offers(
    found: Sequence[Suggestion], diagram: Diagram, result: Mapping[str, Any] | None
) -> tuple[Offer, ...]:
    """The suggestions for a diagram in the order of a run's result, those it does not know behind."""
    weighed = {each["id"]: each for each in (result or {}).get("suggestions", ())}
    place = {id: number for number, id in enumerate(weighed)}
    ordered = sorted(found, key=lambda each: place.get(each.id, len(place)))
    return tuple(
        Offer(number=number, suggestion=each, draws=each.diagram != diagram, weighed=weighed.get(each.id))
        for number, each in enumerate(ordered, 1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What becomes of one measure: ``row`` is the difference, ``before`` and ``after`` the figures."""

    key: str
    name: str
    row: Row
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def effects(offer: Offer, baseline: Mapping[str, Any], language: str) -> tuple[Effect, ...]:
    """The measures that change or may change, the ones that people ask for first at the front.

    A measure that is the same in every replication is left out.
    """
    told = (offer.weighed or {}).get("effect", {})
    known = [key for key in told if key in CASE or key.startswith("promise.")]
    found = []
    for key in sorted(known, key=_place):
        before = baseline["measures"].get(key) or {}
        row = row_of(case_name(key, baseline, language), told[key], before)
        if row is None or max(abs(row.low), abs(row.high)) <= _DIGITS * abs(row.before or 0.0):
            continue
        after = {"value": (before.get("value") or 0.0) + row.value, "unit": before.get("unit", row.unit)}
        found.append(Effect(key=key, name=row.label, row=row, before=before, after=after))
    return tuple(found)


def _place(key: str) -> tuple[int, int]:
    if key in _FIRST:
        return 0, _FIRST.index(key)
    if key in _THEN:
        return 2, _THEN.index(key)
    return (1, 0) if key.startswith("promise.") else (3, 0)


_PROVED: Mapping[ProofClass, str] = {
    ProofClass.SAME: "Proved: the same behaviour.",
    ProofClass.MERGED: "Proved: the same behaviour, up to the merged steps.",
    ProofClass.POLICY: "A change of policy: nothing to prove, an owner answers for it.",
}


def proof_text(suggestion: Suggestion, diagram: Diagram, language: str) -> str:
    """What is proved of the change, in one sentence; a counter-example as a path of names."""
    proof = suggestion.proof
    if proof.proof_class is ProofClass.POLICY or proof.holds:
        return translate(_PROVED[proof.proof_class], language)
    if proof.holds is None:
        return translate("Not proved: the part around it cannot be played through.", language)
    path = " → ".join(_either(id, diagram, suggestion.diagram, language) for id in proof.counter_example)
    return translate("Not the same behaviour: {word}", language, word=path)


def scope_text(suggestion: Suggestion, language: str) -> str:
    """What the proof is about, and what it leaves to people."""
    proof = suggestion.proof
    if proof.proof_class is ProofClass.POLICY:
        return translate(
            "Nothing can be proved about a change of policy: whether it is wanted is for its owner to say.",
            language,
        )
    if proof.holds is None:
        return translate("Compare the two diagrams yourself before you accept.", language)
    if not proof.holds:
        return translate("This path is possible in one of the two diagrams only.", language)
    return translate(
        "Proved for every order of steps and events in the part around the change. It has one way in and "
        "one way out, so the rest of the diagram behaves as before.",
        language,
    )


def proof_look(suggestion: Suggestion) -> Look:
    proof = suggestion.proof
    if proof.proof_class is ProofClass.POLICY:
        return Look(colour="violet", icon=":material/gavel:")
    if proof.holds is None:
        return Look(colour="gray", icon=":material/help:")
    if proof.holds:
        return Look(colour="green", icon=":material/verified:")
    return Look(colour="red", icon=":material/report:")


def _either(id: str, before: Diagram, after: Diagram, language: str) -> str:
    return step_name(before if before.element(id) is not None else after, id, language)


def marked(suggestion: Suggestion, diagram: Diagram) -> tuple[str, ...]:
    """The elements of the diagram that the suggestion is about; of a team, its lane."""
    return tuple(filter(None, (_drawn(each, diagram) for each in suggestion.elements)))


def _drawn(id: str, diagram: Diagram) -> str | None:
    if diagram.element(id) is not None:
        return id
    for area in (*diagram.lanes, *diagram.pools):
        if id in (area.name, *(label.text for label in area.labels)):
            return area.id
    return None


def changes(before: Diagram, after: Diagram) -> tuple[dict[str, Change], dict[str, Change]]:
    """What the one diagram has and the other has not, or has otherwise: marks for each of the two.

    An element that is only drawn elsewhere is not changed.
    """
    was, now = _parts(before), _parts(after)
    other: dict[str, Change] = {id: "changed" for id in was if id in now and was[id] != now[id]}
    gone: dict[str, Change] = {id: "removed" for id in was if id not in now}
    new: dict[str, Change] = {id: "added" for id in now if id not in was}
    return {**other, **gone}, {**other, **new}


def _parts(diagram: Diagram) -> dict[str, object]:
    """What each node and flow is and says, without where it is drawn."""
    parts: tuple[Node | Flow, ...] = (*diagram.nodes, *diagram.flows)
    return {part.id: _meaning(part) for part in parts}


def _meaning(part: Node | Flow) -> object:
    named = (name_of(part, "en"), name_of(part, "zh-CN"))
    if isinstance(part, Flow):
        return named, part.source, part.target, part.condition
    return named, part.kind, part.lane, part.parent, part.properties


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many of something a diagram has, before and after a change."""

    name: str
    before: int
    after: int


def sizes(before: Diagram, after: Diagram, language: str) -> tuple[Size, ...]:
    """Steps, gateways, flows and hand-offs between lanes."""
    both = (before, after)
    counted = (
        ("Elements", [len(each.nodes) for each in both]),
        ("Steps", [sum(node.kind.is_activity for node in each.nodes) for each in both]),
        ("Gateways", [sum(node.kind.is_gateway for node in each.nodes) for each in both]),
        ("Flows", [len(each.flows) for each in both]),
        ("Hand-offs between lanes", [len(hand_offs(each)) for each in both]),
    )
    return tuple(Size(name=translate(name, language), before=was, after=now) for name, (was, now) in counted)

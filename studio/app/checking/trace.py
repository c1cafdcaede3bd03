"""A counter-example played on the diagram: where the tokens are after each step, and what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from studio.app.diagram.tokens import Move, Tokens
from studio.app.names import destination, step_name
from studio.check.soundness import Firing, Trace
from studio.model import Diagram, Flow, Node, NodeKind
from studio.wording import translate

__all__ = ["Frame", "frames"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A moment of a trace: what just happened, at which element, and where the tokens are then."""

    text: str
    element: str | None
    tokens: Tokens


def frames(diagram: Diagram, trace: Trace, *, case: str, language: str) -> tuple[Frame, ...]:
    """The trace from its beginning, where nothing has happened yet, to its end: a frame more than firings.

    ``case`` names the trace, so that the diagram animates a step only where it follows the one before.
    """
    held = _beginning(trace)
    visited: dict[str, None] = {}
    beginning = translate("A case begins.", language)
    shown = [Frame(text=beginning, element=None, tokens=_tokens(held, (), (), case, 0))]
    for number, firing in enumerate(trace.firings, start=1):
        held = held - Counter(firing.takes) + Counter(firing.gives)
        visited |= dict.fromkeys((firing.node, *_flows(diagram, (*firing.takes, *firing.gives))))
        moves = _flows(diagram, firing.gives)
        text = _told(diagram, firing, language)
        shown.append(
            Frame(text=text, element=firing.node, tokens=_tokens(held, visited, moves, case, number))
        )
    return tuple(shown)


def _tokens(held: Counter[str], visited: Iterable[str], moves: Iterable[str], case: str, step: int) -> Tokens:
    return Tokens(
        case=case,
        at={place: count for place, count in sorted(held.items()) if count > 0},
        visited=tuple(visited),
        moves=tuple(Move(flow=flow, place=0) for flow in moves),
        step=step,
    )


def _beginning(trace: Trace) -> Counter[str]:
    """The tokens before the first firing: those at the end, with every firing taken back."""
    held = Counter(trace.marking)
    for firing in reversed(trace.firings):
        held = held - Counter(firing.gives) + Counter(firing.takes)
    return held


def _flows(diagram: Diagram, places: Iterable[str]) -> tuple[str, ...]:
    return tuple(place for place in places if isinstance(diagram.element(place), Flow))


def _told(diagram: Diagram, firing: Firing, language: str) -> str:
    """What happens, in one sentence."""
    name = step_name(diagram, firing.node, language)
    node = diagram.element(firing.node)
    ways = [diagram.element(flow) for flow in _flows(diagram, firing.gives)]
    onward = [_way(diagram, way, language) for way in ways if isinstance(way, Flow)]
    if not isinstance(node, Node):
        return name
    if node.kind.is_gateway:
        taken = len(_flows(diagram, firing.takes))
        told = _gateway(node, taken, len(onward), split=len(diagram.outgoing(node.id)) > 1)
        return translate(
            told, language, name=name, n=len(onward), ways=_listed(onward, language), taken=taken
        )
    if node.attached_to is not None:
        host = step_name(diagram, node.attached_to, language)
        told = "“{name}” breaks off “{host}”." if node.interrupting else "“{name}” happens beside “{host}”."
        return translate(told, language, name=name, host=host)
    if node.kind is NodeKind.START_EVENT:
        return translate("“{name}” begins the case.", language, name=name)
    if node.kind is NodeKind.END_EVENT:
        return translate("“{name}”: this path has ended.", language, name=name)
    if node.id in firing.gives:
        return translate("“{name}” begins.", language, name=name)
    told = "“{name}” is done." if node.kind.is_activity else "“{name}” happens."
    if len(onward) > 1:
        told = "“{name}” is done and goes on along {n} paths at the same time: {ways}."
    return translate(told, language, name=name, n=len(onward), ways=_listed(onward, language))


def _gateway(node: Node, taken: int, onward: int, *, split: bool) -> str:
    """The English text for a gateway that takes and gives so many tokens."""
    if onward > 1:
        return "{name}: {n} paths begin at the same time: {ways}."
    if split and node.kind is NodeKind.EVENT_GATEWAY:
        return "{name}: what happens first is {ways}."
    if split:
        return "{name}: the case goes on to {ways}."
    if taken > 1:
        return "{name}: {taken} paths have met and go on as one."
    return "{name}: the path is passed on, without waiting for another."


def _way(diagram: Diagram, flow: Flow, language: str) -> str:
    there = destination(diagram, flow, language)
    label = " ".join(flow.label(language).split())
    return translate("“{name}” ({way})", language, name=there, way=label) if label else f"“{there}”"


def _listed(names: list[str], language: str) -> str:
    return translate(", ", language).join(names)

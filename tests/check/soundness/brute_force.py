"""The soundness of a small process by looking at every marking that the token rules allow."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field

from studio.check.soundness import TokenRules
from studio.model import Diagram, NodeKind

MOST = 3000


class TooMany(Exception):
    """There are too many markings to look at them all."""


@dataclass
class Judgement:
    """The number of firings to the nearest fault of each sort; None where there is none."""

    doubled: int | None = None
    stuck: int | None = None
    endless: bool = False
    dead: set[str] = field(default_factory=set)

    @property
    def is_sound(self) -> bool:
        return self.doubled is None and self.stuck is None and not self.endless and not self.dead


def explored(diagram: Diagram, process: str = "P", most: int = MOST) -> Judgement:
    """What is wrong with the process."""
    rules = TokenRules(diagram, process)
    found = Judgement()
    far = dict.fromkeys(rules.beginnings(), 0)
    waiting = deque(far)
    before: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    fired: set[str] = set()
    wrong: set[tuple[str, ...]] = set()
    while waiting:
        marking = waiting.popleft()
        if any(number > 1 for number in Counter(marking).values()):
            found.doubled = far[marking] if found.doubled is None else found.doubled
            wrong.add(marking)
            continue
        if len(far) > most:
            raise TooMany
        scopes = [None, *(place for place in marking if _is_scope(diagram, place))]
        if marking and any(_is_stuck(rules, marking, scope) for scope in scopes):
            found.stuck = far[marking] if found.stuck is None else found.stuck
            wrong.add(marking)
        for firing in rules.firings(marking):
            fired.add(firing.node)
            after = rules.after(marking, firing)
            before.setdefault(after, []).append(marking)
            if after not in far:
                far[after] = far[marking] + 1
                waiting.append(after)
    going = {(), *wrong}
    left = list(going)
    while left:
        for marking in before.get(left.pop(), ()):
            if marking not in going:
                going.add(marking)
                left.append(marking)
    found.endless = not going >= far.keys()
    found.dead = {
        node.id
        for node in diagram.nodes
        if node.id not in fired
        and (diagram.incoming(node.id) or diagram.outgoing(node.id) or node.attached_to)
    }
    return found


def _is_scope(diagram: Diagram, place: str) -> bool:
    element = diagram.element(place)
    return getattr(element, "kind", None) in (NodeKind.SUB_PROCESS, NodeKind.TRANSACTION) and bool(
        diagram.children(place)
    )


def _is_stuck(rules: TokenRules, marking: tuple[str, ...], scope: str | None) -> bool:
    return (scope is None or bool(rules.inside(marking, scope))) and not rules.can_move(marking, scope)

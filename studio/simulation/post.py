"""What the tokens of one case tell each other: messages, signals, and conditions that come to hold.

Cases are customers, and what one of them sends never reaches another. A message goes to whoever waits
for it longest, and is kept until somebody does; a signal goes to all who listen at that moment, and to
nobody later. What is heard happens at once, but in the order of simultaneous events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from studio.model import Guard
from studio.simulation.rows import NOTHING
from studio.simulation.tokens import Alarm, Case, Scope, Visit

if TYPE_CHECKING:
    from studio.simulation.engine import Engine

__all__ = ["Listener", "Post", "PostOffice"]

Listener: TypeAlias = "Visit | Alarm"


class Post:
    """The listeners of one case by topic, in the order in which they began to listen."""

    __slots__ = ("kept", "listeners", "watchers")

    def __init__(self) -> None:
        self.listeners: dict[int, dict[Listener, None]] = {}
        self.kept: dict[int, int] = {}
        """Messages by topic that nobody has taken."""
        self.watchers: dict[Listener, Guard] = {}


class PostOffice:
    """Takes what is sent to whoever listens for it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._topics = engine.program.topics

    def listen(self, listener: Listener, topic: int, condition: Guard | None) -> None:
        """Let the listener hear of the topic, or of the condition when it holds; perhaps at once."""
        case = listener.case
        if case.post is None:
            case.post = Post()
        if condition is not None:
            if condition.evaluate(case.values):
                self._wake(listener)
            else:
                case.post.watchers[listener] = condition
            return
        kept = case.post.kept.get(topic, 0)
        if kept and isinstance(listener, Visit):
            case.post.kept[topic] = kept - 1
            self._wake(listener)
        else:
            case.post.listeners.setdefault(topic, {})[listener] = None

    def forget(self, listener: Listener, topic: int) -> bool:
        """The listener is left: nothing reaches it any more. Whether it was still listening."""
        post = listener.case.post
        if post is None:
            return False
        there = post.listeners.get(topic, {})
        if listener in there:
            del there[listener]
            return True
        return post.watchers.pop(listener, None) is not None

    def send(self, case: Case, topics: tuple[int, ...]) -> None:
        """Deliver, begin a process instance, or keep for later."""
        for topic in topics:
            row = self._topics[topic]
            listeners = case.post.listeners.get(topic) if case.post is not None else None
            heard = list(listeners) if listeners else []
            for listener in heard if row.is_signal else heard[:1]:
                self.forget(listener, topic)
                self._wake(listener)
            if row.is_signal or not heard:
                for scope, node in row.starts:
                    self._begin_instance(case, scope, node)
            if not (row.is_signal or heard or row.starts) and row.is_awaited:
                if case.post is None:
                    case.post = Post()
                case.post.kept[topic] = case.post.kept.get(topic, 0) + 1

    def look_again(self, case: Case) -> None:
        """Attributes of the case have changed: wake those whose condition holds now."""
        if case.post is None:
            return
        for listener, condition in list(case.post.watchers.items()):
            if condition.evaluate(case.values):
                del case.post.watchers[listener]
                self._wake(listener)

    def _wake(self, listener: Listener) -> None:
        """Let it happen now, after what else happens now and comes first."""
        clock = self._engine.clock
        listener.case.pending += 1
        if isinstance(listener, Alarm):
            listener.due = True
            clock.at(clock.time, listener.order, listener)
        else:
            order = listener.station.event_rank + listener.case.order + listener.token.number
            clock.at(clock.time, order, listener)

    def _begin_instance(self, case: Case, row: int, node: int) -> None:
        scope = Scope(row, case, None)
        scope.tokens = 1
        case.others = [*case.others, scope]
        self._engine.arm(scope)
        station = self._engine.stations[node]
        self._engine.moving.append((case.new_token(scope), station.enable, NOTHING))

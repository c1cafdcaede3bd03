"""What a token that waits somewhere lets people do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from studio.execution.offers import Offer, OfferKind
from studio.execution.rewritten import Branch, Origin, Role
from studio.execution.setting import Setting, suggested
from studio.model import Node

__all__ = ["Visit", "offered"]


@dataclass(slots=True)
class Visit:
    """A token at an element, as long as it is there."""

    origin: Origin
    number: int
    participant: int
    enabled: float
    task: Task


def offered(visit: Visit, branches: Sequence[Branch], setting: Setting, clock: float) -> Iterator[Offer]:
    """The offers of a visit; ``branches`` are those that a choice has now, ``clock`` the walk's."""
    origin, state = visit.origin, visit.task.state
    if origin.role is Role.STEP and state == TaskState.READY:
        done = visit.enabled + setting.work(origin.element)
        yield _offer(visit, setting, OfferKind.FINISH, at=max(clock, done))
    elif origin.role is Role.CHOICE and state == TaskState.READY:
        ways = setting.ways(origin, branches)
        told = suggested(ways, origin.most)
        yield _offer(
            visit,
            setting,
            OfferKind.CHOOSE,
            ways=ways,
            least=origin.least,
            most=origin.most,
            suggested=told,
            at=clock,
        )
    elif origin.role is Role.WAIT and state == TaskState.WAITING and not origin.thrown_inside:
        yield _event(visit, setting, clock, origin.element, "")
    elif origin.role is Role.RACE and state == TaskState.READY:
        for branch in origin.branches:
            yield _event(visit, setting, clock, branch.target or origin.element, f":{branch.id}")


def _event(visit: Visit, setting: Setting, clock: float, element: str, suffix: str) -> Offer:
    delay = setting.delay(element)
    due = None if delay is None else visit.enabled + delay
    node = setting.diagram.element(element)
    assert isinstance(node, Node)
    return _offer(
        visit,
        setting,
        OfferKind.HAPPEN,
        element=element,
        suffix=suffix,
        event=setting.kind_of(element),
        host=node.attached_to or (node.parent if visit.origin.boundary else None),
        interrupts=visit.origin.boundary and node.interrupting,
        due=due,
        at=clock if due is None else max(clock, due),
        sender=setting.senders.get(element),
    )


def _offer(
    visit: Visit,
    setting: Setting,
    kind: OfferKind,
    *,
    element: str = "",
    suffix: str = "",
    **more: Any,  # noqa: ANN401 - the fields of an offer
) -> Offer:
    element = element or visit.origin.element
    pool, lane = setting.place(element)
    return Offer(
        key=f"{kind}:{visit.origin.element}:{visit.number}{suffix}",
        kind=kind,
        element=element,
        number=visit.number,
        participant=visit.participant,
        pool=pool,
        lane=lane,
        team=setting.team(element),
        enabled=visit.enabled,
        **more,
    )

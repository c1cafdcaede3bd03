"""The fourth question: whether a case that gets stuck is escalated by itself, in a time that is laid down."""

from __future__ import annotations

from collections.abc import Iterator

from studio.check.questions.asking import Asked, Lack
from studio.check.questions.asking import asked as put
from studio.check.service.desk import Desk
from studio.check.service.routes import Routes
from studio.check.service.waits import awaited_timers, has_deadline, reaches, waits
from studio.model import Node

__all__ = ["asked"]


def asked(desk: Desk, routes: Routes) -> Asked:
    """Of every step done by people, and of every wait, whether a case stuck there goes on by itself."""
    return put(desk.diagram, _answers(desk, routes))


def _answers(desk: Desk, routes: Routes) -> Iterator[tuple[str, Lack | None]]:
    for step in desk.by_people:
        if not step.called:
            yield step.id, _lack_of_step(desk, routes, step)
    for node in waits(desk):
        yield node.id, _lack_of_wait(desk, node)


def _lack_of_step(desk: Desk, routes: Routes, step: Node) -> Lack | None:
    lack = None
    for timer in desk.timers(step):
        if desk.rings_after(timer) is None:
            lack = lack or Lack("question.no-reply-time")
        elif not reaches(desk, timer, step):
            lack = lack or Lack("question.unheard-timer")
        else:
            return None
    own, above = routes.onward(step)
    if above is None:
        return lack or Lack("question.no-escalation")
    for rung in (*(() if own is None else (own,)), *above.rungs):
        if rung.reply_within is None:
            return Lack("question.ladder-incomplete", (("level", rung.name),))
    return None


def _lack_of_wait(desk: Desk, wait: Node) -> Lack | None:
    if not has_deadline(desk, wait):
        return Lack("question.no-deadline")
    timers = awaited_timers(desk, wait)
    if timers and all(desk.rings_after(timer) is None for timer in timers):
        return Lack("question.no-reply-time")
    return None

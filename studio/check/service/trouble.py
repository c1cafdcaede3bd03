"""The rule about trouble: what is drawn for a problem must lead to somebody who can solve it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studio.check.service.desk import Desk
from studio.check.service.finding import about
from studio.check.service.hearing import heard
from studio.check.service.routes import Routes
from studio.model import Element, EventKind, Flow, Node, NodeKind, Problem, Severity

__all__ = ["unescalated"]

_EXCEPTIONS = frozenset({EventKind.ERROR, EventKind.ESCALATION})
_COMPLAINT = re.compile(
    r"\b(?:complain\w*|problem\w*|error\w*|exception\w*|fail\w*|fault\w*)\b|投诉|异常|故障|失败|出错|报错|问题",
    re.IGNORECASE,
)
_CANNOT = re.compile(
    r"\b(?:can\s?not|can['’]t|could\s?not|unable|not\s+able|not\s+(?:solved|resolved|settled|authori[sz]ed)"
    r"|unsolved|unresolved|(?:beyond|over|exceeds?)\s+(?:\w+\s+)?authority)\b"
    r"|无法|不能(?:处理|解决|决定|处置)|超(?:出|过)?权限|无权|办不了|(?:解决|处理|处置|决定)不了|未(?:能)?解决",
    re.IGNORECASE,
)
_ABILITY = re.compile(
    r"\bcan\b.*\b(?:solve|settle|decide|handle|help|resolve|fix|answer|deal)\w*\b|\bauthority\b"
    r"|\b(?:solved|resolved|settled)\b"
    r"|能否(?:处理|解决|决定|处置|答复)|能(?:处理|解决|决定|处置)[吗么]?|权限|(?:已|是否)解决|解决了[吗没]",
    re.IGNORECASE,
)
_NO = frozenset({"no", "n", "not", "false", "否", "不", "不能", "不是", "没有", "不可以"})


def unescalated(desk: Desk, routes: Routes) -> list[Problem]:
    """Problem paths that end without anybody else being told, at steps that have no ladder either."""
    found = [
        about(desk.diagram, "service.no-escalation", Severity.WARNING, event.id)
        for event, host in _exceptions(desk)
        if routes.of(host) is None and not _is_solved(desk, desk.diagram.outgoing(event.id), host)
    ]
    for flow, gateway in _refusals(desk):
        if routes.of(gateway) is None and not _is_solved(desk, [flow], gateway):
            found.append(about(desk.diagram, "service.no-escalation", Severity.WARNING, flow.id))
    return found


def _is_solved(desk: Desk, flows: list[Flow] | tuple[Flow, ...], host: Node) -> bool:
    """Whether somebody is told or does something about it; to try the same step again is nothing."""
    next_ = heard(desk, flows)
    before = {flow.source for flow in desk.diagram.incoming(host.id)}
    return next_.told or any(step.id != host.id and step.id not in before for step in next_.steps)


def _exceptions(desk: Desk) -> Iterator[tuple[Node, Node]]:
    """Boundary events of a problem on work, each with what it is attached to."""
    for event in desk.diagram.nodes:
        if event.attached_to is None or event.is_event_of(EventKind.TIMER):
            continue
        kinds = {definition.kind for definition in event.events}
        told = kinds & {EventKind.MESSAGE, EventKind.SIGNAL, EventKind.CONDITIONAL}
        if kinds & _EXCEPTIONS or (told and _speaks_of(_COMPLAINT, event)):
            yield event, desk.diagram.node(event.attached_to)


def _refusals(desk: Desk) -> Iterator[tuple[Flow, Node]]:
    """The branches on which people cannot go on themselves, each with its gateway."""
    for gateway in desk.diagram.nodes:
        ways = desk.diagram.outgoing(gateway.id)
        if gateway.kind is not NodeKind.EXCLUSIVE_GATEWAY or len(ways) < 2:
            continue
        asks = _speaks_of(_ABILITY, gateway)
        for flow in ways:
            says_no = any(" ".join(text.split()).casefold() in _NO for text in _texts(flow))
            if _speaks_of(_CANNOT, flow) or (asks and says_no):
                yield flow, gateway


def _speaks_of(pattern: re.Pattern[str], element: Element) -> bool:
    return any(pattern.search(text[:300]) for text in _texts(element))


def _texts(element: Element) -> Iterator[str]:
    yield element.name
    yield from (label.text for label in element.labels)

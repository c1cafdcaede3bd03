"""Level 1: which way cases go where the diagram leaves a choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from studio.app.forms.table import Column, Form, Values, changed, form, found, origin_columns, origin_of
from studio.app.names import destination, step_name
from studio.model import Diagram, Flow, Node, NodeKind
from studio.scenario import Scenario

__all__ = ["routing_form"]

_CHOOSING = (NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY, NodeKind.COMPLEX_GATEWAY)

_COLUMNS = (
    Column(key="where", name="Decision"),
    Column(key="path", name="Path"),
    Column(key="share", name="Share", kind="percent", editable=True, help="Of the cases, this way."),
    Column(
        key="condition",
        name="Or when",
        editable=True,
        help="A condition on the case, such as amount > 500; it goes before the share.",
    ),
    *origin_columns(),
)


def routing_form(
    values: Values, scenario: Scenario, diagram: Diagram, language: str, *, only: str | None = None
) -> Form:
    """A row for each path out of a decision: of every one, or of ``only`` that one."""
    rows = {
        flow.id: _row(flow, found(values, "routing", node.id, flow.id), scenario, diagram, language)
        for node in _decisions(diagram, scenario)
        if only is None or node.id == only
        for flow in diagram.outgoing(node.id)
    }

    def edit(values: Values, flow: str, row: Mapping[str, Any]) -> Values:
        return _edited(values, scenario, diagram, flow, row)

    if only is None:
        return form("routing", _COLUMNS, rows, edit)
    return form(f"routing {only}", _COLUMNS[1:], rows, edit)  # which one it is stands above


def _decisions(diagram: Diagram, scenario: Scenario) -> Iterator[Node]:
    for node in diagram.nodes:
        if len(diagram.outgoing(node.id)) > 1 and (node.kind in _CHOOSING or node.id in scenario.routing):
            yield node


def _row(flow: Flow, stated: object, scenario: Scenario, diagram: Diagram, language: str) -> dict[str, Any]:
    node = diagram.node(flow.source)
    share, condition = _parts(stated)
    routing = scenario.routing.get(node.id)
    if stated is None and routing is not None:
        chance, guard = routing.chances.get(flow.id), routing.guards.get(flow.id)
        share = None if chance is None else round(100 * chance, 4)
        condition = "" if guard is None else str(guard)
    path, target = " ".join(flow.label(language).split()), destination(diagram, flow, language)
    return {
        "where": step_name(diagram, node.id, language),
        "path": f"{path} → {target}" if path else f"→ {target}",
        "share": share,
        "condition": condition,
        **origin_of(scenario, f"routing.{node.id}.{flow.id}", f"routing.{node.id}"),
    }


def _parts(stated: object) -> tuple[float | None, str]:
    """A stated path as (share in percent, condition)."""
    if isinstance(stated, bool) or stated is None:
        return None, "" if stated is None else str(stated).lower()
    if isinstance(stated, int | float):
        return 100 * float(stated), ""
    text = str(stated).strip()
    try:
        return float(text.rstrip("%％ ")), ""
    except ValueError:
        return None, text


def _edited(
    values: Values, scenario: Scenario, diagram: Diagram, flow: str, row: Mapping[str, Any]
) -> Values:
    source = next(f.source for f in diagram.flows if f.id == flow)
    condition = str(row.get("condition") or "").strip()
    share = row.get("share")
    before = _parts(found(values, "routing", source, flow))[1]
    if condition and (condition != before or share is None):
        return changed(values, ("routing", source, flow), condition)
    if share is None:
        return changed(values, ("routing", source, flow), None)
    values = _all_stated(values, scenario, diagram, source)
    values = changed(values, ("routing", source, flow), _percent(float(share)))
    others = [other.id for other in diagram.outgoing(source) if other.id != flow]
    exclusive = diagram.node(source).kind is NodeKind.EXCLUSIVE_GATEWAY
    if exclusive and len(others) == 1 and 0 <= share <= 100:
        values = changed(values, ("routing", source, others[0]), _percent(100 - float(share)))
    return values


def _all_stated(values: Values, scenario: Scenario, diagram: Diagram, source: str) -> Values:
    """Whoever states one share of a decision sees the assumed ones beside it, and so states them too."""
    routing = scenario.routing.get(source)
    for flow in diagram.outgoing(source):
        chance = None if routing is None else routing.chances.get(flow.id)
        if found(values, "routing", source, flow.id) is None and chance is not None:
            values = changed(values, ("routing", source, flow.id), _percent(100 * chance))
    return values


def _percent(value: float) -> str:
    return f"{round(value, 4):g} %"

"""Large BPMN files, made: lanes, flows and the layout of any number of nodes."""

from __future__ import annotations

from bpmn_text import definitions, edge, shape

__all__ = ["large_file"]

_ROW, _COLUMN, _ROWS_A_LANE = 100, 150, 10
_COLUMNS = 50


def large_file(nodes: int, *, drawn: bool = True) -> bytes:
    """A process of so many nodes in lanes of ten rows: a chain of tasks with a gateway at every tenth.

    Each gateway also leads back to the task two before it. ``drawn`` tells whether there is a layout.
    """
    body: list[str] = []
    drawing: list[str] = []
    kinds = ["startEvent", *("exclusiveGateway" if n % 10 == 9 else "task" for n in range(1, nodes - 1))]
    kinds.append("endEvent")
    for number, kind in enumerate(kinds):
        x, y = _place(number)
        body.append(f'<{kind} id="N{number}" name="{kind} 第 {number} 步"/>')
        drawing.append(shape(f"N{number}", x, y, 100, 80))
    flows = [(number, number + 1) for number in range(nodes - 1)]
    flows += [(number, number - 2) for number in range(9, nodes - 1, 10)]
    for source, target in flows:
        id = f"F{source}-{target}"
        body.append(f'<sequenceFlow id="{id}" sourceRef="N{source}" targetRef="N{target}"/>')
        (x, y), (right, bottom) = _place(source), _place(target)
        drawing.append(edge(id, (x + 100, y + 40), (right, bottom + 40)))
    rows = -(-nodes // _COLUMNS)
    lanes: list[str] = []
    for number in range(-(-rows // _ROWS_A_LANE)):
        first = number * _ROWS_A_LANE * _COLUMNS
        inside = range(first, min(nodes, first + _ROWS_A_LANE * _COLUMNS))
        listed = "".join(f"<flowNodeRef>N{it}</flowNodeRef>" for it in inside)
        lanes.append(f'<lane id="L{number}" name="Team {number}">{listed}</lane>')
        height = _ROWS_A_LANE * _ROW
        drawing.append(shape(f"L{number}", 30, number * height, _COLUMNS * _COLUMN + 50, height))
    drawing.append(shape("Pool", 0, 0, _COLUMNS * _COLUMN + 80, len(lanes) * _ROWS_A_LANE * _ROW))
    lane_set = f'<laneSet id="S">{"".join(lanes)}</laneSet>'
    process = '<process id="P">' + "\n".join([lane_set, *body]) + "</process>"
    pool = '<collaboration id="C"><participant id="Pool" name="Centre" processRef="P"/></collaboration>'
    return definitions(pool + process, "\n".join(drawing) if drawn else "").encode()


def _place(number: int) -> tuple[int, int]:
    """Left and top of a node."""
    return 60 + number % _COLUMNS * _COLUMN, 10 + number // _COLUMNS * _ROW

"""In which lane each flow node of a BPMN file is drawn, told by its XML alone: no code of the studio."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

__all__ = ["drawn_lanes"]

_NODES = frozenset(
    {
        *("task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask"),
        *("receiveTask", "subProcess", "transaction", "adHocSubProcess", "callActivity", "startEvent"),
        *("intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "endEvent"),
        *("exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway", "complexGateway"),
    }
)


class _Box(NamedTuple):
    """A rectangle on one of the file's drawing surfaces."""

    plane: int
    left: float
    top: float
    width: float
    height: float

    def holds_the_middle_of(self, other: _Box) -> bool:
        x, y = other.left + other.width / 2, other.top + other.height / 2
        is_across = self.left <= x <= self.left + self.width
        return self.plane == other.plane and is_across and self.top <= y <= self.top + self.height


def drawn_lanes(data: bytes) -> dict[str, str]:
    """The lane of each node that is drawn in one: the smallest around the node's middle.

    The lanes are those of its process and of the sub-processes that it stands in. A boundary event is where
    its activity is. Nodes whose id occurs twice are left out.
    """
    try:
        root = ET.fromstring(data)
    except ET.ParseError:
        root = ET.fromstring(data.decode("cp1252"))
    boxes = _boxes(root)
    times = Counter(id for it in root.iter() if (id := it.get("id")))
    found: dict[str, str] = {}
    waiting = [(it, list[tuple[_Box, str]]()) for it in root.iter() if _local(it) == "process"]
    while waiting:
        holder, outer = waiting.pop()
        lanes = outer + [(boxes[id], id) for id in _lanes(holder) if id in boxes]
        for node in (it for it in holder if _local(it) in _NODES):
            waiting.append((node, lanes))
            own = node.get("id", "")
            box = boxes.get(node.get("attachedToRef", "").rpartition(":")[2] or own, boxes.get(own))
            if box is None or times[own] > 1:
                continue
            around = [(it.width * it.height, lane) for it, lane in lanes if it.holds_the_middle_of(box)]
            if around:
                found[own] = min(around)[1]
    return found


def _lanes(holder: ET.Element) -> Iterator[str]:
    """The lanes that divide a process or sub-process, inner ones included."""
    for part in holder:
        if _local(part) == "laneSet":
            yield from (it.get("id", "") for it in part.iter() if _local(it) == "lane")


def _boxes(root: ET.Element) -> dict[str, _Box]:
    """The first shape of each element that has one."""
    found: dict[str, _Box] = {}
    for number, plane in enumerate(it for it in root.iter() if _local(it) == "BPMNPlane"):
        for shape in (it for it in plane.iter() if _local(it) == "BPMNShape"):
            for sides in _sides(shape):
                found.setdefault(shape.get("bpmnElement", "").rpartition(":")[2], _Box(number, *sides))
    return found


def _sides(shape: ET.Element) -> Iterator[tuple[float, float, float, float]]:
    for it in shape:
        if _local(it) == "Bounds":
            yield tuple(float(it.get(name, "nan")) for name in ("x", "y", "width", "height"))


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]

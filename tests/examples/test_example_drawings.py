"""The diagrams that ship with the studio are drawn as a careful person draws."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from unicodedata import east_asian_width

from shipped import LANGUAGES

from studio.model import ArtifactKind, Bounds, Diagram, Element, Flow, Node, Point

Segment = tuple[Point, Point]


def _shapes(diagram: Diagram) -> list[Element]:
    """What stands in the lanes and must not be in the way of anything else."""
    return [
        *diagram.nodes,
        *(artifact for artifact in diagram.artifacts if artifact.kind is not ArtifactKind.GROUP),
    ]


def _box(element: Element) -> Bounds:
    assert element.bounds is not None, element.id
    return element.bounds


def _overlap(one: Bounds, other: Bounds) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _within(inner: Bounds, outer: Bounds) -> bool:
    return (
        outer.x <= inner.x
        and inner.right <= outer.right
        and outer.y <= inner.y
        and inner.bottom <= outer.bottom
    )


def _segments(flow: Flow) -> list[Segment]:
    return list(itertools.pairwise(flow.waypoints))


def _reach(segment: Segment) -> Bounds:
    (x, y), (to_x, to_y) = segment
    return Bounds(min(x, to_x), min(y, to_y), abs(x - to_x), abs(y - to_y))


def _lines(diagram: Diagram) -> list[Flow]:
    return [*diagram.flows, *diagram.messages]


def test_nodes_stand_inside_their_lanes(diagram: Diagram):
    lanes = {lane.id: lane for lane in diagram.lanes}
    pools = {pool.id: pool for pool in diagram.pools}
    for node in diagram.nodes:
        assert node.lane is not None, node.id
        assert _within(_box(node), _box(lanes[node.lane])), node.id
    for lane in diagram.lanes:
        assert lane.pool is not None
        assert _within(_box(lane), _box(pools[lane.pool])), lane.id


def test_no_two_shapes_overlap(diagram: Diagram):
    for one, other in itertools.combinations(_shapes(diagram), 2):
        hosts = {getattr(one, "attached_to", None), getattr(other, "attached_to", None)}
        if not hosts & {one.id, other.id}:
            assert not _overlap(_box(one), _box(other)), (one.id, other.id)


def test_flows_are_orthogonal(diagram: Diagram):
    """Each stretch of a flow is level or upright and has a length."""
    for flow in _lines(diagram):
        assert len(flow.waypoints) >= 2, flow.id
        for (x, y), (to_x, to_y) in _segments(flow):
            assert (x == to_x) != (y == to_y), flow.id


def test_flows_begin_and_end_on_the_borders_of_what_they_connect(diagram: Diagram):
    for flow in _lines(diagram):
        for end, point in ((flow.source, flow.waypoints[0]), (flow.target, flow.waypoints[-1])):
            element = diagram.element(end)
            assert element is not None
            box = _box(element)
            on_border = box.contains(point) and (
                point[0] in (box.x, box.right) or point[1] in (box.y, box.bottom)
            )
            assert on_border, (flow.id, end)


def test_flows_cross_no_shape(diagram: Diagram):
    for flow, shape in itertools.product(_lines(diagram), _shapes(diagram)):
        ends = {flow.source, flow.target}
        if ends & {shape.id, getattr(shape, "attached_to", None)}:
            continue
        for segment in _segments(flow):
            reach = _reach(segment)
            box = _box(shape)
            crosses = (
                reach.x <= box.right
                and box.x <= reach.right
                and reach.y <= box.bottom
                and box.y <= reach.bottom
            )
            assert not crosses, (flow.id, shape.id)


def test_flows_do_not_run_into_each_other(diagram: Diagram):
    """No two flows share a stretch, and sequence flows hardly ever cross."""
    crossings = 0
    for one, other in itertools.combinations(_lines(diagram), 2):
        for mine, theirs in itertools.product(_segments(one), _segments(other)):
            a, b = _reach(mine), _reach(theirs)
            if not (a.x <= b.right and b.x <= a.right and a.y <= b.bottom and b.y <= a.bottom):
                continue
            assert (a.width == 0) != (b.width == 0), (one.id, other.id)
            crossings += one in diagram.flows and other in diagram.flows
    assert crossings <= len(diagram.flows) // 20


def test_bends_are_few(diagram: Diagram):
    """Most flows go straight; none has more than three bends."""
    bends = [len(flow.waypoints) - 2 for flow in diagram.flows]
    assert max(bends) <= 3
    assert bends.count(0) > len(bends) / 2


LINE = 14.0
"""Height of a line of an outside label in bpmn-js, whose letters are 11 pixels tall."""

NARROW, WIDE = frozenset(" fijlrtI.,:;'()!|-"), frozenset("mwMW%@")


def _width(text: str) -> float:
    """About how wide the letters of an outside label are drawn, in Arial or a face like it."""
    return sum(
        11.0
        if east_asian_width(letter) in "WF"
        else 3.4
        if letter in NARROW
        else 9.2
        if letter in WIDE
        else 7.5
        if letter.isupper()
        else 6.1
        for letter in text
    )


def _height(text: str, width: float) -> float:
    """How high a label of that width becomes: words wrap, Chinese breaks anywhere."""
    lines, used = 1, 0.0
    for word in re.findall(r"[^\s⺀-鿿！-｠]+\s*|[⺀-鿿！-｠]|\s", text):
        needed = _width(word.rstrip())
        assert needed <= width, text
        if used + needed > width:
            lines, used = lines + 1, 0.0
        used += _width(word)
    return lines * LINE


def _outside_labels(diagram: Diagram) -> Iterator[tuple[Node | Flow, Bounds]]:
    for element in [*diagram.nodes, *_lines(diagram)]:
        if element.name and (isinstance(element, Flow) or not element.kind.is_activity):
            assert element.label_bounds is not None, element.id
            yield element, element.label_bounds


def test_labels_fit_their_places_in_both_languages(diagram: Diagram):
    for element, place in _outside_labels(diagram):
        for language in LANGUAGES:
            assert _height(element.label(language), place.width) <= place.height, (element.id, language)


def test_labels_are_in_nobodys_way(diagram: Diagram):
    """An outside label covers no shape, no line and no other label, and stays within its lane."""
    labels = list(_outside_labels(diagram))
    lanes = {lane.id: lane for lane in diagram.lanes}
    for element, place in labels:
        for shape in _shapes(diagram):
            assert not _overlap(place, _box(shape)), (element.id, shape.id)
        for flow in _lines(diagram):
            for segment in _segments(flow):
                reach = _reach(segment)
                touched = (
                    place.x < reach.right + 1
                    and reach.x - 1 < place.right
                    and place.y < reach.bottom + 1
                    and reach.y - 1 < place.bottom
                )
                assert not touched, (element.id, flow.id)
        if isinstance(element, Node):
            assert element.lane is not None
            assert _within(place, _box(lanes[element.lane])), element.id
    for (one, mine), (other, theirs) in itertools.combinations(labels, 2):
        assert not _overlap(mine, theirs), (one.id, other.id)

"""Small processes for the tests of walks, and what a walk did, in few words."""

from __future__ import annotations

from itertools import pairwise

from bpmn_text import OPENING

from studio.execution import OfferKind, Outcome, Walk
from studio.model import Diagram
from studio.reading import read


def diagram(body: str) -> Diagram:
    """The diagram of one process P with that body."""
    return several(f'<process id="P">{body}</process>')


def several(body: str) -> Diagram:
    """The diagram of a file with that body."""
    return read(f"{OPENING}{body}</definitions>".encode(), "test.bpmn").diagram


def flow(source: str, target: str, more: str = "", *, condition: str = "") -> str:
    """A sequence flow with the id ``source-target``."""
    inside = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<sequenceFlow id="{source}-{target}" {ends}{more}>{inside}</sequenceFlow>'


def chain(*nodes: str) -> str:
    """Flows from each node to the next."""
    return "".join(flow(one, other) for one, other in pairwise(nodes))


def timer(text: str = "PT1H") -> str:
    return f"<timerEventDefinition><timeDuration>{text}</timeDuration></timerEventDefinition>"


def offered(walk: Walk) -> list[str]:
    """The elements on offer, in order."""
    return [offer.element for offer in walk.offers]


def do(walk: Walk, element: str, *ways: str) -> None:
    """Carries out the first offer of an element."""
    walk.do(next(offer for offer in walk.offers if offer.element == element), *ways)


def done(walk: Walk) -> list[str]:
    """The elements that were finished, in order."""
    return [record.element for record in walk.history if record.outcome is Outcome.FINISHED]


def withdrawn(walk: Walk) -> list[str]:
    return [record.element for record in walk.history if record.outcome is Outcome.WITHDRAWN]


def choices(walk: Walk) -> list[str]:
    return [offer.element for offer in walk.offers if offer.kind is OfferKind.CHOOSE]

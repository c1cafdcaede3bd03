"""Real BPMN files for tests, drawn in lines of text and read as any other file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from bpmn_text import OPENING

from studio.model import Diagram
from studio.reading import read

__all__ = ["bpmn", "file_of"]

_TAGS = {
    "Start": "startEvent",
    "End": "endEvent",
    "Catch": "intermediateCatchEvent",
    "Throw": "intermediateThrowEvent",
    "Xor": "exclusiveGateway",
    "And": "parallelGateway",
    "Or": "inclusiveGateway",
    "First": "eventBasedGateway",
    "Every": "eventBasedGateway",
    "Complex": "complexGateway",
    "Sub": "subProcess",
    "Event": "subProcess",
    "Tx": "transaction",
    "Adhoc": "adHocSubProcess",
    "Call": "callActivity",
    "Send": "sendTask",
    "Receive": "receiveTask",
}
"""What the first word of an id makes it; anything else is a user task."""

_MORE = {"Every": {"eventGatewayType": "Parallel"}, "Event": {"triggeredByEvent": "true"}}

_EVENTS = {
    "Timer": "timer",
    "Message": "message",
    "Signal": "signal",
    "Error": "error",
    "Escalation": "escalation",
    "Condition": "conditional",
    "Link": "link",
    "Cancel": "cancel",
    "Terminate": "terminate",
}
"""What the second word of an event's id makes it wait for or throw; the third is the name of that."""

_DECLARED = ("message", "signal", "error", "escalation")
_WORDS = re.compile(r"_")


@dataclass
class _Drawn:
    """One node while it is being drawn."""

    id: str
    parent: str
    attributes: dict[str, str] = field(default_factory=dict)
    tag: str = ""
    inside: str = ""
    condition: str = ""


def bpmn(text: str) -> Diagram:
    """The diagram that :func:`file_of` draws, as it is read."""
    return read(file_of(text).encode(), "drawn.bpmn").diagram


def file_of(text: str) -> str:
    """A BPMN file from lines of text.

    ``Start > A > Xor > End`` are nodes and flows; a flow from A to B has the id ``A-B``. The first word of
    an id tells the kind, ``Catch_Timer``, ``End_Error_late``, ``Start_Message_order`` what an event is about.
    ``Sub: Start_in > B`` is drawn inside Sub. ``A ! Error_late > B`` attaches an interrupting boundary event,
    ``A ~ Timer > B`` one that does not interrupt; ``Start_Timer_x ~`` is a start that does not either.
    ``process Q`` begins a further process with a pool of its own, ``A -> B`` is a message flow.
    ``A * parallel 3 until x > 1``, ``A * sequential 3`` and ``A * loop while x > 1 before at most 5`` are
    markers, ``Call = Q`` says what is called, ``Catch_Condition ? paid = true`` what is waited for.
    """
    return _Picture(text).file()


class _Picture:
    def __init__(self, text: str) -> None:
        self.process = "P"
        self.processes = ["P"]
        self.nodes: dict[str, _Drawn] = {}
        self.flows: list[tuple[str, str, str]] = []
        self.messages: list[tuple[str, str]] = []
        for line in filter(None, (line.split("#")[0].strip() for line in text.splitlines())):
            self._line(line)

    def _line(self, line: str) -> None:
        words = line.split()
        if words[0] == "process":
            self.process = words[1]
            self.processes.append(words[1])
        elif "->" in line:
            source, target = (end.strip() for end in line.split("->"))
            self.messages.append((source, target))
        elif len(words) > 2 and words[1] == "*":
            self.nodes[words[0]].inside += _marker(" ".join(words[2:]))
        elif len(words) > 2 and words[1] == "=":
            self.nodes[words[0]].attributes["calledElement"] = words[2]
        elif len(words) > 2 and words[1] == "?":
            self.nodes[words[0]].condition = " ".join(words[2:])
        elif len(words) == 2 and words[1] == "~":
            self.nodes[words[0]].attributes["isInterrupting"] = "false"
        else:
            self._chain(line)

    def _chain(self, line: str) -> None:
        inside = re.fullmatch(r"(\w+): (.*)", line)
        parent, chain = (inside[1], inside[2]) if inside else (self.process, line)
        if inside:
            self._node(parent, self.process)
        attached = re.match(r"(\w+) ([!~]) (\w+)", chain)
        if attached:
            host, mark, event = attached.groups()
            drawn = self._node(event, self.nodes[host].parent)
            drawn.tag = "boundaryEvent"
            drawn.attributes["attachedToRef"] = host
            if mark == "~":
                drawn.attributes["cancelActivity"] = "false"
            chain = chain[attached.start(3) :]
        ids = [self._node(id.strip(), parent).id for id in chain.split(">")]
        self.flows += [(source, target, self.nodes[source].parent) for source, target in pairwise(ids)]

    def _node(self, id: str, parent: str) -> _Drawn:
        if id not in self.nodes:
            word = _WORDS.split(id)[0]
            found = next((kind for kind in _TAGS if re.fullmatch(rf"{kind}\d*", word)), "")
            self.nodes[id] = _Drawn(
                id=id, parent=parent, attributes=dict(_MORE.get(found, {})), tag=_TAGS.get(found, "userTask")
            )
        return self.nodes[id]

    # -- the file ------------------------------------------------------------------------------

    def file(self) -> str:
        processes = "".join(
            f'<process id="{process}" name="{process}">{self._contents(process)}</process>'
            for process in self.processes
        )
        declared = {
            (kind, name)
            for node in self.nodes.values()
            if (kind := _event_of(node)[0]) in _DECLARED and (name := _event_of(node)[1])
        }
        declarations = "".join(
            f'<{kind} id="{kind}_{name}" name="{name}"/>' for kind, name in sorted(declared)
        )
        return f"{OPENING}{declarations}{self._collaboration()}{processes}</definitions>"

    def _collaboration(self) -> str:
        if len(self.processes) == 1:
            return ""
        pools = "".join(f'<participant id="Pool_{id}" processRef="{id}"/>' for id in self.processes)
        flows = "".join(
            f'<messageFlow id="{source}--{target}" sourceRef="{source}" targetRef="{target}"/>'
            for source, target in self.messages
        )
        return f'<collaboration id="C">{pools}{flows}</collaboration>'

    def _contents(self, parent: str) -> str:
        nodes = "".join(self._element(node) for node in self.nodes.values() if node.parent == parent)
        flows = "".join(
            f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}"/>'
            for source, target, where in self.flows
            if where == parent
        )
        return nodes + flows

    def _element(self, node: _Drawn) -> str:
        attributes = "".join(f" {name}={quoteattr(value)}" for name, value in node.attributes.items())
        inside = _definition(node) + node.inside + self._contents(node.id)
        return f'<{node.tag} id="{node.id}"{attributes}>{inside}</{node.tag}>'


def _event_of(node: _Drawn) -> tuple[str, str]:
    """The kind of event and the name of what it is about."""
    if not node.tag.endswith("Event"):
        return "", ""
    words = _WORDS.split(node.id)
    if node.tag != "boundaryEvent":
        words = words[1:]
    kind = next((_EVENTS[word] for word in _EVENTS if words and re.fullmatch(rf"{word}\d*", words[0])), "")
    return kind, words[1] if len(words) > 1 else ""


def _definition(node: _Drawn) -> str:
    kind, name = _event_of(node)
    if not kind:
        return ""
    if kind == "link":
        return f"<linkEventDefinition name={quoteattr(name)}/>"
    if kind == "conditional":
        told = f"<condition>{escape(node.condition)}</condition>"
        return f"<conditionalEventDefinition>{told}</conditionalEventDefinition>"
    reference = f' {kind}Ref="{kind}_{name}"' if kind in _DECLARED and name else ""
    return f"<{kind}EventDefinition{reference}/>"


def _marker(text: str) -> str:
    found = re.fullmatch(r"(parallel|sequential) ?(\w*)(?: until (.*))?", text)
    if found:
        kind, number, until = found.groups()
        order = ' isSequential="true"' if kind == "sequential" else ""
        inside = f"<loopCardinality>{number}</loopCardinality>" if number else ""
        inside += f"<completionCondition>{escape(until)}</completionCondition>" if until else ""
        return f"<multiInstanceLoopCharacteristics{order}>{inside}</multiInstanceLoopCharacteristics>"
    found = re.fullmatch(r"loop(?: while (.*?))?( before)?(?: at most (\d+))?", text)
    assert found, text
    condition, before, most = found.groups()
    more = f' testBefore="{str(bool(before)).lower()}"' + (f' loopMaximum="{most}"' if most else "")
    inside = f"<loopCondition>{escape(condition)}</loopCondition>" if condition else ""
    return f"<standardLoopCharacteristics{more}>{inside}</standardLoopCharacteristics>"

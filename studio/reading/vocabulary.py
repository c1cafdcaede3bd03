"""The words of BPMN 2.0: which element of a file is what."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from studio.model import ArtifactKind, EventKind, NodeKind, TimerKind

__all__ = [
    "ARTIFACTS",
    "BPMN_NAMESPACES",
    "COLLABORATIONS",
    "CONTENTS",
    "EVENTS",
    "FLOW_PARTS",
    "MODEL",
    "NODES",
    "ONLY_IF_DRAWN",
    "PROSE",
    "STUDIO_NAMESPACE",
    "TIMERS",
    "Group",
]

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
"""The namespace of BPMN 2.0 as it was published."""

BPMN_NAMESPACES = frozenset(
    {
        MODEL,
        "http://www.omg.org/spec/BPMN/20100501/MODEL",
        "http://www.omg.org/spec/BPMN/2.0",
        "http://schema.omg.org/spec/BPMN/2.0",
        "http://schema.omg.org/spec/BPMN/2.0-XMI",
        "",
    }
)
"""The standard's namespace, those of its drafts, and none; beside them, that of the file's root counts."""

STUDIO_NAMESPACE = "urn:service-process-studio:bpmn:1"


class Group(StrEnum):
    """What part of a diagram an element becomes."""

    PROCESS = "process"
    POOL = "pool"
    LANE = "lane"
    NODE = "node"
    FLOW = "flow"
    MESSAGE = "message"
    ARTIFACT = "artifact"
    ASSOCIATION = "association"


NODES: Mapping[str, NodeKind] = {kind.value: kind for kind in NodeKind} | {
    # Names that drafts of the standard had for them
    "eventGateway": NodeKind.EVENT_GATEWAY,
    "intermediateEvent": NodeKind.CATCH_EVENT,
}

ARTIFACTS: Mapping[str, ArtifactKind] = {kind.value: kind for kind in ArtifactKind} | {
    "dataObject": ArtifactKind.DATA_OBJECT,
}

ONLY_IF_DRAWN = frozenset({"dataObject", "dataInput", "dataOutput"})
"""Declarations of data that are part of the picture only where they have a shape of their own."""

CONTENTS: Mapping[str, Group] = (
    dict.fromkeys(NODES, Group.NODE)
    | dict.fromkeys(ARTIFACTS, Group.ARTIFACT)
    | {
        "sequenceFlow": Group.FLOW,
        "association": Group.ASSOCIATION,
        "dataInputAssociation": Group.ASSOCIATION,
        "dataOutputAssociation": Group.ASSOCIATION,
        "lane": Group.LANE,
        "participant": Group.POOL,
        "messageFlow": Group.MESSAGE,
    }
)
"""What the elements inside a process, a sub-process, an activity or a collaboration become."""

COLLABORATIONS = frozenset({"collaboration", "choreography", "conversation", "globalConversation"})

FLOW_PARTS = frozenset(
    {
        "auditing",
        "categoryValueRef",
        "completionCondition",
        "correlationSubscription",
        "documentation",
        "extensionElements",
        "humanPerformer",
        "incoming",
        "ioBinding",
        "ioSpecification",
        "laneSet",
        "monitoring",
        "multiInstanceLoopCharacteristics",
        "outgoing",
        "performer",
        "potentialOwner",
        "property",
        "resourceRole",
        "rendering",
        "standardLoopCharacteristics",
        "supportedInterfaceRef",
        "supports",
    }
)
"""What else may stand directly in a process or sub-process without being a part of the picture."""

EVENTS: Mapping[str, EventKind] = {f"{kind.value}EventDefinition": kind for kind in EventKind}

TIMERS: Mapping[str, TimerKind] = {kind.value: kind for kind in TimerKind}

PROSE = frozenset({"documentation", "text"})
"""Elements whose text may be marked up: all the words inside belong to them."""

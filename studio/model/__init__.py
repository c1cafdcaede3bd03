"""What a process diagram is: its elements, its problems, its guards, and questions about its graph."""

from studio.model.calling import called_from
from studio.model.diagram import (
    Artifact,
    ArtifactKind,
    Association,
    Bounds,
    Declaration,
    Diagram,
    Element,
    EventDefinition,
    EventKind,
    Flow,
    Label,
    Lane,
    Loop,
    LoopKind,
    Node,
    NodeKind,
    Point,
    Pool,
    Process,
    Timer,
    TimerKind,
)
from studio.model.guard import Guard, GuardError, parse_guard
from studio.model.hint import Hint
from studio.model.problem import Problem, Severity
from studio.model.together import together

__all__ = [
    "Artifact",
    "ArtifactKind",
    "Association",
    "Bounds",
    "Declaration",
    "Diagram",
    "Element",
    "EventDefinition",
    "EventKind",
    "Flow",
    "Guard",
    "GuardError",
    "Hint",
    "Label",
    "Lane",
    "Loop",
    "LoopKind",
    "Node",
    "NodeKind",
    "Point",
    "Pool",
    "Problem",
    "Process",
    "Severity",
    "Timer",
    "TimerKind",
    "called_from",
    "parse_guard",
    "together",
]

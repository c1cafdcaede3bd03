"""A BPMN file read: bytes → tree of elements → the diagram's parts → :class:`Diagram`."""

from __future__ import annotations

from dataclasses import dataclass

from studio.model import Diagram, Hint, Problem, Severity
from studio.reading.assemble import assemble
from studio.reading.hints import hints_in
from studio.reading.items import Item, Survey, survey, tops
from studio.reading.layout import read_layout
from studio.reading.markup import Markup
from studio.reading.refusal import format_of_name, format_of_root, refusal
from studio.reading.register import Register
from studio.reading.tree import Document, parse
from studio.reading.vocabulary import BPMN_NAMESPACES, COLLABORATIONS

__all__ = ["Parts", "Reading", "parts_of", "read"]

_READABLE_ROOTS = COLLABORATIONS | {"process", "subProcess", "transaction", "adHocSubProcess"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read from a file: its diagram, what is wrong with it, and parameters found in it."""

    diagram: Diagram
    problems: tuple[Problem, ...]
    hints: tuple[Hint, ...]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A file's elements, and those of them that are parts of its diagram."""

    document: Document
    root: Markup
    survey: Survey
    register: Register

    @property
    def items(self) -> tuple[Item, ...]:
        return self.survey.items


def read(data: bytes, name: str) -> Reading:
    """Reads a BPMN 2.0 file; ``name`` is what messages call it.

    Raises :class:`~studio.errors.UnreadableFile` where there is nothing to show: not XML, hostile, too
    large, or not BPMN. Everything else is told as a problem, and the rest of the diagram is there.
    """
    parts = parts_of(data, name)
    layout = read_layout(parts.root, parts.register.declared)
    layout.place(parts.items)
    diagram, problems = assemble(parts.root, parts.items, parts.register, layout)
    told = [
        *parts.document.problems,
        *parts.register.problems,
        *layout.problems,
        *problems,
        *(_stranger(markup) for markup in parts.survey.strangers),
        *_whole(diagram, parts.root),
    ]
    told.sort(key=lambda problem: problem.line or 0)
    return Reading(diagram=diagram, problems=tuple(told), hints=hints_in(diagram), name=name)


def parts_of(data: bytes, name: str) -> Parts:
    """The parts of a file's diagram, each with its id; the same bytes always give the same ids."""
    document = parse(data, name)
    root = _bpmn(document.root, name)
    found = survey(root, _shapes(root).__contains__)
    return Parts(document=document, root=root, survey=found, register=Register(root, found.items))


def _bpmn(root: Markup, name: str) -> Markup:
    """The element that holds the diagram: the root, or a ``definitions`` somewhere inside a wrapper."""
    other = format_of_root(root.tag, root.namespace)
    if other is None:
        if root.tag == "definitions" and _is_bpmn(root):
            return root
        if root.tag in _READABLE_ROOTS:
            return root
    if other not in {"file.is-web-page", "file.is-picture"}:
        wrapped = (it for it in root.walk() if it.tag == "definitions" and it.namespace in BPMN_NAMESPACES)
        found = next(wrapped, None)
        if found is not None and found.namespace:
            return found
    if other is not None:
        raise refusal(other, name, root.line, root=root.tag)
    if root.tag.startswith("BPMN"):
        raise refusal("file.only-layout", name, root.line, root=root.tag)
    if root.namespace in BPMN_NAMESPACES and root.namespace:
        raise refusal("file.fragment", name, root.line, root=root.tag)
    raise refusal(format_of_name(name) or "file.no-bpmn", name, root.line, root=root.tag)


def _is_bpmn(root: Markup) -> bool:
    """Whether ``definitions`` are those of BPMN, by their namespace or else by what stands in them."""
    if root.namespace in BPMN_NAMESPACES and root.namespace:
        return True
    return "bpmn" in root.namespace.lower() or any(
        child.tag in {"process", "BPMNDiagram"} or child.tag in COLLABORATIONS for child in root.children
    )


def _shapes(root: Markup) -> set[str]:
    """The ids of what has a shape of its own, as the shapes spell them and without their prefix."""
    spelled = {
        markup.get("bpmnElement")
        for diagram in root.children
        if diagram.tag == "BPMNDiagram"
        for markup in diagram.walk()
        if markup.tag == "BPMNShape"
    }
    return spelled | {id.rpartition(":")[2] for id in spelled}


def _stranger(markup: Markup) -> Problem:
    return Problem(
        code="element.unknown",
        severity=Severity.INFO,
        element=markup.get("id") or None,
        line=markup.line,
        parameters=(("tag", markup.tag),),
    )


def _whole(diagram: Diagram, root: Markup) -> list[Problem]:
    """What is wrong with the file as a whole."""
    problems = []
    if root.namespace not in BPMN_NAMESPACES or not root.namespace:
        parameters = (("namespace", root.namespace),)
        problems.append(
            Problem(code="file.namespace", severity=Severity.INFO, line=root.line, parameters=parameters)
        )
    left_out = _left_out(root)
    for code in left_out:
        severity = Severity.WARNING if diagram.nodes else Severity.ERROR
        problems.append(Problem(code=code, severity=severity, line=root.line))
    if not diagram.nodes:
        problems += [] if left_out else [_emptiness(diagram, root)]
    elif all(node.bounds is None for node in diagram.nodes):
        problems.append(Problem(code="layout.none", severity=Severity.INFO, line=root.line))
    else:
        problems += [
            Problem(code="layout.missing", severity=Severity.INFO, element=node.id, line=node.line)
            for node in diagram.nodes
            if node.bounds is None
        ]
    return problems


def _left_out(root: Markup) -> list[str]:
    """Kinds of diagram in the file that are not shown: the codes that say so."""
    tags = {markup.tag for markup in tops(root) if markup.standard}
    tags |= {child.tag for top in tops(root) if top.tag in COLLABORATIONS for child in top.children}
    codes = {
        "file.choreography": {"choreography", "globalChoreographyTask", "choreographyTask"},
        "file.conversation": {"conversation", "globalConversation", "subConversation"},
    }
    return [code for code, kinds in codes.items() if tags & kinds]


def _emptiness(diagram: Diagram, root: Markup) -> Problem:
    """Why there is no step in the diagram."""
    if diagram.processes or diagram.pools:
        return Problem(code="diagram.empty", severity=Severity.WARNING, line=root.line)
    has_layout = any(markup.tag == "BPMNDiagram" for markup in root.children)
    code = "file.layout-without-process" if has_layout else "file.no-process"
    return Problem(code=code, severity=Severity.ERROR, line=root.line)

"""A BPMN file read: bytes → tree of elements → the diagram's parts → :class:`Diagram`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from studio.model import Diagram, Hint, Problem, Severity
from studio.reading.assemble import assemble
from studio.reading.exchange import Parameters, hints_of, parameters_in
from studio.reading.exchange import told as told_of_parameters
from studio.reading.hints import hints_in
from studio.reading.items import Item, Survey, survey, tops
from studio.reading.layout import Drawings, Layout, drawings_in, read_layout
from studio.reading.markup import Markup
from studio.reading.problems import problem
from studio.reading.refusal import format_of_name, format_of_root, refusal
from studio.reading.register import Register
from studio.reading.tree import Document, parse
from studio.reading.uncollected import uncollected
from studio.reading.vocabulary import BPMN_NAMESPACES, COLLABORATIONS, Group

__all__ = ["Parts", "Reading", "parts_of", "read"]

_READABLE_ROOTS = COLLABORATIONS | {"process", "subProcess", "transaction", "adHocSubProcess"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read from a file: its diagram, what is wrong with it, and parameters found in it.

    ``parameters`` are the scenarios that the file carries; the first of them is among the ``hints``.
    """

    diagram: Diagram
    problems: tuple[Problem, ...]
    hints: tuple[Hint, ...]
    name: str
    parameters: tuple[Parameters, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A file's elements, and those of them that are parts of its diagram."""

    document: Document
    root: Markup
    drawings: Drawings
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
    with uncollected():
        return _reading(parts_of(data, name), name)


def _reading(parts: Parts, name: str) -> Reading:
    layout = read_layout(parts.drawings, parts.register.shown)
    layout.place(parts.items)
    diagram, problems = assemble(parts.root, parts.items, parts.register, layout)
    carried = parameters_in(parts.root, parts.register.elements, diagram)
    told = [
        *parts.document.problems,
        *parts.register.problems,
        *layout.problems,
        *problems,
        *_whole(diagram, parts, layout),
        *told_of_parameters(carried, parts.root),
    ]
    told.sort(key=lambda it: it.line or 0)
    hints = (*hints_of(carried), *hints_in(diagram))
    return Reading(diagram=diagram, problems=tuple(told), hints=hints, name=name, parameters=carried)


def parts_of(data: bytes, name: str) -> Parts:
    """The parts of a file's diagram, each with its id; the same bytes always give the same ids."""
    document = parse(data, name)
    root = _bpmn(document.root, name)
    drawings = drawings_in(root, document.skipped)
    found = survey(root, drawings.shown)
    register = Register(document.within(root), document.growth.hidden, found.items)
    return Parts(document=document, root=root, drawings=drawings, survey=found, register=register)


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


def _whole(diagram: Diagram, parts: Parts, layout: Layout) -> Iterator[Problem]:
    """What is wrong with the file as a whole, and what of it is not shown."""
    root = parts.root
    for stranger in parts.survey.strangers:
        found = problem("element.unknown", Severity.INFO, stranger, tag=stranger.tag)
        yield replace(found, element=stranger.get("id") or None)
    if root.namespace not in BPMN_NAMESPACES or not root.namespace:
        code = "file.namespace" if root.namespace else "file.no-namespace"
        yield problem(code, Severity.INFO, root, **({"namespace": root.namespace} if root.namespace else {}))
    left_out = _left_out(root)
    for code in left_out:
        yield problem(code, Severity.WARNING if diagram.nodes else Severity.ERROR, root)
    if not diagram.nodes and not left_out:
        yield _emptiness(diagram, root)
    nowhere = [it for it in parts.items if it.group is Group.NODE and layout.of(it).bounds is None]
    if diagram.nodes and len(nowhere) == len(diagram.nodes):
        yield problem("layout.none", Severity.INFO, root)
    else:
        yield from (problem("layout.missing", Severity.INFO, item) for item in nowhere)


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
        return problem("diagram.empty", Severity.WARNING, root)
    has_layout = any(markup.tag == "BPMNDiagram" for markup in root.children)
    code = "file.layout-without-process" if has_layout else "file.no-process"
    return problem(code, Severity.ERROR, root)

"""Files made from a file by chance: bytes flipped, cut and spliced, elements moved, doubled and renamed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random

from lxml import etree

__all__ = ["bytes_mutant", "tree_mutant"]

_JUNK = (
    *(
        b'"',
        b"'",
        b"<",
        b">",
        b"/",
        b"&",
        b"&lt;",
        b"&#0;",
        b"&#x10FFFF;",
        b"&#38;#60;",
        b"]]>",
        b"<![CDATA[",
    ),
    *(
        b"<!--",
        b"-->",
        b"<?x ",
        b"?>",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
        b"&a;",
        b"xmlns:",
        b"\0",
        b"\xff\xfe",
    ),
    *(
        b"\xef\xbb\xbf",
        b"\xe4\xb8",
        b"\r\n",
        b"\x80" * 9,
        b"NaN",
        b"1e999",
        b"-5",
        b' id=""',
        b' name="\xf0\x9f',
    ),
)
_TEXTS = (
    *("", " ", "x" * 100_000, "\u202e投诉\u0301", "\U0001f4a9" * 50, "a\tb\nc", "1" * 400, "-1e308", "1e309"),
    *(
        "NaN",
        "inf",
        "P999999999Y",
        "9" * 30 + "小时内",
        "一二三四五六七八九十" * 20,
        "${x}",
        "= x > 1",
        "//*",
        "%s{0}",
    ),
    *("..", ":", "a:b:c", "{x}y", "http://x#y", "true", "'\"<>&"),
)
_NAMES = (
    *("id", "name", "sourceRef", "targetRef", "attachedToRef", "default", "processRef", "bpmnElement", "x"),
    *("width", "isExpanded", "isHorizontal", "triggeredByEvent", "calledElement", "categoryValueRef"),
)
_TAGS = (
    *("task", "subProcess", "boundaryEvent", "lane", "laneSet", "childLaneSet", "process", "participant"),
    *("sequenceFlow", "messageFlow", "textAnnotation", "group", "flowNodeRef", "incoming", "definitions"),
    *("timerEventDefinition", "timeDuration", "BPMNShape", "BPMNPlane", "extensionElements", "nonsense"),
)
_DEEPEST = 200


def bytes_mutant(data: bytes, others: Sequence[bytes], drawn: Random) -> bytes:
    """The bytes with one to eight small or large things done to them; ``others`` lend pieces."""
    made = bytearray(data)
    for _ in range(drawn.randint(1, 8)):
        start = drawn.randrange(len(made) + 1)
        end = min(len(made), start + drawn.choice((0, 1, 1, 2, 8, 60, 600, 6000)))
        match drawn.randrange(7):
            case 0:
                for place in range(start, min(end, start + 8)):
                    made[place] ^= 1 << drawn.randrange(8)
            case 1:
                del made[start:end]
            case 2:
                made[start:start] = made[start:end] * drawn.choice((1, 2, 30))
            case 3:
                other = drawn.choice(others)
                begin = drawn.randrange(len(other) + 1)
                made[start:end] = other[begin : begin + drawn.choice((10, 300, 5000))]
            case 4:
                made[start:start] = drawn.choice(_JUNK)
            case 5:
                made[start:end] = drawn.randbytes(end - start)
            case _:
                del made[start if drawn.random() < 0.2 else len(made) :]
    return bytes(made)


def tree_mutant(data: bytes, drawn: Random) -> bytes:
    """The file with one to twelve changes of its elements, so that it stays XML but means something else."""
    root = etree.fromstring(data)
    for _ in range(drawn.randint(1, 12)):
        drawn.choice(_CHANGES)(list(root.iter("{*}*")), drawn)
    encoding = drawn.choice(("utf-8", "utf-8", "utf-16", "gb18030", "iso-8859-1"))
    return etree.tostring(root, encoding=encoding, xml_declaration=drawn.random() < 0.9)


def _move(elements: list[etree._Element], drawn: Random) -> None:
    moved, holder = drawn.choice(elements), drawn.choice(elements)
    if moved.getparent() is not None and moved not in {holder, *holder.iterancestors()}:
        holder.insert(drawn.randrange(len(holder) + 1), moved)


def _double(elements: list[etree._Element], drawn: Random) -> None:
    one = drawn.choice(elements)
    if one.getparent() is not None and sum(1 for _ in one.iter()) < 500:
        for _ in range(drawn.choice((1, 1, 3))):
            another = deepcopy(one)
            another.tail = None
            one.addnext(another)


def _delete(elements: list[etree._Element], drawn: Random) -> None:
    one = drawn.choice(elements)
    holder = one.getparent()
    if holder is not None:
        holder.remove(one)


def _strip(elements: list[etree._Element], drawn: Random) -> None:
    one = drawn.choice(elements)
    if one.attrib:
        del one.attrib[drawn.choice(one.keys())]


def _swap_values(elements: list[etree._Element], drawn: Random) -> None:
    """Two elements exchange the values of an attribute that both have."""
    one, other = drawn.choice(elements), drawn.choice(elements)
    both = sorted(set(one.keys()) & set(other.keys()))
    if both:
        name = drawn.choice(both)
        first, second = one.get(name, ""), other.get(name, "")
        one.set(name, second)
        other.set(name, first)


def _refer(elements: list[etree._Element], drawn: Random) -> None:
    """Some attribute or text becomes the id of some element."""
    id = drawn.choice(elements).get("id") or "nothing"
    one = drawn.choice(elements)
    if len(one) or drawn.random() < 0.5:
        one.set(drawn.choice(_NAMES), drawn.choice(("", "", "bpmn:", "x:")) + id)
    else:
        one.text = id


def _say(elements: list[etree._Element], drawn: Random) -> None:
    one, text = drawn.choice(elements), drawn.choice(_TEXTS)
    if drawn.random() < 0.4:
        one.text = text
    else:
        one.set(drawn.choice([*one.keys(), *_NAMES]), text)


def _rename(elements: list[etree._Element], drawn: Random) -> None:
    one, other = drawn.choice(elements), drawn.choice(elements)
    namespace = etree.QName(other).namespace
    local = drawn.choice((*_TAGS, etree.QName(other).localname))
    one.tag = f"{{{namespace}}}{local}" if namespace else local


def _nest(elements: list[etree._Element], drawn: Random) -> None:
    one = drawn.choice(elements)
    namespace = etree.QName(one).namespace
    local = drawn.choice(("subProcess", "childLaneSet", "lane", "extensionElements", "group"))
    for number in range(drawn.choice((1, 5, 30, _DEEPEST))):
        one = etree.SubElement(one, f"{{{namespace}}}{local}" if namespace else local, id=f"deep{number}")


def _note(elements: list[etree._Element], drawn: Random) -> None:
    one = drawn.choice(elements)
    kinds: tuple[Callable[[str], etree._Element], ...] = (
        etree.Comment,
        lambda text: etree.ProcessingInstruction("xml-stylesheet", text),
    )
    one.insert(drawn.randrange(len(one) + 1), drawn.choice(kinds)("<task id='x'/>"))


_CHANGES = (_move, _double, _delete, _strip, _swap_values, _refer, _say, _rename, _nest, _note)

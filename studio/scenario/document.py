"""A YAML file as plain values, with the line on which each of them stands.

Scalars follow YAML 1.2's core schema: ``yes``, ``on``, ``1:30`` and ``2026-05-01`` are text. Keys are
always text. Numbers remember how they were written, so that :func:`studio.scenario.dump` writes them
the same way.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

import yaml

from studio.errors import Mistake
from studio.scenario.refusal import shown
from studio.wording import sentence

__all__ = [
    "Decimal",
    "Document",
    "Loader",
    "Path",
    "Whole",
    "decoded",
    "mistake",
    "read_at_most",
    "read_document",
    "written",
]

Path = tuple[str | int, ...]
"""From the root of a file to a value: keys, and positions in lists from 0."""

_MOST_NODES = 100_000
_DEEPEST = 60
_LARGEST_FILE = 500_000
"""Characters."""


class Whole(int):
    """A whole number and how it was written."""

    text: str


class Decimal(float):
    """A number with a fraction and how it was written."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file's values, or those of several merged, each with where it stands."""

    value: dict[str, Any]
    marks: Mapping[Path, tuple[str, int, int]]
    """File, line and column of each key and list item."""
    files: tuple[str, ...]
    """The names of all files that it was merged from, its own first."""
    mistakes: tuple[Mistake, ...] = ()

    def mark(self, path: Path) -> tuple[str, int | None]:
        """File and line of the value, or of the nearest one around it."""
        for length in range(len(path), 0, -1):
            found = self.marks.get(path[:length])
            if found is not None:
                return found[:2]
        return (self.files[0] if self.files else ""), None

    def column(self, path: Path) -> int:
        """The column of the value, to tell what stands first on a line."""
        return self.marks[path][2] if path in self.marks else 0


def written(path: Path) -> str:
    """A path as people read it: ``teams.Night.shifts[1].staff``, list items counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def mistake(
    code: str, path: Path, value: object, *, file: str, line: int | None, parameters: Mapping[str, object]
) -> Mistake:
    """A mistake whose ``allowed`` is the English sentence of its code."""
    told = {name: str(given) for name, given in parameters.items()}
    return Mistake(
        code=code,
        place=written(path),
        value=shown(value) if path else "",
        allowed=sentence(code, told),
        file=file,
        line=line,
        parameters=tuple(sorted(told.items())),
    )


def read_at_most(file: FilePath, limit: int) -> bytes | None:
    """The first bytes of a file, one more than the limit if it is longer; None if it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(limit + 1)
    except (OSError, ValueError):
        return None


def decoded(data: bytes) -> str | None:
    """The text of UTF-8 or, with a byte order mark, UTF-16; None if it is neither."""
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    try:
        return data.decode("utf-16" if data.startswith(marks) else "utf-8-sig")
    except UnicodeDecodeError:
        return None


def read_document(source: FilePath | str, name: str) -> Document:
    """The document in a file or a text; it never raises, what cannot be read is among its mistakes."""
    if isinstance(source, FilePath):
        data = read_at_most(source, 4 * _LARGEST_FILE)
        if data is None:
            return _unread("scenario.file.missing", name, None)
        text = decoded(data) if len(data) <= 4 * _LARGEST_FILE else " " * len(data)
    else:
        text = source
    return _unread("scenario.encoding", name, None) if text is None else _document(text, name)


@lru_cache(maxsize=16)
def _document(text: str, name: str) -> Document:
    """The document in a text, which nobody may change: a page asks for the same text again and again."""
    if len(text) > _LARGEST_FILE:
        return _unread("scenario.too-large", name, None, limit=_LARGEST_FILE)
    try:
        loader = Loader(text)
        root = loader.get_single_node()
    except yaml.reader.ReaderError:
        return _unread("scenario.encoding", name, None)
    except _TooDeep as error:
        return _unread("scenario.too-deep", name, error.line, limit=_DEEPEST)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        reason = _reason(str(error.problem or error.context))
        return _unread("scenario.yaml", name, at.line + 1 if at else None, reason=reason)
    except (ValueError, OverflowError):  # PyYAML on an escape such as "\UFFFFFFFF"
        return _unread("scenario.yaml", name, loader.line + 1, reason="a character that does not exist")
    return _Builder(name).document(root)


_REASONS = (
    ("mapping values are not allowed", "a colon stands where none can"),
    ("found character '\\t'", "a tab indents the line, where only spaces can"),
    ("cannot start any token", "a value begins with a character that it cannot begin with"),
    ("expected ':'", "a colon is missing after a key"),
    ("end of stream", "a bracket or a quotation mark is not closed"),
    ("<stream end>", "a bracket or a quotation mark is not closed"),
    ("alias", "what begins with * names nothing that stands before it"),
    ("single document", "there is more than one document in the file"),
    ("another document", "there is more than one document in the file"),
    ("expected", "a comma, a bracket or the indentation is wrong"),
)
"""What the YAML library says, and the same for people; the first that fits."""


def _reason(problem: str) -> str:
    return next((told for sign, told in _REASONS if sign in problem), "it cannot be understood here")


def _unread(code: str, name: str, line: int | None, **parameters: object) -> Document:
    found = mistake(code, (), None, file=name, line=line, parameters=parameters)
    return Document(value={}, marks={}, mistakes=(found,), files=(name,))


_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which an escape can write but no file can hold."""


class _TooDeep(Exception):
    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


class Loader(yaml.SafeLoader):
    """Composes nodes by YAML 1.2's core schema; builds nothing."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own attribute
    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401 - PyYAML's signature
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _TooDeep(self.line + 1)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


_CORE = (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]{1,300}|0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}", list("-+0123456789")),
    (
        "float",
        r"[-+]?((\.[0-9]{1,300}|[0-9]{1,300}(\.[0-9]{0,300})?)([eE][-+]?[0-9]{1,9})?|\.(inf|Inf|INF))|\.(nan|NaN|NAN)",
        list("-+.0123456789"),
    ),
)
for _kind, _pattern, _first in _CORE:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(rf"(?:{_pattern})\Z"), _first)


class _Builder:
    """Turns composed nodes into values, noting lines and mistakes."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._marks: dict[Path, tuple[str, int, int]] = {}
        self._mistakes: list[Mistake] = []
        self._around: set[int] = set()
        self._count = 0

    def document(self, root: yaml.Node | None) -> Document:
        value = self._value(root, ()) if root is not None else None
        if value is not None and not isinstance(value, dict):
            self._refuse("scenario.mapping", (), value, 1)
        return Document(
            value=value if isinstance(value, dict) else {},
            marks=self._marks,
            mistakes=tuple(self._mistakes),
            files=(self._file,),
        )

    def _refuse(self, code: str, path: Path, value: object, line: int, **parameters: object) -> None:
        self._mistakes.append(mistake(code, path, value, file=self._file, line=line, parameters=parameters))

    def _value(self, node: yaml.Node, path: Path) -> Any:  # noqa: ANN401 - whatever stands in the file
        line = node.start_mark.line + 1
        self._count += 1
        if self._count == _MOST_NODES:
            self._refuse("scenario.too-many-values", path, "…", line, limit=_MOST_NODES)
        if self._count >= _MOST_NODES:
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path, line)
        if id(node) in self._around:
            self._refuse("scenario.recursive", path, "*", line)
            return None
        self._around.add(id(node))
        value = self._list(node, path) if isinstance(node, yaml.SequenceNode) else self._mapping(node, path)
        self._around.discard(id(node))
        return value

    def _list(self, node: yaml.SequenceNode, path: Path) -> list[Any]:
        values = []
        for index, item in enumerate(node.value):
            self._marks[*path, index] = (self._file, item.start_mark.line + 1, item.start_mark.column)
            values.append(self._value(item, (*path, index)))
        return values

    def _mapping(self, node: yaml.Node, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode) or _HALVES.search(key_node.value):
                self._refuse("scenario.key.text", path, "[…]", line)
                continue
            key = key_node.value
            here = (*path, key)
            if key in values:
                self._refuse("scenario.key.duplicate", here, key, line, first=self._marks[here][1])
                continue
            self._marks[here] = (self._file, line, key_node.start_mark.column)
            values[key] = self._value(value_node, here)
        return values

    def _scalar(self, node: yaml.ScalarNode, path: Path, line: int) -> Any:  # noqa: ANN401
        text: str = node.value
        match node.tag.removeprefix("tag:yaml.org,2002:"):
            case "str" if not _HALVES.search(text):
                return text
            case "null":
                return None
            case "bool" if text.lower() in ("true", "false"):
                return text.lower() == "true"
            case "int" | "float" as kind if (number := _number(text, kind)) is not None:
                return number
        self._refuse("scenario.tag", path, f"{node.tag} {text}", line)
        return None


def _number(text: str, kind: str) -> Whole | Decimal | None:
    lower = text.lower()
    try:
        if kind == "int":
            whole = Whole(lower, 0 if lower.startswith(("0o", "0x")) else 10)
            whole.text = text
            return whole
        decimal = Decimal(lower.replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:
        return None
    decimal.text = text
    return decimal

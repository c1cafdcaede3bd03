"""JSON of others taken apart: bounded in size and depth, and never of another kind than asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from studio.reading.exchange.spelling import figure_of
from studio.reading.limits import MAX_BYTES
from studio.reading.refusal import refusal

__all__ = ["entries", "figure", "figures", "load_json", "pairs", "text", "within"]

_DEEPEST = 60
_MOST_VALUES = 1_000_000


def load_json(data: bytes, name: str) -> Mapping[str, Any]:
    """The object in a file; UnreadableFile where it is none, broken, too large or nested too deep."""
    if len(data) > MAX_BYTES:
        raise refusal("file.too-large", name, megabytes=MAX_BYTES // 1024**2)
    try:
        found = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except RecursionError:
        raise refusal("file.too-deep", name, limit=_DEEPEST) from None
    except json.JSONDecodeError as error:
        raise refusal("exchange.broken-json", name, error.lineno, column=error.colno) from None
    except (UnicodeDecodeError, ValueError):
        raise refusal("exchange.no-json", name) from None
    if not isinstance(found, dict):
        raise refusal("exchange.not-prosimos", name)
    _bound(found, name)
    return found


def _bound(value: object, name: str) -> None:
    waiting = [(value, 1)]
    count = 0
    while waiting:
        item, depth = waiting.pop()
        count += 1
        if depth > _DEEPEST:
            raise refusal("file.too-deep", name, limit=_DEEPEST)
        if count > _MOST_VALUES:
            raise refusal("file.too-many-elements", name, limit=_MOST_VALUES)
        inner = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
        waiting.extend((each, depth + 1) for each in inner)


def within(value: object, key: str) -> Any:  # noqa: ANN401 - whatever stands in the file
    """What stands under a key; None where there is no such key or no object."""
    return value.get(key) if isinstance(value, dict) else None


def entries(value: object) -> list[Mapping[str, Any]]:
    """The objects of a list; none where it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def pairs(value: object) -> Iterator[tuple[str, Any]]:
    """The entries of an object; none where it is no object."""
    if isinstance(value, dict):
        yield from value.items()


def text(value: object) -> str:
    """A text or a number as text; empty for anything else."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def figure(value: object) -> float | None:
    """A finite number, also one written as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    return figure_of(str(value))


def figures(value: object) -> Sequence[float]:
    """The numbers of a list, each as it is or as an object's ``value``; none where one is no number."""
    if not isinstance(value, list):
        return ()
    found = [figure(within(item, "value") if isinstance(item, dict) else item) for item in value]
    return () if None in found else [told for told in found if told is not None]

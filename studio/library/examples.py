"""The processes that ship with the studio, each with its what-if scenarios.

They are read where they are, in the installed package or at the top of a checkout, and never copied.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path

import studio

__all__ = ["Example", "examples_folder", "find_example", "list_examples"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example process; ``id`` is its file's stem, ``scenarios`` the files of its what-ifs."""

    id: str
    name: str
    bpmn: Path
    digest: str
    scenarios: tuple[Path, ...]


def examples_folder() -> Path:
    """The folder that holds ``bpmn`` and ``simulations``."""
    package = Path(studio.__file__).parent
    installed = package / "_examples"
    return installed if installed.is_dir() else package.parent


def list_examples() -> tuple[Example, ...]:
    """The example processes in the order of their files' names."""
    return _read(examples_folder())


def find_example(id: str) -> Example | None:
    return next((example for example in list_examples() if example.id == id), None)


@functools.cache
def _read(folder: Path) -> tuple[Example, ...]:
    return tuple(
        Example(
            id=bpmn.stem,
            name=bpmn.stem.replace("-", " ").replace("_", " ").capitalize(),
            bpmn=bpmn,
            digest=hashlib.sha256(bpmn.read_bytes()).hexdigest(),
            scenarios=_scenarios(folder / "simulations" / bpmn.stem),
        )
        for bpmn in sorted((folder / "bpmn").glob("*.bpmn"))
    )


def _scenarios(folder: Path) -> tuple[Path, ...]:
    """Scenario files, ``today`` first: the others are told as differences from it."""
    found = sorted(folder.glob("*.yaml"))
    return tuple(sorted(found, key=lambda path: path.stem.lower() not in ("today", "baseline")))

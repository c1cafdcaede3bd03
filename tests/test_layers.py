"""The rooms of the studio import downwards only, each third-party package in its own room."""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

STUDIO = Path(__file__).parents[1] / "studio"

ROOMS = [
    "errors", "model", "wording", "reading", "scenario", "check", "execution", "simulation", "analysis",
    "simplify", "library", "report", "app", "cli",
]  # fmt: skip
"""Each imports only from those before it."""

ALLOWED = {
    "lxml": {"reading", "report"},
    "babel": {"wording"},
    "pydantic": {"scenario"},
    "yaml": {"scenario"},
    "numpy": set(ROOMS[ROOMS.index("scenario") :]),
    "SpiffWorkflow": {"execution"},
    "simpy": {"simulation"},
    "numba": {"simulation"},
    "dask": {"simulation"},
    "distributed": {"simulation"},
    "scipy": {"simulation", "analysis"},
    "pandas": {"analysis", "app"},
    "pyarrow": {"analysis", "app"},
    "sqlalchemy": {"library"},
    "matplotlib": {"report"},
    "docx": {"report"},
    "openpyxl": {"report"},
    "streamlit": {"app"},
    "altair": {"app"},
    "typer": {"cli"},
    "rich": {"cli"},
}
"""Who may import what; a package that is not listed is imported by nobody."""

WORDLESS = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}


@cache
def modules() -> dict[str, Path]:
    """Every module of the studio by its dotted name."""
    paths = [path for path in STUDIO.rglob("*.py") if "node_modules" not in path.parts]
    return {
        ".".join(path.relative_to(STUDIO.parent).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(paths)
    }


@cache
def imports(module: str, *, at_run_time: bool = False) -> frozenset[str]:
    """What a module imports, wherever in it: modules of the studio by name, others by their first word.

    ``at_run_time`` leaves out what stands under ``if TYPE_CHECKING``.
    """
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    for_types = {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for part in block.body
        for node in ast.walk(part)
    }
    return frozenset(
        name if name.partition(".")[0] == "studio" else name.partition(".")[0]
        for node in ast.walk(tree)
        if not (at_run_time and node in for_types)
        for name in imported(node)
    )


def imported(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(package, names, level):
            assert level == 0, "imports are absolute"
            for alias in names:
                deeper = f"{package}.{alias.name}"
                yield deeper if deeper in modules() else str(package)
        case ast.Call(
            ast.Name("__import__") | ast.Attribute(attr="import_module"), [ast.Constant(str(name)), *_]
        ):
            yield name


def room(module: str) -> str:
    return module.partition(".")[2].partition(".")[0]


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_from_lower_rooms_and_only_what_its_room_may(module):
    own = room(module)
    assert own in ROOMS or module == "studio"
    for name in imports(module):
        if name.startswith("studio."):
            assert name in modules()
            assert room(name) == own or ROOMS.index(room(name)) < ROOMS.index(own), name
        elif name != "studio" and name not in sys.stdlib_module_names:
            assert own in ALLOWED.get(name, ()), name


def test_no_modules_import_each_other_in_a_circle():
    graph = {module: imports(module, at_run_time=True) & modules().keys() for module in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_every_module_is_called_after_what_it_holds():
    assert not [module for module in modules() if WORDLESS & set(module.split("."))]


@pytest.mark.parametrize("package", [name for name, path in modules().items() if path.name == "__init__.py"])
def test_what_a_package_offers_can_be_imported(package):
    offered = getattr(importlib.import_module(package), "__all__", ())
    assert sorted(offered) == sorted(set(offered))
    for name in offered:
        assert hasattr(sys.modules[package], name), name

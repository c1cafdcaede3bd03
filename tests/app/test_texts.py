"""Every text of the pages has its Chinese, with the same placeholders."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from studio.wording.catalogue import catalogue

APP = Path(__file__).parents[2] / "studio" / "app"
NAMES = re.compile(r"^[A-Z][^.]*[ A-Za-z).…]$|.* .*")
SAME = {"P90", "PERT", "0", "1", "0 %", "50 %", "100 %"}
"""Texts that are the same in both languages, or that are told otherwise."""


def literals(node: ast.AST) -> Iterator[str]:
    """The texts that an argument may be."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def texts(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if (
            called == "translate"
            and node.args
            and not isinstance(node.args[0], ast.Subscript | ast.Attribute)
        ):
            yield from literals(node.args[0])
        elif called in ("Column", "titled", "way", "Field", "Grid", "Group", "field", "entry"):
            for keyword in node.keywords:
                if keyword.arg in ("name", "help", "otherwise"):
                    yield from literals(keyword.value)
            if called == "field" and len(node.args) > 3:
                yield from literals(node.args[3])
            if called in ("titled", "way") and isinstance(node.args[0], ast.Constant):
                yield from literals(node.args[0])
        elif called in ("_choose", "_one_click_away"):
            yield from literals(node.args[0])
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            yield from table(node)


def table(node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    """The values of a table of names (``_KINDS`` and the like), which are translated where they are shown."""
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
    if not isinstance(target, ast.Name) or not isinstance(node.value, ast.Dict):
        return
    if target.id.strip("_") in TABLES:
        for value in node.value.values:
            yield from literals(value)


TABLES = {
    "KINDS",
    "EVENTS",
    "TIMERS",
    "SEVERITIES",
    "LEVELS",
    "FAMILY_NAMES",
    "END_NAMES",
    "ATTRIBUTE_NAMES",
    "NAMED",
    "ON_MISS_NAMES",
    "ORIGIN_NAMES",
    "DAYS",
    "ABOUT",
    "BADGES",
    "NAMES",
    "TYPICAL",
    "VIEWS",
    "SECTIONS",
    "PROPERTIES",
    "WORDS",
    "GROUPS",
    "FIELDS",
    "IN_ENGLISH",
    "IN_CHINESE",
    "HINTS",
    "TIMER_HINTS",
}


def all_texts() -> dict[str, str]:
    """Every text with the file where it stands."""
    files = [path for path in sorted(APP.rglob("*.py")) if "diagram/frontend" not in path.as_posix()]
    return {text: path.name for path in files for text in texts(path) if text.strip()}


def measures() -> Iterator[str]:
    from studio.app.measures import CASE, STEP, TEAM

    for measure in (*CASE.values(), *STEP.values(), *TEAM.values()):
        yield measure.name
        yield measure.meaning


def test_every_text_has_its_chinese():
    known = catalogue("zh-CN")
    wanted = all_texts() | dict.fromkeys(measures(), "measures.py")
    missing = {text: file for text, file in wanted.items() if text not in known and text not in SAME}
    assert missing == {}


def test_placeholders_are_the_same_in_both_languages():
    def placeholders(text: str) -> set[str]:
        return {name.partition(":")[0] for name in re.findall(r"\{([^}]*)\}", text)}

    for english, chinese in catalogue("zh-CN").items():
        assert placeholders(english) == placeholders(chinese), english

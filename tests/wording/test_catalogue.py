"""Every text that the studio says is there in every language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from studio.wording import LANGUAGES, SENTENCES, sentences
from studio.wording.catalogue import catalogue

STUDIO = Path(__file__).parents[2] / "studio"
FOREIGN = [language for language in LANGUAGES if language != "en"]
FILES = sorted((STUDIO / "wording" / "locale").rglob("*.po"))


def placeholders(text: str) -> set[tuple[str, str]]:
    """Names with what stands behind the colon; a pair of English words counts only where it stands alone."""
    told = [(name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None]
    figures = {(name, spec) for name, spec in told if "|" not in spec}
    return figures | {(name, "") for name, _ in told if name not in dict(figures)}


@cache
def trees() -> list[ast.Module]:
    paths = [path for path in STUDIO.rglob("*.py") if "node_modules" not in path.parts]
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(paths)]


def nodes() -> Iterator[ast.AST]:
    for tree in trees():
        yield from ast.walk(tree)


def texts(expression: ast.expr | None) -> Iterator[str]:
    """The text of a literal, or those of the branches of a conditional expression."""
    if isinstance(expression, ast.IfExp):
        yield from texts(expression.body)
        yield from texts(expression.orelse)
    elif isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value


def places_of(parameter: str) -> dict[str, int]:
    """For each function or class of the studio that takes ``parameter``, its place among the arguments."""
    found: dict[str, int] = {}
    for node in nodes():
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.posonlyargs + node.args.args]
            if parameter in names:
                found[node.name] = names.index(parameter) - (names[0] == "self")
        elif isinstance(node, ast.ClassDef):
            own = [
                part for part in node.body if isinstance(part, ast.FunctionDef) and part.name == "__init__"
            ]
            if own and parameter in [argument.arg for argument in own[0].args.args]:
                found[node.name] = [argument.arg for argument in own[0].args.args].index(parameter) - 1
    for node in nodes():
        for base in node.bases if isinstance(node, ast.ClassDef) else ():
            if isinstance(base, ast.Name) and base.id in found:
                found.setdefault(node.name, found[base.id])
    return found


def arguments(parameter: str) -> set[str]:
    """The texts written for ``parameter`` in any call, by its name or in its place."""
    places = places_of(parameter)
    found: set[str] = set()
    for node in nodes():
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        place = places.get(name, len(node.args))
        given = [keyword.value for keyword in node.keywords if keyword.arg == parameter]
        if name in places and place < len(node.args):
            given.append(node.args[place])
        found.update(text for expression in given for text in texts(expression))
    return found


@pytest.mark.parametrize("language", FOREIGN)
def test_every_sentence_is_translated_with_the_same_placeholders(language):
    translated = catalogue(language)
    for code, english in SENTENCES.items():
        assert english in translated, code
        assert placeholders(translated[english]) == placeholders(english), code


@pytest.mark.parametrize("language", FOREIGN)
def test_every_translation_keeps_the_placeholders_and_the_full_stop(language):
    for english, translated in catalogue(language).items():
        assert placeholders(translated) == placeholders(english), english
        assert english.endswith(".") == translated.endswith("。"), english


@pytest.mark.parametrize(
    "path", [path for path in FILES if "zh_CN" in path.parts], ids=lambda path: path.stem
)
def test_chinese_has_chinese_punctuation(path):
    with path.open("rb") as file:
        texts = [str(message.string) for message in read_po(file) if message.id]
    assert [
        text for text in texts if re.search(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]", text)
    ] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_catalogue_has_no_guessed_given_up_or_empty_text(path):
    with path.open("rb") as file:
        found = read_po(file)
    assert not found.obsolete
    assert not [message.id for message in found if message.id and (message.fuzzy or not message.string)]


def test_no_text_is_translated_in_two_ways():
    seen: dict[tuple[str, str], str] = {}
    for path in FILES:
        entries = re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
        assert len(entries) == len(set(entries)), path.name
        for entry in entries:
            other = seen.setdefault((path.parts[-3], entry), path.name)
            assert other == path.name, f"{entry!r} stands in {other} and in {path.name}"


CODE = re.compile(r"[a-z]+(\.[a-z0-9-]+)+(?<!\.db)(?<!\.bpmn)")


def test_every_code_has_a_sentence():
    """Codes are what is passed as one, and every other text that begins like one."""
    passed = {code for code in arguments("code") if CODE.fullmatch(code)}
    families = {code.partition(".")[0] for code in passed}
    alike = {
        node.value
        for node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }
    codes = passed | {text for text in alike if text.partition(".")[0] in families}
    assert len(codes) > 20
    assert codes - SENTENCES.keys() == set()


def test_no_code_has_sentences_in_two_topics():
    assert len(SENTENCES) == sum(len(topic.SENTENCES) for topic in sentences._TOPICS)


def test_every_sentence_is_said_somewhere():
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for path in STUDIO.rglob("*.py")
        if path.parent.name != "sentences" and "node_modules" not in path.parts
    )
    assert [code for code in SENTENCES if f'"{code}"' not in sources] == []


@pytest.mark.parametrize("language", FOREIGN)
def test_every_text_written_for_the_screen_is_translated(language):
    written = {
        text
        for node in nodes()
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "translate"
        for text in texts(node.args[0] if node.args else None)
    }
    assert written - catalogue(language).keys() == set()

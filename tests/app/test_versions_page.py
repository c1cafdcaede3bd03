"""The versions of a diagram on its page: looked at, downloaded, brought back."""

from __future__ import annotations

import pytest
from visiting import LANGUAGES, ONE_STEP, kept, own_library, visit

from studio import library
from studio.app import shared
from studio.library import Note

__all__ = ["own_library"]

SECOND = ONE_STEP.replace('name="Answer"', 'name="Answer or pass on"')
TEXTS = {"en": "Drop the gateway [G1]", "zh-CN": "去掉网关 [G1]"}


@pytest.fixture
def process(own_library):
    first = kept()
    note = Note(code="simplify.F3", texts=TEXTS, reason="It says *nothing*")
    return library.save_version(own_library, first.id, SECOND.encode(), note=note)


def page(process, language="en", **address):
    return visit(language, "diagram", process=process.id, **address)


def keys(at):
    return {button.key for button in at.button}


def told(at):
    return [shown.value for shown in (*at.markdown, *at.caption)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_versions_are_listed_with_what_they_are_about(process, language):
    at = page(process, language)
    texts = " ".join(told(at))
    assert TEXTS[language].replace("[", r"\[").replace("]", r"\]") in texts
    assert r"\*nothing\*" in texts
    assert {"en": "As it was added.", "zh-CN": "添加时的原图。"}[language] in texts
    assert {"view version:1", "view version:2"} <= keys(at)
    assert [at.button(f"restore version:{number}").disabled for number in (1, 2)] == [False, True]


@pytest.mark.usefixtures("own_library")
def test_a_diagram_of_one_version_has_no_list():
    assert not any(str(key).startswith("view version") for key in keys(page(kept())))


def test_a_former_version_is_shown_for_reading_only_and_stands_in_the_address(process):
    at = page(process)
    assert "edit" in keys(at)
    at.button("view version:1").click().run()
    assert not at.exception
    assert at.query_params["version"] == "1"
    assert "edit" not in keys(at)
    assert any("This is version 1" in text for text in told(at))
    at.button("newest version").click().run()
    assert "version" not in at.query_params
    assert "edit" in keys(at)


@pytest.mark.parametrize("version", ["2", "9", "x"])
def test_an_address_of_no_former_version_shows_the_diagram_as_it_is(process, version):
    at = page(process, version=version)
    assert "edit" in keys(at)
    assert "version" not in at.query_params


def test_a_version_is_restored_only_after_a_second_click(process):
    at = page(process, version="1")
    at.button("restore shown").click().run()
    assert library.process_bytes(shared.store(), process.id) == SECOND.encode()
    at.button("do restore").click().run()
    assert not at.exception
    assert library.process_bytes(shared.store(), process.id) == ONE_STEP.encode()
    assert [version.number for version in library.list_versions(shared.store(), process.id)] == [3, 2, 1]
    assert "version" not in at.query_params
    assert "do restore" not in keys(at)


def test_who_thinks_better_of_it_changes_nothing(process):
    at = page(process)
    at.button("restore version:1").click().run()
    at.button("do not restore").click().run()
    assert "do restore" not in keys(at)
    assert len(library.list_versions(shared.store(), process.id)) == 2


def test_nothing_is_restored_over_what_somebody_else_saved(process):
    at = page(process)
    at.button("restore version:1").click().run()
    theirs = SECOND.replace("Answer or", "Call back or").encode()
    library.save_version(shared.store(), process.id, theirs, note=Note())
    at.button("do restore").click().run()
    assert not at.exception
    assert library.process_bytes(shared.store(), process.id) == theirs
    assert ["saved by somebody else" in error.value for error in at.error] == [True]

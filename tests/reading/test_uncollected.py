"""Reading leaves Python's collector as it was, whatever happens."""

from __future__ import annotations

import gc

import pytest
from bpmn_text import process
from large_files import large_file

from studio.errors import UnreadableFile
from studio.reading import read
from studio.reading.uncollected import uncollected


def test_the_collector_runs_again_after_a_reading_and_after_a_refusal():
    read(process('<task id="N"/>').encode(), "x")
    assert gc.isenabled()
    with pytest.raises(UnreadableFile):
        read(b"nothing", "x")
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        read(process('<task id="N"/>').encode(), "x")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_who_comes_second_leaves_it_to_the_first():
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_a_reading_took_is_given_back_without_the_collector():
    unfolded = process(
        '<task id="N"><extensionElements><a:b xmlns:a="a"><a:c/></a:b></extensionElements></task>'
    )
    for data in (large_file(100), unfolded.encode()):
        read(data, "x")
        gc.collect()
        with uncollected():
            read(data, "x")
            assert gc.collect() == 0

"""Reading leaves Python's collector as it was, whatever happens."""

from __future__ import annotations

import gc

import pytest
from bpmn_text import process

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

"""A person at the forms of the complaint process."""

from __future__ import annotations

import pytest
from form_desk import Desk, drawn_by_a_stranger
from sheet_desk import Sheets


@pytest.fixture(scope="module")
def reading():
    return drawn_by_a_stranger()


@pytest.fixture
def desk(reading):
    return Desk(reading)


@pytest.fixture
def sheets():
    return Sheets()

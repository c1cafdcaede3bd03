"""Tests of the examples run once for each process, or once for each scenario."""

from __future__ import annotations

from pathlib import Path

import pytest
from shipped import FILES, SCENARIOS, reading

from studio.model import Diagram


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def diagram(path: Path) -> Diagram:
    return reading(path).diagram


@pytest.fixture(params=SCENARIOS, ids=lambda file: f"{file.parent.name}-{file.stem}")
def file(request: pytest.FixtureRequest) -> Path:
    return request.param

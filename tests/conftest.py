"""What every test may ask for: how thorough to be, and where other people's diagrams are."""

from __future__ import annotations

from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--thorough", action="store_true", help="raise the numbers of generated cases; takes an hour"
    )


@pytest.fixture(scope="session")
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether the long numbers are asked for."""
    return bool(request.config.getoption("--thorough"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of BPMN files by others, which is not a part of the project."""
    if not CORPUS.is_dir():
        pytest.skip("the folder of other people's diagrams is not beside this checkout")
    return CORPUS

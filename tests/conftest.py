"""What every test may ask for: how thorough to be, and where other people's diagrams are."""

from __future__ import annotations

from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
BROWSER = Path(__file__).parent / "browser"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--thorough", action="store_true", help="raise the numbers of generated cases; takes an hour"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes test at once, one has all that needs a browser, and begins with it.

    Two browsers side by side make each other wait; the tests of a file share what it makes for them.
    """
    items.sort(key=lambda item: BROWSER not in item.path.parents)
    for item in items:
        group = BROWSER if BROWSER in item.path.parents else item.path
        item.add_marker(pytest.mark.xdist_group(str(group.relative_to(BROWSER.parent))))


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

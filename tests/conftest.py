"""What every test may ask for: how thorough to be, and where other people's diagrams are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
BROWSER = Path(__file__).parent / "browser"

# Machines are shared and slow at times: how long a case takes is no reason to fail.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--thorough", action="store_true", help="raise the numbers of generated cases; takes an hour"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a browser begins, because it takes the longest."""
    items.sort(key=lambda item: BROWSER not in item.path.parents)


class OneBrowser(LoadScopeScheduling):
    """Each file in one process, for it shares what it makes; and all that needs a browser in one, too.

    Two browsers side by side make each other wait.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return BROWSER.name if f"/{BROWSER.name}/" in file else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneBrowser:
    return OneBrowser(config, log)


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

"""An empty library in a folder of its own."""

from __future__ import annotations

import pytest

from studio.library import open_store


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'library.db'}")
    yield store
    store.close()

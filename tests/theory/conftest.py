"""Where programs are run against closed forms."""

from __future__ import annotations

import pytest
from laboratory import Laboratory


@pytest.fixture(scope="session")
def laboratory(thorough: bool) -> Laboratory:
    """Half-widths are within 5 % in the usual runs already; longer ones find smaller deviations."""
    return Laboratory(scale=3 if thorough else 1)

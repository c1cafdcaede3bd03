"""What a construct gives is compared in the construct's own module."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("construct")

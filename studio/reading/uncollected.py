"""Reading without Python's collector of cycles: a file's tree has none, and the collector would walk it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing is collected meanwhile; what nothing refers to any more goes all the same.

    A thread that begins while another reads leaves it to that one to go on collecting.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()

"""How much a file may hold. Each bound is far above the largest real diagram and far below what hurts."""

from __future__ import annotations

__all__ = [
    "MAX_ATTRIBUTE",
    "MAX_ATTRIBUTES",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_ELEMENTS",
    "MAX_LANES_COMPARED",
    "MAX_TAGS",
    "MAX_TEXT",
    "MAX_VALUES",
]

MAX_BYTES = 32 * 1024 * 1024
"""Bytes in a file: 10,000 nodes with their layout take about 10 MB, the largest public diagram 2 MB."""

MAX_ELEMENTS = 400_000
"""XML elements in a file: a node with its flows, labels and layout takes about 20 of them."""

MAX_TAGS = 3 * MAX_ELEMENTS
"""Start tags, end tags, comments and the like, counted before anything is made of them."""

MAX_DEPTH = 128
"""Levels of nesting: sub-processes in lanes in sub-processes reach 20, and every level costs stack."""

MAX_ATTRIBUTE = 1_000_000
"""Characters in one attribute: the longest in use are icons that tools embed, some 100,000."""

MAX_ATTRIBUTES = 1_000
"""Attributes of one element: some thirty are in use."""

MAX_VALUES = 2_000_000
"""Attributes in a file, counted before anything is made of them: a node with its layout has about 50."""

MAX_TEXT = 10_000_000
"""Bytes in one text, comment or CDATA section: libxml2's own bound while it guards against bombs."""

MAX_LANES_COMPARED = 300
"""Lanes of one process in which a node is looked for by place: more would make large files slow."""

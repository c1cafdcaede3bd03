"""Swimlane layout: a diagram gets its picture, as a careful analyst would draw it.

From left to right, pools above each other, lanes as bands, lines with few bends that pass no shape.
"""

from studio.reading.swimlanes.arrange import arranged

__all__ = ["arranged"]

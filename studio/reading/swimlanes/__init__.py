"""Swimlane layout: a diagram gets its picture, as a careful analyst would draw it.

From left to right, pools above each other, lanes as bands, lines with few bends that pass no shape.
"""

from studio.reading.swimlanes.arrange import arranged
from studio.reading.swimlanes.missing import drawn_in

__all__ = ["arranged", "drawn_in"]

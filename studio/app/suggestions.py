"""Suggestions in words."""

from studio.simplify.words import price_of, text_of

__all__ = ["price_of", "text_of"]

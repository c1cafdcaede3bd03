"""The short answers that people write on the ways out of a decision: yes, no, and all else."""

from __future__ import annotations

import unicodedata

__all__ = ["answer_of", "is_otherwise"]

_YES = frozenset({"yes", "y", "ja", "true", "是", "是的", "对"})
_NO = frozenset({"no", "n", "nein", "false", "否", "不是", "不"})
_OTHERWISE = frozenset({
    "otherwise", "else", "default", "all other cases", "all others", "other", "others", "any other",
    "in all other cases",
    "sonst", "andernfalls", "ansonsten", "sonstige", "否则", "其他", "其它", "其余", "默认", "其他情况",
    "其它情况", "其余情况",
})  # fmt: skip


def answer_of(label: str) -> bool | None:
    """Whether a label says yes or no and nothing else."""
    word = _tidy(label).strip(".!,;。\"' ")
    return True if word in _YES else False if word in _NO else None


def is_otherwise(label: str) -> bool:
    """Whether a label says that its way is for all that no other way is for."""
    return _tidy(label).strip(".!,;。\"' ") in _OTHERWISE


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()

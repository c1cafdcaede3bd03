"""A card shows a name as somebody typed it, however long it is and whatever stands in it."""

from __future__ import annotations

import pytest
from visiting import kept, own_library, visit

from studio.app.names import plain
from studio.app.titles import brief

pytestmark = pytest.mark.usefixtures("own_library")
__all__ = ["own_library"]


def test_a_long_name_is_cut_and_told_whole_in_the_tooltip():
    name = "Handling of complaints about deliveries " * 12
    kept(name=name.strip())
    (title,) = [text for text in visit().markdown if text.value.startswith("**Handling of complaints")]
    assert len(title.value) < 100
    assert title.value.endswith("…**")
    assert title.help == name.strip()


@pytest.mark.parametrize(
    ("name", "shown"), [("短" * 200, "短" * 79 + "…"), ("Short", "Short"), ("a" * 80, "a" * 80)]
)
def test_a_name_is_cut_only_where_it_is_long(name, shown):
    assert brief(name) == shown


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("[l](http://e.com)", "\\[l\\]\\(http:\u2060//e.com\\)"),
        ("www.example.com", "www\u2060.example.com"),
        ("a@b.example", "a@\u2060b.example"),
        ("*all* calls", "\\*all\\* calls"),
        (":red[x]", ":\u2060red\\[x\\]"),
        ("8:30 to 9:00", "8:\u206030 to 9:\u206000"),
    ],
)
def test_what_looks_like_markup_or_an_address_is_shown_as_it_was_typed(typed, told):
    assert plain(typed) == told

"""Words find their room: widths, line breaks, sizes, and letters that no font has."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.report.figures.lettering import LEADING, fitted, legible, lines_of, text_width


def test_a_chinese_character_is_as_wide_as_the_letters_are_large_and_latin_ones_are_narrower():
    assert text_width("投诉", 10) == pytest.approx(20)
    assert 0 < text_width("il", 10) < text_width("mw", 10) < 20


def test_lines_break_between_words_and_between_chinese_characters():
    assert lines_of("Register the complaint", 10, 60) == ["Register the", "complaint"]
    assert lines_of("登记并核对投诉", 10, 40) == ["登记并核", "对投诉"]


def test_lines_are_about_equally_long():
    assert lines_of("aaa aaa aaa aaa", 10, text_width("aaa aaa aaa ", 10)) == ["aaa aaa", "aaa aaa"]


def test_a_line_neither_begins_with_closing_marks_nor_ends_with_opening_ones():
    lines = lines_of("解决投诉（含回访），结案。", 10, 42)
    assert not [line for line in lines if line[0] in "），。" or line[-1] == "（"]


def test_a_line_break_of_the_diagram_stays():
    assert lines_of("one\ntwo", 10, 500) == ["one", "two"]


@given(st.text(st.sampled_from("ab wi-投诉（），。/ "), max_size=60), st.floats(24, 200))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text, width):
    lines = lines_of(text, 10, width)
    marks = re.compile(r"[（），。]")
    assert not [line for line in lines if text_width(line, 10) > width + 1e-6 and not marks.search(line)]
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_words_shrink_until_they_fit_and_are_whole():
    size, lines = fitted("Investigate", width=50, height=30, largest=14, smallest=6)
    assert lines == ["Investigate"]
    assert 6 < size < 14
    assert text_width("Investigate", size) <= 50


def test_what_finds_no_room_even_in_the_smallest_letters_is_cut_and_says_so():
    size, lines = fitted("word " * 80, width=80, height=30, largest=14, smallest=8)
    assert size == 8
    assert len(lines) * size * LEADING <= 30
    assert lines[-1].endswith("…")


def test_what_the_font_lacks_is_a_box_and_what_cannot_be_seen_is_nothing():
    assert legible("a😀b") == "a□b"
    assert legible("a\u200bb\u00a0c\x07") == "ab c "
    assert legible("已上报 → 总经理 ± 5 %") == "已上报 → 总经理 ± 5 %"

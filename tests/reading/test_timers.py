"""Durations in words, figures and ISO 8601."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.reading.numerals import chinese_number, western_number
from studio.reading.timers import iso_duration, recurs, spoken_duration
from studio.scenario.units import text_of_duration


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("after 48 hours", "48 h"),
        ("48h", "48 h"),
        ("24hrs.", "24 h"),
        ("Wait 2 days", "2 d"),
        ("two days", "2 d"),
        ("a day", "1 d"),
        ("an hour", "1 h"),
        ("half an hour", "30 min"),
        ("half a day", "12 h"),
        ("a half hour", "30 min"),
        ("a quarter of an hour", "15 min"),
        ("a quarter hour", "15 min"),
        ("three quarters of an hour", "45 min"),
        ("1.5 hours", "90 min"),
        ("one and a half hours", "90 min"),
        ("an hour and a half", "90 min"),
        ("2 ½ days", "60 h"),
        ("½ day", "12 h"),
        ("1 hour 30 minutes", "1 h 30 min"),
        ("1 h, 30 min", "1 h 30 min"),
        ("1 day and 4 hours", "1 d 4 h"),
        ("1h30m15s", "1 h 30 min 15 s"),
        ("after 2h30", "2 h 30 min"),
        ("10,000 minutes", "10000 min"),
        ("1 000 h", "1000 h"),
        ("1 500小时内", "1500 h"),
        ("twenty-four hours", "24 h"),
        ("forty eight hours", "48 h"),
        ("fifteen minutes", "15 min"),
        ("3 working days", "3 d"),
        ("5 business days later", "5 d"),
        ("2-day wait", "2 d"),
        ("two more weeks", "14 d"),
        ("1 week", "7 d"),
        ("1w", "7 d"),
        ("a fortnight", "14 d"),
        ("2 months", "60 d"),
        ("a quarter", "90 d"),
        ("1 year", "365 d"),
        ("90 seconds", "90 s"),
        ("500ms", "0.5 s"),
        ("2-3 days", "3 d"),
        ("between 2 and 5 days", "5 d"),
        ("every 15 minutes", "15 min"),
        ("every day", "1 d"),
        ("daily", "1 d"),
        ("Weekly report", "7 d"),
        ("Reply missing (> 4 h)", "4 h"),
        ("AFTER 2 HOURS", "2 h"),
        ("0 minutes", "0 min"),
        ("PT48H", "48 h"),
        ("R3/PT10H", "10 h"),
    ],
)
def test_english_labels(text, value):
    assert str(spoken_duration(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nach 48 Stunden", "48 h"),
        ("14 Tage", "14 d"),
        ("nach 2 Tagen", "2 d"),
        ("1,5 Stunden", "90 min"),
        ("eine Stunde", "1 h"),
        ("einen Tag", "1 d"),
        ("halbe Stunde", "30 min"),
        ("eine halbe Stunde", "30 min"),
        ("einen halben Tag", "12 h"),
        ("anderthalb Stunden", "90 min"),
        ("zweieinhalb Tage", "60 h"),
        ("eine Viertelstunde", "15 min"),
        ("2 Std. und 15 Min.", "2 h 15 min"),
        ("vierundzwanzig Stunden", "24 h"),
        ("dreißig Minuten", "30 min"),
        ("dreissig Minuten", "30 min"),
        ("fünf Werktage", "5 d"),
        ("3 volle Tage", "3 d"),
        ("zwei weitere Wochen", "14 d"),
        ("48-Stunden-Frist", "48 h"),
        ("jede Stunde", "1 h"),
        ("alle 2 Stunden", "2 h"),
        ("täglich", "1 d"),
    ],
)
def test_german_labels(text, value):
    assert str(spoken_duration(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("48小时内", "48 h"),
        ("48个小时", "48 h"),
        ("24h内", "24 h"),
        ("24时内", "24 h"),
        ("两天", "2 d"),
        ("二天后", "2 d"),
        ("半小时", "30 min"),
        ("半个小时", "30 min"),
        ("半天", "12 h"),
        ("半个月", "15 d"),
        ("一个半小时", "90 min"),
        ("两个半小时", "150 min"),
        ("一天半", "36 h"),
        ("15分钟", "15 min"),
        ("十五分钟", "15 min"),
        ("等待5分", "5 min"),
        ("一刻钟", "15 min"),
        ("1小时30分钟", "1 h 30 min"),
        ("一小时零五分", "1 h 5 min"),
        ("1天12小时", "1 d 12 h"),
        ("３０秒", "30 s"),
        ("三个工作日", "3 d"),
        ("5 个工作日内", "5 d"),
        ("3日内", "3 d"),
        ("一周", "7 d"),
        ("两个星期", "14 d"),
        ("2个月", "60 d"),
        ("一年", "365 d"),
        ("四十八小时", "48 h"),
        ("一百二十分钟", "120 min"),
        ("超过2小时未答复", "2 h"),
        ("每天", "1 d"),
        ("每2小时", "2 h"),
        ("每周", "7 d"),
        ("3到5天", "5 d"),
        ("48小時內", "48 h"),
        ("兩週後", "14 d"),
        ("30分鐘", "30 min"),
    ],
)
def test_chinese_labels(text, value):
    assert str(spoken_duration(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Timer",
        "Deadline",
        "18:00",
        "at 8 am",
        "Monday",
        "24/7 hours",
        "until 18:30 h",
        "second reminder",
        "a second reminder",
        "Step 2",
        "1.250 Stunden",
        "Level 2 support",
        "two weeks before start",
        "1 week prior",
        "2 Wochen vor Beginn",
        "10天前",
        "第三天",
        "2026年",
        "5月",
        "5日",
        "周一",
        "下午3点",
        "3分之一",
        "几天后",
        "次日",
        "0 0/5 * * * ?",
        "${deadline}",
        "Tage",
        "PT",
        "P",
    ],
)
def test_labels_without_a_duration(text):
    assert spoken_duration(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("PT48H", "48 h"),
        ("P2D", "2 d"),
        ("P1DT12H", "1 d 12 h"),
        ("PT90M", "90 min"),
        ("PT1.5H", "90 min"),
        ("PT0,5S", "0.5 s"),
        ("P1W", "7 d"),
        ("P1M", "30 d"),
        ("P1Y", "365 d"),
        ("PT0S", "0 s"),
        ("pt5m", "5 min"),
        ("R3/PT10H", "10 h"),
        ("R/2026-01-01T00:00:00Z/P1D", "1 d"),
        ('= duration("PT5M")', "5 min"),
        ("PT1H30M", "1 h 30 min"),
    ],
)
def test_iso_durations(text, value):
    assert str(iso_duration(text)) == value


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1", "1H", "2026-03-02T00:00:00", "PT1X", "POST1D", "XPT1H"]
)
def test_what_is_no_iso_duration(text):
    assert iso_duration(text) is None


@pytest.mark.parametrize(
    "text", ["every hour", "daily", "jeden Tag", "alle 2 Stunden", "每天", "once per week"]
)
def test_what_happens_again_and_again(text):
    assert recurs(text)


@pytest.mark.parametrize("text", ["after 2 days", "everything", "nach 2 Tagen", "两天后", ""])
def test_what_happens_once(text):
    assert not recurs(text)


@given(st.integers(0, 9_999), st.sampled_from(["hours", "h", "Stunden", "小时", "个小时"]))
def test_any_number_of_hours_is_understood_and_written_as_a_scenario_reads_it(number, unit):
    duration = spoken_duration(f"after {number} {unit}")
    assert duration is not None
    assert duration.seconds == number * 3600
    assert text_of_duration(str(duration)) == number * 3600


@given(
    st.lists(
        st.tuples(st.integers(0, 99), st.sampled_from("DHMS")),
        min_size=1,
        max_size=4,
        unique_by=lambda it: it[1],
    )
)
def test_every_iso_duration_is_written_as_a_scenario_reads_it(parts):
    parts = sorted(parts, key=lambda part: "DHMS".index(part[1]))
    days = "".join(f"{number}{unit}" for number, unit in parts if unit == "D")
    times = "".join(f"{number}{unit}" for number, unit in parts if unit != "D")
    duration = iso_duration(f"P{days}{'T' if times else ''}{times}")
    assert duration is not None
    assert text_of_duration(str(duration)) == duration.seconds


@given(st.text())
def test_any_text_is_a_duration_or_none(text):
    duration = spoken_duration(text)
    if duration is not None:
        assert duration.seconds >= 0
        assert text_of_duration(str(duration)) is not None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("四十八", 48),
        ("一百", 100),
        ("一百零五", 105),
        ("半", 0.5),
        ("7.5", 7.5),
    ],
)
def test_chinese_numerals(text, number):
    assert chinese_number(text) == number


@pytest.mark.parametrize("text", ["", "十十", "半半", "百", "x"])
def test_what_is_no_chinese_numeral(text):
    assert chinese_number(text) is None


@pytest.mark.parametrize("words", [(), ("and",), ("two", "three"), ("half", "two"), ("twenty", "eleven")])
def test_words_that_are_no_number(words):
    assert western_number(words) is None

"""The calendar of a due-date sum speaks the language of its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

from checks.calendar import load_calendar
from reports.console.environment import environment
from reports.page.day_picture import day_picture
from tests.console.messages import CHINESE
from tests.reports.builders import finding

CALENDAR = load_calendar()
HELD = date(2026, 10, 12)


def drawn(language: str) -> str:
    """The picture over the National Day of 2026, of what was settled after it fell due."""
    days = CALENDAR.day_count(date(2026, 9, 25), date(2026, 10, 9))
    one = replace(finding(), day_count=days, due_on=date(2026, 10, 9), settled_on=HELD)
    return str(environment(language).from_string("{{ one|day_picture }}").render(one=one))


def test_in_english_heads_notes_and_spoken_labels_are_english() -> None:
    svg = drawn("en")
    assert not CHINESE.search(svg)
    root = ElementTree.fromstring(f"<x>{svg}</x>")
    assert [one.attrib["aria-label"] for one in root] == ["September 2026", "October 2026"]
    texts = [one.text for one in root.iter("text")]
    assert {"Mon", "Sun", "Start", "Day 1", "Holiday"} <= set(texts)
    hints = [one.text for one in root.iter("title")]
    assert "2026-10-01: National Day" in hints
    assert "2026-10-12: (settled)" in hints
    assert all(len(text or "") <= 14 for text in texts)


def test_in_chinese_the_console_draws_what_the_report_does() -> None:
    svg = drawn("zh")
    days = CALENDAR.day_count(date(2026, 9, 25), date(2026, 10, 9))
    one = replace(finding(), day_count=days, due_on=date(2026, 10, 9), settled_on=HELD)
    assert svg == str(day_picture(one))
    for words in ("2026年9月", ">一<", "第1日", "国庆节", "2026年10月12日：（办结）"):
        assert words in svg


def test_a_measure_has_its_unit_in_the_language() -> None:
    text = "{{ measured_text(6.0, 'working days') }}|{{ measured_text(0.5, 'share') }}"
    assert environment("zh").from_string(text).render() == "6个工作日|50%"
    assert environment("en").from_string(text).render() == "6 working days|50%"

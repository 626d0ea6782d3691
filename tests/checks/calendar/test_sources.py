from datetime import date
from pathlib import Path

import pytest

from checks.calendar import CalendarGap, calendar_from, load_calendar
from checks.errors import CalendarError

NOTICE = 'notice = { number = "国办发明电〔2026〕9号", date = 2026-11-04 }\n'
WHOLE = (
    "year = 2027\ncomplete = true\n"
    + NOTICE
    + """
holidays = [
  { date = 2026-12-31, name = "元旦" },
  { date = 2027-01-01, name = "元旦" },
]
workdays = [2027-01-09]
"""
)


def test_a_whole_new_year_is_covered() -> None:
    calendar = calendar_from({"2027.toml": WHOLE})
    assert calendar.covers(2027)
    assert calendar.off_reason(date(2027, 1, 1)) == "元旦"
    assert calendar.off_reason(date(2026, 12, 31)) == "元旦"
    assert calendar.is_working_day(date(2027, 1, 9))
    assert calendar.off_reason(date(2027, 1, 10)) == "周末"
    assert calendar.add(date(2026, 12, 30), 1) == date(2027, 1, 4)
    with pytest.raises(CalendarGap):
        calendar.is_working_day(date(2028, 1, 3))


def test_a_late_change_amends_a_covered_year() -> None:
    text = (
        "year = 2026\n"
        + NOTICE
        + """
holidays = [{ date = 2026-03-02, name = "临时放假" }, { date = 2026-10-10, name = "周末" }]
workdays = [2026-10-07, 2026-03-07]
"""
    )
    calendar = calendar_from({"2026.toml": text})
    assert calendar.off_reason(date(2026, 3, 2)) == "临时放假"
    assert calendar.is_working_day(date(2026, 3, 7))
    assert calendar.is_working_day(date(2026, 10, 7))
    assert not calendar.is_working_day(date(2026, 10, 10))
    assert calendar.off_reason(date(2026, 10, 1)) == "国庆节"


def test_a_complete_file_replaces_what_was_known() -> None:
    text = (
        "year = 2026\ncomplete = true\n"
        + NOTICE
        + 'holidays = [{ date = 2026-01-01, name = "元旦" }]\n'
    )
    calendar = calendar_from({"2026.toml": text})
    assert calendar.is_working_day(date(2026, 10, 1))
    assert calendar.off_reason(date(2026, 10, 10)) == "周末"
    assert calendar.off_reason(date(2025, 10, 1)) == "国庆节"


def test_the_version_pins_the_data() -> None:
    plain = calendar_from({}).version
    assert plain.startswith("chinesecalendar 1.")
    first = calendar_from({"2027.toml": WHOLE}).version
    second = calendar_from({"2027.toml": WHOLE + "# changed\n"}).version
    assert len({plain, first, second}) == 3
    assert "2027.toml" in first


def test_the_folder_and_the_archived_texts_give_the_same(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "README.md").write_text("notes", encoding="utf-8")
    assert load_calendar(tmp_path) == calendar_from({"2027.toml": WHOLE})


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_text(WHOLE, encoding="utf-8-sig")
    assert load_calendar(tmp_path) == calendar_from({"2027.toml": WHOLE})


def test_no_folder_means_no_override(tmp_path: Path) -> None:
    assert load_calendar(tmp_path / "calendar") == load_calendar() == calendar_from({})


HEAD = "year = 2026\n" + NOTICE


@pytest.mark.parametrize(
    "name, text, named",
    [
        ("2026.toml", "year = [", "not TOML"),
        ("2026.toml", "x = " + "[" * 5000, "not TOML"),
        ("2026.toml", HEAD + "holiday = []\n", "holiday: unknown key"),
        ("2026.toml", "year = 2025\n" + NOTICE, "year: must be 2026"),
        ("2026.toml", NOTICE, "year: must be 2026"),
        ("2026.toml", "year = 2026\n", "notice"),
        ("2026.toml", 'year = 2026\nnotice = "国办"\n', "notice"),
        ("2026.toml", "year = 2026\nnotice = { date = 2026-01-01 }\n", "notice.number"),
        ("2026.toml", 'year = 2026\nnotice = { number = "1号" }\n', "notice.date"),
        (
            "2026.toml",
            'year = 2026\nnotice = { number = "1", date = 2026-01-01, by = "x" }\n',
            "notice.by: unknown key",
        ),
        ("2026.toml", HEAD + 'complete = "yes"\n', "complete"),
        ("2026.toml", HEAD + "holidays = {}\n", "holidays: must be a list"),
        ("2026.toml", HEAD + "holidays = [2026-01-01]\n", "holidays[0]"),
        ("2026.toml", HEAD + "holidays = [{ date = 2026-01-01 }]\n", "holidays[0].name"),
        (
            "2026.toml",
            HEAD + 'holidays = [{ date = "1月1日", name = "元旦" }]\n',
            "holidays[0].date",
        ),
        (
            "2026.toml",
            HEAD + 'holidays = [{ date = 2026-01-01, name = "元旦", off = 1 }]\n',
            "holidays[0].off: unknown key",
        ),
        (
            "2026.toml",
            HEAD
            + 'holidays = [{ date = 2026-01-01, name = "a" }, { date = 2026-01-01, name = "b" }]\n',
            "holidays[1].date: 2026-01-01 is given twice",
        ),
        ("2026.toml", HEAD + "workdays = [2026-01-04T08:00:00]\n", "workdays[0]"),
        ("2026.toml", HEAD + "workdays = [2027-01-04]\n", "workdays[0]: 2027-01-04 lies outside"),
        ("2026.toml", HEAD + "workdays = [2025-11-30]\n", "workdays[0]: 2025-11-30 lies outside"),
        (
            "2026.toml",
            HEAD + 'workdays = [2026-01-04]\nholidays = [{ date = 2026-01-04, name = "a" }]\n',
            "workdays: 2026-01-04",
        ),
        ("2026.toml", HEAD + "complete = true\n", "holidays: a whole year"),
        (
            "2027.toml",
            WHOLE.replace("complete = true\n", ""),
            "complete: there is no data for 2027",
        ),
        ("holidays.toml", HEAD, "named after its year"),
        ("20266.toml", HEAD, "named after its year"),
    ],
)
def test_a_bad_file_is_one_clear_error(name: str, text: str, named: str) -> None:
    with pytest.raises(CalendarError) as error:
        calendar_from({name: text})
    message = str(error.value)
    assert message.startswith(f"{name}: ")
    assert named in message
    assert "\n" not in message.strip() or "not TOML" in message


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CalendarError, match=r"2027\.toml: cannot be read"):
        load_calendar(tmp_path)

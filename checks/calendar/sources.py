"""Where the calendar's data come from: chinesecalendar, then override files in year order.

An override file (docs/calendar.md) carries one notice of the State Council: a whole new year,
or a late change of a year that is covered already.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version as package_version
from pathlib import Path
from typing import Any

from chinese_calendar import constants

from checks.calendar.working_days import WorkCalendar
from checks.errors import CalendarError
from crawler.portals.spelling import toml_fault

_FILE_NAME = re.compile(r"(?P<year>(?:19|20|21)\d{2})\.toml")
_KEYS = frozenset({"year", "notice", "complete", "holidays", "workdays"})
_NOTICE_KEYS = frozenset({"number", "date"})
_HOLIDAY_KEYS = frozenset({"date", "name"})


@dataclass(frozen=True)
class _Override:
    year: int
    complete: bool
    holidays: Mapping[date, str]
    workdays: frozenset[date]


def load_calendar(folder: Path | None = None) -> WorkCalendar:
    """The calendar with the override files of `folder`; a folder that is not there has none.

    Raises CalendarError naming file and key.
    """
    return calendar_from(read_overrides(folder) if folder is not None else {})


def read_overrides(folder: Path) -> dict[str, str]:
    """The texts of a folder's override files by name, as `calendar_from` and archives take them."""
    if not folder.is_dir():
        return {}
    texts = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            # An editor of Windows may have put a byte order mark before the text.
            texts[path.name] = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CalendarError(f"{path.name}: cannot be read: {error}") from error
    return texts


def calendar_from(texts: Mapping[str, str]) -> WorkCalendar:
    """The calendar with override files handed in as name → text.

    Raises CalendarError naming file and key.
    """
    holidays: dict[date, str] = {
        day: constants.Holiday(name).chinese for day, name in constants.holidays.items()
    }
    workdays: set[date] = set(constants.workdays)
    years = {day.year for day in holidays}
    version = [f"chinesecalendar {package_version('chinesecalendar')}"]
    for name in sorted(texts):
        override = _parse(name, texts[name])
        if override.complete:
            holidays = {d: n for d, n in holidays.items() if d.year != override.year}
            workdays = {d for d in workdays if d.year != override.year}
            years.add(override.year)
        elif override.year not in years:
            raise CalendarError(
                f"{name}: complete: there is no data for {override.year} to amend; "
                "a whole year needs complete = true"
            )
        for day in override.workdays:
            holidays.pop(day, None)
        workdays = (workdays | override.workdays) - override.holidays.keys()
        holidays.update(override.holidays)
        version.append(f"{name} {hashlib.sha256(texts[name].encode()).hexdigest()}")
    return WorkCalendar(frozenset(years), holidays, frozenset(workdays), "; ".join(version))


def _parse(name: str, text: str) -> _Override:
    match = _FILE_NAME.fullmatch(name)
    if match is None:
        raise CalendarError(f"{name}: an override file is named after its year, like 2027.toml")
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CalendarError(f"{name}: {toml_fault(text, error)}") from error
    _known_keys(name, "", table, _KEYS)
    year = int(match["year"])
    if table.get("year") != year or isinstance(table.get("year"), bool):
        raise CalendarError(f"{name}: year: must be {year}, as the file is named")
    _check_notice(name, table.get("notice"))
    complete = table.get("complete", False)
    if not isinstance(complete, bool):
        raise CalendarError(f"{name}: complete: must be true or false")
    holidays = _holidays(name, year, _rows(name, table, "holidays"))
    workdays = _workdays(name, year, _rows(name, table, "workdays"))
    both = sorted(holidays.keys() & workdays)
    if both:
        raise CalendarError(f"{name}: workdays: {both[0]} is given as a holiday too")
    if complete and not any(day.year == year for day in holidays):
        raise CalendarError(f"{name}: holidays: a whole year without a holiday")
    return _Override(year, complete, holidays, workdays)


def _check_notice(name: str, notice: object) -> None:
    if not isinstance(notice, dict):
        raise CalendarError(f"{name}: notice: give the notice, {{ number = …, date = … }}")
    _known_keys(name, "notice.", notice, _NOTICE_KEYS)
    number = notice.get("number")
    if not isinstance(number, str) or not number.strip():
        raise CalendarError(f"{name}: notice.number: must be the notice's document number")
    if not _is_date(notice.get("date")):
        raise CalendarError(f"{name}: notice.date: must be a date, like 2026-11-04")


def _holidays(name: str, year: int, rows: list[Any]) -> dict[date, str]:
    found: dict[date, str] = {}
    for index, row in enumerate(rows):
        place = f"holidays[{index}]"
        if not isinstance(row, dict):
            raise CalendarError(f"{name}: {place}: must be {{ date = …, name = … }}")
        _known_keys(name, f"{place}.", row, _HOLIDAY_KEYS)
        label = row.get("name")
        if not isinstance(label, str) or not label.strip():
            raise CalendarError(f"{name}: {place}.name: must be the holiday's name")
        day = _day(name, f"{place}.date", year, row.get("date"))
        if day in found:
            raise CalendarError(f"{name}: {place}.date: {day} is given twice")
        found[day] = label.strip()
    return found


def _workdays(name: str, year: int, rows: list[Any]) -> frozenset[date]:
    days = [_day(name, f"workdays[{index}]", year, row) for index, row in enumerate(rows)]
    return frozenset(days)


def _day(name: str, place: str, year: int, value: object) -> date:
    # A year's notice may move days of the December before it.
    if not isinstance(value, date) or not _is_date(value):
        raise CalendarError(f"{name}: {place}: must be a date, like {year}-01-01")
    if value.year != year and (value.year, value.month) != (year - 1, 12):
        raise CalendarError(f"{name}: {place}: {value} lies outside {year}")
    return value


def _is_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _rows(name: str, table: Mapping[str, Any], key: str) -> list[Any]:
    rows = table.get(key, [])
    if not isinstance(rows, list):
        raise CalendarError(f"{name}: {key}: must be a list")
    return rows


def _known_keys(name: str, prefix: str, table: Mapping[str, Any], known: frozenset[str]) -> None:
    for key in table:
        if key not in known:
            raise CalendarError(f"{name}: {prefix}{key}: unknown key")

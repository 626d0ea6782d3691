"""The working-day calendar (工作日): official holidays and make-up days, Beijing dates."""

from checks.calendar.sources import calendar_from, load_calendar, read_overrides
from checks.calendar.working_days import Day, WorkCalendar
from checks.errors import CalendarGap

__all__ = [
    "CalendarGap",
    "Day",
    "WorkCalendar",
    "calendar_from",
    "load_calendar",
    "read_overrides",
]

"""A dossier as of a moment before it was read: both sides of every date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from checks.engine.own_time import as_of_then
from crawler.portals import Role
from crawler.records import BEIJING, Reply, Sighting
from tests.builders import day, dossier, entry, field, message, moment, section

THEN = datetime(2018, 12, 31, 23, 59, 59, tzinfo=BEIJING)
LAST, AFTER = "2018-12-31", "2019-01-01"


def row(path: str, on: str | None) -> object:
    made = entry(Role.INTERPRETATIONS, f"http://www.yunxi.test/{path}", path)
    return replace(made, date=None if on is None else field(day(on)))


@pytest.mark.parametrize(("on", "there"), [(LAST, True), (AFTER, False), (None, True)])
def test_rows_dated_later_are_gone(on: str | None, there: bool) -> None:
    then = as_of_then(dossier(row("a.html", on)), THEN)  # type: ignore[arg-type]
    assert bool(then.entries()) is there
    assert (then.as_of, then.today) == (THEN, date(2018, 12, 31))


def test_a_section_is_as_new_as_what_is_left_of_it() -> None:
    newest = replace(section(Role.INTERPRETATIONS), newest_on=day("2026-11-01"), entries=3)
    old, new = row("a.html", "2018-05-01"), row("b.html", AFTER)
    then = as_of_then(dossier(old, new, sections=[newest]), THEN)  # type: ignore[arg-type]
    found = then.section(Role.INTERPRETATIONS)
    assert (found.newest_on, found.entries) == (day("2018-05-01"), 2)
    early = replace(newest, newest_on=day(LAST))
    assert as_of_then(dossier(sections=[early]), THEN).section(Role.INTERPRETATIONS) == early


@pytest.mark.parametrize(("on", "answered"), [(LAST, True), (AFTER, False)])
def test_replies_dated_later_are_taken_off(on: str, answered: bool) -> None:
    one = message("http://www.yunxi.test/m/1.html", submitted="2018-12-20", replied=on)
    then = as_of_then(dossier(one), THEN)
    assert bool(then.messages[0].replies) is answered
    late = message("http://www.yunxi.test/m/2.html", submitted=AFTER)
    assert as_of_then(dossier(late), THEN).messages == ()


def test_an_undated_reply_stays_and_later_sightings_go() -> None:
    one = message("http://www.yunxi.test/m/1.html", submitted="2018-12-20")
    one = replace(one, replies=(Reply("已办。"),))
    seen = [Sighting(one.url, "answered", moment(f"{on}T02:00")) for on in (LAST, AFTER)]
    then = as_of_then(dossier(one, sightings=seen), THEN)
    assert then.messages[0].replies == one.replies
    assert then.sightings == (seen[0],)


def test_those_above_are_of_the_same_time() -> None:
    above = dossier(row("a.html", AFTER))  # type: ignore[arg-type]
    then = as_of_then(replace(dossier(), higher=(above,)), THEN)
    assert then.higher[0].entries() == ()
    assert then.higher[0].as_of == THEN

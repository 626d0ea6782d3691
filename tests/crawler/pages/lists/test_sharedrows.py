"""Rows of one list that lead to the same address."""

from __future__ import annotations

from datetime import date, timedelta
from time import process_time

import pytest

from crawler.pages.lists.sharedrows import rows_once
from crawler.portals.roles import Role
from crawler.records.model import Entry, Field
from tests.crawler.pages.layouts import DATES, TITLES, dates, framed, read_list, titles
from tests.crawler.pages.pages import SNAPSHOT
from tests.fuzzing.growing import uncollected

SHARED = "/files/2026/a.rar"


def listed(*shown: tuple[str, str, str], role: Role = Role.NOTICES) -> tuple[list[str], list[str]]:
    rows = "".join(f"<li><a href='{u}'>{t}</a><span>{d}</span></li>" for u, t, d in shown)
    found = read_list(framed(f"<ul>{rows}</ul>"), role=role)
    assert [entry.rank for entry in found.entries] == list(range(1, len(found.entries) + 1))
    return titles(found), dates(found)


OWN = [(f"/a/{n}.html", TITLES[n], DATES[n]) for n in range(4)]


def test_a_file_put_up_for_two_notices_is_listed_under_both() -> None:
    rows = [*OWN[:2], (SHARED, TITLES[2], DATES[2]), (SHARED, TITLES[3], DATES[3])]
    assert listed(*rows) == (list(TITLES[:4]), list(DATES[:4]))


def test_so_it_is_where_one_title_begins_the_other() -> None:
    rows = [*OWN[:2], (SHARED, "云溪县2026年部门预算", DATES[2])]
    rows.append((SHARED, "云溪县2026年部门预算公开说明", DATES[3]))
    assert listed(*rows)[1] == list(DATES[:4])


@pytest.mark.parametrize("address", [SHARED, "/a/9.html"])
@pytest.mark.parametrize("day", [DATES[5], ""])
def test_of_a_row_shown_twice_the_later_day_stays(address: str, day: str) -> None:
    top = (address, TITLES[0], day)
    assert listed(top, (address, TITLES[0], DATES[0]), *OWN[1:])[1] == list(DATES[:4])
    assert listed((address, TITLES[0], DATES[0]), *OWN[1:], top)[1] == list(DATES[:4])


def test_the_latest_day_stays_where_an_address_tells_no_rows_apart() -> None:
    rows = [(SHARED, t, d) for _, t, d in reversed(OWN)]
    assert listed(*rows, ("/b.html", TITLES[4], DATES[4]))[1] == [DATES[0], DATES[4]]


@pytest.mark.parametrize("cut", [f"{TITLES[0][:8]}...", f"{TITLES[0][:8]}…"])
@pytest.mark.parametrize("address", [SHARED, "/a/9.html"])
def test_a_row_on_top_with_its_title_cut_and_its_own_day_is_one(address: str, cut: str) -> None:
    rows = [(address, cut, DATES[4]), (address, TITLES[0], DATES[0]), *OWN[1:]]
    assert len(listed(*rows)[0]) == 4


def test_what_links_twice_to_a_page_is_one_row_though_it_is_named_otherwise() -> None:
    rows = [*OWN, ("/a/0.html", "征集结果反馈", DATES[4])]
    assert listed(*rows, role=Role.CONSULTATIONS)[0] == list(TITLES[:4])


@pytest.mark.parametrize(
    "again",
    [
        (TITLES[0], DATES[0]),  # the row once more
        (TITLES[0], DATES[1]),  # put on top with the day of that
        ("图解供水管理", DATES[0]),  # under a shorter name
        ("图解供水管理", ""),
    ],
)
def test_a_row_shown_twice_is_one(again: tuple[str, str]) -> None:
    assert listed(*OWN, ("/a/0.html", *again))[0] == list(TITLES[:4])


def test_one_address_of_nearly_all_rows_tells_them_not_apart() -> None:
    assert listed(*((SHARED, t, d) for _, t, d in OWN), ("/b.html", TITLES[4], DATES[4]))[0] == [
        TITLES[0],
        TITLES[4],
    ]


def test_a_letter_is_its_address() -> None:
    rows = [*OWN[:2], (SHARED, TITLES[2], DATES[2]), (SHARED, TITLES[3], DATES[3])]
    assert listed(*rows, role=Role.MESSAGE_BOARD)[0] == list(TITLES[:3])


def test_thousands_of_rows_with_one_address_take_linear_time() -> None:
    first = date(1970, 1, 1)
    rows = [
        Entry(
            f"/{n}.html" if n < 30 else SHARED, f"第{n}号通知", Role.NOTICES, SNAPSHOT,
            date=Field(first + timedelta(days=n), "", ""),
        )
        for n in range(20_000)
    ]  # fmt: skip
    with uncollected():
        began = process_time()
        assert len(rows_once(rows)) == 50  # no file is put up for more than twenty
        assert process_time() - began < 2

"""Issues of a gazette beside the numbers of pages."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import pytest

from crawler.pages.reading import ListReading
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import (
    framed,
    read_list,
    titles,
)

GAZETTE = "http://www.yunxi.test/zwgk/zfgb/"


def test_years_are_rows_and_the_numbers_of_pages_are_none() -> None:
    def read(*names: str) -> list[str]:
        items = "".join(
            f"<li><a href='/n/{name}.html'>{name}</a><span>2026-03-0{n}</span></li>"
            for n, name in enumerate(names, 1)
        )
        found = read_list(framed(f"<h3>年报</h3><ul>{items}</ul>"), role=Role.ANNUAL_REPORTS)
        return [entry.title for entry in found.entries]

    assert read("2025", "2024", "2023") == ["2025", "2024", "2023"]
    assert read("1", "2", "3") == []


def _gazette(link: str, box: str = "<ul>{}</ul>", one: str = "<li>{}</li>") -> ListReading:
    items = "".join(one.format(link.replace("{n}", str(n))) for n in range(1, 11))
    page = framed(f"<h3>2026年</h3>{box.format(items)}")
    return read_list(page, role=Role.GAZETTE, url=GAZETTE)


@pytest.mark.parametrize("count", [1, 4, 10])
def test_issues_named_by_the_titles_of_their_numbers(count: int) -> None:
    link = "<a href='/gb/{n}.html' title='2026年第{n}期'>{n}</a>"
    for listing in (
        _gazette(link),
        _gazette(link, "<table><tr>{}</tr></table>", "<td>{}</td>"),
        _gazette(link, "<table>{}</table>", "<tr>" + "<td>{0}</td>" + "</tr>"),
        _gazette("<a href='/gb/{n}.html'>2026年第{n}期</a>", "<table><tr>{}</tr></table>", "<td>{}</td>"),
    ):  # fmt: skip
        assert titles(listing) == [f"2026年第{n}期" for n in range(1, 11)]
        assert listing.turns == ()
    cells = "".join(f"<td>{link}</td>".replace("{n}", str(n)) for n in range(1, count + 1))
    row = read_list(framed(f"<table><tr>{cells}</tr></table>"), role=Role.GAZETTE, url=GAZETTE)
    assert titles(row) == [f"2026年第{n}期" for n in range(1, count + 1)]


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/zwgk/zfgb/2026/{n}.html'>{n}</a>",
        "<a href='/gb/{n}.html'>{n}</a><span>2026-03-11</span>",
    ],
)
def test_numbers_with_a_day_or_a_dated_address_are_issues(link: str) -> None:
    listing = _gazette(link)
    assert titles(listing) == [str(n) for n in range(1, 11)]
    assert listing.turns == ()


def test_numbers_that_may_be_pages_or_issues_leave_doubt() -> None:
    for listing in (
        _gazette("<a href='/gb/{n}.html'>{n}</a>"),
        _gazette("<a href='/gb/{n}.html'>{n}</a>", "<table><tr>{}</tr></table>", "<td>{}</td>"),
    ):
        assert (listing.entries, listing.turns, listing.blank) == ((), (), False)
        assert listing.furthest == 10


def test_below_the_rows_of_a_gazette_numbers_are_pages() -> None:
    items = "".join(f"<li><a href='/gb/{n}.html'>2026年第{n}期</a></li>" for n in (8, 7, 6))
    numbers = "".join(f"<li><a href='index_{n}.html'>{n + 1}</a></li>" for n in range(1, 4))
    for main in (f"<ul>{items}</ul><ul>{numbers}</ul>", f"<ul>{items}{numbers}</ul>"):
        listing = read_list(framed(main), role=Role.GAZETTE, url=GAZETTE)
        assert titles(listing) == ["2026年第8期", "2026年第7期", "2026年第6期"]
        assert [turn.page_number for turn in listing.turns] == [2, 3, 4]

"""Cards: rows that are one link each, with title, summary and day somewhere inside."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import pytest

from tests.crawler.pages.layouts import DATES, TITLES, dates, framed, read_list, rows, titles

SUMMARY = "2025年3月4日，有关负责人到现场察看，要求抓紧整改、按时完成…"

CARDS = {
    "a time without a class": '<a href="{u}"><div class="body"><h3>{t}</h3><p>SUMMARY</p><time datetime="{d}">{d}</time></div></a>',
    "a time that shows days ago": '<a href="{u}"><div><h3>{t}</h3><p>SUMMARY</p><div><time datetime="{d} 09:00">3天前</time></div></div></a>',
    "no heading": '<a href="{u}"><div><div>{t}</div><p>SUMMARY</p><p>{d}</p></div></a>',
    "source and day in a foot": '<a href="{u}"><section><div><h4>{t}</h4><p>SUMMARY</p></div><footer><span>来源：镇政府</span><span>{d}</span></footer></section></a>',
    "a day under its label": '<a href="{u}"><div><div><b>{t}</b></div><p>SUMMARY</p><p>发布时间：<span>{d}</span></p></div></a>',
    "day and month in boxes": '<a href="{u}"><div><p><b>{day}</b><span>{y}-{m}</span></p><div><h3>{t}</h3><p>SUMMARY</p></div></div></a>',
    "a picture first": '<a href="{u}"><img src="/x{n}.jpg" alt=""><div><div><span>{t}</span><p>SUMMARY</p><i>{d}</i></div></div></a>',
}


@pytest.mark.parametrize("card", CARDS)
def test_a_card_has_the_day_that_it_shows_beside_its_summary(card: str) -> None:
    page = f"<div class='cards'>{rows(CARDS[card].replace('SUMMARY', SUMMARY))}</div>"
    reading = read_list(framed(page))
    assert titles(reading) == list(TITLES)
    assert dates(reading) == list(DATES)


def test_a_summary_alone_tells_no_day_of_its_card() -> None:
    card = f'<a href="{{u}}"><div><h3>{{t}}</h3><p>{SUMMARY}</p></div></a>'
    assert dates(read_list(framed(f"<div class='cards'>{rows(card)}</div>"))) == [""] * len(TITLES)


def test_the_day_of_a_row_goes_before_the_day_in_its_summary() -> None:
    row = f'<li><a href="{{u}}">{{t}}</a><p>{SUMMARY}</p><span>{{d}}</span></li>'
    assert dates(read_list(framed(f"<ul>{rows(row)}</ul>"))) == list(DATES)


@pytest.mark.parametrize(
    "row",
    [
        '<tr><td><img src="/d.gif"><a href="{u}">{t}</a> {d}</td></tr>',
        '<tr><td><a href="{u}"><img src="/d.gif">{t}</a> {d}</td></tr>',
        '<tr><td><a href="{u}"><img src="/d.gif"></a><a href="{u}">{t}</a> {d}</td></tr>',
    ],
)
@pytest.mark.parametrize("count", [2, 3, 6])
def test_the_first_row_of_a_table_of_one_column_with_icons_is_a_row(row: str, count: int) -> None:
    for head in ("", "<tr><td>标题</td></tr>"):
        reading = read_list(framed(f"<table>{head}{rows(row, count)}</table>"))
        assert titles(reading) == list(TITLES[:count])
        assert dates(reading) == list(DATES[:count])

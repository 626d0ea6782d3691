"""The days that tags, addresses and headers tell, whatever stands in them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages.markup.datetags import date_tags
from crawler.pages.markup.page import Page
from crawler.portals import Role
from crawler.records import DateFact, Difference, Witness
from crawler.records.dating import differences
from crawler.records.model import Field, Source
from crawler.visit.datefacts import address_date, facts_of, modified_date
from tests.builders import AS_OF, day, document, entry, on


def page(*tags: str) -> Page:
    html = "<html><head>" + "".join(tags) + "</head><body><p>正文</p></body></html>"
    return Page.parse("http://x.test/a.html", html.encode(), "text/html; charset=utf-8", 200)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("PubDate", "2026-09-28 10:00", "2026-09-28"),
        ("pubdate", "2026年9月28日", "2026-09-28"),
        ("publishdate", "20260928", "2026-09-28"),
        ("firstpublishedtime", "2026-09-28-16:41:00", "2026-09-28"),
        ("article:published_time", "2026-09-28T10:00:00+08:00", "2026-09-28"),
        ("PubDate", "0001-01-01", None),
        ("PubDate", "", None),
        ("PubDate", "2026-13-45", None),
        ("PubDate", "<script>2026-09-28" + "x" * 60, None),
        ("lastmodifiedtime", "2026-09-28", None),
        ("date", "2026-09-28", None),
    ],
)
def test_a_tag(name: str, content: str, told: str | None) -> None:
    key = "property" if ":" in name else "name"
    shown = content.replace("<", "&lt;")
    found = date_tags(page(f'<meta {key}="{name}" content="{shown}">'))
    assert [(one.value, one.source) for one in found] == (
        [(day(told), Source.META)] if told else []
    )


@pytest.mark.parametrize(
    ("path", "told", "month"),
    [
        ("/zwgk/2026/09/28/1.html", "2026-09-28", False),
        ("/art/2026/9/28/art_12_3.html", "2026-09-28", False),
        ("/202609/t20260928_123.html", "2026-09-28", False),
        ("/content/2026-09/28/content_5.htm", None, False),
        ("/xx/202609/12345.html", "2026-09-01", True),
        ("/xx/2026-09/12345.html", "2026-09-01", True),
        ("/xx/2026/09/a.html", "2026-09-01", True),
        ("/info/1015/4213.htm", None, False),
        ("/a/120260928.html", None, False),
        ("/a/20260230.html", None, False),
        ("/a/2026092812.html", None, False),
        ("/a?d=20260928", None, False),
        ("/a/18991231.html", None, False),
    ],
)
def test_an_address(path: str, told: str | None, month: bool) -> None:
    found = address_date(f"http://x.test{path}")
    if path.startswith("/content/"):
        assert found is not None
        assert found.month
        return
    assert (found and (found.on, found.month)) == (told and (day(told), month))


@given(st.text(max_size=80))
@settings(max_examples=40)
def test_nothing_that_an_address_or_a_header_holds_fails(text: str) -> None:
    for url in (text, f"http://x.test/{text}", f"http://x.test/2026/{text}/1/"):
        found = address_date(url)
        assert found is None or 1995 <= found.on.year <= 2100
    modified_date(text)


@settings(max_examples=40)
@given(st.dates(min_value=date(1995, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_comes_back_from_an_address(told: date) -> None:
    for form in ("%Y%m%d", "%Y-%m-%d", "%Y/%m/%d", "%Y_%m_%d", "t%Y%m%d_7"):
        found = address_date(f"http://x.test/a/{told.strftime(form)}.html")
        assert found is not None
        assert (found.on, found.month) == (told, False)


def test_a_header_is_told_in_beijing_time_and_a_broken_one_not_at_all() -> None:
    found = modified_date("Mon, 28 Sep 2026 17:00:00 GMT")
    assert found is not None
    assert found.on == date(2026, 9, 29)
    for header in ("", "yesterday", "0", "Mon, 99 Foo 2026", "Mon, 28 Sep 0001 00:00:00 GMT",
                   "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 28 Sep 26 17:00:00 GMT"):  # fmt: skip
        assert modified_date(header) is None, header


def test_all_of_a_page_and_what_of_it_differs() -> None:
    tag = Field(day("2026-10-08"), "2026-10-08", Source.META, "pubdate")
    law = document(published="2026-09-28")
    row = entry(Role.NORMATIVE_DOCUMENTS, "doc/1.html", law.title, "2026-09-28")
    facts = facts_of(
        "http://x.test/202611/1.html", law.published_on, [tag, tag], [row, row],
        "Tue, 01 Sep 2026 00:00:00 GMT", AS_OF,
    )  # fmt: skip
    assert [one.witness for one in facts] == list(Witness)
    shown, meta, _, address, modified, _ = facts
    assert differences(facts) == (
        Difference(shown, meta), Difference(shown, address), Difference(shown, modified),
    )  # fmt: skip
    assert facts_of("http://x.test/1.html", None, [], [], "", None) == ()
    only = facts_of("http://x.test/1.html", on("2026-09-28", Source.ROW), [], [], "", AS_OF)
    assert [one.witness for one in only] == [Witness.SEEN]


def test_a_page_seen_before_its_own_day_differs_and_one_seen_later_does_not() -> None:
    shown = DateFact(Witness.SHOWN, day("2026-09-28"), "2026-09-28")
    for seen, count in (("2026-09-27", 1), ("2026-09-28", 0), ("2026-11-20", 0)):
        assert len(differences([shown, DateFact(Witness.SEEN, day(seen), seen)])) == count

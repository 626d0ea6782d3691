"""Where a quote stands in its archived page."""

from __future__ import annotations

from reports.passages import passage_of
from tests.reports.builders import evidence

LONG = "前文" * 200
PAGE = f"""<html><head><title>关于印发方案的通知</title></head><body><p>{LONG}</p>
<p>成文日期：2026年10月1日</p><p>发布日期：<b>2026年11月9日</b>，电话13812345678<script>x()</script></p>
<p>&lt;i&gt;{LONG}</p></body></html>"""


def test_a_quote_is_shown_among_the_words_around_it() -> None:
    found = passage_of(PAGE.encode(), evidence(quote="发布日期：2026年11月9日"))
    assert found is not None
    assert found.title == "关于印发方案的通知"
    text = str(found.words)
    assert "<mark>发布日期：</mark><mark>2026年11月9日</mark>" in text
    assert (text[0], text[-1]) == ("…", "…")
    assert "成文日期：2026年10月1日\n" in text
    assert "13812345678" not in text
    assert "&lt;i&gt;" in text
    assert "x()" not in text
    assert len(text) < 600


def test_what_is_not_there_word_by_word_has_no_place() -> None:
    assert passage_of(PAGE.encode(), evidence(quote="别的话")) is None
    assert passage_of(PAGE.encode(), evidence(quote="")) is None
    assert passage_of(b"%PDF-1.4", evidence(quote="发布日期")) is None

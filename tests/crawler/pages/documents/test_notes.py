# ruff: noqa: E501  (pages read best unbroken)
"""Lines beside a document's text that own up to a change."""

from __future__ import annotations

import pytest

from crawler.pages.documents.document import read_document
from crawler.records import decode, encode
from tests.crawler.pages.pages import BODY, SNAPSHOT, TITLE, html, page, task

NOTE = "更正说明：本文附件有误，已于2026年3月8日更正。"
TOLD = {
    "above the title": f"<div class='tip'>{NOTE}</div><h1>{TITLE}</h1><div class='content'>{BODY}</div>",
    "below the text": f"<h1>{TITLE}</h1><div class='content'>{BODY}</div><div class='note'>{NOTE}</div>",
    "in a box beside it": f"<div class='left'><h1>{TITLE}</h1><div class='content'>{BODY}</div></div><div class='right'><h4>勘误</h4><p>{NOTE}</p></div>",
}


@pytest.mark.parametrize("inner", TOLD.values(), ids=TOLD)
def test_a_note_beside_the_text_is_kept(inner: str) -> None:
    read = read_document(page(html(inner)), task(), SNAPSHOT)
    assert NOTE in read.notes or NOTE in read.text
    assert decode(encode(read)) == read


def test_lists_and_controls_are_no_notes() -> None:
    rows = "".join(
        f"<li><a href='/t/{n}.html'>关于第{n}号公告的更正公告</a></li>" for n in range(5)
    )
    inner = f"<h1>{TITLE}</h1><div class='content'>{BODY}</div><ul>{rows}</ul>"
    assert read_document(page(html(inner)), task(), SNAPSHOT).notes == ()


def test_what_the_text_says_is_no_note_beside_it() -> None:
    inner = f"<h1>{TITLE}</h1><div class='content'>{BODY}<p>发现差错应当及时更正。</p></div>"
    assert read_document(page(html(inner)), task(), SNAPSHOT).notes == ()

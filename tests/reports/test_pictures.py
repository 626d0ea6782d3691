"""Pictures of failures: the page as archived, masked, the quoted words marked, nothing loaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from crawler.fetching.picturing import take_pictures
from crawler.records import Evidence
from reports.copies import archive_copies, proofs_of_failures
from reports.pictures import marked_page, pictures_of
from tests.browser import with_browser
from tests.reports.builders import county_night

NUMBER = "539999199001010010"
PAGE = f"""<!DOCTYPE html><html><head><meta http-equiv="refresh" content="0;url=http://a.test/">
<script src="/a.js"></script><style>p {{ color: red }}</style></head><body onload="go()">
<iframe src="http://a.test/"></iframe><p>发布日期：<b>2026</b>-11-20</p>
<p onclick="x()">张某 {NUMBER}</p><input value="{NUMBER}"></body></html>""".encode()


def proof(quote: str) -> Evidence:
    return Evidence("http://a.test/", datetime(2026, 11, 20, tzinfo=UTC), "a" * 64, quote)


def test_the_quoted_words_are_marked_and_nothing_acts() -> None:
    page = marked_page(PAGE, [proof("发布日期：2026-11-20")])
    assert "<mark>发布日期：</mark><b><mark>2026</mark></b><mark>-11-20</mark>" in page
    assert "p { color: red }" in page
    for gone in ("<script", "<iframe", "refresh", "onload", "onclick", NUMBER):
        assert gone not in page, gone


def test_a_page_without_the_words_gets_no_picture() -> None:
    assert marked_page(PAGE, [proof("成文日期")]) == ""
    assert marked_page(PAGE, [proof("")]) == ""
    assert marked_page(b"%PDF-1.7", [proof("a")]) == ""


def test_pictures_lie_beside_the_copies_with_their_hash(tmp_path: Path) -> None:
    night = county_night()
    digest, items = next((k, v) for k, v in proofs_of_failures(night).items() if v[0].quote)
    asked: list[str] = []

    def take(pages: Iterable[tuple[str, str]]) -> Mapping[str, bytes]:
        found = dict(pages)
        asked.extend(found)
        return dict.fromkeys(found, b"PNG")

    body = f"<html><body><p>{items[0].quote}</p></body></html>".encode()
    night = replace(night, picture=take, archived=lambda name, _: body if name == digest else None)
    pictures = pictures_of(night)
    assert (asked, pictures) == ([digest], {digest: b"PNG"})
    archive_copies(night, tmp_path, pictures)
    copy = (tmp_path / "copies" / f"{digest}.html").read_text("utf-8")
    assert (tmp_path / "copies" / f"{digest}.png").read_bytes() == b"PNG"
    assert sha256(b"PNG").hexdigest() in copy
    assert f'src="{digest}.png"' in copy
    archive_copies(night, tmp_path)
    assert not (tmp_path / "copies" / f"{digest}.png").exists()
    assert ".png" not in (tmp_path / "copies" / f"{digest}.html").read_text("utf-8")


def test_a_browser_takes_them_without_a_network() -> None:
    page = marked_page(PAGE, [proof("发布日期：2026-11-20")])
    with with_browser() as program:
        pictures = take_pictures({"one": page}, program)
    assert pictures["one"].startswith(b"\x89PNG")
    assert len(pictures["one"]) > 2_000


def test_without_a_browser_there_are_none() -> None:
    assert take_pictures({"one": "<p>"}, None) == {}

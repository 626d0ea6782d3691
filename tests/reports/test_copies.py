import hashlib
from dataclasses import replace
from pathlib import Path

from crawler.records import Evidence
from reports.copies import archive_copies, copy_page, copy_path, decode_body
from tests.reports.builders import AS_OF, archive, evidence, judged, page, report


def proof(quote: str = "") -> Evidence:
    return Evidence("http://a.test/x.html", AS_OF, "0" * 64, quote)


def test_copies_are_written_for_what_the_archive_has(tmp_path: Path) -> None:
    one, lost = judged(), judged()
    bodies = archive(one)
    night = replace(report(one, lost), archived=lambda sha256, url: bodies.get(sha256))
    written = archive_copies(night, tmp_path)
    assert written == {hashlib.sha256(page(1)).hexdigest()}
    html = (tmp_path / copy_path(next(iter(written)))).read_text("utf-8")
    assert "<mark>答复时间：2026-10-20</mark>" in html
    assert "138******00" in html
    assert "alert" not in html
    assert "ArticleTitle" in html
    assert archive_copies(report(), tmp_path) == frozenset()
    assert list((tmp_path / "copies").iterdir()) == []
    assert archive_copies(report(one), tmp_path / "none") == frozenset()
    assert not (tmp_path / "none").exists()


def test_a_quote_is_marked_across_tags_and_white_space() -> None:
    body = "<html><p>发文 <b>字号</b>：泗政办秘〔2020〕\n49号</p><p>别的</p></html>".encode()
    html = copy_page(body, [proof("发文字号:泗政办秘〔2020〕49号")])
    assert html.count("<mark>") == 3
    assert "未在下文中逐字定位" not in html
    assert "未在下文中逐字定位" in copy_page(body, [proof("没有的话")])


def test_a_quote_of_several_pieces_is_marked_piece_by_piece() -> None:
    body = "<html><p>第一句话</p><p>中间</p><p>第二句话</p></html>".encode()
    html = copy_page(body, [proof("第一句话…第二句话")])
    assert "<mark>第一句话</mark>" in html
    assert "<mark>第二句话</mark>" in html


def test_labels_and_values_are_marked_where_the_page_has_them() -> None:
    rows = [("来信时间", "2026-11-09"), ("办理状态", "已办结"), ("答复时间", "2026-11-13")]
    table = "".join(f"<tr><td>{a}：</td><td>{b}</td></tr>" for a, b in rows)
    body = f"<html><p>2026-11-13</p><table>{table}</table></html>".encode()
    html = copy_page(body, [proof("来信时间 2026-11-09；答复时间 2026-11-13；办理状态 已办结")])
    assert html.count("<mark>") == 6
    assert "<p>2026-11-13</p>" in html  # the one after its label
    assert "未在下文中逐字定位" not in html
    for words in ("来信时间 2026-11-10", "受理时间 2026-11-09"):
        html = copy_page(body, [proof(words)])
        assert "<mark>" not in html
        assert "未在下文中逐字定位" in html


def test_words_far_apart_are_no_quote() -> None:
    near, far = (
        "<html><p>来信时间</p><p>" + "某" * n + "</p><p>2026-11-09</p>" for n in (300, 400)
    )
    assert "<mark>" in copy_page(near.encode(), [proof("来信时间 2026-11-09")])
    assert "<mark>" not in copy_page(far.encode(), [proof("来信时间 2026-11-09")])


def test_charsets_of_archived_pages() -> None:
    text = "<html><meta charset=gb2312><p>公开指南镕</p></html>"
    assert "公开指南镕" in decode_body(text.encode("gb18030"))
    assert "公开" in decode_body("\ufeff公开".encode())
    assert "公開" in decode_body("<meta charset=big5><p>公開</p>".encode("big5"))
    assert "公开" in decode_body("公开".encode("utf-16"))
    assert decode_body(b"%PDF-1.7 x") == ""


def test_probes_and_files_are_shown_as_what_they_are() -> None:
    html = copy_page(b'{"host": "a.test", "aaaa": []}', [proof("aaaa")])
    assert "<pre>" in html
    assert "<mark>aaaa</mark>" in html
    assert "不在此显示" in copy_page(b"%PDF-1.7 xxx", [proof()])


def test_copy_paths_are_made_of_digests_only() -> None:
    assert copy_path("../../etc/passwd") == ""
    assert copy_path("A" * 64) == ""
    assert copy_path(evidence().sha256).startswith("copies/")

"""What programs note has words for people; what has none is code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import crawler
from crawler.fetching.robots import read_rules
from reports.console.language import say
from reports.reasons import MESSAGES, reason_markup, reason_of, reason_text

_CHINESE = re.compile("[\u4e00-\u9fff]")


def english(text: str) -> str:
    return say("en", text)


@pytest.mark.parametrize(
    ("note", "chinese", "in_english"),
    [
        ("script-only page", "页面只有脚本，没有可读的内容", "the page is script only"),
        ("shown: 404", "页面显示“404”", "the page shows “404”"),
        ("status 412", "返回 412", "answers 412"),
        ("返回 500", "返回 500", "answers 500"),
        ("robots.txt: no answer within 30 s", "robots.txt 未能取得：30 秒内没有应答", "robots.txt"),
        ("more than 9 bytes after decompression", "解压后超过 9 字节", "more than 9 bytes after"),
        ("a.test resolves to 10.0.0.1 (private)", "解析到不可访问的地址", "resolves to"),
    ],
)
def test_a_note_is_told_in_words(note: str, chinese: str, in_english: str) -> None:
    assert chinese in reason_text(note)
    assert in_english in str(reason_markup(note, english))


def test_what_has_no_words_is_code_and_nothing_is_markup() -> None:
    assert reason_markup("ValueError: <b>") == "<code>ValueError: &lt;b&gt;</code>"
    assert reason_markup("no answer: Reset: <i>") == "没有应答：<code>Reset: &lt;i&gt;</code>"
    assert reason_markup("shown: <i>100%s") == "页面显示“&lt;i&gt;100%s”"
    assert reason_markup("超出<b>上限") == "超出&lt;b&gt;上限"
    assert reason_text("ValueError: x") == "ValueError: x"
    assert reason_markup("") == ""


def notes() -> Iterator[str]:
    """Every English note of the crawler beside a cause or in a Trouble, with 7 for its values."""
    crawling = Path(crawler.__path__[0])
    for path in (
        *(crawling / "fetching").glob("[drf]*.py"),
        *(crawling / "pages").rglob("*.py"),
    ):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Trouble":
                parts = node.args[1:2]
            elif isinstance(node, ast.Tuple) and len(node.elts) == 2:
                cause = node.elts[0]
                of_cause = isinstance(cause, ast.Attribute) and (
                    isinstance(cause.value, ast.Name) and cause.value.id == "Cause"
                )
                parts = node.elts[1:] if of_cause else []
            else:
                continue
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value:
                    yield part.value
                elif isinstance(part, ast.JoinedStr):
                    told = (
                        str(one.value)
                        if isinstance(one, ast.Constant)
                        else {
                            "_TOO_MANY": "redirects",
                            "_UNLISTED": "redirect to unlisted host",
                        }.get(
                            ast.unparse(one.value) if isinstance(one, ast.FormattedValue) else "",
                            "502",
                        )
                        for one in part.values
                    )
                    yield "".join(told)


def test_every_note_of_fetcher_and_readers_has_words() -> None:
    found = {note for note in notes() if not _CHINESE.search(note)}
    assert len(found) > 15
    found.discard("502 after decompression")  # of an error that says how many bytes
    assert [note for note in sorted(found) if reason_of(note).code] == []
    assert reason_of(read_rules(503, b"").detail).message in MESSAGES

"""Printing pages of ours as PDF."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from crawler.fetching.printing import print_page
from tests.browser import with_browser

_PAGE = (
    "<!DOCTYPE html><meta charset=utf-8><style>@page{size:A5;margin:20mm;"
    "@bottom-center{content:'- ' counter(page) ' -'}}h1+h1{break-before:page}</style>"
    "<h1>证据包</h1><h1>第二页</h1><img src=http://127.0.0.1:9/a.png>"
    "<script>document.body.innerHTML = 'scripted'</script>"
)


def test_without_a_browser_there_is_none() -> None:
    assert print_page(_PAGE, None) is None


@pytest.mark.slow
def test_a_browser_prints_on_the_paper_that_the_page_names(tmp_path: Path) -> None:
    with with_browser() as program:
        made = print_page(_PAGE, program)
    assert made is not None
    assert made.startswith(b"%PDF")
    if shutil.which("pdftotext") is None:
        return
    (tmp_path / "page.pdf").write_bytes(made)
    told = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "page.pdf", "-"], cwd=tmp_path, check=True,
        capture_output=True, text=True,
    ).stdout  # fmt: skip
    first, second, _ = told.split("\f")
    assert "证据包" in first
    assert "-1-" in first.replace(" ", "")
    assert "第二页" in second
    assert "-2-" in second.replace(" ", "")
    assert "scripted" not in told


@pytest.mark.slow
def test_a_program_that_is_no_browser_prints_nothing() -> None:
    assert print_page(_PAGE, "/bin/false") is None

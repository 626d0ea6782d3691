"""Every file of a paper, as bytes by their ending."""

from __future__ import annotations

from collections.abc import Mapping

from reports.papers.as_docx import to_docx
from reports.papers.as_html import to_html
from reports.papers.as_xlsx import to_xlsx
from reports.papers.model import Paper


def render_all(paper: Paper, *, draft: bool) -> Mapping[str, bytes]:
    """The paper as docx, xlsx and html; the same paper gives the same bytes."""
    return {
        "docx": to_docx(paper, draft=draft),
        "xlsx": to_xlsx(paper, draft=draft),
        "html": to_html(paper, draft=draft).encode("utf-8", "replace"),
    }

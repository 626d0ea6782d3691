"""A paper as one page of HTML that loads and runs nothing."""

from __future__ import annotations

from reports.page.environment import template
from reports.papers import layout
from reports.papers.model import Paper, numbered
from reports.wording import SAMPLE, moment_text


def to_html(paper: Paper, *, draft: bool) -> str:
    """The page; everything that came from a portal is escaped."""
    return template("paper.html.j2").render(
        paper=paper,
        blocks=tuple(numbered(paper.blocks)),
        attachments=tuple(
            (
                f"附件{number}" if len(paper.attachments) > 1 else "附件",
                one,
                tuple(numbered(one.blocks)),
            )
            for number, one in enumerate(paper.attachments, 1)
        ),
        draft=layout.DRAFT if draft else "",
        draft_line=layout.DRAFT_LINE,
        sample=SAMPLE if paper.sample else "",
        number=layout.DOCUMENT_NUMBER,
        undated=layout.UNDATED,
        cut=moment_text(paper.data_cut),
        most=layout.MOST_ROWS,
    )

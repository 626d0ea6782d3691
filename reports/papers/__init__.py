"""Papers (公文材料): what an office sends round, as docx after GB/T 9704, as xlsx and as html.

A paper is made in two steps: `weekly`, `monthly`, `quarterly`, `yearly` and `notice` turn the
books of a period into a frozen `Paper`, and three renderers turn any `Paper` into a file.
"""

from __future__ import annotations

from reports.papers.model import Paper, PaperKind
from reports.papers.publish import render_all

__all__ = ["Paper", "PaperKind", "render_all"]

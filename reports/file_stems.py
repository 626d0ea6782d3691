"""What files that are handed out are called: in words, without their ending."""

from __future__ import annotations

from collections.abc import Iterable

from reports.papers.layout import DRAFT
from reports.papers.model import Paper
from reports.safety import shown


def findings_stem(run: str, asked: Iterable[str]) -> str:
    """A list of findings: its run, and in words what was asked for."""
    return safe_stem(("测评记录", run, *asked))


def pack_stem(run: str, unit: str, case_id: str = "") -> str:
    """A proof pack of a finding, or of all problems of a unit."""
    return safe_stem(("证据包", run, unit, case_id or "问题汇总"))


def ledger_stem(run: str, unit: str = "") -> str:
    """The ledger of a unit, or of all."""
    return safe_stem(("政务公开问题台账", run, unit or "全部单位"))


def notice_stem(paper: Paper, *, draft: bool) -> str:
    """A notice to a unit."""
    parts = ("整改通知", paper.period, paper.addressee, paper.unit, DRAFT if draft else "")
    return safe_stem(parts)


def notices_stem(run: str) -> str:
    """The notices of a run to all units."""
    return safe_stem(("整改通知", run))


def safe_stem(parts: Iterable[str]) -> str:
    """A file's name without its ending, of parts that anybody may have written."""
    kept = ("".join(char for char in shown(part, 40) if _fits(char)) for part in parts)
    return "_".join(part for part in kept if part)[:120]


def _fits(char: str) -> bool:
    return char.isalnum() or char in "-.·"

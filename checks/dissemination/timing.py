"""What findings on a release say of its time, and why it may have been in time all the same."""

from __future__ import annotations

from datetime import datetime

from checks.disclosure.columns import unseen_tree
from checks.disclosure.period import Period
from checks.disclosure.reach import unseen_in
from checks.dissemination.releases import Told
from checks.engine.requirement import Requirement
from checks.judging import Bench
from crawler.portals import Role
from crawler.records import Cause, beijing


def why_unsure(
    bench: Bench, period: Period, told: Told, limit: datetime
) -> tuple[Cause, str] | None:
    """Why something may have been published in time all the same."""
    dossier = bench.dossier
    close = next((one for one in told.dated if one.first <= limit), None)
    if close is not None:
        return Cause.AMBIGUOUS, f"《{close.title}》只显示日期，不显示发布时刻"
    if told.undated:
        return Cause.AMBIGUOUS, f"《{told.undated[0].title}》没有发布日期"
    unseen = unseen_in(dossier, tuple(Role(o) for o in bench.requirement.terms["roles"]), period)
    if unseen is not None:
        return unseen[0], f"“{unseen[1]}”栏目未能采集完整"
    tree = unseen_tree(dossier)
    return (tree, "站内栏目未能看全") if tree is not None else None


def beyond_target(row: Requirement, used: float) -> str:
    """What to say where the release came in time and missed what the notice strives for."""
    target = float(row.terms.get("target_hours", ()) or 0)
    return f"，超过{target:g}小时的争取目标" if target and used > target else ""


def clock(moment: datetime) -> str:
    """A moment as findings write it, in Beijing time."""
    return f"{beijing(moment):%Y-%m-%d %H:%M}"

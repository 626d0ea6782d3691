"""Pages that bear a day on which their list did not have them yet (疑似倒签): never a verdict.

A list that was read whole on a night and did not have a page dated before it is a reason to look,
not to accuse: the page may have been public elsewhere. So what rests on such a day is told with
both proofs, and where the day alone decides, a person does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.judging.bench import Bench
from checks.judging.wording import cause_words, chinese_date
from crawler.records import (
    Cause,
    Dossier,
    Evidence,
    LateEntry,
    ListRead,
    beijing_date,
)

UNLISTED_BEFORE = "疑似倒签"
"""What a hint is called wherever it is shown."""


def late_entry(dossier: Dossier, url: str, day: date | None) -> LateEntry | None:
    """The hint about a page of which `day` is taken for the day of publication; None if none."""
    subject = dossier.aliases.get(url, url)
    for one in dossier.records:
        if isinstance(one, LateEntry) and one.url == subject and one.absent_at is not None:
            rests = day is not None and day < beijing_date(one.absent_at)
            return one if rests else None
    return None


def first_seen_on(late: LateEntry) -> date:
    """The day of the first read that showed the page: it was public by then."""
    assert late.first_seen_at is not None
    return beijing_date(late.first_seen_at)


def told(late: LateEntry) -> str:
    """The hint as a clause."""
    assert late.absent_at is not None
    assert late.dated_on is not None
    absent, first = beijing_date(late.absent_at), first_seen_on(late)
    return (
        f"“{late.title}”所标日期为{chinese_date(late.dated_on)}，"
        f"而{chinese_date(absent)}完整采集的栏目列表中尚无此页，"
        f"{chinese_date(first)}首次见到，{UNLISTED_BEFORE}，供人工核对"
    )


def proofs(dossier: Dossier, late: LateEntry) -> tuple[Evidence, ...]:
    """Both proofs of a hint: the page now, and the list as archived on the night without it.

    Bytes that were archived more than once are cited by one moment all over the portal.
    """
    moments = {(r.snapshot.url, r.snapshot.sha256): r.snapshot.captured_at
               for r in dossier.records if not isinstance(r, ListRead)}  # fmt: skip
    for other in dossier.records:
        for one in other.before if isinstance(other, LateEntry) else ():
            moments.setdefault((one.url, one.sha256), one.captured_at)
    shot = late.snapshot
    page = Evidence(shot.url, shot.captured_at, shot.sha256, _dated(late))
    lists = (replace(one, captured_at=moments[one.url, one.sha256]) for one in late.before)
    return (page, *lists)


def with_hint(
    bench: Bench,
    finding: Finding,
    late: LateEntry | None,
    turns: Callable[[date], Outcome | None],
) -> Finding:
    """A finding with the hint about a page that it rests on.

    `turns` gives the outcome if the page had come on a given day, None if it has none to give.
    Where that would be another on the day of first sight, the day decides, and nobody can tell.
    """
    if late is None or finding.outcome not in (Outcome.PASSED, Outcome.FAILED):
        return finding
    lead = f"{finding.statement.removesuffix('。')}；{told(late)}"
    evidence = tuple(dict.fromkeys((*finding.evidence, *proofs(bench.dossier, late))))
    if turns(first_seen_on(late)) is finding.outcome:
        return replace(finding, statement=f"{lead}。", evidence=evidence)
    return replace(
        finding,
        outcome=Outcome.CANT_TELL,
        cause=Cause.AMBIGUOUS,
        statement=f"{lead}（{cause_words(Cause.AMBIGUOUS)}），无法判定。",
        evidence=evidence,
    )


def _dated(late: LateEntry) -> str:
    return f"{late.title[:40]} {late.dated_on}"

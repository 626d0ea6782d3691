"""Pages that bear a day on which their list did not have them yet, or an earlier day than they
once did (疑似倒签): never a verdict.

A list that was read whole on a night and did not have a page dated before it is a reason to look,
not to accuse: the page may have been public elsewhere. Nor does a day that was put back: it may be
a slip mended. So what rests on such a day is told with both proofs, and where the day alone
decides, a person does. That holds of a day that was put off, too, where it decides: nobody fails
by a day that the page did not always show.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.judging.bench import Bench
from checks.judging.wording import cause_words, chinese_date
from crawler.records import (
    Cause,
    DayOf,
    DayStep,
    Dossier,
    Evidence,
    Excuse,
    LateEntry,
    ListRead,
    Redated,
    beijing_date,
)

UNLISTED_BEFORE = "疑似倒签"
"""What a hint is called wherever it is shown."""


WHOSE_DAY = {
    DayOf.PAGE: "页面所标日期",
    DayOf.ROW: "列表所标日期",
    DayOf.ANSWERED: "反馈所标日期",
    DayOf.SUBMITTED: "所标提交日期",
    DayOf.REPLY: "所标答复日期",
    DayOf.SIGNED: "所标成文日期",
    DayOf.BEGINS: "所标征集开始日期",
    DayOf.ENDS: "所标征集截止日期",
}
"""What a day is called, by whose it is."""
Doubt = LateEntry | Redated
"""What speaks against the day that a page shows."""
PAGES = frozenset({DayOf.PAGE, DayOf.ROW, DayOf.ANSWERED})
SIGNING, BEGINNING, END = (frozenset({of}) for of in (DayOf.SIGNED, DayOf.BEGINS, DayOf.ENDS))
_NO_OTHER = frozenset({Excuse.LAG, Excuse.MISTAKEN, Excuse.OPEN})
_MOST_LISTED = 500
_DECIDED = frozenset({Outcome.PASSED, Outcome.FAILED})


def doubt_of(
    dossier: Dossier, url: str, day: date | None, of: Collection[DayOf] = PAGES
) -> Doubt | None:
    """What speaks against `day`, which is taken for the day of the act; None if nothing does.

    A late entry counts before a day that was shown otherwise, the page before its row; of letters
    say with `of` which day.
    """
    if day is None:
        return None
    changed: list[Redated] = []
    for one in dossier.doubts.get(dossier.aliases.get(url, url), ()):
        if isinstance(one, Redated):
            if one.of in of and one.excuse not in _NO_OTHER and _bears(one, day):
                changed.append(one)
        elif of is PAGES and one.absent_at is not None and day < beijing_date(one.absent_at):
            return one
    return max(changed, key=lambda one: (one.suspected, one.of is DayOf.PAGE), default=None)


def is_suspected(doubt: Doubt | None) -> bool:
    """Whether a day is doubted by itself: it is earlier than it can have been, or than it was."""
    return doubt is not None and (isinstance(doubt, LateEntry) or doubt.suspected)


def put_off(dossier: Dossier, pages: Iterable[tuple[str, date]]) -> Doubt | None:
    """Of pages and the days that they show, the one that showed the earliest day before it was put
    off; None if none was. What came late by every page may have come in time by that one."""
    doubts = (doubt_of(dossier, url, day) for url, day in pages)
    later = [one for one in doubts if isinstance(one, Redated) and not _put_back(one)]
    return min(later, key=lambda one: str(one.was_on), default=None)


def hints_in(dossier: Dossier) -> tuple[Doubt, ...]:
    """What the report lists of a portal: what is suspected, then what a machine put back."""
    every = [one for found in dossier.doubts.values() for one in found]
    alike = (
        one for one in every
        if isinstance(one, Redated) and one.excuse is Excuse.TOGETHER and _put_back(one)
    )  # fmt: skip
    return (*filter(is_suspected, every), *alike)[:_MOST_LISTED]


def _put_back(one: Redated) -> bool:
    return str(one.dated_on) < str(one.was_on)


def _bears(one: Redated, day: date) -> bool:
    """Whether a day is the one that a page shows now; or, where that was put off, a day since."""
    assert one.was_on is not None
    assert one.dated_on is not None
    return day == one.dated_on or one.was_on < day < one.dated_on


def other_day(doubt: Doubt) -> date:
    """The day by which it may have been otherwise: of the first sight, or that first shown."""
    if isinstance(doubt, LateEntry):
        return first_seen_on(doubt)
    assert doubt.was_on is not None
    return doubt.was_on


def first_seen_on(late: LateEntry) -> date:
    """The day of the first read that showed the page: it was public by then."""
    assert late.first_seen_at is not None
    return beijing_date(late.first_seen_at)


def by_due(day: date, due: date) -> Outcome:
    """What an act of a day comes to that was due by another."""
    return Outcome.FAILED if day > due else Outcome.PASSED


def told(doubt: Doubt) -> str:
    """The hint as a clause."""
    assert doubt.dated_on is not None
    dated = chinese_date(doubt.dated_on)
    if isinstance(doubt, Redated):
        first, last = doubt.steps[0], doubt.steps[-1]
        called = UNLISTED_BEFORE if doubt.suspected else "前后不一"
        return (
            f"“{doubt.title}”{WHOSE_DAY[doubt.of]}{chinese_date(_taken(first))}采集时"
            f"为{chinese_date(first.on)}，{chinese_date(_taken(last))}起采集为{dated}，"
            f"{called}，供人工核对"
        )
    assert doubt.absent_at is not None
    absent, first_seen = beijing_date(doubt.absent_at), first_seen_on(doubt)
    return (
        f"“{doubt.title}”所标日期为{dated}，"
        f"而{chinese_date(absent)}完整采集的栏目列表中尚无此页，"
        f"{chinese_date(first_seen)}首次见到，{UNLISTED_BEFORE}，供人工核对"
    )


def _taken(step: DayStep) -> date:
    return beijing_date(step.at)


def proofs(dossier: Dossier, doubt: Doubt) -> tuple[Evidence, ...]:
    """Both proofs: the page now, and what was archived on the night without it, or with its
    former day.

    Bytes that were archived more than once are cited by one moment all over the portal.
    """
    moments = {(r.snapshot.url, r.snapshot.sha256): r.snapshot.captured_at
               for r in dossier.records if not isinstance(r, ListRead)}  # fmt: skip
    for others in dossier.doubts.values():
        for one in (proof for other in others for proof in _before(other)):
            moments.setdefault((one.url, one.sha256), one.captured_at)
    shot = doubt.snapshot
    page = Evidence(shot.url, shot.captured_at, shot.sha256, _dated(doubt))
    earlier = (replace(one, captured_at=moments[one.url, one.sha256]) for one in _before(doubt))
    return (page, *earlier)


def _before(doubt: Doubt) -> tuple[Evidence, ...]:
    return doubt.before if isinstance(doubt, LateEntry) else (doubt.steps[0].proof,)


def with_hint(
    bench: Bench,
    finding: Finding,
    doubt: Doubt | None,
    turns: Callable[[date], Outcome | None],
    weighed: Collection[Outcome] = _DECIDED,
) -> Finding:
    """A finding with the hint about a page that it rests on.

    `turns` gives the outcome if the page had come on a given day, None if it has none to give.
    Where that would be another on the day of first sight, or the other one on the day first
    shown, the day decides, and nobody can tell. A day that was shown otherwise for an innocent
    reason, or that was put off, is told only where it decides against somebody. `weighed` are the
    outcomes that a day may have brought about.
    """
    if doubt is None or finding.outcome not in weighed:
        return finding
    turned = turns(other_day(doubt))
    open_again = turned is not finding.outcome
    if isinstance(doubt, Redated):
        # A day that gives no verdict (before the signing) was a slip; one that is not due yet none.
        open_again &= turned is not Outcome.CANT_TELL
        open_again &= turned is Outcome.FAILED or finding.outcome is Outcome.FAILED
        excused = doubt.excuse is not None and finding.outcome is Outcome.PASSED
        if excused or not (open_again or doubt.suspected):
            return finding
    lead = f"{finding.statement.removesuffix('。')}；{told(doubt)}"
    evidence = tuple(dict.fromkeys((*finding.evidence, *proofs(bench.dossier, doubt))))
    if not open_again:
        return replace(finding, statement=f"{lead}。", evidence=evidence)
    return replace(
        finding,
        outcome=Outcome.CANT_TELL,
        cause=Cause.AMBIGUOUS,
        statement=f"{lead}（{cause_words(Cause.AMBIGUOUS)}），无法判定。",
        evidence=evidence,
    )


def _dated(doubt: Doubt) -> str:
    return f"{doubt.title[:40]} {doubt.dated_on}"

"""Whether issues of a gazette open: the sample that the visit took, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checks.gazette.issues import Issue
from checks.judging.bench import proof
from checks.matching.rows import page_key
from crawler.records import Cause, DeadLink, Dossier, Evidence, LinkSurvey, lot

_TWICE = 2
FILE = "直接链接到附件"


@dataclass(frozen=True)
class Sample:
    """Of so many issues `asked`, those that are gone, or why not all could be seen."""

    asked: int
    dead: tuple[tuple[Issue, tuple[Evidence, ...]], ...] = ()
    cause: Cause | None = None


def opened(dossier: Dossier, issues: Sequence[Issue], most: int) -> Sample:
    """What came of opening a sample; an issue that is a file opens if its link is not dead."""
    gone = {
        page_key(dossier, one.url): one
        for one in dossier.records
        if isinstance(one, DeadLink) and one.tries >= _TWICE and not one.mended
    }
    misses = {page_key(dossier, one.url): one for one in dossier.misses}
    surveys = [one for one in dossier.records if isinstance(one, LinkSurvey)]
    tested = bool(surveys) and not any(one.left or one.unseen for one in surveys)
    dead: list[tuple[Issue, tuple[Evidence, ...]]] = []
    causes: list[Cause] = []
    seen = 0
    for issue in sorted(issues, key=lambda one: lot(one.row.url)):
        key = page_key(dossier, issue.row.url)
        miss = misses.get(key)
        if key in gone:
            dead.append((issue, (proof(gone[key], issue.title), proof(issue.row))))
        elif issue.page is not None or (
            miss is not None and miss.detail.startswith(FILE) and tested
        ):
            seen += 1
        elif miss is not None:
            causes.append(miss.cause)
    asked = seen + len(dead)
    enough = asked >= min(most, len(issues))
    return Sample(asked, tuple(dead), None if enough else next(iter(causes), Cause.LIMIT))

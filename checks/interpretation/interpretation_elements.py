"""A text interpretation (文字解读) has all eight elements.

What is measured
    In each text interpretation of the portal's own that was published in the window, the
    elements that the requirement lists: each is there as a heading or bold lead, or where
    enough body text follows its cue. The contact element needs all four of its parts: the
    interpreting body, a person, a phone number, an e-mail address. Where the clause speaks of
    certain policies (`scope`), only what names one of them in its title is asked about.
Why it matters
    An interpretation without reasons, measures or anyone to ask does not interpret.
Evidence
    The interpretation's page.
Not judged
    Reposts, expert and media pieces, answers in a column of questions. A page of pictures or
    video alone cannot be read; where a text interpretation of the same document exists, that
    one is judged instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.interpretation.elements import missing
from checks.interpretation.origin import no_own_interpretation
from checks.interpretation.pictures import is_pictorial
from checks.judging import (
    Bench,
    Page,
    nothing_judged,
    published_on,
    read_in_part,
    unread_rows,
)
from checks.judging.bench import proof
from checks.judging.dates import not_yet
from checks.matching.pairing import MATCHING_TERMS, companions
from checks.matching.rows import page_key, rows_by_page
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Dossier, Interpretation

CHECK = Check(
    slug="interpretation_elements",
    title="解读要素齐全",
    reads=(Role.INTERPRETATIONS,),
    terms=(
        "window_days", "min_body_chars", "min_text_chars", "picture_leads", "picture_names",
        "picture_media", "picture_verbs", "foreign_words", "elements", "contact", "statement_days",
        "scope", *MATCHING_TERMS,
    ),
)  # fmt: skip


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per interpretation in the window, or one at home where there is none."""
    bench = Bench(CHECK, dossier, requirement)
    rows = rows_by_page(dossier)
    first = dossier.today - timedelta(days=int(requirement.terms["window_days"]))
    pictures = any(is_pictorial(r, requirement.terms) for r in dossier.interpretations)
    together = companions(dossier, requirement.terms) if pictures else {}
    findings: dict[str, Finding] = {}
    scope = tuple(plain(word) for word in requirement.terms["scope"])
    for record in dossier.interpretations:
        if not _within(scope, record.title):
            continue
        day = published_on(record, rows.get(page_key(dossier, record.url), ()))
        if not_yet(record, day, dossier) or (day is not None and day < first):
            continue
        if day is None:
            finding = bench.cant_tell(record, Cause.AMBIGUOUS, "未见该解读的发布日期")
        else:
            finding = _judge(bench, record, together.get(record.url, ()))
        findings.setdefault(record.url, finding)
    for row, miss in unread_rows(dossier, Role.INTERPRETATIONS):
        shown = row.date.value if row.date is not None else None
        if _within(scope, row.title) and (shown is None or first <= shown <= dossier.today):
            page = Page(row.url, row.title, (proof(row),))
            unread = bench.cant_tell(page, miss.cause, "该解读页面未能读取")
            findings.setdefault(row.url, unread)
    yield from findings.values()
    if not findings:
        of = "所列政策的" if scope else ""
        yield from nothing_judged(bench, (Role.INTERPRETATIONS,), f"期限内没有发布{of}解读")


def _within(scope: tuple[str, ...], title: str) -> bool:
    return not scope or any(word in plain(title) for word in scope)


def _judge(bench: Bench, record: Interpretation, others: tuple[Interpretation, ...]) -> Finding:
    terms = bench.requirement.terms
    if reason := no_own_interpretation(record, bench.dossier, terms["foreign_words"]):
        return bench.give(Outcome.INAPPLICABLE, record, f"{reason}，不适用本项要求。")
    if is_pictorial(record, terms):
        return _judge_picture(bench, record, others)
    lacking = missing(record, terms)
    if lacking and (cause := read_in_part(record)) is not None:
        return bench.cant_tell(record, cause, f"该解读的{'、'.join(lacking)}可能在附件中")
    if lacking:
        named = "、".join(lacking)
        text = f"该解读缺少{named}。"
        return bench.give(Outcome.FAILED, record, text, aspect=named, evidence=(proof(record),))
    return bench.give(Outcome.PASSED, record, "该解读要素齐全。")


def _judge_picture(
    bench: Bench, record: Interpretation, others: tuple[Interpretation, ...]
) -> Finding:
    for other in others:
        if not is_pictorial(other, bench.requirement.terms):
            text = f"该解读为图片或视频，同一文件另有文字解读“{other.title}”，不适用本项要求。"
            return bench.give(Outcome.INAPPLICABLE, record, text)
    cause = read_in_part(record) or Cause.UNREADABLE
    return bench.cant_tell(record, cause, "该解读为图片、视频或附件，没有可供判读的文字")

"""Policies are interpreted in several forms (解读形式), with text among them.

What is measured
    Per own interpretation of the window, together with all interpretations of the same document:
    how many forms they show (text, picture or chart, video, sound, animation, live), and whether
    there is text where it is required. Where the row asks for series (系列解读): per theme, one
    policy with so many interpretations. Aspect: 文字, 其他形式; for series the themes.
Why it matters
    The notices ask for pictures and video beside text, so that more people understand.
Evidence
    The interpretation's page; for what was not found, the coverage manifest too.
Not judged
    Reposts, expert and media pieces, answers in a column of questions. Pictures of the
    template. A page that shows nothing readable or whose script may put a player in; other
    pieces of the same policy that were not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.disclosure.period import Period, due_words, period_of
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.interpretation.forms import FORM_TERMS, TEXT, all_forms, named_forms, template_pictures
from checks.interpretation.origin import no_own_interpretation
from checks.interpretation.own import Piece, pieces_of, unread_of_period
from checks.interpretation.series import series_of
from checks.judging import Bench, Page, Sum, nothing_judged, set_locally
from checks.judging.bench import proof
from checks.judging.files import may_show_pictures
from checks.matching.pairing import MATCHING_TERMS
from crawler.portals import Role
from crawler.records import Cause, Dossier

CHECK = Check(
    slug="interpretation_forms",
    title="解读形式多样",
    reads=(Role.INTERPRETATIONS,),
    terms=(
        "min_forms", "text_required", "scope", "series_min", "themes", "window_days",
        "foreign_words", "statement_days", *FORM_TERMS, *MATCHING_TERMS,
    ),
)  # fmt: skip


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per interpretation of the window, or one at home where there is none."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    period = period_of(dossier, requirement, int(terms["window_days"]))
    if terms["series_min"]:
        yield series_of(bench, period)
        return
    pieces = pieces_of(dossier, terms, period)
    template = template_pictures(dossier, terms)
    yield from (_judge(bench, piece, period, template) for piece in pieces)
    unread = unread_of_period(dossier, terms, period)
    for row, cause in unread:
        page = Page(row.url, row.title, (proof(row),))
        yield bench.cant_tell(page, cause, "该解读页面未能读取")
    if not pieces and not unread:
        yield from nothing_judged(bench, (Role.INTERPRETATIONS,), "期限内没有发布解读")


def _judge(bench: Bench, piece: Piece, period: Period, template: frozenset[str]) -> Finding:
    row, terms, record = bench.requirement, bench.requirement.terms, piece.record
    if piece.on is None:
        return bench.cant_tell(record, Cause.AMBIGUOUS, "未见该解读的发布日期")
    if reason := no_own_interpretation(record, bench.dossier, terms["foreign_words"]):
        return bench.give(Outcome.INAPPLICABLE, record, f"{reason}，不适用本项要求。")
    every = (record, *piece.others)
    forms = all_forms(every, terms, template)
    least = int(terms["min_forms"])
    lacking = ["文字"] if terms["text_required"] and TEXT not in forms else []
    lacking += ["其他形式"] if len(forms) < least else []
    if not lacking:
        text = f"该政策的解读形式有{named_forms(forms)}。"
        return bench.give(Outcome.PASSED, record, text)
    if not forms or (not record.text_chars and not record.pictures + record.videos):
        return bench.cant_tell(
            record, Cause.UNREADABLE, "该解读为附件或脚本生成，没有可供判读的内容"
        )
    if "其他形式" in lacking and any(one.scripted_media for one in every):
        return bench.cant_tell(record, Cause.UNREADABLE, "该解读页面的图片或视频由脚本生成")
    if any(may_show_pictures(one) for one in every):
        return bench.cant_tell(record, Cause.UNREADABLE, "该解读在附件中，附件有无图片未能看到")
    if piece.unseen is not None:
        return bench.cant_tell(record, piece.unseen, "同一政策的其他解读未能看全")
    said = f"该政策的解读只有{named_forms(forms)}" + ("，没有文字解读" if "文字" in lacking else "")
    if "其他形式" in lacking:
        said += f"，不足{least}种形式{set_locally(row, 'min_forms')}"
    rests_on = ("min_forms",) if "其他形式" in lacking else ()
    due = due_words(row, period)
    if period.open:
        text = f"{said}，{due + '，' if due else ''}尚未到期。"
        return bench.give(
            Outcome.PENDING, record, text, total=Sum(period.due_on), rests_on=rests_on
        )
    return bench.give(
        Outcome.FAILED, record, f"{said}。", aspect="、".join(lacking), basis=Basis.ABSENCE,
        evidence=(proof(record),), total=Sum(period.due_on), rests_on=rests_on,
    )  # fmt: skip

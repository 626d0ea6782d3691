"""The rectification notice (通知) to one unit, with its problem list and feedback form."""

from __future__ import annotations

from collections import Counter

from checks.engine.case import CaseState
from checks.engine.outcome import Outcome
from checks.engine.workflow import may_be_demanded
from reports.papers.books import Books, Problem
from reports.papers.model import (
    Attachment,
    Block,
    Cell,
    Paper,
    PaperKind,
    bare_address,
    heading,
    line,
    table,
    text,
)
from reports.papers.phrases import basis_notes, counted
from reports.papers.tables import notice_table, unit_name
from reports.safety import shown
from reports.subjects import place_of, title_of
from reports.wording import area_of, day_text

FEEDBACK_COLUMNS = (
    ("问题编号", 16), ("责任单位", 14), ("信息标题", 22), ("问题链接", 22), ("问题描述", 26),
    ("整改时限", 13), ("整改措施", 20), ("整改链接", 22), ("反馈时间", 11), ("申诉", 12),
    ("情况说明", 14), ("备注", 10),
)  # fmt: skip
"""The form's columns: the ledger's, with the number of the problem first. The last six are for
the unit to fill in."""
_GROUND = "《中华人民共和国政府信息公开条例》"


def is_named(problem: Problem) -> bool:
    """Whether a notice names it: failing at the last run, and to be mended then as well as now."""
    return (
        problem.live
        and problem.now is Outcome.FAILED
        and bool(problem.words)
        and all(may_be_demanded(case) for case in problem.words)
    )


def named(books: Books, portal_id: str) -> tuple[Problem, ...]:
    """What the notice to a unit names."""
    return tuple(one for one in books.problems if one.portal == portal_id and is_named(one))


def notice(books: Books, portal_id: str) -> Paper | None:
    """The notice to a unit as of the books' day; None where there is nothing to mend."""
    problems = named(books, portal_id)
    if not problems:
        return None
    unit = unit_name(books, portal_id)
    blocks = (
        text(
            f"为切实做好政务公开工作，及时纠正日常监测中发现的问题，根据{_GROUND}"
            "和政务公开有关工作要求，现就限期整改有关事项通知如下："
        ),
        heading(1, "问题情况"),
        text(_found(books, portal_id, problems)),
        heading(1, "整改要求"),
        *_demands(books, portal_id, problems),
        heading(1, "反馈要求"),
        text(
            "请在整改时限届满前填写《政务公开问题整改情况反馈表》（附件2），逐项写明整改措施和"
            "整改链接，经分管领导审核后报送我办。我办将按整改链接逐项复测，复测通过的予以销号；"
            "仅删除页面、撤销栏目的，不视为整改到位。"
        ),
        heading(1, "异议处理"),
        text(_appeal(books, portal_id)),
    )
    return Paper(
        id=f"notice-{books.day.isoformat()}-{portal_id}",
        kind=PaperKind.NOTICE,
        period=books.day.isoformat(),
        unit=portal_id,
        title=f"{books.settings.issuer}关于限期整改政务公开有关问题的通知",
        addressee=unit,
        office=books.settings.issuer,
        contact=books.settings.contact,
        copy_to=books.settings.copy_to,
        data_cut=books.data_cut,
        run=books.run,
        blocks=blocks,
        attachments=(
            Attachment(
                "政务公开问题清单",
                (notice_table(books, problems), *basis_notes(books)),
                "附件1 问题清单",
            ),
            Attachment(
                "政务公开问题整改情况反馈表",
                (
                    _form(books, problems),
                    line("填报单位（盖章）：　　　　　　　分管领导：　　　　　　　联络员及电话："),
                ),
                "附件2 反馈表",
            ),
        ),
        official=True,
        sample=books.sample,
        trial=books.trial,
    )


def _found(books: Books, portal_id: str, problems: tuple[Problem, ...]) -> str:
    areas = Counter(area_of(problem.judged.requirement) for problem in problems)
    by_area = "、".join(counted(area, count) for area, count in areas.most_common())
    disputed = [
        p
        for p in books.live()
        if p.portal == portal_id and p.words and p.words[-1].state is CaseState.DISPUTED
    ]
    rest = f"另有{len(disputed)}项问题正在申诉复核，不列入本次整改范围。" if disputed else ""
    return (
        f"截至{day_text(books.as_of.date())}，日常监测发现你单位尚未整改的政务公开问题"
        f"{len(problems)}项（见附件1），其中{by_area}。{rest}"
    )


def _demands(books: Books, portal_id: str, problems: tuple[Problem, ...]) -> tuple[Block, ...]:
    checks = [problem.judged.finding.check for problem in problems]
    private = sum(books.terms.at_once(check) for check in checks)
    terms = Counter(books.terms.of(check) for check in checks if not books.terms.at_once(check))
    usual = books.terms.rectify
    counted = f"，按{day_text(books.day)}印发推算"
    out = [f"请对照附件1逐项整改，于{_by(books, portal_id, usual, counted)}整改到位。"]
    for term in sorted(term for term in terms if term != usual):
        by = _by(books, portal_id, term, counted)
        out.append(f"其中{terms[term]}项链接不可用问题，于{by}整改到位。")
    if private:
        out.append(
            f"其中{private}项涉及公开个人信息，须自收到本通知起{books.terms.privacy_hours}小时内"
            "撤下或遮盖。"
        )
    incurable = sum(not problem.judged.requirement.curable for problem in problems)
    if incurable:
        out.append(
            f"其中{incurable}项属于逾期已成事实、不可补正的问题，请在同一期限内提交情况说明，"
            "写明原因和改进措施；尚未办结的事项须同时办结。"
        )
    return (text("".join(out)),)


def _by(books: Books, portal_id: str, working_days: int, counted: str) -> str:
    due = books.term_from(portal_id, books.day, working_days)
    if due is None:  # no calendar reaches so far: the term stands, its last day does not
        return f"自本通知印发之日起{working_days}个工作日内"
    return f"{day_text(due)}前（自本通知印发之日起{working_days}个工作日{counted}）"


def _appeal(books: Books, portal_id: str) -> str:
    days = books.terms.appeal
    return (
        f"对附件1所列问题有异议的，请自收到本通知之日起{days}个工作日内书面提出，写明理由并附"
        "网页地址，由我办复核后答复。"
    )


def _form(books: Books, problems: tuple[Problem, ...]) -> Block:
    rows = []
    for problem in problems:
        finding = problem.judged.finding
        term = books.terms.of(finding.check)
        due = books.term_from(finding.portal, books.day, term)
        by = day_text(due) or f"{term}个工作日"
        if books.terms.at_once(finding.check):
            by = f"{books.terms.privacy_hours}小时内"
        rows.append(
            [
                finding.case_id,
                unit_name(books, finding.portal),
                shown(title_of(finding)),
                bare_address(place_of(finding)),
                shown(finding.statement, 300),
                by,
                *(Cell() for _ in range(6)),
            ]
        )
    return table(FEEDBACK_COLUMNS, rows)

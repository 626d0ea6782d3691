"""The tables that several papers share: balance by unit, lists of problems, what falls due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.engine.workflow import state_shown
from reports.ledger import section_of
from reports.model import JudgedFinding
from reports.papers.books import Books, Problem
from reports.papers.model import Block, Cell, bare_address, linked, table
from reports.papers.movement import Balance, Step
from reports.remedies import remedy_of
from reports.safety import shown
from reports.subjects import place_of, title_of
from reports.wording import STATES, area_of, day_text, short_day

PROBLEM_COLUMNS = (
    ("序号", 5), ("编号", 12), ("责任单位", 14), ("一级指标", 9), ("二级指标", 11), ("栏目", 9),
    ("信息标题", 24), ("问题描述", 28),
)  # fmt: skip
_STATEMENT = 300


def unit_name(books: Books, portal_id: str) -> str:
    """The unit's name as shown; its id where it is no longer listed."""
    try:
        return shown(books.portal(portal_id).name, 60)
    except KeyError:
        return shown(portal_id, 60)


def balance_table(books: Books) -> Block:
    """One row a unit, in the order of the assessment list, and the sum."""
    columns = (
        ("序号", 5), ("责任单位", 22), ("期初未销号", 9), ("新增", 7), ("反弹", 7), ("销号", 7),
        ("免予扣分", 8), ("期末未销号", 9), ("其中逾期", 8),
    )  # fmt: skip
    late = Counter(problem.portal for problem in overdue(books))
    rows: list[list[object]] = [
        [index, unit_name(books, unit), *_figures(own), late[unit]]
        for index, (unit, own) in enumerate(books.balances().items(), 1)
    ]
    rows.append(["", "合计", *_figures(books.whole_balance()), late.total()])
    return table(columns, rows)


def _figures(own: Balance) -> list[int]:
    return [own.before, own.new, own.returned, own.closed, own.excused, own.after]


def overdue(books: Books) -> tuple[Problem, ...]:
    """Live problems whose term for mending was over on the day of the last run."""
    return tuple(p for p in books.live() if _before(books.mend_day(p), books.as_of.date()))


def _before(day: date | None, other: date) -> bool:
    return day is not None and day < other


def problem_cells(books: Books, problem: Problem, number: int) -> list[object]:
    """The cells of PROBLEM_COLUMNS; the title leads to the page."""
    judged = problem.judged
    finding, requirement = judged.finding, judged.requirement
    return [
        number,
        finding.case_id,
        unit_name(books, finding.portal),
        area_of(requirement),
        requirement.title,
        judged.section or section_of(judged),
        linked(title_of(finding), place_of(finding)),
        shown(finding.statement, _STATEMENT),
    ]


def stepped_table(books: Books, rows: Sequence[tuple[Problem, Step, date]], heading: str) -> Block:
    """Problems with the step they made and its day."""
    columns = (*PROBLEM_COLUMNS, ("类型", 7), (heading, 12))
    return table(
        columns,
        (
            [*problem_cells(books, problem, number), step.value, day_text(on)]
            for number, (problem, step, on) in enumerate(rows, 1)
        ),
    )


def live_table(books: Books, problems: Iterable[Problem]) -> Block:
    """Unclosed problems with their state and term."""
    columns = (*PROBLEM_COLUMNS, ("状态", 9), ("发现时间", 12), ("整改时限", 12), ("备注", 12))
    rows = []
    for number, problem in enumerate(problems, 1):
        case = problem.judged.case
        assert case is not None
        due = books.mend_day(problem)
        rows.append(
            [
                *problem_cells(books, problem, number),
                STATES[state_shown(case)],
                day_text(case.first_failed_on),
                day_text(due),
                remark(problem, late=_before(due, books.as_of.date())),
            ]
        )
    return table(columns, rows)


def remark(problem: Problem, *, late: bool) -> str:
    """What a reader of the list has to know besides: overdue, not curable, not seen lately."""
    words = ["逾期"] if late else []
    if not problem.judged.requirement.curable:
        words.append("不可补正，提交情况说明")
    if problem.now in (None, Outcome.CANT_TELL):
        words.append("最近一次监测未能复测")
    return "；".join(words)


def notice_table(books: Books, problems: Iterable[Problem]) -> Block:
    """The problem list of a notice (附件1): what, by which rule, what to do, by when."""
    columns = (
        ("序号", 5), ("编号", 12), ("指标", 12), ("栏目", 9), ("信息标题", 20),
        ("问题链接", 20), ("问题描述", 28), ("标准及依据", 40), ("整改建议", 20),
    )  # fmt: skip
    rows = []
    for number, problem in enumerate(problems, 1):
        judged = problem.judged
        finding, requirement = judged.finding, judged.requirement
        rows.append(
            [
                number,
                finding.case_id,
                f"{area_of(requirement)}—{requirement.title}",
                judged.section or section_of(judged),
                shown(title_of(finding)),
                bare_address(place_of(finding)),
                shown(finding.statement, _STATEMENT),
                basis_of(requirement),
                remedy_of(judged),
            ]
        )
    return table(columns, rows)


def basis_of(requirement: Requirement) -> str:
    """What the requirement asks for and where that is written."""
    return shown("".join(t for t in (requirement.summary, requirement.basis_text) if t), 600)


def due_table(books: Books, problems: Iterable[Problem], pending: Iterable[JudgedFinding]) -> Block:
    """What falls due, by day: known problems to be mended, and duties whose term still runs."""
    found: list[tuple[date, str, Cell, str, str]] = []
    for problem in problems:
        due = books.mend_day(problem)
        assert due is not None
        what = shown(problem.judged.finding.statement, 160)
        found.append((due, problem.portal, _page(problem.judged), "问题整改", what))
    for judged in pending:
        assert judged.finding.due_on is not None
        what = judged.requirement.title
        found.append(
            (judged.finding.due_on, judged.finding.portal, _page(judged), "事项办理", what)
        )
    order = {portal.id: index for index, portal in enumerate(books.portals)}
    found.sort(key=lambda one: (one[0], order.get(one[1], len(order)), one[3], one[2].text))
    columns = (
        ("序号", 5), ("到期日", 16), ("责任单位", 18), ("事项", 10), ("信息标题", 34), ("内容", 34),
    )  # fmt: skip
    return table(
        columns,
        (
            [number, f"{on.year}年{short_day(on)}", unit_name(books, portal), kind, page, what]
            for number, (on, portal, page, kind, what) in enumerate(found, 1)
        ),
    )


def _page(judged: JudgedFinding) -> Cell:
    return linked(title_of(judged.finding), place_of(judged.finding))

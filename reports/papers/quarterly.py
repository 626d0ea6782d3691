"""The quarterly circular (季通报), with the interpretation statistics of Wuding 2018, item 22."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from reports.papers.books import Books, Problem
from reports.papers.interpretations import Interpretations, count, gaps
from reports.papers.model import (
    Attachment,
    Block,
    Cell,
    Paper,
    PaperKind,
    heading,
    linked,
    note,
    table,
    text,
)
from reports.papers.movement import Balance, Step
from reports.papers.phrases import basis_notes, counted, names_text, nights_text, rate_text
from reports.papers.scoretables import score_blocks
from reports.papers.tables import live_table, overdue, stepped_table, unit_name
from reports.safety import shown
from reports.subjects import place_of, title_of
from reports.wording import area_of, day_text

_QUARTERS = "一二三四"
_NAMED = 5
_STATEMENT = 90


def quarterly(books: Books) -> Paper:
    """The circular over a quarter: 总体情况／主要成效／存在问题／下一步要求, and its lists."""
    quarter = f"{books.start.year}年第{_QUARTERS[(books.start.month - 1) // 3]}季度"
    gained = books.stepped(Step.NEW, Step.RETURNED)
    attachments = _attachments(books, gained)
    where = {one.sheet: f"（见附件{number}）" for number, one in enumerate(attachments, 1)}
    office = books.settings.issuer
    blocks = (
        text(
            f"按照政务公开工作安排，{office}对{len(books.portals)}个单位{quarter}政务公开情况"
            "进行了监测。现将有关情况通报如下："
        ),
        heading(1, "总体情况"),
        *_overall(books, where),
        heading(1, "主要成效"),
        *_merits(books),
        heading(1, "存在问题"),
        *_faults(books, gained, where),
        heading(1, "下一步要求"),
        *_demands(books, gained),
        *basis_notes(books),
    )
    return Paper(
        id=f"quarterly-{books.start.year}-Q{(books.start.month + 2) // 3}",
        kind=PaperKind.QUARTERLY,
        period=f"{books.start.year}-Q{(books.start.month + 2) // 3}",
        title=f"{office}关于{quarter}政务公开工作情况的通报",
        addressee=books.settings.addressee,
        office=office,
        contact=books.settings.contact,
        copy_to=books.settings.copy_to,
        data_cut=books.data_cut,
        run=books.run,
        blocks=blocks,
        attachments=attachments,
        official=True,
        sample=books.sample,
        trial=books.trial,
    )


def _attachments(
    books: Books, gained: Sequence[tuple[Problem, Step, date]]
) -> tuple[Attachment, ...]:
    live = books.live()
    missing = gaps(books.interpreted, books.start, books.end)
    out = [Attachment("单位得分情况表", score_blocks(books), "得分情况")]
    if gained:
        list_of = stepped_table(books, gained, "确认时间")
        out.append(Attachment("本季度问题清单", (list_of,), "问题清单"))
    if live:
        out.append(Attachment("未销号问题清单", (live_table(books, live),), "未销号清单"))
    out.append(Attachment("政策文件解读情况统计表", interpretation_blocks(books), "解读统计"))
    if missing:
        columns = (("序号", 5), ("责任单位", 24), ("文件", 60), ("解读期限", 14))
        rows = [
            [n, unit_name(books, one.portal), linked(one.title, one.subject), day_text(one.due_on)]
            for n, one in enumerate(missing, 1)
        ]
        out.append(Attachment("未解读政策文件清单", (table(columns, rows),), "未解读文件"))
    return tuple(out)


def interpretation_blocks(books: Books) -> tuple[Block, ...]:
    """The statistics, one row a unit: due, done, in time, linked both ways."""
    limit = limit_of(books)
    in_time = f"{limit}个工作日内解读" if limit else "按期解读"
    columns = (
        ("序号", 5), ("单位", 24), ("应解读文件", 9), ("已解读", 8), ("解读率", 9), (in_time, 11),
        ("双向链接", 9), ("未解读", 8), ("待定", 7),
    )  # fmt: skip
    total = Interpretations()
    rows: list[list[object]] = []
    for number, portal in enumerate(books.portals, 1):
        own = count(
            (one for one in books.interpreted if one.portal == portal.id), books.start, books.end
        )
        total = total.plus(own)
        rows.append([number, unit_name(books, portal.id), *_counts(own)])
    rows.append(["", "合计", *_counts(total)])
    words = (
        "“应解读文件”指解读期限在本季度内届满的规范性文件；“待定”为无法判定、待第二次查看核实"
        "或截至数据截止时尚未到期的；免予扣分事项及监测起始日前到期的不计。"
    )
    return (table(columns, rows), note(words))


def limit_of(books: Books) -> int | None:
    """The term in working days that all documents of the period share; None if they differ."""
    limits = {one.limit for one in books.interpreted if books.start <= one.due_on <= books.end} or {
        row.terms.get("max_working_days")
        for book in books.rulebooks
        for clause in book.requirements
        for row in clause.measures()
        if row.check == "interpretation_latency"
    }
    only = next(iter(limits)) if len(limits) == 1 else None
    return int(only) if isinstance(only, (int, float)) else None


def _counts(own: Interpretations) -> list[object]:
    rate = rate_text(own.done, own.due - own.unknown)
    return [own.due, own.done, rate, own.in_time, own.linked, own.open, own.unknown]


def _overall(books: Books, where: dict[str, str]) -> tuple[Block, ...]:
    whole = books.whole_balance()
    read = count(books.interpreted, books.start, books.end)
    limit = limit_of(books)
    if read.due:
        term = f"{limit}个工作日内" if limit else "按期"
        interpreted = (
            f"本季度解读期限届满的政策文件{read.due}件，已解读{read.done}件，其中{term}解读"
            f"{read.in_time}件、与文件双向链接{read.linked}件；未解读{read.open}件"
            + (f"，待定{read.unknown}件" if read.unknown else "")
        )
    else:
        interpreted = "本季度没有解读期限届满的政策文件"
    if not books.nights.made:
        settled = (
            f"本季度没有测评记录，下列情况沿用{books.run}测评批次的结果。"
            f"季末未销号问题{whole.after}项{where.get('未销号清单', '')}。"
        )
    else:
        settled = _settled(books, whole, where)
    some = "部分单位" if any(one.released for one in books.scores) else "各单位"
    scores = (
        f"各单位得分情况见附件1（{'阶段性结果' if not books.final else '最终结果'}）。"
        if books.released
        else f"{some}得分尚未发布，附件1以“内部”标注。"
    )
    return (
        heading(2, "监测情况"),
        text(f"{nights_text(books.nights)}。{scores}"),
        heading(2, "问题整改情况"),
        text(settled),
        heading(2, "政策文件解读情况"),
        text(f"{interpreted}{where.get('解读统计', '')}。"),
    )


def _settled(books: Books, whole: Balance, where: dict[str, str]) -> str:
    late = len(overdue(books))
    base = whole.before + whole.new + whole.returned - whole.excused
    parts = [f"季初未销号问题{whole.before}项，本季度新增{whole.new}项"]
    if whole.returned:
        parts.append(f"反弹{whole.returned}项")
    parts.append(f"销号{whole.closed}项")
    if whole.excused:
        parts.append(f"免予扣分{whole.excused}项")
    rate = f"，整改率{rate_text(whole.closed, base)}" if base else ""
    tail = f"，其中超过整改时限{late}项" if late else ""
    return (
        "，".join(parts) + f"{rate}{where.get('问题清单', '')}；季末未销号问题{whole.after}项"
        f"{tail}{where.get('未销号清单', '')}。"
    )


def _merits(books: Books) -> tuple[Block, ...]:
    balances = books.balances()
    done = [u for u, own in balances.items() if own.closed and not own.after]
    clean = [u for u, own in balances.items() if own == Balance()]
    prompt = []
    for portal in books.portals:
        own = count((d for d in books.interpreted if d.portal == portal.id), books.start, books.end)
        if own.due and own.in_time == own.due:
            prompt.append(portal.id)
    lines = []
    if books.nights.made:
        if done:
            lines.append(f"{_names(books, done)}本季度问题全部整改销号。")
        if clean:
            lines.append(f"{_names(books, clean)}本季度监测未发现问题。")
        closed = books.whole_balance().closed
        if closed and not done:
            units = len([own for own in balances.values() if own.closed])
            lines.append(f"{units}个单位共整改销号问题{closed}项。")
    if prompt:
        lines.append(f"{_names(books, prompt)}本季度到期的政策文件均按期解读。")
    if not lines:
        lines.append("本季度整改进展不明显，没有单位实现问题全部销号。")
    return (text("".join(lines)),)


def _names(books: Books, portals: Sequence[str]) -> str:
    return names_text(unit_name(books, portal) for portal in portals)


def _faults(
    books: Books, gained: Sequence[tuple[Problem, Step, date]], where: dict[str, str]
) -> tuple[Block, ...]:
    live = books.live()
    known: dict[str, Problem] = {}
    for problem in (*live, *(one for one, _, _ in gained)):
        known.setdefault(problem.judged.finding.case_id, problem)
    if not known:
        return (text("本季度没有需要通报的问题。"),)
    areas: dict[str, list[Problem]] = defaultdict(list)
    for problem in known.values():
        areas[area_of(problem.judged.requirement)].append(problem)
    out: list[Block] = []
    for area, problems in sorted(areas.items(), key=lambda one: -len(one[1])):
        out += [heading(2, f"{shown(area)}方面"), _area(books, problems)]
    repeated = [problem for problem, step, _ in gained if step is Step.RETURNED]
    if repeated:
        units = _names(books, list(dict.fromkeys(problem.portal for problem in repeated)))
        out += [
            heading(2, "问题反弹方面"),
            text(f"{units}有{len(repeated)}项问题销号后反弹{where.get('问题清单', '')}。"),
        ]
    return tuple(out)


def _area(books: Books, problems: Sequence[Problem]) -> Block:
    rows = Counter(problem.judged.requirement.title for problem in problems)
    kinds = "、".join(counted(title, number) for title, number in rows.most_common())
    units = len({problem.portal for problem in problems})
    parts: list[str | Cell] = [f"存在问题{len(problems)}项，涉及{units}个单位（{kinds}）。"]
    named = _spread(problems)
    parts.append("如：" if len(problems) > len(named) else "具体为：")
    for number, problem in enumerate(named):
        finding = problem.judged.finding
        statement = shown(finding.statement, _STATEMENT).rstrip("。…")
        more = "…" if len(finding.statement) > _STATEMENT else ""
        parts += [
            *_pointed_at(books, problem),
            f"，{statement}{more}",
            "；" if number < len(named) - 1 else "。",
        ]
    return text(*parts)


def _pointed_at(books: Books, problem: Problem) -> list[str | Cell]:
    """Unit and page, with its link; the unit alone where its whole site or section is judged."""
    finding = problem.judged.finding
    unit, title = unit_name(books, finding.portal), title_of(finding, 80)
    if title.startswith(unit[:80]):
        return [linked(unit, place_of(finding))]
    page = linked(title, place_of(finding))
    return [unit, page] if title.startswith("“") else [unit, "“", page, "”"]


def _spread(problems: Sequence[Problem]) -> list[Problem]:
    """The first problem of each unit, then the second: examples name many units, not one."""
    turns: Counter[str] = Counter()
    placed = []
    for index, problem in enumerate(problems):
        placed.append((turns[problem.portal], index, problem))
        turns[problem.portal] += 1
    return [problem for _, _, problem in sorted(placed, key=lambda one: one[:2])[:_NAMED]]


def _demands(books: Books, gained: Sequence[tuple[Problem, Step, date]]) -> tuple[Block, ...]:
    live, late = books.live(), overdue(books)
    out: list[Block] = []
    if live:
        hurry = (
            f"已超过整改时限的{len(late)}项问题，责任单位要立即整改并书面说明原因。" if late else ""
        )
        out += [
            heading(2, "抓紧问题整改"),
            text(
                f"各单位要对照未销号问题清单逐项整改、按时反馈整改链接，整改一项、销号一项。{hurry}"
            ),
        ]
    areas = Counter(area_of(problem.judged.requirement) for problem, _, _ in gained)
    if areas:
        top = "、".join(shown(area) for area, _ in areas.most_common(3))
        out += [
            heading(2, "坚持举一反三"),
            text(
                f"对{top}等方面的问题，各单位要全面自查本单位同类栏目和信息，防止同类问题反复发生。"
            ),
        ]
    missing = gaps(books.interpreted, books.start, books.end)
    words = (
        f"对尚未解读的{len(missing)}件政策文件，起草单位要尽快补齐解读材料，并与文件相互链接。"
        if missing
        else ""
    )
    out += [
        heading(2, "做好政策解读"),
        text(
            f"{words}各单位要每季度梳理政策文件解读情况，查漏补缺，做到文件与解读同步组织、"
            "同步审签、同步部署。"
        ),
        heading(2, "压实工作责任"),
        text(
            "各单位要把信息公开和栏目维护责任落实到具体科室和人员，加强日常巡查，"
            "确保公开内容及时、准确、规范。"
        ),
    ]
    return tuple(out)

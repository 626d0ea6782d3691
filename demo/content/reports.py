"""Yearly disclosure reports: in the laid-down form, and with faults against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from demo.content.epoch import EPOCH
from demo.content.model import Block, Item, ReportFacts
from demo.content.words import Words

_PARTS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
_OTHER_WORDS = {
    0: "第一部分 总体情况",
    1: "第二部分 主动公开政府信息情况",
    2: "第三部分 收到和处理政府信息公开申请情况",
    3: "第四部分 因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    4: "第五部分 存在问题及改进情况",
    5: "第六部分 其他需要报告的事项",
}
_LAST = 5


@dataclass(frozen=True)
class Form:
    """How a report is made. `lack` are its faults, of 章节、表格、勾稽.

    `worded` has a table of contents, older words and empty cells; `filed` offers the same report
    as a file, too, one that `leaves` it to a file of that sort has it there alone. None is a fault.
    """

    lack: str = ""
    worded: bool = False
    filed: bool = False
    leaves: str = ""


def report(
    words: Words,
    prefix: str,
    name: str,
    year: int,
    on: date,
    own: bool = True,
    form: Form = Form(),
) -> Item:
    """One yearly disclosure report, published on that day."""
    blocks: list[Block] = [
        Block("p", f"本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。")
    ]
    for part in _PARTS:
        blocks += [Block("h", part), *words.some("news_lines", 2, "政府信息公开")]
    item = Item(
        f"{prefix}r{year}{'' if own else 'x'}",
        f"{name}{year}年政府信息公开工作年度报告",
        on,
        tuple(blocks),
        name,
        ReportFacts(year, own),
        clock=words.clock(),
    )
    return formed(item, year, form, own)


def formed(item: Item, year: int, form: Form, own: bool = True) -> Item:
    """An item as a report of that form: its text under the six headings, and the table."""
    paragraphs = [block for block in item.blocks if block.kind == "p"]
    lead, texts = paragraphs[0], paragraphs[1:]
    blocks = [lead]
    if form.worded:
        blocks += [Block("p", heading) for heading in _OTHER_WORDS.values()]
    for place, heading in enumerate(_PARTS):
        if place == _LAST and "章节" in form.lack:
            continue
        blocks.append(Block("h", _OTHER_WORDS[place] if form.worded else heading))
        blocks += texts[place * 2 : place * 2 + 2] or [Block("p", "本年度没有需要说明的情况。")]
        if place == 2 and "表格" not in form.lack:
            blocks.append(Block("table", "\n".join(_table(year, form))))
    if form.filed:
        blocks.append(Block("file", f"{item.title}全文"))
    lack = frozenset(part for part in form.lack.split("、") if part)
    return replace(
        item, blocks=tuple(blocks), facts=ReportFacts(year, own, lack), leaves=form.leaves
    )


def _table(year: int, form: Form) -> Iterator[str]:
    """The table of applications; a fault is one application that nobody answered or kept."""
    new, old, rest = year % 7 + 3, year % 3, year % 2
    lost = 1 if "勾稽" in form.lack else 0
    none = "" if form.worded else "0"

    def row(label: str, count: int) -> str:
        firms = "1" if label.startswith(("一", "（七")) else none
        total = count + (1 if firms == "1" else 0)
        return "|".join([label, str(count), firms, none, none, none, none, str(total)])

    yield "申请人情况|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计"
    yield row("一、本年新收政府信息公开申请数量", new)
    yield row("二、上年结转政府信息公开申请数量", old)
    yield row("（七）总计", new + old - rest - lost)
    yield row("四、结转下年度继续办理", rest)


def reports(
    words: Words,
    prefix: str,
    name: str,
    last: str,
    back: int = 4,
    form: Form = Form(),
) -> tuple[Item, ...]:
    """Yearly reports: that of last year on `last` (MM-DD; "" for none) in that form, and earlier
    ones, published in January."""
    items: list[Item] = []
    for year in range(EPOCH.year - 1, EPOCH.year - 1 - back, -1):
        newest = year == EPOCH.year - 1
        month_day = last if newest else "01-24"
        if not month_day:
            continue
        on = date.fromisoformat(f"{year + 1}-{month_day}")
        made = form if newest else Form()
        items.append(report(words, prefix, name, year, on, form=made))
    return tuple(items)


def pictured(prefix: str, name: str, on: date) -> Item:
    """Last year's report told in pictures, beside the report itself."""
    year = EPOCH.year - 1
    return Item(
        f"{prefix}rp",
        f"{name}{year}年政府信息公开工作年度报告（图解版）",
        on,
        (Block("img", "report"),),
        name,
        ReportFacts(year, hides=True),
        clock="10:20",
    )

"""The faults of a workbook of marks as the console shows them: the cell, and Chinese words."""

from __future__ import annotations

import re

from reports.console.deeds import MarkFault

_PLACE = re.compile(
    r"(?P<file>.*?): sheet '(?P<sheet>[^']*)'(?:: row (?P<row>\d+))?"
    r"(?:: column (?P<column>[^:]+))?: (?P<text>.*)",
    re.S,
)
_WORDS: tuple[tuple[str, str], ...] = (
    (r"is missing", "未填写"),
    (r"column '(.*)' is missing", r"缺少“\1”列"),
    (r"column '(.*)' is not known", r"有不认识的列“\1”"),
    (r"column '(.*)' is there twice", r"“\1”列出现两次"),
    (r"merged cells \((.*)\)", r"有合并的单元格（\1）"),
    (r"something stands below no heading", "所在的列没有标题"),
    (r"more than (\d+) rows or (\d+) columns", r"超过 \1 行或者 \2 列"),
    (r"more than (\d+) characters", r"超过 \1 个字"),
    (r"a formula; write .* itself", "是公式，须直接填写"),
    (r"an error value \((.*)\)", r"是错误值（\1）"),
    (r"a date where (?:text|a number) is wanted", "填成了日期"),
    (r"'(.*)' is no date", r"“\1”不是日期"),
    (r"'(.*)' is no number.*", r"“\1”不是数"),
    (r"'(.*)' is no whole number", r"“\1”不是整数"),
    (r"'(.*)' is not a number from (.*) to (.*)", r"“\1”不是 \2 至 \3 的数"),
    (r"(.*) has more than (\d+) decimals", r"\1 的小数超过 \2 位"),
    (r"(.*) is not from 0 to 100", r"\1 不在 0 至 100 之间"),
    (r"(.*) is not above 0", r"\1 须大于 0"),
    (r"(.*) is no rank", r"\1 不是名次"),
    (r"'(.*)' is none of (.*)", r"“\1”不在可填内容（\2）之中"),
    (r"'(.*)' is not 是", r"“\1”应为“是”或者留空"),
    (r"'(.*)' is not on the register", r"“\1”不在单位名录中"),
    (r"'(.*)' is no setting of the plan", r"方案没有“\1”这一设置"),
    (r"'(.*)' is no rulebook of the watchlist", r"监测清单没有指标体系“\1”"),
    (r"'(.*)' is no portal of the watchlist", r"监测清单没有门户“\1”"),
    (r"'(.*)' is no round of the watchlist", r"监测清单没有轮次“\1”"),
    (r"'(.*)' \(.*\) lies outside the plan's year (.*)", r"轮次“\1”不在 \2 年度内"),
    (r"'(.*)' is no rule of the plan", r"方案没有“\1”这一项目"),
    (r"'(.*)' is no row of (.*)", r"指标体系 \2 没有指标“\1”"),
    (r"does not apply to (.*) \((.*)\)", r"不适用于\1（\2）"),
    (r"first fill in on sheet '(.*)': (.*)", r"须先在“\1”表填写：\2"),
    (r"stays empty for the unit itself", "单位本身不填"),
    (r"stays empty for (.*)", r"\1不填此列"),
    (r"(.*) has no lower level", r"\1没有下一层级"),
    (r"(.*) rates itself", r"\1不能测评自己"),
    (r"(.*) does not rate (.*)", r"\1不测评\2"),
    (r"(.*) is rated as a whole only", r"\1只作综合测评"),
    (r"(.*) lies outside the window (.*) to (.*) \((.*)\)", r"\1 不在测评时间 \2 至 \3 之内（\4）"),
    (r"(.*): the annual report is due on (.*) and is .*", r"\1 早于年报到期日 \2"),
    (r"(.*) lies after (.*) \(window and (\d+) days of grace\)", r"\1 晚于 \2（含宽限 \3 天）"),
    (r"the same stands in (.*) too", r"与 \1 重复"),
    (r"nothing of this is recorded", "没有可以作废的记录"),
    (r"once for a unit only \((.*)\)", r"每个单位只能有一次（\1）"),
    (r"is no sheet of the template", "不是模板中的工作表"),
    (r"'(.*)' is not '(.*)', the plan .*", r"方案编号“\1”不是“\2”"),
    (r"has no sheet '(.*)': not made from the template", r"没有“\1”表，不是按模板填写的"),
    (r"larger than (\d+) bytes.*", r"超过 \1 字节"),
    (r"no workbook \(\.xlsx\) that can be read: .*", "不是可以读取的 Excel 工作簿（.xlsx）"),
)


def mark_fault(problem: str, file: str) -> MarkFault:
    """A fault of a workbook, taken apart."""
    found = _PLACE.fullmatch(problem)
    if found is None:
        text = problem.removeprefix(f"{file}: ").removeprefix(f"{file} ")
        return MarkFault("", "", "", _chinese(text), text)
    text = found["text"]
    return MarkFault(
        found["sheet"], found["row"] or "", found["column"] or "", _chinese(text), text
    )


def _chinese(text: str) -> str:
    """The Chinese of a fault; itself where its words are not known."""
    for pattern, words in _WORDS:
        found = re.fullmatch(pattern, text, re.S)
        if found is not None:
            return found.expand(words)
    return text

"""Lists of persons in notices: some with numbers that nobody masked, some that only look so.

Every number is made up: the identity numbers begin with a county that does not exist, the bank
accounts with a bank that does not.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from demo.content.epoch import day
from demo.content.model import Block, Item, RosterFacts
from demo.content.words import Words

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ROWS = 14


@dataclass(frozen=True)
class RosterPlan:
    """A list: its age in days, what it is (a key of `_SORTS`), its title, the file it stands in."""

    age: int
    sort: str
    title: str
    leaves: str = ""


def identity(rng: random.Random) -> str:
    """An identity number of nobody, with its check digit."""
    born = f"{rng.randint(1950, 2005)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    head = f"539999{born}{rng.randint(1, 999):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(head, _WEIGHTS, strict=True))
    return head + "10X98765432"[total % 11]


def _mobile(rng: random.Random) -> str:
    return f"1390000{rng.randint(0, 9999):04d}"


def _account(rng: random.Random) -> str:
    return f"620000000000{rng.randint(0, 9_999_999):07d}"


def _masked(number: str) -> str:
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


_Row = Callable[[random.Random, str, int], tuple[str, ...]]
_SORTS: dict[str, tuple[tuple[str, ...], _Row, tuple[str, ...]]] = {
    "subsidy": (
        ("序号", "户主姓名", "身份证号", "补贴面积（亩）", "补贴金额（元）", "一卡通账号"),
        lambda r, who, n: (str(n), who, identity(r), f"{n * 1.3:.1f}", f"{n * 90}", _account(r)),
        ("id_number", "bank_account"),
    ),
    "aid": (
        ("序号", "姓名", "保障人口", "月保障金（元）", "联系电话"),
        lambda r, who, n: (str(n), who, "2", str(520 + n), _mobile(r)),
        ("mobile",),
    ),
    "penalty": (
        ("序号", "当事人姓名", "身份证号码", "违法事实", "处罚结果", "联系电话"),
        lambda r, who, n: (str(n), who, identity(r), "超限运输", "罚款500元", _mobile(r)),
        ("id_number",),
    ),
    "subsidy masked": (
        ("序号", "户主姓名", "身份证号", "补贴金额（元）", "一卡通账号"),
        lambda r, who, n: (str(n), who, _masked(identity(r)), f"{n * 90}", _masked(_account(r))),
        (),
    ),
    "penalty masked": (
        ("序号", "姓名", "身份证号码", "违法事实", "处罚结果", "联系电话"),
        lambda r, who, n: (str(n), who, _masked(identity(r)), "超限运输", "罚款500元", _mobile(r)),
        (),
    ),
    "river chiefs": (
        ("河流名称", "姓名", "职务", "联系电话"),
        lambda r, who, n: (f"第{n}号河段", who, "村委会主任", _mobile(r)),
        (),
    ),
    "duty": (
        ("值班日期", "带班领导", "值班人员", "联系电话"),
        lambda r, who, n: (f"{n}日", who, who, _mobile(r)),
        (),
    ),
    "firms": (
        ("序号", "企业名称", "统一社会信用代码", "项目编号", "法定代表人", "联系电话"),
        # Codes with the form and the check digit of an identity number.
        lambda r, who, n: (
            str(n),
            f"青岚第{n}农业合作社",
            identity(r),
            identity(r),
            who,
            _mobile(r),
        ),
        (),
    ),
}


def rosters(
    plans: tuple[RosterPlan, ...], words: Words, prefix: str, source: str
) -> tuple[Item, ...]:
    """The lists as notices, told without drawing from the place's other words."""
    items: list[Item] = []
    for serial, plan in enumerate(plans):
        heads, row, shown = _SORTS[plan.sort]
        rng = random.Random(f"{prefix}:{serial}:{plan.sort}")
        lines = [heads, *(row(rng, words.person(serial + n), n) for n in range(1, _ROWS + 1))]
        items.append(
            Item(
                f"{prefix}r{serial}",
                plan.title,
                day(plan.age),
                (
                    Block(
                        "p", "现将有关情况公示如下，公示期七个工作日，如有异议请向主管部门反映。"
                    ),
                    Block("table", "\n".join("|".join(cells) for cells in lines)),
                ),
                source,
                RosterFacts(shown),
                leaves=plan.leaves,
            )
        )
    return tuple(items)

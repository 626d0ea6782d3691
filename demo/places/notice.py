"""What the county did under a yearly notice: plans, lists, themes, open days; mostly in order.

The pieces stand among the news and notices of each unit. Their facts say what they are worth;
`demo.notice` computes from them what the checks should find.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from demo.content.model import Block, Column, Item, NoticeFacts, Unit
from demo.moment import newest


@dataclass(frozen=True)
class _Piece:
    """An item: where it stands (role of its column), its title, day, facts and special blocks."""

    role: str
    title: str
    on: date
    facts: NoticeFacts
    blocks: tuple[Block, ...] = ()


def _at(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


def _theme(name: str, title: str, on: date, role: str = "news", another: bool = False) -> _Piece:
    return _Piece(role, title, on, NoticeFacts(f"theme:{name}", another=another))


JOBS, WATER, GAS = "稳岗就业", "农村供水", "燃气安全"
_PARTS = {
    "责任单位": "各项任务的责任单位为办公室和各业务科室，按职责抓好落实。",
    "完成时限": "完成时限为2026年12月底，每季度末报送进展。",
}
_HEAD = {"事项名称": "事项名称", "办理时限": "办理时限"}
_FIELDS = {"企业开办": "企业开办", "新生儿出生": "新生儿出生"}


def _plan(title: str, on: date, role: str = "notices", lack: str = "", year: int = 2026) -> _Piece:
    blocks = tuple(Block("p", text) for part, text in _PARTS.items() if part != lack)
    return _Piece(role, title, on, NoticeFacts("plan", _lacks(lack), year=year), blocks)


def _list(
    title: str, on: date, role: str = "notices", lack: str = "", hides: bool = False
) -> _Piece:
    facts = NoticeFacts("catalogue", _lacks(lack), hides)
    if hides:
        return _Piece(role, title, on, facts, (Block("file", "“一件事”清单附表"),))
    head = "|".join(["序号", *(word for name, word in _HEAD.items() if name != lack)])
    rows = [f"{n}|{one}|3个工作日" for n, one in enumerate(_FIELDS, 1) if one != lack]
    return _Piece(role, title, on, facts, (Block("table", "\n".join([head, *rows])),))


def _lacks(name: str) -> frozenset[str]:
    return frozenset({name} if name else ())


def _event(
    title: str, on: date, role: str = "news", another: bool = False, announces: bool = False
) -> _Piece:
    return _Piece(role, title, on, NoticeFacts("event", another=another, announces=announces))


_PIECES: dict[str, tuple[_Piece, ...]] = {
    "yunzhou": (
        _theme(JOBS, "全市稳岗返还资金直达企业账户", _at(3, 18)),
        _theme(WATER, "农村供水提质工程今年全面开工", _at(4, 9)),
        _theme(WATER, "关于农村供水工程水费收缴情况的公示", _at(6, 23), "notices"),
        _theme(GAS, "关于开展燃气安全入户检查的通知", _at(5, 12), "notices"),
        _plan("云州市2026年政务公开工作实施方案", _at(3, 12)),
        _list("云州市“一件事”事项清单（2026年版）", _at(7, 20)),
        _event("走进城市大脑 云州市举办政府开放日活动", _at(5, 27)),
        _event("市民代表参加第三季度政府开放日", _at(9, 15)),
    ),
    "yunxi": (
        _theme(JOBS, "我县为重点企业兑现稳岗补贴", _at(2, 26)),
        # One and the same piece in two columns is one.
        _theme(WATER, "农村供水保障工程通水到户", _at(6, 3)),
        _theme(WATER, "农村供水保障工程通水到户", _at(6, 3), "notices"),
        # The year before: it does not count.
        _theme(GAS, "燃气安全冬季排查基本完成", _at(12, 30, 2025)),
        _plan("云溪县2026年政务公开重点工作任务分解表", _at(7, 6)),
        _list("云溪县“一件事”事项清单", _at(8, 28), lack="办理时限"),
        _event("关于征集政府开放日活动参观市民的公告", _at(4, 20), "notices", announces=True),
    ),
    "qinglan": (
        _theme(JOBS, "就业援助月走进移民安置点", _at(1, 21)),
        _theme(WATER, "饮水安全隐患排查整改到位", _at(3, 30)),
        _theme(WATER, "关于公布饮水安全举报电话的公告", _at(8, 11), "notices"),
        _plan("青岚县2026年政务公开工作实施方案", _at(4, 16), lack="完成时限"),
        # News about the reform are no list.
        _Piece("news", "“一件事”改革让群众少跑腿", _at(5, 8), NoticeFacts("")),
        _event("青岚县举办政府开放日活动", _at(9, 22)),
    ),
    "jiaoyu": (
        _plan("市教育局2026年政务公开任务分工", _at(5, 18)),
        _list("教育入学“一件事”事项清单", _at(5, 20), hides=True),
        _event("市政府举办政府开放日活动 师生代表参加", _at(4, 28), another=True),
    ),
    "shuiwu": (
        _theme(WATER, "农村供水水质抽检结果通报", _at(4, 2)),
        # Last year's plan put up this year is last year's.
        _plan("市水务局2025年政务公开工作实施方案", _at(2, 5), year=2025),
        _list("用水报装“一件事”清单（第一批）", _at(3, 25), lack="新生儿出生"),
        _list("用水报装“一件事”清单（第二批）", _at(5, 6), lack="企业开办"),
        _event("水厂公众开放日迎来百名学生", _at(6, 5)),
    ),
    "yunxi-rsj": (
        _theme(JOBS, "国务院办公厅关于进一步做好稳岗工作的通知", _at(4, 1), another=True),
        # A corrected copy later does not make the first one late.
        _plan("县人社局2026年政务公开工作实施方案", _at(6, 29), "news"),
        _plan("县人社局2026年政务公开工作实施方案（更正）", _at(8, 3), "news"),
        _list("社会保障卡“一件事”事项清单", _at(9, 3), "news"),
        _event("县人社局举办政府开放日活动", _at(6, 12)),
        _event("县人社局举办政府开放日活动（图）", _at(6, 15)),
    ),
}

_COLUMNS: dict[str, tuple[tuple[str, str, tuple[date, ...], str], ...]] = {
    "yunzhou": (("shjz", "社会救助", (_at(10, 9), _at(7, 9), _at(4, 9)), "aid"),),
    "yunxi": (("shjz", "社会救助", (_at(6, 8), _at(3, 10)), "aid"),),
    "qinglan": (
        ("jzxx", "救助信息", (_at(9, 28), _at(6, 28)), "aid"),
        ("rqaq", "燃气安全", (_at(5, 14), _at(9, 2)), f"theme:{GAS}"),
    ),
}
"""Columns of their own: key, title, days of the entries, what these tell."""
_ROWS = {"aid": "临时救助对象名单公示", f"theme:{GAS}": "专项检查情况通报"}


def with_notice(unit: Unit) -> Unit:
    """The unit with what it did under the notice, told once for good like all its history."""
    pieces = _PIECES.get(unit.id, ())
    columns = [
        replace(column, items=newest((*column.items, *_items(unit, column, pieces))))
        if column.shape == "list"
        else column
        for column in unit.columns
    ]
    for key, title, days, tells in _COLUMNS.get(unit.id, ()):
        rows = tuple(
            Item(
                f"{unit.id}{key}{n}",
                f"{on.year}年{on.month}月{unit.place}{_ROWS[tells]}",
                on,
                (Block("p", f"现将{on.month}月份有关情况予以公布，请社会各界监督。"),),
                unit.name,
                NoticeFacts(tells),
            )
            for n, on in enumerate(days)
        )
        columns.append(Column(key, "", title, items=newest(rows), menu="top"))
    return replace(unit, columns=tuple(columns))


def _items(unit: Unit, column: Column, pieces: tuple[_Piece, ...]) -> tuple[Item, ...]:
    first = next(one for one in unit.columns if one.role == column.role) if column.role else column
    if first is not column:
        return ()
    return tuple(
        Item(
            f"{unit.id}y{n}",
            piece.title,
            piece.on,
            (
                Block("p", f"{unit.place}有关部门按照年度工作安排抓好落实，现将有关情况公开如下。"),
                *piece.blocks,
            ),
            unit.name,
            piece.facts,
        )
        for n, piece in enumerate(pieces)
        if piece.role == column.role
    )

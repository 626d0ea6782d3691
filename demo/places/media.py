"""New media, policies passed on from the city, emergencies: mostly in order.

What stands here is told once for good. A list of accounts is kept up every night: `{2天前}` in
its text is the day two days before the moment (demo.moment).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from crawler.records import BEIJING
from demo.content.model import Block, Column, Emergency, Item, Unit
from demo.moment import newest


@dataclass(frozen=True)
class Account:
    """An account; `age` is how many days ago it posted, `last` the day of its last post for good.

    `state` is what the list says of it.
    """

    name: str
    platform: str
    owner: str
    age: int | None = None
    last: date | None = None
    state: str = "正常"

    @property
    def posted(self) -> str:
        """Its last post as the list shows it."""
        if self.last is not None:
            return self.last.isoformat()
        return "" if self.age is None else f"{{{self.age}天前}}"


ACCOUNTS: dict[str, tuple[Account, ...]] = {
    # Two of a kind, kept by two bodies.
    "yunzhou": (
        Account("云州发布", "微信公众号", "市委宣传部", 1),
        Account("云州市人民政府", "新浪微博", "市政府办公室", 13),
        Account("平安云州", "微信公众号", "市公安局", 2),
    ),
    "yunxi": (
        Account("云溪发布", "微信公众号", "县委宣传部", 3),
        Account("平安云溪", "微博", "县公安局", last=date(2026, 1, 20)),
    ),
    "shuiwu": (
        Account("云州水务", "微信公众号", "市水务局", 4),
        Account("节水云州", "微博", "市水务局", state="已注销"),
    ),
    # Nobody outside an app sees whether it is kept up.
    "yunxi-rsj": (Account("云溪人社", "微信公众号", "县人力资源和社会保障局"),),
}
NONE_SAID = {"jiaoyu": "截至目前，本单位未开设政务新媒体，有关信息通过门户网站和信息公开平台发布。"}

CHILDCARE = "云州市人民政府关于促进普惠托育服务发展的实施意见"
RENEWAL = "云州市人民政府关于印发云州市城市更新行动方案的通知"
POLICIES = {CHILDCARE: date(2026, 10, 16), RENEWAL: date(2026, 11, 10)}
"""Important policies of the city and the days on which it lists them: a Friday, a Tuesday."""


@dataclass(frozen=True)
class Repost:
    """A row on a policy of the city: `of` it, `sure` unless it only speaks of it."""

    role: str
    title: str
    on: date
    of: str
    sure: bool = True


REPOSTS: dict[str, tuple[Repost, ...]] = {
    "yunxi": (
        # the next working day, after a weekend
        Repost("news", CHILDCARE, date(2026, 10, 19), CHILDCARE),
        Repost("notices", RENEWAL, date(2026, 11, 13), RENEWAL),
    ),
    "qinglan": (
        Repost("news", CHILDCARE, date(2026, 10, 16), CHILDCARE),
        # What explains a policy does not pass it on.
        Repost("news", "《云州市城市更新行动方案》图解", date(2026, 11, 10), ""),
        # Nor does the news that it was studied.
        Repost("news", "青岚县传达学习云州市城市更新行动方案", date(2026, 11, 11), ""),
    ),
    "jiaoyu": (
        Repost("news", f"市教育局转发《{CHILDCARE}》", date(2026, 10, 17), CHILDCARE),
        Repost("news", "云州市城市更新行动方案", date(2026, 11, 11), RENEWAL),
    ),
    "shuiwu": (
        Repost("news", CHILDCARE, date(2026, 10, 16), CHILDCARE),
        Repost("notices", f"【转载】{RENEWAL}", date(2026, 11, 10), RENEWAL),
    ),
    "yunxi-rsj": (
        Repost("news", CHILDCARE, date(2026, 10, 19), CHILDCARE),
        # A notice of its own that may carry it or not.
        Repost(
            "news", "关于学习贯彻云州市城市更新行动方案的通知", date(2026, 11, 11), RENEWAL, False
        ),
    ),
}


def _at(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


_LOG = "应急值守记录"
EMERGENCIES: dict[str, Emergency] = {
    "yunzhou": Emergency(
        "滨江路水管爆裂", _at(9, 2, 14, 0), "较大", ("水管爆裂",), _LOG
    ),
    "yunxi": Emergency("石桥镇山洪", _at(7, 12, 3, 20), "重大", ("山洪",), _LOG),
    "qinglan": Emergency("青岚岭滑坡", _at(8, 20, 22, 10), "重大", ("滑坡",), _LOG),
    "jiaoyu": Emergency("实验小学停电", _at(5, 6, 7, 40), "较大", ("停电",), _LOG),
    "shuiwu": Emergency(
        "龙潭水库渗漏", _at(6, 15, 9, 30), "特别重大", ("龙潭水库",), _LOG,
        released_at=_at(6, 15, 10, 15), released_url="http://weibo.example/swj/615",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Release:
    """A piece on an emergency; `counts` is false for one that only looks like it."""

    role: str
    title: str
    at: datetime
    counts: bool = True


RELEASES: dict[str, tuple[Release, ...]] = {
    # A conference that is only announced is none.
    "yunzhou": (
        Release("notices", "关于滨江路水管爆裂抢修情况的通报", _at(9, 2, 18, 40), False),
        Release("notices", "预告：滨江路水管爆裂新闻发布会", _at(9, 2, 19, 5), False),
    ),
    # A drill in the same night tells of nothing.
    "yunxi": (
        Release("news", "石桥镇连夜转移受山洪威胁群众", _at(7, 12, 6, 5)),
        Release("news", "石桥镇山洪灾害处置情况续报", _at(7, 13, 9, 0)),
    ),
    "qinglan": (
        Release("news", "青岚岭开展滑坡避险演练", _at(8, 20, 23, 0), False),
        Release("news", "青岚岭滑坡处置情况通报", _at(8, 21, 10, 30)),
    ),
    "jiaoyu": (Release("news", "市教育局召开实验小学停电事件新闻发布会", _at(5, 6, 17, 20)),),
    "shuiwu": (Release("notices", "龙潭水库渗漏险情通报", _at(6, 15, 16, 0)),),
}


def with_media(unit: Unit) -> Unit:
    """The unit with all of it, told once for good like all its history."""
    rows: list[tuple[str, Item]] = []
    if unit.id == "yunzhou":
        rows += [
            ("policy_documents", _item(unit, f"zc{n}", title, on))
            for n, (title, on) in enumerate(POLICIES.items())
        ]
        # What rewards somebody is passed on by nobody.
        reward = "云州市人民政府关于表彰先进集体的决定"
        rows.append(("policy_documents", _item(unit, "zc9", reward, date(2026, 10, 20))))
    for n, one in enumerate(REPOSTS.get(unit.id, ())):
        rows.append((one.role, _item(unit, f"zz{n}", one.title, one.on)))
    for n, told in enumerate(RELEASES.get(unit.id, ())):
        clock = told.at.strftime("%H:%M")
        rows.append((told.role, _item(unit, f"tf{n}", told.title, told.at.date(), clock)))
    firsts = {column.role: column for column in reversed(unit.columns) if column.role}
    columns = []
    for column in unit.columns:
        mine = [item for role, item in rows if firsts.get(role) is column]
        shape = "list" if mine and column.shape == "empty" else column.shape
        columns.append(replace(column, shape=shape, items=newest((*column.items, *mine))))
    blocks = _blocks(unit)
    if blocks:
        columns.append(
            Column("xmtjz", "new_media", "政务新媒体", "single", blocks=blocks, menu="top")
        )
    known = EMERGENCIES.get(unit.id)
    return replace(unit, columns=tuple(columns), emergencies=(known,) if known else ())


def _item(unit: Unit, key: str, title: str, on: date, clock: str = "09:12") -> Item:
    text = f"《{title}》的有关情况如下，请各单位和广大群众知悉，后续情况将在本网站继续公布。"
    return Item(f"{unit.id}{key}", title, on, (Block("p", text),), unit.name, clock=clock)


def _blocks(unit: Unit) -> tuple[Block, ...]:
    """The list of accounts: a table, or names under the names of platforms."""
    if unit.id in NONE_SAID:
        return (Block("p", NONE_SAID[unit.id]),)
    accounts = ACCOUNTS.get(unit.id, ())
    if not accounts:
        return ()
    if unit.id == "yunxi":
        return tuple(
            block
            for one in accounts
            for block in (
                Block("h", one.platform),
                Block("p", one.name),
                Block("p", f"主办单位：{one.owner}"),
                Block("p", f"最近更新：{one.posted}"),
            )
        )
    lines = ["账号名称|平台类型|主办单位|最近更新|状态"]
    lines += [f"{one.name}|{one.platform}|{one.owner}|{one.posted}|{one.state}" for one in accounts]
    return (Block("table", "\n".join(lines)),)

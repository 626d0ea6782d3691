"""The plain pages of a portal: news, notices, reports, leaders, single pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from demo import workdays
from demo.content.epoch import day, onward
from demo.content.model import Block, Item, LeaderFacts
from demo.content.words import Words


@dataclass(frozen=True)
class LeaderPlan:
    """A leader: post and what is said of the division of work ("" for none)."""

    post: str
    division: str = ""
    former: bool = False


@dataclass(frozen=True)
class Rhythm:
    """When the entries of a list come: `count` of them up to the epoch, then further ones.

    The newest at the epoch is `newest` days old, the others lie `step` days apart. The list goes
    on `again` days after the epoch (None: never, it goes stale), and before its first regular
    entry lie `older` ones so that it is no emptier in January.
    """

    count: int
    newest: int
    step: int
    again: int | None = 1
    older: int = 150

    def days(self) -> Iterator[tuple[str, date]]:
        """The part of a key and the day of each entry, the newest of the epoch first."""
        for serial in range(self.count):
            yield str(serial), day(self.newest + serial * self.step)
        age = self.newest + self.count * self.step
        while age < _YEAR_BEGAN + self.older:
            yield f"o{age}", day(age)
            age += self.older
        if self.again is not None:
            for on in onward(self.again, self.step):
                yield f"{on:%m%d}", on


_YEAR_BEGAN = 323
"""The age of New Year at the epoch: the first day on which the county can be looked at."""


def news(words: Words, prefix: str, rhythm: Rhythm, pinned: int = 0) -> tuple[Item, ...]:
    """News items; `pinned` old ones stand on top of the list all the same."""
    items: list[Item] = []
    for serial, (part, on) in enumerate(rhythm.days()):
        subject = words.subject()
        items.append(
            Item(
                f"{prefix}n{part}",
                words.pick("news_titles", subject),
                on,
                words.some("news_lines", 5, subject),
                f"{words.place}融媒体中心",
                pinned=rhythm.count - pinned <= serial < rhythm.count,
                clock=words.clock(),
            )
        )
    return tuple(items)


def notices(words: Words, prefix: str, rhythm: Rhythm, source: str) -> tuple[Item, ...]:
    """Notices."""
    items: list[Item] = []
    for part, on in rhythm.days():
        subject = words.subject()
        items.append(
            Item(
                f"{prefix}g{part}",
                words.pick("notice_titles", subject),
                on,
                words.some("notice_lines", 4, subject),
                source,
                clock=words.clock(),
            )
        )
    return tuple(items)


def policies(words: Words, prefix: str, rhythm: Rhythm, office: str) -> tuple[Item, ...]:
    """Other policy documents: plans and notices that are no normative documents."""
    items: list[Item] = []
    for part, planned in rhythm.days():
        on = planned if part == "0" else workdays.settle(planned)
        subject, _ = words.matter()
        items.append(
            Item(
                f"{prefix}p{part}",
                f"{office}关于做好{on.year}年度{subject}有关工作的通知",
                on,
                words.some("clauses", 6, subject),
                office,
                clock=words.clock(),
            )
        )
    return tuple(items)


def titled(
    words: Words,
    prefix: str,
    titles: tuple[str, ...],
    newest: int,
    step: int,
    source: str,
    list_name: str = "notice_lines",
) -> tuple[Item, ...]:
    """Items with the titles given, newest first; {t} becomes a subject."""
    items: list[Item] = []
    for serial, title in enumerate(titles):
        on = day(newest + serial * step)
        subject = words.subject()
        items.append(
            Item(
                f"{prefix}t{serial}",
                title.format(t=subject, p=words.place, y=on.year, m=on.month, n=serial + 1),
                on,
                words.some(list_name, 4, subject),
                source,
                clock=words.clock(),
            )
        )
    return tuple(items)


def leaders(
    plans: tuple[LeaderPlan, ...], words: Words, prefix: str, condition: str = "ok"
) -> tuple[Item, ...]:
    """The leaders in order of rank."""
    items: list[Item] = []
    for serial, plan in enumerate(plans):
        name = words.person(serial)
        facts = LeaderFacts(name, plan.post, plan.division, plan.former)
        blocks = (Block("p", plan.division),) if plan.division else ()
        items.append(
            Item(
                f"{prefix}l{serial}",
                name,
                day(700),
                blocks,
                "",
                facts,
                condition=condition,
            )
        )
    return tuple(items)


def guide(name: str, place: str) -> tuple[Block, ...]:
    """A disclosure guide with its office."""
    return (
        Block(
            "p",
            f"为了更好地提供政府信息公开服务，{name}编制本指南，需要获得政府信息公开服务的公民、"
            "法人和其他组织，可以阅读本指南。",
        ),
        Block("h", "一、主动公开的范围和方式"),
        Block(
            "p",
            "本机关通过门户网站、公开查阅点、政务新媒体等渠道主动公开政府信息，自信息形成之日起"
            "二十个工作日内公布。",
        ),
        Block("h", "二、公开工作机构"),
        Block(
            "p",
            f"机构名称：{name}办公室；办公地址：{place}惠民路66号；办公时间：工作日8:30—12:00，"
            "14:30—17:30；联系电话：0871-55501000。",
        ),
    )


def request(name: str) -> tuple[Block, ...]:
    """How to ask for information."""
    return (
        Block(
            "p",
            f"公民、法人或者其他组织可以向{name}申请获取所需政府信息。申请人应当填写申请表，"
            "写明姓名、有效身份证件、联系方式、所需信息的名称或者便于查询的其他特征。",
        ),
        Block(
            "p",
            "受理机构收到申请后，能够当场答复的当场答复；不能当场答复的，自收到申请之日起"
            "二十个工作日内予以答复。",
        ),
    )


def profile(name: str, place: str) -> tuple[Block, ...]:
    """Functions, offices, address and telephone of a body."""
    return (
        Block("h", "主要职能"),
        Block(
            "p",
            f"{name}负责贯彻执行国家有关方针政策，统筹辖区经济社会事务，组织公共服务和社会管理，"
            "承办上级交办的其他事项。",
        ),
        Block("h", "机构设置"),
        Block("p", "设综合股、业务股、监督股三个内设机构。"),
        Block(
            "p",
            f"办公地址：{place}惠民路66号；办公时间：工作日8:30—17:30；联系方式：0871-55501001。",
        ),
    )

"""Columns that a notice asks for by their titles: as three portals have them, or have not."""

from __future__ import annotations

import random

from demo.content.epoch import day
from demo.content.model import Block, Column, Item
from demo.content.plain import Rhythm
from demo.content.words import Words

BUSINESS = "优化营商环境"
SIX = "六稳六保"
EPIDEMIC = "疫情防控"
HEALTH = "健康科普"

_TITLES = {
    BUSINESS: (
        "{p}优化{t}审批流程",
        "{p}召开民营企业座谈会",
        "{p}推行{t}承诺制",
        "{p}公布惠企政策清单（第{n}批）",
    ),
    SIX: (
        "{p}落实{t}专项资金",
        "{p}稳定重点企业用工",
        "{p}保障粮食和能源供应",
        "{p}扶持个体经营户",
    ),
    EPIDEMIC: (
        "{p}疫情防控情况通报（{m}月{d}日）",
        "{p}做好{t}场所消毒工作",
        "{p}疫苗接种点安排（{m}月{d}日）",
    ),
    HEALTH: ("合理膳食知识{n}问", "{t}与健康", "传染病预防要点（{n}）", "慢性病管理常识（{n}）"),
}


def city(seed: int) -> tuple[Column, ...]:
    """云州市: one in the main menu, one of the platform gone stale, one under a longer name."""
    make = _Maker("云州市", "yzz", seed)
    return (
        make.column("yhyshj", BUSINESS, BUSINESS, Rhythm(14, 6, 11, again=5), "top"),
        make.column("lwlb", SIX, "“六稳”“六保”", Rhythm(9, 47, 12, again=None)),
        make.column("yqfk", EPIDEMIC, "新冠肺炎疫情防控专栏", Rhythm(24, 2, 3), "hub:ztzl"),
        make.column("jkkp", HEALTH, HEALTH, None, "hub:ztzl"),
    )


def yunxi(seed: int) -> tuple[Column, ...]:
    """云溪县: one under another name, one missing, one of a similar name, a statement of none."""
    make = _Maker("云溪县", "yxz", seed)
    statement = Block("p", "近一年内本县没有需要在本栏目公开的健康科普材料，特此说明。")
    return (
        make.column("yshj", BUSINESS, "营商环境", Rhythm(11, 9, 14, again=4)),
        make.column("yqjz", EPIDEMIC, "疫情防控捐赠公示", Rhythm(6, 30, 9), "top", doubtful=True),
        Column(
            "jkkp",
            "",
            HEALTH,
            "statement",
            menu="top",
            blocks=(statement,),
            statement_on=day(75),
            wanted=HEALTH,
        ),
    )


def qinglan(seed: int) -> tuple[Column, ...]:
    """青岚县: a menu that a script opens; one empty, one stale, one with old rows on top."""
    make = _Maker("青岚县", "qlz", seed)
    return (
        make.column("yhyshj", BUSINESS, "优化营商环境专题", Rhythm(20, 3, 9), "script"),
        make.column("lwlb", SIX, "六稳六保", None, "script"),
        make.column("yqfk", EPIDEMIC, EPIDEMIC, Rhythm(18, 8, 5, again=None), "script"),
        make.column("jkkp", HEALTH, HEALTH, Rhythm(10, 88, 20, again=9), "hub:zwgk", pinned=2),
    )


class _Maker:
    """Makes the columns of one place, with words drawn apart from all others."""

    def __init__(self, place: str, prefix: str, seed: int) -> None:
        self._words = Words(place, random.Random(f"{seed}:{place}:themes"))
        self._prefix = prefix

    def column(
        self,
        key: str,
        wanted: str,
        title: str,
        rhythm: Rhythm | None,
        menu: str = "platform",
        *,
        doubtful: bool = False,
        pinned: int = 0,
    ) -> Column:
        items = self._items(key, wanted, rhythm, pinned) if rhythm is not None else ()
        shape = "list" if items else "empty"
        return Column(
            key, "", title, shape, items=items, menu=menu, wanted=wanted, doubtful=doubtful
        )

    def _items(self, key: str, wanted: str, rhythm: Rhythm, pinned: int) -> tuple[Item, ...]:
        items: list[Item] = []
        titles = _TITLES[wanted]
        for serial, (part, on) in enumerate(rhythm.days()):
            subject = self._words.subject()
            title = titles[serial % len(titles)]
            items.append(
                Item(
                    f"{self._prefix}{key}{part}",
                    title.format(
                        p=self._words.place, t=subject, n=serial + 1, m=on.month, d=on.day
                    ),
                    on,
                    self._words.some("news_lines", 4, subject),
                    f"{self._words.place}融媒体中心",
                    pinned=rhythm.count - pinned <= serial < rhythm.count,
                    clock=self._words.clock(),
                )
            )
        return tuple(items)

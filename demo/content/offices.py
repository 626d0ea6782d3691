"""Guides and profiles that state more or less than they should; rules beside other papers."""

from __future__ import annotations

import random

from demo.content.model import Block, Item
from demo.content.plain import titled
from demo.content.words import Words

_OPENING = (
    Block(
        "p",
        "为了更好地提供政府信息公开服务，编制本指南，需要获得政府信息公开服务的公民、法人和其他组织，"
        "可以阅读本指南。",
    ),
)
CHANNELS = Block(
    "p",
    "申请人可以当面提交或者邮寄申请，也可以在网站上在线申请；收到申请后予以登记，内容不明确的，"
    "一次性告知补正。",
)
"""How to hand in a request and what happens to it."""


def guide_with_reading_room(
    name: str, place: str, hours: str = "工作日8:30—12:00，14:30—17:30"
) -> tuple[Block, ...]:
    """A guide that tells of a reading room with hours and phone before it tells of its office."""
    office = f"机构名称：{name}办公室；办公地址：{place}惠民路66号；"
    office += f"办公时间：{hours}；" if hours else ""
    return (
        *_OPENING,
        Block("h", "一、公开的方式"),
        Block(
            "p",
            f"在{place}档案馆设立政府信息公开查阅点。地址：{place}文化路9号；"
            "开放时间：工作日9:00—16:30；联系电话：0871-55502000。",
        ),
        Block("h", "二、公开工作机构"),
        Block("p", office + "联系电话：0871-55501000。"),
        Block("h", "三、监督和救济"),
        Block("p", "监督机构：县监察机关；监督电话：0871-55503000。"),
    )


def guide_in_sentences(name: str, place: str) -> tuple[Block, ...]:
    """A guide that names its office in a sentence, and how to reach it line by line."""
    return (
        *_OPENING,
        Block("h", "一、政府信息公开工作机构"),
        Block("p", f"{name}办公室负责推进、指导、协调、监督全县政府信息公开工作。"),
        Block("p", f"1.办公地址：{place}惠民路66号"),
        Block("p", "2.工作时间：5月1日至9月30日8:30—11:30、14:30—18:00，其余月份8:30—11:30"),
        Block("p", "3.联系方式：0871-55501000"),
        Block("h", "二、申请的提出和处理"),
        CHANNELS,
    )


def guide_unfinished(name: str, place: str) -> tuple[Block, ...]:
    """A guide whose phone number was never filled in."""
    return (
        *_OPENING,
        Block("h", "一、受理机构"),
        Block("p", f"受理机构：{name}办公室"),
        Block("p", f"办公地址：{place}惠民路66号"),
        Block("p", "办公时间：工作日8:30—17:30"),
        Block("p", "联系电话：待补充"),
        Block("h", "二、监督渠道"),
        Block("p", "监督电话：0871-55503000"),
    )


def profile_without(name: str, place: str, lack: frozenset[str]) -> tuple[Block, ...]:
    """A profile that does not state some of its facts."""
    duties = f"{name}负责贯彻执行国家有关方针政策，统筹辖区经济社会事务，组织公共服务和社会管理。"
    reach = {
        "办公地址": f"{place}惠民路66号",
        "办公时间": "工作日8:30—17:30",
        "联系方式": "0871-55501001",
    }
    blocks = [
        Block("h", "主要职能"),
        Block("p", "负责全镇各项工作。" if "职能" in lack else duties),
    ]
    if "机构设置" not in lack:
        blocks += [Block("h", "机构设置"), Block("p", "设综合股、业务股、监督股三个内设机构。")]
    shown = [f"{label}：{text}" for label, text in reach.items() if label not in lack]
    return (*blocks, Block("p", "；".join(shown) + "。"))


def inner_offices() -> tuple[Block, ...]:
    """The inner offices of a body on a page of their own."""
    return (
        Block("p", "市政府办公室内设综合科、秘书科、公开科、行政科四个科室，分别承担综合协调、"),
        Block("p", "文稿起草、政府信息公开、机关事务等工作，各科室均在惠民路66号办公。"),
    )


def listed(
    place: str, prefix: str, titles: tuple[str, ...], newest: int, step: int, source: str
) -> tuple[Item, ...]:
    """Items of their own source of words, so that the rest of the county keeps its words."""
    return titled(Words(place, random.Random(prefix)), prefix, titles, newest, step, source)

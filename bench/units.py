"""Invented portals by the hundred: cities, counties, departments, townships of all sizes.

The sample county tells a handful of places by hand; here their plans are drawn. What is drawn is
fixed by the seed and by the portal's number, so that portal 17 is the same among 50 and 500.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from demo.content.documents import DocPlan, Issuer
from demo.content.epoch import EPOCH
from demo.content.letters import LetterPlan, letters
from demo.content.model import Column, Item, Unit
from demo.content.plain import (
    LeaderPlan,
    Rhythm,
    leaders,
    news,
    notices,
    policies,
    profile,
    titled,
)
from demo.content.reports import reports
from demo.content.words import Words
from demo.places import parts

FAMILIES = ("lonsun", "hanweb", "trs", "plain")
_AHEAD = 41  # days of the history that lie after the epoch


@dataclass(frozen=True)
class Sort:
    """A sort of body: its share among all, its median number of pages, the spread (log), bounds.

    `board` is the chance of a message board, `documents` the share of pages that are normative
    documents (their interpretations come on top), `fresh` the days between two news at the median.
    """

    kind: str
    share: float
    pages: int
    spread: float
    low: int
    high: int
    board: float
    documents: float
    fresh: int


SORTS = (
    Sort("city", 0.02, 1_200, 0.35, 600, 2_000, 1.0, 0.06, 1),
    Sort("county", 0.18, 700, 0.45, 250, 2_000, 1.0, 0.06, 2),
    Sort("department", 0.50, 180, 0.60, 40, 900, 0.6, 0.08, 6),
    Sort("township", 0.30, 70, 0.50, 30, 300, 0.35, 0.06, 10),
)
"""A prefecture with what is below it; the largest bodies first."""


def county_of(pages: int) -> Sort:
    """A county with that many pages, or up to a third more: documents bring their own."""
    return Sort("county", 1.0, pages, 0.0, pages, pages, board=1.0, documents=0.06, fresh=1)


_FIRST = "云青白松清石龙金玉碧兰秀文安永长丰和平新"
_SECOND = "溪岭河湖岗桥塘泉原川坪湾港洲山林田关台峰"
_BUREAUS = (
    "教育局", "水务局", "财政局", "民政局", "司法局", "住房和城乡建设局", "交通运输局",
    "农业农村局", "商务局", "文化和旅游局", "卫生健康委员会", "应急管理局", "审计局",
    "市场监督管理局", "统计局", "医疗保障局", "林业局", "信访局", "自然资源局", "生态环境局",
)  # fmt: skip
_FAULTS = ("", "", "", "", "", "", "number_none", "validity_missing", "square", "numerals")
_LACKS = ("", "", "", "", "", "意义", "创新举措", "联系电话", "工作目标、解读联系")


def units(count: int, seed: int = 2026, sorts: Sequence[Sort] = SORTS) -> Iterator[Unit]:
    """That many bodies, whole history and all, one at a time; parents come before children."""
    seats = _seats(count, sorts)
    above: dict[str, list[tuple[str, str]]] = {}
    for number, sort in enumerate(seats):
        rng = random.Random(f"{seed}:{number}")
        place = _place(number, sort)
        parent = _parent(sort, above, rng)
        unit = _unit(number, sort, place, parent, rng, seed)
        above.setdefault(sort.kind, []).append((unit.id, unit.name))
        yield unit


def _seats(count: int, sorts: Sequence[Sort]) -> list[Sort]:
    """Which sort each number is; the shares are kept to one body, at least one of the first."""
    seats: list[Sort] = []
    left = count
    for sort in sorts[:-1]:
        some = min(left, max(1, round(sort.share * count)))
        seats += [sort] * some
        left -= some
    return seats + [sorts[-1]] * left


def _place(number: int, sort: Sort) -> str:
    first, second = _FIRST[number % 20], _SECOND[(number // 20 + number) % 20]
    third = "".join(_SECOND[int(digit)] for digit in str(number // 400)) if number >= 400 else ""
    ending = {"city": "市", "county": "县", "department": "县", "township": "镇"}[sort.kind]
    return f"{first}{second}{third}{ending}"


def _name(number: int, sort: Sort, place: str) -> str:
    if sort.kind == "department":
        return place + _BUREAUS[number % len(_BUREAUS)]
    return place + "人民政府"


def _parent(
    sort: Sort, above: dict[str, list[tuple[str, str]]], rng: random.Random
) -> tuple[str, str] | None:
    kinds = {"county": "city", "department": "county", "township": "county"}
    known = above.get(kinds.get(sort.kind, ""), [])
    return rng.choice(known) if known else None


def pages_of(sort: Sort, rng: random.Random) -> int:
    """A number of pages: log-normal about the median of the sort, within its bounds."""
    drawn = sort.pages * rng.lognormvariate(0, sort.spread)
    return round(min(sort.high, max(sort.low, drawn)))


def _unit(
    number: int,
    sort: Sort,
    place: str,
    parent: tuple[str, str] | None,
    rng: random.Random,
    seed: int,
) -> Unit:
    ident, name = f"u{number:05d}", _name(number, sort, place)
    family = "plain" if sort.kind == "township" and rng.random() < 0.4 else rng.choice(FAMILIES[:3])
    words = Words(place, random.Random(f"{seed}:{number}:words"))
    columns = _columns(ident, name, sort, pages_of(sort, rng), words, rng)
    return Unit(
        ident,
        name,
        place,
        sort.kind,
        family,
        f"www.{ident}.test",
        "/",
        columns,
        EPOCH,
        parent[0] if parent else None,
        dates="%Y-%m-%d",
        code=f"53{number:08d}",
        up=(parent[1], f"http://www.{parent[0]}.test:8801/") if parent else None,
    )


def _columns(
    ident: str, name: str, sort: Sort, pages: int, words: Words, rng: random.Random
) -> tuple[Column, ...]:
    """The columns of a body of about that many pages."""
    issuer = Issuer(name, f"{name[:2]}政", "安江省水利厅", "安水规")
    documents, interps, early = parts.pair(
        _documents(max(3, round(pages * sort.documents)), rng), (), issuer, words, ident
    )
    has_board = rng.random() < sort.board
    board = letters(_letters(round(pages * 0.12), rng), words, ident, "WZ", name)
    rest = max(10, pages - 14 - len(documents) - len(interps) - (len(board) if has_board else 0))
    flow = max(1, round(sort.fresh * rng.lognormvariate(0, 0.4)))
    fresh = rng.randint(0, 20)
    columns = (
        _list("xwdt", "news", "工作动态", _news(words, ident, rest * 6 // 10, flow, fresh), "top"),
        _list(
            "tzgg",
            "notices",
            "通知公告",
            notices(words, ident, Rhythm(rest * 2 // 10, fresh + 3, flow * 3), name) + early,
            "top",
        ),
        *parts.platform(
            name,
            words.place,
            rules=titled(words, f"{ident}s", parts.RULES[: rng.randint(1, 4)], 700, 40, name),
            reports=reports(words, ident, name, rng.choice(("01-28", "03-20", "04-08"))),
        ),
        _list("gfxwj", "normative_documents", "行政规范性文件", documents),
        _list(
            "zcwj",
            "policy_documents",
            "其他政策文件",
            policies(words, ident, Rhythm(max(4, rest * 2 // 10), 11, 14), name),
        ),
        _list("zcjd", "interpretations", "政策解读", interps),
        Column("ldzc", "leaders", "领导之窗", "leaders", _leaders(words, ident), menu="top"),
        parts.single("jgzn", "agency_profile", "机构职能", profile(name, words.place)),
        parts.request_page(name),
    )
    if not has_board:
        return columns
    return (*columns, Column("ldxx", "message_board", "领导信箱", "board", board, menu="top"))


def _list(
    key: str, role: str, title: str, items: tuple[Item, ...], menu: str = "platform"
) -> Column:
    return Column(key, role, title, "list" if items else "empty", items=items, menu=menu)


def _news(words: Words, ident: str, count: int, step: int, newest: int) -> tuple[Item, ...]:
    return news(words, ident, Rhythm(count, newest, step, again=step))


def _leaders(words: Words, ident: str) -> tuple[Item, ...]:
    plans = (
        LeaderPlan("主要负责人", "主持全面工作。"),
        LeaderPlan("副职", "分管财政、政务公开、应急管理等方面工作。"),
        LeaderPlan("副职", "分管农业农村、水利、林业方面工作。"),
    )
    return leaders(plans, words, ident)


def _documents(count: int, rng: random.Random) -> tuple[DocPlan, ...]:
    """Plans of documents over three years and the days to come, most of them in order.

    The word list gives out after some sixty titles that are unlike each other.
    """
    plans = []
    for _ in range(min(count, 60)):
        interp = rng.choice((0, 1, 2, 2, 3, 3, 5, None))
        plans.append(
            DocPlan(
                rng.randint(-_AHEAD, 1_000),
                sign=rng.choice((2, 4, 9, 15, 20, 24)),
                interp=interp,
                links=rng.choice(("both", "both", "both", "doc", "none")),
                lack=rng.choice(_LACKS) if interp is not None else "",
                fault=rng.choice(_FAULTS),
            )
        )
    return tuple(plans)


def _letters(count: int, rng: random.Random) -> tuple[LetterPlan, ...]:
    """Plans of letters over two years and the days to come; one in nine is late or silent."""
    cases = ("answered:1", "answered:2", "answered:3") * 3 + ("answered:6", "silent")
    kinds = ("咨询", "咨询", "建议", "投诉")
    last = EPOCH - timedelta(days=730)
    ages = range(-_AHEAD + 1, (EPOCH - last).days)
    return tuple(
        LetterPlan(age, rng.choice(cases), rng.choice(kinds))
        for age in sorted(rng.sample(ages, min(max(count, 3), len(ages))))
    )

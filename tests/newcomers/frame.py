"""What all newcomers share: making records, and the skeleton that every layout fills its own way."""
# ruff: noqa: E501  (the lines are markup and Chinese prose)

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests.newcomers import texts
from tests.newcomers.facts import AS_OF, PORT, Doc, Entry, Interp, Letter, Unit, d

Page = str | tuple[int, bytes, str] | Callable[[dict[str, str]], str]

_NEWS = (
    "{p}召开三季度经济运行分析会",
    "{p}秋粮收购工作平稳有序",
    "主要领导调研重点项目建设",
    "{p}举办首届山地自行车赛",
    "{p}与高校签署人才合作协议",
    "全市文旅推介会在{p}举行",
    "{p}新建改建农村公路完工通车",
    "{p}开展冬春火灾防控检查",
    "{p}一批民生实事提前完成",
    "青年志愿者走进{p}敬老院",
    "{p}电商直播基地揭牌",
    "{p}部署森林防灭火工作",
    "{p}中药材喜获丰收",
    "专家组来{p}指导非遗保护",
)
_NOTICES = (
    "关于{p}城区部分路段临时交通管制的通告",
    "{p}2026年下半年教师资格认定公告",
    "关于停水检修的通告",
    "{p}事业单位公开招聘面试公告",
    "关于开展户外广告清理的通告",
    "{p}国有建设用地使用权挂牌出让公告",
    "关于征集2027年民生实事项目的公告",
    "{p}义务教育阶段学校招生范围公告",
    "关于发布秸秆禁烧区范围的通告",
)
_POLICIES = (
    "{p}2026年国民经济和社会发展计划",
    "关于做好2026年秋季农业生产工作的意见",
    "{p}2026年重点项目清单",
    "关于同意设立{p}农产品冷链园区的批复",
    "{p}推进养老服务体系建设工作要点",
    "关于张立新等同志职务任免的通知",
    "{p}2026年度土地供应计划",
    "关于调整{p}防汛抗旱指挥机构成员的通知",
)


def at(text: str) -> str:
    """An address of a host of ours with the port: at("www.x") + path."""
    return f"http://{text}.newcomer.test:{PORT}"


class Book:
    """Makes the records of one unit."""

    def __init__(self, unit: Unit, prefix: str, pattern: str, reading: str) -> None:
        self.unit, self.prefix, self.pattern, self.reading = unit, prefix, pattern, reading

    def doc(
        self, key: str, name: str, n: int | str, signed: str, on: str, *interps: Interp, **kw: Any
    ) -> Doc:
        number = n if isinstance(n, str) else f"{self.prefix}〔{signed[:4]}〕{n}号"
        title = kw.pop("full", None) or self.pattern.format(name)
        doc = Doc(key, title, number, d(signed), d(on), **kw)
        for index, one in enumerate(interps):
            one.key = f"{key}{index or ''}"
            one.doc = doc
            one.title = (one.title or self.reading).format(name)
            doc.interps.append(one)
            self.unit.interps.append(one)
        self.unit.docs.append(doc)
        return doc

    def foreign(self, key: str, title: str, on: str, sort: str, tab: str = "") -> Interp:
        one = Interp(key, title, d(on), sort=sort, fwd=False, back=False, tab=tab)
        self.unit.interps.append(one)
        return one

    def letter(
        self, no: str, topic: int, kind: str, on: str, *replies: tuple[str, str], **kw: Any
    ) -> Letter:
        """Replies are (date, what): what is ok, ack, ack2, then (good after an ack), back."""
        title, ask, answer = texts.ASKS[topic]
        made = []
        for when, what in replies:
            words = {
                "ok": answer,
                "ack": texts.ACK,
                "ack2": texts.ACK2,
                "then": texts.ACK_THEN + answer,
                "back": texts.RETURN,
            }[what]
            made.append((d(when), words, not what.startswith("ack")))
        one = Letter(no, title, kind, d(on), ask, made, **kw)
        self.unit.letters.append(one)
        return one


def reading(on: str, *lack: str, **kw: Any) -> Interp:
    """An interpretation that a document is given."""
    return Interp("", kw.pop("title", ""), d(on), lack=lack, **kw)


def series(
    titles: tuple[str, ...], place: str, newest: str, step: int, count: int, key: str
) -> list[Entry]:
    """Entries going back from the newest day."""
    made, day = [], d(newest)
    for index in range(count):
        title = titles[index % len(titles)].format(p=place)
        if index >= len(titles):
            title += f"（{index // len(titles) + 1}）"
        text = texts.NEWS if titles is _NEWS else texts.NOTICE
        made.append(Entry(f"{key}{index + 1}", title, day, text=text * 2))
        day -= timedelta(days=step)
    return made


def news(place: str, newest: str, step: int = 2, count: int = 20) -> list[Entry]:
    return series(_NEWS, place, newest, step, count, "n")


def notices(place: str, newest: str, step: int = 17, count: int = 9) -> list[Entry]:
    return series(_NOTICES, place, newest, step, count, "g")


def policies(place: str, newest: str, step: int = 23, count: int = 8) -> list[Entry]:
    return series(_POLICIES, place, newest, step, count, "p")


def gazettes(place: str, newest: str, step: int = 28, count: int = 8) -> list[Entry]:
    made, day = [], d(newest)
    for index in range(count):
        made.append(
            Entry(
                f"b{index + 1}",
                f"{place}人民政府公报{day.year}年第{day.month}期",
                day,
                text=texts.GAZETTE,
            )
        )
        day -= timedelta(days=step)
    return made


def consultations(place: str, *starts: tuple[str, str, str]) -> list[Entry]:
    """From (start, end, title) of each."""
    return [
        Entry(
            f"c{i}",
            f"关于公开征求《{place}{title}（征求意见稿）》意见的公告",
            d(start),
            text=texts.CONSULT.format(title=place + title, start=start, end=end),
        )
        for i, (start, end, title) in enumerate(starts, 1)
    ]


def reports(who: str, dates: dict[int, str]) -> list[Entry]:
    return [
        Entry(f"r{year}", f"{who}{year}年政府信息公开工作年度报告", d(on), text=texts.REPORT)
        for year, on in sorted(dates.items(), reverse=True)
    ]


class Skin:
    """One layout: keeps the pages of a unit. Paths begin with a slash."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.origin = "/".join(unit.home.split("/")[:3])

    def put(self, path: str, page: Page) -> str:
        assert path not in self.unit.pages, path
        self.unit.pages[path] = page
        return path

    def wrap(self, title: str, inner: str, metas: str = "") -> str:
        raise NotImplementedError

    def article(self, path: str, one: Entry) -> None:
        raise NotImplementedError

    def dead(self, path: str) -> None:
        self.put(
            path, (500, "<html><body>系统繁忙，请稍后再试</body></html>".encode(), "text/html")
        )


def plain_link(text: str, path: str) -> str:
    return f'<a href="{path}" title="{text}">{text}</a>'


def paragraphs(text: str | list[str]) -> str:
    return "".join(f"<p>{x}</p>" for x in ([text] if isinstance(text, str) else text))


def before(days: int) -> date:
    return AS_OF - timedelta(days=days)

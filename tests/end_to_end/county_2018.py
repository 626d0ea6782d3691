# ruff: noqa: E501  (the lines are markup and Chinese prose)
"""Three portals of 2018 in tables: a county, its water bureau, a clean county."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_FILLER = "各乡镇人民政府、县属各部门要高度重视，明确责任，认真抓好贯彻落实，确保取得实效。" * 12


@dataclass(frozen=True)
class Paper:
    """A document; `explained` is the day of its interpretation, `there` and `back` the links."""

    number: int
    title: str
    signed: str
    published: str
    explained: str = ""
    there: bool = True
    back: bool = True

    @property
    def path(self) -> str:
        return f"/file_info/{self.number}.shtml"

    @property
    def reading(self) -> str:
        return f"/jd_info/{self.number}.shtml"


@dataclass(frozen=True)
class Reply:
    """A page of the proposals section, with the labelled data that it shows."""

    number: int
    title: str
    published: str
    said: Mapping[str, str]
    text: str

    @property
    def path(self) -> str:
        return f"/jyta_info/{self.number}.shtml"


@dataclass(frozen=True)
class Body:
    """What a portal shows: its papers, its leaders as (post, name, division), its replies."""

    name: str
    office: str
    sign: str
    papers: tuple[Paper, ...]
    leaders: tuple[tuple[str, str, str], ...]
    replies: tuple[Reply, ...] = ()


def pages_of_2018(body: Body) -> dict[str, str]:
    """The pages of a portal by path."""
    menu = {
        "/gk/index.shtml": "政府信息公开",
        "/file/index.shtml": "规范性文件",
        "/jd/index.shtml": "政策解读",
        "/ld/index.shtml": "领导之窗",
        "/tz/index.shtml": "通知公告",
    } | ({"/jyta/index.shtml": "建议提案办理"} if body.replies else {})
    pages: dict[str, str] = {}

    def put(path: str, place: str, title: str, inner: str) -> None:
        cells = "".join(f'<td><a href="{to}">{label}</a></td>' for to, label in menu.items())
        pages[path] = (
            f"<html><head><title>{title} - {body.name}</title></head><body>"
            f'<table id="nav"><tr><td><a href="/">网站首页</a></td>{cells}</tr></table>'
            f'<table id="weizhi"><tr><td>您的位置：<a href="/">网站首页</a> &gt;&gt; {place}</td></tr>'
            f'</table><div id="zhengwen">{inner}</div>'
            f'<table id="bottom"><tr><td>主办单位：{body.office}</td></tr></table></body></html>'
        )

    def listed(path: str, rows: list[tuple[str, str, str]]) -> None:
        label = menu[path]
        lines = "".join(
            f'<tr><td>·<a href="{to}">{title}</a></td><td>[{day}]</td></tr>'
            for to, title, day in rows
        )
        put(path, label, label, f'<table class="liebiao">{lines}</table><p>共{len(rows)}条</p>')

    put("/", "", body.name, f"<h2>{body.name}</h2><p>{_FILLER}</p>")
    put("/gk/index.shtml", "政府信息公开", "政府信息公开", f"<p>{_FILLER}</p>")
    listed("/file/index.shtml", [(one.path, one.title, one.published) for one in body.papers])
    explained = [one for one in body.papers if one.explained]
    listed("/jd/index.shtml", [(p.reading, f"《{p.title}》解读", p.explained) for p in explained])
    listed(
        "/tz/index.shtml", [("/tz_info/1.shtml", f"{body.name}2018年国庆节放假安排", "2018-09-25")]
    )
    put(
        "/tz_info/1.shtml",
        "通知公告",
        "国庆节放假安排",
        f"<p>发布时间：2018-09-25</p><p>{_FILLER}</p>",
    )
    for one in body.papers:
        put(one.path, menu["/file/index.shtml"], one.title, _paper(body, one))
    for one in explained:
        put(one.reading, menu["/jd/index.shtml"], f"《{one.title}》解读", _reading(body, one))
    if body.replies:
        listed("/jyta/index.shtml", [(one.path, one.title, one.published) for one in body.replies])
    for reply in body.replies:
        said = "".join(f"<tr><td>{k}</td><td>{v}</td></tr>" for k, v in reply.said.items())
        inner = f"<table>{said}</table><h3>{reply.title}</h3><p>{reply.text}</p>"
        put(reply.path, "建议提案办理", reply.title, inner)
    rows = "".join(
        f"<tr><td>{post}</td><td>{name}</td><td>{duty}</td></tr>"
        for post, name, duty in body.leaders
    )
    head = "<tr><th>职务</th><th>姓名</th><th>工作分工</th></tr>"
    put("/ld/index.shtml", "领导之窗", "领导之窗", f"<table>{head}{rows}</table>")
    return pages


def _paper(body: Body, one: Paper) -> str:
    rows = {
        "索引号": f"015{one.number}-2018",
        "文号": f"{body.sign}〔2018〕{one.number}号",
        "发布机构": body.office,
        "成文日期": one.signed,
        "发布日期": one.published,
        "名称": one.title,
    }
    cells = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in rows.items())
    to = f'<p>相关解读：<a href="{one.reading}">《{one.title}》解读</a></p>'
    return (
        f"<table>{cells}</table><h3>{one.title}</h3><p>{_FILLER}</p>"
        f"{to if one.explained and one.there else ''}"
    )


def _reading(body: Body, one: Paper) -> str:
    source = f'<a href="{one.path}">{one.title}</a>' if one.back else one.title
    return (
        f"<h3>《{one.title}》解读</h3><p>发布时间：{one.explained}　来源：{body.office}</p>"
        f"<p>一、背景依据。{_FILLER}</p><p>二、主要内容。{_FILLER}</p><p>原文件：{source}</p>"
    )


_ANSWER = "建议收悉，现答复如下：经研究，已将所提事项列入年度计划，明年起分批实施。" + _FILLER * 2


def _reply(
    number: int, title: str, published: str, sign: str, *lacks: str, text: str = _ANSWER
) -> Reply:
    said = {
        "发布机构": "禄溪县交通运输局",
        "内容概述": "关于农村公路养护的答复",
        "发布日期": published,
        "文号": f"{sign}{number}号",
    }
    return Reply(number, title, published, {k: v for k, v in said.items() if k not in lacks}, text)


_TITLE = "禄溪县人民政府办公室关于印发禄溪县{}的通知"

COUNTY = Body(
    "禄溪县人民政府",
    "禄溪县人民政府办公室",
    "禄政办发",
    (
        # 28 September, then the make-up days of the 29th (Saturday) and 30th (Sunday).
        Paper(31, _TITLE.format("农村公路养护管理办法"), "2018-09-25", "2018-09-27", "2018-09-30"),
        # 29 and 30 September, 8 October: the 3rd working day after seven days off.
        Paper(32, _TITLE.format("城乡医疗救助实施细则"), "2018-09-26", "2018-09-28", "2018-10-08"),
        # 30 September, 8 and 9 October; the 10th is the 4th.
        Paper(33, _TITLE.format("小型水库安全管理规定"), "2018-09-26", "2018-09-29", "2018-10-10"),
        # Published on a make-up Sunday, explained on the 3rd; its interpretation links nothing.
        Paper(
            34, _TITLE.format("残疾人就业扶持办法"), "2018-09-27", "2018-09-30", "2018-10-10",
            back=False,
        ),
        # In the Mid-Autumn holiday: 21, 25, 26 September.
        Paper(
            35, _TITLE.format("易地搬迁住房分配细则"), "2018-09-19", "2018-09-20", "2018-09-26",
            there=False,
        ),
        # Older than the notice of 6 July: whatever it took, it is not judged.
        Paper(21, _TITLE.format("河道采砂管理办法"), "2018-06-08", "2018-06-11", "2018-06-25"),
        Paper(36, "禄溪县人民政府关于杨某某等同志任免职的通知", "2018-10-15", "2018-10-16"),
    ),
    (
        ("县长", "张文山", "主持县人民政府全面工作，分管审计工作。"),
        ("副县长", "李国华", "负责县政府日常工作，分管政务公开、应急管理工作。"),
        ("副县长", "王建明", ""),
        ("副县长", "（空缺）", ""),
    ),
    (
        _reply(11, "对县十七届人大二次会议第11号建议的答复", "2018-08-20", "禄交复〔2018〕"),
        _reply(12, "对县十七届人大二次会议第12号建议的答复", "2018-08-21", "禄交复〔2018〕", "文号"),
        _reply(
            13, "对县十七届人大二次会议第13号建议的答复", "2018-08-22", "禄交复〔2018〕", "文号",
            text="该件答复涉及国家秘密，依法不予公开。",
        ),
        _reply(7, "对县政协九届一次会议第7号提案的答复", "2017-08-15", "禄交复〔2017〕"),
    ),
)  # fmt: skip
LATE_REPLY = _reply(21, "对县政协九届二次会议第21号提案的答复", "2019-01-02", "禄交复〔2018〕")
"""What the county adds after the year."""

BUREAU = Body(
    "禄溪县水务局",
    "禄溪县水务局",
    "禄水发",
    (
        # 15, 16, 17 October: never explained.
        Paper(41, "禄溪县水务局关于印发禄溪县节约用水奖励办法的通知", "2018-10-10", "2018-10-12"),
        # 28 and 29 December (a make-up Saturday), then 2 January of the next year.
        Paper(
            42, "禄溪县水务局关于印发禄溪县农村饮水工程管护细则的通知", "2018-12-26", "2018-12-27"
        ),
        # Explained on the very day; both link each other.
        Paper(
            43,
            "禄溪县水务局关于印发禄溪县取水许可实施细则的通知",
            "2018-11-02",
            "2018-11-05",
            "2018-11-05",
        ),
    ),
    (
        ("局长", "陈志强", "主持县水务局全面工作，分管党务公开工作。"),
        ("副局长", "刘永平", "分管水利工程建设和移民工作。"),
        ("副局长", "赵光明", ""),
        ("副局长", "（空缺）", ""),
    ),
)
CLEAN = Body(
    "清源县人民政府",
    "清源县人民政府办公室",
    "清政办发",
    (
        Paper(
            51, "清源县人民政府办公室关于印发清源县临时救助办法的通知",
            "2018-09-27", "2018-09-29", "2018-10-09",
        ),
    ),
    (
        ("县长", "周海峰", "主持县人民政府全面工作，负责政府信息公开工作。"),
        ("副县长", "吴学军", "分管教育、卫生工作。"),
    ),
    (
        _reply(61, "对县十六届人大三次会议第61号建议的答复", "2018-07-20", "清民复〔2018〕"),
        _reply(62, "对县政协八届三次会议第62号提案的答复", "2018-07-23", "清民复〔2018〕"),
    ),
)  # fmt: skip

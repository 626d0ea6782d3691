# ruff: noqa: E501  (pages read best unbroken)
"""What a page holds says which section it is, and what only looks like it says nothing."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from crawler.pages.content import suggests
from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from tests.crawler.pages.pages import SNAPSHOT

ADDRESS = "http://www.yunxi.test/x/"
MENU = "".join(
    f'<a href="/m{n}/">{name}</a>'
    for n, name in enumerate(("首页", "政务公开", "互动交流", "办事服务", "走进云溪"))
)


def looked_at(label: str, inner: str, role: Role = Role.HOME) -> Reading:
    html = (
        f"<html><head><title>{label}-云溪县人民政府门户网站</title></head><body><div class='nav'>{MENU}</div>"
        f"<div class='main'><h3>{label}</h3>{inner}</div>"
        "<div class='footer'><p>主办：云溪县人民政府办公室 网站标识码：3413990001</p></div></body></html>"
    )
    page = Page.parse(ADDRESS, html.encode(), "text/html; charset=utf-8")
    return read(Task(Purpose.EXPLORE, ADDRESS, role, clicks=1, label=label), page, SNAPSHOT)


def said(label: str, inner: str, role: Role = Role.HOME) -> Role | None:
    found = looked_at(label, inner, role).holds
    return found[0][0] if found else None


def items(titles: Iterable[str]) -> str:
    rows = (
        f'<li><a href="a{n}.html">{t}</a><span>2026-0{n % 9 + 1}-1{n}</span></li>'
        for n, t in enumerate(titles)
    )
    return f"<ul class='list'>{''.join(rows)}</ul>"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    top = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td><a href="r{n}.html">{c}</a></td>' if k == 0 else f"<td>{c}</td>"
            for k, c in enumerate(row)
        )
        + "</tr>"
        for n, row in enumerate(rows)
    )
    return f"<table><tr>{top}</tr>{body}</table>"


LETTER = (
    "<div class='ask'><p>编号：LW{n}　主题：{t}</p><p>留言时间：2026-0{n}-11</p><p>留言内容：{t}，请问怎么办理？</p>"
    "<p>答复时间：2026-0{n}-13</p><p>答复内容：您好，{t}请到镇便民服务中心窗口办理，所需材料有身份证和户口簿。</p></div>"
)
LETTERS = "".join(
    LETTER.format(n=n, t=t)
    for n, t in enumerate(("入学报名材料", "公交末班车时间", "农机购置补贴", "路灯不亮"), 1)
)
BOARD = table(
    ("来信主题", "来信时间", "办理状态"),
    [
        ("路灯不亮", "2026-05-01", "已答复"),
        ("公交站牌", "2026-05-03", "已答复"),
        ("排水不畅", "2026-05-06", "办理中"),
        ("入学材料", "2026-05-07", "已答复"),
    ],
)
RULES = (
    "云溪县人民政府关于印发云溪县养老服务管理办法的通知",
    "云溪县人民政府关于加强殡葬管理的意见",
    "云溪县人民政府办公室关于印发云溪县犬类管理办法的通知",
)
DAYS = ("2026-01-05", "2026-02-06", "2025-09-01")
NUMBERED = ("云政规〔2026〕1号", "云政规〔2026〕2号", "云政办规〔2025〕9号")
PLAIN = ("云政〔2026〕1号", "云政〔2026〕2号", "云政办〔2025〕9号")
VALID = ("有效", "有效", "失效")
APPLY = (
    "<p>公民、法人或者其他组织可以向本机关申请获取政府信息。申请人可以当面提交，也可以通过信函方式提出，应当填写《申请表》。</p>"
    "<p>受理机构：云溪县人民政府办公室。本机关自收到申请之日起20个工作日内予以答复。</p>"
)
DUTIES = (
    "<p>主要职责：贯彻执行国家有关水利工作的方针政策，组织实施水资源管理，指导农村水利。</p>"
    "<p>内设机构：办公室、水政科、工程科。办公地址：云溪县人民路1号。联系电话：0000-0000000。</p>"
)
LEADERS = (
    "<div><p>张建国 县长</p><p>主持县政府全面工作，负责审计方面的工作。</p></div>"
    "<div><p>李卫东 副县长</p><p>负责教育、卫生、政务公开方面的工作。</p></div>"
)


@pytest.mark.parametrize(
    "label, inner, role",
    [
        ("鱼水情", LETTERS, Role.MESSAGE_BOARD),
        ("连心", LETTERS + LETTER.format(n=5, t="食品经营许可延续"), Role.MESSAGE_BOARD),
        ("网事", LETTERS + "<p>相关栏目：依申请公开</p>", Role.MESSAGE_BOARD),
        ("同心桥", BOARD, Role.MESSAGE_BOARD),
        ("一读就懂", items(["《云溪县养老服务管理办法》解读", "一图读懂《云溪县犬类管理办法》", "《殡葬管理意见》政策问答"]), Role.INTERPRETATIONS),
        ("听你说", items(["关于公开征求《云溪县停车管理办法》意见的公告", "《云溪县养犬办法（征求意见稿）》公开征集意见"]), Role.CONSULTATIONS),
        ("县府之声", items(["2026年第3期（总第45期）", "2026年第2期（总第44期）", "2026年第1期（总第43期）"]), Role.GAZETTE),
        ("年度工作", items(["云溪县2025年政府信息公开工作年度报告", "云溪县2024年政府信息公开工作年度报告"]), Role.ANNUAL_REPORTS),
        ("文件汇总", table(("标题", "文号", "日期"), zip(RULES, NUMBERED, DAYS, strict=True)), Role.NORMATIVE_DOCUMENTS),
        ("文件汇总", table(("标题", "文号", "有效性"), zip(RULES, PLAIN, VALID, strict=True)), Role.NORMATIVE_DOCUMENTS),
        ("文件汇总", table(("标题", "文号", "日期"), zip(RULES, PLAIN, DAYS, strict=True)), Role.POLICY_DOCUMENTS),
        ("群众取件", APPLY, Role.INFORMATION_REQUEST),
        ("我们是谁", DUTIES, Role.AGENCY_PROFILE),
        ("走进石槽", "<p>石槽镇人民政府职能：执行本级人民代表大会的决议和上级国家行政机关的决定和命令，管理本行政区域内的经济、教育工作。</p><p>镇长：丁伟 地址：新街8号 电话：0555-8830001</p>", Role.AGENCY_PROFILE),
        ("主官介绍", LEADERS, Role.LEADERS),
    ],
)  # fmt: skip
def test_content_speaks_where_the_name_does_not(label: str, inner: str, role: Role) -> None:
    assert said(label, inner) is role


@pytest.mark.parametrize(
    "label, inner",
    [
        ("云溪故事", items(["云溪县召开经济运行调度会", "云溪县开展义诊活动", "我县养老服务办法解读会召开", "春耕生产有序推进"])),
        ("民法典专题", items(["《民法典》婚姻编解读", "一图读懂《民法典》", "《民法典》问答"])),
        ("国务院文件", table(("标题", "文号", "有效性"), zip(RULES, PLAIN, VALID, strict=True))),
        ("代表之声", table(("建议标题", "人大代表", "答复时间"), [("修路", "张某", "已答复"), ("改水", "李某", "已答复"), ("通车", "王某", "已答复")])),
        ("办件", "".join(LETTER.format(n=n, t=f"第{n}项行政许可") for n in range(1, 5))),
        ("审批进度", table(("申请编号", "许可事项", "办理状态"), [("A1", "食品经营许可", "已办结"), ("A2", "取水许可", "办理中"), ("A3", "林木采伐许可", "已办结")])),
        ("工作月报", items(["统计月报2026年第3期", "统计月报2026年第2期", "统计月报2026年第1期"])),
        ("食品抽检", items(["食品抽检信息公示2026年第3期", "食品抽检信息公示2026年第2期"])),
        ("民意落地", items(["关于《停车办法》征求意见采纳情况的反馈", "《养犬办法》意见征集结果"])),
        ("县水利局召开工作会议", DUTIES),
        ("云溪风物", "<p>云溪县位于皖北，辖十二个乡镇，人口六十万，盛产酥梨，交通便利，历史悠久，风景秀丽。</p>"),
        ("一封来信", LETTER.format(n=3, t="路灯不亮")),
        ("留言须知", "<p>请您遵守法律法规，如实填写留言内容，我们将在五个工作日内答复。答复时间以系统为准，请耐心等待。</p>"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_section_says_nothing(label: str, inner: str) -> None:
    assert said(label, inner) is None


def test_rows_that_do_not_tell_suggest_what_to_ask_behind_them() -> None:
    asked = items(
        ["灵活就业人员医保怎么缴费", "建议增设公交站点", "路灯坏了请求维修", "不动产证办理"]
    )
    assert suggests(looked_at("连心", asked).listing) is Role.MESSAGE_BOARD
    assert suggests(looked_at("汇编", items(RULES)).listing) is Role.NORMATIVE_DOCUMENTS
    assert suggests(looked_at("动态", items(["会议召开", "领导调研", "春耕正忙"])).listing) is None


def test_the_page_behind_a_row_proves_it() -> None:
    letter = "<p>留言时间：2026-05-01</p><p>留言内容：路灯坏了</p><p>答复时间：2026-05-03</p><p>答复内容：您好，路灯已经修复，感谢您的关心。</p>"
    assert said("路灯坏了", letter, Role.MESSAGE_BOARD) is Role.MESSAGE_BOARD
    assert said("路灯坏了", "<p>5月1日，路灯管理所组织抢修。</p>", Role.MESSAGE_BOARD) is None
    head = "<table><tr><th>文号：</th><td>云政〔2026〕3号</td><th>成文日期：</th><td>2026-03-02</td></tr>{}</table>"
    valid = head.format("<tr><th>有效性：</th><td>有效</td></tr>") + f"<p>{RULES[0]}</p>"
    assert said(RULES[0], valid, Role.NORMATIVE_DOCUMENTS) is Role.NORMATIVE_DOCUMENTS
    assert said(RULES[0], head.format(""), Role.NORMATIVE_DOCUMENTS) is None


GUIDES = (
    "取水许可办事指南",
    "河道采砂许可办事指南",
    "水土保持方案审批服务指南",
    "户口登记办理流程",
)
MATTERS = ("取水许可", "河道采砂许可", "水土保持方案审批", "户口登记")


def test_rows_of_guides_are_a_section_of_guides() -> None:
    assert said("办事服务", items(GUIDES)) is Role.SERVICE_GUIDES
    assert said("网上办事", items(GUIDES)) is Role.SERVICE_GUIDES


def test_a_plain_heading_over_rows_names_their_section() -> None:
    plain = f"<div class='box'><h4>办事指南</h4>{items(MATTERS)}</div>"
    assert said("便民", plain) is Role.SERVICE_GUIDES
    own = f"<div class='box'><h4>云溪县水务局办事指南</h4>{items(MATTERS)}</div>"
    assert said("便民", own) is Role.SERVICE_GUIDES


NO_GUIDES = {
    "news about guides": items(
        (
            "关于更新办事指南的通知",
            "我县发布新版服务指南",
            "关于公布办事指南的公告",
            "印发办事指南的通知",
        )
    ),
    "guides to openness": items(("政府信息公开指南", "云溪县水务局信息公开指南", "石桥镇公开指南")),
    "the heading of one guide": f"<div class='box'><h4>取水许可办事指南</h4>{items(MATTERS)}</div>",
    "no heading": items(MATTERS),
    "a box beside a list": f"<div class='side'><h4>办事指南</h4>{items(MATTERS[:2])}</div><div class='box'>{items(f'水务局开展第{n}次节水宣传活动' for n in range(9))}</div>",
}


@pytest.mark.parametrize("inner", NO_GUIDES.values(), ids=NO_GUIDES)
def test_what_only_speaks_of_guides_is_no_section_of_them(inner: str) -> None:
    assert said("工作动态栏", inner) is not Role.SERVICE_GUIDES


def test_rows_of_plans_are_their_section_whatever_it_is_called() -> None:
    plans = ("云溪县突发公共卫生事件应急预案", "关于印发云溪县食品安全事故应急预案的通知")
    assert said("卫生安全", items(plans)) is Role.EMERGENCY_PLANS
    assert said("卫生安全", items(plans[:1])) is Role.EMERGENCY_PLANS
    drills = (
        "我县举行应急预案演练",
        "云溪县防汛应急预案培训会召开",
        "云溪县消防应急预案（征求意见稿）",
    )
    assert said("卫生安全", items(drills)) is None
    assert (
        said("卫生安全", items((*plans[:1], "全县家庭医生签约服务推进会召开", "献血倡议书发布")))
        is None
    )

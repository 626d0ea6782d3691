"""Menus: links that lead to sections, their labels, trails and roles."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import pytest

from crawler.pages.markup.page import Page
from crawler.pages.menus.menus import targets
from crawler.pages.reading import Target
from crawler.pages.words.roles import is_hub, roles_of, roles_table
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import framed, rows

URL = "http://www.yunxi.test/zwgk/index.html"


def found(html: str) -> dict[str, Target]:
    page = Page.parse(URL, html.encode(), "text/html")
    return {target.url.removeprefix("http://www.yunxi.test"): target for target in targets(page)}


def best(target: Target) -> Role | None:
    return target.roles[0][0] if target.roles else None


WORDS: dict[Role, str] = {
    Role.MESSAGE_BOARD: "县长信箱 市长信箱 领导信箱 来信选登 信件选登 留言选登 网上咨询 咨询投诉 我要咨询 在线咨询 信件公开 回复选登 互动留言 民声通道 网络问政 12345来信公开 政民互动留言 答复公开 区委书记信箱 云溪县长信箱 公众留言 留言板 办件公开 诉求公开 百姓之声 咨询回复 信件查询结果公开 来信办理情况公示",
    Role.GAZETTE: "政府公报 县政府公报 公报 电子公报 云溪县人民政府公报 市政府公报 政报",
    Role.INFORMATION_REQUEST: "依申请公开 政府信息公开申请 申请公开 依申请 依申请公开平台 信息公开网上申请",
    Role.LEADERS: "领导之窗 领导信息 领导分工 机构领导 县长之窗 政府领导 领导班子 班子成员 负责人信息 局领导 领导介绍 县政府领导 领导简介 云溪县政府领导 镇领导 领导成员 单位领导",
    Role.AGENCY_PROFILE: "机构概况 机构职能 机构简介 部门概况 单位简介 单位概况 机构信息 主要职责 职能职责 机构设置",
    Role.NORMATIVE_DOCUMENTS: "规范性文件 行政规范性文件 规范性文件库 县政府规范性文件 云溪县行政规范性文件库 现行有效规范性文件 规 范 性 文 件",
    Role.POLICY_DOCUMENTS: "政策文件 政府文件 县政府文件 文件公开 政策公开 法规文件 最新文件 市政府办公室文件 其他文件 政府办文件 部门文件 公文",
    Role.INTERPRETATIONS: "政策解读 文件解读 解读 县级政策解读 部门解读 图解政策 文字解读 政策图解 图片解读 視頻解讀 政策文件解读 一图读懂",
    Role.CONSULTATIONS: "意见征集 民意征集 征集调查 调查征集 决策预公开 征求意见 网上征集 重大行政决策预公开 意见征集与反馈",
    Role.CONSULTATION_FEEDBACK: "征集反馈 结果反馈 意见征集结果 意见采纳情况",
    Role.PLATFORM: "政府信息公开 信息公开 政府信息公开平台 信息公开专栏 县政府信息公开",
    Role.GUIDE: "政府信息公开指南 信息公开指南 公开指南",
    Role.SYSTEM_RULES: "政府信息公开制度 信息公开制度 公开制度 政务公开制度",
    Role.STATUTORY_CONTENT: "法定主动公开内容 主动公开 主动公开目录 政府信息公开目录",
    Role.ANNUAL_REPORTS: "政府信息公开年报 年度报告 工作年报 信息公开年度报告 政府信息公开工作年度报告",
    Role.NOTICES: "通知公告 公示公告 公告公示 公告栏 通知 公告 公示",
    Role.NEWS: "要闻 政务动态 云溪要闻 今日云溪 新闻动态 工作动态 部门动态 新闻中心",
    Role.POWER_LIST: "权责清单 权力清单",
    Role.BUDGETS: "财政预决算 部门预决算 预算决算",
    Role.PROPOSALS: "建议提案 人大代表建议 政协提案办理",
    Role.EMERGENCY_PLANS: "应急预案",
    Role.RESPONSES: "回应关切 热点回应",
    Role.PRESS_CONFERENCES: "新闻发布会",
    Role.SERVICE_GUIDES: "办事指南 服务指南 云溪县办事指南 水务局办事指南 个人办事指南 政务服务指南 办事指南库 便民指南 服务指引",
    Role.INNER_OFFICES: "内设机构 科室设置",
    Role.SUBORDINATE_BODIES: "下属单位 直属机构",
    Role.KEY_TASKS: "重点工作 政府重点工作任务",
    Role.DECISION_CATALOGUE: "重大行政决策事项目录",
    Role.PUBLIC_INSTITUTIONS: "公共企事业单位信息公开 医疗卫生机构信息公开 学校信息公开 供水企业信息公开",
    Role.GRASSROOTS_STANDARDISATION: "基层政务公开标准化规范化",
    Role.BUSINESS_ENVIRONMENT: "营商环境",
    Role.SEARCH: "站内搜索",
    Role.NEW_MEDIA: "政务新媒体",
}
PAIRS = [
    (role, word) for role, words in WORDS.items() for word in words.split(" ") if len(word) > 1
]


@pytest.mark.parametrize(("role", "word"), PAIRS, ids=[word for _, word in PAIRS])
def test_how_portals_word_a_role(role: Role, word: str) -> None:
    roles = dict(roles_of(word))
    assert roles.get(role, 0.0) >= 0.8
    assert roles_of(word)[0][1] == roles[role]


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("规范性文件清理", Role.NORMATIVE_DOCUMENTS),
        ("规范性文件解读", Role.NORMATIVE_DOCUMENTS),
        ("统计公报", Role.GAZETTE),
        ("国民经济和社会发展统计公报", Role.GAZETTE),
        ("办事指南", Role.GUIDE),
        ("领导信箱", Role.LEADERS),
        ("领导活动", Role.LEADERS),
        ("意见征集", Role.MESSAGE_BOARD),
        ("征集结果反馈", Role.CONSULTATIONS),
        ("法治政府建设年度报告", Role.ANNUAL_REPORTS),
        ("政府网站工作年度报表", Role.ANNUAL_REPORTS),
        ("依申请公开", Role.PLATFORM),
        ("政府信息公开指南", Role.PLATFORM),
        ("财务制度", Role.SYSTEM_RULES),
        ("新闻发布会", Role.NEWS),
        ("招标公告", Role.NOTICES),
        ("云溪县民政局", Role.AGENCY_PROFILE),
        ("县委组织部", Role.LEADERS),
        ("医疗卫生机构信息公开", Role.AGENCY_PROFILE),
        ("医疗卫生机构信息公开", Role.PLATFORM),
        ("卫生健康委员会信息公开", Role.PUBLIC_INSTITUTIONS),
        ("医疗机构设置审批", Role.PUBLIC_INSTITUTIONS),
        ("卫生应急办公室", Role.EMERGENCY_PLANS),
        ("应急广播", Role.EMERGENCY_PLANS),
    ],
)
def test_words_that_mean_something_else(word: str, role: Role) -> None:
    assert dict(roles_of(word)).get(role, 0.0) < 0.5


def test_a_column_of_one_trade_for_emergencies_may_be_that_of_plans() -> None:
    assert 0.5 < dict(roles_of("卫生应急"))[Role.EMERGENCY_PLANS] < 0.8


def test_columns_of_higher_bodies_are_weak() -> None:
    for word in ("国务院文件", "国务院要闻", "上级政策解读", "省政府公报"):
        assert all(strength < 0.8 for _, strength in roles_of(word)), word


def test_short_labels_take_their_meaning_from_above() -> None:
    assert roles_of("指南", ("政府信息公开",))[0][0] == Role.GUIDE
    assert roles_of("制度", ("信息公开专栏",))[0][0] == Role.SYSTEM_RULES
    assert roles_of("年报", ("政府信息公开",))[0][0] == Role.ANNUAL_REPORTS
    assert dict(roles_of("指南")).get(Role.GUIDE) is None
    assert roles_of("列表", ("首页", "政策解读"))[0] == (Role.INTERPRETATIONS, 0.9)


@pytest.mark.parametrize(
    ("label", "sure"),
    [
        ("医疗卫生机构信息公开", True), ("医院信息公开", True), ("中小学校信息公开", True),
        ("供水企业信息公开", True), ("公用事业信息公开专栏", True), ("医疗机构设置公示", False),
        ("学校安全", False), ("机构信息公开", False), ("信息公开", False),
    ],
)  # fmt: skip
def test_sectors_of_public_institutions(label: str, sure: bool) -> None:
    strength = dict(roles_of(label)).get(Role.PUBLIC_INSTITUTIONS, 0.0)
    assert (strength >= 0.9) == sure


@pytest.mark.parametrize(
    "word", ["政务公开", "互动交流", "政民互动", "政府信息公开", "网站地图", "公众参与", "解读回应"]
)
def test_hubs(word: str) -> None:
    assert is_hub(word)


def test_every_role_has_a_rule() -> None:
    table = roles_table()
    assert set(table) == set(Role)
    assert table[Role.NORMATIVE_DOCUMENTS].window_days is None
    assert not table[Role.NORMATIVE_DOCUMENTS].first_page_only
    assert table[Role.NEWS].first_page_only
    assert (table[Role.MESSAGE_BOARD].window_days or 0) >= 365
    assert {role for role, rule in table.items() if rule.details} == {
        Role.NORMATIVE_DOCUMENTS, Role.INTERPRETATIONS, Role.MESSAGE_BOARD, Role.LEADERS,
        Role.CONSULTATIONS, Role.CONSULTATION_FEEDBACK, Role.PROPOSALS, Role.EMERGENCY_PLANS,
    }  # fmt: skip
    assert {Role.GUIDE, Role.AGENCY_PROFILE, Role.INFORMATION_REQUEST} <= {
        role for role, rule in table.items() if rule.single
    }


LINKS = {
    "plain": "<a href='/zcjd/'>政策解读</a>",
    "broken word": "<a href='/zcjd/'>政 策<br>解　读</a>",
    "traditional": "<a href='/zcjd/'>政策解讀</a>",
    "split in elements": "<a href='/zcjd/'><i></i><span>政策</span><span>解读</span></a>",
    "picture": "<a href='/zcjd/'><img src='a.png' alt='政策解读'></a>",
    "title of a picture link": "<a href='/zcjd/' title='政策解读'><img src='a.png'></a>",
    "area": "<map><area href='/zcjd/' alt='政策解读'></map>",
    "handler": "<div onclick=\"location.href='/zcjd/'\">政策解读</div>",
    "new window": "<a href='javascript:;' onclick='window.open(\"/zcjd/\")'>政策解读</a>",
    "function": "<a href=\"javascript:go('/zcjd/')\">政策解读</a><script>function go(u){window.location.href=u;}</script>",
    "option": "<select><option>栏目</option><option value='/zcjd/'>政策解读</option></select>",
    "more in the heading": "<div class='box'><div class='hd'><h3>政策解读</h3><a href='/zcjd/'>更多&gt;&gt;</a></div><ul><li>x</li></ul></div>",
    "more before its heading": "<div class='hd'><a class='more' href='/zcjd/'>更多</a><span>政策解读</span></div>",
    "more below the list": "<div><h2>政策解读</h2><ul><li><a href='/a/1.html'>关于印发某某办法的通知解读全文</a></li></ul><a href='/zcjd/'>查看更多</a></div>",
    "more as a sign": "<div class='tit'>政策解读<a href='/zcjd/' title='更多'>&gt;&gt;</a></div>",
    "more with a title": "<div><a href='/zcjd/' title='政策解读'>更多</a></div>",
}


@pytest.mark.parametrize("html", LINKS.values(), ids=LINKS.keys())
def test_ways_to_offer_a_section(html: str) -> None:
    target = found(framed(html))["/zcjd/"]
    assert best(target) == Role.INTERPRETATIONS
    assert target.roles[0][1] >= 0.8


def test_a_tree_gives_its_trail() -> None:
    tree = (
        "<ul class='tree'><li><a href='/xxgk/'>政府信息公开</a><ul><li><a href='/xxgk/zn/'>指南</a></li>"
        "<li><span>法定主动公开内容</span><ul><li><a href='/xxgk/jg/'>机构职能</a></li></ul></li></ul></li></ul>"
    )
    got = found(framed(tree))
    assert got["/xxgk/zn/"].trail[-1] == "政府信息公开"
    assert best(got["/xxgk/zn/"]) == Role.GUIDE
    assert got["/xxgk/jg/"].trail[-2:] == ("政府信息公开", "法定主动公开内容")


def test_menu_and_footer_are_template() -> None:
    got = found(framed("<div><a href='/zcjd/'>政策解读</a></div>"))
    assert got["/zwgk/"].template
    assert got["/zwgk/"].hub
    assert not got["/zcjd/"].template


def test_a_link_of_the_menu_may_stand_in_the_content_as_well() -> None:
    links = '<ul><li><a href="/a/">公告栏</a></li><li><a href="/b/">领导之窗</a></li></ul>'
    menu, crumb = f"<nav>{links}</nav>", '<div class="crumb"><a href="/a/">公告栏</a></div>'
    both = found(f"{menu}{crumb}<div class='content'>{links}</div><footer>页脚</footer>")
    assert [(t.template, t.doubled) for t in both.values()] == [(True, True), (True, True)]
    alone = found(f"{menu}{crumb}<div class='content'>正文</div>")
    assert not any(target.doubled for target in alone.values())


def test_articles_files_and_dead_links_are_left_out() -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    got = found(
        framed(
            f"<ul>{rows(row)}<li><a href='/s.html'>短标题公示</a><i>2026-01-01</i></li></ul>"
            "<a href='/a.pdf'>政策文件</a><a href='#'>政策解读</a><a href='javascript:void(0)'>政府公报</a>"
            "<a href='mailto:a@b.cn'>领导信箱</a><a href='index_1.html'>下一页</a><a href='p3.html'>3</a>"
        )
    )
    assert not any(
        "tzgg/100" in url or url.endswith((".pdf", "index_1.html", "p3.html")) for url in got
    )
    assert "/s.html" not in {url for url, target in got.items() if not target.roles}


def test_a_section_on_another_host_is_offered() -> None:
    page = Page.parse(URL, framed("<a href='http://12345.yunzhou.test/lyb/'>县长信箱</a>").encode())
    assert any(
        t.url == "http://12345.yunzhou.test/lyb/" and best(t) == Role.MESSAGE_BOARD
        for t in targets(page)
    )


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "<a href='http://['>x</a>",
        "<a href='http://a:b@c/'>政策解读</a>",
        "<a " * 500,
        "<li>" * 3000 + "<a href='/x/'>政策解读</a>",
    ],
)
def test_hostile_menus(broken: str) -> None:
    assert isinstance(found(broken), dict)


@pytest.mark.parametrize("hub", ["政民互动", "互动交流", "公众参与"])
@pytest.mark.parametrize("kind", ["咨询", "投诉", "建议"])
def test_a_kind_of_letter_below_a_hub_of_exchange(kind: str, hub: str) -> None:
    assert roles_of(kind, (hub,))[0][0] is Role.MESSAGE_BOARD
    assert Role.MESSAGE_BOARD not in dict(roles_of(kind, ("办事服务",)))


def test_links_in_lines_of_their_own_are_no_headings_of_each_other() -> None:
    lines = "".join(f"<p><a href='/{c}/'>{t}</a></p>" for c, t in (("a", "咨询"), ("b", "投诉")))
    kinds = found(framed(f"<h2>公众留言</h2>{lines}"))
    assert kinds["/a/"].trail[0] == kinds["/b/"].trail[0] == "公众留言"
    more = found(framed("<p><a href='/jd/'>政策解读</a></p><p><a href='/jd/l/'>更多</a></p>"))
    assert more["/jd/l/"].label == "政策解读"


def test_what_stands_beside_a_column_heads_none_of_its_links() -> None:
    side = "<div id=left><h3>便民提示</h3><p>今日天气：晴</p><p><a href='/other/'>云州市人民政府门户网站</a></p></div>"
    search = "<div class=head><a href='/'><img src=l.png></a><form><input name=q><button>搜索</button></form></div>"
    for beside in (side, search):
        column = (
            "<div id=right><p><a href='/a/'>机构设置</a></p><p><a href='/b/'>政策解读</a></p></div>"
        )
        got = found(f"<html><body>{beside}{column}</body></html>")
        assert got["/a/"].trail == got["/b/"].trail == ()


def test_the_terms_of_a_list_are_fellows_and_its_entries_stand_under_the_nearest() -> None:
    flat = "<dl><dt><a href='/zn/'>公开指南</a></dt><dt><a href='/ssj/'>双随机抽查</a></dt></dl>"
    assert found(f"<html><body><div>{flat}</div></body></html>")["/ssj/"].trail == ()
    tree = "<dl><dt>甲</dt><dd><a href='/a/'>机构设置</a></dd><dt>乙</dt><dd><a href='/b/'>财政预算</a></dd></dl>"
    got = found(f"<html><body><div>{tree}</div></body></html>")
    assert (got["/a/"].trail[-1], got["/b/"].trail[-1]) == ("甲", "乙")


@pytest.mark.parametrize(
    "label", ["取水许可办事指南", "户口登记服务指南", "小区办理指南", "企业开办办事指南"]
)
def test_the_title_of_one_guide_is_no_section_of_them(label: str) -> None:
    assert Role.SERVICE_GUIDES not in dict(roles_of(label))


@pytest.mark.parametrize(
    "label",
    [
        "制度公开",
        "配套制度",
        "有关制度",
        "制度汇编",
        "工作制度规范",
        "相关规定",
        "条例规定",
        "法规依据",
    ],
)
def test_other_names_of_the_rules_on_openness(label: str) -> None:
    said = dict(roles_of(label, ("政府信息公开",)))
    assert said[Role.SYSTEM_RULES] >= 0.85
    assert dict(roles_of(label)).get(Role.SYSTEM_RULES, 0.0) < 0.8


@pytest.mark.parametrize(
    "label", ["规章", "法律法规", "财务制度", "政策依据", "执法依据", "管理制度"]
)
def test_what_may_be_other_rules_is_none_of_them(label: str) -> None:
    assert dict(roles_of(label, ("政府信息公开",))).get(Role.SYSTEM_RULES, 0.0) < 0.8


RECORDS = (
    "<table><tr><td>序号</td><td>事项</td><td>草案</td><td>结果</td></tr>"
    "<tr><td>1</td><td>蔬菜大棚补助细则</td><td><a href=/s/1>草案</a></td>"
    "<td><a href=/s/2>文件</a></td></tr></table>"
)
MENU_IN_A_TABLE = (
    "<table><tr><td>首页</td><td><a href=/s/1>新闻</a></td><td><a href=/s/2>文件</a></td>"
    "<td>联系</td></tr><tr><td>服务</td><td>互动</td><td><a href=/s/3>公告</a></td>"
    "<td><a href=/s/4>解读</a></td></tr></table>"
)


def test_the_paper_of_a_record_is_no_section() -> None:
    assert not {"/s/1", "/s/2"} & set(found(framed(RECORDS)))
    assert {"/s/2", "/s/3", "/s/4"} <= set(found(framed(MENU_IN_A_TABLE)))
    named = RECORDS.replace(">文件<", ">政策文件<")
    assert best(found(framed(named))["/s/2"]) is Role.POLICY_DOCUMENTS


PICTURED = (
    "<dl class=card><dt><a href='/zcjd/{n}.html'><img src='/jd.jpg'></a></dt>"
    "<dd class=h><a href='/zcjd/{n}.html'>户外广告设置管理办法第{n}号解读材料</a></dd>"
    "<dd class=t>日期：2026年9月2{n}日</dd></dl>"
)


def test_the_picture_of_a_row_is_not_called_what_its_list_is() -> None:
    cards = "".join(PICTURED.format(n=n) for n in range(4))
    given = found(framed(f"<h3>政策解读</h3><div class=list>{cards}</div>"))
    assert "政策解读" not in {one.label for url, one in given.items() if url.startswith("/zcjd/")}


@pytest.mark.parametrize(
    "box",
    [
        "<h3>政策解读</h3><div><a href='/zcjd/'><img src='/more.png'></a></div>",
        "<h3>政策解读</h3><div><a href='/zcjd/'><img src='/jd.png'></a><a href='/zcjd/'>更多</a></div>",
        "<div><a href='/zcjd/'><img src='/jd.png'></a><a href='/zcjd/'>政策解读</a></div>",
    ],
)
def test_a_picture_that_leads_to_a_column_is_called_what_stands_over_it(box: str) -> None:
    assert best(found(framed(box))["/zcjd/"]) is Role.INTERPRETATIONS


@pytest.mark.parametrize(
    ("name", "url", "words", "role"),
    [
        ("领导之窗", "/ld/", "张建国", Role.LEADERS),
        ("政府公报", "/zfgb/index.html", "2026年第5期", Role.GAZETTE),
        ("县长信箱", "/xzxx/", "我来说两句", Role.MESSAGE_BOARD),
    ],
)
def test_a_section_keeps_its_name_beside_words_for_a_thing_of_it(
    name: str, url: str, words: str, role: Role
) -> None:
    card = f"<a href='{url}'><img src='/1.jpg'></a><a href='{url}'>{words}</a>"
    page = Page.parse(
        "http://www.yunxi.test/",
        framed(f"<div class=b><h3>{name}</h3>{card}</div>").encode(),
        "text/html",
    )
    given = {one.label: one for one in targets(page) if one.url.endswith(url)}
    assert best(given[name]) is role
    card = card.replace(url, "/ld/17.html")
    shown = targets(
        Page.parse(
            "http://www.yunxi.test/",
            framed(f"<div class=b><h3>{name}</h3>{card}</div>").encode(),
            "text/html",
        )
    )
    assert not [one for one in shown if one.label == name]


def test_cases_of_licensing_are_hardly_letters() -> None:
    for above in ("政务服务", "网上办事", "行政审批"):
        assert dict(roles_of("办件公示", (above,)))[Role.MESSAGE_BOARD] < 0.8
    for trail in ((), ("互动交流",), ("县长信箱",)):
        assert dict(roles_of("办件公示", trail))[Role.MESSAGE_BOARD] >= 0.9
    assert dict(roles_of("咨询投诉", ("政务服务",)))[Role.MESSAGE_BOARD] == 1.0


@pytest.mark.parametrize("more", ["[详细]", "更多", "查看更多"])
@pytest.mark.parametrize(
    "title", ["《云溪县城乡供水管理办法》政策解读", "云溪县供水管理办法图解与问答"]
)
def test_what_leads_to_the_text_beside_it_is_not_called_what_its_list_is(
    title: str, more: str
) -> None:
    rows = "".join(
        f"<li><div><b>1{n}</b><i>2026-11</i></div><div><h4><a href='/zcjd/wzjd/{n}.html'>{title}</a></h4>"
        f"<p>{title}……<a href='/zcjd/wzjd/{n}.html'>{more}</a></p></div></li>"
        for n in range(1, 4)
    )
    html = framed(f"<div class='lm-tit'>文字解读</div><ul>{rows}</ul>")
    assert not any(url.startswith("/zcjd/wzjd/") and one.label == "文字解读" for url, one in found(html).items())  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        "<h3>文字解读</h3><a href='/zcjd/wzjd/'>更多</a>",
        "<h3>文字解读<a href='/zcjd/wzjd/'>[详细]</a></h3>",
        "<h3><a href='/zcjd/wzjd/'>文字解读</a><a href='/zcjd/wzjd/'>更多</a></h3>",
    ],
)
def test_what_leads_to_the_rest_of_a_list_is_called_what_the_list_is(head: str) -> None:
    rows = (
        "<li><a href='/a/1.html'>《云溪县城乡供水管理办法》政策解读</a><span>2026-11-12</span></li>"
        * 3
    )
    targets_found = found(framed(f"<div class='box'>{head}<ul>{rows}</ul></div>"))
    assert best(targets_found["/zcjd/wzjd/"]) is Role.INTERPRETATIONS


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("信息公开指南", "为便于公民法人和其他组织查阅信息，编制本文"),
        ("权责清单", "云溪县水利局行政职权事项（2025年版）"),
        ("机构概况", "云溪县水利局是县人民政府的工作部门"),
        ("信息公开年报", "云溪县水利局2025年信息公开工作报告"),
        ("领导之窗", "罗广田同志主持县水利局全面工作"),
    ],
)
def test_the_one_page_of_a_section_is_called_what_stands_over_its_first_words(
    head: str, words: str
) -> None:
    link = "<a href='/zwgk/one.html'>{}</a>"
    html = (
        f"<div class=box><h3>{head}</h3><p>{link.format(words)} {link.format('[详细]')}</p></div>"
    )
    assert found(framed(html))["/zwgk/one.html"].label == head

"""Lists of new media in several layouts, and pages that only look like one."""

# Pieces of pages keep their lines.
# ruff: noqa: E501

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.accounts.accounts import read_accounts
from crawler.pages.read import read
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import AccountList, decode, encode
from tests.crawler.pages.pages import SNAPSHOT, page, task

FRAME = (
    "<html><head><title>政务新媒体-云溪县人民政府</title></head><body>"
    "<div class=header><ul><li><a href=/>首页</a><li><a href=/xw/>新闻中心</a></ul></div>"
    "<div class=crumbs>您的位置：<a href=/>首页</a> &gt; 政务新媒体</div>"
    "<div class=main><h1>政务新媒体</h1>{}</div>"
    "<div class=footer><p>主办单位：云溪县人民政府办公室</p><p>网站标识码：5301000001</p></div>"
    "</body></html>"
)


def listed(inner: str, purpose: Purpose = Purpose.SECTION) -> AccountList:
    role = Role.HOME if purpose is Purpose.HOME else Role.NEW_MEDIA
    one = read_accounts(page(FRAME.format(inner)), task(role, purpose), SNAPSHOT)
    assert decode(encode(one)) == one
    return one


def told(inner: str, purpose: Purpose = Purpose.SECTION) -> list[tuple[str, str, str]]:
    return [(one.name, one.platform, one.owner) for one in listed(inner, purpose).accounts]


TABLE = """<table><tr><th>序号</th><th>账号名称</th><th>平台类型</th><th>主办单位</th><th>最近更新</th>
<th>状态</th></tr><tr><td>1</td><td>云溪发布</td><td>微信公众号</td><td>县委宣传部</td><td>2026-11-18</td>
<td>正常</td></tr><tr><td>2</td><td>云溪政务</td><td>新浪微博</td><td>县政府办公室</td><td></td><td>已关停</td></tr>
</table>"""


def test_a_table() -> None:
    one = listed(TABLE)
    assert [(a.name, a.platform, a.owner, a.state) for a in one.accounts] == [
        ("云溪发布", "微信公众号", "县委宣传部", "正常"),
        ("云溪政务", "微博", "县政府办公室", "已关停"),
    ]
    updated = one.accounts[0].updated_on
    assert updated is not None
    assert updated.value == date(2026, 11, 18)
    assert one.accounts[1].updated_on is None


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("最近更新或状态", ("2026-11-22", "已注销")),
        ("更新时间（状态）", ("2026-11-22", "已停更")),
        ("状态/备注", ("正常", "已停用")),
        ("说明", ("每日推送", "已注销")),
    ],
)
def test_a_closed_account_under_a_head_of_two_fields_or_of_none(
    head: str, cells: tuple[str, str]
) -> None:
    rows = "".join(
        f"<tr><td>抖音号</td><td>{name}</td><td>镇政府</td><td>{cell}</td></tr>"
        for name, cell in zip(("云溪发布", "云溪渔港"), cells, strict=True)
    )
    one = listed(
        f"<table><tr><th>类型</th><th>名称</th><th>主办单位</th><th>{head}</th></tr>{rows}</table>"
    )
    assert ["已" in a.state for a in one.accounts] == [False, True]


@pytest.mark.parametrize(
    ("head", "told"),
    [("最新更新时间", True), ("近期推文日期", True), ("最后一次发文时间", True), ("开通时间", False),
     ("更新责任人", False)],
)  # fmt: skip
def test_heads_of_the_last_post_however_made(head: str, told: bool) -> None:
    one = listed(
        f"<table><tr><td>类别</td><td>名称</td><td>主办单位</td><td>{head}</td></tr>"
        "<tr><td>微博</td><td>云溪文旅</td><td>县文旅局</td><td>2026-11-19</td></tr></table>"
    )
    assert [a.updated_on is not None for a in one.accounts] == [told]


def test_an_owner_that_spans_rows() -> None:
    rows = (
        "<table><tr><td>主办单位</td><td>名称</td><td>类型</td></tr>"
        "<tr><td rowspan=2>县文旅局</td><td>文旅云溪</td><td>微信公众号</td></tr>"
        "<tr><td>云溪文旅</td><td>抖音</td></tr></table>"
    )
    assert told(rows) == [("文旅云溪", "微信公众号", "县文旅局"), ("云溪文旅", "抖音", "县文旅局")]


LAYOUTS: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "names under platforms": (
        "<div><h3>微信公众号</h3><ul><li><img src=a.png><p>云溪发布</p></li>"
        "<li><img src=b.png><p>云溪教育</p></li></ul></div>"
        "<div><h3>政务微博</h3><ul><li><img src=c.png><p>平安云溪</p></li></ul></div>",
        [("云溪发布", "微信公众号", ""), ("云溪教育", "微信公众号", ""), ("平安云溪", "微博", "")],
    ),
    "names and owners under platforms": (
        "<dl><dt>微信公众号</dt><dd>云溪发布</dd><dd>主办单位：县委宣传部</dd><dd>云溪教育</dd>"
        "<dd>扫一扫关注</dd><dd>主办单位：县教育局</dd></dl>",
        [("云溪发布", "微信公众号", "县委宣传部"), ("云溪教育", "微信公众号", "县教育局")],
    ),
    "cards with labels": (
        "<div class=card><p>类型：微信公众号</p><p>名称：云溪发布</p><p>主办单位：县委宣传部</p></div>"
        "<div class=card><p>类型：微博</p><p>名称：平安云溪</p><p>主办单位：县公安局</p></div>",
        [("云溪发布", "微信公众号", "县委宣传部"), ("平安云溪", "微博", "县公安局")],
    ),
    "links to the platforms": (
        '<ul><li><a href="https://weibo.com/u/1234567">平安云溪</a></li><li>'
        '<a href="https://www.douyin.com/user/x1" title="云溪文旅"><img src=d.png></a></li></ul>',
        [("平安云溪", "微博", ""), ("云溪文旅", "抖音", "")],
    ),
    "name and platform in one": (
        "<p>云溪发布（微信公众号）</p><p>微博：@平安云溪</p><p>掌上云溪客户端</p>",
        [("云溪发布", "微信公众号", ""), ("平安云溪", "微博", ""), ("掌上云溪", "客户端", "")],
    ),
    "platforms under pictures": (
        "<ul><li><img src=1.png><label>政务微博</label></li>"
        "<li><img src=2.png><label>微信订阅号</label></li></ul>",
        [("", "微博", ""), ("", "微信订阅号", "")],
    ),
    "in traditional script": (
        "<div><h3>微信公眾號</h3><ul><li>雲溪發佈</li></ul></div>",
        [("云溪发布", "微信公众号", "")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "accounts"), LAYOUTS.values(), ids=LAYOUTS)
def test_layout(inner: str, accounts: list[tuple[str, str, str]]) -> None:
    assert told(inner) == accounts


NOTHING = {
    "an article": "<p>县融媒体中心举办政务新媒体培训班，各部门微信公众号管理员参加，微博运营经验受到好评。</p>",
    "posts of an account": '<ul><li><a href="https://mp.weixin.qq.com/s/abc">县政府召开常务会议</a></li>'
    '<li><a href="https://weibo.com/1234567/Nabcd1234">天气提醒</a></li></ul>',
    "a button to share": '<a href="https://service.weibo.com/share/share.php?url=x">新浪微博</a>',
    "a table of something else": "<table><tr><th>姓名</th><th>职务</th></tr><tr><td>张三</td><td>局长</td></tr></table>",
    "nothing": "",
}  # fmt: skip


@pytest.mark.parametrize("inner", NOTHING.values(), ids=NOTHING)
def test_no_account(inner: str) -> None:
    assert told(inner) == []


@pytest.mark.parametrize(
    "text", ["本单位未开设政务新媒体。", "截至目前，我局尚未开通微信公众号。", "无政务新媒体账号"]
)
def test_words_that_there_is_none(text: str) -> None:
    assert listed(f"<p>{text}</p>").none


def test_words_that_speak_of_others() -> None:
    assert not listed("<p>未经批准不得开设政务新媒体。</p>").none


def test_pictures_to_scan_are_counted() -> None:
    assert listed('<img src="/images/qrcode.png"><img src="/a.png" alt="二维码">').codes == 2
    assert listed('<img src="/images/banner.png">').codes == 0


def test_a_home_page_shows_accounts_in_its_foot_and_news_are_none() -> None:
    inner = (
        "<div class=news><h3>要闻</h3><ul><li><a href=/1.html>县里的微信公众号上线了</a></li></ul></div>"
        "<div class=footer><img src=wx.png><p>微信公众号</p><a href='https://weibo.com/yunxi'>政务微博</a></div>"
    )
    assert told(inner, Purpose.HOME) == [("", "微信公众号", ""), ("", "微博", "")]


HOSTILE = [
    TABLE[:200],
    "<table>" * 300 + "<tr><td>账号名称</td><td>平台</td></tr>",
    "<p>" + "微信" * 20_000 + "</p>",
    '<a href="https://[weibo.com/">微博</a>',
    "<table><tr><th>名称<th>类型</tr><tr></tr><tr><td>x</tr><tr><td>1<td>2<td>3<td>4</tr></table>",
    "<h3>微信公众号</h3>" + "<p>扫一扫</p>" * 2_000,
]


@pytest.mark.parametrize("inner", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_pages_do_no_harm(inner: str) -> None:
    assert len(listed(inner).accounts) <= 2
    assert len(listed(inner, Purpose.HOME).accounts) <= 2


def test_personal_numbers_are_masked() -> None:
    rows = TABLE.replace("县委宣传部", "县委宣传部 13812345678")
    assert listed(rows).accounts[0].owner == "县委宣传部 138****5678"


def test_the_page_of_the_section_and_the_home_page_give_one() -> None:
    for role, purpose in ((Role.NEW_MEDIA, Purpose.SECTION), (Role.HOME, Purpose.HOME)):
        reading = read(task(role, purpose), page(FRAME.format(TABLE)), SNAPSHOT)
        assert [r.kind for r in reading.records].count("account_list") == 1


def test_cards_whose_name_is_a_heading_above_labels() -> None:
    card = "<div class=xmt><h4>{}</h4><p>类别：{}</p><p>主管单位：{}</p><p>最新发布：{}</p></div>"
    one = listed(
        card.format("松坪发布", "微信公众号", "松坪县融媒体中心", "2026-11-16")
        + card.format("松坪文旅", "抖音号", "松坪县文化和旅游局", "2026-09-01")
    )
    assert [(a.name, a.platform, a.owner) for a in one.accounts] == [
        ("松坪发布", "微信公众号", "松坪县融媒体中心"),
        ("松坪文旅", "抖音", "松坪县文化和旅游局"),
    ]
    days = [a.updated_on.value if a.updated_on is not None else None for a in one.accounts]
    assert days == [date(2026, 11, 16), date(2026, 9, 1)]


def test_a_table_of_accounts_with_the_last_push() -> None:
    heads = "<tr><th>账号</th><th>平台</th><th>运营单位</th><th>最近推送时间</th></tr>"
    row = "<tr><td>云溪发布</td><td>微信公众号</td><td>县委宣传部</td><td>2026-11-18</td></tr>"
    (one,) = listed(f"<table>{heads}{row}</table>").accounts
    assert (one.name, one.platform, one.owner) == ("云溪发布", "微信公众号", "县委宣传部")
    assert one.updated_on is not None
    assert one.updated_on.value == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("云溪政务微博", "云溪政务微博"),
        ("云溪发布（微信公众号）", "云溪发布"),
        ("微博：云溪发布", "云溪发布"),
    ],
)
def test_a_name_that_ends_in_a_platform_beside_a_column_of_platforms(cell: str, name: str) -> None:
    heads = "<tr><th>账号名称</th><th>账号类型</th><th>主办单位</th></tr>"
    row = f"<tr><td>{cell}</td><td>微博</td><td>县政府办公室</td></tr>"
    (one,) = listed(f"<table>{heads}{row}</table>").accounts
    assert (one.name, one.platform) == (name, "微博")


def test_a_line_that_no_label_follows_is_no_name() -> None:
    assert told("<h4>工作动态</h4><p>今年以来成效明显。</p><p>主办单位：县政府办公室</p>") == []


PROSE = [
    "云溪发布（微信公众号，主办：县委宣传部），最近更新：2026年11月10日",
    "云溪发布（微信公众号），主办单位：县委宣传部，最近更新：2026-11-10",
    "微信公众号：云溪发布（主办单位：县委宣传部，最近更新：2026-11-10）",
    "微信公众号：云溪发布，主办：县委宣传部，更新时间：2026-11-10",
    "“云溪发布”微信公众号由县委宣传部主办，最近更新时间为2026年11月10日。",
    "县委宣传部主办的政务微信公众号“云溪发布”，最近一次推送是2026年11月10日。",
    "目前，县委宣传部开设了微信公众号「云溪发布」，最新一条信息发布于2026.11.10，欢迎关注。",
    "“云溪发布”是县委宣传部主办的官方微信公众号，内容更新至2026年11月10日。",
    "微信公众号名称为云溪发布，由县委宣传部负责日常运营和维护，最后更新于2026/11/10。",
    "欢迎关注《云溪发布》（微信公众号），该号由县委宣传部管理，最近发布日期：2026-11-10。",
    "我局未开设微博，微信公众号“云溪发布”由县委宣传部主办，最近更新：2026-11-10。",
    "微信公众号“<a href=/xmt/1.html>云溪发布</a>”由县委宣传部主办，最近更新：2026-11-10",
]


@pytest.mark.parametrize("text", PROSE)
def test_an_account_told_in_words(text: str) -> None:
    (one,) = listed(f"<p>{text}</p>").accounts
    assert (one.name, one.platform, one.owner) == ("云溪发布", "微信公众号", "县委宣传部")
    assert one.updated_on is not None
    assert one.updated_on.value == date(2026, 11, 10)


SEVERAL = {
    "each with its own": (
        "“云溪发布”微信公众号由县委宣传部主办，最近更新2026年11月10日；县公安局主办的微博“平安云溪”"
        "最近更新2026年11月2日。",
        [("云溪发布", "微信公众号", "县委宣传部", 10), ("平安云溪", "微博", "县公安局", 2)],
    ),
    "in one clause each": (
        "微信公众号：云溪发布（主办单位：县委宣传部，最近更新：2026-11-10），抖音号：云溪文旅（主办单位：县文旅局，"
        "最近更新：2026-11-02）",
        [("云溪发布", "微信公众号", "县委宣传部", 10), ("云溪文旅", "抖音", "县文旅局", 2)],
    ),
    "joined": (
        "县委宣传部运营微信公众号“云溪发布”、微博“云溪快报”和抖音号“云溪融媒”，最近更新均为2026年11月10日。",
        [("云溪发布", "微信公众号", "县委宣传部", 10), ("云溪快报", "微博", "县委宣传部", 10),
         ("云溪融媒", "抖音", "县委宣传部", 10)],
    ),
    "of one kind": (
        "我局开设微信公众号“云溪教育”“云溪招考”，最近更新：2026-11-10。",
        [("云溪教育", "微信公众号", "我局", 10), ("云溪招考", "微信公众号", "我局", 10)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "accounts"), SEVERAL.values(), ids=SEVERAL)
def test_several_accounts_told_in_words(
    text: str, accounts: list[tuple[str, str, str, int]]
) -> None:
    read = [
        (one.name, one.platform, one.owner, one.updated_on.value.day)
        for one in listed(f"<p>{text}</p>").accounts
        if one.updated_on is not None and one.updated_on.value is not None
    ]
    assert read == accounts


def test_an_account_told_in_words_to_be_closed() -> None:
    text = "“云溪发布”微信公众号由县委宣传部主办，已于2025年3月注销。"
    assert [one.state for one in listed(f"<p>{text}</p>").accounts] == ["已于2025年3月注销"]


NOT_OURS = {
    "a telephone": "如有疑问，请拨打“云溪热线”微信电话0399-2661234，由县政府办公室负责解答。",
    "a telephone beside a platform": "咨询电话：0399-2661234，微信同号，由县政府办公室负责，更新时间：2026-11-10。",
    "passed on from another": "本文转载自“云州发布”微信公众号，由市委宣传部主办，最近更新：2026-11-10。",
    "a report of one": "据微信公众号“云州发布”2026年11月10日消息，由市政府主办的展会开幕。",
    "forged": "近日发现微信公众号“云溪政务”，由某公司运营。该账号冒充我县政府，请勿相信。",
    "planned": "我局拟开设微信公众号“云溪教育”，由局办公室负责运营。",
    "an example elsewhere": "会议提出借鉴“云州发布”微信公众号由专班运营的做法，最近更新2026年11月10日。",
    "another's, for want of one": "我街道未开设政务新媒体。请关注微信公众号“云溪发布”，由县委宣传部主办，最近更新：2026-11-10。",
    "not opened yet": "我局尚未开通微信公众号“云溪教育”，由局办公室主办。",
    "neither owner nor date": "欢迎关注“云州发布”微信公众号。",
    "a list in brackets": "我县各单位（含微信公众号，微博），请及时更新。",
    "a meeting": "县委宣传部召开新媒体工作会议（微信视频会议，主办：县委宣传部）",
    "the page's own date": "更新时间：2026-11-10，来源：县政府办公室",
}  # fmt: skip


@pytest.mark.parametrize("text", NOT_OURS.values(), ids=NOT_OURS)
def test_words_that_tell_of_no_account_of_ours(text: str) -> None:
    accounts = listed(f"<p>{text}</p>").accounts
    assert [one for one in accounts if one.owner or one.updated_on] == []


def test_a_linked_title_with_an_account_in_it_is_news() -> None:
    title = "“云溪发布”微信公众号由县委宣传部主办，最近更新2026年11月10日"
    assert told(f"<li><a href=/xw/1.html>{title}</a></li>") == []


PAIRED = {
    "a list of terms": "<dl><dt>平台</dt><dd>微信公众号</dd><dt>账号名称</dt><dd>云溪之声</dd><dt>主办单位</dt><dd>云溪县人民政府</dd><dt>最近更新</dt><dd>2026-11-11</dd></dl>",
    "boxes": "<div><p>账号名称</p><p>云溪之声</p><p>平台类型</p><p>微信公众号</p><p>主办单位</p><p>云溪县人民政府</p><p>更新情况</p><p>2026-11-11更新</p></div>",
    "spans in items": "<ul><li><div>名称</div><div>云溪之声</div></li><li><div>类别</div><div>微信公众号</div></li><li><div>主办</div><div>云溪县人民政府</div></li><li><div>更新时间</div><div>2026年11月11日</div></li></ul>",
}


@pytest.mark.parametrize("inner", PAIRED.values(), ids=PAIRED)
def test_labels_over_their_values(inner: str) -> None:
    one = listed(inner)
    assert [(a.name, a.platform, a.owner) for a in one.accounts] == [
        ("云溪之声", "微信公众号", "云溪县人民政府")
    ]
    updated = one.accounts[0].updated_on
    assert updated is not None
    assert updated.value == date(2026, 11, 11)


def test_two_accounts_of_labels_over_their_values() -> None:
    one = "<dl><dt>名称</dt><dd>{}</dd><dt>类型</dt><dd>{}</dd><dt>主办单位</dt><dd>县政府办公室</dd></dl>"
    inner = one.format("云溪发布", "微信公众号") + one.format("云溪政务", "微博")
    assert told(inner) == [
        ("云溪发布", "微信公众号", "县政府办公室"), ("云溪政务", "微博", "县政府办公室"),
    ]  # fmt: skip


def test_a_word_alone_is_no_label_of_the_next_line() -> None:
    assert told("<h3>微信公众号</h3><p>部门</p><p>云溪发布</p>") == [
        ("部门", "微信公众号", ""), ("云溪发布", "微信公众号", ""),
    ]  # fmt: skip


def test_accounts_that_are_said_to_be_closed() -> None:
    rows = "".join(
        f"<tr><td>{kind}</td><td>{name}</td><td>县教育局</td><td>{said}</td></tr>"
        for kind, name, said in (
            ("微信公众号", "健康云溪", "2026-11-20更新"),
            ("微博", "@云溪教育", "2025年7月起已停更"),
            ("抖音", "云溪教育（已注销）", ""),
            ("快手", "云溪关爱", "每周更新"),
        )
    )
    head = "<tr><th>类别</th><th>名称</th><th>主办单位</th><th>更新情况</th></tr>"
    one = listed(f"<table>{head}{rows}</table>")
    assert [account.state for account in one.accounts] == [
        "", "2025年7月起已停更", "云溪教育（已注销）", "",
    ]  # fmt: skip
    days = [a.updated_on.value if a.updated_on else None for a in one.accounts]
    assert days == [date(2026, 11, 20), None, None, None]


def test_a_column_that_is_headed_by_a_word_for_the_last_post() -> None:
    head = "<tr><th>名称</th><th>类型</th><th>主办单位</th><th>最近一次更新</th></tr>"
    row = "<tr><td>云溪发布</td><td>微信公众号</td><td>县委宣传部</td><td>2026-11-18</td></tr>"
    (account,) = listed(f"<table>{head}{row}</table>").accounts
    assert account.updated_on is not None
    assert account.updated_on.value == date(2026, 11, 18)


def test_a_body_that_runs_no_account_says_so() -> None:
    assert listed("<p>我镇目前没有运营政务新媒体账号。</p>").none

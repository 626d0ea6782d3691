# ruff: noqa: E501  (pages read best unbroken)
"""Where the text of a page ends: links to other texts and what closes a page are none of it."""

from __future__ import annotations

import pytest

from crawler.pages.bodies.static_page import own_text
from crawler.pages.consultations.consultation import read_consultation
from crawler.pages.disclosures.sought_page import read_sought_page
from crawler.pages.documents.interpretation import read_interpretation
from crawler.pages.markup.body import body_text
from crawler.pages.markup.links import attachments_of
from crawler.pages.markup.page import Page
from crawler.portals.roles import Role
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

TITLE = "图解：云溪县供水管理办法"
TOLD = (
    "为规范供水管理，保障居民用水，根据有关规定，结合本县实际，制定本办法，现将有关内容解读如下。"
)
DRAWN = "<p><img src='/picture/0/s4448.jpg'></p>"
NEWS = ("县长走访企业", "全县供水会议召开", "春节慰问活动", "石桥镇举行签约")
ROWS = {
    "a table": "<table>"
    + "".join(
        f"<tr><td><a href='/n/{n}.html'>{one}</a></td><td>2026-11-2{n}</td></tr>"
        for n, one in enumerate(NEWS)
    )
    + "</table>",
    "items": "<ul>"
    + "".join(
        f"<li><a href='/n/{n}.html'>{one}</a> 2026-11-2{n}</li>" for n, one in enumerate(NEWS)
    )
    + "</ul>",
    "days first": "<ul>"
    + "".join(
        f"<li><span>[11-2{n}]</span><a href='/n/{n}.html'>{one}</a></li>"
        for n, one in enumerate(NEWS)
    )
    + "</ul>",
    "no days": "".join(f"<p><a href='/n/{n}.html'>{one}</a></p>" for n, one in enumerate(NEWS)),
}
ITEMS = ROWS["items"]
HOT = "<div><h4>热点推荐</h4>{}</div>"
RELATED = "<div><div>相关文件</div><div><a href='/w/9.html'>云溪县人民政府关于印发云溪县供水管理办法的通知</a></div></div>"
CLOSE = "<div><a href='javascript:window.print()'>打印本页</a> <a href='javascript:window.close()'>关闭窗口</a></div>"
BESIDE = "<p>上一篇：<a href='/a.html'>云溪县节水办法解读</a></p><p>下一篇：没有了</p>"
BOXES = {
    "a box called so": "<div id='zoom'>{}</div>",
    "any box": "<div class='k'>{}</div>",
    "marks": "<div><!--正文开始-->{}<!--正文结束--></div>",
    "no box": "{}",
}


def whole(text: str, below: str = "", box: str = "{}") -> Page:
    inner = (
        f"<table><tr><td class='title'>{TITLE}</td></tr><tr><td>发布日期：2026-10-02 信息来源：县政府办公室</td></tr>"
        f"<tr><td>{box.format(text)}</td></tr></table>{below}"
    )
    return page(f"<html><body>{NAVIGATION}<div>{inner}</div>{FOOTER}</body></html>")


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_a_text_in_pictures_has_no_words_of_the_news_below_it(rows: str, box: str) -> None:
    shown = whole(DRAWN, RELATED + CLOSE + BESIDE + HOT.format(rows), box)
    one = read_interpretation(shown, task(Role.INTERPRETATIONS), SNAPSHOT)
    assert (one.text_chars, one.pictures, one.blocks) == (0, 1, ())
    assert any(link.heading == "相关文件" and not link.in_body for link in one.links)


BELOW = {
    "news": HOT.format(ITEMS),
    "news under no heading, below what closes the page": CLOSE + ITEMS,
    "news under any heading, below what closes the page": CLOSE + f"<h4>今日云溪</h4>{ITEMS}",
    "a related text": RELATED,
    "a related text in one line": "<p>相关链接：<a href='/w/9.html'>云溪县供水管理办法</a></p>",
    "neighbours": BESIDE,
    "groups of news": f"<h4>相关阅读</h4><h5>本县</h5>{ITEMS}<h5>本市</h5>{ITEMS}",
    "all of it": CLOSE + BESIDE + RELATED + HOT.format(ITEMS) + "<p>责任编辑：某某</p>",
}


@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW)
def test_a_short_text_ends_above_links_to_others(below: str) -> None:
    assert body_text(whole(f"<p>{TOLD}</p>", below)) == TOLD
    assert body_text(whole(f"<p>一图读懂</p>{DRAWN}", below)) == "一图读懂"


def test_a_page_without_a_text_has_none() -> None:
    empty = whole("", HOT.format(ITEMS), BOXES["a box called so"])
    assert body_text(empty) == ""
    assert "link" in read_sought_page(empty, task(Role.POLICY_DOCUMENTS), SNAPSHOT).beside


COLLECTIONS = {
    "rows": ITEMS,
    "groups of rows": f"<p>{TOLD}</p><h3>国家政策</h3>{ITEMS}<h3>省级政策</h3>{ITEMS}",
    "groups named as the latest": f"<h3>最新政策</h3>{ITEMS}<h3>政策解读</h3>{ITEMS}",
}


@pytest.mark.parametrize("rows", COLLECTIONS.values(), ids=COLLECTIONS)
@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_a_text_that_is_a_list_of_links_stays(box: str, rows: str) -> None:
    assert body_text(whole(rows, CLOSE, box)).count("县长走访企业") == rows.count("县长走访企业")


def test_files_below_a_heading_stay_in_the_text() -> None:
    files = "<p>相关文件：</p><p><a href='/f/1.pdf'>云溪县供水管理办法</a></p>"
    shown = whole(f"<p>{TOLD}</p>{files}")
    assert "云溪县供水管理办法" in body_text(shown)
    assert [one.in_body for one in attachments_of(shown)] == [True]


def test_a_text_goes_on_below_a_link() -> None:
    on = f"<p>相关链接：<a href='/w/9.html'>云溪县供水管理办法</a></p><p>{TOLD}</p>"
    assert body_text(whole(f"<p>{TOLD}</p>{on}")).count(TOLD) == 2


MATERIALS = (
    "<a href='/fj/1.html'>云溪县道路养护办法（征求意见稿）</a>",
    "<a href='/webfile/2026/a1b2'>云溪县道路养护办法起草说明</a>",
)
CALL = (
    "<p>为规范道路养护，县交通运输局起草了有关办法，现向社会公开征求意见，欢迎提出意见和建议。</p>"
)
NAMES = ("相关附件", "相关资料", "相关文件", "相关链接", "相关内容", "更多信息")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["<p>{}：</p><p>{}</p><p>{}</p>", "<p>{}：{}</p><p>{}</p>"])
def test_draft_and_explanation_under_a_heading_stay_in_the_text(name: str, form: str) -> None:
    shown = whole(CALL + form.format(name, *MATERIALS), box="<div class='TRS_Editor'>{}</div>")
    one = read_consultation(shown, task(Role.CONSULTATIONS), SNAPSHOT)
    told = [part.value for part in (one.draft, one.grounds) if part is not None]
    assert told == ["云溪县道路养护办法（征求意见稿）", "云溪县道路养护办法起草说明"]


OWN = {
    "a text that begins like furniture": "<p>{}</p><p><a href='/w/1.html'>云溪县名单</a></p>",
    "and its day": "<p>{}</p><p><a href='/w/1.html'>云溪县名单</a></p><p>2026年9月1日</p>",
}


@pytest.mark.parametrize("form", OWN.values(), ids=OWN)
@pytest.mark.parametrize(
    "words", ["关闭矿山专项整治", "返回乡村创业人员名单", "返回原籍人员登记办法", "打印版下载：", "小学招生名单", "推荐"]
)  # fmt: skip
def test_words_that_begin_like_furniture_close_no_page(words: str, form: str) -> None:
    assert words in body_text(whole(f"<p>{TOLD}</p>{form.format(words)}"))


def test_the_day_of_a_signature_below_a_link_stays() -> None:
    below = "<p>云溪县交通运输局</p><p>相关文件：</p><p><a href='/w/1.html'>云溪县供水管理办法</a></p><p>2026年9月1日</p>"
    assert body_text(whole(f"<p>{TOLD}</p>{below}")).endswith("2026年9月1日")


NAMED = "".join(f"<p><a href='/ml/{n}.html'>第{n}批农村公路名录</a></p>" for n in "一二三")


@pytest.mark.parametrize("told", ["经县政府同意，现予公布。", "现将有关政策汇编如下："])
@pytest.mark.parametrize("heading", ["更多信息", "相关政策文件", "相关阅读"])
def test_a_list_that_the_text_announces_is_its_own(told: str, heading: str) -> None:
    text = body_text(whole(f"<p>{told}</p><p>{heading}</p>{NAMED}", HOT.format(ITEMS)))
    assert text.count("农村公路名录") == 3
    assert "县长走访企业" not in text


@pytest.mark.parametrize(
    "said",
    [
        "分享到：",
        "浏览次数：",
        "来源：",
        "责任编辑：",
        "附件：",
        "联系电话：",
        "以上名单现予公布。",
    ],
)
def test_a_label_and_what_is_told_above_announce_no_list(said: str) -> None:
    below = f"<p>{said}</p><p>相关阅读</p>{NAMED}"
    assert "农村公路名录" not in body_text(whole(f"<p>{TOLD}</p>{below}"))


def test_pictures_that_a_text_announces_end_it() -> None:
    shown = whole(f"<p>解读如下：</p>{DRAWN}<p>相关文件</p>{NAMED}")
    assert body_text(shown) == "解读如下："


@pytest.mark.parametrize(
    "heading",
    [
        "关闭 退出企业名单",
        "关闭、退出企业名单",
        "打印 复印企业名录",
        "返回 推荐企业名单",
        "关闭 下载站点名单",
    ],
)
def test_words_of_furniture_before_others_close_no_page(heading: str) -> None:
    assert "第三批" in body_text(whole(f"<p>{TOLD}</p><p>{heading}</p>{NAMED}"))


@pytest.mark.parametrize(
    "close",
    ["打印", "【打印】 【关闭】", "关闭 窗口", "打印 大 中 小", "返回 >> 首页", "【打印】 【复制】 【关闭】", "打印 下载 关闭",
     "关闭 评论", "打印 推荐给好友", "【收藏】 【转发】", "返回 目录", "打印 朗读 关闭"],
)  # fmt: skip
def test_words_of_furniture_alone_close_it(close: str) -> None:
    assert body_text(whole(f"<p>{TOLD}</p><p>{close}</p>{NAMED}")) == TOLD


def test_a_day_below_a_link_in_the_line_of_its_heading_is_that_of_the_text() -> None:
    link = "<p>相关链接：<a href='/w/9.html'>云溪县供水管理办法</a></p>"
    more = "<p><a href='/n/1.html'>县医院招标结果</a></p>"
    assert body_text(whole(f"<p>{TOLD}</p>{link}<p>2026-09-05</p>{more}")) == TOLD
    assert body_text(whole(f"<p>{TOLD}</p>{link}<p>2026-09-03</p>{BESIDE}")).endswith("2026-09-03")
    assert body_text(whole(f"<p>{TOLD}</p>{link}<p>2026-09-03</p>")).endswith("2026-09-03")
    rows = "<p>相关链接：<a href='/w/9.html'>云溪县供水管理办法</a></p><p>2026-09-03</p>"
    assert (
        body_text(
            whole(
                f"<p>{TOLD}</p>{rows}<p><a href='/w/8.html'>云溪县节水办法</a></p><p>2026-09-01</p>"
            )
        )
        == TOLD
    )


PICTURES = "<img src='/p/1.jpg' width=800 height=400><img src='/p/2.jpg' width=800 height=400>"
BESIDE_PICTURES = {
    "two boxes": f"<div class='con'><div>{TOLD}</div><div>{PICTURES}</div></div>",
    "a box called that of the text": f"<div class='x'>{TOLD}</div><div class='zoom'>{PICTURES}</div>",
    "pictures first": f"<div class='con'><div>{PICTURES}</div><div>{TOLD}</div></div>",
}


@pytest.mark.parametrize("text", BESIDE_PICTURES.values(), ids=BESIDE_PICTURES)
def test_pictures_beside_a_text_take_nothing_from_it(text: str) -> None:
    assert TOLD in body_text(whole(text))
    assert "同意。" in body_text(whole(text.replace(TOLD, "同意。")))
    contact = "本机关公开受理机构：县政府办公室，电话0730-8888888，地址人民路1号。"
    assert "0730-8888888" in own_text(whole(text.replace(TOLD, contact)))
    lines = "<p>受理机构：县政府办公室</p><p>电话：0730-8888888</p><p>地址：云溪县人民路1号</p>"
    assert "0730-8888888" in own_text(whole(text.replace(TOLD, lines)))


def test_a_statement_of_the_site_is_no_text_though_a_mark_stands_before_it() -> None:
    side = "<div><!--正文开始--><p>本站声明：本站所载内容仅供参考，转载请注明来源，不作为法律依据。</p></div>"
    shown = whole("<div class='k'><p>见附件。</p></div>", side)
    assert "见附件" in body_text(shown)


MARKED = {
    "a welcome above the title": (
        "<div><!--content begin--><p>欢迎访问本站。</p></div>{}",
        "<p>{}</p>",
    ),
    "how to reach somebody, beside": (
        "{}<div><!-- 信息内容 begin --><p>联系电话：0730-8888888</p><p>办公时间：工作日</p></div>",
        "<p>{}</p>",
    ),
}
APPOINTED = "经研究，决定任命李红卫同志为县交通局局长。"


@pytest.mark.parametrize(("beside", "text"), MARKED.values(), ids=MARKED)
def test_a_mark_in_a_box_beside_a_short_text_takes_nothing_from_it(beside: str, text: str) -> None:
    main = f"<h1>云溪县人民政府关于李红卫任职的通知</h1><div>发布时间：2026-09-03</div><div>{text.format(APPOINTED)}</div>"
    shown = page(f"<html><body>{NAVIGATION}{beside.format(main)}{FOOTER}</body></html>")
    assert APPOINTED in body_text(shown)


def test_a_mark_round_a_short_text_tells_where_it_stands() -> None:
    text = "<div><!--正文开始--><p>经研究，同意该项目。</p></div><div><p>请保护隐私。</p></div>"
    assert body_text(whole(text)) == "经研究，同意该项目。"

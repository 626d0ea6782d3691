# ruff: noqa: E501  (pages read best unbroken)
"""Calls for opinions and their outcomes, over the layouts that portals give them."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.consultations.consultation import read_consultation
from crawler.portals.roles import Role
from crawler.records import Consultation, decode, encode
from tests.crawler.pages import calls
from tests.crawler.pages.pages import SNAPSHOT, page, task

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)


def read(text: str) -> Consultation:
    return read_consultation(page(text), task(Role.CONSULTATIONS), SNAPSHOT)


def said(inner: str, title: str = calls.TITLE) -> Consultation:
    return read(calls.article(inner, title))


def value(field: object) -> object:
    return getattr(field, "value", None)


WHOLE = {
    "lonsun": calls.LONSUN, "tabs": calls.HANWEB_TABS, "table": calls.TABLE,
    "hand-made": calls.HAND_MADE,
}  # fmt: skip


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_every_part_in_every_layout(text: str) -> None:
    one = read(text)
    assert one.title == calls.TITLE
    assert value(one.ends_on) == LAST
    assert value(one.begins_on) in (FIRST, None)
    assert value(one.published_on) == FIRST or text == calls.HANWEB_TABS
    assert one.draft is not None
    assert one.channels
    assert one.asks is not None
    assert one.unread == ()
    assert decode(encode(one)) == one


def test_only_the_page_that_tells_an_outcome_has_one() -> None:
    told = {name: value(read(text).received) for name, text in WHOLE.items()}
    assert told == {"lonsun": None, "tabs": 3, "table": None, "hand-made": None}
    one = read(calls.HANWEB_TABS)
    assert (value(one.adopted), value(one.answered_on)) == (2, date(2026, 10, 12))
    assert one.reasons is not None
    assert one.grounds is not None


def test_no_personal_number_is_kept() -> None:
    text = encode(read(calls.LONSUN))
    assert "13812345678" not in str(text)
    assert "朱" not in str(encode(said("<table><tr><td>反馈人</td><td>意见内容</td><td>是否采纳</td></tr>"
                                     "<tr><td>朱某某</td><td>换个地方</td><td>是</td></tr></table>")))  # fmt: skip


TERMS: dict[str, tuple[str, dict[str, object]]] = {
    "a month": ("征求意见期为一个月（自发布之日起）。", {"lasts_days": 31}),
    "two weeks": ("征求意见时间为两周。", {"lasts_days": 14}),
    "half a month": ("公示期限为半个月。", {"lasts_days": 15}),
    "a range": ("征求意见时间：2026年9月1日至2026年9月30日", {"begins_on": FIRST, "ends_on": LAST}),
    "a range without the second year": ("公示期限自2026年9月1日起至9月30日止", {"begins_on": FIRST, "ends_on": LAST}),
    "a range in digits": ("征集时间：2026-09-01 至 2026-09-30", {"begins_on": FIRST, "ends_on": LAST}),
    "a range with clock times": ("起止时间：2026-09-01 08:00 - 2026-09-30 18:00", {"begins_on": FIRST, "ends_on": LAST}),
    "a range in Chinese numerals": ("征求意见时间为二〇二六年九月一日至二〇二六年九月三十日", {"begins_on": FIRST, "ends_on": LAST}),
    "from today on": ("即日起至2026年9月30日公开征求意见", {"begins_on": None, "ends_on": LAST}),
    "from publication on": ("自公告发布之日起至9月30日，公众可以提出意见", {"begins_on": None, "ends_on": LAST}),
    "before a day": ("请于2026年9月30日17:00前将意见反馈至县民政局", {"ends_on": LAST}),
    "before a day of this year": ("请于9月30日前反馈修改意见", {"ends_on": LAST}),
    "a day of next year": ("请于1月5日前反馈修改意见", {"ends_on": date(2027, 1, 5)}),
    "a last day": ("意见反馈截止时间为2026年9月30日", {"ends_on": LAST}),
    "so many days": ("自本公告发布之日起30日内提出意见", {"lasts_days": 30, "ends_on": None}),
    "so many working days": ("征求意见期限为7个工作日", {"lasts_working_days": 7, "lasts_days": None}),
    "so many days in numerals": ("公示期为十五天，欢迎提出意见", {"lasts_days": 15}),
    "no term": ("欢迎社会各界提出宝贵意见", {"ends_on": None, "lasts_days": None, "period": None}),
    "a term that is no date": ("征集时间：长期", {"ends_on": None, "period": "长期"}),
    "the term of the rules themselves": ("第九条 本办法自2026年10月1日起施行，有效期至2031年9月30日。", {"ends_on": None}),
    "a term of a permit": ("许可证有效期30日", {"lasts_days": None}),
    "an impossible day": ("请于2026年9月31日前反馈意见", {"ends_on": None}),
}  # fmt: skip


@pytest.mark.parametrize(("words", "told"), TERMS.values(), ids=TERMS)
def test_terms(words: str, told: dict[str, object]) -> None:
    one = said(f"<p>县民政局起草了有关办法，现予公布。</p><p>{words}</p><p>感谢支持。</p>")
    assert {name: value(getattr(one, name)) for name in told} == told


OUTCOMES: dict[str, tuple[str, int | None, int | None]] = {
    "numbers": ("共收到社会公众意见建议12条，其中采纳意见8条，未采纳4条。", 12, 8),
    "numerals": ("收到意见十二条，采纳两条。", 12, 2),
    "all": ("共征集到意见5条，全部采纳。", 5, 5),
    "some not": ("收到意见建议6条，不予采纳2条。", 6, 4),
    "none of them": ("收到意见2条，均未采纳。", 2, 0),
    "the number first": ("共收到意见9条，其中5条已采纳，4条未采纳。", 9, 5),
    "looked into": ("共收到意见12条。经研究，采纳8条，未采纳4条。", 12, 8),
    "looked into, in one clause": ("共收到意见12条，经研究采纳8条。", 12, 8),
    "looked into by the office": ("收到意见12条，经我局认真研究，采纳其中8条意见。", 12, 8),
    "looked into at a meeting": ("收到意见12条，经会议研究决定采纳意见8条。", 12, 8),
    "looked into, and all": ("收到意见12条，经研究全部采纳。", 12, 12),
    "to be looked into": ("收到意见12条，拟研究采纳8条。", 12, None),
    "labels": ("收到意见数：7<br>采纳意见数：3", 7, 3),
    "none came": ("征求意见期间，未收到任何意见和建议。", 0, 0),
    "no objection": ("公示期间无单位和个人提出异议意见。", 0, 0),
    "nought": ("截至9月30日，共收到意见建议0条。", 0, 0),
    "nobody had any": ("征集期间未有公众反馈意见建议。", 0, 0),
    "a result of nothing": ("征集结果：无。", 0, 0),
    "neither letters nor calls": ("本次意见征集未收到群众来信来电。", 0, 0),
    "none in writing": ("征求意见期满，未收到书面反馈意见。", 0, 0),
    "a result that is to come": ("征集结果：详见附件。", None, None),
    "no numbers": ("各方积极参与，有关意见已充分研究吸收。", None, None),
    "silence means consent": ("逾期未反馈意见的，视为无意见。", None, None),
    "what is wanted": ("拟征集意见建议20条，请提出意见1至3条。", None, None),
    "a form to send": ("请填写意见反馈表1份寄至县民政局。", None, None),
}  # fmt: skip


@pytest.mark.parametrize(("words", "received", "adopted"), OUTCOMES.values(), ids=OUTCOMES)
def test_outcomes(words: str, received: int | None, adopted: int | None) -> None:
    one = said(f"<p>就有关办法征求了意见，现将情况公告如下。</p><p>{words}</p>")
    assert (value(one.received), value(one.adopted)) == (received, adopted)


BLOCKS: dict[str, tuple[str, date | None]] = {
    "a day before its text": ("<p><b>结果反馈</b></p><p>2026年8月6日：共收到意见0条。</p>", date(2026, 8, 6)),
    "a day of its own": ("<h3>征集结果</h3><p>2026-08-06</p><p>共收到意见3条，采纳2条。</p>", date(2026, 8, 6)),
    "beside the heading": ("<h3>结果反馈（2026年8月6日）</h3><p>共收到意见3条，采纳2条。</p>", date(2026, 8, 6)),
    "a longer heading in the line itself": ("<p>公众意见征集结果公示（2026年8月6日）：收到意见3条，采纳2条。</p>", date(2026, 8, 6)),
    "a numbered heading": ("<p>三、征求意见采纳情况</p><p>公布日期：2026-08-06</p><p>收到意见3条，采纳2条。</p>", date(2026, 8, 6)),
    "a note of another sort": ("<p>情况说明</p><p>2026年8月6日</p><p>收到意见3条，采纳2条。</p>", None),
    "how to answer": ("<p>意见反馈方式</p><p>2026年8月6日</p><p>收到意见3条，采纳2条。</p>", None),
    "none": ("<h3>结果反馈</h3><p>共收到意见3条，采纳2条。</p>", None),
    "a period": ("<h3>结果反馈</h3><p>2026年7月1日至2026年7月31日，共收到意见3条，采纳2条。</p>", None),
    "in the text": ("<h3>结果反馈</h3><p>截至2026年7月31日，共收到意见3条，采纳2条。</p>", None),
    "no outcome's block": ("<h3>征集时间</h3><p>2026年8月6日：共收到意见3条。</p>", None),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "on"), BLOCKS.values(), ids=BLOCKS)
def test_the_day_of_an_outcome_on_the_calls_own_page(inner: str, on: date | None) -> None:
    one = said(f"<p>县民政局起草了有关办法，现公开征求意见。</p>{inner}")
    assert (one.answered_on.value if one.answered_on is not None else None) == on


def test_a_table_of_opinions_is_counted() -> None:
    one = said(
        "<p>意见采纳情况如下：</p><table><tr><td>序号</td><td>反馈人</td><td>意见内容</td><td>是否采纳</td><td>采纳理由</td></tr>"
        "<tr><td>1</td><td>朱**</td><td>空间狭小</td><td>否</td><td>根据相关要求</td></tr>"
        "<tr><td>2</td><td>村</td><td>体现特色</td><td>是</td><td>符合要求</td></tr></table>"
    )
    assert (value(one.received), value(one.adopted)) == (2, 1)
    assert one.reasons is not None


DRAFTS: dict[str, tuple[str, bool]] = {
    "a file": ('<p><a href="/a.pdf">附件</a></p>', True),
    "a form only": ('<p><a href="/a.doc">征求意见反馈表</a></p>', False),
    "a page": ('<p>全文见<a href="/cg.html">云溪县养老服务管理办法（草案）</a></p>', True),
    "a frame": ('<iframe src="/pdfjs/viewer.html?file=/a/1.pdf"></iframe>', True),
    "its articles": (calls.DRAFT, True),
    "articles in one paragraph": ("<p>现公布如下：第一条 为规范租赁补贴发放，制定本办法。第二条 补贴标准为每平方米八元。第三条 本办法自印发之日起施行。</p>", True),
    "articles without a space": ("<p>第一条为规范临时救助工作，制定本办法。第二条救助标准按户籍地执行。</p>", True),
    "articles that are cited": ("<p>根据该办法第一条规定，补贴对象有所调整。第二条规定的标准不变，欢迎提出意见。</p>", False),
    "one article cited": ("<p>依照办法：第一条 所列对象为本县居民。有意见请反馈。</p>", False),
    "a mention": ("<p>现将《云溪县养老服务管理办法（征求意见稿）》有关事项公告如下，欢迎提出意见。</p>", False),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "there"), DRAFTS.values(), ids=DRAFTS)
def test_drafts(inner: str, there: bool) -> None:
    one = said(f"<p>县民政局起草了有关办法，现予公布，请于2026年9月30日前反馈意见。</p>{inner}")
    assert (one.draft is not None) == there


ITEMS: dict[str, tuple[str, bool, bool]] = {
    "items in lines": (
        "<p>一、起步价由6元调整为7元，超过3公里每公里2元。</p><p>二、夜间加收百分之二十的费用，时间为22时至次日6时。</p><p>三、里程运价和等候费不变，由县发展改革委解释。</p>",
        True, False),
    "items in one paragraph": (
        "<p>一、总则。为规范宅基地管理，制定本办法。二、宅基地的申请由村民小组受理。三、宅基地面积每户不超过160平方米。四、本办法由县农业农村局解释。</p>",
        True, False),
    "digits": (
        "<p>1.农村居民最低生活保障标准为每人每月760元，与上年度相比提高了30元。</p><p>2.特困人员供养标准为每人每月1000元，由县财政承担。</p><p>3.孤儿养育标准为每人每月1500元。</p>",
        True, False),
    "two short items of something": ("<p>一、起步价调整为7元。</p><p>二、运价不变。</p>", False, True),
    "what a draft tells of": (
        "<p>一、起草背景</p><p>县里没有这样的办法。</p><p>二、主要内容</p><p>共六章三十条，规定了补贴标准和申请程序。</p><p>三、有关情况说明</p><p>已听取意见。</p>",
        False, True),
    "the term and the ways alone": (
        "<p>一、征求意见时间</p><p>2026年8月1日至2026年8月31日，逾期不再受理，感谢您的支持和参与。</p><p>二、反馈方式</p><p>（一）信函寄至云溪县惠民路66号县民政局养老服务股收。</p>"
        "<p>（二）发送至ylfw@example.org。</p><p>（三）拨打0557-7022345。</p>", False, False),
    "how to take part, in digits": (
        "<p>1.登录云溪县人民政府网站，在民意征集栏目提出您的看法。</p><p>2.通过电子邮件发送至ylfw@example.org并注明姓名。</p><p>3.通过信函寄至县民政局。</p><p>4.其他事项请咨询县民政局养老服务股。</p>",
        False, False),
    "who is asked and how": (
        "<p>一、公示时间：2026年8月1日至8月31日。</p><p>二、征集对象：社会各界、有关单位和个人都可以参与。</p><p>三、联系方式：0557-7022345，县民政局养老服务股，工作日上午八点到十二点。</p><p>四、注意事项：请注明真实姓名。</p>",
        False, False),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "there", "doubtful"), ITEMS.values(), ids=ITEMS)
def test_a_draft_in_numbered_items(inner: str, there: bool, doubtful: bool) -> None:
    one = said(f"<p>县民政局起草了有关内容，现予公布。</p>{inner}<p>云溪县民政局</p>")
    assert (one.draft is not None, bool(one.hinted)) == (there, doubtful)


def test_a_list_of_other_calls_beside_is_none_of_its_parts() -> None:
    beside = (
        '<div class="side"><h3>最新征集</h3><ul><li><a href="/y/2.html">云溪县城市供水条例（征求意见稿）</a></li>'
        '<li><a href="/y/3.html">关于《云溪县停车场管理办法》征求意见采纳情况的公告</a></li></ul></div>'
    )
    text = calls.article(
        "<p>县民政局起草了有关办法，现予公布。欢迎社会各界积极参与，共同做好这项工作。</p>"
    )
    one = read(text.replace('<div class="footer">', beside + '<div class="footer">'))
    assert (one.draft, one.received, one.channels) == (None, None, ())


def test_panels_that_a_script_fills_are_unread() -> None:
    tabs = "<ul><li><a href='javascript:'>草案内容</a></li><li><a href='javascript:'>意见反馈</a></li></ul>"
    assert said(f"<p>现公开征求意见。</p>{tabs}").unread == ("draft", "outcome")
    assert said(f"<p>现公开征求意见。</p>{tabs}{calls.DRAFT}").unread == ()


@pytest.mark.parametrize(
    "text", ["", "<", "<html><body></body></html>", "\x00" * 50, "征求意见" * 20_000]
)
def test_hostile_pages(text: str) -> None:
    one = read(text)
    assert decode(encode(one)) == one


_ARTICLED = "第一条 为规范补贴发放，制定本办法。第二条 补贴标准按每平方米每月十一元计算。"


@pytest.mark.parametrize(
    "inner",
    [
        f"<p>{_ARTICLED}</p>",
        f"<p>{_ARTICLED.replace(' ', '　')}</p>",
        f"<p>草案如下：{_ARTICLED}第三条 本办法自公布之日起施行。</p>",
        "<p>第一条 为规范发放，制定本办法。</p><p>第二条 标准由市政府公布。</p>",
        "<p>第1条 为规范发放，制定本办法；第2条 标准由市政府公布。</p>",
    ],
    ids=["one paragraph", "wide blanks", "behind a lead", "short paragraphs", "digits"],
)
def test_articles_are_a_draft_wherever_they_stand(inner: str) -> None:
    one = said(f"<p>现公开征求意见，电话0399-2661234。</p>{inner}")
    assert one.draft is not None
    assert str(one.draft.value).startswith(("第一条", "第1条"))


@pytest.mark.parametrize(
    "inner",
    [
        "<p>根据《条例》第一条 的立法目的和第二条 的规定，我市拟出台办法，欢迎提出意见。</p>",
        "<p>我市拟修改办法。第五条 的修改意见请注明。第六条 同上。</p>",
        "<p>我市拟出台办法。第一条 意见请寄办公室。</p>",
        "<p>我市拟出台办法。第一条规定适用范围。第二条规定标准。</p>",
    ],
    ids=["named in a sentence", "without the first", "one alone", "spoken of"],
)
def test_articles_that_are_spoken_of_are_no_draft(inner: str) -> None:
    assert said(f"<p>电话0399-2661234。</p>{inner}", "关于征求意见的公告").draft is None


def test_letters_that_are_to_be_sent_somewhere_are_a_way_to_answer() -> None:
    one = said(f"<p>现公开征求意见，来信请寄：云溪县惠民路66号县司法局收。</p>{calls.DRAFT}")
    assert [field.label for field in one.channels] == ["通信地址"]


def test_parts_in_tabs_whose_heads_are_plain_words_are_read() -> None:
    names = ("征集公告", "草案内容", "起草说明", "意见反馈")
    parts = (
        "<p>现就供水办法公开征求意见，欢迎社会各界提出意见建议。</p>",
        "第一条 为规范供水管理，制定本办法。第二条 本办法适用于本县行政区域内的供水管理，有关单位和个人应当遵守。",
        "<p>起草背景：供水管理办法制定于十年前，已不适应当前的管理需要。</p>",
        "<p>截至2026-04-18，共收到意见5条，采纳4条。</p>",
    )
    heads = "".join(f"<li>{name}</li>" for name in names)
    boxes = "".join(
        f"<div class='c' {'style=display:none' if n else ''}>{part}</div>"
        for n, part in enumerate(parts)
    )
    html = f"<h1>关于公开征求《云溪县供水办法》意见的公告</h1><ul class='tabh'>{heads}</ul>{boxes}"
    one = read_consultation(page(html), task(Role.CONSULTATIONS), SNAPSHOT)
    assert one.draft is not None
    assert "收到意见" not in (one.draft.value or "")
    assert one.grounds is not None
    assert one.outcome is not None


def test_the_outcome_in_a_tab_is_none_of_the_draft() -> None:
    heads = "".join(f"<li>{name}</li>" for name in ("征集公告", "草案全文", "结果反馈"))
    parts = (
        "<p>现公开征求意见，时间为2026年11月1日至2026年11月30日。</p>",
        "<p>第一条 为规范养犬行为，制定本办法。</p><p>第二条 本办法适用于城区。</p>",
        "<p>征集期间共收到意见3条，采纳2条。</p>",
    )
    boxes = "".join(
        f"<div class=p {'style=display:none' if n else ''}>{part}</div>"
        for n, part in enumerate(parts)
    )
    html = f"<h1>关于养犬管理办法公开征求意见</h1><ul class=t>{heads}</ul>{boxes}"
    one = read_consultation(page(html), task(Role.CONSULTATIONS), SNAPSHOT)
    assert one.draft is not None
    assert (one.draft.value or "").endswith("本办法适用于城区。")
    assert one.outcome is not None


@pytest.mark.parametrize(("tab", "draft", "unread"), [
    ("草案及意见反馈", True, ()), ("征求意见稿与公众意见", True, ()), ("征集结果及文本", True, ()), ("草案/意见反馈", True, ()),
    ("意见反馈", False, ("draft",)), ("草案意见采纳情况", False, ("draft",)), ("草案内容", True, ()),
])  # fmt: skip
def test_a_draft_behind_a_tab_that_names_the_outcome_is_read_or_unread(
    tab: str, draft: bool, unread: tuple[str, ...]
) -> None:
    def behind(inner: str) -> Consultation:
        boxes = f"<div class=p><p>现公开征求意见。</p></div><div class=p style='display:none'>{inner}</div>"  # fmt: skip
        return said(f"<ul class=t><li>公告</li><li>{tab}</li></ul>{boxes}")

    one = behind("<p>第一条 为规范养犬行为，制定本办法。</p><p>第二条 本办法适用于城区。</p>")
    assert (one.draft is not None, one.unread) == (draft, unread)
    told = behind("<p>征集期间共收到意见3条，采纳2条。</p>")
    assert (told.draft, told.unread) == (None, ())

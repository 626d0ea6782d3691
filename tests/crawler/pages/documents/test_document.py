# ruff: noqa: E501  (pages read best unbroken)
from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.documents.document import read_document
from crawler.pages.markup.labelled import normal_number
from crawler.portals.roles import Role
from crawler.records import Document, Source, Validity, decode, encode
from tests.crawler.pages.pages import (
    BODY,
    DOCUMENTS,
    FOOTER,
    LONSUN,
    SNAPSHOT,
    TITLE,
    entry,
    html,
    page,
    task,
)


def read(text: str | bytes, **more: object) -> Document:
    return read_document(page(text), task(**more), SNAPSHOT)  # type: ignore[arg-type]


@pytest.mark.parametrize("style", DOCUMENTS)
def test_every_style_tells_the_same_facts(style: str) -> None:
    document = read(DOCUMENTS[style])
    assert document.title == TITLE
    assert document.number is not None
    assert (document.number.value, document.number.source) == ("云政〔2026〕3号", Source.LABEL)
    assert document.signed_on is not None
    assert (document.signed_on.value, document.signed_on.source) == (date(2026, 3, 2), Source.LABEL)
    assert document.published_on is not None
    assert document.published_on.value == date(2026, 3, 5)
    assert document.published_on.source is Source.LABEL
    assert document.validity is not None
    assert document.validity.value is Validity.VALID
    assert document.issuer is not None
    assert document.issuer.value == "云溪县人民政府"
    assert document.index_number is not None
    assert document.index_number.value == "003187229/202603-00047"
    assert document.signature is not None
    assert document.signature.body == "云溪县人民政府"
    assert document.signature.on is not None
    assert document.signature.on.value == date(2026, 3, 2)
    assert document.effective_on is not None
    assert document.effective_on.value == date(2026, 4, 1)
    assert document.valid_years is not None
    assert document.valid_years.value == 5
    assert document.hidden == ()
    related = [link for link in document.links if link.heading == "相关解读"]
    assert [(link.url, link.text) for link in related] == [
        ("http://www.yunxi.test/zwgk/zcjd/77.html", "《云溪县养老服务管理办法》政策解读")
    ]
    assert document.text.startswith("各乡镇人民政府")
    assert "主办单位" not in document.text
    assert decode(encode(document)) == document


def test_the_same_page_in_gb18030_with_a_wrong_header() -> None:
    document = read_document(
        page(LONSUN.encode("gb18030"), content_type="text/html; charset=utf-8"), task(), SNAPSHOT
    )
    assert document.title == TITLE
    assert document.number is not None
    assert document.number.value == "云政〔2026〕3号"


def test_clock_time_place_and_label_are_kept() -> None:
    field = read(LONSUN).published_on
    assert field is not None
    assert field.at is not None
    assert (field.at.hour, field.at.minute) == (10, 2)
    assert (field.label, field.place) == ("发布日期", "元数据表第3行")


def head(rows: str, body: str = BODY, meta: str = "") -> Document:
    return read(html(f"<table>{rows}</table><h1>{TITLE}</h1><div class=con>{body}</div>", meta))


ROWS = (
    "<tr><td>文号</td><td>{number}</td><td>成文日期</td><td>2026-03-02</td></tr>"
    "<tr><td>发布日期</td><td>2026-03-05</td><td>有效性</td><td>{validity}</td></tr>"
)


@pytest.mark.parametrize(
    "number", ["", "无", "暂无", "-", "--", "—", "便函", "/", "N/A", "null", "&nbsp;", "云政【2026】3号",
               "云政2026第3", "云政〔20265号", "〔2026〕3号"],
)  # fmt: skip
def test_a_placeholder_or_malformed_number_is_a_field_without_value(number: str) -> None:
    field = head(ROWS.format(number=number, validity="有效")).number
    assert field is not None
    assert field.value is None
    assert field.source is Source.LABEL


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("云政〔2026〕3号", "云政〔2026〕3号"),
        ("云政[2026]3号", "云政〔2026〕3号"),
        ("云政（2026）3号", "云政〔2026〕3号"),
        ("云政(2026)第3号", "云政〔2026〕3号"),
        ("云政办秘 〔2026〕 12 号", "云政办秘〔2026〕12号"),
        ("第3号", "第3号"),
        ("2026年第3号", "2026年第3号"),
        ("云溪县人民政府令第12号", "云溪县人民政府令第12号"),
        ("国务院令第711号", "国务院令第711号"),
        ("云溪县人民政府公告（第3号）", "云溪县人民政府公告（第3号）"),
        ("（2026年第3号）", "（2026年第3号）"),
        ("云溪县人民政府第3号令", "云溪县人民政府第3号令"),
        ("云溪县人民政府第3号", "云溪县人民政府第3号"),
        ("3号", None),
        ("云政〔2026〕3", None),
        ("云政〔26〕3号", None),
        ("2026-03-02", None),
    ],
)
def test_document_numbers(text: str, normal: str | None) -> None:
    assert normal_number(text) == normal


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("有效", Validity.VALID), ("现行有效", Validity.VALID), ("长期有效", Validity.VALID),
        ("是", Validity.VALID), ("失效", Validity.LAPSED), ("已过期", Validity.LAPSED),
        ("无效", Validity.LAPSED), ("已废止", Validity.REPEALED), ("部分有效", Validity.PARTLY),
        ("部分失效", Validity.PARTLY), ("已修订", Validity.AMENDED), ("尚未生效", Validity.NOT_YET),
        ("", None), ("暂无", None), ("详见正文", None), ("2027-01-01", None),
    ],
)  # fmt: skip
def test_validity_words(words: str, state: Validity | None) -> None:
    field = head(ROWS.format(number="云政〔2026〕3号", validity=words)).validity
    assert field is not None
    assert field.value is state


def test_a_label_that_is_not_there_gives_no_field() -> None:
    document = head("<tr><td>索引号</td><td>003</td><td>发布机构</td><td>县政府</td></tr>")
    assert document.number is None
    assert document.signed_on is None
    assert document.validity is None
    assert document.published_on is None


def test_labels_in_the_text_are_no_metadata() -> None:
    document = read(html(f"<h1>{TITLE}</h1><div class=con>{BODY}</div>"))
    assert document.number is None
    assert document.validity is None


def test_a_number_alone_at_the_start_of_the_text_is_text() -> None:
    document = read(html(f"<h1>{TITLE}</h1><div class=con><p>云政〔2026〕3号</p>{BODY}</div>"))
    assert document.number is not None
    assert document.number.source is Source.TEXT


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("云溪县自然资源局公告2026年第5号", "云溪县自然资源局公告2026年第5号"),
        ("云溪县人民政府令第3号", "云溪县人民政府令第3号"),
        ("2026年第5号", None),  # an issue, a meeting, a plot
        ("城东地块第17号", None),
    ],
)
def test_announcements_and_orders_are_counted_without_a_code(line: str, number: str | None) -> None:
    text = f"<h1>{TITLE}</h1><div class=con><p align=right>{line}</p>{BODY}</div>"
    found = read(html(text)).number
    assert (found.value if found is not None else None) == number


ORDER, CODE = "<p>云溪县人民政府令第3号</p>", "<p>云交发〔2026〕5号</p>"


@pytest.mark.parametrize(
    ("above", "number"),
    [
        (f"<p>{TITLE}</p>{ORDER}", "云溪县人民政府令第3号"),
        (f"<p>经研究，决定废止下列规章：</p>{ORDER}", None),
        (f"{ORDER}<p>云溪县人民政府令第5号</p>", None),
        (f"<p>依据：</p>{ORDER}", None),
        ("<p><a href='/l/3.html'>云溪县人民政府令第3号</a></p>", None),
        ("<p>废止云溪县人民政府令第3号</p>", None),
        ("<p>根据国务院令第711号</p>", None),
        (f"<p>交通运输部令2020年第5号</p>{CODE}", "云交发〔2026〕5号"),
    ],
)
def test_an_order_counts_the_document_only_right_below_its_title(
    above: str, number: str | None
) -> None:
    found = read(html(f"<h1>{TITLE}</h1><div class=con>{above}{BODY}</div>")).number
    assert (found.value if found is not None else None) == number


def test_fields_in_comments_are_hidden() -> None:
    commented = f"<!-- <table>{ROWS.format(number='云政〔2026〕3号', validity='有效')}</table> -->"
    document = read(html(f"{commented}<h1>{TITLE}</h1><div class=con>{BODY}</div>"))
    assert document.number is None
    assert document.validity is None
    hidden = dict(document.hidden)
    assert hidden["number"].value == "云政〔2026〕3号"
    assert hidden["number"].source is Source.COMMENT
    assert hidden["validity"].place == "HTML 注释"


def test_a_hidden_block_is_not_shown() -> None:
    block = f"<div style='display: none'><p>文号：云政〔2026〕3号</p></div><h1>{TITLE}</h1>{BODY}"
    assert read(html(block)).number is None


def test_a_search_form_is_no_metadata() -> None:
    form = "<form><label>文号：</label><input name=wh><span>成文日期：</span><input></form>"
    document = read(html(f"{form}<h1>{TITLE}</h1><div class=con>{BODY}</div>"))
    assert document.number is None
    assert document.signed_on is None


def test_several_dates_stay_under_their_own_names() -> None:
    document = read(html(
        "<p>发文日期：2026-03-03</p><p>发布日期：2026-03-05</p><p>文号：云政〔2026〕3号</p>"
        f"<h1>{TITLE}</h1><p>发布时间：2026-03-06 08:00 更新时间：2026-03-09</p><div>{BODY}</div>",
        '<meta name="PubDate" content="2026-03-08">',
    ))  # fmt: skip
    assert document.issued_on is not None
    assert document.issued_on.value == date(2026, 3, 3)
    assert document.signed_on is None
    assert document.published_on is not None
    assert document.published_on.value == date(2026, 3, 5)
    others = {(field.label, field.value) for field in document.other_dates}
    assert others == {
        ("发布时间", date(2026, 3, 6)), ("更新时间", date(2026, 3, 9)), ("pubdate", date(2026, 3, 8)),
    }  # fmt: skip


def test_mandated_meta_tags_count_and_a_label_wins() -> None:
    meta = '<meta NAME="pubdate" CONTENT="2026-03-08 09:00">'
    only = read(html(f"<h1>{TITLE}</h1><div>{BODY}</div>", meta)).published_on
    assert only is not None
    assert (only.value, only.source) == (date(2026, 3, 8), Source.META)
    assert only.place == "meta 标签 PubDate"
    both = read(
        html(f"<h1>{TITLE}</h1><p>发布时间：2026-03-05</p><div>{BODY}</div>", meta)
    ).published_on
    assert both is not None
    assert (both.value, both.source) == (date(2026, 3, 5), Source.LABEL)


def test_a_bare_date_under_the_title() -> None:
    field = read(html(f"<h1>{TITLE}</h1><p>2026-03-05 09:00:00</p><div>{BODY}</div>")).published_on
    assert field is not None
    assert (field.value, field.source, field.label) == (date(2026, 3, 5), Source.TEXT, "")


def test_impossible_dates_have_no_value() -> None:
    rows = "<tr><td>成文日期</td><td>2026-02-30</td><td>发布日期</td><td>1970-01-01</td></tr>"
    document = head(rows + "<tr><td>文号</td><td>云政〔2026〕3号</td></tr>")
    assert document.signed_on is not None
    assert document.signed_on.value is None
    assert document.published_on is not None
    assert document.published_on.value is None


@pytest.mark.parametrize(
    ("sentence", "years", "until"),
    [
        ("本办法自2026年4月1日起施行，有效期五年。", 5, None),
        ("本办法自印发之日起施行，有效期为3年。", 3, None),
        ("本通知自发布之日起施行，有效期至2028年12月31日。", None, date(2028, 12, 31)),
        ("本办法有效期2年，自公布之日起执行。", 2, None),
        ("许可证有效期三年。", None, None),
        ("证书有效期至2026年5月1日。", None, None),
        ("食品经营许可证的有效期为5年。", None, None),
    ],
)
def test_terms_of_validity_in_the_text(
    sentence: str, years: int | None, until: date | None
) -> None:
    document = read(
        html(
            f"<h1>{TITLE}</h1><div><p>各乡镇人民政府：</p><p>现予印发，请遵照执行。</p><p>{sentence}</p></div>"
        )
    )
    assert (document.valid_years.value if document.valid_years else None) == years
    assert (document.valid_until.value if document.valid_until else None) == until


def test_a_labelled_term() -> None:
    document = head(ROWS.format(number="云政〔2026〕3号", validity="有效")
                    + "<tr><td>有效期至</td><td>2026-10-31</td><td>废止日期</td><td>2026-11-01</td></tr>")  # fmt: skip
    assert document.valid_until is not None
    assert document.valid_until.value == date(2026, 10, 31)
    assert document.repealed_on is not None
    assert document.repealed_on.value == date(2026, 11, 1)


@pytest.mark.parametrize(
    "box",
    [
        '<!-- <h3>相关解读</h3><a href="/j/1.html">云溪县养老服务管理办法解读</a> -->',
        '<div style="display:none"><h3>相关解读</h3><a href="/j/1.html">云溪县养老服务办法解读</a></div>',
        '<div hidden><a href="/j/1.html">云溪县养老服务管理办法解读</a></div>',
        "<h3>相关解读</h3><a href=\"javascript:open('/j/1.html')\">云溪县养老服务管理办法解读</a>",
        "<h3>相关解读</h3><a onclick=\"open('/j/1.html')\">云溪县养老服务管理办法解读</a>",
        "<h3>相关解读</h3><p>云溪县养老服务管理办法解读</p>",
        "<script>document.write('<a href=\"/j/1.html\">云溪县养老服务管理办法解读</a>')</script>",
    ],
)
def test_what_is_no_visible_link(box: str) -> None:
    document = read(html(f"<h1>{TITLE}</h1><div class=con>{BODY}</div>{box}"))
    assert not any("/j/1.html" in link.url for link in document.links)


@pytest.mark.parametrize(
    ("box", "heading"),
    [
        ('<p>相关解读：<a href="/j/1.html">云溪县养老服务管理办法解读</a></p>', "相关解读"),
        ('<p>【政策解读】</p><p><a href="/j/1.html">解读</a></p>', "政策解读"),
        ('<div><span>相关文件</span><div><a href="/j/1.html"><img src="a.jpg" alt="一图读懂"></a></div></div>',
         "相关文件"),
        ('<dl><dt>关联文件</dt><dd><a href="//www.yunxi.test:80/x/../j/1.html#a">解读</a></dd></dl>', "关联文件"),
    ],
)  # fmt: skip
def test_headings_of_boxes(box: str, heading: str) -> None:
    document = read(html(f"<h1>{TITLE}</h1><div class=con>{BODY}</div>{box}"))
    found = [link for link in document.links if link.url == "http://www.yunxi.test/j/1.html"]
    assert [link.heading for link in found] == [heading]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=xg><h3>相关解读</h3><ul><li><a href=/j/1.html>一图读懂管理办法</a></li></ul></div>",
        "<div class=hd><h3>相关解读</h3><a href=/j/>查看更多</a></div><div class=bd><a href=/j/1.html>一图读懂管理办法</a></div>",
        "<ul class=tab><li>政策原文</li><li>相关解读</li></ul><div class=bd><a href=/j/1.html>一图读懂管理办法</a></div>",
    ],
    ids=["one box", "a bar with more", "tabs"],
)
def test_a_heading_ends_with_the_box_of_its_links(box: str) -> None:
    friends = "<ul class=yq><li><a href=http://www.sheng.test/>云溪所在省人民政府</a></li></ul>"
    inner = f"<h1>{TITLE}</h1><div>{BODY}</div><div class=side>{box}</div>{friends}"
    told = {link.url.split("/")[-1]: link.heading for link in read(html(inner)).links}
    assert told["1.html"] == "相关解读"
    assert told[""] == ""


def test_menus_and_footer_are_no_links_of_the_page() -> None:
    assert {link.url for link in read(LONSUN).links} == {"http://www.yunxi.test/zwgk/zcjd/77.html"}


def test_attachments() -> None:
    files = (
        '<p>附件：1.<a href="/f/1.docx">申请表</a> 2.<a href="P0202.ofd">办法.ofd</a></p><div>附件下载<ul>'
        '<li><a href="/module/download/downfile.jsp?classid=0&filename=ab.pdf">管理办法</a></li></ul></div>'
        '<p><a href="/zwgk/x.html">相关页面的普通链接</a></p>'
    )
    document = read(html(f"<h1>{TITLE}</h1><div class=con>{BODY}{files}</div>"))
    assert [link.url for link in document.attachments] == [
        "http://www.yunxi.test/f/1.docx",
        "http://www.yunxi.test/zwgk/gfxwj/P0202.ofd",
        "http://www.yunxi.test/module/download/downfile.jsp?classid=0&filename=ab.pdf",
    ]


@pytest.mark.parametrize(
    ("end", "body", "on"),
    [
        ("<p>云溪县民政局</p><p>二〇二六年三月二日</p>", "云溪县民政局", date(2026, 3, 2)),
        ("<p>云溪县民政局　　2026年3月2日</p>", "云溪县民政局", date(2026, 3, 2)),
        ("<p>云溪县民政局</p><p>云溪县财政局</p><p>2026 年 3 月 2 日</p><p>（此件公开发布）</p>",
         "云溪县民政局 云溪县财政局", date(2026, 3, 2)),
        ("<p>二○二六年三月二日</p>", "", date(2026, 3, 2)),
    ],
)  # fmt: skip
def test_signatures(end: str, body: str, on: date) -> None:
    text = "<p>各乡镇人民政府：</p><p>现将有关事项通知如下，请认真贯彻执行。</p>"
    signature = read(html(f"<h1>{TITLE}</h1><div>{text}{end}</div>")).signature
    assert signature is not None
    assert signature.on is not None
    assert (signature.body, signature.on.value, signature.on.place) == (body, on, "落款")


def test_no_signature() -> None:
    text = "<p>会议于2026年3月2日召开，县政府有关部门参加。</p><p>会议要求抓好落实工作，确保取得实效。</p>"
    assert read(html(f"<h1>{TITLE}</h1><div>{text}</div>")).signature is None


def test_row_title_fills_a_page_without_title() -> None:
    row = entry(Role.NORMATIVE_DOCUMENTS, TITLE)
    document = read_document(
        page(f"<body><div>{BODY}</div>{FOOTER}</body>"), task(entry=row), SNAPSHOT
    )
    assert document.title == TITLE


def test_personal_numbers_are_masked() -> None:
    text = "<p>名单：张某某，身份证号341302199003071234，手机13812345678，请予公示周知。</p>"
    document = read(html(f"<h1>{TITLE}</h1><div>{BODY}{text}</div>"))
    assert "341302199003071234" not in document.text
    assert "13812345678" not in document.text


@pytest.mark.parametrize(
    "after",
    [
        "<b>废止时间:</b> ",
        "<b>失效日期：</b>",
        "<b>生效时间:</b> 2026-04-01",
        "<b>公开方式:</b> 主动公开",
        "公 开 方 式 ：主动公开",
        "阅读次数: 12",
    ],
)
@pytest.mark.parametrize("gap", ["　　　　", "&nbsp;&nbsp;"])
def test_a_short_value_before_another_label_of_its_line_is_kept(after: str, gap: str) -> None:
    block = (
        f"<div><b>文　　号:</b> 云政〔2026〕3号{gap}<b>成文日期:</b> 2026-03-02<br>"
        f"<b>发布日期:</b> 2026-03-05<br><b>有 效 性:</b> 有效{gap}{after}<br>"
        f"<b>发布机构:</b> 民政局{gap}<b>载体 类型:</b> 纸质<br></div>"
    )
    document = read(html(f"{block}<center><b>{TITLE}</b></center><div>{BODY}</div>"))
    assert document.validity is not None
    assert document.validity.value is Validity.VALID
    assert document.issuer is not None
    assert document.issuer.value is not None
    assert document.issuer.value.startswith("民政局")


def test_an_empty_value_before_another_label_stays_empty() -> None:
    block = (
        "<div><b>文号:</b> 云政〔2026〕3号　<b>成文日期:</b> 2026-03-02<br>"
        "<b>发布日期:</b> 2026-03-05<br><b>有效性:</b> 　　<b>公开方式:</b> 主动公开<br></div>"
    )
    document = read(html(f"{block}<center><b>{TITLE}</b></center><div>{BODY}</div>"))
    assert document.validity is not None
    assert document.validity.value is None


def test_an_empty_cell_of_a_label_takes_nothing_from_the_next_cell_s_label() -> None:
    block = (
        "<table><tr><td>发文字号：云政〔2026〕3号</td><td>有效性：有效</td></tr>"
        "<tr><td>发文日期：</td><td>发布日期：2026年3月5日</td></tr><tr></tr></table>"
    )
    document = read(html(f"{block}<center><b>{TITLE}</b></center><div>{BODY}</div>"))
    assert document.issued_on is not None
    assert document.issued_on.value is None
    assert document.published_on is not None
    assert document.published_on.value == date(2026, 3, 5)


def test_a_masthead_in_the_largest_heading_is_not_the_title() -> None:
    name = "岚江县人力资源和社会保障局"
    text = (
        f"<html><head><title>{TITLE} {name}</title></head><body><center><h1>{name}</h1></center>"
        f"<table><tr><td class='c'><h2>{TITLE}</h2><p>制发机关：{name}　文　　号：岚人社规〔2026〕1号　"
        "成文日期：2026年2月24日　公开日期：2026年2月27日　效力状态：有效</p><hr>"
        f"<div>{BODY}</div></td></tr></table>{FOOTER}</body></html>"
    )
    document = read(text)
    assert document.title == TITLE
    assert document.number is not None
    assert document.number.value == "岚人社规〔2026〕1号"
    assert document.validity is not None
    assert document.published_on is not None
    assert document.published_on.value == date(2026, 2, 27)


@pytest.mark.parametrize(
    "title", ["投诉城关镇便民服务中心", "县领导调研城关镇便民服务中心", "云溪县教育局"]
)
def test_a_title_that_ends_in_the_name_of_a_body(title: str) -> None:
    text = f"<html><head><title>信息公开</title></head><body><h1>{title}</h1><h3>一、情况</h3>{BODY}</body></html>"
    assert read(text).title == title


def test_an_empty_value_is_not_filled_by_the_next_pair() -> None:
    rows = {
        "发布机构": "云溪县民政局",
        "生成日期": "",
        "公开日期": "2026-03-05",
        "效力状态": "有效",
    }
    items = "".join(f"<li><b>{name}</b><span>{value}</span></li>" for name, value in rows.items())
    document = read(html(f"<ul class=fm>{items}</ul><h1>{TITLE}</h1><div>{BODY}</div>"))
    assert document.signed_on is None or document.signed_on.value is None
    assert document.published_on is not None
    assert document.published_on.value == date(2026, 3, 5)


CHANGED_LATER = {
    "in the line above": "<div>更新时间：2026-08-01 10:00</div><div>发布时间：2026-03-05 09:00</div>{}",
    "in one line": "<div>最后更新日期：2026-08-01 发布日期：2026-03-05</div>{}",
    "as 更新于": "<div>发布时间：2026-03-05</div><div>更新于：2026-08-01</div>{}",
    "of the page": "<div>本页更新时间：2026-08-01</div><div>发布时间：2026-03-05</div>{}",
    "at the head of the text": "<div>发布日期：2026-03-05</div><div class='content'><p>信息更新时间：2026-08-01</p>{}</div>",
    "with the day of publication below the text": "<div>更新时间：2026-08-01</div>{}<div>发布日期：2026-03-05</div>",
}


@pytest.mark.parametrize("inner", CHANGED_LATER.values(), ids=CHANGED_LATER)
def test_a_date_of_update_is_no_date_of_publication(inner: str) -> None:
    read = read_document(page(html(f"<h1>{TITLE}</h1>{inner.format(BODY)}")), task(), SNAPSHOT)
    assert read.published_on is not None
    assert read.published_on.value == date(2026, 3, 5)
    assert [field.value for field in read.other_dates] == [date(2026, 8, 1)]
    assert "更新" not in read.text


def test_a_later_day_in_the_text_is_no_earlier_publication() -> None:
    text = f"<div>更新时间：2026-03-05</div>{BODY}<p>发布日期：2026-08-01</p>"
    read = read_document(page(html(f"<h1>{TITLE}</h1>{text}")), task(), SNAPSHOT)
    assert read.published_on is not None
    assert read.published_on.value == date(2026, 3, 5)


HEADED = {
    "a box with its meta line": '<div class="content-title"><h3>{}</h3><i>时间：2026-09-03 来源：水务局 点击：12</i></div>',
    "a box with a paragraph": '<div class="article-title"><h2>{}</h2><p>来源：水务局　发布时间：2026-09-03</p></div>',
    "the title as the box itself": '<div class="content-title">{}</div><div class="info">时间：2026-09-03</div>',
    "a heading alone": '<div class="bt"><h1>{}</h1></div><p>来源：水务局</p>',
}


@pytest.mark.parametrize("head", HEADED.values(), ids=HEADED)
def test_the_heading_within_the_box_of_the_title_is_the_title(head: str) -> None:
    title = "云溪县水务局关于开展农村供水检查的通知"
    text = f"<html><head><title>云溪县水务局</title></head><body>{head.format(title)}<div class=content>{BODY}</div></body></html>"
    assert read(text).title == title


MARKED = {
    "before the title": (f"<h1>（已废止）{TITLE}</h1>", "", Validity.REPEALED),
    "behind the title": (f"<h1>{TITLE}【失效】</h1>", "", Validity.LAPSED),
    "a stamp over the title": (f"<div>已废止</div><h1>{TITLE}</h1>", "", Validity.REPEALED),
    "a line below the title": (
        f"<h1>{TITLE}</h1><p>本文件已于2026年9月1日宣布失效</p>",
        "",
        Validity.LAPSED,
    ),
    "the first line of the text": (f"<h1>{TITLE}</h1>", "<p>（此件已废止）</p>", Validity.REPEALED),
    "with the number that ended it": (
        f"<h1>{TITLE}</h1>",
        "<p>注：本文件已被云政〔2026〕9号废止</p>",
        Validity.REPEALED,
    ),
    "what it does to another": (
        f"<h1>{TITLE}</h1>",
        "<p>本办法施行后，《云溪县养老办法》同时废止。</p>",
        None,
    ),
    "what it says of another": (f"<h1>{TITLE}</h1>", "<p>《云溪县养老办法》已废止。</p>", None),
    "a column of the site": (f"<p><a href=/b>已废止</a></p><h1>{TITLE}</h1>", "", None),
    "how it will end": (f"<h1>{TITLE}</h1>", "<p>本文件有效期届满后自动失效。</p>", None),
}


@pytest.mark.parametrize(("top", "first", "state"), MARKED.values(), ids=MARKED)
def test_an_end_marked_beside_no_label(top: str, first: str, state: Validity | None) -> None:
    title = top.partition("<h1>")[2].partition("</h1>")[0]
    text = html(f"{top}<div class=con>{first}{BODY}</div>").replace(
        f"<title>{TITLE}", f"<title>{title}"
    )
    field = read(text).validity
    assert (field.value if field is not None else None) is state


def test_what_a_label_says_goes_before_a_mark() -> None:
    shown = head(
        ROWS.format(number="云政〔2026〕3号", validity="有效"), f"<p>（此件已废止）</p>{BODY}"
    )
    assert shown.validity is not None
    assert shown.validity.value is Validity.VALID


HELD = "主办单位：云溪县民政局"


def test_who_holds_the_event_that_a_text_tells_of_is_no_foot_of_the_site() -> None:
    body = (
        "<p>各乡镇人民政府：</p><p>　　为弘扬敬老传统，县政府决定举办养老服务技能竞赛。</p>"
        f"<p>　　一、组织单位</p><p>　　{HELD}</p><p>　　承办：县敬老院</p><p>　　二、时间</p>"
        "<p>　　2026年6月</p><p>附件：<a href='a.doc'>报名表.doc</a></p>"
        "<p align=right>云溪县人民政府</p><p align=right>2026年3月2日</p>"
    )
    document = read(html(f"<h1>{TITLE}</h1><div class=con>{body}</div>{FOOTER}"))
    assert HELD in document.text
    assert document.text.endswith("2026年3月2日")
    assert [one.text for one in document.attachments] == ["报名表.doc"]
    assert document.signature is not None
    assert document.signature.body == "云溪县人民政府"


@pytest.mark.parametrize(
    "foot",
    [
        f"<p>{HELD}</p>",
        f"<div><p>{HELD}</p><p>地址：云溪县人民路1号</p></div>",
        f"<p>{HELD}</p><p>建议用1024×768以上的分辨率浏览，本站内容未经许可不得转载。</p>",
        f"<div><p>{HELD}</p><p>来县办事的群众请走南门，谢谢配合。</p></div>",
    ],
)
def test_who_runs_the_site_is_its_foot_where_no_text_goes_on_below(foot: str) -> None:
    document = read(html(f"<h1>{TITLE}</h1><div class=con>{BODY}</div>{foot}"))
    assert document.text
    assert HELD not in document.text


@pytest.mark.parametrize("label", ["效力状况", "效力状态", "时效状态", "有效状态"])
def test_labels_of_validity(label: str) -> None:
    field = head(
        f"<tr><td>文号</td><td>云政〔2026〕3号</td><td>{label}</td><td>有效</td></tr>"
    ).validity
    assert field is not None
    assert (field.value, field.label) == (Validity.VALID, label)


def test_a_label_or_a_cell_of_the_metadata_is_no_title() -> None:
    rows = (
        "<tr><td class=title>信息索引号</td><td>01404053X/2026-00861</td><td class=title>公开日期</td>"
        "<td class=title>2026-03-17</td></tr><tr><td class=title>发布机构</td><td>云溪县人民政府办公室</td></tr>"
    )
    meta = "<!doctype html><meta charset=utf-8><title>云溪县人民政府</title>"
    document = read(f"{meta}<table>{rows}</table><p>（正文略）</p>")
    assert document.title in ("", "云溪县人民政府")

# ruff: noqa: E501  (pages read best unbroken)
from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.documents.interpretation import read_interpretation
from crawler.portals.roles import Role
from crawler.records import Interpretation, Source, decode, encode
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

CONTACT = "<p>解读机关：云溪县民政局</p><p>解读人：王某某</p><p>联系电话：0557-7022345</p><p>电子邮箱：ymz@yunxi.example</p>"


def read(inner: str, head: str = "", linked_from: str = "") -> Interpretation:
    text = (
        f"<html><head><title>《云溪县养老服务办法》政策解读-云溪县人民政府</title>{head}</head><body>{NAVIGATION}"
        "<p>当前位置：<a href=/>首页</a> &gt;&gt; <a href=/x/>政务公开</a> &gt;&gt; <a href=/y/>政策解读</a> &gt;&gt; 正文</p>"
        "<h2>《云溪县养老服务办法》政策解读</h2><p>来源：县民政局&nbsp;&nbsp;2026-03-06 09:00&nbsp;浏览：33</p>"
        f"<div class=nr>{inner}</div><div>政策原文：<a href='/zc/1.htm'>云溪县养老服务办法</a></div>{FOOTER}</body></html>"
    )
    return read_interpretation(
        page(text), task(Role.INTERPRETATIONS, linked_from=linked_from), SNAPSHOT
    )


TEXT = (
    "<p><strong>一、背景依据</strong></p><p>为贯彻落实《安徽省养老服务条例》，结合我县实际，县民政局起草了本办法。</p>"
    "<p><b>二、制定意义</b>。有利于进一步健全养老服务体系，提升老年人幸福感。</p>"
    "<p>（三）起草过程。2026年1月，县民政局开展了调研，公开征求意见。</p>"
    "<p>工作目标：到2030年，每个乡镇建成一个养老服务中心。</p>"
    "<h3>主要任务</h3><p>主要任务有以下几个方面，一是加强领导，二是强化保障。</p>"
    "<p>5.创新举措</p><p>问：本办法有哪些亮点？</p><p>答：亮点主要有三个方面，详见全文。</p>"
)


def test_everything_on_an_ordinary_page() -> None:
    one = read(TEXT + CONTACT, linked_from="http://www.yunxi.test/zc/1.htm")
    assert one.title == "《云溪县养老服务办法》政策解读"
    assert one.column == "政务公开>政策解读"
    assert one.published_on is not None
    assert one.published_on.value == date(2026, 3, 6)
    assert one.origin is not None
    assert one.origin.value == "县民政局"
    contacts = [one.interpreter, one.person, one.phone, one.email]
    assert [field.value if field else None for field in contacts] == [
        "云溪县民政局", "王某某", "0557-7022345", "ymz@yunxi.example",
    ]  # fmt: skip
    assert one.linked_from == ("http://www.yunxi.test/zc/1.htm",)
    link = next(link for link in one.links if link.url == "http://www.yunxi.test/zc/1.htm")
    assert link.heading == "政策原文"
    assert one.text_chars > 200
    assert (one.pictures, one.videos) == (0, 0)
    assert decode(encode(one)) == one


def test_blocks_in_order() -> None:
    found = [(block.kind, block.text) for block in read(TEXT).blocks]
    heads = [text for kind, text in found if kind == "heading"]
    leads = [text for kind, text in found if kind == "lead"]
    assert heads == ["一、背景依据", "主要任务", "5.创新举措", "问：本办法有哪些亮点？"]
    assert leads[:3] == ["二、制定意义", "（三）起草过程", "工作目标"]
    assert ("paragraph", "有利于进一步健全养老服务体系，提升老年人幸福感。") in found


@pytest.mark.parametrize(
    "end",
    [
        "<p>解读机关：云溪县民政局  解读人：王某某，联系电话：0557-7022345，邮箱：ymz@yunxi.example</p>",
        "<table><tr><td>解读单位</td><td>云溪县民政局</td><td>联系人</td><td>王某某</td></tr><tr><td>咨询电话</td>"
        "<td>0557-7022345</td><td>电子邮箱</td><td>ymz@yunxi.example</td></tr></table>",
        "<p>（一）解读部门：云溪县民政局；（二）解读人员：王某某；（三）电话：（0557）7022345；（四）邮箱：ymz@yunxi.example。</p>",
        "<p>本办法由云溪县民政局负责解读，联系人王某某，联系电话0557—7022345，邮箱ymz@yunxi.example。</p>",
        "<p><b>解读机关</b>云溪县民政局</p><p><b>解读人</b>王某某</p><p><b>咨询热线</b>7022345</p><p><b>邮箱</b>ymz@yunxi.example</p>",
        "<ul><li><span>解读机构</span><span>：云溪县民政局</span></li><li><span>解读人</span><span>：王某某</span></li>"
        "<li>咨询方式：0557-7022345</li><li>电子邮件：ymz@yunxi.example</li></ul>",
    ],
)
def test_contacts_in_many_shapes(end: str) -> None:
    one = read(TEXT + end)
    assert one.interpreter is not None
    assert one.interpreter.value == "云溪县民政局"
    assert one.person is not None
    assert one.person.value is not None
    assert "王某某" in one.person.value
    assert one.phone is not None
    assert one.phone.value is not None
    assert one.phone.value.endswith("7022345")
    assert one.email is not None
    assert one.email.value == "ymz@yunxi.example"


@pytest.mark.parametrize(
    "missing",
    [
        "解读机关：云溪县民政局",
        "解读人：王某某",
        "联系电话：0557-7022345",
        "电子邮箱：ymz@yunxi.example",
    ],
)
def test_a_missing_contact_is_missing(missing: str) -> None:
    one = read(TEXT + CONTACT.replace(f"<p>{missing}</p>", ""))
    values = [
        field for field in (one.interpreter, one.person, one.phone, one.email) if field is None
    ]
    assert len(values) == 1


def test_the_footer_is_no_contact() -> None:
    one = read(TEXT)
    assert (one.interpreter, one.person, one.phone, one.email) == (None, None, None, None)


def test_empty_contacts_have_no_value() -> None:
    one = read(TEXT + "<p>解读人：</p><p>联系电话：暂无</p><p>电子邮箱：无</p>")
    for field in (one.person, one.phone, one.email):
        assert field is not None
        assert field.value is None


def test_a_mobile_number_is_masked() -> None:
    one = read(TEXT + "<p>如有疑问请拨打电话13812345678咨询，我们将竭诚为您服务。</p>")
    assert one.phone is not None
    assert (one.phone.value, one.phone.source) == ("138****5678", Source.TEXT)
    assert "13812345678" not in one.phone.raw
    assert all("13812345678" not in block.text for block in one.blocks)


def test_a_picture_page() -> None:
    one = read(
        '<img src="/a/logo.png"><p><img src="/u/1.jpg" width="800"></p><p><img src="/u/2.jpg"></p>'
        '<p><img src="/u/3.gif" width="16"><img src="/u/4.jpg" style="width:120px"></p>'
    )
    assert (one.pictures, one.videos) == (2, 0)
    assert one.text_chars < 40


def test_video_pages() -> None:
    one = read(
        '<video src="/v/1.mp4"></video><iframe src="//v.qq.com/txp/iframe/player.html"></iframe>'
        '<p><a href="/v/2.mp4">视频</a></p><iframe src="/map.html"></iframe>'
    )
    assert (one.pictures, one.videos) == (0, 3)


def test_pictures_of_the_template_do_not_count() -> None:
    text = (
        f'<body><div class="header"><img src="/u/big.jpg"></div><h1>图解：云溪县养老服务办法</h1><div class=c>{TEXT}</div>'
        '<div class="footer"><img src="/u/foot.jpg"></div></body>'
    )
    one = read_interpretation(page(text), task(Role.INTERPRETATIONS), SNAPSHOT)
    assert one.pictures == 0


def test_a_short_link_to_the_document_below_pictures() -> None:
    inner = "<p><img src='/a/1.png'></p><p><img src='/a/2.png'></p><a class=cta href='/zc/9.htm'>原文链接</a>"
    text = f"<html><head><title>一图读懂养老服务办法</title></head><body>{NAVIGATION}<main><article><h1>一图读懂养老服务办法</h1><p>2026年3月6日 09:00　县民政局</p><div>{inner}</div></article></main>{FOOTER}</body></html>"
    one = read_interpretation(page(text), task(Role.INTERPRETATIONS), SNAPSHOT)
    assert [link.text for link in one.links] == ["原文链接"]

# ruff: noqa: E501  (pages read best unbroken)
"""Replies to suggestions and proposals, and emergency plans."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.disclosures.emergency_plan import read_emergency_plan
from crawler.pages.disclosures.proposal import is_reply, read_proposal, reply_to
from crawler.portals.roles import Role
from crawler.records import ProposalReply, Source, decode, encode
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

TITLE = "对县十八届人大四次会议第12号建议的答复"
LETTER = "<p>云民函〔2025〕12号</p><p>李某某代表：</p><p>您提出的关于加强农村养老服务的建议收悉，现答复如下：我局高度重视，已将该项工作列入年度计划。</p><p style='text-align:right'>云溪县民政局</p><p style='text-align:right'>2025年8月1日</p>"


def html(inner: str, title: str = TITLE, crumb: str = "建议提案") -> str:
    return (
        f"<html><head><title>{title}_云溪县人民政府</title></head><body>{NAVIGATION}"
        f"<p>当前位置：<a href=/>首页</a> &gt; <a href=/x/>{crumb}</a></p>{inner}{FOOTER}</body></html>"
    )


TABLE = html(
    f"<table><tr><th>发布机构</th><td>云溪县民政局</td><th>文号</th><td>云民函〔2025〕12号</td></tr><tr><th>发布日期</th><td>2025-08-06</td>"
    f"<th>内容概述</th><td>关于农村养老的答复</td></tr></table><h1>{TITLE}</h1><div class=TRS_Editor>{LETTER}</div>"
)
LINE = html(
    f"<h1>{TITLE}</h1><p>发布时间：2025-08-06 来源：云溪县民政局</p><div id=zoom>{LETTER}</div>"
)
HAND_MADE = html(
    f"<table><tr><td align=center><b>{TITLE}</b></td></tr><tr><td>2025-08-06</td></tr><tr><td>{LETTER}</td></tr></table>"
)


def read(text: str) -> ProposalReply:
    return read_proposal(page(text), task(Role.PROPOSALS), SNAPSHOT)


@pytest.mark.parametrize("text", [TABLE, LINE, HAND_MADE], ids=["table", "line", "hand-made"])
def test_a_reply_in_every_layout(text: str) -> None:
    one = read(text)
    assert one.title == TITLE
    assert one.published_on is not None
    assert one.published_on.value is not None
    assert one.number is not None
    assert one.number.value == "云民函〔2025〕12号"
    assert one.issuer is not None
    assert one.issuer.value == "云溪县民政局"
    assert one.reply_to is not None
    assert (one.reply_to.value, one.year, one.is_reply) == ("人大代表建议", 2025, True)
    assert one.text_chars > 40
    assert decode(encode(one)) == one


@pytest.mark.parametrize("origin", ["云溪县民政局网站", "云溪县水务局", "云溪日报"])
def test_whom_a_reply_is_from_its_signature_tells_and_no_origin(origin: str) -> None:
    one = read(html(f"<h1>{TITLE}</h1><p>2025-08-06 来源：{origin}</p><div id=zoom>{LETTER}</div>"))
    assert one.issuer is not None
    assert (one.issuer.value, one.issuer.source) == ("云溪县民政局", Source.SIGNATURE)
    assert one.origin is not None
    assert one.origin.value == origin
    assert one.signature is not None
    assert one.signature.on is not None
    assert one.signature.on.value == date(2025, 8, 1)


def test_an_issuer_under_its_own_label_goes_before_origin_and_signature() -> None:
    info = "<p>发布机构：云溪县人民政府 来源：云溪县民政局</p>"
    one = read(html(f"<h1>{TITLE}</h1>{info}<div id=zoom>{LETTER}</div>"))
    assert one.issuer is not None
    assert one.issuer.value == "云溪县人民政府"
    unsigned = read(
        html(
            f"<h1>{TITLE}</h1><p>来源：云溪县民政局</p><div id=zoom><p>收悉，现答复如下。</p></div>"
        )
    )
    assert unsigned.issuer is None


def test_what_a_page_does_not_show() -> None:
    one = read(
        html(f"<h1>{TITLE}</h1><div id=zoom><p>李某某代表：您的建议收悉，现答复如下。</p></div>")
    )
    assert (one.number, one.issuer, one.published_on) == (None, None, None)


def test_the_title_of_a_proposal_with_the_reply_behind_it() -> None:
    title = "关于加快城乡供水一体化的提案"
    one = read(html(f"<h1>{title}</h1><div id=zoom>{LETTER}</div>", title, "政协提案"))
    assert one.is_reply
    assert one.reply_to is not None
    assert one.reply_to.value == "政协提案"
    one = read(
        html(
            "<h1>供水一体化</h1><div id=zoom><p>来信收悉，现答复如下。</p></div>",
            "供水一体化",
            "人大代表建议",
        )
    )
    assert one.reply_to is not None
    assert one.reply_to.value == "人大代表建议"


WITHHELD = {
    "<p>该件答复涉及国家秘密，依法不予公开。</p>": "该件答复涉及国家秘密，依法不予公开",
    "<p>本件不宜公开。</p>": "本件不宜公开",
    "<p>您提出的建议收悉，现答复如下。</p>": "",
    "<p>您提出的建议收悉，现答复如下：不予公开的信息，应当说明理由。</p>": "",
    # The text is there: what it says of disclosure is what was asked about.
    f"<p>现答复如下：{'我局依法办理各项申请，' * 20}并在答复中写明不予公开的理由；该件不予公开。</p>": "",
}


@pytest.mark.parametrize(("inner", "said"), WITHHELD.items())
def test_a_reply_that_is_not_made_public(inner: str, said: str) -> None:
    one = read(html(f"<h1>{TITLE}</h1><div id=zoom>{inner}</div>"))
    assert one.is_reply
    assert (one.withheld.value if one.withheld is not None else "") == said
    assert decode(encode(one)) == one


def test_a_title_that_says_why_a_reply_is_not_made_public() -> None:
    title = "关于县政协第15号提案答复不予公开的说明"
    assert read(html(f"<h1>{title}</h1><div id=zoom><p>特此说明。</p></div>", title)).withheld


REPLIES = {
    "对县十八届人大四次会议第12号建议的答复": True,
    "关于政协云溪县第十届委员会第四次会议第45号提案的复函": True,
    "县教育局对第23号建议的答复（A类）": True,
    "2025年人大代表建议和政协提案办理情况的报告": False,
    "云溪县2025年建议提案办理结果目录": False,
    "关于做好2025年建议提案答复工作的通知": False,
    "县政府召开建议提案交办会": False,
    "关于2025年政协提案答复情况的通报": False,
}


@pytest.mark.parametrize(("title", "reply"), REPLIES.items())
def test_titles_of_replies(title: str, reply: bool) -> None:
    assert is_reply(title) is reply


def test_what_a_reply_replies_to() -> None:
    assert reply_to("对县人大十八届四次会议第1号建议的答复") == "人大代表建议"
    assert reply_to("关于县政协第1号提案的答复") == "政协提案"
    assert reply_to("人大代表建议和政协提案办理") == ""
    assert reply_to("关于供水的答复") == ""


PLAN = "云溪县防汛抗旱应急预案"


def test_emergency_plans() -> None:
    for inner in (
        f"<h1>{PLAN}</h1><div id=zoom>{'<p>第一章 总则，明确组织体系和职责分工。</p>' * 30}</div>",
        f"<div class=tt>{PLAN}</div><table><tr><td>{'<p>1 总则，明确组织体系和职责分工，分级负责。</p>' * 30}</td></tr></table>",
        f"<h2>{PLAN}</h2><p>2026-03-02</p><div class=nr>{'一、总则，明确组织体系和职责分工。<br>' * 30}</div>",
    ):
        one = read_emergency_plan(page(html(inner, PLAN)), task(Role.EMERGENCY_PLANS), SNAPSHOT)
        assert (one.title, one.text_chars > 400, one.attachments) == (PLAN, True, ())
        assert decode(encode(one)) == one
    one = read_emergency_plan(
        page(html(f"<h1>{PLAN}</h1><p><a href=/a.pdf>{PLAN}.pdf</a></p>", PLAN)),
        task(Role.EMERGENCY_PLANS), SNAPSHOT,
    )  # fmt: skip
    assert len(one.attachments) == 1


@pytest.mark.parametrize("text", ["", "<", "\x00", "答复" * 20_000])
def test_hostile_pages(text: str) -> None:
    assert read(text) is not None
    assert read_emergency_plan(page(text), task(Role.EMERGENCY_PLANS), SNAPSHOT) is not None


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("云交函〔2025〕31号 对市政协七届四次会议第76号提案的答复", "云交函〔2025〕31号"),
        ("云交函〔2025〕31号：关于对第76号建议的答复", "云交函〔2025〕31号"),
        ("对市政协七届四次会议第76号提案的答复", None),
        ("关于云政发〔2025〕3号文件有关建议的答复", None),
    ],
)
def test_a_number_ahead_of_the_title_is_the_replys(title: str, number: str | None) -> None:
    text = html(f"<h1>{title}</h1><p>您提出的建议收悉，现答复如下：一、加密公交班次。</p>")
    read_one = read(text)
    assert (read_one.number.value if read_one.number is not None else None) == number


_BARE_LETTER = "<p>高岩代表：</p><p>您提出的建议收悉。现答复如下：我局将优化公交线网。</p>"


@pytest.mark.parametrize(
    "title",
    [
        "云交函〔2025〕31号 对市五届人大四次会议第76号建议的答复",
        "云交函[2025]31号对市五届人大四次会议第76号建议的答复",
        "（云交函〔2025〕31号）关于市五届人大第76号建议的答复",
        "对市五届人大四次会议第76号建议的答复（云交函〔2025〕31号）",
    ],
)
def test_the_number_of_a_reply_at_either_end_of_its_title(title: str) -> None:
    one = read(html(f"<h1>{title}</h1><div id=zoom>{_BARE_LETTER}</div>", title))
    assert one.number is not None
    assert (one.number.value, one.number.place, one.year) == ("云交函〔2025〕31号", "标题", 2025)


@pytest.mark.parametrize(
    "title",
    [
        "对市五届人大四次会议第76号建议的答复",
        "对关于落实《云政发〔2024〕7号》第76号建议的答复",
        "云政发〔2024〕7号文件落实情况第76号建议的答复",
    ],
)
def test_the_number_of_another_paper_is_not_that_of_the_reply(title: str) -> None:
    assert read(html(f"<h1>{title}</h1><div id=zoom>{_BARE_LETTER}</div>", title)).number is None

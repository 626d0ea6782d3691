# ruff: noqa: E501  (pages read best unbroken)
"""Service guides in the layouts of several systems."""

from __future__ import annotations

import pytest

from crawler.pages.guides.guide import read_guide
from crawler.pages.guides.guidewords import slugs_of
from crawler.portals.roles import Role
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

TITLE = "社会保障卡申领办事指南"
TOLD = {
    "basis": "《中华人民共和国社会保险法》第五十八条。",
    "conditions": "具有本县户籍或者在本县参加社会保险的人员。",
    "materials": "居民身份证原件，近期免冠照片一张。",
    "procedure": "申请、受理、审核、制卡、领取。",
    "time_limit": "5个工作日",
    "fee": "不收费",
    "place": "云溪县政务服务中心二楼12号窗口",
    "phone": "0557-7022345",
}
NAMES = {
    "basis": "设定依据", "conditions": "受理条件", "materials": "申请材料", "procedure": "办理流程",
    "time_limit": "承诺办结时限", "fee": "是否收费", "place": "办理地点", "phone": "咨询电话",
}  # fmt: skip
ASKED = (
    "办理该事项的依据是什么？",
    "哪些人可以申请？",
    "需要带哪些材料？",
    "怎么办理？",
    "多长时间办结？",
    "收不收费？",
    "到哪里办理？",
    "咨询电话是多少？",
)
PAIRS = [(NAMES[slug], value) for slug, value in TOLD.items()]


def whole(inner: str) -> str:
    return f"<html><head><title>{TITLE}</title></head><body>{NAVIGATION}<div class=main><h1>{TITLE}</h1><p>发布时间：2026-03-02 来源：县人社局</p><div class=content>{inner}</div></div>{FOOTER}</body></html>"


CN = "一二三四五六七八"
LAYOUTS = {
    "numbered headings": "".join(f"<p><b>{CN[n]}、{label}</b></p><p>{value}</p>" for n, (label, value) in enumerate(PAIRS)),
    "headings and text in one line": "".join(f"<p>{n}.{label}：{value}</p>" for n, (label, value) in enumerate(PAIRS, 1)),
    "brackets": "".join(f"<p>【{label}】{value}</p>" for label, value in PAIRS),
    "a table of two columns": "<table>" + "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in PAIRS) + "</table>",
    "a table of four columns": "<table>" + "".join(
        f"<tr><td>{a[0]}</td><td>{a[1]}</td><td>{b[0]}</td><td>{b[1]}</td></tr>" for a, b in zip(PAIRS[::2], PAIRS[1::2], strict=True)) + "</table>",
    "heads over values": "<table>" + "".join(
        f"<tr><th>{a[0]}</th><th>{b[0]}</th></tr><tr><td>{a[1]}</td><td>{b[1]}</td></tr>" for a, b in zip(PAIRS[::2], PAIRS[1::2], strict=True)) + "</table>",
    "a list of terms": "<dl>" + "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in PAIRS) + "</dl>",
    "boxes": "".join(f"<div class=item><div class=tit>{label}</div><div class=con>{value}</div></div>" for label, value in PAIRS),
    "tabs with hidden panels": "<ul class=tab>" + "".join(f"<li><a href='javascript:;'>{label}</a></li>" for label, _ in PAIRS) + "</ul>" + "".join(
        f"<div class=panel style='{'' if n == 0 else 'display:none'}'><h3>{label}</h3><p>{value}</p></div>" for n, (label, value) in enumerate(PAIRS)),
    "full-width brackets": "".join(f"<p>［{label}］{value}</p>" for label, value in PAIRS),
    "hollow brackets": "".join(f"<p>〖{label}〗{value}</p>" for label, value in PAIRS),
    "dashes": "".join(f"<p>{label} —— {value}</p>" for label, value in PAIRS),
    "bold labels and a blank": "".join(f"<p><b>{label}</b>　{value}</p>" for label, value in PAIRS),
    "spans beside each other": "".join(f"<div><span>{label}</span><span>{value}</span></div>" for label, value in PAIRS),
    "questions": "".join(f"<p>{CN[n]}、{asked}</p><p>{value}</p>" for n, (asked, value) in enumerate(zip(ASKED, TOLD.values(), strict=True))),
    "traditional script": "".join(f"<p>{label}：{value}</p>" for label, value in PAIRS).replace("设定依据", "設定依據").replace("办理", "辦理"),
}  # fmt: skip


@pytest.mark.parametrize("inner", LAYOUTS.values(), ids=LAYOUTS)
def test_what_stands_under_each_label(inner: str) -> None:
    guide = read_guide(page(whole(inner)), task(Role.SERVICE_GUIDES), SNAPSHOT)
    said = {slug: (guide.value(slug) or "").replace("辦", "办") for slug in TOLD}
    assert said == TOLD
    assert not guide.tabbed
    assert guide.title == TITLE


def test_labels_without_values() -> None:
    inner = "<table><tr><td>收费标准</td><td></td></tr><tr><td>办理时限</td><td>5个工作日</td></tr><tr><td>咨询电话</td><td></td></tr></table>"
    guide = read_guide(page(whole(inner)), task(Role.SERVICE_GUIDES), SNAPSHOT)
    assert (guide.value("fee"), guide.value("phone"), guide.value("place")) == ("", "", None)
    assert guide.value("time_limit") == "5个工作日"


def test_tabs_that_a_script_fills() -> None:
    tabs = "".join(
        f"<li><a href='javascript:;' onclick='load({n})'>{label}</a></li>"
        for n, (label, _) in enumerate(PAIRS)
    )
    inner = (
        f"<ul class=tab>{tabs}</ul><div id=box><p>设定依据：社会保险法</p><p>收费标准：</p></div>"
    )
    guide = read_guide(page(whole(inner)), task(Role.SERVICE_GUIDES), SNAPSHOT)
    assert guide.tabbed
    assert guide.value("basis") == "社会保险法"
    assert guide.value("place") is None


def test_materials_in_a_table_of_their_own_and_two_time_limits() -> None:
    rows = "<table><tr><th>序号</th><th>材料名称</th><th>份数</th></tr><tr><td>1</td><td>居民身份证</td><td>1</td></tr></table>"
    inner = f"<h3>一、申请材料</h3>{rows}<h3>二、法定办结时限</h3><p>20个工作日</p><h3>三、承诺办结时限</h3><p>5个工作日</p>"
    guide = read_guide(page(whole(inner)), task(Role.SERVICE_GUIDES), SNAPSHOT)
    assert "居民身份证" in (guide.value("materials") or "")
    assert guide.value("time_limit") == "5个工作日"
    assert guide.value("statutory_limit") == "20个工作日"


@pytest.mark.parametrize(
    "inner", ["", "<p>关于做好窗口服务工作的通知，各窗口要落实首问负责制。</p>", "<table><tr></tr></table>" * 3, "<div>" * 300, "：" * 3000],
)  # fmt: skip
def test_pages_that_are_no_guides(inner: str) -> None:
    guide = read_guide(page(whole(inner)), task(Role.SERVICE_GUIDES), SNAPSHOT)
    assert guide.fields == ()


def test_numbers_of_persons_are_masked() -> None:
    inner = "<p>咨询电话：张三 13812345678</p><p>办理条件：身份证号34132419900307153X</p>"
    guide = read_guide(page(whole(inner)), task(Role.SERVICE_GUIDES), SNAPSHOT)
    assert "34132419900307153X" not in repr(guide)
    assert "13812345678" not in repr(guide)


WORDED = {
    "需提交材料": ("materials",), "申请人需提供的资料": ("materials",), "申请材料目录及要求": ("materials",),
    "办事窗口": ("place",), "受理机构地址": ("place",), "政务服务窗口地址": ("place",), "办公场所": ("place",),
    "办理对象及条件": ("conditions",), "许可的条件": ("conditions",), "窗口咨询电话": ("phone",),
    "条件及申请材料": ("conditions", "materials"), "收费依据及标准": ("fee",),
    "享受条件": ("conditions",), "经办流程": ("procedure",), "办理环节": ("procedure",), "办理用时": ("time_limit",), "有无收费": ("fee",),
    "办结时间": ("time_limit",), "办理时间": ("hours",), "送审材料": (), "监督电话": ("complaint",), "投诉受理电话": (), "退回材料": (), "送达期限": (), "材料审查": (),
    "申请人": ("target",), "无关的话": (),
}  # fmt: skip


@pytest.mark.parametrize(("label", "slugs"), WORDED.items(), ids=WORDED)
def test_labels_worded_around_the_core_word(label: str, slugs: tuple[str, ...]) -> None:
    assert slugs_of(label) == slugs


def test_a_label_nobody_knows_is_a_hint_and_no_field() -> None:
    kept = "".join(
        f"<dt>{label}</dt><dd>{value}</dd>" for label, value in PAIRS if label != "申请材料"
    )
    one = read_guide(
        page(whole(f"<dl>{kept}<dt>自备材料</dt><dd>身份证</dd></dl>")),
        task(Role.SERVICE_GUIDES),
        SNAPSHOT,
    )
    assert (one.value("materials"), one.hinted) == (None, ("materials",))
    told = "<p>审核通过的材料，由窗口转交承办机构。</p>"
    other = read_guide(page(whole(f"<dl>{kept}</dl>{told}")), task(Role.SERVICE_GUIDES), SNAPSHOT)
    assert other.hinted == ()


METHODS = {
    "a cell beside its label": "<table><tr><th>收费标准</th><td>不收费</td></tr><tr><th>办理方式</th><td>网上办理</td></tr></table>",
    "cells of one kind": "<table><tr><td>收费标准</td><td>不收费</td><td>办理方式</td><td>网上办理</td></tr></table>",
    "a list of terms": "<dl><dt>收费标准</dt><dd>不收费</dd><dt>办理方式</dt><dd>网上办理</dd></dl>",
    "a numbered heading": "<p>十、收费标准</p><p>不收费</p><p>百、办理方式</p><p>网上办理</p>",
}  # fmt: skip


@pytest.mark.parametrize("inner", METHODS.values(), ids=METHODS)
def test_a_value_that_reads_like_a_label(inner: str) -> None:
    guide = read_guide(page(whole(inner)), task(Role.SERVICE_GUIDES), SNAPSHOT)
    assert guide.value("method") == "网上办理"
    assert guide.value("fee") == "不收费"


def test_beside_an_empty_cell_the_same_words_are_a_label() -> None:
    inner = "<table><tr><td>办理方式</td><td></td><td>网上办理</td><td>暂不支持</td></tr></table>"
    guide = read_guide(page(whole(inner)), task(Role.SERVICE_GUIDES), SNAPSHOT)
    assert guide.value("method") == "暂不支持"
    other = "<table><tr><td>办理流程</td><td>收费标准</td></tr></table>"
    guide = read_guide(page(whole(other)), task(Role.SERVICE_GUIDES), SNAPSHOT)
    assert guide.value("procedure") == ""


def test_whether_there_is_a_fee_and_which() -> None:
    assert slugs_of("是否收费及标准") == ("fee",)
    empty = "<table><tr><th>是否收费及标准</th><td></td></tr><tr><th>办公地址</th><td>惠民路66号</td></tr></table>"
    guide = read_guide(page(whole(empty)), task(Role.SERVICE_GUIDES), SNAPSHOT)
    assert guide.value("fee") == ""

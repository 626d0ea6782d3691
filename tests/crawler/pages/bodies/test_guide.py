# ruff: noqa: E501  (pages read best unbroken)
"""Disclosure guides: whose name, address, hours and phone they show, in several layouts."""

from __future__ import annotations

import pytest

from crawler.pages.bodies.static_page import read_static_page
from crawler.pages.markup.page import Page
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records import decode, encode
from crawler.records.materials import DisclosureGuide, OfficeContact
from crawler.records.model import Field
from tests.crawler.pages.pages import SNAPSHOT, URL, html

NAME, ADDRESS, PHONE = "云溪县人民政府办公室", "云溪县惠民路66号", "0871-55501000"
HOURS = "工作日8:30—12:00，14:30—17:30"


def guide(inner: str, role: Role = Role.GUIDE) -> DisclosureGuide:
    page = Page.parse(URL, html(f"<div class='main'>{inner}</div>").encode(), "text/html")
    read = read_static_page(page, Task(Purpose.SECTION, URL, role, label="公开指南"), SNAPSHOT)
    assert isinstance(read, DisclosureGuide)
    return read


def facts(contact: OfficeContact) -> tuple[str | None, ...]:
    def value(field: Field[str] | None) -> str | None:
        return field.value if field is not None else None

    return (
        value(contact.body), value(contact.address), value(contact.hours), value(contact.phone),
    )  # fmt: skip


OPENING = "<h1>政府信息公开指南</h1><p>为了更好地提供政府信息公开服务，编制本指南，公民、法人和其他组织可以阅读。</p>"
LAYOUTS = {
    "one paragraph": f"{OPENING}<h3>二、公开工作机构</h3><p>机构名称：{NAME}；办公地址：{ADDRESS}；办公时间：{HOURS}；联系电话：{PHONE}。</p>",
    "numbered lines": f"{OPENING}<p>二、公开工作机构</p><div>1、受理机构：{NAME}；<br>2、办公地址：{ADDRESS}；<br>3、办公时间：{HOURS}；<br>4、联系电话：{PHONE}；<br>5、传真号码：0871-55509999。</div>",
    "a table": f"{OPENING}<p>二、公开工作机构</p><table><tr><td>受理机构</td><td>{NAME}</td></tr><tr><td>办公地址</td><td>{ADDRESS}</td></tr><tr><td>办公时间</td><td>{HOURS}</td></tr><tr><td>联系电话</td><td>{PHONE}</td></tr></table>",
    "a table with a head over it": f"{OPENING}<p>二、公开工作机构</p><table><tr><th>机构名称</th><th>办公地址</th><th>办公时间</th><th>联系电话</th></tr><tr><td>{NAME}</td><td>{ADDRESS}</td><td>{HOURS}</td><td>{PHONE}</td></tr></table>",
    "boxes": f"{OPENING}<p>二、公开工作机构</p><div><div>机构名称</div><div>{NAME}</div></div><div><div>办公地址</div><div>{ADDRESS}</div></div><div><div>办公时间</div><div>{HOURS}</div></div><div><div>联系电话</div><div>{PHONE}</div></div>",
    "bold labels": f"{OPENING}<p><b>二、公开工作机构</b></p><p><b>机构名称：</b>{NAME}</p><p><b>办公地址：</b>{ADDRESS}</p><p><b>办公时间：</b>{HOURS}</p><p><b>联系电话：</b>{PHONE}</p>",
    "labels of its own": f"{OPENING}<p>二、公开工作机构</p><p>本机关受理机构：{NAME}</p><p>通讯地址： {ADDRESS}</p><p>办公时间：{HOURS}</p><p>联系电话（传真）：{PHONE}</p>",
    "traditional script": f"{OPENING}<p>二、公開工作機構</p><p>機構名稱：雲溪縣人民政府辦公室</p><p>辦公地址：雲溪縣惠民路66號</p><p>辦公時間：{HOURS}</p><p>聯繫電話：{PHONE}</p>",
}

LAYOUTS["a heading over the name"] = (
    f"{OPENING}<p>二、公开工作机构</p><p>（一）受理部门</p><p>{NAME}</p><p>地址：{ADDRESS}</p><p>{HOURS}</p><p>电话：{PHONE}</p>"
)
LAYOUTS["a time that is spaced out"] = (
    f"{OPENING}<p>二、公开工作机构</p><p>责任科室：{NAME}</p><p>地 址：{ADDRESS}</p><p>时 间：{HOURS}</p><p>电 话：{PHONE}</p>"
)
LAYOUTS["a word alone for the body"] = (
    f"{OPENING}<p>二、公开工作机构</p><p>机构：{NAME}</p><p>办公地址：{ADDRESS}</p><p>办公时间：{HOURS}</p><p>电话：{PHONE}</p>"
)


def test_a_line_that_names_who_runs_the_site_is_of_its_frame() -> None:
    body = (
        f"{OPENING}<p>二、公开工作机构</p><p>机构名称：{NAME}</p><p>办公地址：{ADDRESS}</p>"
        + "<p>可以申请复议。</p>" * 4
    )
    foot = "<table><tr><td>云溪县水务局 主办　地址：云溪县惠民路66号　联系电话：0871-55501001<br>皖ICP备05000001号</td></tr></table>"
    text = f"<html><head><title>公开指南</title></head><body><div>{body}</div>{foot}</body></html>"
    read = read_static_page(
        Page.parse(URL, text.encode(), "text/html"),
        Task(Purpose.SECTION, URL, Role.GUIDE, label="公开指南"),
        SNAPSHOT,
    )
    assert isinstance(read, DisclosureGuide)
    assert [facts(one) for one in read.contacts] == [(NAME, ADDRESS, None, None)]


@pytest.mark.parametrize("inner", LAYOUTS.values(), ids=LAYOUTS)
def test_the_office_in_several_layouts(inner: str) -> None:
    (contact,) = guide(inner).contacts
    body, address, hours, phone = facts(contact)
    assert body in (NAME, "云溪县人民政府办公室".replace("云", "雲")), body
    assert address is not None
    assert address.endswith("惠民路66号")
    assert hours == HOURS
    assert phone == PHONE
    assert "公开工作机构" in contact.heading


def test_a_reading_room_and_the_supervisors_are_kept_apart() -> None:
    read = guide(
        f"{OPENING}<p>一、公开方式</p><p>2.在县档案馆设立政府信息公开查阅点。地址：文化路9号，联系电话：0871-55502000，开放时间：工作日9:00—16:00。</p>"
        f"<p>二、工作机构</p><p>{NAME}负责推进、指导、协调、监督全县政府信息公开工作。办公地址：{ADDRESS}；工作时间：{HOURS}</p>"
        "<p>三、监督方式</p><p>监督机构：县监察机关，监督电话：0871-55503000</p>"
    )
    room, office, *rest = read.contacts
    assert "查阅点" in room.heading
    assert facts(room) == (None, "文化路9号", "工作日9:00—16:00", "0871-55502000")
    assert "工作机构" in office.heading
    assert facts(office) == (None, ADDRESS, HOURS, None)
    assert not any(contact.phone for contact in rest)
    assert [one.value for one in read.in_charge] == [NAME]
    assert "推进、指导" in read.in_charge[0].raw


CHARGES = {
    "云溪县人民政府办公室负责推进、指导、协调、监督全县政府信息公开工作。": "云溪县人民政府办公室",
    "县政府办公室（县大数据局）具体承办本机关的政府信息公开事宜。": "县政府办公室",
    "县政府办公室是云溪县政府信息公开工作的主管部门。": "县政府办公室",
    "政府信息公开工作机构为局办公室，地址见下。": "局办公室",
    "政府信息公开工作主管部门：云溪县人民政府办公室": "云溪县人民政府办公室",
    "政府信息公开的申请受理机构为白沙镇政务公开领导小组办公室，负责日常工作。": "白沙镇政务公开领导小组办公室",
    "全县政府信息公开工作由县政府办公室牵头。": "县政府办公室",
    "机构名称：县政府办公室（负责推进、指导全县政府信息公开工作）": "县政府办公室",
    "机构名称：县政府办公室（地址：文化路9号，负责人见政府信息公开目录）": None,
    "各级行政机关负责政府信息公开工作。": None,
    "国务院办公厅负责推进全国的政府信息公开工作。": None,
    "本机关负责公开政府信息。": None,
    "有关部门承担政府信息公开工作。": None,
    "县政府办公室负责防汛工作。": None,
}


@pytest.mark.parametrize(("sentence", "body"), CHARGES.items())
def test_who_is_in_charge(sentence: str, body: str | None) -> None:
    read = guide(f"{OPENING}<p>{sentence}</p>")
    assert [one.value for one in read.in_charge] == ([body] if body else [])


def test_the_frame_of_the_site_is_no_contact() -> None:
    assert guide(OPENING).contacts == ()


def test_an_empty_value_is_kept_as_such() -> None:
    (contact,) = guide(
        f"{OPENING}<p>机构名称：{NAME}</p><p>办公时间：暂无</p><p>联系电话：-</p>"
    ).contacts
    assert facts(contact) == (NAME, None, None, None)
    assert contact.hours is not None
    assert contact.hours.raw == "暂无"


def test_a_scan_shows_as_pictures_and_files() -> None:
    read = guide(
        "<h1>政府信息公开指南</h1><p><img src='/upload/1.jpg' width='900'></p><p><a href='/upload/zn.pdf'>政府信息公开指南.pdf</a></p>"
    )
    assert read.pictures == 1
    assert [one.url.rpartition("/")[2] for one in read.attachments] == ["zn.pdf"]
    assert read.contacts == ()


def test_personal_numbers_are_masked() -> None:
    (contact,) = guide(
        f"{OPENING}<p>机构名称：{NAME}</p><p>联系电话：13800001234（张某）</p>"
    ).contacts
    assert "13800001234" not in str(contact)


HOSTILE = {
    "endless labels": "联系电话：" * 4000,
    "endless headings": "<h3>一、工作机构</h3>" * 3000,
    "deep boxes": "<div>" * 3000 + "办公地址：惠民路" + "</div>" * 3000,
    "a long sentence": "办公室" * 20_000 + "负责政府信息公开工作",
    "nothing": "",
    "broken markup": "<table><tr><td>办公地址<td><tr></div><p>办公时间：<b>8:30",
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("inner", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_are_read_in_time(inner: str) -> None:
    read = guide(f"<h1>指南</h1>{inner}")
    assert decode(encode(read)) == read


SENTENCES = {
    "公开工作机构为云溪县水务局办公室，办公地址：惠民路66号。": "云溪县水务局办公室",
    "本机关政府信息公开工作机构是局办公室。": "局办公室",
    "本机关信息公开受理机构为云溪县水务局政策法规股，负责受理申请。": "云溪县水务局政策法规股",
    "公开工作机构设在县政府办公室": "县政府办公室",
    "公开机构为公众提供查阅服务。": None,
    "公开工作机构为负责受理申请的部门。": None,
}


@pytest.mark.parametrize(("sentence", "name"), SENTENCES.items())
def test_the_body_that_a_sentence_names(sentence: str, name: str | None) -> None:
    intro = "<p>为了更好地提供政府信息公开服务，编制本指南，公民、法人和其他组织可以阅读。</p>"
    read = guide(f"<h1>政府信息公开指南</h1>{intro}<p>{sentence}</p>")
    named = [one.body.value for one in read.contacts if one.body is not None]
    assert named == ([name] if name else [])
    if name is not None:
        assert any(name.endswith(str(one.value)) for one in read.in_charge)

"""Whose a document is: issuing body, else agency word, else signature, else own."""

from __future__ import annotations

from typing import Any

import pytest

from checks.matching.ownership import Whose, body_name, is_beneath, is_own, whose
from crawler.portals import Portal, PortalKind
from crawler.records import Source
from tests.builders import document, field, portal

COUNTY = portal()
DISTRICT = portal("济宁市兖州区人民政府", PortalKind.COUNTY)
REFORM = portal("云溪县发展和改革委员会", PortalKind.DEPARTMENT)
TOWN = portal("云溪县石桥镇人民政府", PortalKind.TOWNSHIP)
STREET = portal("上河市南桥街道办事处", PortalKind.TOWNSHIP)
WATERWORKS = portal("云溪县供水公司", PortalKind.ENTERPRISE)
PREFECTURE = portal("澜曲藏族羌族自治州人民政府", PortalKind.CITY)
BANNER = portal("鄂温克族自治旗人民政府")
SITE = portal("上河市云溪县人民政府网站")
RARE = portal("瀧川县人民政府")
"""Its name keeps a character that pages in simplified script have another form for."""

BODIES: dict[str, tuple[str, Portal, bool | None]] = {
    "full name": ("云溪县人民政府", COUNTY, True),
    "its office": ("云溪县人民政府办公室", COUNTY, True),
    "its office for short": ("县政府办", COUNTY, True),
    "shorter": ("县府办", COUNTY, True),
    "shortest": ("政府办公室", COUNTY, True),
    "a room of its office": ("县政府办公室秘书科", COUNTY, True),
    "its site": ("云溪县人民政府网", COUNTY, True),
    "the place": ("云溪县", COUNTY, True),
    "with its city": ("云州市云溪县人民政府", COUNTY, True),
    "in the lead": ("云溪县人民政府、云溪县财政局", COUNTY, True),
    "led by the party": ("中共云溪县委 云溪县人民政府", COUNTY, False),
    "the party's office": ("云溪县委办公室", COUNTY, False),
    "the city": ("云州市人民政府", COUNTY, False),
    "the city for short": ("市政府办公室", COUNTY, False),
    "the province": ("省人民政府办公厅", COUNTY, False),
    "a bureau": ("云溪县财政局", COUNTY, False),
    "a town of it": ("云溪县石桥镇人民政府", COUNTY, False),
    "another office with the name in front": ("云溪县人民政府外事办公室", COUNTY, False),
    "its press office": ("县政府新闻办", COUNTY, True),
    "its press office in full": ("云溪县人民政府新闻办公室", COUNTY, True),
    "its press office for short": ("县新闻办", COUNTY, True),
    "the city's press office": ("市政府新闻办", COUNTY, False),
    "the nation's press office": ("国务院新闻办公室", COUNTY, False),
    "another county's press office": ("石林县政府新闻办", COUNTY, False),
    "the government's press office over a bureau": ("县政府新闻办", REFORM, False),
    "no body": ("系统管理员", COUNTY, None),
    "district with its city": ("兖州区人民政府", DISTRICT, True),
    "district for short": ("区政府办公室", DISTRICT, True),
    "the district's city": ("济宁市人民政府", DISTRICT, False),
    "commission for short": ("县发改委", REFORM, True),
    "commission in another form": ("云溪县发展改革委", REFORM, True),
    "the county over a commission": ("云溪县人民政府办公室", REFORM, False),
    "a sister bureau": ("云溪县财政局", REFORM, False),
    "town for short": ("石桥镇政府", TOWN, True),
    "a commission of itself": ("我委", REFORM, True),
    "a bureau's words on a commission's portal": ("我局", REFORM, False),
    "town's office": ("党政办公室", TOWN, True),
    "town by its place": ("石桥镇", TOWN, True),
    "town's office with the place": ("石桥镇党政办", TOWN, True),
    "another room of a town": ("云溪县石桥镇人民政府社会事务办公室", TOWN, True),
    "a centre of a town": ("镇便民服务中心", TOWN, True),
    "the party in a town": ("石桥镇党委", TOWN, False),
    "the party's office in a town": ("石桥镇党委办公室", TOWN, False),
    "the police in a town": ("石桥镇派出所", TOWN, False),
    "a village in a town": ("石桥镇上石村", TOWN, False),
    "another town's office": ("白水镇党政办", TOWN, False),
    "another county's town of that name": ("石林县石桥镇党政办", TOWN, False),
    "subdistrict's office": ("南桥街道党政办公室", STREET, True),
    "subdistrict by its place": ("上河市南桥街道", STREET, True),
    "a room of a subdistrict": ("街道城市管理办公室", STREET, True),
    "another subdistrict": ("东门街道办事处", STREET, False),
    "the city over a subdistrict": ("上河市", STREET, False),
    "the city's government over a subdistrict": ("上河市人民政府", STREET, False),
    "a section of a commission": ("发展和改革委员会价格科", REFORM, True),
    "a commission's own office": ("委办公室", REFORM, True),
    "a section of another bureau": ("财政局预算科", REFORM, False),
    "a bureau that begins as a company ends": ("司法局办公室", WATERWORKS, False),
    "the county over a town": ("云溪县人民政府", TOWN, False),
    "an autonomous place for short": ("澜曲州人民政府办公室", PREFECTURE, True),
    "another banner of one city": ("呼伦贝尔市鄂伦春自治旗人民政府", BANNER, False),
    "the banner with its city": ("呼伦贝尔市鄂温克族自治旗人民政府", BANNER, True),
    "a portal named as a site": ("云溪县人民政府", SITE, True),
    "another prefecture": ("兰曲州人民政府", PREFECTURE, False),
    "a rare character": ("瀧川县人民政府", RARE, True),
}


@pytest.mark.parametrize(("body", "own", "expected"), BODIES.values(), ids=BODIES)
def test_bodies(body: str, own: Portal, expected: bool | None) -> None:
    assert is_own(body, own) is expected


@pytest.mark.parametrize(
    "name",
    ["云溪县人民政府信息公开网", "云溪县人民政府政务公开网", "云溪县人民政府网站信息公开",
     "云溪县人民政府官网", "云溪县政务公开", "云溪县人民政府门户网站", "云溪县政府信息公开平台",
     "云溪县人民政府政府信息公开网", "中国云溪县政府网"],
)  # fmt: skip
def test_portals_named_as_sites(name: str) -> None:
    assert is_own("云溪县人民政府", portal(name)) is True
    assert is_own("云溪县财政局", portal(name)) is False
    assert is_own("云州市人民政府", portal(name)) is False


def test_a_bureau_named_as_a_site_is_no_government() -> None:
    site = portal("云溪县教育局政务公开网", PortalKind.DEPARTMENT)
    assert is_own("云溪县教育局", site) is True
    assert is_own("云溪县人民政府", site) is False
    assert body_name(site) == "云溪县教育局"
    assert body_name(portal("石桥社区政务公开")) == "石桥社区"


NUMBERS: dict[str, tuple[str, Portal, Whose]] = {
    "its own": ("云政发〔2026〕3号", COUNTY, Whose.OWN),
    "its office's": ("云政办秘〔2026〕3号", COUNTY, Whose.OWN),
    "with the district's letter": ("济兖政办字〔2021〕20号", DISTRICT, Whose.OWN),
    "its order": ("云溪县人民政府令第3号", COUNTY, Whose.OWN),
    "the province's": ("皖政办〔2026〕3号", COUNTY, Whose.OTHER),
    "the nation's": ("国办发〔2026〕3号", COUNTY, Whose.OTHER),
    "another order": ("云州市人民政府令第3号", COUNTY, Whose.OTHER),
    "a bureau's": ("云财综〔2026〕3号", COUNTY, Whose.OTHER),
    "untold": ("云规〔2026〕3号", COUNTY, Whose.OWN),
    "a number alone": ("第3号", COUNTY, Whose.OWN),
    "the commission's": ("云发改〔2026〕3号", REFORM, Whose.OWN),
    "the province's department's": ("省发改规〔2026〕3号", REFORM, Whose.OTHER),
    "the county's over the commission": ("云政发〔2026〕3号", REFORM, Whose.OTHER),
    "the county's over a town": ("云政发〔2026〕3号", TOWN, Whose.OTHER),
    "the town's": ("石政〔2026〕3号", TOWN, Whose.OWN),
    "a rare character's": ("瀧政发〔2026〕3号", RARE, Whose.OWN),
}


@pytest.mark.parametrize(("number", "own", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_numbers(number: str, own: Portal, expected: Whose) -> None:
    assert whose(document(title="关于某事的意见", issuer=None, number=number), own) is expected


def test_the_issuing_body_goes_before_the_number() -> None:
    assert whose(document(number="国办发〔2026〕3号"), COUNTY) is Whose.OWN
    assert whose(document(issuer="云州市人民政府"), COUNTY) is Whose.OTHER


def test_letters_of_another_place_leave_it_to_the_signature() -> None:
    facts: dict[str, Any] = {
        "title": "关于某事的意见", "issuer": None, "number": "兰发改〔2026〕3号",
    }  # fmt: skip
    assert whose(document(**facts), REFORM) is Whose.OWN
    signed = document(**facts, signature="兰州市发展和改革委员会")
    assert whose(signed, REFORM) is Whose.OTHER


def test_the_signature_comes_last_and_unknown_is_own() -> None:
    bare = {"issuer": None, "number": None}
    assert whose(document(**bare, signature="云州市人民政府"), COUNTY) is Whose.OTHER
    assert whose(document(**bare, signature="云溪县人民政府"), COUNTY) is Whose.OWN
    assert whose(document(**bare), COUNTY) is Whose.OWN


def test_a_body_in_a_comment_tells_nothing() -> None:
    hidden = field("云州市人民政府", Source.COMMENT)
    assert whose(document(issuer=hidden), COUNTY) is Whose.OWN


def test_forwarding_is_told_outside_quotation_marks() -> None:
    passed_on = document(title="云溪县人民政府办公室转发省政府关于防汛工作的通知")
    assert whose(passed_on, COUNTY) is Whose.FORWARDED
    rules = document(title="关于印发《云溪县公文转发办理办法》的通知")
    assert whose(rules, COUNTY) is Whose.OWN


TITLED: dict[str, tuple[str, Portal, Whose]] = {
    "the nation's": ("国务院关于加强城市供水管理的意见", COUNTY, Whose.OTHER),
    "ministries'": ("财政部 教育部关于印发《学生资助办法》的通知", COUNTY, Whose.OTHER),
    "the province's": ("省人民政府办公厅关于印发《供水办法》的通知", COUNTY, Whose.OTHER),
    "led by the party": ("中共云溪县委 云溪县人民政府关于乡村振兴的意见", COUNTY, Whose.OTHER),
    "led by the party, joined": (
        "中共云溪县委云溪县人民政府关于乡村振兴的意见",
        COUNTY,
        Whose.OTHER,
    ),
    "led by a bureau": ("云溪县财政局 云溪县人民政府关于印发《甲办法》的通知", COUNTY, Whose.OTHER),
    "the county's on a bureau's portal": ("云溪县人民政府关于节水的意见", REFORM, Whose.OTHER),
    "its own": ("云溪县人民政府办公室关于节水的意见", COUNTY, Whose.OWN),
    "its own, with its city": ("云州市云溪县人民政府关于节水的意见", COUNTY, Whose.OWN),
    "its own, in the lead": ("云溪县人民政府 云溪县人武部关于征兵的意见", COUNTY, Whose.OWN),
    "its own after a year": ("2026年云溪县人民政府关于节水的意见", COUNTY, Whose.OWN),
    "no body": ("关于云溪县财政局印发规定的意见", COUNTY, Whose.OWN),
    "an old name of a commission": ("云溪县计划委员会关于价格的通知", REFORM, Whose.OWN),
}


@pytest.mark.parametrize(("title", "own", "expected"), TITLED.values(), ids=TITLED)
def test_a_title_tells_where_nothing_else_does(title: str, own: Portal, expected: Whose) -> None:
    assert whose(document(title=title, issuer=None, number=None), own) is expected


def test_who_posted_a_page_says_nothing_against_its_number_and_title() -> None:
    above, posted = "国务院关于节水的意见", "云溪县人民政府办公室"
    assert whose(document(title=above, issuer=posted, number="国发〔2026〕3号"), COUNTY) is (
        Whose.OTHER
    )
    # One of the two alone is not enough against the field.
    assert whose(document(title=above, issuer=posted, number=None), COUNTY) is Whose.OWN
    assert whose(document(issuer=posted, number="国发〔2026〕3号"), COUNTY) is Whose.OWN


PASSED_ON = (
    "云溪县人民政府办公室转发县教育局关于规范校外培训意见的通知",
    "【转发】国务院办公厅关于就业的通知",
    "云溪县人民政府批转县发展改革局关于年度计划的通知", "翻印：国务院关于就业的意见",
    "[转载]国务院办公厅关于就业的通知", "云溪县人民政府关于翻印《国务院关于就业的意见》的通知",
)  # fmt: skip
NOT_PASSED_ON = (
    "云溪县农村土地经营权流转发展规划", "云溪县科技成果转化办法", "关于审批转为备案事项的通知",
    "关于禁止擅自转载网络信息的通知",
)  # fmt: skip


@pytest.mark.parametrize("title", PASSED_ON)
def test_what_is_passed_on(title: str) -> None:
    assert whose(document(title=title, issuer=None, number=None), COUNTY) is Whose.FORWARDED


@pytest.mark.parametrize("title", NOT_PASSED_ON)
def test_what_only_sounds_passed_on(title: str) -> None:
    assert whose(document(title=title, issuer=None, number=None), COUNTY) is Whose.OWN


@pytest.mark.parametrize(
    ("name", "beneath"),
    [
        ("云溪县教育局", True), ("县教育局", True), ("教育局", True), ("石桥镇人民政府", True),
        ("市教育局", False), ("省教育厅", False), ("国家能源局", False), ("教育部", False),
        ("青岚县教育局", False), ("云州市教育局", False), ("区教育局", False),
        ("县市场监督管理局", True), ("市场监管局", True), ("市市场监管局", False),
        ("县城市管理局", True), ("城市管理局", True), ("市容环境卫生管理局", True),
        ("自然资源局", True), ("国土资源局", True), ("地方金融监督管理局", True),
        ("县住房和城乡建设局", True), ("住房和城乡建设局", True), ("省住房和城乡建设厅", False),
        ("市住房和城乡建设局", False), ("市政管理局", True), ("市政务服务中心", False),
        ("省庄镇政府", True), ("州城镇人民政府", True), ("市桥街道办事处", True),
        ("市中区教育局", False), ("自治区财政厅", False), ("全国总工会", False),
    ],
)  # fmt: skip
def test_bodies_of_a_government_are_its_departments_and_towns(name: str, beneath: bool) -> None:
    assert is_beneath(name, portal("云溪县人民政府")) is beneath
    assert not is_beneath(name, portal("云溪县财政局", PortalKind.DEPARTMENT))

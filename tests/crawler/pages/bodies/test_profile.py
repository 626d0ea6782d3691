# ruff: noqa: E501  (pages read best unbroken)
"""Profiles of bodies: duties, offices, leader and contacts, in several layouts."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.bodies.placetexts import tells_of_a_place
from crawler.pages.bodies.static_page import read_static_page
from crawler.pages.markup.page import Page
from crawler.pages.task import Purpose, Task
from crawler.pages.words.roles import roles_of
from crawler.portals.roles import Role
from crawler.records import decode, encode
from crawler.records.materials import AgencyProfile
from crawler.records.model import Field
from tests.crawler.pages.pages import SNAPSHOT, URL, html

DUTIES = "贯彻执行水行政工作的方针政策和法律法规，负责水资源统一管理和监督，统筹城乡供水。"


def profile(inner: str, label: str = "机构概况", role: Role = Role.AGENCY_PROFILE) -> AgencyProfile:
    page = Page.parse(URL, html(f"<div class='main'>{inner}</div>").encode(), "text/html")
    read = read_static_page(page, Task(Purpose.SECTION, URL, role, label=label), SNAPSHOT)
    assert isinstance(read, AgencyProfile)
    return read


def value(field: Field[str] | None) -> str:
    return field.value or "" if field is not None else ""


REACH = "<p>办公地址：云溪县惠民路66号；办公时间：工作日8:30—17:30；联系方式：0871-55501001。</p>"
LAYOUTS = {
    "headings": f"<h1>机构概况</h1><h3>主要职责</h3><p>{DUTIES}</p><h3>内设机构</h3><p>设办公室、规划股。</p><p>负责人：张三</p>{REACH}",
    "numbered headings": f"<h1>机构概况</h1><p>一、主要职责</p><p>（一）{DUTIES}</p><p>（二）承办上级交办的事项。</p><p>二、内设机构</p><p>（一）办公室。（二）规划股。</p><p>三、单位负责人：张三</p>{REACH}",
    "a table": f"<h1>机构概况</h1><table><tr><td>主要职责</td><td>{DUTIES}</td></tr><tr><td>内设机构</td><td>办公室、规划股</td></tr><tr><td>负责人</td><td>张三</td></tr><tr><td>办公地址</td><td>云溪县惠民路66号</td></tr><tr><td>办公时间</td><td>工作日8:30—17:30</td></tr><tr><td>联系电话</td><td>0871-55501001</td></tr></table>",
    "boxes": f"<h1>机构概况</h1><div><div>主要职责</div><div>{DUTIES}</div></div><div><div>内设机构</div><div>办公室、规划股</div></div><div><div>负责人</div><div>张三</div></div>{REACH}",
    "running text": f"<h1>云溪县水务局简介</h1><p>云溪县水务局是县政府工作部门，主要职责是：{DUTIES}局机关内设办公室、规划股2个股室。</p><p>局长：张三</p>{REACH}",
    "a regulation": f"<h1>云溪县水务局职能配置</h1><p>第三条 县水务局的主要职责是：</p><p>（一）{DUTIES}</p><p>第四条 县水务局设下列内设机构：</p><p>（一）办公室。负责机关日常运转。</p><p>局长：张三</p>{REACH}",
}


@pytest.mark.parametrize("inner", LAYOUTS.values(), ids=LAYOUTS)
def test_a_profile_in_several_layouts(inner: str) -> None:
    read = profile(inner)
    assert DUTIES[:20] in value(read.duties)
    assert "内设" in value(read.offices) or "办公室" in value(read.offices)
    assert value(read.leader) == "张三"
    (contact,) = read.contacts
    assert value(contact.address) == "云溪县惠民路66号"
    assert value(contact.hours) == "工作日8:30—17:30"
    assert value(contact.phone) == "0871-55501001"
    assert decode(encode(read)) == read


def test_a_page_of_duties_is_told_by_its_name() -> None:
    text = f"<p>{DUTIES}</p>"
    assert value(profile(f"<h1>部门职责</h1>{text}").duties) == DUTIES
    assert value(profile(f"<h1>云溪县水务局</h1>{text}", "机构职能").duties) == DUTIES


def test_contacts_under_the_name_of_duties_are_none() -> None:
    read = profile(f"<h1>机构职能</h1>{REACH}", "机构职能")
    assert value(read.duties) == ""
    read = profile(f"<h1>机构概况</h1><h3>内设机构</h3>{REACH}")
    assert value(read.offices) == ""


def test_inner_offices_on_a_page_of_their_own() -> None:
    read = profile(
        "<h1>内设机构</h1><p>办公室：负责机关日常运转。</p><p>规划股：编制规划。</p>",
        "内设机构",
        Role.INNER_OFFICES,
    )
    assert "规划股" in value(read.offices)


NOTHING = {
    "a place": "<h1>白沙镇简介</h1><p>白沙镇位于县城东部，总面积120平方公里，辖12个行政村，设有集贸市场一处，物产丰富。</p>",
    "empty headings": "<h1>机构概况</h1><h3>主要职责</h3><h3>内设机构</h3>",
    "nothing": "<h1>机构概况</h1>",
}


@pytest.mark.parametrize("inner", NOTHING.values(), ids=NOTHING)
def test_what_states_nothing(inner: str) -> None:
    read = profile(inner)
    assert [value(one) for one in (read.duties, read.offices, read.leader)] == ["", "", ""]
    assert read.contacts == ()


LEADERS = {
    "<p>负责人：空缺</p>": "空缺",
    "<p>主要负责人姓名：李四（主持工作）</p>": "李四（主持工作）",
    "<p>党组书记、局长：王五</p>": "王五",
    "<p>负责人：暂无</p>": "",
    "<p>局长信箱：点击进入</p>": "",
}


@pytest.mark.parametrize(("inner", "name"), LEADERS.items())
def test_who_heads_the_body(inner: str, name: str) -> None:
    assert value(profile(f"<h1>机构概况</h1><p>{DUTIES}</p>{inner}").leader) == name


HOSTILE = {
    "endless headings": "<h3>主要职责</h3>" * 2000,
    "endless text": f"<h3>主要职责</h3><p>{DUTIES * 3000}</p>",
    "deep boxes": "<div>" * 3000 + "主要职责" + "</div>" * 3000,
    "many leaders": "<p>局长：张三</p>" * 2000,
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("inner", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_are_read_in_time(inner: str) -> None:
    read = profile(inner)
    assert decode(encode(read)) == read


PROSE = {
    "prose": "<h1>镇情概览</h1><p>石槽镇人民政府执行本级人民代表大会的决议和上级国家行政机关的决定和命令，管理本行政区域内的经济、教育、科学行政工作。</p>",
    "the body's own name before the label": "<h1>镇情概览</h1><p>石槽镇位于县城西北部，辖12个行政村。</p><p>镇政府职能：执行本级人民代表大会的决议，管理本行政区域内的经济、教育行政工作。</p>",
    "this office's": f"<h1>概况</h1><p>本局主要职责：{DUTIES}</p>",
    "a heading with the body's name": f"<h1>概况</h1><h3>镇政府职能</h3><p>{DUTIES}</p>",
    "what it administers": "<h1>概况</h1><p>管理本行政区域内的民政、卫生、教育、文化等各项行政工作，保护公民权利。</p>",
}


@pytest.mark.parametrize("inner", PROSE.values(), ids=PROSE)
def test_duties_in_prose_or_under_the_bodys_own_label(inner: str) -> None:
    assert len(value(profile(inner, "镇情概览").duties)) >= 20


OTHERS = {
    "a leader's": "<h1>概况</h1><p>镇长职责：主持镇政府全面工作，分管审计、财政等方面的工作。</p>",
    "a leader's, worded otherwise": "<h1>概况</h1><p>领导主要职责：主持镇政府全面事务，分管审计、财政。</p>",
    "an inner office's": "<h1>概况</h1><p>秘书股职责：文稿起草和会务事项的处理与督办。</p>",
    "the land": "<h1>镇情概览</h1><p>石槽镇位于县城西北部，辖12个行政村，户籍人口2.3万人，盛产茶叶。</p>",
    "a stale heading": "<h1>概况</h1><p>镇政府职能：</p>",
}


@pytest.mark.parametrize("inner", OTHERS.values(), ids=OTHERS)
def test_what_is_no_duty_of_the_body(inner: str) -> None:
    assert value(profile(inner, "镇情概览").duties) == ""


@pytest.mark.parametrize(
    "label", ["镇办事机构", "办事机构", "内设科室", "街道办事机构", "政府办事机构一览"]
)
def test_labels_of_inner_offices(label: str) -> None:
    assert roles_of(label)[0][0] is Role.INNER_OFFICES


def test_offices_on_a_page_named_otherwise() -> None:
    told = "<p>党政办公室：负责机关日常运转工作。</p><p>经济发展办公室：负责经济工作。</p>"
    read = profile(f"<h1>镇办事机构</h1>{told}", "镇办事机构", Role.INNER_OFFICES)
    assert "经济发展办公室" in value(read.offices)


LAND = "<h1>镇情概况</h1><p>石槽镇位于县城西北部，总面积86平方公里，辖12个行政村，户籍人口2.3万人，产业以茶叶为主。</p>"
PLACES = {
    LAND: True,
    LAND + "<p>联系电话：0555-8830001</p>": True,
    LAND + "<p>镇政府职能：执行本级人民代表大会的决议，管理本行政区域内的经济工作。</p>": False,
    LAND + "<p>镇长：张三</p><p>办公地址：石槽镇新街8号</p><p>联系电话：0555-8830001</p>": False,
    f"<h1>概况</h1><p>云溪县水务局位于惠民路66号。{DUTIES}</p>": False,
    "<h1>概况</h1><p>正在整理资料，敬请期待。</p>": False,
}


@pytest.mark.parametrize(("inner", "place"), PLACES.items())
def test_a_place_or_its_government(inner: str, place: bool) -> None:
    assert tells_of_a_place(profile(inner, "镇情概况")) is place


ADJUSTED = {
    "<p>（2026年6月30日调整）</p>": date(2026, 6, 30),
    "<p>云溪县水务局权责清单（2026年6月30日动态调整）</p>": date(2026, 6, 30),
    "<p>（2026-06-30更新）</p>": date(2026, 6, 30),
    "<p>《中华人民共和国水法》（2016年7月2日修订）</p>": None,
    "<p>取水许可管理办法（2017年12月22日修改）</p>": None,
    "<p>（2026年6月30日前办结）</p>": None,
    "<p>更新日期：2026年6月30日</p>": date(2026, 6, 30),
    "<p>本清单公布时间：2026-06-30</p>": date(2026, 6, 30),
    "<p>发布日期：2026年6月30日</p><p>办结时间：2026年6月30日</p>": None,
}


@pytest.mark.parametrize(("inner", "day"), ADJUSTED.items())
def test_the_day_on_which_a_list_was_adjusted(inner: str, day: date | None) -> None:
    table = "<table><tr><th>序号</th><th>事项</th></tr><tr><td>1</td><td>取水许可</td></tr></table>"
    text = html(f"<div class='main'><h1>权责清单</h1>{inner}{table}</div>").encode()
    role = Role.POWER_LIST
    read = read_static_page(
        Page.parse(URL, text, "text/html"), Task(Purpose.SECTION, URL, role), SNAPSHOT
    )
    assert (read.updated_on.value if read.updated_on is not None else None) == day


PLACES = {
    "in a sentence": "<p>局机关位于云岔市文昌路88号，邮编678000。</p>",
    "a town's office": "<p>北塘街道办事处坐落于汀溪县城南大道12号。</p>",
    "a building": "<p>单位驻地在云岔市行政中心3号楼。</p>",
}


@pytest.mark.parametrize("inner", PLACES.values(), ids=PLACES)
def test_where_a_body_is_said_to_be(inner: str) -> None:
    read = profile(f"<h1>机构概况</h1><p>{DUTIES}</p>{inner}")
    assert any(value(one.address) for one in read.contacts)


@pytest.mark.parametrize(
    "inner",
    ["<p>汀溪县位于长江中游，地处三省交界。</p>", "<p>石槽镇地处省道203线旁，交通便利。</p>"],
)
def test_where_a_place_lies_is_no_address(inner: str) -> None:
    read = profile(f"<h1>机构概况</h1><p>{DUTIES}</p>{inner}")
    assert not any(value(one.address) for one in read.contacts)


@pytest.mark.parametrize(
    "line", ["对外办公：工作日上午8:30至12:00，下午2:30至6:00", "窗口服务：周一至周五9:00-17:00"]
)
def test_office_hours_under_a_name_without_time(line: str) -> None:
    (contact,) = profile(f"<h1>机构概况</h1><p>{DUTIES}</p><p>{line}</p>").contacts
    assert ":" in value(contact.hours)


def test_duties_told_as_held() -> None:
    held = (
        "北塘街道办事处是县人民政府的派出机关，履行加强党的建设、统筹区域发展、组织公共服务等职责。"
    )
    assert "统筹区域发展" in value(profile(f"<h1>机构概况</h1><p>{held}</p>").duties)
    one = "<p>本机关依法履行政府信息公开职责，欢迎监督。</p>"
    assert profile(f"<h1>机构概况</h1>{one}").duties is None


POWERS = {
    "duties it performs": "北塘街道办事处是县人民政府的派出机关，履行加强党的建设、统筹区域发展、组织公共服务等职责，下辖9个社区。",
    "powers it exercises": "本局依法行使国土空间用途管制、矿产资源监督管理等职权。",
    "duties, in short": "依法履行水资源管理、防汛抗旱、城乡供水保障职能。",
}


@pytest.mark.parametrize("text", POWERS.values(), ids=POWERS)
def test_duties_told_as_performed_or_exercised(text: str) -> None:
    assert len(value(profile(f"<h1>概况</h1><p>{text}</p>", "概况").duties)) >= 20


@pytest.mark.parametrize(
    "text",
    [
        "局长李四履行安全生产、党风廉政建设和信访维稳等第一责任人职责。",
        "全镇干部认真履职。",
        "石槽镇是农业大镇，物产丰富。",
    ],
)
def test_what_leaders_perform_is_not_what_the_body_does(text: str) -> None:
    assert value(profile(f"<h1>概况</h1><p>{text}</p>", "概况").duties) == ""


REACHED = {
    "an address in prose": ("<p>县水务局位于云溪县惠民路66号。</p>", "address", "云溪县惠民路66号"),
    "where it has its seat": ("<p>镇政府机关驻人民街12号，交通便利。</p>", "address", "人民街12号"),
    "a building": ("<p>办公楼坐落于中州大道1号市民之家</p>", "address", "中州大道1号市民之家"),
    "hours without the word": (
        "<p>对外办公：工作日上午8:30至12:00，下午2:30至6:00</p>", "hours", "工作日上午8:30至12:00，下午2:30至6:00"),
    "hours of a counter": ("<p>窗口受理：周一至周五9:00-17:00</p>", "hours", "周一至周五9:00-17:00"),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "slug", "said"), REACHED.values(), ids=REACHED)
def test_address_and_hours_told_otherwise(inner: str, slug: str, said: str) -> None:
    read = profile(f"<h1>机构概况</h1>{inner}")
    assert [value(getattr(one, slug)) for one in read.contacts] == [said]


@pytest.mark.parametrize(
    "inner",
    [
        "<p>白沙镇位于县城东部，总面积120平方公里。</p>",
        "<p>县第一医院位于惠民路5号。</p>",
        "<p>服务热线：0871.55501000</p>",
        "<p>服务对象：全县居民</p>",
    ],
)
def test_neither_address_nor_hours(inner: str) -> None:
    read = profile(f"<h1>机构概况</h1>{inner}")
    assert [one for one in read.contacts if one.address or one.hours] == []


HEADS = {
    "局长职位目前空缺，由副局长李明华主持全面工作。": "空缺",
    "局长：暂缺": "空缺",
    "局长一职空缺。": "空缺",
    "镇长（空缺）": "空缺",
    "现任局长张建国。": "张建国",
    "我局局长为张建国同志。": "张建国",
    "负责人是张建国。": "张建国",
    "张建国任县水利局局长，主持全面工作。": "张建国",
    "县水利局位于人民路，局长张建国，现有职工20人。": "张建国",
    "局长热线0571-64120001。": "",
    "实行局长负责制。": "",
    "办公室主任张三，法规股负责人李四。": "",
    "副局长李明华分管水资源工作。": "",
    "原局长王大力已退休。": "",
    "历任局长王大力。": "",
    "局长安全责任落实到位。": "",
    "李明华任副局长。": "",
    "局长：（空缺）": "（空缺）",
    "局长：缺": "空缺",
    "副局长李明华主持全面工作。": "李明华",
    "党组副书记李明华（主持行政工作）": "李明华",
    "副局长李明华主持日常工作。": "",
    "负责人：暂缺": "",
    "局长应当依法履职。": "",
}


@pytest.mark.parametrize(("words", "expected"), HEADS.items())
def test_who_heads_the_body_told_in_running_text(words: str, expected: str) -> None:
    read = profile(f"<h1>机构概况</h1><h3>主要职责</h3><p>{DUTIES}</p><p>{words}</p>")
    assert value(read.leader) == expected


PROSE = {
    "at the end": f"<p>云溪县水利局位于云溪县人民路1号，局长张建国。{DUTIES}内设办公室、规划股。工作日上午8:30至12:00、下午2:30至5:30对外办公，联系电话0571-64120001。</p>",
    "in the middle": f"<p>县水利局主要职责是：{DUTIES}下设办公室、规划股。现任局长为张建国同志。办公地点在人民路1号，上班时间为周一至周五8:30—17:30，电话：0571-64120001。</p>",
    "at the beginning": f"<p>我局办公地址在云溪县人民路1号水利大楼3楼，办公时间为法定工作日8:30-12:00，联系电话为0571-64120001，负责人是张建国。我局{DUTIES}我局设有办公室、规划股等内设机构。</p>",
}


@pytest.mark.parametrize("inner", PROSE.values(), ids=PROSE)
def test_all_six_facts_in_running_text(inner: str) -> None:
    read = profile(f"<h1>机构概况</h1>{inner}")
    assert value(read.leader) == "张建国"
    assert "水资源" in value(read.duties)
    assert "办公室" in value(read.offices)
    assert any("人民路1号" in value(one.address) for one in read.contacts)
    assert any("30" in value(one.hours) for one in read.contacts)
    assert any("64120001" in value(one.phone) for one in read.contacts)


def test_the_offices_of_a_town_under_their_own_word() -> None:
    inner = "<h1>站所设置</h1><p>党政综合办公室：文电、政务公开。</p><p>社会事务办公室：民政、医保。</p>"
    assert "社会事务办公室" in value(profile(inner, "站所设置", Role.INNER_OFFICES).offices)
    assert dict(roles_of("站所设置")).keys() == {Role.INNER_OFFICES}
    assert Role.INNER_OFFICES not in dict(roles_of("站所动态"))


BESIDE = "<p>办公地址：云溪县惠民路66号</p>"
HEADS = {
    "a post with a blank": "<p>六、领导信息：局长 王建国</p>",
    "a post as a label": "<table><tr><td>局党组书记、局长</td><td>王建国</td></tr></table>",
    "a post and a line": "<div>局长</div><div>王建国</div>",
    "a street office": "<p>副书记：李明 办事处主任：王建国</p>",
    "a further label": "<dl><dt>行政主要负责人</dt><dd>王建国</dd></dl>",
}


@pytest.mark.parametrize("inner", HEADS.values(), ids=HEADS)
def test_who_heads_a_body_beside_the_post(inner: str) -> None:
    assert value(profile(f"<h1>机构概况</h1>{inner}{BESIDE}").leader) == "王建国"


def test_a_deputy_or_the_head_of_an_office_heads_no_body() -> None:
    for post in ("副局长", "办公室主任", "原局长"):
        assert value(profile(f"<h1>机构概况</h1><p>{post} 王建国</p>{BESIDE}").leader) == ""


def test_offices_and_phones_in_the_columns_of_a_table() -> None:
    rows = "<tr><th>序号</th><th>科室名称</th><th>职责</th><th>电话</th></tr><tr><td>1</td><td>办公室</td><td>机关运转</td><td>7022345</td></tr><tr><td>2</td><td>规划股</td><td>编制规划</td><td>7022346</td></tr>"
    read = profile(f"<h1>机构概况</h1><p>主要职责：{DUTIES}</p><table>{rows}</table>{BESIDE}")
    assert "规划股" in value(read.offices)
    assert {"7022345", "7022346"} <= {value(one.phone) for one in read.contacts}


def test_a_sentence_that_ends_in_a_colon_leads_to_the_duties_below() -> None:
    read = profile(
        f"<h1>职能配置</h1><p>县水务局贯彻落实党中央关于水利工作的方针政策，主要职责是：</p><p>（一）{DUTIES}</p>",
        "三定规定",
    )
    assert DUTIES in value(read.duties)


@pytest.mark.parametrize(
    "name",
    ["张建国同志", "刀林荫女士", "张建国13812345678", "李副局长主持工作", "公开办主任 斯琴", "工作由巴特尔负责", "张建国（先生）"],
)  # fmt: skip
def test_a_labelled_leader_is_read_however_he_is_addressed(name: str) -> None:
    rows = f"<table><tr><td>主要职责</td><td>{DUTIES}</td></tr><tr><td>负责人</td><td>{name}</td></tr></table>"
    told = value(profile(f"<h1>机构概况</h1>{rows}").leader)
    assert told
    assert told[:2] == name[:2]


@pytest.mark.parametrize(
    "entry",
    [
        "政府信息公开",
        "热点推荐",
        "部门负责人",
        "机构职能",
        "领导分工",
        "电话0730-8888888",
        "综合股负责信息公开工作",
    ],
)
def test_an_entry_of_a_menu_beside_the_label_is_no_leader(entry: str) -> None:
    rows = f"<table><tr><td>主要职责</td><td>{DUTIES}</td></tr><tr><td>负责人</td><td>{entry}</td></tr></table>"
    assert value(profile(f"<h1>机构概况</h1>{rows}").leader) == ""

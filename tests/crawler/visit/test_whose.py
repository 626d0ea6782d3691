"""Whose section it is: guests, owners, higher portals, hosts that nobody listed."""

from __future__ import annotations

import pytest

from crawler.pages.task import Purpose
from crawler.portals.model import Portal, PortalKind
from crawler.portals.roles import Role
from crawler.records.dossier import ReadState
from crawler.records.model import Cause
from crawler.visit.territory import Claim, Territory, area_of, neighbourhood, plain_host
from crawler.visit.words import names_other_body, speaks_of_interpretation
from tests.crawler.visit.county import (
    HOME,
    HOST,
    MENU,
    Site,
    county,
    link,
    numbered,
    portal,
    visit,
    watchlist,
)

BUREAU = HOST + "/public/column/6596211"
CITY = "http://www.yunzhou.test:8801"


def bureau(**more: object) -> Portal:
    return portal(
        **(
            {
                "id": "jyj",
                "name": "云溪县教育局",
                "kind": PortalKind.DEPARTMENT,
                "home": BUREAU,
                "parent": "yunxi",
            }
            | more
        )
    )


def city() -> Portal:
    return portal(id="yunzhou", name="云州市人民政府", kind=PortalKind.CITY, home=CITY + "/")


def bureau_site() -> Site:
    """The county's pages, its home with boxes, and a bureau with its own columns among them."""
    site = county()
    site.menu("/", *MENU, link("/zcjd/", "更多", "政策解读"), link("/ldzc/", "领导之窗"))
    own = [
        link(f"/public/column/6596211?catId={n}", label)
        for n, label in enumerate(
            (
                "政府信息公开指南",
                "政府信息公开制度",
                "法定主动公开内容",
                "政府信息公开年报",
                "机构职能",
            ),
            10,
        )
    ]
    site.menu(
        "/public/column/6596211",
        *MENU,
        link("/ldzc/", "领导之窗"),
        *own,
        link("/public/column/7000001?catId=9", "领导信息", "部门信息公开", "县水务局"),
    )
    for target in own:
        site.text(target.url)
    site.rows("/public/column/7000001?catId=9", numbered("/sw/l", 3))
    return site


def test_a_guest_does_not_take_the_owners_sections_for_its_own() -> None:
    run = visit(bureau_site(), bureau(), portal())
    dossier = run.dossier
    assert dossier.guest
    assert run.asked[1].url == HOME or run.asked[0].url == HOME, "the owner's home is looked at"
    assert dossier.section(Role.LEADERS).state is ReadState.ABSENT
    assert dossier.section(Role.INTERPRETATIONS).state is ReadState.ABSENT
    assert dossier.section(Role.GUIDE).state is ReadState.WHOLE
    assert dossier.section(Role.AGENCY_PROFILE).urls == (BUREAU + "?catId=14",)
    assert not any("7000001" in url for url in run.asked_urls())


def test_a_guests_home_that_lists_the_parts_is_its_platform() -> None:
    section = visit(bureau_site(), bureau(), portal()).dossier.section(Role.PLATFORM)
    assert (section.state, section.urls, section.clicks) == (ReadState.WHOLE, (BUREAU,), 0)


def test_a_platform_on_an_unlisted_host_hides_everything() -> None:
    site = county()
    site.menu("/", link("http://xxgk.elsewhere.test/", "政府信息公开"), link("/hdjl/", "互动交流"))
    site.menu("/hdjl/", link("/xjxd/", "信件选登"))
    dossier = visit(site).dossier
    for role in (Role.PLATFORM, Role.GUIDE, Role.NORMATIVE_DOCUMENTS):
        section = dossier.section(role)
        assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, Cause.BLOCKED)


PARTS = {
    "/zn/": "政府信息公开指南",
    "/zd/": "政府信息公开制度",
    "/fd/": "法定主动公开内容",
    "/nb/": "政府信息公开年报",
}


def headed(*paths: str, heading: str, by: tuple[str, ...] = ()) -> Site:
    """A portal whose home leads to parts of the platform, some under a heading."""
    site = county()
    shown = [link(path, PARTS[path], heading) for path in paths]
    site.menu("/", *shown, *[link(path, PARTS[path]) for path in by])
    for path in (*paths, *by):
        site.text(path)
    return site


def test_parts_under_the_heading_of_another_body_alone_are_in_doubt_not_absent() -> None:
    dossier = visit(headed(*PARTS, heading="云溪县水务局")).dossier
    for role in (Role.GUIDE, Role.SYSTEM_RULES, Role.STATUTORY_CONTENT, Role.ANNUAL_REPORTS):
        section = dossier.section(role)
        assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, Cause.AMBIGUOUS), role
    assert dossier.section(Role.LEADERS).state is ReadState.ABSENT


def test_a_part_that_another_body_alone_has_is_absent() -> None:
    site = headed("/zn/", "/nb/", heading="云溪县水务局", by=("/zd/", "/fd/"))
    dossier = visit(site).dossier
    assert dossier.section(Role.SYSTEM_RULES).state is ReadState.WHOLE
    assert dossier.section(Role.GUIDE).state is ReadState.ABSENT
    assert dossier.section(Role.ANNUAL_REPORTS).state is ReadState.ABSENT


def test_an_interaction_hub_on_an_unlisted_host_hides_the_boards_alone() -> None:
    site = county()
    site.menu("/", *MENU[:1], *MENU[2:], link("http://hd.elsewhere.test/", "互动交流"),
              link("/zcjd/", "更多", "政策解读"))  # fmt: skip
    site.menu("/zwgk/", link("/gfxwj/", "规范性文件"))
    site.menu("/lyfg/", link("/", "首页"))
    site.menu("/xxgk/", link("/xxgk/zn/", "政府信息公开指南"))
    dossier = visit(site).dossier
    assert dossier.section(Role.MESSAGE_BOARD).state is ReadState.UNOBSERVABLE
    assert dossier.section(Role.CONSULTATIONS).cause is Cause.BLOCKED
    assert dossier.section(Role.GAZETTE).state is ReadState.ABSENT


def test_a_guest_whose_owner_cannot_be_seen_is_unsure_of_everything_outside_its_area() -> None:
    site = bureau_site()
    site.down[HOME] = Cause.UNREACHABLE
    dossier = visit(site, bureau(), portal()).dossier
    assert dossier.section(Role.LEADERS).state is ReadState.UNOBSERVABLE
    assert dossier.section(Role.GUIDE).state is ReadState.WHOLE


def test_an_owner_leaves_its_guests_sections_alone() -> None:
    site = county()
    site.menu(
        "/zwgk/",
        *MENU,
        link("/gfxwj/", "规范性文件"),
        link("/ldzc/", "领导之窗"),
        link("/public/column/6596211", "机构职能", "部门"),
        link("/public/column/6596211?catId=14", "机构职能"),
    )
    run = visit(site, portal(), bureau())
    assert run.dossier.section(Role.AGENCY_PROFILE).state is ReadState.ABSENT
    assert not any("6596211" in url for url in run.asked_urls())


def test_an_own_section_on_a_higher_portals_host_counts_as_elsewhere() -> None:
    site = county()
    site.menu("/hdjl/", link("/yjzj/", "意见征集"), link(CITY + "/box?area=yunxi", "县长信箱"))
    site.menu(CITY + "/", link(CITY + "/box", "市长信箱"))
    site.rows(CITY + "/box?area=yunxi", numbered("/xjxd/m", 4))
    run = visit(site, portal(parent="yunzhou"), city())
    section = run.dossier.section(Role.MESSAGE_BOARD)
    assert (section.state, section.elsewhere) == (ReadState.WHOLE, True)
    assert CITY + "/" in run.asked_urls(Purpose.EXPLORE)


def test_a_higher_portals_common_section_is_neither_own_nor_proof_of_absence() -> None:
    site = county()
    site.menu("/hdjl/", link("/yjzj/", "意见征集"), link(CITY + "/box", "县长信箱"))
    site.menu(CITY + "/", link(CITY + "/box", "市长信箱"))
    run = visit(site, portal(parent="yunzhou"), city())
    section = run.dossier.section(Role.MESSAGE_BOARD)
    assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, Cause.AMBIGUOUS)
    assert CITY + "/box" not in run.asked_urls()


def test_a_section_on_an_unlisted_host_is_never_asked_and_never_absent() -> None:
    site = county()
    site.menu(
        "/hdjl/", link("/yjzj/", "意见征集"), link("http://12345.elsewhere.test/", "县长信箱")
    )
    run = visit(site)
    section = run.dossier.section(Role.MESSAGE_BOARD)
    assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, Cause.BLOCKED)
    assert not any("elsewhere" in url for url in run.asked_urls())


def test_both_default_ports_of_a_listed_name_are_one_host() -> None:
    subject = portal(home="http://www.yunxi.gov.test/")
    land = Territory(subject, neighbourhood(watchlist(subject), subject))
    for url in ("https://www.yunxi.gov.test/a/", "http://www.yunxi.gov.test/a/"):
        assert land.claim(url, "a", (), template=False, from_home=True) is Claim.OWN
    other = land.claim("http://www.yunxi.gov.test:8080/", "a", (), template=False, from_home=True)
    assert other is Claim.UNLISTED
    assert plain_host("h:443") == plain_host("h:80") == "h"
    assert plain_host("h:8443") == "h:8443"
    assert plain_host("[::1]:8801") == "[::1]:8801"


@pytest.mark.parametrize(
    "home, inside, outside",
    [
        ("http://h/xz/chengguan/", "http://h/xz/chengguan/a/1.html", "http://h/xz/chengguan2/"),
        ("http://h/xz/cg/index.html", "http://h/xz/cg/b/", "http://h/xz/"),
        (
            "http://h/public/column/6596211?type=4&action=list",
            "http://h/public/6596211/1.html",
            "http://h/public/column/6596212?type=4&action=list",
        ),
        (
            "http://h/col/col3/index.html?vc_xxgkarea=jnsyzq",
            "http://h/col/col9/index.html?number=1&vc_xxgkarea=jnsyzq",
            "http://h/col/col9/index.html?vc_xxgkarea=other",
        ),
        (
            "http://h/list.jsp?branch_id=0123456789abcdef01234567",
            "http://h/show.jsp?branch_id=0123456789abcdef01234567&x=2",
            "http://h/list.jsp?x=2",
        ),
        ("http://h/", "", "http://h/anything/"),
    ],
)
def test_the_area_that_a_home_address_marks_out(home: str, inside: str, outside: str) -> None:
    area = area_of(home)
    assert not inside or area.holds(inside)
    assert area.holds(home) or home == "http://h/"
    assert not area.holds(outside) or home.startswith("http://h/list.jsp")


@pytest.mark.parametrize(
    "label, own, other",
    [
        ("县教育局", "云溪县人民政府", True),
        ("云溪县政府", "云溪县人民政府", False),
        ("县政府", "云溪县人民政府", False),
        ("县政府", "云溪县教育局", True),
        ("教育局", "云溪县教育局", False),
        ("城关镇", "云溪县人民政府", True),
        ("部门信息公开", "云溪县人民政府", True),
        ("县水务局领导信息", "云溪县人民政府", True),
        ("本局概况", "云溪县教育局", False),
        ("领导信息", "云溪县人民政府", False),
        ("机构设置", "云溪县人民政府", False),
        ("规范性文件", "云溪县人民政府", False),
        ("政府信息公开", "云溪县人民政府", False),
        ("县委员会文件", "云溪县人民政府", True),
        ("云州市政府公报", "云溪县人民政府", True),
        ("云溪县政府公报", "云溪县人民政府", False),
        ("县政府公报", "云溪县人民政府", False),
        ("县委县政府文件", "云溪县人民政府", False),
        ("县政府及县政府办文件", "云溪县人民政府", False),
        ("云溪县政府公报", "云溪县教育局", False),
        ("云州市政府公报", "云州市云溪区人民政府", True),
        ("云溪区政府公报", "云州市云溪区人民政府", False),
        ("云溪县政府公报", "云州市云溪县人民政府", False),
        ("云溪县政府公报", "云溪县石桥镇人民政府", True),
        ("澜曲州政府公报", "澜曲藏族羌族自治州人民政府", False),
        ("朵宁县政府公报", "澜曲藏族羌族自治州人民政府", True),
        ("书记镇长信箱", "云溪县石桥镇人民政府", False),
        ("书记局长信箱", "云溪县教育局", False),
        ("水务局长信箱", "云溪县教育局", True),
        ("平安乡镇创建", "云溪县人民政府", False),
    ],
)
def test_names_of_other_bodies(label: str, own: str, other: bool) -> None:
    assert names_other_body(label, own) is other


def test_a_vague_label_in_the_menu_round_the_platform_is_no_section_of_it() -> None:
    site = county()
    menu = [*MENU, link("/wenda/", "城管问答", template=True), link("/zcjd/", "更多", "政策解读")]
    site.menu("/", *menu)
    site.menu("/xxgk/", *menu, link("/xxgk/zn/", "政府信息公开指南"))
    site.rows("/wenda/", numbered("/wenda/", 3))
    urls = visit(site).dossier.section(Role.INTERPRETATIONS).urls
    assert not any("wenda" in url for url in urls)


@pytest.mark.parametrize(
    "box",
    [
        "热点问答",
        "互动问答",
        "常见问题问答",
        "网民问答",
        "办事问答",
        "有奖问答",
        "问答",
        "群众意见问答",
    ],
)
def test_boxes_of_any_questions_interpret_nothing(box: str) -> None:
    assert not speaks_of_interpretation("身份证丢失怎么补办", box, "云溪县养犬管理办法")
    assert not speaks_of_interpretation(box, "", "云溪县养犬管理办法")


def test_questions_on_the_document_interpret_it() -> None:
    title = "云溪县人民政府关于印发《云溪县农村公路养护管理办法》的通知"
    assert speaks_of_interpretation("农村公路养护知识问答", "热点问答", title)
    assert speaks_of_interpretation("养护实施细则（试行）问答", "", title)
    assert speaks_of_interpretation("路坏了谁来修？", "政策问答", title)
    assert not speaks_of_interpretation("社会保险知识问答", "热点问答", title)
    assert not speaks_of_interpretation("智能问答系统", "", title)


def test_questions_on_another_policy_interpret_nothing() -> None:
    title = "云溪县人民政府关于印发《云溪县养老服务管理办法》的通知"
    assert not speaks_of_interpretation("居民医保政策问答", "相关链接", title)
    assert not speaks_of_interpretation("2026年云溪县高考招生政策问答", "专题专栏", title)
    assert not speaks_of_interpretation("身份证丢失怎么补办", "惠企政策问答", title)
    assert speaks_of_interpretation("办法政策问答（一）", "相关链接", title)
    assert speaks_of_interpretation("云溪县养老服务政策问答", "相关链接", title)
    assert speaks_of_interpretation("政策问答 | 养老服务", "相关链接", title)
    assert speaks_of_interpretation("谁能申请补贴？", "养老政策热点问答", title)
    assert speaks_of_interpretation("谁能申请补贴？", "相关政策问答", title)
    assert speaks_of_interpretation("医保政策问答", "", "云溪县基本医疗保险实施办法")


def test_links_that_claim_to_interpret() -> None:
    assert speaks_of_interpretation("农村公路养护办法热点问答", "相关问答")
    assert speaks_of_interpretation("《养犬办法》问答", "")
    assert speaks_of_interpretation("《办法》政策解读", "")
    assert speaks_of_interpretation("关于办法的说明", "相关解读")
    assert speaks_of_interpretation("图解", "")
    assert not speaks_of_interpretation("更多", "政策解读")
    assert not speaks_of_interpretation("关于办法的通知", "相关文件")

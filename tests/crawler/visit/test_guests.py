"""Guests as they look: the owner's header and footer round every page, read from HTML."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pytest

from crawler.pages.task import Purpose
from crawler.portals.model import Limits, Portal, PortalKind
from crawler.portals.roles import Role
from crawler.records.dossier import ReadState, Section
from crawler.records.model import Cause, Snapshot
from crawler.spiders.traffic import read_answer
from crawler.visit.assemble import lay_out, sections_of
from crawler.visit.fetch import Fetch
from crawler.visit.plan import Visit
from crawler.visit.prior import Prior
from crawler.visit.territory import Area, area_of, neighbourhood
from crawler.visit.words import names_body, short_name, without_name
from tests.crawler.visit.county import AS_OF, SEEN, watchlist

HOST = "http://www.suixi.test:8811"
TEXT = "本单位依法履行职责，公开办公地址、办公时间、联系电话和负责人姓名，接受社会各界监督。" * 3
Links = Mapping[str, str]

FRAME = {
    "/": "网站首页",
    "/xw/": "濉溪要闻",
    "/xxgk/": "政府信息公开",
    "/hd/": "互动交流",
    "/ld/": "领导之窗",
}
OWNERS_TREE = {
    "/xxgk/zn/": "政府信息公开指南",
    "/xxgk/zd/": "政府信息公开制度",
    "/xxgk/fd/": "法定主动公开内容",
    "/xxgk/nb/": "政府信息公开年报",
    "/xxgk/ysq/": "依申请公开",
    "/xxgk/jg/": "机构职能",
}


def row(links: Links, tag: str = "ul") -> str:
    items = "".join(f'<li><a href="{url}">{label}</a></li>' for url, label in links.items())
    return f"<{tag}>{items}</{tag}>"


def page(body: str, frame: Links = FRAME) -> str:
    return (
        f'<html><head><title>页</title></head><body><div class="header">{row(frame)}</div>'
        f'<div class="main">{body}</div><div class="footer">'
        '<a href="/wzdt/">网站地图</a><a href="/lx/">联系我们</a>主办：濉溪县人民政府</div>'
        "</body></html>"
    )


def county_pages() -> dict[str, str]:
    text = page(f"<p>{TEXT}</p>")
    pages = dict.fromkeys((*FRAME, *OWNERS_TREE), text)
    pages["/"] = page(row({"/jyj/": "县教育局", "/c/c900/": "百善镇", "/c/c950/": "四铺镇"}))
    pages["/xxgk/"] = page(row({**OWNERS_TREE, "/c/c901/": "百善镇", "/jyj/gk/": "县教育局"}))
    return pages


def owner() -> Portal:
    return Portal("suixi", "濉溪县人民政府", PortalKind.COUNTY, HOST + "/", ("standing",))


def bureau() -> Portal:
    return Portal(
        "jyj", "濉溪县教育局", PortalKind.DEPARTMENT, HOST + "/jyj/", ("standing",), "suixi"
    )


def town() -> Portal:
    return Portal(
        "bs", "百善镇人民政府", PortalKind.TOWNSHIP, HOST + "/c/c900/", ("standing",), "suixi"
    )


def sections(
    pages: Mapping[str, str], portal: Portal, *others: Portal
) -> tuple[Mapping[Role, Section], list[str]]:
    """What a visit finds, and the paths that it asked for as sections."""
    names = watchlist(portal, *others)
    machine = Visit(portal, neighbourhood(names, portal), AS_OF, Limits())
    waiting, asked = machine.begin(), []
    while waiting:
        task = waiting.pop(0)
        html = pages.get(task.url.removeprefix(HOST))
        body = (html or "404 Not Found").encode()
        digest = hashlib.sha256(body).hexdigest()
        fetch = Fetch(task, Snapshot(task.url, SEEN, digest, 200 if html else 404), task.url)
        robots = task.purpose is Purpose.ROBOTS
        reading = None if robots else read_answer(fetch, "text/html; charset=utf-8", body)
        if task.purpose is Purpose.SECTION:
            asked.append(task.url.removeprefix(HOST))
        waiting += machine.took(fetch, reading)
    machine.finish()
    laid = lay_out(machine.visited, machine.skipped, AS_OF, limits=Limits())
    return sections_of(laid, portal, AS_OF, Prior(), None), asked


def bureau_pages(menu: Links, frame: Links = FRAME) -> dict[str, str]:
    """A bureau below /jyj/, whose platform shows its own menu within the county's frame."""
    pages = county_pages()
    pages["/jyj/"] = page(row({"/jyj/gg/": "通知公告", "/jyj/gk/": "政府信息公开"}), frame)
    pages["/jyj/gk/"] = page(row(menu), frame)
    for url in menu:
        pages.setdefault(url, page(row(menu) + f"<p>{url}{TEXT}</p>", frame))
    return pages


OWN = {
    "/jyj/gk/zn/": "指南",
    "/jyj/gk/zd/": "制度",
    "/jyj/gk/fd/": "主动公开",
    "/jyj/gk/nb/": "年报",
    "/jyj/gk/jg/": "机构职能",
}


def test_an_application_channel_in_the_guests_own_menu_is_the_guests() -> None:
    pages = bureau_pages(OWN | {"/xxgk/ysq/": "依申请公开"})
    found, asked = sections(pages, bureau(), owner())
    request = found[Role.INFORMATION_REQUEST]
    assert (request.state, request.urls) == (ReadState.WHOLE, (HOST + "/xxgk/ysq/",))
    assert found[Role.GUIDE].urls == (HOST + "/jyj/gk/zn/",)
    assert found[Role.LEADERS].state is ReadState.ABSENT
    assert not {"/ld/", "/xxgk/zn/", "/xxgk/jg/"} & set(asked)


@pytest.mark.parametrize(
    "channel",
    [
        "",
        f"<p>{TEXT}</p>",
        f"<p>{TEXT}濉溪县人民政府各部门、各镇均可受理申请。</p>",
        f"<p>{TEXT}受理机构：濉溪县人民政府办公室。</p><p>县教育局受理点：政务大厅。</p>",
        f"<p>{TEXT}受理机构：濉溪县人民政府办公室。</p><p><a href='/f/'>在线申请</a></p>",
        None,
    ],
)
def test_an_application_channel_in_the_frame_settles_nothing(channel: str | None) -> None:
    frame = {**FRAME, "/xxgk/ysq/": "依申请公开"}
    pages = bureau_pages(OWN, frame)
    pages["/"] = page(row({"/jyj/": "县教育局"}), frame)
    del pages["/xxgk/ysq/"]
    if channel is not None:
        pages["/xxgk/ysq/"] = page(channel, frame)
    found, _ = sections(pages, bureau(), owner())
    request = found[Role.INFORMATION_REQUEST]
    assert (request.state, request.cause) == (ReadState.UNOBSERVABLE, Cause.AMBIGUOUS)
    assert found[Role.LEADERS].state is ReadState.ABSENT


def test_an_application_channel_that_is_the_owners_alone_is_not_the_guests() -> None:
    frame = {**FRAME, "/xxgk/ysq/": "依申请公开"}
    pages = bureau_pages(OWN, frame)
    pages["/"] = page(row({"/jyj/": "县教育局"}), frame)
    pages["/xxgk/ysq/"] = page(f"<p>{TEXT}受理机构：濉溪县人民政府办公室。</p>", frame)
    found, _ = sections(pages, bureau(), owner())
    assert found[Role.INFORMATION_REQUEST].state is ReadState.ABSENT


def test_the_menu_round_a_page_on_the_higher_host_says_nothing_of_the_lower_body() -> None:
    """A bureau on its own host; the city keeps its application page, in the city's frame."""
    city = Portal(
        "hb", "淮北市人民政府", PortalKind.CITY, "http://www.huaibei.test:8811/", ("standing",)
    )
    frame = {"/hd/": "互动交流", "/gb/": "政府公报"}
    pages = {"/": page(row({city.home + "bm/wsj/": "依申请公开", "/gk/": "信息公开"}), {})}
    pages["/gk/"] = page(row(OWN), {})
    pages |= {url: page(f"<p>{url}{TEXT}</p>", {}) for url in OWN}
    pages[city.home] = page("", frame)
    pages[city.home + "bm/wsj/"] = page(f"<p>{TEXT}</p>", frame)
    subject = Portal(
        "wsj", "淮北市卫生健康委员会", PortalKind.DEPARTMENT, HOST + "/", ("standing",), parent="hb"
    )
    found, _ = sections(pages, subject, city)
    assert found[Role.INFORMATION_REQUEST].urls == (city.home + "bm/wsj/",)
    assert found[Role.MESSAGE_BOARD].state is ReadState.ABSENT
    assert found[Role.GAZETTE].state is ReadState.ABSENT


def test_offices_of_the_owner_in_the_guests_own_menu_stay_the_owners() -> None:
    pages = bureau_pages(OWN | {"/ld/": "领导之窗", "/xxgk/zn/": "政府信息公开指南"})
    found, asked = sections(pages, bureau(), owner())
    assert found[Role.LEADERS].state is ReadState.ABSENT
    assert "/ld/" not in asked
    assert found[Role.GUIDE].urls == (HOST + "/jyj/gk/zn/",)


def test_the_owners_platform_tree_on_a_guests_page_is_not_the_guests() -> None:
    """Pages below the platform carry the county's tree, which the county's home does not."""
    pages = bureau_pages({"/jyj/gk/jg/": "机构职能"})
    tree = f'<div class="leftmenu">{row(OWNERS_TREE)}</div>'
    for url in ("/jyj/gk/", "/jyj/gk/jg/", "/jyj/"):
        pages[url] = pages[url].replace('<div class="main">', f'{tree}<div class="main">')
    found, asked = sections(pages, bureau(), owner())
    for role in (Role.GUIDE, Role.SYSTEM_RULES, Role.ANNUAL_REPORTS):
        assert found[role].state is ReadState.ABSENT
    assert found[Role.AGENCY_PROFILE].urls == (HOST + "/jyj/gk/jg/",)
    assert not set(OWNERS_TREE) & set(asked)


TOWN = {
    "/c/c910/": "公开指南",
    "/c/c911/": "公开制度",
    "/c/c912/": "主动公开内容",
    "/c/c913/": "年度报告",
}
OFFICES = {"/c/c920/": "班子成员", "/c/c921/": "百善概况", "/c/c922/": "申请公开渠道"}


@pytest.mark.parametrize("box", ["nav", "ul", "table"])
def test_a_guest_whose_columns_are_mere_numbers_has_menus_of_its_own(box: str) -> None:
    """Nothing in the addresses tells whose they are, and each page has another menu."""
    pages = county_pages()
    pages["/c/c900/"] = page(row({"/c/c902/": "镇里新闻", "/c/c901/": "百善镇政府信息公开"}, box))
    pages["/c/c901/"] = page(row(TOWN, box))
    pages["/c/c912/"] = page(row(OFFICES, box))
    for url in (*TOWN, *OFFICES):
        pages.setdefault(url, page(f"<p>{url}{TEXT}</p>"))
    found, asked = sections(pages, town(), owner())
    assert found[Role.PLATFORM].urls == (HOST + "/c/c901/",)
    for role, path in (
        (Role.GUIDE, "/c/c910/"),
        (Role.SYSTEM_RULES, "/c/c911/"),
        (Role.LEADERS, "/c/c920/"),
        (Role.AGENCY_PROFILE, "/c/c921/"),
        (Role.INFORMATION_REQUEST, "/c/c922/"),
    ):
        assert found[role].urls == (HOST + path,), role
        assert found[role].state is not ReadState.ABSENT, role
    assert not {"/ld/", *OWNERS_TREE} & set(asked)


def test_a_guest_without_a_platform_does_not_take_the_owners() -> None:
    pages = county_pages()
    pages["/c/c900/"] = page(
        row({"/c/c902/": "镇里新闻", "/c/c903/": "通知公告", "/c/c920/": "领导"})
    )
    for url in ("/c/c902/", "/c/c903/", "/c/c920/"):
        pages[url] = page(f"<p>{url}{TEXT}</p>")
    found, asked = sections(pages, town(), owner())
    assert found[Role.PLATFORM].state is ReadState.ABSENT
    assert found[Role.GUIDE].state is ReadState.ABSENT
    assert found[Role.LEADERS].urls == (HOST + "/c/c920/",)
    assert "/xxgk/" not in asked


def test_the_owners_inner_header_is_known_from_its_platform() -> None:
    """Inner pages of the whole host have another header than the county's home page."""
    inner = {**FRAME, "/jg/": "机构职能", "/c/c101/": "政府领导", "/ysq/": "依申请公开"}
    pages = county_pages()
    pages["/xxgk/"] = page(row({**OWNERS_TREE, "/c/c901/": "百善镇"}), inner)
    pages["/c/c900/"] = page(row({"/c/c902/": "镇里新闻", "/c/c901/": "信息公开"}), inner)
    pages["/c/c901/"] = page(row(TOWN), inner)
    for url in (*TOWN, "/c/c902/", "/jg/", "/c/c101/", "/ysq/"):
        pages[url] = page(f"<p>{url}{TEXT}</p>", inner)
    found, asked = sections(pages, town(), owner())
    assert found[Role.GUIDE].urls == (HOST + "/c/c910/",)
    assert found[Role.LEADERS].state is ReadState.ABSENT
    assert found[Role.AGENCY_PROFILE].state is ReadState.ABSENT
    assert not {"/jg/", "/c/c101/", "/ysq/"} & set(asked)


def test_the_name_of_the_site_over_a_menu_does_not_make_it_the_owners() -> None:
    pages = county_pages()
    site = '<div class="tit">濉溪县人民政府</div>'
    pages["/c/c900/"] = page(site + row({"/c/c902/": "镇里新闻", "/c/c901/": "信息公开"}))
    pages["/c/c901/"] = page(f"<div>{site}{row(TOWN)}</div>")
    for url in (*TOWN, "/c/c902/"):
        pages[url] = page(f"<p>{url}{TEXT}</p>")
    found, _ = sections(pages, town(), owner())
    assert found[Role.GUIDE].urls == (HOST + "/c/c910/",)
    assert found[Role.SYSTEM_RULES].urls == (HOST + "/c/c911/",)


def test_an_organ_in_the_query_tells_guests_of_one_column_apart() -> None:
    """All bodies share one column page; only organId says whose it shows."""
    base = "/gk/column/4697?organId="
    menu = {f"{base}681&cat={n}": label for n, label in enumerate(OWN.values(), 1)}
    pages = county_pages()
    pages["/xxgk/"] = page(row({"/gk/column/4697": "法定主动公开内容", **OWNERS_TREE}))
    listed = {f"{base}682": "信息公开", f"{base}682&cat=9": "领导信息", f"{base}683": "机构职能"}
    pages[base + "681"] = page(row(menu) + row(listed) + row({"/gk/column/4697": "领导信息"}))
    for url in (*menu, *listed, "/gk/column/4697"):
        pages[url] = page(f"<p>{url}{TEXT}</p>")
    home = HOST + base + "681"
    guest = Portal("jyj", "濉溪县教育局", PortalKind.DEPARTMENT, home, ("standing",), "suixi")
    found, asked = sections(pages, guest, owner())
    assert found[Role.AGENCY_PROFILE].urls == (HOST + base + "681&cat=5",)
    assert found[Role.LEADERS].state is not ReadState.WHOLE
    assert not any("682" in url or "683" in url or url == "/gk/column/4697" for url in asked)


def test_an_owners_platform_that_cannot_be_seen_hides_nothing_of_the_guest() -> None:
    pages = bureau_pages(OWN)
    del pages["/xxgk/"]
    found, _ = sections(pages, bureau(), owner())
    assert found[Role.GUIDE].state is ReadState.WHOLE
    assert found[Role.LEADERS].state is ReadState.ABSENT


def test_a_channel_that_the_higher_portal_names_everywhere_serves_for_applications() -> None:
    """A county whose own menu leads to the city's common form for applications."""
    city = Portal(
        "hb", "淮北市人民政府", PortalKind.CITY, "http://www.huaibei.test:8811/", ("standing",)
    )
    form = "http://www.huaibei.test:8811/ysq/"
    pages = county_pages()
    pages["/xxgk/"] = page(row({**OWNERS_TREE, form: "依申请公开", form + "x/": "领导之窗"}))
    pages["/xxgk/"] = pages["/xxgk/"].replace('<li><a href="/xxgk/ysq/">依申请公开</a></li>', "")
    pages[city.home] = page("", {form: "依申请公开", form + "x/": "领导之窗"})
    pages[form] = page(f"<p>{TEXT}</p>", {"/ysq/1/": "政府信息公开指南"})
    subject = Portal(
        "suixi", "濉溪县人民政府", PortalKind.COUNTY, HOST + "/", ("standing",), parent="hb"
    )
    found, asked = sections(pages, subject, city)
    request = found[Role.INFORMATION_REQUEST]
    assert (request.state, request.urls, request.elsewhere) == (ReadState.WHOLE, (form,), True)
    assert form + "x/" not in asked


@pytest.mark.parametrize(
    "home, own, others",
    [
        (
            "http://h/public/column/4697?type=4&organId=681",
            "http://h/public/column/4697?type=2&organId=681",
            ("http://h/public/column/4697?organId=682", "http://h/public/column/4697?type=4"),
        ),
        (
            "http://h/gk/list.html?deptCode=jyj01",
            "http://h/gk/show.html?id=7&deptCode=jyj01",
            ("http://h/gk/list.html?deptCode=wjw01", "http://h/gk/list.html"),
        ),
    ],
)
def test_a_parameter_that_names_the_body_marks_out_the_area(
    home: str, own: str, others: tuple[str, ...]
) -> None:
    area: Area = area_of(home)
    assert area.holds(home)
    assert area.holds(own)
    assert not any(area.holds(url) for url in others)


@pytest.mark.parametrize(
    "name, short",
    [
        ("濉溪县教育局", "教育局"),
        ("松荫市河东区卫生健康委员会", "卫生健康委员会"),
        ("云溪县市场监督管理局", "市场监督管理局"),
        ("百善镇人民政府", "百善镇"),
        ("濉溪县人民政府", "濉溪县"),
    ],
)
def test_how_a_body_is_called_at_home(name: str, short: str) -> None:
    assert short_name(name) == short


def test_labels_with_the_bodys_own_name() -> None:
    assert without_name("百善概况", "百善镇人民政府") == "概况"
    assert without_name("百善镇政府信息公开", "百善镇人民政府") == "政府信息公开"
    assert without_name("濉溪动态", "濉溪县教育局") == "动态"
    assert without_name("教育局领导", "濉溪县教育局") == "领导"
    assert without_name("政府信息公开", "百善镇人民政府") == ""
    assert without_name("百善镇", "百善镇人民政府") == ""
    assert names_body("县教育局", "濉溪县教育局")
    assert names_body("百善", "百善镇人民政府")
    assert not names_body("人民政府", "百善镇人民政府")
    assert not names_body("四铺镇", "百善镇人民政府")
    assert not names_body("教育", "濉溪县教育局")

"""What a home page shows in frames or scripts' pieces is read with it, or known as unread."""

from __future__ import annotations

import pytest

from checks.engine.outcome import Outcome
from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.reading import Frame
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records import AccountList, Cause, HomeFrames, HotlineNumbers, SearchBox, SiteIdentity
from tests.checks.rows import judge_by
from tests.crawler.visit.county import HOME, Site, at, county, visit

MENU = "".join(f"<li><a href='/m{n}/'>栏目{n}的名称</a></li>" for n in range(12))
BODY = f"<h1>云溪县人民政府</h1><ul>{MENU}</ul><p>{'今日要闻，县政府召开会议。' * 30}</p>"
FOOT = "主办单位：云溪县人民政府 网站标识码：3301270001 浙ICP备05000001号 联系电话：0571-64120001"
SEARCH_FORM = "<form action='/search'><input name='keyword' placeholder='请输入搜索内容'></form>"
HOTLINE_ENTRY = "<a href='/12345/'>12345政务服务便民热线</a>"
ACCOUNTS = "<p>微信公众号：云溪发布</p><p>新浪微博：云溪发布</p>"


def site_of(home: str, pages: dict[str, str], kind: str = "text/html") -> Site:
    site = county()
    for path, html in {"/": f"<html><body>{home}</body></html>", **pages}.items():
        media = "application/javascript" if path.endswith(".js") else kind

        def make(task, shot, html=html, media=media):  # type: ignore[no-untyped-def]
            return read(task, Page.parse(task.url, html.encode(), media, 200), shot)

        site.page(path, make)
    return site


def of(home: str, pages: dict[str, str], kind: type) -> list:  # type: ignore[type-arg]
    records = visit(site_of(home, pages)).dossier.records
    return [one for one in records if isinstance(one, kind)]


@pytest.mark.parametrize(
    "how",
    [
        "<iframe src='/part.html' width='100%' height='120'></iframe>",
        "<iframe data-src='part.html'></iframe>",
        "<object type='text/html' data='/part.html'></object>",
        "<div id=f></div><script>$('#f').load('/part.html');</script>",
        "<div data-include='/part.html'></div>",
        "<script>document.write('<iframe src=\"/part.html\" height=90></iframe>')</script>",
    ],
)
def test_a_piece_of_the_home_page_is_read_with_it(how: str) -> None:
    part = f"<body>{SEARCH_FORM}{HOTLINE_ENTRY}<p>{FOOT}</p></body>"
    home, pages = BODY + how, {"/part.html": part}
    [box] = of(home, pages, SearchBox)
    assert box.plain, box
    assert box.action == at("/search")
    assert "12345" in {f.value for one in of(home, pages, HotlineNumbers) for f in one.numbers}
    [identity] = of(home, pages, SiteIdentity)
    assert dict(identity.fields)["site_code"].value == "3301270001"
    assert identity.url == HOME
    assert identity.snapshot.url == at("/part.html"), "the evidence is the page that shows it"
    assert not of(home, pages, HomeFrames)


def test_a_script_that_writes_the_foot_is_read() -> None:
    script = f"""/* foot */ document.write('<div class=\\"foot\\">{FOOT}</div>');"""
    home, pages = BODY + "<script src='/js/footer.js'></script>", {"/js/footer.js": script}
    [identity] = of(home, pages, SiteIdentity)
    assert dict(identity.fields)["icp_number"].value


def test_a_library_is_not_asked_for() -> None:
    home = BODY + "<script src='/js/jquery.js'></script><script src='/js/topnav.js'></script>"
    seen = visit(site_of(home, {}))
    assert not seen.asked_urls(Purpose.FRAME)


def test_a_frame_in_a_frame_is_read_and_one_deeper_is_not() -> None:
    pages = {
        "/a.html": "<iframe src='/b.html'></iframe>",
        "/b.html": f"{HOTLINE_ENTRY}<iframe src='/c.html'></iframe>",
        "/c.html": SEARCH_FORM,
    }
    home = BODY + "<iframe src='/a.html'></iframe>"
    assert "12345" in {f.value for one in of(home, pages, HotlineNumbers) for f in one.numbers}
    assert not of(home, pages, SearchBox)
    [left] = of(home, pages, HomeFrames)
    assert left.unread == (at("/c.html"),)


def test_a_home_page_all_of_frames_is_one_page() -> None:
    home = "<frameset><frame src='top.html'><frame src='main.html'></frameset>"
    pages = {"/top.html": SEARCH_FORM + HOTLINE_ENTRY, "/main.html": BODY + FOOT}
    site = site_of("", pages)
    site.page("/", lambda t, s: read(t, Page.parse(t.url, home.encode(), "text/html", 200), s))
    seen = visit(site)
    asked = seen.asked_urls()
    assert asked.count(at("/top.html")) == 1, "a frame that was read is not looked at again"
    assert seen.dossier.section(Role.HOME) is not None
    assert [one for one in seen.dossier.records if isinstance(one, SearchBox)]


def test_the_menu_in_a_frame_leads_to_sections() -> None:
    bare = visit(county()).dossier.sections
    home = BODY + "<iframe src='/old.html' height='60'></iframe>"
    site = site_of(home, {})
    site.pages[at("/old.html")] = county().pages[HOME]
    framed = visit(site).dossier.sections
    for role, section in bare.items():
        assert framed[role].state is section.state, role


@pytest.mark.parametrize(
    ("frame", "down", "unread"),
    [
        ("<iframe src='http://other.test/x.html' width='100%' height='400'></iframe>", None, True),
        ("<iframe src='http://weather.test/x' width='300' height='25'></iframe>", None, False),
        ("<iframe src='http://count.test/x' style='display:none'></iframe>", None, False),
        ("<iframe src='/part.html'></iframe>", Cause.UNREACHABLE, True),
        ("<iframe src='/part.html'></iframe>", 404, False),
        ("<iframe src='/plan.pdf'></iframe>", None, False),
        ("<iframe src='about:blank'></iframe><iframe></iframe>", None, False),
    ],
)
def test_what_was_not_read_proves_nothing_absent(
    frame: str, down: int | Cause | None, unread: bool
) -> None:
    site = site_of(BODY + FOOT + frame, {})
    if down is not None:
        site.down[at("/part.html")] = down
    dossier = visit(site).dossier
    assert [one for one in dossier.records if isinstance(one, HomeFrames)] != [] or not unread
    expected = Outcome.CANT_TELL if unread else Outcome.FAILED
    [found] = judge_by("hotline_unified", dossier)
    assert found.outcome is expected, found.statement
    expected = Outcome.CANT_TELL if unread else Outcome.INAPPLICABLE
    [found] = judge_by("site_search_works", dossier)
    assert found.outcome is expected, found.statement


def test_a_foot_without_a_code_fails_once_every_frame_was_read() -> None:
    foot = "版权所有 云溪县人民政府 主办 联系电话：0571-64120001"
    home, pages = BODY + foot + "<iframe src='/a.html'></iframe>", {"/a.html": HOTLINE_ENTRY}
    [found] = judge_by("site_identity", visit(site_of(home, pages)).dossier)
    assert found.outcome is Outcome.FAILED, found.statement
    site = site_of(home, pages)
    site.down[at("/a.html")] = Cause.UNREACHABLE
    [found] = judge_by("site_identity", visit(site).dossier)
    assert found.outcome is Outcome.CANT_TELL, found.statement


def test_accounts_in_a_frame_are_listed() -> None:
    home, pages = BODY + "<iframe src='/media.html'></iframe>", {"/media.html": ACCOUNTS}
    accounts = [account for one in of(home, pages, AccountList) for account in one.accounts]
    assert {one.name for one in accounts} == {"云溪发布"}
    roles = (Role.HOME, Role.NEW_MEDIA)
    [found] = judge_by("new_media_listed", visit(site_of(home, pages), roles=roles).dossier)
    assert found.outcome is not Outcome.FAILED, found.statement
    site = site_of(home, pages)
    site.down[at("/media.html")] = Cause.UNREACHABLE
    [found] = judge_by("new_media_listed", visit(site, roles=roles).dossier)
    assert found.outcome is Outcome.CANT_TELL, found.statement
    [found] = judge_by("new_media_listed", visit(site_of(BODY, {}), roles=roles).dossier)
    assert found.outcome is Outcome.FAILED, found.statement


def test_no_more_frames_are_asked_for_than_the_bound() -> None:
    frames = "".join(f"<iframe src='/f{n}.html'></iframe>" for n in range(12))
    site = site_of(BODY + frames, {f"/f{n}.html": "<p>栏目</p>" for n in range(12)})
    seen = visit(site)
    assert len(seen.asked_urls(Purpose.FRAME)) == 8
    [left] = [one for one in seen.dossier.records if isinstance(one, HomeFrames)]
    assert len(left.unread) == 4


def test_frames_are_named_with_their_size() -> None:
    html = f"<body>{BODY}<iframe src='/a' height=30></iframe><iframe src='/b'></iframe></body>"
    shot = visit(county()).dossier.records[0].snapshot
    reading = read(Task(Purpose.HOME, HOME, Role.HOME), Page.parse(HOME, html.encode()), shot)
    assert reading.frames == (Frame(at("/a"), small=True), Frame(at("/b")))

"""Sections of unusual names, told by what their pages hold."""

from __future__ import annotations

from dataclasses import replace

from crawler.pages.reading import Reading, Target
from crawler.pages.task import Purpose, Task
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.dossier import ReadState
from crawler.records.model import Cause, Snapshot
from tests.crawler.visit.county import (
    HOST,
    MENU,
    Make,
    Row,
    Site,
    ago,
    at,
    county,
    letter,
    link,
    numbered,
    visit,
)

LETTERS = [Row(f"/tx/{n}.html", f"请问第{n}件事怎么办", ago(n)) for n in range(1, 5)]


def holding(site: Site, path: str, role: Role, rows: list[Row], *menu: Target) -> None:
    """A list whose content, seen while exploring, speaks for a role."""
    site.rows(path, rows, *menu)
    site.page(path, speaking(site.pages[at(path)], role))


def speaking(plain: Make, role: Role) -> Make:
    def make(task: Task, shot: Snapshot) -> Reading:
        looked = task.purpose is Purpose.EXPLORE
        return replace(plain(task, shot), holds=((role, 0.85),) if looked else ())

    return make


def without_gazette(*more: Target) -> Site:
    site = county()
    site.menu("/zwgk/", link("/gfxwj/", "规范性文件"), link("/ldzc/", "领导之窗"), *more)
    return site


def letters(*, proving: bool) -> Site:
    """A board of an unusual name whose rows say nothing but what is asked."""
    site = county()
    site.menu("/hdjl/", *MENU, link("/tx/", "同心"), link("/yjzj/", "意见征集"))
    site.rows("/tx/", LETTERS)
    for row in LETTERS:
        site.record(row.path, letter())
        if proving:
            site.page(row.path, speaking(site.pages[at(row.path)], Role.MESSAGE_BOARD))
    return site


def test_a_section_is_told_by_what_it_holds() -> None:
    site = without_gazette(link("/fz/", "府之声"))
    holding(site, "/fz/", Role.GAZETTE, numbered("/fz/g", 4))
    for seed in range(3):
        section = visit(site, seed=seed).dossier.section(Role.GAZETTE)
        assert (section.state, section.entries) == (ReadState.WHOLE, 4)
        assert (section.name, section.clicks) == ("府之声", 2)


def test_a_label_goes_before_content() -> None:
    site = county()
    site.menu("/", *MENU, link("/zcjd/", "更多", "政策解读"), link("/fz/", "府之声"))
    holding(site, "/fz/", Role.GAZETTE, numbered("/fz/g", 4))
    assert visit(site).dossier.section(Role.GAZETTE).urls == (HOST + "/gb/",)


def test_three_clicks_are_within_reach_under_any_name_and_four_are_not() -> None:
    site = without_gazette(link("/qt/", "其他"))
    site.menu("/qt/", link("/fz/", "府之声"), link("/deeper/", "更深处"))
    site.menu("/deeper/", link("/fz2/", "府之音"))
    holding(site, "/fz2/", Role.GAZETTE, numbered("/fz2/g", 2))
    assert visit(site).dossier.section(Role.GAZETTE).state is ReadState.ABSENT
    holding(site, "/fz/", Role.GAZETTE, numbered("/fz/g", 4))
    section = visit(site).dossier.section(Role.GAZETTE)
    assert (section.state, section.clicks) == (ReadState.WHOLE, 3)


def test_another_bodys_page_serves_nothing() -> None:
    site = without_gazette(link("/fz/", "府之声", "县教育局"))
    holding(site, "/fz/", Role.GAZETTE, numbered("/fz/g", 4))
    assert visit(site).dossier.section(Role.GAZETTE).state is ReadState.ABSENT


def test_what_was_heard_counts_when_no_further_page_may_be_asked() -> None:
    site = without_gazette(link("/fz/", "府之声"), link("/qt/", "其他"))
    site.menu("/qt/", *(link(f"/far{n}/", f"远处{n}") for n in range(3)))
    holding(site, "/fz/", Role.GAZETTE, numbered("/fz/g", 4))
    looks = len(visit(site).asked_urls(Purpose.EXPLORE)) - 3
    dossier = visit(site, limits=Limits(navigation_pages=looks)).dossier
    assert dossier.section(Role.GAZETTE).state is ReadState.WHOLE
    assert {m.url for m in dossier.misses if m.cause is Cause.LIMIT} >= {HOST + "/far2/"}


def test_nothing_is_absent_while_pages_at_the_last_click_were_not_looked_at() -> None:
    site = without_gazette(link("/qt/", "其他"))
    site.menu("/qt/", *(link(f"/far{n}/", f"远处{n}") for n in range(3)))
    every = len(visit(site).asked_urls(Purpose.EXPLORE))
    assert visit(site).dossier.section(Role.GAZETTE).state is ReadState.ABSENT
    cut = visit(site, limits=Limits(navigation_pages=every - 1)).dossier.section(Role.GAZETTE)
    assert (cut.state, cut.cause) == (ReadState.UNOBSERVABLE, Cause.LIMIT)


def test_rows_that_do_not_tell_are_asked() -> None:
    run = visit(letters(proving=True))
    section = run.dossier.section(Role.MESSAGE_BOARD)
    assert (section.state, section.entries) == (ReadState.WHOLE, 4)
    assert len(run.dossier.messages) == 4
    assert len([u for u in run.asked_urls(Purpose.EXPLORE) if "/tx/" in u]) == 3


def test_rows_that_prove_nothing_make_no_board() -> None:
    section = visit(letters(proving=False)).dossier.section(Role.MESSAGE_BOARD)
    assert section.state is ReadState.ABSENT


def test_an_empty_page_of_a_vague_name_gives_way_to_content() -> None:
    site = letters(proving=True)
    site.menu("/hdjl/", *MENU, link("/rx/", "民生热线"), link("/tx/", "同心"))
    site.rows("/rx/", [])
    holding(site, "/tx/", Role.MESSAGE_BOARD, LETTERS)
    assert visit(site).dossier.section(Role.MESSAGE_BOARD).urls == (HOST + "/tx/",)


def test_a_row_of_a_list_is_no_place_to_look_for_sections() -> None:
    site = county()
    site.menu("/zwgk/", link("/gfxwj/", "规范性文件"), link("/ldzc/", "领导之窗"))
    rows = [Row(f"/xjxd/m{n}.html", f"咨询医保缴费{n}", ago(n)) for n in range(4)]
    site.rows("/xjxd/", rows, *(link(row.path, row.title) for row in rows))
    run = visit(site)
    assert run.dossier.section(Role.GAZETTE).state is ReadState.ABSENT
    assert HOST + "/xjxd/m1.html" not in run.asked_urls(Purpose.EXPLORE)


def test_a_section_named_among_friendly_links_is_another_bodys() -> None:
    site = without_gazette()
    away = "http://gb.peer.test/"
    site.menu("/", *MENU, link(away, "政府公报", "友情链接", template=True))
    assert visit(site).dossier.section(Role.GAZETTE).state is ReadState.ABSENT
    site.menu("/", *MENU, link(away, "政府公报", template=True))
    assert visit(site).dossier.section(Role.GAZETTE).state is ReadState.UNOBSERVABLE


def test_a_menu_beside_a_page_is_none_of_its_parts() -> None:
    site = county()
    site.menu("/", *MENU, link("/zcjd/", "更多", "政策解读"), link("/xxgk/gk/", "云溪掠影"))
    site.text("/xxgk/gk/", 300)
    site.text("/xxgk/ysq/", 10, link("/xxgk/gk/", "云溪掠影"))
    section = visit(site).dossier.section(Role.INFORMATION_REQUEST)
    assert (section.state, section.urls) == (ReadState.EMPTY, (HOST + "/xxgk/ysq/",))

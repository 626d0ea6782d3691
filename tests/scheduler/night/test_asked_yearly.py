"""What a yearly notice asks of a visit besides sections and columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from checks.rulebooks import load_rulebook
from crawler.portals import PortalKind, Role
from crawler.records import Asked, Reach
from scheduler.night.asked import asked_by
from tests.builders import portal, standing

FOLDER = Path(__file__).parents[2] / "rulebooks"
YEAR = date(2026, 1, 1)
OFFICE = {
    "政务公开专栏", "政务公开工作", "政务公开动态", "政务公开工作动态", "基层政务公开",
    "基层政务公开标准化规范化", "工作部署", "方案部署", "政务公开培训",
}  # fmt: skip


def asked(name: str = "云溪县人民政府", kind: PortalKind = PortalKind.COUNTY) -> Asked:
    return asked_by([load_rulebook("yunzhou-2026", FOLDER)], portal(name, kind))


def test_lists_are_read_back_to_the_beginning_of_the_year() -> None:
    reaches = asked().reaches
    assert {Reach(role, YEAR) for role in (Role.NEWS, Role.NOTICES, Role.NAMED)} <= set(reaches)
    assert {reach.since for reach in reaches} == {YEAR}


def test_themes_catalogues_and_items_are_columns() -> None:
    names = {one.name for one in asked().columns} - OFFICE
    assert names == {"稳岗就业", "农村供水", "燃气安全", "一件事", "社会救助", "政府开放日"}


def test_themes_that_do_not_concern_a_body_are_not_sought() -> None:
    bureau = asked("云溪县水务局", PortalKind.DEPARTMENT)
    names = {one.name for one in bureau.columns} - OFFICE
    assert names == {"农村供水", "一件事", "社会救助", "政府开放日"}


def test_the_openness_office_s_own_columns_are_sought_for_plans_and_events() -> None:
    assert {one.name for one in asked().columns} >= OFFICE


def test_pages_are_sought_by_the_titles_of_plans_and_catalogues() -> None:
    assert asked().titles == ("政务公开.{0,12}(?:实施方案|任务分工|任务分解)", "一件事")
    assert asked().whole_tree
    assert asked().entrances == (Role.HOME, Role.PLATFORM)


def test_whom_no_row_binds_is_asked_for_nothing() -> None:
    assert asked("石桥镇人民政府", PortalKind.TOWNSHIP) == Asked()


def test_the_standing_rulebook_asks_for_none_of_this() -> None:
    found = asked_by([standing()], portal())
    assert (found.reaches, found.titles, found.whole_tree, found.entrances) == (
        (),
        (),
        False,
        (),
    )

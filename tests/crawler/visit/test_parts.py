"""Which links of a section's page lead to sub-columns of it."""

from __future__ import annotations

from crawler.pages.reading import Reading, Target
from crawler.pages.roles import roles_table
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.visit.choose import parts_of
from crawler.visit.territory import Territory, neighbourhood
from tests.crawler.visit import county

BOARD = Task(Purpose.SECTION, county.at("/board/"), Role.MESSAGE_BOARD, label="局长信箱")


def parts(*targets: Target) -> list[str]:
    portal = county.portal()
    territory = Territory(portal, neighbourhood(county.watchlist(portal), portal))
    reading = Reading(column="局长信箱", targets=targets)
    found = parts_of(BOARD, reading, roles_table()[Role.MESSAGE_BOARD], territory)
    return [task.url.removeprefix(county.HOST) for task in found]


def test_kinds_of_letters_under_the_boards_name_are_parts_of_it() -> None:
    assert parts(county.link("/k1/", "供水供气", "局长信箱")) == ["/k1/"]


def test_a_link_to_what_the_menu_calls_another_section_is_no_part() -> None:
    menu = county.link("/notices/", "公示公告", template=True)
    assert parts(menu, county.link("/notices/", "城市更新", "局长信箱")) == []

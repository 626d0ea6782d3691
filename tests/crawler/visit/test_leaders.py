"""Whoever has a card in the list of leaders and a page of his own is one leader."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.portals.roles import Role
from crawler.records.model import Leader, Snapshot
from crawler.visit.leaders import without_cards

INDEX, PAGE = "http://www.yunxi.test/ld/#1", "http://www.yunxi.test/ld/1.html"
CUT, WHOLE = "负责发展改革……", "负责发展改革、政务公开等方面工作。"


def leader(url: str, division: str = "", unread: bool = False, **more: object) -> Leader:
    shot = Snapshot(url, datetime(2026, 11, 29, tzinfo=UTC), "0" * 64)
    told = {"name": "罗广田", "post": "副县长", "division": division, "unread": unread, **more}
    return Leader(url, "罗广田", Role.LEADERS, shot, **told)  # type: ignore[arg-type]


def kept(card: Leader, page: Leader) -> list[str]:
    return [one.url for one in without_cards({"card": card, "page": page}, {"card"})]


@pytest.mark.parametrize("card", [("", False), (CUT, True), (WHOLE, False), ("", True)])
def test_what_a_card_tells_gives_way_to_a_page_that_tells_duties(card: tuple[str, bool]) -> None:
    assert kept(leader(INDEX, *card), leader(PAGE, WHOLE)) == [PAGE]


@pytest.mark.parametrize(
    ("card", "page"),
    [
        (leader(INDEX, WHOLE), leader(PAGE)),  # the page tells less
        (leader(INDEX, "", True), leader(PAGE)),
        (leader(INDEX, CUT, True), leader(PAGE, WHOLE, name="秦素琴")),
        (leader(INDEX, CUT, True), leader(PAGE, WHOLE, present=False)),
        (leader(INDEX, CUT, True), leader(PAGE + "#2", WHOLE)),  # a page of several
    ],
)
def test_a_card_stays_beside_a_page_that_does_not_tell_as_much_of_him(
    card: Leader, page: Leader
) -> None:
    assert kept(card, page) == [card.url, page.url]


@pytest.mark.parametrize(
    ("card", "page", "one"),
    [
        ("局长", "", False),  # the page would take his post away
        ("局长", "副局长", False),
        ("副局长", "局长", False),
        ("党组书记、局长", "党组书记", False),
        ("", "", True),
        ("", "副局长", True),
        ("局长", "党组书记、局长", True),
        ("县委常委、副县长", "云溪县人民政府副县长（挂职）", True),
        ("副县长、公安局局长", "副县长", True),
        ("党组成员", "县水利局党组成员", True),
        ("县政府副县长", "云溪县人民政府副县长", True),
        ("县政府县长", "云溪县人民政府副县长", False),
    ],
)
def test_a_card_gives_way_only_to_a_page_that_tells_the_same_post(
    card: str, page: str, one: bool
) -> None:
    found = kept(leader(INDEX, "", True, post=card), leader(PAGE, WHOLE, post=page))
    assert found == ([PAGE] if one else [INDEX, PAGE])


def test_pages_and_cards_of_others_stay() -> None:
    found = {"a": leader(PAGE, WHOLE), "b": leader("http://www.yunxi.test/ld/2.html", WHOLE)}
    assert list(without_cards(found, set())) == [*found.values()]
    assert list(without_cards(found, {"a", "b"})) == [*found.values()]

"""Pages offer what their routes give, and nothing that they would refuse."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from checks.engine.case import CaseState
from checks.engine.outcome import Basis
from scheduler.desk import papering
from tests.console.folk import Console, issue
from tests.scheduler.papers.papertown import Town, finding

FIRST, SECOND, THIRD = "2026-11-20", "2026-11-21", "2026-11-22"
TOLD = finding(1)
SUSPECTED = finding(3, basis=Basis.ABSENCE)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    made.night(FIRST, TOLD, finding(5, portal="jiaoyu"))
    issue(made, TOLD, FIRST)
    return made


def test_no_page_offers_what_its_route_refuses(town: Town) -> None:
    town.night(SECOND, SUSPECTED)
    console = Console(town)
    notice, pack = "/portals/yunxi/notice.docx", "/portals/yunxi/pack.docx"
    for who, run, refused in (
        ("reader", FIRST, (notice, "/notices.zip")),
        ("unit", FIRST, (notice,)),
        ("assessor", SECOND, (notice, pack, "/notices.zip")),
    ):
        page = console.get(f"/portals/yunxi?run={run}", who=who).text
        page += console.get(f"/findings?run={run}", who=who).text
        for path in (notice, pack, "/notices.zip"):
            offered = f'href="{path}?run={run}"' in page
            assert offered is (path not in refused and (who, path) != ("unit", "/notices.zip"))
        for path in refused:
            assert console.get(f"{path}?run={run}", who=who).status_code == 404
    page = console.get(f"/portals/yunxi?run={FIRST}").text
    assert f'href="{notice}?run={FIRST}"' in page


def test_whether_there_is_a_notice_is_asked_by_the_rule_of_the_notices(town: Town) -> None:
    disputed = finding(9, portal="yunzhou")
    town.night(SECOND, TOLD, disputed, SUSPECTED)
    town.decide(SECOND, disputed, CaseState.DISPUTED)
    town.night(THIRD, disputed)
    told = {}
    for run, unit in product((FIRST, SECOND, THIRD), ("yunxi", "jiaoyu", "yunzhou")):
        found = list(papering.notices(town.db, town.place, run, unit, drafts=True))
        told[run, unit] = papering.noticed(town.db, town.place, run, unit, drafts=True)
        assert told[run, unit] is bool(found), (run, unit)
    assert told[SECOND, "yunxi"]
    assert not told[SECOND, "yunzhou"]
    assert not told[THIRD, "yunxi"]
    assert papering.noticed(town.db, town.place, FIRST, drafts=True)
    assert not papering.noticed(town.db, town.place, FIRST, drafts=False)

"""Releases in the console: what was looked at is what is released, by whom, with a note."""

from __future__ import annotations

from pathlib import Path

from checks.engine.outcome import Outcome
from scheduler.reporting.feeding import released_scores
from scheduler.store.releases import releases
from tests.console.acting import Acting
from tests.scheduler.papers.papertown import Town, finding

RUN = "2026-11-20"
MONITOR = '[[monitor.rounds]]\nid = "2026-4"\nstart_on = 2026-10-01\nend_on = 2026-12-31\n'


def made(folder: Path) -> tuple[Acting, Town]:
    town = Town(folder, monitor=MONITOR)
    town.night(RUN, finding(1, Outcome.PASSED), finding(2))
    town.publish(RUN)
    return Acting(town.place), town


def digest_of(acting: Acting) -> str:
    page = acting.get("approver", f"/release/{RUN}").text
    return page.split('name="digest" value="')[1].split('"')[0]


def test_release_and_withdrawal(tmp_path: Path) -> None:
    acting, town = made(tmp_path)
    listed = acting.get("approver", "/release").text
    assert "未发布" in listed
    assert "2026-4" in listed
    assert "未冻结" in listed
    digest = digest_of(acting)
    assert acting.logged("unreleased") == [("approver", f"{RUN} /release/{RUN}")]
    done = acting.post("approver", f"/release/{RUN}", digest=digest, note="经 审定")
    assert done.status_code == 303
    known = releases(town.db)[RUN]
    assert (known.digest, known.person) == (digest, "审批人丙")
    assert released_scores(town.db, town.place.places, [RUN])
    page = acting.get("approver", f"/release/{RUN}").text
    assert "已发布" in page
    assert "经 审定" in page
    assert 'name="digest"' not in page
    assert acting.post("approver", f"/release/{RUN}/withdraw", note=" ").status_code == 409
    assert RUN in releases(town.db)
    assert acting.post("approver", f"/release/{RUN}/withdraw", note="有误").status_code == 303
    assert RUN not in releases(town.db)
    assert acting.post("approver", f"/release/{RUN}/withdraw", note="有误").status_code == 409
    assert [one.action for one in acting.desk.releases.log()] == ["withdraw", "release"]
    assert acting.logged("release") == [("approver", f"{RUN} {digest}")]
    assert acting.logged("release withdrawn") == [("approver", RUN)]


def test_another_edition_than_the_one_looked_at(tmp_path: Path) -> None:
    acting, town = made(tmp_path)
    digest = digest_of(acting)
    town.night(RUN, finding(1), finding(2))
    town.publish(RUN)
    refused = acting.post("approver", f"/release/{RUN}", digest=digest)
    assert refused.status_code == 409
    assert "已有更新的版本" in refused.text
    assert not releases(town.db)
    # What was released and comes out otherwise says so.
    acting.post("approver", f"/release/{RUN}", digest=digest_of(acting))
    town.night(RUN, finding(1), finding(2), finding(3))
    town.publish(RUN)
    assert "更正了已发布的得分" in acting.get("approver", "/release").text


def test_a_run_that_is_not_in_the_feed(tmp_path: Path) -> None:
    acting, town = made(tmp_path)
    town.night("2026-11-21")
    assert "2026-11-21" in acting.get("approver", "/release").text
    assert acting.get("approver", "/release/2026-11-21").status_code == 404


def test_whoever_may_not(tmp_path: Path) -> None:
    acting, town = made(tmp_path)
    digest = digest_of(acting)
    for who in ("reader", "assessor", "admin", "unit"):
        assert acting.get(who, "/release").status_code == 404
        assert acting.get(who, f"/release/{RUN}").status_code == 404
        assert acting.post(who, f"/release/{RUN}", digest=digest).status_code == 404
        assert acting.post(who, f"/release/{RUN}/withdraw", note="x").status_code == 404
        assert 'href="/release"' not in acting.get(who, "/findings").text
    assert not releases(town.db)
    assert len(acting.logged("refused")) == 16

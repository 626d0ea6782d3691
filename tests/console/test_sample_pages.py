"""The human sample in the console: blind until the answer, in the drawn order, once each."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checks.engine.outcome import Outcome
from crawler.portals import Round
from reports.console.deeds import NotDone
from reports.console.rechecks import Answer, Recheck
from scheduler.desk.books import StoredBooks
from tests.console.acting import NOW, Acting, rows
from tests.scheduler.papers.papertown import Town, finding

RUN = "2026-11-20"
FAILED = "该文件缺少规范的文号，按规定须标注。"
PASSED = "要素齐全，未见问题。"
PAGE = "<html><body><p>联系电话 13812345678</p></body></html>".encode()


FOUND = (finding(1, statement=FAILED), finding(2, Outcome.PASSED, statement=PASSED))


def made(folder: Path, *rounds: Round) -> tuple[Acting, Town]:
    town = Town(folder)
    town.night(RUN, *FOUND)
    seal(town, 1, RUN, "ab" * 32)
    listed = town.place.watchlist
    monitor = replace(listed.monitor, rounds=rounds)
    return Acting(replace(town.place, watchlist=replace(listed, monitor=monitor))), town


def seal(town: Town, seq: int, run: str, sha256: str) -> None:
    """A manifest of a run that pins nothing."""
    name = f"{seq}.json"
    town.place.places.archive.mkdir(exist_ok=True)
    (town.place.places.archive / name).write_text('{"groups": []}', "utf-8")
    row = {"seq": seq, "run": run, "file": name, "sha256": sha256, "made_at": NOW.isoformat()}
    town.db.table("manifests").insert(row)


def answer(acting: Acting, number: int, who: str = "assessor", **changes: Any) -> Any:
    page = acting.get(who, f"/sample/{RUN}").text
    drawn = page.split('name="drawn" value="')[1].split('"')[0]
    given = {"number": str(number), "drawn": drawn, "answer": "met", "note": "看过"}
    return acting.post(who, f"/sample/{RUN}", **(given | changes))


def test_nothing_tells_the_verdict_before_the_answer(tmp_path: Path) -> None:
    acting, _ = made(tmp_path)
    for one in acting.desk.sample.drawn(RUN):
        page = acting.get("assessor", f"/sample/{RUN}").text
        number = int(page.split('name="number" value="')[1].split('"')[0])
        told = (FAILED, PASSED, one.candidate.case_id, one.candidate.digest, "/findings/",
                'class="outcome', "pictures")  # fmt: skip
        assert not [words for words in told if words in page]
        assert "引文" in page
        assert "doc_metadata_complete" in page
        assert acting.get("assessor", f"/sample/{RUN}/{number}").status_code == 404
        done = answer(acting, number)
        assert done.headers["location"] == f"/sample/{RUN}/{number}"
        page = acting.get("assessor", f"/sample/{RUN}/{number}").text
        assert (FAILED if one.candidate.outcome is Outcome.FAILED else PASSED) in page
    assert acting.get("assessor", f"/sample/{RUN}").status_code == 303
    page = acting.get("assessor", f"/sample?pool={RUN}").text
    assert "误判" in page
    assert "（1/2，" in page


def test_a_round_that_is_over_is_drawn_once_of_all_its_nights(tmp_path: Path) -> None:
    acting, town = made(tmp_path, Round("R1", date(2026, 11, 1), date(2026, 11, 21)))
    town.night("2026-11-21", finding(3, Outcome.CANT_TELL))
    seal(town, 2, "2026-11-21", "cd" * 32)
    town.night("2026-11-22", finding(4, Outcome.INAPPLICABLE))
    seal(town, 3, "2026-11-22", "ef" * 32)
    drawn = acting.desk.sample.drawn("round:R1")
    seen = {one.candidate.outcome: one.run for one in drawn}
    # Each with the last night that judged so; nothing of the night after the round.
    assert seen == {
        Outcome.FAILED: RUN, Outcome.PASSED: RUN, Outcome.CANT_TELL: "2026-11-21",
    }  # fmt: skip
    assert acting.desk.sample.seed("round:R1") == "cd" * 32
    # It is what the page offers first, and is answered like that of a night.
    page = acting.get("assessor", "/sample").text
    assert 'href="/sample?pool=round:R1" aria-current="true"' in page
    page = acting.get("assessor", "/sample/round:R1").text
    ticket = page.split('name="drawn" value="')[1].split('"')[0]
    given = {"number": "1", "drawn": ticket, "answer": "met"}
    assert acting.post("assessor", "/sample/round:R1", **given).status_code == 303
    assert acting.get("assessor", "/sample/round:R1/1").status_code == 200
    assert rows(town.db, "rechecks")[0]["run"] == drawn[0].run


def test_a_round_that_lasts_is_not_drawn(tmp_path: Path) -> None:
    acting, _ = made(tmp_path, Round("R1", date(2026, 11, 1), date(2026, 11, 22)))
    assert "2026-11-22 结束后抽取" in acting.get("assessor", "/sample").text
    for address in ("/sample?pool=round:R1", "/sample/round:R1", "/sample/round:R1/1",
                    "/sample/round:R1/1/copies/0", "/sample/round:R9"):  # fmt: skip
        assert acting.get("assessor", address).status_code == 404
    sent = {"number": "1", "drawn": "x", "answer": "met"}
    assert acting.post("assessor", "/sample/round:R1", **sent).status_code == 404


def test_the_answer_is_kept_with_person_and_time_and_for_good(tmp_path: Path) -> None:
    acting, town = made(tmp_path)
    one = acting.desk.sample.drawn(RUN)[0].candidate
    answer(acting, 1, answer="not_met")
    kept = rows(town.db, "rechecks")
    assert len(kept) == 1
    assert (kept[0]["person"], kept[0]["at"], kept[0]["answer"], kept[0]["note"]) == (
        "测评员乙", "2026-11-22T09:00:00+08:00", "not_met", "看过",
    )  # fmt: skip
    assert (kept[0]["case_id"], kept[0]["outcome"]) == (one.case_id, one.outcome.value)
    assert acting.logged("sample") == [("assessor", f"{RUN} 1 not_met")]
    again = Recheck(NOW, "他人", RUN, "ab" * 32, one, Answer.MET)
    with pytest.raises(NotDone):
        acting.desk.sample.record(again)
    with pytest.raises(sqlite3.IntegrityError):
        town.db.execute("UPDATE rechecks SET answer = 'met'")


def test_nobody_chooses_and_the_copy_is_masked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting, town = made(tmp_path)
    monkeypatch.setattr(StoredBooks, "archived", lambda books, run, sha256, url: PAGE)
    copy = acting.get("assessor", f"/sample/{RUN}/1/copies/0")
    assert "联系电话" in copy.text
    assert "13812345678" not in copy.text
    assert "sandbox" in copy.headers["content-security-policy"]
    assert acting.get("assessor", f"/sample/{RUN}/1/copies/9").status_code == 404
    assert answer(acting, 2).status_code == 409
    assert answer(acting, 1, drawn="0" * 32).status_code == 409
    assert acting.get("assessor", f"/sample/{RUN}/2/copies/0").status_code == 404
    assert acting.get("assessor", f"/sample/{RUN}/99").status_code == 404
    assert not rows(town.db, "rechecks")


def test_an_unchanged_judgement_is_rechecked_once(tmp_path: Path) -> None:
    acting, town = made(tmp_path)
    answer(acting, 1)
    first = acting.desk.sample.drawn(RUN)[0].candidate
    town.night("2026-11-21", *FOUND)
    seal(town, 2, "2026-11-21", "cd" * 32)
    same = [one for one in acting.desk.sample.drawn("2026-11-21") if one.candidate == first]
    assert all(one.recheck is not None for one in same)
    # A rerun is sealed anew and draws by the first seal all the same.
    seal(town, 3, RUN, "ef" * 32)
    assert acting.desk.sample.drawn(RUN)[0].candidate == first


def test_the_rate_stands_beside_the_scores_once_there_is_enough(tmp_path: Path) -> None:
    acting, _ = made(tmp_path)
    drawn = acting.desk.sample.drawn(RUN)
    assert "差错率" not in acting.get("reader", "/").text
    for number in range(5):
        fresh = {**vars(drawn[0].candidate), "digest": str(number), "outcome": Outcome.PASSED}
        made_up = type(drawn[0].candidate)(**fresh)
        acting.desk.sample.record(Recheck(NOW, "甲", RUN, "ab" * 32, made_up, Answer.MET))
    both = "/rulebooks/compare?one=standing&other=sixian-2020"
    for page in ("/", "/portals/yunxi", "/rulebooks/standing", both):
        assert "0% <span" in acting.get("assessor", page).text


def test_a_run_without_a_seal_and_whoever_may_not(tmp_path: Path) -> None:
    acting, town = made(tmp_path)
    town.night("2026-11-21")
    assert "没有存证清单" in acting.get("assessor", "/sample").text
    own = f"/sample/{RUN}"
    for who in ("reader", "admin", "unit"):
        for address in ("/sample", own, f"{own}/1", f"{own}/1/copies/0"):
            assert acting.get(who, address).status_code == 404
        sent = acting.post(who, f"/sample/{RUN}", number="1", drawn="x", answer="met")
        assert sent.status_code == 404
    assert not rows(town.db, "rechecks")

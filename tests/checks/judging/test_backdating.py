"""Suspected back-dating: told with both proofs, decided by nobody but a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from crawler.portals import Role
from crawler.records import Cause, Evidence, LateEntry, Record
from tests.builders import (
    AS_OF,
    BEIJING,
    day,
    document,
    dossier,
    entry,
    interpretation,
    judge_one,
    report,
    section,
)

EARLIER = datetime(2026, 10, 20, 2, 5, tzinfo=BEIJING)


def late(
    record: Record, dated: str, absent: str = "2026-10-20", seen: datetime = AS_OF
) -> LateEntry:
    at = datetime.fromisoformat(f"{absent}T02:00").replace(tzinfo=BEIJING)
    before = Evidence("http://www.yunxi.test/list/", EARLIER, "b" * 64, "列表（完整采集，共9条）")
    return LateEntry(
        record.url, record.title, record.role, record.snapshot, dated_on=day(dated),
        absent_at=at, first_seen_at=seen, list_url=before.url, before=(before,),
    )  # fmt: skip


def says_both(finding: Finding, record: Record) -> bool:
    """Whether a finding tells the hint and cites the page now and the list of that night."""
    cited = {(one.url, one.sha256) for one in finding.evidence}
    page = (record.snapshot.url, record.snapshot.sha256)
    told = "疑似倒签" in finding.statement and "2026年10月20日完整采集" in finding.statement
    return told and {page, ("http://www.yunxi.test/list/", "b" * 64)} <= cited


def test_a_publication_in_time_by_such_a_date_alone_is_left_to_a_person() -> None:
    law = document(signed="2026-09-25", published="2026-09-28")
    clean = judge_one("doc_publication_latency", dossier(law))
    assert clean.outcome is Outcome.PASSED
    assert "倒签" not in clean.statement
    found = judge_one("doc_publication_latency", dossier(law, late(law, "2026-09-28")))
    assert (found.outcome, found.cause) == (Outcome.CANT_TELL, Cause.AMBIGUOUS)
    assert says_both(found, law)
    assert found.case_id == clean.case_id


def test_what_the_first_sight_agrees_with_stands_and_says_so() -> None:
    law = document(signed="2026-09-25", published="2026-09-28")
    soon = late(law, "2026-09-28", seen=datetime(2026, 10, 21, 2, tzinfo=BEIJING))
    found = judge_one("doc_publication_latency", dossier(law, soon))
    assert found.outcome is Outcome.PASSED
    assert says_both(found, law)
    slow = document(signed="2026-03-25", published="2026-09-10", validity=None)
    old = judge_one("doc_publication_latency", dossier(slow, late(slow, "2026-09-10")))
    assert old.outcome is Outcome.FAILED
    assert says_both(old, slow)


def test_a_day_that_the_list_does_not_contradict_is_none_of_it() -> None:
    law = document(signed="2026-09-25", published="2026-10-20")
    found = judge_one("doc_publication_latency", dossier(law, late(law, "2026-10-20")))
    assert found.outcome is Outcome.PASSED
    assert "倒签" not in found.statement


def test_an_interpretation_and_its_document() -> None:
    law, piece = document(published="2026-09-28"), interpretation(published="2026-09-29")
    parts = (law, piece, entry(Role.INTERPRETATIONS, "jd/1.html", piece.title, "2026-09-29"))
    assert judge_one("interpretation_latency", dossier(*parts)).outcome is Outcome.PASSED
    found = judge_one("interpretation_latency", dossier(*parts, late(piece, "2026-09-29")))
    assert found.outcome is Outcome.CANT_TELL
    assert says_both(found, piece)
    slow = replace(piece, published_on=document(published="2026-11-19").published_on)
    row = entry(Role.INTERPRETATIONS, "jd/1.html", piece.title, "2026-11-19")
    parts = (law, slow, row)
    assert judge_one("interpretation_latency", dossier(*parts)).outcome is Outcome.FAILED
    found = judge_one("interpretation_latency", dossier(*parts, late(law, "2026-09-28")))
    assert found.outcome is Outcome.CANT_TELL, "by its first sight the document came yesterday"


def test_what_another_page_shows_in_time_does_not_rest_on_the_doubted_day() -> None:
    law = document(signed="2026-09-25", published="2026-09-28")
    notice = entry(Role.NOTICES, "tz/1.html", law.title, "2026-09-26")
    found = judge_one("doc_publication_latency", dossier(law, notice, late(law, "2026-09-28")))
    assert found.outcome is Outcome.PASSED
    piece, second = (
        interpretation(published="2026-09-29"),
        interpretation(
            "jd/2.html", "图解：《云溪县农村公路养护管理办法》政策解读", published="2026-09-30"
        ),
    )
    seen = dossier(law, piece, second, late(piece, "2026-09-29"))
    told = judge_one("interpretation_latency", seen)
    assert told.outcome is Outcome.PASSED
    assert "疑似倒签" in told.statement
    title = "云溪县人民政府2025年政府信息公开工作年度报告"
    both = (report("nb/1.html", title, "2026-01-20"), report("nb/2.html", title, "2026-02-20"))
    held = dossier(*both, late(both[0], "2026-01-20", "2026-04-02"),
                   sections=(section(Role.ANNUAL_REPORTS),))  # fmt: skip
    assert judge_one("annual_report_on_time", held).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("absent", "seen", "outcome"),
    [("2026-04-02", AS_OF, Outcome.CANT_TELL), ("2026-02-10", "2026-02-11", Outcome.PASSED)],
)
def test_a_yearly_report(absent: str, seen: datetime | str, outcome: Outcome) -> None:
    yearly = report("nb/1.html", "云溪县人民政府2025年政府信息公开工作年度报告", "2026-01-20")
    first = seen if isinstance(seen, datetime) else datetime.fromisoformat(f"{seen}T02:00+08:00")
    held = dossier(yearly, late(yearly, "2026-01-20", absent, first),
                   sections=(section(Role.ANNUAL_REPORTS),))  # fmt: skip
    found = judge_one("annual_report_on_time", held)
    assert found.outcome is outcome
    assert "疑似倒签" in found.statement


def test_bytes_that_were_archived_twice_are_cited_by_one_moment() -> None:
    law = document(signed="2026-09-25", published="2026-09-28")
    one = late(law, "2026-09-28")
    again = replace(one.before[0], captured_at=EARLIER + timedelta(days=1))
    other = replace(
        late(document("doc/2.html"), "2026-09-28"), before=(again,), url="http://www.yunxi.test/2"
    )
    found = judge_one("doc_publication_latency", dossier(law, other, one))
    moments = [e.captured_at for e in found.evidence if e.sha256 == "b" * 64]
    assert moments == [again.captured_at]

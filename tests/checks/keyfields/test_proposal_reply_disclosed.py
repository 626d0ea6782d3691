"""proposal_reply_disclosed, as a table of cases. The year asked for is 2025."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from crawler.portals import PortalKind, Role
from crawler.records import Cause, Entry, Field, Link, ProposalReply, ReadState, Record, Source
from tests.builders import (
    calendar,
    day,
    dossier,
    entry,
    field,
    judge,
    miss,
    on,
    requirement,
    section,
    shot,
    url_of,
)

CHECK, ROLE = "proposal_reply_disclosed", Role.PROPOSALS
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
DEPUTIES, MEMBERS = "人大代表建议", "政协提案"
HOME = "http://www.yunxi.test/"


def reply(
    kind: str = DEPUTIES,
    path: str = "",
    *,
    title: str = "对县十八届人大四次会议第12号建议的答复",
    published: str | None = "2025-08-06",
    number: str | None = "云政函〔2025〕12号",
    issuer: str | None = "云溪县民政局",
    year: int | None = 2025,
    is_reply: bool = True,
    text_chars: int = 900,
    **more: Any,
) -> ProposalReply:
    url = url_of(path or f"ta/{kind}.html")
    return ProposalReply(
        url, title, ROLE, shot(url), url, on(published), field(number) if number else None,
        field(issuer) if issuer else None, None,
        Field(kind, kind, Source.TEXT) if kind else None, year, is_reply, text_chars, **more,
    )  # fmt: skip


def row(title: str, dated: str | None, path: str = "ta/9.html") -> Entry:
    return entry(ROLE, path, title, dated)


def results(records: list[Record], **more: Any) -> list[tuple[str, Outcome, str | None]]:
    found = judge(CHECK, dossier(*records, **more))
    return [(f.subject, f.outcome, f.aspect) for f in found]


BOTH = [reply(), reply(MEMBERS)]

OWN: dict[str, tuple[ProposalReply, Outcome, str | None]] = {
    "whole": (reply(), PASSED, None),
    "without a number": (reply(number=None), FAILED, "文号"),
    "without issuer and number": (reply(number=None, issuer=None), FAILED, "发布机构、文号"),
    "with an origin alone": (reply(issuer=None, origin=field("云溪县民政局网站")), PASSED, None),
    "without a date": (reply(published=None), FAILED, "发布日期"),
    "without a year of its own": (reply(year=None), PASSED, None),
    "short": (reply(text_chars=20), PASSED, None),
    "withheld": (
        reply(number=None, text_chars=20, withheld=field("该件答复不予公开")), INAPPLICABLE, None),
}  # fmt: skip


@pytest.mark.parametrize(("one", "result", "aspect"), OWN.values(), ids=OWN)
def test_each_reply(one: ProposalReply, result: Outcome, aspect: str | None) -> None:
    assert results([one, reply(MEMBERS)])[0] == (one.url, result, aspect)
    assert len(results([one, reply(MEMBERS)])) == 2


KINDS: dict[str, tuple[list[Record], list[tuple[Outcome, str | None]]]] = {
    "both": (list(BOTH), []),
    "one": ([reply()], [(FAILED, MEMBERS)]),
    "none": ([], [(FAILED, DEPUTIES), (FAILED, MEMBERS)]),
    "this year's only": (
        [reply(year=2026), reply(MEMBERS)], [(FAILED, DEPUTIES)]),
    "one without a year, published this year": (
        [reply(year=None, published="2026-02-03"), reply(MEMBERS)], [(FAILED, DEPUTIES)]),
    "last year's, published this year": (
        [reply(published="2026-02-03"), reply(MEMBERS)], []),
    "one that tells no kind": ([reply(), reply("", "ta/0.html")], [(CANT_TELL, MEMBERS)]),
    "a report on all": ([reply(), reply("", is_reply=False)], [(FAILED, MEMBERS)]),
    "a cover with a file": (
        [reply(), reply("", is_reply=False, text_chars=10,
                        attachments=(Link("http://www.yunxi.test/1.pdf", "答复"),))],
        [(CANT_TELL, MEMBERS)]),
    "one that is published tomorrow": (
        [reply(), reply(MEMBERS, published="2026-11-21")], [(FAILED, MEMBERS)]),
}  # fmt: skip


@pytest.mark.parametrize(("records", "at_home"), KINDS.values(), ids=KINDS)
def test_kinds(records: list[Record], at_home: list[tuple[Outcome, str | None]]) -> None:
    assert [(o, a) for s, o, a in results(records) if s == HOME] == at_home


def test_a_missing_kind_has_an_identity_and_waits() -> None:
    finding = next(f for f in judge(CHECK, dossier(reply())) if f.subject == HOME)
    assert (finding.identity, finding.basis) == (MEMBERS, Basis.ABSENCE)


def test_what_was_not_seen() -> None:
    unread = row("关于县政协第7号提案的答复", "2025-08-09")
    gone = miss(ROLE, "ta/9.html", Cause.CHALLENGED)
    found = results([reply(), unread], misses=[gone])
    assert found[1:] == [(unread.url, CANT_TELL, None), (HOME, CANT_TELL, MEMBERS)]
    old = row("关于县政协第7号提案的答复", "2023-08-09")
    assert results([reply(), old], misses=[gone])[1:] == [(HOME, FAILED, MEMBERS)]
    part = section(ROLE, ReadState.PART, Cause.LIMIT)
    assert results([reply()], sections=[part])[1:] == [(HOME, CANT_TELL, MEMBERS)]
    absent = section(ROLE, ReadState.ABSENT)
    assert [o for _, o, _ in results([], sections=[absent])] == [FAILED, FAILED]
    stated = section(ROLE, ReadState.EMPTY, statement_on=day("2026-03-01"))
    assert results([], sections=[stated]) == [(HOME, INAPPLICABLE, None)]


def test_whether_a_body_below_a_government_had_any_to_answer_nobody_sees() -> None:
    seen = dossier(reply(number=None))
    bureau = replace(seen, portal=replace(seen.portal, kind=PortalKind.DEPARTMENT))
    found = [(one.outcome, one.aspect) for one in judge(CHECK, bureau)]
    assert found == [(FAILED, "文号"), (CANT_TELL, MEMBERS)]


@pytest.mark.parametrize(
    ("title", "dated", "outcome"),
    [
        ("云溪县2025年人大代表建议和政协提案办理情况", "2026-01-08", CANT_TELL),
        ("建议提案办理工作总结", "2025-12-08", CANT_TELL),
        ("云溪县2024年建议提案办理情况", "2025-01-08", FAILED),
        ("建议提案征集公告", "2025-12-08", FAILED),
    ],
)
def test_a_report_on_all_may_do_where_the_clause_says_so(
    title: str, dated: str, outcome: Outcome
) -> None:
    seen = dossier(reply(), row(title, dated))
    asked = requirement(CHECK)
    content = replace(asked, terms={**asked.terms, "report_patterns": ["(?:建议|提案).{0,12}办理"]})
    for under, result in ((content, outcome), (asked, FAILED)):
        found = list(checks()[CHECK].judge(seen, under, calendar()))
        assert [(one.outcome, one.aspect) for one in found[1:]] == [(result, MEMBERS)]


def test_the_cells_of_its_row_are_shown_too() -> None:
    listed = entry(ROLE, reply().url, "第12号建议", "2025-08-06",
                   fields=(("number", field("云政函〔2025〕12号")),))  # fmt: skip
    assert results([listed, reply(number=None), reply(MEMBERS)])[0][1] is PASSED


def judged(
    one: ProposalReply, until: str | None = None, **terms: Any
) -> list[tuple[Outcome, str | None]]:
    row_ = requirement(CHECK)
    row_ = replace(
        row_, terms={**row_.terms, **terms}, until_on=day(until) if until else row_.until_on
    )
    found = checks()[CHECK].judge(dossier(one, reply(MEMBERS)), row_, calendar())
    return [(f.outcome, f.aspect) for f in found]


def test_full_texts_are_asked_for_by_some_clauses() -> None:
    assert judged(reply(text_chars=300), full_text=True)[0] == (PASSED, None)
    assert judged(reply(text_chars=299), full_text=True)[0] == (FAILED, "全文")
    assert judged(reply(text_chars=299, pictures=3), full_text=True)[0] == (CANT_TELL, None)
    assert judged(reply(text_chars=9, number=None), full_text=True)[0] == (FAILED, "文号、全文")
    assert judged(reply(number=None), full_text=True, fields=())[0] == (PASSED, None)


def test_a_clause_on_full_texts_alone_names_no_fields() -> None:
    row_ = requirement(CHECK)
    row_ = replace(row_, terms={**row_.terms, "fields": (), "full_text": True})
    (told, _) = checks()[CHECK].judge(dossier(*BOTH), row_, calendar())
    assert told.statement == "该件答复公开了全文（字数为本市设定）。"


def test_summaries_are_asked_for_by_some_clauses() -> None:
    wanted = ("发布机构", "内容概述", "发布日期", "文号")
    assert judged(reply(), fields=wanted)[0] == (PASSED, None)


def test_a_notice_of_this_year_asks_for_this_year_until_its_end() -> None:
    assert judged(reply(year=2026), until="2026-12-31") == [(PASSED, None), (PENDING, MEMBERS)]
    assert judged(reply(year=2026), until="2025-12-31")[-1] == (FAILED, DEPUTIES)

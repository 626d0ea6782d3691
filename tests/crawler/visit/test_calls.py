"""Calls for opinions, replies to proposals and emergency plans: which pages a visit reads."""

from __future__ import annotations

from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records import Consultation, EmergencyPlan
from crawler.records.dossier import ReadState
from crawler.records.model import Cause, Link
from crawler.visit.rules import WANTED
from crawler.visit.words import tells_outcome
from tests.crawler.visit.county import MENU, Row, ago, at, call, county, link, numbered, visit

ROLES = (*WANTED, Role.EMERGENCY_PLANS)


def test_calls_are_read_page_by_page() -> None:
    seen = visit(county()).dossier
    calls = [r for r in seen.records if isinstance(r, Consultation)]
    assert len(calls) == seen.section(Role.CONSULTATIONS).entries == 5


def test_calls_older_than_the_window_are_not() -> None:
    site = county()
    site.rows("/yjzj/", [*numbered("/yjzj/a", 2), Row("/yjzj/old.html", "旧", ago(451))])
    run = visit(site)
    assert at("/yjzj/old.html") not in run.asked_urls()
    assert not run.dossier.misses


def test_pages_beyond_the_bound_are_misses_of_their_own() -> None:
    run = visit(county(), limits=Limits(row_pages=3))
    section = run.dossier.section(Role.CONSULTATIONS)
    assert (section.state, section.cause) == (ReadState.PART, Cause.LIMIT)
    assert [m.cause for m in run.dossier.misses] == [Cause.LIMIT, Cause.LIMIT]
    assert all(m.url in m.detail and not m.column for m in run.dossier.misses)
    assert run.dossier.section(Role.NORMATIVE_DOCUMENTS).state is ReadState.WHOLE


def test_what_a_call_links_as_its_outcome_is_read() -> None:
    site = county()
    site.record("/yjzj/a0.html", call(Link(at("/jg/1.html"), "征集结果"), Link(at("/x/"), "更多")))
    site.record("/yjzj/a1.html", call(Link("http://elsewhere.example/1", "采纳情况")))
    site.record("/jg/1.html", call())
    run = visit(site)
    assert at("/jg/1.html") in run.asked_urls()
    assert at("/x/") not in run.asked_urls()
    found = [r for r in run.dossier.records if r.url == at("/jg/1.html")]
    assert [r.role for r in found] == [Role.CONSULTATION_FEEDBACK]
    assert [(m.cause, m.linked_from) for m in run.dossier.misses] == [
        (Cause.BLOCKED, at("/yjzj/a1.html"))
    ]


def test_of_emergency_plans_only_rows_that_name_one_are_read() -> None:
    site = county()
    site.menu("/zwgk/", *MENU, link("/yjya/", "应急预案"), link("/gfxwj/", "规范性文件"))
    titles = ("防汛应急预案", "工作动态", "值班安排", "通知")
    rows = [Row(f"/yjya/{n}.html", title, ago(n)) for n, title in enumerate(titles, 1)]
    site.rows("/yjya/", rows)
    site.record(
        "/yjya/1.html", lambda t, s: EmergencyPlan(t.url, t.label, t.role, s, text_chars=900)
    )
    run = visit(site, roles=ROLES)
    assert at("/yjya/1.html") in run.asked_urls()
    assert at("/yjya/2.html") not in run.asked_urls()
    assert [r.title for r in run.dossier.records if isinstance(r, EmergencyPlan)] == [
        "防汛应急预案"
    ]


def test_labels_of_outcomes() -> None:
    for label in ("征集结果", "意见反馈", "采纳情况", "查看结果", "意见征集结果反馈", "结果公示"):
        assert tells_outcome(label), label
    for label in (
        "更多",
        "我要反馈意见",
        "反馈意见表.doc",
        "意见征集",
        "《办法》征求意见采纳情况公告",
    ):
        assert not tells_outcome(label), label
    assert tells_outcome("关于《养老办法》征求意见采纳情况的公告", in_body=True)
    assert not tells_outcome("意见反馈表", in_body=True)

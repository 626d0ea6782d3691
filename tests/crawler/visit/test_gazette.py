"""The issues of a gazette that rulebooks ask for, and the documents that these carry."""

from __future__ import annotations

from crawler.pages.task import Task
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.addresses import lot
from crawler.records.columns import Asked
from crawler.records.copies import DocumentCopy
from crawler.records.dossier import ReadState
from crawler.records.issues import IssuesAsked
from crawler.records.materials import GazettePage
from crawler.records.model import Cause, Link, Snapshot
from tests.crawler.visit.county import Row, Site, ago, at, county, document, link, visit

TITLE = "云溪县农村公路养护管理办法"


def issue(*contents: Link) -> object:
    def make(task: Task, shot: Snapshot) -> GazettePage:
        return GazettePage(task.url, task.label, task.role, shot, issue=True, contents=contents)

    return make


ROWS = [Row(f"/gb/{n}.html", f"公报2026年第{30 - n}期", ago(n * 30)) for n in range(9)]


def site(*rows: Row) -> Site:
    made = county()
    made.menu("/", link("/gb/", "政府公报"), link("/gf/", "规范性文件"), link("/ld/", "领导之窗"))
    made.rows("/gb/", rows)
    made.rows("/gf/", [Row("/gf/1.html", TITLE, ago(80))])
    made.record("/gf/1.html", document("甲"))
    made.record("/gb/copy.html", document("乙"))
    said = (Link(at("/gb/copy.html"), TITLE, "", True), Link(at("/gb/x.html"), "别的", "", True))
    for row in rows:
        made.record(row.path, issue(*said))  # type: ignore[arg-type]
    return made


def asking(days: int = 0, sample: int = 0, texts: bool = False) -> Asked:
    return Asked(issues=IssuesAsked(days, sample, texts))


def opened(made: Site, asked: Asked, **more: object) -> set[str]:
    run = visit(made, asking=asked, **more)  # type: ignore[arg-type]
    assert run.dossier.section(Role.GAZETTE).state is ReadState.WHOLE
    return {page.url for page in run.dossier.gazette_pages}


def test_no_issue_is_opened_unless_a_rulebook_asks() -> None:
    assert opened(site(*ROWS), Asked()) == set()


def test_those_of_the_days_asked_for() -> None:
    assert opened(site(*ROWS), asking(days=90)) == {at(row.path) for row in ROWS[:4]}


def test_a_sample_by_lot_whatever_the_order() -> None:
    drawn = set(sorted((at(row.path) for row in ROWS), key=lot)[:3])
    for seed in range(3):
        assert opened(site(*ROWS), asking(sample=3), seed=seed) == drawn


def test_the_newest_within_the_bound_and_the_rest_is_told() -> None:
    run = visit(site(*ROWS), asking=asking(days=200), limits=Limits(gazette_issues=2))
    assert {page.url for page in run.dossier.gazette_pages} == {at("/gb/0.html"), at("/gb/1.html")}
    missed = {m.url: m.cause for m in run.dossier.misses if m.role is Role.GAZETTE}
    assert missed == {at(f"/gb/{n}.html"): Cause.LIMIT for n in range(2, 7)}
    assert run.dossier.section(Role.GAZETTE).state is ReadState.WHOLE


def test_issues_that_are_files_or_elsewhere_are_told() -> None:
    rows = [Row("/gb/1.pdf", "公报2026年第1期", ago(9)), Row("http://x.test/2", "第2期", ago(8))]
    run = visit(site(*rows), asking=asking(days=90))
    missed = {m.url: m.cause for m in run.dossier.misses if m.role is Role.GAZETTE}
    assert missed == {at("/gb/1.pdf"): Cause.UNREADABLE, "http://x.test/2": Cause.BLOCKED}


def test_documents_carried_are_read_where_their_words_are_compared() -> None:
    run = visit(site(*ROWS), asking=asking(days=90, texts=True))
    (copy,) = (one for one in run.dossier.records if isinstance(one, DocumentCopy))
    assert (copy.url, copy.role, copy.document.text) == (at("/gb/copy.html"), Role.GAZETTE, "乙")
    assert [one.text for one in run.dossier.documents] == ["甲"]
    plain = visit(site(*ROWS), asking=asking(days=90))
    assert not [one for one in plain.dossier.records if isinstance(one, DocumentCopy)]


def test_beyond_the_bound_of_texts() -> None:
    run = visit(site(*ROWS), asking=asking(days=90, texts=True), limits=Limits(gazette_texts=0))
    missed = {m.url: m.cause for m in run.dossier.misses if m.role is Role.GAZETTE}
    assert missed == {at("/gb/copy.html"): Cause.LIMIT}


def test_what_two_rows_ask_for_together() -> None:
    assert IssuesAsked(90, 3) | IssuesAsked(30, 10, True) == IssuesAsked(90, 10, True)
    assert not IssuesAsked(texts=True)

"""Notes behind rows: statements of none, and notices that keep documents in force."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.pages.reading import ListReading, Reading, Turn
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records.dossier import ReadState
from tests.crawler.visit.county import Row, Site, ago, at, county, document, numbered, visit

KEEPING = "关于公布继续有效文件清单的公告"


def with_note(*others: Row) -> Site:
    """A county whose normative documents are a note that says none, and perhaps others."""
    site = county()
    site.rows("/gfxwj/", [Row("/gfxwj/n.html", "关于规范性文件的情况说明", ago(30)), *others])
    site.page(
        "/gfxwj/n.html",
        lambda t, s: Reading(
            listing=ListReading(blank=True, statement_on=ago(30)), own_text_chars=60
        ),
    )
    return site


def test_a_row_that_proved_a_statement_of_none_makes_its_section_one() -> None:
    dossier = visit(with_note()).dossier
    section = dossier.section(Role.NORMATIVE_DOCUMENTS)
    assert (section.statement_on, section.entries) == (ago(30), 0)
    assert section.state is ReadState.EMPTY
    assert dossier.documents == ()
    assert dossier.entries(Role.NORMATIVE_DOCUMENTS) == ()


def test_rows_beside_a_statement_stay() -> None:
    dossier = visit(with_note(Row("/gfxwj/d0.html", "灌溉办法", ago(10))), seed=3).dossier
    section = dossier.section(Role.NORMATIVE_DOCUMENTS)
    assert (section.statement_on, section.entries) == (ago(30), 1)
    assert section.state is ReadState.WHOLE
    assert section.newest_on == ago(10)
    assert [d.url for d in dossier.documents] == [at("/gfxwj/d0.html")]


@pytest.mark.parametrize("column", ["/tzgg/", "/zcwj/"])
def test_a_notice_that_keeps_documents_in_force_is_read(column: str) -> None:
    site = county()
    site.rows(column, [*numbered(column + "a", 3), Row(column + "k.html", KEEPING, ago(40))])
    site.record(column + "k.html", document("云政规〔2021〕3号继续有效。"))
    run = visit(site)
    (kept,) = [d for d in run.dossier.documents if d.url == at(column + "k.html")]
    assert kept.text == "云政规〔2021〕3号继续有效。"
    assert kept.role is not Role.NORMATIVE_DOCUMENTS
    # Other rows of the column are not followed.
    details = run.asked_urls(Purpose.DETAIL)
    assert at(column + "a0.html") not in details


@pytest.mark.parametrize("path", ["/tzgg/k.html", "/tzgg/k.pdf"])
def test_a_notice_that_cannot_be_read_is_a_miss(path: str) -> None:
    site = county()
    site.rows("/tzgg/", [Row(path, KEEPING, ago(40))])
    site.down[at(path)] = 500
    dossier = visit(site).dossier
    assert [(m.title, m.role) for m in dossier.misses] == [(KEEPING, Role.NOTICES)]
    assert replace(dossier.section(Role.NOTICES), evidence=()).newest_on == ago(40)


@pytest.mark.parametrize("way", ["link", "call"])
@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Reading(listing=ListReading(blank=True, total_rows=0)), ReadState.EMPTY),
        (Reading(listing=ListReading(blank=True), own_text_chars=4), ReadState.EMPTY),
        (Reading(listing=ListReading(blank=True)), ReadState.UNOBSERVABLE),
        (Reading(own_text_chars=4), ReadState.UNOBSERVABLE),
    ],
)
def test_what_the_call_of_a_script_answers(answer: Reading, state: ReadState, way: str) -> None:
    site = county()
    cover = ListReading(turns=(Turn(at("/api/list?p=1"), 1, way=way),))
    site.page("/yjzj/", lambda t, s: Reading(listing=cover, shell=way == "link"))
    site.page("/api/list?p=1", lambda t, s: answer)
    assert visit(site).dossier.section(Role.CONSULTATIONS).state is state

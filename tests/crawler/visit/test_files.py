"""Attachments in a visit: which are asked for, in what order, within which bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records import CASE, FILES, TEXT, Attachment, Cause, Document, Field, Source, Validity
from crawler.records.dossier import ReadState
from crawler.records.model import Link, Record, Snapshot
from crawler.visit.prior import Prior, prior_after
from tests.crawler.visit.county import AS_OF, Row, Site, ago, at, county, numbered, visit

SIZE = 1_000


def file(size: int = SIZE) -> object:
    def make(task: Task, shot: Snapshot) -> Reading:
        one = Attachment(
            task.url, task.label, task.role, shot, task.linked_from, task.url, size, "pdf", "pdf"
        )
        return Reading(records=(one,))

    return make


def offering(*paths: str, validity: Validity = Validity.VALID) -> object:
    def make(task: Task, shot: Snapshot) -> Record:
        return Document(
            task.url, task.label, task.role, shot, task.url, text="正文",
            validity=Field(validity, "有效", Source.LABEL),
            downloads=tuple(Link(at(path), path) for path in paths),
        )  # fmt: skip

    return make


def library(each: int = 2, documents: int = 3, size: int = SIZE) -> Site:
    site = county()
    site.rows("/gfxwj/", numbered("/gfxwj/d", documents))
    for n in range(documents):
        paths = [f"/f/{n}-{k}.pdf" for k in range(each)]
        site.record(f"/gfxwj/d{n}.html", offering(*paths))  # type: ignore[arg-type]
        for path in paths:
            site.page(path, file(size))  # type: ignore[arg-type]
    return site


@pytest.mark.parametrize("seed", range(3))
def test_the_first_of_every_document_goes_before_the_second_of_any(seed: int) -> None:
    run = visit(library(), seed=seed)
    asked = [url.rpartition("/")[2] for url in run.asked_urls(Purpose.FILE)]
    assert asked == ["0-0.pdf", "1-0.pdf", "2-0.pdf", "0-1.pdf", "1-1.pdf", "2-1.pdf"]
    assert run.visit.done
    assert {one.document for one in run.dossier.attachments} == {
        at(f"/gfxwj/d{n}.html") for n in range(3)
    }


@pytest.mark.parametrize(
    ("limits", "read"),
    [
        (Limits(attachments_per_portal=2), 2),
        (Limits(attachments_per_document=1), 3),
        (Limits(attachments_per_document=0), 0),
        (Limits(attachments_bytes=SIZE, attachments_per_document=10), 16),
    ],
)
def test_what_a_bound_cuts_off_is_a_miss(limits: Limits, read: int) -> None:
    run = visit(library(each=10, documents=3), limits=limits)
    assert len(run.dossier.attachments) == read
    cut = [miss for miss in run.dossier.misses if miss.cause is Cause.LIMIT]
    assert len(cut) == 30 - read
    assert all(miss.linked_from for miss in cut)
    assert run.dossier.section(Role.NORMATIVE_DOCUMENTS).state is ReadState.WHOLE


def test_attachments_take_no_pages_from_the_visit() -> None:
    pages = sum(t.purpose is not Purpose.FILE for t in visit(library()).asked)
    run = visit(library(), limits=Limits(pages_per_portal=pages))
    assert len(run.dossier.attachments) == 6


def test_a_dead_one_was_seen_and_a_silent_one_was_not() -> None:
    site = library(each=1)
    del site.pages[at("/f/0-0.pdf")]
    site.page("/f/0-0.pdf", file())  # type: ignore[arg-type]
    site.down[at("/f/0-0.pdf")] = 404
    site.down[at("/f/1-0.pdf")] = Cause.UNREACHABLE
    dossier = visit(site).dossier
    missed = {miss.url: miss for miss in dossier.misses}
    assert at("/f/0-0.pdf") not in missed
    assert missed[at("/f/1-0.pdf")].linked_from == at("/gfxwj/d1.html")
    assert dossier.section(Role.NORMATIVE_DOCUMENTS).state is ReadState.WHOLE


def test_those_of_ended_documents_and_of_other_hosts_are_not_asked_for() -> None:
    site = library(each=1)
    ended = offering("/f/0-0.pdf", validity=Validity.REPEALED)
    site.record("/gfxwj/d0.html", ended)  # type: ignore[arg-type]
    away = offering("http://files.example/x.pdf")
    site.record("/gfxwj/d1.html", away)  # type: ignore[arg-type]
    run = visit(site)
    assert run.asked_urls(Purpose.FILE) == [at("/f/2-0.pdf")]
    assert [(m.url, m.cause) for m in run.dossier.misses] == [
        ("http://files.example/x.pdf", Cause.BLOCKED)
    ]


def test_one_that_two_documents_offer_is_asked_for_once() -> None:
    site = library(each=1)
    site.record("/gfxwj/d1.html", offering("/f/0-0.pdf"))  # type: ignore[arg-type]
    asked = visit(site).asked_urls(Purpose.FILE)
    assert asked == [at("/f/0-0.pdf"), at("/f/2-0.pdf")]


@pytest.mark.parametrize("stop", [3, 20, 30, 36])
def test_a_visit_that_is_stopped_misses_what_it_had_planned(stop: int) -> None:
    run = visit(library(), stop_after=stop)
    seen = {one.url for one in run.dossier.attachments}
    missed = {miss.url for miss in run.dossier.misses}
    offered = {link.url for one in run.dossier.documents for link in one.downloads}
    assert offered <= seen | missed


def test_rows_that_are_files_are_asked_for_as_files() -> None:
    site = county()
    site.rows("/gfxwj/", [Row("/f/9.pdf", "云溪县农村公路管理办法", ago(3))])
    site.page("/f/9.pdf", file())  # type: ignore[arg-type]
    (one,) = visit(site).dossier.attachments
    assert (one.url, one.title) == (at("/f/9.pdf"), "云溪县农村公路管理办法")


def test_the_ledger_keeps_texts_files_and_open_problems() -> None:
    dossier = visit(library(each=1)).dossier
    prior = prior_after(Prior(), dossier)
    facts = {one.fact for one in prior.sightings if one.subject == at("/gfxwj/d0.html")}
    assert {TEXT, FILES} <= facts
    later = AS_OF + timedelta(days=1)
    noted = prior.worked_on([at("/gfxwj/d0.html"), at("/xjxd/m0.html"), "http://x/"], later)
    cases = [one for one in noted.sightings if one.fact == CASE]
    assert [(one.subject, one.at < later) for one in cases] == [(at("/gfxwj/d0.html"), True)]
    assert noted.worked_on([at("/gfxwj/d0.html")], later) == noted
    assert Prior.from_json(noted.to_json()) == noted
    after = prior_after(noted, replace(dossier, as_of=later))
    assert sum(one.fact == TEXT for one in after.sightings) == 2 * 3  # the first time and the last


def test_a_change_stays_explained_though_a_problem_is_open_for_a_year() -> None:
    dossier = visit(library(each=1)).dossier
    url = at("/gfxwj/d0.html")
    prior, nights = Prior(), [AS_OF + timedelta(days=n) for n in range(300)]
    turn, seen = nights[250], []
    for night in nights:
        prior = prior.worked_on([url], night)
        if night == turn:
            records = tuple(
                replace(one, text=one.text + "另行通知。")
                if isinstance(one, Document) and one.url == url
                else one
                for one in dossier.records
            )
            dossier = replace(dossier, records=records)
        dossier = replace(dossier, as_of=night)
        prior = prior_after(prior, dossier)
        own = [one for one in prior.sightings if one.subject == url]
        assert len(own) < 30, night
        if night >= turn:
            cases = [one.at for one in own if one.fact == CASE]
            seen.append(any(turn - timedelta(days=30) <= one <= turn for one in cases))
    assert all(seen)
    texts = [(one.shown, one.at) for one in own if one.fact == TEXT]
    assert min(moment for shown, moment in texts if shown != texts[0][0]) == turn

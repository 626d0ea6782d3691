"""First sights: what is late, what is not, and what must never look so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from crawler.pages.task import Task
from crawler.portals.roles import Role
from crawler.records import LateEntry, PageDates, Witness, decode, encode
from crawler.records.dossier import Dossier
from crawler.records.model import Document, Field, Record, Snapshot, Source
from crawler.visit.fetch import Fetch
from crawler.visit.prior import Prior, prior_after
from tests.crawler.visit.county import AS_OF, HOST, Row, Run, Site, ago, county, numbered
from tests.crawler.visit.county import visit as visit_all

BEFORE = AS_OF - timedelta(days=3)
NEW = "/gfxwj/new.html"
ROLES = (Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS)


def visit(site: Site, prior: Prior | None = None, as_of: datetime = AS_OF) -> Run:
    return visit_all(site, prior=prior, as_of=as_of, roles=ROLES)


def dated(
    on: date, number: str = "", source: Source = Source.LABEL
) -> Callable[[Task, Snapshot], Record]:
    def make(task: Task, shot: Snapshot) -> Record:
        title = task.entry.title if task.entry else task.label
        told = Field(number, number, Source.LABEL) if number else None
        published = Field(on, on.isoformat(), source, "发布日期")
        return Document(
            task.url, title, task.role, shot, task.url, number=told, published_on=published
        )

    return make


def laws(*more: Row, old: int = 4, **ways: object) -> Site:
    """The county with one list of documents: four older ones, and these above them."""
    site = county()
    rows = numbered("/gfxwj/d", old, 20)
    site.rows("/gfxwj/", [*more, *rows], **{"ordered": True, **ways})  # type: ignore[arg-type]
    for place, row in enumerate(rows):
        site.record(row.path, dated(ago(20 + 3 * place)))
    return site


def nights(first: Site, second: Site, prior: Prior | None = None) -> Dossier:
    """The second of two nights, three days apart."""
    known = prior_after(prior or Prior(), visit(first, as_of=BEFORE, prior=prior).dossier)
    return visit(second, prior=Prior.from_json(known.to_json())).dossier


def late(dossier: Dossier) -> list[LateEntry]:
    return [one for one in dossier.records if isinstance(one, LateEntry)]


def new(on: date, title: str = "关于印发新办法的通知", **more: object) -> Site:
    site = laws(Row(NEW, title, on, **more))  # type: ignore[arg-type]
    site.record(NEW, dated(on))
    return site


def test_a_page_dated_before_a_night_on_which_its_list_lacked_it_is_late_with_both_proofs() -> None:
    seen = nights(laws(), new(ago(10)))
    (one,) = late(seen)
    assert (one.url, one.dated_on) == (f"{HOST}{NEW}", ago(10))
    assert (one.absent_at, one.first_seen_at) == (BEFORE, AS_OF)
    page = next(r for r in seen.documents if r.url == one.url)
    assert one.snapshot == page.snapshot, "the page now"
    (listed,) = one.before
    assert listed.url == one.list_url == f"{HOST}/gfxwj/"
    assert "共4条" in listed.quote
    assert decode(encode(one)) == one


def test_it_stays_a_hint_on_later_nights_until_its_date_is_put_right() -> None:
    first = prior_after(Prior(), visit(laws(), as_of=BEFORE - timedelta(days=1)).dossier)
    met = visit(new(ago(10)), as_of=BEFORE, prior=first).dossier
    known = prior_after(first, met)
    assert prior_after(known, met) == known, "the same read again adds nothing"
    (again,) = late(visit(new(ago(10)), prior=known).dossier)
    assert again.first_seen_at == BEFORE
    assert late(visit(new(BEFORE.date()), prior=known).dossier) == []


@pytest.mark.parametrize("days", [0, 1, 2, 3])
def test_what_bears_the_day_of_that_night_or_a_later_one_is_not_late(days: int) -> None:
    assert late(nights(laws(), new(ago(days)))) == []


def moved() -> tuple[Site, Site]:
    """A page that stood in another section before, under another address."""
    first = laws()
    first.rows("/zcwj/", [Row("/zcwj/old.html", "关于印发新办法的通知", ago(10))])
    return first, new(ago(10))


def renamed() -> tuple[Site, Site]:
    """A document that got another address and another title; its number is the same."""
    first = laws(Row("/gfxwj/x.html", "关于新办法的通知", ago(10)))
    first.record("/gfxwj/x.html", dated(ago(10), "云政〔2026〕7号"))
    second = new(ago(10))
    second.record(NEW, dated(ago(10), "云政〔2026〕7号"))
    return first, second


def half_read() -> tuple[Site, Site]:
    first = laws(turns=(("/gfxwj/p2", 2),), total_rows=60)
    return first, new(ago(10))


def remade() -> tuple[Site, Site]:
    second = new(ago(10))
    rows = [Row(f"/n/{n}.html", f"改版后的文件{n}", ago(20 + n)) for n in range(4)]
    second.rows("/gfxwj/", [Row(NEW, "关于印发新办法的通知", ago(10)), *rows], ordered=True)
    for row in rows:
        second.record(row.path, dated(ago(20)))
    return laws(), second


def many() -> tuple[Site, Site]:
    rows = [Row(f"/gfxwj/n{n}.html", f"补录文件{n}", ago(10)) for n in range(10)]
    second = laws(*rows)
    for row in rows:
        second.record(row.path, dated(ago(10)))
    return laws(), second


def honest_row() -> tuple[Site, Site]:
    """The row bears the true day; the page that of the paper."""
    second = laws(Row(NEW, "关于印发新办法的通知", ago(0)))
    second.record(NEW, dated(ago(10)))
    return laws(), second


def only_the_row() -> tuple[Site, Site]:
    """A list that shows when papers were signed, and a page without a day of its own."""
    second = laws(Row(NEW, "关于印发新办法的通知", ago(10)))
    second.record(NEW, dated(ago(10), source=Source.ROW))
    return laws(), second


def empty_before() -> tuple[Site, Site]:
    first = laws()
    first.rows("/gfxwj/", [])
    return first, new(ago(10))


@pytest.mark.parametrize(
    "sites",
    [
        lambda: (laws(Row(NEW, "关于印发新办法的通知", ago(10))), new(ago(10))),
        lambda: (laws(), new(ago(10), pinned=True)),
        moved, renamed, half_read, remade, many, honest_row, only_the_row, empty_before,
    ],
    ids=["there-before", "pinned", "moved", "renamed", "half-read", "remade", "many-at-once",
         "honest-row", "only-the-row", "list-was-empty"],
)  # fmt: skip
def test_what_must_not_look_late(sites: Callable[[], tuple[Site, Site]]) -> None:
    assert late(nights(*sites())) == []


def test_the_first_night_of_a_portal_or_of_a_list_accuses_nobody() -> None:
    assert late(visit(new(ago(10))).dossier) == []
    bare = county()
    bare.menu("/zwgk/")
    assert late(nights(bare, new(ago(10)))) == []


def test_a_row_that_was_gone_for_a_night_is_known_for_good() -> None:
    first = prior_after(Prior(), visit(new(ago(10)), as_of=BEFORE - timedelta(days=2)).dossier)
    gone = prior_after(first, visit(laws(), as_of=BEFORE, prior=first).dossier)
    assert late(visit(new(ago(10)), prior=gone).dossier) == []


def test_a_file_that_is_older_than_that_night_was_there_unlisted() -> None:
    class Served(Site):
        header = ""

        def answer(self, task: Task) -> tuple[Fetch, object]:  # type: ignore[override]
            fetch, reading = super().answer(task)
            return replace(fetch, modified=self.header if task.url.endswith(NEW) else ""), reading

    site = new(ago(10))
    served = Served(site.pages, site.down, site.bytes_of, site.redirects)
    for header, count in (
        ("Tue, 10 Nov 2026 01:00:00 GMT", 0),
        ("Wed, 18 Nov 2026 01:00:00 GMT", 1),
        ("yesterday", 1),
    ):
        served.header = header
        assert len(late(nights(laws(), served))) == count, header


def test_a_read_of_a_window_proves_nothing_of_what_lies_before_it() -> None:
    known = prior_after(Prior(), visit(laws(), as_of=BEFORE).dossier)
    for since, count in ((ago(9), 0), (ago(10), 1)):
        lists = {name: replace(one, since=since) for name, one in known.ledger.lists.items()}
        prior = replace(known, ledger=replace(known.ledger, lists=lists))
        assert len(late(visit(new(ago(10)), prior=prior).dossier)) == count, since


def test_every_dated_page_keeps_what_tells_of_its_day() -> None:
    site = new(ago(10))
    (dates,) = [
        one for one in nights(laws(), site).records
        if isinstance(one, PageDates) and one.url.endswith(NEW)
    ]  # fmt: skip
    assert [one.witness for one in dates.facts] == [Witness.SHOWN, Witness.ROW, Witness.SEEN]
    assert (dates.first_seen_at, dates.from_the_start) == (AS_OF, False)
    assert dates.differing == ()
    old = [one for one in nights(laws(), site).records if isinstance(one, PageDates)]
    assert {one.from_the_start for one in old if one is not dates and "/d" in one.url} == {True}


def test_the_ledger_travels_as_json_and_an_older_state_has_none() -> None:
    known = prior_after(Prior(), visit(laws(), as_of=BEFORE).dossier)
    assert known.ledger.lists
    assert Prior.from_json(known.to_json()) == known
    assert '"ledger"' not in Prior().to_json()
    assert Prior.from_json('{"counts":{},"sightings":[]}') == Prior()
    assert isinstance(known.ledger.began, datetime)

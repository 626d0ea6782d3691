from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from math import inf
from pathlib import Path

import pytest
from sqlite_utils import Database

from crawler.pages.task import Purpose, Task
from crawler.portals import Portal, PortalKind, Role
from crawler.records import (
    BEIJING,
    Cause,
    Column,
    Document,
    Dossier,
    Drift,
    DriftKind,
    Entry,
    Evidence,
    Field,
    Manner,
    Match,
    Message,
    Miss,
    NamedColumn,
    Place,
    ReadState,
    Reply,
    Section,
    Snapshot,
    Source,
    Wanted,
)
from crawler.records.ledger import HostLedger
from crawler.storage import GroupStore
from crawler.visit.fetch import Fetch
from crawler.visit.prior import Prior, prior_after

AT = datetime(2026, 11, 20, 2, 0, tzinfo=BEIJING)
PORTAL = Portal("yunxi", "云溪县人民政府", PortalKind.COUNTY, "http://a.test/", ("standing",))
SHOT = Snapshot("http://a.test/1", AT, "0" * 64)
PROOF = Evidence("urn:gongkai:coverage:yunxi", AT, "1" * 64)


def on(day: date) -> Field[date]:
    return Field(day, day.isoformat(), Source.LABEL, "发布日期", "metadata table, row 2", SHOT.url)


def dossier(as_of: datetime = AT, answered: bool = False) -> Dossier:
    reply = (Reply("已答复", on(date(2026, 11, 19))),) if answered else ()
    records = (
        Entry("http://a.test/1", "=1+1 通知", Role.NORMATIVE_DOCUMENTS, SHOT, rank=0),
        Document(
            "http://a.test/1",
            "通知",
            Role.NORMATIVE_DOCUMENTS,
            SHOT,
            published_on=on(date(2026, 11, 1)),
        ),
        Message("http://a.test/2", "来信", Role.MESSAGE_BOARD, SHOT, replies=reply),
    )
    sections = {
        Role.MESSAGE_BOARD: Section(Role.MESSAGE_BOARD, ReadState.WHOLE, entries=20),
        Role.NORMATIVE_DOCUMENTS: Section(
            Role.NORMATIVE_DOCUMENTS,
            ReadState.PART,
            Cause.LIMIT,
            "列表过长",
            entries=3,
            newest_on=date(2026, 11, 1),
            evidence=(PROOF,),
        ),
    }
    return Dossier(
        PORTAL,
        as_of,
        sections,
        PROOF,
        records,
        misses=(Miss("http://a.test/9", Role.NEWS, Cause.BLOCKED, "403", "页"),),
        aliases={"http://a.test/x": "http://a.test/1"},
        guest=True,
        family="lonsun",
    )


@pytest.fixture
def store(tmp_path: Path) -> GroupStore:
    return GroupStore(Database(tmp_path / "records.db"))


def publish(store: GroupStore, run: str, given: Dossier, prior: Prior | None = None) -> None:
    ledger = [HostLedger("a.test", requests=7, average_per_second=1.5, rate=inf)]
    after = prior_after(prior or Prior(), given)
    store.publish(run, given.as_of, f"{run}.warc.gz", [(given, after)], ledger, AT)


def test_a_dossier_comes_back_as_it_was(store: GroupStore) -> None:
    given = dossier()
    publish(store, "2026-11-20", given)
    assert store.read_dossier("2026-11-20", PORTAL) == given
    assert store.read_dossier("2026-11-21", PORTAL) is None
    assert store.runs() == ("2026-11-20",)
    assert store.ledger("2026-11-20")[0].requests == 7
    assert store.ledger("2026-11-20")[0].rate == inf


def test_the_column_tree_comes_back_as_it_was(store: GroupStore) -> None:
    tree = (
        Column("优化营商环境", "http://a.test/c/1/", ("专题专栏",), Place.HOME, SHOT),
        Column("优化营商环境", "http://a.test/c/1/", (), Place.PLATFORM, SHOT),
        Column("六稳六保", "http://a.test/c/2/"),
    )
    read = NamedColumn(
        Wanted("优化营商环境", ("营商环境",), "专题专栏"), ReadState.PART, Cause.LIMIT, "列表过长",
        tree[0], Match.SYNONYM, (tree[1],), entries=3, newest_on=date(2026, 11, 1), list_pages=2,
        evidence=(PROOF,),
    )  # fmt: skip
    absent = NamedColumn(Wanted("疫情防控"), ReadState.ABSENT)
    given = replace(
        dossier(),
        columns=tree,
        named={one.wanted.name: one for one in (read, absent)},
        column_tree_cause=Cause.CHALLENGED,
    )
    publish(store, "2026-11-20", given)
    again = store.read_dossier("2026-11-20", PORTAL)
    assert again == given
    assert again.named_column("优化营商环境", "专题专栏") == read


def test_the_manner_of_a_portal_comes_back_as_it_was(store: GroupStore) -> None:
    drifts = (
        Drift(DriftKind.FAMILY, "vsb", "trs", 3),
        Drift(DriftKind.FIELD, "95%", "10%", 1, Role.NEWS, "entry.date"),
    )
    manner = Manner("9", 0.87, {"trs": 30, "generic": 2}, drifts, ("ab12",))
    given = replace(dossier(), manner=manner)
    publish(store, "2026-11-20", given)
    again = store.read_dossier("2026-11-20", PORTAL)
    assert again == given
    prior = store.prior("yunxi", AT + timedelta(days=1), "2026-11-21")
    assert prior.habits.family == "trs"
    assert prior.accused == ()  # each night is told anew


def test_publishing_again_replaces(store: GroupStore, tmp_path: Path) -> None:
    publish(store, "2026-11-20", dossier())
    again = replace(dossier(answered=True), records=dossier().records[:1], misses=())
    publish(store, "2026-11-20", again)
    assert store.read_dossier("2026-11-20", PORTAL) == again
    db = Database(tmp_path / "records.db")
    assert db.table("records").count == 1
    assert db.table("misses").count == 0
    assert db.table("runs").count == 1


def test_nothing_is_visible_of_a_publication_that_failed(store: GroupStore, tmp_path: Path) -> None:
    publish(store, "2026-11-20", dossier())
    with pytest.raises(AttributeError):
        store.publish(
            "2026-11-20",
            AT,
            "w",
            [(dossier(answered=True), Prior()), (None, Prior())],  # type: ignore[list-item]
            [],
            AT,
        )
    assert store.read_dossier("2026-11-20", PORTAL) == dossier()


def test_the_prior_state_is_that_of_the_last_read_before(store: GroupStore) -> None:
    nights = [AT.replace(day=day) for day in (18, 19, 20)]
    prior = Prior()
    for night in nights:
        given = dossier(night, answered=night.day == 20)
        publish(store, night.date().isoformat(), given, prior)
        prior = prior_after(prior, given)
    assert store.prior("yunxi", nights[0], "2026-11-18") == Prior()
    before = store.prior("yunxi", nights[2], "2026-11-20")
    assert before.counts == {Role.MESSAGE_BOARD: 20}
    unanswered = [one for one in before.sightings if one.fact == "unanswered"]
    assert [one.at for one in unanswered] == [nights[0], nights[1]]
    assert store.prior("nobody", nights[2], "x") == Prior()


def test_staging_is_seen_by_no_reader_and_gone_after_publishing(store: GroupStore) -> None:
    task = Task(Purpose.DETAIL, "http://a.test/1", Role.NEWS, entry=dossier().entries()[0])
    batch = [(1, Fetch(task, SHOT, SHOT.url), 3), (2, Fetch(task, cause=Cause.LIMIT), 0)]
    store.stage("2026-11-20", "yunxi", batch)
    store.stage("2026-11-20", "yunxi", batch)
    assert store.staged("2026-11-20", "yunxi") == tuple(fetch for _, fetch, _ in batch)
    assert store.read_dossier("2026-11-20", PORTAL) is None
    store.begin("2026-11-20")
    assert store.staged("2026-11-20", "yunxi") == ()
    store.stage("2026-11-20", "yunxi", batch)
    publish(store, "2026-11-20", dossier())
    assert store.staged("2026-11-20", "yunxi") == ()


def test_views_for_people(store: GroupStore, tmp_path: Path) -> None:
    publish(store, "2026-11-20", dossier())
    db = Database(tmp_path / "records.db")
    assert [row["published_on"] for row in db.view("documents").rows] == ["2026-11-01"]
    assert [row["subject"] for row in db.view("messages").rows] == ["http://a.test/2"]
    for name in db.view_names():
        list(db.view(name).rows)


def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    publish(GroupStore(Database(path)), "2026-11-20", dossier())
    assert GroupStore(Database(path)).read_dossier("2026-11-20", PORTAL) == dossier()
    assert Database(path).journal_mode == "wal"


def test_half_characters_do_not_break_the_night(store: GroupStore) -> None:
    half = replace(dossier().records[0], title="题\ud800目")
    publish(store, "2026-11-20", replace(dossier(), records=(half,)))
    read = store.read_dossier("2026-11-20", PORTAL)
    assert read is not None
    assert read.records == (half,)


@pytest.mark.parametrize(
    ("complete", "cause"), [(True, None), (False, Cause.CHALLENGED), (False, None)]
)
def test_a_tree_without_columns_asked_for_comes_back_too(
    store: GroupStore, complete: bool, cause: Cause | None
) -> None:
    tree = (Column("新闻", "http://a.test/xw/", (), Place.HOME, SHOT),)
    given = replace(dossier(), columns=tree, column_tree_complete=complete, column_tree_cause=cause)
    publish(store, "2026-11-20", given)
    assert store.read_dossier("2026-11-20", PORTAL) == given
    bare = replace(dossier(), column_tree_complete=complete, column_tree_cause=cause)
    publish(store, "2026-11-21", bare)
    assert store.read_dossier("2026-11-21", PORTAL) == bare

"""What a portal is like from read to read, and what departs from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from crawler.pages.task import Task
from crawler.portals.roles import Role
from crawler.records import Drift, DriftKind, Snapshot
from crawler.records.model import Record
from crawler.visit.habits import READS_TO_BELIEVE, Habits, Shown, fills_of
from crawler.visit.prior import Prior, prior_after
from tests.builders import document, message
from tests.crawler.visit.county import AS_OF, Run, Site, county, numbered, visit

VSB = Shown({"vsb": 40, "generic": 3})
TRS = Shown({"trs": 40, "generic": 3})


def settled(*shown: Shown) -> Habits:
    habits = Habits()
    for night, one in enumerate(shown):
        habits = habits.after(one, AS_OF + timedelta(days=night))
    return habits


def test_the_first_read_makes_the_habits_and_departs_from_none() -> None:
    assert Habits().drifts(VSB, AS_OF) == ()
    assert settled(VSB).family == "vsb"


def test_another_family_is_a_drift_until_it_is_believed() -> None:
    habits = settled(VSB, VSB)
    for read in range(1, READS_TO_BELIEVE + 1):
        at = AS_OF + timedelta(days=10 + read)
        assert habits.drifts(TRS, at) == (Drift(DriftKind.FAMILY, "vsb", "trs", read),)
        # A rerun of the same moment is no further read.
        assert habits.after(TRS, at).drifts(TRS, at)[:1] in ((), habits.drifts(TRS, at))
        habits = habits.after(TRS, at)
    assert (habits.family, habits.drifts(TRS, AS_OF + timedelta(days=30))) == ("trs", ())


def test_a_family_that_comes_back_ends_the_drift() -> None:
    habits = settled(VSB, TRS, TRS, VSB)
    assert habits == settled(VSB)
    third = Shown({"lonsun": 40})
    turning = settled(VSB, TRS, TRS, third)
    assert turning.drifts(third, AS_OF + timedelta(days=9))[0].reads == 2


def test_pages_that_show_no_family_any_more_are_a_drift_and_the_reverse_is_none() -> None:
    plain = Shown({"generic": 40})
    assert settled(VSB).drifts(plain, AS_OF)[0].now == "generic"
    assert settled(plain).drifts(VSB, AS_OF) == ()


def test_a_mixture_and_a_handful_of_pages_change_no_family() -> None:
    # A board of another program may outgrow the rest; few pages tell nothing.
    assert settled(VSB).drifts(Shown({"vsb": 20, "hanweb": 30}), AS_OF) == ()
    few = Shown({"trs": 3})
    assert settled(VSB).drifts(few, AS_OF) == ()
    assert settled(VSB, few).family == "vsb"


def fills(filled: int, of: int = 20) -> dict[str, int]:
    records: list[Record] = [
        document(f"d{n}.html", number=f"云政〔2026〕{n}号" if n < filled else None)
        for n in range(of)
    ]
    return fills_of(records)


NUMBER = "normative_documents/document.number"


def test_how_often_a_field_is_read() -> None:
    assert fills(19)[NUMBER] == 95
    assert NUMBER not in fills(9, of=9)  # too few to compare
    letters = [replace(message(f"l{n}.html"), read=n > 3) for n in range(14)]
    assert fills_of(letters)["message_board/message.submitted_on"] == 100
    assert fills_of(letters[:10]) == {}


def test_a_field_that_is_read_of_less_than_half_as_many_records_is_a_drift() -> None:
    habits = settled(Shown(fills=fills(19)))
    found = habits.drifts(Shown(fills=fills(4)), AS_OF)
    role = Role.NORMATIVE_DOCUMENTS
    assert found == (Drift(DriftKind.FIELD, "95%", "20%", 1, role, "document.number"),)
    assert habits.drifts(Shown(fills=fills(10)), AS_OF) == ()
    # What it does not show at all (the section was not read) says nothing, and forgets nothing.
    assert habits.after(Shown(), AS_OF) == habits
    # A field that few records ever had cannot fall.
    assert settled(Shown(fills=fills(9))).drifts(Shown(fills=fills(0)), AS_OF) == ()
    nights = [Shown(fills=fills(19)), *[Shown(fills=fills(4))] * READS_TO_BELIEVE]
    assert settled(*nights).drifts(Shown(fills=fills(4)), AS_OF + timedelta(days=20)) == ()


def test_the_state_travels_as_json() -> None:
    prior = Prior(habits=settled(VSB, TRS), accused=("ab12",))
    assert Prior.from_json(prior.to_json()) == prior
    assert "habits" not in Prior().to_json()


# --- over whole visits -------------------------------------------------------------------------


def made_by(site: Site, family: str, version: str = "") -> Site:
    """The site with pages of one content system."""

    def turned(url: str) -> None:
        make = site.pages[url]

        def again(task: Task, shot: Snapshot) -> object:
            return replace(make(task, shot), family=family, version=version, certainty=0.9)

        site.pages[url] = again  # type: ignore[assignment]

    for url in list(site.pages):
        turned(url)
    return site


def plain_document(task: Task, shot: Snapshot) -> Record:
    return replace(document(number=None), url=task.url, snapshot=shot)


def numbered_document(task: Task, shot: Snapshot) -> Record:
    return replace(document(), url=task.url, snapshot=shot)


def with_documents(count: int, numbered_ones: int) -> Site:
    site = county()
    site.rows("/gfxwj/", numbered("/gfxwj/d", count, step=1))
    for n in range(count):
        make = numbered_document if n < numbered_ones else plain_document
        site.record(f"/gfxwj/d{n}.html", make)
    return site


def following(run: Run, prior: Prior | None = None) -> Prior:
    return prior_after(prior or Prior(), run.dossier)


def test_a_dossier_tells_what_made_its_pages() -> None:
    dossier = visit(made_by(county(), "vsb", "9")).dossier
    assert (dossier.family, dossier.manner.version) == ("vsb", "9")
    assert dossier.manner.confidence == 0.9
    assert dossier.manner.families["vsb"] >= 20
    assert dossier.manner.drifts == ()


def test_a_visit_of_a_portal_made_anew_drifts_and_remembers_who_was_accused() -> None:
    prior = following(visit(made_by(county(), "vsb")))
    accused = replace(prior, accused=("ab12",))
    calm = visit(made_by(county(), "vsb"), prior=accused).dossier.manner
    assert (calm.drifts, calm.accused) == ((), ())
    manner = visit(made_by(county(), "trs"), prior=accused).dossier.manner
    assert [(d.kind, d.before, d.now) for d in manner.drifts] == [(DriftKind.FAMILY, "vsb", "trs")]
    assert manner.accused == ("ab12",)


def test_a_visit_that_reads_a_field_no_more_drifts() -> None:
    prior = following(visit(with_documents(12, 12)))
    drifts = visit(with_documents(12, 2), prior=prior).dossier.manner.drifts
    assert [(d.role, d.what, d.before, d.now) for d in drifts] == [
        (Role.NORMATIVE_DOCUMENTS, "document.number", "100%", "16%")
    ]


def test_a_section_that_lost_most_of_its_rows_is_told_as_a_drift() -> None:
    prior = following(visit(with_documents(30, 30)))
    fallen = visit(with_documents(4, 4), prior=prior)
    after = following(fallen, prior)
    again = visit(with_documents(4, 4), prior=replace(after, fallen={
        role: replace(one, at=one.at - timedelta(days=1)) for role, one in after.fallen.items()
    }))  # fmt: skip
    for run, reads in ((fallen, 1), (again, 2)):
        told = [(d.kind, d.before, d.now, d.reads) for d in run.dossier.manner.drifts]
        assert told == [(DriftKind.ROWS, "30", "4", reads)]

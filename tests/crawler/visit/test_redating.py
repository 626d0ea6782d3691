"""Days that are shown otherwise than they once were: what is told, what never accuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from crawler.portals.roles import Role
from crawler.records import (
    Consultation,
    DayOf,
    Document,
    Drift,
    DriftKind,
    Excuse,
    Field,
    Message,
    Redated,
    Reply,
    Signature,
    Snapshot,
    Source,
    decode,
    encode,
)
from crawler.records.dossier import Dossier
from crawler.records.manner import Manner
from crawler.visit.prior import Prior, prior_after
from crawler.visit.redating import days_after, packed, redated, unpacked
from tests.crawler.visit.county import AS_OF, HOST, Row, Site, ago, day
from tests.crawler.visit.test_ledger import dated, laws, visit

PAGE = "/gfxwj/new.html"
TITLE = "关于印发新办法的通知"
LATE, EARLY = ago(14), ago(20)


def night(back: int) -> datetime:
    return AS_OF - timedelta(days=back)


def shows(page: date | None, row: date | None = None, *, words: str = "") -> Site:
    """The county whose newest document shows a day; its bytes tell it, as those of a page do."""
    site = laws(Row(PAGE, TITLE, row or page))
    site.bytes_of[f"{HOST}{PAGE}"] = f"{page}{words}"
    site.bytes_of[f"{HOST}/gfxwj/"] = f"list {row or page}"
    if page is not None:
        site.record(PAGE, dated(page))
    return site


def run(*nights: tuple[int, Site], prior: Prior | None = None) -> Dossier:
    """The last of several nights, each so many days ago; what goes between them is JSON."""
    known = prior or Prior()
    for back, site in nights:
        seen = visit(site, prior=known, as_of=night(back)).dossier
        known = Prior.from_json(prior_after(known, seen).to_json())
    return seen


def told(dossier: Dossier, of: DayOf = DayOf.PAGE) -> list[Redated]:
    return [
        one for one in dossier.records
        if isinstance(one, Redated) and one.of is of and one.url.endswith(PAGE)
    ]  # fmt: skip


def test_a_day_that_is_put_back_is_a_fact_with_both_proofs() -> None:
    seen = run((9, shows(LATE)), (3, shows(EARLY)))
    (one,) = told(seen)
    assert (one.was_on, one.dated_on, one.changed_at) == (LATE, EARLY, night(3))
    assert one.excuse is None
    assert one.suspected
    page = next(r for r in seen.documents if r.url.endswith(PAGE))
    assert one.snapshot == page.snapshot, "the page now"
    first, last = (step.proof for step in one.steps)
    assert (first.url, first.sha256) != (last.url, last.sha256)
    assert last.sha256 == page.snapshot.sha256
    assert str(LATE) in first.quote
    assert decode(encode(one)) == one
    assert told(seen, DayOf.ROW)[0].suspected, "its row turned with it"


def test_it_stands_on_later_nights_through_an_outage_and_unchanged_ones() -> None:
    down = shows(EARLY)
    down.down[f"{HOST}{PAGE}"] = 503
    nights = [(9, shows(LATE)), (8, shows(LATE)), (7, shows(EARLY)), (6, down), (0, shows(EARLY))]
    (one,) = told(run(*nights))
    assert (one.was_on, one.changed_at, len(one.steps)) == (LATE, night(7), 2)
    assert one.steps[0].at == night(9)
    assert told(run(*nights[:4])) == [], "a page that was not read shows nothing"


@pytest.mark.parametrize(
    ("days", "excuse", "suspected"),
    [
        ((LATE, LATE), None, None),
        ((LATE, EARLY), None, True),
        ((EARLY, LATE), None, False),
        ((LATE, EARLY, LATE), Excuse.LAG, False),
        ((EARLY, LATE, EARLY), Excuse.LAG, False),
        ((LATE, LATE - timedelta(days=1)), Excuse.LAG, False),
        ((LATE, *(LATE - timedelta(days=n) for n in (1, 2, 3))), None, True),
        ((date(2025, 11, 8), date(2026, 11, 8)), Excuse.MISTAKEN, False),
        ((date(2026, 12, 30), date(2025, 12, 30)), Excuse.MISTAKEN, False),
        ((date(2026, 11, 8), date(2025, 11, 8)), None, True),
    ],
    ids=["unchanged", "earlier", "later", "and-back", "and-back-again", "a-day", "day-by-day",
         "year-mistyped", "lay-ahead", "a-year-back"],
)  # fmt: skip
def test_what_a_page_shows_from_night_to_night(
    days: Sequence[date], excuse: Excuse | None, suspected: bool | None
) -> None:
    nights = [(10 - place, shows(one)) for place, one in enumerate(days)]
    found = told(run(*nights))
    if suspected is None:
        assert found == []
        return
    (one,) = found
    assert (one.excuse, one.suspected) == (excuse, suspected)
    assert one.steps[0].on == one.was_on == days[0]
    assert one.dated_on == days[-1]


def test_a_list_alone_is_followed_too() -> None:
    seen = run((9, shows(None, LATE)), (3, shows(None, EARLY)))
    assert told(seen) == []
    (one,) = told(seen, DayOf.ROW)
    assert one.suspected
    assert one.snapshot.url == f"{HOST}/gfxwj/"
    assert one.steps[0].proof.sha256 != one.snapshot.sha256


def test_what_the_row_showed_from_the_first_is_a_page_put_right() -> None:
    (one,) = told(run((9, shows(LATE, EARLY)), (3, shows(EARLY, EARLY))))
    assert one.excuse is Excuse.CLAIMED


def test_another_reading_of_the_same_page_is_no_change() -> None:
    first, second = shows(LATE), shows(EARLY)
    second.bytes_of[f"{HOST}{PAGE}"] = first.bytes_of[f"{HOST}{PAGE}"]
    assert told(run((9, first), (3, second))) == [], "the same bytes"
    again = shows(EARLY, words="再版")
    seen = run((9, first), (3, second), (1, again))
    assert told(seen) == [], "and what is read now is what it always showed"
    same_words = shows(LATE)
    field = Field(EARLY, LATE.isoformat(), Source.LABEL, "发布日期")
    same_words.bytes_of[f"{HOST}{PAGE}"] = "another advertisement"
    make = dated(LATE)
    same_words.record(PAGE, lambda t, s: replace(make(t, s), published_on=field))  # type: ignore[call-arg]
    assert told(run((9, first), (3, same_words))) == [], "the same words"


def test_a_night_that_was_killed_and_one_that_is_run_again_leave_the_same() -> None:
    known = prior_after(Prior(), visit(shows(LATE), as_of=night(9)).dossier)
    killed = visit(shows(EARLY), prior=known, as_of=night(3)).dossier
    again = visit(shows(EARLY), prior=known, as_of=night(3)).dossier
    assert told(again) == told(killed)
    after = prior_after(known, again)
    assert prior_after(after, again) == after, "the same read again adds nothing"
    other = visit(shows(LATE), prior=after, as_of=night(3)).dossier
    assert prior_after(after, other).ledger.days == known.ledger.days


def test_nothing_is_told_while_the_portal_drifts_and_all_of_it_afterwards() -> None:
    known = prior_after(Prior(), visit(shows(LATE), as_of=night(9)).dossier)
    seen = visit(shows(EARLY), prior=known, as_of=night(3)).dossier
    records = [one for one in seen.records if not isinstance(one, Redated)]
    days = known.ledger.days
    assert not list(redated(days, records, seen.aliases, night(3), drifting=True))
    drifted = replace(seen, manner=Manner(drifts=(Drift(DriftKind.FAMILY, "trs", "vsb", 1),)))
    held = prior_after(known, drifted)
    assert held.ledger.days == days
    (one,) = told(visit(shows(EARLY), prior=held).dossier)
    assert one.changed_at == AS_OF
    later = prior_after(known, seen).ledger.days
    assert list(redated(later, records, seen.aliases, AS_OF, drifting=True)), "known before"


def many(shift: int, count: int, unmoved: int = 0) -> Site:
    rows = [Row(f"/gfxwj/m{n}.html", f"关于第{n}号事项的通知", ago(20 + n)) for n in range(count)]
    site = laws(*rows, old=unmoved)
    for place, row in enumerate(rows):
        on = ago(20 + place + shift * (1 if shift < 90 else place + 1))
        site.record(row.path, dated(on))
        site.bytes_of[f"{HOST}{row.path}"] = f"{row.path} {on}"
    return site


@pytest.mark.parametrize(
    ("count", "unmoved", "shift", "excuse"),
    [(10, 4, 4, Excuse.TOGETHER), (9, 4, 4, None), (10, 4, 99, Excuse.TOGETHER),
     (10, 20, 99, None), (10, 20, 4, Excuse.TOGETHER)],
    ids=["remade", "nine", "half-of-the-section", "ten-by-hand", "by-a-clock"],
)  # fmt: skip
def test_what_a_machine_changes_at_once_accuses_nobody(
    count: int, unmoved: int, shift: int, excuse: Excuse | None
) -> None:
    seen = run((9, many(0, count, unmoved)), (3, many(shift, count, unmoved)))
    found = [r for r in seen.records if isinstance(r, Redated) and r.of is DayOf.PAGE]
    assert len(found) == count
    assert {one.excuse for one in found} == {excuse}


def test_a_move_of_all_pages_hides_no_day_that_was_put_back_before() -> None:
    def county(first: int, shift: int) -> Site:
        site = many(shift, 12)
        site.record("/gfxwj/m0.html", dated(ago(first)))
        site.bytes_of[f"{HOST}/gfxwj/m0.html"] = f"m0 {first}"
        return site

    seen = run((9, county(20, 0)), (6, county(40, 0)), (3, county(38, 4)))
    found = {r.url: r for r in seen.records if isinstance(r, Redated) and r.of is DayOf.PAGE}
    assert found.pop(f"{HOST}/gfxwj/m0.html").suspected
    assert {one.excuse for one in found.values()} == {Excuse.TOGETHER}


def letter(submitted: date, replied: date, sha: str) -> Message:
    shot = Snapshot(f"{HOST}/lx/1.html", AS_OF, sha * 64)
    reply = Reply("经核实，路灯已修复。", day(replied))
    return Message(
        shot.url,
        "路灯不亮",
        Role.MESSAGE_BOARD,
        shot,
        submitted_on=day(submitted),
        replies=(reply,),
    )


def test_the_days_of_a_letter_and_of_its_reply_are_followed() -> None:
    days = days_after({}, [letter(ago(20), ago(9), "a")], {}, night(8), drifting=False)
    now = letter(ago(12), ago(11), "b")
    found = {one.of: one for one in redated(days, [now], {}, night(3), drifting=False)}
    assert (found[DayOf.REPLY].was_on, found[DayOf.REPLY].dated_on) == (ago(9), ago(11))
    assert found[DayOf.REPLY].suspected
    assert (found[DayOf.SUBMITTED].was_on, found[DayOf.SUBMITTED].dated_on) == (ago(20), ago(12))
    assert not found[DayOf.SUBMITTED].suspected


def paper(signed: date, sha: str, signature: date | None = None) -> Document:
    shot = Snapshot(f"{HOST}{PAGE}", AS_OF, sha * 64)
    return Document(
        shot.url, TITLE, Role.NORMATIVE_DOCUMENTS, shot, signed_on=day(signed),
        signature=Signature("某县人民政府", day(signature)) if signature else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("was", "now", "signature", "excuse", "suspected"),
    [
        (ago(60), ago(20), None, None, False),
        (ago(20), ago(60), None, None, True),
        (ago(60), ago(20), ago(20), Excuse.CLAIMED, False),
        (ago(60), ago(20), ago(60), None, False),
        (ago(21), ago(20), None, Excuse.LAG, False),
    ],
    ids=["put-off", "put-back", "its-signature-said-so", "its-signature-says-otherwise", "a-day"],
)
def test_the_day_of_a_signing_is_followed(
    was: date, now: date, signature: date | None, excuse: Excuse | None, suspected: bool
) -> None:
    days = days_after({}, [paper(was, "a", signature)], {}, night(8), drifting=False)
    seen = paper(now, "b", signature)
    (one,) = redated(days, [seen], {}, night(3), drifting=False)
    assert (one.of, one.was_on, one.dated_on) == (DayOf.SIGNED, was, now)
    assert (one.excuse, one.suspected) == (excuse, suspected)
    assert [step.proof.sha256[0] for step in one.steps] == ["a", "b"]


def asked(begins: date, ends: date, sha: str) -> Consultation:
    shot = Snapshot(f"{HOST}/yj/1.html", AS_OF, sha * 64)
    return Consultation(
        shot.url, "征求意见的公告", Role.CONSULTATIONS, shot, begins_on=day(begins),
        ends_on=day(ends),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("was", "now", "excuse"),
    [
        (ago(2), AS_OF.date() + timedelta(days=20), Excuse.OPEN),
        (ago(3), ago(-20), Excuse.OPEN),
        (ago(4), ago(-20), None),
        (ago(30), ago(10), None),
        (ago(-20), ago(5), None),
        (ago(-21), ago(-20), Excuse.LAG),
    ],
    ids=["open", "its-last-day", "over", "long-over", "put-back", "a-day"],
)
def test_the_end_of_a_call_is_followed(was: date, now: date, excuse: Excuse | None) -> None:
    days = days_after({}, [asked(ago(40), was, "a")], {}, night(8), drifting=False)
    (one,) = redated(days, [asked(ago(40), now, "b")], {}, night(3), drifting=False)
    assert (one.of, one.was_on, one.dated_on) == (DayOf.ENDS, was, now)
    assert (one.excuse, one.suspected) == (excuse, False)


def test_the_beginning_of_a_call_is_followed_though_it_lay_ahead() -> None:
    days = days_after({}, [asked(ago(-3), ago(-20), "a")], {}, night(8), drifting=False)
    (one,) = redated(days, [asked(ago(30), ago(-20), "b")], {}, night(3), drifting=False)
    assert (one.of, one.excuse, one.suspected) == (DayOf.BEGINS, None, True)


def test_a_page_keeps_its_days_under_another_of_its_addresses() -> None:
    days = days_after({}, [letter(ago(20), ago(9), "a")], {}, night(8), drifting=False)
    moved = replace(letter(ago(20), ago(11), "b"), url=f"{HOST}/lx/first.html")
    aliases = {f"{HOST}/lx/1.html": moved.url}
    assert [r.of for r in redated(days, [moved], aliases, night(3), drifting=False)] == [
        DayOf.REPLY
    ]


def test_the_days_are_packed_without_loss_and_old_ones_let_go() -> None:
    known = prior_after(Prior(), visit(shows(LATE), as_of=night(9)).dossier)
    known = prior_after(known, visit(shows(EARLY), prior=known, as_of=night(3)).dossier)
    days = known.ledger.days
    assert packed(unpacked(days)) == days
    assert len(unpacked(days)) == 15, "five pages, and their rows in two lists"
    assert days_after(days, [], {}, AS_OF + timedelta(days=900), drifting=False) == {}
    assert Prior.from_json(known.to_json()).ledger.days == days

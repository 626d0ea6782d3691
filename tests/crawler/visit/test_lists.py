"""Following lists: windows, ends, repeats, totals, bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crawler.pages.reading import ListReading, Reading, Turn
from crawler.pages.task import Purpose, Task
from crawler.pages.words.roles import RoleRule, roles_table
from crawler.portals.roles import Role
from crawler.records.model import Cause, Entry, Field, Snapshot, Source
from crawler.visit.fetch import Fetch
from crawler.visit.lists import ListRun, turn_task
from tests.crawler.visit.county import SEEN, ago

URL = "http://h.test/list/"
WHOLE = RoleRule(None, False, True, False)
YEAR = RoleRule(365, False, True, False)
FIRST = RoleRule(None, True, False, False)
SHOT = Snapshot(URL, SEEN, "a" * 64)
SECTION = Task(Purpose.SECTION, URL, Role.NEWS, section_url=URL)

Days = list[date | None]


def entry(name: str, on: date | None, pinned: bool = False) -> Entry:
    when = Field(on, str(on), Source.ROW) if on else None
    return Entry(f"http://h.test/{name}", name, Role.NEWS, SHOT, URL, 0, when, pinned)


def page(entries: list[Entry], number: int, last: int = 0, **more: object) -> Reading:
    turns = tuple(Turn(f"{URL}?p={n}", n) for n in range(1, last + 1) if n != number)
    return Reading(listing=ListReading(tuple(entries), turns, **more))  # type: ignore[arg-type]


def read(run: ListRun, pages: dict[int, Reading | Cause | int]) -> list[int]:
    """Feed a list the pages it asks for; the page numbers asked."""
    task: Task | None = SECTION
    asked: list[int] = []
    while task is not None:
        asked.append(task.page_number)
        given = pages[task.page_number]
        if isinstance(given, Cause):
            turn = run.feed(Fetch(task, cause=given), None)
        elif isinstance(given, int):
            turn = run.feed(Fetch(task, Snapshot(task.url, SEEN, "b" * 64, given)), Reading())
        else:
            turn = run.feed(Fetch(task, SHOT), given)
        task = turn_task(SECTION, turn) if turn else None
    return asked


def dated(prefix: str, *days: int) -> list[Entry]:
    return [entry(f"{prefix}{n}", ago(d)) for n, d in enumerate(days)]


def test_a_window_ends_an_ordered_list_on_the_page_that_is_all_older() -> None:
    run = ListRun(YEAR, ago(365), 400)
    pages: dict[int, Reading | Cause | int] = {
        1: page(dated("a", 1, 2), 1, 4, ordered=True),
        2: page(dated("b", 365, 366), 2, 4, ordered=True),
        3: page(dated("c", 366, 367), 3, 4, ordered=True),
    }
    assert read(run, pages) == [1, 2, 3]
    assert run.cause is None


def test_an_unordered_or_partly_undated_list_is_read_to_its_end() -> None:
    for unordered in (
        {"ordered": False, "rows": dated("b", 900, 901)},
        {"ordered": True, "rows": [*dated("b", 900), entry("x", None)]},
    ):
        run = ListRun(YEAR, ago(365), 400)
        rows = unordered["rows"]
        assert isinstance(rows, list)
        ordered = bool(unordered["ordered"])
        pages: dict[int, Reading | Cause | int] = {
            1: page(rows, 1, 3, ordered=ordered),
            2: page(dated("d", 800), 2, 3, ordered=False),
            3: page(dated("c", 3), 3, 3, ordered=ordered),
        }
        assert read(run, pages) == [1, 2, 3]
        assert run.cause is None


def test_pinned_old_rows_do_not_end_a_window() -> None:
    run = ListRun(YEAR, ago(365), 400)
    first = page([entry("p", ago(2000), True), *dated("a", 1)], 1, 2, ordered=True)
    assert read(run, {1: first, 2: page(dated("b", 2), 2, 2, ordered=True)}) == [1, 2]
    only_pinned = ListRun(YEAR, ago(365), 400)
    first = page([entry("p", ago(2000), True)], 1, 2, ordered=True)
    assert read(only_pinned, {1: first, 2: page(dated("b", 2), 2, 2)}) == [1, 2]


@pytest.mark.parametrize(
    "rows, asked",
    [
        ([entry("a", ago(1))], [1]),
        ([entry("p", ago(1), True)], [1, 2]),
        ([entry("a", None)], [1, 2]),
        ([], [1, 2]),
    ],
)
def test_the_first_page_is_enough_when_it_shows_a_date(rows: list[Entry], asked: list[int]) -> None:
    run = ListRun(FIRST, None, 400)
    assert read(run, {1: page(rows, 1, 9), 2: page(dated("z", 5), 2, 9)}) == asked
    assert run.cause is None


def test_a_pager_that_repeats_the_first_page_ends_the_list() -> None:
    run = ListRun(WHOLE, None, 400)
    same = dated("a", 1, 2)
    assert read(run, {1: page(same, 1, 30), 2: page(same, 2, 30)}) == [1, 2]
    assert run.cause is None
    assert len(run.entries) == 2


def test_a_repeating_pager_that_announced_more_is_a_partial_read() -> None:
    for more in ({"total_rows": 3}, {"total_pages": 2}):
        run = ListRun(WHOLE, None, 400)
        same = dated("a", 1, 2)
        read(run, {1: page(same, 1, 2, **more), 2: page(same, 2, 2)})
        assert run.cause is Cause.UNREADABLE


@pytest.mark.parametrize(("more", "cause"), [(4, Cause.UNREADABLE), (1, None)])
def test_rows_that_came_before_count_once_where_they_are_most_of_a_page(
    more: int, cause: Cause | None
) -> None:
    run = ListRun(WHOLE, None, 400)
    first, rest = dated("a", 1, 2, 3, 4), dated("b", 5)
    read(run, {1: page(first, 1, 2, total_rows=4 + more), 2: page((*first, *rest), 2, 2)})
    assert (run.cause, len(run.entries)) == (cause, 5)


def test_a_pager_by_script_alone_is_a_partial_read() -> None:
    run = ListRun(WHOLE, None, 400)
    assert read(run, {1: page(dated("a", 1, 2), 1, total_pages=5)}) == [1]
    assert run.cause is Cause.UNREADABLE


def test_rows_as_many_as_announced_are_the_whole_list() -> None:
    run = ListRun(WHOLE, None, 400)
    read(
        run,
        {
            1: page(dated("a", 1, 2), 1, 2, total_rows=3, total_pages=2),
            2: page(dated("b", 4), 2, 2),
        },
    )
    assert run.cause is None


@pytest.mark.parametrize(
    "failed, cause",
    [
        (Cause.UNREACHABLE, Cause.UNREACHABLE),
        (404, Cause.UNREACHABLE),
        (403, Cause.BLOCKED),
        (Cause.ROBOTS, Cause.ROBOTS),
    ],
)
def test_a_failed_turn_makes_the_read_partial(failed: Cause | int, cause: Cause) -> None:
    run = ListRun(WHOLE, None, 400)
    read(run, {1: page(dated("a", 1), 1, 3), 2: failed})
    assert run.cause is cause
    assert "2" in run.detail
    assert len(run.entries) == 1


def test_a_page_beyond_the_announced_end_may_fail() -> None:
    for more in ({"total_rows": 2}, {"total_pages": 1}):
        run = ListRun(WHOLE, None, 400)
        assert read(run, {1: page(dated("a", 1, 2), 1, 2, **more), 2: Cause.UNREADABLE}) == [1, 2]
        assert run.cause is None
        assert len(run.beyond) == 1


def test_a_row_that_leads_to_a_front_page_is_no_row() -> None:
    run = ListRun(WHOLE, None, 400)
    sponsor = replace(entry("x", ago(0)), url="http://www.h.test/")
    read(run, {1: page([sponsor, *dated("a", 1)], 1)})
    assert [e.title for e in run.entries] == ["a0"]


def test_the_bound_on_pages() -> None:
    run = ListRun(WHOLE, None, 3)
    pages: dict[int, Reading | Cause | int] = {
        n: page(dated(f"p{n}", n), n, 9) for n in range(1, 10)
    }
    assert read(run, pages) == [1, 2, 3]
    assert run.cause is Cause.LIMIT
    exact = ListRun(WHOLE, None, 3)
    assert read(exact, {n: page(dated(f"p{n}", n), n, 3) for n in range(1, 4)}) == [1, 2, 3]
    assert exact.cause is None


def test_pages_learned_of_later_are_read_in_their_order() -> None:
    run = ListRun(WHOLE, None, 400)
    first = Reading(
        listing=ListReading(tuple(dated("a", 1)), (Turn(URL + "?p=2", 2), Turn(URL + "?p=5", 5)))
    )
    pages: dict[int, Reading | Cause | int] = {
        n: page(dated(f"p{n}", n), n, 5) for n in range(2, 6)
    }
    assert read(run, {1: first, **pages}) == [1, 2, 3, 4, 5]
    assert [e.title for e in run.entries] == ["a0", "p20", "p30", "p40", "p50"]


def test_a_first_page_under_a_second_address_ends_by_repeat() -> None:
    run = ListRun(WHOLE, None, 400)
    turns = (Turn(URL, 2), Turn(URL + "index_1.html", 3))
    first = Reading(listing=ListReading(tuple(dated("a", 1)), turns))
    assert read(run, {1: first, 3: page(dated("b", 2), 3)}) == [1, 3]


def cover(*turns: Turn) -> Reading:
    return Reading(listing=ListReading((), turns))


FRAME = Turn(URL + "frame.html", 1)


@pytest.mark.parametrize("rule", [FIRST, WHOLE])
def test_a_list_in_a_frame_takes_the_place_of_its_cover(rule: RoleRule) -> None:
    run = ListRun(rule, None, 400)
    assert run.feed(Fetch(SECTION, SHOT), cover(FRAME)) == FRAME
    inside = turn_task(SECTION, FRAME)
    following = run.feed(Fetch(inside, SHOT), page(dated("a", 1, 2), 1, 2, total_pages=2))
    if rule is WHOLE:
        assert following is not None
        assert following.page_number == 2
        following = run.feed(Fetch(turn_task(SECTION, following), SHOT), page(dated("b", 3), 2, 2))
    assert following is None
    assert (run.cause, run.ended) == (None, True)
    assert [e.title for e in run.entries] == ["a0", "a1", *(["b0"] if rule is WHOLE else [])]


def test_a_frame_in_a_frame_and_a_frame_beside_another() -> None:
    run = ListRun(FIRST, None, 400)
    inner, beside = Turn(URL + "inner.html", 1), Turn(URL + "menu.html", 1)
    assert run.feed(Fetch(SECTION, SHOT), cover(beside, FRAME)) == beside
    assert run.feed(Fetch(turn_task(SECTION, beside), SHOT), cover()) == FRAME
    assert run.feed(Fetch(turn_task(SECTION, FRAME), SHOT), cover(inner, FRAME)) == inner
    assert run.feed(Fetch(turn_task(SECTION, inner), SHOT), page(dated("a", 1), 1)) is None
    assert [e.title for e in run.entries] == ["a0"]


def test_covers_without_end_are_given_up() -> None:
    run = ListRun(FIRST, None, 400)
    task, asked = SECTION, 0
    while (turn := run.feed(Fetch(task, SHOT), cover(Turn(f"{URL}{asked}", 1)))) is not None:
        task, asked = turn_task(SECTION, turn), asked + 1
    assert (asked, run.ended, run.entries) == (3, True, ())


def test_an_empty_list_of_one_page_is_whole() -> None:
    run = ListRun(YEAR, ago(400), 9)
    read(run, {1: page([], 1, blank=True, total_pages=1, total_rows=0)})
    assert (run.ended, run.cause) == (True, None)


def test_a_column_that_says_it_is_empty_is_not_searched_further() -> None:
    run = ListRun(FIRST, None, 400)
    said = Reading(listing=ListReading((), (Turn(URL + "?p=2", 2),), blank=True))
    assert run.feed(Fetch(SECTION, SHOT), said) is None


def test_a_frame_that_cannot_be_read_makes_the_read_partial() -> None:
    run = ListRun(FIRST, None, 400)
    run.feed(Fetch(SECTION, SHOT), cover(FRAME))
    assert run.feed(Fetch(turn_task(SECTION, FRAME), cause=Cause.BLOCKED), None) is None
    assert run.cause is Cause.BLOCKED


@pytest.mark.parametrize(("first", "again"), [(4, 4), (None, 4), (None, None)])
def test_a_page_that_repeats_is_asked_for_in_the_other_way_offered(
    first: int | None, again: int | None
) -> None:
    ways = (Turn(f"{URL}?group=1", 2), Turn(f"{URL}?from=3", 2))
    shown = ListReading(tuple(dated("a", 1, 2)), ways, total_rows=first)
    run = ListRun(WHOLE, None, 400)
    turn = run.feed(Fetch(SECTION, SHOT), Reading(listing=shown))
    assert turn == ways[0]
    shown = replace(shown, total_rows=again)
    turn = run.feed(Fetch(turn_task(SECTION, ways[0]), SHOT), Reading(listing=shown))
    assert turn == ways[1]
    rest = Reading(listing=ListReading(tuple(dated("b", 3, 4)), ways[:1], total_rows=4))
    assert run.feed(Fetch(turn_task(SECTION, ways[1]), SHOT), rest) is None
    assert run.cause is None
    assert len(run.entries) == 4


def test_a_page_that_repeats_in_every_way_leaves_the_list_unread() -> None:
    ways = (Turn(f"{URL}?group=1", 2), Turn(f"{URL}?from=3", 2))
    shown = Reading(listing=ListReading(tuple(dated("a", 1, 2)), ways, total_rows=4))
    run = ListRun(WHOLE, None, 400)
    asked = 0
    turn: Turn | None = run.feed(Fetch(SECTION, SHOT), shown)
    while turn is not None and asked < 9:
        asked += 1
        turn = run.feed(Fetch(turn_task(SECTION, turn), SHOT), shown)
    assert asked == 2
    assert run.cause is Cause.UNREADABLE


def test_a_page_that_repeats_may_tell_how_many_rows_are_missing() -> None:
    way = Turn(f"{URL}?group=1", 2)
    shown = ListReading(tuple(dated("a", 1, 2)), (way,))
    run = ListRun(WHOLE, None, 400)
    assert run.feed(Fetch(SECTION, SHOT), Reading(listing=shown)) == way
    again = Reading(listing=replace(shown, total_rows=4))
    assert run.feed(Fetch(turn_task(SECTION, way), SHOT), again) is None
    assert run.cause is Cause.UNREADABLE


def test_rows_without_an_address_leave_a_list_unread() -> None:
    run = ListRun(WHOLE, None, 400)
    read(run, {1: page(dated("a", 1, 2), 1, 2, unlinked=3), 2: page(dated("b", 3), 2, unlinked=2)})
    assert (run.cause, run.detail) == (Cause.UNREADABLE, "列表有5行没有可用的网址")
    run = ListRun(FIRST, None, 400)
    read(run, {1: page(dated("a", 1, 2), 1, ordered=True, unlinked=3)})
    assert (run.cause, run.unread_before) == (None, date.max)
    run = ListRun(FIRST, None, 400)
    read(run, {1: page(dated("a", 1, 2), 1, ordered=True)})
    assert (run.cause, run.unread_before) == (None, None)


def test_a_pager_that_cannot_be_followed_leaves_the_list_read_in_part() -> None:
    run = ListRun(WHOLE, None, 400)
    first = page(dated("a", 1, 2), 1, furthest=5, unfollowed="翻页由脚本完成")
    assert read(run, {1: first}) == [1]
    assert run.cause is Cause.UNREADABLE
    assert "第5页" in run.detail
    assert "翻页由脚本完成" in run.detail


def test_a_pager_that_cannot_be_followed_is_no_loss_when_all_rows_were_read() -> None:
    run = ListRun(WHOLE, None, 400)
    read(run, {1: page(dated("a", 1, 2), 1, total_rows=2, furthest=2)})
    assert run.cause is None


def test_one_empty_page_of_one_is_whole() -> None:
    run = ListRun(WHOLE, None, 400)
    read(run, {1: page([], 1, total_pages=1)})
    assert run.cause is None


def called(number: int, way: str = "call") -> Turn:
    return Turn(f"{URL}l.do", number, "POST", f"page={number}", way=way)


def feed_turns(run: ListRun, first: Reading, answers: dict[int, Reading | Cause]) -> list[int]:
    """Feed a first page and the answers to its calls; the page numbers asked after it."""
    asked = []
    turn = run.feed(Fetch(SECTION, SHOT), first)
    while turn is not None:
        task = turn_task(SECTION, turn)
        asked.append(task.page_number)
        given = answers[task.page_number]
        if isinstance(given, Cause):
            turn = run.feed(Fetch(task, SHOT), Reading(cause=given, detail="empty body"))
        else:
            turn = run.feed(Fetch(task, SHOT), given)
    return asked


def test_a_call_that_is_answered_with_nothing_ends_the_list() -> None:
    first = Reading(listing=ListReading(tuple(dated("a", 1)), tuple(map(called, (2, 3, 4)))))
    second = Reading(listing=ListReading(tuple(dated("b", 2))))
    run = ListRun(WHOLE, None, 400)
    assert feed_turns(run, first, {2: second, 3: Cause.UNREADABLE}) == [2, 3]
    assert run.cause is None
    assert len(run.entries) == 2


def test_a_call_that_is_answered_too_early_with_nothing_does_not() -> None:
    listing = ListReading(tuple(dated("a", 1)), tuple(map(called, (2, 3))), total_rows=3)
    run = ListRun(WHOLE, None, 400)
    feed_turns(run, Reading(listing=listing), {2: Cause.UNREADABLE})
    assert run.cause is Cause.UNREADABLE


def test_a_guess_that_fails_proves_nothing() -> None:
    first = Reading(listing=ListReading((), (called(1, "guess"),)))
    run = ListRun(WHOLE, None, 400)
    assert feed_turns(run, first, {1: Cause.BLOCKED}) == [1]
    assert run.cause is None
    assert len(run.beyond) == 1


def test_what_may_be_the_first_page_again_does_not_end_the_list() -> None:
    turns = (Turn(f"{URL}?p=1", 2, way="again"), Turn(f"{URL}?p=2", 3), Turn(f"{URL}?p=3", 4))
    first = Reading(listing=ListReading(tuple(dated("a", 1, 2)), turns))
    rest: dict[int, Reading | Cause | int] = {
        3: page(dated("b", 3, 4), 3),
        4: page(dated("c", 5), 4),
    }
    repeated, counted = ListRun(WHOLE, None, 50), ListRun(WHOLE, None, 50)
    assert read(repeated, {**rest, 1: first, 2: first}) == [1, 2, 3, 4]
    assert repeated.cause is None
    one_more = ListRun(WHOLE, None, 50)
    assert read(one_more, {**rest, 1: first, 2: page(dated("d", 2, 3), 2)}) == [1, 2, 3, 4]
    assert (one_more.cause, len(one_more.entries)) == (None, 7)
    lacking = ListRun(WHOLE, None, 50)
    assert read(lacking, {**rest, 1: first, 2: 404}) == [1, 2, 3, 4]
    assert lacking.cause is Cause.UNREADABLE
    told = replace(first, listing=replace(first.listing, total_rows=5))
    assert read(counted, {**rest, 1: told, 2: 404}) == [1, 2, 3, 4]
    assert counted.cause is None


def test_the_last_page_alone_leaves_doubt_about_those_before_it() -> None:
    start = ago(30)
    last = (Turn(f"{URL}?last", 2, way="last"),)
    first = Reading(listing=ListReading(tuple(dated("a", 1, 2)), last, ordered=True))
    old = page(dated("z", 300, 301), 2, ordered=True)
    gap = ListRun(YEAR, start, 50)
    read(gap, {1: first, 2: old})
    assert gap.cause is Cause.UNREADABLE
    told = replace(first, listing=replace(first.listing, total_rows=4))
    two, one = ListRun(YEAR, start, 50), ListRun(YEAR, start, 50)
    read(two, {1: told, 2: old})
    assert two.cause is None
    read(one, {1: first, 2: first})
    assert one.cause is None, "the last page is the first"


def test_pins_without_a_mark_do_not_keep_a_window_open() -> None:
    # They stand on every page, out of the order of the days.
    pins = dated("pin", 900, 901)
    run = ListRun(YEAR, ago(365), 400)
    pages: dict[int, Reading | Cause | int] = {
        1: page([*pins, *dated("a", 1, 30)], 1, 9),
        2: page([*pins, *dated("b", 200, 300)], 2, 9),
        3: page([*pins, *dated("c", 366, 400)], 3, 9),
    }
    assert read(run, pages) == [1, 2, 3]
    assert (run.cause, run.unordered) == (None, False)


def test_a_row_dated_wrongly_does_not_keep_a_window_open() -> None:
    run = ListRun(YEAR, ago(365), 400)
    pages: dict[int, Reading | Cause | int] = {
        1: page([*dated("a", 1, 2), entry("x", ago(4000)), *dated("d", 4, 5)], 1, 9),
        2: page(dated("b", 100, 200), 2, 9, ordered=True),
        3: page(dated("c", 366, 400), 3, 9, ordered=True),
    }
    assert read(run, pages) == [1, 2, 3]


@pytest.mark.parametrize("first", [[900, 900], [1200, 1100, 1000]])
def test_a_window_does_not_end_a_list_that_may_run_upwards(first: list[int]) -> None:
    # Rows of one day, or the oldest first: what is new stands on the last page.
    down = first == sorted(first)
    run = ListRun(YEAR, ago(365), 400)
    pages: dict[int, Reading | Cause | int] = {
        1: page(dated("a", *first), 1, 3, ordered=down),
        2: page(dated("b", 800, 800), 2, 3, ordered=True),
        3: page(dated("c", 3), 3, 3, ordered=True),
    }
    assert read(run, pages) == [1, 2, 3]
    assert (run.cause, run.unordered) == (None, True)
    assert [e.title for e in run.entries][-1] == "c0"


def test_a_bound_on_a_list_without_order_says_that_the_order_is_to_blame() -> None:
    run = ListRun(YEAR, ago(365), 2)
    old = {n: page(dated(f"p{n}", 500, 400), n, 9) for n in (1, 2)}
    assert read(run, {**old}) == [1, 2]
    assert run.cause is Cause.LIMIT
    assert "日期先后" in run.detail


CALL = Turn("http://h.test/proxy?page=2", 2, way="call")
ENDS: dict[str, tuple[dict[str, object], date | None]] = {
    "all rows announced are there": ({"total_rows": 2, "turns": (CALL,)}, None),
    "more rows announced": ({"total_rows": 3, "turns": (CALL,)}, ago(5) + timedelta(days=1)),
    "nothing announced": ({"turns": (CALL,)}, ago(5) + timedelta(days=1)),
    "a page more in the pager": (
        {"total_rows": 2, "turns": (replace(CALL, way="link"),)}, ago(5) + timedelta(days=1)),
    "more pages announced": (
        {"total_rows": 2, "total_pages": 2, "turns": (CALL,)}, ago(5) + timedelta(days=1)),
}  # fmt: skip


@pytest.mark.parametrize(("more", "unread"), ENDS.values(), ids=ENDS)
def test_a_first_page_that_is_all_there_is(more: dict[str, object], unread: date | None) -> None:
    run = ListRun(FIRST, None, 400)
    listing = ListReading(tuple(dated("a", 1, 5)), ordered=True, **more)  # type: ignore[arg-type]
    assert read(run, {1: Reading(listing=listing)}) == [1]
    assert (run.cause, run.unread_before) == (None, unread)


def test_some_first_pages_of_a_list() -> None:
    few = replace(FIRST, pages=3)
    pages: dict[int, Reading | Cause | int] = {
        n: page(dated(f"p{n}", n, n), n, 4, ordered=True) for n in range(1, 5)
    }
    run = ListRun(few, None, 400)
    assert read(run, pages) == [1, 2, 3]
    assert (run.cause, run.unread_before) == (None, ago(3) + timedelta(days=1))
    shorter = {n: page(dated(f"p{n}", n, n), n, 2, ordered=True) for n in (1, 2)}
    run = ListRun(few, None, 400)
    assert read(run, dict(shorter)) == [1, 2]
    assert (run.cause, run.unread_before) == (None, None)


def test_a_guess_that_leads_nowhere_ends_some_first_pages() -> None:
    run = ListRun(replace(FIRST, pages=3), None, 400)
    guess = Turn("http://h.test/list/index_2.html", 2, way="guess")
    first = Reading(listing=ListReading(tuple(dated("a", 1, 5)), (guess,), ordered=True))
    assert read(run, {1: first, 2: 404}) == [1, 2]
    assert (run.cause, run.unread_before) == (None, None)


def test_institutions_are_read_beyond_the_first_page() -> None:
    assert roles_table()[Role.PUBLIC_INSTITUTIONS].pages > 1
    assert roles_table()[Role.NEWS].pages == 1


def rendered(*pages: ListReading) -> ListRun:
    """A list that a browser showed and whose own request was made for the pages after it."""
    turns = tuple(Turn(f"{URL}?p={n}", n, way="call") for n in range(2, 9))
    run = ListRun(WHOLE, None, 400)
    first = ListReading(tuple(dated("a", 1, 2)), turns)
    turn = run.feed(Fetch(SECTION, SHOT, shell=SHOT), Reading(listing=first))
    for listing in pages:
        assert turn is not None
        turn = run.feed(Fetch(turn_task(SECTION, turn), SHOT), Reading(listing=listing))
    assert turn is None
    return run


def test_a_list_that_a_browser_showed_is_whole_where_its_request_has_no_more() -> None:
    first, second = ListReading(tuple(dated("a", 1, 2))), ListReading(tuple(dated("b", 3)))
    nothing = ListReading()
    assert rendered(second, replace(nothing, blank=True)).cause is None
    assert rendered(second, second).cause is None
    assert rendered(replace(nothing, blank=True)).cause is None
    # That the first page comes again, or an answer without rows, tells of no end.
    assert rendered(first).cause is Cause.UNREADABLE
    assert rendered(nothing).cause is Cause.UNREADABLE
    assert rendered(second, nothing).cause is Cause.UNREADABLE
    assert rendered(second, first).cause is Cause.UNREADABLE


def test_a_later_page_that_was_answered_with_an_error_is_no_end() -> None:
    first = Reading(listing=ListReading(tuple(dated("a", 1)), tuple(map(called, (2, 3, 4)))))
    second = Reading(listing=ListReading(tuple(dated("b", 2))))
    refused = Reading(listing=ListReading(shell=True))
    run = ListRun(WHOLE, None, 400)
    feed_turns(run, first, {2: second, 3: refused})
    assert (run.cause, run.detail) == (Cause.UNREADABLE, "列表第3页页面内容无法读取")
    # Beyond the rows that the list announces it means nothing.
    whole = replace(first, listing=replace(first.listing, total_rows=2))
    run = ListRun(WHOLE, None, 400)
    feed_turns(run, whole, {2: second, 3: refused})
    assert run.cause is None


def test_rows_that_share_a_file_are_rows_of_the_list() -> None:
    run = ListRun(WHOLE, None, 9)
    one, two, three = dated("a", 1, 2, 3)
    two = replace(two, url="http://h.test/files/a.rar")
    shared = replace(three, url=two.url)
    read(run, {1: page([one, two, shared], 1, total_rows=3)})
    assert (run.cause, run.entries) == (None, (one, two, shared))


def test_a_further_page_is_told_what_names_the_columns_of_its_rows() -> None:
    turn = Turn(SECTION.url + "?2", 2, rows="/a/{id}.html", heads="<tr><th>发布日期</th></tr>")
    task = turn_task(SECTION, turn)
    assert (task.rows, task.heads, task.page_number) == (turn.rows, turn.heads, 2)

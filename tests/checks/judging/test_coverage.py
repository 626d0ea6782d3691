"""What may be said of a section that was not read whole."""

from __future__ import annotations

import pytest

from checks.judging import seen_in_part, unproven, unread_rows
from crawler.portals import Role
from crawler.records import Cause, Miss, ReadState
from tests.builders import dossier, entry, miss, section, url_of

NEWS = Role.NEWS
ROWS = [entry(NEWS, f"news/{n}.html", f"信息{n}", "2026-10-01") for n in range(3)]
BEHIND = miss(NEWS, "news/1.html", Cause.SOFT_404)


@pytest.mark.parametrize("state", [ReadState.WHOLE, ReadState.EMPTY, ReadState.ABSENT])
def test_a_settled_section_is_proven(state: ReadState) -> None:
    assert unproven(dossier(sections=[section(NEWS, state)]), NEWS) is None


def test_a_section_never_planned_is_the_scanners_fault() -> None:
    seen = dossier()
    bare = type(seen)(seen.portal, seen.as_of, {}, seen.coverage)
    assert unproven(bare, NEWS) is Cause.SCANNER


PARTS: dict[str, tuple[list[Miss], Cause, str, Cause | None]] = {
    "a page behind a row": ([BEHIND], Cause.SOFT_404, "", None),
    "a further list page": (
        [miss(NEWS, "news/index_2.html", Cause.SOFT_404)], Cause.SOFT_404, "", Cause.SOFT_404),
    "both": (
        [BEHIND, miss(NEWS, "news/index_2.html", Cause.SOFT_404)], Cause.SOFT_404, "",
        Cause.SOFT_404),
    "the list's own address": (
        [miss(NEWS, "news/", Cause.UNREACHABLE)], Cause.UNREACHABLE, "", Cause.UNREACHABLE),
    "nothing missed": ([], Cause.COLLAPSED, "", Cause.COLLAPSED),
    "a limit that may have cut the list": (
        [miss(NEWS, "news/1.html", Cause.LIMIT)], Cause.LIMIT, "", Cause.LIMIT),
    "an unreadable page, named by the reason": (
        [miss(NEWS, "news/1.html", Cause.UNREADABLE)], Cause.UNREADABLE,
        f"页面内容无法读取：{url_of('news/1.html')}", None),
    "an unreadable list beside an unreadable page": (
        [miss(NEWS, "news/1.html", Cause.UNREADABLE)], Cause.UNREADABLE, "列表由脚本生成",
        Cause.UNREADABLE),
    "another section's page": (
        [BEHIND, miss(Role.NOTICES, "tz/1.html")], Cause.SOFT_404, "", None),
    "a page that a document links": (
        [BEHIND, miss(NEWS, "x/1.html", linked_from=url_of("doc/1.html"))], Cause.SOFT_404, "",
        None),
}  # fmt: skip


@pytest.mark.parametrize(("misses", "cause", "reason", "expected"), PARTS.values(), ids=PARTS)
def test_a_section_read_in_part(
    misses: list[Miss], cause: Cause, reason: str, expected: Cause | None
) -> None:
    part = section(NEWS, ReadState.PART, cause, reason=reason)
    seen = dossier(*ROWS, sections=[part], misses=misses)
    assert unproven(seen, NEWS) is expected
    assert seen_in_part(seen, (NEWS,)) == (expected not in (None, Cause.LIMIT))


def test_unread_rows_follow_aliases() -> None:
    seen = dossier(
        *ROWS, misses=[miss(NEWS, "moved/1.html", Cause.BLOCKED)],
        aliases={url_of("moved/1.html"): url_of("news/1.html")},
    )  # fmt: skip
    found = [(row.title, m.cause) for row, m in unread_rows(seen, NEWS)]
    assert found == [("信息1", Cause.BLOCKED)]

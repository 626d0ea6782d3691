"""The turns of a page's list: what its pager shows, completed by what only its script knows."""

from __future__ import annotations

from dataclasses import replace

from crawler.pages.condition.emptiness import says_blank
from crawler.pages.families import hanweb, hanweb_disclosure, lonsun, trs
from crawler.pages.interfaces.listcalls import call_turns, once_turns
from crawler.pages.interfaces.rowaddress import row_address
from crawler.pages.lists.lastpage import MOST_TURNS
from crawler.pages.lists.look import NOTHING_ELSE, OWN_TEXT, Look
from crawler.pages.lists.pagerforms import form_turns, jump_turns, sent_turns
from crawler.pages.lists.pagers import Pager
from crawler.pages.lists.postbacks import posted_turns, posts_back
from crawler.pages.markup.page import Page
from crawler.pages.reading import Turn
from crawler.pages.task import Task
from crawler.pages.words.roles import roles_table
from crawler.portals.roles import Role

_OF_COLUMNS = frozenset({Role.PLATFORM, Role.STATUTORY_CONTENT, Role.SEARCH})
"""Roles of single pages that never are lists."""


def unfollowed(page: Page) -> str:
    """Why the further pages of a list are not asked for."""
    return "翻页须回传整页表单（__doPostBack）" if posts_back(page) else "翻页由脚本完成"


def turning_of(
    task: Task, look: Look, store: hanweb.Store, shown: Pager, filled: int, *, hub: bool
) -> Pager:
    """The pager of the page, completed by what only its script knows."""
    links = look.links
    turns = {turn.url + turn.body: turn for turn in shown.turns}
    pages, rows = shown.total_pages, shown.total_rows
    scripted, count = trs.script_turns(links, task)
    more, label_pages, label_rows = lonsun.label_turns(links, task, filled > 0)
    if not filled and "/site/label/" in task.url + task.body:
        more = []
    if not turns or scripted:
        for turn in (*scripted, *more, *store.turns):
            turns.setdefault(turn.url + turn.body, turn)
    pages = count or pages or label_pages or store.total_pages
    rows = rows if rows is not None else (label_rows or store.total_rows)
    onward = hanweb_disclosure.next_page(task, filled, pages, rows, turned=bool(shown.handlers))
    if onward is not None and not turns:
        turns[onward.url + onward.body] = onward
    if not turns and not hub:
        for turn in _called(task, look, shown, filled, pages, rows):
            turns.setdefault(turn.url + turn.body, turn)
    if not turns and not filled:
        for url in trs.json_files(links):
            turns.setdefault(url, Turn(url, task.page_number, rows=row_address(links.scripts)))
    return replace(
        shown,
        turns=tuple(turns.values())[:MOST_TURNS],
        total_pages=pages,
        total_rows=rows,
        shown=shown.shown or bool(turns),
    )


def _called(
    task: Task, look: Look, shown: Pager, filled: int, pages: int | None, rows: int | None
) -> list[Turn]:
    """The pages that the page's script fetches, or a form of its pager, where no link leads on.

    A page that shows rows must also show that there are more; one without rows must not have a
    text of its own, or what its script fetches is no list of it.
    """
    links, current = look.links, task.page_number
    if filled:
        more = rows > filled * current if rows is not None else (pages or 0) > current
        if not more and not (rows is None and pages is None and (shown.furthest or shown.handlers)):
            return []
    elif look.text_chars > NOTHING_ELSE * 3:
        # Letters shown in full are text, and no rows; a link with a number leads on from them.
        written = task.role is Role.MESSAGE_BOARD
        return posted_turns(look.page, links, shown.posted, current) if written else []
    single = roles_table()[task.role].single
    if single and (look.text_chars >= OWN_TEXT or task.role in _OF_COLUMNS):
        return []
    last = pages or shown.furthest or current + 1
    numbers = range(current + 1, min(last, MOST_TURNS) + 1)
    found = posted_turns(look.page, links, shown.posted, current)
    found = found or form_turns(look.page, links, shown.handlers, numbers)
    found = found or sent_turns(look.page, links, shown.sent, numbers)
    found = found or call_turns(links, current, filled, pages, rows, shown.handlers)
    found = found or (jump_turns(look.page, links, numbers) if pages else [])
    if found or filled or single or says_blank(look.pieces):
        return found
    return once_turns(links, current)

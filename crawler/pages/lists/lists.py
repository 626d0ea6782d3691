"""Lists: the rows of a section's page, and how to get the rest of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from crawler.pages.condition.condition import refresh
from crawler.pages.condition.emptiness import is_statement, says_blank, stated_on
from crawler.pages.condition.waiting import is_shell
from crawler.pages.families import gkmlpt, gkmlpt_lists, hanweb, hanweb_disclosure
from crawler.pages.interfaces.jsonlists import load, read_json
from crawler.pages.interfaces.refusals import has_empty_rows, is_refusal, says_nothing
from crawler.pages.interfaces.xmllists import load_xml
from crawler.pages.lists.columnname import column_name
from crawler.pages.lists.entries import entries_of
from crawler.pages.lists.hiding import is_hidden
from crawler.pages.lists.lonecards import with_lone_cards
from crawler.pages.lists.look import NOTHING_ELSE, OWN_TEXT, Look
from crawler.pages.lists.mainlist import Choice, choose
from crawler.pages.lists.pagers import Pager, pager
from crawler.pages.lists.pagetotals import counted_names
from crawler.pages.lists.previews import columns_over
from crawler.pages.lists.rowgroups import row_groups
from crawler.pages.lists.rows import Group, Row, tables_of
from crawler.pages.lists.scriptrows import ScriptRows, prevails, script_rows
from crawler.pages.lists.sharedrows import rows_once
from crawler.pages.lists.tablecards import with_table_cards
from crawler.pages.lists.termgroups import below_terms
from crawler.pages.lists.turning import turning_of, unfollowed
from crawler.pages.lists.unlinkedrows import beside_rows, of_column
from crawler.pages.markup.layout import Layout
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.reading import ListReading, Turn
from crawler.pages.scripts.framed import is_speck
from crawler.pages.task import Purpose, Task
from crawler.pages.words.issues import is_bare
from crawler.pages.words.roles import roles_of, roles_table
from crawler.pages.words.text import key
from crawler.portals.roles import Role
from crawler.records.model import Entry, Snapshot

_WHOLE = re.compile(r"<(?:!doctype|html|head|body)\b", re.I)
_OPENING = 100
"""Characters within which what is markup after all has its first tag."""

_PAGES_OF_A_DIRECTORY = frozenset({Role.GUIDE, Role.INFORMATION_REQUEST})
"""Roles of which a directory has a page of its own beside its categories."""


def listing(page: Page, task: Task, snapshot: Snapshot, look: Look | None = None) -> ListReading:
    """The list on a column page, a piece of one, or an answer that carries one as data.

    No entries, not blank and not a shell means that no list was recognised: a hub, an article,
    a frame whose content stands elsewhere (then `turns` lead there).
    """
    look = look or Look(page)
    links = look.links
    held = gkmlpt.answer(page)
    if held is not None:
        rows = gkmlpt_lists.rows_of(held, links, task, snapshot)
        return replace(_finish(rows.entries, rows.turns, None, rows.total_rows), blank=rows.blank)
    config = gkmlpt.directory(page)
    if config is not None:
        return _from_directory(config, look, task, snapshot)
    asked = None if roles_table()[task.role].single else hanweb_disclosure.first_page(links, task)
    if asked is not None:
        return ListReading(turns=(asked,))
    store = hanweb.read_store(links, task)
    if store.pieces:
        entries = _fragment_entries(store.pieces, page, task, snapshot, store.heads)
        return _finish(entries, store.turns, store.total_pages, store.total_rows)
    markup = page.html.lstrip()[:1] == "<"
    value = load(page.html) if not markup else load_xml(page.html) if _is_xml(page) else None
    if value is not None:
        return _from_json(value, page, task, snapshot, links)
    if page.html.lstrip()[:3].lower() == "<tr":
        page = Page.parse(page.url, f"<table>{page.html}</table>".encode(), "text/html")
        look = Look(page)
    found = _from_markup(look, task, snapshot, store)
    if markup or found.entries or not (says_nothing(page.html) or _is_broken_data(page)):
        return found
    return ListReading(shell=task.way != "guess" and page.html.strip() != "")


def _from_directory(
    config: gkmlpt.Directory, look: Look, task: Task, snapshot: Snapshot
) -> ListReading:
    """The list of a page of a directory: what it shows itself, else what its script asks for."""
    found = _from_markup(look, task, snapshot, hanweb.Store())
    shows = found.entries and any(entry.date is not None for entry in found.entries)
    turn = gkmlpt_lists.shown_list(config, task) if not shows else None
    if turn is not None:
        return ListReading(turns=(turn,))
    if config.detail or shows or task.role in _PAGES_OF_A_DIRECTORY:
        return found
    # Of which category it shows the rows the address does not tell: they cannot be seen.
    return ListReading(shell=config.broken or not gkmlpt_lists.is_whole(task.role))


def _is_xml(page: Page) -> bool:
    return ("xml" in page.media_type and "html" not in page.media_type) or (
        page.html.lstrip()[:5].lower() == "<?xml" and "<html" not in page.html[:2_000].lower()
    )


def _is_broken_data(page: Page) -> bool:
    """Whether what calls itself data cannot be read as such: it was cut off, or is an excuse."""
    return "json" in page.media_type and not 0 <= page.html.find("<") < _OPENING


def _from_json(
    value: object, page: Page, task: Task, snapshot: Snapshot, links: Links
) -> ListReading:
    found = read_json(value, links, task, snapshot)
    entries = found.entries
    if not entries and found.pieces:
        entries = _fragment_entries(found.pieces, page, task, snapshot)
    refused = not entries and is_refusal(value)
    rows = found.total_rows if not refused else None
    reading = _finish(entries, found.turns, found.total_pages, rows)
    ended = value == [] or (task.page_number > 1 and has_empty_rows(value))
    blank = not entries and not refused and (ended or rows == 0 or reading.blank)
    # An answer that is not understood is not one that says there is nothing.
    unread = not entries and not blank and not reading.turns and task.way != "guess"
    return replace(reading, blank=blank, shell=unread)


def _fragment_entries(
    pieces: tuple[str, ...], page: Page, task: Task, snapshot: Snapshot, heads: str = ""
) -> tuple[Entry, ...]:
    """The entries of rows that came as pieces of HTML: all of them belong to the list.

    `heads` opens the list and names their columns.
    """
    joined = "".join(pieces)
    if joined.lstrip()[:3].lower() == "<tr":
        joined = f"<table>{heads}{joined}</table>"
    elif not joined.lstrip().lower().startswith(("<li", "<div", "<ul", "<p", "<table", "<dl")):
        joined = "".join(f"<li>{piece}</li>" for piece in pieces)
    else:
        joined = heads + joined
    part = Page.parse(page.url, f"<body><div>{joined}</div></body>".encode(), "text/html")
    return _all_rows(part, task, snapshot)


def _all_rows(part: Page, task: Task, snapshot: Snapshot) -> tuple[Entry, ...]:
    groups = row_groups(part, Layout(part), Links(part))
    return _ranked(entry for one in groups for entry in entries_of(one, part, task, snapshot))


def _ranked(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Rows once each, with their place among them."""
    return tuple(replace(one, rank=rank) for rank, one in enumerate(rows_once(entries), 1))


def _from_markup(look: Look, task: Task, snapshot: Snapshot, store: hanweb.Store) -> ListReading:
    page, layout = look.page, look.layout
    crumbs = layout.crumbs()
    column = column_name(look, task, crumbs)
    groups = look.groups
    if task.role is Role.LEADERS:
        cards = with_table_cards(groups, layout)
        groups = with_lone_cards(below_terms(cards), layout, look.links)
    choice = choose(groups, layout, task.role, column, look.text_chars, crumbs, pieces=look.pieces)
    taken = {node.mem_id for group in choice.groups for row in group.rows for node in row.nodes}
    taken.update(counted_names(look.groups))
    found = [one for group in choice.groups for one in entries_of(group, page, task, snapshot)]
    entries = _ranked(entry for entry in found if entry.url not in (page.url, task.url))
    if not entries and task.purpose is Purpose.TURN and _is_fragment(page):
        entries = _all_rows(page, task, snapshot)
    held = script_rows(page, layout, look.links, task, snapshot, column, look.text_chars)
    bare = frozenset(entry.url for entry in entries if is_bare(entry.title))
    shown = pager(page, look.links, task, taken, bare)
    if held is not None and not held.entries and not held.main and says_blank(look.pieces):
        held = None
    if held is not None and prevails(held, entries, choice):
        return _from_script(held, shown, look, task, store)
    if task.role is Role.GAZETTE and not entries and shown.untold and not says_blank(look.pieces):
        return ListReading(furthest=shown.untold, unfollowed="数字是页码还是期号，无从辨认")
    seen, pages = _seen_first(choice), max(shown.total_pages or 1, shown.furthest)
    if seen and not shown.turns and len(entries) > (pages - 1) * seen:
        # All of it is there; the pager only shows it part by part.
        shown = replace(shown, total_pages=None, furthest=0, handlers=frozenset())
    several = _are_several_lists(row for group in choice.groups for row in group.rows)
    if task.page_number == 1 and not several and 0 < (shown.total_rows or 0) <= len(entries):
        # All of it is there; what is handed to a script leads to no more of it.
        turns = tuple(turn for turn in shown.turns if turn.url not in shown.handed)
        shown = replace(shown, turns=turns)
    turning = turning_of(task, look, store, shown, len(entries), hub=choice.hub)
    reading = _finish(entries, turning.turns, turning.total_pages, turning.total_rows, look.pieces)
    if turning.furthest:
        reading = replace(reading, furthest=turning.furthest, unfollowed=unfollowed(page))
    if not turning.turns:
        columns = _columns(look, choice.groups, column, task)
        reading = replace(reading, columns=columns)
    if reading.entries or reading.statement_on:
        return replace(reading, unlinked=beside_rows(look.without_address, choice.groups))
    return replace(_without_rows(reading, look, task, choice.hub), foreign=choice.foreign)


def _columns(look: Look, chosen: tuple[Group, ...], column: str, task: Task) -> tuple[str, ...]:
    """The columns of which the page shows the newest rows, where it is no list of its own.

    Under the section's own name, or where nothing leads on from the chosen list, that is the
    list: what stands in other boxes is something else.
    """
    names = [look.layout.heading(group.box) for group in chosen]
    found = columns_over(look.groups, chosen, look.layout, look.links)
    own = any(
        key(name) in (key(column), key(task.label)) or task.role in dict(roles_of(name))
        for name in names
        if key(name)
    )
    if own or (chosen and not found):
        return found
    return columns_over(look.groups, look.groups, look.layout, look.links)


def _from_script(
    held: ScriptRows, shown: Pager, look: Look, task: Task, store: hanweb.Store
) -> ListReading:
    """The list that came as data in the page's script, with the pager of the page."""
    if not held.entries and held.records:
        return ListReading(shell=True, total_rows=held.total_rows, total_pages=held.total_pages)
    rows = held.total_rows if held.total_rows is not None else shown.total_rows
    pages = held.total_pages or shown.total_pages
    handlers = shown.handlers | held.handlers
    shown = replace(shown, total_rows=rows, total_pages=pages, handlers=handlers)
    if held.records and task.page_number == 1 and rows is not None and rows <= held.records:
        # All of it is there; the pager only shows it part by part.
        turning = replace(shown, turns=(), total_pages=None, furthest=0)
    else:
        turning = turning_of(task, look, store, shown, len(held.entries), hub=False)
    if held.unread and task.page_number == 1:
        turning = replace(turning, total_rows=max(turning.total_rows or 0, held.records))
    reading = _finish(held.entries, turning.turns, turning.total_pages, turning.total_rows)
    if turning.furthest:
        reading = replace(reading, furthest=turning.furthest, unfollowed=unfollowed(look.page))
    return replace(reading, blank=reading.blank or (held.empty and not turning.turns))


def _is_fragment(page: Page) -> bool:
    """Whether an answer is a piece of a page: what the script that asked for it puts into one."""
    return not _WHOLE.search(page.html[:3_000])


def _are_several_lists(rows: Iterable[Row]) -> bool:
    """Whether rows stand in several tables of more than a row each: one that is all of its table
    is a row like any other.
    """
    rows = list(rows)
    tables = tables_of(rows)
    return 1 < len(tables) < len(rows)


def _seen_first(choice: Choice) -> int:
    """How many rows are seen before the page's script shows others; 0 where none are hidden.

    Tables of several rows are no parts of one list that is shown part by part.
    """
    rows = [row for group in choice.groups for row in group.rows]
    if _are_several_lists(rows):
        return 0
    seen = sum(not any(is_hidden(node) for node in row.nodes) for row in rows)
    return seen if seen < len(rows) else 0


def _finish(
    entries: tuple[Entry, ...],
    turns: tuple[Turn, ...],
    pages: int | None,
    rows: int | None,
    pieces: list[str] | None = None,
) -> ListReading:
    statements = tuple(entry for entry in entries if is_statement(entry.title))
    rest = tuple(entry for entry in entries if entry not in statements)
    stated = stated_on(statements, pieces or [], len(rest))
    if stated is None:
        rest = entries
    own = {entry.url for entry in entries}
    return ListReading(
        entries=rest,
        turns=tuple(turn for turn in turns if turn.body or turn.url not in own),  # a row is no page
        total_pages=pages,
        total_rows=rows,
        blank=not rest and (rows == 0 or stated is not None),
        ordered=_is_ordered(rest),
        statement_on=stated,
    )


def _without_rows(reading: ListReading, look: Look, task: Task, hub: bool) -> ListReading:
    chars = look.text_chars
    reading = replace(reading, says_none=says_blank(look.pieces))
    blank = reading.blank or reading.says_none
    onward = _onward(look.page, look.links, chars) if not blank else []
    turns = reading.turns or tuple(Turn(url, task.page_number) for url in onward)
    if blank or hub:
        return replace(reading, blank=blank, turns=turns)
    single = roles_table()[task.role].single
    if not single and (unlinked := of_column(look.unlinked, look.layout, task.role)):
        return replace(reading, shell=not turns, turns=turns, unlinked=unlinked)
    own = single and chars >= OWN_TEXT
    if is_shell(look.page, look.links, chars, trees=not own):
        return replace(reading, shell=not turns, turns=turns)
    most = OWN_TEXT if single else NOTHING_ELSE
    return replace(reading, blank=not turns and chars < most, turns=turns)


def _onward(page: Page, links: Links, chars: int) -> list[str]:
    """Where a page without content of its own sends its reader: a refresh, a frame, a script."""
    written = [refresh(page)] if refresh(page) else []
    frames = [one for one in page.tree.css("frame[src], iframe[src]") if not is_speck(one, links)]
    if chars <= NOTHING_ELSE * 2:
        written += [node.attributes.get("src") or "" for node in frames]
    out = [url for text in written if text and (url := links.join(text))]
    if not out and chars == 0 and not page.root.css("a"):
        jumped = links.of_script(links.scripts[:2000])
        out = [jumped] if jumped else []
    host = page.url.split("/")[2] if page.url.count("/") >= 3 else ""
    return [url for url in dict.fromkeys(out) if url != page.url and url.split("/")[2] == host]


def _is_ordered(entries: tuple[Entry, ...]) -> bool:
    dates = [entry.date.value if entry.date else None for entry in entries if not entry.pinned]
    known = [value for value in dates if value is not None]
    return len(known) == len(dates) and all(newer >= older for newer, older in pairwise(known))

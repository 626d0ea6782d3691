"""The list that a page brings along as data in its own script, rather than as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from selectolax.lexbor import LexborNode

from crawler.pages.interfaces.jsonlists import counts_of, date_of, entry_of, title_of
from crawler.pages.lists.mainlist import Choice
from crawler.pages.markup.layout import Layout
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.scripts.scriptdata import ScriptData, script_data
from crawler.pages.scripts.scriptlinks import RowLink, Worked, row_links
from crawler.pages.scripts.scriptplaces import Places, Use
from crawler.pages.task import Task
from crawler.pages.words.roles import is_hub, roles_of
from crawler.pages.words.rowdates import row_date
from crawler.pages.words.text import clean, key
from crawler.records.model import Entry, Field, Snapshot, Source

_MOST_RECORDS = 5_000
_MOST_ARRAYS = 40
_SAMPLE = 40
_DEEPEST = 9
_ARTICLE = 300
_ASIDE = re.compile(
    r"menu|nav|friend|links?$|banner|slide|swiper|carousel|lunbo|focus|hot|rank|recommend|side|foot|"
    r"header|tree|catalog|catelog|channel|column|lanmu|dict|option|tab|crumb|attach|pics?$|images?$|photo|"
    r"related|relate|top\d*$|config|route|weather|zt$|topic|friendly|notice(?:bar|scroll)|comment",
    re.I,
)
_BELOW = frozenset({"children", "child", "sub", "submenu", "subs", "items", "childlist", "nodes"})
_FETCHED = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)|\bfetch\s*\(|\baxios\b|XMLHttpRequest|\.load\("
)
_PAGED = re.compile(
    r"onclick\s*=\s*\\?[\"']?\s*([A-Za-z_$][\w$]*)\s*\([^)]{0,30}?(?:[\"'`]\s*\+|\$\{)", re.I
)
_TITLED = re.compile(
    r"(?:title|subject|headline|\bbt|\bname)[\"']?\s*:\s*[\"'`](?=[^\"'`\n]{0,12}[\u3400-\u9fff])[^\"'`\n]{8,200}[\"'`]",
    re.I,
)
_LEFT = 3
"""Records left in the code, not read as data, from which a list may be among them."""
_PAGING = re.compile(r"page|fenye|turn|goto|jump", re.I)


@dataclass(frozen=True)
class ScriptRows:
    """The list in a page's script. `unread` says that rows are there whose address is unknown.

    `records` counts the rows it holds, read or not; `empty` says that it is there without rows.
    `main` is true where the script puts it into the page's main part, `dated` where most rows
    bear a date.
    """

    entries: tuple[Entry, ...] = ()
    records: int = 0
    total_rows: int | None = None
    total_pages: int | None = None
    unread: bool = False
    empty: bool = False
    main: bool = False
    dated: bool = False
    handlers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Array:
    path: tuple[str, ...]
    records: list[dict[str, Any]]
    above: tuple[dict[str, Any], ...]
    served: bool = False


@dataclass(frozen=True)
class _Rated:
    array: _Array
    score: float
    uses: list[Use]
    links: list[RowLink]
    main: bool
    dated: bool


def script_rows(
    page: Page,
    layout: Layout,
    links: Links,
    task: Task,
    snapshot: Snapshot,
    column: str,
    text_chars: int,
) -> ScriptRows | None:
    """The page's list as its script holds it; None where the script holds no list."""
    held = script_data(page)
    left = sum(1 for _ in zip(_TITLED.finditer(held.code), range(_LEFT), strict=False)) == _LEFT
    if not held.data:
        return ScriptRows(records=_LEFT, unread=True) if left else None
    places, worked = Places(page, held.code), Worked(held.code)
    arrays = _distinct(one for datum in held.data for one in _arrays(
        datum.value, tuple(datum.name.removeprefix("window.").split(".")), (), datum.served
    ))  # fmt: skip
    rated = [
        one
        for array in arrays
        if array.records
        and (one := _rate(array, places, worked, layout, task, column, text_chars)) is not None
    ]
    if not rated and text_chars <= _ARTICLE:
        left = left or any(_is_doubtful(array, places) for array in arrays)
    if not rated and left:
        return ScriptRows(records=_LEFT, unread=True)
    if not rated:
        return ScriptRows(empty=True) if _is_empty(arrays, held, places, layout) else None
    best = max(rated, key=lambda one: one.score)
    return _read(best, held, worked, links, task, snapshot)


def prevails(held: ScriptRows, shown: tuple[Entry, ...], choice: Choice) -> bool:
    """Whether the list in the script, not the rows that the markup shows, is the page's list.

    Rows that both have were put into the markup by the server; the script may hold more.
    """
    if not shown:
        return bool(held.entries) or not choice.hub
    own = {entry.url for entry in held.entries}
    both = sum(entry.url in own for entry in shown)
    if both:
        return both * 5 >= len(shown) * 4 and len(own) > len(shown)
    undated = sum(entry.date is not None for entry in shown) * 2 < len(shown)
    return held.main and held.dated and undated and held.records > 0


def _arrays(
    value: Any, path: tuple[str, ...], above: tuple[dict[str, Any], ...], served: bool
) -> Iterator[_Array]:
    if len(above) > _DEEPEST or len(path) > 2 * _DEEPEST:
        return
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _arrays(item, (*path, str(name)), (*above, value), served)
    elif isinstance(value, list):
        rows = [item for item in value if isinstance(item, dict)]
        lists = [item for item in value if isinstance(item, list)]
        if not value or len(rows) * 2 > len(value):
            yield _Array(path, rows[:_MOST_RECORDS], above, served)
            for item in rows[:_SAMPLE]:
                if not title_of(item):
                    yield from _arrays(item, path, above, served)
        elif len(lists) * 2 > len(value) and all(isinstance(one, str) for one in lists[0][:1]):
            named = [{f"_{n}": one for n, one in enumerate(item)} for item in lists]
            yield _Array(path, named[:_MOST_RECORDS], above, served)
        else:
            for item in lists[:_SAMPLE]:
                yield from _arrays(item, path, (*above, {}), served)


def _distinct(arrays: Iterator[_Array]) -> list[_Array]:
    """Each list once: what is found inside of a program was found with the program, too."""
    out: dict[str, _Array] = {}
    for number, array in enumerate(arrays):
        if len(out) >= _MOST_ARRAYS or number > 20 * _MOST_ARRAYS:
            break
        first = repr(sorted(array.records[0].items(), key=str))[:2_000] if array.records else ""
        mark = f"{len(array.records)} {first}" if array.records else ".".join(array.path)
        out.setdefault(mark, array)
    return list(out.values())


def _rate(
    array: _Array,
    places: Places,
    worked: Worked,
    layout: Layout,
    task: Task,
    column: str,
    text_chars: int,
) -> _Rated | None:
    sample = array.records[:_SAMPLE]
    uses = places.uses(array.path)
    made = [link for use in uses for link in row_links(use.code)]
    made.sort(key=lambda link: not _names_title(link, sample[0], worked))
    titles = [key(title_of(record) or _made(made, record, worked, label=True)) for record in sample]
    named = [title for title in titles if title and not title.isdecimal()]
    if len(named) * 3 < len(sample) * 2 or not any(char > "\u3400" for char in "".join(named)):
        return None
    menu = sum(len(title) <= 8 and (is_hub(title) or bool(roles_of(title))) for title in named)
    dated = sum(_day(record) is not None for record in sample) * 2 >= len(sample)
    if not dated and (menu * 3 > len(named) or any(_below(record) for record in sample)):
        return None
    nodes = [use.node for use in uses if use.node is not None]
    regions = [layout.region(node) for node in nodes]
    main = "main" in regions
    if regions and not main:
        return None
    aside = any(_ASIDE.search(name) for name in array.path[-2:])
    if (aside and not (main and dated)) or (text_chars > _ARTICLE and not main):
        return None
    mean = sum(map(len, named)) / len(named)
    if not main and not dated and (mean < 6 or len(sample) < 2):
        return None
    score = min(len(array.records), 200) * (2.0 if dated else 1.0) * (3.0 if main else 1.0)
    score *= _heading_speaks(nodes, layout, task, column) * (0.2 if aside else 1.0)
    return _Rated(array, score, uses, made, main, dated) if score > 0 else None


def _is_doubtful(array: _Array, places: Places) -> bool:
    """Whether rows with titles and dates are none of the page's list for their name alone."""
    sample = array.records[:_SAMPLE]
    rows = [one for one in sample if len(key(title_of(one))) >= 6 and date_of(one) is not None]
    if not rows or len(rows) * 2 < len(sample):
        return False
    return all(use.node is None for use in places.uses(array.path))


def _heading_speaks(nodes: list[LexborNode], layout: Layout, task: Task, column: str) -> float:
    """How far the headings of the boxes that are filled speak for the list asked for."""
    headings = [heading for node in nodes if key(heading := layout.heading(node))]
    if any(key(one) == key(column) or task.role in dict(roles_of(one)) for one in headings):
        return 3.0
    foreign = any(max(dict(roles_of(one)).values(), default=0.0) >= 0.9 for one in headings)
    return 0.0 if foreign and task.role in dict(roles_of(column)) else 1.0


def _names_title(link: RowLink, record: dict[str, Any], worked: Worked) -> bool:
    said = worked.text(link.label, record)
    return bool(said) and key(said) == key(title_of(record) or said)


def _made(links: list[RowLink], record: dict[str, Any], worked: Worked, *, label: bool) -> str:
    for link in links:
        text = worked.text(link.label if label else link.address, record)
        if text and (not label or key(text)):
            return text
    return ""


def _day(record: dict[str, Any]) -> Field[Any] | None:
    found = date_of(record)
    if found is None:
        texts = (v for v in record.values() if isinstance(v, str) and 8 <= len(v) <= 20)
        found = next(
            (day for text in texts if text[:2] in ("19", "20") and (day := row_date(text))), None
        )
    return (
        Field(found.value, found.raw, Source.ROW, place="list file", at=found.at) if found else None
    )


def _below(record: dict[str, Any]) -> bool:
    return any(name.lower() in _BELOW and isinstance(v, list) for name, v in record.items())


def _read(
    best: _Rated, held: ScriptData, worked: Worked, links: Links, task: Task, snapshot: Snapshot
) -> ScriptRows:
    everywhere = row_links(held.code[:200_000]) if not best.links else []
    found: dict[str, Entry] = {}
    unread = counted = 0
    for record in best.array.records:
        label = _made(best.links, record, worked, label=True)
        if not key(title_of(record) or label):
            continue
        counted += 1
        address = _address(best.links, record, worked, links)
        entry = entry_of(record, links, task, snapshot, len(found) + 1, address, label)
        if entry is None and (address := _address(everywhere, record, worked, links)):
            entry = entry_of(record, links, task, snapshot, len(found) + 1, address, label)
        if entry is None:
            unread += 1
            continue
        if entry.date is None:
            entry = _dated(entry, record)
        found.setdefault(entry.url, entry)
    entries = tuple(found.values())
    if len(entries) == 1 < counted:  # the same address for all: it was not made as read
        entries, unread = (), counted
    pages, rows = counts_of(best.array.above)
    return ScriptRows(
        entries,
        counted,
        rows,
        pages,
        unread > 0,
        main=best.main,
        dated=best.dated,
        handlers=frozenset(n for n in _PAGED.findall(held.code[:200_000]) if _PAGING.search(n)),
    )


def _address(made: list[RowLink], record: dict[str, Any], worked: Worked, links: Links) -> str:
    for link in made:
        text = worked.text(link.address, record)
        if text and link.clicked:
            text = links.of_script(text) or ""
        if (
            text
            and not re.match(r"javascript:|#|about:|undefined|null", text)
            and "/undefined" not in text
        ):
            return clean(text)
    return ""


def _dated(entry: Entry, record: dict[str, Any]) -> Entry:
    return replace(entry, date=_day(record))


def _is_empty(arrays: list[_Array], held: ScriptData, places: Places, layout: Layout) -> bool:
    """Whether the script holds the page's list and it has no row, and never gets others."""
    if _FETCHED.search(held.code) or any(array.records for array in arrays):
        return False
    for array in arrays:
        if any(_ASIDE.search(name) for name in array.path[-2:]):
            continue
        rows = counts_of(array.above)[1]
        nodes = [use.node for use in places.uses(array.path) if use.node is not None]
        if not rows and any(layout.region(node) == "main" for node in nodes):
            return True
    return False

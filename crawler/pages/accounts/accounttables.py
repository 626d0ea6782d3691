"""Accounts of new media in tables: a row of heads, then an account in each row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.pages.accounts.accountwords import name_of, named_in, pattern, platform_of, slug_of
from crawler.pages.markup.shown import Box, Shown
from crawler.pages.words.dates import first_date
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import clean, simplify
from crawler.records.model import Field, Source
from crawler.records.new_media import Account

_MOST_CELLS = 30
_CLOSED = re.compile(rf"(?:现|已|已经)?(?:{pattern('closed').pattern})[。.]?", re.I)
_SET_OFF = re.compile(r"[(（【\[:：·|\s-]")
"""What sets a platform off from the name in one cell: 云溪发布（微信公众号）."""


def table_accounts(view: Shown, url: str, taken: set[int]) -> Iterator[Account]:
    """The accounts of every table that heads a name or platform; its lines are added to `taken`.

    A cell that spans rows (the owner of several accounts) counts for those below it that lack it.
    """
    heads: dict[int, list[str | None]] = {}
    last: dict[int, dict[str, str]] = {}
    for box in view.boxes:
        if box.tag != "tr" or box.template:
            continue
        texts = [_text(view, view.boxes[c]) for c in _cells(view, box)]
        slugs = [slug_of(text) for text in texts]
        table = _table(view, box)
        if len({slug for slug in slugs if slug}) >= 2 and {"name", "platform"} & {*slugs}:
            heads[table], last[table] = slugs, {}
            taken.update(range(box.start, box.end))
        elif table in heads:
            known = heads[table]
            taken.update(range(box.start, box.end))
            short = len(known) - len(texts)
            if 0 <= short <= len(known) - 1:
                told = dict(zip(known[short:], texts, strict=False))
                row = {str(slug): text for slug, text in told.items() if slug}
                if "state" not in row and (closed := _closed(known[short:], texts)):
                    row["state"] = closed
                kept = {str(slug): last[table].get(str(slug), "") for slug in known[:short] if slug}
                if any(row.values()):
                    last[table] = row | kept
                    yield account(row | kept, url)


def account(told: dict[str, str], url: str, link: str = "") -> Account:
    """An account of what its fields say."""
    raw = simplify(told.get("name", ""))
    name, platform = named_in(raw)
    kind = simplify(told.get("platform", ""))
    if platform_of(kind) and not _SET_OFF.search(raw):
        name = ""  # beside a platform of its own the whole of it is the name: 云溪政务微博
    found = first_date(told.get("updated", ""))
    updated = None
    if told.get("updated") and not (found is None and pattern("closed").search(told["updated"])):
        value = found.value if found is not None else None
        updated = Field(value, told["updated"][:40], Source.ROW, "最近更新", "新媒体清单", url)
    return Account(
        name=mask_numbers(name or name_of(raw)),
        platform=platform_of(kind) or kind[:20] or platform,
        owner=mask_numbers(simplify(told.get("owner", "")))[:60],
        state=mask_numbers(simplify(_state(told)))[:60],
        updated_on=updated,
        url=link,
    )


def _state(told: dict[str, str]) -> str:
    """What is told of the state, in a field of its own or beside the name or the last post."""
    said = told.get("state", "")
    if said:
        return said
    others = (told.get(slug, "") for slug in ("updated", "name"))
    return next((text for text in others if pattern("closed").search(text)), "")


def _closed(heads: list[str | None], texts: list[str]) -> str:
    """What a cell under a head that is not known says of the account, if only that it is closed."""
    rest = (text for slug, text in zip(heads, texts, strict=False) if not slug)
    return next((text for text in rest if _CLOSED.fullmatch(text)), "")


def _cells(view: Shown, row: Box) -> list[int]:
    return [c for c in row.children if view.boxes[c].tag in ("td", "th")][:_MOST_CELLS]


def _text(view: Shown, cell: Box) -> str:
    return clean(view.text(cell.start, cell.end))


def _table(view: Shown, row: Box) -> int:
    parent = row.parent
    while parent > 0 and view.boxes[parent].tag != "table":
        parent = view.boxes[parent].parent
    return parent

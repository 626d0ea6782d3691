"""Labelled fields of a page: which value is shown under which label, and where.

Of several values under one name the one in the metadata block or beside the title wins; labels
inside the running text are no metadata.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from crawler.pages.markup.belowtext import lines_below
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.indexed import hosts_in, indexed_tables
from crawler.pages.markup.outline import Outline, outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.pairs import commented_pairs, pairs_of
from crawler.pages.markup.shown import shown
from crawler.pages.words.dates import first_date, parse_compact
from crawler.pages.words.labels import (
    is_placeholder,
    labels_of,
    meta_names,
    short_days_of,
    slug_of,
    validity_of,
)
from crawler.pages.words.text import clean, key, simplify
from crawler.records.model import Field, Source, Validity

__all__ = [
    "as_body",
    "as_date",
    "as_number",
    "as_text",
    "as_validity",
    "as_words",
    "best",
    "every",
    "hidden_fields",
    "labelled_fields",
    "slug_of",
]

T = TypeVar("T")
# fmt: off
_CORE = frozenset({
    "number", "signed_on", "issued_on", "published_on", "validity", "issuer", "index_number",
    "effective_on", "repealed_on", "valid_until", "category", "title", "summary", "interpreter",
    "person", "phone", "email",
})
# fmt: on
_STRICT = frozenset(_CORE - {"category", "title", "summary", "phone"})
_MEANT = {"noise", "letter", "sender"}
_INDEX = re.compile(r"[0-9A-Z][0-9A-Z./-]{6,40}")
_RAW_CHARACTERS = 2_000


@dataclass(frozen=True)
class _Placed:
    """A pair with the weight of its place: 3 metadata block, 2 head, 1 after the text, 0 text."""

    pair: Pair
    weight: int
    place: str


def labelled_fields(page: Page, kind: str) -> tuple[tuple[str, Field[str]], ...]:
    """Every labelled value of the page as (slug, field), the most trustworthy place first.

    Values in the running text, in <meta> tags and in comments come too, with `source` TEXT,
    META and COMMENT. A placeholder gives a field whose value is None.
    """
    placed = sorted(
        _placed(page, kind), key=lambda one: (-one.weight, one.pair.start, one.pair.offset)
    )
    found = [
        (one.pair.slug, text_field(one.pair, page.url, _source(one), one.place)) for one in placed
    ]
    found += _meta_fields(page, kind)
    found += hidden_fields(page, kind)
    return tuple((slug, field) for slug, field in found if slug not in _MEANT)


def hidden_fields(page: Page, kind: str) -> tuple[tuple[str, Field[str]], ...]:
    """Labelled values that stand only in comments and hidden elements."""
    found: list[tuple[str, Field[str]]] = []
    for pair, place in commented_pairs(page, kind):
        if pair.slug in _CORE and not pair.slug.startswith("damaged:"):
            found.append((pair.slug, text_field(pair, page.url, Source.COMMENT, place)))
    return tuple(found)


def text_field(pair: Pair, url: str, source: Source, place: str) -> Field[str]:
    """The field of a pair, in simplified script; None for a placeholder, the words always kept."""
    raw = clean(pair.raw)[:_RAW_CHARACTERS]
    value = None if is_placeholder(raw) else simplify(raw)
    return Field(value, raw, source, clean(pair.label).strip(":：∶【】[]•·* "), place, url)


def _source(one: _Placed) -> Source:
    return Source.LABEL if one.weight > 0 else Source.TEXT


def _placed(page: Page, kind: str) -> list[_Placed]:
    layout = outline(page)
    pairs = [
        checked for pair in pairs_of(page, kind)
        if (checked := _undamaged(pair)) is not None
        and (layout.in_head(pair.start) or not _is_short(pair, kind))
    ]  # fmt: skip
    blocks = _blocks(pairs, layout)
    if kind == "document":
        pairs += hosts_in(shown(page), pairs)
    under = lines_below(shown(page), layout, pairs) if kind == "document" else range(0)
    placed: list[_Placed] = []
    for pair in pairs:
        if pair.start >= layout.footer:
            continue
        if pair.group in blocks or (pair.start, pair.label) in blocks:
            place = f"元数据表第{pair.row}行" if pair.row else "元数据区"
            placed.append(_Placed(pair, 3, place))
        elif layout.in_head(pair.start):
            below = layout.title_line >= 0 and pair.start > layout.title_line
            place = "标题下方信息行" if below else "标题上方信息区"
            placed.append(_Placed(pair, 2, place))
        elif layout.in_body(pair.start) and pair.start not in under:
            placed.append(_Placed(pair, 0, "正文"))
        else:
            placed.append(_Placed(pair, 1, "正文后信息区"))
    return placed


def _is_short(pair: Pair, kind: str) -> bool:
    """Whether a day stands under a short label (公布：…), which in a text and below it may tell of
    another paper or of a step of a plan.
    """
    word = key(pair.label)
    return word in short_days_of(kind) and word not in labels_of(kind)


def _undamaged(pair: Pair) -> Pair | None:
    """A pair under a damaged label, if its value fits the field; any other pair as it is."""
    if not pair.slug.startswith("damaged:"):
        return pair
    slug = pair.slug.removeprefix("damaged:")
    fits = validity_of(pair.raw) is not None if slug == "validity" else _INDEX.match(pair.raw)
    if not fits:
        return None
    return Pair(slug, pair.label, pair.raw, pair.start, pair.end, pair.group, pair.row, pair.offset)


def _blocks(pairs: Iterable[Pair], layout: Outline) -> set[object]:
    """Groups of pairs that make a metadata block: three or more core fields close together.

    A block is one table or list, or a run of lines with labels that no other text interrupts.
    """
    groups: dict[str, set[str]] = {}
    blocks: set[object] = set()
    run: list[Pair] = []

    def close_run() -> None:
        if len({pair.slug for pair in run if pair.slug in _CORE}) >= 3:
            blocks.update((pair.start, pair.label) for pair in run)
        run.clear()

    for pair in pairs:
        if pair.slug in _CORE:
            groups.setdefault(pair.group, set()).add(pair.slug)
        if run and pair.start > max(one.end for one in run[-3:]) + 1:
            close_run()
        outside = layout.in_head(pair.start) or pair.start >= layout.content_end
        # In the text only lines that are nothing but label and short value make a block.
        if outside or (pair.offset == 0 and pair.slug in _STRICT and len(pair.raw) <= 60):
            run.append(pair)
    close_run()
    blocks.update(
        group for group, slugs in groups.items() if len(slugs) >= 3 and group[0] in "tb"
        and group not in ("b0", f"b{layout.box}")
    )  # fmt: skip
    blocks.update(indexed_tables(pairs))
    return blocks


def _meta_fields(page: Page, kind: str) -> list[tuple[str, Field[str]]]:
    known = meta_names()
    labels = labels_of(kind)
    found: list[tuple[str, Field[str]]] = []
    for name, content in page.meta.items():
        slug = known.get(name)
        if slug is None and not name.isascii():
            slug = labels.get(key(name))
        if slug is not None:
            value = None if is_placeholder(content) else content
            place = f"meta 标签 {_META_SHOWN.get(name, name)}"
            found.append((slug, Field(value, content, Source.META, name, place, page.url)))
    return found


_META_SHOWN = {
    "pubdate": "PubDate",
    "articletitle": "ArticleTitle",
    "contentsource": "ContentSource",
}


# --- typed values ---------------------------------------------------------------------------

_NUMBER = re.compile(
    r"(?P<code>[\u3400-\u9fffA-Za-z][\u3400-\u9fffA-Za-z0-9()（）·、.-]{0,30}?)\s?"
    r"(?:[〔﹝\[［]\s?(?P<y1>(?:19|20)\d{2})\s?[〕﹞\]］]|[（(【〈]\s?(?P<y2>(?:19|20)\d{2})\s?[)）】〉])"
    r"\s?第?\s?(?P<n>\d{1,5}(?:[-—之]\d{1,3})?)\s?[号號]"
)
_ODD_BRACKET = re.compile(r"[【〈]")
_ORDER = re.compile(
    r"(?:[\u3400-\u9fff()（）·]{0,30}?)\s?[(（]?\s?(?:(?:19|20)\d{2}\s?年\s?)?第\s?[0-9一二三四五六七八九十百零〇]{1,6}\s?[号號]"
    r"(?:\s?[)）]|令)?"
)
_LAW_ORDER = re.compile(
    r"[\u3400-\u9fff]{2,30}令\s?(?:[(（]\s?)?第?\s?\d{1,5}\s?[号號](?:\s?[)）])?"
)


def normal_number(text: str) -> str | None:
    """The document number in its normal form, year in 〔〕; None if the text is none.

    Taken as well-formed: a body code, the year in 〔〕, [] or （）, a number and 号; for orders
    and announcements 第N号 and YYYY年第N号.
    """
    text = simplify(clean(text)).strip(" 。；;，,")
    match = _NUMBER.fullmatch(text) or _NUMBER.match(text)
    if match is not None:
        if _ODD_BRACKET.search(match.group()):
            return None
        rest = text[match.end() :]
        if rest and re.match(r"\s*[\d〔\[]", rest):
            return None
        year = match["y1"] or match["y2"]
        number = match["n"]
        return f"{match['code'].strip()}〔{year}〕{number}号".replace(" ", "")
    match = _ORDER.fullmatch(text) or _LAW_ORDER.fullmatch(text)
    return match.group().replace(" ", "") if match is not None else None


def as_number(field: Field[str]) -> Field[str]:
    """The field with its number in normal form, or without a value if it is malformed."""
    return _with(field, normal_number(field.value) if field.value else None)


def as_date(field: Field[str]) -> Field[date]:
    """The field as a date, with the clock time if one is shown."""
    found = first_date(field.raw) if field.value else None
    if found is not None:
        return Field(
            found.value, field.raw, field.source, field.label, field.place, field.url, found.at
        )
    return _with(field, parse_compact(field.raw) if field.value and len(field.raw) < 16 else None)


def as_validity(field: Field[str]) -> Field[Validity]:
    """The field as a state; None for a placeholder or words that name no state."""
    return _with(field, validity_of(field.value) if field.value else None)


def as_body(field: Field[str]) -> Field[str]:
    """The field as the name of a body, simplified; a date that follows in its line is cut off."""
    if field.value is None:
        return field
    name = simplify(field.value)
    found = first_date(name)
    if found is not None:
        name = name[: found.start].strip(" [【(（")
    return _with(field, name or None)


def as_text(field: Field[str]) -> Field[str]:
    """The field as it is."""
    return field


def as_words(field: Field[str]) -> Field[str]:
    """The field as it is, or without a value where that is but a number: a code is no state."""
    value = field.value
    return _with(field, value if value and not clean(value).isdecimal() else None)


def _with(field: Field[str], value: T | None) -> Field[T]:
    return Field(value, field.raw, field.source, field.label, field.place, field.url)


def every(fields: Iterable[tuple[str, Field[str]]], *slugs: str) -> list[Field[str]]:
    """The fields of these slugs, slug by slug, in the order given."""
    known = list(fields)
    return [field for slug in slugs for name, field in known if name == slug]


def best(
    fields: Iterable[tuple[str, Field[str]]], slug: str, turn: Callable[[Field[str]], Field[T]],
    sources: frozenset[Source] = frozenset({Source.LABEL, Source.META}),
) -> Field[T] | None:  # fmt: skip
    """The best field of a slug as a typed value: the first that has one, else the first at all."""
    first: Field[T] | None = None
    for name, field in fields:
        if name != slug or field.source not in sources:
            continue
        typed = turn(field)
        if typed.value is not None:
            return typed
        first = first or typed
    return first

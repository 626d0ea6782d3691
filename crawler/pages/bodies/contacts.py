"""How to reach a body: names, addresses, hours and phones as guides and profiles show them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from crawler.pages.bodies.toldcontacts import told_in_lines
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.labelled import text_field
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.pairs import pairs_of
from crawler.pages.markup.shown import Line, shown
from crawler.pages.words.labels import labels_of
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import clean, key, simplify
from crawler.records.materials import OfficeContact
from crawler.records.model import Field, Source

_REACH = frozenset({"body", "address", "hours", "phone"})
_NUMBERED = (
    re.compile(r"第?[一二三四五六七八九十]{1,3}[、．.章节]\s*"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*"),
    re.compile(r"\d{1,2}[、．.]\s*"),
    re.compile(r"[（(]\d{1,2}[）)]\s*"),
    re.compile(r"\d(?=[\u3400-\u9fff]{3,20}$)(?!.?[年月日时天个项号楼件])"),  # its sign was lost
)
_CLAUSE = re.compile(r"[。；;，,：:]")
_MOST = 240


def contacts(page: Page) -> tuple[OfficeContact, ...]:
    """The contacts that a page shows, in reading order."""
    view, layout = shown(page), outline(page)
    pairs = [
        pair
        for pair in pairs_of(page, "office")
        if pair.slug in _REACH
        and pair.start < layout.footer
        and not view.lines[pair.start].template
    ]
    facts = [(p.start, p.offset, p.slug, _field(p, page)) for p in pairs]
    facts += told_in_lines(
        page, {(p.start, p.slug) for p in pairs if p.slug != "phone" or _tells(p)}
    )
    above = _headings(page, {pair.start for pair in pairs})
    found: list[OfficeContact] = []
    lead: dict[int, str] = {}  # what stands in the line before its first label
    for line, offset, slug, field in sorted(facts, key=lambda fact: fact[:3])[:_MOST]:
        before = lead.setdefault(line, view.lines[line].text[:offset])
        heading = _joined(above.get(line, ""), before)
        current = found[-1] if found else None
        if current is None or current.heading != heading or getattr(current, slug) is not None:
            found.append(OfficeContact(heading))
        changed: dict[str, Any] = {slug: field}
        found[-1] = replace(found[-1], **changed)
    return tuple(found)


def _tells(pair: Pair) -> bool:
    """Whether what stands beside a label of phones is one, not the next cell below a head."""
    return re.search(r"\d{3}|^\D+$", pair.raw) is not None


def heading_of(text: str) -> tuple[int, str] | None:
    """The depth of a numbered line and its first words; None if it has no number."""
    for depth, number in enumerate(_NUMBERED):
        match = number.match(text)
        if match is not None:
            rest = text[match.end() :]
            return depth, _CLAUSE.split(rest, maxsplit=1)[0][:40]
    return None


def _headings(page: Page, labelled: set[int]) -> dict[int, str]:
    """Per line the headings above it: numbered ones by their depth, bold ones as outermost."""
    labels, title = labels_of("office"), outline(page).title_line
    above: dict[int, str] = {}
    stack: list[tuple[int, str]] = []
    for number, line in enumerate(shown(page).lines):
        text = clean(line.text)
        head = heading_of(text)
        if head is None and number not in labelled and _is_bold_heading(line, text):
            head = (0, text.rstrip("：:"))
        contact = number in labelled and head is not None and labels.get(key(head[1])) in _REACH
        if head is not None and not contact and number != title and not line.template:
            depth, words = head
            stack = [one for one in stack if one[0] < depth] + [(depth, simplify(words))]
        above[number] = ">".join(words for _, words in stack)
    return above


def _is_bold_heading(line: Line, text: str) -> bool:
    short = len(text) <= 30 and not re.search(r"[。；;，,]", text)
    return short and bool(text) and (line.bold or line.tag in ("h2", "h3", "h4", "h5", "h6"))


def _joined(heading: str, before: str) -> str:
    """The headings with the words that lead to a contact inside running text."""
    words = simplify(clean(before)).strip("（( ，,。：:、")
    told = len(words) > 6 and not any(words.startswith(one) for one in heading.split(">") if one)
    return ">".join(filter(None, (heading, words[-40:] if told else "")))


def _field(pair: Pair, page: Page) -> Field[str]:
    field = text_field(pair, page.url, Source.LABEL, "正文")
    value = mask_numbers(field.value).strip("。；;，, ") if field.value else None
    return replace(field, value=value or None, raw=mask_numbers(field.raw)[:200])

"""A single page of a section (guide, profile, request page) → `StaticPage`."""

from __future__ import annotations

import re
from dataclasses import fields, replace

from crawler.pages.bodies.charges import in_charge
from crawler.pages.bodies.chief import leader_of
from crawler.pages.bodies.contacts import contacts
from crawler.pages.bodies.events import tells_of_an_event
from crawler.pages.bodies.listdays import adjusted_on
from crawler.pages.bodies.profile import part_of
from crawler.pages.documents.document import published_of, title_of
from crawler.pages.markup.body import media_counts
from crawler.pages.markup.labelled import as_date, best, labelled_fields
from crawler.pages.markup.lines import is_prose
from crawler.pages.markup.links import attachments_of, links_of
from crawler.pages.markup.outline import is_furniture, outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.pages.markup.tabs import with_named_panels
from crawler.pages.task import Task
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import simplify
from crawler.portals.roles import Role
from crawler.records.materials import AgencyProfile, DisclosureGuide
from crawler.records.model import Record, Snapshot, StaticPage

_STATING = frozenset({
    Role.GUIDE, Role.INFORMATION_REQUEST, Role.POWER_LIST, Role.AGENCY_PROFILE,
    Role.INNER_OFFICES, Role.SUBORDINATE_BODIES, Role.DISPATCHED_BODIES,
})  # fmt: skip
"""Sections whose pages are read for more than the length of their text."""
_PARTS = re.compile(
    "职[责能]|内设|机构|[科股处]室|负责人|领导|公开|申请|监督|联系|地址|电话|行政|权力|责任"
)
"""Words in the names of tabs that hold the parts of such a page."""
_GREETING = re.compile(
    r"^.{0,6}欢迎(?:您|你)?(?:访问|光临|来到|进入|浏览|登录)[^。！!]{2,40}(?:网|网站|门户|平台)"
)
"""What a masthead says to whoever comes, above the title of a page."""
_PROFILES = frozenset({Role.AGENCY_PROFILE, Role.INNER_OFFICES})


def own_text(page: Page) -> str:
    """The page's own text without menus, header and footer, one line per line shown.

    Unlike the text of an article it keeps tables, labels and short lines: a profile may be
    nothing but a name, an address and a phone number.
    """
    view, layout = shown(page), outline(page)
    start, end = layout.content_start, min(layout.content_end, layout.footer)
    kept: list[str] = []
    for number in range(start, end):
        line = view.lines[number]
        if number == layout.title_line or is_furniture(line.text):
            continue
        if number < layout.title_line and _GREETING.match(line.text):
            continue
        if line.template or (line.link_chars * 2 > len(line.text) and not is_prose(line)):
            continue
        kept.append(line.text)
    return mask_numbers(simplify("\n".join(kept)))


def is_list_of_guides(record: Record) -> bool:
    """Whether what was read of a guide on a page of rows, without a text, is what these show: the
    guide itself lies behind them. A picture, a file, a contact or a sentence may be all that a
    guide is.
    """
    return isinstance(record, DisclosureGuide) and not (
        record.pictures
        or record.attachments
        or record.contacts
        or record.in_charge
        or "。" in record.text
    )


def read_static_page(page: Page, task: Task, snapshot: Snapshot) -> StaticPage:
    """The single page of a section with its own text; of guides and profiles what they state.

    Parts in tabs are read wherever their boxes stand on the page, hidden or not.
    """
    if task.role in _STATING:
        page = with_named_panels(page, _PARTS) or page
    text = own_text(page)
    plain = StaticPage(
        url=task.url,
        title=title_of(page, task),
        role=task.role,
        snapshot=snapshot,
        text=text,
        text_chars=len("".join(text.split())),
    )
    if task.role not in _STATING:
        return plain
    shown_fields = labelled_fields(page, "static_page")
    plain = replace(
        plain,
        published_on=published_of(page, shown_fields, task),
        updated_on=best(shown_fields, "updated_on", as_date)
        or (adjusted_on(text, page.url) if task.role is Role.POWER_LIST else None),
        links=links_of(page) if task.role is not Role.POWER_LIST else (),
        attachments=attachments_of(page),
        pictures=media_counts(page)[0],
    )
    base = {field.name: getattr(plain, field.name) for field in fields(plain)}
    if task.role is Role.GUIDE:
        return DisclosureGuide(**base, contacts=contacts(page), in_charge=in_charge(page))
    if task.role in _PROFILES:
        if tells_of_an_event(plain):
            return AgencyProfile(**base)
        titles = (plain.title, simplify(task.label))
        return AgencyProfile(
            **base,
            duties=part_of(page, "duties", titles),
            offices=part_of(page, "offices", titles),
            leader=leader_of(page, task, snapshot),
            contacts=contacts(page),
            in_charge=in_charge(page),
        )
    return plain

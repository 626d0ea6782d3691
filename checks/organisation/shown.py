"""What the pages on requests show: their text, and the names of what they lead to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from checks.engine.requirement import Requirement
from checks.judging import exists
from checks.matching.words import plain
from checks.organisation.replyforms import forms_in
from crawler.portals import PortalKind, Role
from crawler.records import Dossier, Link, StaticPage, host_of

_ONE_CHANNEL = re.compile(
    r"(?:统一|集中|均|一律)[^。；]{0,6}(?:由|通过|在|到|登录|使用|进入)[^。；]{0,30}?"
    r"(?:平台|系统|网站|门户|渠道)[^。；]{0,8}?(?:受理|办理|提交|提出|申请|递交|接收)"
)
"""Words by which all requests go one way: 统一通过…平台提交."""
_OR = "或"
_CHANNEL = re.compile(r"依申请公开|信息公开申请|申请公开|在线申请|网上申请")


@dataclass(frozen=True)
class Shown:
    """The pages read, their texts together, and the names of rows, links and files.

    `forms` are files with a form of reply, which is no text of the pages that offer it.
    """

    pages: tuple[StaticPage, ...]
    text: str
    names: tuple[str, ...]
    forms: tuple[StaticPage, ...] = ()

    @property
    def everything(self) -> str:
        """Texts and names as one text."""
        return "\n".join((self.text, *self.names))

    @property
    def with_forms(self) -> str:
        """The texts of pages and of forms of reply as one text."""
        return "\n".join((self.text, *(plain(form.text) for form in self.forms)))

    def names_with(self, word: str) -> list[str]:
        """The names that hold a word, or one of several (答复书或告知书)."""
        words = word.split(_OR)
        return [name for name in self.names if has_any(name, words)]

    def texts_of(self, word: str) -> list[str]:
        """The texts of pages and files whose title holds such a word, and of forms of that name."""
        every, words = (*self.pages, *self.forms), word.split(_OR)
        titled = [page for page in every if page.text and has_any(plain(page.title), words)]
        inside = [form for page in self.pages if page not in titled
                  for one in words for form in forms_in(page.text, one)]  # fmt: skip
        return [*(plain(page.text) for page in titled), *inside]


def shown_by(dossier: Dossier, roles: Iterable[Role]) -> Shown:
    """What the single pages of these sections show."""
    wanted = frozenset(roles)
    every = tuple(page for page in dossier.static_pages if page.role in wanted)
    forms = tuple(page for page in every if any(file.url == page.url for file in page.files))
    pages = tuple(page for page in every if page not in forms)
    names = [row.title for role in roles for row in dossier.entries(role)]
    names += [link.text for page in pages for link in (*page.links, *page.attachments)]
    names += [page.title for page in pages]
    text = "\n".join(plain(page.text) for page in pages)
    return Shown(pages, text, tuple(dict.fromkeys(plain(name) for name in names)), forms)


def has_any(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds one of some words."""
    return any(plain(word) in text for word in words)


def shows(row: Requirement, field: str, text: str) -> bool:
    """Whether a text shows a field by its words, said of nothing else (`field_words_not`)."""
    for pattern in row.terms["field_words_not"].get(field, ()):
        text = re.sub(pattern, "", text)
    return has_any(text, row.terms["field_words"][field])


def revised_since(seen: Shown, first: date, pattern: str, dossier: Dossier) -> bool:
    """Whether one of the pages is of that day or later, by its dates or by its own words."""
    for page in seen.pages:
        for field in (page.published_on, page.updated_on):
            if (
                field is not None
                and field.value
                and field.value >= first
                and exists(field, dossier)
            ):
                return True
    years = {int(year) for year in re.findall(pattern, seen.everything)}
    return any(first.year <= year <= dossier.today.year for year in years)


def sends_on(row: Requirement, seen: Shown, dossier: Dossier) -> StaticPage | None:
    """The page by which a body below a government sends requests on to that government's site.

    Either its words name that government, or they name one channel for all and a link on the page
    leads to that of a portal above.
    """
    pages = [page for page in seen.pages if page.role is Role.INFORMATION_REQUEST]
    below = dossier.portal.kind in (PortalKind.DEPARTMENT, PortalKind.TOWNSHIP)
    named = re.compile("|".join(row.terms["passed_on_patterns"]))
    above = {host_of(one.portal.home) for one in dossier.higher} - {host_of(dossier.portal.home)}
    for page in pages:
        text = plain(page.text)
        if below and named.search(text):
            return page
        if _ONE_CHANNEL.search(text) and any(_is_channel(link, above) for link in page.links):
            return page
    return None


def _is_channel(link: Link, hosts: Collection[str]) -> bool:
    return host_of(link.url) in hosts and _CHANNEL.search(link.text) is not None

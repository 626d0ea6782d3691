"""Forms that send in the open what is written in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import clean
from crawler.records.model import Link

_MOST, _CHARACTERS = 60, 80
_SEARCH = re.compile(r"search|sousuo|检索|搜索|搜一搜|关键[字词]|keyword|query|/so\b", re.I)
_WRITTEN = frozenset({"text", "password", "tel", "email", "number", "date", ""})


def open_forms(page: Page) -> Iterator[Link]:
    """Forms that send over plain HTTP what is written on a page that came over TLS.

    A box of one field for a search asks nothing of its reader.
    """
    if urlsplit(page.url).scheme != "https":
        return
    links = Links(page)
    for form in page.root.css("form")[:_MOST]:
        url = links.join((form.attributes.get("action") or "").strip() or page.url)
        inputs = [n.attributes for n in form.css("input, textarea")]
        kinds = [(one.get("type") or "").lower() for one in inputs]
        sent = (form.attributes.get("method") or "").lower() == "post" or "password" in kinds
        if url is None or not sent or urlsplit(url).scheme != "http":
            continue
        fields = [
            clean(one.get("placeholder") or one.get("name") or "")[:20]
            for one, kind in zip(inputs, kinds, strict=True)
            if kind in _WRITTEN
        ]
        words = " ".join((url, *(f"{i.get('name')} {i.get('placeholder')}" for i in inputs)))
        search = len(fields) == 1 and "password" not in kinds and _SEARCH.search(words)
        if fields and not search:
            yield Link(url, mask_numbers("、".join(one for one in fields if one))[:_CHARACTERS])

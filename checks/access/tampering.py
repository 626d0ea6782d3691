"""Signs of tampering that a page shows, by the words that a requirement gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.engine.requirement import Requirement
from checks.judging.bench import proof
from checks.matching.words import plain
from crawler.records import Evidence, Link, PageSurface, host_of

Fault = tuple[str, str, Evidence]
"""The sort of a fault, what is said of it, and the page that shows it."""
_ADVERT_WORDS = 2
_HIDDEN, _DEFACED, _FORM = "暗链", "篡改", "表单"


def faults_of_page(row: Requirement, page: PageSurface, *, home: bool) -> Iterator[Fault]:
    """What a page shows of tampering, and of forms that send in the open."""
    for link in page.hidden:
        if is_advert(row, link):
            said = f"页面藏有不显示的广告链接“{link.text}”（{host_of(link.url)}）"
            yield _HIDDEN, said, proof(page, link.text, link.url, link.heading)
    title = page.head[0] if page.head else ""
    replaced = any(re.search(pattern, title) for pattern in row.terms["defaced_patterns"])
    stuffed = next((text for text in page.head if home and _speaks(row, text)), "")
    sold = not home and _advertises(row, title)
    if replaced or stuffed or sold:
        words = stuffed or title
        yield _DEFACED, f"页面标题或描述被改为“{words[:40]}”", proof(page, words)
    for form in page.open_forms:
        said = f"页面表单（{form.text}）以明文HTTP提交"
        yield _FORM, said, proof(page, form.text, form.url)


def is_advert(row: Requirement, link: Link) -> bool:
    """Whether a link leads to an advert at a host that nobody vouches for."""
    host = (urlsplit(link.url).hostname or "").lower()
    trusted = any(host == one or host.endswith(f".{one}") for one in row.terms["trusted_hosts"])
    return not trusted and _speaks(row, link.text)


def _advertises(row: Requirement, title: str) -> bool:
    """Whether the title of a page is an advert: several of its words, none of the fight.

    One word alone may be what an article is about (彩票公益金, 私服 of a court's report).
    """
    words = plain(title)
    found = {word for word in row.terms["spam_words"] if plain(word) in words}
    own = {one for one in found if not any(one != other and one in other for other in found)}
    return len(own) >= _ADVERT_WORDS and _speaks(row, title)


def _speaks(row: Requirement, text: str) -> bool:
    """Whether a text has words of adverts, and none of the fight against them."""
    words = plain(text)
    advert = any(word in words for word in row.terms["spam_words"])
    return advert and not any(word in words for word in row.terms["fight_words"])

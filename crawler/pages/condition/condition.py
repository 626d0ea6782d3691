"""The condition of a page: whether it is what was asked for, or something in its place.

Judged by status and by what a reader would see, never by scripts: a page that passed a
challenge still carries the challenge's script.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawler.pages.markup.page import Page, raw_text
from crawler.pages.words.counts import whole
from crawler.pages.words.text import clean, simplify
from crawler.records.model import Cause

Condition = tuple[Cause | None, str]

EMPTY = "empty body"
"""The detail of an answer that holds nothing at all."""
_SHORT = 600
"""Characters of visible text below which a page may be an error page rather than an article."""
_PATIENCE = 15
"""Seconds within which a page may send its reader on; a slower one reloads itself."""
_TINY = 60
_DATED = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_ROW_DAY = re.compile(
    r"(?:^|[^\d.])(?:(?:19|20)\d\d\s?[-/.年]\s?)?\d{1,2}\s?[-/月]\s?\d{1,2}\s?日?[\])）】]?$"
    r"|(?:19|20)\d\d\.\d{1,2}\.\d{1,2}[\])）】]?$"
)
"""A day, mostly without its year, at the end of what stands there."""
_LONGEST_DAY = 16
"""Characters of a day with its brackets."""
_ROWS = 3
"""Dated rows from which a page is a list, whatever form stands beside it."""
_MARKUP = re.compile(
    r"<(?:html|body|div|p|table|ul|li|tr|a|h\d|record|datastore|\?xml|rss)\b", re.I
)
_ODD = re.compile("[\ufffd\x00-\x08\x0e-\x1f]")
_FIRST = re.compile(r"\S")
_CHALLENGE = re.compile(
    r"\$_ts\b|\$_ss\b|__jsl_clearance|FSSBBIl1UgzbN7N80|wzws|acw_sc__v2|cf[-_]chl|challenge-platform"
    r"|_guard/|slidercaptcha|probe\.js|document\.cookie\s*=[^;]{0,200};[\s\S]{0,400}location|"
    r"""<meta[^>]+r=["']?m["']?""",
    re.I,
)
_SORRY = re.compile(
    r"(?:非常|很|十分)?(?:抱歉|对不起|遗憾)|您(?:访问|查看|浏览|请求|要找)的|sorry", re.I
)
_REFRESH = re.compile(r"^\s*(\d+)\s*[;,]?\s*(?:url\s*=\s*['\"]?([^'\">]+))?", re.I)
_DATA = ("application/json", "text/json", "text/xml", "application/xml", "application/rss+xml")
_TEXTUAL = ("text/", "application/xhtml", "application/javascript", "application/x-javascript")
LOGIN = "login"
"""The detail of a page that wants its reader to log in."""


def recognise(page: Page) -> Condition:
    """The cause why the page cannot be read as itself, with a detail; (None, "") if it can.

    A 404 or 410 is soft_404 with a detail that begins with the status: seen, and not there.
    """
    by_status = _status(page)
    if by_status[0] is not None:
        return by_status
    if page.excess:
        return Cause.LIMIT, page.excess
    first = _FIRST.search(page.html)
    if page.size == 0 or first is None:
        return Cause.UNREADABLE, EMPTY
    if page.media_type in _DATA or first.group() in ("{", "["):
        return None, ""
    if not _is_text(page):
        return Cause.UNREADABLE, f"not a text page: {page.media_type}"
    return _shown(page)


def _status(page: Page) -> Condition:
    status = page.status
    if status in (404, 410):
        return Cause.SOFT_404, str(status)
    if status in (412, 521) or (status in (401, 403, 429, 202, 503) and _challenging(page)):
        return Cause.CHALLENGED, f"status {status}"
    if status in (401, 403, 405, 406, 418, 429, 444, 451, 456, 493, 567):
        return Cause.BLOCKED, f"status {status}"
    if status >= 500:
        return Cause.UNREACHABLE, f"status {status}"
    if status >= 400:
        return Cause.UNREADABLE, f"status {status}"
    return None, ""


def _challenging(page: Page) -> bool:
    text = _visible(page)
    return len(text) < _SHORT and bool(
        _CHALLENGE.search(page.html[:20000]) or _words()["challenge"].search(text)
    )


def _is_text(page: Page) -> bool:
    start = page.html[:4000]
    if len(_ODD.findall(start)) * 10 > len(start):
        return False
    if start.startswith(("%PDF", "PK\x03\x04", "\x89PNG", "GIF8", "\xff\xd8")):
        return False
    media = page.media_type
    if media and not media.startswith(_TEXTUAL):
        return bool(_MARKUP.search(page.html[:20000]))
    return True


def _visible(page: Page) -> str:
    return simplify(clean(raw_text(page.root)))


def _shown(page: Page) -> Condition:
    rough = len(page.root.text())
    title = simplify(page.title)
    words = _words()
    if rough > 40_000:
        return None, ""
    titled = any(words[name].search(title) for name in _BY_TITLE)
    if not titled and rough > _SHORT and _says_much(page):
        return None, ""  # as most pages do, of which no more need be read
    text = _visible(page)
    if len(text) < 4 * _SHORT and not _DATED.search(text):
        if words["gone_title"].search(title):
            return Cause.SOFT_404, f"title: {title[:60]}"
        if words["challenge_title"].search(title):
            return Cause.CHALLENGED, f"title: {title[:60]}"
    if words["fault_title"].search(title) and len(text) < 20 * _SHORT:
        return Cause.UNREADABLE, f"error page: {title[:60]}"
    if len(text) < _TINY:
        found = _nearly_empty(page, text)
        if found[0] is not None:
            return found
    return _said(page, title, text)


_BY_TITLE = ("gone_title", "challenge_title", "fault_title")
"""The words of a title that are judged whatever the page says."""


def _says_much(page: Page) -> bool:
    """Whether the pieces of `_own_parts` are more than a page in another's place has."""
    if page.root.css_first("template") is not None:
        return False
    own = 0
    for node in page.root.traverse(include_text=True):
        if node.tag != "-text":
            continue
        content = node.text_content or ""
        if not content or content.isspace() or _is_left_out(node):
            continue
        own += len(simplify(clean(content)))
        if own > _SHORT:
            return True
    return False


def _is_left_out(text: LexborNode) -> bool:
    above = text.parent
    if above is None or above.tag in ("script", "style", "title", "noscript"):
        return True
    while above is not None:
        if above.tag in ("a", "option", "button", "noscript"):
            return True
        above = above.parent
    return False


def _nearly_empty(page: Page, text: str) -> Condition:
    if _CHALLENGE.search(page.html):
        return Cause.CHALLENGED, "script-only page"
    onward = refresh(page)
    if onward and _is_root(onward, page.url) and not _is_root(page.url, page.url):
        return Cause.SOFT_404, f"refresh to {onward[:120]}"
    if (
        not text
        and page.root.css_first("img, iframe, a, table, ul, div") is None
        and page.tree.css_first("frame, script, meta[http-equiv]") is None
    ):
        return Cause.UNREADABLE, "nothing to see"
    return None, ""


def _said(page: Page, title: str, text: str) -> Condition:
    """What a page says of itself where it has little else to say.

    An article shows a date and has more own text; one that merely mentions the words does so
    in the middle of a longer piece.
    """
    parts = _own_parts(page) if len(text) >= _TINY else [text]
    own = sum(len(part) for part in parts)
    if own > _SHORT:
        return None, ""
    words = _words()
    dated = any(_DATED.search(part) for part in parts)
    fields = len(page.root.css("input, textarea, select"))
    links = len(page.root.css("a[href]"))
    bare = own < 250 and fields <= 3 and links < 12 and not dated
    # A box beside it may show dates: what says that nothing is here stands alone all the same.
    alone = own < 250 and sum(_DATED.search(part) is not None for part in parts) <= 2
    for part in (title, *parts):
        if len(part) > 200:
            continue
        brief = len(part) <= _TINY and not dated
        if brief and (hit := words["frequent"].search(part)):
            return Cause.BLOCKED, hit.group()
        if bare and (hit := words["challenge"].search(part)):
            return Cause.CHALLENGED, hit.group()
        if bare and (hit := words["blocked"].search(part)):
            return Cause.BLOCKED, hit.group()
        if not dated and (hit := words["fault"].search(part)):
            return Cause.UNREADABLE, f"error page: {hit.group()[:60]}"
        told = alone and len(part) <= _TINY and _SORRY.match(part) is not None
        if (brief or bare or told) and (hit := words["gone"].search(part)):
            return Cause.SOFT_404, f"shown: {hit.group()[:60]}"
        if bare and (hit := words["maintenance"].search(part)):
            return Cause.UNREADABLE, f"maintenance: {hit.group()[:60]}"
    password = page.root.css_first("input[type=password]")
    rest = text
    for part in parts:  # a paragraph may tell its reader to log in elsewhere
        rest = rest.replace(part, " ") if len(part) > _TINY else rest
    asks = bare and words["login"].search(title + rest)
    named = words["login"].search(title) is not None  # its notices stand beside the form
    beside = not named and _lists_days(page, parts)
    if own < 300 and not dated and (password or asks) and not beside:
        return Cause.BLOCKED, LOGIN
    return None, ""


def _lists_days(page: Page, parts: list[str]) -> bool:
    """Whether several pieces beside links are short and end with a day, or several links do."""
    labels = (simplify(clean(raw_text(link))) for link in page.root.css("a[href]"))
    beside = (part for part in parts if len(part) <= _LONGEST_DAY)
    return any(
        sum(_ROW_DAY.search(one) is not None for one in of) >= _ROWS for of in (beside, labels)
    )


def _own_parts(page: Page) -> list[str]:
    """The pieces of visible text that are no links."""
    linked: set[int] = set()
    for link in page.root.css("a, option, button, noscript"):
        linked.update(inner.mem_id for inner in link.traverse(include_text=True))
    out: list[str] = []
    for node in page.root.traverse(include_text=True):
        if node.tag == "-text" and node.mem_id not in linked:
            parent = node.parent
            if parent is None or parent.tag in ("script", "style", "title", "noscript"):
                continue
            if part := clean(node.text_content or ""):
                out.append(simplify(part))
    return out


def _is_root(address: str, base: str) -> bool:
    try:
        path = urlsplit(urljoin(base, address)).path
    except ValueError:  # no address, whatever it is: http://[
        return False
    return path in ("", "/") or re.fullmatch(r"/(?:index|default|home)\.\w{2,5}", path) is not None


def refresh(page: Page) -> str:
    """The address that a page sends its reader on to within seconds, as written; or empty."""
    for node in page.tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() == "refresh":
            match = _REFRESH.match(node.attributes.get("content") or "")
            seconds = whole(match.group(1)) if match else None
            if match and match.group(2) and seconds is not None and seconds <= _PATIENCE:
                return match.group(2).strip()
    return ""


@cache
def _words() -> dict[str, re.Pattern[str]]:
    text = (Path(__file__).parent / "conditions.toml").read_text(encoding="utf-8")
    return {name: re.compile("|".join(rows), re.I) for name, rows in tomllib.loads(text).items()}

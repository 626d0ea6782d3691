"""Menus: every link that may lead to a section, with its label and what stands above it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.pages.families.gkmlpt import category_behind
from crawler.pages.lists.rowplaces import is_front
from crawler.pages.lists.rows import MOST_LINKS
from crawler.pages.markup.fileaddresses import PAPER, PICTURE
from crawler.pages.markup.headinglabels import MORE
from crawler.pages.markup.layout import Layout, hints
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.reading import Target
from crawler.pages.words.roles import is_hub, roles_of, roles_table
from crawler.pages.words.text import clean, key
from crawler.pages.words.wording import pattern, word_keys
from crawler.portals.roles import Role

_LONGEST = 24
"""Characters of the longest label that still reads as the name of a section."""
_LONGEST_NAME = 10
"""Characters of the longest name of a section that is no title beside a day or beside 详细."""
_OF_ONE_PAGE = frozenset({Role.ANNUAL_REPORTS, Role.LEADERS})
"""Roles whose section may lead to one report, or the one leader there is."""
_LONGEST_KIND = 3
"""Characters of the longest word that names a kind of paper: 文件, 草案, 公告."""
_LEAST_HEADS, _MOST_HEADS, _LEAST_PLAIN = 4, 40, 2
"""Columns of a table of records, and cells without a link in a row of it, at least."""
_DATED = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}(?!\d)|[\[(（【]?\s*\d{1,2}\s*[-/月]\s*\d{1,2}\s*日?\s*[\])）】]?\s*$"
)
_FILE = re.compile(rf"(?:{PAPER}|{PICTURE}|\.(?:txt|mp[34]))$", re.I)
_TURN = pattern("turn")
_HOME = word_keys("home")
_TEMPLATE = frozenset({"header", "footer", "nav"})
_SENTENCE = pattern("sentence")
_LEVELS_OF_A_CARD = 3
_LINKS_OF_A_CARD = 6  # with so many a box is more than the row of a picture
_MOST = 1500
_MOST_OF_A_ROW = 150  # nodes


def targets(
    page: Page, layout: Layout | None = None, links: Links | None = None
) -> tuple[Target, ...]:
    """The section links of a page in reading order; one per address and label.

    Article rows (long titles, rows with dates), file links, pagers and dead links are left out.
    """
    layout = layout or Layout(page)
    links = links or Links(page)
    found: dict[tuple[str, str], Target] = {}
    for node in page.root.css("a, area, [onclick]")[:MOST_LINKS]:
        if len(found) >= _MOST:
            break
        target = _target(node, layout, links)
        if target is None:
            continue
        first = found.setdefault((target.url, target.label), target)
        if first.template and layout.region(node) == "main":
            found[target.url, target.label] = replace(first, doubled=True)
    for target in _options(page, links):
        found.setdefault((target.url, target.label), target)
    return tuple(found.values())


def _target(node: LexborNode, layout: Layout, links: Links) -> Target | None:
    tag = node.tag
    if tag not in ("a", "area") and node.css_first("a[href]") is not None:
        return None
    label = links.label(node)
    word = key(label)
    if len(word) > _LONGEST * 2 or _TURN.match(label):
        return None
    pictured = not word
    more = pictured or word in MORE
    region = layout.region(node)
    # Beside a link stand other links; what names its box stands beside the whole row of them.
    start = node if more else node.parent
    heading = layout.heading(start) if start is not None and region in ("main", "side") else ""
    if more:
        label = _named(node, label, heading)
        word = key(label)
    if not word or len(word) > _LONGEST or _SENTENCE.search(label):
        return None
    url = links.of(node)
    if url is None or _FILE.search(url.split("?")[0]):
        return None
    if pictured and _is_told_beside(node, url, links):
        return None
    listed = more and not (pictured or _heads_one_page(heading))
    if listed and _is_of_a_text(node, url, links, word):
        return None
    if _is_article(node, word, bool(roles_of(label))) or _of_a_record(node, word):
        return None
    parents = layout.parents(node)
    lead = (heading,) if heading not in parents else ()
    above = [item for item in (*lead, *parents) if item and key(item) not in (word, *_HOME)]
    trail = tuple(dict.fromkeys(above))
    # Which category is meant no server is told: the directory's own tree has its address.
    behind = bool(category_behind(node.attributes.get("href") or ""))
    return Target(
        url=url,
        label=label,
        trail=trail,
        roles=() if behind else roles_of(label, trail),
        hub=behind or is_hub(label),
        template=region in _TEMPLATE,
        block=layout.block(node),
    )


def _named(node: LexborNode, label: str, heading: str) -> str:
    """A label for a link that says only 更多: its title where that says more, else its box."""
    title = clean(node.attributes.get("title") or "")
    if key(title) and key(title) not in MORE:
        return title
    return heading or label


def _is_told_beside(node: LexborNode, url: str, links: Links) -> bool:
    """Whether words beside a picture lead where it does: it is called what they say.

    Not where they name a thing of the section that both lead to: the leader, the issue.
    """
    words = _words_beside(node, url, links)
    return bool(words) and (not is_front(url) or any(map(roles_of, words)))


def _heads_one_page(heading: str) -> bool:
    """Whether a heading names a section that may be one page, a report or the one leader: 详细
    leads to it whatever its first words beside say."""
    return any(role in _OF_ONE_PAGE or roles_table()[role].single for role, _ in roles_of(heading))


def _is_of_a_text(node: LexborNode, url: str, links: Links, word: str) -> bool:
    """Whether 详细 leads to the text whose title stands beside it, and not to the rest of a list.

    What leads to a column as its name does is called that, or something shorter than a title.
    """
    titles = (key(one) for one in _words_beside(node, url, links))
    return any(len(one) > _LONGEST_NAME and one != word for one in titles)


def _words_beside(node: LexborNode, url: str, links: Links) -> list[str]:
    """The words that lead to an address, in the nearest small box round a link that has any."""
    at = node.parent
    for _ in range(_LEVELS_OF_A_CARD):
        if at is None or at.tag in ("body", "html"):
            return []
        beside = list(islice((one for one in at.traverse() if one.tag == "a"), _LINKS_OF_A_CARD))
        if len(beside) == _LINKS_OF_A_CARD:
            return []
        words = [links.label(one) for one in beside if links.of(one) == url]
        if words := [word for word in words if key(word) not in MORE | {""}]:
            return words
        at = at.parent
    return []


def _is_article(node: LexborNode, word: str, named: bool) -> bool:
    """Whether a link is a row of an article list: its row shows a date."""
    if len(word) > 18:
        return not named
    if named and len(word) <= _LONGEST_NAME:
        return False
    at: LexborNode | None = node
    for _ in range(3):
        if at is None:
            return False
        tag = at.tag
        if tag in ("ul", "ol", "table", "tbody", "body", "nav", "header"):
            return False
        if len(list(islice(at.traverse(), _MOST_OF_A_ROW))) == _MOST_OF_A_ROW:
            return False  # a box of many links, which each of them would look through
        if at.css_first("ul, ol, table, dl") is not None:
            return False  # a box with a list below its name
        text = at.text()
        if len(text) > 200:
            return False
        if _DATED.search(clean(text)):
            return True
        if tag in ("li", "tr", "dd", "dl"):
            return False
        at = at.parent
    return False


def _of_a_record(node: LexborNode, word: str) -> bool:
    """Whether a link of a word or two stands in a row of a table of records, beside plain cells.

    There 文件 leads to that record's paper (as 草案 and 反馈 do beside it), not to a section.
    """
    row = node.parent
    for _ in range(4):
        if row is None or row.tag == "tr" or len(word) > _LONGEST_KIND:
            break
        row = row.parent
    if row is None or row.tag != "tr" or row.parent is None:
        return False
    head = row.parent.css_first("tr") or row
    heads, cells = head.css("td, th"), row.css("td, th")
    if head.mem_id == row.mem_id or not _LEAST_HEADS <= len(heads) == len(cells) <= _MOST_HEADS:
        return False
    plain = sum(bool(clean(cell.text())) and cell.css_first("a") is None for cell in cells)
    named = all(clean(cell.text()) and cell.css_first("a") is None for cell in heads)
    return named and plain >= _LEAST_PLAIN


def _options(page: Page, links: Links) -> list[Target]:
    """Sections offered in a drop-down box, when its values are addresses."""
    out: list[Target] = []
    for select in page.root.css("select"):
        first = select.css_first("option")
        heading = clean(first.text()) if first is not None else ""
        if "page" in hints(select):
            continue
        for option in select.css("option"):
            value = (option.attributes.get("value") or "").strip()
            label = clean(option.text())
            if not value.startswith(("http", "/", "./", "../")) or not key(label):
                continue
            url = links.join(value)
            if url and len(key(label)) <= _LONGEST and not _TURN.match(label):
                trail = (heading,) if heading and heading != label else ()
                out.append(Target(url, label, trail, roles_of(label, trail), is_hub(label)))
    return out

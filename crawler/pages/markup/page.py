"""A page: archived bytes, decoded and parsed once, handed on to every reader."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.pages.words.text import clean
from crawler.records.bulk import MOST_ELEMENTS, excess

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "br", "button", "caption", "center", "dd",
        "div", "dl", "dt", "fieldset", "figcaption", "footer", "form", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "option", "p", "pre",
        "section", "select", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr",
        "ul",
    }
)  # fmt: skip
_MOST_LINKS = 2_000
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "title", "-comment"})
_META_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.I)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.I)
# Particles that fill every Chinese text: the decoding that yields more of them is the right one.
_COMMON = re.compile(r"[的一是不人在有中大国政府民信息公开國會開為於]")
_ASCII = bytes(range(128))
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5"}


@dataclass(frozen=True, eq=False)
class Page:
    """One response as a reader sees it. `url` is the address that answered.

    `meta` maps lower-case meta names to their first non-empty content. `root` is the body, or
    the whole tree where there is none. `encoding` is what the bytes were really read as. A page
    with an `excess` (crawler.records.bulk) is not parsed: its tree is empty. `held` is the data
    from which `html` was put together where the page's own script does that, else None.
    """

    url: str
    status: int
    media_type: str
    html: str
    encoding: str
    size: int
    tree: LexborHTMLParser
    root: LexborNode
    meta: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    excess: str = ""
    held: object = None

    @classmethod
    def parse(cls, url: str, body: bytes, content_type: str = "", status: int = 200) -> Page:
        """The page of an archived body; never raises, whatever the bytes are."""
        media_type = content_type.split(";")[0].strip().lower() or _sniffed(body)
        html, encoding = decode(body, content_type)
        html = html.replace("\x00", "")
        too_much = excess(html)
        if too_much:
            html = ""
        tree = LexborHTMLParser(html)
        root = tree.body or tree.root
        if root is None:  # the parser always makes a root; kept for its signature
            tree = LexborHTMLParser("<html><body></body></html>")
            root = tree.css("body")[0]
        meta = MappingProxyType(_meta(tree))
        return cls(url, status, media_type, html, encoding, len(body), tree, root, meta, too_much)

    @cached_property
    def title(self) -> str:
        """The text of <title>, cleaned; empty if there is none."""
        node = self.tree.css_first("title")
        return clean(node.text()) if node else ""

    def text_of(self, node: LexborNode) -> str:
        """The visible text of a node: blocks apart, inline elements joined, scripts left out."""
        return clean(raw_text(node))


def raw_text(
    node: LexborNode, most: int = MOST_ELEMENTS * 1_000, *, numbers_apart: bool = False
) -> str:
    """The text of a node before cleaning; a space stands wherever a block begins or ends.

    With `numbers_apart` also between two elements of which one ends and the next begins with a
    figure: a pager's 1/2 before the link 2 is not 1/22.

    With `most` only the beginning is read, about that many nodes and characters: nodes nest,
    and whoever asks each of them for all its text reads a page many times over.
    """
    if node.is_text_node:
        return node.text_content or ""
    child = node.child
    while child is not None and child.next is None and most > 0:  # as in most cells and links
        tag = child.tag
        if tag == "-text":
            return child.text_content or ""
        if tag in _BLOCKS or tag in _UNSEEN:
            break
        child = child.child
        most -= 1
    if child is None or most <= 0:
        return ""
    parts: list[str] = []
    stack: list[LexborNode | None] = [child]
    while stack and most > 0:
        item = stack.pop()
        if item is None:  # a block ends
            parts.append(" ")
            continue
        most -= 1
        following = item.next
        if following is not None:
            stack.append(following)
        tag = item.tag
        if tag == "-text":
            text = item.text_content or ""
            if numbers_apart and text[:1].isdigit() and parts and parts[-1][-1:].isdigit():
                parts.append(" ")
            parts.append(text)
            most -= len(text)
        elif tag not in _UNSEEN:
            if tag in _BLOCKS:
                parts.append(" ")
                stack.append(None)
            inner = item.child
            if inner is not None:
                stack.append(inner)
    return "".join(parts)


def unlinked_chars(node: LexborNode) -> int:
    """The characters of an element that stand outside links, scripts and styles; no white space."""
    left_out = node.css("a, script, style, option")[:_MOST_LINKS]
    return len("".join(node.text().split())) - sum(
        len("".join(one.text().split())) for one in left_out
    )


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """The text of a body and the encoding used.

    Order: byte order mark, then what the bytes prove themselves, then the header, then the
    page's own declaration. Portals declare ISO-8859-1 over UTF-8 and UTF-8 over GB18030, so a
    declaration only decides where the bytes leave a choice.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if body.startswith(mark):
            return body[len(mark) :].decode(name, errors="replace"), name
    declared = _declared(body, content_type)
    if body.isascii():
        return body.decode("ascii"), "utf-8"
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if error.start >= len(body) - 3:  # cut by a limit in the middle of a character
            return body[: error.start].decode("utf-8"), "utf-8"
    as_utf8 = body.decode("utf-8", errors="replace")
    high = len(body.translate(None, _ASCII))
    if as_utf8.count("\ufffd") * 20 < high:
        return as_utf8, "utf-8"
    texts = {name: body.decode(name, errors="replace") for name in ("gb18030", "big5")}
    # Two bytes make one character: more than 1 slip in 100 characters is no fit.
    options = [name for name in texts if texts[name].count("\ufffd") * 200 <= high]
    if not options:
        if declared in ("iso-8859-1", "latin-1", "windows-1252"):
            return body.decode("cp1252", errors="replace"), "windows-1252"
        wanted = _CHINESE.get(declared, "gb18030")
        return texts[wanted], wanted
    best = max(
        options,
        key=lambda name: (len(_COMMON.findall(texts[name])), _CHINESE.get(declared) == name),
    )
    return texts[best], best


def _declared(body: bytes, content_type: str) -> str:
    header = _HEADER_CHARSET.search(content_type)
    if header:
        return header.group(1).lower()
    own = _META_CHARSET.search(body[:4096])
    return own.group(1).decode("ascii").lower() if own else ""


def _sniffed(body: bytes) -> str:
    start = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<?xml", b"<datastore", b"<rss")):
        return "text/xml"
    if start.startswith((b"{", b"[")):
        return "application/json"
    return "text/html"


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property")
        if not name:
            continue
        content = attributes.get("content") or attributes.get("concent") or ""
        text = clean(content)
        slug = name.strip().lower()
        if not found.get(slug):
            found[slug] = text
    for slug, text in list(found.items()):
        plain = slug.removeprefix("meta-")  # meta-ArticleTitle
        if not found.get(plain):
            found[plain] = text
    return found

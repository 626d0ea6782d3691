"""Archived copies for reading: every page that a problem rests on, made harmless.

The copy is no replica: it is the page's own words in plain structure, with the quoted words
marked, the meta tags listed, and no script, style, form, picture or link of the page left. What
proves anything is the archived original; the copy names its digest.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from markupsafe import Markup, escape
from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.engine.outcome import Outcome
from crawler.records import Evidence
from crawler.records.addresses import page_address
from crawler.records.bulk import excess
from reports.copy_words import IN_CHINESE, CopyWords
from reports.marking import marked_texts
from reports.masking import mask
from reports.model import RunReport
from reports.page.environment import template
from reports.safety import address, harmless, is_digest, shown
from reports.wording import SAMPLE_BANNER
from reports.writing import make_folder, write_bytes, write_text

FOLDER = "copies"
Say = Callable[..., str]
"""`shown` or `harmless`: a text on one line, of so many characters at the most."""
NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})

_SHOWN_CHARACTERS = 1_500_000
_BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "h1", "h2",
    "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody",
    "tfoot", "tr", "td", "th", "caption", "blockquote", "pre", "center", "fieldset", "address",
    "figure", "figcaption",
})  # fmt: skip
_INLINE = frozenset(("b", "strong", "em", "i", "u", "sub", "sup", "small"))
_RENAMED = {"center": "div", "fieldset": "div", "body": "div", "address": "div"}
_VOID = frozenset(("br", "hr"))
_BLOCK_ENDS = frozenset(f"</{name}>" for name in _BLOCKS)
_DROPPED = frozenset({
    "script", "style", "iframe", "frame", "object", "embed", "applet", "svg", "math", "template",
    "noscript", "head", "input", "button", "select", "textarea", "audio", "video", "canvas",
    "map", "link", "meta", "base",
})  # fmt: skip
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{3,20})""", re.IGNORECASE)
_HTML_START = re.compile(r"<\s*(!doctype|html|head|body|div|table|p|meta)\b", re.IGNORECASE)


def copy_path(sha256: str) -> str:
    """Where the copy of a page lies, from the folder of the report; empty for no digest."""
    return f"{FOLDER}/{sha256}.html" if is_digest(sha256) else ""


def proofs_of_failures(report: RunReport) -> Mapping[str, Sequence[Evidence]]:
    """By digest of the page, what the run's failures quote of it, in the order of the failures."""
    wanted: dict[str, list[Evidence]] = defaultdict(list)
    for judged in report.judged:
        if judged.finding.outcome is Outcome.FAILED:
            for item in judged.finding.evidence:
                if is_digest(item.sha256):
                    wanted[item.sha256].append(item)
    return wanted


def archived_body(report: RunReport, sha256: str, items: Iterable[Evidence]) -> bytes | None:
    """The archived bytes of a page; None if the archive does not have it."""
    return next((b for i in items if (b := report.archived(sha256, i.url)) is not None), None)


def archive_copies(
    report: RunReport, folder: Path, pictures: Mapping[str, bytes] = NO_PICTURES
) -> frozenset[str]:
    """Write the copies that the run's failures rest on below `folder`; return their digests.

    Pages that the archive does not have are left out, so that no link leads nowhere; copies of
    an earlier run of the same name that nothing rests on any more are removed. `pictures` are
    PNG images of pages, by digest of the page; they lie beside the copies.
    """
    written = set()
    for sha256, items in sorted(proofs_of_failures(report).items()):
        body = archived_body(report, sha256, items)
        if body is None:
            continue
        make_folder(folder / FOLDER)
        shot = pictures.get(sha256)
        seen = hashlib.sha256(shot).hexdigest() if shot is not None else ""
        page = copy_page(body, items, sample=report.sample, picture=seen)
        write_text(folder / FOLDER / f"{sha256}.html", page)
        if shot is not None:
            write_bytes(folder / FOLDER / f"{sha256}.png", shot)
        written.add(sha256)
    for path in (folder / FOLDER).glob("*.*"):
        if path.stem not in (pictures if path.suffix == ".png" else written):
            path.unlink()  # left by an earlier run of the same name
    return frozenset(written)


def copy_page(
    body: bytes,
    items: Iterable[Evidence],
    *,
    sample: bool = False,
    picture: str = "",
    masked: bool = True,
    words: CopyWords = IN_CHINESE,
) -> str:
    """The copy of one archived body as a whole HTML page; `items` are what rests on it.

    `picture` is the SHA-256 of the picture that lies beside it, empty if there is none. A copy
    that is not `masked` shows personal data as they stood there, and says that it is confidential.
    What it says of itself is in `words`; the page's own words stay what they are.
    """
    say, hidden = (shown, mask) if masked else (harmless, _as_it_is)
    proofs = list(dict.fromkeys(items))
    quotes = list(dict.fromkeys(item.quote for item in proofs if item.quote))
    text = decode_body(body)
    cut = len(text) > _SHOWN_CHARACTERS
    text = text[:_SHOWN_CHARACTERS]
    metas: list[tuple[str, str]] = []
    if is_markup(text) and not excess(text):
        tree = LexborHTMLParser(text)
        metas, head = _metas(tree, say), tree.css_first("title")
        content, found = _rendered(tree.body or tree.root, quotes, say, hidden, words.say("图片"))
        title = say(head.text() if head is not None else "")
    else:
        plain = Markup("<pre>%s</pre>")
        marked, found = marked_texts(
            ["".join(c for c in text if c.isprintable() or c in "\n\t")], quotes, hidden=hidden
        )
        content, title = plain % Markup("").join(marked), ""
    return template("copy.html.j2").render(
        _=words.say,
        language=words.language,
        title=title,
        facts=[(address(page_address(i.url)), words.moment(i.captured_at)) for i in proofs],
        sha256=proofs[0].sha256,
        picture=picture,
        quotes=[(say(quote), quote in found) for quote in quotes],
        metas=metas,
        content=content,
        binary=bool(body) and not text,
        size=len(body),
        cut=cut,
        banner=words.say(SAMPLE_BANNER) if sample else "",
        masked=masked,
    )


def is_markup(text: str) -> bool:
    """Whether the text of a body is that of a page."""
    return _HTML_START.search(text[:20_000]) is not None


def decode_body(body: bytes) -> str:
    """The text of archived bytes: by mark, declaration, UTF-8 or GB18030; empty for binary."""
    if body[:4] in (b"%PDF", b"PK\x03\x04") or body[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return ""
    if body.startswith(b"\xef\xbb\xbf"):
        return body.decode("utf-8-sig", "replace")
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(body[:4096])
    name = declared.group(1).decode("ascii").lower() if declared else ""
    charset = "big5hkscs" if name.startswith("big5") else "gb18030"
    return body.decode(charset, "replace")


def _as_it_is(text: str) -> str:
    return text


def _metas(page: LexborHTMLParser, say: Say) -> list[tuple[str, str]]:
    found = []
    for tag in page.css("meta[name][content]")[:60]:
        name, content = say(tag.attributes["name"], 100), say(tag.attributes["content"], 500)
        if name.lower() not in ("viewport", "referrer") and content:
            found.append((name, content))
    return found


def _rendered(
    root: LexborNode | None,
    quotes: list[str],
    say: Say,
    hidden: Callable[[str], str],
    picture: str,
) -> tuple[Markup, frozenset[str]]:
    # First the page as pieces, markup of ours and (None) text of theirs in turn; then the text is
    # masked and marked as a whole, since a number or a quote may run over several tags.
    pieces: list[str | None] = []
    texts: list[str] = []
    breaks: list[bool] = []  # for each text: whether a block begins or ends before it
    broken = True
    stack: list[LexborNode | str] = [root] if root is not None else []
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            broken = broken or node in _BLOCK_ENDS
        elif node.is_text_node:
            pieces.append(None)
            texts.append(node.text_content or "")
            breaks.append(broken)
            broken = False
        elif node.is_element_node and node.tag not in _DROPPED:
            before, after, block = _frame(node, say, picture)
            pieces.append(before)
            broken = broken or block
            stack.append(after)
            child = node.last_child
            while child is not None:
                stack.append(child)
                child = child.prev
    marked, found = marked_texts(texts, quotes, breaks, hidden)
    turn = iter(marked)
    return Markup("".join(next(turn) if one is None else one for one in pieces)), found


def _frame(tag: LexborNode, say: Say, picture: str) -> tuple[str, str, bool]:
    """What is put before and after an element, and whether it is a block."""
    name = _RENAMED.get(tag.tag or "", tag.tag or "")
    if name in _VOID:
        return f"<{name}>", "", True
    if name == "img":
        words = say(tag.attributes.get("alt") or tag.attributes.get("title") or "", 100)
        said = escape(f"：{words}" if words else "")
        return f'<span class="gone">〔{picture}{said}〕</span>', "", False
    if name == "a":
        target = escape(address(tag.attributes.get("href") or "", 300))
        return f'<span class="link" title="{target}">', "</span>", False
    if name in _BLOCKS:
        spans = ""
        if name in ("td", "th"):
            for key in ("colspan", "rowspan"):
                value = tag.attributes.get(key) or ""
                if value.isascii() and value.isdigit() and 1 < int(value[:4]) <= 100:
                    spans += f' {key}="{int(value[:4])}"'
        return f"<{name}{spans}>", f"</{name}>", True
    if name in _INLINE:
        return f"<{name}>", f"</{name}>", False
    return "", "", False

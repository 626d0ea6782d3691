"""Pictures of archived pages with the place of a problem marked: what a browser is given for them.

Like the copies they are for reading, and masked as these are: what proves anything is the archived
original. Scripts, frames and what would be loaded are taken out; styles written in the page stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from crawler.records import Evidence
from reports.copies import archived_body, decode_body, is_markup, proofs_of_failures
from reports.marking import marked_texts
from reports.masking import mask
from reports.model import RunReport

_DROPPED = (
    "script, noscript, template, iframe, frame, object, embed, link, base, meta, video, audio, svg"
)
_UNSHOWN = frozenset({"style", "title", "textarea", "option"})
_BLOCKS = ["p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "dd", "dt", "body", "section"]
_SPOKEN = frozenset({"value", "alt", "title", "placeholder", "label", "content"})
_STYLE = "mark{background:#ffe38a!important;color:#000!important;outline:3px solid #d01010}"
_MOST = 1_500_000


def pictures_of(report: RunReport) -> Mapping[str, bytes]:
    """Pictures of the pages that the run's failures quote, by digest, as far as there is room."""
    proofs = proofs_of_failures(report).items()
    return report.picture(
        (sha256, page)
        for sha256, items in proofs
        if any(item.quote for item in items)
        and (body := archived_body(report, sha256, items)) is not None
        and (page := marked_page(body, items))
    )


def marked_page(body: bytes, items: Iterable[Evidence]) -> str:
    """The archived page as HTML with the quoted words in `<mark>`; empty where none are found."""
    quotes = list(dict.fromkeys(item.quote for item in items if item.quote))
    text = decode_body(body)
    if not quotes or len(text) > _MOST or not is_markup(text):
        return ""
    soup = BeautifulSoup(text, "lxml")
    for tag in soup.select(_DROPPED):
        tag.decompose()
    for tag in soup.find_all(True):
        tag.attrs = {
            name: mask(str(value)) if name in _SPOKEN else value
            for name, value in tag.attrs.items()
            if not name.lower().startswith("on")
        }
    pieces = [
        piece
        for piece in soup.find_all(string=True)
        if not isinstance(piece, PreformattedString)
        and isinstance(piece.parent, Tag)
        and piece.parent.name not in _UNSHOWN
    ]
    shown, found = marked_texts([str(piece) for piece in pieces], quotes, _edges(pieces))
    if not found:
        return ""
    for piece, said in zip(pieces, shown, strict=True):
        if "<mark>" not in said:
            if (plain := said.unescape()) != piece:
                piece.replace_with(plain)
            continue
        inner = BeautifulSoup(f"<i>{said}</i>", "html.parser").i
        piece.replace_with(*(list(inner.contents) if inner is not None else ()))
    return f"<!DOCTYPE html><meta charset=utf-8><style>{_STYLE}</style>{soup}"


def _edges(pieces: list[NavigableString]) -> list[bool]:
    """For each text: whether it stands in another block than the text before."""
    blocks = [piece.find_parent(_BLOCKS) for piece in pieces]
    return [not n or block is not blocks[n - 1] for n, block in enumerate(blocks)]

"""Interpretations in pictures or video (一图读懂): by what they show, or by their titles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from crawler.records import Interpretation

# Where a title says what kind of piece it is: at its head or behind a mark; at its end or before
# one, where the piece's edition and number may follow.
_NUMBER = r"[一二两三四五六七八九十几\d]+"
_OPENING = (
    r"(?:^[“\"(（〔]?|[《》【】\[\]:：|｜丨—·！!\s])(?:政策|文件)?"
    rf"(?:{_NUMBER}(?:分钟|秒钟?))?"
)
_EDITION = rf"(?:版|来[了啦]|之?第?{_NUMBER}[期集季讲]?)*"
_CLOSING = (
    rf"(?:政策)?{_EDITION}\s*"
    r"(?:[】\]]|[)）〕》]*\s*(?:$|[:：|｜丨！!【]|·?\s*《|[(（\[][^《》]*$))"
)


def is_pictorial(record: Interpretation, terms: Mapping[str, Any]) -> bool:
    """Whether a page shows pictures, video or files in place of text, or calls itself such a one.

    A picture in a form that no reader knows still has the title 一图读懂.
    """
    shown = record.pictures + record.videos > 0
    return not record.text_chars or (
        record.text_chars < int(terms["min_text_chars"])
        and (shown or _is_called_pictorial(record.title, terms))
    )


def _is_called_pictorial(title: str, terms: Mapping[str, Any]) -> bool:
    """Whether what opens or closes a title, not the document's name in it, says pictures."""
    read = (
        terms["picture_leads"], terms["picture_names"],
        terms["picture_media"], terms["picture_verbs"],
    )  # fmt: skip
    leads, names, media, verbs = (f"(?:{'|'.join(patterns)})" for patterns in read)
    opens = rf"{_OPENING}(?:{leads}|{names}|{media}(?:{verbs}|[)）]|{_CLOSING}))"
    closes = rf"(?:{names}|{media}{verbs}?){_CLOSING}"
    return re.search(f"{opens}|{closes}", title.strip(), re.IGNORECASE) is not None

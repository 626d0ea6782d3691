"""The forms (形式) in which interpretations explain a policy: text, picture, video, sound …"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from checks.interpretation.pictures import is_pictorial
from checks.matching.words import plain
from crawler.records import Dossier, Interpretation

_QUOTED = re.compile(r"《[^《》]*》")
TEXT, PICTURE, VIDEO, SOUND = "文字", "图片", "视频", "音频"
FORM_TERMS = (
    "min_text_chars", "picture_leads", "picture_names", "picture_media", "picture_verbs",
    "form_patterns", "template_picture_pages",
)  # fmt: skip
"""The terms of a requirement that this module goes by."""


def template_pictures(dossier: Dossier, terms: Mapping[str, Any]) -> frozenset[str]:
    """Pictures that so many interpretations show: they belong to the template."""
    shown = Counter(url for one in dossier.interpretations for url in set(one.picture_urls))
    most = int(terms["template_picture_pages"])
    return frozenset(url for url, pages in shown.items() if pages >= most)


def forms_of(
    record: Interpretation, terms: Mapping[str, Any], template: Collection[str]
) -> frozenset[str]:
    """The forms of one page, by what it shows and what its title or a file's name says it is."""
    common = sum(url in template for url in record.picture_urls)
    names = [
        _QUOTED.sub("", plain(n)) for n in (record.title, *(f.text for f in record.attachments))
    ]
    found = {
        form["name"]
        for form in terms["form_patterns"]
        if any(re.search(pattern, name) for pattern in form["patterns"] for name in names)
    }
    found |= {PICTURE} if record.pictures > common else set()
    found |= {VIDEO} if record.videos else set()
    found |= {SOUND} if record.audios else set()
    if not is_pictorial(record, terms):
        found.add(TEXT)
    return frozenset(found)


def all_forms(
    records: Iterable[Interpretation], terms: Mapping[str, Any], template: Collection[str]
) -> frozenset[str]:
    """The forms of several pages together."""
    return frozenset().union(*(forms_of(record, terms, template) for record in records))


ORDER = (TEXT, PICTURE, VIDEO, SOUND, "动漫", "直播")


def named_forms(forms: Collection[str]) -> str:
    """Forms as findings name them, in one order."""
    known = [name for name in ORDER if name in forms]
    return "、".join((*known, *sorted(name for name in forms if name not in ORDER)))

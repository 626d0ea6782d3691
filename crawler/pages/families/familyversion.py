"""Which edition of its content system a page tells of, where it tells of one.

Only what names the system beside the number counts: the generator of the page's head, the mark
that the system leaves in a comment or a foot, the name of a folder of its scripts.
"""

from __future__ import annotations

import re

from crawler.pages.markup.page import Page

_NUMBER = r"v?\.?\s*(\d{1,2}(?:\.\d{1,3}){0,3})"
_GAP = r"(?:\s|<[^<>]{0,80}>){0,8}"
_NAMES = {
    "vsb": r"(?:Visual\s*SiteBuilder|SiteBuilder|VSB|博达[^\d<>]{0,12})",
    "empirecms": r"(?:Empire\s*CMS|帝国网站管理系统)",
    "hanweb": r"(?:Hanweb\s*)?(?:JCMS|jpaas-\w+|大汉[^\d<>]{0,12})",
    "trs": r"(?:TRS\s*WCM|TRSWCM|TRS\s*海云|拓尔思[^\d<>]{0,12})",
    "lonsun": r"(?:(?:Lonsun|龙讯)[^\d<>]{0,12}|(?-i:EX)(?=\d))",
}
_PATHS = {
    "hanweb": re.compile(r"/(jcms\d{1,2}|jcms_files)/"),
    "trs": re.compile(r"/(was\d{1,2})/web/"),
}
_AT_MOST = 40_000
"""Characters at either end of a page that are searched: a mark stands in its head or its foot."""


def version_of(page: Page, family: str) -> str:
    """The edition of the page's content system as the page writes it (9, 7.5, was5); "" if none.

    `family` is what `fingerprint` says of the page.
    """
    name = _NAMES.get(family)
    if name is None:
        return ""
    generator = page.meta.get("generator", "")
    told = re.search(_NUMBER, generator, re.I) if generator else None
    if told is not None and re.search(name, generator, re.I):
        return told.group(1)
    marked = re.compile(rf"(?<![A-Za-z]){name}{_GAP}{_NUMBER}(?!\d|-\d)", re.I)
    for part in (page.html[:_AT_MOST], page.html[_AT_MOST:][-_AT_MOST:]):
        match = marked.search(part)
        if match is not None:
            return match.group(1)
    path = _PATHS[family].search(page.html) if family in _PATHS else None
    return path.group(1) if path is not None else ""

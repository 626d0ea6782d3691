"""How new a list is that is issued in versions: the dates and years that it shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from checks.judging import exists, quoted
from checks.matching.titles import years_of
from checks.sections.content import newest
from crawler.portals import Role
from crawler.records import Dossier, StaticPage

_LIST = re.compile("清单|目录")


def newest_day(dossier: Dossier, role: Role, pages: Sequence[StaticPage]) -> date | None:
    """The newest day that rows or pages show, none after the moment."""
    fields = [field for page in pages for field in (page.published_on, page.updated_on)]
    days = [f.value for f in fields if f is not None and f.value and exists(f, dossier)]
    listed = newest(dossier, role)
    return max([*days, *((listed,) if listed else ())], default=None)


def newest_year(dossier: Dossier, role: Role, pages: Sequence[StaticPage]) -> int | None:
    """The newest year that titles name, none after the current one.

    The name of a file of a page counts where it names the list (权责清单（2026年版）), as a title.
    """
    titles = [one.title for one in (*pages, *dossier.entries(role))]
    titles += [link.text for page in pages for link in page.attachments if _LIST.search(link.text)]
    years = {year for title in titles for year in years_of(title)}
    return max((year for year in years if year <= dossier.today.year), default=None)


def not_seen(dossier: Dossier, role: Role) -> str:
    """That a section has no such list, and what its page says instead, if it says anything."""
    texts = (page.text.strip() for page in dossier.static_pages if page.role is role)
    said = quoted(next(filter(None, texts), "").partition("。")[0])
    if said:
        return f"“{role.chinese}”栏目未见清单，页面仅有文字“{said}”。"
    return f"未见{role.chinese}，或“{role.chinese}”栏目没有内容。"

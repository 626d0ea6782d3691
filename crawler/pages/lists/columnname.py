"""What the column of a page is called: by its tags, its breadcrumb, its label or its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.pages.lists.listheads import is_foreign
from crawler.pages.lists.look import Look
from crawler.pages.markup.shown import shown
from crawler.pages.markup.steps import steps_of
from crawler.pages.task import Task
from crawler.pages.words.text import key

_SEVERAL = 2
_SITE = re.compile(r"[-_|｜—–·]+")
"""Between the name of a page and that of its site."""


def column_name(look: Look, task: Task, crumbs: Sequence[str]) -> str:
    """The name of the column whose page this is; "" if nothing tells it.

    What led here (更多) may not be its name; the page is asked where it is no heading there. What
    clearly names another kind of thing than that asked for is not taken from it.
    """
    told = look.page.meta.get("columnname") or (crumbs[-1] if crumbs else "")
    if told or (task.label and look.layout.headings_named(task.label)):
        return told or task.label
    itself = _named_itself(look)
    return task.label if is_foreign(itself, task.role, elsewhere=True) else itself or task.label


def _named_itself(look: Look) -> str:
    """The last step of an unmarked breadcrumb (首页 > 新闻中心 > 热点聚焦), or the heading over the
    only dated list in the page's main part, if <title> begins with the whole of it.
    """
    steps = steps_of(shown(look.page)).words
    if steps:
        return steps[-1]
    boxes = [
        group.box
        for group in look.groups
        if sum(row.dated for row in group.rows) >= _SEVERAL
        and look.layout.region(group.box) == "main"
    ]
    heading = look.layout.heading(boxes[0]) if len(boxes) == 1 else ""
    begins = _SITE.split(look.page.title, maxsplit=1)[0]
    return heading if key(heading) and key(heading) == key(begins) else ""

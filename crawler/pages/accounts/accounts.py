"""The accounts of new media (政务新媒体) that a page lists → `AccountList`."""

from __future__ import annotations

from crawler.pages.accounts.accountlines import AccountLines
from crawler.pages.accounts.accounttables import table_accounts
from crawler.pages.accounts.accountwords import pattern
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import Shown, shown
from crawler.pages.task import Purpose, Task
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import simplify
from crawler.records.model import Snapshot
from crawler.records.new_media import AccountList

_MOST = 500


def read_accounts(page: Page, task: Task, snapshot: Snapshot) -> AccountList:
    """Accounts in tables, in cards with labels, under the name of a platform, behind links.

    Of a home page only what names a platform counts: links to its host, words that say name and
    platform, and a platform's name under a picture.
    """
    view, home = shown(page), task.purpose in (Purpose.HOME, Purpose.FRAME)
    found = AccountLines(page, view, home)
    taken: set[int] = set()
    if not home:
        found.accounts += table_accounts(view, page.url, taken)
    layout = outline(page)
    first, last = (0, len(view.lines)) if home else (layout.content_start, _foot(view))
    found.pair(first, last)
    for number in range(first, last):
        line = view.lines[number]
        if number not in taken and (home or not (line.template or number == layout.title_line)):
            found.take(number)
    found.take_pictures(first, last)
    text = "\n".join(line.text for line in view.lines[first:last])
    none = pattern("none").search(simplify(text)) if not home else None
    accounts = [one for one in found.closed() if one.name or one.platform][:_MOST]
    return AccountList(
        url=task.url,
        title=page.title,
        role=task.role,
        snapshot=snapshot,
        accounts=tuple(dict.fromkeys(accounts)),
        none=mask_numbers(none.group()) if none is not None else "",
        codes=sum(
            one.tag == "img"
            and any(pattern("code").search(one.attributes.get(n) or "") for n in _TELLING)
            for one in view.media
        ),
    )


def _foot(view: Shown) -> int:
    """The first line of the site's foot, which names the site's own body."""
    foot = pattern("foot")
    first = next((n for n, line in enumerate(view.lines) if foot.search(line.text)), None)
    if first is None:
        return len(view.lines)
    beside = {view.lines[first].box, view.boxes[view.lines[first].box].parent} - {0}
    while first > 0 and {(box := view.lines[first - 1].box), view.boxes[box].parent} & beside:
        first -= 1
    return first


_TELLING = ("src", "data-src", "alt", "title", "class", "id")

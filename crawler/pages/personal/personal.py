"""Personal data: numbers that a page or attachment shows unmasked, told without keeping them.

What leaves this reader is the detector, the place, a hash and what is left of the number once
masked. The hash is keyed by the page itself: it tells two numbers of one page apart and nothing
else, and nobody who has not the page can try numbers against it.
"""

from __future__ import annotations

import hashlib
import hmac
import re

from crawler.pages.files.filetexts import sheet_of_transcript
from crawler.pages.files.transcript import Transcript
from crawler.pages.markup.page import Page
from crawler.pages.markup.sheets import Sheet, sheet_of
from crawler.pages.personal.places import places_in
from crawler.pages.task import Task
from crawler.pages.words.masking import mask
from crawler.pages.words.numbers import may_hold
from crawler.records.model import Snapshot
from crawler.records.moments import beijing_date
from crawler.records.site import Candidate, PersonalData

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_MOST_PLACES = 40
_HASH = 16


def read_personal(page: Page, task: Task, snapshot: Snapshot, column: str) -> PersonalData | None:
    """The numbers of a page that may be personal data; None if there are none."""
    if not may_show_numbers(page):
        return None
    title = task.entry.title if task.entry is not None else page.title or task.label
    return personal_in(
        sheet_of(page), task, snapshot, title, column, page.html.encode("utf-8", "replace")
    )


def read_personal_file(
    task: Task, title: str, snapshot: Snapshot, said: Transcript, body: bytes
) -> PersonalData | None:
    """The numbers in what an attachment says; None if there are none, or nothing is known of it."""
    if not said.blocks:
        return None
    return personal_in(sheet_of_transcript(said), task, snapshot, title, "", body)


def personal_in(
    sheet: Sheet, task: Task, snapshot: Snapshot, title: str, column: str, content: bytes
) -> PersonalData | None:
    """The numbers of lines and tables; `content` is what the hashes are keyed by."""
    found = places_in(sheet, beijing_date(snapshot.captured_at))
    if not found:
        return None
    secret = hashlib.sha256(b"gongkai personal data\0" + content).digest()
    candidates = tuple(
        Candidate(
            detector,
            len(one.digits),
            one.place,
            hmac.new(secret, one.first.encode(), hashlib.sha256).hexdigest()[:_HASH],
            one.excerpt,
            one.columns,
            one.caption,
        )
        for (detector, _, _), one in list(found.items())[:_MOST_PLACES]
    )
    return PersonalData(
        task.url, mask(title), task.role, snapshot, candidates, mask(column), task.linked_from
    )


def may_show_numbers(page: Page) -> bool:
    """Whether a page is worth a look, by its bare text; most are not.

    A look goes by the day of the capture: nobody was born after it.
    """
    tables = "<td" in page.html or "<th" in page.html
    return may_hold(_INVISIBLE.sub("", page.root.text()), tables=tables)

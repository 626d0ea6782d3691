"""Message boards (互动留言): a letter's page, or letters shown inside a list → `Message`.

Everything is read by label, never by position. The sender's name and the letter itself are
never kept; replies are masked.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from crawler.pages.cardheads import kind_in, with_heads
from crawler.pages.celltables import Pair
from crawler.pages.dates import find_dates
from crawler.pages.document import title_of
from crawler.pages.labelled import as_body, as_date
from crawler.pages.labels import answerer_in
from crawler.pages.letters import (
    REPLY_SLUGS,
    Letter,
    is_no_reply,
    letters_in,
    letters_of_list,
    with_stamps,
)
from crawler.pages.masking import mask
from crawler.pages.outline import outline
from crawler.pages.page import Page
from crawler.pages.pairs import pairs_of
from crawler.pages.panels import with_panels
from crawler.pages.shown import shown
from crawler.pages.task import Purpose, Task
from crawler.pages.text import key, simplify
from crawler.records.model import Cause, Entry, Field, Message, Reply, Snapshot, Source

_DATES = ("submitted_on", "accepted_on", "published_on", "closed_on", "forwarded_on")
_BODY = re.compile(
    r"[\u3400-\u9fff]{2,30}(?:局|委|办|院|厅|部|政府|中心|公司|街道|镇|乡|会|处|所|队|室|站)"
)


def read_messages(page: Page, task: Task, snapshot: Snapshot) -> tuple[Message, ...]:
    """The letters that a page shows: one on a letter's own page, any number in a list.

    A list gives letters only where it shows what was written or answered; their address is the
    page's with # and the number shown (or the rank, from 1, where none is). Answers that open
    by a click are shown.
    """
    found = _letters_shown(page, task, snapshot)
    opened = with_panels(page)
    if opened is None:
        return found
    behind = _letters_shown(opened, task, snapshot)
    return behind if _answers(behind) > _answers(found) else found


def _answers(letters: tuple[Message, ...]) -> int:
    return sum(len(letter.replies) for letter in letters)


def _letters_shown(page: Page, task: Task, snapshot: Snapshot) -> tuple[Message, ...]:
    view, layout = shown(page), outline(page)
    events = [
        pair for pair in with_stamps(view, pairs_of(page, "message"))
        if pair.start < layout.footer and not view.lines[pair.start].template
    ]  # fmt: skip
    events = _without_asides(events)
    if task.purpose is Purpose.DETAIL:
        own = letters_in(view, events, layout.footer, page.url, single=True)[0]
        title = _title(own, title_of(page, task))
        message = _message(own, task.url, title, task, snapshot)
        return (merge(message, task.entry) if task.entry is not None else message,)
    events = [pair for pair in with_heads(view, events) if pair.start < layout.footer]
    letters = letters_of_list(view, events, layout.footer, page.url)
    base = task.url.partition("#")[0]
    found: dict[str, Message] = {}
    for rank, letter_ in enumerate((one for one in letters if one.has_content), 1):
        number = letter_.fields.get("number")
        name = number.value if number is not None and number.value else str(rank)
        message = _message(letter_, f"{base}#{name}", _title(letter_, ""), task, snapshot)
        found.setdefault(message.url, message)
    return tuple(found.values())


def from_entry(entry: Entry, cause: Cause | None = None, read: bool = False) -> Message:
    """The letter that a list row tells of, when its own page could not be read.

    With `read` the row itself is the whole letter (an inline row).
    """
    fields = dict(entry.fields)
    letter = Letter({slug: one for slug, one in fields.items() if slug not in REPLY_SLUGS})
    answer = {slug: one for slug, one in fields.items() if slug in REPLY_SLUGS}
    if _says_something(answer):
        letter.replies.append(answer)
    message = _message(letter, entry.url, mask(entry.title), entry)
    return replace(message, read=read, cause=cause)


def merge(message: Message, entry: Entry) -> Message:
    """The message with what its list row shows and its page does not."""
    row = from_entry(entry)
    changes: dict[str, object] = {}
    for name in ("number", "message_kind", "status", "body", *_DATES):
        own, listed = getattr(message, name), getattr(row, name)
        if listed is not None and listed.value is not None and (own is None or own.value is None):
            changes[name] = listed
    if row.replies and not message.replies:
        changes["replies"] = row.replies
    elif row.replies and len(message.replies) == 1 and message.replies[0].replied_on is None:
        only, listed = message.replies[0], row.replies[0]
        changes["replies"] = (
            replace(only, replied_on=listed.replied_on, body=only.body or listed.body),
        )
    if not message.title:
        changes["title"] = row.title
    return replace(message, **changes) if changes else message  # type: ignore[arg-type]


def _without_asides(events: list[Pair]) -> list[Pair]:
    """The labels without 答 where an answer has a fuller one: then it stands in a text."""
    answers = [pair for pair in events if pair.slug == "reply"]
    if all(key(pair.label) == "答" for pair in answers):
        return events
    return [p for p in events if p.slug != "reply" or key(p.label) != "答"]


# --- from letters to records ----------------------------------------------------------------


def _title(letter: Letter, fallback: str) -> str:
    labelled = letter.fields.get("title")
    return mask(labelled.value if labelled is not None and labelled.value else fallback)


def _message(
    letter: Letter, url: str, title: str, origin: Task | Entry, snapshot: Snapshot | None = None
) -> Message:
    """The record of a letter; `snapshot` may come from the list row that tells of it."""
    if snapshot is None:
        assert isinstance(origin, Entry)
        snapshot = origin.snapshot
    fields = letter.fields
    shown_kind = fields.get("message_kind")
    if kind_in(title) and (shown_kind is None or shown_kind.value is None):
        fields["message_kind"] = Field(kind_in(title), title, Source.TEXT, "", "标题", url)
    dates = {name: as_date(fields[name]) if name in fields else None for name in _DATES}
    for number, text in letter.loose.items():
        if not 0 <= number < len(letter.replies) or is_no_reply(text):
            continue
        if "reply" not in letter.replies[number] and _date_of(letter.replies[number]) is not None:
            letter.replies[number]["reply"] = Field(
                mask(simplify(text)), mask(text[:200]), Source.TEXT, "", "答复区"
            )
    return Message(
        url=url,
        title=title,
        role=origin.role,
        snapshot=snapshot,
        number=fields.get("number"),
        message_kind=fields.get("message_kind"),
        status=fields.get("status"),
        body=as_body(fields["body"]) if "body" in fields else None,
        submitted_on=dates["submitted_on"],
        accepted_on=dates["accepted_on"],
        published_on=dates["published_on"],
        closed_on=dates["closed_on"],
        forwarded_on=dates["forwarded_on"],
        replies=tuple(_reply(one) for one in letter.replies if _says_something(one)),
    )


def _says_something(reply: dict[str, Field[str]]) -> bool:
    """Whether a reply was given: it has a text, or a date and no statement that there is none."""
    text = reply.get("reply")
    if text is not None:
        return text.value is not None or (not text.raw and _date_of(reply) is not None)
    return _date_of(reply) is not None


def _date_of(reply: dict[str, Field[str]]) -> Field[date] | None:
    for slug in ("replied_on", "reply_stamp"):
        if slug in reply:
            found = as_date(reply[slug])
            if found.value is not None:
                return found
    return None


def _reply(reply: dict[str, Field[str]]) -> Reply:
    text = reply["reply"].value or "" if "reply" in reply else ""
    body = as_body(reply["reply_body"]) if "reply_body" in reply else None
    if body is None and "reply_stamp" in reply:
        named = _BODY.search(reply["reply_stamp"].raw)
        body = replace(reply["reply_stamp"], value=named.group(), label="") if named else None
    if body is None:
        named_by = next((one for one in reply.values() if answerer_in(one.label)), None)
        if named_by is not None:
            body = replace(named_by, value=answerer_in(named_by.label), raw=named_by.label)
    replied = _date_of(reply)
    if replied is None and "replied_on" in reply:
        replied = as_date(reply["replied_on"])
    if (replied is None or replied.value is None) and text:
        replied = _signed(text, reply["reply"]) or replied
    return Reply(text, replied, body)


def _signed(text: str, source: Field[str]) -> Field[date] | None:
    """The date that closes a reply's text, as under a letter."""
    found = find_dates(text[-60:])
    if not found or not text.rstrip(" 。)）").endswith(found[-1].raw):
        return None
    last = found[-1]
    return Field(last.value, last.raw, Source.SIGNATURE, "", "答复落款", source.url, last.at)

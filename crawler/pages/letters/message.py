"""Message boards (互动留言): a letter's page, or letters shown inside a list → `Message`.

Everything is read by label, never by position. The sender's name and the letter itself are
never kept; replies are masked.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from crawler.pages.documents.document import title_of
from crawler.pages.letters.answers import REPLY_SLUGS, is_no_reply, says_none, unlabelled_answers
from crawler.pages.letters.baredays import is_bare, is_before
from crawler.pages.letters.cardheads import kind_in, with_heads
from crawler.pages.letters.closings import closed, opened
from crawler.pages.letters.doubts import hides_answer, may_be_answered, part_of
from crawler.pages.letters.fieldvalues import holds_answer
from crawler.pages.letters.letter import Letter
from crawler.pages.letters.lettercards import letters_of_list
from crawler.pages.letters.letters import letters_in, once_each
from crawler.pages.letters.lettersteps import (
    steps_shown,
    take_courses,
    without_courses,
    without_submissions,
)
from crawler.pages.letters.lettertabs import behind_tabs
from crawler.pages.letters.lettertraces import answered_state, names_page, row_tells, shows_letter
from crawler.pages.letters.machines import Parted, without_machines
from crawler.pages.letters.openstates import with_withdrawals
from crawler.pages.letters.rowlabels import OF_LETTER, asks_above, without_rows
from crawler.pages.letters.signedtexts import (
    SignedText,
    left_aside,
    own_texts,
    signed_answers,
    signed_by_writer,
)
from crawler.pages.letters.stages import Stage, stages_of
from crawler.pages.letters.stamps import with_stamps
from crawler.pages.letters.voices import holds_off, of_others, only_holds_off
from crawler.pages.letters.writers import posted_by_several, posted_by_writers
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.labelled import as_body, as_date, as_words, text_field
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.pairs import pairs_of
from crawler.pages.markup.shown import Shown, shown
from crawler.pages.task import Purpose, Task
from crawler.pages.words.dates import find_dates
from crawler.pages.words.labels import answerer_in
from crawler.pages.words.masking import mask
from crawler.pages.words.offices import OFFICE_NAME
from crawler.pages.words.text import key, simplify
from crawler.records.model import Cause, Entry, Field, Message, Reply, Snapshot, Source

_DATES = ("submitted_on", "accepted_on", "published_on", "closed_on", "forwarded_on")
_GREETINGS = ("您好", "你好")
_SOON = timedelta(days=60)
_BODY = re.compile(OFFICE_NAME)


def read_messages(page: Page, task: Task, snapshot: Snapshot) -> tuple[Message, ...]:
    """The letters that a page shows: one on a letter's own page, any number in a list.

    A list gives letters only where it shows what was written or answered; their address is the
    page's with # and the number shown (or the rank, from 1, where none is). Answers that open
    by a click are shown; those behind the name of other letters are none, and leave it open.
    """
    found, tabs = _letters_shown(page, task, snapshot), behind_tabs(page)
    behind = found if tabs.own is None else _letters_shown(tabs.own, task, snapshot)
    if _answers(behind) > _answers(found):
        return behind
    doubtful = {one.url for one in behind if not one.read}
    told = {one.url: len(one.replies) for one in found}
    for one in () if tabs.all is None else _letters_shown(tabs.all, task, snapshot):
        if len(one.replies) > told.get(one.url, 0) or (tabs.answers and not one.read):
            doubtful.add(one.url)
    return tuple(_left_open(one) if one.url in doubtful else one for one in found)


def _left_open(message: Message) -> Message:
    """The message of a page that may show an answer which no reader placed: never unanswered."""
    if any(not one.text or not only_holds_off(one.text) for one in message.replies):
        return message
    return replace(message, read=False, cause=Cause.AMBIGUOUS)


def letters_lead_on(page: Page) -> bool:
    """Whether most letters that a list shows have a link to a page of their own beside them."""
    letters = _in_list(page)
    return sum(letter.linked for letter in letters) * 2 >= len(letters)


def _answers(letters: tuple[Message, ...]) -> int:
    return sum(len(letter.replies) for letter in letters)


def _letters_shown(page: Page, task: Task, snapshot: Snapshot) -> tuple[Message, ...]:
    if task.purpose is Purpose.DETAIL:
        own = _on_own_page(page)
        if not own.shown and not row_tells(task.entry, own):
            return ()
        title = title_of(page, task)
        title = _title(own, "" if names_page(page, title) else title)
        message = _message(own, task.url, title, task, snapshot)
        message = merge(message, task.entry) if task.entry is not None else message
        return (_left_open(message) if own.unplaced else message,)
    base = task.url.partition("#")[0]
    found: dict[str, Message] = {}
    for rank, letter_ in enumerate((one for one in _in_list(page) if one.has_content), 1):
        name = letter_.name(rank, task.page_number if task.body else 1)
        message = _message(letter_, f"{base}#{name}", _title(letter_, ""), task, snapshot)
        found.setdefault(message.url, _left_open(message) if letter_.unplaced else message)
    return tuple(found.values())


def _on_own_page(page: Page) -> Letter:
    view, end = shown(page), outline(page).footer
    courses = steps_shown(view, end, pairs_of(page, "message"))
    stages = [
        stage for stage in stages_of(view)
        if stage.pair.start < end and not any(one.holds(stage.pair.start) for one in courses)
    ]  # fmt: skip
    parted = _events(page, view, stages)
    labels = without_courses(view, parted.pairs, courses)
    events = without_rows(view, labels)
    if posted_by_several(events):
        return Letter(shown=False, unplaced=True)
    letter = letters_in(view, events, end, page.url, single=True)[0]
    texts, fence = own_texts(view, events, end)
    if not any(_says_something(one) for one in letter.replies) and not letter.loose:
        letter.replies += signed_answers(view, texts, fence, page.url)
        found = [] if letter.replies else unlabelled_answers(view, events, end, page.url)
        letter.replies += [one for one in found if not of_others(one["reply"].value or "")]
        doubtful = any(
            "reply_body" in one or not holds_off(one["reply"].value or "") for one in found
        )
        left = not letter.replies and (doubtful or left_aside(view, texts, fence))
        letter.unplaced = letter.unplaced or left
    _fill(letter, stages, page.url)
    take_courses(letter, courses, page.url)
    letter.unplaced = letter.unplaced or parted.doubtful
    _leave_to_page(letter)
    _date_by_writer(letter, view, texts)
    if "status" not in letter.fields and not (stages or courses):
        answered, state = answered_state(page, events, letter)
        letter.fields |= {"status": state} if state is not None else {}
        letter.unplaced = letter.unplaced or (answered and not letter.replies)
    of_list = len(events) < len(labels) and not any(pair.slug in OF_LETTER for pair in events)
    if of_list and asks_above(view, outline(page), labels):
        of_list, letter.unplaced = False, True  # its own head may be among those of the rows
    letter.shown = not of_list and shows_letter(page, events, letter)
    kept = frozenset(events)
    own = [pair if pair in kept else replace(pair, slug="noise", label="") for pair in labels]
    part = part_of(view, events, outline(page), end)
    letter.unplaced = (
        letter.unplaced
        or may_be_answered(view, own, part, letter, title=outline(page).title)
        or hides_answer(view)
        or holds_answer(page, letter)
    )
    return letter


def _leave_to_page(letter: Letter) -> None:
    """Take a mere 时间 soon after the days with which all answers are signed for that of the page.

    A much older signature is that of a paper which the answer quotes.
    """
    bare = letter.fields.get("submitted_on")
    day = as_date(bare) if bare is not None else None
    days = [_reply(one).replied_on for one in letter.replies if _says_something(one)]
    if bare is None or day is None or day.value is None or not is_bare(day) or not days:
        return
    signed = [one.value for one in days if one is not None and one.source is Source.SIGNATURE]
    last = day.value
    if len(signed) == len(days) and all(
        one is not None and is_before(one, last) and last - one <= _SOON for one in signed
    ):
        letter.fields.setdefault("published_on", letter.fields.pop("submitted_on"))


def _date_by_writer(letter: Letter, view: Shown, texts: list[SignedText]) -> None:
    """Date a letter by its writer's signature, where nothing else does and nothing contradicts."""
    old, signed = letter.fields.get("submitted_on"), signed_by_writer(view, texts)
    day = as_date(signed).value if signed is not None else None
    if signed is None or day is None or (old is not None and old.value is not None):
        return
    later = [_day_of(one) for one in letter.replies]
    later += [as_date(letter.fields[slug]).value for slug in _DATES if slug in letter.fields]
    if all(day <= one for one in later if one is not None):
        letter.fields["submitted_on"] = signed


def _in_list(page: Page) -> list[Letter]:
    view, end = shown(page), outline(page).footer
    events = without_submissions(view, _events(page, view, []).pairs, end)
    events = with_heads(view, posted_by_writers(events))
    return letters_of_list(view, [pair for pair in events if pair.start < end], end, page.url)


def _events(page: Page, view: Shown, stages: list[Stage]) -> Parted:
    """The labels and stamps of a page.

    The steps of a time line, and what a machine sent, only end what stands above.
    """
    end = outline(page).footer
    events = [
        pair for pair in with_stamps(view, pairs_of(page, "message"))
        if pair.start < end and not view.lines[pair.start].template
        and not (pair.slug == "sender" and pair.raw[:2] in _GREETINGS)  # 来信人：您好！…
    ]  # fmt: skip
    steps = {stage.pair.start for stage in stages}
    events = [pair for pair in events if pair.label or pair.start not in steps]
    taken = {line for pair in events for line in range(pair.start, pair.end)}
    events += [
        replace(stage.pair, slug="noise") for stage in stages if stage.pair.start not in taken
    ]
    events.sort(key=lambda pair: (pair.start, pair.offset))
    parted = without_machines(view, with_withdrawals(view, events))
    return replace(parted, pairs=_without_asides(parted.pairs))


def _fill(letter: Letter, stages: list[Stage], url: str) -> None:
    """Take from a time line the days that no label gives."""
    first = min((day for stage in stages if (day := _stage_day(stage))), default=None)
    for stage in stages:
        if stage.slug == "submitted_on" and _stage_day(stage) != first:
            continue  # 提交: an office hands in its draft
        one = text_field(stage.pair, url, Source.LABEL, "办理流程")
        old = letter.fields.get(stage.slug)
        if stage.slug != "replied_on" and (old is None or old.value is None):
            letter.fields[stage.slug] = one
    days = [stage.pair for stage in stages if stage.slug == "replied_on"]
    if len({pair.raw for pair in days}) != 1 or any(map(_date_of, letter.replies)):
        return
    told = [one for one in letter.replies if _says_something(one)]
    if len(told) <= 1:
        answer = told[0] if told else {}
        answer["replied_on"] = text_field(days[0], url, Source.LABEL, "办理流程")
        letter.replies[:] = [answer]


def _stage_day(stage: Stage) -> date | None:
    found = find_dates(stage.pair.raw)
    return found[0].value if found else None


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
        if listed is None or listed.value is None:
            continue
        # A signature may be that of a paper which the letter shows.
        if own is None or own.value is None or (own.source is Source.SIGNATURE and listed.label):
            changes[name] = listed
        elif name == "submitted_on" and is_bare(own) and listed.label and not is_bare(listed):
            changes[name] = listed  # a row's 来信时间 names the letter, a page's mere 时间 does not
            if message.published_on is None or message.published_on.value is None:
                changes["published_on"] = own
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
    """The labels without 答 where a fuller one holds the text that they stand in."""
    found: list[Pair] = []
    fuller = False
    for pair in events:
        if pair.slug == "reply" and pair.label:
            if key(pair.label) == "答" and fuller:
                continue
            fuller = key(pair.label) != "答" and (bool(pair.raw) or pair.whole)
        elif pair.slug in ("number", "title", "submitted_on", "letter", "replied_on"):
            fuller = False
        found.append(pair)
    return found


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
        if not 0 <= number < len(letter.replies) or (is_no_reply(text) and not says_none(text)):
            continue
        labelled = letter.replies[number].get("reply")
        empty = labelled is None or (labelled.value is None and not labelled.raw)
        if empty and (number in letter.own or _date_of(letter.replies[number]) is not None):
            letter.replies[number]["reply"] = Field(
                None if says_none(text) else mask(simplify(text)),
                mask(text[:200]),
                Source.TEXT,
                "",
                "答复区",
            )
    told = [one for one in letter.replies if _says_something(one)]
    days = {_day_of(one) for one in told if "reply" in one}
    told = once_each([one for one in told if "reply" in one or _day_of(one) not in days])
    return Message(
        url=url,
        title=title,
        role=origin.role,
        snapshot=snapshot,
        number=fields.get("number"),
        message_kind=fields.get("message_kind"),
        status=as_words(fields["status"]) if "status" in fields else None,
        body=as_body(fields["body"]) if "body" in fields else None,
        submitted_on=dates["submitted_on"],
        accepted_on=dates["accepted_on"],
        published_on=dates["published_on"],
        closed_on=dates["closed_on"],
        forwarded_on=dates["forwarded_on"],
        replies=tuple(_reply(one) for one in told),
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


def _day_of(reply: dict[str, Field[str]]) -> date | None:
    found = _date_of(reply)
    return found.value if found is not None else None


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
    told = Reply(text, replied, body)
    return opened(closed(told, reply["reply"]), reply["reply"]) if text else told

"""A letter as it is being read: what is known of it, and which reply the next label belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from crawler.pages.letters.openstates import is_of_answer
from crawler.pages.words.text import clean, key
from crawler.pages.words.wording import pattern
from crawler.records.model import Field

_STATUS = pattern("state")
ANSWER_DATE = ("replied_on", "reply_stamp")
"""What dates an answer."""
WHOSE = ("reply_body", *ANSWER_DATE)
"""What tells whose answer it is, or of which day."""


@dataclass
class Letter:
    """A letter as it is being read."""

    fields: dict[str, Field[str]] = field(default_factory=dict)
    replies: list[dict[str, Field[str]]] = field(default_factory=list)
    has_content: bool = False
    linked: bool = False  # in a list: a link beside it leads to a page of its own
    headed: bool = False  # the last reply's text stands under a heading that may be a mere title
    loose: dict[int, str] = field(default_factory=dict)  # texts beside an answer's date or unit
    boxed: dict[int, int] = field(default_factory=dict)  # where the box of such a text ends
    closed: int = -1  # where the box of the last reply ends
    start: int = -1  # its first line
    stop: int = -1  # the line after its last, where a box ends it
    shown: bool = True  # the page shows more of it than a title
    unplaced: bool = False  # something that may be an answer stands where no reader could place it
    noted: bool = False  # the last reply is a note that the letter was passed on
    headed_notes: list[int] = field(default_factory=list)  # replies whose day heads such a note
    own: set[int] = field(default_factory=set)  # replies whose such text stands in their own box

    def reply(self, slug: str, start: int) -> dict[str, Field[str]]:
        """The reply that a field belongs to: the current one, unless it has that field.

        An answer that has its day and its text is closed by its box, or by another heading.
        """
        beyond = 0 <= self.closed <= start
        if self.replies and self._complete() and (beyond or (self.headed and slug == "reply")):
            self.headed, self.closed = False, -1
            self.replies.append({})
            return self.replies[-1]
        if slug == "reply" and self.headed:
            self.headed = False
            return self.replies[-1]
        if not self.replies or slug in self.replies[-1]:
            self.replies.append({})
            self.closed = -1
        return self.replies[-1]

    def name(self, rank: int, page: int) -> str:
        """Its number, or its rank; on a further page without an address behind that page's."""
        number = self.fields.get("number")
        if number is not None and number.value:
            return number.value
        return f"{page}-{rank}" if page > 1 else str(rank)

    def note(self, one: Field[str], start: int) -> None:
        """Take what says only that the letter was passed on: no answer, nor is its day that of one.

        A day of answers (答复时间) above it is that of the answer below, unless that has its own.
        """
        self.has_content = True
        if is_status(one.raw):
            self.fields.setdefault("status", one)
        last = self.replies[-1] if self.replies else {}
        of_answer = any(is_of_answer(field.label) for field in last.values())
        if "reply" in last or is_of_answer(one.label) or not of_answer:
            self.reply("reply", start)["reply"] = replace(one, value=None)
            self.noted = True
        else:
            self.headed_notes.append(len(self.replies) - 1)

    def open(self) -> None:
        """Begin another reply, if the last one says anything."""
        if self.replies and self.replies[-1]:
            self.replies.append({})
        self.noted, self.headed, self.closed = False, False, -1

    def end_note(self, one: Field[str]) -> None:
        """Begin another reply below such a note where a label of answers stands."""
        if self.noted and is_of_answer(one.label):
            self.replies.append({})
        self.noted = self.noted and not is_of_answer(one.label)

    def forget_notes(self) -> None:
        """Take the day above such a note for none of an answer where one with a text follows."""
        if not self.headed_notes:
            return
        answered = [number for number, reply in enumerate(self.replies) if text_said(reply)]
        last = answered[-1] if answered else -1
        for number in self.headed_notes:
            if number < last and "reply" not in self.replies[number]:
                self.replies[number].clear()
                self.loose.pop(number, None)

    def told_by_whom(self) -> bool:
        """Whether the current reply has a text, or a heading for one, and its day or office."""
        last = self.replies[-1] if self.replies else {}
        return "reply" in last and any(slug in last for slug in WHOSE)

    def _complete(self) -> bool:
        last = self.replies[-1]
        said = "reply" in last and last["reply"].value is not None
        return (said or len(self.replies) - 1 in self.loose) and any(
            slug in last for slug in ANSWER_DATE
        )


def is_status(raw: str) -> bool:
    """Whether words are a mere state of a letter: 已回复."""
    text = clean(raw)
    return len(text) <= 8 and (_STATUS.fullmatch(text) is not None or text.isdecimal())


def text_said(reply: dict[str, Field[str]]) -> str:
    """The key of the text of a reply under its label; empty if it has none."""
    return key(reply["reply"].value or "") if "reply" in reply else ""

"""Pages that leave to a file what is judged of them: which files are read, what comes of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.pages.text import key
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.addresses import normalise
from crawler.records.dossier import Miss
from crawler.records.fiscal import FiscalReport
from crawler.records.materials import (
    Consultation,
    EmergencyPlan,
    ProposalReply,
    ServiceGuide,
    SoughtPage,
)
from crawler.records.model import (
    AnnualReport,
    Cause,
    Document,
    Field,
    FileText,
    Interpretation,
    Link,
    Record,
    Source,
    StaticPage,
)
from crawler.visit.details import FILE
from crawler.visit.fetch import Fetch
from crawler.visit.lists import ListRun
from crawler.visit.outcome import outcome_of, told
from crawler.visit.territory import Territory

Answer = tuple[Fetch, Reading | None]

_COVER = 200
"""Characters of text below which a page may be but the cover of its files."""
_BARE = 80
"""Below which it surely is one, whatever the files are called."""
_FEWEST_PARTS = 3
_PLACE = "附件"
_NOT_ASKED = "附件未采集"
_ROWS = frozenset({Role.ANNUAL_REPORTS, Role.BUDGETS})
"""Sections of which a row may lead to the report itself as a file."""
_FORM = re.compile(
    r"(?:答复|告知|决定|通知)书|(?:答复|告知|文书)(?:文书)?(?:格式|样式|式样|模板|样本)"
)
"""How the forms in which requests are answered (答复书) are called."""
_REQUESTS = frozenset({Role.INFORMATION_REQUEST, Role.GUIDE})
"""Sections whose pages offer these forms."""
_READ = frozenset({Purpose.SECTION, Purpose.DETAIL})
_OWN = frozenset(
    {"url", "title", "role", "snapshot", "final_url", "links", "attachments", "downloads",
     "download_button", "linked_from", "picture_urls", "pictures", "videos", "audios", "column",
     "scripted_media", "files", "read", "more", "tabbed", "beside", "other_dates", "hidden",
     "published_on", "updated_on", "unread"}
)  # fmt: skip
"""What a page has of itself and never of a file."""
_OF_TEXT = frozenset({"number", "effective_on", "valid_until", "valid_years", "signature"})
"""What the text of a document says of it."""


def files_of(record: Record) -> tuple[Link, ...]:
    """The files of a record's page that its text is left to, in the order offered.

    Reports, budgets, lists and pages asked for by title may be continued in a file; every other
    page leaves its text to one only where it has next to none.
    """
    if isinstance(record, AnnualReport | FiscalReport | SoughtPage):
        return record.attachments
    if isinstance(record, StaticPage) and record.role is Role.POWER_LIST:
        return record.attachments
    if isinstance(record, Document):
        return _bodies(record.title, len("".join(record.text.split())), record.attachments)
    if isinstance(record, ServiceGuide):
        return record.attachments if len(record.fields) < _FEWEST_PARTS else ()
    if isinstance(
        record, StaticPage | Interpretation | ProposalReply | Consultation | EmergencyPlan
    ):
        return _bodies(record.title, record.text_chars, record.attachments)
    return ()


def forms_of(record: Record) -> tuple[Link, ...]:
    """The forms of reply (答复书) that a page on requests offers as files, not the page's text."""
    if not isinstance(record, StaticPage) or record.role not in _REQUESTS:
        return ()
    left = {link.url for link in files_of(record)}
    named = {link.url: link for link in record.attachments if _FORM.search(link.text)}
    return tuple(link for url, link in named.items() if url not in left)


def plan_texts(
    read: Iterable[Answer],
    opened: Iterable[tuple[Task, ListRun]],
    skipped: Iterable[Miss],
    territory: Territory,
    limits: Limits,
) -> list[Task]:
    """The files whose text is wanted: those of pages, and rows of reports that lead to a file.

    `skipped` are the misses of the plan so far: of rows, those that were asked for as pages.
    """
    tasks: dict[Task, None] = {}
    for fetch, reading in read:
        if fetch.task.purpose not in _READ or reading is None:
            continue
        for record in (*reading.records, *reading.asked):
            for link in (*files_of(record), *forms_of(record))[: limits.attachments_per_document]:
                url = _address(link.url)
                if url is not None and territory.listed(url):
                    tasks[_task(fetch.task, url, link.text, record)] = None
    files = {miss.url for miss in skipped if miss.detail == FILE and miss.role in _ROWS}
    for section, run in opened:
        for entry in run.entries if section.role in _ROWS else ():
            if entry.url in files:
                task = Task(
                    Purpose.TEXT, entry.url, section.role, clicks=abs(section.clicks) + 1,
                    section_url=section.url, label=entry.title, entry=entry,
                    referrer=entry.list_url or section.url,
                )  # fmt: skip
                tasks[task] = None
    return list(tasks)[: limits.attachments_per_portal]


class Texts:
    """The texts of a visit's files, by the page that leaves its own to them."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._by_page: dict[tuple[str, Role, str], Answer] = {}
        self._rows: list[Answer] = []
        for fetch, reading in answers:
            task = fetch.task
            if task.purpose is not Purpose.TEXT:
                continue
            if task.linked_from:
                self._by_page[task.linked_from, task.role, task.url] = (fetch, reading)
            else:
                self._rows.append((fetch, reading))

    def joined(self, record: Record) -> Record:
        """The record of a page with what its files say, and what came of each of them.

        A file that was never asked for (a bound, the end of the night, another host) is not known.
        """
        files: list[FileText] = []
        for link in files_of(record):
            url = _address(link.url)
            answer = self._by_page.get((record.url, record.role, url or ""))
            if answer is None:
                files.append(FileText(link.url, link.text, cause=Cause.LIMIT, detail=_NOT_ASKED))
                continue
            one = file_text(*answer, link.text)
            behind = answer[1].behind if answer[1] is not None else ()
            same = next((other for other in behind if type(other) is type(record)), None)
            if one.used and same is not None:
                record = _together(record, same, one)
            files.append(replace(one, url=link.url))
        return replace(record, files=tuple(files)) if files else record

    def of_rows(self) -> Iterator[Record]:
        """The records of rows that lead to a file which could be read."""
        for fetch, reading in self._rows:
            one = file_text(fetch, reading, fetch.task.label)
            for record in reading.behind if reading is not None and one.used else ():
                yield replace(record, files=(one,))

    def forms(self, record: Record) -> Iterator[StaticPage]:
        """The forms of reply that a page offers as files and which could be read, each as a page.

        What such a form says is nothing that the page itself says of how to ask.
        """
        for link in forms_of(record):
            url = _address(link.url) or ""
            fetch, reading = self._by_page.get((record.url, record.role, url), (None, None))
            if fetch is None or reading is None:
                continue
            one = file_text(fetch, reading, link.text)
            said = [behind for behind in reading.behind if isinstance(behind, StaticPage)]
            if one.used and one.cause is None and said and one.snapshot is not None:
                yield StaticPage(
                    link.url, link.text, record.role, one.snapshot, text=said[0].text,
                    text_chars=said[0].text_chars, files=(replace(one, url=link.url),),
                )  # fmt: skip

    def read_rows(self) -> frozenset[str]:
        """The addresses of these rows."""
        return frozenset(record.url for record in self.of_rows())


def file_text(fetch: Fetch, reading: Reading | None, title: str) -> FileText:
    """What came of a file that was asked for its text."""
    seen = outcome_of(fetch, reading)
    if reading is not None and reading.file is not None and seen.seen:
        return replace(reading.file, title=title or reading.file.title)
    cause = seen.cause or Cause.UNREACHABLE
    return FileText(fetch.task.url, title, fetch.snapshot, cause, told(cause, seen.detail))


def misses_without(misses: Sequence[Miss], read: Collection[str]) -> tuple[Miss, ...]:
    """The misses but for rows that lead to a file and were read as one."""
    return tuple(miss for miss in misses if not (miss.detail == FILE and miss.url in read))


def _bodies(title: str, chars: int, files: tuple[Link, ...]) -> tuple[Link, ...]:
    """The files that are the text of a page with so much text of its own."""
    if chars >= _COVER:
        return ()
    stem = key(title)
    named = tuple(one for one in files if len(key(one.text)) > 5 and _alike(stem, key(one.text)))
    return named or (files if chars < _BARE else ())


def _alike(title: str, name: str) -> bool:
    """Whether a file bears the title of its page, or the page's title names the file."""
    name = name.removeprefix("附件").lstrip("0123456789一二三四五六七八九十")
    return bool(name) and (name[:16] in title or title[:16] in name)


def _task(page: Task, url: str, label: str, record: Record) -> Task:
    return Task(
        Purpose.TEXT, url, record.role, clicks=abs(page.clicks) + 1, section_url=page.section_url,
        label=label, entry=page.entry, linked_from=record.url, referrer=page.url,
        sought=page.sought,
    )  # fmt: skip


def _address(url: str) -> str | None:
    try:
        return normalise(url)
    except ValueError:
        return None


def _together(record: Record, said: Record, file: FileText) -> Record:
    """A page's record with what its file says where the page says nothing; texts are joined."""
    changed: dict[str, Any] = {}
    for one in fields(record):
        if one.name in _OWN:
            continue
        mine, theirs = getattr(record, one.name), getattr(said, one.name)
        changed[one.name] = _value(record, one.name, mine, theirs, file)
    if isinstance(record, Document) and isinstance(said, Document):
        # The page's own text is what its history is kept of: it stays as the page shows it. So is
        # what it must show itself, beside labels: a file shows that to nobody who looks at it.
        changed = {name: _in_text(one) for name, one in changed.items() if name in _OF_TEXT}
        changed["file_text"] = "\n".join(filter(None, (record.file_text, said.text)))
    return replace(record, **changed)


def _value(record: Record, name: str, mine: Any, theirs: Any, file: FileText) -> Any:
    if name == "text":
        return "\n".join(filter(None, (mine, theirs)))
    if name in ("text_chars", "tables") and isinstance(mine, int):
        return mine + theirs
    if name in ("blocks", "tables"):
        return (*mine, *theirs)
    if name == "fields" and isinstance(record, ServiceGuide):
        known = {field.slug for field in mine}
        return (*mine, *(field for field in theirs if field.slug not in known))
    if isinstance(mine, bool):
        return mine or theirs
    if mine in (None, "", ()):
        return _placed(theirs, file.title)
    return mine


def _in_text(value: Any) -> Any:
    """A field as one of the running text, whatever label stands beside it in a file."""
    if isinstance(value, Field) and value.place.startswith(_PLACE):
        return replace(value, source=Source.TEXT)
    return value


def _placed(value: Any, title: str) -> Any:
    """A field with the file named as its place."""
    if isinstance(value, Field):
        return replace(value, place=f"{_PLACE}“{title}”{value.place}")
    return value

"""Pages that leave to a file what is judged of them: which files are read, what comes of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.addresses import usable
from crawler.records.dossier import Miss
from crawler.records.materials import GazettePage, SoughtPage
from crawler.records.model import Cause, Entry, FileText, Record, StaticPage
from crawler.visit.details import FILE
from crawler.visit.fetch import Fetch
from crawler.visit.joining import together
from crawler.visit.leaving import files_of, forms_of
from crawler.visit.lists import ListRun
from crawler.visit.outcome import outcome_of, told
from crawler.visit.sought import NOT_SOUGHT, is_titled
from crawler.visit.territory import Territory
from crawler.visit.words import is_file

Answer = tuple[Fetch, Reading | None]

_NOT_ASKED = "附件未采集"
_REPORTS = frozenset({Role.ANNUAL_REPORTS, Role.BUDGETS})
"""Sections of which a row may lead to the report itself as a file."""
_ROWS = _REPORTS | {Role.GAZETTE}
"""Sections whose rows are read one by one, as a file, too."""
_READ = frozenset({Purpose.SECTION, Purpose.DETAIL})


def plan_texts(
    read: Iterable[Answer],
    opened: Iterable[tuple[Task, ListRun]],
    skipped: Iterable[Miss],
    territory: Territory,
    limits: Limits,
    titles: tuple[str, ...] = (),
) -> list[Task]:
    """The files whose text is wanted: those of pages, and rows that lead to a file.

    `skipped` are the misses of the plan so far: of rows of reports and issues, those that were
    asked for as pages. Of other sections it is the rows of the titles that rulebooks ask for.
    """
    tasks: dict[Task, None] = {}
    for fetch, reading in read:
        if fetch.task.purpose not in _READ or reading is None:
            continue
        for record in (*reading.records, *reading.asked):
            for link in (*files_of(record), *forms_of(record))[: limits.attachments_per_document]:
                url = usable(link.url)
                if url is not None and territory.listed(url):
                    tasks[_task(fetch.task, url, link.text, record)] = None
    files = {miss.url for miss in skipped if miss.detail == FILE and miss.role in _ROWS}
    sought: dict[Task, None] = {}
    for section, run in opened:
        for entry in run.entries:
            if section.role in _ROWS and entry.url in files:
                tasks[_of_row(section, entry)] = None
            elif section.role not in _REPORTS and _asked_for(entry, section, titles, territory):
                sought[replace(_of_row(section, entry), sought=True)] = None
    return [*tasks, *list(sought)[: limits.sought_pages]][: limits.attachments_per_portal]


def _asked_for(entry: Entry, section: Task, titles: tuple[str, ...], territory: Territory) -> bool:
    """Whether a row is of a title that is asked for, and leads straight to a file."""
    if entry.inline or section.role in NOT_SOUGHT or not is_titled(entry.title, titles):
        return False
    return is_file(entry.url) and territory.listed(entry.url)


def _of_row(section: Task, entry: Entry) -> Task:
    return Task(
        Purpose.TEXT, entry.url, section.role, clicks=abs(section.clicks) + 1,
        section_url=section.url, label=entry.title, entry=entry,
        referrer=entry.list_url or section.url,
    )  # fmt: skip


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
            url = usable(link.url)
            answer = self._by_page.get((record.url, record.role, url or ""))
            if answer is None:
                files.append(FileText(link.url, link.text, cause=Cause.LIMIT, detail=_NOT_ASKED))
                continue
            one = file_text(*answer, link.text)
            behind = answer[1].behind if answer[1] is not None else ()
            same = next((other for other in behind if type(other) is type(record)), None)
            if one.used and same is not None:
                record = together(record, same, one)
            files.append(replace(one, url=link.url))
        return replace(record, files=tuple(files)) if files else record

    def of_rows(self) -> Iterator[Record]:
        """The records of rows that lead to a file which could be read.

        Of sections whose rows are not read one by one a file is what was asked for by its title,
        and nothing else. When it was published its row tells, and no day that stands in it. What
        it holds beside the words is not seen.
        """
        for fetch, reading in self._rows:
            one = file_text(fetch, reading, fetch.task.label)
            for record in reading.behind if reading is not None and one.used else ():
                if isinstance(record, SoughtPage):
                    yield replace(record, published_on=None, files=(one,), beside=("file",))
                elif isinstance(record, GazettePage):
                    yield replace(record, published_on=None, files=(one,))
                elif fetch.task.role in _REPORTS:
                    yield replace(record, files=(one,))

    def forms(self, record: Record) -> Iterator[StaticPage]:
        """The forms of reply that a page offers as files and which could be read, each as a page.

        What such a form says is nothing that the page itself says of how to ask.
        """
        for link in forms_of(record):
            url = usable(link.url) or ""
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
        """The addresses of these rows, but for those that were looked at for their title alone."""
        return frozenset(one.url for one in self.of_rows() if not isinstance(one, SoughtPage))


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


def _task(page: Task, url: str, label: str, record: Record) -> Task:
    return Task(
        Purpose.TEXT, url, record.role, clicks=abs(page.clicks) + 1, section_url=page.section_url,
        label=label, entry=page.entry, linked_from=record.url, referrer=page.url,
        sought=page.sought,
    )  # fmt: skip

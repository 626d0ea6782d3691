"""The single entry: one page and why it was asked for → everything that it says."""

from __future__ import annotations

from dataclasses import replace

from crawler.pages.accounts.accounts import read_accounts
from crawler.pages.bodies.static_page import is_list_of_guides, read_static_page
from crawler.pages.condition.condition import recognise
from crawler.pages.condition.covers import onward
from crawler.pages.condition.emptiness import (
    is_note,
    says_blank,
    says_no_result,
    stated_behind,
)
from crawler.pages.condition.waiting import is_shell
from crawler.pages.consultations.consultation import read_consultation
from crawler.pages.content import holds
from crawler.pages.disclosures.annual_report import read_annual_report
from crawler.pages.disclosures.decisions import read_decisions
from crawler.pages.disclosures.emergency_plan import read_emergency_plan
from crawler.pages.disclosures.fiscal import read_fiscal
from crawler.pages.disclosures.gazette import names_issue, read_gazette, read_issue
from crawler.pages.disclosures.proposal import read_proposal
from crawler.pages.disclosures.sought_page import read_sought_page
from crawler.pages.documents.document import read_document
from crawler.pages.documents.interpretation import read_interpretation
from crawler.pages.families.family import fingerprint
from crawler.pages.families.familyversion import version_of
from crawler.pages.families.gkmlpt import is_broken, is_unread
from crawler.pages.families.gkmlpt_lists import inherited
from crawler.pages.families.gkmlpt_shown import put_together
from crawler.pages.guides.guide import read_guide
from crawler.pages.home.entrances import read_entrances
from crawler.pages.home.hotlines import read_hotlines
from crawler.pages.home.identity import read_identity
from crawler.pages.home.searchbox import read_search_box
from crawler.pages.home.surface import read_surface
from crawler.pages.leaders.leader import read_leaders
from crawler.pages.letters.lettertraces import are_articles
from crawler.pages.letters.message import letters_lead_on, read_messages
from crawler.pages.lists.lists import listing
from crawler.pages.lists.look import Look
from crawler.pages.lists.rowsalone import is_rows_alone
from crawler.pages.markup.datetags import date_tags
from crawler.pages.markup.encoded import unpacked
from crawler.pages.markup.layout import Layout
from crawler.pages.markup.linked import addresses
from crawler.pages.markup.links import attachments_of
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.pages.menus.menus import targets
from crawler.pages.menus.scripttrees import Trees, script_trees
from crawler.pages.personal.personal import may_show_numbers, read_personal
from crawler.pages.reading import ListReading, Reading, Target
from crawler.pages.scripts.framed import frames_of, written
from crawler.pages.task import Purpose, Task
from crawler.pages.words.roles import roles_table
from crawler.portals.roles import Role
from crawler.records.decisions import DecisionCatalogue
from crawler.records.materials import GazettePage
from crawler.records.model import Cause, Document, Entry, Message, Record, Snapshot, StaticPage
from crawler.records.new_media import AccountList

_LISTED = frozenset({Purpose.SECTION, Purpose.TURN, Purpose.EXPLORE})
_HOME = frozenset({Purpose.HOME, Purpose.FRAME})
_SECTION = frozenset({Purpose.SECTION, Purpose.TURN})
_STATING = frozenset({Role.NORMATIVE_DOCUMENTS, Role.INTERPRETATIONS, Role.POLICY_DOCUMENTS})
"""Sections whose rows are read one by one: a row may prove to be a statement of none."""
NO_CONTENT = (StaticPage, GazettePage, AccountList, DecisionCatalogue)
"""Records that a page gives whether or not there is anything on it."""
_OWN_TEXT = 50
"""Characters of own text from which a page says something without script."""


def read(task: Task, page: Page, snapshot: Snapshot) -> Reading:
    """Everything that a page says, for any purpose; never raises for what a page holds.

    A page that is not what it should be gives its cause and nothing else.
    """
    page = unpacked(put_together(page))
    if task.purpose is Purpose.FRAME:
        page = written(page)
    family, certainty = fingerprint(page)
    version = version_of(page, family)
    return replace(_read(task, page, snapshot, family), certainty=certainty, version=version)


def _read(task: Task, page: Page, snapshot: Snapshot, family: str) -> Reading:
    cause, detail = recognise(page)
    if cause is Cause.SOFT_404 and task.purpose is Purpose.SEARCH and _found_nothing(page):
        cause = None  # of what is sought nothing was found: that is an answer, whatever its status
    if cause is None and is_unread(page):
        cause, detail = Cause.UNREADABLE, "an answer without rows"
    if cause is not None:
        return Reading(family=family, cause=cause, detail=detail, title=page.title)
    if task.purpose in (Purpose.LINK, Purpose.AGAIN):
        return Reading(family=family, title=page.title)
    look = Look(page)
    if task.purpose is Purpose.ROSTER:
        personal = read_personal(page, task, snapshot, _column(page, look.layout))
        links, offers = addresses(page, look.links), attachments_of(page)
        return Reading(title=page.title, personal=personal, links=links, offers=offers, by_day=True)
    if task.purpose is Purpose.SEARCH:
        return _results(task, page, snapshot, look)
    found = listing(page, task, snapshot, look) if task.purpose in _LISTED else ListReading()
    records = _records(task, page, snapshot)
    if any(map(_may_be_rows, records)) and is_rows_alone(look):
        records = tuple(record for record in records if not _may_be_rows(record))
    if task.role is Role.MESSAGE_BOARD and task.purpose in _SECTION:
        if are_articles(page, found.entries):
            found = replace(found, entries=(), turns=())
        found, records = _inline(found, records, task, page, snapshot)
    if task.purpose is Purpose.DETAIL and task.entry is not None and _may_state(task, task.entry):
        stated = stated_behind(task.entry, look.pieces)
        if stated is not None:
            found, records = ListReading(blank=True, statement_on=stated), ()
    if task.role is Role.NAMED and task.purpose is Purpose.SECTION and not found.entries:
        records = (read_static_page(page, task, snapshot),)  # the column is a text or a table
    if found.blank and any(not isinstance(record, NO_CONTENT) for record in records):
        found = replace(found, blank=False)
    chars = look.text_chars
    if found.entries and chars < _OWN_TEXT and task.purpose in _SECTION:
        records = tuple(record for record in records if not is_list_of_guides(record))
    column = _column(page, look.layout)
    home = task.purpose in _HOME
    trees = script_trees(page, look.links) if task.purpose is not Purpose.DETAIL else Trees()
    by_day = may_show_numbers(page)
    return Reading(
        family=family,
        title=page.title,
        column=column,
        own_text_chars=chars,
        shell=chars < _OWN_TEXT and not found.entries and is_shell(page, look.links, chars),
        tree_unread=trees.unread or is_broken(page),
        targets=() if task.purpose is Purpose.DETAIL else _targets(task, page, look, trees),
        listing=found,
        records=records,
        holds=holds(page, task, snapshot, found, look) if task.purpose is Purpose.EXPLORE else (),
        asked=_asked(task, page, snapshot),
        personal=read_personal(page, task, snapshot, column) if by_day else None,
        identity=read_identity(page, task, snapshot) if home else None,
        search=read_search_box(page, task, snapshot) if home else None,
        links=() if task.purpose is Purpose.TURN else addresses(page, look.links),
        surface=read_surface(page, task, snapshot),
        offers=attachments_of(page) if task.purpose is Purpose.DETAIL else (),
        frames=frames_of(page, look.links) if home else (),
        by_day=by_day,
        tags=date_tags(page) if task.purpose is Purpose.DETAIL else (),
    )


def _may_be_rows(record: Record) -> bool:
    """Whether a document may be but the rows of a list: it has no number, and no file to load."""
    if not isinstance(record, Document):
        return False
    return not (record.number or record.attachments or record.downloads or record.download_button)


def _found_nothing(page: Page) -> bool:
    """Whether a page says that a search found nothing; not that the page itself is not there."""
    return says_no_result([line.text for line in shown(page).lines])


def _results(task: Task, page: Page, snapshot: Snapshot, look: Look) -> Reading:
    """The page of results of a search: its rows, and what else it links."""
    found = listing(page, task, snapshot, look)
    # Where a script fills the results in, such a sentence may stand ready for another search.
    filled = found.shell or is_shell(page, look.links, look.text_chars, boxes=False)
    lines = [line.text for line in shown(page).lines]
    none = not found.entries and not filled and (says_no_result(lines) or says_blank(lines))
    return Reading(
        title=page.title,
        own_text_chars=look.text_chars,
        listing=replace(found, says_none=none),
        links=addresses(page, look.links),
    )


def _asked(task: Task, page: Page, snapshot: Snapshot) -> tuple[Record, ...]:
    """What rulebooks ask of a page besides the records of its section."""
    found: list[Record] = []
    if task.sought:
        found.append(read_sought_page(page, task, snapshot))
    if task.entrances:
        found.append(read_entrances(page, task, snapshot))
    return tuple(found)


def read_behind(task: Task, page: Page, snapshot: Snapshot) -> tuple[Record, ...]:
    """The records that a page gives in the stead of the one whose text it is."""
    behind = replace(task, purpose=Purpose.DETAIL)
    return (*_detail(behind, page, snapshot), *_asked(behind, page, snapshot))


def _may_state(task: Task, entry: Entry) -> bool:
    return task.role in _STATING or is_note(entry.title)


def _records(task: Task, page: Page, snapshot: Snapshot) -> tuple[Record, ...]:
    """The records of a page by the role of its section."""
    role = task.role
    if task.purpose in _HOME:
        return (read_hotlines(page, task, snapshot), read_accounts(page, task, snapshot))
    if task.purpose is Purpose.DETAIL:
        return _detail(task, page, snapshot)
    channel = task.purpose is Purpose.EXPLORE and role is Role.INFORMATION_REQUEST
    if task.purpose not in _SECTION and not channel:
        return ()
    if role is Role.LEADERS:
        return tuple(read_leaders(page, task, snapshot))
    if role is Role.MESSAGE_BOARD:
        return tuple(read_messages(page, task, snapshot))
    if role is Role.NEW_MEDIA:
        static = read_static_page(page, task, snapshot)
        return (static, read_accounts(page, task, snapshot))
    if role is Role.DECISION_CATALOGUE:
        return read_static_page(page, task, snapshot), read_decisions(page, task, snapshot)
    if roles_table()[role].single:
        return (read_static_page(page, task, snapshot),)
    if role is Role.GAZETTE:
        return tuple(read_gazette(page, task, snapshot))
    return ()


def _detail(task: Task, page: Page, snapshot: Snapshot) -> tuple[Record, ...]:
    role = task.role
    if role is Role.INTERPRETATIONS:
        return (read_interpretation(page, task, snapshot),)
    if role is Role.MESSAGE_BOARD:
        return tuple(read_messages(page, task, snapshot))
    if role is Role.LEADERS:
        return tuple(read_leaders(page, task, snapshot))
    if role is Role.GAZETTE and names_issue(task.entry.title if task.entry else task.label):
        return (read_issue(page, task, snapshot),)
    if role is Role.ANNUAL_REPORTS:
        return (read_annual_report(page, task, snapshot),)
    if role in (Role.CONSULTATIONS, Role.CONSULTATION_FEEDBACK):
        return (read_consultation(page, task, snapshot),)
    if role is Role.PROPOSALS:
        return (read_proposal(page, task, snapshot),)
    if role is Role.EMERGENCY_PLANS:
        return (read_emergency_plan(page, task, snapshot),)
    if role is Role.DECISION_CATALOGUE:
        return read_static_page(page, task, snapshot), read_decisions(page, task, snapshot)
    if role is Role.BUDGETS:
        return (read_fiscal(page, task, snapshot),)
    if role is Role.SERVICE_GUIDES:
        return (read_guide(page, task, snapshot),)
    if roles_table()[role].single:
        return (read_static_page(page, task, snapshot),)
    # Pages of other lists are looked at for their date; they are documents in form.
    return (read_document(page, task, snapshot),)


def _inline(
    found: ListReading, records: tuple[Record, ...], task: Task, page: Page, snapshot: Snapshot
) -> tuple[ListReading, tuple[Record, ...]]:
    """A board that shows its letters in the list itself has rows of its own making.

    Where rows lead to the letters' own pages, what the list shows of them is left to these.
    """
    letters = [record for record in records if isinstance(record, Message) and "#" in record.url]
    if not letters:
        return found, records
    # A single one beside several rows is the head of their table.
    head = len(letters) == 1 < len(found.entries)
    if head or (len(found.entries) >= len(letters) and letters_lead_on(page)):
        return found, tuple(record for record in records if record not in letters)
    entries = tuple(
        Entry(
            url=letter.url,
            title=letter.title,
            role=task.role,
            snapshot=snapshot,
            list_url=task.url,
            rank=rank,
            date=letter.submitted_on or letter.published_on,
            inline=True,
        )
        for rank, letter in enumerate(letters, 1)
    )
    dates = [entry.date.value for entry in entries if entry.date and entry.date.value]
    ordered = len(dates) == len(entries) and dates == sorted(dates, reverse=True)
    shown = replace(found, entries=entries, blank=False, shell=False, ordered=ordered, unlinked=0)
    return shown, records


def _targets(task: Task, page: Page, look: Look, trees: Trees) -> tuple[Target, ...]:
    found = inherited(targets(page, look.layout, look.links))
    known = {(target.url, target.label) for target in found}
    found += tuple(one for one in trees.targets if (one.url, one.label) not in known)
    if task.purpose in _SECTION and task.role is not Role.PLATFORM:
        return found  # where such a page sends its reader is where its list goes on
    return (*found, *onward(page, look.links, found, look.text_chars))


def _column(page: Page, layout: Layout) -> str:
    crumbs = layout.crumbs()
    return ">".join(crumbs) if crumbs else page.meta.get("columnname", "")

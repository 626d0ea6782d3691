"""Sections: how well each role of a portal was read, judged from the answers of a visit alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from crawler.pages.task import Task
from crawler.portals.model import Portal
from crawler.portals.roles import Role
from crawler.records.addresses import host_of
from crawler.records.dossier import Miss, ReadState, Section
from crawler.records.model import Cause, Entry, Evidence, Record
from crawler.visit.absence import Blockers
from crawler.visit.lists import UNORDERED
from crawler.visit.outcome import cause_text, outcome_of, told
from crawler.visit.parts import OWN_TEXT, Part, part_of, relevant
from crawler.visit.placepages import about_the_place
from crawler.visit.prior import Prior
from crawler.visit.rules import PLATFORM_PARTS, Rules
from crawler.visit.spoken import CLEAR
from crawler.visit.survey import Opened, Survey
from crawler.visit.territory import hosts_of, plain_host
from crawler.visit.tree import offered
from crawler.visit.words import bare, words

_PARTS = 2
"""Parts to which a page leads that is the platform whatever it is called."""
_STATES_SEEN = (ReadState.WHOLE, ReadState.PART, ReadState.EMPTY)


def read_sections(
    survey: Survey, portal: Portal, today: date, wanted: Iterable[Role], rules: Rules, prior: Prior
) -> Mapping[Role, Section]:
    """The section of every wanted role.

    Absence is stated only where every place within reach was seen. A section that lost more
    than half of the rows it had at its last whole read counts as collapsed, not as read.
    """
    blockers = Blockers(survey)
    found: dict[Role, Section] = {}
    for role in wanted:
        if role in rules:
            section = _section(survey, blockers, portal, role, rules, today)
            found[role] = _guarded(section, prior)
    return found


def _section(
    survey: Survey, blockers: Blockers, portal: Portal, role: Role, rules: Rules, today: date
) -> Section:
    parts = [part_of(opened, survey, role, rules) for opened in survey.of(role)]
    there = relevant([part for part in parts if part.state is not None], role, rules)
    if not there:
        return _not_found(survey, blockers, role, parts)
    if any(_strength(survey, [part], portal) >= CLEAR for part in there):
        # Beside a page of the very name one about the place (镇情概况) is something else.
        profiles = words().place_profiles
        there = [p for p in there if not profiles.search(bare(p.opened.task.label))] or there
    section = _merged(there, survey, portal, role, today)
    told = _filled(section) or any(_leads_to_parts(p) for p in there if role is Role.PLATFORM)
    if not told and _strength(survey, there, portal) < CLEAR:
        said = all(p.opened.reading and p.opened.reading.listing.blank for p in there)
        if section.state is ReadState.EMPTY and said and blockers.of(role) is None:
            return _nothing_in(section, role)
        return _doubtful(section)
    vague = role is Role.AGENCY_PROFILE and _strength(survey, there, portal) < CLEAR
    if vague and about_the_place([part.opened for part in there], survey):
        return _doubtful(section)
    return section


def _doubtful(section: Section) -> Section:
    """A page of a similar name of which nobody can tell whether it is the section."""
    reason = f"“{section.name}”与“{section.role.chinese}”名称相近，无法判断是否为该栏目。"
    return replace(section, state=ReadState.UNOBSERVABLE, cause=Cause.AMBIGUOUS, reason=reason)


def _nothing_in(section: Section, role: Role) -> Section:
    """A page of a vague name without content, and no other place: no such section either way."""
    reason = f"“{section.name}”没有内容；自首页起三次点击之内逐页查看，未见“{role.chinese}”栏目。"
    return replace(section, state=ReadState.ABSENT, cause=None, reason=reason)


def _merged(parts: list[Part], survey: Survey, portal: Portal, role: Role, today: date) -> Section:
    troubled = next((p for p in parts if p.state in (ReadState.UNOBSERVABLE, ReadState.PART)), None)
    seen = [part for part in parts if part.state in _STATES_SEEN]
    content = any(part.rows or part.text_chars >= OWN_TEXT for part in seen)
    if troubled is None and not (content and role is Role.STATUTORY_CONTENT):
        # Of the statutory content it is enough that columns are there.
        troubled = _left_out(survey, role, parts[0])
    lead = (seen or parts)[0]
    rows: dict[str, Entry] = {}
    for part in parts:
        for entry in part.opened.run.entries:
            rows.setdefault(entry.url, entry)
    face = _face(survey, lead.opened)
    name = face.label or role.chinese
    if troubled is not None:
        whole = bool(seen) and (content or troubled.state is ReadState.PART)
        state = ReadState.PART if whole else ReadState.UNOBSERVABLE
    else:
        state = ReadState.WHOLE if content or _partly_text(parts) else ReadState.EMPTY
    urls = tuple(dict.fromkeys(part.opened.task.url for part in parts))
    own = hosts_of(portal)
    return Section(
        role,
        state,
        troubled.cause if troubled else None,
        reason_of(state, name, troubled, unordered=unordered(parts)),
        urls=urls,
        name=name,
        clicks=face.clicks if face.clicks >= 0 else None,
        list_pages=sum(len(part.opened.run.pages) for part in parts if part.rows),
        entries=len(rows),
        newest_on=_newest(rows.values(), survey, role, today),
        text_chars=max(part.text_chars for part in parts),
        statement_on=statement_of(parts),
        elsewhere=all(plain_host(host_of(url)) not in own for url in urls),
        evidence=tuple(e for part in parts if (e := evidence_of(part.opened)) is not None),
        on_platform=_on_platform(survey, urls) if role in PLATFORM_PARTS else None,
        unread_before=unread_before(parts),
    )


def unread_before(parts: Iterable[Part]) -> date | None:
    """The latest day before which some list of a section was left unread; None if none was."""
    days = (part.opened.run.unread_before for part in parts)
    return max((day for day in days if day is not None), default=None)


def _left_out(survey: Survey, role: Role, part: Part) -> Part | None:
    """What stands for columns of the role that a bound of the visit cut off."""
    cut = next((miss for miss in survey.misses if miss.role is role and miss.column), None)
    return Part(part.opened, ReadState.PART, cut.cause, cut.detail) if cut else None


def _face(survey: Survey, opened: Opened) -> Task:
    """The page that stands for a section: of a sub-column the page that it is a part of."""
    task = opened.task
    tasks = {other.task.url: other.task for other in survey.of(task.role)}
    while above := tasks.pop(task.section_url, None):
        task = above
    return task


def _partly_text(parts: list[Part]) -> bool:
    return any(part.state is ReadState.WHOLE for part in parts)


def _not_found(survey: Survey, blockers: Blockers, role: Role, parts: list[Part]) -> Section:
    title = role.chinese
    evidence = tuple(e for part in parts if (e := evidence_of(part.opened)) is not None)
    blocker = blockers.of(role)
    urls = tuple(part.opened.task.url for part in parts)
    if blocker is not None:
        cause, detail = blocker
        why = f"{cause_text(cause)}：{told(cause, detail)}"
        reason = f"未见“{title}”栏目，但可能的入口未能看到（{why}）。"
        return Section(role, ReadState.UNOBSERVABLE, cause, reason, urls, evidence=evidence)
    if parts:
        reason = f"“{title}”栏目的链接已失效（{parts[0].detail}），站内未见其他入口。"
    else:
        reason = f"从首页起三次点击之内逐页查看，未见“{title}”栏目。"
    if survey.home is not None:
        shot = survey.home[0].snapshot
        if shot is not None:
            evidence = (Evidence(shot.url, shot.captured_at, shot.sha256), *evidence)
    return Section(role, ReadState.ABSENT, None, reason, urls, evidence=evidence)


def _guarded(section: Section, prior: Prior) -> Section:
    settled = (ReadState.WHOLE, ReadState.EMPTY, ReadState.ABSENT)
    if section.state not in settled or not prior.collapsed(section.role, section.entries):
        return section
    before = prior.counts[section.role]
    state = ReadState.PART if section.entries else ReadState.UNOBSERVABLE
    reason = f"“{section.role.chinese}”上次完整采集有{before}条，本次仅{section.entries}条。"
    return replace(section, state=state, cause=Cause.COLLAPSED, reason=reason)


def unordered(parts: Iterable[Part]) -> bool:
    """Whether the order of some list did not allow to end it with the window."""
    return any(part.opened.run.unordered for part in parts)


def reason_of(
    state: ReadState, name: str, troubled: Part | None, *, unordered: bool = False
) -> str:
    """One sentence on how well a section was read, `troubled` being what was not.

    `unordered` says that a list with a window had to be read to its end.
    """
    if state is ReadState.WHOLE:
        return f"“{name}”栏目已完整采集{f'（{UNORDERED}）' if unordered else ''}。"
    if state is ReadState.EMPTY:
        return f"“{name}”栏目存在，但没有内容。"
    cause = troubled.cause if troubled and troubled.cause else Cause.UNREADABLE
    said = told(cause, troubled.detail if troubled else "")
    verb = "未能完整采集" if state is ReadState.PART else "未能看到"
    return f"“{name}”栏目{verb}（{said}）。"


def _filled(section: Section) -> bool:
    return bool(section.entries) or section.text_chars >= OWN_TEXT


def _leads_to_parts(part: Part) -> bool:
    """Whether a page under whatever name is the platform by the parts that it leads to."""
    reading = part.opened.reading
    return reading is not None and len(offered(reading) & set(PLATFORM_PARTS)) >= _PARTS


def _strength(survey: Survey, parts: list[Part], portal: Portal) -> float:
    """The strongest label under which any page offers the section; configured ones count full."""
    if parts[0].opened.task.role in portal.sections:
        return 1.0
    urls = {part.opened.task.url for part in parts} | {p.opened.task.section_url for p in parts}
    role = parts[0].opened.task.role
    found = [
        strength
        for _, reading in survey.answers
        for target in (reading.targets if reading is not None else ())
        if target.url in urls
        for spoken, strength in target.roles
        if spoken is role
    ]
    return max(found, default=1.0)


def _on_platform(survey: Survey, urls: tuple[str, ...]) -> bool | None:
    """Whether the platform page itself leads there; None if it was not seen."""
    pages = [o for o in survey.of(Role.PLATFORM) if outcome_of(o.fetch, o.reading).seen]
    if not pages:
        return None
    offered = {target.url for o in pages for target in (o.reading.targets if o.reading else ())} | {
        o.task.url for o in pages
    }
    return any(url in offered for url in urls)


def _newest(rows: Iterable[Entry], survey: Survey, role: Role, today: date) -> date | None:
    days = [entry.date.value for entry in rows if entry.date and entry.date.value]
    if not days:
        days = [
            day
            for _, reading in survey.behind(role)
            for record in (reading.records if reading is not None else ())
            if (day := published_on(record)) is not None
        ]
    return max((day for day in days if day <= today), default=None)


def published_on(record: Record) -> date | None:
    """The day a record's page says it was published, if its kind says so."""
    shown = getattr(record, "published_on", None)
    return shown.value if shown is not None else None


def statement_of(parts: list[Part]) -> date | None:
    """The date of the newest statement of none on these pages."""
    days = [
        reading.listing.statement_on
        for part in parts
        if (reading := part.opened.reading) is not None and reading.listing.statement_on
    ]
    return max(days, default=None)


def evidence_of(opened: Opened) -> Evidence | None:
    """What proves that a page was read; None for one that never answered."""
    shot = opened.fetch.snapshot
    if shot is None:
        return None
    url = opened.task.url if opened.fetch.shell is None else shot.url
    return Evidence(url, shot.captured_at, shot.sha256, opened.task.label)


def misses_of_visit(survey: Survey, failed: Iterable[Miss]) -> tuple[Miss, ...]:
    """All that was planned and not observed, each once, in a stable order."""
    found = dict.fromkeys((*failed, *survey.misses))
    return tuple(sorted(found, key=lambda m: (m.role.value, m.url, m.cause.value, m.detail)))

"""The checks over papers that are handed in, and what they would say once these are posted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, time
from enum import Enum

from checks.engine.finding import Finding
from checks.engine.requirement import Requirement
from checks.engine.runner import judge_portal
from crawler.errors import GongkaiError
from crawler.portals import Portal, Role
from crawler.records import BEIJING, Document, Field, Interpretation, Record, Source
from reports.console.selfcheck import (
    Draft,
    Foreseen,
    Foresight,
    Part,
    SelfChecked,
    Shown,
    Taken,
    foresight_of,
)
from scheduler.beforehand.pages import Drafted, drafted
from scheduler.beforehand.standing import address_of, dossier_of
from scheduler.night.judging import books_in_force
from scheduler.workplace import Workplace

_LIVE = frozenset({"doc_download_available", "doc_integrity_stable", "doc_library_unified"})
"""Checks of a page that need it where it will stand: answers, versions, other places."""
_LINKS, _FIELDS, _NUMBERS = "interpretation_linked", "doc_metadata_complete", "pii_exposure"
_OF_BOTH = "interpretation_"
_LIVE_WORDS = "须待页面发布后，由监测读取实际页面判断。"
_LINK_WORDS = "提交的不是两个完整网页，文件与解读是否互相链接须待发布后判断。"
_FIELD_WORDS = "提交的是文本而非网页，也未填写网页要素，要素是否齐全须待发布后判断。"
_LABELS = {
    "number": "文号", "signed_on": "成文日期", "issued_on": "发文日期", "published_on": "发布日期",
    "validity": "有效性", "issuer": "发布机构", "index_number": "索引号",
    "effective_on": "施行日期", "valid_until": "有效期至", "origin": "来源",
    "interpreter": "解读机关", "person": "解读人", "phone": "电话", "email": "电子邮箱",
}  # fmt: skip
_SOURCES = {
    Source.LABEL: "标签旁", Source.META: "网页标记", Source.ROW: "计划发布日期",
    Source.TEXT: "正文", Source.SIGNATURE: "落款", Source.COMMENT: "网页注释（读者不可见）",
    Source.ADDRESS: "网址",
}  # fmt: skip


def self_check(place: Workplace, draft: Draft) -> SelfChecked:
    """What the checks would say once the papers of a draft are posted on their days.

    Raises GongkaiError for a portal that the watchlist has not got.
    """
    portal = next((one for one in place.watchlist.portals if one.id == draft.portal), None)
    if portal is None:
        raise GongkaiError(f"no portal {draft.portal!r}")
    days = {Part.DOCUMENT: draft.on, Part.INTERPRETATION: draft.interpreted_on or draft.on}
    roles = {Part.DOCUMENT: draft.sort.role, Part.INTERPRETATION: Role.INTERPRETATIONS}
    last = max(days.values()) if draft.interpretation is not None else draft.on
    at = datetime.combine(last, time(23, 0), BEIJING)
    own = _parts(portal, draft, roles, days, at)
    dossier = dossier_of(portal, own, roles, days, at)
    places = {address_of(portal, part): part for part in own}
    duties: list[Foreseen] = []
    errors: list[str] = []
    for book in books_in_force(place.on(last), portal, last):
        judgement = judge_portal(dossier, book, place.calendar)
        errors += [f"{row}: {text}" for row, text in judgement.errors]
        rows = {row.id: row for row in book.requirements}
        for finding in judgement.findings:
            if (part := places.get(finding.subject)) is not None:
                duties.append(_foreseen(finding, rows[finding.requirement], part, own, draft))
        duties += _not_yet(book.requirements, portal, duties)
    matched = _matched(own, duties)
    taken = tuple(_taken(part, one) for part, one in own.items())
    return SelfChecked(draft, taken, tuple(duties), matched, tuple(errors))


def _parts(
    portal: Portal,
    draft: Draft,
    roles: Mapping[Part, Role],
    days: Mapping[Part, date],
    at: datetime,
) -> dict[Part, Drafted]:
    papers = {Part.DOCUMENT: draft.document, Part.INTERPRETATION: draft.interpretation}
    found = {}
    for part, paper in papers.items():
        if paper is not None:
            shown = draft.shown if part is Part.DOCUMENT else Shown()
            url = address_of(portal, part)
            found[part] = drafted(paper, url, roles[part], days[part], at, shown)
    return found


def _foreseen(
    finding: Finding, row: Requirement, part: Part, own: Mapping[Part, Drafted], draft: Draft
) -> Foreseen:
    """What a finding on a paper foretells; what only the live page can show is left open."""
    whole = all(one.whole_page for one in own.values())
    words = ""
    if finding.check in _LIVE:
        words = _LIVE_WORDS
    elif finding.check == _LINKS and not whole:
        words = _LINK_WORDS
    elif finding.check == _FIELDS and not own[part].whole_page and not draft.shown:
        words = _FIELD_WORDS
    if words:
        return Foreseen(part, row, finding.check, Foresight.LATER, words)
    told, trouble = foresight_of(finding.outcome), _trouble(finding.check, part, own)
    # A number that was found stands there, whatever else does; anything else may be otherwise.
    if trouble and not (told is Foresight.FAILED and finding.check == _NUMBERS):
        words = f"提交的材料未能完整读取（{trouble}），无法判断。"
        return Foreseen(part, row, finding.check, Foresight.CANT_TELL, words)
    asked = told in (Foresight.FAILED, Foresight.PENDING)
    remedy = row.remedy if asked else ""
    return Foreseen(part, row, finding.check, told, finding.statement, remedy, finding)


def _trouble(check: str, part: Part, own: Mapping[Part, Drafted]) -> str:
    """Why what a check looks at was not read; checks of interpretations look at both papers."""
    both = check.startswith(_OF_BOTH)
    return next(
        (one.trouble for at, one in own.items() if one.trouble and (both or at is part)), ""
    )


def _not_yet(
    rows: Sequence[Requirement], portal: Portal, told: Sequence[Foreseen]
) -> Iterator[Foreseen]:
    """The rows on documents of which nothing was said, for they need the page where it stands."""
    known = {(one.requirement.rulebook, one.requirement.id, one.check) for one in told}
    for row in rows:
        if row.binds_body(portal):
            for check in row.checks:
                if check in _LIVE and (row.rulebook, row.id, check) not in known:
                    yield Foreseen(Part.DOCUMENT, row, check, Foresight.LATER, _LIVE_WORDS)


def _matched(own: Mapping[Part, Drafted], duties: Sequence[Foreseen]) -> bool | None:
    """Whether the interpretation is taken for one of the document; None where nobody can tell."""
    if Part.INTERPRETATION not in own or any(one.trouble for one in own.values()):
        return None
    asked = [one for one in duties if one.check == "interpretation_present"]
    judged = [one.foresight for one in asked if one.foresight is not Foresight.INAPPLICABLE]
    return Foresight.PASSED in judged if judged else None


def _taken(part: Part, one: Drafted) -> Taken:
    record = next(
        (r for r in one.reading.records if isinstance(r, (Document, Interpretation))), None
    )
    personal = one.reading.personal
    text = record.text if isinstance(record, Document) else ""
    if isinstance(record, Interpretation):
        text = "".join(block.text for block in record.blocks)
    return Taken(
        part=part,
        title=record.title if record is not None else one.page.title,
        characters=len("".join(text.split())),
        whole_page=one.whole_page,
        fields=tuple(_fields(record)) if record is not None else (),
        personal=personal.candidates if personal is not None else (),
        trouble=one.trouble,
    )


def _fields(record: Record) -> Iterator[tuple[str, str, str]]:
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in _LABELS and isinstance(value, Field):
            word = value.value.value if isinstance(value.value, Enum) else value.value
            said = value.raw or ("" if word is None else str(word))
            where = value.place or _SOURCES[value.source]
            yield _LABELS[field.name], said, where

"""No page or attachment shows personal data unmasked (身份证号 手机号 银行账号).

What is measured
    On every page and attachment read this night: identity numbers of 18 digits with a real date
    and check digit, wherever they stand; mobile and bank account numbers in a table of persons.
    One failure per page or attachment; its aspect lists the detectors. None: one pass at home.
Why it matters
    Such numbers are enough to take a person's name or money; published once, they cannot be
    called back. A failure is a candidate: it costs nothing and goes to nobody until a person of
    the office has looked and confirmed it.
Evidence
    The page or attachment, with the place and what is left of the number once masked. No check,
    log or export ever has the number itself.
Not judged
    Contacts of offices, of interpretations and of rosters of officials; on lists of penalties
    and compulsory disclosure mobile and account numbers are lawful, identity numbers still must
    be masked. Credit codes, documents, orders and projects. Pictures, scans
    and files that could not be read: of lists of persons (公示, 名单) left out it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench
from checks.judging.bench import proof
from crawler.portals import Role
from crawler.records import ROSTERS_LEFT, Candidate, Cause, Dossier, PersonalData, ReadState

_NAMES = {"id_number": "身份证号", "mobile": "手机号", "bank_account": "银行账号"}
CHECK = Check(
    slug="pii_exposure",
    title="个人隐私泄露",
    reads=(Role.HOME,),
    terms=(
        "detectors", "lawful_words", "person_columns", "office_columns", "scope_words",
        "scope_roles",
    ),
    choices=(("detectors", tuple(_NAMES)),),
)  # fmt: skip


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One failure per page that shows personal data, or one finding at home."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    failed = False
    for page in dossier.personal_data:
        if not _in_scope(page, terms):
            continue
        shown = [one for one in page.candidates if _exposed(one, page, terms)]
        if shown:
            failed = True
            yield _failure(bench, page, shown)
    if failed:
        return
    unseen = next((miss.cause for miss in dossier.misses if miss.url == bench.home), None)
    sections = tuple(dossier.sections.values())
    if sections and all(one.state is ReadState.UNOBSERVABLE for one in sections):
        unseen = unseen or sections[0].cause  # a home page answered, and showed nothing
    if unseen is not None or not dossier.records:
        yield bench.cant_tell(None, unseen or Cause.UNREACHABLE, "门户页面未能采集")
        return
    text = "本次采集的页面和可读取的附件中，未发现未经遮蔽的"
    named = "、".join(_NAMES[one] for one in terms["detectors"])
    left = any(miss.detail == ROSTERS_LEFT for miss in dossier.misses)
    more = "（另有人员名单页面或附件未能查看）" if left else ""
    yield bench.give(Outcome.PASSED, None, f"{text}{named}{more}。")


def _failure(bench: Bench, page: PersonalData, shown: Sequence[Candidate]) -> Finding:
    wanted = [str(one) for one in bench.requirement.terms["detectors"]]
    found = [one for one in wanted if any(candidate.detector == one for candidate in shown)]
    counts = {
        one: sum(candidate.count for candidate in shown if candidate.detector == one)
        for one in found
    }
    told = "、".join(f"{_NAMES[one]}{counts[one]}个" for one in found)
    first = next(one for one in shown if one.detector == found[0])
    text = f"疑似显示未经遮蔽的{told}（如{first.place}），须经人工核实。"
    quotes = [next(one.excerpt for one in shown if one.detector == name) for name in found]
    aspect = "、".join(found)
    return bench.give(
        Outcome.FAILED, page, text, aspect=aspect, identity=aspect,
        evidence=(proof(page, "；".join(quotes)),),
    )  # fmt: skip


def _in_scope(page: PersonalData, terms: Mapping[str, Any]) -> bool:
    """Whether the clause speaks of this page; one that names no scope speaks of all."""
    roles, words = terms["scope_roles"], terms["scope_words"]
    if not roles and not words:
        return True
    said = " ".join((page.title, page.column, *(one.caption for one in page.candidates)))
    return page.role.value in roles or any(word in said for word in words)


def _exposed(one: Candidate, page: PersonalData, terms: Mapping[str, Any]) -> bool:
    if one.detector not in terms["detectors"]:
        return False
    if one.detector == "id_number":
        return True
    columns = " ".join(one.columns)
    if not any(word in column for column in one.columns for word in terms["person_columns"]):
        return False
    said = " ".join((page.title, page.column, one.caption))
    if any(word in said for word in terms["lawful_words"]):
        return False
    # Whoever is listed with a post is listed for it, and is to be reached by phone.
    return one.detector != "mobile" or not any(w in columns for w in terms["office_columns"])

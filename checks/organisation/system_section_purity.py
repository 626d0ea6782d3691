"""The column of disclosure rules holds rules, and nothing else.

What is measured
    Per entry of 政府信息公开制度: its title is that of a kind that the requirement allows (the
    national Regulations, regulations and rules of province or municipality, explanations of the
    national office), or of one that has no place there (plans, key points, work rules and papers
    of the body itself). What a county itself has made is no municipal rule, though the county
    be called a city.
Why it matters
    Whoever looks for the law on disclosure must not search for it among notices and plans.
Evidence
    The page of the column that lists the entry, with its title.
Not judged
    An entry whose title tells neither: cannot tell. No such column: platform_structure_complete
    judges that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, nothing_judged
from checks.judging.bench import proof
from checks.matching.titles import in_marks
from checks.matching.words import plain
from crawler.portals import Portal, PortalKind, Role
from crawler.records import Cause, Dossier, Entry, StaticPage

CHECK = Check(
    slug="system_section_purity",
    title="制度栏目内容纯净",
    reads=(Role.SYSTEM_RULES,),
    terms=("allowed_title_patterns", "refused_title_patterns", "min_text_chars", "statement_days"),
)
_HIGH = frozenset({PortalKind.PROVINCE, PortalKind.CITY})
_OPENING = 60


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per entry of the column."""
    bench = Bench(CHECK, dossier, requirement)
    entries: dict[str, Entry] = {}
    for entry in dossier.entries(Role.SYSTEM_RULES):
        entries.setdefault(dossier.aliases.get(entry.url, entry.url), entry)
    yield from (_judge(bench, entry) for entry in entries.values())
    judged = bool(entries)
    for page in dossier.static_pages if not judged else ():
        least = int(requirement.terms["min_text_chars"])
        if page.role is Role.SYSTEM_RULES and page.text_chars >= least:
            judged = True
            yield _single(bench, page)
    if not judged:
        yield from nothing_judged(bench, CHECK.reads, "制度栏目没有条目")


def _judge(bench: Bench, entry: Entry) -> Finding:
    terms = bench.requirement.terms
    title, named = plain(entry.title).strip("《》"), in_marks(plain(entry.title))
    issuer = next((f.value for slug, f in entry.fields if slug == "issuer" and f.value), "")
    own = _is_own(bench.dossier.portal, title)
    allowed: Sequence[str] = terms["allowed_title_patterns"]
    if not own and (_fits(title, allowed) or _fits(plain(issuer) + title, allowed)):
        text = f"制度栏目的{named}属于可以放入的制度文件。"
        return bench.give(Outcome.PASSED, entry, text)
    if own or _fits(title, terms["refused_title_patterns"]):
        text = f"制度栏目放入了{named}，不属于条例、省市有关法规规章和全国主管部门的解释性文件。"
        return bench.give(Outcome.FAILED, entry, text, evidence=(proof(entry, entry.title),))
    lead = f"制度栏目的{named}由谁制定、属于何种文件，仅凭标题难以判断"
    return bench.cant_tell(entry, Cause.AMBIGUOUS, lead)


def _single(bench: Bench, page: StaticPage) -> Finding:
    """A column that is one page of text: what its text opens with."""
    opening = plain(page.text)[:_OPENING]
    if _fits(opening, bench.requirement.terms["allowed_title_patterns"]):
        text = "制度栏目为一页文字，其内容属于可以放入的制度文件。"
        return bench.give(Outcome.PASSED, page, text)
    return bench.cant_tell(page, Cause.AMBIGUOUS, "制度栏目为一页文字，难以判断属于何种文件")


def _fits(title: str, patterns: Sequence[str]) -> bool:
    return any(re.search(pattern, title) for pattern in patterns)


def _is_own(portal: Portal, title: str) -> bool:
    """Whether a title names the portal's own government as its maker, and that is no high one."""
    place = plain(portal.name).partition("人民政府")[0]
    return portal.kind not in _HIGH and place != plain(portal.name) and title.startswith(place)

"""Public institutions disclose: their sectors have a place, a catalogue, a guide, fresh entries.

What is measured
    Whether the section of public institutions (公共企事业单位) shows each sector that the
    requirement lists (and that is the body's), by its words in rows and sub-columns;
    whether it shows what is required of institutions (a catalogue, a guide); whether its newest
    entry is at most `max_age_days` old. One finding; its aspect lists the missing.
Why it matters
    Water, power, schools and hospitals touch everybody; the rules of the ministries bind them.
Evidence
    The section's pages; for what is missing the coverage manifest as well.
Not judged
    Whether every single institution has it: there is no list of them, and their own sites are
    not read. What may be in rows or columns that were not read, and the portal of an enterprise,
    which need not hold a section of that name: cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, chinese_date, set_locally, statement_holds
from checks.judging.bench import proof
from checks.organisation.institutions import ROLE, columns_unread, rows_unread, shown_in
from checks.organisation.shown import has_any
from checks.sections.content import newest
from crawler.portals import PortalKind
from crawler.records import Cause, Dossier, ReadState

CHECK = Check(
    slug="public_institution_disclosure",
    title="公共企事业单位信息公开",
    reads=(ROLE,),
    terms=("sectors", "sector_words", "require", "require_words", "max_age_days", "statement_days"),
    described=(("require", "require_words"),),
)
FRESH = "近期信息"


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, row, section = Bench(CHECK, dossier, requirement), requirement, dossier.section(ROLE)
    sectors = [one for one in map(_sector, row.terms["sectors"]) if _is_bound(dossier, one)]
    evidence = section.evidence or tuple(proof(one) for one in dossier.entries(ROLE)[:3])
    if row.terms["sectors"] and not sectors:
        text = "本项要求所列领域都不由本单位主管，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text, evidence=evidence)
    elif statement_holds(bench, section):
        text = f"“{ROLE.chinese}”栏目公开了情况说明，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text, evidence=evidence)
    elif dossier.portal.kind is PortalKind.ENTERPRISE and not section.seen:
        lead = "本单位自身即公共企事业单位，其信息不必归入该栏目，公开的内容"
        yield bench.cant_tell(None, Cause.AMBIGUOUS, lead, evidence=evidence)
    elif section.state is ReadState.UNOBSERVABLE:
        cause = section.cause or Cause.UNREADABLE
        yield bench.cant_tell(None, cause, f"“{ROLE.chinese}”栏目未能采集", evidence=evidence)
    else:
        yield _judge(bench, sectors)


def _judge(bench: Bench, sectors: list[Mapping[str, Any]]) -> Finding:
    dossier, row = bench.dossier, bench.requirement
    section, shown = dossier.section(ROLE), shown_in(dossier)
    lacking = [str(one["name"]) for one in sectors if not has_any(shown, _words(row, one))]
    words = row.terms["require_words"]
    rest = [str(name) for name in row.terms["require"] if not has_any(shown, words[name])]
    days, day = int(row.terms["max_age_days"]), newest(dossier, ROLE)
    last = min(one for one in (row.until_on, dossier.today) if one is not None)
    if days and (day is None or day < last - timedelta(days=days)):
        rest.append(f"{days}天内的{FRESH}")
    evidence = section.evidence or tuple(proof(one) for one in dossier.entries(ROLE)[:3])
    cause = rows_unread(dossier)
    # The names of sub-columns tell the sectors; what stands in them tells the rest.
    deeper = cause or (Cause.LIMIT if columns_unread(dossier) else None)
    certain = ([] if cause else lacking) + ([] if deeper else rest)
    if certain:
        named, ours = "、".join(certain), set_locally(row, "sectors", "max_age_days")
        text = f"“{ROLE.chinese}”栏目未见{named}{ours}。"
        return bench.give(
            Outcome.FAILED, None, text, aspect=named, basis=Basis.ABSENCE, evidence=evidence
        )
    if (why := cause or deeper) is not None and (lacking or rest):
        lead = f"“{ROLE.chinese}”栏目是否有{(lacking + rest)[0]}未能看全"
        return bench.cant_tell(None, why, lead, evidence=evidence)
    said = f"，最新信息为{chinese_date(day)}" if days and day is not None else ""
    text = f"“{ROLE.chinese}”栏目公开了应公开的内容{said}。"
    return bench.give(Outcome.PASSED, None, text, evidence=evidence)


def _sector(spec: Any) -> Mapping[str, Any]:
    return spec if isinstance(spec, Mapping) else {"name": str(spec)}


def _is_bound(dossier: Dossier, sector: Mapping[str, Any]) -> bool:
    named = sector.get("named", ())
    return not named or any(word in dossier.portal.name for word in named)


def _words(row: Requirement, sector: Mapping[str, Any]) -> list[str]:
    name = str(sector["name"])
    return [name, *sector.get("words", ()), *row.terms["sector_words"].get(name, ())]

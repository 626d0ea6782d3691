"""Service guides (办事指南) have all their parts, and ask for nothing left open.

What is measured
    Per guide of a sample of those that the portal lists: every field that the row names stands
    there under its label and is filled in; no phrase that the row forbids (其他材料) stands among
    the materials. Where the row asks for a number of guides: how many are listed. Aspect: the
    fields missing or empty, 兜底条款.
Why it matters
    Who has to come twice because the guide did not say what to bring has not been served.
Evidence
    The guide's page; for a missing field the coverage manifest too.
Not judged
    Pages that are no guides. Fields that may stand in a picture, an attachment or behind a tab
    that a script fills, or under a label worded otherwise; guides on hosts that the watchlist
    does not name: cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.disclosure.period import due_words, period_of
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import (
    Bench,
    Page,
    Sum,
    hidden_in_files,
    nothing_judged,
    read_in_part,
    set_locally,
    statement_holds,
    unproven,
)
from checks.judging.bench import proof
from checks.matching.words import plain
from checks.services.guides import elsewhere, is_guide, sample_of, value_of
from crawler.portals import Role
from crawler.records import Cause, Dossier, ServiceGuide

CHECK = Check(
    slug="service_guide_complete",
    title="办事指南要素齐全",
    reads=(Role.SERVICE_GUIDES,),
    terms=(
        "fields", "field_labels", "forbid", "min_labels", "empty_values", "sample", "min_items",
        "statement_days",
    ),
    described=(("fields", "field_labels"),),
)  # fmt: skip


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per guide of the sample, or one at home: no guide, or how many there are."""
    bench = Bench(CHECK, dossier, requirement)
    if requirement.terms["min_items"]:
        yield from _count(bench)
        return
    guides, unread = sample_of(dossier, int(requirement.terms["sample"]))
    yield from (_judge(bench, guide) for guide in guides)
    for row, cause in unread:
        yield bench.cant_tell(Page(row.url, row.title, (proof(row),)), cause, "该办事指南未能读取")
    if not guides and not unread:
        yield from nothing_judged(bench, (Role.SERVICE_GUIDES,), "没有公开办事指南")


def _judge(bench: Bench, guide: ServiceGuide) -> Finding:
    row, terms = bench.requirement, bench.requirement.terms
    if not is_guide(guide, terms):
        filed = hidden_in_files(guide)
        if guide.tabbed or filed or guide.pictures:
            lead = "该办事指南的内容在图片、附件或脚本中"
            return bench.cant_tell(guide, filed or Cause.UNREADABLE, lead)
        return bench.give(Outcome.INAPPLICABLE, guide, "该页面不是办事指南，不适用本项要求。")
    values = {name: value_of(guide, name, terms) for name in terms["fields"]}
    asked = plain(guide.value("materials") or "")
    open_ended = [word for word in terms["forbid"] if plain(word) in asked]
    wanting = [name for name, value in values.items() if not value]
    partly = read_in_part(guide)
    lacking = [name for name in wanting if not (partly or elsewhere(guide, name, terms))]
    if lacking or open_ended:
        said = [f"缺少{'、'.join(lacking)}{set_locally(row, 'fields')}"] if lacking else []
        said += [f"申请材料含有“{'”“'.join(open_ended)}”"] if open_ended else []
        empty = any(values[name] == "" for name in lacking)
        basis = Basis.WORDS if open_ended or empty else Basis.ABSENCE
        return bench.give(
            Outcome.FAILED, guide, f"该办事指南{'，'.join(said)}。", basis=basis,
            aspect="、".join((*lacking, *(["兜底条款"] if open_ended else []))),
            evidence=(proof(guide, guide.title, *open_ended),),
            rests_on=(*(["fields"] if lacking else []), *(["forbid"] if open_ended else [])),
        )  # fmt: skip
    if wanting:
        lead = f"该办事指南的{'、'.join(wanting)}未见文字，可能在图片、附件、脚本中或其他名目下"
        return bench.cant_tell(guide, partly or Cause.UNREADABLE, lead)
    rests_on = ("fields", "forbid")
    return bench.give(Outcome.PASSED, guide, "该办事指南要素齐全。", rests_on=rests_on)


def _count(bench: Bench) -> Iterator[Finding]:
    dossier, row = bench.dossier, bench.requirement
    period, least = period_of(dossier, row), int(row.terms["min_items"])
    section = dossier.section(Role.SERVICE_GUIDES)
    found = len({entry.url for entry in dossier.entries(Role.SERVICE_GUIDES)})
    asked = f"应不少于{least}项{set_locally(row, 'min_items')}"
    due = due_words(row, period)
    cause = unproven(dossier, Role.SERVICE_GUIDES)
    if found >= least or section.elsewhere:
        where = "办事指南在上级平台公布" if section.elsewhere else f"公开办事指南{found}项"
        yield bench.give(Outcome.PASSED, None, f"{where}，{asked}。", evidence=section.evidence)
    elif section.seen and statement_holds(bench, section):
        text = f"“{Role.SERVICE_GUIDES.chinese}”栏目公开了情况说明，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text, evidence=section.evidence)
    elif period.open:
        text = f"公开办事指南{found}项，{asked}，{due + '，' if due else ''}尚未到期。"
        yield bench.give(Outcome.PENDING, None, text, total=Sum(period.due_on))
    elif cause is not None:
        yield bench.cant_tell(None, cause, "“办事指南”栏目未能采集完整", evidence=section.evidence)
    else:
        text = f"公开办事指南{found}项，{asked}。"
        yield bench.give(
            Outcome.FAILED, None, text, basis=Basis.ABSENCE, evidence=section.evidence,
            total=Sum(period.due_on),
        )  # fmt: skip

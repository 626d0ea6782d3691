"""What is found of each document: in the library, missing there, or not the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from checks.documents.library import Library, Stray, gaps, may_be
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.judging import Bench, Page, Sum, chinese_date, set_locally, unproven
from checks.judging.bench import proof
from checks.judging.dates import exists, shown
from checks.matching.rows import page_key
from checks.matching.titles import is_forwarded, is_interpretation
from crawler.portals import Role
from crawler.records import Cause, Document, Evidence, Source

_LONGEST, _MOST_NAMED = 40, 5
_NUMBERS = "文号"


def copies(strays: Iterable[Stray]) -> Mapping[str, tuple[Stray, ...]]:
    """What stands elsewhere of the documents of the library, by their addresses."""
    found: dict[str, list[Stray]] = defaultdict(list)
    for stray in strays:
        if stray.kept is not None:
            found[stray.kept.record.url].append(stray)
    return {url: tuple(some) for url, some in found.items()}


def kept(bench: Bench, library: Library, document: Document, beside: Sequence[Stray]) -> Finding:
    """A document that the library has: its state is shown, its copies say the same."""
    terms = bench.requirement.terms
    _, late, unmarked, other = terms["faults"]
    faults: dict[str, str] = {}
    proofs: list[Evidence] = [proof(document)]
    for stray in beside:
        lag, most = library.lag(stray), int(terms["max_lag_days"])
        if lag is not None and most < lag <= int(terms["old_stock_days"]):
            local = set_locally(bench.requirement, "max_lag_days")
            faults[late] = f"在其他栏目公开{lag}天后才入库，超过{most}天{local}"
            proofs.append(proof(stray.document))
        pair = library.differs(stray) if terms["same_source"] else None
        if pair is not None:
            faults[other] = f"文件库为“{_cut(pair[0])}”，其他栏目为“{_cut(pair[1])}”"
            proofs += [proof(document, pair[0]), proof(stray.document, pair[1])]
    if terms["status"] and not _state_shown(document):
        faults[unmarked] = f"未标明是否{'、'.join(terms['status'])}"
    if faults:
        aspect = "、".join(name for name in terms["faults"] if name in faults)
        text = f"该文件{'；'.join(faults.values())}。"
        return bench.give(
            Outcome.FAILED, document, text, aspect=aspect, evidence=tuple(dict.fromkeys(proofs)),
            rests_on=("max_lag_days",) if late in faults else (),
        )  # fmt: skip
    more = "，与其他栏目所载一致" if beside and terms["same_source"] else ""
    rests_on = ("max_lag_days",) if beside else ()
    return bench.give(Outcome.PASSED, document, f"该文件已收入文件库{more}。", rests_on=rests_on)


def stray(bench: Bench, one: Stray) -> Finding | None:
    """A document that stands elsewhere; nothing to say if the library has it."""
    terms, today, document = bench.requirement.terms, bench.dossier.today, one.document
    if one.kept is not None:
        return None
    most, local = int(terms["max_lag_days"]), set_locally(bench.requirement, "max_lag_days")
    cause = unproven(bench.dossier, Role.NORMATIVE_DOCUMENTS)
    if cause is not None:
        return bench.cant_tell(document, cause, "文件库未能采集完整，该文件是否入库")
    if not one.sure:
        return bench.cant_tell(
            document, Cause.AMBIGUOUS, "该文件未收入文件库，是否为规范性文件不能确定"
        )
    if one.seen_on is None:
        return bench.cant_tell(document, Cause.AMBIGUOUS, "该文件未收入文件库，未见其公开日期")
    due = one.seen_on + timedelta(days=most)
    total = Sum(due, None, (today - one.seen_on).days, "days")
    where = document.role.chinese
    lead = f"该文件{chinese_date(one.seen_on)}在“{where}”栏目公开，未收入文件库"
    if today <= due:
        text = f"{lead}，{most}天{local}的期限未满。"
        return bench.give(Outcome.PENDING, document, text, total=total)
    return bench.give(
        Outcome.FAILED, document, f"{lead}，已超过{most}天{local}。", aspect=terms["faults"][0],
        basis=Basis.ABSENCE, total=total, evidence=(proof(document, *_number(document)),),
    )  # fmt: skip


def unread(bench: Bench, library: Library) -> Iterator[Finding]:
    """Pages elsewhere that may be documents by their titles and that were not read."""
    dossier, terms = bench.dossier, bench.requirement.terms
    roles = {Role(value) for value in terms["roles"]}
    misses = {page_key(dossier, one.url): one for one in dossier.misses}
    met: set[str] = set()
    for row in dossier.entries():
        key = page_key(dossier, row.url)
        if row.role not in roles or key not in misses or key in met:
            continue
        met.add(key)
        day = shown(row.date)
        early = day is not None and bool(terms["since"]) and day < _since(str(terms["since"]))
        other = is_interpretation(row.title) or is_forwarded(row.title) or early
        later = day is not None and not exists(row.date, dossier)
        wanted = may_be(row.title, terms["title_patterns"]) and not (other or later)
        if wanted and library.find(row.url, row.title) is None:
            page = Page(row.url, row.title, (proof(row),))
            lead = "该文件未见于文件库，页面未能读取"
            yield bench.cant_tell(page, misses[key].cause, lead)


def numbers(bench: Bench, documents: tuple[Document, ...]) -> Finding:
    """What the numbers tell of documents that are not there: a hint, never a failure."""
    lost, doubles = gaps(documents)
    told = [f"{said}{'、'.join(some[:_MOST_NAMED])}{'等' if len(some) > _MOST_NAMED else ''}"
            for said, some in (("空缺", lost), ("重号", doubles)) if some]  # fmt: skip
    if told:
        lead = f"文号不连续（{'，'.join(told)}），内部文件可能共用序号，底数是否清楚"
        return bench.cant_tell(None, Cause.AMBIGUOUS, lead, aspect=_NUMBERS, identity=_NUMBERS)
    text = "文件库各文件的文号连续，没有重号。"
    return bench.give(Outcome.PASSED, None, text, aspect=_NUMBERS, identity=_NUMBERS, rests_on=())


def _since(text: str) -> date:
    return date.fromisoformat(text)


def _state_shown(document: Document) -> bool:
    """Whether the page, or its mandated tag, shows the state of the document."""
    field = document.validity
    return field is not None and field.value is not None and field.source is not Source.COMMENT


def _number(document: Document) -> tuple[str, ...]:
    field = document.number
    return (document.title, field.value) if field is not None and field.value else ()


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

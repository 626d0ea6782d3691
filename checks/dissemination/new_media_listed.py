"""The portal lists its accounts of new media, and the accounts it lists are alive.

What is measured
    Whether the section of new media, else the home page, lists accounts with name, kind and
    owner; whether one that it lists is said there to be closed, or its last post as told there is
    older than the limit; whether one body has several accounts of a kind. One finding; its aspect
    names the accounts at fault, or the list that is missing.
Why it matters
    An account without upkeep misleads those who follow it; one that no government page names
    cannot be told from a forgery.
Evidence
    The page that lists the accounts; for a missing list the coverage manifest.
Not judged
    What stands in the accounts: they are on hosts of others, behind apps and logins, and are
    never asked. Where no last post is told, a name, kind or owner is missing, several accounts
    are of one kind and body, only pictures of codes are shown, or a list is neither there nor
    asked for (`must_list`): cannot tell. A body that says it has no account: inapplicable.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.disclosure.period import due_words, period_of
from checks.dissemination.accounts import Listed, doubled, faulty, label, lacking, listed, posted_on
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Sum, home_frames, set_locally, statement_holds, unproven
from checks.judging.bench import proof
from crawler.portals import Role
from crawler.records import Cause, Dossier, Evidence, ReadState

CHECK = Check(
    slug="new_media_listed",
    title="政务新媒体",
    reads=(Role.NEW_MEDIA,),
    terms=("max_age_days", "must_list", "closed_words", "statement_days"),
)
_MOST_PROOFS = 3


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, found = Bench(CHECK, dossier, requirement), listed(dossier)
    section = dossier.section(Role.NEW_MEDIA)
    if found.accounts:
        yield _kept(bench, found)
    elif found.none is not None or statement_holds(bench, section):
        said = (proof(found.none, found.none.none),) if found.none else section.evidence
        text = "网站载明没有政务新媒体账号，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text, evidence=said)
    elif not requirement.terms["must_list"]:
        lead = "没有读到政务新媒体账号清单，账号的维护情况看不到"
        yield bench.cant_tell(None, Cause.UNREADABLE, lead)
    else:
        yield _missing(bench, found)


def _kept(bench: Bench, found: Listed) -> Finding:
    dossier, terms, today = bench.dossier, bench.requirement.terms, bench.dossier.today
    limit, accounts = int(terms["max_age_days"]), found.accounts
    ours = set_locally(bench.requirement, "max_age_days")
    faults = faulty(accounts, today, limit, terms["closed_words"])
    proofs = _proofs(found, *(label(one) for one, _ in faults))
    if faults:
        said = "、".join(f"{label(one)}（{why}）" for one, why in faults)
        aspect = "、".join(dict.fromkeys(label(one) for one, _ in faults))
        text = f"所列政务新媒体账号中，{said}已停用或超过{limit}天未更新{ours}。"
        total = Sum(measured=len(faults), unit="items")
        return bench.give(Outcome.FAILED, None, text, aspect=aspect, total=total, evidence=proofs)
    if (cause := unproven(dossier, Role.NEW_MEDIA)) is not None:
        return bench.cant_tell(None, cause, "政务新媒体清单未能看全", evidence=proofs)
    if lack := lacking(accounts):
        lead = f"所列政务新媒体账号未全部写明{'、'.join(lack)}"
        return bench.cant_tell(None, Cause.AMBIGUOUS, lead, evidence=proofs)
    if several := doubled(accounts):
        lead = f"{'、'.join(several)}各有多个账号，是否重复开设需人工认定"
        return bench.cant_tell(None, Cause.AMBIGUOUS, lead, evidence=proofs)
    known = [one for one in accounts if posted_on(one, today) is not None]
    if not known:
        lead = f"列明{len(accounts)}个政务新媒体账号，账号内容需登录或使用应用查看"
        return bench.cant_tell(None, Cause.UNREADABLE, lead, evidence=proofs)
    rest = len(accounts) - len(known)
    unseen = f"，另有{rest}个看不到更新情况" if rest else ""
    text = f"列明{len(accounts)}个政务新媒体账号，{len(known)}个在{limit}天内更新{ours}{unseen}。"
    total = Sum(measured=len(accounts), unit="items")
    return bench.give(Outcome.PASSED, None, text, total=total, evidence=proofs)


def _missing(bench: Bench, found: Listed) -> Finding:
    dossier, row = bench.dossier, bench.requirement
    section, period = dossier.section(Role.NEW_MEDIA), period_of(dossier, row)
    evidence = (*_proofs(found), *section.evidence)
    if period.open:
        text = f"目前未见政务新媒体账号清单，{due_words(row, period)}，尚未到期。"
        return bench.give(Outcome.PENDING, None, text, total=Sum(period.due_on), rests_on=())
    cause = unproven(dossier, Role.NEW_MEDIA)
    if cause is None and not any(one.role is Role.HOME for one in found.lists):
        cause = dossier.section(Role.HOME).cause or Cause.UNREADABLE
    if cause is None and (frames := home_frames(dossier)) is not None:
        cause = frames.cause
    if cause is None and (found.codes or section.elsewhere or section.state is ReadState.WHOLE):
        cause = Cause.UNREADABLE  # pictures, or a list in a form that was not understood
    if cause is not None:
        lead = "政务新媒体账号只见图片或未能看全" if found.codes else "政务新媒体账号清单未能看全"
        return bench.cant_tell(None, cause, lead, evidence=evidence)
    text = "网站首页和所查栏目未见政务新媒体账号清单。"
    total, absent = Sum(period.due_on), Basis.ABSENCE
    return bench.give(
        Outcome.FAILED, None, text, aspect="账号清单", basis=absent, total=total, evidence=evidence,
        rests_on=(),
    )  # fmt: skip


def _proofs(found: Listed, *words: str) -> tuple[Evidence, ...]:
    lists = [one for one in found.lists if one.accounts] or found.lists
    return tuple(proof(one, *words) for one in lists[:_MOST_PROOFS])

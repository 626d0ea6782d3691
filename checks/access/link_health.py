"""The links of the portal's own pages lead to pages that answer (失效链接).

What is measured
    Targets on hosts of the watchlist that the portal's own pages link. One that answers 404,
    410 or an error of the server on separate tries, or with a page which says that there is
    none, is a failure; its aspect is the first page that shows the link. None: one pass at home.
    A target that an earlier read found dead and that answers now passes by itself.
Why it matters
    A dead link is the fault that readers meet most, and the simplest to mend.
Evidence
    The last answer of the target, and the page that shows the link.
Not judged
    Links to other hosts. Targets that were silent, refused, or forbidden by robots.txt; links of
    scripts, and addresses that may do more than show something. A guest is not blamed for what
    stands on the home page of the host's owner. Where the night's bound left targets out and
    none of those asked is dead, or where less than `min_answered_share` of them answered: cannot
    tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench
from checks.judging.bench import proof
from crawler.portals import Role
from crawler.records import Cause, DeadLink, Dossier, LinkSurvey

CHECK = Check(
    slug="link_health",
    title="链接可用",
    reads=(Role.HOME,),
    terms=("min_tries", "dead_statuses", "min_server_error_status", "min_answered_share"),
)


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One failure per dead target, or one finding at home."""
    bench = Bench(CHECK, dossier, requirement)
    survey = next((r for r in dossier.records if isinstance(r, LinkSurvey)), None)
    if survey is None:
        unseen = (miss.cause for miss in dossier.misses if miss.url == bench.home)
        yield bench.cant_tell(None, next(unseen, Cause.UNREACHABLE), "首页未能采集")
        return
    links = [one for one in dossier.records if isinstance(one, DeadLink)]
    dead = [one for one in links if not one.mended and _is_dead(bench, one)]
    tried = [one for one in dead if one.tries >= int(requirement.terms["min_tries"])]
    yield from (_failure(bench, one) for one in tried)
    yield from (_recovery(bench, one) for one in links if one.mended)
    if tried:
        return
    if survey.left or dead:
        lead = f"已核验的{survey.asked}个链接目标未见失效，其余未能核验"
        yield bench.cant_tell(None, Cause.LIMIT, lead)
        return
    found = survey.asked + survey.unseen
    if not found:
        text = "已采集的页面上没有指向在册网站的链接。"
        yield bench.give(Outcome.INAPPLICABLE, None, text)
        return
    if survey.asked < requirement.terms["min_answered_share"] * found:
        lead = f"{found}个链接目标中只有{survey.asked}个得到核验"
        yield bench.cant_tell(None, Cause.UNREACHABLE, lead)
        return
    silent = f"，另有{survey.unseen}个没有应答或不允许访问，未作判断" if survey.unseen else ""
    text = f"本门户页面上指向在册网站的链接，共核验{survey.asked}个目标，未见失效{silent}。"
    yield bench.give(Outcome.PASSED, None, text)


def _is_dead(bench: Bench, link: DeadLink) -> bool:
    terms = bench.requirement.terms
    return (
        link.soft
        or link.status in terms["dead_statuses"]
        or link.status >= int(terms["min_server_error_status"])
    )


def _failure(bench: Bench, link: DeadLink) -> Finding:
    said = "显示页面不存在" if link.soft else f"返回{link.status}"
    where = f"（{link.pages}个页面有此链接）" if link.pages > 1 else ""
    evidence = (proof(link, said), *((link.shown,) if link.shown else ()))
    return bench.give(
        Outcome.FAILED, link, f"链接目标先后{link.tries}次{said}{where}。",
        aspect=link.shown_on, basis=Basis.ABSENCE, evidence=evidence, rests_on=(),
    )  # fmt: skip


def _recovery(bench: Bench, link: DeadLink) -> Finding:
    text = f"此前失效的链接目标已恢复，返回{link.status}。"
    return bench.give(Outcome.PASSED, link, text, aspect=link.shown_on, rests_on=())

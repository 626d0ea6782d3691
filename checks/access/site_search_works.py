"""The site's own search finds what the site has published (站内检索).

What is measured
    Where the home page, its frames included, has a plain search form: titles of documents that
    have been public for some days are put to it, and each is to be among the first results.
Why it matters
    What cannot be found is published for nobody.
Evidence
    The pages of results, with the titles asked for.
Not judged
    A portal without a search box, and guests on another body's host. A search that needs a
    script, a code or a login, results that are filled in by script or could not be read, a
    single title that was not found: cannot tell. Of clauses on the search of a single section
    nothing is said: its own form is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Sum, home_frames, quoted, set_locally, unread_part
from checks.judging.bench import proof
from crawler.portals import Role
from crawler.records import Cause, Dossier, SearchBox, SearchProbe

CHECK = Check(
    slug="site_search_works",
    title="站内检索可用",
    reads=(Role.HOME, Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS, Role.INTERPRETATIONS),
    terms=("probes", "min_age_days", "max_rank", "scope"),
)


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench = Bench(CHECK, dossier, requirement)
    unseen = next((miss.cause for miss in dossier.misses if miss.url == bench.home), None)
    box = next((r for r in dossier.records if isinstance(r, SearchBox)), None)
    if dossier.guest:
        text = "该单位依托其他机关的网站，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text)
    elif unseen is not None:
        yield bench.cant_tell(None, unseen, "首页未能采集")
    elif requirement.terms["scope"]:
        yield bench.cant_tell(None, Cause.UNREADABLE, "栏目自有的检索功能未作检索")
    elif box is None and (frames := home_frames(dossier)) is not None:
        lead = f"首页没有检索框，但页面{unread_part(frames)}"
        yield bench.cant_tell(None, frames.cause, lead, evidence=(proof(frames),))
    elif box is None:
        yield bench.give(Outcome.INAPPLICABLE, None, "首页没有检索框，不适用本项要求。")
    elif not box.plain:
        lead = "首页的检索须由脚本提交，不作检索"
        yield bench.cant_tell(None, Cause.UNREADABLE, lead, evidence=(proof(box),))
    else:
        yield _judge(bench)


def _judge(bench: Bench) -> Finding:
    terms, dossier = bench.requirement.terms, bench.dossier
    youngest = dossier.today - timedelta(days=int(terms["min_age_days"]))
    probes = [
        one
        for one in dossier.records
        if isinstance(one, SearchProbe) and one.published_on and one.published_on <= youngest
    ][: int(terms["probes"])]
    if not probes:
        left = [m for m in dossier.misses if m.role is Role.SEARCH]
        if left:
            return bench.cant_tell(None, left[0].cause, "站内检索未能核验")
        text = f"没有发布满{terms['min_age_days']}天的文件可供检索，不适用本项要求。"
        return bench.give(Outcome.INAPPLICABLE, None, text)
    evidence = tuple(dict.fromkeys(proof(one, one.title) for one in probes))
    ours = set_locally(bench.requirement, "probes", "max_rank")
    lost = [one for one in probes if one.gone or (one.cause is None and _is_lost(bench, one))]
    found = sum(one.cause is None for one in probes) - len([one for one in lost if not one.gone])
    total = Sum(measured=sum(not one.gone for one in probes) and found, unit="titles")
    if lost and found == 0 and len(probes) == 1 and not lost[0].gone:
        # One title may be out of the index by chance; a second one is not.
        lead = f"只有一个标题可供检索，检索结果中没有“{quoted(lost[0].title)}”"
        return bench.cant_tell(None, Cause.AMBIGUOUS, lead, evidence=evidence)
    if lost:
        named = "、".join(f"“{quoted(one.title)}”" for one in lost)
        gone = all(one.gone for one in lost)
        how = "检索页不存在" if gone else f"前{terms['max_rank']}条{ours}结果中没有"
        text = f"以{len(probes)}份文件标题检索，{how}{named}。"
        return bench.give(
            Outcome.FAILED, None, text, basis=Basis.ABSENCE, evidence=evidence, total=total,
            rests_on=() if gone else None,
        )  # fmt: skip
    causes = [one.cause for one in probes if one.cause is not None]
    if causes:
        return bench.cant_tell(None, causes[0], "检索结果页未能读取", evidence=evidence)
    text = f"以{len(probes)}份文件标题检索，均在前{terms['max_rank']}条{ours}结果中找到。"
    return bench.give(Outcome.PASSED, None, text, evidence=evidence, total=total)


def _is_lost(bench: Bench, probe: SearchProbe) -> bool:
    return not 1 <= probe.rank <= int(bench.requirement.terms["max_rank"])

"""The foot of the home page says whose site it is (标识码 ICP备案 公安备案 联系电话).

What is measured
    In the foot of the home page: the fields that the requirement lists, among them the site code
    (网站标识码) with its digits, the ICP and the police record numbers, a phone. Where a domain is
    asked for: the host ends with it. Aspect: the list of what is missing.
Why it matters
    By them a reader can tell a government's site from a copy, and whom to call about it.
Evidence
    The home page, with the words of its foot.
Not judged
    Guests on another body's host. A foot that is filled in by a frame or a script that was not
    run, or a home page that links nothing: cannot tell, unless the numbers are there in part.
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
from crawler.portals.reach import literal
from crawler.records import Cause, Dossier, SiteIdentity, host_of

_SLUGS = {
    "网站标识码": "site_code",
    "ICP备案号": "icp_number",
    "公安备案号": "police_number",
    "联系电话": "phone",
    "主办单位": "organiser",
}
_CODE, _DOMAIN = "网站标识码", "域名"
CHECK = Check(
    slug="site_identity",
    title="网站标识规范",
    reads=(Role.HOME,),
    terms=("fields", "site_code_digits", "domain_suffix"),
    choices=(("fields", tuple(_SLUGS)),),
)


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench = Bench(CHECK, dossier, requirement)
    if dossier.guest:
        text = "该单位依托其他机关的网站，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text)
        return
    shown = next((r for r in dossier.records if isinstance(r, SiteIdentity)), None)
    if shown is None:
        unseen = (miss.cause for miss in dossier.misses if miss.url == bench.home)
        yield bench.cant_tell(None, next(unseen, Cause.UNREACHABLE), "首页未能采集")
        return
    yield _judge(bench, shown)


def _judge(bench: Bench, shown: SiteIdentity) -> Finding:
    terms = bench.requirement.terms
    evidence = (proof(shown, shown.foot),)
    domain = _foreign_domain(bench)
    missing = [str(name) for name in terms["fields"] if not _stands(bench, shown, str(name))]
    if missing and shown.hidden and not domain:
        return bench.cant_tell(
            None, Cause.UNREADABLE, "首页没有可读的内容，或底部由框架、脚本生成", evidence=evidence
        )
    if missing and shown.hidden:
        missing = []
    faults = [*missing, *([_DOMAIN] if domain else [])]
    if not faults:
        named = "、".join(terms["fields"])
        return bench.give(Outcome.PASSED, None, f"首页底部的{named}齐全。", evidence=evidence)
    parts = [f"首页底部缺少规范的{'、'.join(missing)}"] if missing else []
    if domain:
        parts.append(f"域名{domain}不以{terms['domain_suffix']}结尾")
    return bench.give(
        Outcome.FAILED, None, f"{'；'.join(parts)}。", aspect="、".join(faults),
        basis=Basis.ABSENCE if missing else Basis.WORDS, evidence=evidence,
        rests_on=_rests_on(missing, domain),
    )  # fmt: skip


def _rests_on(missing: list[str], domain: str) -> tuple[str, ...]:
    """The terms that a failure rests on."""
    listed = ("fields",) if missing else ()
    digits = ("site_code_digits",) if _CODE in missing else ()
    return (*listed, *digits, *(("domain_suffix",) if domain else ()))


def _stands(bench: Bench, shown: SiteIdentity, name: str) -> bool:
    field = dict(shown.fields).get(_SLUGS[name])
    if field is None or not field.value:
        return False
    if name != _CODE:
        return True
    # Ministries' codes begin with two letters, which count.
    digits = field.value.lower().removeprefix("bm")
    full = len(field.value) == int(bench.requirement.terms["site_code_digits"])
    return full and digits.isdecimal()


def _foreign_domain(bench: Bench) -> str:
    """The name of a host that lacks the domain asked for; empty if it has it."""
    suffix = str(bench.requirement.terms["domain_suffix"]).lower().lstrip(".")
    name = host_of(bench.home).rpartition("@")[2].partition(":")[0]
    if not suffix or literal(name) is not None or name == suffix or name.endswith(f".{suffix}"):
        return ""
    return name

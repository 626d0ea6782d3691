"""The portal can be reached over IPv6.

What is measured
    For the host of the portal's home: an AAAA record with an address that counts; home answers
    over IPv6, with the same status as over IPv4; of the inner pages sampled, the share that the
    requirement asks for answers over IPv6. Aspect: the host.
Why it matters
    The notices follow the national plan for IPv6; a portal that lacks it shuts readers out.
Evidence
    The transcript of the probe: answers of name servers, connections made.
Not judged
    A home given as a literal address, and guests on another body's host. Where the scanner
    itself has no IPv6, the name servers fail, neither family answers, or the home page could not
    be seen (and so was not probed): cannot tell. Single addresses, the other port, other content,
    slow answers and hosts of assets are told, and fail nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checks.access.ipv6_advice import advice
from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import NO_SUM, Bench, Sum, set_locally
from checks.judging.bench import proof
from crawler.portals import Role
from crawler.records import Cause, Dossier, Ipv6Probe, host_of

CHECK = Check(
    slug="ipv6_support", title="门户支持IPv6", reads=(Role.HOME,), terms=("min_inner_share",)
)

_OK = range(200, 400)
_UNTOLD = frozenset({"servfail", "timeout", "nxdomain"})
Give = Callable[[Outcome, str, Basis, Sum], Finding]


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench = Bench(CHECK, dossier, requirement)
    host = host_of(bench.home)
    if dossier.guest:
        text = "该单位依托其他机关的网站，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text, aspect=host, identity=host)
        return
    probe = next((one for one in dossier.probes if one.host == host), None)
    if probe is None:
        # A host is not probed where its home was not seen.
        unseen = (miss.cause for miss in dossier.misses if miss.url == bench.home)
        cause = next(unseen, Cause.SCANNER)
        yield bench.cant_tell(None, cause, f"未对{host}作IPv6探测", aspect=host, identity=host)
        return
    yield _judge(bench, probe)


def _judge(bench: Bench, probe: Ipv6Probe) -> Finding:
    host, evidence = probe.host, (proof(probe, _transcript(probe)),)

    def give(
        outcome: Outcome, text: str, basis: Basis = Basis.WORDS, total: Sum = NO_SUM
    ) -> Finding:
        return bench.give(
            outcome, None, text, aspect=host, identity=host, basis=basis, total=total,
            evidence=evidence, rests_on=() if total is NO_SUM else None,
        )  # fmt: skip

    def cant_tell(cause: Cause, lead: str) -> Finding:
        return bench.cant_tell(None, cause, lead, aspect=host, identity=host, evidence=evidence)

    if probe.literal:
        return give(Outcome.INAPPLICABLE, f"首页地址{host}为IP地址，不适用本项要求。")
    if not probe.scanner_ipv6:
        return cant_tell(Cause.SCANNER, f"采集环境没有可用的IPv6，{host}未能探测")
    if probe.dns in _UNTOLD and not probe.usable:
        return cant_tell(Cause.UNREACHABLE, f"{host}的域名解析没有得到可用的应答")
    if probe.cut and (probe.status_v4 is None or (probe.usable and probe.status_v6 is None)):
        return cant_tell(Cause.LIMIT, f"采集时限已到，{host}未能探测完")
    if probe.status_v4 is None and probe.status_v6 is None:
        return cant_tell(Cause.UNREACHABLE, f"{host}经IPv4和IPv6均未应答")
    if not probe.usable:
        why = f"只有不计入的地址{'、'.join(probe.aaaa)}" if probe.aaaa else "没有AAAA记录"
        return give(Outcome.FAILED, f"{host}{why}，不支持IPv6访问。", Basis.ABSENCE)
    if probe.status_v6 is None:
        return give(Outcome.FAILED, f"{host}有AAAA记录，首页经IPv6没有应答。", Basis.ABSENCE)
    if probe.status_v4 is not None and probe.status_v6 != probe.status_v4:
        text = f"{host}首页经IPv6返回{probe.status_v6}，经IPv4返回{probe.status_v4}，两者不一致。"
        return give(Outcome.FAILED, text, Basis.ABSENCE)
    if probe.status_v6 not in _OK:
        return cant_tell(Cause.UNREACHABLE, f"{host}首页经IPv4和IPv6均返回{probe.status_v6}")
    if probe.cut:
        return cant_tell(Cause.LIMIT, f"采集时限已到，{host}的内页未能探测完")
    return _judge_inner(give, bench, probe)


def _answers(status: int | None) -> bool:
    return status is not None and status in _OK


def _transcript(probe: Ipv6Probe) -> str:
    return f"AAAA {' '.join(probe.aaaa) or '无'}；IPv4 {probe.status_v4}；IPv6 {probe.status_v6}"


def _judge_inner(give: Give, bench: Bench, probe: Ipv6Probe) -> Finding:
    """The sampled pages; one that answers over neither family says nothing about IPv6."""
    home = f"{probe.host}首页可经IPv6访问"
    sampled = [(v4, v6) for _, v4, v6 in probe.inner if _answers(v4) or _answers(v6)]
    if not sampled:
        return give(Outcome.PASSED, f"{home}{advice(probe)}。", Basis.WORDS, NO_SUM)
    reached = sum(_answers(v6) for _, v6 in sampled)
    share = reached / len(sampled)
    least = float(bench.requirement.terms["min_inner_share"])
    total = Sum(measured=round(share, 4), unit="share")
    limit = f"{least:.0%}{set_locally(bench.requirement, 'min_inner_share')}"
    said = f"{home}，抽样{len(sampled)}个内页中{reached}个可经IPv6访问"
    if share < least:
        return give(Outcome.FAILED, f"{said}，低于{limit}。", Basis.ABSENCE, total)
    return give(Outcome.PASSED, f"{said}，不低于{limit}{advice(probe)}。", Basis.WORDS, total)

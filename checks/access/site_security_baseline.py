"""The site shows no sign of tampering, and its certificate is in order (网站安全基线).

What is measured
    By plain reads alone, and the handshake of a connection that was made anyway: the certificate
    of a site served over HTTPS (not expired, its own, not self-signed), hidden links to adverts
    (暗链), pages whose head was replaced or whose title advertises, forms of HTTPS pages that
    send without it. One finding, aspect: the sorts of faults (证书、暗链、篡改、表单). A
    certificate that ends within the term's days is pending until it does.
Why it matters
    A portal that was broken into serves others in the name of the government.
Evidence
    The pages with the words that show it; of the certificate the transcript of the probe.
Not judged
    Nothing is scanned, tried or sent: weak spots, servers, passwords, viruses, files uploaded and
    the guarding behind the pages are not seen; nor what a style sheet or script hides, or shows
    to search engines only. Sites without HTTPS have no certificate to judge. Guests on another
    body's host. Adverts that a reader sees, and a chain to a root that we do not know: cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from checks.access.tampering import Fault, faults_of_page, is_advert
from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Sum, chinese_date, set_locally
from checks.judging.bench import proof
from crawler.portals import Role
from crawler.records import Cause, Dossier, Ipv6Probe, PageSurface, host_of

CHECK = Check(
    slug="site_security_baseline",
    title="网站安全基线",
    reads=(Role.HOME,),
    terms=("spam_words", "fight_words", "trusted_hosts", "defaced_patterns", "min_days_left"),
)
_CERTIFICATE = "证书"
_FAULTS = {
    "expired": "已过期", "not_yet": "尚未生效", "name": "与域名不符", "self_signed": "为自签名证书",
}  # fmt: skip


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench = Bench(CHECK, dossier, requirement)
    hosts = {host_of(bench.home), *dossier.portal.hosts}
    pages = [r for r in dossier.records if isinstance(r, PageSurface) and host_of(r.url) in hosts]
    home = next((page for page in pages if page.role is Role.HOME), None)
    if dossier.guest:
        text = "该单位依托其他机关的网站，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text)
    elif home is None:
        unseen = (miss.cause for miss in dossier.misses if miss.url == bench.home)
        yield bench.cant_tell(None, next(unseen, Cause.UNREACHABLE), "首页未能采集")
    else:
        probe = next((one for one in dossier.probes if one.host == host_of(bench.home)), None)
        yield _judge(bench, pages, home, probe)


def _judge(
    bench: Bench, pages: Sequence[PageSurface], home: PageSurface, probe: Ipv6Probe | None
) -> Finding:
    row, shown = bench.requirement, probe.certificate if probe is not None else None
    faults: list[Fault] = []
    if probe is not None and shown is not None and shown.fault in _FAULTS:
        text = f"网站证书{_FAULTS[shown.fault]}"
        faults.append((_CERTIFICATE, text, proof(probe, shown.said)))
    faults += [fault for page in pages for fault in faults_of_page(row, page, home=page is home)]
    if faults:
        aspect = "、".join(dict.fromkeys(name for name, _, _ in faults))
        said = "；".join(list(dict.fromkeys(text for _, text, _ in faults))[:5])
        evidence = tuple(dict.fromkeys(one for _, _, one in faults))[:10]
        return bench.give(
            Outcome.FAILED, None, f"{said}。", aspect=aspect, evidence=evidence, rests_on=()
        )
    open_adverts = [link for link in home.outward if is_advert(row, link)]
    if open_adverts:
        lead = f"首页有疑似与政务无关的链接“{open_adverts[0].text}”，需人工核对"
        evidence = (proof(home, open_adverts[0].text, open_adverts[0].url),)
        return bench.cant_tell(None, Cause.AMBIGUOUS, lead, evidence=evidence)
    clean = "本次采集的页面未见暗链、篡改迹象"
    if shown is None:
        if urlsplit(home.final_url).scheme == "https":
            return bench.cant_tell(None, Cause.SCANNER, f"{clean}；网站证书未能取得")
        text = f"{clean}；网站未使用HTTPS，不核验证书。"
        return bench.give(Outcome.PASSED, None, text, evidence=(proof(home),), rests_on=())
    assert probe is not None
    evidence = (proof(home), proof(probe, shown.issuer, str(shown.expires_on or shown.said)))
    if shown.fault or shown.expires_on is None:
        lead = f"{clean}；网站证书链未能核验"
        return bench.cant_tell(None, Cause.AMBIGUOUS, lead, evidence=evidence)
    least = timedelta(days=int(row.terms["min_days_left"]))
    ends = f"网站证书有效期至{chinese_date(shown.expires_on)}"
    if shown.expires_on - bench.dossier.today <= least:
        text = (
            f"{clean}；{ends}，不足{least.days}天{set_locally(row, 'min_days_left')}，应及时更换。"
        )
        total = Sum(shown.expires_on)
        return bench.give(Outcome.PENDING, None, text, total=total, evidence=evidence)
    return bench.give(Outcome.PASSED, None, f"{clean}；{ends}。", evidence=evidence)

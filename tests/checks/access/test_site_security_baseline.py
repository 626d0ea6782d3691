"""site_security_baseline, as a table of cases."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import checks.rulebooks
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks as built
from checks.engine.requirement import Requirement
from crawler.portals import Role
from crawler.records import Cause, Certificate, Link, PageSurface, Record
from tests.builders import HOME, calendar, dossier, miss, portal, probe, shot, url_of

CHECK = "site_security_baseline"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
HEAD = ("云溪县人民政府", "云溪县", "云溪县人民政府门户网站")
FAR = "http://bet.example/"


def page(path: str = "", head: tuple[str, ...] = HEAD, final: str = "", **more: Any) -> PageSurface:
    url = url_of(path)
    role = Role.NEWS if path else Role.HOME
    return PageSurface(url, head[0], role, shot(url), final or url, head, **more)


def link(text: str, url: str = FAR, way: str = "display:none") -> tuple[Link, ...]:
    return (Link(url, text, way),)


def judged(*records: Record, **more: Any) -> Finding:
    folder = Path(checks.rulebooks.__file__).parent / "terms"
    terms = tomllib.loads((folder / f"{CHECK}.toml").read_text("utf-8"))
    row = Requirement("row", "book", "安全", "…", CHECK, terms=terms, assumed=("min_days_left",))
    (finding,) = built()[CHECK].judge(dossier(*records, **more), row, calendar())
    assert finding.subject == HOME
    return finding


CLEAN = page()
CASES: dict[str, tuple[tuple[Record, ...], Outcome, str | None]] = {
    "nothing to see": ((CLEAN,), PASSED, None),
    "a hidden advert": ((page(hidden=link("澳门赌场 时时彩")),), FAILED, "暗链"),
    "one behind": ((CLEAN, page("a/1.html", hidden=link("六合彩"))), FAILED, "暗链"),
    "a hidden counter": ((page(hidden=link("站长统计", "https://www.cnzz.com/x")),), PASSED, None),
    "a hidden friend": ((page(hidden=link("邻县门户", "http://y.example/")),), PASSED, None),
    "hidden words against it": ((page(hidden=link("打击网络赌博 六合彩案宣判")),), PASSED, None),
    "hidden, at a public body": ((page(hidden=link("博彩", "http://ga.x.gov.cn/")),), PASSED, None),
    "not at a public body": ((page(hidden=link("博彩", "http://xgov.cn/")),), FAILED, "暗链"),
    "an advert that is seen": ((page(outward=link("真人娱乐", way="")),), CANT_TELL, None),
    "a headline that is seen": ((page(outward=link("警方破获六合彩案", way="")),), PASSED, None),
    "defaced": ((CLEAN, page("a/1.html", ("Hacked By X",))), FAILED, "篡改"),
    "news of hackers": ((CLEAN, page("a/1.html", ("警惕黑客入侵",))), PASSED, None),
    "an article's title that advertises": (
        (page(), page("a.html", ("松坪棋牌游戏平台_真人娱乐_百家乐官网", "", ""))), FAILED, "篡改"),
    "another such title": (
        (page(), page("a.html", ("北京赛车_时时彩计划_六合彩开奖", "", ""))), FAILED, "篡改"),
    "police news": (
        (page(), page("a.html", ("严厉打击网络赌博：时时彩百家乐是陷阱", "", ""))), PASSED, None),
    "a warning": (
        (page(), page("a.html", ("警惕博彩网站，真人娱乐是骗局", "", ""))), PASSED, None),
    "a court's news": (
        (page(), page("a.html", ("架设六合彩、时时彩平台，三人获刑", "", ""))), PASSED, None),
    "one word in an article's title": (
        (page(), page("a.html", ("社区老年棋牌游戏室建成开放", "", ""))), PASSED, None),
    "a stuffed head": ((page(head=("云溪县", "百家乐,时时彩", "")),), FAILED, "篡改"),
    "news of gambling": ((CLEAN, page("a/1.html", ("百家乐的危害", "", ""))), PASSED, None),
    "an open form": ((page(open_forms=link("姓名、电话")),), FAILED, "表单"),
    "two sorts": ((page(hidden=link("博彩"), open_forms=link("姓名")),), FAILED, "暗链、表单"),
    "another's page": ((CLEAN, PageSurface("http://x.test/", "Hacked by X", Role.NEWS,
        shot("http://x.test/"), head=("Hacked by X",))), PASSED, None),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_pages(records: tuple[Record, ...], outcome: Outcome, aspect: str | None) -> None:
    finding = judged(*records)
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    assert finding.basis is Basis.WORDS
    assert (finding.cause is Cause.AMBIGUOUS) == (outcome is CANT_TELL)


CERTIFICATES: dict[str, tuple[Certificate | None, Outcome]] = {
    "long": (Certificate(expires_on=date(2027, 5, 1), issuer="CA"), PASSED),
    "15 days": (Certificate(expires_on=date(2026, 12, 5)), PASSED),
    "14 days": (Certificate(expires_on=date(2026, 12, 4)), PENDING),
    "no date": (Certificate(), CANT_TELL),
    "expired": (Certificate("expired", said="certificate has expired"), FAILED),
    "not yet": (Certificate("not_yet"), FAILED),
    "another's": (Certificate("name"), FAILED),
    "self-signed": (Certificate("self_signed"), FAILED),
    "an unknown root": (Certificate("chain"), CANT_TELL),
    "not met": (None, CANT_TELL),
}


@pytest.mark.parametrize(("shown", "outcome"), CERTIFICATES.values(), ids=CERTIFICATES)
def test_certificates(shown: Certificate | None, outcome: Outcome) -> None:
    finding = judged(page(final="https://www.yunxi.test/"), probe(certificate=shown))
    assert finding.outcome is outcome, finding.statement
    assert finding.aspect == ("证书" if outcome is FAILED else None)
    if outcome is PENDING:
        assert finding.due_on == date(2026, 12, 4)
        assert "2026年12月4日" in finding.statement


def test_a_certificate_is_no_reason_to_forget_an_advert() -> None:
    finding = judged(page(hidden=link("博彩")), probe(certificate=Certificate("expired")))
    assert (finding.outcome, finding.aspect) == (FAILED, "证书、暗链")
    assert {one.url for one in finding.evidence} == {HOME, "urn:gongkai:probe:yunxi"}


def test_a_home_that_was_not_seen() -> None:
    finding = judged(misses=[miss(Role.HOME, HOME, Cause.CHALLENGED)])
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.CHALLENGED)


def test_a_guest() -> None:
    assert judged(page(hidden=link("博彩")), guest=True).outcome is INAPPLICABLE


def test_a_further_host_of_the_portal() -> None:
    url = "http://hd.yunxi.test/"
    other = PageSurface(url, "x", Role.NEWS, shot(url), url, ("Defaced by Y",))
    assert judged(CLEAN, other, of=portal(hosts=("hd.yunxi.test",))).outcome is FAILED

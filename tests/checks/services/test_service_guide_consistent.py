"""service_guide_consistent, as tables of cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.registry import checks
from checks.engine.requirement import Requirement
from checks.rulebooks import load_rulebook
from crawler.portals import Role
from crawler.records import Cause, GuideField, ReadState, ServiceGuide
from tests.builders import calendar, dossier, portal, section
from tests.checks.services.cases import guide

CHECK = "service_guide_consistent"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
CITY = portal("云州市人民政府", id="yunzhou", home="http://www.yunzhou.test/")


def row(row_id: str, **terms: Any) -> Requirement:
    clause = load_rulebook("wuding-2018").requirement(row_id)
    (one,) = (m for m in clause.measures() if m.check == CHECK)
    return replace(one, from_on=None, until_on=None, due_on=None, terms={**one.terms, **terms})


LEVELS, SOURCES = row("wuding-2018-34"), row("wuding-2018-42")
IN_TIME = row("wuding-2018-49b")


def find(
    *own: ServiceGuide, above: tuple[ServiceGuide, ...] | None = (), by: Requirement = LEVELS,
    **more: Any,
) -> Finding:  # fmt: skip
    higher = () if above is None else (dossier(*above, of=CITY),)
    (finding,) = checks()[CHECK].judge(dossier(*own, higher=higher, **more), by, calendar())
    return finding


def ours(**more: Any) -> ServiceGuide:
    return guide(code=more.pop("code", "5301"), **more)


def theirs(**more: Any) -> ServiceGuide:
    return guide("http://www.yunzhou.test/zn/1.html", code=more.pop("code", "5301"), **more)


CASES: dict[str, tuple[ServiceGuide, ServiceGuide, Outcome, str | None]] = {
    "the same": (ours(), theirs(), PASSED, None),
    "another fee": (ours(fee="20元"), theirs(), FAILED, "收费标准"),
    "free in other words": (ours(fee="免费"), theirs(fee="无。"), PASSED, None),
    "signs and numerals": (ours(time_limit="五个 工作日。"), theirs(), PASSED, None),
    "two elements": (
        ours(time_limit="20个工作日", basis="《条例》"), theirs(), FAILED, "设定依据、办理时限"),
    "free in more words": (ours(fee="本事项不收费"), theirs(fee="免费"), PASSED, None),
    "free, said twice": (ours(fee="否\n无"), theirs(fee="不收费"), PASSED, None),
    "free, and not": (ours(fee="不收费\n工本费10元"), theirs(fee="免费"), FAILED, "收费标准"),
    "one does not tell it": (ours(fee=""), theirs(fee="20元"), PASSED, None),
    "place and phone may differ": (ours(place="县中心", phone="1"), theirs(), PASSED, None),
    "another matter": (ours(code="5302", fee="20元"), theirs(), INAPPLICABLE, None),
    "no code, another fee": (ours(code=None, fee="20元"), theirs(), CANT_TELL, None),
    "no code, the same": (ours(code=None), theirs(code=None), PASSED, None),
    "no code, another name": (
        ours(code=None, title="参保登记", fee="20元"), theirs(code=None), INAPPLICABLE, None),
}  # fmt: skip


@pytest.mark.parametrize(("own", "other", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_levels(
    own: ServiceGuide, other: ServiceGuide, outcome: Outcome, aspect: str | None
) -> None:
    finding = find(own, above=(other,))
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    assert finding.subject == "http://www.yunxi.test/"


def _timed(guide: ServiceGuide, *told: tuple[str, str]) -> ServiceGuide:
    """A guide with these labels and values in place of its term."""
    others = tuple(one for one in guide.fields if one.slug != "time_limit")
    fields = (
        GuideField("statutory_limit" if label.startswith("法定") else "time_limit", label, value)
        for label, value in told
    )
    return replace(guide, fields=(*others, *fields))


LAW, PROMISE, PLAIN = ("法定办结时限", "20个工作日"), ("承诺期限", "10个工作日"), "办理时限"
TIMED = {
    "the law's and the promised": ((LAW,), (PROMISE,), PASSED),
    "both told, one promises": ((LAW, PROMISE), (("承诺办结时限", "10个工作日"),), PASSED),
    "another promise": ((LAW, PROMISE), (("承诺时限", "5个工作日"),), FAILED),
    "another law": ((LAW,), (("法定期限", "30个工作日"),), FAILED),
    "one promise, another law": ((LAW, PROMISE), (("法定期限", "30个工作日"), PROMISE), FAILED),
    "unsaid and promised": (((PLAIN, "15个工作日"),), (PROMISE,), FAILED),
    "unsaid and promised alike": (((PLAIN, "10个工作日"),), (PROMISE,), PASSED),
    "unsaid and the law's": (((PLAIN, "15个工作日"),), (LAW,), PASSED),
    "said beside the days": (((PLAIN, "法定20个工作日"),), (PROMISE,), PASSED),
    "promised beside the days": (((PLAIN, "承诺时限：10个工作日"),), (PROMISE,), PASSED),
    "both in one value": (((PLAIN, "法定20个工作日，承诺5个工作日"),), (PROMISE,), FAILED),
    "both in one value, alike": (
        ((PLAIN, "法定时限20个工作日，承诺时限10个工作日"),), (LAW, PROMISE), PASSED),
    "in words around": (((PLAIN, "自受理之日起十个工作日内办结"),), (PROMISE,), PASSED),
    "in two ways": (((PLAIN, "12个工作日"),), ((PLAIN, "12日"),), PASSED),
    "twelve in numerals": (
        ((PLAIN, "十二个工作日"),), ((PLAIN, "12个工作日（不含听证）"),), PASSED),
    "days and months": (((PLAIN, "1个月"),), ((PLAIN, "1个工作日"),), FAILED),
    "at once": (((PLAIN, "即时办结"),), ((PLAIN, "当场办结"),), PASSED),
    "at once and later": (((PLAIN, "即办件"),), ((PLAIN, "3个工作日"),), FAILED),
    "of several steps": (
        ((PLAIN, "受理2个工作日，办结12个工作日"),), ((PLAIN, "12个工作日"),), PASSED),
    "in words alone": (((PLAIN, "按规定办理"),), (PROMISE,), PASSED),
}  # fmt: skip


@pytest.mark.parametrize(("own", "other", "outcome"), TIMED.values(), ids=TIMED)
def test_terms_are_compared_with_their_like(
    own: tuple[tuple[str, str], ...], other: tuple[tuple[str, str], ...], outcome: Outcome
) -> None:
    for here, there in ((own, other), (other, own)):
        finding = find(_timed(ours(), *here), above=(_timed(theirs(), *there),))
        aspect = "办理时限" if outcome is FAILED else None
        assert (finding.outcome, finding.aspect) == (outcome, aspect)


def test_one_portal_s_guides_on_two_hosts() -> None:
    second = guide("http://zwfw.yunxi.test/1.html", code="5301", fee="20元")
    assert find(ours(), second, by=SOURCES).outcome is FAILED
    assert find(ours(), guide("zn/2.html", code="5301", fee="20元"), by=SOURCES).outcome is (
        INAPPLICABLE
    )
    # Levels are another row's matter.
    assert find(ours(), above=(theirs(fee="20元"),), by=SOURCES).outcome is INAPPLICABLE


def test_counterparts_that_were_not_seen() -> None:
    hidden = dossier(of=CITY, sections=[section(Role.SERVICE_GUIDES, ReadState.UNOBSERVABLE)])
    seen = dossier(ours(), higher=(hidden,))
    (finding,) = checks()[CHECK].judge(seen, LEVELS, calendar())
    assert finding.outcome is CANT_TELL
    assert find(ours(), above=None, unseen_above=("yunzhou",)).cause is Cause.SCANNER
    assert find(ours(), above=None).outcome is INAPPLICABLE


def test_no_guide() -> None:
    assert find().outcome is INAPPLICABLE
    dead = section(Role.SERVICE_GUIDES, ReadState.UNOBSERVABLE, Cause.CHALLENGED)
    assert find(sections=[dead]).cause is Cause.CHALLENGED


@pytest.mark.parametrize(
    ("approved", "published", "outcome"),
    [
        ("2026年3月2日", "2026-03-03", PASSED),
        ("2026-03-02", "2026-03-04", FAILED),
        ("2026-03-06", "2026-03-09", PASSED),  # a weekend between
        ("2026-03-06", "2026-03-10", FAILED),
        ("2026-03-06", None, CANT_TELL),
        ("2026年13月40日", "2026-03-10", CANT_TELL),
        (None, "2026-03-10", CANT_TELL),
    ],
)
def test_changes_come_out_in_time(
    approved: str | None, published: str | None, outcome: Outcome
) -> None:
    finding = find(guide(approved_on=approved, dated=published), by=IN_TIME)
    assert finding.outcome is outcome, finding.statement

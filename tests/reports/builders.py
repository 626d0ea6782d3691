"""Made-up runs for the reports' tests: say only what matters."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from checks.calendar import WorkCalendar
from checks.engine.case import Case, CaseState, Casework
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement, Rulebook, Scoring
from checks.engine.scoring import score
from crawler.portals import Portal, PortalKind, Role
from crawler.records import BEIJING, Cause, Evidence, Miss, Section
from crawler.records.dossier import ReadState
from reports.model import (
    JudgedFinding,
    PolitenessRow,
    PreviousRun,
    RunReport,
    ScorePoint,
    Visit,
)

AS_OF = datetime(2026, 11, 20, 2, 0, tzinfo=BEIJING)
GOLDEN_WEEK = {date(2026, 10, day): "国庆节" for day in range(1, 8)}
CALENDAR = WorkCalendar(
    years=frozenset({2025, 2026, 2027}),
    holidays={**GOLDEN_WEEK, date(2026, 9, 25): "中秋节"},
    workdays=frozenset({date(2026, 10, 10)}),
    version="test",
)


def requirement(**given: Any) -> Requirement:
    values: dict[str, Any] = {
        "id": "interaction-1",
        "rulebook": "standing",
        "title": "留言按期答复",
        "summary": "公众留言自提交之日起3个工作日内作出实质性答复。",
        "check": "message_reply_latency",
        "sources": ("sixian-2020-32b",),
        "basis_text": "《2020年政务公开重点工作任务分工》第32项",
        "remedy": "尽快作出实质性答复并公开。",
        "level1": "互动交流",
        "curable": False,
    }
    return Requirement(**(values | given))


REPLY = requirement()
METADATA = requirement(
    id="document-1", title="文件要素齐全", check="doc_metadata_complete", curable=True,
    level1="规范性文件公开", summary="规范性文件页面标明文号、成文日期、发布日期和有效性。",
    remedy="在文件页面的信息栏补齐或更正所列要素。",
)  # fmt: skip
SECTION = requirement(
    id="section-1", title="应设栏目齐全", check="section_present", curable=True, level1="栏目建设",
    summary="应设栏目在首页三次点击以内可到达并有内容。", remedy="设置所缺栏目并发布内容。",
)  # fmt: skip
IPV6 = requirement(
    id="access-1", title="门户支持IPv6", check="ipv6_support", curable=True, level1="网站功能",
    summary="门户支持IPv6访问。", remedy="配置IPv6解析和服务。",
)  # fmt: skip
PRIVACY = requirement(
    id="privacy-1", title="个人隐私保护", check="pii_exposure", scoring=Scoring.VETO,
    level1="隐私保护", summary="不得公开未遮盖的身份证号、手机号、银行卡号。",
)  # fmt: skip
RULEBOOK = Rulebook(
    id="standing", title="常态化测评指标", version="2026.1", starts_on=date(2008, 5, 1), source="-",
    requirements=(REPLY, METADATA, SECTION, IPV6, PRIVACY), text_sha256="a" * 64,
)  # fmt: skip


def portal(**given: Any) -> Portal:
    values: dict[str, Any] = {
        "id": "yunxi",
        "name": "云溪县人民政府",
        "kind": PortalKind.COUNTY,
        "home": "http://www.yunxi.test:8801/",
        "rulebooks": ("standing",),
        "contacts": ("office@yunxi.example",),
    }
    return Portal(**(values | given))


def page(number: int, quote: str = "答复时间：2026-10-20") -> bytes:
    return (
        f"<!doctype html><html><head><title>来信第{number}号</title>"
        '<meta name="ArticleTitle" content="来信公开"><style>p{color:red}</style></head><body>'
        '<div class="nav"><a href="http://www.yunxi.test:8801/">首页</a> '
        '<a href="/hdjl/">互动交流</a></div><script>alert(1)</script>'
        f"<h1>关于小区供水问题的咨询（{number}）</h1><table><tr><td>提交时间</td>"
        f"<td>2026-09-28</td></tr><tr><td colspan=2>{quote}</td></tr></table>"
        '<p onclick="x()">我家住在云溪镇，最近总是停水，请问什么时候能恢复？联系电话'
        "13800138000，身份证110101199003071234。</p><img src=x onerror=alert(1) alt=照片>"
        '<form action="/post"><input name=a></form></body></html>'
    ).encode("utf-8", "replace")


def evidence(number: int = 1, quote: str = "答复时间：2026-10-20", url: str = "") -> Evidence:
    return Evidence(
        url=url or f"http://www.yunxi.test:8801/letters/{number}.html",
        captured_at=AS_OF + timedelta(minutes=number % 50),
        sha256=hashlib.sha256(page(number, quote)).hexdigest(),
        quote=quote,
    )


def finding(**given: Any) -> Finding:
    row: Requirement = given.pop("row", REPLY)
    number: int = given.pop("number", 1)
    url = f"http://www.yunxi.test:8801/letters/{number}.html"
    values: dict[str, Any] = {
        "portal": "yunxi",
        "rulebook": row.rulebook,
        "requirement": row.id,
        "sources": row.sources,
        "check": row.check,
        "subject": url,
        "title": f"关于小区供水问题的咨询（{number}）",
        "outcome": Outcome.FAILED,
        "statement": "留言于2026年9月28日提交，应于10月9日前答复，实际10月20日答复，逾期。",
        "due_on": date(2026, 10, 9),
        "settled_on": date(2026, 10, 20),
        "measured": 10.0,
        "unit": "working days",
        "day_count": CALENDAR.day_count(date(2026, 9, 28), date(2026, 10, 9)),
        "evidence": (evidence(number),),
    }
    if given.get("outcome") is Outcome.CANT_TELL:
        values |= {"cause": Cause.BLOCKED, "settled_on": None, "measured": None, "day_count": ()}
    return Finding(**(values | given))


def case(found: Finding, state: CaseState = CaseState.OPEN, **given: Any) -> Case:
    values: dict[str, Any] = {
        "id": found.case_id,
        "state": state,
        "first_failed_on": date(2026, 11, 18),
        "since": AS_OF - timedelta(days=2),
        "last_failed_at": AS_OF,
    }
    if state is not CaseState.SUSPECTED:
        values["opened_on"] = values["first_failed_on"]
        if found.check == "pii_exposure":  # it counts once a person has looked
            values["work"] = Casework(private=True, confirmed_by="审核员")
    return Case(**(values | given))


def judged(
    found: Finding | None = None, state: CaseState | None = CaseState.OPEN, **given: Any
) -> JudgedFinding:
    found = found or finding()
    rows = {row.id: row for row in RULEBOOK.requirements}
    known = given.pop("case", case(found, state) if state is not None else None)
    return JudgedFinding(found, known, given.pop("row", rows[found.requirement]), **given)


def report(*items: JudgedFinding, **given: Any) -> RunReport:
    portals = given.pop("portals", (portal(),))
    cases = {j.finding.case_id: j.case for j in items if j.case is not None}
    scores = given.pop(
        "scores",
        tuple(
            score(one, RULEBOOK, [j.finding for j in items], cases, AS_OF.date()) for one in portals
        ),
    )
    values: dict[str, Any] = {
        "run": "2026-11-20", "as_of": AS_OF, "portals": portals, "rulebooks": (RULEBOOK,),
        "judged": items, "scores": scores, "calendar_version": "cal-1", "code_version": "0.1.0",
    }  # fmt: skip
    return RunReport(**(values | given))


def archive(*items: JudgedFinding) -> Mapping[str, bytes]:
    bodies: dict[str, bytes] = {}
    for one in items:
        for proof in one.finding.evidence:
            for number in range(1, 200):
                body = page(number, proof.quote)
                if hashlib.sha256(body).hexdigest() == proof.sha256:
                    bodies[proof.sha256] = body
                    break
    return bodies


@cache  # frozen, and made over by some hundred tests
def county_night() -> RunReport:
    """A whole made-up night: four portals, some sixty findings, two nights before it."""
    kinds = (
        ("yunzhou", "云州市人民政府", PortalKind.CITY),
        ("yunxi", "云溪县人民政府", PortalKind.COUNTY),
        ("ymh", "云州市民政和社会事务管理局", PortalKind.DEPARTMENT),
        ("shiqiao", "云溪县石桥镇人民政府", PortalKind.TOWNSHIP),
    )
    portals = tuple(
        portal(
            id=pid, name=name, kind=kind, home=f"http://www.{pid}.test:8801/",
            contacts=(f"office@{pid}.example",), baseline_on=date(2026, 9, 1),
        )
        for pid, name, kind in kinds
    )  # fmt: skip
    items: list[JudgedFinding] = []
    before: list[Finding] = []
    number = 0
    for index, one in enumerate(portals):
        for turn in range(15):
            number += 1
            made = _one(one, index, turn, number)
            items.append(made)
            if turn % 3 == 0 and made.finding.outcome is Outcome.FAILED:
                continue
            if turn == 8:
                before.append(replace(made.finding, outcome=Outcome.FAILED, cause=None))
            else:
                before.append(made.finding)
    history = {
        one.id: tuple(
            ScorePoint(run, "standing", Decimal(v), Decimal(v) - 9, Decimal(v) + 6)
            for run, v in (("2026-11-18", f"{70 + i}.20"), ("2026-11-19", f"{74 + i}.50"),
                           ("2026-11-20", f"{78 - 3 * i}.33"))
        )
        for i, one in enumerate(portals)
    }  # fmt: skip
    tonight = report(*items, portals=portals)
    earlier = tuple(
        replace(s, value=None if s.value is None else s.value - Decimal("1.50"))
        for s in tonight.scores
    )
    bodies = archive(*items)
    return replace(
        tonight,
        sample=True,
        history=history,
        previous=PreviousRun(
            "2026-11-19", AS_OF - timedelta(days=1), tuple(before), earlier,
            {"standing": "a" * 64}, "cal-1", "0.1.0",
        ),
        visits=tuple(
            Visit(
                one.id, planned=260, read=251, unchanged=190, skipped={"窗口之外": 12},
                sections=(
                    Section(Role.NEWS, ReadState.WHOLE, entries=30),
                    Section(Role.GAZETTE, ReadState.UNOBSERVABLE, Cause.CHALLENGED,
                            "公报栏目返回验证页面，未能读取。"),
                    Section(Role.MESSAGE_BOARD, ReadState.PART, Cause.LIMIT, "列表超过采集上限。"),
                ),
                misses=tuple(
                    Miss(f"{one.home}gb/{n}.html", Role.GAZETTE, Cause.CHALLENGED) for n in range(9)
                ),
            )
            for one in portals
        ),
        not_measured=(
            requirement(id="gazette-1", title="公报按期出刊", check="gazette_cadence",
                        level1="政府公报", summary="公报按公布的周期出刊。"),
            requirement(id="access-3", title="链接可用", check="link_health", level1="网站功能",
                        summary="站内链接可以打开。"),
        ),
        politeness=(
            PolitenessRow("www.yunzhou.test:8801", 512, 18_400_000, 2, 3, 1, 4, 260.4),
            PolitenessRow("www.yunxi.test:8801", 263, 9_120_000, 2, 0, 0, 0, 131.0),
        ),
        preflight=("本机没有 IPv6 出口，涉及 IPv6 的指标无法判定。",),
        archived=lambda sha256, url: bodies.get(sha256),
    )  # fmt: skip


def _one(one: Portal, index: int, turn: int, number: int) -> JudgedFinding:
    url = f"{one.home}page/{number}.html"
    base: dict[str, Any] = {"portal": one.id, "number": number, "subject": url}
    if turn < 4:
        found = finding(**base)
        state = (CaseState.OPEN, CaseState.NOTIFIED, CaseState.REOPENED, CaseState.WAIVED)[turn]
        return judged(found, state, mend_by=date(2026, 12, 2))
    if turn == 4:
        start = date(2026, 8, 20)
        found = finding(**base, due_on=date(2026, 8, 25), settled_on=None, measured=63.0,
                        day_count=CALENDAR.day_count(start, date(2026, 8, 25)))  # fmt: skip
        return judged(found, CaseState.OPEN, old_stock=True)
    if turn == 5:
        found = finding(**base, row=SECTION, aspect="gazette", identity="gazette", title=one.name,
                        basis=Basis.ABSENCE, due_on=None, settled_on=None, measured=None, unit=None,
                        day_count=(), statement="三次点击以内未找到政府公报栏目。")  # fmt: skip
        return judged(found, CaseState.SUSPECTED)
    if turn in (6, 7):
        found = finding(**base, row=METADATA, aspect="文号、有效性", due_on=None, settled_on=None,
                        measured=None, unit=None, day_count=(), title="关于印发《云溪县农村饮水安全"
                        "工程运行管理办法》的通知", statement="文件页面未标明文号、有效性。",
                        evidence=(evidence(number, "成文日期：2026-09-28"),))  # fmt: skip
        return judged(found, CaseState.OPEN)
    if turn == 8:
        found = finding(**base, row=METADATA, outcome=Outcome.PASSED, due_on=None, day_count=(),
                        measured=None, settled_on=None, statement="文件要素齐全。")  # fmt: skip
        return judged(found, case=case(found, CaseState.RESOLVED, resolved_on=AS_OF.date()))
    if turn == 9:
        due = date(2026, 11, 23)
        found = finding(**base, outcome=Outcome.PENDING, due_on=due, settled_on=None, measured=2.0,
                        statement="留言尚未答复，期限未到。",
                        day_count=CALENDAR.day_count(date(2026, 11, 18), due))  # fmt: skip
        return judged(found, None)
    if turn == 10:
        found = finding(**base, row=IPV6, outcome=Outcome.CANT_TELL, cause=Cause.SCANNER,
                        due_on=None, evidence=(), title=one.name,
                        statement="监测端没有 IPv6 出口，无法判定。")  # fmt: skip
        return judged(found, None)
    found = finding(**base, outcome=Outcome.PASSED, measured=2.0,
                    statement="留言在期限内得到答复。")  # fmt: skip
    return judged(found, None)

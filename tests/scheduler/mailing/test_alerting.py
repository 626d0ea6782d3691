"""Nights of mail, driven by a clock of our own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, time, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from checks.engine.case import Case, CaseState
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from crawler.fetching.probe import ScannerIpv6
from crawler.portals import Mail, Maintenance, Monitor, Portal, Watchlist
from crawler.records import BEIJING, Cause
from reports.errors import MailRefused
from reports.mail import Verdict
from reports.model import JudgedFinding, PreviousRun, RunReport
from scheduler.mailing import alerting
from scheduler.mailing.alerting import alert_run, send_waiting, unheard
from scheduler.night.preflight import Capability, Preflight, note_preflight
from scheduler.places import Places
from scheduler.store import open_store
from scheduler.store.outbox import listed
from scheduler.store.runs import acts_until
from scheduler.workplace import Workplace
from tests.reports.builders import CALENDAR, METADATA, PRIVACY, finding, judged, portal, report

OFFICE = "zwgk@yunzhou.example"
UNIT = "office@yunxi.example"
MAIL = Mail(
    "smtp://127.0.0.1:1", "gongkai@yunzhou.example", (OFFICE,), rhythm="nightly", tls="none"
)
FIRST = datetime(2026, 11, 2, 2, tzinfo=BEIJING)  # a Monday


class Post:
    """The mail server of these tests: down, or taking everything."""

    def __init__(self) -> None:
        self.down = False
        self.unsure = False
        self.taken: list[EmailMessage] = []

    def send(self, message: EmailMessage, *_: Any, **__: Any) -> None:
        if self.down:
            raise MailRefused("no server", Verdict.AWAY)
        self.taken.append(message)
        if self.unsure:
            raise MailRefused("line broke", Verdict.UNSURE)

    def to(self, address: str) -> list[str]:
        return [str(mail["Subject"]) for mail in self.taken if str(mail["To"]) == address]


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    made = Post()
    monkeypatch.setattr(alerting, "send", made.send)
    return made


class Town:
    """One or more portals over many nights: what fails is said, cases follow by themselves."""

    def __init__(self, folder: Path, mail: Mail | None = MAIL, *portals: Portal) -> None:
        self.db: Database = open_store(folder / "gongkai.db")
        self.portals = portals or (portal(),)
        self.now = FIRST
        self.maintenance: tuple[Maintenance, ...] = ()
        self.mail = mail
        self.cases: dict[str, Case] = {}
        self.failing: dict[str, Finding] = {}
        self.told: list[str] = []
        self.previous: PreviousRun | None = None
        self.monitor = Monitor()
        self.folder = folder

    @property
    def place(self) -> Workplace:
        watchlist = Watchlist(
            self.folder / "gongkai.toml", self.monitor, self.portals, self.mail,
            maintenance=self.maintenance,
        )  # fmt: skip
        return Workplace(watchlist, "", Places(self.folder), CALENDAR, {}, {}, {})

    def fail(self, number: int, **given: Any) -> Finding:
        base = {"due_on": None, "day_count": (), "settled_on": None, "row": METADATA}
        found = finding(number=number, **(base | given))
        self.failing[found.case_id] = found
        opened = self.now.date()
        known = self.cases.get(found.case_id)
        state = CaseState.REOPENED if known else CaseState.OPEN
        self.cases[found.case_id] = Case(
            found.case_id, state, opened, self.now, self.now, None, opened
        )
        return found

    def mend(self, found: Finding) -> None:
        self.failing[found.case_id] = replace(found, outcome=Outcome.PASSED)
        case = self.cases[found.case_id]
        self.cases[found.case_id] = replace(
            case, state=CaseState.RESOLVED, since=self.now, resolved_on=self.now.date()
        )

    def move(self, found: Finding, state: CaseState) -> None:
        self.cases[found.case_id] = replace(self.cases[found.case_id], state=state, since=self.now)

    def report(self, *extra: JudgedFinding, **given: Any) -> RunReport:
        items = [judged(one, case=self.cases[one.case_id]) for one in self.failing.values()]
        run = self.now.date().isoformat()
        values: dict[str, Any] = {
            "run": run, "as_of": self.now, "portals": self.portals, "scores": (),
            "calendar": CALENDAR, "previous": self.previous,
        }  # fmt: skip
        return report(*items, *extra, **(values | given))

    def night(self, *extra: JudgedFinding, **given: Any) -> RunReport:
        made = self.report(*extra, **given)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(alerting, "told", self._told)
            alert_run(self.db, self.place, made, clock=lambda: self.now)
        self.previous = PreviousRun(made.run, made.as_of)
        return made

    def _told(self, db: Database, cases: tuple[str, ...], at: datetime, notified_by: str) -> None:
        assert (at, notified_by) == (self.now, "mail")
        self.told.extend(cases)

    def sleep(self, days: float = 1) -> None:
        self.now += timedelta(days=days)


def test_a_problem_is_told_once_reminded_and_its_recovery_told_once(
    tmp_path: Path, post: Post
) -> None:
    town = Town(tmp_path)
    found = town.fail(1)  # ten working days to mend: until Monday the 16th
    for _ in range(30):
        town.night()
        if town.now.day == 28:
            town.mend(found)
        town.sleep()
    subjects = post.to(UNIT)
    assert [subject.split("：")[1] for subject in subjects] == [
        "新增1项、临期0项、逾期0项",  # the 2nd
        "新增0项、临期1项、逾期0项",  # the 9th: seven days before the 16th
        "新增0项、临期1项、逾期0项",  # the 13th: three days
        "新增0项、临期1项、逾期0项",  # the 16th: the day
        "新增0项、临期0项、逾期1项",  # the 17th
        "新增0项、临期0项、逾期1项",  # the 24th: a week later
        "新增0项、临期0项、逾期0项，系统复测通过1项",  # the 29th
    ]
    days = [mail["Date"].datetime.day for mail in post.taken if str(mail["To"]) == UNIT]
    assert days == [2, 9, 13, 16, 17, 24, 29]
    assert town.told == [found.case_id] * 6
    assert len(post.to(OFFICE)) == 30


def test_a_server_that_was_down_for_two_days_brings_no_storm(tmp_path: Path, post: Post) -> None:
    town = Town(tmp_path)
    post.down = True
    first = town.fail(1)
    town.night()
    town.sleep()
    second = town.fail(2)
    town.mend(first)
    town.night()
    town.sleep()
    town.fail(3)
    post.down = False
    made = town.night()
    for address in (UNIT, OFFICE):
        (mail,) = [mail for mail in post.taken if str(mail["To"]) == address]
        assert "新增2项" in str(mail["Subject"])
        body = mail.get_body(("plain",))
        assert body is not None
        text = body.get_content()
        assert "系统复测通过 1 项" in text
        for number in (1, 2, 3):
            assert f"/letters/{number}.html" in text
    assert town.told == [second.case_id, made.judged[2].finding.case_id]
    town.sleep()
    town.night()
    assert len(post.to(UNIT)) == 1
    assert {row["state"] for row in listed(town.db)} == {"sent", "superseded"}


def test_a_weekly_unit_whose_monday_was_lost_is_told_on_the_next_night(
    tmp_path: Path, post: Post
) -> None:
    town = Town(tmp_path, replace(MAIL, rhythm="weekly"))
    post.down = True
    town.fail(1)
    town.night()
    town.sleep()
    post.down = False
    town.fail(2)
    town.night()
    (subject,) = post.to(UNIT)
    assert "新增2项" in subject
    for _ in range(5):
        town.sleep()
        town.fail(10 + town.now.day)
        town.night()
    assert len(post.to(UNIT)) == 1  # until the next Monday
    town.sleep()
    town.night()
    assert "新增5项" in post.to(UNIT)[1]


def test_an_empty_monday_is_not_made_up_for_on_tuesday(tmp_path: Path, post: Post) -> None:
    town = Town(tmp_path, replace(MAIL, rhythm="weekly"))
    for _ in range(7):
        town.night()
        town.sleep()
        town.fail(town.now.day)
    assert post.to(UNIT) == []
    town.night()
    assert len(post.to(UNIT)) == 1


def test_a_monday_in_doubt_is_made_up_for(tmp_path: Path, post: Post) -> None:
    town = Town(tmp_path, replace(MAIL, rhythm="weekly"))
    town.fail(1)
    town.night(lacks=("dns",))
    assert post.to(UNIT) == []
    assert post.to(OFFICE) == ["【政务公开监测告警】监测端故障，本次结果存疑"]
    town.sleep()
    town.night(lacks=("dns", "disk"))
    assert len(post.to(OFFICE)) == 1  # the same matter, told yesterday
    town.sleep()
    town.night(lacks=("ipv6", "browser"))  # these make some verdicts impossible, no night
    assert "新增1项" in post.to(UNIT)[0]
    assert len(post.to(OFFICE)) == 2
    town.sleep()
    town.night(lacks=("dns",))
    assert post.to(OFFICE)[-1].startswith("【政务公开监测告警】")  # it came back: a new matter


def unseen(number: int, of: str) -> JudgedFinding:
    blind = finding(portal=of, number=number, outcome=Outcome.CANT_TELL, due_on=None)
    return judged(replace(blind, cause=Cause.UNREACHABLE), None)


def test_a_shared_host_that_is_down_is_one_alarm(tmp_path: Path, post: Post) -> None:
    home = "http://www.yunxi.test:8801/"
    shared = [
        portal(id=f"u{n}", name=f"第{n}局", home=f"{home}u{n}/", contacts=(f"u{n}@x.example",))
        for n in range(20)
    ]
    other = portal(id="b", name="乙县", home="http://b.test/", contacts=("b@x.example",))
    town = Town(tmp_path, MAIL, *shared, other)
    for n in range(20):
        town.fail(n, portal=f"u{n}", subject=f"{home}u{n}/1.html")
    town.fail(99, portal="b")
    whole, town.failing = town.failing, {k: v for k, v in town.failing.items() if v.portal == "b"}
    town.night(*(unseen(n, f"u{n}") for n in range(20)))
    assert sorted(str(mail["To"]) for mail in post.taken) == ["b@x.example", OFFICE, OFFICE]
    alarm, summary = post.to(OFFICE)
    assert alarm == "【政务公开监测告警】共用站点无法访问，涉及20个单位"
    assert "20个单位未能观察" in summary
    town.sleep()
    town.night(*(unseen(n, f"u{n}") for n in range(20)))
    assert len([s for s in post.to(OFFICE) if "告警" in s]) == 1
    town.sleep()
    town.failing = whole
    town.night()
    assert all(len(post.to(f"u{n}@x.example")) == 1 for n in range(20))
    # Everything unreachable at once speaks of ourselves.
    town.sleep()
    town.failing = {}
    before = len(post.taken)
    town.night(*(unseen(n, f"u{n}") for n in range(20)), unseen(99, "b"))
    assert [str(mail["Subject"]) for mail in post.taken[before:]] == [
        "【政务公开监测告警】监测端故障，本次结果存疑"
    ]


def test_a_window_of_maintenance_keeps_mail_back_until_it_is_over(
    tmp_path: Path, post: Post
) -> None:
    town = Town(tmp_path)
    start = FIRST - timedelta(hours=1)
    for given in ({"portals": ("yunxi",)}, {"hosts": ("www.yunxi.test:8801",)}):
        window = Maintenance(start, start + timedelta(days=1), "系统升级", **given)
        town.maintenance = (*town.maintenance, window)
    town.fail(1)
    town.night()
    assert post.to(UNIT) == []
    body = post.taken[0].get_body(("plain",))
    assert body is not None
    assert "维护窗口：云溪县人民政府：系统升级（至2026年11月3日 01:00）" in body.get_content()
    assert "新增0项" in post.to(OFFICE)[0]
    town.sleep()
    town.night()
    assert "新增1项" in post.to(UNIT)[0]
    assert "新增1项" in post.to(OFFICE)[1]


def test_what_is_waived_or_disputed_is_not_pressed(tmp_path: Path, post: Post) -> None:
    town = Town(tmp_path)
    one, other = town.fail(1), town.fail(2)
    town.move(one, CaseState.WAIVED)
    town.move(other, CaseState.DISPUTED)
    for _ in range(30):
        town.night()
        town.sleep()
    assert post.to(UNIT) == []


def test_a_trial_writes_to_nobody_and_sends_nothing_that_waits(tmp_path: Path, post: Post) -> None:
    town = Town(tmp_path)
    post.down = True
    town.fail(1)
    town.night()
    post.down = False
    town.monitor = Monitor(trial=True)
    town.sleep()
    town.night(trial=True)
    assert post.taken == []


def test_what_came_back_is_told_again(tmp_path: Path, post: Post) -> None:
    town = Town(tmp_path)
    found = town.fail(1)
    town.night()
    town.sleep()
    town.mend(found)
    town.night()
    town.sleep()
    town.fail(1)
    town.night()
    assert [s.split("：")[1][:4] for s in post.to(UNIT)] == ["新增1项", "新增0项", "新增1项"]


def test_a_line_that_broke_after_data_may_double_a_mail_but_not_its_id(
    tmp_path: Path, post: Post
) -> None:
    town = Town(tmp_path)
    town.fail(1)
    post.unsure = True
    town.night()
    post.unsure = False
    town.now += timedelta(hours=1)
    send_waiting(town.db, town.place, clock=lambda: town.now)
    ids = [str(mail["Message-ID"]) for mail in post.taken]
    assert len(set(ids)) == 2  # the office's and the unit's; the first of them came twice
    assert len(ids) == 3


def test_the_digest_waits_for_the_morning_where_that_is_wanted(tmp_path: Path, post: Post) -> None:
    town = Town(tmp_path, replace(MAIL, not_before=time(9)))
    town.fail(1)
    town.night()
    assert post.to(UNIT) == []
    assert len(post.to(OFFICE)) == 1
    town.now = town.now.replace(hour=9)
    send_waiting(town.db, town.place, clock=lambda: town.now)
    assert len(post.to(UNIT)) == 1


def test_the_office_hears_of_mail_that_nobody_takes(
    tmp_path: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Town(tmp_path)

    def refuse_the_unit(message: EmailMessage, *given: Any, **more: Any) -> None:
        if str(message["To"]) == UNIT:
            raise MailRefused("550 no such user", Verdict.NEVER)
        post.send(message)

    monkeypatch.setattr(alerting, "send", refuse_the_unit)
    town.fail(1)
    town.night()
    town.sleep()
    town.night()
    body = post.taken[-1].get_body(("plain",))
    assert body is not None
    assert f"邮件未送达：{UNIT}（被拒收或已停止重发，自2026-11-02起）" in body.get_content()


def test_an_older_run_composes_nothing(tmp_path: Path, post: Post) -> None:
    town = Town(tmp_path)
    town.fail(1)
    old = town.report()
    town.db.table("runs").insert(
        {"run": "2026-11-05", "as_of": "2026-11-05T02:00:00+08:00", "state": "complete"}
    )
    alert_run(town.db, town.place, old, clock=lambda: town.now)
    assert post.taken == []
    reason = unheard(town.db, town.place, old)
    assert reason == "run 2026-11-02 is not the last: what it had to tell, 2026-11-05 tells"


def _booked(town: Town, *runs: str) -> None:
    for run in runs:
        as_of = f"{run[:10]}T02:00:00+08:00"
        row = {"run": run, "as_of": as_of, "state": "complete"}
        town.db.table("runs").insert(row)


def test_the_last_night_is_told_of_after_a_special_run(tmp_path: Path, post: Post) -> None:
    town = Town(tmp_path)
    town.fail(1)
    _booked(town, "2026-11-01", "2026-11-02", "2026-11-02.1")
    town.night()
    assert len(post.to(UNIT)) == 1
    assert acts_until(town.db, "2026-11-02") == "2026-11-02.1"
    assert acts_until(town.db, "2026-11-01") == "2026-11-01"
    assert acts_until(town.db, "2026-11-02.1") == "2026-11-02.1"


def test_a_special_run_gives_way_to_any_later_one(tmp_path: Path) -> None:
    town = Town(tmp_path)
    _booked(town, "2026-11-02", "2026-11-02.1", "2026-11-02.2")
    assert "2026-11-02.2 tells" in unheard(town.db, town.place, town.report(run="2026-11-02.1"))
    assert unheard(town.db, town.place, town.report(run="2026-11-02.2")) == ""


def test_why_nobody_is_written_to_is_said(tmp_path: Path) -> None:
    town = Town(tmp_path, None)
    assert "neither a [mail] table" in unheard(town.db, town.place, town.report())
    trial = Town(tmp_path)
    assert "trial" in unheard(trial.db, trial.place, trial.report(trial=True))


def test_five_thousand_problems_make_a_mail_that_can_be_read(tmp_path: Path, post: Post) -> None:
    town = Town(tmp_path)
    for number in range(5_000):
        town.fail(number)
    town.night()
    (mail,) = [mail for mail in post.taken if str(mail["To"]) == UNIT]
    assert "新增5000项" in str(mail["Subject"])
    body = mail.get_body(("plain",))
    assert body is not None
    assert len(body.get_content()) < 4_000
    assert len(bytes(mail)) < 100_000
    assert len(town.told) == 5_000
    rows = list(town.db.query("SELECT tells FROM outbox WHERE kind = 'unit'"))
    assert len(json.loads(rows[0]["tells"])) == 5_000


def test_a_hostile_title_adds_no_header_and_no_mention(tmp_path: Path, post: Post) -> None:
    evil = "名单\r\nBcc: all@x.example\n\n<at user_id=\"all\">@所有人</at> =cmd|' /C calc'!A0"
    town = Town(tmp_path, MAIL, portal(name=evil))
    town.fail(1, title=evil, statement="问题：" + evil.replace("\n", " ") + "。")
    town.night()
    for mail in post.taken:
        back = message_from_bytes(bytes(mail), policy=SMTP)
        assert back["Bcc"] is None
        assert len(back.get_all("Subject", [])) == 1


def test_a_special_run_tells_only_what_presses(tmp_path: Path, post: Post) -> None:
    town = Town(tmp_path)
    town.fail(1)
    leak = town.fail(2, row=PRIVACY)
    town.move(leak, CaseState.NOTIFIED)
    known = town.cases[leak.case_id]
    work = replace(known.work, private=True, confirmed_by="张三")
    town.cases[leak.case_id] = replace(known, work=work)
    town.night(run="2026-11-02.1")
    (mail,) = post.taken
    assert str(mail["To"]) == UNIT
    assert "新增1项，请立即处理" in str(mail["Subject"])
    town.night()
    assert len(post.to(OFFICE)) == 1
    assert post.to(UNIT)[1].endswith("：新增1项、临期0项、逾期0项")
    assert len(town.told) == len(set(town.told)) == 2


def test_what_the_scanner_lacked_is_kept_for_the_mail(tmp_path: Path) -> None:
    db = open_store(tmp_path / "gongkai.db")
    db.table("runs").insert(
        {"run": "2026-11-02", "as_of": "2026-11-02T02:00:00+08:00", "state": "running",
         "detail": '{"token": "x"}'}
    )  # fmt: skip
    names = ("dns", "ipv4", "ipv6", "clock", "disk", "browser")
    lacks = [Capability(name, name not in ("dns", "ipv6")) for name in names]
    note_preflight(db, "2026-11-02", Preflight(tuple(lacks), ScannerIpv6(False, False)))
    detail = json.loads(next(iter(db.query("SELECT detail FROM runs")))["detail"])
    assert detail["token"] == "x"
    assert detail["lacks"] == ["dns", "ipv6"]
    assert detail["preflight"][0] == "监测端域名解析不可用。"

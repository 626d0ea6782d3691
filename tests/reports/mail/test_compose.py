from dataclasses import replace
from datetime import date, timedelta

import pytest

from checks.engine.case import CaseState, Casework, Closing, Stage
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from crawler.portals import Mail
from reports.mail import Memory, Recipient, Told, compose, digest, recipients
from reports.model import JudgedFinding, RunReport
from tests.reports.builders import AS_OF, case, county_night, finding, judged, portal, report

MAIL = Mail("smtp://127.0.0.1:2525", "gongkai@yunzhou.example", ("zwgk@yunzhou.example",))
UNIT = Recipient("office@yunxi.example", ("yunxi",))
OFFICE = Recipient("zwgk@yunzhou.example", ("yunxi",), office=True)
SINCE = Memory(until=date(2026, 11, 16))


def known(number: int, mend_by: date) -> JudgedFinding:
    """A problem that its unit was told of long ago, to be mended by a day; its duty was late."""
    late = finding(number=number, due_on=date(2026, 10, 1))
    long_ago = AS_OF - timedelta(days=30)
    told = case(late, CaseState.NOTIFIED, since=long_ago, opened_on=long_ago.date())
    return replace(judged(late, case=told), mend_by=mend_by)


def mixed() -> RunReport:
    passed = finding(number=6, outcome=Outcome.PASSED, statement="已答复。")
    old = AS_OF - timedelta(days=30)
    return report(
        judged(finding(number=1)),
        judged(finding(number=2)),
        judged(finding(number=3, outcome=Outcome.PENDING, due_on=date(2026, 11, 24))),
        judged(finding(number=4, outcome=Outcome.PENDING, due_on=date(2026, 12, 24)), None),
        known(5, date(2026, 11, 19)),
        known(11, date(2026, 11, 24)),
        known(12, date(2026, 12, 24)),
        judged(
            passed,
            case=case(
                passed,
                CaseState.RESOLVED,
                opened_on=old.date(),
                resolved_on=date(2026, 11, 19),
            ),
        ),
        judged(finding(number=7), CaseState.SUSPECTED),
        judged(finding(number=8), old_stock=True),
        judged(finding(number=9), CaseState.WAIVED),
        judged(
            finding(number=10, due_on=None), case=case(finding(), since=old, opened_on=old.date())
        ),
    )


def texts(night: RunReport, recipient: Recipient) -> tuple[str, str, str]:
    message = compose(night, recipient, MAIL.sender, SINCE)
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    return str(message["Subject"]), plain.get_content(), html.get_content()


def numbers(found: tuple) -> list[int]:  # type: ignore[type-arg]
    return [int(j.finding.subject.rsplit("/", 1)[1].removesuffix(".html")) for j in found]


def test_every_problem_is_in_one_place() -> None:
    parts = digest(mixed(), UNIT, SINCE)
    assert numbers(parts.new) == [1, 2]
    assert numbers(parts.nearly_due) == [11, 3]
    assert numbers(parts.overdue) == [5]
    assert numbers(parts.mended) == [6]
    assert numbers(parts.standing) == [10, 12]
    assert parts.suspected == parts.old_stock == ()
    office = digest(mixed(), OFFICE, SINCE)
    assert numbers(office.suspected) == [7]
    assert numbers(office.old_stock) == [8]


def test_a_units_mail_says_what_where_which_rule_by_when_and_what_to_do() -> None:
    subject, plain, html = texts(mixed(), UNIT)
    assert subject == "【政务公开提醒】云溪县人民政府：新增2项、临期2项、逾期1项"
    for text in (plain, html):
        assert "http://www.yunxi.test:8801/letters/1.html" in text
        assert "第32项" in text
        assert "到期日为10月9日（周五）" in text
        assert "尽快作出实质性答复" in text
        assert "本邮件为自动提醒，不替代正式通知。" in text
        assert "得分" not in text
        assert "letters/7.html" not in text
        assert "letters/8.html" not in text
        assert "示例数据" not in text


def test_the_office_reads_suspected_and_old_stock_and_no_scores() -> None:
    subject, plain, html = texts(mixed(), OFFICE)
    assert subject.startswith("【政务公开提醒】2026-11-20监测：新增2项")
    for text in (plain, html):
        assert "得分" not in text
        assert "letters/7.html" in text
        assert "本邮件为自动提醒，不替代正式通知。" in text


def test_the_office_is_told_of_a_night_in_which_nothing_was_seen() -> None:
    blind = judged(finding(number=1, outcome=Outcome.CANT_TELL, due_on=None))
    night = report(blind, judged(finding(number=2, outcome=Outcome.INAPPLICABLE)))
    subject, _, _ = texts(replace(night, portals=night.portals[:1]), OFFICE)
    assert subject.endswith("新增0项、临期0项、逾期0项，全部1个单位未能观察")
    assert "未能观察" not in texts(night, UNIT)[0]
    seen = report(blind, judged(finding(number=2, outcome=Outcome.PASSED)))
    assert "未能观察" not in texts(seen, OFFICE)[0]


def test_sample_data_is_called_so_everywhere() -> None:
    subject, plain, html = texts(replace(mixed(), sample=True), UNIT)
    assert subject.endswith("（示例数据）")
    assert "示例数据" in plain
    assert "示例数据" in html


def test_the_same_night_gives_the_same_message() -> None:
    night = county_night()
    first, second = (bytes(compose(night, UNIT, MAIL.sender)) for _ in range(2))
    assert first == second
    tomorrow = replace(night, run="2026-11-21", as_of=AS_OF + timedelta(days=1))
    other = compose(tomorrow, UNIT, MAIL.sender)
    assert other["Message-ID"] != compose(night, UNIT, MAIL.sender)["Message-ID"]
    assert first.isascii()


def test_mended_needs_a_known_last_digest() -> None:
    assert digest(mixed(), UNIT).mended == ()
    assert len(digest(mixed(), UNIT).new) == 6


def test_contacts_are_told_once_about_all_their_units() -> None:
    shared = ("a@x.example", "b@x.example", "a@x.example")
    night = report(portals=(portal(contacts=shared), portal(id="b", name="乙局", contacts=shared)))
    found = recipients(night, MAIL)
    assert [(one.address, one.portals, one.office) for one in found] == [
        ("zwgk@yunzhou.example", ("yunxi", "b"), True),
        ("a@x.example", ("yunxi", "b"), False),
        ("b@x.example", ("yunxi", "b"), False),
    ]
    subject = str(compose(night, found[1], MAIL.sender)["Subject"])
    assert "云溪县人民政府等2个单位" in subject


@pytest.mark.parametrize("bad", ["", "nobody", "a@b\r\nBcc: c@d", "甲@x.example"])
def test_a_bad_address_is_refused(bad: str) -> None:
    with pytest.raises(ValueError):
        compose(mixed(), Recipient(bad, ("yunxi",)), MAIL.sender)


def test_disputed_problems_are_not_pressed() -> None:
    found: Finding = finding()
    night = report(judged(found, CaseState.DISPUTED))
    assert numbers(digest(night, UNIT, SINCE).standing) == [1]


def test_the_office_is_told_the_term_for_mending_not_the_past_due_date() -> None:
    _, plain, _ = texts(mixed(), OFFICE)
    nearly = plain.partition("━━ 临期")[2].partition("━━ 逾期")[0]
    assert "（提交情况说明时限2026年11月24日）" in nearly
    assert "10月1日" not in nearly


def test_a_page_that_vanished_does_not_keep_the_others_from_being_told() -> None:
    night = replace(mixed(), unlisted=(known(13, date(2026, 12, 1)),))
    message = compose(night, UNIT, MAIL.sender, SINCE)
    (sheet,) = message.iter_attachments()
    assert sheet.get_filename() == "整改台账-2026-11-20.xlsx"


def test_a_unit_hears_that_its_problem_was_taken_back_and_that_it_came_anew() -> None:
    told = AS_OF - timedelta(days=2)
    pending = finding(number=1, outcome=Outcome.PENDING, due_on=date(2026, 11, 24))
    work = Casework(stage=Stage.RETRACTED, closing=Closing.RETRACTED)
    ended = case(
        pending, CaseState.RESOLVED, since=AS_OF, resolved_on=AS_OF.date(), work=work,
        first_failed_on=told.date(),
    )  # fmt: skip
    memory = Memory(told={ended.id: Told(told)})
    night = report(judged(pending, case=ended))
    parts = digest(night, UNIT, memory)
    assert numbers(parts.lifted) == [1]
    assert parts.tells() == ((ended.id, "lifted"),)
    message = compose(night, UNIT, MAIL.sender, memory)
    body = message.get_body(("plain",))
    assert body is not None
    assert "核销或免予处理 1 项" in body.get_content()
    assert "核销1项" in message["Subject"]
    # It was never told: nothing to take back.
    assert digest(night, UNIT, Memory()).lifted == ()
    # It fails by the new date too: for whoever knows of the first failure alone it is new.
    failed = finding(number=1, due_on=date(2026, 11, 24))
    fresh = replace(ended, state=CaseState.OPEN, work=Casework(), resolved_on=None)
    again = replace(fresh, first_failed_on=AS_OF.date(), opened_on=AS_OF.date())
    for known_as in (Told(told), Told(AS_OF, mended=True)):
        heard = Memory(told={ended.id: known_as})
        assert numbers(digest(report(judged(failed, case=again)), UNIT, heard).new) == [1]
    assert digest(report(judged(failed, case=fresh)), UNIT, memory).new == ()

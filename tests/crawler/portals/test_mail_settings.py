"""[mail], [[maintenance]] and [[channels]] of a watchlist."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.portals import Channel
from tests.crawler.portals.test_watchlist import SMALL, load, problems

MAIL = """
[mail]
server = "smtp://mail.yunzhou.example:587"
sender = "gongkai@yunzhou.example"
"""
WINDOW = """
[[maintenance]]
portals = ["yunxi"]
hosts = ["WWW.Yunxi.test"]
from = 2026-11-20
to = 2026-11-21
reason = "系统升级"
"""
CHANNEL = """
[[channels]]
name = "office"
env = "GONGKAI_CHANNEL_OFFICE"
gets = ["summary", "alarms"]
"""


def test_all_mail_settings(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("-")
    more = """
tls = "starttls"
ca_file = "ca.pem"
seconds = 60
give_up_days = 2.5
remind_days = [0, 5, 5]
overdue_every = 3
not_before = "09:00"
"""
    mail = load(tmp_path, SMALL + MAIL + more).mail
    assert mail is not None
    assert (mail.tls, mail.ca_file, mail.seconds) == ("starttls", tmp_path / "ca.pem", 60.0)
    assert (mail.give_up_days, mail.remind_days, mail.overdue_every) == (2.5, (5, 0), 3)
    assert mail.not_before == time(9)
    plain = load(tmp_path, SMALL + MAIL).mail
    assert plain is not None
    assert (plain.tls, plain.rhythm, plain.remind_days, plain.not_before) == (
        "auto", "weekly", (7, 3, 0), None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('tls = "ssl"', "tls: must be one of auto, starttls, tls, none"),
        ('ca_file = "gone.pem"', "ca_file: there is no file"),
        ("seconds = 0", "seconds: must be more than 0"),
        ("give_up_days = -1", "give_up_days: must be more than 0"),
        ("remind_days = []", "remind_days: must be a list"),
        ("remind_days = [61]", "remind_days: must be a list"),
        ("remind_days = [true]", "remind_days: must be a list"),
        ("overdue_every = 0", "overdue_every: must be from 1 to 60"),
        ("overdue_every = 61", "overdue_every: must be from 1 to 60"),
        ('not_before = "9 Uhr"', "not_before: '9 Uhr' is no time of day"),
        ('not_before = "24:00"', "not_before"),
        ('password = "x"', "password: unknown key"),
    ],
)
def test_bad_mail_settings(tmp_path: Path, line: str, says: str) -> None:
    (found,) = problems(tmp_path, SMALL + MAIL + line)
    assert says in found


def test_tls_goes_with_the_address(tmp_path: Path) -> None:
    secure = (SMALL + MAIL).replace("smtp://", "smtps://")
    assert load(tmp_path, secure + 'tls = "tls"').mail is not None
    assert "does not go with smtps" in problems(tmp_path, secure + 'tls = "none"')[0]


def test_a_portal_may_have_its_own_rhythm(tmp_path: Path) -> None:
    assert load(tmp_path, SMALL + 'rhythm = "nightly"').portal("yunxi").rhythm == "nightly"
    assert "must be 'weekly' or 'nightly'" in problems(tmp_path, SMALL + 'rhythm = "daily"')[0]


def test_a_window_covers_its_days_to_the_last_moment(tmp_path: Path) -> None:
    (window,) = load(tmp_path, SMALL + WINDOW).maintenance
    beijing = ZoneInfo("Asia/Shanghai")
    for moment, inside in (
        (datetime(2026, 11, 19, 23, 59, 59, tzinfo=beijing), False),
        (datetime(2026, 11, 20, tzinfo=beijing), True),
        (datetime(2026, 11, 21, 23, 59, 59, tzinfo=beijing), True),
        (datetime(2026, 11, 22, tzinfo=beijing), False),
    ):
        assert window.covers("yunxi", "other", moment) is inside
        assert window.covers("other", "www.yunxi.test", moment) is inside
        assert not window.covers("other", "other", moment)
    exact = WINDOW.replace("to = 2026-11-21", "to = 2026-11-20T06:30:00")
    (window,) = load(tmp_path, SMALL + exact).maintenance
    assert window.end == datetime(2026, 11, 20, 6, 30, tzinfo=beijing)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("from = 2026-11-20", "", "from: is missing"),
        ("to = 2026-11-21", "to = 2026-11-19", "to: must lie after from"),
        ("to = 2026-11-21", 'to = "2026-11-21"', "to: must be a date or a moment"),
        ('reason = "系统升级"', "", "reason: is missing"),
        ('"yunxi"', '"nobody"', "no portal has the id 'nobody'"),
        ('portals = ["yunxi"]\nhosts = ["WWW.Yunxi.test"]', "", "names hosts or portals"),
        ('reason = "系统升级"', 'reason = "x"\nwhy = 1', "why: unknown key"),
    ],
)
def test_bad_windows(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in WINDOW
    (found,) = problems(tmp_path, SMALL + WINDOW.replace(old, new))
    assert says in found


def test_channels_name_the_variable_that_holds_their_address(tmp_path: Path) -> None:
    units = CHANNEL.replace('"office"', '"g"').replace(
        'gets = ["summary", "alarms"]', 'gets = ["units"]\nportals = ["yunxi"]'
    )
    assert load(tmp_path, SMALL + CHANNEL + units).channels == (
        Channel("office", "GONGKAI_CHANNEL_OFFICE", ("summary", "alarms")),
        Channel("g", "GONGKAI_CHANNEL_OFFICE", ("units",), ("yunxi",)),
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"GONGKAI_CHANNEL_OFFICE"', '"wecombot://secretsecret"', "must be the NAME"),
        ('["summary", "alarms"]', '["scores"]', "unknown 'scores'"),
        ('["summary", "alarms"]', "[]", "gets: is missing"),
        ('["summary", "alarms"]', '["summary"]\nportals = ["yunxi"]', "goes with gets"),
        ('["summary", "alarms"]', '["units"]\nportals = ["x"]', "no portal has the id 'x'"),
    ],
)
def test_bad_channels(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in CHANNEL
    (found,) = problems(tmp_path, SMALL + CHANNEL.replace(old, new))
    assert says in found
    assert "secretsecret" not in found

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.errors import WatchlistError
from crawler.portals import PortalKind, Role, Watchlist
from crawler.portals.watchlist import load_watchlist

WHOLE = """
[monitor]
timezone = "Asia/Shanghai"
data = "kept"
contact = "zwgk@yunzhou.example"
nameserver = "127.0.0.1:5353"
rulebooks = ["standing"]
trial = true
[monitor.limits]
page_bytes = 1000
request_seconds = 3
[[monitor.rounds]]
id = "2026H2"
start_on = 2026-07-01
end_on = 2026-12-31

[mail]
server = "smtp://127.0.0.1:2525"
sender = "gongkai@yunzhou.example"
office = ["zwgk@yunzhou.example"]
rhythm = "nightly"

[[portals]]
id = "yunzhou"
name = "云州市人民政府"
kind = "city"
home = "http://www.yunzhou.test:8801"

[[portals]]
id = "yunxi"
name = "云溪县人民政府"
kind = "county"
home = "HTTP://WWW.Yunxi.test:80/zwgk/"
parent = "yunzhou"
contacts = ["office@yunxi.example"]
hosts = ["12345.Yunzhou.test:8801", "[::1]:8080"]
baseline_on = 2026-11-01
extra_holidays = [2026-08-05]
valid_from = 2020-01-01
rate = 2
[portals.sections]
interpretations = "http://www.yunxi.test/zwgk/zcjd/"
"""

SMALL = """
[monitor]
rulebooks = ["standing"]
[[portals]]
id = "yunxi"
name = "云溪县"
kind = "county"
home = "http://www.yunxi.test/"
"""


def load(tmp_path: Path, text: str) -> Watchlist:
    path = tmp_path / "gongkai.toml"
    path.write_text(text, encoding="utf-8")
    return load_watchlist(path, frozenset({"standing", "sixian-2020"}))


def problems(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(WatchlistError) as caught:
        load(tmp_path, text)
    return caught.value.problems


def test_a_whole_watchlist(tmp_path: Path) -> None:
    watchlist = load(tmp_path, WHOLE)
    assert watchlist.monitor.data == tmp_path / "kept"
    assert watchlist.monitor.limits.page_bytes == 1000
    assert watchlist.monitor.limits.request_seconds == 3.0
    assert watchlist.monitor.rounds[0].end_on == date(2026, 12, 31)
    assert watchlist.monitor.trial
    assert watchlist.mail is not None
    assert watchlist.mail.rhythm == "nightly"
    yunxi = watchlist.portal("yunxi")
    assert yunxi.kind is PortalKind.COUNTY
    assert yunxi.home == "http://www.yunxi.test/zwgk/"
    assert yunxi.hosts == ("12345.yunzhou.test:8801", "[::1]:8080")
    assert yunxi.rulebooks == ("standing",)
    assert yunxi.sections == {Role.INTERPRETATIONS: "http://www.yunxi.test/zwgk/zcjd/"}
    assert yunxi.extra_holidays == {date(2026, 8, 5)}
    assert watchlist.portal("yunzhou").home == "http://www.yunzhou.test:8801/"
    assert watchlist.ancestors(yunxi)[0].id == "yunzhou"


@pytest.mark.parametrize(
    "line, says",
    [
        ('colour = "red"', "portal 'yunxi': colour: unknown key"),
        ("rat = 2.0", "did you mean 'rate'?"),
        ("rate = 0", "portal 'yunxi': rate: must be more than 0"),
        ("rate = -1.5", "rate: must be more than 0"),
        ("rate = nan", "rate: must be more than 0"),
        ("rate = true", "rate: must be a number"),
        ('rulebooks = ["standin"]', "rulebooks: unknown rulebook 'standin'"),
        ('rulebooks = "standing"', "rulebooks: must be a list"),
        ("rulebooks = [7]", "rulebooks: must be a list of texts"),
        ('parent = "nobody"', "parent: no portal has the id 'nobody'"),
        ('parent = "yunxi"', "parent: parents run in a circle: yunxi → yunxi"),
        ('contacts = ["a@b, c@d"]', "contacts: 'a@b, c@d' is no mail address"),
        ('contacts = ["a@b\\nBcc: x@y"]', "contacts:"),
        ('hosts = ["http://a.test/"]', "hosts: 'http://a.test/' is no host"),
        ('hosts = ["169.254.169.254"]', "link-local"),
        ('hosts = ["[fe80::1]:80"]', "link-local"),
        ('hosts = ["0.0.0.0:80"]', "unspecified"),
        ('hosts = ["224.0.0.1"]', "multicast"),
        ('hosts = ["[::ffff:169.254.1.1]"]', "IPv4-mapped"),
        ('hosts = ["a.test:99999"]', "hosts:"),
        ('baseline_on = "2026-11-01"', "baseline_on: must be a date"),
        ("baseline_on = 2026-11-01T00:00:00", "baseline_on: must be a date"),
        ("extra_holidays = [2026]", "extra_holidays: must be a list of dates"),
        ("valid_from = 2026-01-02\nvalid_to = 2026-01-01", "valid_to: 2026-01-01 lies before"),
        ('[portals.sections]\nnewz = "http://a.test/"', "[sections]: newz: unknown role"),
        ('[portals.sections]\nnews = "/zwgk/"', "[sections]: news: '/zwgk/' is no http"),
    ],
)
def test_a_fault_names_file_portal_and_key(tmp_path: Path, line: str, says: str) -> None:
    found = problems(tmp_path, SMALL + line)
    assert len(found) == 1, found
    assert found[0].startswith(str(tmp_path / "gongkai.toml"))
    assert "portal 'yunxi'" in found[0]
    assert says in found[0]


@pytest.mark.parametrize(
    "home",
    [
        "ftp://a.test/",
        "www.a.test",
        "http://user:secret@a.test/",
        "http://user@a.test/",
        "http://a.test/#top",
        "http://169.254.169.254/",
        "http://[::]/",
        "http://a.test:0/",
        "http://a.test:port/",
        "http://a b.test/",
        "javascript:alert(1)",
    ],
)
def test_bad_home_addresses(tmp_path: Path, home: str) -> None:
    text = SMALL.replace("http://www.yunxi.test/", home)
    found = problems(tmp_path, text)
    assert len(found) == 1
    assert "home:" in found[0]
    assert "secret" not in found[0]


@pytest.mark.parametrize(
    "home", ["http://127.0.0.1:8801/", "http://[::1]:8801/", "http://10.1.2.3/"]
)
def test_loopback_and_private_homes_are_allowed(tmp_path: Path, home: str) -> None:
    assert load(tmp_path, SMALL.replace("http://www.yunxi.test/", home)).portals[0].home == home


@pytest.mark.parametrize(
    "name", ["../up", "a/b", "a\\\\b", ".hidden", "con", "NUL.txt", "a" * 65, "云", "a..b"]
)
def test_ids_must_be_safe_file_names(tmp_path: Path, name: str) -> None:
    found = problems(tmp_path, SMALL.replace('"yunxi"', f'"{name}"'))
    assert any("id:" in problem for problem in found)


@pytest.mark.parametrize("key", ["id", "name", "kind", "home"])
def test_mandatory_keys(tmp_path: Path, key: str) -> None:
    text = "\n".join(line for line in SMALL.splitlines() if not line.startswith(f"{key} ="))
    found = problems(tmp_path, text)
    assert len(found) == 1
    assert f"{key}: is missing" in found[0]
    assert ("portal number 1" if key == "id" else "portal 'yunxi'") in found[0]


@pytest.mark.parametrize(
    "table, says",
    [
        ('timezone = "Asia/Peking2"', "[monitor]: timezone: unknown timezone"),
        ('timezone = "../../etc/passwd"', "timezone: unknown timezone"),
        ('nameserver = "127.0.0.1"', "nameserver:"),
        ('nameserver = "dns.test:53"', "nameserver:"),
        ('nameserver = "::1:53"', "nameserver:"),
        ("trial = 1", "trial: must be true or false"),
        ('contact = "云州"', "contact:"),
        ("[monitor.limits]\npage_bytes = 0", "[limits]: page_bytes: must be more than 0"),
        ("[monitor.limits]\npage_byte = 1", "did you mean 'page_bytes'?"),
        ("[monitor.limits]\npage_bytes = 1.5", "page_bytes: must be a number"),
        ('[[monitor.rounds]]\nid = "a"\nstart_on = 2026-02-01', "end_on: is missing"),
        (
            '[[monitor.rounds]]\nid = "a"\nstart_on = 2026-01-01\nend_on = 2026-03-31\n'
            '[[monitor.rounds]]\nid = "b"\nstart_on = 2026-03-31\nend_on = 2026-06-30',
            "[[rounds]] number 2: start_on: 2026-03-31 to 2026-06-30 overlaps with round 'a'",
        ),
        (
            '[mail]\nserver = "smtp://u:geheim@h"\nsender = "a@b"',
            "[mail]: server: holds a password",
        ),
        ('[mail]\nserver = "http://h"\nsender = "a@b"', "[mail]: server:"),
        ('[mail]\nserver = "smtps://h:465"\nsender = "a b"', "[mail]: sender:"),
        ('[mail]\nserver = "smtp://h"\nsender = "a@b"\nrhythm = "daily"', "rhythm:"),
        ("[extra]\na = 1", "extra: unknown table or key"),
    ],
)
def test_faults_of_the_other_tables(tmp_path: Path, table: str, says: str) -> None:
    text = SMALL.replace(
        "[monitor]\n", f"[monitor]\n{table}\n" if "[" not in table else "[monitor]\n"
    )
    found = problems(tmp_path, text + (table if "[" in table else ""))
    assert len(found) == 1, found
    assert says in found[0]
    assert "geheim" not in found[0]


def test_every_problem_is_listed_at_once(tmp_path: Path) -> None:
    text = SMALL + 'colour = 1\nrate = -1\n[[portals]]\nkind = "moon"\nhome = "x"\n'
    found = problems(tmp_path, text)
    assert len(found) == 6
    assert sum("portal number 2" in problem for problem in found) == 4


def test_ids_are_unique_whatever_their_case(tmp_path: Path) -> None:
    again = SMALL.split("[[portals]]")[1].replace('"yunxi"', '"YunXi"')
    assert "is used twice" in problems(tmp_path, SMALL + "[[portals]]" + again)[0]


def test_rulebooks_must_come_from_somewhere(tmp_path: Path) -> None:
    text = SMALL.replace('rulebooks = ["standing"]', "")
    assert "rulebooks: is missing" in problems(tmp_path, text)[0]


def test_a_circle_of_parents(tmp_path: Path) -> None:
    two = SMALL + 'parent = "b"\n[[portals]]\nid = "b"\nname = "b"\nkind = "city"\n'
    found = problems(tmp_path, two + 'home = "http://b.test/"\nparent = "yunxi"\n')
    assert len(found) == 2
    assert all("circle" in problem for problem in found)


@pytest.mark.parametrize("content", [b"id = ", b"\xff\xfe\x00", b"portals = 3", b""])
def test_rubbish_files(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "gongkai.toml"
    path.write_bytes(content)
    with pytest.raises(WatchlistError, match=r"gongkai\.toml"):
        load_watchlist(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(WatchlistError, match="cannot be read"):
        load_watchlist(tmp_path / "none.toml")


TWIN = """
[[portals]]
id = "twin"
name = "云溪县"
kind = "county"
home = "HOME"
"""


@pytest.mark.parametrize(
    "home",
    [
        "http://www.yunxi.test/zwgk/",
        "http://www.yunxi.test/zwgk",
        "https://www.yunxi.test/zwgk/",
        "http://yunxi.test:80/zwgk/",
    ],
)
def test_no_unit_is_measured_twice(tmp_path: Path, home: str) -> None:
    text = SMALL.replace("yunxi.test/", "yunxi.test/zwgk/") + TWIN.replace("HOME", home)
    (found,) = problems(tmp_path, text)
    assert "portal 'twin': home: portal 'yunxi' has this home" in found


@pytest.mark.parametrize(
    "home",
    [
        "http://www.yunxi.test/shuiliju/",  # a guest in a folder of the county's host
        "http://www.yunxi.test/index.jsp?unit=2",
        "http://slj.yunxi.test/",
        "http://www.yunxi.test:8080/",
    ],
)
def test_a_home_of_its_own_on_a_shared_host_stays(tmp_path: Path, home: str) -> None:
    assert len(load(tmp_path, SMALL + TWIN.replace("HOME", home)).portals) == 2


def test_a_body_may_take_over_the_home_of_one_that_is_no_more(tmp_path: Path) -> None:
    twin = TWIN.replace("HOME", "http://www.yunxi.test/") + "valid_from = 2026-03-01\n"
    ended = SMALL + 'valid_to = VALID\nsuccessor = "twin"\n' + twin
    assert len(load(tmp_path, ended.replace("VALID", "2026-02-28")).portals) == 2
    (found,) = problems(tmp_path, ended.replace("VALID", "2026-03-01"))
    assert "measured twice" in found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a = 1\nname = “云溪县”\n", 'line 2: “ is a sign of the Chinese keyboard; TOML has " in'),
        ('name = "云溪县”\n', 'line 1: ” is a sign of the Chinese keyboard; TOML has " in'),
        ('name ＝ "云溪县"\r\n', "line 1: ＝ is a sign of the Chinese keyboard; TOML has = in"),
        ('a = ["x"，"y"]\n', "line 1: ， is a sign of the Chinese keyboard; TOML has , in"),
        ('name = "关于“放管服”改革\n', "not TOML: Illegal character"),
        ("a = 1 2\n", "not TOML: Expected newline"),
    ],
)
def test_signs_of_a_chinese_keyboard_are_told(tmp_path: Path, text: str, says: str) -> None:
    (found,) = problems(tmp_path, text)
    assert f"gongkai.toml: {says}" in found


@pytest.mark.parametrize(("coding", "says"), [("gbk", "as GBK (ANSI)"), ("utf-16", "as UTF-16")])
def test_a_file_in_another_coding_is_told(tmp_path: Path, coding: str, says: str) -> None:
    path = tmp_path / "gongkai.toml"
    path.write_bytes(SMALL.encode(coding))
    with pytest.raises(WatchlistError, match=r"is not saved as UTF-8") as told:
        load_watchlist(path)
    assert says in str(told.value)

"""Drafts of watchlist entries: guesses, and that nothing a portal says can break out of them."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.errors import GongkaiError
from crawler.portals import Portal, PortalKind, Role
from crawler.portals.watchlist import load_watchlist
from crawler.records import Cause, Dossier, Evidence, Section
from crawler.records.dossier import ReadState
from scheduler.onboarding.discovering import append, wished
from scheduler.onboarding.drafting import Draft, confidence, draft_text
from scheduler.onboarding.guessing import HomePage, below, id_of, is_below, kind_of, name_of
from scheduler.onboarding.trying import Bounds, Tried

NOW = datetime(2026, 11, 20, tzinfo=UTC)
HOSTILE = '云溪县"""\n]]\n[[portals]]\nid = "evil"\u2028[mail]\x00\x7f\\人民政府'
HOME = "http://www.yunxi.test/"


@pytest.mark.parametrize(
    ("title", "organiser", "name", "kind"),
    [
        ("首页 - 云溪县人民政府", "", "云溪县人民政府", "county"),
        ("欢迎访问云州市水务局门户网站", "", "云州市水务局", "department"),
        ("白沙镇人民政府_首页", "", "白沙镇人民政府", "township"),
        ("首页", "云州市人民政府办公室", "云州市人民政府", "city"),
        ("安江省人民政府", "", "安江省人民政府", "province"),
        ("云州水务集团有限公司", "", "云州水务集团", "enterprise"),
        ("某某自治区人民政府", "", "某某自治区人民政府", "province"),
    ],
)
def test_name_and_kind_are_guessed(title: str, organiser: str, name: str, kind: str) -> None:
    found = name_of(HomePage(title=title, organiser=organiser), "www.x.test")
    assert (found.value, kind_of(found).value) == (name, kind)


def test_what_cannot_be_guessed_is_said() -> None:
    found = name_of(HomePage(title="首页"), "www.x.test")
    assert (found.value, found.sure, kind_of(found).sure) == ("www.x.test", False, False)


@pytest.mark.parametrize(
    ("url", "taken", "expected"),
    [
        (HOME, (), "yunxi"),
        (HOME, ("Yunxi",), "yunxi-2"),
        ("http://jyj.yunzhou.gov.cn/", (), "jyj-yunzhou"),
        ("http://www.yunxi.test/bm/rsj/index.html", (), "yunxi-rsj"),
        ("http://127.0.0.1:8801/", (), "127-0-0-1"),
        ("http://con.test/", (), "portal-con"),
    ],
)
def test_ids_are_usable_and_free(url: str, taken: tuple[str, ...], expected: str) -> None:
    assert id_of(url, taken) == expected


def test_a_guest_is_told_from_a_front_door() -> None:
    assert not is_below(HOME)
    assert not is_below(HOME + "index.html")
    assert is_below(HOME + "bm/rsj/index.html")
    assert is_below(HOME + "index.jsp?organId=12")


def test_only_hosts_below_the_own_domain_are_proposed() -> None:
    hosts = ("12345.yunxi.test", "www.yunxi.test", "evil-yunxi.test", "yunxi.test.evil.test")
    assert below("www.yunxi.test", hosts) == ("12345.yunxi.test",)
    assert below("127.0.0.1", ("1.127.0.0.1",)) == ()


@pytest.mark.parametrize("url", ["http://169.254.169.254/", "file:///etc/passwd", "yunxi"])
def test_addresses_that_no_watchlist_may_have_are_refused(url: str) -> None:
    with pytest.raises(GongkaiError):
        wished(url, None, None, [])


@pytest.mark.parametrize("name", ['a"b', "../x", "a\nb", "云溪", "]]"])
def test_ids_that_no_watchlist_may_have_are_refused(name: str) -> None:
    with pytest.raises(GongkaiError, match="usable id"):
        wished(HOME, None, name, [])


def hostile() -> str:
    sections = {
        Role.INTERPRETATIONS: Section(
            Role.INTERPRETATIONS, ReadState.WHOLE, urls=(HOME + '"]]#\n',), name=HOSTILE
        ),
        Role.GAZETTE: Section(Role.GAZETTE, ReadState.ABSENT, reason=HOSTILE),
    }
    portal = Portal("yunxi", "x", PortalKind.COUNTY, HOME, ("standing",))
    dossier = Dossier(portal, NOW, sections, Evidence("urn:x", NOW, "0" * 64))
    bounds = Bounds(400, 300.0)
    tried = Tried(portal, NOW, bounds, dossier, None, None, (), (), (), 0.0, 0)
    home = HomePage(title=HOSTILE, generator=HOSTILE, family="trs", subdomains=("a.yunxi.test",))
    name = name_of(home, "www.yunxi.test")
    draft = Draft("yunxi", HOME, name, kind_of(name), ("standing",))
    wild = Draft("yunxi", HOME, type(name)(HOSTILE, HOSTILE), kind_of(name), ("standing",))
    draft_text(draft, tried, home)
    return draft_text(wild, tried, home)


def test_no_label_breaks_out_of_a_draft(tmp_path: Path) -> None:
    data = tomllib.loads(hostile())
    assert list(data) == ["portals"]
    (entry,) = data["portals"]
    assert set(entry) == {"id", "name", "kind", "home", "rulebooks"}
    assert (entry["id"], entry["home"]) == ("yunxi", HOME)
    path = tmp_path / "gongkai.toml"
    path.write_text(hostile(), encoding="utf-8")
    assert [one.id for one in load_watchlist(path).portals] == ["yunxi"]


def test_appending_leaves_a_watchlist_or_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "gongkai.toml"
    path.write_text(hostile(), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(GongkaiError, match="used twice"):
        append(path, hostile())
    assert path.read_bytes() == before
    other = hostile().replace('id = "yunxi"', 'id = "other"')
    with pytest.raises(GongkaiError, match="portal 'yunxi' has this home"):
        append(path, other)
    assert path.read_bytes() == before
    append(path, other.replace(f'home = "{HOME}"', f'home = "{HOME}zwgk/"'))
    assert [one.id for one in load_watchlist(path).portals] == ["yunxi", "other"]


def test_confidence_follows_label_and_reading() -> None:
    def of(name: str, cause: Cause | None = None, role: Role = Role.INTERPRETATIONS) -> str:
        state = ReadState.PART if cause else ReadState.WHOLE
        return confidence(Section(role, state, cause, name=name, newest_on=date.min))

    assert of("政策解读") == "高"
    assert of("政策解读", Cause.LIMIT) == "高"  # no more than the first pages were wanted
    assert of("政策解读", Cause.UNREADABLE) == "中"
    assert of("其他") == "中"
    assert of("其他", Cause.UNREADABLE) == "低"
    assert of("新闻中心", role=Role.NEWS) == "中"  # such a page gathers several columns


def test_a_title_without_its_place_is_filled_up_from_the_page() -> None:
    home = HomePage(
        title="县水利局政府信息公开-云溪县人民政府网",
        lines=("云溪县人民政府", "云溪县水利局政府信息公开", "云溪县水利局召开会议"),
    )
    assert name_of(home, "x.test", "云溪县人民政府").value == "云溪县水利局"
    town = HomePage(
        title="石桥镇政府信息公开-云溪县人民政府网",
        lines=("云溪县人民政府", "云溪县石桥镇人民政府政府信息公开"),
    )
    found = name_of(town, "x.test", "云溪县人民政府")
    assert (found.value, kind_of(found).value) == ("云溪县石桥镇人民政府", "township")


def test_a_watchlist_that_is_only_begun_takes_its_first_portal(tmp_path: Path) -> None:
    path = tmp_path / "gongkai.toml"
    path.write_text('[monitor]\ncontact = "zwgk@example.org"\n', encoding="utf-8")
    with pytest.raises(GongkaiError, match="at least one"):
        load_watchlist(path)
    assert load_watchlist(path, begun=True).monitor.contact == "zwgk@example.org"
    append(path, hostile())
    assert [one.id for one in load_watchlist(path).portals] == ["yunxi"]

"""Discovery from an address alone: drafts of portals in other layouts, and what is no portal."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crawler.errors import GongkaiError
from crawler.portals import Portal, PortalKind, Role, Watchlist
from crawler.portals.watchlist import load_watchlist
from crawler.records import Cause, Dossier, Evidence, Ipv6Probe, Miss, Snapshot
from crawler.records.certificate import Certificate
from reports.trial import render_trial
from scheduler.onboarding.checking import trial_of
from scheduler.onboarding.discovering import Wish, discover, discovered, prepared, wished
from scheduler.onboarding.faults import NotSeenError, certificate_note
from scheduler.onboarding.trying import Bounds, Tried
from scheduler.workplace import Workplace
from tests.crawler.fetching.dns_double import name_server
from tests.newcomers import county as newcomers
from tests.scheduler.onboarding.onboarding_walk import AS_OF, BOUNDS, Pages, draft_of
from tests.strangers import county as strangers
from tests.strangers.skin import Skin

HOME = "http://www.yunxi.test/"
NEW, STRANGE = "newcomer.test:18841", "stranger.test:18821"


@pytest.fixture(scope="module")
def strange() -> strangers.Strangers:
    return strangers.build()


@pytest.fixture(scope="module")
def new() -> newcomers.Newcomers:
    return newcomers.build(date(2026, 11, 20))


def pages_of_strangers(made: strangers.Strangers) -> Pages:
    def pages(host: str, target: str, form: str) -> tuple[int, str, bytes]:
        reply = made.hosts[host].answer(target, form, False)
        return reply.status, reply.kind, reply.body

    return pages


def pages_of_newcomers(made: newcomers.Newcomers) -> Pages:
    def pages(host: str, target: str, form: str) -> tuple[int, str, bytes]:
        status, body, kind = newcomers.answer(made, host, target, form, False)
        return status, kind, body

    return pages


def entry_of(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """The entry of a draft, and its commented sections as if they were uncommented."""
    (entry,) = tomllib.loads(text)["portals"]
    lines = [line[2:] for line in text.splitlines() if line.startswith("# ")]
    rows = [line.split(" = ") for line in lines if line.split(" = ")[0] in list(Role)]
    return entry, {row[0]: row[1].strip('"') for row in rows if len(row) == 2}


def test_a_guest_is_read_under_its_own_name(strange: strangers.Strangers, tmp_path: Path) -> None:
    home = f"http://www.lanquan.{STRANGE}/col/col7100/index.html"
    found = draft_of(Wish(home), None, pages_of_strangers(strange), tmp_path)
    entry, sections = entry_of(found.draft)
    assert (entry["name"], entry["kind"]) == ("芦桥镇人民政府", "township")
    assert sections["leaders"].endswith("/col/col7111/index.html")
    assert sections["guide"].endswith("/col/col7114/index.html")
    assert not any("col/col5" in url for url in sections.values())  # none of the owner's


def small(host: str, target: str, form: str) -> tuple[int, str, bytes]:
    """A county of two sections, one of them on a host below its own."""
    rows = "".join(
        f'<li><a href="/x/{n}.html">关于第{n}号工作安排的通知</a><span>2026-11-0{n}</span></li>'
        for n in range(1, 7)
    )
    pages = {
        ("www.yunxi.test", "/"): '<ul><li><a href="/gfxwj/">规范性文件</a></li><li>'
        '<a href="http://hd.www.yunxi.test/xjgk/">县长信箱</a></li></ul>'
        "<p>主办单位：云溪县人民政府办公室</p>",
        ("www.yunxi.test", "/gfxwj/"): f"<ul>{rows}</ul>",
        ("hd.www.yunxi.test", "/xjgk/"): f"<ul>{rows}</ul>",
    }
    body = pages.get((host, target))
    page = f"<html><title>首页</title><body>{body or '404'}</body></html>"
    return 200 if body else 404, "text/html; charset=utf-8", page.encode()


def test_a_host_that_a_person_allows_is_asked(tmp_path: Path) -> None:
    without = draft_of(Wish(HOME), None, small, tmp_path).draft
    entry, sections = entry_of(without)
    assert (entry["name"], sections["normative_documents"]) == ("云溪县人民政府", HOME + "gfxwj/")
    assert "message_board" not in sections
    assert '# hosts = ["hd.www.yunxi.test"]' in without
    wish = wished(HOME, None, None, ["hd.www.yunxi.test"])
    entry, sections = entry_of(draft_of(wish, None, small, tmp_path).draft)
    assert entry["hosts"] == ["hd.www.yunxi.test"]
    assert sections["message_board"] == "http://hd.www.yunxi.test/xjgk/"


def test_no_page_behind_a_row_is_asked_for(tmp_path: Path) -> None:
    asked: list[str] = []

    def pages(host: str, target: str, form: str) -> tuple[int, str, bytes]:
        asked.append(target)
        return small(host, target, form)

    draft_of(Wish(HOME), None, pages, tmp_path)
    assert "/gfxwj/" in asked
    assert [target for target in asked if target.startswith("/x/")] == []


def test_fields_and_misses_of_a_trial_are_words(tmp_path: Path) -> None:
    seen: list[Tried] = []
    draft_of(Wish(HOME), None, small, tmp_path, seen)
    assert seen[-1].dossier is not None
    miss = Miss(HOME + "x", Role.NEWS, Cause.SOFT_404, "shown: 404")
    tried = replace(seen[-1], dossier=replace(seen[-1].dossier, misses=(miss,)))
    trial = trial_of(tried, prepared(Wish(HOME), None).place)
    assert trial.dossier is not None
    assert "页面显示“404”" in render_trial(trial)
    names = {field.name for one in trial.examples for field in one.fields}
    assert "organiser" in names
    assert not any(name.endswith(".field") for name in names)


def test_a_draft_is_a_watchlist_with_its_sections_too(
    new: newcomers.Newcomers, tmp_path: Path
) -> None:
    home = f"http://wjw.lanchuan.{NEW}/"
    text = draft_of(Wish(home), None, pages_of_newcomers(new), tmp_path).draft
    assert "上限 400 页、300 秒" in text
    path = tmp_path / "gongkai.toml"
    whole = [line.removeprefix("# ") for line in text.splitlines()]
    heads = ("[", *(f"{role} =" for role in Role if role is not Role.HOME))
    kept = [line for line in whole if line.startswith(heads)]
    path.write_text(text + "\n".join(kept[1:]), encoding="utf-8")
    (portal,) = load_watchlist(path).portals
    assert portal.sections[Role.GUIDE].startswith(home)


def answering(status: int, body: str) -> Pages:
    """One host that answers everything alike, robots.txt apart."""

    def pages(host: str, target: str, form: str) -> tuple[int, str, bytes]:
        if target == "/robots.txt":
            return 404, "text/html", b""
        return status, "text/html; charset=utf-8", body.encode()

    return pages


LEADS = '<meta http-equiv="refresh" content="0;url=http://www.other.test/">'
CHALLENGE = (
    '<html><head><meta id="pQx" content="a81" r="m"><script r="m">$_ts=window["$_ts"];</script>'
    '<script src="/zc8Kd/x.9f2a.js" r="m"></script></head><body></body></html>'
)
PLAIN = "<html><title>花店</title><body><p>本店供应鲜花，欢迎选购。</p></body></html>"


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        (answering(200, LEADS), r"leads to another host, www\.other\.test, which was not asked"),
        (answering(412, CHALLENGE), "asks for a proof that a person is there"),
        (answering(200, PLAIN), "shows no section of a disclosure portal"),
        (answering(404, PLAIN), "home page was not seen: 无法访问"),
        (answering(403, PLAIN), "home page was not seen: 被拒绝访问"),
    ],
)
def test_what_is_no_portal_is_one_line(pages: Pages, said: str, tmp_path: Path) -> None:
    with pytest.raises(NotSeenError, match=said) as raised:
        draft_of(Wish(HOME), None, pages, tmp_path)
    assert "\n" not in str(raised.value)


def test_a_fault_of_ours_is_told_as_such() -> None:
    def look(place: Workplace, portal: Portal, bounds: Bounds) -> Tried:
        return Tried(
            portal, AS_OF, bounds, None, None, None, (), (), ("the worker died",), 0.0, 3
        )  # fmt: skip

    wish = Wish(HOME)
    with pytest.raises(NotSeenError, match="the visit failed: the worker died") as raised:
        discovered(wish, prepared(wish, None), BOUNDS, look)
    assert raised.value.status == 3


def listed(tmp_path: Path, nameserver: str = "", home: str = "http://www.else.test/") -> Watchlist:
    path = tmp_path / "gongkai.toml"
    server = f'nameserver = "{nameserver}"\n' if nameserver else ""
    path.write_text(
        f'[monitor]\nrulebooks = ["standing"]\n{server}[[portals]]\nid = "else"\nname = "某局"\n'
        f'kind = "department"\nhome = "{home}"\n',
        encoding="utf-8",
    )
    return load_watchlist(path)


def test_addresses_that_nobody_listed_are_not_asked_by_number(tmp_path: Path) -> None:
    for home in ("http://127.0.0.1:9/", "http://[::1]:9/", "http://8.8.8.8/"):
        with pytest.raises(GongkaiError, match="bare IP address"):
            discover(wished(home, None, None, []), listed(tmp_path), AS_OF, BOUNDS)


def test_names_that_lead_inside_are_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crawler.fetching import names

    with name_server({"www.yunxi.test": ["10.0.0.5"], "www.lo.test": ["127.0.0.1"]}) as dns:
        own = names.Names.of

        def ours(watchlist: Watchlist) -> names.Names:
            served = replace(watchlist.monitor, nameserver=dns.address)
            return own(replace(watchlist, monitor=served))

        monkeypatch.setattr(names.Names, "of", ours)  # as if it were the system's
        for home in (HOME, "http://www.lo.test/"):
            with pytest.raises(GongkaiError, match="only where the watchlist lists"):
                discover(wished(home, None, None, []), listed(tmp_path), AS_OF, BOUNDS)
        with pytest.raises(NotSeenError, match="cannot be resolved"):
            discover(wished("http://gone.test/", None, None, []), None, AS_OF, BOUNDS)


@pytest.mark.parametrize("url", ["www.yunxi.gov.cn", "yunxi.test/index.html"])
def test_an_address_without_scheme_says_so(url: str) -> None:
    with pytest.raises(GongkaiError, match="no scheme; write http"):
        wished(url, None, None, [])


def test_a_certificate_at_fault_is_noted() -> None:
    portal = Portal("x", "某局", PortalKind.DEPARTMENT, "https://www.x.test/", ("standing",))
    probe = Ipv6Probe(
        "urn:x", "", Role.HOME, Snapshot("urn:x", AS_OF, "0" * 64), host="www.x.test",
        certificate=Certificate("expired", said="certificate has expired"),
    )  # fmt: skip
    proof = Evidence("urn:x", AS_OF, "0" * 64)
    dossier = Dossier(portal, AS_OF, {}, proof, records=(probe,))
    tried = Tried(portal, AS_OF, BOUNDS, dossier, None, None, (), (), (), 0.0, 0)
    assert list(certificate_note(tried)) == [
        "www.x.test: the certificate is not in order: certificate has expired"
    ]


def test_bounds_hold_for_all_of_a_discovery(strange: strangers.Strangers, tmp_path: Path) -> None:
    asked: list[str] = []
    inner = pages_of_strangers(strange)

    def pages(host: str, target: str, form: str) -> tuple[int, str, bytes]:
        asked.append(target)
        return inner(host, target, form)

    few = Bounds(8, 60.0)
    found = draft_of(Wish(f"http://www.tongshui.{STRANGE}/"), None, pages, tmp_path, bounds=few)
    assert len([one for one in asked if one != "/robots.txt"]) <= 8
    assert "已到上限" in found.draft


def addresses_of(skin: Skin) -> dict[str, str]:
    """The sections that a portal of the strangers has in order, and their pages."""
    seen = ("ok", "empty", "thin", "none")
    roles = [role for role in skin.words if skin.has(role) and skin.state(role) in seen]
    return {role: f"http://{skin.plan.host}{skin.path(role)}" for role in roles}


@pytest.mark.slow
def test_sections_of_strangers_are_found_from_the_home_address_alone(
    strange: strangers.Strangers, tmp_path: Path
) -> None:
    pages = pages_of_strangers(strange)
    of, found, wrong = 0, 0, []
    for skin in strange.skins:
        plan = skin.plan
        _, sections = entry_of(draft_of(Wish(plan.home), None, pages, tmp_path).draft)
        expected = addresses_of(skin)
        of += len(expected)
        found += sum(role in sections for role in expected)
        for role, url in sections.items():
            # The board itself may be named, below the page that gathers the boards.
            if role not in expected or not url.startswith(expected[role]):
                wrong.append((plan.key, role, url))
    assert found / of >= 0.97
    assert wrong == []


@pytest.mark.slow
def test_sections_of_newcomers_are_found_from_the_home_address_alone(
    new: newcomers.Newcomers, tmp_path: Path
) -> None:
    parts = {
        "政府信息公开指南": "guide",
        "政府信息公开制度": "system_rules",
        "法定主动公开内容": "statutory_content",
        "政府信息公开年报": "annual_reports",
    }
    of, found = 0, 0
    for unit in new.units:
        draft = draft_of(Wish(unit.home), None, pages_of_newcomers(new), tmp_path).draft
        entry, sections = entry_of(draft)
        assert entry["name"].endswith(unit.name), draft
        expected = {parts[name] for name in parts if name not in unit.missing_parts}
        expected |= {role for role, rows in unit.lists.items() if rows and role in list(Role)}
        expected |= {
            str(row["aspect"])
            for row in new.truth
            if (row["portal"], row["check"]) == (unit.id, "section_present")
            and row["outcome"] == "passed"
        }
        of += len(expected)
        found += len(expected & sections.keys())
    assert found / of >= 0.97

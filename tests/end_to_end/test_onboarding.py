"""From an address to an entry, and a page on what was read, by the real commands on loopback."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from demo import build, serve
from tests.end_to_end.conftest import AS_OF, gongkai, write_watchlist

pytestmark = pytest.mark.slow
MOMENT = ("--as-of", f"{AS_OF}T02:00")


def sections(folder: Path, *arguments: str) -> list[str]:
    """The lines that a check prints of sections, but for the portal's name."""
    done = gongkai("portal", "check", *arguments, *MOMENT, "--out", "page.html", folder=folder)
    assert done.returncode == 0, done.stderr
    return [line for line in done.stdout.splitlines() if line.startswith("  ")]


def test_a_discovered_entry_finds_what_a_hand_written_one_finds(tmp_path: Path) -> None:
    with serve(build(date.fromisoformat(AS_OF))) as serving:
        path = write_watchlist(tmp_path, serving)
        before = path.read_bytes()
        for portal in ("yunxi", "qinglan", "shuiwu"):
            listed = {one["id"]: one for one in tomllib.loads(path.read_text("utf-8"))["portals"]}
            home, name, kind = (listed[portal][key] for key in ("home", "name", "kind"))
            done = gongkai("portal", "discover", home, "--id", "new", folder=tmp_path)
            assert done.returncode == 0, done.stderr
            (entry,) = tomllib.loads(done.stdout)["portals"]
            assert (entry["name"], entry["kind"], entry["home"]) == (name, kind, home)
            settings = f'[monitor]\nnameserver = "127.0.0.1:{serving.dns_port}"\n'
            draft = tmp_path / "draft.toml"
            draft.write_text(settings + done.stdout, encoding="utf-8")
            assert sections(tmp_path, "draft.toml") == sections(tmp_path, portal)
        assert path.read_bytes() == before
        assert {one.name for one in tmp_path.iterdir()} == {
            "gongkai.toml", "draft.toml", "page.html",
        }  # fmt: skip


def test_a_guest_is_drafted_below_the_owner_of_its_host(tmp_path: Path) -> None:
    with serve(build(date.fromisoformat(AS_OF))) as serving:
        path = write_watchlist(tmp_path, serving)
        home = f"http://www.yunxi.test:{serving.county.port}/bm/rsj/index.html"
        done = gongkai("portal", "discover", home, "--id", "new", "--append", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    entries = {one["id"]: one for one in tomllib.loads(path.read_text("utf-8"))["portals"]}
    assert entries["new"]["parent"] == "yunxi"
    assert entries["new"]["name"] == entries["yunxi-rsj"]["name"]
    assert len(entries) == 9


@contextmanager
def one_page(folder: Path, html: str) -> Iterator[str]:
    """A host on loopback that answers with one page alone."""
    folder.mkdir()
    (folder / "index.html").write_text(html, encoding="utf-8")
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_host_that_does_not_answer_is_drafted_with_the_reason(tmp_path: Path) -> None:
    done = gongkai(
        "portal", "discover", "http://127.0.0.1:9/", "--write", "d.toml", folder=tmp_path
    )
    assert done.returncode == 1, done.stderr
    assert tomllib.loads(done.stdout)["portals"][0]["kind"] == "county"
    assert "# normative_documents" in done.stdout
    assert "无法观察" in done.stdout
    checked = gongkai("portal", "check", "d.toml", "--out", "p.html", folder=tmp_path)
    assert checked.returncode == 1, checked.stderr
    assert "无法观察" in (tmp_path / "p.html").read_text("utf-8")
    again = gongkai(
        "portal", "discover", "http://127.0.0.1:9/", "--write", "d.toml", folder=tmp_path
    )
    assert (again.returncode, "is there already" in again.stderr) == (2, True)


def test_a_shell_with_a_hostile_title_has_no_section(tmp_path: Path) -> None:
    shell = (
        '<html><head><title>"""]]\n[[portals]]\n&lt;script&gt;alert(1)</title></head>'
        '<body><div id="app"></div><script src="/app.js"></script></body></html>'
    )
    with one_page(tmp_path / "site", shell) as url:
        done = gongkai("portal", "discover", url, "--write", "d.toml", folder=tmp_path)
        assert done.returncode in (0, 1), done.stderr
        assert len(tomllib.loads(done.stdout)["portals"]) == 1
        assert "# [portals.sections]" not in done.stdout
        gongkai("portal", "check", "d.toml", "--out", "p.html", folder=tmp_path)
    page = (tmp_path / "p.html").read_text("utf-8")
    assert "<script" not in page
    assert "未找到栏目 0" not in done.stdout

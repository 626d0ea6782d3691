"""From an address to an entry, and a page on what was read, by the real commands on loopback."""

from __future__ import annotations

import socket
import threading
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.portals.watchlist import load_watchlist
from demo import build, serve
from tests.crawler.fetching.dns_double import name_server
from tests.end_to_end.conftest import AS_OF, gongkai

pytestmark = pytest.mark.slow


def test_an_address_becomes_an_entry_and_a_page(tmp_path: Path) -> None:
    path = tmp_path / "gongkai.toml"
    with serve(build(date.fromisoformat(AS_OF))) as serving:
        server = f"127.0.0.1:{serving.dns_port}"
        path.write_text(f'[monitor]\nnameserver = "{server}"\n', encoding="utf-8")
        home = f"http://www.yunxi.test:{serving.county.port}/"
        found = gongkai("portal", "discover", home, "--append", folder=tmp_path)
        assert found.returncode == 0, found.stderr
        assert "at most 400 pages and 300 seconds" in found.stderr
        checked = gongkai(
            "portal", "check", "yunxi", "--as-of", f"{AS_OF}T02:00", "--out", "p.html",
            folder=tmp_path,
        )  # fmt: skip
        assert checked.returncode == 0, checked.stderr
        rsj = home + "bm/rsj/index.html"
        guest = gongkai("portal", "discover", rsj, "--append", folder=tmp_path)
        assert guest.returncode == 0, guest.stderr
    (entry,) = tomllib.loads(found.stdout)["portals"]
    assert (entry["id"], entry["name"], entry["kind"]) == ("yunxi", "云溪县人民政府", "county")
    assert f'# normative_documents = "{home}col/' in found.stdout
    own, below = load_watchlist(path).portals
    assert (below.parent, below.name) == (own.id, "云溪县人力资源和社会保障局")
    text = LexborHTMLParser((tmp_path / "p.html").read_text("utf-8")).text()
    for words in ("县长信箱", "完整读取", "字段读取示例", "成文日期", "文件未被改动"):
        assert words in text
    assert sorted(one.name for one in tmp_path.iterdir()) == ["gongkai.toml", "p.html"]


@contextmanager
def silent_host() -> Iterator[int]:
    """A port that takes connections and never answers."""
    held: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def take() -> None:
            while True:
                try:
                    held.append(server.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        yield server.getsockname()[1]
    for one in held:
        one.close()


def test_a_host_that_never_answers_is_left_in_time(tmp_path: Path) -> None:
    with silent_host() as port, name_server({"www.silent.test": ["127.0.0.1"]}) as dns:
        settings = f'[monitor]\nnameserver = "{dns.address}"\n'
        (tmp_path / "gongkai.toml").write_text(settings, encoding="utf-8")
        home = f"http://www.silent.test:{port}/"
        began = time.monotonic()
        done = gongkai(
            "portal", "discover", home, "--seconds", "5", "--write", "d.toml", folder=tmp_path
        )
        assert time.monotonic() - began < 90
    assert (done.returncode, done.stdout) == (1, "")
    assert "home page was not seen" in done.stderr.splitlines()[-1]
    assert not (tmp_path / "d.toml").exists()

"""A real server: started, read while a run is being put into the feed, and stopped."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from jsonschema import Draft202012Validator

from checks.engine.finding import Finding
from reports.feed import feed_schema
from scheduler.cli.serve import _listen
from tests.reports.builders import finding, judged
from tests.scheduler.serving.builders import Office, nights

WATCHLIST = """
[monitor]
rulebooks = ["standing"]
[serve]
public = true
[[portals]]
id = "yunxi"
name = "云溪县人民政府"
kind = "county"
home = "http://www.yunxi.test:8801/"
"""


@contextmanager
def served(office: Office, *options: str) -> Iterator[tuple[str, list[str]]]:
    """`gongkai serve`; yields its address and, once it ended, what it logged."""
    watchlist = office.places.data.parent / "gongkai.toml"
    watchlist.write_text(WATCHLIST, "utf-8")
    command = [sys.executable, "-m", "scheduler", "serve", "--watchlist", str(watchlist)]
    command += ["--data", str(office.places.data), "--port", "0", *options]
    logged: list[str] = []
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ) as server:
        assert server.stderr is not None
        try:
            line = server.stderr.readline()
            found = re.fullmatch(r"serving (http://127\.0\.0\.1:\d+)/ and \S+/feed/v1/\n", line)
            assert found, line + server.stderr.read()
            yield found.group(1), logged
        finally:
            server.send_signal(signal.SIGTERM)
            logged += server.stderr.read().splitlines()
            assert server.wait(30) in (0, -signal.SIGTERM)


@pytest.mark.slow
def test_a_server_answers_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    office = Office(tmp_path)
    for one in nights("2026-11-19", "2026-11-20"):
        office.publish(one)
    office.release("2026-11-19")
    reader = office.token("unit:yunxi", True)
    with served(office) as (address, logged), httpx.Client(base_url=address) as client:
        assert client.get("/health").json() == {"status": "ok"}
        public = client.get("/feed/v1/latest.json")
        assert public.headers["content-encoding"] == "gzip"
        assert public.json()["run"] == "2026-11-19"
        assert "server" not in public.headers
        own = client.get("/feed/v1/latest.json", headers=reader)
        assert [score["portal"] for score in own.json()["scores"]] == ["yunxi"]
        head = client.head("/feed/v1/latest.json", headers=reader)
        assert (head.status_code, head.content) == (200, b"")
        # A token made while the server runs is good at once.
        late = office.token("all", True)
        assert client.get("/feed/v1/latest.json", headers=late).json()["run"] == "2026-11-20"
        raw = client.get("/feed/v1/../../gongkai.db")
        assert raw.status_code == 404
    assert any(" r0 GET /feed/v1/latest.json 200 " in line for line in logged)
    assert not any("gk_" in line for line in logged)


@pytest.mark.slow
def test_a_taken_port_is_one_clear_error(tmp_path: Path) -> None:
    office = Office(tmp_path)
    watchlist = tmp_path / "gongkai.toml"
    watchlist.write_text(WATCHLIST, "utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "scheduler", "serve", "--watchlist", str(watchlist)]
        command += ["--data", str(office.places.data), "--port", port]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert "--port" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_no_answer_mixes_two_states(tmp_path: Path) -> None:
    """A run is put into the feed again and again, its scores changed, while readers read."""
    office = Office(tmp_path)
    (plain,) = nights("2026-11-20")
    more = judged(finding(portal="yunxi", number=99, subject="http://www.yunxi.test:8801/x.html"))
    states = [plain, replace(plain, judged=(*plain.judged, more), code_version="other")]
    for one in states:
        office.publish(one)
    reader, validator = office.token("all", True), Draft202012Validator(feed_schema())
    done = threading.Event()
    faults: list[str] = []
    read: list[int] = []

    # One application for all, as in a server, and made before the threads are.
    client = office.client()
    assert client.get("/feed/v1/latest.json", reader).status_code == 200

    def look() -> None:
        while not done.is_set():
            answer = client.get("/feed/v1/latest.json", reader)
            if answer.status_code != 200:
                faults.append(f"{answer.status_code} {answer.text[:200]}")
                continue
            body = answer.json()
            faults.extend(error.message for error in validator.iter_errors(body))
            count = sum(
                len(line["problems"]) for score in body["scores"] for line in score["indicators"]
            )
            read.append(count)
            for path in ("latest.json", "latest.csv"):
                if not (office.places.feed / path).read_bytes():
                    faults.append("an empty file")

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for turn in range(6):
        office.publish(states[turn % 2])
    done.set()
    for thread in threads:
        thread.join(30)
    assert faults == []
    assert len(set(read)) <= 2
    assert read


HOSTILE = "=cmd|'/c calc'!A1\u202e<script>alert(1)</script>]]>&\x00\x1b[31m"


def test_nothing_crawled_acts_in_csv_json_or_xml(tmp_path: Path) -> None:
    office = Office(tmp_path)
    (plain,) = nights("2026-11-20")
    bad: Finding = finding(
        portal="yunxi", number=98, title=HOSTILE, statement=HOSTILE + "。",
        subject="http://www.yunxi.test:8801/=x\u202e.html",
    )  # fmt: skip
    portals = tuple(
        replace(one, name="=1+1</title>]]>") if one.id == "yunxi" else one for one in plain.portals
    )
    office.publish(replace(plain, portals=portals, judged=(*plain.judged, judged(bad))))
    reader, client = office.token("all", True), office.client()
    sheet = client.get("/feed/v1/latest.csv", reader).text
    assert not re.search(r'(^|,)"?[=+@\t]', sheet.lstrip("\ufeff"), re.M)
    assert "'=1+1" in sheet
    for path in ("latest.json", "latest.csv", "atom.xml", "scores/2026-11-20.json"):
        answer = client.get(f"/feed/v1/{path}", reader)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not {"\u202e", "\x00", "\x1b"} & set(answer.text)
    atom = client.get("/feed/v1/atom.xml", reader).text
    assert "</title>]]>" not in atom
    assert "=1+1&lt;/title&gt;]]&gt;" in atom


@pytest.mark.parametrize(
    "path", ["feed/v1/released/latest.json", "gongkai.db", "pieces.db", "docs"]
)
def test_nothing_but_the_feed_is_served(tmp_path: Path, path: str) -> None:
    office = Office(tmp_path)
    office.publish(nights("2026-11-20")[0])
    office.release("2026-11-20")
    assert office.client().get(f"/{path}", office.token("all", True)).status_code == 404


def test_a_data_folder_of_an_older_version_says_what_the_feed_lacks(tmp_path: Path) -> None:
    from scheduler.reporting.feeding import not_in_feed

    office = Office(tmp_path)
    office.publish(nights("2026-11-20")[0])
    with office.books() as db:
        for run, state in (("2026-11-18", "complete"), ("2026-11-19", "running")):
            db.table("runs").insert({"run": run, "as_of": "x", "state": state, "detail": "{}"})
        assert not_in_feed(db, office.places) == ["2026-11-18"]


def test_the_description_is_whole_and_the_one_in_the_docs(tmp_path: Path) -> None:
    office = Office(tmp_path)
    served = office.client().get("/feed/v1/openapi.json")
    assert served.status_code == 200
    kept = Path(__file__).parents[3] / "docs/openapi.json"
    assert served.text == kept.read_text("utf-8"), "script/docs writes it"
    made = served.json()
    assert made["openapi"].startswith("3.1")
    for name in re.findall(r'"#/components/schemas/([^"]+)"', served.text):
        assert name in made["components"]["schemas"]
    Draft202012Validator.check_schema(
        {"$ref": "#/components/schemas/feed", "components": made["components"]}
    )
    reader = office.token("all", True)
    for path, methods in made["paths"].items():
        assert set(methods) == {"get"}
        asked = path.replace("{date}", "2026-11-20").replace("{id}", "a")
        status = office.client().get(asked, reader).status_code
        assert str(status) in methods["get"]["responses"]


def test_small_answers_do_not_wait_for_acknowledgements() -> None:
    with (
        _listen("127.0.0.1", 0) as listening,
        socket.create_connection(listening.getsockname()),
        listening.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

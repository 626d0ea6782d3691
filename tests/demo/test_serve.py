import socket
import time
import tomllib
from datetime import date

import dns.exception
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype
import httpx
import pytest

from demo import build, serve
from demo.__main__ import main
from demo.truth import as_json, from_json


@pytest.fixture(scope="module")
def serving():
    with serve(build(date(2026, 11, 20))) as one:
        yield one


def get(serving, host, path, address="127.0.0.1", **headers):
    site = serving.county.site(host)
    port = serving.county.lonely_port if site.lonely else serving.county.port
    with httpx.Client(trust_env=False, timeout=5) as client:
        return client.get(
            f"http://{address}:{port}{path}", headers={"Host": f"{host}:{port}", **headers}
        )


def ask(serving, name, kind, over=dns.query.udp):
    return over(dns.message.make_query(name, kind), "127.0.0.1", port=serving.dns_port, timeout=5)


def test_pages_answer_over_both_families(serving):
    four = get(serving, "www.yunzhou.test", "/")
    six = get(serving, "www.yunzhou.test", "/", "[::1]")
    assert four.status_code == six.status_code == 200
    assert four.content == six.content
    assert f"http://www.yunxi.test:{serving.county.port}/".encode() in four.content
    assert b":8801" not in four.content or serving.county.port == 8801


def test_inner_pages_of_one_host_are_missing_over_ipv6(serving):
    assert get(serving, "www.qinglan.test", "/", "[::1]").status_code == 200
    assert get(serving, "www.qinglan.test", "/tzgg/", "[::1]").status_code == 404
    assert get(serving, "www.qinglan.test", "/tzgg/").status_code == 200


def test_nothing_listens_over_ipv6_where_the_lonely_host_lives(serving):
    assert get(serving, "www.baisha.test", "/").status_code == 200
    with (
        pytest.raises(OSError),
        socket.create_connection(("::1", serving.county.lonely_port), timeout=2),
    ):
        pass


def test_conditional_requests_and_compression(serving):
    first = get(serving, "www.yunxi.test", "/")
    assert first.headers["content-encoding"] == "gzip"
    again = get(serving, "www.yunxi.test", "/", **{"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    plain = get(serving, "www.yunxi.test", "/", **{"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == first.content


def test_further_rows_come_by_the_calls_of_each_family(serving):
    county = serving.county
    home = get(serving, "www.yunzhou.test", "/zwgk/index.html").text
    organ = home.split("/public/column/")[1].split("?")[0]
    site = county.site("www.yunzhou.test")
    shown = [path for path in site.calls if path.startswith("/public/column/")]
    assert shown == [f"/public/column/{organ}"]
    unit = county.units[1]
    number = unit.by_role("news")
    path = next(p for p in county.site("www.yunxi.test").pages if p.startswith("/col/"))
    assert number is not None
    assert path.endswith("/index.html")
    board = get(serving, "www.yunxi.test", "/").text.split("mailpublist.do?sysid=")[1].split('"')[0]
    call = (
        f"/jact/front/dataproxy_mailpublist.do?startrecord=16&endrecord=30&perpage=15&sysid={board}"
    )
    assert "dataStore = [" in get(serving, "www.yunxi.test", call).text
    assert get(serving, "www.yunzhou.test", "/site/label/8888?catId=1").status_code == 404


def test_conditions_are_served_as_planned(serving):
    assert get(serving, "swj.yunzhou.test", "/jzxx/index.html").status_code in (200, 412)
    assert "$_ts" in get(serving, "swj.yunzhou.test", "/jzxx/index.html").text
    robots = get(serving, "www.qinglan.test", "/robots.txt").text
    assert "Disallow: /xzjd/slx/ldfg/" in robots
    assert get(serving, "www.yunzhou.test", "/nothing.html").status_code == 404
    port = serving.county.port
    stranger = httpx.get(
        f"http://127.0.0.1:{port}/", headers={"Host": "www.unknown.test"}, trust_env=False
    )
    assert stranger.status_code == 421


def test_names(serving):
    four = ask(serving, "www.yunzhou.test", "A")
    assert [str(item) for item in four.answer[0]] == ["127.0.0.1"]
    six = ask(serving, "www.yunzhou.test", "AAAA", dns.query.tcp)
    assert [str(item) for item in six.answer[0]] == ["::1"]
    assert ask(serving, "www.yunxi.test", "AAAA").answer == []
    assert ask(serving, "www.yunxi.test", "AAAA").rcode() == dns.rcode.NOERROR
    assert ask(serving, "nowhere.test", "A").rcode() == dns.rcode.NXDOMAIN


def test_rubbish_does_not_stop_the_server(serving):
    for rubbish in (
        b"\x00\xff\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", serving.county.port), timeout=5) as sock:
            sock.sendall(rubbish)
            assert sock.recv(100) == b""
    assert get(serving, "www.yunzhou.test", "/").status_code == 200


def test_three_hundred_pages_a_second(serving):
    site = serving.county.site("www.yunzhou.test")
    port = serving.county.port
    paths = list(site.pages)[:300]
    with httpx.Client(trust_env=False) as client:
        started = time.perf_counter()
        for path in paths:
            client.get(f"http://127.0.0.1:{port}{path}", headers={"Host": f"{site.host}:{port}"})
        seconds = time.perf_counter() - started
    assert len(paths) / seconds > 50  # a thousand on a free core: other work shares the machine


def test_the_watchlist_names_every_portal_with_the_real_ports(serving):
    watchlist = tomllib.loads(serving.watchlist)
    assert watchlist["monitor"]["nameserver"] == f"127.0.0.1:{serving.dns_port}"
    assert [portal["id"] for portal in watchlist["portals"]] == [
        unit.id for unit in serving.county.units
    ]
    homes = {portal["home"] for portal in watchlist["portals"]}
    assert f"http://www.baisha.test:{serving.county.lonely_port}/" in homes
    assert {truth.subject for truth in serving.county.truth} >= homes


def test_the_truth_travels_as_json(serving):
    assert from_json(as_json(serving.county.truth)) == serving.county.truth


@pytest.mark.parametrize("taken", ["--port", "--dns-port"])
def test_a_port_that_is_taken_is_one_clear_line(serving, taken, capsys):
    ports = {"--port": serving.county.port, "--dns-port": serving.dns_port}
    assert main([taken, str(ports[taken])]) == 2
    told = capsys.readouterr().err
    assert told == f"port {ports[taken]} is taken: give another with {taken}\n"


def test_the_port_after_it_is_told_with_its_reason(capsys):
    with socket.socket() as free, socket.socket() as busy:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        busy.bind(("127.0.0.1", port + 1))
        busy.listen()
        free.close()
        assert main(["--port", str(port)]) == 2
    told = f"port {port + 1} is taken: give another with --port, which takes the next one, too\n"
    assert capsys.readouterr().err == told


def test_writing_without_serving(tmp_path, capsys):
    assert main(["--write", str(tmp_path), "--port", "9100"]) == 0
    path = capsys.readouterr().out.strip()
    assert path == str(tmp_path / "sample-county.toml")
    assert "http://www.yunzhou.test:9100/" in (tmp_path / "sample-county.toml").read_text("utf-8")
    assert from_json((tmp_path / "truth.json").read_text("utf-8"))


@pytest.mark.parametrize("day", ["2020-11-20", "2027-01-01"])
def test_a_day_without_a_county_is_one_clear_error(
    day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--as-of", day]) == 2
    assert capsys.readouterr() == (
        "", f"--as-of: {day}: the sample county is made for the dates of 2026\n",
    )  # fmt: skip

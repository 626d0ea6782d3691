"""Every address of the feed: what it holds, for whom, and that it keeps its schema."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from reports.feed import feed_schema
from reports.scores import SCORE_CSV_KEYS
from tests.scheduler.serving.builders import NOW, Office, night, nights, units

ALL = {"yunzhou", "yunxi", "ymh", "shiqiao"}
RUNS = ("2026-11-18", "2026-11-19", "2026-11-20")


def keeps(schema: str | None, body: Any) -> None:
    whole = feed_schema()
    rules = whole if schema is None else {"$ref": f"#/$defs/{schema}", "$defs": whole["$defs"]}
    checker = Draft202012Validator(rules, format_checker=FormatChecker())
    assert list(checker.iter_errors(body)) == []


@pytest.fixture(scope="module")
def three_nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nights")
    made = Office(folder)
    for one in nights(*RUNS):
        made.publish(one)
    return folder


@pytest.fixture
def office(tmp_path: Path, three_nights: Path) -> Office:
    return Office(shutil.copytree(three_nights, tmp_path, dirs_exist_ok=True))


def test_every_json_answer_keeps_the_schema(office: Office) -> None:
    reader = office.token("all", unreleased=True)
    client = office.client()
    for path in ("latest.json", "scores/2026-11-19.json", "portals/yunxi.json"):
        answer = client.get(f"/feed/v1/{path}", headers=reader)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        keeps(None, answer.json())
    answer = client.get("/feed/v1/scores?from=2026-11-01&to=2026-11-30", headers=reader)
    keeps("range", answer.json())
    keeps("refusal", client.get("/feed/v1/latest.json").json())
    keeps("health", client.get("/health").json())


def test_the_files_and_the_answers_are_the_same(office: Office) -> None:
    reader, client = office.token("all", unreleased=True), office.client()
    feed = office.places.feed
    for path in ("latest.json", "latest.csv", "scores/2026-11-18.json", "scores/2026-11-18.csv"):
        assert client.get(f"/feed/v1/{path}", headers=reader).content == (feed / path).read_bytes()
    own = json.loads((feed / "portals/yunxi.json").read_text())
    served = client.get("/feed/v1/portals/yunxi.json", headers=reader).json()
    assert served["scores"] == own["scores"]
    assert [point["run"] for point in served["history"]] == list(RUNS)


def test_units_stand_in_the_order_of_the_list(office: Office) -> None:
    reader = office.token("all", unreleased=True)
    scores = office.client().get("/feed/v1/latest.json", headers=reader).json()["scores"]
    assert [score["portal"] for score in scores] == ["yunzhou", "yunxi", "ymh", "shiqiao"]


SCOPES = {
    "all": ALL,
    "unit:yunxi": {"yunxi"},
    "unit:shiqiao": {"shiqiao"},
    "group:yunxi": {"yunxi", "shiqiao"},
    "group:yunzhou": ALL,
    "unit:yun": set(),
    "group:yun": set(),
}


@pytest.mark.parametrize("released", [True, False])
@pytest.mark.parametrize("unreleased", [True, False])
@pytest.mark.parametrize("scope", SCOPES)
def test_scopes(office: Office, scope: str, unreleased: bool, released: bool) -> None:
    if released:
        office.release("2026-11-19")
    reader, client = office.token(scope, unreleased), office.client()
    seen = SCOPES[scope] if unreleased or released else set()
    last = "2026-11-20" if unreleased else "2026-11-19"
    runs = set(RUNS) if unreleased else {"2026-11-19"}

    def get(path: str) -> Any:
        return client.get(f"/feed/v1/{path}", headers=reader)

    latest = get("latest.json")
    assert latest.status_code == (200 if seen else 404)
    if seen:
        assert latest.json()["run"] == last
        assert units(latest) == seen
        rows = list(csv.DictReader(io.StringIO(get("latest.csv").content.decode("utf-8-sig"))))
        assert {row["portal"] for row in rows} == seen
    for run in RUNS:
        known = bool(seen) and run in runs
        for form in ("json", "csv"):
            assert get(f"scores/{run}.{form}").status_code == (200 if known else 404)
    for portal in ALL:
        one = get(f"portals/{portal}.json")
        assert one.status_code == (200 if portal in seen else 404)
        assert get(f"portals/{portal}.csv").status_code == one.status_code
        if portal in seen:
            assert {point["run"] for point in one.json()["history"]} == runs
    found = get("scores?from=2026-11-01&to=2026-11-30").json()
    assert {score["portal"] for score in found["scores"]} == seen
    assert {run["run"] for run in found["runs"]} == (runs if seen else set())
    sheet = get("scores?from=2026-11-01&to=2026-11-30&format=csv").text
    atom = get("atom.xml").text
    for hidden in ALL - seen:
        name = {one.id: one.name for one in night().portals}[hidden]
        assert f",{hidden}," not in sheet
        assert name not in atom
        assert f"/{hidden}/" not in get("latest.json").text
    for run in set(RUNS) - (runs if seen else set()):
        assert run not in atom


def test_unknown_and_hidden_are_told_in_the_same_words(office: Office) -> None:
    reader, client = office.token("unit:yunxi", unreleased=True), office.client()
    hidden = client.get("/feed/v1/portals/ymh.json", headers=reader)
    unknown = client.get("/feed/v1/portals/nothing.json", headers=reader)
    nowhere = client.get("/feed/v2/x", headers=reader)
    assert hidden.status_code == unknown.status_code == nowhere.status_code == 404
    assert hidden.content == unknown.content == nowhere.content
    assert hidden.headers["content-type"] == "application/problem+json"


def test_nobody_reads_without_a_token_unless_the_office_says_so(office: Office) -> None:
    office.release("2026-11-18")
    for path in ("latest.json", "atom.xml", "scores?from=2026-11-01&to=2026-11-30"):
        refused = office.client().get(f"/feed/v1/{path}")
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Bearer")
    public = office.client(public=True)
    assert public.get("/feed/v1/latest.json").json()["run"] == "2026-11-18"
    assert public.get("/feed/v1/scores/2026-11-20.json").status_code == 404
    bad = public.get("/feed/v1/latest.json", headers={"Authorization": "Bearer gk_wrong"})
    assert bad.status_code == 401


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic eDp5", "gk_x", "Bearer " + "x" * 300]
)
def test_what_is_no_token_is_refused(office: Office, header: str) -> None:
    assert (
        office.client().get("/feed/v1/latest.json", headers={"Authorization": header}).status_code
        == 401
    )


def test_a_token_in_the_address_is_refused_and_not_logged(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    reader = office.token("all", unreleased=True)
    token = reader["Authorization"].partition(" ")[2]
    caplog.set_level("INFO", "gongkai.requests")
    client = office.client()
    assert client.get(f"/feed/v1/latest.json?token={token}").status_code == 400
    assert client.get(f"/feed/v1/latest.json?Token={token}", headers=reader).status_code == 400
    assert client.get("/feed/v1/latest.json", headers=reader).status_code == 200
    assert len([r for r in caplog.records if r.name == "gongkai.requests"]) == 3
    mine = [r.getMessage() for r in caplog.records if r.name == "gongkai.requests"]
    assert not any(token in line for line in mine)
    assert mine[-1].startswith("r0 GET /feed/v1/latest.json 200 ")


def test_the_log_takes_no_second_line(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "gongkai.requests")
    office.client().get("/feed/v1/portals/x%0aevil%20GET.json")
    (line,) = [r.getMessage() for r in caplog.records if r.name == "gongkai.requests"]
    assert "\n" not in line


def test_tokens_end_at_their_second(office: Office) -> None:
    reader = office.token("all", unreleased=True, expires_at=NOW)
    second = timedelta(seconds=1)
    for now, status in ((NOW - second, 200), (NOW, 401), (NOW + second, 401)):
        assert office.client(now).get("/feed/v1/latest.json", headers=reader).status_code == status


def test_a_revoked_token_ends_for_a_running_server(office: Office) -> None:
    from scheduler.store.tokens import revoke_token

    reader, client = office.token("all", unreleased=True), office.client()
    assert client.get("/feed/v1/latest.json", headers=reader).status_code == 200
    with office.books() as db:
        revoke_token(db, "r0", NOW)
    assert client.get("/feed/v1/latest.json", headers=reader).status_code == 401


def test_only_the_digest_of_a_token_is_kept(office: Office) -> None:
    token = office.token("all")["Authorization"].partition(" ")[2]
    with office.books() as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for path in office.places.data.rglob("*"):
        if path.is_file():
            assert token.encode() not in path.read_bytes()


def test_etags(office: Office) -> None:
    reader, client = office.token("all", unreleased=True), office.client()
    for path in (
        "latest.json", "latest.csv", "portals/yunxi.json", "atom.xml", "schema.json",
        "openapi.json", "scores?from=2026-11-01&to=2026-11-30",
    ):  # fmt: skip
        first = client.get(f"/feed/v1/{path}", headers=reader)
        tag = first.headers["etag"]
        assert tag.startswith('"')
        for given in (tag, f'"x", {tag}', "*", f"W/{tag}"):
            again = client.get(f"/feed/v1/{path}", headers=reader | {"If-None-Match": given})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == tag
            assert again.headers["cache-control"] == "private, no-cache"
        other = client.get(f"/feed/v1/{path}", headers=reader | {"If-None-Match": '"x"'})
        assert (other.status_code, other.content) == (200, first.content)
        zipped = client.get(f"/feed/v1/{path}", headers=reader | {"Accept-Encoding": "gzip"})
        assert zipped.headers["content-encoding"] == "gzip"
        assert zipped.headers["etag"] != tag
        assert zipped.content == first.content
        head = client.ask("HEAD", f"/feed/v1/{path}", reader)
        assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)
        assert int(head.headers["content-length"]) == len(first.content)


def test_an_etag_follows_the_content_and_the_reader(office: Office) -> None:
    client = office.client()
    every, one = office.token("all", True), office.token("unit:yunxi", True)

    def tag(reader: dict[str, str]) -> str:
        return str(client.get("/feed/v1/latest.json", headers=reader).headers["etag"])

    before = tag(every)
    assert tag(one) != before
    assert tag(every) == before
    (again,) = nights("2026-11-20")
    office.publish(again, NOW + timedelta(hours=1))
    assert tag(every) == before
    office.release("2026-11-20")
    assert tag(every) != before


@pytest.mark.parametrize("accepted", ["gzip", "GZIP;q=0.5", "*", "br, gzip"])
def test_gzip_for_whoever_takes_it(office: Office, accepted: str) -> None:
    reader = office.token("all", True) | {"Accept-Encoding": accepted}
    assert office.client().get("/feed/v1/latest.json", headers=reader).headers["content-encoding"]


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "gzip;q=x"])
def test_plain_for_whoever_does_not(office: Office, accepted: str) -> None:
    reader = office.token("all", True) | {"Accept-Encoding": accepted}
    answer = office.client().get("/feed/v1/latest.json", headers=reader)
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("query", "runs"),
    [
        ("from=2026-11-19&to=2026-11-19", ["2026-11-19"]),
        ("from=2026-11-18&to=2026-11-19", ["2026-11-18", "2026-11-19"]),
        ("from=2026-11-20&to=2026-11-30", ["2026-11-20"]),
        ("from=2026-11-21&to=2026-11-30", []),
        ("from=2025-11-20&to=2026-11-20", list(RUNS)),
        ("from=2026-11-18&to=2026-11-20&portal=nothing", []),
        ("from=2026-11-18&to=2026-11-20&rulebook=nothing", []),
        ("from=2026-11-18&to=2026-11-20&rulebook=standing&portal=ymh", list(RUNS)),
    ],
)
def test_ranges_hold_both_ends(office: Office, query: str, runs: list[str]) -> None:
    reader = office.token("all", True)
    body = office.client().get(f"/feed/v1/scores?{query}", headers=reader).json()
    assert [run["run"] for run in body["runs"]] == runs
    assert list(dict.fromkeys(score["run"] for score in body["scores"])) == runs
    assert body["next"] is None


@pytest.mark.parametrize(
    "query",
    [
        "", "from=2026-11-19", "to=2026-11-19", "from=2026-11-20&to=2026-11-19",
        "from=2025-11-20&to=2026-11-21", "from=x&to=2026-11-19", "from=2026-02-30&to=2026-11-19",
        "from=2026-11-18&to=2026-11-20&limit=0", "from=2026-11-18&to=2026-11-20&limit=1001",
        "from=2026-11-18&to=2026-11-20&after=x", "from=2026-11-18&to=2026-11-20&format=xml",
        "from=2026-11-18&to=2026-11-20&form=csv", "from=0001-01-01&to=9999-12-31",
        "from=1793491200&to=2026-11-20", "from=2026-11-18&to=2026-11-20T00:00:00",
    ],
)  # fmt: skip
def test_a_bad_range_is_a_problem(office: Office, query: str) -> None:
    answer = office.client().get(f"/feed/v1/scores?{query}", headers=office.token("all", True))
    assert answer.status_code == 422
    keeps("refusal", answer.json())
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("form", ["json", "csv"])
def test_pages_lead_through_everything_once(office: Office, form: str) -> None:
    reader, client = office.token("all", True), office.client()
    path: str | None = f"/feed/v1/scores?from=2026-11-18&to=2026-11-20&limit=5&format={form}"
    seen: list[tuple[str, str]] = []
    while path:
        answer = client.get(path, headers=reader)
        assert answer.status_code == 200
        link = answer.links.get("next", {}).get("url")
        if form == "json":
            body = answer.json()
            keeps("range", body)
            assert body["next"] == link
            seen += [(score["run"], score["portal"]) for score in body["scores"]]
        else:
            rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
            assert tuple(rows.fieldnames or ()) == SCORE_CSV_KEYS
            seen += list(dict.fromkeys((row["run"], row["portal"]) for row in rows))
        path = link
    assert seen == [(run, one) for run in RUNS for one in ("yunzhou", "yunxi", "ymh", "shiqiao")]


def test_names_that_would_leave_the_folder_find_nothing(office: Office) -> None:
    reader, client = office.token("all", True), office.client()
    for path in (
        "portals/..%2f..%2fgongkai.db.json", "portals/../../gongkai.json",
        "portals/%2e%2e/latest.json", "portals/.json", "portals/%00.json",
        "portals/latest'--.json", "scores/../latest.json",
    ):  # fmt: skip
        answer = client.get(f"/feed/v1/{path}", headers=reader)
        assert answer.status_code in (200, 404, 422)
        if answer.status_code == 200:
            assert str(answer.url.path) == "/feed/v1/latest.json"
    assert client.get("/feed/v1/scores/2026-13-45.json", headers=reader).status_code == 404
    assert client.get("/feed/v1/scores/yesterday.json", headers=reader).status_code == 422
    assert client.get("/feed/v1/latest.json?x=1", headers=reader).status_code == 422
    assert client.ask("POST", "/feed/v1/latest.json", reader).status_code == 405


def test_no_other_site_may_read_through_a_browser(office: Office) -> None:
    answer = office.client().get(
        "/feed/v1/latest.json", headers=office.token("all", True) | {"Origin": "http://evil.test"}
    )
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert answer.headers["content-security-policy"] == "default-src 'none'"
    assert answer.headers["vary"] == "Authorization, Accept-Encoding"


def test_suspected_is_a_number_of_its_own(office: Office) -> None:
    (score,) = (
        office.client()
        .get("/feed/v1/portals/yunxi.json", headers=office.token("all", True))
        .json()["scores"]
    )
    assert score["suspected"] == 1
    (line,) = [one for one in score["indicators"] if one["requirement"] == "section-1"]
    assert (line["suspected"], line["score"], line["deduction"]) == (1, None, None)
    (problem,) = line["problems"]
    assert (problem["stock"], problem["deduction"]) == ("suspected", None)
    sheet = office.client().get("/feed/v1/portals/yunxi.csv", headers=office.token("all", True))
    rows = list(csv.DictReader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    head, row = [row for row in rows if row["requirement"] == "section-1"]
    assert (head["suspected"], head["deduction"]) == ("1", "")
    assert (row["stock"], row["deduction"]) == ("suspected", "")
    assert row["note"] == "疑似问题，待核实，不扣分"


def test_a_change_names_its_cause(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.publish(night())
    feed = office.client().get("/feed/v1/latest.json", headers=office.token("all", True)).json()
    keeps(None, feed)
    change = feed["scores"][0]["change"]
    assert change["since"] == "2026-11-19"
    assert change["difference"] == 1.5
    assert {"site", "sight"} & {one["cause"] for one in change["causes"]}
    assert sum(one["count"] for one in change["causes"]) == len(change["items"])
    problems = [p for s in feed["scores"] for i in s["indicators"] for p in i["problems"]]
    assert any(p["change"] and p["change"]["turn"] == "new" for p in problems)
    rows = office.client().get("/feed/v1/latest.csv", headers=office.token("all", True))
    causes = {row["cause"] for row in csv.DictReader(io.StringIO(rows.text.lstrip("\ufeff")))}
    assert "网站内容变化" in causes


def test_zipped_bytes_are_plain_gzip(office: Office) -> None:
    reader = office.token("all", True) | {"Accept-Encoding": "gzip"}
    answer = office.client().ask("GET", "/feed/v1/latest.json", reader, raw=True)
    raw = answer.content
    assert int(answer.headers["content-length"]) == len(raw)
    assert json.loads(gzip.decompress(raw))["run"] == "2026-11-20"


def test_health_tells_when_nothing_can_be_read(office: Office) -> None:
    client = office.client()
    assert client.get("/health").json() == {"status": "ok"}
    office.places.pieces.write_bytes(b"not a database" * 100)
    for path in ("/health", "/feed/v1/latest.json"):
        answer = client.get(path, headers=office.token("all"))
        assert answer.status_code == 503
        keeps("refusal", answer.json())


def test_a_unit_that_a_run_left_out_keeps_its_last(office: Office) -> None:
    (some,) = nights("2026-11-21")
    some = replace(some, portals=some.portals[:1])
    office.publish(some)
    reader, client = office.token("unit:yunxi", True), office.client()
    assert client.get("/feed/v1/latest.json", headers=reader).json()["run"] == "2026-11-20"
    assert client.get("/feed/v1/scores/2026-11-21.json", headers=reader).status_code == 404

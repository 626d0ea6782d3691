"""An upheld appeal as a regression fixture: the pages of a wrong verdict, and what must come out.

A fixture is a folder: `case.json`, the watchlist, rulebook and calendar of the run, and the
portal's pages of that night from the sealed archive. Identity, mobile and card numbers in them are
masked, files have stand-ins of their format, and the portals above are not in it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from checks.engine.case import Stage
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from crawler.errors import GongkaiError
from crawler.fetching.archive import Archive, ArchiveReader, Item
from crawler.fetching.transcribing import transcript_urn
from crawler.pages.files.formats import stand_in
from crawler.portals import Portal
from crawler.records.addresses import is_rendered
from crawler.records.moments import stamp
from crawler.spiders.replay import replay_group
from reports.masking import mask
from scheduler.evidence.manifest import pinned_groups
from scheduler.evidence.pinned import pinned_workplace
from scheduler.night.judging import judge
from scheduler.store.cases import cases_on
from scheduler.store.findings import judgement_in
from scheduler.workplace import Workplace, open_workplace

WATCHLIST, WARC, CASE = "gongkai.toml", "pages.warc.gz", "case.json"
_TEXT = ("html", "xml", "json", "text/")


@dataclass(frozen=True)
class Fixture:
    """A regression fixture. `expected` is an outcome, or None for anything but a failure.

    `reproduced` says whether the masked pages gave the wrong verdict when it was made.
    """

    folder: Path
    case_id: str
    portal: str
    as_of: datetime
    expected: Outcome | None
    reproduced: bool
    reason: str = ""


def write_fixture(
    db: Database,
    workplace: Workplace,
    case_id: str,
    folder: Path,
    expected: Outcome | None = None,
) -> Fixture:
    """Write the fixture of an upheld appeal below `folder`; GongkaiError if it is none.

    The folder appears whole or not at all; one that is there already is replaced.
    """
    event = cases_on(db, only=[case_id]).get(case_id)
    if event is None:
        raise GongkaiError(f"case {case_id}: there is no such case")
    if event.case.stage is not Stage.UPHELD:
        raise GongkaiError(f"case {case_id}: its stage is {event.case.stage}, not upheld")
    run, last = _wrong_verdict(db, case_id)
    where = pinned_groups(db, workplace.places, run).get(event.portal)
    if where is None:
        raise GongkaiError(f"case {case_id}: run {run} of {event.portal} is not sealed")
    then = pinned_workplace(db, workplace.places, run)
    portal = then.watchlist.portal(event.portal)
    as_of = datetime.fromisoformat(str(db.table("runs").get(run)["as_of"]))
    folder.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder, prefix=".part-"))
    try:
        _write_settings(part, then, portal)
        _copy_masked(ArchiveReader(where[1]), part / WARC, portal)
        made: dict[str, Any] = {
            "case": case_id, "portal": portal.id, "as_of": stamp(as_of), "run": run,
            "rulebook": last.rulebook, "requirement": last.requirement, "check": last.check,
            "subject": last.subject, "wrong": mask(last.statement),
            "expected": expected.value if expected else None,
            "reason": mask(event.case.work.dispute), "sample": then.watchlist.sample,
            "reproduced": False,
        }  # fmt: skip
        _write_json(part / CASE, made)
        found = replay_fixture(part)
        made["reproduced"] = found is not None and found.outcome is Outcome.FAILED
        _write_json(part / CASE, made)
        target = folder / case_id
        if target.exists():
            shutil.rmtree(target)
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return read_fixture(target)


def read_fixture(folder: Path) -> Fixture:
    """The fixture in a folder; GongkaiError naming the file if it is none."""
    try:
        made = json.loads((folder / CASE).read_text("utf-8"))
        return Fixture(
            folder,
            made["case"],
            made["portal"],
            datetime.fromisoformat(made["as_of"]),
            Outcome(made["expected"]) if made["expected"] else None,
            bool(made["reproduced"]),
            made["reason"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GongkaiError(f"{folder / CASE}: no regression fixture: {error}") from None


def replay_fixture(folder: Path) -> Finding | None:
    """What the code of today judges of a fixture's case; None if nothing."""
    made = json.loads((folder / CASE).read_text("utf-8"))
    with tempfile.TemporaryDirectory() as data:
        place = open_workplace(folder / WATCHLIST, Path(data), bool(made["sample"]))
    portal = place.watchlist.portal(made["portal"])
    as_of = datetime.fromisoformat(made["as_of"])
    dossier = replay_group(ArchiveReader(folder / WARC), portal, place.watchlist, as_of)
    found = judge(place, {portal.id: dossier}).findings[portal.id]
    return next((one for one in found if one.case_id == made["case"]), None)


def fault_of(folder: Path) -> str | None:
    """How a fixture fails today; None if the wrong verdict has not come back."""
    fixture, found = read_fixture(folder), replay_fixture(folder)
    outcome = found.outcome if found else None
    if fixture.expected is not None and outcome is not fixture.expected:
        return f"{folder}: {outcome or 'nothing'} came out, not {fixture.expected}"
    if outcome is Outcome.FAILED and found is not None:
        return f"{folder}: the wrong verdict is back: {found.statement}"
    return None


_TRANSCRIPT = transcript_urn("")


def _wrong_verdict(db: Database, case_id: str) -> tuple[str, Finding]:
    rows = list(
        db.query(
            "SELECT data, last_run, portal FROM findings WHERE case_id = ? AND outcome = 'failed'"
            " ORDER BY last_run DESC LIMIT 1",
            [case_id],
        )
    )
    if not rows:
        raise GongkaiError(f"case {case_id}: the books have no failure of it")
    run = str(rows[0]["last_run"])
    return run, judgement_in(db, run, str(rows[0]["portal"]), rows[0]["data"])


def _copy_masked(source: ArchiveReader, target: Path, portal: Portal) -> None:
    """Copy a portal's records, masked; digests that the logs name are those of the masked ones."""
    digests: dict[str, str] = {}
    logs: list[Item] = []
    transcripts: list[Item] = []
    others = ("urn:gongkai:visit:", "urn:gongkai:coverage:", "urn:gongkai:prior:")
    archive = Archive.open(target)
    try:
        for item in source:
            if item.url.startswith(_TRANSCRIPT):
                transcripts.append(item)
                continue
            if is_rendered(item.url):
                shown = _masked(item)
                digests[item.sha256] = archive.write_resource(
                    item.url, item.media_type, shown, item.captured_at
                )
                continue
            if item.url.startswith("urn:"):
                own = item.url.rpartition(":")[2] == portal.id
                if own or not item.url.startswith(others):
                    logs.append(item)
                continue
            headers = [(k, v) for k, v in item.headers if k.lower() != "content-length"]
            snapshot = archive.write_response(
                item.url, item.status, "", headers, _masked(item), item.captured_at
            )
            digests[item.sha256] = snapshot.sha256
        for item in transcripts:
            urn = transcript_urn(digests.get(item.url.removeprefix(_TRANSCRIPT), ""))
            text = mask(item.body.decode("utf-8", "replace")).encode()
            archive.write_resource(urn, item.media_type, text, item.captured_at)
        for item in logs:
            text = _replaced(item.body, digests)
            archive.write_resource(item.url, item.media_type, text, item.captured_at)
        archive.flush()
    finally:
        archive.close()


def _masked(item: Item) -> bytes:
    markup = item.body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    if not markup and not any(mark in item.media_type for mark in _TEXT):
        return stand_in(item.body)
    for charset in ("utf-8", "gb18030", "latin-1"):
        try:
            return mask(item.body.decode(charset)).encode(charset)
        except UnicodeError:
            continue
    return b""


def _replaced(body: bytes, digests: Mapping[str, str]) -> bytes:
    text = body.decode("utf-8", "surrogateescape")
    for old, new in digests.items():
        if old != new:
            text = text.replace(old, new)
    # Addresses in a log lead to the pages and stay as they are.
    return text.encode("utf-8", "surrogateescape")


def _write_settings(folder: Path, then: Workplace, portal: Portal) -> None:
    sharers = [one for one in then.watchlist.portals if one.host == portal.host]
    lines = ["[monitor]", "[monitor.limits]"]
    lines += [f"{k} = {_toml(v)}" for k, v in vars(then.watchlist.monitor.limits).items()]
    for one in sharers:
        lines += ["", "[[portals]]", *_portal_lines(one)]
    (folder / WATCHLIST).write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, texts in (("rulebooks", then.rulebook_texts), ("calendar", then.calendar_texts)):
        if texts:
            (folder / name).mkdir()
        for file, text in texts.items():
            full = file if file.endswith(".toml") else f"{file}.toml"
            (folder / name / full).write_text(text, encoding="utf-8")


def _portal_lines(portal: Portal) -> list[str]:
    """What judging goes by of a portal; nobody's mail address."""
    given: dict[str, Any] = {
        "id": portal.id, "name": portal.name, "kind": portal.kind.value, "home": portal.home,
        "rulebooks": list(portal.rulebooks), "hosts": list(portal.hosts),
        "baseline_on": portal.baseline_on, "extra_holidays": sorted(portal.extra_holidays),
        "valid_from": portal.valid_from, "valid_to": portal.valid_to, "family": portal.family,
    }  # fmt: skip
    lines = [f"{key} = {_toml(value)}" for key, value in given.items() if value not in (None, [])]
    for one in portal.emergencies:
        lines.append("[[portals.emergencies]]")
        told = {field.name: getattr(one, field.name) for field in fields(one)}
        lines += [
            f"{key} = {_toml(value)}" for key, value in told.items() if value not in (None, "")
        ]
    if portal.sections:
        lines.append("[portals.sections]")
        lines += [f"{role.value} = {_toml(url)}" for role, url in portal.sections.items()]
    return lines


def _toml(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    write: Callable[[object], str] = json.dumps
    return write(value) if not isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _write_json(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

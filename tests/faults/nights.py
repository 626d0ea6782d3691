"""Nights over the town, by the real command line, and what is seen of them afterwards."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from checks.engine.case import Case
from scheduler.apart.verify import verify
from scheduler.places import Places
from scheduler.store.cases import cases_as_of
from scheduler.store.findings import recall
from tests.end_to_end.hostile_run import command, environment
from tests.faults.table import ANSWERS, AS_EVER, NOT_JUDGED, PART, UNSEEN

FIRST, NIGHT, THIRD, FOURTH = "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"
"""The night before the fault, and those with and after it."""
Word = tuple[Any, ...]


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    errors: str


def run(folder: Path, night: str, *broken: str) -> Ended:
    """`gongkai run` of a night; `broken` are the step and the break of breaking.py."""
    arguments = ("run", "--as-of", f"{night}T02:00")
    line = command(*arguments)
    if broken:
        line = [sys.executable, "-m", "tests.faults.breaking", *broken, "--", *arguments]
    done = subprocess.run(
        line,
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ended(done.returncode, done.stderr)


def words(folder: Path, night: str, portal: str) -> Counter[Word]:
    """What a night says of a portal: no moments of capture, no digests, no host."""
    path = folder / "data" / "gongkai.db"
    if not path.exists():
        return Counter()
    db = Database(path)
    try:
        if not list(db.query("SELECT 1 FROM runs WHERE run = ? AND state = 'complete'", [night])):
            return Counter()
        cases = cases_as_of(db, night, portal)
        found: Counter[Word] = Counter()
        for one in recall(db, night, portal):
            case = cases.get(one.case_id)
            word = (
                one.check, one.requirement, one.subject, one.aspect or "", one.outcome.value,
                one.cause.value if one.cause else "", one.statement, str(one.due_on),
                _state(case),
                str(case.first_failed_on) if case else "",
            )  # fmt: skip
            found[tuple(part.replace(f"//{portal}.", "//HOST.") for part in word)] += 1
        return found
    finally:
        db.close()


def _state(case: Case | None) -> str:
    """Whether a unit was told of a case is the mail's matter, and is compared with the mail."""
    return "" if case is None else case.state.value.replace("notified", "open")


def verdict(found: Counter[Word], calm: Counter[Word]) -> str:
    """What is told of a portal, in the words of the table; beside what is told without a fault."""
    if not found:
        return NOT_JUDGED
    if found == calm:
        return AS_EVER
    told = {(word[4], word[5]) for word in found}
    causes = ", ".join(sorted({cause for _, cause in told if cause}))
    if {outcome for outcome, _ in told} <= {"cant_tell", "inapplicable"}:
        return UNSEEN + causes
    seen = {word[0] for word in found if word[4] not in ("cant_tell", "inapplicable")}
    if seen == {"ipv6_support"} and not any(word[4] == "failed" for word in found):
        return UNSEEN + causes + ANSWERS
    rest = found - calm
    if {word[4] for word in rest} == {"cant_tell"}:
        checks = {word[0] for word in rest}
        causes = ", ".join(sorted({word[5] for word in rest if word[5]}))
        if checks == {"ipv6_support"}:
            return f"{AS_EVER}, but for ipv6_support: cant_tell, {causes}"
        return PART + causes
    wrong = [word for word in sorted(rest) if word[4] not in ("cant_tell", "inapplicable")]
    return f"WRONG: {wrong[:3]}"


def whole(folder: Path) -> None:
    """Nothing is torn: databases, archive, chain, and no half-written file lies about."""
    data = folder / "data"
    databases = [data / "gongkai.db", *data.glob("groups/*/records.db")]
    for path in databases:
        if path.exists() and path.stat().st_size:
            db = Database(path)
            assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok", path
            assert list(db.query("PRAGMA foreign_key_check")) == [], path
            db.close()
    db = Database(data / "gongkai.db")
    try:
        found = verify(db, Places(data))
    finally:
        db.close()
    assert found.sound, (found.faults, found.differences)
    assert list(data.rglob(".part-*")) == []
    for path in (data / "reports").glob("*/findings.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            json.loads(line)


def once(folder: Path) -> None:
    """Nothing is doubled."""
    db = Database(folder / "data" / "gongkai.db")
    try:
        doubled = (
            "SELECT portal, case_id FROM findings WHERE first_run <= ? AND last_run >= ?"
            " GROUP BY portal, case_id, requirement HAVING count(*) > 1"
        )
        assert list(db.query(doubled, [NIGHT, NIGHT])) == []
    finally:
        db.close()


def copied(base: Path, folder: Path) -> Path:
    """A folder that begins as another one is."""
    shutil.copytree(base, folder, dirs_exist_ok=True)
    return folder


def alarms(folder: Path) -> list[str]:
    """Subjects of the mails about the monitor itself."""
    db = Database(folder / "data" / "gongkai.db")
    try:
        rows = db.query("SELECT subject FROM outbox WHERE kind = 'alarm' ORDER BY rowid")
        return [str(row["subject"]) for row in rows]
    finally:
        db.close()


def last_line(errors: str) -> str:
    """The last line on standard error."""
    return next(reversed(errors.strip().splitlines()), "")

"""A made-up town whose nights are planted one by one, for the tests of papers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from checks.engine.case import Case, CaseState
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from crawler.records import BEIJING, Cause, Evidence, encode
from crawler.records.moments import stamp
from scheduler.night.judging import Judged
from scheduler.night.storing import store_judgement
from scheduler.reporting.feeding import publish, release_runs
from scheduler.reporting.gathering import gather
from scheduler.run import Run
from scheduler.store import open_store
from scheduler.store.cases import cases_as_of
from scheduler.store.runs import stored_run
from scheduler.workplace import Workplace, open_workplace

UNITS = (
    ("yunzhou", "云州市人民政府", "city"),
    ("yunxi", "云溪县人民政府", "county"),
    ("jiaoyu", "云州市教育局", "department"),
)


class Town:
    """Three units, the standing rulebook, and nights as they are planted."""

    def __init__(
        self,
        folder: Path,
        units: Sequence[tuple[str, str, str]] = UNITS,
        extra: Mapping[str, str] | None = None,
        monitor: str = "",
    ) -> None:
        extra = extra or {}
        text = (
            f'[monitor]\nrulebooks = ["standing"]\n{monitor}\n'
            '[papers]\ncity = "云州市"\noffice = "云州市政务公开办公室"\n'
            'contact = "联系人：值班室，电话：0000"\ncopy_to = ["云州市人民政府办公室"]\n'
        )
        for unit, name, kind in units:
            text += (
                f'[[portals]]\nid = "{unit}"\nname = "{name}"\nkind = "{kind}"\n'
                f'home = "http://{unit}.test/"\n{extra.get(unit, "")}\n'
            )
        path = folder / "gongkai.toml"
        path.write_text(text, encoding="utf-8")
        self.place: Workplace = open_workplace(path, folder / "data")
        (folder / "data").mkdir(mode=0o700, exist_ok=True)
        self.db: Database = open_store(self.place.places.database)

    def night(self, day: str, *findings: Finding) -> None:
        """A complete run of all units as of 02:00."""
        as_of = datetime.combine(date.fromisoformat(day[:10]), time(2), BEIJING)
        run = Run(day, as_of, self.place.watchlist.portals)
        self.db.table("runs").upsert(
            {
                "run": day,
                "as_of": stamp(as_of),
                "state": "complete",
                "sample": 0,
                "detail": json.dumps({"token": "t"}),
            },
            pk="run",
        )
        own: dict[str, list[Finding]] = {portal.id: [] for portal in run.portals}
        for one in findings:
            captured = tuple(replace(item, captured_at=as_of) for item in one.evidence)
            own[one.portal].append(replace(one, evidence=captured))
        store_judgement(self.db, self.place, run, Judged(own, ()))

    def decide(
        self, day: str, found: Finding, state: CaseState, person: str = "张三", reason: str = ""
    ) -> None:
        """A person's word on a case, at noon."""
        at = datetime.combine(date.fromisoformat(day), time(12), BEIJING)
        run = max(str(row["run"]) for row in self.db.query("SELECT run FROM runs"))
        case = cases_as_of(self.db, run, found.portal)[found.case_id]
        after: Case = replace(case, state=state, since=at)
        self.db.table("case_events").insert(
            {
                "case_id": found.case_id,
                "portal": found.portal,
                "run": run,
                "at": stamp(at),
                "state": state.value,
                "person": person,
                "reason": reason,
                "data": json.dumps(encode(after), ensure_ascii=False),
            }
        )

    def release(self, *runs: str) -> None:
        """Put runs into the feed and release them, as `gongkai release` does."""
        at = datetime(2026, 12, 1, tzinfo=BEIJING)
        for run in runs:
            self.publish(run)
        release_runs(self.db, self.place.places, runs, "李四", "", at)

    def publish(self, run: str) -> None:
        """Put a run into the feed."""
        made = gather(self.db, self.place, stored_run(self.db, self.place, run))
        publish(self.db, self.place, made, datetime(2026, 12, 1, tzinfo=BEIJING))


def finding(number: int, outcome: Outcome = Outcome.FAILED, **given: Any) -> Finding:
    """A document without its number, in yunxi: words, so the case opens at once."""
    portal = given.pop("portal", "yunxi")
    url = given.pop("subject", f"http://{portal}.test/doc/{number}.html")
    values: dict[str, Any] = {
        "portal": portal,
        "rulebook": "standing",
        "requirement": "document-1",
        "sources": (),
        "check": "doc_metadata_complete",
        "subject": url,
        "title": f"关于第{number}件事的通知",
        "outcome": outcome,
        "statement": "该文件缺少规范的文号。" if outcome is Outcome.FAILED else "要素齐全。",
        "evidence": (Evidence(url, datetime(2026, 1, 1, tzinfo=BEIJING), "ab" * 32, "引文"),),
    }
    if outcome is Outcome.CANT_TELL:
        values |= {"cause": Cause.UNREACHABLE, "statement": "未能看到。"}
    return Finding(**(values | given))


def interpreted(
    number: int, due: date, latency: Outcome, present: Outcome, linked: Outcome | None = None,
    settled: date | None = None, portal: str = "yunxi",
) -> tuple[Finding, ...]:  # fmt: skip
    """What the three checks of interpretation say of one document."""
    made = [
        finding(
            number, latency, portal=portal, requirement="interpretation-1",
            check="interpretation_latency", due_on=due, settled_on=settled,
            statement="解读情况。",
            basis=Basis.WORDS if settled else Basis.ABSENCE,
        ),
        finding(
            number, present, portal=portal, requirement="interpretation-2",
            check="interpretation_present", statement="解读情况。", basis=Basis.ABSENCE,
            due_on=due if present in (Outcome.FAILED, Outcome.PENDING) else None,
        ),
    ]  # fmt: skip
    if linked is not None:
        made.append(
            finding(
                number, linked, portal=portal, requirement="interpretation-3",
                check="interpretation_linked", statement="互链情况。", basis=Basis.ABSENCE,
            )
        )  # fmt: skip
    return tuple(made)

"""How long an export of many findings takes, and how much memory: `python -m bench.exporting`.

    python -m bench.exporting [--findings 100000] [--units 50] [--data FOLDER]

Makes a data folder with one run of invented units: four in five findings are in order, every fifth
is a problem with a case, each quotes a page. Every form of the export is then made in a process
of its own, as the console makes it for a list without a filter, into a temporary file. Memory is
what the process held at its peak, and before the export began.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from checks.calendar import Day
from checks.engine.case import Case, CaseState
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from crawler.records import BEIJING, Evidence, encode
from crawler.records.moments import stamp
from reports.console.books import Wanted
from reports.exports import WRITERS
from scheduler.desk.books import StoredDesk
from scheduler.store import open_store
from scheduler.store.findings import remember
from scheduler.workplace import open_workplace

RUN = "2026-11-20"
AS_OF = datetime(2026, 11, 20, 2, tzinfo=BEIJING)
_SUM = tuple(Day(date(2026, 10, 12) + timedelta(days=n), day=n) for n in range(4))


@dataclass(frozen=True)
class Made:
    """What one export came to: seconds of the processor and of the clock, bytes of the file, bytes
    of memory before and at most.
    """

    cpu: float
    seconds: float
    size: int
    before: int
    peak: int


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--findings", type=int, default=100_000)
    options.add_argument("--units", type=int, default=50)
    options.add_argument("--data", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.data or Path(temporary)
        fill(folder, given.units, given.findings)
        print(f"{given.findings} findings of {given.units} units")
        for ending in WRITERS:
            made = measured(folder, ending)
            print(
                f"{ending:6} CPU {made.cpu:.1f} s, clock {made.seconds:.1f} s,"
                f" {made.size / 1e6:.1f} MB; memory {made.before / 1e6:.0f} MB before,"
                f" {made.peak / 1e6:.0f} MB at most"
            )
    return 0


def fill(folder: Path, units: int, findings: int) -> None:
    """A data folder with one run of that many findings, unless it is there already."""
    watchlist = folder / "gongkai.toml"
    if watchlist.exists():
        return
    names = [f"u{number:04}" for number in range(units)]
    watchlist.write_text(
        '[monitor]\nrulebooks = ["standing"]\n'
        + "".join(
            f'[[portals]]\nid = "{name}"\nname = "第{name[1:]}号单位"\nkind = "county"\n'
            f'home = "http://{name}.test/"\n'
            for name in names
        ),
        "utf-8",
    )
    (folder / "data").mkdir(mode=0o700)
    db = open_store(folder / "data" / "gongkai.db")
    with db.atomic():
        db.table("runs").insert(
            {"run": RUN, "as_of": stamp(AS_OF), "state": "complete", "sample": 0, "detail": "{}"}
        )
        db.table("run_portals").insert_all({"run": RUN, "portal": name} for name in names)
        for place, name in enumerate(names):
            own = list(invented(name, findings // units + (place < findings % units)))
            remember(db, RUN, name, own)
            db.table("case_events").insert_all(_event(one) for one in own if _failed(one))
    db.close()


def invented(portal: str, count: int) -> Iterator[Finding]:
    """That many findings of a unit."""
    for number in range(count):
        url = f"http://{portal}.test/gfxwj/2026/11/content_{number:07}.html"
        failed = number % 5 == 0
        yield Finding(
            portal=portal,
            rulebook="standing",
            requirement="document-1",
            sources=("sixian-2020-32b",),
            check="doc_metadata_complete",
            subject=url,
            title=f"关于进一步做好第{number}项农村公路养护管理工作的通知",
            outcome=Outcome.FAILED if failed else Outcome.PASSED,
            statement="该文件页面未标明发文字号和有效性，信息栏所列的成文日期与正文不一致。",
            due_on=date(2026, 10, 15) if failed else None,
            day_count=_SUM if failed else (),
            evidence=(
                Evidence(
                    url, AS_OF, f"{number:064x}", "发文机关：县交通运输局　成文日期：2026年9月"
                ),
            ),
        )


def measured(folder: Path, ending: str) -> Made:
    """One export in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_export, (folder, ending))


def _export(folder: Path, ending: str) -> Made:
    desk = StoredDesk(open_workplace(folder / "gongkai.toml", folder / "data"))
    write, _ = WRITERS[ending]
    with desk.books() as books, tempfile.TemporaryFile() as out:
        report = books.outline(RUN)
        before, started, used = _peak(), time.perf_counter(), time.process_time()
        write(report, books.judged(Wanted(RUN)), out)
        seconds = time.perf_counter() - started
        cpu = time.process_time() - used
        return Made(cpu, seconds, out.seek(0, 2), before, _peak())


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _failed(one: Finding) -> bool:
    return one.outcome is Outcome.FAILED


def _event(one: Finding) -> dict[str, str]:
    day = AS_OF.date()
    case = Case(one.case_id, CaseState.OPEN, day, AS_OF, AS_OF, opened_on=day)
    return {
        "case_id": one.case_id,
        "portal": one.portal,
        "run": RUN,
        "at": stamp(AS_OF),
        "state": case.state.value,
        "data": json.dumps(encode(case), ensure_ascii=False),
    }


if __name__ == "__main__":
    raise SystemExit(main())
